/* Contrast of every text with what is around it, measured on the painted picture: every screen of
 * the gallery, every page of every form and of the form of every kind, portrait and landscape, in
 * all text sizes, in Vietnamese, English and the two languages of the tests, whose words stand
 * elsewhere on the same colours. The gallery in Vietnamese at 100 % is painted in all four themes;
 * in the other languages and at the other sizes each picture in one, the next picture in the next;
 * in the languages of the tests that at 100 %, every fourth at 200 %, none between. Of the
 * questions every fourth is painted, at the next size the one after it, so that each page is seen
 * on each panel in each language. CONTRAST=all paints everything in all four (tests/proofs). */
#include <stdlib.h>

#include "tests/unit/pseudo_world.h"
#include "tests/unit/screens_world.h"

#define THEMES 4
#define SIZES  4

static const int sizes[SIZES] = {100, 125, 150, 200};

/* What is painted of each picture. */
enum part {
    PART_ALL,    /* all themes */
    PART_ONE,    /* one theme, by turns */
    PART_FOURTH, /* one theme of every fourth */
};

static struct {
    enum part part;
    int turn; /* pictures so far, and where the look began */
    int in[THEMES];
} seen;

static bool is_seen(int theme)
{
    switch (seen.part) {
    case PART_ONE:
        return seen.turn % THEMES == theme;
    case PART_FOURTH:
        return seen.turn % 4 == 0 && seen.turn / 4 % THEMES == theme;
    case PART_ALL:
        break;
    }
    return true;
}

static void stand_out(const struct state_look *look)
{
    (void)look;
    for (int theme = 0; theme < THEMES; theme++) {
        if (is_seen(theme)) {
            world_stand_out((enum theme)theme);
            seen.in[theme]++;
        }
    }
    seen.turn++;
}

static void gallery(const struct state_look *look)
{
    world_states(look, stand_out);
}

static void questions(const struct state_look *look)
{
    world_forms(look, stand_out);
    world_kinds(look, stand_out);
}

/* On both panels and in every language. */
static void everywhere(world_visit *of_look, int size, enum part part)
{
    const char *wish = getenv("CONTRAST");
    int languages[LANGUAGES_MAX];
    const int count = world_languages(languages);
    const bool whole = wish != NULL && strcmp(wish, "all") == 0;
    CHECK_INT(count, 4); /* vi, en and the two of the tests */
    memset(&seen, 0, sizeof seen);
    for (int wide = 0; wide < 2; wide++) {
        for (int i = 0; i < (WORLD_FEW ? 1 : count); i++) {
            const struct state_look look = {wide == 1 ? 1920 : 1080, wide == 1 ? 1080 : 1920,
                                            sizes[size], 0, languages[i]};
            const bool tests = i > 1; /* the languages of the tests */
            if (tests && !whole && (size == 1 || size == 2)) {
                continue;
            }
            seen.part = whole                       ? PART_ALL
                        : i > 0 && part == PART_ALL ? PART_ONE /* the colours are Vietnamese's */
                        : tests                     ? PART_FOURTH
                                                    : part;
            seen.turn = size + wide + i;
            of_look(&look);
        }
    }
    printf("# %d %%: %d %d %d %d pictures\n", sizes[size], seen.in[0], seen.in[1], seen.in[2],
           seen.in[3]);
    for (int theme = 0; theme < THEMES; theme++) {
        CHECK(seen.in[theme] > 0);
    }
}

TEST(every_screen_stands_out_in_every_theme)
{
    everywhere(gallery, 0, PART_ALL);
}

TEST(every_screen_stands_out_when_it_is_large)
{
    for (int size = 1; size < SIZES; size++) {
        everywhere(gallery, size, PART_ONE);
    }
}

TEST(every_question_stands_out)
{
    for (int size = 0; size < SIZES; size++) {
        everywhere(questions, size, PART_FOURTH);
    }
}

int main(void)
{
    world_open();
    pseudo_open();
    RUN(every_screen_stands_out_in_every_theme);
    RUN(every_screen_stands_out_when_it_is_large);
    RUN(every_question_stands_out);
    world_close();
    return check_done();
}
