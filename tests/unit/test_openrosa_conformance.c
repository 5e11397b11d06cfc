/* What the documents ask of a client that submits, a test a sentence. Where they stand:
 *   HTTP     OpenRosa 1.0, HTTP Requests and Responses   docs.getodk.org/openrosa-http
 *   SUBMIT   OpenRosa 1.0, Form Submission API           docs.getodk.org/openrosa-form-submission
 *   CENTRAL  ODK Central, OpenRosa Endpoints, and what central-backend 4f5943d answered on the wire
 *            (reference/fleet-reliability-security.md §6.2)
 * The Authentication API is tested where the line is real: test_http_curl.c (Basic, without waiting
 * for a challenge, never over an open line, never in an address), tests/flow/test_tls.sh
 * (certificates). Its Digest (MD5) is left out on purpose: Central and KoboToolbox take Basic or a
 * token over TLS. The same against a server we did not write: tests/partner/openrosa_server.sh. */
#define _GNU_SOURCE /* memmem, for openrosa_portal.h */
#include "tests/unit/openrosa_portal.h"

#include <time.h>

/* What the server saw, over and above what it answers. */
static struct {
    int requests, heads, posts;
    int without_version, without_date, post_before_head;
    int other_than_multipart, other_than_one_form, other_bytes, foreign_parts, too_long;
    int64_t last_date;
    char last_path[160];
} seen;
static struct http_step (*behind)(const struct http_request *r);

static const char *header(const struct http_request *r, const char *name)
{
    for (int i = 0; i < HTTP_HEADERS && r->headers[i].name != NULL; i++) {
        if (strcmp(r->headers[i].name, name) == 0) {
            return r->headers[i].value;
        }
    }
    return "";
}

static int64_t date_of(const struct http_request *r)
{
    struct tm tm = {0};
    const char *end = strptime(header(r, "Date"), "%a, %d %b %Y %H:%M:%S GMT", &tm);
    return end != NULL && *end == '\0' ? (int64_t)timegm(&tm) : -1;
}

static int count(const struct http_request *r, const char *text)
{
    const char *at = r->body;
    const char *end = at + r->size;
    int n = 0;
    while ((at = memmem(at, (size_t)(end - at), text, strlen(text))) != NULL) {
        n++;
        at += strlen(text);
    }
    return n;
}

/* Every further part is named as the text of one element of the form. */
static void look_at_parts(const struct http_request *r)
{
    static const char part[] = "Content-Disposition: form-data; name=\"";
    const char *at = r->body;
    const char *end = at + r->size;
    while ((at = memmem(at, (size_t)(end - at), part, strlen(part))) != NULL) {
        at += strlen(part);
        char element[96];
        snprintf(element, sizeof element, ">%.*s<", (int)strcspn(at, "\""), at);
        seen.foreign_parts +=
            strcmp(element, ">xml_submission_file<") != 0 && strstr(EXAMPLE_NAMED, element) == NULL;
    }
}

static void look_at_post(const struct http_request *r)
{
    static const char form[] = "name=\"xml_submission_file\"; filename=\"submission.xml\"\r\n"
                               "Content-Type: text/xml\r\n\r\n" EXAMPLE_NAMED "\r\n";
    seen.posts++;
    seen.post_before_head += seen.heads == 0;
    seen.other_than_multipart += strncmp(r->type, "multipart/form-data; boundary=", 30) != 0;
    seen.other_than_one_form += count(r, "name=\"xml_submission_file\"") != 1;
    seen.other_bytes += count(r, form) != 1;
    seen.too_long += server.limit != NULL && r->size > (size_t)atol(server.limit);
    look_at_parts(r);
}

static struct http_step look(const struct http_request *r)
{
    seen.requests++;
    seen.without_version += strcmp(header(r, "X-OpenRosa-Version"), "1.0") != 0;
    seen.last_date = date_of(r);
    seen.without_date += seen.last_date < 0;
    snprintf(seen.last_path, sizeof seen.last_path, "%s", r->path);
    if (strcmp(r->method, "HEAD") == 0) {
        seen.heads++;
    } else {
        look_at_post(r);
    }
    return behind(r);
}

static void begin_looked_at(const char *limit)
{
    begin(limit);
    memset(&seen, 0, sizeof seen);
    behind = w.portal;
    w.portal = look;
}

static void check_every_request(void)
{
    CHECK_INT(seen.without_version, 0);
    CHECK_INT(seen.without_date, 0);
    CHECK_INT(seen.post_before_head, 0);
    CHECK_INT(seen.other_than_multipart, 0);
    CHECK_INT(seen.other_than_one_form, 0);
    CHECK_INT(seen.other_bytes, 0);
    CHECK_INT(seen.foreign_parts, 0);
}

