/* The generated theme table against the contrast figures of assets/design/tokens.json: each pair is
 * computed again from our colours, so a wrong colour or a lost digit shows. */
#include <jansson.h>

#include "tests/check.h"
#include "tests/unit/contrast.h"
#include "ui/theme.h"

static int color_named(const char *name, size_t len)
{
    for (int i = 0; i < COLOR_COUNT; i++) {
        if (strlen(theme_color_names[i]) == len && memcmp(theme_color_names[i], name, len) == 0) {
            return i;
        }
    }
    return -1;
}

/* Text must reach 7, edges and icons 3 (design/DESIGN.md 10). */
static double least(const char *pair)
{
    static const char *const shapes[] = {"line/",       "primary/",     "spokenLine/",
                                         "focus",       "icon",         "weaveRed/",
                                         "weaveWhite/", "weaveThread/", "weaveYellow/"};
    for (size_t i = 0; i < sizeof(shapes) / sizeof(shapes[0]); i++) {
        if (strncmp(pair, shapes[i], strlen(shapes[i])) == 0) {
            return 3;
        }
    }
    return 7;
}

static int check_pair(int theme, const char *pair, double want)
{
    const char *slash = strchr(pair, '/');
    const int a = color_named(pair, (size_t)(slash - pair));
    const int b = color_named(slash + 1, strlen(slash + 1));
    CHECK(a >= 0 && b >= 0);
    if (a < 0 || b < 0) {
        return 0;
    }
    const double got = contrast(theme_colors[theme][a], theme_colors[theme][b]);
    if (fabs(got - want) > 0.0051 || got < least(pair)) {
        printf("# %s %s: computed %.3f, tokens.json says %.2f\n", theme_names[theme], pair, got,
               want);
        check_bad = true;
    }
    return 1;
}

TEST(every_contrast_pair_is_as_the_tokens_say_and_enough)
{
    json_t *tokens = json_load_file("assets/design/tokens.json", 0, NULL);
    CHECK(tokens != NULL);
    int pairs = 0;
    for (int theme = 0; theme < THEME_COUNT; theme++) {
        json_t *all = json_object_get(json_object_get(tokens, "contrast"), theme_names[theme]);
        const char *pair;
        json_t *value;
        json_object_foreach(all, pair, value)
        {
            pairs += check_pair(theme, pair, json_number_value(value));
        }
    }
    CHECK(pairs >= 4 * 36);
    json_decref(tokens);
}

TEST(a_colour_is_its_key_in_every_theme)
{
    CHECK_INT(THEME_COUNT, 4);
    CHECK_INT(theme_colors[THEME_LIGHT][COLOR_SPOKEN_LINE], 0x8A5200);
    CHECK_INT(theme_colors[THEME_HC][COLOR_BG], 0x000000);
    CHECK_INT(theme_colors[THEME_DARK][COLOR_ON_ROOF2], 0xEFE6D2);
    CHECK_STR(theme_color_names[COLOR_SPOKEN_LINE], "spokenLine");
}

TEST(the_type_scale_is_readable)
{
    for (int i = 0; i < TYPE_COUNT; i++) {
        CHECK(theme_type[i].px >= 34); /* nothing a citizen reads is smaller */
        CHECK(theme_type[i].line_px * 10 >= theme_type[i].px * 11);
        CHECK((theme_type[i].face == FACE_DISPLAY) == (theme_type[i].px >= 52));
    }
    CHECK_INT(TOKEN_STITCH_PX, 4);
    CHECK_INT(TOKEN_ZONES_PORTRAIT_PX_ANSWERS_0, 504);
    CHECK_INT(TOKEN_TARGET_MM10_KEY_0, 267);
}

int main(void)
{
    RUN(every_contrast_pair_is_as_the_tokens_say_and_enough);
    RUN(a_colour_is_its_key_in_every_theme);
    RUN(the_type_scale_is_readable);
    return check_done();
}
