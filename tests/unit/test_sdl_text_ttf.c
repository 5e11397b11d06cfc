#include "platform/sdl/text_ttf.h"

#include <dirent.h>
#include <stdlib.h>

#include "tests/check.h"

static struct port_text *text;

static struct text_line draw(enum face face, int px, const char *s)
{
    struct text_line line = {0};
    CHECK_STR(text->ops->line(text, face, px, s, strlen(s), false, &line).at, "");
    return line;
}

static bool inked(const struct text_line *l, int row)
{
    for (int x = 0; x < l->width; x++) {
        if (l->coverage[row * l->stride + x] > 127) {
            return true;
        }
    }
    return false;
}

/* Rows of ink above the baseline of the text's lowest ink. */
static int lowest(const struct text_line *l)
{
    int low = l->height - 1;
    while (low > 0 && !inked(l, low)) {
        low--;
    }
    return low;
}

TEST(stacked_marks_do_not_move_the_baseline)
{
    static const char *const words[] = {"x", "Ấx", "Ễx", "ê̆x", "Ê̆x", "ằx", "Ữx"};
    for (int face = FACE_REGULAR; face <= FACE_DISPLAY; face++) {
        for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
            const struct text_line l = draw((enum face)face, 72, words[i]);
            CHECK(abs(lowest(&l) + 1 - l.ascent) <= 1); /* x stands on the baseline */
        }
    }
}

TEST(a_breve_stands_over_its_circumflex)
{
    const struct text_line plain = draw(FACE_REGULAR, 72, "ê");
    const int width = plain.width;
    int plain_rows = 0;
    for (int y = 0; y < plain.ascent; y++) {
        plain_rows += inked(&plain, y);
    }
    const struct text_line both = draw(FACE_REGULAR, 72, "ê̆");
    int rows = 0;
    for (int y = 0; y < both.ascent; y++) {
        rows += inked(&both, y);
    }
    CHECK(abs(both.width - width) <= 2);
    CHECK(rows > plain_rows + 8);
}

TEST(a_line_is_as_wide_as_it_was_measured)
{
    static const char *const words[] = {"Họ, chữ đệm và tên của bé là gì?", "jả", "427 158", "ƀ"};
    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
        const struct text_line l = draw(FACE_BOLD, 46, words[i]);
        CHECK_INT(text->ops->measure(text, FACE_BOLD, 46, words[i], strlen(words[i])), l.width);
        CHECK_INT(l.advance, l.width);
    }
    CHECK_INT(text->ops->measure(text, FACE_BOLD, 46, "", 0), 0);
    CHECK(text->ops->measure(text, FACE_BOLD, 46, "abc", 2) <
          text->ops->measure(text, FACE_BOLD, 46, "abc", 3));
}

TEST(a_letter_that_hangs_left_says_so)
{
    const struct text_line j = draw(FACE_REGULAR, 100, "j");
    CHECK(j.left > 0);
    const struct text_line l = draw(FACE_REGULAR, 100, "l");
    CHECK_INT(l.left, 0);
}

TEST(extent_is_the_faces)
{
    int ascent = 0;
    int descent = 0;
    text->ops->extent(text, FACE_REGULAR, 100, &ascent, &descent);
    CHECK(ascent >= 106 && ascent <= 108 && descent >= 28 && descent <= 31);
}

TEST(personal_lines_go_and_others_stay)
{
    struct text_line line;
    text->ops->forget(text);
    const size_t before = text_ttf_cached(text);
    CHECK_STR(
        text->ops->line(text, FACE_BOLD, 64, "Rơ Châm H’Lan", strlen("Rơ Châm H’Lan"), true, &line)
            .at,
        "");
    CHECK(text_ttf_cached(text) > before);
    text->ops->forget(text);
    CHECK_INT(text_ttf_cached(text), before);
    draw(FACE_BOLD, 64, "Ở nhà"); /* first everybody's, then a person's answer */
    CHECK_STR(text->ops->line(text, FACE_BOLD, 64, "Ở nhà", strlen("Ở nhà"), true, &line).at, "");
    text->ops->forget(text);
    CHECK_INT(text_ttf_cached(text), before);
}

