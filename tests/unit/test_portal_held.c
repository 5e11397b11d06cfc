/* What the portal holds of a citizen from earlier applications: told to her alone, with date and
 * origin, and her papers joined to a new application that names them. */
#include "platform/sim/portal/held.h"

#include <string.h>

#include "platform/sim/portal/ledger_citizen.h"
#include "tests/unit/portal_world.h"

#define OLD    "00000000-0000-4000-8000-000000000001"
#define OTHERS "00000000-0000-4000-8000-000000000002"
#define NEW    "00000000-0000-4000-8000-000000000003"
#define NUMBER "052190001234"
#define PAPER  "a held paper"
#define ONES   "1111111111111111111111111111111111111111111111111111111111111111"
#define RECORD(uuid, number, sha256, how)                                                          \
    "{\"uuid\":\"" uuid "\",\"procedure\":\"1.001193\",\"identity\":{" how "},\"instance\":"       \
    "\"<data><requester><SoDinhDanhC>" number "</SoDinhDanhC><SoDienThoai>0905000001"              \
    "</SoDienThoai><QuanHe>me</QuanHe></requester><child><Ten>A</Ten></child></data>\","           \
    "\"papers\":[{\"ref\":\"/data/papers/p\",\"name\":\"p.jpg\",\"type\":\"image/jpeg\",\"size\":" \
    "12,\"sha256\":\"" sha256 "\",\"pages\":1}]}"

static struct portal_world w;
static char token[80], sha256[SHA256_HEX];

/* As it comes by PUT, but for the checks of the record's form. */
static void put(const char *uuid, const char *body)
{
    char papers[1][SHA256_HEX];
    memcpy(papers[0], sha256, sizeof sha256);
    const struct ledger_record record = {.uuid = uuid,
                                         .body = body,
                                         .size = strlen(body),
                                         .token_sha256 = uuid,
                                         .papers = papers,
                                         .paper_count = 1,
                                         .procedure = "1.001193"};
    enum ledger_put result;
    CHECK(!failed(ledger_put_record(w.portal.ledger, &record, w.now, &result)));
}

static void put_paper(const char *uuid)
{
    bool is_new = false;
    CHECK(!failed(ledger_put_paper(w.portal.ledger, uuid, "image/jpeg", PAPER, strlen(PAPER), w.now,
                                   &is_new)));
    CHECK(!failed(ledger_settle(w.portal.ledger, w.now)));
}

/* A citizen who signed in now, and one application of hers, one of another person's. */
static void begin(void)
{
    struct grant g;
    char body[1024];
    portal_world_begin(&w);
    portal_sha256_hex(PAPER, strlen(PAPER), sha256);
    issuer_begin(&w.portal.issuer, w.now, &g);
    CHECK_INT(issuer_open(&w.portal.issuer, g.user_code, "phone", "test", w.now), PHONE_OPENED);
    CHECK_INT(issuer_decide(&w.portal.issuer, g.user_code, "phone", true, w.now), PHONE_AGREED);
    CHECK(issuer_token(&w.portal.issuer, g.device_code, w.now, &g) == NULL);
    snprintf(token, sizeof token, "Bearer %s", g.token);
    snprintf(body, sizeof body, RECORD(OLD, NUMBER, "%s", ""), sha256);
    put(OLD, body);
    put_paper(OLD);
    put(OTHERS, RECORD(OTHERS, "052190009999", ONES, ""));
    put_paper(OTHERS);
}

static int ask(const char *citizen, const char *checked, const char *number)
{
    return portal_world_ask(&w, (struct portal_request){.method = "GET",
                                                        .path = "/applications/" NEW "/held",
                                                        .citizen = citizen,
                                                        .checked = checked,
                                                        .citizen_number = number});
}

static int count(const char *what)
{
    int n = 0;
    for (const char *at = strstr(w.reply.body, what); at != NULL; at = strstr(at + 1, what)) {
        n++;
    }
    return n;
}

