/* What the portal holds of her, step by step: its answers are the test's, the form is a small one.
 */
#include <string.h>

#include "app/citizen/catalogue.h"
#include "app/citizen/commune.h"
#include "app/filing.h"
#include "app/form/procedure.h"
#include "app/later.h"
#include "app/papers.h"
#include "app/steps.h"
#include "tests/unit/app_world.h"

#define HEAD                                                                                       \
    "<h:html xmlns='http://www.w3.org/2002/xforms' xmlns:h='http://www.w3.org/1999/xhtml' "        \
    "xmlns:jr='http://openrosa.org/javarosa' xmlns:kiosk='urn:rong:form'><h:head><h:title>T"       \
    "</h:title><model><instance><data id='f' version='1'><requester><name/><phone/><code/>"        \
    "<kin/></requester><child/><papers><note/><other/></papers></data></instance>"                 \
    "<bind nodeset='/data/requester/name' kiosk:supplier='card' kiosk:card='name'/>"               \
    "<bind nodeset='/data/requester/phone' kiosk:private='true' "                                  \
    "constraint=\"regex(., '^0[0-9]{9}$')\"/>"                                                     \
    "<bind nodeset='/data/requester/code' kiosk:supplier='derived'/>"                              \
    "<bind nodeset='/data/papers/note' type='binary' required='true()'/>"                          \
    "<bind nodeset='/data/papers/other' type='binary' required='true()'/>"
#define BODY                                                                                       \
    "</model></h:head><h:body>"                                                                    \
    "<input ref='/data/requester/name'><label>Name</label></input>"                                \
    "<input ref='/data/requester/phone'><label>Phone</label></input>"                              \
    "<select1 ref='/data/requester/kin'><label>Kin</label>"                                        \
    "<item><label>Mother</label><value>me</value></item>"                                          \
    "<item><label>Father</label><value>cha</value></item></select1>"                               \
    "<input ref='/data/child'><label>Child</label></input>"                                        \
    "<upload ref='/data/papers/note' mediatype='image/*'><label>Note</label></upload>"             \
    "<upload ref='/data/papers/other' mediatype='image/*'><label>Other</label></upload>"           \
    "</h:body></h:html>"
#define SHA  "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
#define CODE "064195000002"
#define HER  CODE "||Ksor H'Mẫu|31121995|Nữ||01072022"
#define SHE  "064195000001||Rơ Châm H'Thử|01011995|Nữ||01072022"

static struct err read_form(void *context, const struct procedure *procedure, const char **ret_xml,
                            size_t *ret_size, struct form_media *ret_media)
{
    static const char xml[] = HEAD BODY;
    (void)context;
    (void)procedure;
    *ret_xml = xml;
    *ret_size = sizeof xml - 1;
    *ret_media = (struct form_media){NULL, NULL};
    return ERR_OK;
}

static struct portal_answer answer;
static struct procedure procedure = {.form = "form.xml", .from = "", .until = ""};
static struct communes nowhere;

static void holds(const char *ref, const char *value, bool paper)
{
    struct portal_held_item *item = &answer.held.items[answer.held.count++];
    *item = (struct portal_held_item){
        .paper = paper, .procedure = "1.000656", .date = "2026-08-04", .size = 900, .pages = 2};
    snprintf(item->ref, sizeof item->ref, "%s", ref);
    snprintf(item->value, sizeof item->value, "%s", value);
    snprintf(item->type, sizeof item->type, "%s", paper ? "image/png" : "");
    snprintf(item->sha256, sizeof item->sha256, "%s", paper ? SHA : "");
}

/* On IDENTITY with the form open; the portal holds two things that are in it, and five that are not
 * hers to answer there. */
