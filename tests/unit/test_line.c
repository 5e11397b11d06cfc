#include "app/courier/line.h"

#include "app/courier/reasons.h"
#include "platform/sim/http_script.h"
#include "tests/check.h"

#define TOKEN(t, rest) "{\"access_token\":\"" t "\"" rest "}"

static struct http_script http;
static struct port_clock now;
static struct line line;
static char bearers[16][64]; /* Authorization of each request, "" without */
static char keys[16][64];    /* its idempotency key */
static bool fresh[16];
static int requests;
static struct http_step steps[16];
static const struct credentials known = {"kiosk-07", "s3cret"};
static const struct exchange plain = {
    .kind = EXCHANGE_STATUS, .method = "GET", .path = "/api/dossiers/1", .number = "1"};

static struct http_step answer(struct http_script *s, const struct http_request *r)
{
    (void)s;
    CHECK(requests < 16);
    for (int i = 0; i < HTTP_HEADERS; i++) {
        if (r->headers[i].name != NULL && strcmp(r->headers[i].name, "Authorization") == 0) {
            snprintf(bearers[requests], 64, "%s", r->headers[i].value);
        }
    }
    snprintf(keys[requests], 64, "%s", r->idempotency_key == NULL ? "" : r->idempotency_key);
    fresh[requests] = r->fresh;
    return steps[requests++];
}

static void begin(const struct adapter *adapter, const struct credentials *credentials)
{
    http_script_init(&http);
    http.answer = answer;
    now = clock_manual(1795400700);
    line = (struct line){
        .http = &http.port, .adapter = adapter, .credentials = credentials, .clock = &now};
    memset(bearers, 0, sizeof bearers);
    requests = 0;
}

static void will(int at, int status, const char *body)
{
    steps[at] = (struct http_step){.status = status, .body = body};
}

static struct reading talk(const struct exchange *x, int want_status)
{
    int status = -1;
    struct err why = ERR_OK;
    const struct reading r = line_talk(&line, x, NULL, &status, &why);
    CHECK_INT(status, want_status);
    CHECK_INT(failed(why), want_status == 0 && requests > 0);
    return r;
}

static void pass_s(int seconds)
{
    now.ops->pass(&now, seconds * 1000);
}

TEST(credentials_go_along_unless_they_are_for_a_login_or_in_the_address)
{
    CHECK_STR(line_bearer(&known, &adapter_rest, false), "kiosk-07");
    CHECK(line_bearer(&known, &adapter_rest, true) == NULL);
    CHECK(line_bearer(&known, &adapter_igate, false) == NULL);
    CHECK(line_bearer(NULL, &adapter_rest, false) == NULL);
    const struct credentials user = {"kiosk", "pass word"};
    const struct credentials lone = {"token", ""};
    CHECK_STR(line_password(&user, &adapter_openrosa, false), "pass word");
    CHECK(line_password(&user, &adapter_openrosa, true) == NULL);
    CHECK(line_password(&lone, &adapter_openrosa, false) == NULL);
    CHECK(line_password(&user, &adapter_rest, false) == NULL);
    CHECK(line_password(&user, &adapter_igate, false) == NULL);
    CHECK(line_password(NULL, &adapter_openrosa, false) == NULL);
}

TEST(a_token_is_got_once_and_goes_along_until_its_last_half_minute)
{
    begin(&adapter_igate, &known);
    will(0, 200, TOKEN("one", ",\"expires_in\":60"));
    will(1, 404, "{\"code\":\"NOT_FOUND\"}");
    will(2, 404, "{\"code\":\"NOT_FOUND\"}");
    will(3, 200, TOKEN("two", ",\"expires_in\":60"));
    will(4, 404, "{\"code\":\"NOT_FOUND\"}");
    CHECK_INT(talk(&plain, 404).meaning, MEANS_FORGOTTEN);
    pass_s(29);
    CHECK_INT(talk(&plain, 404).meaning, MEANS_FORGOTTEN);
    CHECK_INT(requests, 3);
    pass_s(1);
    CHECK_INT(talk(&plain, 404).meaning, MEANS_FORGOTTEN);
    CHECK_INT(requests, 5);
    static const char *const want[] = {"", "Bearer one", "Bearer one", "", "Bearer two"};
    for (int i = 0; i < 5; i++) {
        CHECK_STR(bearers[i], want[i]);
    }
    line_forget(&line);
    CHECK_STR(line.session.token, "");
}

