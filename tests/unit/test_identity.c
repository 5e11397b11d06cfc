#include "tests/unit/form_world.h"

#include "app/citizen/card.h"
#include "app/citizen/commune.h"
#include "app/steps.h"
#include "tests/unit/app_world.h"

/* Whose name the card has is asked only when she files for somebody else. */
static const char later_form[] = HEAD
    "<instance><data id='t'><other/><her><name/><id/></her><born/></data></instance>"
    "<bind nodeset='/data/her' relevant=\"/data/other = 'yes'\"/>"
    "<bind nodeset='/data/her/name' kiosk:card='name' kiosk:supplier='card' required='true()'/>"
    "<bind nodeset='/data/her/id' kiosk:card='id' kiosk:supplier='card'/>"
    "<bind nodeset='/data/born' type='date' kiosk:card='birth' kiosk:supplier='card'/>" BODY
    "<input ref='/data/other'><label>O</label></input>"
    "<group ref='/data/her'><input ref='/data/her/name'><label>N</label></input>"
    "<input ref='/data/her/id'><label>I</label></input></group>"
    "<input ref='/data/born'><label>B</label></input>" TAIL;

static struct communes nowhere;

/* A visit that stands where the card is read. */
static void before_the_card(struct world *w)
{
    load(w, later_form);
    CHECK_STR(w->where.message, "");
    app_begin((struct app_world){.form = NULL});
    app.communes = &nowhere;
    happen((struct event){.kind = HAPPENED_INTENT, .intent = INTENT_LANGUAGE});
    app.visit->form = w->form;
    app.screen = SCREEN_IDENTITY;
}

static const char *value(struct world *w, const char *ref)
{
    struct form_question q = {.value = "(none)"};
    CHECK(!failed(form_question(w->form, form_find(w->form, ref), &q)));
    return q.value;
}

TEST(the_card_answers_what_becomes_a_question_only_later)
{
    struct world w;
    before_the_card(&w);
    happen((struct event){.kind = HAPPENED_SCAN,
                          .now_s = 1795395600,
                          .text = "064195000002||Ksor H'Mẫu|31121995|Nữ||01072022"});
    CHECK(app.visit->card != NULL);
    CHECK_INT(form_page_count(w.form), 1); /* for whom: the rest is on the card */
    CHECK_STR(value(&w, "/data/born"), "1995-12-31");
    set(&w, "/data/other", "yes");
    CHECK_STR(value(&w, "/data/her/name"), "Ksor H'Mẫu");
    CHECK_STR(value(&w, "/data/her/id"), "064195000002");
    CHECK_INT(form_page_count(w.form), 1);
    unload(&w);
}

TEST(a_typed_number_answers_later_too)
{
    struct world w;
    before_the_card(&w);
    app.screen = SCREEN_TYPE_ID;
    snprintf(app.visit->id_digits, sizeof app.visit->id_digits, "064195000002");
    happen((struct event){.kind = HAPPENED_INTENT, .intent = INTENT_NEXT});
    set(&w, "/data/other", "yes");
    CHECK_STR(value(&w, "/data/her/id"), "064195000002");
    CHECK_STR(value(&w, "/data/her/name"), "");
    CHECK_INT(form_page_count(w.form), 3); /* for whom, her name, her birth */
    unload(&w);
}

TEST(a_card_is_not_read_into_a_page_that_lies_under_a_sheet)
{
    struct world w;
    before_the_card(&w);
    step_sheet(&app, SHEET_DISPLAY, &fx);
    happen((struct event){.kind = HAPPENED_SCAN,
                          .now_s = 1795395600,
                          .text = "064195000002||Ksor H'Mẫu|31121995|Nữ||01072022"});
    CHECK(app.visit->card == NULL && app.screen == SCREEN_IDENTITY);
    CHECK_STR(value(&w, "/data/born"), "");
    unload(&w);
}

static void goes_on(uint64_t to_ms)
{
    now = to_ms;
    happen((struct event){.kind = HAPPENED_TICK});
}

/* The wrong side lies on the tray: nothing comes, however long. */
TEST(a_card_that_shows_no_code_is_to_be_turned_over)
{
    struct world w;
    before_the_card(&w);
    const uint64_t from = app.last_touch_ms;
    goes_on(from + 1000);
    CHECK_INT(app_deadline_ms(&app, app.now_ms), 19000);
    goes_on(from + 19999);
    CHECK(!app.visit->card_again);
    app.speaking = true; /* her page is still being read to her */
    goes_on(from + 25000);
    CHECK(!app.visit->card_again);
    app.speaking = false;
    goes_on(from + 25001);
    CHECK(app.visit->card_again);
    CHECK(app_deadline_ms(&app, app.now_ms) > 60000); /* once; then her quiet time counts */
    unload(&w);
}

/* Nobody is told so who has no card to turn, or whose card is being talked about. */
TEST(a_page_that_waits_for_no_card_asks_for_none_to_be_turned)
{
    struct world w;
    before_the_card(&w);
    const uint64_t late = app.last_touch_ms + 20000;
    app.visit->no_papers = true;
    goes_on(late);
    app.visit->no_papers = false;
    app.visit->card_verdict = CARD_REJECT;
    goes_on(late);
    app.visit->card_verdict = CARD_OK;
    app.screen = SCREEN_TYPE_ID;
    goes_on(late);
    app.screen = SCREEN_IDENTITY;
    step_sheet(&app, SHEET_DISPLAY, &fx);
    goes_on(late);
    CHECK(!app.visit->card_again);
    CHECK_INT(step_card_due_ms(&app), 0);
    unload(&w);
}

int main(void)
{
    RUN(the_card_answers_what_becomes_a_question_only_later);
    RUN(a_typed_number_answers_later_too);
    RUN(a_card_is_not_read_into_a_page_that_lies_under_a_sheet);
    RUN(a_card_that_shows_no_code_is_to_be_turned_over);
    RUN(a_page_that_waits_for_no_card_asks_for_none_to_be_turned);
    return check_done();
}
