/* A paper taken from what the portal holds, once more before sending: the portal's answers are the
 * test's. */
#include <string.h>

#include "app/form/procedure.h"
#include "app/papers.h"
#include "app/steps.h"
#include "tests/unit/app_world.h"
#include "tests/unit/held_example.h"

#define FORM                                                                                       \
    "<h:html xmlns='http://www.w3.org/2002/xforms' xmlns:h='http://www.w3.org/1999/xhtml' "        \
    "xmlns:jr='http://openrosa.org/javarosa' xmlns:kiosk='urn:rong:form'><h:head><h:title>T"       \
    "</h:title><model><instance><data id='f' version='1'><note/></data></instance>"                \
    "<bind nodeset='/data/note' type='binary' required='true()'/></model></h:head><h:body>"        \
    "<upload ref='/data/note' mediatype='image/*'><label>Note</label></upload></h:body></h:html>"

static struct portal_answer answer;
static struct procedure procedure = {.code = "f", .form = "f.xml"};

static struct err read_form(void *context, const struct procedure *of, const char **ret_xml,
                            size_t *ret_size, struct form_media *ret_media)
{
    static const char xml[] = FORM;
    (void)context, (void)of;
    *ret_xml = xml;
    *ret_size = sizeof xml - 1;
    *ret_media = (struct form_media){NULL, NULL};
    return ERR_OK;
}

static void tell(enum portal_held_state state, int count)
{
    answer =
        (struct portal_answer){.question = PORTAL_HELD, .held = {.state = state, .count = count}};
    answer.held.items[0] = held_paper("/data/note");
    happen((struct event){.kind = HAPPENED_PORTAL, .answer = &answer});
}

static void signed_in(void)
{
    const struct portal_answer told = {.question = PORTAL_SIGN_IN,
                                       .sign_in = {.state = PHONE_SIGNED}};
    app.visit->phone.state = PHONE_WAITING;
    app.screen = SCREEN_SIGN_IN;
    happen((struct event){.kind = HAPPENED_PORTAL, .answer = &told});
}

static const char *asked(void)
{
    static char text[65];
    app_ask_text(&app, PORTAL_HELD, text);
    return text + 36;
}

static form_node note(void)
{
    return form_find(app.visit->form, "/data/note");
}

/* On CHECK, with the paper taken after her sign-in. */
static void begin(void)
{
    app_begin((struct app_world){.form = read_form});
    intend(INTENT_LANGUAGE, 0);
    app.visit->procedure = &procedure;
    CHECK(step_load_form(&app));
    memset(app.visit->uuid, 'u', sizeof app.visit->uuid - 1);
    signed_in();
    tell(HELD_KNOWN, 1);
    intend(INTENT_NEXT, 0);
    CHECK_INT(app.screen, SCREEN_HELD);
    intend(INTENT_HELD, HELD_ARGUMENT(0, true));
    intend(INTENT_NEXT, 0);
    CHECK_INT(app.screen, SCREEN_CHECK);
    CHECK(papers_held(app.visit, note()) != NULL);
}

TEST(a_paper_that_is_still_to_be_had_goes_along)
{
    begin();
    intend(INTENT_NEXT, 0);
    CHECK_INT(app.screen, SCREEN_SENDING);
    CHECK(did(FX_ASK, PORTAL_HELD) && !did(FX_STORE, 0));
    CHECK_STR(asked(), " again");
    intend(INTENT_NEXT, 0); /* nothing to be hurried */
    CHECK(!did(FX_STORE, 0));
    tell(HELD_ASKING, 0);
    CHECK(!did(FX_STORE, 0));
    now += 1000;
    happen((struct event){.kind = HAPPENED_TICK});
    CHECK(did(FX_ASK, PORTAL_HELD));
    CHECK_STR(asked(), ""); /* once anew, then only waited for */
    tell(HELD_KNOWN, 1);
    CHECK(did(FX_STORE, 0));
    CHECK_INT(app.screen, SCREEN_SENDING);
    tell(HELD_KNOWN, 1); /* late */
    CHECK(!did(FX_STORE, 0));
}

/* On its question, with the sentence, and not in the application any more. */
static void check_lost(void)
{
    struct form_question q;
    CHECK_INT(app.screen, SCREEN_QUESTION);
    CHECK(app.visit->has_problem && app.visit->problem_message == MSG_REUSE_LOST);
    CHECK(did(FX_CUE, CUE_CANNOT) && did(FX_SPEAK, 0) && !did(FX_STORE, 0));
    CHECK(papers_held(app.visit, note()) == NULL);
    CHECK(app_question(&app, &q) && q.node == note() && q.value[0] == '\0');
}