static void begin(void)
{
    app_begin((struct app_world){.form = read_form});
    intend(INTENT_LANGUAGE, 0);
    procedure.code = "1.001193";
    app.visit->procedure = &procedure;
    app.communes = &nowhere;
    CHECK(step_load_form(&app));
    app.screen = SCREEN_IDENTITY;
    answer = (struct portal_answer){.question = PORTAL_HELD, .held = {.state = HELD_KNOWN}};
    holds("/data/requester/phone", "0912345678", false);
    holds("/data/papers/note", "note.png", true);
    holds("/data/papers/note", "again.png", true);
    holds("/data/papers/other", "no paper", false);
    holds("/data/requester/code", "derived", false);
    holds("/data/requester/kin", "chu", false);
    holds("/data/elsewhere", "x", false);
}

static void tell(void)
{
    happen((struct event){.kind = HAPPENED_PORTAL, .answer = &answer});
}

/* Her phone agrees. */
static void sign_in(void)
{
    const struct portal_answer a = {.question = PORTAL_SIGN_IN, .sign_in = {.state = PHONE_SIGNED}};
    intend(INTENT_SIGN_IN, 0);
    happen((struct event){.kind = HAPPENED_PORTAL, .answer = &a});
}

/* On TYPE_ID, and on. */
static void give(const char *digits)
{
    app.overlay = OVERLAY_NONE;
    app.screen = SCREEN_TYPE_ID;
    intend(INTENT_KEY, KEY_CLEAR);
    for (; *digits != '\0'; digits++) {
        intend(INTENT_KEY, *digits - '0');
    }
    intend(INTENT_NEXT, 0);
}

static void scan(const char *payload)
{
    app.overlay = OVERLAY_NONE;
    app.screen = SCREEN_IDENTITY;
    happen((struct event){.kind = HAPPENED_SCAN, .now_s = 1795395600, .text = payload});
}

/* An officer looks at her papers. */
static void look(void)
{
    app.screen = SCREEN_IDENTITY;
    intend(INTENT_SIGN_IN, 0);
    fx.count = 0;
    step_assisted(&app, (struct staff_person){.role = 0}, &fx);
}

static void choose(int i, bool taken)
{
    intend(INTENT_HELD, HELD_ARGUMENT(i, taken));
}

static const char *value_of(const char *ref)
{
    static char value[200];
    struct form_question q;
    CHECK(!failed(form_question(app.visit->form, form_find(app.visit->form, ref), &q)));
    snprintf(value, sizeof value, "%s", q.value);
    return value;
}

static form_node node_of(const char *ref)
{
    return form_find(app.visit->form, ref);
}

static const char *asked_text(void)
{
    static char text[65];
    app_ask_text(&app, PORTAL_HELD, text);
    return text;
}

TEST(it_is_asked_once_she_signed_in_and_what_fits_the_form_is_offered_unchosen)
{
    begin();
    sign_in();
    CHECK(did(FX_ASK, PORTAL_HELD));
    CHECK_STR(asked_text(), app.visit->uuid);
    tell();
    CHECK_INT(app.screen, SCREEN_SIGN_IN);
    intend(INTENT_NEXT, 0);
    CHECK_INT(app.screen, SCREEN_HELD);
    CHECK_INT(app.visit->offers.count, 2);
    CHECK_STR(app.visit->offers.list[0].words, "0912345678");
    CHECK(!app.visit->offers.list[0].item.paper && app.visit->offers.list[1].item.paper);
    CHECK_INT(app.visit->offers.list[0].choice, OFFER_OPEN);
    CHECK_INT(app.visit->offers.list[1].choice, OFFER_OPEN);
    CHECK_STR(value_of("/data/requester/phone"), ""); /* only looked at */
    CHECK_STR(value_of("/data/requester/kin"), "");
    intend(INTENT_NEXT, 0); /* nothing is chosen yet */
    CHECK_INT(app.screen, SCREEN_HELD);
    choose(0, true);
    intend(INTENT_NEXT, 0);
    CHECK_INT(app.screen, SCREEN_HELD);
    choose(1, false);
    intend(INTENT_NEXT, 0);
    CHECK_INT(app.screen, SCREEN_QUESTION);
}