/* HTTP: "X-OpenRosa-Version 1.0, required"; "Date, the date on the device, required". */
TEST(every_request_carries_version_and_date)
{
    begin_looked_at("800");
    CHECK(rounds_to_rest(5) < 5);
    CHECK(seen.requests >= 3);
    check_every_request();
    CHECK_INT(seen.last_date, w.clock.ops->now_s(&w.clock));
    world_close();
}

/* SUBMIT: a HEAD before the first POST of the data; CENTRAL: to the same address. */
TEST(a_head_goes_before_the_first_post)
{
    begin_looked_at("100000000");
    round_of(false);
    CHECK_INT(seen.heads, 1);
    CHECK_INT(seen.posts, 1);
    CHECK_INT(seen.post_before_head, 0);
    CHECK_STR(seen.last_path, "/submission");
    world_close();
}

/* SUBMIT: the version header tells the server from a login screen; Collect also requires the 204.
 * Nothing of a citizen goes to anybody else. */
TEST(without_version_or_204_nothing_is_posted)
{
    static const struct http_step strangers[] = {
        {.status = 204},
        {.status = 204, .wanted = {"2.0", "100000000"}},
        {.status = 200, .wanted = {"1.0", "100000000"}},
        {.status = 302, .wanted = {"1.0", "100000000"}},
        {.status = 200, .body = "<html>welcome to the hotel</html>"},
        {.status = 401, .body = "<html>sign in</html>"},
        {.status = 403},
    };
    for (size_t i = 0; i < sizeof strangers / sizeof strangers[0]; i++) {
        begin_looked_at("100000000");
        fault_at(1, 1, strangers[i], false);
        round_of(false);
        CHECK_INT(seen.posts, 0);
        CHECK_INT(row().state, OUTBOX_SAVED);
        world_close();
    }
}

/* SUBMIT: multipart/form-data; exactly one text/xml part "xml_submission_file"; others match an
 * element. */
TEST(the_envelope_has_one_form_and_parts_the_form_names)
{
    begin_looked_at("100000000");
    CHECK(rounds_to_rest(5) < 5);
    check_every_request();
    check_there_once(1);
    world_close();
}

/* SUBMIT: several POSTs, each with the form's XML, each within the size. */
TEST(what_is_longer_than_the_server_takes_is_split)
{
    static const struct {
        const char *limit;
        int posts;
    } rows[] = {{"100000000", 1}, {"1100", 2}, {"980", 3}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        begin_looked_at(rows[i].limit);
        CHECK(rounds_to_rest(5) < 5);
        check_every_request();
        check_there_once(seen.posts);
        CHECK_INT(seen.posts, rows[i].posts);
        CHECK_INT(seen.too_long, 0);
        world_close();
    }
}

/* SUBMIT: "if a single additional part is greater than maxSize, the POST should contain the form's
 * XML submission and that single additional part". */
TEST(a_file_too_long_by_itself_goes_alone_with_the_form)
{
    begin_looked_at("600");
    CHECK(rounds_to_rest(5) < 5);
    check_every_request();
    CHECK_INT(seen.posts, 3);
    CHECK_INT(seen.too_long, 3);
    check_there_once(3);
    world_close();
}

/* SUBMIT: submitted is what a 201 or 202 says with an OpenRosaResponse; a 200 is no sign of it, and
 * 1xx and 3xx do not apply. */