TEST(whatever_the_portal_says_instead_she_is_told_at_the_papers_question)
{
    static const enum portal_held_state states[] = {HELD_SIGN_IN, HELD_NONE, HELD_OFFLINE,
                                                    HELD_KNOWN /* of another paper, or none */};
    for (size_t i = 0; i < sizeof states / sizeof states[0]; i++) {
        begin();
        intend(INTENT_NEXT, 0);
        tell(states[i], 0);
        check_lost();
    }
    begin();
    intend(INTENT_NEXT, 0);
    answer = (struct portal_answer){.question = PORTAL_HELD, .error = ERR(ERR_OFFLINE, 0, "test")};
    happen((struct event){.kind = HAPPENED_PORTAL, .answer = &answer});
    check_lost();
}

TEST(a_portal_that_says_nothing_is_not_waited_for_long)
{
    begin();
    intend(INTENT_NEXT, 0);
    for (int i = 0; i < 7; i++) {
        now += 1000;
        happen((struct event){.kind = HAPPENED_TICK});
        CHECK_INT(app.screen, SCREEN_SENDING);
    }
    now += 1000;
    happen((struct event){.kind = HAPPENED_TICK});
    check_lost();
}

TEST(photographed_it_goes_without_being_asked_for)
{
    static const uint8_t jpeg[] = "a still";
    const struct still still = {.bytes = jpeg, .size = sizeof jpeg};
    begin();
    intend(INTENT_NEXT, 0);
    tell(HELD_SIGN_IN, 0);
    intend(INTENT_CAPTURE, 0);
    CHECK(did(FX_CAMERA, 0));
    CHECK(!failed(papers_keep(&app, note(), 0, &still)));
    happen((struct event){.kind = HAPPENED_PHOTO});
    intend(INTENT_NEXT, 0);
    CHECK_INT(app.screen, SCREEN_CHECK);
    intend(INTENT_NEXT, 0);
    CHECK(did(FX_STORE, 0) && !did(FX_ASK, PORTAL_HELD));
}

TEST(signed_in_again_it_is_taken_again_and_asked_for_again)
{
    begin();
    intend(INTENT_NEXT, 0);
    tell(HELD_SIGN_IN, 0);
    intend(INTENT_SIGN_IN, 0);
    CHECK_INT(app.screen, SCREEN_SIGN_IN);
    CHECK_INT(app.visit->offers.count, 1); /* what she took is not forgotten */
    signed_in();
    intend(INTENT_NEXT, 0);
    CHECK_INT(app.screen, SCREEN_CHECK);
    CHECK(papers_held(app.visit, note()) != NULL);
    intend(INTENT_NEXT, 0);
    CHECK(did(FX_ASK, PORTAL_HELD));
    CHECK_STR(asked(), " again");
    tell(HELD_KNOWN, 1);
    CHECK(did(FX_STORE, 0));
}

TEST(going_back_from_signing_in_again_leads_to_the_papers_question)
{
    static const int ways[][2] = {{INTENT_BACK, 0}, {INTENT_NO_PHONE, WITHOUT_AT_COUNTER}};
    for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++) {
        begin();
        intend(INTENT_NEXT, 0);
        tell(HELD_SIGN_IN, 0);
        intend(INTENT_SIGN_IN, 0);
        intend(ways[i][0], ways[i][1]);
        CHECK_INT(app.screen, SCREEN_QUESTION);
        CHECK(app.visit->page == note() && papers_held(app.visit, note()) == NULL);
        CHECK(app.visit->phone.counter && app.visit->phone.state == PHONE_NONE);
        CHECK(!step_held_signs_in(app.visit));
    }
}

TEST(what_an_officer_saw_goes_with_the_record_and_is_not_asked_for)
{
    begin();
    app.visit->phone = (struct phone){.officer = true};
    intend(INTENT_NEXT, 0);
    CHECK(did(FX_STORE, 0) && !did(FX_ASK, PORTAL_HELD));
}

int main(void)
{
    RUN(a_paper_that_is_still_to_be_had_goes_along);
    RUN(whatever_the_portal_says_instead_she_is_told_at_the_papers_question);
    RUN(a_portal_that_says_nothing_is_not_waited_for_long);
    RUN(photographed_it_goes_without_being_asked_for);
    RUN(signed_in_again_it_is_taken_again_and_asked_for_again);
    RUN(going_back_from_signing_in_again_leads_to_the_papers_question);
    RUN(what_an_officer_saw_goes_with_the_record_and_is_not_asked_for);
    return check_done();
}
