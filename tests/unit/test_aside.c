/* What is asked beside the sending, over a scripted line: who is asked what, what the kiosk is told
 * meanwhile, and that nothing of one citizen reaches the next. */
#include "app/courier/aside.h"

#include <string.h>

#include "platform/sim/http_script.h"
#include "tests/check.h"

#define ONE "00000000-0000-4000-8000-000000000001"
#define TWO "00000000-0000-4000-8000-000000000002"
#define CODE                                                                                       \
    "{\"device_code\":\"dev\",\"user_code\":\"BDRK-HXLT\",\"verification_uri\":\"https://a.b/c\"," \
    "\"expires_in\":600,\"interval\":1}"
#define TOKEN "{\"access_token\":\"hers\",\"token_type\":\"Bearer\",\"expires_in\":60}"

static struct aside a;
static struct aside_job job;
static struct http_script line;
static struct portal_sign_in told;
static char token[SIGNIN_TOKEN];
static int64_t now;

static void begin(void)
{
    memset(&a, 0, sizeof a);
    http_script_init(&line);
    now = 1000;
    a.issuer = (struct signin_issuer){"kiosk", "", "/device", "/token", true};
    a.queue_path = "/tickets";
    for (int i = 0; i < ASIDE_COUNT; i++) {
        a.http[i] = &line.port;
    }
    fee_forget(&a.fee);
    herfile_forget(&a.file);
    held_forget(&a.held);
}

static void end(void)
{
    line.port.ops->close(&line.port);
}

static void answers(int status, const char *body)
{
    http_script_add(&line, (struct http_step){.status = status, .body = body});
}

/* One exchange, as the worker makes it. */
static bool turn(void)
{
    if (!aside_next(&a, now, &job)) {
        return false;
    }
    aside_run(&job, NULL);
    aside_heard(&a, &job, now);
    return true;
}

TEST(a_sign_in_is_begun_by_the_first_question_and_told_by_the_next_ones)
{
    begin();
    answers(200, CODE);
    answers(400, "{\"error\":\"authorization_pending\"}");
    answers(200, TOKEN);
    CHECK(!failed(aside_sign_in(&a, ONE, now, &told)));
    CHECK_INT(told.state, PHONE_ASKING);
    CHECK_INT(aside_wait_ms(&a, now), 0);
    CHECK(turn());
    CHECK(!failed(aside_sign_in(&a, ONE, now, &told)));
    CHECK_INT(told.state, PHONE_WAITING);
    CHECK_STR(told.code, "BDRK-HXLT");
    CHECK(!turn()); /* not before its time */
    CHECK_INT(aside_wait_ms(&a, now), 1000);
    now += 1000;
    CHECK(turn());
    now += 1000;
    CHECK(turn());
    CHECK(!failed(aside_sign_in(&a, ONE, now, &told)));
    CHECK_INT(told.state, PHONE_SIGNED);
    CHECK(citizens_token(&a.citizens, ONE, now, token));
    CHECK_STR(token, "hers");
    CHECK_STR(a.signin.token, "");
    CHECK(strstr(line.heard, "POST /device application/x-www-form-urlencoded") != NULL);
    CHECK(strstr(line.heard, "POST /token application/x-www-form-urlencoded") != NULL);
    end();
}

TEST(the_next_citizen_finds_nothing_of_the_last_one)
{
    begin();
    answers(200, CODE);
    answers(200, TOKEN);
    CHECK(!failed(aside_sign_in(&a, ONE, now, &told)));
    CHECK(turn());
    now += 1000;
    CHECK(turn());
    CHECK(!failed(aside_sign_in(&a, TWO, now, &told)));
    CHECK_INT(told.state, PHONE_ASKING);
    CHECK(!citizens_token(&a.citizens, ONE, now, token));
    aside_sign_out(&a, false);
    CHECK_STR(a.uuid, "");
    CHECK_INT(aside_wait_ms(&a, now), -1);
    end();
}

