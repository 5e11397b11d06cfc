#include "platform/sim/portal/rest.h"

#include <errno.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

#include "platform/sim/portal/details.h"
#include "platform/sim/portal/handover.h"
#include "platform/sim/portal/held.h"
#include "platform/sim/portal/ledger_adapters.h"
#include "platform/sim/portal/ledger_citizen.h"
#include "platform/sim/portal/ledger_office.h"
#include "platform/sim/portal/payment.h"
#include "platform/sim/portal/result_link.h"
#include "platform/sim/portal/resumable.h"
#include "platform/sim/portal/whole.h"
#include "platform/sim/portal/words.h"

void rest_refuse(struct portal_reply *ret_reply, int status, const char *error, const char *field,
                 const char *message)
{
    json_t *o = json_pack("{s:s}", "error", error);
    if (field[0] != '\0') {
        json_object_set_new(o, "field", json_string(field));
    }
    if (message[0] != '\0') {
        json_object_set_new(o, "message", json_string(message));
    }
    reply_json(ret_reply, status, o);
}

void rest_refuse_method(struct portal_reply *ret_reply, const char *allow, const char *message)
{
    rest_refuse(ret_reply, 405, "method", "", message);
    ret_reply->allow = allow;
}

bool rest_only_read(const struct portal_request *q, struct portal_reply *ret_reply)
{
    if (strcmp(q->method, "GET") == 0 || strcmp(q->method, "HEAD") == 0) {
        return true;
    }
    rest_refuse_method(ret_reply, "GET, HEAD", "this address is only read");
    return false;
}

void rest_trouble(struct portal_reply *ret_reply, struct err e)
{
    rest_refuse(ret_reply, e.code == ERR_FULL ? 507 : 503, "busy", "", e.at);
    ret_reply->retry_after = 5;
}

static json_t *stamp(int64_t at_ms)
{
    char text[32];
    time_t at = (time_t)(at_ms / 1000);
    struct tm utc;
    gmtime_r(&at, &utc);
    strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &utc);
    return json_string(text);
}

static json_t *missing_papers(struct ledger *l, const char *uuid, struct err *ret_err)
{
    struct ledger_paper papers[LEDGER_PAPERS_MAX];
    int count = 0;
    json_t *list = json_array();
    *ret_err = ledger_papers(l, uuid, papers, &count);
    for (int i = 0; i < count; i++) {
        if (papers[i].named && !papers[i].stored) {
            json_array_append_new(list, json_string(papers[i].sha256));
        }
    }
    return list;
}

static json_t *result_json(const struct ledger_result *r)
{
    json_t *o = json_pack("{s:o}", "at", stamp(r->at));
    if (r->text[0] != '\0') {
        json_object_set_new(o, "text", json_string(r->text));
    }
    if (r->type[0] != '\0') {
        json_object_set_new(o, "file",
                            json_pack("{s:s, s:s, s:I}", "sha256", r->sha256, "type", r->type,
                                      "size", (json_int_t)r->size));
    }
    return o;
}

/* Member "results", when there are any. */
static struct err add_results(struct ledger *l, const char *uuid, json_t *o)
{
    int count = 0;
    struct ledger_result *results = calloc(LEDGER_RESULTS_MAX, sizeof *results);
    if (results == NULL) {
        return ERR(ERR_FULL, ENOMEM, "rest: memory");
    }
    struct err e = ledger_results(l, uuid, results, &count);
    json_t *list = json_array();
    for (int i = 0; i < count; i++) {
        json_array_append_new(list, result_json(&results[i]));
    }
    if (count > 0) {
        json_object_set(o, "results", list);
    }
    json_decref(list);
    free(results);
    return e;
}