TEST(the_cache_stays_within_its_limit)
{
    struct port_text *small = NULL;
    struct text_line line;
    CHECK_STR(text_ttf_open(TEXT_FONT_FOLDER, 60000, &small).at, "");
    for (int i = 0; i < 200; i++) {
        char word[32];
        snprintf(word, sizeof(word), "Câu %d", i);
        CHECK_STR(small->ops->line(small, FACE_BOLD, 46, word, strlen(word), false, &line).at, "");
        CHECK(text_ttf_cached(small) <= 60000);
    }
    CHECK(text_ttf_cached(small) > 40000);
    static const char wide[] = "Chào bà con Gia Lai, Tây Nguyên";
    CHECK_INT(small->ops->line(small, FACE_DISPLAY, 128, wide, strlen(wide), false, &line).code,
              ERR_FULL);
    small->ops->close(small);
}

TEST(bad_text_and_missing_fonts_are_errors)
{
    struct port_text *none = NULL;
    struct text_line line;
    static char longer[2000];
    memset(longer, 'a', sizeof(longer));
    CHECK_INT(text_ttf_open("/nonexistent", 1000, &none).code, ERR_NOT_FOUND);
    CHECK_INT(text->ops->line(text, FACE_BOLD, 46, longer, sizeof(longer), false, &line).code,
              ERR_FULL);
    CHECK_STR(text->ops->line(text, FACE_BOLD, 46, "", 0, false, &line).at, "");
    CHECK_INT(line.width, 0);
}

/* Every letter of every text the kiosk shows, in all three faces. */
TEST(the_faces_cover_every_message)
{
    DIR *dir = opendir("assets/languages/vi");
    CHECK(dir != NULL);
    int lines = 0;
    for (struct dirent *e = dir == NULL ? NULL : readdir(dir); e != NULL; e = readdir(dir)) {
        char path[512];
        char row[4096];
        snprintf(path, sizeof(path), "assets/languages/vi/%s", e->d_name);
        FILE *f = strstr(e->d_name, ".msg") == NULL ? NULL : fopen(path, "r");
        while (f != NULL && fgets(row, sizeof(row), f) != NULL) {
            const char *shown = strchr(row, '=');
            if (row[0] == '#' || shown == NULL) {
                continue;
            }
            lines++;
            for (int face = FACE_REGULAR; face <= FACE_DISPLAY; face++) {
                if (!text_ttf_covers(text, (enum face)face, shown, strlen(shown))) {
                    printf("# face %d lacks a letter of %s", face, row);
                    CHECK(false);
                }
            }
        }
        if (f != NULL) {
            fclose(f);
        }
    }
    if (dir != NULL) {
        closedir(dir);
    }
    CHECK(lines > 0);
    static const char hill[] = "ăâđêôơư ƀ ĕ ĭ ŏ ŭ č ñ c̆ ê̆ ô̆ ơ̆ ư̆ â̆ ’";
    CHECK(text_ttf_covers(text, FACE_BOLD, hill, strlen(hill)));
    CHECK(!text_ttf_covers(text, FACE_BOLD, "✓", 3)); /* always our own drawings */
}

int main(void)
{
    if (failed(text_ttf_open(TEXT_FONT_FOLDER, TEXT_CACHE_BYTES, &text))) {
        printf("not ok fonts_open\n");
        return 1;
    }
    RUN(stacked_marks_do_not_move_the_baseline);
    RUN(a_breve_stands_over_its_circumflex);
    RUN(a_line_is_as_wide_as_it_was_measured);
    RUN(a_letter_that_hangs_left_says_so);
    RUN(extent_is_the_faces);
    RUN(personal_lines_go_and_others_stay);
    RUN(the_cache_stays_within_its_limit);
    RUN(bad_text_and_missing_fonts_are_errors);
    RUN(the_faces_cover_every_message);
    text->ops->close(text);
    return check_done();
}
