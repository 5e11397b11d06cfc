/* Whose papers the portal is asked for: the person an officer or the issuer saw, and nobody after
 * it.
 */
#include "tests/unit/held_world.h"

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

int main(void)
{
    RUN(an_officers_look_asks_with_the_number_that_was_seen);
    RUN(a_number_typed_after_an_officers_look_asks_for_nobody);
    RUN(a_card_scanned_after_an_officers_look_asks_for_nobody);
    RUN(digits_that_were_only_begun_or_the_same_again_change_nobody);
    RUN(another_number_ends_a_sign_in_too);
    RUN(an_officers_look_of_another_day_asks_for_nobody);
    RUN(only_an_officers_look_is_an_officers_word);
    return check_done();
}