TEST(a_file_is_asked_about_with_the_token_of_who_signed_in_for_it)
{
    struct portal_file file;
    begin();
    answers(200, CODE);
    answers(200, TOKEN);
    answers(403, "{\"error\":\"sign-in\"}");
    answers(403, "{\"error\":\"sign-in\"}");
    CHECK(!failed(aside_sign_in(&a, ONE, now, &told)));
    CHECK(turn());
    now += 1000;
    CHECK(turn());
    CHECK(!failed(aside_file(&a, ONE " signed", now, &file)));
    CHECK_INT(file.state, HERS_ASKING);
    CHECK(aside_next(&a, now, &job));
    CHECK_STR(job.request.headers[0].name, "Citizen-Authorization");
    CHECK_STR(job.request.headers[0].value, "Bearer hers");
    aside_run(&job, NULL);
    aside_heard(&a, &job, now);
    CHECK_STR(job.citizen, "");
    CHECK(!failed(aside_file(&a, TWO " signed", now, &file))); /* hers is for one file only */
    CHECK(aside_next(&a, now, &job));
    CHECK(job.request.headers[0].name == NULL);
    aside_run(&job, NULL);
    aside_heard(&a, &job, now);
    aside_sign_out(&a, false);
    CHECK_STR(a.file.uuid, "");
    CHECK(aside_file(&a, "else", now, &file).code == ERR_BAD_INPUT);
    a.http[ASIDE_FILE] = NULL;
    CHECK(aside_file(&a, ONE, now, &file).code == ERR_UNSUPPORTED);
    end();
}

TEST(what_still_waits_here_keeps_its_token)
{
    begin();
    answers(200, CODE);
    answers(200, TOKEN);
    CHECK(!failed(aside_sign_in(&a, ONE, now, &told)));
    CHECK(turn());
    now += 1000;
    CHECK(turn());
    aside_sign_out(&a, true);
    CHECK(citizens_token(&a.citizens, ONE, now, token));
    aside_tick(&a, now + 61000); /* but no longer than it lives */
    CHECK(!citizens_token(&a.citizens, ONE, now, token));
    end();
}

TEST(an_answer_that_comes_after_she_left_is_nobodys)
{
    begin();
    answers(200, CODE);
    answers(200, TOKEN);
    CHECK(!failed(aside_sign_in(&a, ONE, now, &told)));
    CHECK(turn());
    now += 1000;
    CHECK(aside_next(&a, now, &job));
    aside_run(&job, NULL);
    aside_sign_out(&a, false);
    CHECK(!failed(aside_sign_in(&a, TWO, now, &told)));
    aside_heard(&a, &job, now);
    CHECK_INT(a.signin.state, PHONE_ASKING);
    CHECK(!citizens_token(&a.citizens, ONE, now, token));
    CHECK(!citizens_token(&a.citizens, TWO, now, token));
    end();
}

TEST(a_kiosk_that_no_longer_asks_ends_the_sign_in)
{
    begin();
    answers(200, CODE);
    CHECK(!failed(aside_sign_in(&a, ONE, now, &told)));
    CHECK(turn());
    aside_tick(&a, now + 30000);
    CHECK_STR(a.uuid, ONE);
    aside_tick(&a, now + 30001);
    CHECK_STR(a.uuid, "");
    CHECK_INT(aside_wait_ms(&a, now + 30001), -1);
    end();
}

TEST(fee_and_number_take_turns_with_it_over_their_own_lines)
{
    struct portal_fee fee;
    struct portal_queue queue;
    begin();
    answers(200, "{\"state\":\"none\"}");
    answers(200, "{\"number\":\"7\"}");
    CHECK(!failed(aside_fee(&a, ONE, now, &fee)));
    CHECK_INT(fee.state, FEE_ASKING);
    CHECK(!failed(aside_queue(&a, "KEY any", now, &queue)));
    CHECK_INT(queue.state, QUEUE_ASKING);
    CHECK(turn() && turn());
    CHECK(!failed(aside_fee(&a, ONE, now, &fee)));
    CHECK_INT(fee.state, FEE_NONE);
    CHECK(!failed(aside_queue(&a, "KEY any", now, &queue)));
    CHECK_STR(queue.number, "7");
    CHECK(strstr(line.heard, "GET /applications/" ONE "/payment") != NULL);
    CHECK(strstr(line.heard, "POST /tickets application/json KEY") != NULL);
    end();
}

