#include "app/language/inventory.h"

#include <stdio.h>
#include <string.h>

#include "app/typing/letter.h"
#include "app/typing/nfc.h"
#include "platform/base/utf8.h"

/* The lower case of one cluster; "" when it does not fit. */
static void lower(const char *text, size_t len, char out[INVENTORY_CLUSTER])
{
    char first[4];
    struct buf b;
    size_t used = 0;
    const uint32_t cp = utf8_decode(text, len, &used);
    buf_init(&b, out, INVENTORY_CLUSTER);
    if (cp != UTF8_BAD) {
        buf_add(&b, first, utf8_encode(letter_lower(cp), first));
        buf_add(&b, text + used, len - used);
    }
    if (b.full) {
        buf_clear(&b);
    }
}

static bool listed(const struct inventory *inv, const char *letter)
{
    for (int i = 0; i < inv->count; i++) {
        if (strcmp(inv->letters[i], letter) == 0) {
            return true;
        }
    }
    return false;
}

static bool is_stored(const char *text, size_t len, char better[INVENTORY_CLUSTER])
{
    struct buf b;
    buf_init(&b, better, INVENTORY_CLUSTER);
    nfc_add(&b, text, len);
    const bool same = !b.full && b.len == len && memcmp(b.data, text, len) == 0;
    if (b.full) {
        buf_clear(&b);
    }
    return same;
}

bool inventory_add(struct inventory *inv, const char *list)
{
    const size_t size = strlen(list);
    if (!utf8_valid(list, size)) {
        return false;
    }
    for (size_t i = 0; i < size;) {
        char letter[INVENTORY_CLUSTER];
        char better[INVENTORY_CLUSTER];
        const size_t bytes = utf8_cluster(list + i, size - i);
        lower(list + i, bytes, letter);
        if (letter[0] == '\0' || !is_stored(list + i, bytes, better)) {
            return false;
        }
        i += bytes;
        if (letter[0] == ' ' || listed(inv, letter)) {
            continue;
        }
        if (inv->count == INVENTORY_LETTERS) {
            return false;
        }
        (void)memcpy(inv->letters[inv->count++], letter, sizeof letter);
    }
    return true;
}

/* Signs of every language: figures, spaces, punctuation. The apostrophe is the one of the keyboard:
 * a second one would look alike and be another letter. */
static bool is_sign(const char *letter)
{
    static const char *const wide[] = {"–", "…", "“", "”", "·", "×", "→"};
    static const char plain[] = "0123456789 .,;:!?()/'\"+-%&=*\n";
    if (letter[1] == '\0') {
        return strchr(plain, letter[0]) != NULL;
    }
    for (size_t i = 0; i < sizeof wide / sizeof wide[0]; i++) {
        if (strcmp(wide[i], letter) == 0) {
            return true;
        }
    }
    return false;
}

struct lookalike {
    const char *seen, *what;
};

/* Why a letter that is not listed may stand there. */
static const char *reason(const char *letter)
{
    static const struct lookalike rows[] = {
        {"[{]}\\`~^#|@$<>_", "is a sign of an old typing font ([ for a b with a stroke, ^ for i "
                             "with breve): type the letter itself"},
        {"ẽũõĩỗữễỡẫẵ", "has a tilde, often typed for a breve, and is no letter of this language"},
        {"‘’ʼ´", "is written ' in this language's texts"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (strstr(rows[i].seen, letter) != NULL) {
            return rows[i].what;
        }
    }
    return "is not among the letters of this language (its file letters): write it with those, or "
           "add the letter there with its source";
}

/* VNI-Windows read as Latin-1 leaves the circumflex on a second vowel: "Noâng". */
static bool is_vni(const char *text, size_t at, const char *letter)
{
    return at > 0 && strchr("aeoAEO", text[at - 1]) != NULL && strcmp(letter, "â") == 0;
}

static bool fault(struct inventory_fault *f, size_t at, const char *letter, const char *what)
{
    f->at = at;
    f->what = what;
    (void)snprintf(f->letter, sizeof f->letter, "%s", letter);
    return false;
}

static bool check_cluster(const struct inventory *inv, const char *text, size_t at, size_t bytes,
                          struct inventory_fault *f)
{
    char letter[INVENTORY_CLUSTER];
    char better[INVENTORY_CLUSTER];
    lower(text + at, bytes, letter);
    if (!is_stored(text + at, bytes, better)) {
        (void)memcpy(f->better, better, sizeof f->better);
        return fault(f, at, letter,
                     "has its marks loose or in another order (circumflex or horn comes before "
                     "breve, in NFC)");
    }
    if (is_vni(text, at, letter)) {
        return fault(f, at, letter,
                     "follows a vowel as VNI text read with a wrong font has it: "
                     "convert the text to Unicode");
    }
    if (is_sign(letter) || listed(inv, letter)) {
        return true;
    }
    return fault(f, at, letter, reason(letter));
}

bool inventory_check(const struct inventory *inv, const char *text,
                     struct inventory_fault *ret_fault)
{
    *ret_fault = (struct inventory_fault){.what = ""};
    const size_t size = strlen(text);
    if (!utf8_valid(text, size)) {
        return fault(ret_fault, 0, "", "is no UTF-8: save the file as UTF-8");
    }
    for (size_t i = 0; i < size;) {
        if (text[i] == '{' && text[i + 1] >= '0' && text[i + 1] <= '9' && text[i + 2] == '}') {
            i += 3;
            continue;
        }
        const size_t bytes = utf8_cluster(text + i, size - i);
        if (!check_cluster(inv, text, i, bytes, ret_fault)) {
            return false;
        }
        i += bytes;
    }
    return true;
}

int inventory_count(const char *text, size_t bytes)
{
    int count = 0;
    for (size_t i = 0; i < bytes; i += utf8_cluster(text + i, bytes - i)) {
        count++;
    }
    return count;
}

int inventory_length(const char *text)
{
    return inventory_count(text, strlen(text));
}
