#include "platform/sim/portal/routes.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "platform/sim/portal/asset.h"
#include "platform/sim/portal/handover.h"
#include "platform/sim/portal/igate.h"
#include "platform/sim/portal/ledger_citizen.h"
#include "platform/sim/portal/ledger_office.h"
#include "platform/sim/portal/ledger_uploads.h"
#include "platform/sim/portal/oauth.h"
#include "platform/sim/portal/offered.h"
#include "platform/sim/portal/office.h"
#include "platform/sim/portal/openrosa.h"
#include "platform/sim/portal/page.h"
#include "platform/sim/portal/payment.h"
#include "platform/sim/portal/rest.h"
#include "platform/sim/portal/result_link.h"

#define TOKEN_LEN 26

void reply_set(struct portal_reply *r, int status, const char *type, const char *text, size_t size)
{
    free(r->body);
    r->status = status;
    r->type = type;
    r->size = 0;
    r->body = malloc(size + 1);
    if (r->body != NULL) {
        memcpy(r->body, text, size);
        r->body[size] = '\0';
        r->size = size;
    }
}

void reply_json(struct portal_reply *r, int status, json_t *value)
{
    r->status = status;
    r->type = "application/json";
    r->body = json_dumps(value, JSON_COMPACT);
    r->size = r->body == NULL ? 0 : strlen(r->body);
    json_decref(value);
}

static bool starts(const char *text, const char *head)
{
    return strncmp(text, head, strlen(head)) == 0;
}

bool routes_is_contract(const char *path)
{
    return starts(path, "/applications/") || openrosa_is_path(path) || offered_is_path(path) ||
           igate_is_path(path) || oauth_is_path(path) || queue_is_path(path) || calls_is_path(path);
}

bool routes_is_control(const char *path)
{
    return starts(path, "/practice/");
}

size_t routes_limit(const struct portal *p, const char *path)
{
    if (openrosa_is_path(path)) {
        return (size_t)(p->accept_length > 0 ? p->accept_length : OPENROSA_LIMIT);
    }
    if (strcmp(path, "/api/upload") == 0) {
        return INTAKE_PAPER_MAX + 4096;
    }
    if (strcmp(path, "/api/dossiers") == 0) {
        return INTAKE_BODY_MAX;
    }
    if (office_is_path(path)) {
        return OFFICE_BODY_MAX;
    }
    if (handover_is_page(path)) {
        return HANDOVER_POST;
    }
    if (!starts(path, "/applications/")) {
        return 4096;
    }
    return strstr(path, "/papers/") != NULL ? INTAKE_PAPER_MAX : INTAKE_BODY_MAX;
}

/* Crockford: small letters count as large, I and L as 1, O as 0. False when it is no token. */
static bool token_hash(const char *text, char ret_hex[SHA256_HEX])
{
    static const char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    char token[TOKEN_LEN + 1];
    if (strlen(text) != TOKEN_LEN) {
        return false;
    }
    for (int i = 0; i < TOKEN_LEN; i++) {
        char c = text[i];
        c = c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
        c = c == 'I' || c == 'L' ? '1' : c;
        token[i] = c == 'O' ? '0' : c;
        if (strchr(alphabet, token[i]) == NULL) {
            return false;
        }
    }
    portal_sha256_hex(token, TOKEN_LEN, ret_hex);
    return true;
}

static void answer_page(struct portal *p, const struct portal_request *q,
                        struct portal_reply *ret_reply)
{
    char hash[SHA256_HEX];
    struct ledger_entry entry;
    struct err e = ERR(ERR_NOT_FOUND, 0, "page: not a token");
    if (!limiter_allows(&p->limiter, q->visitor == NULL ? "" : q->visitor, q->now)) {
        rest_refuse(ret_reply, 429, "too-often", "", "wait a moment, then open the page again");
        ret_reply->retry_after = 2;
        ret_reply->policy = POLICY_PAGE;
        return;
    }
    if (token_hash(q->path + strlen("/H/"), hash)) {
        e = ledger_settle(p->ledger, q->now);
        e = failed(e) ? e : ledger_find_token(p->ledger, hash, &entry);
    }
    if (failed(e) && e.code != ERR_NOT_FOUND) {
        rest_trouble(ret_reply, e);
        return;
    }
    struct buf out;
    bool found = !failed(e);
    char *storage = malloc(PAGE_MAX);
    if (storage == NULL) {
        rest_trouble(ret_reply, ERR(ERR_FULL, 1, "page: memory"));
        return;
    }
    buf_init(&out, storage, PAGE_MAX);
    e = status_page_write(found ? &entry : NULL, words_choose(q->lang, q->accept_language), &out);
    if (failed(e)) {
        rest_trouble(ret_reply, e);
    } else {
        reply_set(ret_reply, found ? 200 : 404, "text/html; charset=utf-8", out.data, out.len);
        ret_reply->policy = POLICY_PAGE;
    }
    free(storage);
}

