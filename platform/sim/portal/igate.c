#include "platform/sim/portal/igate.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "platform/sim/portal/dossier.h"
#include "platform/sim/portal/form_data.h"
#include "platform/sim/portal/intake.h"
#include "platform/sim/portal/ledger_adapters.h"
#include "platform/sim/portal/ledger_office.h"
#include "platform/sim/portal/rest.h"
#include "platform/sim/portal/words.h"

static const char dossier_path[] = "/api/dossiers/";

bool igate_is_path(const char *path)
{
    return strcmp(path, "/token") == 0 || strcmp(path, "/api/next-code") == 0 ||
           strcmp(path, "/api/upload") == 0 || strcmp(path, "/api/dossiers") == 0 ||
           strncmp(path, dossier_path, strlen(dossier_path)) == 0;
}

void igate_refuse(struct portal_reply *ret_reply, int status, const char *code, const char *message,
                  const char *number)
{
    json_t *o = json_pack("{s:s}", "code", code);
    if (message[0] != '\0') {
        json_object_set_new(o, "message", json_string(message));
    }
    if (number[0] != '\0') {
        json_object_set_new(o, "MaHoSo", json_string(number));
    }
    reply_json(ret_reply, status, o);
}

static void bad(struct portal_reply *ret_reply, const char *message)
{
    igate_refuse(ret_reply, 400, "BAD_REQUEST", message, "");
}

static void trouble(struct portal_reply *ret_reply, struct err e)
{
    igate_refuse(ret_reply, e.code == ERR_FULL ? 507 : 503, "BUSY", e.at, "");
    ret_reply->retry_after = 5;
}

/* --- tokens: when it ends and a keyed hash of that, so that nothing need be kept ----------------
 */

static void answer_token(struct portal *p, const struct portal_request *q,
                         struct portal_reply *ret_reply)
{
    struct form_data d;
    char until[24];
    char mac[SHA256_HEX];
    char token[100];
    if (failed(form_data_read(q->content_type, q->body, q->size, &d))) {
        bad(ret_reply, "the body must be application/x-www-form-urlencoded");
        return;
    }
    const bool asked = strcmp(form_data_text(&d, "grant_type"), "client_credentials") == 0;
    const bool known =
        form_data_text(&d, "client_id")[0] != '\0' &&
        (p->token == NULL || portal_same_secret(form_data_text(&d, "client_secret"), p->token));
    form_data_free(&d);
    if (!asked || !known) {
        reply_json(
            ret_reply, asked ? 401 : 400,
            json_pack("{s:s}", "error", asked ? "invalid_client" : "unsupported_grant_type"));
        return;
    }
    const int64_t life = p->token_life_ms > 0 ? p->token_life_ms : IGATE_TOKEN_LIFE_MS;
    const json_int_t seconds = life / 1000;
    const int64_t ends = q->now + life;
    snprintf(until, sizeof until, "%lld", (long long)ends);
    portal_mac_hex(p->token_key, until, mac);
    snprintf(token, sizeof token, "%s.%s", until, mac);
    reply_json(ret_reply, 200,
               json_pack("{s:s, s:s, s:I}", "access_token", token, "token_type", "Bearer",
                         "expires_in", seconds));
}

static bool allowed(const struct portal *p, const struct portal_request *q)
{
    static const char scheme[] = "Bearer ";
    char mac[SHA256_HEX];
    char until[24];
    const char *given = q->authorization;
    if (given == NULL || strncasecmp(given, scheme, strlen(scheme)) != 0) {
        return false;
    }
    given += strlen(scheme);
    const size_t len = strcspn(given, ".");
    if (given[len] != '.' || len >= sizeof until) {
        return false;
    }
    snprintf(until, sizeof until, "%.*s", (int)len, given);
    portal_mac_hex(p->token_key, until, mac);
    return portal_same_secret(given + len + 1, mac) && strtoll(until, NULL, 10) > q->now;
}

/* --- the four calls ----------------------------------------------------------------------------
 */

static void answer_next_code(struct portal *p, const struct portal_request *q,
                             struct portal_reply *ret_reply)
{
    char number[24];
    if (q->procedure == NULL || q->procedure[0] == '\0' || strlen(q->procedure) > 23) {
        bad(ret_reply, "MaTTHC: the procedure's code is missing");
        return;
    }
    struct err e = ledger_next_code(p->ledger, q->procedure, q->now, number);
    if (failed(e)) {
        trouble(ret_reply, e);
        return;
    }
    reply_json(ret_reply, 200, json_pack("{s:s, s:s}", "code", "OK", "MaHoSo", number));
}

static void answer_upload(struct portal *p, const struct portal_request *q,
                          struct portal_reply *ret_reply)
{
    struct form_data d;
    char id[24];
    char sha256[SHA256_HEX];
    if (failed(form_data_read(q->content_type, q->body, q->size, &d))) {
        bad(ret_reply, "the body must be multipart/form-data");
        return;
    }
    const struct form_field *f = form_data_find(&d, "file");
    if (f == NULL || !f->file || f->size == 0 || strlen(f->filename) >= LEDGER_NAME) {
        bad(ret_reply, "file: there must be one that is not empty, with a short name");
    } else {
        const struct ledger_file file = {f->filename,
                                         f->type[0] != '\0' ? f->type : "application/octet-stream",
                                         f->value, f->size};
        struct err e = ledger_put_upload(p->ledger, &file, id);
        portal_sha256_hex(f->value, f->size, sha256);
        if (failed(e)) {
            trouble(ret_reply, e);
        } else {
            reply_json(
                ret_reply, 200,
                json_pack("{s:s, s:s, s:s}", "code", "OK", "IdTepTin", id, "HashTepTin", sha256));
        }
    }
    form_data_free(&d);
}