TEST(only_201_and_202_with_an_envelope_are_an_acknowledgement)
{
    static const struct {
        struct http_step step;
        bool acknowledged;
    } rows[] = {
        {{.status = 201, .body = OPENROSA}, true},
        {{.status = 202, .body = OPENROSA}, true},
        {{.status = 201, .wanted = {"1.0"}}, false},
        {{.status = 202, .body = "<html/>", .wanted = {"1.0"}}, false},
        {{.status = 200, .body = OPENROSA, .wanted = {"1.0"}}, false},
        {{.status = 204, .body = OPENROSA, .wanted = {"1.0"}}, false},
        {{.status = 301, .body = OPENROSA, .wanted = {"1.0"}}, false},
        {{.status = 100, .body = OPENROSA, .wanted = {"1.0"}}, false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        begin_looked_at("100000000");
        fault_at(2, 1, rows[i].step, true);
        round_of(false);
        CHECK_INT(row().at_rest, rows[i].acknowledged);
        CHECK(rounds_to_rest(5) < 5); /* what was not: again, and it is still one */
        check_there_once(1);
        check_every_request();
        world_close();
    }
}

/* SUBMIT: of a 202, "you should not try to resubmit". */
TEST(what_was_acknowledged_is_never_sent_again)
{
    begin_looked_at("100000000");
    fault_at(2, 1, (struct http_step){.status = 202, .body = OPENROSA}, true);
    round_of(false);
    const int requests = seen.requests;
    restart_courier();
    for (int i = 0; i < 5; i++) {
        wait_s(24 * 60 * 60);
        round_of(true);
    }
    CHECK_INT(seen.requests, requests);
    world_close();
}

/* SUBMIT: 401, 403: not permitted (the kiosk, not this file); 404, 413: of this file; 500: later.
 * "Clients MUST NOT rely on the presence of any OpenRosa header in every error response." */
TEST(errors_are_read_as_the_table_says_with_headers_and_without)
{
    static const struct {
        struct http_step step;
        const char *reason;
        int refusals; /* it counts towards being held */
    } rows[] = {
        {{.status = 401}, "unauthorized", 0},
        {{.status = 403, .wanted = {"1.0"}}, "unauthorized", 0},
        {{.status = 404, .body = OPENROSA}, "refused", 1},
        {{.status = 404, .body = "<html/>"}, "not-the-portal", 0},
        {{.status = 413, .body = OPENROSA}, "too-large", 1},
        {{.status = 413, .body = "<html>nginx</html>"}, "too-large", 1},
        {{.status = 500}, "busy", 0},
        {{.status = 503, .wanted = {"1.0"}}, "busy", 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        begin_looked_at("100000000");
        fault_at(2, 1, rows[i].step, false);
        round_of(false);
        CHECK_STR(row().last_reason, rows[i].reason);
        CHECK_INT(row().state, OUTBOX_SAVED);
        CHECK(!row().at_rest);
        wait_s(24 * 60 * 60);
        CHECK(rounds_to_rest(5) < 5); /* nothing was lost by it */
        check_there_once(1);
        world_close();
    }
}

/* CENTRAL: the instanceID is what makes a repetition the same submission, if the XML is the same to
 * the byte: also after a restart, also when it was cut anywhere. */
TEST(a_repetition_is_the_same_instance_to_the_byte)
{
    for (int at = 1; at <= 4; at++) {
        for (int after = 0; after < 2; after++) {
            begin_looked_at("980");
            fault_at(at, 1, (struct http_step){.error = ERR(ERR_UNKNOWN_OUTCOME, 56, "test")},
                     after == 1);
            round_of(false);
            restart_courier();
            CHECK(rounds_to_rest(5) < 5);
            check_every_request();
            check_there_once(3);
            world_close();
        }
    }
}

/* CENTRAL: 409 "This submission has been deleted" came to repetitions of what it had just stored.
 */
TEST(a_spurious_409_is_no_end)
{
    begin_looked_at("100000000");
    fault_at(2, 3, (struct http_step){.status = 409, .body = OPENROSA}, true);
    CHECK(rounds_to_rest(20) < 20);
    check_every_request();
    check_there_once(1);
    world_close();
}

static struct http_step says_other_xml(const struct http_request *r)
{
    return spoken(strcmp(r->method, "HEAD") == 0 ? 204 : 409);
}

/* CENTRAL: 409 "... but with different XML" lasts: a person must look, and nothing is deleted. */
TEST(a_lasting_409_is_for_a_person)
{
    begin_looked_at("100000000");
    behind = says_other_xml;
    for (int i = 0; i < 30 && row().state != OUTBOX_HELD; i++) {
        wait_s(600);
        round_of(true);
    }
    CHECK_INT(row().state, OUTBOX_HELD);
    CHECK(row().payload_bytes > 0 && !row().at_rest);
    world_close();
}

int main(void)
{
    RUN(every_request_carries_version_and_date);
    RUN(a_head_goes_before_the_first_post);
    RUN(without_version_or_204_nothing_is_posted);
    RUN(the_envelope_has_one_form_and_parts_the_form_names);
    RUN(what_is_longer_than_the_server_takes_is_split);
    RUN(a_file_too_long_by_itself_goes_alone_with_the_form);
    RUN(only_201_and_202_with_an_envelope_are_an_acknowledgement);
    RUN(what_was_acknowledged_is_never_sent_again);
    RUN(errors_are_read_as_the_table_says_with_headers_and_without);
    RUN(a_repetition_is_the_same_instance_to_the_byte);
    RUN(a_spurious_409_is_no_end);
    RUN(a_lasting_409_is_for_a_person);
    scratch_close();
    return check_done();
}