/* The status object of the contract. */
static struct err status_json(struct portal *p, const struct ledger_entry *e, json_t **ret_json)
{
    char text[80];
    struct err trouble = ERR_OK;
    words_state(e->state, e->state_text, text, sizeof text);
    json_t *o = json_pack("{s:s, s:s, s:i, s:s}", "uuid", e->uuid, "sha256", e->sha256, "state",
                          e->state, "state_text", text);
    if (e->file_number[0] != '\0') {
        json_object_set_new(o, "file_number", json_string(e->file_number));
    }
    if (e->signed_in) {
        json_object_set_new(o, "signed_in", json_true());
    }
    if (e->reason[0] != '\0') {
        json_object_set_new(o, "reason", json_string(e->reason));
    }
    json_object_set_new(o, "papers_missing", missing_papers(p->ledger, e->uuid, &trouble));
    struct err result_trouble = add_results(p->ledger, e->uuid, o);
    *ret_json = o;
    return failed(trouble) ? trouble : result_trouble;
}

static void answer_status(struct portal *p, const char *uuid, int status, int64_t now,
                          struct portal_reply *ret_reply)
{
    struct ledger_entry entry;
    json_t *o = NULL;
    struct err e = ledger_settle(p->ledger, now);
    if (!failed(e)) {
        e = ledger_find(p->ledger, uuid, &entry);
    }
    if (e.code == ERR_NOT_FOUND) {
        rest_refuse(ret_reply, 404, "unknown", "", "");
        return;
    }
    if (!failed(e)) {
        e = ledger_number_of(p->ledger, &entry);
    }
    if (!failed(e)) {
        e = status_json(p, &entry, &o);
    }
    if (failed(e)) {
        json_decref(o);
        rest_trouble(ret_reply, e);
        return;
    }
    reply_json(ret_reply, status, o);
}

/* Whoever knows this very answer is told no more than that. */
static void answer_if_changed(const struct portal_request *q, struct portal_reply *r)
{
    char hash[SHA256_HEX];
    if (r->status != 200 || r->body == NULL) {
        return;
    }
    portal_sha256_hex(r->body, r->size, hash);
    snprintf(r->etag, sizeof r->etag, "\"%.16s\"", hash);
    if (q->if_none_match != NULL && strcmp(q->if_none_match, r->etag) == 0) {
        r->status = 304;
        r->type = NULL;
        r->size = 0;
    }
}

/* The media type without its parameters. */
static void media_type(const char *content_type, char *out, size_t cap)
{
    const char *text = content_type == NULL ? "" : content_type;
    snprintf(out, cap, "%.*s", (int)strcspn(text, "; \t"), text);
}

static bool headers_ok(const struct portal_request *q, const char *uuid,
                       struct portal_reply *ret_reply)
{
    char type[64];
    media_type(q->content_type, type, sizeof type);
    if (strcasecmp(type, "application/json") != 0) {
        rest_refuse(ret_reply, 400, "bad-header", "Content-Type", "it must be application/json");
        return false;
    }
    if (q->idempotency_key == NULL || strcmp(q->idempotency_key, uuid) != 0) {
        rest_refuse(ret_reply, q->idempotency_key == NULL ? 400 : 422, "bad-header",
                    "Idempotency-Key", "it must be the uuid of the path");
        return false;
    }
    return true;
}

