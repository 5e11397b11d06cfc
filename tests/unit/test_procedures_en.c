/* The words for the province's list, against the list itself: procedures.en.tsv,
 * need-phrases.en.tsv and the plain Vietnamese names are data that a province replaces, so what
 * holds is proven, not assumed. */
#include "app/assets.h"
#include "app/citizen/csv.h"
#include "app/typing/nfc.h"
#include "platform/base/utf8.h"
#include "tests/check.h"

#define ROWS_MAX      1024
#define TITLE_LETTERS 90

struct text {
    const char *at;
    size_t len;
};

struct row {
    struct text code, title, papers;
};

struct table {
    struct file_bytes file;
    struct row rows[ROWS_MAX];
    int count;
};

static struct assets assets;
static struct table list, english, plain, phrases;

static bool same(struct text a, struct text b)
{
    return a.len == b.len && memcmp(a.at, b.at, a.len) == 0;
}

static struct text text_of(const struct csv_field *f)
{
    return (struct text){f->text, f->len};
}

static int find(const struct table *t, struct text code)
{
    for (int i = 0; i < t->count; i++) {
        if (same(t->rows[i].code, code)) {
            return i;
        }
    }
    return -1;
}

/* How many papers a cell names; the list parts them with ';' and nothing else. */
static int papers_in(struct text t)
{
    int count = t.len > 0;
    for (size_t i = 0; i < t.len; i++) {
        count += t.at[i] == ';';
    }
    return count;
}

/* A ';' inside brackets would be read as two papers by one reader and as one by another. */
static bool parted_in_brackets(struct text t)
{
    int depth = 0;
    for (size_t i = 0; i < t.len; i++) {
        depth += t.at[i] == '(';
        depth -= t.at[i] == ')';
        if (t.at[i] == ';' && depth != 0) {
            return true;
        }
    }
    return depth != 0;
}

/* Each paper is more than blanks. */
static bool every_paper_says_something(struct text t)
{
    bool letters = t.len == 0;
    for (size_t i = 0; i <= t.len; i++) {
        if (i == t.len || t.at[i] == ';') {
            if (!letters) {
                return false;
            }
            letters = false;
        } else if (t.at[i] != ' ') {
            letters = true;
        }
    }
    return true;
}

static int letters_in(struct text t)
{
    int count = 0;
    for (size_t i = 0; i < t.len; i++) {
        count += (t.at[i] & 0xC0) != 0x80;
    }
    return count;
}

static void tell(const char *what, struct text t)
{
    printf("# %s: %.*s\n", what, (int)t.len, t.at);
    check_bad = true;
}

static bool open_table(struct table *t, const char *name, char separator)
{
    struct csv csv;
    struct csv_field f[8] = {0};
    int count = 0;
    if (failed(assets_map(&assets, name, &t->file))) {
        return false;
    }
    csv_open(&csv, t->file.bytes, t->file.size, separator);
    while ((count = csv_next(&csv, f, 8)) > 0 && t->count < ROWS_MAX) {
        const bool csv_row = separator == ',';
        const bool skipped = csv_row && (csv.line == 1 || (f[6].len == 1 && f[6].text[0] == 'X'));
        if (!skipped) {
            t->rows[t->count++] = (struct row){text_of(&f[0]), text_of(&f[1]),
                                               csv_row ? text_of(&f[5]) : text_of(&f[2])};
        }
        memset(f, 0, sizeof f);
    }
    return count == 0 && t->count > 0;
}

/* Fields of each line of a list that is parted by TABs; the file ends its last line. */
static void must_have_fields(const struct table *t, int fields)
{
    int tabs = 0;
    for (size_t i = 0; i < t->file.size; i++) {
        const char c = t->file.bytes[i];
        tabs += c == '\t';
        CHECK(c != '\r' && c != '"');
        if (c == '\n') {
            CHECK_INT(tabs, fields - 1);
            tabs = 0;
        }
    }
    CHECK(t->file.size > 0 && t->file.bytes[t->file.size - 1] == '\n');
}

static void must_be_normal(const struct table *t)
{
    static char normal[1 << 18];
    struct buf b;
    buf_init(&b, normal, sizeof normal);
    CHECK(utf8_valid(t->file.bytes, t->file.size));
    nfc_add(&b, t->file.bytes, t->file.size);
    CHECK(!b.full);
    CHECK_INT(b.len, t->file.size);
    CHECK(b.len == t->file.size && memcmp(normal, t->file.bytes, b.len) == 0);
}