TEST(what_she_took_is_not_asked_and_goes_with_the_application)
{
    static struct filing filing;
    begin();
    sign_in();
    tell();
    intend(INTENT_NEXT, 0);
    choose(0, true);
    choose(1, true);
    intend(INTENT_NEXT, 0);
    CHECK_INT(app.visit->page, node_of("/data/requester/name"));
    CHECK(step_held_of(&app, node_of("/data/requester/phone")) == &app.visit->offers.list[0]);
    CHECK(step_held_answers(&app, node_of("/data/papers/note")));
    CHECK_STR(value_of("/data/papers/note"), "note.pdf");
    CHECK_INT(papers_pages(app.visit, node_of("/data/papers/note")), 2);
    struct form_problem problem;
    CHECK(!failed(form_set(app.visit->form, app.visit->page, "Ksor", &problem)));
    step_open_page(&app, node_of("/data/child"), &fx);
    intend(INTENT_NEXT, 0); /* the note is there: on to the other paper */
    CHECK_INT(app.visit->page, node_of("/data/papers/other"));
    intend(INTENT_BACK, 0);
    CHECK_INT(app.visit->page, node_of("/data/child"));
    app.visit->page = node_of("/data/papers/other");
    intend(INTENT_HAND_IN, 0);
    CHECK(!failed(filing_codes(&app)) && !failed(filing_record(&app, &filing)));
    CHECK_INT(filing.record.paper_count, 2);
    CHECK_STR(filing.record.papers[0].ref, "/data/papers/note");
    CHECK_STR(filing.record.papers[0].sha256, SHA);
    CHECK_STR(filing.record.papers[0].name, "note.png");
    CHECK_STR(filing.record.papers[0].type, "image/png");
    CHECK_INT(filing.record.papers[0].pages, 2);
    CHECK_INT((int)filing.record.papers[0].size, 900);
    CHECK(filing.record.papers[0].bytes == NULL && filing.record.papers[1].handed_in);
    CHECK_INT(filing.pdf_count, 0);
}

TEST(what_she_changes_is_hers_and_a_paper_is_let_go_of_on_its_question)
{
    struct form_problem problem;
    begin();
    sign_in();
    tell();
    intend(INTENT_NEXT, 0);
    choose(0, true);
    choose(1, true);
    CHECK(!failed(
        form_set(app.visit->form, node_of("/data/requester/phone"), "0987654321", &problem)));
    CHECK(step_held_of(&app, node_of("/data/requester/phone")) == NULL);
    choose(0, false); /* too late: it is hers now */
    CHECK_STR(value_of("/data/requester/phone"), "0987654321");
    step_open_page(&app, node_of("/data/papers/note"), &fx);
    choose(1, false);
    CHECK_STR(value_of("/data/papers/note"), "");
    CHECK(!papers_taken(app.visit, node_of("/data/papers/note")));
    choose(1, true);
    CHECK(papers_taken(app.visit, node_of("/data/papers/note")));
    choose(0, true); /* of another question */
    CHECK_STR(value_of("/data/requester/phone"), "0987654321");
    intend(INTENT_HAND_IN, 0);
    CHECK(papers_held(app.visit, node_of("/data/papers/note")) == NULL);
    CHECK(papers_handed_in(app.visit, node_of("/data/papers/note")));
}

TEST(back_from_the_form_leads_to_what_she_chose_and_on_again_it_is_not_asked_twice)
{
    begin();
    sign_in();
    tell();
    intend(INTENT_NEXT, 0);
    choose(0, true);
    choose(1, false);
    intend(INTENT_NEXT, 0);
    intend(INTENT_BACK, 0);
    CHECK_INT(app.screen, SCREEN_HELD);
    CHECK_INT(app.visit->offers.list[0].choice, OFFER_TAKEN);
    intend(INTENT_BACK, 0);
    CHECK_INT(app.screen, SCREEN_IDENTITY);
    intend(INTENT_NEXT, 0);
    CHECK_INT(app.screen, SCREEN_QUESTION);
}