static void put_application(struct portal *p, const struct portal_request *q, const char *uuid,
                            struct portal_reply *ret_reply)
{
    struct intake in;
    struct refusal no;
    enum ledger_put put = LEDGER_NEW;
    if (!headers_ok(q, uuid, ret_reply)) {
        return;
    }
    if (failed(intake_check(q->body, q->size, &in, &no))) {
        rest_refuse(ret_reply, no.status, no.error, no.field, no.message);
        return;
    }
    if (strcmp(in.uuid, uuid) != 0) {
        rest_refuse(ret_reply, 422, "uuid-mismatch", "uuid",
                    "the uuid in the body is not the one of the path");
        return;
    }
    const struct ledger_record record = {.uuid = uuid,
                                         .body = q->body,
                                         .size = q->size,
                                         .token_sha256 = in.token_sha256,
                                         .papers = in.papers,
                                         .paper_count = in.paper_count};
    struct err e = ledger_put_record(p->ledger, &record, q->now, &put);
    if (!failed(e) && put == LEDGER_SAME && q->doubled) {
        e = ledger_copy(p->ledger, uuid, q->now);
    }
    if (!failed(e) && put != LEDGER_CONFLICT && details_signed_in(p, q)) {
        e = ledger_sign_in(p->ledger, uuid);
    }
    if (!failed(e) && put == LEDGER_NEW) {
        e = held_join(p, uuid, details_signed_in(p, q), q->now);
    }
    e = failed(e) ? e : whole_bind(p, uuid);
    e = failed(e) ? e : ledger_join(p->ledger, uuid, q->now);
    if (failed(e)) {
        rest_trouble(ret_reply, e);
    } else if (put == LEDGER_CONFLICT) {
        rest_refuse(ret_reply, 409, "conflict", "",
                    "other bytes are stored under this uuid; they were kept");
    } else {
        answer_status(p, uuid, put == LEDGER_NEW ? 201 : 200, q->now, ret_reply);
    }
}

static void put_paper(struct portal *p, const struct portal_request *q, const char *uuid,
                      const char *sha256, struct portal_reply *ret_reply)
{
    char type[64];
    char hash[SHA256_HEX];
    bool is_new = false;
    media_type(q->content_type, type, sizeof type);
    if (!intake_paper_type(type)) {
        rest_refuse(ret_reply, 422, "bad-header", "Content-Type",
                    "it must be image/jpeg, image/png or application/pdf");
        return;
    }
    portal_sha256_hex(q->body, q->size, hash);
    if (strcmp(hash, sha256) != 0) {
        rest_refuse(ret_reply, 422, "hash-mismatch", "sha256",
                    "the body's SHA-256 is not the one of the path; nothing was stored");
        return;
    }
    struct err e = ledger_put_paper(p->ledger, uuid, type, q->body, q->size, q->now, &is_new);
    e = failed(e) ? e : whole_bind(p, uuid);
    e = failed(e) ? e : ledger_join(p->ledger, uuid, q->now);
    if (e.code == ERR_FULL && e.os == 0) {
        rest_refuse(ret_reply, 422, "too-many-papers", "", "this application has 64 papers");
    } else if (failed(e)) {
        rest_trouble(ret_reply, e);
    } else {
        reply_json(ret_reply, is_new ? 201 : 200,
                   json_pack("{s:s, s:I}", "sha256", hash, "size", (json_int_t)q->size));
    }
}

/* The bytes of an electronic result. */
static void get_result(struct portal *p, const char *uuid, const char *sha256,
                       struct portal_reply *ret_reply)
{
    char type[20] = "";
    char *bytes = NULL;
    size_t size = 0;
    struct err e = ledger_result_bytes(p->ledger, uuid, sha256, type, &bytes, &size);
    const char *literal = failed(e) ? NULL : intake_paper_literal(type);
    if (e.code == ERR_NOT_FOUND || (!failed(e) && literal == NULL)) {
        rest_refuse(ret_reply, 404, "unknown", "", "");
    } else if (failed(e)) {
        rest_trouble(ret_reply, e);
    } else {
        reply_set(ret_reply, 200, literal, bytes, size);
    }
    free(bytes);
}

bool rest_allowed(struct portal *p, const struct portal_request *q)
{
    static const char scheme[] = "Bearer ";
    const char *given = q->authorization;
    return p->token == NULL || (given != NULL && strncasecmp(given, scheme, strlen(scheme)) == 0 &&
                                portal_same_secret(given + strlen(scheme), p->token));
}

