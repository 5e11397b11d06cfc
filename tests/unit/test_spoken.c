/* The table of what is written short and how it is said (tests/fixtures/spoken.tsv). */
#include <stdlib.h>

#include "app/sound/figures.h"
#include "platform/port_files.h"
#include "tests/check.h"

struct row {
    char language[8], kind[16], written[256], words[512];
};

static void say(const struct grammar *g, const struct row *row, struct buf *out)
{
    const int64_t value = strtoll(row->written, NULL, 10);
    const size_t len = strlen(row->written);
    if (strcmp(row->kind, "number") == 0) {
        g->number(value, out);
    } else if (strcmp(row->kind, "money") == 0) {
        g->money(value, out);
    } else if (strcmp(row->kind, "date") == 0) {
        g->date(value, out);
    } else if (strcmp(row->kind, "time") == 0) {
        g->time((int)value, out);
    } else if (strcmp(row->kind, "letters") == 0) {
        for (size_t at = 0; at < len;) {
            at += g->letter(row->written + at, len - at, out);
        }
    } else {
        CHECK_STR(row->kind, "text");
        figures_spell(g, row->written, len, out);
    }
}

static int check_row(const struct row *row)
{
    char text[1024];
    struct buf out;
    const struct grammar *g = grammar_find(row->language);
    buf_init(&out, text, sizeof text);
    CHECK(g != NULL);
    if (g == NULL) {
        return 0;
    }
    say(g, row, &out);
    if (strcmp(text, row->words) != 0) {
        printf("# %s %s '%s'\n", row->language, row->kind, row->written);
    }
    CHECK_STR(text, row->words);
    return 1;
}

TEST(every_case_of_the_table_is_said_as_people_say_it)
{
    struct file_bytes file = {0};
    CHECK_INT(files_linux()->ops->map("tests/fixtures/spoken.tsv", &file).code, ERR_NONE);
    int rows = 0;
    for (const char *line = file.bytes; line != NULL && *line != '\0';) {
        struct row row;
        if (line[0] != '#') {
            const int parts = sscanf(line, "%7[^\t]\t%15[^\t]\t%255[^\t]\t%511[^\n]", row.language,
                                     row.kind, row.written, row.words);
            CHECK_INT(parts, 4);
            rows += parts == 4 ? check_row(&row) : 0;
        }
        line = strchr(line, '\n');
        line = line == NULL ? NULL : line + 1;
    }
    files_linux()->ops->unmap(&file);
    CHECK(rows >= 300);
    printf("# %d cases\n", rows);
}

/* True when the vocabulary of the language has this text, or all of its words. */
static bool is_in_vocabulary(const struct grammar *g, const char *said)
{
    char storage[256];
    struct buf b;
    buf_init(&b, storage, sizeof storage);
    const char *w;
    for (int i = 0; (w = g->vocabulary(i, &b)) != NULL; i++) {
        if (strcmp(w, said) == 0) {
            return true;
        }
    }
    return false;
}

TEST(every_word_of_the_tables_has_a_clip_and_one_row)
{
    static const struct grammar *const grammars[] = {&grammar_vi, &grammar_en};
    for (size_t i = 0; i < sizeof grammars / sizeof grammars[0]; i++) {
        const struct grammar *g = grammars[i];
        const struct said *const tables[] = {g->words->abbreviations, g->words->units};
        int said = 0;
        for (const char *w; (w = grammar_words_at(g->words, said)) != NULL; said++) {
            CHECK(is_in_vocabulary(g, w));
        }
        CHECK_INT(grammar_words_count(g->words), said);
        for (size_t t = 0; t < 2; t++) {
            for (const struct said *a = tables[t]; a->written != NULL; a++) {
                for (const struct said *b = a + 1; b->written != NULL; b++) {
                    CHECK(strcmp(a->written, b->written) != 0);
                }
            }
        }
    }
}

/* Whatever bytes stand there: the reader stays inside, goes on, and what it writes is text. */
TEST(hostile_text_stays_in_bounds)
{
    static const char letters[] = "0123456789//--..,,  :hIVXNĐQ%m\xC2\xB2\xE2\x80\x93\xFF\xF0";
    char text[64];
    char words[8192];
    unsigned state = 11;
    for (int round = 0; round < 20000; round++) {
        state = state * 1664525u + 1013904223u;
        const size_t len = (state >> 16) % sizeof text;
        for (size_t i = 0; i < len; i++) {
            state = state * 1664525u + 1013904223u;
            text[i] = letters[(state >> 16) % (sizeof letters - 1)];
        }
        struct buf out;
        buf_init(&out, words, sizeof words);
        figures_spell(round % 2 == 0 ? &grammar_vi : &grammar_en, text, len, &out);
        CHECK(!out.full);
    }
}

int main(void)
{
    RUN(every_case_of_the_table_is_said_as_people_say_it);
    RUN(every_word_of_the_tables_has_a_clip_and_one_row);
    RUN(hostile_text_stays_in_bounds);
    return check_done();
}
