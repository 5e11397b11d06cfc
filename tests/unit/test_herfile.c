#include "app/courier/herfile.h"

#include <string.h>

#include "tests/check.h"

#define UUID "00000000-0000-4000-8000-000000000001"
#define TWO  "00000000-0000-4000-8000-000000000002"
#define SHA  "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
#define STATUS                                                                                     \
    "{\"uuid\":\"" UUID "\",\"sha256\":\"x\",\"state\":5,\"state_text\":\"Bổ sung\","            \
    "\"reason\":\"Thiếu giấy\",\"results\":[{\"at\":\"x\"}]}"
#define DETAILS                                                                                      \
    "{\"uuid\":\"" UUID "\",\"state\":5,\"state_text\":\"Bổ sung\",\"reason\":\"Thiếu giấy\"," \
    "\"asked\":[{\"name\":\"Giấy chứng sinh\"},{\"name\":\"Sổ cũ\"}],\"results\":[{\"text\":" \
    "\"Khai sinh\",\"type\":\"application/pdf\",\"sha256\":\"" SHA                                   \
    "\"},{\"text\":\"Mời ra quầy\","                                                             \
    "\"type\":\"\",\"sha256\":\"\"}]}"

static struct herfile h;
static struct portal_file told;
static struct http_request q;
static int64_t now;

static void begin(const char *text)
{
    now = 5000;
    herfile_forget(&h);
    CHECK(herfile_begin(&h, text, now));
}

static void hear(int status, const char *body)
{
    const struct http_answer a = {.status = status, .body = body, .size = strlen(body)};
    herfile_request(&h, "Bearer hers", &q);
    herfile_heard(&h, ERR_OK, &a, now);
    herfile_tell(&h, now, &told);
}

static void no_line(void)
{
    herfile_request(&h, "Bearer hers", &q);
    herfile_heard(&h, ERR(ERR_OFFLINE, 0, "test"), NULL, now);
    herfile_tell(&h, now, &told);
}

TEST(anybody_with_the_slip_is_told_the_stage_and_nothing_more)
{
    begin(UUID);
    CHECK_INT(herfile_wait_ms(&h, now), 0);
    hear(200, STATUS);
    CHECK_STR(q.path, "/applications/" UUID);
    CHECK(q.headers[0].name == NULL);
    CHECK_INT(told.state, HERS_KNOWN);
    CHECK_INT(told.portal_state, 5);
    CHECK_STR(told.state_text, "Bổ sung");
    CHECK(told.papers_asked);
    CHECK_INT(told.results_there, 1);
    CHECK_STR(told.reason, "");
    CHECK_INT(told.asked_count, 0);
    CHECK_INT(told.result_count, 0);
    CHECK_INT(herfile_wait_ms(&h, now), 10000);
    CHECK_INT(herfile_wait_ms(&h, now + 16000), -1); /* nobody stands there any more */
}

TEST(she_is_told_what_is_missing_by_her_token_or_an_officers_check)
{
    begin(UUID " signed");
    hear(200, DETAILS);
    CHECK_STR(q.path, "/applications/" UUID "/details");
    CHECK_STR(q.headers[0].name, "Citizen-Authorization");
    CHECK_STR(q.headers[0].value, "Bearer hers");
    CHECK_STR(told.reason, "Thiếu giấy");
    CHECK_INT(told.asked_count, 2);
    CHECK_STR(told.asked[1], "Sổ cũ");
    CHECK_INT(told.result_count, 2);
    CHECK_STR(told.results[0], "Khai sinh");
    CHECK(told.has_file[0] && !told.has_file[1]);
    CHECK(herfile_begin(&h, UUID " officer", now)); /* another way is another question */
    hear(200, DETAILS);
    CHECK_STR(q.headers[0].name, "Identity-Checked");
    CHECK_STR(q.headers[0].value, "officer");
}

TEST(a_result_is_followed_until_her_phone_has_it)
{
    begin(UUID " signed");
    hear(200, DETAILS);
    CHECK(herfile_begin(&h, UUID " signed 1", now));
    CHECK_INT(herfile_wait_ms(&h, now), 0);
    hear(201, "{\"state\":\"waiting\",\"address\":\"https://p/R/1\",\"expires_in\":300}");
    CHECK_STR(q.method, "POST");
    CHECK_STR(q.path, "/applications/" UUID "/results/" SHA "/link");
    CHECK_INT(told.link, LINK_WAITING);
    CHECK_STR(told.address, "https://p/R/1");
    CHECK_INT(told.seconds_left, 300);
    now += 1000;
    CHECK(herfile_begin(&h, UUID " signed 1", now));
    CHECK_INT(herfile_wait_ms(&h, now), 0);
    hear(200, "{\"state\":\"taken\"}");
    CHECK_STR(q.method, "GET");
    CHECK_INT(told.link, LINK_TAKEN);
    CHECK_STR(told.address, "");
    CHECK_INT(herfile_wait_ms(&h, now), -1);
    CHECK_STR(told.results[0], "Khai sinh");
    CHECK(herfile_begin(&h, UUID " signed", now)); /* back to the list */
    CHECK_INT(herfile_wait_ms(&h, now), 0);
    herfile_tell(&h, now, &told);
    CHECK_INT(told.link, LINK_NONE);
}