/* What stands behind "SHA256/upload", "" or a path; NULL when it is none. */
static const char *upload_below(const char *text, char ret_sha256[SHA256_HEX])
{
    static const char word[] = "/upload";
    snprintf(ret_sha256, SHA256_HEX, "%.64s", text);
    const char *behind = portal_is_sha256(ret_sha256) ? text + strlen(ret_sha256) : "";
    const char *tail = strncmp(behind, word, strlen(word)) == 0 ? behind + strlen(word) : NULL;
    return tail != NULL && (tail[0] == '\0' || tail[0] == '/') ? tail : NULL;
}

/* "/results/SHA256/link". */
static bool link_below(const char *tail, char ret_sha256[SHA256_HEX])
{
    static const char results[] = "/results/";
    if (strncmp(tail, results, strlen(results)) != 0) {
        return false;
    }
    snprintf(ret_sha256, SHA256_HEX, "%.64s", tail + strlen(results));
    return portal_is_sha256(ret_sha256) &&
           strcmp(tail + strlen(results) + strlen(ret_sha256), "/link") == 0;
}

/* Dispatches what follows /applications/. */
static void answer_known(struct portal *p, const struct portal_request *q, const char *uuid,
                         const char *tail, struct portal_reply *ret_reply)
{
    static const char papers[] = "/papers/";
    static const char results[] = "/results/";
    char sha256[SHA256_HEX];
    bool put = strcmp(q->method, "PUT") == 0;
    bool get = strcmp(q->method, "GET") == 0 || strcmp(q->method, "HEAD") == 0;
    if (tail[0] == '\0' && get) {
        answer_status(p, uuid, 200, q->now, ret_reply);
        answer_if_changed(q, ret_reply);
    } else if (tail[0] == '\0' && put) {
        put_application(p, q, uuid, ret_reply);
    } else if (tail[0] == '\0') {
        rest_refuse_method(ret_reply, "GET, HEAD, PUT", "this address does not take that method");
    } else if (strcmp(tail, "/payment") == 0) {
        payment_answer(p, q, uuid, ret_reply);
    } else if (strncmp(tail, "/phone", 6) == 0 && (tail[6] == '\0' || tail[6] == '/')) {
        handover_answer(p, q, uuid, tail + 6, ret_reply);
    } else if (strcmp(tail, "/details") == 0) {
        details_answer(p, q, uuid, ret_reply);
    } else if (strcmp(tail, "/held") == 0) {
        held_answer(p, q, uuid, ret_reply);
    } else if (link_below(tail, sha256)) {
        result_link_answer(p, q, uuid, sha256, ret_reply);
    } else if (strncmp(tail, results, strlen(results)) == 0 && get) {
        get_result(p, uuid, tail + strlen(results), ret_reply);
    } else if (strncmp(tail, results, strlen(results)) == 0) {
        rest_refuse_method(ret_reply, "GET, HEAD", "this address does not take that method");
    } else if (strncmp(tail, papers, strlen(papers)) != 0) {
        rest_refuse(ret_reply, 404, "unknown", "", "there is no such address");
    } else if (upload_below(tail + strlen(papers), sha256) != NULL) {
        resumable_answer(p, q, uuid, sha256, upload_below(tail + strlen(papers), sha256),
                         ret_reply);
    } else if (!portal_is_sha256(tail + strlen(papers))) {
        rest_refuse(ret_reply, 400, "bad-path", "sha256", "it must be 64 lower-case hex digits");
    } else if (put) {
        put_paper(p, q, uuid, tail + strlen(papers), ret_reply);
    } else {
        rest_refuse_method(ret_reply, "PUT", "this address does not take that method");
    }
}

void rest_answer(struct portal *p, const struct portal_request *q, struct portal_reply *ret_reply)
{
    char uuid[37];
    const char *name = q->path + strlen("/applications/");
    size_t len = strcspn(name, "/");
    snprintf(uuid, sizeof uuid, "%.*s", (int)(len < 36 ? len : 36), name);
    if (!rest_allowed(p, q)) {
        rest_refuse(ret_reply, 401, "unauthorized", "", "the bearer token is missing or wrong");
        ret_reply->challenge = true;
    } else if (len != 36 || !portal_is_uuid(uuid)) {
        rest_refuse(ret_reply, 400, "bad-path", "uuid", "it must be a lower-case UUID");
    } else if (q->too_large) {
        rest_refuse(ret_reply, 413, "too-large", "", "at most 1 MiB of JSON, 64 MiB of paper");
    } else {
        answer_known(p, q, uuid, name + len, ret_reply);
    }
}