static void answer_fault(struct portal *p, const char *spec, struct portal_reply *ret_reply)
{
    struct fault fault;
    const char *why = "";
    if (strcmp(spec, "clear") == 0) {
        faults_clear(&p->faults);
    } else if (failed(fault_parse(spec, &fault, &why))) {
        rest_refuse(ret_reply, 400, "bad-fault", "", why);
        return;
    } else if (failed(faults_add(&p->faults, fault))) {
        rest_refuse(ret_reply, 400, "bad-fault", "", "there are too many faults; clear them");
        return;
    }
    reply_set(ret_reply, 200, "application/json", "{\"ok\":true}", 11);
}

/* Each effect and how often it was made, for checks. */
static void answer_made(struct portal *p, struct portal_reply *ret_reply)
{
    const char *name = NULL;
    int64_t count = 0;
    json_t *o = json_object();
    for (int i = 0; faults_made(&p->faults, i, &name, &count); i++) {
        json_object_set_new(o, name, json_integer(count));
    }
    reply_json(ret_reply, 200, o);
}

/* Papers that came in parts, for checks. */
static void answer_uploads(struct portal *p, struct portal_reply *ret_reply)
{
    int64_t open = 0;
    const struct err e = ledger_count_places(p->ledger, &open);
    if (failed(e)) {
        rest_trouble(ret_reply, e);
        return;
    }
    reply_json(ret_reply, 200,
               json_pack("{s:I, s:I}", "open", (json_int_t)open, "bytes",
                         (json_int_t)atomic_load(&p->parts_size)));
}

/* "UUID NUMBER" or "UUID NUMBER WORDS". */
static void answer_state(struct portal *p, const struct portal_request *q, const char *text,
                         struct portal_reply *ret_reply)
{
    char uuid[37];
    char *words = NULL;
    snprintf(uuid, sizeof uuid, "%.36s", text);
    long state = strlen(text) > 37 ? strtol(text + 37, &words, 10) : 0;
    if (!portal_is_uuid(uuid) || state < 1 || state > 99 || (*words != '\0' && *words != ' ')) {
        rest_refuse(ret_reply, 400, "bad-state", "", "send: UUID NUMBER, or UUID NUMBER WORDS");
        return;
    }
    words += *words == ' ' ? 1 : 0;
    const struct ledger_move_in in = {.uuid = uuid,
                                      .state = (int)state,
                                      .text = words,
                                      .reason = "",
                                      .revision = -1,
                                      .actor = LEDGER_CONTROL};
    struct err e = ledger_move(p->ledger, &in, q->now);
    if (e.code == ERR_NOT_FOUND) {
        rest_refuse(ret_reply, 404, "unknown", "", "");
    } else if (failed(e)) {
        rest_trouble(ret_reply, e);
    } else {
        reply_set(ret_reply, 200, "application/json", "{\"ok\":true}", 11);
    }
}

/* "expire", "slow", "stranger" or "code": of the newest code that waits for a phone, which is told.
 */
static void answer_phone_order(struct portal *p, const struct portal_request *q, const char *text,
                               struct portal_reply *ret_reply)
{
    char code[ISSUER_CODE];
    if (issuer_order(&p->issuer, text, q->now, code)) {
        reply_json(ret_reply, 200, json_pack("{s:s}", "code", code));
    } else {
        rest_refuse(ret_reply, 404, "unknown", "",
                    "no code waits; send: expire, slow, stranger or code");
    }
}

/* "8000": wanted for each application from now on; "expire": the newest request is over;
 * "newest": which one that is. */
