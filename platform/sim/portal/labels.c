#include "platform/sim/portal/labels.h"

#include <stdio.h>
#include <string.h>

#include "platform/base/buf.h"
#include "platform/sim/portal/asset.h"

#define KEY_MAX 512

/* The text behind a key that ends with a tab: the table's lines are KEY TAB TEXT. */
static bool find(const char *key, char *out, size_t cap)
{
    struct portal_asset file;
    const size_t len = strlen(key);
    out[0] = '\0';
    if (!portal_asset_find("labels.tsv", &file)) {
        return false;
    }
    const char *end = file.bytes + file.size;
    for (const char *line = file.bytes; line < end;) {
        const char *stop = memchr(line, '\n', (size_t)(end - line));
        const size_t size = (size_t)((stop == NULL ? end : stop) - line);
        if (size > len && memcmp(line, key, len) == 0) {
            struct buf b;
            buf_init(&b, out, cap);
            buf_add(&b, line + len, size - len);
            return !b.full;
        }
        line += size + 1;
    }
    return false;
}

/* kind TAB form TAB language TAB rest TAB, in the language or else in Vietnamese. */
static bool find_worded(enum words_language language, const char *kind, const char *form,
                        const char *rest, char *out, size_t cap)
{
    char key[KEY_MAX];
    int len = snprintf(key, sizeof key, "%s\t%s\t%s\t%s%s", kind, form, words_code(language), rest,
                       rest[0] == '\0' ? "" : "\t");
    if (len < (int)sizeof key && find(key, out, cap)) {
        return true;
    }
    len = snprintf(key, sizeof key, "%s\t%s\tvi\t%s%s", kind, form, rest,
                   rest[0] == '\0' ? "" : "\t");
    return len < (int)sizeof key && find(key, out, cap);
}

bool labels_title(enum words_language language, const char *procedure, char *out, size_t cap)
{
    return find_worded(language, "title", procedure, "", out, cap);
}

bool labels_question(enum words_language language, const char *form, const char *ref, char *out,
                     size_t cap)
{
    return find_worded(language, "label", form, ref, out, cap);
}

/* One value: a choice of the question itself, or an item of the list it chooses from. */
static bool find_choice(enum words_language language, const char *form, const char *ref,
                        const char *value, char *out, size_t cap)
{
    char key[KEY_MAX];
    char list[64];
    int len = snprintf(key, sizeof key, "%s\t%s", ref, value);
    if (len < (int)sizeof key && find_worded(language, "choice", form, key, out, cap)) {
        return true;
    }
    len = snprintf(key, sizeof key, "list\t%s\t%s\t", form, ref);
    if (len >= (int)sizeof key || !find(key, list, sizeof list)) {
        return false;
    }
    len = snprintf(key, sizeof key, "item\t%s\t%s\t", list, value);
    return len < (int)sizeof key && find(key, out, cap);
}

void labels_answer(enum words_language language, const char *form, const char *ref,
                   const char *value, char *out, size_t cap)
{
    struct buf b;
    char word[200];
    char text[200];
    buf_init(&b, out, cap);
    for (const char *at = value; *at != '\0';) {
        const size_t len = strcspn(at, " ");
        snprintf(word, sizeof word, "%.*s", (int)(len < sizeof word ? len : sizeof word - 1), at);
        if (len >= sizeof word || !find_choice(language, form, ref, word, text, sizeof text)) {
            buf_clear(&b); /* not a list of choices after all */
            buf_puts(&b, value);
            return;
        }
        buf_puts(&b, b.len > 0 ? ", " : "");
        buf_puts(&b, text);
        at += len;
        at += strspn(at, " ");
    }
}
