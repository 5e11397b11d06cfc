/* The officer's page without HTTP: who gets in, every page in both languages, and what a form may
 * do. */
#include <stdlib.h>
#include <unistd.h>

#include "platform/sim/portal/ledger_office.h"
#include "platform/sim/portal/office.h"
#include "platform/sim/portal/routes.h"
#include "tests/check.h"

static struct portal portal;
static struct portal_reply reply;
static char dir[64];
static char cookie[80];
static char form[4096];
static const char id[] = "00000000-0000-4000-8000-000000000001";
static const char file[] = "/officer/file/00000000-0000-4000-8000-000000000001";
static const char plain[] = "application/x-www-form-urlencoded";
static int64_t now = 1000000;

static void begin(void)
{
    static const char body[] =
        "{\"procedure\":\"1.001193\",\"form\":{\"id\":\"1.001193\"},\"open\":[{\"ref\":"
        "\"/data/child/HoTenKS\",\"by\":\"paper\"}],\"papers\":[{\"ref\":\"/data/papers/x\","
        "\"handed_in\":true}],\"instance\":\"<data><child><HoTenKS/></child>"
        "<requester><HoVaTenC>&lt;b&gt;Thử</HoVaTenC></requester></data>\"}";
    const struct ledger_record r = {
        .uuid = id, .body = body, .size = sizeof body - 1, .token_sha256 = id};
    enum ledger_put put = LEDGER_NEW;
    memset(&portal, 0, sizeof portal);
    snprintf(dir, sizeof dir, "/tmp/portal-office-XXXXXX");
    CHECK(mkdtemp(dir) != NULL);
    CHECK(!failed(portal_digest_start()));
    CHECK(!failed(ledger_open(&portal.ledger, dir, 0)));
    CHECK(!failed(ledger_put_record(portal.ledger, &r, now, &put)));
    sessions_init(&portal.sessions);
    limiter_init(&portal.limiter, PAGE_BURST, PAGE_REFILL_MS);
    faults_init(&portal.faults);
    calls_init(&portal.calls);
    cookie[0] = '\0';
}

static void end(void)
{
    static const char *const names[] = {"portal.db", "portal.db-wal", "portal.db-shm"};
    char path[128];
    free(reply.body);
    reply.body = NULL;
    ledger_close(portal.ledger);
    sessions_done(&portal.sessions);
    limiter_done(&portal.limiter);
    faults_done(&portal.faults);
    calls_done(&portal.calls);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        snprintf(path, sizeof path, "%s/%s", dir, names[i]);
        (void)!unlink(path);
    }
    (void)!rmdir(dir);
}

/* Keeps the cookie as a browser does; returns the status. */
static int ask(const char *method, const char *path, const char *lang, const char *body)
{
    const struct portal_request q = {.method = method,
                                     .path = path,
                                     .lang = lang,
                                     .content_type = plain,
                                     .cookie = cookie,
                                     .visitor = "test",
                                     .body = body,
                                     .size = strlen(body),
                                     .now = now};
    free(reply.body);
    routes_answer(&portal, &q, &reply);
    if (reply.cookie[0][0] != '\0') {
        snprintf(cookie, sizeof cookie, "%.*s", (int)strcspn(reply.cookie[0], ";"),
                 reply.cookie[0]);
    }
    return reply.status;
}

static int get(const char *path)
{
    return ask("GET", path, NULL, "");
}

static bool says(const char *text)
{
    return reply.body != NULL && strstr(reply.body, text) != NULL;
}

/* Fields and the token of this visitor. */
static int post(const char *path, const char *fields)
{
    char value[SESSION_ID];
    char token[SHA256_HEX];
    cookie_find(cookie, "officer", value, sizeof value);
    sessions_token(&portal.sessions, value, token);
    snprintf(form, sizeof form, "token=%s&%s", token, fields);
    return ask("POST", path, NULL, form);
}

static void sign_in(void)
{
    char fields[32];
    CHECK_INT(get("/officer/sign-in"), 200);
    snprintf(fields, sizeof fields, "pin=%s", portal.sessions.pin);
    CHECK_INT(post("/officer/sign-in", fields), 303);
    CHECK_STR(reply.location, "/officer");
}

TEST(nothing_is_shown_before_signing_in)
{
    static const char *const paths[] = {"/officer", "/officer/", file, "/officer/nowhere"};
    begin();
    for (size_t i = 0; i < sizeof paths / sizeof paths[0]; i++) {
        CHECK_INT(get(paths[i]), 303);
        CHECK_STR(reply.location, "/officer/sign-in");
        CHECK_INT(reply.size, 0);
    }
    CHECK_INT(post(file, "state=2"), 303);
    CHECK_INT(get("/officers"), 404);
    CHECK_INT(ask("DELETE", "/officer", NULL, ""), 405);
    end();
}

TEST(cookies_are_for_the_server_alone)
{
    begin();
    CHECK_INT(get("/officer/sign-in"), 200);
    CHECK(strstr(reply.cookie[0], "; Path=/officer; HttpOnly; SameSite=Strict") != NULL);
    CHECK(strstr(reply.cookie[0], "Secure") == NULL);
    cookie[0] = '\0';
    portal.tls = true;
    CHECK_INT(get("/officer/sign-in"), 200);
    CHECK(strstr(reply.cookie[0], "; Secure") != NULL);
    end();
}

