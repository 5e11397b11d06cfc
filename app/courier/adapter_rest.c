/* The rest contract (GET /openapi.yaml of the practice portal): papers first, then the record, so
 * that the record's answer already carries the file number. Every PUT is idempotent. */
#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "app/courier/adapter.h"
#include "platform/base/utf8.h"

#define NOBODY "00000000-0000-0000-0000-000000000000"

/* --- parcel to exchanges ---------------------------------------------------------------------- */

static int exchanges(const struct parcel *p)
{
    return p->paper_count + 1;
}

static struct exchange record_exchange(const struct parcel *p)
{
    struct exchange x = {.kind = EXCHANGE_RECORD, .method = "PUT", .size = p->json_size};
    snprintf(x.path, sizeof x.path, "/applications/%s", p->uuid);
    snprintf(x.type, sizeof x.type, "application/json");
    snprintf(x.uuid, sizeof x.uuid, "%s", p->uuid);
    snprintf(x.sha256, sizeof x.sha256, "%s", p->sha256);
    return x;
}

static struct exchange exchange_number(const struct parcel *p, int i)
{
    if (i >= p->paper_count) {
        return record_exchange(p);
    }
    const struct parcel_paper *paper = &p->papers[i];
    struct exchange x = {.kind = EXCHANGE_PAPER, .method = "PUT", .paper = i, .size = paper->size};
    snprintf(x.path, sizeof x.path, "/applications/%s/papers/%s", p->uuid, paper->sha256);
    snprintf(x.type, sizeof x.type, "%s", paper->type);
    snprintf(x.uuid, sizeof x.uuid, "%s", p->uuid);
    snprintf(x.sha256, sizeof x.sha256, "%s", paper->sha256);
    return x;
}

static struct exchange status(const char *uuid, const char *sha256)
{
    struct exchange x = {.kind = EXCHANGE_STATUS, .method = "GET"};
    snprintf(x.path, sizeof x.path, "/applications/%s", uuid);
    snprintf(x.uuid, sizeof x.uuid, "%s", uuid);
    snprintf(x.sha256, sizeof x.sha256, "%s", sha256);
    return x;
}

static struct exchange check(void)
{
    struct exchange x = status(NOBODY, "");
    x.kind = EXCHANGE_CHECK;
    return x;
}

/* --- answer to meaning ------------------------------------------------------------------------ */

/* What a status says before its body is looked at. */
enum verdict { LOOK, LATER, REFUSED, CONFLICT, UNAUTHORIZED, UNKNOWN, STRANGER };

struct status_row {
    int from, to;
    enum verdict verdict;
};

static const struct status_row status_rows[] = {
    {200, 201, LOOK},         {202, 399, STRANGER}, {400, 400, REFUSED}, {401, 401, UNAUTHORIZED},
    {403, 403, UNAUTHORIZED}, {404, 404, UNKNOWN},  {405, 406, REFUSED}, {407, 407, STRANGER},
    {408, 408, LATER},        {409, 409, CONFLICT}, {410, 410, REFUSED}, {413, 415, REFUSED},
    {422, 422, REFUSED},      {425, 425, LATER},    {429, 429, LATER},   {500, 510, LATER},
    {511, 511, STRANGER},     {512, 599, LATER},
};

static enum verdict verdict_of(int status_code)
{
    for (size_t i = 0; i < sizeof status_rows / sizeof status_rows[0]; i++) {
        if (status_code >= status_rows[i].from && status_code <= status_rows[i].to) {
            return status_rows[i].verdict;
        }
    }
    return STRANGER;
}

static const char *text_of(const json_t *o, const char *name)
{
    const char *text = json_string_value(json_object_get(o, name));
    return text == NULL ? "" : text;
}

/* Letters, digits and . - / only: it is printed and spoken. */
static bool number_ok(const char *text)
{
    const size_t len = strlen(text);
    return len < sizeof((struct reading *)0)->file_number &&
           strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-/") == len;
}

/* As much of the portal's words as fits, cut between letters, without control characters. */
static void copy_words(char *out, size_t cap, const char *text)
{
    size_t len = 0;
    while (text[len] != '\0') {
        size_t bytes = 1;
        const uint32_t cp = utf8_decode(text + len, strlen(text + len), &bytes);
        if (cp == UTF8_BAD || cp < 0x20 || cp == 0x7F || len + bytes >= cap) {
            break;
        }
        len += bytes;
    }
    memcpy(out, text, len);
    out[len] = '\0';
}

