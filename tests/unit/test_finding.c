/* The citizen's way from a tile or from typed letters to a procedure, and back. */
#include "app/finding.h"

#include "app/citizen/needs.h"
#include "app/citizen/search.h"
#include "app/typing/composer.h"
#include "tests/unit/app_world.h"

static uint8_t lists[CATALOGUE_BYTES + SEARCH_BYTES + sizeof(struct needs)]
    __attribute__((aligned(16)));
static struct catalogue *catalogue;
static struct search *search;
static struct needs *needs;

static void begin(void)
{
    app_begin((struct app_world){.form = NULL});
    app.catalogue = catalogue;
    app.search = search;
    app.needs = needs;
    intend(INTENT_LANGUAGE, 0);
}

/* Letters only, as the keys of the search. */
static void type(const char *letters)
{
    for (; *letters != '\0'; letters++) {
        const char letter[] = {*letters, '\0'};
        const int key = *letters == ' ' ? layout_find_name(LAYER_VIETNAMESE, "key-space")
                                        : layout_find_text(LAYER_VIETNAMESE, letter);
        intend(INTENT_KEY, key);
        now += 200;
    }
}

static const char *row_code(int i)
{
    const struct find_row row = finding_row(&app, i);
    return row.entry < 0 ? row.route : catalogue->entries[row.entry].code;
}

TEST(a_tile_opens_its_list_and_a_row_its_procedure)
{
    begin();
    intend_text(INTENT_TILE, 0, "birth");
    CHECK_INT(app.screen, SCREEN_LIST);
    CHECK(finding_count(&app) > 3);
    CHECK_STR(row_code(0), "1.001193");
    intend_text(INTENT_NEED, 0, row_code(0));
    CHECK_INT(app.screen, SCREEN_SUMMARY);
    intend(INTENT_BACK, 0);
    CHECK_INT(app.screen, SCREEN_LIST);
    intend_text(INTENT_NEED, 0, row_code(finding_count(&app) - 1));
    CHECK_INT(app.screen, SCREEN_INFO);
    intend(INTENT_BACK, 0);
    CHECK_INT(app.screen, SCREEN_LIST);
    intend(INTENT_BACK, 0);
    CHECK_INT(app.screen, SCREEN_NEED);
}

TEST(typed_letters_find_and_are_still_there_on_the_way_back)
{
    begin();
    intend(INTENT_FIND, 0);
    CHECK_INT(app.screen, SCREEN_SEARCH);
    CHECK(app.visit->pick_count > 380); /* everything that is offered */
    type("xay nha");
    CHECK_STR(app.visit->finding.typed, "xay nha");
    CHECK_STR(catalogue->entries[app.visit->picks[0]].code, "1.013225");
    intend(INTENT_LIST, 0);
    CHECK_INT(app.screen, SCREEN_LIST);
    CHECK_INT(finding_count(&app), app.visit->pick_count);
    intend_text(INTENT_NEED, 0, row_code(0));
    CHECK_INT(app.screen, SCREEN_INFO);
    app.visit->pick_count = 0; /* other picks lay there meanwhile */
    intend(INTENT_BACK, 0);
    CHECK_INT(app.screen, SCREEN_LIST);
    CHECK_STR(row_code(0), "1.013225");
    intend(INTENT_BACK, 0);
    CHECK_INT(app.screen, SCREEN_SEARCH);
    CHECK_STR(app.visit->composer->text, "xay nha");
}

TEST(nothing_repealed_is_ever_found)
{
    begin();
    intend(INTENT_FIND, 0);
    for (int i = 0; i < app.visit->pick_count; i++) {
        CHECK(!catalogue->entries[app.visit->picks[i]].repealed);
    }
}

TEST(the_best_find_is_read_once_she_pauses)
{
    begin();
    intend(INTENT_FIND, 0);
    type("dat");
    CHECK_INT(app_deadline_ms(&app, now), 400);
    happen((struct event){.kind = HAPPENED_TICK});
    CHECK(!did(FX_SAY_ROW, 1));
    now += 400;
    happen((struct event){.kind = HAPPENED_SPEECH, .number = 1});
    happen((struct event){.kind = HAPPENED_TICK});
    CHECK(!did(FX_SAY_ROW, 1)); /* not over the name of the last key */
    happen((struct event){.kind = HAPPENED_SPEECH, .number = 0});
    happen((struct event){.kind = HAPPENED_TICK});
    CHECK(did(FX_SAY_ROW, 1));
    now += 1000;
    happen((struct event){.kind = HAPPENED_TICK});
    CHECK(!did(FX_SAY_ROW, 1));
}