static void answer_fee_order(struct portal *p, const struct portal_request *q, const char *text,
                             struct portal_reply *ret_reply)
{
    char *end = NULL;
    const long long dong = strtoll(text, &end, 10);
    struct err e = ERR_OK;
    struct ledger_payment m;
    if (strcmp(text, "newest") == 0) {
        e = ledger_payment_newest(p->ledger, &m);
        if (!failed(e)) {
            reply_json(ret_reply, 200, json_pack("{s:s}", "reference", m.reference));
            return;
        }
    } else if (strcmp(text, "expire") == 0) {
        e = ledger_payment_expire(p->ledger, q->now);
    } else if (end == text || *end != '\0' || dong < 0) {
        e = ERR(ERR_NOT_FOUND, 0, "fee: no amount");
    } else {
        atomic_store(&p->fee_dong, dong);
    }
    if (failed(e)) {
        rest_refuse(ret_reply, 404, "unknown", "", "send: an amount in dong, expire or newest");
    } else {
        reply_set(ret_reply, 200, "application/json", "{\"ok\":true}", 11);
    }
}

#define OWN_STATE 77 /* none of the ten that the contract knows */

/* One page that says nothing: an electronic result for tests. */
static const char blank_pdf[] =
    "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1"
    ">>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\nxref\n0 4\n"
    "0000000000 65535 f \n0000000009 00000 n \n0000000052 00000 n \n0000000101 00000 n \n"
    "trailer<</Size 4/Root 1 0 R>>\nstartxref\n165\n%%EOF\n";

/* The first of all files. "ask WORDS|WORDS": these papers are missing; "give WORDS": it is done,
 * and a result is there, of which the words tell; "name WORDS": it is in a state of the portal's
 * own of that name. */
static void answer_desk_order(struct portal *p, const struct portal_request *q, char *text,
                              struct portal_reply *ret_reply)
{
    char uuid[37] = "";
    const bool asks = starts(text, "ask ");
    const bool named = starts(text, "name ");
    struct ledger_move_in in = {.uuid = uuid,
                                .state = asks    ? 5
                                         : named ? OWN_STATE
                                                 : 9,
                                .text = named ? text + 5 : "",
                                .reason = asks ? text + 4 : "",
                                .revision = -1,
                                .actor = LEDGER_OFFICER};
    if (!asks && starts(text, "give ")) {
        in.result = (struct ledger_result_in){.text = text + 5,
                                              .type = "application/pdf",
                                              .bytes = blank_pdf,
                                              .size = sizeof blank_pdf - 1};
    }
    for (char *c = text; asks && *c != '\0'; c++) {
        *c = *c == '|' ? '\n' : *c;
    }
    if ((asks || named || in.result.bytes != NULL) && ledger_next(p->ledger, "", uuid) &&
        !failed(ledger_move(p->ledger, &in, q->now))) {
        reply_set(ret_reply, 200, "application/json", "{\"ok\":true}", 11);
    } else {
        rest_refuse(ret_reply, 404, "unknown", "",
                    "send: ask WORDS, give WORDS or name WORDS, of a file");
    }
}

/* "expire": the newest address of a result is over; "newest": which one that is. */
static void answer_result_order(struct portal *p, const struct portal_request *q, const char *text,
                                struct portal_reply *ret_reply)
{
    char secret[RESULT_LINK_SECRET] = "";
    const bool good =
        strcmp(text, "expire") == 0
            ? result_link_expire(&p->result_links, q->now)
            : strcmp(text, "newest") == 0 && result_link_newest(&p->result_links, q->now, secret);
    if (good) {
        reply_json(ret_reply, 200, json_pack("{s:s}", "secret", secret));
    } else {
        rest_refuse(ret_reply, 404, "unknown", "", "no result waits; send: expire or newest");
    }
}

static void answer_upload_order(struct portal *p, const struct portal_request *q, const char *text,
                                struct portal_reply *ret_reply)
{
    char token[32];
    coming_newest(&p->coming, token);
    if (strcmp(text, "newest") == 0) {
        reply_json(ret_reply, 200, json_pack("{s:s}", "token", token));
    } else if (handover_order(p, text, q->now)) {
        reply_set(ret_reply, 200, "application/json", "{\"ok\":true}", 11);
    } else {
        rest_refuse(ret_reply, 404, "unknown", "", "send: newest or expire");
    }
}

