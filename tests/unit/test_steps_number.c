/* A number for the counter, step by step: the courier and the disk are played by the test. */
#include <string.h>

#include "app/steps.h"
#include "tests/unit/app_world.h"

static void begin(void)
{
    app_begin((struct app_world){.form = NULL});
    intend(INTENT_LANGUAGE, 0);
    intend(INTENT_NUMBER, 0);
    CHECK_INT(app.screen, SCREEN_NUMBER);
    CHECK(did(FX_ASK, PORTAL_QUEUE));
}

static void told(enum err_code code, struct portal_queue queue)
{
    const struct portal_answer a = {
        .question = PORTAL_QUEUE, .error = ERR(code, 0, "test"), .queue = queue};
    struct portal_answer answer = a;
    answer.error = code == ERR_NONE ? ERR_OK : a.error;
    happen((struct event){.kind = HAPPENED_PORTAL, .answer = &answer});
}

static void counted(enum err_code code, int number)
{
    happen((struct event){.kind = HAPPENED_NUMBER,
                          .error = code == ERR_NONE ? ERR_OK : ERR(code, 0, "test"),
                          .number = number});
}

static const struct number_taken *taken(void)
{
    return &app.visit->number;
}

TEST(the_systems_number_is_shown_said_and_printed_once)
{
    begin();
    told(ERR_NONE, (struct portal_queue){.state = QUEUE_ASKING});
    CHECK_INT(taken()->state, QUEUE_ASKING);
    now += 500;
    happen((struct event){.kind = HAPPENED_TICK});
    CHECK(did(FX_ASK, PORTAL_QUEUE));
    told(ERR_NONE, (struct portal_queue){QUEUE_GIVEN, "A27", 3, 4, 20});
    CHECK_INT(taken()->state, QUEUE_GIVEN);
    CHECK_STR(taken()->number, "A27");
    CHECK(did(FX_PRINT, PRINT_NUMBER) && did(FX_SPEAK, 0));
    happen((struct event){.kind = HAPPENED_PRINTED, .slip = PRINT_NUMBER, .proof = PROOF_ANSWERED});
    CHECK(taken()->printed);
    intend(INTENT_PRINT, 0); /* nobody gets two */
    CHECK(!did(FX_PRINT, PRINT_NUMBER));
    intend(INTENT_BACK, 0);
    CHECK_INT(app.screen, SCREEN_NEED);
    intend(INTENT_NUMBER, 0); /* the same one */
    CHECK_INT(app.screen, SCREEN_NUMBER);
    CHECK(!did(FX_ASK, PORTAL_QUEUE));
    intend(INTENT_NEXT, 0);
    CHECK_INT(app.screen, SCREEN_GOODBYE);
}

TEST(without_a_system_the_kiosk_counts)
{
    begin();
    told(ERR_NONE, (struct portal_queue){.state = QUEUE_NONE});
    CHECK(did(FX_NUMBER, 0));
    counted(ERR_NONE, 27);
    CHECK(taken()->own);
    CHECK_STR(taken()->number, "27");
    CHECK(did(FX_PRINT, PRINT_NUMBER));
    happen((struct event){.kind = HAPPENED_PRINT_FAILED,
                          .slip = PRINT_NUMBER,
                          .error = ERR(ERR_NO_PAPER, 0, "test")});
    CHECK(taken()->print_failed);
    CHECK(did(FX_SAY, MSG_NUMBER_NOT_PRINTED));
    CHECK_INT(taken()->copies, 0);
    intend(INTENT_PRINT, 0);
    happen((struct event){.kind = HAPPENED_PRINTED, .slip = PRINT_NUMBER, .proof = PROOF_WRITTEN});
    CHECK(taken()->unsure && !taken()->printed && !taken()->print_failed);
    CHECK(did(FX_SAY, MSG_PAPER_UNSURE));
    CHECK_INT(taken()->copies, 1); /* it may be out: the next one is a copy of it */
}

TEST(without_a_courier_nobody_counts)
{
    begin();
    told(ERR_OFFLINE, (struct portal_queue){.state = QUEUE_NONE});
    CHECK_INT(taken()->state, QUEUE_OFFLINE);
    CHECK(!did(FX_NUMBER, 0));
    intend(INTENT_NEXT, 0);
    CHECK_INT(app.screen, SCREEN_NUMBER);
    char text[65];
    intend(INTENT_NUMBER, 0);
    CHECK(did(FX_ASK, PORTAL_QUEUE));
    app_ask_text(&app, PORTAL_QUEUE, text);
    CHECK(strstr(text, " any again") != NULL);
    told(ERR_NONE, (struct portal_queue){.state = QUEUE_CLOSED});
    CHECK_INT(taken()->state, QUEUE_CLOSED);
    app_ask_text(&app, PORTAL_QUEUE, text);
    CHECK(strstr(text, "again") == NULL);
}

TEST(a_disk_that_fails_gives_no_number)
{
    begin();
    told(ERR_NONE, (struct portal_queue){.state = QUEUE_NONE});
    counted(ERR_IO, 0);
    CHECK_INT(taken()->state, QUEUE_OFFLINE);
    CHECK(!did(FX_PRINT, PRINT_NUMBER));
}

int main(void)
{
    RUN(the_systems_number_is_shown_said_and_printed_once);
    RUN(without_a_system_the_kiosk_counts);
    RUN(without_a_courier_nobody_counts);
    RUN(a_disk_that_fails_gives_no_number);
    return check_done();
}
