/* Colours of packs: laid over the firmware's, each way to be wrong told by its row, and nothing
 * that could no longer be read. */
#include "ui/tokens.h"

#include <stdio.h>
#include <string.h>

#include "tests/check.h"

static char all[8192];

static void tell(void *context, const char *sentence)
{
    const size_t n = strlen(all);
    (void)context;
    (void)snprintf(all + n, sizeof all - n, "%s\n", sentence);
}

static const struct pack_listener listener = {NULL, tell};

static bool judged(const char *text)
{
    struct pack_telling t = {&listener, false};
    all[0] = '\0';
    tokens_judge(&t, text, strlen(text));
    return !t.bad;
}

static void refused(const char *text, const char *words)
{
    CHECK(!judged(text));
    if (strstr(all, words) == NULL) {
        printf("# \"%s\" lacks \"%s\"\n", all, words);
        check_bad = true;
    }
}

TEST(colours_are_laid_over_those_of_the_firmware)
{
    struct palette p;
    struct pack_telling t = {&listener, false};
    const char *text = "# of a province\n\nlight\troof\t101A40\ndark\tweaveRed\tff8866\n";
    palette_init(&p);
    CHECK(memcmp(p.colors, theme_colors, sizeof p.colors) == 0);
    palette_lay(&p, &t, text, strlen(text));
    CHECK(!t.bad);
    CHECK_INT(p.colors[THEME_LIGHT][COLOR_ROOF], 0x101A40);
    CHECK_INT(p.colors[THEME_DARK][COLOR_WEAVE_RED], 0xFF8866);
    CHECK_INT(p.colors[THEME_DARK][COLOR_ROOF], theme_colors[THEME_DARK][COLOR_ROOF]);
    CHECK(judged(text));
    CHECK(judged(""));
    CHECK(judged("light\troof\t101A40")); /* without a line end */
}

TEST(a_row_that_is_none_is_told_by_its_line)
{
    refused("light\troof\n", "tokens.tsv:1: a row is");
    refused("light\troof\t101A40\tx\n", "tokens.tsv:1: a row is");
    refused("light roof 101A40\n", "tokens.tsv:1: a row is");
    refused("light\troof\t101A40\nlihgt\troof\t101A40\n", "tokens.tsv:2: there is no theme");
    refused("light\tbackground\t101A40\n", "there is no colour \"background\"");
    refused("light\troof\t#101A40\n", "six digits");
    refused("light\troof\t101A4\n", "six digits");
    refused("light\troof\t101A4G\n", "six digits");
    refused("light\troof\t\n", "six digits");
}

TEST(what_could_no_longer_be_read_is_refused)
{
    refused("light\tink\tC0C0C0\n", "light: ink on ");
    CHECK(strstr(all, ", and needs 7.00") != NULL);
    CHECK(strstr(all, "dark: ") == NULL);
    refused("light\tbg\t202020\n", " on bg has a contrast of ");
    refused("hc\tline\t000000\n", ", and needs 3.00");
}

/* As it comes, a pack without any change of what is seen is no fault: the firmware's own pass. */
TEST(the_firmwares_own_colours_pass)
{
    static char text[32768];
    size_t n = 0;
    for (int theme = 0; theme < THEME_COUNT; theme++) {
        for (int i = 0; i < COLOR_COUNT; i++) {
            n += (size_t)snprintf(text + n, sizeof text - n, "%s\t%s\t%06X\n", theme_names[theme],
                                  theme_color_names[i], (unsigned)theme_colors[theme][i]);
        }
    }
    CHECK(judged(text));
    for (int i = 0; i < THEME_PAIRS; i++) {
        CHECK(theme_pairs[i].themes != 0);
        CHECK(theme_pairs[i].least == 300 || theme_pairs[i].least == 700);
    }
}

int main(void)
{
    RUN(colours_are_laid_over_those_of_the_firmware);
    RUN(a_row_that_is_none_is_told_by_its_line);
    RUN(what_could_no_longer_be_read_is_refused);
    RUN(the_firmwares_own_colours_pass);
    return check_done();
}