static void answer_control(struct portal *p, const struct portal_request *q,
                           struct portal_reply *ret_reply)
{
    const char *what = q->path + strlen("/practice/");
    char text[512];
    snprintf(text, sizeof text, "%.*s", (int)strcspn(q->body, "\r\n"), q->body);
    if (strcmp(q->method, "POST") != 0) {
        rest_refuse_method(ret_reply, "POST", "send it with POST");
    } else if (strcmp(what, "fault") == 0) {
        answer_fault(p, text, ret_reply);
    } else if (strcmp(what, "made") == 0) {
        answer_made(p, ret_reply);
    } else if (strcmp(what, "uploads") == 0) {
        answer_uploads(p, ret_reply);
    } else if (strcmp(what, "state") == 0) {
        answer_state(p, q, text, ret_reply);
    } else if (strcmp(what, "phone") == 0) {
        answer_phone_order(p, q, text, ret_reply);
    } else if (strcmp(what, "fee") == 0) {
        answer_fee_order(p, q, text, ret_reply);
    } else if (strcmp(what, "desk") == 0) {
        answer_desk_order(p, q, text, ret_reply);
    } else if (strcmp(what, "result") == 0) {
        answer_result_order(p, q, text, ret_reply);
    } else if (strcmp(what, "calls") == 0) {
        calls_tell(p, ret_reply);
    } else if (strcmp(what, "queue") == 0) {
        queue_order(p, text, ret_reply);
    } else if (strcmp(what, "upload") == 0) {
        answer_upload_order(p, q, text, ret_reply);
    } else if (strcmp(what, "off") == 0 || strcmp(what, "on") == 0) {
        atomic_store(&p->off, strcmp(what, "off") == 0);
        reply_set(ret_reply, 200, "application/json", "{\"ok\":true}", 11);
    } else {
        rest_refuse(ret_reply, 404, "unknown", "", "there is no such address");
    }
}

/* Style sheet, pictures and the contract: what a page or a developer may load. */
static bool answer_file(const char *path, struct portal_reply *ret_reply)
{
    struct portal_asset file;
    const char *name = NULL;
    if (strcmp(path, "/openapi.yaml") == 0) {
        name = "openapi.yaml";
    } else if (starts(path, "/assets/band-") || strcmp(path, "/assets/portal.css") == 0) {
        name = path + strlen("/assets/");
    }
    if (name == NULL || !portal_asset_find(name, &file)) {
        return false;
    }
    reply_set(ret_reply, 200, file.type, file.bytes, file.size);
    return true;
}

static void answer_read_only(struct portal *p, const struct portal_request *q,
                             struct portal_reply *ret_reply)
{
    if (!rest_only_read(q, ret_reply)) {
        return;
    }
    if (starts(q->path, "/H/")) {
        answer_page(p, q, ret_reply);
    } else if (strcmp(q->path, "/api/applications") == 0) {
        rest_list(p, q, ret_reply);
    } else if (!answer_file(q->path, ret_reply)) {
        rest_refuse(ret_reply, 404, "unknown", "", "there is no such address");
    }
}

void routes_cut(struct portal *p, const struct portal_request *q)
{
    struct portal_reply unsaid = {.status = 0};
    if (strcmp(q->method, "PATCH") == 0 && starts(q->path, "/applications/") && q->size > 0 &&
        !q->too_large) {
        routes_answer(p, q, &unsaid);
        free(unsaid.body);
    }
}

void routes_answer(struct portal *p, const struct portal_request *q, struct portal_reply *ret_reply)
{
    memset(ret_reply, 0, sizeof *ret_reply);
    ret_reply->retry_after = -1;
    ret_reply->upload_offset = -1;
    ret_reply->upload_length = -1;
    if (q->stranger && routes_is_contract(q->path)) {
        rest_refuse(ret_reply, 403, "certificate", "", "show a certificate of ours that is valid");
    } else if (openrosa_is_path(q->path)) {
        openrosa_answer(p, q, ret_reply);
    } else if (offered_is_path(q->path)) {
        offered_answer(p, q, ret_reply);
    } else if (igate_is_path(q->path)) {
        igate_answer(p, q, ret_reply);
    } else if (oauth_is_path(q->path)) {
        oauth_answer(p, q, ret_reply);
    } else if (oauth_is_phone(q->path)) {
        oauth_phone(p, q, ret_reply);
    } else if (payment_is_page(q->path)) {
        payment_page(p, q, ret_reply);
    } else if (result_link_is_page(q->path)) {
        result_link_page(p, q, ret_reply);
    } else if (calls_is_path(q->path)) {
        calls_answer(p, q, ret_reply);
    } else if (handover_is_page(q->path)) {
        handover_page(p, q, ret_reply);
    } else if (queue_is_path(q->path)) {
        queue_answer(p, q, ret_reply);
    } else if (routes_is_contract(q->path)) {
        rest_answer(p, q, ret_reply);
    } else if (office_is_path(q->path)) {
        office_answer(p, q, ret_reply);
    } else if (p->control && routes_is_control(q->path)) {
        answer_control(p, q, ret_reply);
    } else {
        answer_read_only(p, q, ret_reply);
    }
}
