/* What only the citizen herself is told of her file: missing papers, the officer's words, results;
 * the address that gives a result to her phone once. */
#include "platform/sim/portal/details.h"

#include <string.h>

#include "platform/sim/portal/ledger_citizen.h"
#include "platform/sim/portal/ledger_office.h"
#include "platform/sim/portal/result_link.h"
#include "tests/unit/portal_world.h"

#define UUID  "00000000-0000-4000-8000-000000000001"
#define OTHER "00000000-0000-4000-8000-000000000002"

static struct portal_world w;
static char token[80];

static void put(const char *uuid, const char *body)
{
    const struct ledger_record record = {
        .uuid = uuid, .body = body, .size = strlen(body), .token_sha256 = uuid};
    enum ledger_put result;
    CHECK(!failed(ledger_put_record(w.portal.ledger, &record, w.now, &result)));
}

/* An application, and a citizen who signed in. */
static void begin(bool stranger)
{
    struct grant g;
    char code[ISSUER_CODE];
    portal_world_begin(&w);
    w.portal.control = true;
    put(UUID, "{}");
    issuer_begin(&w.portal.issuer, w.now, &g);
    if (stranger) {
        CHECK(issuer_order(&w.portal.issuer, "stranger", w.now, code));
    }
    CHECK_INT(issuer_open(&w.portal.issuer, g.user_code, "phone", "test", w.now), PHONE_OPENED);
    CHECK_INT(issuer_decide(&w.portal.issuer, g.user_code, "phone", true, w.now), PHONE_AGREED);
    CHECK(issuer_token(&w.portal.issuer, g.device_code, w.now, &g) == NULL);
    snprintf(token, sizeof token, "Bearer %s", g.token);
}

static int ask(const char *method, const char *path, const char *citizen, const char *checked)
{
    return portal_world_ask(&w, (struct portal_request){.method = method,
                                                        .path = path,
                                                        .citizen = citizen,
                                                        .checked = checked,
                                                        .host = "dvc.example",
                                                        .lang = "en"});
}

static int order(const char *what, const char *body)
{
    char path[32];
    snprintf(path, sizeof path, "/practice/%s", what);
    return portal_world_ask(&w,
                            (struct portal_request){.method = "POST", .path = path, .body = body});
}

TEST(only_she_or_an_officer_is_told_what_is_missing)
{
    begin(false);
    CHECK_INT(order("desk", "ask Giấy chứng sinh|Sổ hộ khẩu cũ"), 200);
    CHECK_INT(ask("GET", "/applications/" UUID "/details", NULL, NULL), 403);
    CHECK(portal_world_says(&w, "\"error\":\"sign-in\""));
    CHECK_INT(ask("GET", "/applications/" UUID "/details", "Bearer else", NULL), 403);
    CHECK_INT(ask("GET", "/applications/" UUID "/details", NULL, "somebody"), 403);
    CHECK_INT(portal_world_count(&w, "Giấy"), 0);
    CHECK_INT(ask("GET", "/applications/" UUID "/details", token, NULL), 200);
    CHECK(portal_world_says(
        &w, "\"asked\":[{\"name\":\"Giấy chứng sinh\"},{\"name\":\"Sổ hộ khẩu cũ\"}]"));
    CHECK(portal_world_says(&w, "\"state\":5"));
    CHECK_INT(ask("GET", "/applications/" UUID "/details", NULL, "officer"), 200);
    CHECK(portal_world_says(&w, "Sổ hộ khẩu cũ"));
    CHECK_INT(ask("GET", "/applications/" OTHER "/details", token, NULL), 404);
    CHECK_INT(ask("PUT", "/applications/" UUID "/details", token, NULL), 405);
    portal_world_end(&w);
}

TEST(a_strangers_token_is_told_nothing)
{
    begin(true);
    CHECK_INT(order("desk", "ask Giấy chứng sinh"), 200);
    CHECK_INT(ask("GET", "/applications/" UUID "/details", token, NULL), 403);
    CHECK(portal_world_says(&w, "\"error\":\"not-hers\""));
    CHECK_INT(portal_world_count(&w, "Giấy"), 0);
    portal_world_end(&w);
}

static void result_path(char *path, size_t cap)
{
    struct ledger_result results[LEDGER_RESULTS_MAX];
    int count = 0;
    CHECK(!failed(ledger_results(w.portal.ledger, UUID, results, &count)));
    CHECK_INT(count, 1);
    snprintf(path, cap, "/applications/%s/results/%s/link", UUID, results[0].sha256);
}