TEST(nothing_held_or_a_portal_that_is_away_costs_no_page)
{
    static const enum portal_held_state states[] = {HELD_NONE, HELD_KNOWN, HELD_SIGN_IN,
                                                    HELD_OFFLINE};
    for (size_t i = 0; i < sizeof states / sizeof states[0]; i++) {
        begin();
        sign_in();
        answer.held = (struct portal_held){.state = states[i]};
        tell();
        intend(INTENT_NEXT, 0);
        CHECK_INT(app.screen, SCREEN_QUESTION);
    }
    begin();
    sign_in();
    answer.error = ERR(ERR_OFFLINE, 0, "test"); /* no courier */
    tell();
    intend(INTENT_NEXT, 0);
    CHECK_INT(app.screen, SCREEN_QUESTION);
}

TEST(a_slow_portal_is_waited_for_a_moment_and_she_need_not)
{
    begin();
    sign_in();
    intend(INTENT_NEXT, 0);
    CHECK_INT(app.screen, SCREEN_HELD);
    answer.held.state = HELD_ASKING;
    tell();
    now += 1000;
    happen((struct event){.kind = HAPPENED_TICK});
    CHECK(did(FX_ASK, PORTAL_HELD));
    answer.held.state = HELD_KNOWN;
    tell();
    CHECK_INT(app.screen, SCREEN_HELD);
    CHECK(app.visit->offers.count == 2 && did(FX_SPEAK, 0));
    begin();
    sign_in();
    intend(INTENT_NEXT, 0);
    intend(INTENT_NEXT, 0); /* on without it */
    CHECK_INT(app.screen, SCREEN_QUESTION);
    tell(); /* too late */
    CHECK_INT(app.screen, SCREEN_QUESTION);
    begin();
    sign_in();
    intend(INTENT_NEXT, 0);
    now += 8000;
    happen((struct event){.kind = HAPPENED_TICK});
    CHECK_INT(app.screen, SCREEN_QUESTION);
    begin();
    sign_in();
    intend(INTENT_NEXT, 0);
    answer.held.count = 0;
    tell();
    CHECK_INT(app.screen, SCREEN_QUESTION);
}

TEST(nobody_is_asked_about_who_is_not_known)
{
    begin();
    app.visit->no_papers = true;
    intend(INTENT_NEXT, 0);
    CHECK_INT(app.screen, SCREEN_QUESTION);
    CHECK(!did(FX_ASK, PORTAL_HELD));
    tell(); /* nobody asked for it */
    CHECK_INT(app.visit->offers.count, 0);
    begin(); /* at the counter */
    intend(INTENT_SIGN_IN, 0);
    intend(INTENT_NO_PHONE, WITHOUT_AT_COUNTER);
    CHECK(!did(FX_ASK, PORTAL_HELD) && app.screen == SCREEN_QUESTION);
    begin(); /* an officer, and no number */
    intend(INTENT_SIGN_IN, 0);
    step_assisted(&app, (struct staff_person){.role = 0}, &fx);
    CHECK(!did(FX_ASK, PORTAL_HELD) && app.screen == SCREEN_QUESTION);
}

TEST(an_officers_look_asks_with_the_number_that_was_seen)
{
    char text[65];
    begin();
    give(CODE);
    look();
    CHECK(did(FX_ASK, PORTAL_HELD));
    snprintf(text, sizeof text, "%s %s", app.visit->uuid, CODE);
    CHECK_STR(asked_text(), text);
    CHECK_INT(app.screen, SCREEN_HELD);
    tell();
    CHECK_INT(app.visit->offers.count, 2);
}