TEST(what_is_not_there_is_said)
{
    struct portal_fee fee;
    struct portal_queue queue = {.state = QUEUE_GIVEN};
    begin();
    a.http[ASIDE_SIGNIN] = NULL;
    a.http[ASIDE_FEE] = NULL;
    a.http[ASIDE_QUEUE] = NULL;
    CHECK_INT(aside_sign_in(&a, ONE, now, &told).code, ERR_UNSUPPORTED);
    CHECK_INT(aside_fee(&a, ONE, now, &fee).code, ERR_UNSUPPORTED);
    CHECK(!failed(aside_queue(&a, "KEY any", now, &queue)));
    CHECK_INT(queue.state, QUEUE_NONE);
    begin();
    CHECK_INT(aside_sign_in(&a, "no uuid", now, &told).code, ERR_BAD_INPUT);
    CHECK_INT(aside_fee(&a, "no uuid", now, &fee).code, ERR_BAD_INPUT);
    CHECK(!turn());
    end();
}

TEST(what_is_held_is_asked_with_her_token_and_gone_when_she_goes)
{
    static struct portal_held held;
    begin();
    answers(200, CODE);
    answers(200, TOKEN);
    answers(200, "{\"uuid\":\"" ONE "\",\"held\":[{\"kind\":\"answer\",\"ref\":\"/a\",\"value\":"
                 "\"v\",\"procedure\":\"1.001193\",\"date\":\"2026-11-23\"}]}");
    CHECK(!failed(aside_sign_in(&a, ONE, now, &told)));
    CHECK(turn());
    now += 1000;
    CHECK(turn());
    CHECK(!failed(aside_held(&a, ONE, now, &held)));
    CHECK_INT(held.state, HELD_ASKING);
    CHECK(aside_next(&a, now, &job));
    CHECK_STR(job.request.path, "/applications/" ONE "/held");
    CHECK_STR(job.request.headers[0].value, "Bearer hers");
    aside_run(&job, NULL);
    aside_heard(&a, &job, now);
    CHECK(!failed(aside_held(&a, ONE, now, &held)));
    CHECK_INT(held.state, HELD_KNOWN);
    CHECK_STR(held.items[0].value, "v");
    CHECK(failed(aside_held(&a, "nobody", now, &held)));
    aside_sign_out(&a, false);
    CHECK_INT(a.held.told.count, 0);
    CHECK_STR(a.held.told.items[0].value, "");
    answers(403, "{\"error\":\"sign-in\"}");
    CHECK(!failed(aside_held(&a, ONE, now, &held))); /* her token is gone */
    CHECK(aside_next(&a, now, &job));
    CHECK(job.request.headers[0].name == NULL);
    aside_run(&job, NULL);
    aside_heard(&a, &job, now);
    CHECK(!failed(aside_held(&a, ONE, now, &held)));
    CHECK_INT(held.state, HELD_SIGN_IN);
    a.http[ASIDE_HELD] = NULL;
    CHECK_INT(aside_held(&a, ONE, now, &held).code, ERR_UNSUPPORTED);
    end();
}

int main(void)
{
    RUN(a_sign_in_is_begun_by_the_first_question_and_told_by_the_next_ones);
    RUN(the_next_citizen_finds_nothing_of_the_last_one);
    RUN(a_file_is_asked_about_with_the_token_of_who_signed_in_for_it);
    RUN(what_still_waits_here_keeps_its_token);
    RUN(an_answer_that_comes_after_she_left_is_nobodys);
    RUN(a_kiosk_that_no_longer_asks_ends_the_sign_in);
    RUN(fee_and_number_take_turns_with_it_over_their_own_lines);
    RUN(what_is_not_there_is_said);
    RUN(what_is_held_is_asked_with_her_token_and_gone_when_she_goes);
    return check_done();
}