/* Nothing said, nonsense said, ten seconds said: a day at most, and never after its end. */
TEST(the_life_of_a_token_is_the_portals_word_within_reason)
{
    static const struct {
        const char *body;
        int64_t lasts_s;
    } lives[] = {
        {TOKEN("t", ""), 86370},
        {TOKEN("t", ",\"expires_in\":-5"), 86370},
        {TOKEN("t", ",\"expires_in\":9000000000"), 86370},
        {TOKEN("t", ",\"expires_in\":3600"), 3570},
        {TOKEN("t", ",\"expires_in\":30"), 0},
        {TOKEN("t", ",\"expires_in\":10"), 0},
    };
    for (size_t i = 0; i < sizeof lives / sizeof lives[0]; i++) {
        begin(&adapter_igate, &known);
        will(0, 200, lives[i].body);
        will(1, 500, "");
        const int64_t start = (int64_t)now.ops->now_ms(&now);
        CHECK_INT(talk(&plain, 500).meaning, MEANS_LATER);
        CHECK_INT(line.session_ends_ms - start, lives[i].lasts_s * 1000);
    }
}

TEST(a_token_that_is_refused_is_renewed_once)
{
    begin(&adapter_igate, &known);
    will(0, 200, TOKEN("one", ""));
    will(1, 500, "");
    will(2, 401, "");
    will(3, 200, TOKEN("two", ""));
    will(4, 401, "");
    CHECK_INT(talk(&plain, 500).meaning, MEANS_LATER);
    CHECK_INT(talk(&plain, 401).meaning, MEANS_UNAUTHORIZED); /* the new one as well: no third */
    CHECK_INT(requests, 5);
    CHECK_STR(bearers[2], "Bearer one");
    CHECK_STR(bearers[4], "Bearer two");
}

TEST(a_first_token_that_is_refused_is_not_renewed)
{
    begin(&adapter_igate, &known);
    will(0, 200, TOKEN("one", ""));
    will(1, 401, "");
    CHECK_INT(talk(&plain, 401).meaning, MEANS_UNAUTHORIZED);
    CHECK_INT(requests, 2);
}

TEST(without_a_token_nothing_else_is_sent)
{
    static const struct {
        struct http_step step;
        int status;
        enum meaning want;
    } logins[] = {
        {{.status = 401}, 401, MEANS_UNAUTHORIZED},
        {{.status = 503}, 503, MEANS_LATER},
        {{.status = 200, .body = "<html>"}, 200, MEANS_NOT_PORTAL},
        {{.status = 200, .body = TOKEN("a b", "")}, 200, MEANS_NOT_PORTAL},
        {{.error = {ERR_OFFLINE, 7, "test"}}, 0, MEANS_LATER},
    };
    for (size_t i = 0; i < sizeof logins / sizeof logins[0]; i++) {
        begin(&adapter_igate, &known);
        steps[0] = logins[i].step;
        CHECK_INT(talk(&plain, logins[i].status).meaning, logins[i].want);
        CHECK_INT(requests, 1);
        /* The same when a token ran out on the way. */
        begin(&adapter_igate, &known);
        will(0, 200, TOKEN("one", ""));
        will(1, 500, "");
        will(2, 401, "");
        steps[3] = logins[i].step;
        CHECK_INT(talk(&plain, 500).meaning, MEANS_LATER);
        CHECK_INT(talk(&plain, logins[i].status).meaning, logins[i].want);
        CHECK_INT(requests, 4);
        CHECK_STR(line.session.token, "");
    }
    begin(&adapter_igate, NULL);
    CHECK_INT(talk(&plain, 0).meaning, MEANS_UNAUTHORIZED);
    CHECK_INT(requests, 0);
}