TEST(who_is_not_known_to_be_her_is_told_nothing)
{
    begin();
    CHECK_INT(ask(NULL, NULL, NULL), 403);
    CHECK_INT(ask("Bearer none", NULL, NUMBER), 403);
    CHECK_INT(ask(NULL, "yes", NUMBER), 403);
    CHECK_INT(ask(NULL, "officer", NULL), 422);
    CHECK_INT(ask(NULL, "officer", "05219000123x"), 422);
    CHECK_INT(portal_world_ask(&w, (struct portal_request){.method = "POST",
                                                           .path = "/applications/" NEW "/held"}),
              405);
    portal_world_end(&w);
}

TEST(she_signed_in_then_and_now)
{
    begin();
    CHECK_INT(ask(token, NULL, NULL), 200);
    CHECK_STR(w.reply.body, "{\"uuid\":\"" NEW "\",\"held\":[]}"); /* for none did she sign in */
    CHECK(!failed(ledger_sign_in(w.portal.ledger, OLD)));
    CHECK_INT(ask(token, NULL, NULL), 200);
    CHECK_INT(count("\"kind\":\"paper\""), 1);
    CHECK_INT(count(sha256), 1);
    CHECK_INT(count("\"kind\":\"answer\""), 2); /* of herself: number and telephone */
    CHECK_INT(count("\"value\":\"0905000001\""), 1);
    CHECK_INT(count("/data/requester/QuanHe"), 0);
    CHECK_INT(count("\"file_number\":\"THU-"), 3);
    CHECK_INT(count("\"procedure\":\"1.001193\""), 3);
    CHECK_INT(count("\"date\":\"2026-11-23\""), 3);
    portal_world_end(&w);
}

TEST(an_officer_saw_her_number)
{
    begin();
    CHECK_INT(ask(NULL, "officer", NUMBER), 200);
    CHECK_INT(count("\"kind\":\"paper\""), 1);
    CHECK_INT(count("052190009999"), 0);
    CHECK_INT(ask(NULL, "officer", "052190000000"), 200);
    CHECK_INT(count("\"kind\""), 0);
    portal_world_end(&w);
}

static bool has_paper(void)
{
    struct ledger_paper papers[LEDGER_PAPERS_MAX];
    int n = 0;
    CHECK(!failed(ledger_papers(w.portal.ledger, NEW, papers, &n)));
    return n == 1 && papers[0].named && papers[0].stored;
}

TEST(a_paper_of_hers_joins_the_new_application_and_another_persons_does_not)
{
    char body[1024];
    begin();
    snprintf(body, sizeof body, RECORD(NEW, NUMBER, "%s", "\"sign_in\":\"counter\""), sha256);
    put(NEW, body);
    CHECK(!failed(held_join(&w.portal, NEW, false, w.now))); /* nobody looked at who she is */
    CHECK(!has_paper());
    CHECK(!failed(held_join(&w.portal, NEW, true, w.now))); /* she never signed in before */
    CHECK(!has_paper());
    CHECK(!failed(ledger_sign_in(w.portal.ledger, OLD)));
    CHECK(!failed(held_join(&w.portal, NEW, true, w.now)));
    CHECK(has_paper());
    portal_world_end(&w);
    begin();
    snprintf(body, sizeof body, RECORD(NEW, "052190000000", "%s", "\"sign_in\":\"officer\""),
             sha256);
    put(NEW, body);
    CHECK(!failed(held_join(&w.portal, NEW, false, w.now))); /* another number */
    CHECK(!has_paper());
    portal_world_end(&w);
    begin();
    snprintf(body, sizeof body, RECORD(NEW, NUMBER, "%s", "\"sign_in\":\"officer\""), sha256);
    put(NEW, body);
    CHECK(!failed(held_join(&w.portal, NEW, false, w.now)));
    CHECK(has_paper());
    struct ledger_entry e;
    CHECK(!failed(ledger_settle(w.portal.ledger, w.now)));
    CHECK(!failed(ledger_find(w.portal.ledger, NEW, &e)));
    CHECK(e.file_number[0] != '\0'); /* it is complete now */
    portal_world_end(&w);
}

int main(void)
{
    RUN(who_is_not_known_to_be_her_is_told_nothing);
    RUN(she_signed_in_then_and_now);
    RUN(an_officer_saw_her_number);
    RUN(a_paper_of_hers_joins_the_new_application_and_another_persons_does_not);
    return check_done();
}