static void answer_dossier(struct portal *p, const struct portal_request *q,
                           struct portal_reply *ret_reply)
{
    struct dossier d;
    char why[200];
    if (failed(dossier_read(q->body, q->size, p->ledger, &d, why, sizeof why))) {
        bad(ret_reply, why);
        return;
    }
    const char *ids[IGATE_FILES_MAX];
    for (int i = 0; i < d.file_count; i++) {
        ids[i] = d.files[i];
    }
    const struct ledger_record record = {.uuid = d.uuid,
                                         .body = q->body,
                                         .size = q->size,
                                         .token_sha256 = d.record.token_sha256,
                                         .adapter = "igate",
                                         .procedure = d.procedure,
                                         .file_number = d.number};
    struct err e = ledger_put_dossier(p->ledger, &record, ids, d.file_count, q->now);
    if (e.code == ERR_REFUSED && q->doubled) {
        e = ledger_copy(p->ledger, d.uuid, q->now);
    }
    if (e.code == ERR_REFUSED) {
        igate_refuse(ret_reply, 409, "DUPLICATE", "a dossier with this MaHoSo is here", d.number);
    } else if (e.code == ERR_NOT_FOUND) {
        bad(ret_reply, "MaHoSo: it was not drawn for this MaTTHC");
    } else if (failed(e)) {
        trouble(ret_reply, e);
    } else {
        reply_json(ret_reply, 200, json_pack("{s:s, s:s}", "code", "OK", "MaHoSo", d.number));
    }
}

/* What officers gave back, as KetQua. */
static struct err add_results(struct portal *p, const char *uuid, json_t *o)
{
    int count = 0;
    struct ledger_result *results = calloc(LEDGER_RESULTS_MAX, sizeof *results);
    if (results == NULL) {
        return ERR(ERR_FULL, 1, "igate: memory");
    }
    struct err e = ledger_results(p->ledger, uuid, results, &count);
    json_t *list = json_array();
    for (int i = 0; i < count; i++) {
        json_array_append_new(list, json_pack("{s:s, s:s}", "NoiDung", results[i].text,
                                              "HashTepTin", results[i].sha256));
    }
    if (count > 0) {
        json_object_set(o, "KetQua", list);
    }
    json_decref(list);
    free(results);
    return e;
}

static void answer_status(struct portal *p, const char *number, struct portal_reply *ret_reply)
{
    struct ledger_entry entry;
    char text[80];
    struct err e = ledger_find_number(p->ledger, number, &entry);
    if (e.code == ERR_NOT_FOUND) {
        igate_refuse(ret_reply, 404, "NOT_FOUND", "", "");
        return;
    }
    if (failed(e)) {
        trouble(ret_reply, e);
        return;
    }
    words_state(entry.state, entry.state_text, text, sizeof text);
    json_t *o =
        json_pack("{s:s, s:s, s:s, s:i, s:s}", "code", "OK", "MaHoSo", number, "MaThamChieu",
                  entry.uuid, "TrangThai", entry.state, "TenTrangThai", text);
    if (entry.reason[0] != '\0') {
        json_object_set_new(o, "LyDo", json_string(entry.reason));
    }
    e = add_results(p, entry.uuid, o);
    if (failed(e)) {
        json_decref(o);
        trouble(ret_reply, e);
        return;
    }
    reply_json(ret_reply, 200, o);
}

static void answer_known(struct portal *p, const struct portal_request *q,
                         struct portal_reply *ret_reply)
{
    const bool post = strcmp(q->method, "POST") == 0;
    const bool get = strcmp(q->method, "GET") == 0 || strcmp(q->method, "HEAD") == 0;
    if (get && strcmp(q->path, "/api/next-code") == 0) {
        answer_next_code(p, q, ret_reply);
    } else if (post && strcmp(q->path, "/api/upload") == 0) {
        answer_upload(p, q, ret_reply);
    } else if (post && strcmp(q->path, "/api/dossiers") == 0) {
        answer_dossier(p, q, ret_reply);
    } else if (get && strncmp(q->path, dossier_path, strlen(dossier_path)) == 0) {
        answer_status(p, q->path + strlen(dossier_path), ret_reply);
    } else {
        igate_refuse(ret_reply, 405, "METHOD", "this address does not take that method", "");
        ret_reply->allow = post ? "GET, HEAD" : "POST";
    }
}

void igate_answer(struct portal *p, const struct portal_request *q, struct portal_reply *ret_reply)
{
    const bool token = strcmp(q->path, "/token") == 0;
    if (q->too_large) {
        igate_refuse(ret_reply, 413, "TOO_LARGE", "the body is too large", "");
    } else if (token && strcmp(q->method, "POST") == 0) {
        answer_token(p, q, ret_reply);
    } else if (token) {
        igate_refuse(ret_reply, 405, "METHOD", "send it with POST", "");
        ret_reply->allow = "POST";
    } else if (!allowed(p, q)) {
        igate_refuse(ret_reply, 401, "UNAUTHORIZED", "the token is missing, wrong or too old", "");
        ret_reply->challenge = true;
    } else {
        answer_known(p, q, ret_reply);
    }
}