TEST(a_failed_exchange_is_a_meaning_too)
{
    static const struct {
        enum err_code code;
        enum meaning want;
        const char *reason;
    } errors[] = {
        {ERR_OFFLINE, MEANS_LATER, "offline"},
        {ERR_TIMEOUT, MEANS_LATER, "timeout"},
        {ERR_UNKNOWN_OUTCOME, MEANS_LATER, "unknown-outcome"},
        {ERR_CANCELLED, MEANS_LATER, "stopped"},
        {ERR_BAD_INPUT, MEANS_NOT_PORTAL, "not-the-portal"},
    };
    for (size_t i = 0; i < sizeof errors / sizeof errors[0]; i++) {
        begin(&adapter_rest, NULL);
        steps[0] = (struct http_step){.error = {errors[i].code, 0, "test"}};
        const struct reading r = talk(&plain, 0);
        CHECK_INT(r.meaning, errors[i].want);
        CHECK_STR(r.reason, errors[i].reason);
        CHECK_INT(r.retry_after_s, -1);
    }
}

TEST(what_kept_it_at_home_is_its_own_reason_of_a_login_too)
{
    for (int i = HTTP_AWAY_LINE; i <= HTTP_AWAY_REFUSED; i++) {
        const enum http_away away = (enum http_away)i;
        const struct http_step step = {.error = {ERR_OFFLINE, 0, "test"}, .away = away};
        begin(&adapter_rest, NULL);
        steps[0] = step;
        struct reading r = talk(&plain, 0);
        CHECK_STR(r.reason, reason_away(away));
        begin(&adapter_igate, &known);
        steps[0] = step;
        r = talk(&plain, 0);
        CHECK_INT(r.meaning, MEANS_LATER);
        CHECK_STR(r.reason, reason_away(away));
    }
}

TEST(a_request_carries_its_key_and_a_line_of_its_own_when_it_asks_for_them)
{
    const struct exchange keyed = {.kind = EXCHANGE_RECORD,
                                   .method = "PUT",
                                   .path = "/a",
                                   .uuid = "u-1",
                                   .keyed = true,
                                   .ask_first = true};
    struct exchange headers = keyed;
    headers.keyed = false;
    headers.ask_first = false;
    headers.headers[0] = (struct http_header){"X-Other", "1"};
    begin(&adapter_igate, &known);
    will(0, 200, TOKEN("one", ""));
    will(1, 500, "");
    will(2, 500, "");
    CHECK_INT(talk(&keyed, 500).meaning, MEANS_LATER);
    CHECK_INT(talk(&headers, 500).meaning, MEANS_LATER);
    CHECK_STR(keys[1], "u-1");
    CHECK(fresh[1]);
    CHECK_STR(keys[2], "");
    CHECK(!fresh[2]);
    CHECK_STR(bearers[2], "Bearer one"); /* beside a header of its own */
}

int main(void)
{
    RUN(credentials_go_along_unless_they_are_for_a_login_or_in_the_address);
    RUN(a_token_is_got_once_and_goes_along_until_its_last_half_minute);
    RUN(the_life_of_a_token_is_the_portals_word_within_reason);
    RUN(a_token_that_is_refused_is_renewed_once);
    RUN(a_first_token_that_is_refused_is_not_renewed);
    RUN(without_a_token_nothing_else_is_sent);
    RUN(a_failed_exchange_is_a_meaning_too);
    RUN(what_kept_it_at_home_is_its_own_reason_of_a_login_too);
    RUN(a_request_carries_its_key_and_a_line_of_its_own_when_it_asks_for_them);
    return check_done();
}