/* Nobody is known any more, and nothing of who was known is here. */
static void check_over(void)
{
    CHECK_INT(app.notice, MSG_OTHER_NUMBER);
    CHECK_INT(app.overlay, OVERLAY_NOTICE);
    CHECK(!did(FX_ASK, PORTAL_HELD));
    CHECK(!app.visit->phone.officer && app.visit->phone.state == PHONE_NONE);
    CHECK_STR(app.visit->phone.seen, "");
    CHECK_INT(app.visit->offers.count, 0);
    CHECK_STR(value_of("/data/requester/phone"), "");
    CHECK(!papers_taken(app.visit, node_of("/data/papers/note")));
    app.overlay = OVERLAY_NONE;
    app.screen = SCREEN_IDENTITY;
    intend(INTENT_NEXT, 0);
    CHECK(!did(FX_ASK, PORTAL_HELD) && app.screen == SCREEN_QUESTION);
    tell(); /* an answer that was under way */
    CHECK_INT(app.visit->offers.count, 0);
}

TEST(a_number_typed_after_an_officers_look_asks_for_nobody)
{
    begin(); /* the officer saw no number */
    look();
    CHECK_INT(app.screen, SCREEN_QUESTION);
    intend(INTENT_BACK, 0);
    intend(INTENT_TYPE_ID, 0);
    give(CODE);
    check_over();
    begin(); /* the officer saw another one */
    give("064195000001");
    look();
    tell();
    choose(0, true);
    choose(1, true);
    give(CODE);
    check_over();
    look(); /* and sees this one now */
    CHECK(did(FX_ASK, PORTAL_HELD));
    CHECK_STR(asked_text() + 37, CODE);
}

TEST(a_card_scanned_after_an_officers_look_asks_for_nobody)
{
    begin();
    scan(HER);
    look();
    CHECK_STR(asked_text() + 37, CODE);
    tell();
    choose(0, true);
    choose(1, true);
    scan(SHE);
    check_over();
}

TEST(digits_that_were_only_begun_or_the_same_again_change_nobody)
{
    begin();
    scan(HER);
    look();
    tell();
    choose(0, true);
    app.screen = SCREEN_TYPE_ID;
    intend(INTENT_KEY, 1);
    CHECK_STR(asked_text() + 37, CODE);
    intend(INTENT_BACK, 0);
    intend(INTENT_NEXT, 0);
    CHECK_INT(app.screen, SCREEN_HELD);
    give(CODE);
    scan("no card at all");
    CHECK(app.visit->phone.officer && app.visit->offers.list[0].choice == OFFER_TAKEN);
    CHECK_STR(asked_text() + 37, CODE);
    begin(); /* typed and left: no officer saw that */
    app.screen = SCREEN_TYPE_ID;
    for (int i = 0; i < 12; i++) {
        intend(INTENT_KEY, 1);
    }
    intend(INTENT_BACK, 0);
    look();
    CHECK(!did(FX_ASK, PORTAL_HELD) && app.screen == SCREEN_QUESTION);
}

TEST(another_number_ends_a_sign_in_too)
{
    begin();
    scan(HER);
    app.screen = SCREEN_IDENTITY;
    sign_in();
    tell();
    intend(INTENT_NEXT, 0);
    choose(0, true);
    choose(1, true);
    scan(HER); /* her own once more */
    CHECK(app.visit->phone.state == PHONE_SIGNED && !did(FX_ASK, PORTAL_SIGN_OUT));
    scan(SHE);
    CHECK(did(FX_ASK, PORTAL_SIGN_OUT));
    check_over();
    begin(); /* signed in without a number: whose card this is nobody knows */
    sign_in();
    tell();
    give(CODE);
    CHECK(did(FX_ASK, PORTAL_SIGN_OUT));
    check_over();
}