TEST(signing_in_gives_another_cookie_and_out_takes_it)
{
    char before[80];
    char during[80];
    begin();
    CHECK_INT(get("/officer/sign-in"), 200);
    snprintf(before, sizeof before, "%s", cookie);
    sign_in();
    CHECK(strcmp(before, cookie) != 0);
    CHECK_INT(get("/officer"), 200);
    snprintf(during, sizeof during, "%s", cookie);
    CHECK_INT(post("/officer/sign-out", ""), 303);
    snprintf(cookie, sizeof cookie, "%s", during);
    CHECK_INT(get("/officer"), 303);
    end();
}

TEST(a_wrong_pin_and_then_waiting)
{
    begin();
    CHECK_INT(get("/officer/sign-in"), 200);
    for (int i = 0; i < PIN_BURST; i++) {
        CHECK_INT(post("/officer/sign-in", "pin=12345"), 403);
    }
    CHECK_INT(post("/officer/sign-in", "pin=12345"), 429);
    CHECK_INT(reply.retry_after, PIN_REFILL_MS / 1000);
    CHECK(says("Đợi nửa phút"));
    end();
}

TEST(every_page_of_every_state_has_its_words_in_both_languages)
{
    static const char *const languages[] = {"vi", "en"};
    begin();
    sign_in();
    for (int state = 1; state <= 12; state++) {
        const struct ledger_move_in in = {.uuid = id,
                                          .state = state,
                                          .text = "",
                                          .reason = "vì sao",
                                          .revision = -1,
                                          .actor = LEDGER_OFFICER,
                                          .result = {.text = state == 9 ? "kết quả" : ""}};
        CHECK(!failed(ledger_move(portal.ledger, &in, now)));
        for (int i = 0; i < 2; i++) {
            CHECK_INT(ask("GET", file, languages[i], ""), 200);
            CHECK(says("BẢN THỬ – KHÔNG CÓ GIÁ TRỊ") && !says("{{") && !says("{}"));
            CHECK(says("&lt;b&gt;Thử") && !says("<b>Thử"));
            CHECK_INT(ask("GET", "/officer", languages[i], ""), 200);
            CHECK(says(id) && !says("{{") && !says("{}"));
        }
    }
    CHECK_INT(ask("GET", "/officer/file/x", "en", ""), 404);
    CHECK(says("There is no such page or file"));
    end();
}

/* A paper of several pages is several files of one question, numbered as they came. */
TEST(pages_of_a_paper_are_numbered)
{
    static const char other[] = "00000000-0000-4000-8000-000000000002";
    static const char body[] =
        "{\"procedure\":\"1.001193\",\"form\":{\"id\":\"1.001193\"},\"papers\":["
        "{\"ref\":\"/data/papers/x\",\"sha256\":\"1\"},{\"ref\":\"/data/papers/y\","
        "\"sha256\":\"2\"},{\"ref\":\"/data/papers/x\",\"sha256\":\"3\"}],"
        "\"instance\":\"<data/>\"}";
    const struct ledger_record r = {
        .uuid = other, .body = body, .size = sizeof body - 1, .token_sha256 = other};
    enum ledger_put put = LEDGER_NEW;
    begin();
    CHECK(!failed(ledger_put_record(portal.ledger, &r, now, &put)));
    sign_in();
    CHECK_INT(ask("GET", "/officer/file/00000000-0000-4000-8000-000000000002", "vi", ""), 200);
    CHECK(says("/data/papers/x, trang 1</b>") && says("/data/papers/x, trang 2</b>"));
    CHECK(says("/data/papers/y</b>"));
    CHECK_INT(ask("GET", "/officer/file/00000000-0000-4000-8000-000000000002", "en", ""), 200);
    CHECK(says("/data/papers/x, page 2</b>"));
    CHECK_INT(ask("GET", file, "vi", ""), 200);
    CHECK(says("/data/papers/x</b>"));
    end();
}