TEST(a_result_goes_to_her_phone_once)
{
    char path[160];
    char secret[RESULT_LINK_SECRET];
    char page[64];
    begin(false);
    CHECK_INT(order("desk", "give Giấy khai sinh"), 200);
    CHECK_INT(ask("GET", "/applications/" UUID "/details", token, NULL), 200);
    CHECK(portal_world_says(&w, "\"text\":\"Giấy khai sinh\",\"type\":\"application/pdf\""));
    result_path(path, sizeof path);
    CHECK_INT(ask("POST", path, NULL, NULL), 403);
    CHECK_INT(ask("GET", path, token, NULL), 404); /* none was made */
    CHECK_INT(ask("POST", path, token, NULL), 201);
    CHECK(portal_world_says(&w, "\"address\":\"http://dvc.example/R/"));
    CHECK(portal_world_says(&w, "\"expires_in\":300"));
    CHECK(result_link_newest(&w.portal.result_links, w.now, secret));
    snprintf(page, sizeof page, "/R/%s", secret);
    CHECK_INT(ask("GET", page, NULL, NULL), 200);
    CHECK(portal_world_says(&w, "data-state=\"waiting\""));
    CHECK_INT(ask("GET", path, token, NULL), 200); /* a look took nothing */
    CHECK(portal_world_says(&w, "\"state\":\"waiting\""));
    CHECK_INT(ask("POST", page, NULL, NULL), 200);
    CHECK_STR(w.reply.type, "application/pdf");
    CHECK_INT(ask("POST", page, NULL, NULL), 200); /* a second phone */
    CHECK(portal_world_says(&w, "data-state=\"taken\""));
    CHECK_INT(ask("GET", path, token, NULL), 200);
    CHECK(portal_world_says(&w, "\"state\":\"taken\""));
    CHECK_INT(portal_world_count(&w, "address"), 0);
    CHECK_INT(ask("PUT", path, token, NULL), 405);
    CHECK_INT(ask("DELETE", path, NULL, NULL), 405);                        /* whoever asks */
    CHECK_INT(ask("PUT", "/applications/" UUID "/phone", NULL, NULL), 405); /* DELETE alone */
    CHECK_INT(ask("GET", "/R/00", NULL, NULL), 404);
    CHECK_INT(ask("PUT", page, NULL, NULL), 405);
    portal_world_end(&w);
}

TEST(an_address_that_is_over_gives_nothing_and_a_new_one_does)
{
    char path[160];
    char secret[RESULT_LINK_SECRET];
    char page[64];
    begin(false);
    CHECK_INT(order("desk", "give Giấy khai sinh"), 200);
    CHECK_INT(order("desk", "else"), 404);
    CHECK_INT(order("result", "newest"), 404);
    result_path(path, sizeof path);
    CHECK_INT(ask("POST", path, NULL, "officer"), 201);
    CHECK(result_link_newest(&w.portal.result_links, w.now, secret));
    CHECK_INT(order("result", "newest"), 200);
    CHECK(portal_world_says(&w, secret));
    CHECK_INT(order("result", "expire"), 200);
    snprintf(page, sizeof page, "/R/%s", secret);
    CHECK_INT(ask("POST", page, NULL, NULL), 200);
    CHECK(portal_world_says(&w, "data-state=\"expired\""));
    CHECK_INT(ask("GET", path, NULL, "officer"), 200);
    CHECK(portal_world_says(&w, "\"state\":\"expired\""));
    w.now += 1000;
    CHECK_INT(ask("POST", path, NULL, "officer"), 201);
    CHECK(portal_world_says(&w, "\"state\":\"waiting\""));
    portal_world_end(&w);
}

TEST(a_supplement_joins_the_file_that_asked_for_it)
{
    char parent[37];
    struct ledger_entry entry;
    struct ledger_entry mine;
    struct ledger_paper papers[LEDGER_PAPERS_MAX];
    int count = 0;
    bool fresh = false;
    begin(false);
    CHECK(!failed(ledger_settle(w.portal.ledger, w.now)));
    CHECK_INT(order("desk", "ask Giấy chứng sinh"), 200);
    put(OTHER, "{\"supplements\":\"" UUID "\"}");
    CHECK(!failed(ledger_put_paper(w.portal.ledger, OTHER, "image/jpeg", "x", 1, w.now, &fresh)));
    CHECK(!failed(ledger_supplements(w.portal.ledger, OTHER, parent)));
    CHECK_STR(parent, UUID);
    CHECK(!failed(ledger_supplements(w.portal.ledger, UUID, parent)));
    CHECK_STR(parent, "");
    CHECK(!failed(ledger_join(w.portal.ledger, OTHER, w.now)));
    CHECK(!failed(ledger_papers(w.portal.ledger, UUID, papers, &count)));
    CHECK_INT(count, 1);
    CHECK(!failed(ledger_find(w.portal.ledger, UUID, &entry)));
    CHECK_INT(entry.state, 4);
    CHECK_STR(entry.reason, "");
    CHECK(!failed(ledger_settle(w.portal.ledger, w.now)));
    CHECK(!failed(ledger_find(w.portal.ledger, OTHER, &mine)));
    CHECK(!failed(ledger_number_of(w.portal.ledger, &mine)));
    CHECK_STR(mine.file_number, entry.file_number);
    CHECK_INT(order("desk", "ask Giấy khác"), 200); /* the same again changes nothing */
    CHECK(!failed(ledger_join(w.portal.ledger, OTHER, w.now)));
    CHECK(!failed(ledger_find(w.portal.ledger, UUID, &entry)));
    CHECK_INT(entry.state, 5);
    CHECK(!failed(ledger_join(w.portal.ledger, UUID, w.now))); /* it is none */
    portal_world_end(&w);
}

int main(void)
{
    RUN(only_she_or_an_officer_is_told_what_is_missing);
    RUN(a_strangers_token_is_told_nothing);
    RUN(a_result_goes_to_her_phone_once);
    RUN(an_address_that_is_over_gives_nothing_and_a_new_one_does);
    RUN(a_supplement_joins_the_file_that_asked_for_it);
    return check_done();
}
