#include "tests/unit/held_world.h"

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
    RUN(what_the_card_or_she_answered_meanwhile_is_not_offered);
    RUN(another_sign_in_takes_what_was_taken_out_again_and_the_end_wipes_it);
    return check_done();
}