TEST(an_officers_look_of_another_day_asks_for_nobody)
{
    static struct catalogue_entry row = {.code = "1.001193", .form = &procedure, .successor = -1};
    static const struct catalogue catalogue = {.entries = &row, .count = 1};
    static char text[8192];
    struct buf out;
    begin();
    give("064195000001");
    look();
    buf_init(&out, text, sizeof text);
    CHECK(!failed(later_write(&app, &out)));
    begin();
    app.catalogue = &catalogue;
    app.visit->form = NULL;
    CHECK(!failed(later_take(&app, text, out.len)));
    CHECK(app.visit->phone.officer); /* for the record */
    app.screen = SCREEN_IDENTITY;
    app.visit->typed_id = true;
    intend(INTENT_NEXT, 0);
    CHECK(!did(FX_ASK, PORTAL_HELD) && app.screen == SCREEN_QUESTION);
    scan(HER);
    check_over();
}

static const char *identity_source(void)
{
    static struct filing filing;
    CHECK(!failed(filing_codes(&app)) && !failed(filing_record(&app, &filing)));
    return filing.record.identity_source;
}

TEST(only_an_officers_look_is_an_officers_word)
{
    begin();
    intend(INTENT_NO_PAPERS, 0); /* she said so herself */
    CHECK_STR(identity_source(), "none");
    look();
    CHECK_STR(identity_source(), "officer");
}

TEST(what_the_card_or_she_answered_meanwhile_is_not_offered)
{
    struct form_problem problem;
    begin();
    holds("/data/requester/name", "Ksor", false);
    sign_in();
    tell();
    CHECK(!failed(
        form_set(app.visit->form, node_of("/data/requester/phone"), "0987654321", &problem)));
    intend(INTENT_NEXT, 0);
    CHECK_INT(app.visit->offers.count, 2);
    CHECK_STR(app.visit->offers.list[0].item.ref, "/data/papers/note");
    CHECK_STR(app.visit->offers.list[1].words, "Ksor");
}

TEST(another_sign_in_takes_what_was_taken_out_again_and_the_end_wipes_it)
{
    begin();
    sign_in();
    tell();
    intend(INTENT_NEXT, 0);
    choose(0, true);
    choose(1, true);
    app.screen = SCREEN_SIGN_IN;
    intend(INTENT_SIGN_IN, 1);
    CHECK_STR(value_of("/data/requester/phone"), "");
    CHECK_STR(value_of("/data/papers/note"), "");
    CHECK(!papers_taken(app.visit, node_of("/data/papers/note")));
    CHECK(!app.visit->offers.asked && app.visit->offers.count == 0);
    begin();
    sign_in();
    tell();
    intend(INTENT_NEXT, 0);
    choose(0, true);
    step_home(&app, &fx);
    bool found = false;
    for (size_t i = 0; i + 10 <= sizeof app_storage; i++) {
        found = found || memcmp(app_storage + i, "0912345678", 10) == 0;
    }
    CHECK(!found);
}

int main(void)
{
    RUN(it_is_asked_once_she_signed_in_and_what_fits_the_form_is_offered_unchosen);
    RUN(what_she_took_is_not_asked_and_goes_with_the_application);
    RUN(what_she_changes_is_hers_and_a_paper_is_let_go_of_on_its_question);
    RUN(back_from_the_form_leads_to_what_she_chose_and_on_again_it_is_not_asked_twice);
    RUN(nothing_held_or_a_portal_that_is_away_costs_no_page);
    RUN(a_slow_portal_is_waited_for_a_moment_and_she_need_not);
    RUN(nobody_is_asked_about_who_is_not_known);
    RUN(an_officers_look_asks_with_the_number_that_was_seen);
    RUN(a_number_typed_after_an_officers_look_asks_for_nobody);
    RUN(a_card_scanned_after_an_officers_look_asks_for_nobody);
    RUN(digits_that_were_only_begun_or_the_same_again_change_nobody);
    RUN(another_number_ends_a_sign_in_too);
    RUN(an_officers_look_of_another_day_asks_for_nobody);
    RUN(only_an_officers_look_is_an_officers_word);
    RUN(what_the_card_or_she_answered_meanwhile_is_not_offered);
    RUN(another_sign_in_takes_what_was_taken_out_again_and_the_end_wipes_it);
    return check_done();
}