TEST(an_address_that_is_over_is_not_shown_and_made_anew_on_wish)
{
    begin(UUID " signed");
    hear(200, DETAILS);
    CHECK(herfile_begin(&h, UUID " signed 1", now));
    hear(201, "{\"state\":\"waiting\",\"address\":\"https://p/R/1\",\"expires_in\":300}");
    herfile_tell(&h, now + 300000, &told);
    CHECK_INT(told.link, LINK_EXPIRED);
    CHECK_STR(told.address, "");
    CHECK(herfile_begin(&h, UUID " signed 1", now));
    hear(200, "{\"state\":\"expired\"}");
    CHECK_INT(told.link, LINK_EXPIRED);
    CHECK(herfile_begin(&h, UUID " signed 1 again", now));
    hear(201, "{\"state\":\"waiting\",\"address\":\"https://p/R/2\",\"expires_in\":300}");
    CHECK_STR(q.method, "POST");
    CHECK_STR(told.address, "https://p/R/2");
}

TEST(refusals_leave_nothing_of_what_was_told)
{
    begin(UUID " signed");
    hear(200, DETAILS);
    hear(403, "{\"error\":\"sign-in\"}");
    CHECK_INT(told.state, HERS_SIGN_IN);
    CHECK_STR(told.reason, "");
    CHECK_INT(told.asked_count, 0);
    begin(UUID " signed");
    hear(403, "{\"error\":\"not-hers\"}");
    CHECK_INT(told.state, HERS_NOT);
    CHECK_INT(herfile_wait_ms(&h, now), -1);
    begin(UUID " signed");
    hear(404, "{\"error\":\"unknown\"}");
    CHECK_INT(told.state, HERS_NONE);
    begin(UUID " signed");
    hear(200, DETAILS);
    CHECK(herfile_begin(&h, TWO " signed", now)); /* the next citizen's */
    herfile_tell(&h, now, &told);
    CHECK_INT(told.state, HERS_ASKING);
    CHECK_STR(told.reason, "");
}

TEST(without_an_answer_it_is_offline_and_what_was_told_stays)
{
    begin(UUID " signed");
    no_line();
    CHECK_INT(told.state, HERS_ASKING);
    no_line();
    CHECK_INT(told.state, HERS_OFFLINE);
    hear(200, DETAILS);
    CHECK_INT(told.state, HERS_KNOWN);
    no_line();
    no_line();
    CHECK_INT(told.state, HERS_KNOWN);
    CHECK(herfile_begin(&h, UUID " signed 1", now));
    no_line();
    no_line();
    CHECK_INT(told.link, LINK_OFFLINE);
}

TEST(what_is_no_answer_is_taken_for_none)
{
    static const char *const rows[] = {"",
                                       "[]",
                                       "{}",
                                       "{\"uuid\":\"" TWO "\",\"state\":5}",
                                       "{\"uuid\":\"" UUID "\",\"state\":\"5\"}",
                                       "{\"uuid\":\"" UUID "\",\"state\":0}"};
    static const char *const links[] = {
        "{}", "{\"state\":\"waiting\"}",
        "{\"state\":\"waiting\",\"address\":\"javascript:1\",\"expires_in\":9}",
        "{\"state\":\"waiting\",\"address\":\"http://\\u0001\",\"expires_in\":9}",
        "{\"state\":\"waiting\",\"address\":\"http://a\",\"expires_in\":0}"};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        begin(UUID " signed");
        hear(200, rows[i]);
        CHECK_INT(told.state, HERS_ASKING);
    }
    for (size_t i = 0; i < sizeof links / sizeof links[0]; i++) {
        begin(UUID " signed");
        hear(200, DETAILS);
        CHECK(herfile_begin(&h, UUID " signed 1", now));
        hear(201, links[i]);
        CHECK_INT(told.link, LINK_ASKING);
    }
    CHECK(!herfile_begin(&h, "no uuid", now));
    CHECK(!herfile_begin(&h, UUID " signed 9", now));
    CHECK(!herfile_begin(&h, "", now));
}

int main(void)
{
    RUN(anybody_with_the_slip_is_told_the_stage_and_nothing_more);
    RUN(she_is_told_what_is_missing_by_her_token_or_an_officers_check);
    RUN(a_result_is_followed_until_her_phone_has_it);
    RUN(an_address_that_is_over_is_not_shown_and_made_anew_on_wish);
    RUN(refusals_leave_nothing_of_what_was_told);
    RUN(without_an_answer_it_is_offline_and_what_was_told_stays);
    RUN(what_is_no_answer_is_taken_for_none);
    return check_done();
}
