#include "app/steward/ddi_line.h"

#include "platform/sim/http_script.h"
#include "tests/check.h"

#define URL "https://Fleet.Example/DEFAULT/controller/v1/k"

static struct http_script own, other;
static struct ddi_line line;
static struct http_answer answer;
static char asked_origin[DDI_ORIGIN];
static char authorization[8][DDI_TOKEN];
static int asked;

static struct http_step note_headers(struct http_script *s, const struct http_request *r)
{
    static const struct http_step end = {.error = {ERR_OFFLINE, 0, "over"}};
    authorization[asked % 8][0] = '\0';
    for (int i = 0; i < HTTP_HEADERS && r->headers[i].name != NULL; i++) {
        if (strcmp(r->headers[i].name, "Authorization") == 0) {
            snprintf(authorization[asked % 8], DDI_TOKEN, "%s", r->headers[i].value);
        }
    }
    asked++;
    return s->next < s->count ? s->steps[s->next++] : end;
}

static struct err open_other(void *context, const char *origin, struct port_http **ret_http)
{
    (void)context;
    snprintf(asked_origin, sizeof asked_origin, "%s", origin);
    *ret_http = &other.port;
    return ERR_OK;
}

static void begin(void)
{
    http_script_init(&own);
    http_script_init(&other);
    own.answer = other.answer = note_headers;
    asked = 0;
    CHECK(!failed(ddi_line_init(&line, &own.port, URL, "0123456789abcdef0123456789abcdef", NULL)));
    line.open = open_other;
}

static enum err_code ask(const char *method, const char *href)
{
    const struct ddi_ask a = {
        .method = method, .href = href, .body = method[0] == 'P' ? "{}" : NULL, .size = 2};
    return ddi_line_ask(&line, &a, &answer).code;
}

TEST(an_origin_is_scheme_host_and_port)
{
    static const struct {
        const char *href, *origin;
    } rows[] = {{"https://h/a", "https://h:443"},
                {"http://H.example", "http://h.example:80"},
                {"https://h:8443/a?b:9", "https://h:8443"},
                {"https://[::1]:99/", "https://[::1]:99"},
                {"https://[::1]/", "https://[::1]:443"},
                {"https://10.0.0.1/", "https://10.0.0.1:443"},
                {"https://h:/a", ""},
                {"https://h:x/a", ""},
                {"https://h:123456/a", ""},
                {"https://::1/a", ""},
                {"https:///a", ""},
                {"https://:80/a", ""},
                {"file:///etc/passwd", ""},
                {"https://u:p@h/", ""}};
    char origin[DDI_ORIGIN];
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        CHECK(ddi_origin(rows[i].href, origin) == (rows[i].origin[0] != '\0'));
        CHECK_STR(origin, rows[i].origin);
    }
}

TEST(the_token_goes_to_the_servers_own_host_alone)
{
    begin();
    http_script_add(&own, (struct http_step){.status = 200});
    http_script_add(&other, (struct http_step){.status = 200});
    CHECK_INT(ask("GET", "https://fleet.example:443/DEFAULT/x?c=1"), ERR_NONE);
    CHECK_STR(authorization[0], "TargetToken 0123456789abcdef0123456789abcdef");
    CHECK_STR(own.heard, "GET /DEFAULT/x?c=1 - - 2\n");
    CHECK_INT(ask("GET", "https://cdn.example/f"), ERR_NONE);
    CHECK_STR(authorization[1], "");
    CHECK_STR(asked_origin, "https://cdn.example:443");
    ddi_line_done(&line);
    CHECK_STR(line.authorization, "");
}

TEST(what_came_over_tls_leads_nowhere_in_the_open)
{
    begin();
    CHECK_INT(ask("GET", "http://fleet.example/x"), ERR_REFUSED);
    CHECK_INT(ask("GET", "http://cdn.example/x"), ERR_REFUSED);
    line.open = NULL;
    CHECK_INT(ask("GET", "https://cdn.example/x"), ERR_REFUSED);
    CHECK_INT(ask("GET", "/x"), ERR_REFUSED);
    CHECK_INT(asked, 0);
}

static void redirect(const char *to)
{
    http_script_add(&own, (struct http_step){.status = 302, .wanted = {NULL, NULL, NULL, to}});
}

TEST(a_redirect_is_followed_within_the_host_alone)
{
    begin();
    redirect("/other?x=1");
    redirect("https://fleet.example/third");
    http_script_add(&own, (struct http_step){.status = 200});
    CHECK_INT(ask("GET", URL), ERR_NONE);
    CHECK_INT(answer.status, 200);
    CHECK(strstr(own.heard, "GET /other?x=1 ") != NULL);
    CHECK(strstr(own.heard, "GET /third ") != NULL);
    static const char *const bad[] = {
        "https://evil.example/",       "http://fleet.example/", "//evil/", "",
        "https://fleet.example:8443/", "javascript:x"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        begin();
        redirect(bad[i]);
        CHECK_INT(ask("GET", URL), ERR_REFUSED);
        CHECK_INT(asked, 1);
    }
    begin();
    redirect("/a");
    CHECK_INT(ask("POST", URL), ERR_REFUSED);
    begin();
    for (int i = 0; i < 9; i++) {
        redirect("/round");
    }
    CHECK_INT(ask("GET", URL), ERR_REFUSED);
    CHECK_INT(asked, DDI_REDIRECTS + 1);
}

TEST(an_address_or_token_that_is_none_is_refused)
{
    http_script_init(&own);
    CHECK_INT(ddi_line_init(&line, &own.port, "fleet", NULL, NULL).code, ERR_BAD_INPUT);
    CHECK_INT(ddi_line_init(&line, &own.port, URL, "", NULL).code, ERR_BAD_INPUT);
    CHECK_INT(ddi_line_init(&line, &own.port, URL, "a\r\nX: b", NULL).code, ERR_BAD_INPUT);
    CHECK(!failed(ddi_line_init(&line, &own.port, URL, NULL, NULL)));
    CHECK_STR(line.authorization, "");
}

int main(void)
{
    RUN(an_origin_is_scheme_host_and_port);
    RUN(the_token_goes_to_the_servers_own_host_alone);
    RUN(what_came_over_tls_leads_nowhere_in_the_open);
    RUN(a_redirect_is_followed_within_the_host_alone);
    RUN(an_address_or_token_that_is_none_is_refused);
    return check_done();
}