TEST(forms_say_what_is_wrong_with_them)
{
    char path[100];
    static const struct {
        const char *fields;
        int status;
        const char *says;
    } rows[] = {
        {"state=5&revision=0&reason=+%0D%0A", 422, "phải ghi lý do"},
        {"state=3&revision=0", 422, "phải ghi lý do"},
        {"state=9&revision=0", 422, "không đi sang"},
        {"state=100&revision=0", 422, "không đi sang"},
        {"state=&revision=0", 422, "không đi sang"},
        {"state=2x&revision=0", 422, "không đi sang"},
        {"state=2", 409, "vừa được chuyển"},
        {"state=2&revision=1", 409, "vừa được chuyển"},
        {"state=2&revision=-1", 409, "vừa được chuyển"},
    };
    begin();
    sign_in();
    snprintf(path, sizeof path, "%s/move", file);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        CHECK_INT(post(path, rows[i].fields), rows[i].status);
        CHECK(says(rows[i].says));
    }
    CHECK_INT(ask("POST", path, NULL, "state=2&revision=0"), 403);
    CHECK_INT(ask("POST", path, NULL, "%"), 400);
    struct ledger_entry e;
    CHECK(!failed(ledger_find(portal.ledger, id, &e)));
    CHECK_INT(e.state, 1);
    CHECK_INT(e.moves, 0);
    CHECK_INT(post(path, "state=5&revision=0&reason=+Thi%E1%BA%BFu%01+gi%E1%BA%A5y%0D%0A"), 303);
    CHECK(!failed(ledger_find(portal.ledger, id, &e)));
    CHECK_STR(e.reason, "Thiếu giấy");
    snprintf(path, sizeof path, "%s/undo", file);
    CHECK_INT(post(path, "revision=0"), 409);
    CHECK_INT(post(path, "revision=1"), 303);
    CHECK_INT(post(path, "revision=2"), 409);
    CHECK_INT(get(path), 303);
    end();
}

TEST(a_text_too_long_is_refused_whole)
{
    static char fields[4000] = "state=5&revision=0&reason=";
    char path[100];
    begin();
    sign_in();
    snprintf(path, sizeof path, "%s/move", file);
    memset(fields + strlen(fields), 'a', LEDGER_REASON);
    CHECK_INT(post(path, fields), 422);
    CHECK(says("chữ ghi dài quá"));
    end();
}

static const char *closed_until(void)
{
    static char until[6];
    calls_closed(&portal.calls, until);
    return until;
}

TEST(the_desk_closes_until_an_hour_and_opens_again)
{
    begin();
    CHECK_INT(get("/officer/sign-in"), 200);
    CHECK_INT(post("/officer/desk", "until=13%3A30"), 303);
    CHECK_STR(reply.location, "/officer/sign-in"); /* not by anybody */
    CHECK_STR(closed_until(), "");
    sign_in();
    CHECK_INT(get("/officer"), 200);
    CHECK(says("id=\"desk-close\"") && !says("id=\"desk-open\""));
    CHECK_INT(ask("POST", "/officer/desk", NULL, "until=13%3A30"), 403); /* nor from another page */
    CHECK_STR(closed_until(), "");
    CHECK_INT(post("/officer/desk", "until=13%3A30"), 303);
    CHECK_STR(reply.location, "/officer");
    CHECK_INT(get("/officer"), 200);
    CHECK(says("13:30") && says("id=\"desk-open\"") && !says("id=\"desk-close\""));
    CHECK_INT(post("/officer/desk", "until=25%3A00"), 303); /* no hour: nothing changes */
    CHECK_STR(closed_until(), "13:30");
    CHECK_INT(post("/officer/desk", "until="), 303);
    CHECK_STR(closed_until(), "");
    CHECK_INT(get("/officer"), 200);
    CHECK(says("id=\"desk-close\"") && !says("13:30"));
    end();
}

static void kiosk_says(const char *state)
{
    char body[80];
    snprintf(body, sizeof body, "{\"state\":\"%s\",\"language\":\"jra\",\"page\":\"question\"}",
             state);
    CHECK_INT(ask("PUT", "/calls/K07", NULL, body), 200);
}

TEST(who_waits_at_a_kiosk_is_answered_with_one_press)
{
    begin();
    kiosk_says("open");
    CHECK_INT(get("/officer/sign-in"), 200);
    CHECK_INT(post("/officer/call/K07", ""), 303);
    CHECK_STR(reply.location, "/officer/sign-in");
    sign_in();
    CHECK_INT(get("/officer"), 200);
    CHECK(says("id=\"come-K07\"") && says("jra") && says("question"));
    CHECK_INT(post("/officer/call/K99", ""), 303); /* one that is over needs nobody */
    CHECK_INT(get("/officer"), 200);
    CHECK(says("id=\"come-K07\""));
    CHECK_INT(post("/officer/call/K07", ""), 303);
    CHECK_STR(reply.location, "/officer");
    CHECK_INT(get("/officer"), 200);
    CHECK(!says("id=\"come-K07\"") && says("Đã nhận lời, đang tới"));
    CHECK_INT(ask("GET", "/calls/K07", NULL, ""), 200);
    CHECK(says("\"state\":\"coming\""));
    kiosk_says("over");
    CHECK_INT(get("/officer"), 200);
    CHECK(!says("K07"));
    end();
}

int main(void)
{
    RUN(nothing_is_shown_before_signing_in);
    RUN(cookies_are_for_the_server_alone);
    RUN(signing_in_gives_another_cookie_and_out_takes_it);
    RUN(a_wrong_pin_and_then_waiting);
    RUN(every_page_of_every_state_has_its_words_in_both_languages);
    RUN(pages_of_a_paper_are_numbered);
    RUN(forms_say_what_is_wrong_with_them);
    RUN(a_text_too_long_is_refused_whole);
    RUN(the_desk_closes_until_an_hour_and_opens_again);
    RUN(who_waits_at_a_kiosk_is_answered_with_one_press);
    return check_done();
}