TEST(the_list_is_printed_once_at_a_time_and_a_printer_that_fails_says_so)
{
    begin();
    intend_text(INTENT_NEED, 0, "1.013225");
    CHECK_INT(app.screen, SCREEN_INFO);
    intend(INTENT_PRINT, 0);
    CHECK(did(FX_PRINT, PRINT_LIST));
    intend(INTENT_PRINT, 0);
    CHECK(!did(FX_PRINT, PRINT_LIST));
    happen((struct event){.kind = HAPPENED_PRINTED, .slip = PRINT_LIST, .proof = PROOF_ANSWERED});
    CHECK(app.visit->finding.printed);
    CHECK_INT(app.visit->copies, 0); /* it is no receipt */
    CHECK(did(FX_SAY, MSG_LIST_PRINTED));
    intend(INTENT_PRINT, 0);
    happen((struct event){.kind = HAPPENED_PRINTED, .slip = PRINT_LIST, .proof = PROOF_WRITTEN});
    CHECK(!app.visit->finding.printed && app.visit->finding.unsure);
    CHECK(did(FX_SAY, MSG_PAPER_UNSURE));
    intend(INTENT_PRINT, 0);
    happen((struct event){
        .kind = HAPPENED_PRINT_FAILED, .slip = PRINT_LIST, .error = ERR(ERR_IO, 0, "test")});
    CHECK(!app.visit->finding.printed);
    CHECK_INT(app.overlay, OVERLAY_NOTICE);
    CHECK_INT(app.notice, MSG_LIST_NOT_PRINTED);
}

TEST(papers_are_heard_one_after_the_other)
{
    begin();
    intend_text(INTENT_NEED, 0, "2.001263"); /* seven papers */
    intend(INTENT_HEAR, 3);
    CHECK(did(FX_SAY_ROW, 1));
    CHECK_INT(app.visit->finding.papers_page, 0);
    for (int i = 0; i < 3; i++) {
        intend(INTENT_HEAR, 3);
    }
    CHECK(did(FX_SAY_ROW, 4));
    CHECK_INT(app.visit->finding.papers_page, 1);
    for (int i = 0; i < 4; i++) {
        intend(INTENT_HEAR, 3);
    }
    CHECK(did(FX_SAY_ROW, 1));
}

TEST(a_tile_or_a_code_that_leads_nowhere_says_so)
{
    begin();
    intend_text(INTENT_TILE, 0, "no such tile");
    CHECK_INT(app.overlay, OVERLAY_NOTICE);
    begin();
    intend_text(INTENT_NEED, 0, "9.999999");
    CHECK_INT(app.overlay, OVERLAY_NOTICE);
    begin();
    intend_text(INTENT_NEED, 0, "1.012818"); /* repealed: its place was taken */
    CHECK(app.screen == SCREEN_INFO || app.screen == SCREEN_SUMMARY);
}

int main(void)
{
    struct arena boot;
    struct assets assets;
    struct catalogue_problem problem;
    arena_init(&boot, lists, sizeof lists);
    if (failed(assets_open(&assets, files_linux(), NULL)) ||
        failed(catalogue_load(&boot, &assets, NULL, &catalogue, &problem)) ||
        failed(search_load(&boot, &assets, catalogue, &search)) ||
        failed(needs_load(&boot, &assets, catalogue, &needs))) {
        return 1;
    }
    RUN(a_tile_opens_its_list_and_a_row_its_procedure);
    RUN(typed_letters_find_and_are_still_there_on_the_way_back);
    RUN(nothing_repealed_is_ever_found);
    RUN(the_best_find_is_read_once_she_pauses);
    RUN(the_list_is_printed_once_at_a_time_and_a_printer_that_fails_says_so);
    RUN(papers_are_heard_one_after_the_other);
    RUN(a_tile_or_a_code_that_leads_nowhere_says_so);
    return check_done();
}