TEST(every_offered_procedure_has_english_in_the_lists_order)
{
    CHECK(list.count > 380);
    CHECK_INT(english.count, list.count);
    for (int i = 0; i < list.count && i < english.count; i++) {
        if (!same(list.rows[i].code, english.rows[i].code)) {
            tell("not in its place", list.rows[i].code);
        }
    }
}

TEST(english_names_as_many_papers)
{
    for (int i = 0; i < english.count; i++) {
        const struct row *en = &english.rows[i];
        const int at = find(&list, en->code);
        if (at < 0 || papers_in(en->papers) != papers_in(list.rows[at].papers)) {
            tell("other papers", en->code);
        }
        if (!every_paper_says_something(en->papers)) {
            tell("an empty paper", en->code);
        }
    }
}

TEST(a_semicolon_never_stands_in_brackets)
{
    for (int i = 0; i < list.count; i++) {
        if (parted_in_brackets(list.rows[i].papers)) {
            tell("in the list", list.rows[i].code);
        }
    }
    for (int i = 0; i < english.count; i++) {
        if (parted_in_brackets(english.rows[i].papers)) {
            tell("in English", english.rows[i].code);
        }
    }
}

/* A capital letter first, short enough for the largest letters, and no other's. */
static void must_tell_apart(const struct table *t)
{
    for (int i = 0; i < t->count; i++) {
        const struct text title = t->rows[i].title;
        const int letters = letters_in(title);
        if (letters < 5 || letters > TITLE_LETTERS || (title.at[0] >= 'a' && title.at[0] <= 'z')) {
            tell("title", title);
        }
        for (int k = 0; k < i; k++) {
            if (same(t->rows[k].title, title)) {
                tell("title of two", title);
            }
        }
    }
}

TEST(titles_are_short_and_tell_procedures_apart)
{
    must_tell_apart(&english);
    must_tell_apart(&plain);
}

TEST(plain_names_are_shorter_than_the_official_ones)
{
    for (int i = 0; i < plain.count; i++) {
        const int at = find(&list, plain.rows[i].code);
        if (at < 0 || letters_in(plain.rows[i].title) >= letters_in(list.rows[at].title)) {
            tell("not shorter or not offered", plain.rows[i].code);
        }
    }
}

TEST(phrases_name_offered_procedures_and_are_said_once)
{
    CHECK(phrases.count > 250);
    for (int i = 0; i < phrases.count; i++) {
        const struct row *p = &phrases.rows[i];
        if (find(&list, p->code) < 0) {
            tell("not offered", p->code);
        }
        CHECK(p->title.len >= 5);
        for (int k = 0; k < i; k++) {
            if (same(phrases.rows[k].title, p->title)) {
                tell("said twice", p->title);
            }
        }
    }
}

/* Whoever finds a procedure by everyday words in Vietnamese finds it in English too. */
TEST(what_vietnamese_phrases_find_english_ones_find)
{
    static struct table vietnamese;
    CHECK(open_table(&vietnamese, "data/need-phrases.tsv", '\t'));
    for (int i = 0; i < vietnamese.count; i++) {
        if (find(&list, vietnamese.rows[i].code) >= 0 &&
            find(&phrases, vietnamese.rows[i].code) < 0) {
            tell("no English phrase", vietnamese.rows[i].code);
        }
    }
}

TEST(the_files_are_plain_rows_of_normal_text)
{
    must_have_fields(&english, 3);
    must_have_fields(&plain, 3);
    must_have_fields(&phrases, 2);
    must_be_normal(&english);
    must_be_normal(&plain);
    must_be_normal(&phrases);
}

int main(void)
{
    if (failed(assets_open(&assets, files_linux(), NULL)) ||
        !open_table(&list, "data/procedures.csv", ',') ||
        !open_table(&english, "data/procedures.en.tsv", '\t') ||
        !open_table(&plain, "data/procedures.vi.tsv", '\t') ||
        !open_table(&phrases, "data/need-phrases.en.tsv", '\t')) {
        return 1;
    }
    RUN(every_offered_procedure_has_english_in_the_lists_order);
    RUN(english_names_as_many_papers);
    RUN(a_semicolon_never_stands_in_brackets);
    RUN(titles_are_short_and_tell_procedures_apart);
    RUN(plain_names_are_shorter_than_the_official_ones);
    RUN(phrases_name_offered_procedures_and_are_said_once);
    RUN(what_vietnamese_phrases_find_english_ones_find);
    RUN(the_files_are_plain_rows_of_normal_text);
    return check_done();
}