static json_t *attachments(struct ledger *l, const char *uuid, struct err *ret_err)
{
    struct ledger_attachment *list = calloc(LEDGER_PAPERS_MAX, sizeof *list);
    json_t *out = json_array();
    int count = 0;
    *ret_err = list == NULL ? ERR(ERR_FULL, ENOMEM, "rest: memory")
                            : ledger_attachments(l, uuid, list, &count);
    for (int i = 0; i < count; i++) {
        json_array_append_new(
            out, json_pack("{s:s, s:s}", "name", list[i].name, "sha256", list[i].sha256));
    }
    free(list);
    return out;
}

/* The very record: JSON, or an OpenRosa submission's XML. */
static json_t *record_json(const struct ledger_entry *entry, const char *body, size_t size)
{
    return strcmp(entry->adapter, "openrosa") == 0 ? json_stringn(body, size)
                                                   : json_loadb(body, size, 0, NULL);
}

/* Status, how it came and how often, when, the record itself and the papers that are here. */
static struct err stored_json(struct portal *p, const char *uuid, json_t **ret_json)
{
    struct ledger_entry entry;
    struct err paper_err = ERR_OK;
    struct err name_err = ERR_OK;
    char *body = NULL;
    size_t size = 0;
    json_t *o = NULL;
    struct err e = ledger_find(p->ledger, uuid, &entry);
    if (!failed(e)) {
        e = ledger_body(p->ledger, uuid, &body, &size);
    }
    if (!failed(e)) {
        e = status_json(p, &entry, &o);
        json_object_set_new(o, "adapter", json_string(entry.adapter));
        json_object_set_new(o, "puts", json_integer(entry.puts));
        json_object_set_new(o, "received_at", stamp(entry.received_at));
        json_object_set_new(o, "record", record_json(&entry, body, size));
        json_object_set_new(o, "papers", whole_list(p->ledger, uuid, &paper_err));
        if (strcmp(entry.adapter, "rest") != 0) {
            json_object_set_new(o, "attachments", attachments(p->ledger, uuid, &name_err));
        }
    }
    free(body);
    e = failed(e) ? e : paper_err;
    e = failed(e) ? e : name_err;
    if (failed(e)) {
        json_decref(o);
        return e;
    }
    *ret_json = o;
    return ERR_OK;
}

/* What was stored again under another number stands in the list as what it is: one more. */
static void append_copies(struct portal *p, const json_t *one, json_t *list)
{
    char number[24];
    const char *uuid = json_string_value(json_object_get(one, "uuid"));
    for (int n = 0; ledger_copy_number(p->ledger, uuid, n, number); n++) {
        json_t *copy = json_copy((json_t *)(uintptr_t)one);
        json_object_set_new(copy, "file_number", json_string(number));
        json_object_set_new(copy, "copy", json_true());
        json_array_append_new(list, copy);
    }
}

void rest_list(struct portal *p, const struct portal_request *q, struct portal_reply *ret_reply)
{
    char uuid[37] = "";
    json_t *list = json_array();
    struct err e = ledger_settle(p->ledger, q->now);
    while (!failed(e) && ledger_next(p->ledger, uuid, uuid)) {
        json_t *one = NULL;
        e = stored_json(p, uuid, &one);
        if (!failed(e)) {
            append_copies(p, one, list);
            json_array_append_new(list, one);
        }
    }
    if (failed(e)) {
        json_decref(list);
        rest_trouble(ret_reply, e);
        return;
    }
    json_t *o = json_pack("{s:o}", "applications", list);
    reply_json(ret_reply, 200, o);
}