static struct reading stranger(const char *reason)
{
    return (struct reading){.meaning = MEANS_NOT_PORTAL, .reason = reason, .retry_after_s = -1};
}

static struct reading plain(enum meaning meaning, const char *reason)
{
    return (struct reading){.meaning = meaning, .reason = reason, .retry_after_s = -1};
}

static struct reading read_paper(const struct exchange *x, const json_t *o)
{
    if (strcmp(text_of(o, "sha256"), x->sha256) != 0) {
        return stranger(text_of(o, "sha256")[0] == '\0' ? "not-the-portal" : "wrong-hash");
    }
    const json_t *size = json_object_get(o, "size");
    return json_is_integer(size) && json_integer_value(size) == (json_int_t)x->size
               ? plain(MEANS_STORED, "")
               : stranger("wrong-hash");
}

static struct reading read_status(const struct exchange *x, const json_t *o)
{
    const char *uuid = text_of(o, "uuid");
    const char *sha256 = text_of(o, "sha256");
    const char *number = text_of(o, "file_number");
    if (uuid[0] == '\0' || sha256[0] == '\0' || !json_is_integer(json_object_get(o, "state"))) {
        return stranger("not-the-portal");
    }
    if (strcmp(uuid, x->uuid) != 0) {
        return stranger("wrong-uuid");
    }
    if (strcmp(sha256, x->sha256) != 0) {
        return x->kind == EXCHANGE_STATUS ? plain(MEANS_CONFLICT, "conflict")
                                          : stranger("wrong-hash");
    }
    if (!number_ok(number)) {
        return stranger("not-the-portal");
    }
    /* A number while papers are missing is no reason to delete them here. */
    const bool missing = json_array_size(json_object_get(o, "papers_missing")) > 0;
    struct reading r = plain(number[0] == '\0' || missing ? MEANS_SENT : MEANS_RECEIVED, "");
    r.papers_missing = missing;
    r.reason = r.meaning == MEANS_RECEIVED ? "" : r.papers_missing ? "papers-missing" : "no-number";
    snprintf(r.file_number, sizeof r.file_number, "%s", number);
    copy_words(r.state_text, sizeof r.state_text, text_of(o, "state_text"));
    return r;
}

/* The refusal must be the portal's own: a JSON object that says "error". */
static struct reading read_refusal(const struct exchange *x, const json_t *o, enum verdict verdict)
{
    const char *error = text_of(o, "error");
    if (error[0] == '\0') {
        return stranger("not-the-portal");
    }
    if (verdict == UNKNOWN && strcmp(error, "unknown") == 0) {
        if (x->kind == EXCHANGE_CHECK) {
            return plain(MEANS_READY, "");
        }
        return x->kind == EXCHANGE_STATUS ? plain(MEANS_FORGOTTEN, "forgotten")
                                          : plain(MEANS_REFUSED, "refused");
    }
    return verdict == CONFLICT ? plain(MEANS_CONFLICT, "conflict")
                               : plain(MEANS_REFUSED, "refused");
}

static struct reading read_body(const struct exchange *x, const json_t *o, enum verdict verdict)
{
    if (!json_is_object(o)) {
        return stranger("not-the-portal");
    }
    if (verdict != LOOK) {
        return read_refusal(x, o, verdict);
    }
    if (x->kind == EXCHANGE_CHECK) {
        return stranger("not-the-portal");
    }
    return x->kind == EXCHANGE_PAPER ? read_paper(x, o) : read_status(x, o);
}

static struct reading read_answer(const struct exchange *x, const struct http_answer *answer)
{
    const enum verdict verdict = verdict_of(answer->status);
    if (verdict == LATER) {
        struct reading r = plain(MEANS_LATER, "busy");
        r.retry_after_s = answer->retry_after_s;
        return r;
    }
    if (verdict == UNAUTHORIZED) {
        return plain(MEANS_UNAUTHORIZED, "unauthorized");
    }
    if (verdict == STRANGER) {
        return stranger("not-the-portal");
    }
    json_t *o = json_loadb(answer->body, answer->size, JSON_REJECT_DUPLICATES, NULL);
    const struct reading r = read_body(x, o, verdict);
    json_decref(o);
    return r;
}

const struct adapter adapter_rest = {
    .name = "rest",
    .exchanges = exchanges,
    .exchange = exchange_number,
    .status = status,
    .check = check,
    .read = read_answer,
};
