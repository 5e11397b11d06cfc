/* The rest contract (GET /openapi.yaml of the practice portal): papers first, then the record, so
 * that the record's answer already carries the file number. Every PUT is idempotent. A large paper
 * may go as a tus 1.0.0 upload instead, which goes on where a line was cut. */
#include <stdio.h>
#include <string.h>

#include "app/courier/verdict.h"

#define STATE_MOST 9999
#define NOBODY     "00000000-0000-0000-0000-000000000000"
#define TUS        "1.0.0"
#define PLACE_MOST 24 /* characters of an upload's name */

/* --- parcel to exchanges ---------------------------------------------------------------------- */

static struct exchange record_exchange(const struct parcel *p)
{
    struct exchange x = {.kind = EXCHANGE_RECORD,
                         .method = "PUT",
                         .keyed = true,
                         .size = p->json_size,
                         .pieces = {{PIECE_RECORD, 0, p->json_size}},
                         .piece_count = 1};
    snprintf(x.path, sizeof x.path, "/applications/%s", p->uuid);
    snprintf(x.type, sizeof x.type, "application/json");
    snprintf(x.uuid, sizeof x.uuid, "%s", p->uuid);
    snprintf(x.sha256, sizeof x.sha256, "%s", p->sha256);
    return x;
}

static struct exchange paper_exchange(const struct parcel *p, int i)
{
    const struct parcel_paper *paper = &p->papers[i];
    struct exchange x = {.kind = EXCHANGE_PAPER,
                         .method = "PUT",
                         .size = paper->size,
                         .pieces = {{PIECE_PAPER, i, paper->size}},
                         .piece_count = 1};
    snprintf(x.path, sizeof x.path, "/applications/%s/papers/%s", p->uuid, paper->sha256);
    snprintf(x.type, sizeof x.type, "%s", paper->type);
    snprintf(x.uuid, sizeof x.uuid, "%s", p->uuid);
    snprintf(x.sha256, sizeof x.sha256, "%s", paper->sha256);
    return x;
}

static struct err exchange_number(const struct errand *e, int i, struct buf *words,
                                  struct exchange *ret_exchange)
{
    const struct parcel *p = e->parcel;
    (void)words; /* nothing but the record's and the papers' own bytes */
    *ret_exchange = i < p->paper_count ? paper_exchange(p, i) : record_exchange(p);
    return ERR_OK;
}

/* Upload-Metadata: the paper's type, as tus writes it; NULL for a type the contract has not. */
static const char *metadata_of(const char *type)
{
    static const char *const rows[][2] = {{"image/jpeg", "type aW1hZ2UvanBlZw=="},
                                          {"image/png", "type aW1hZ2UvcG5n"},
                                          {"application/pdf", "type YXBwbGljYXRpb24vcGRm"}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (strcmp(type, rows[i][0]) == 0) {
            return rows[i][1];
        }
    }
    return NULL;
}

static void add_value(struct exchange *x, int i, const char *name, size_t value)
{
    x->headers[i].name = name;
    snprintf(x->values[i], EXCHANGE_VALUE, "%zu", value);
}

static bool upload(const struct exchange *paper, enum exchange_kind step, const char *at,
                   size_t offset, struct exchange *ret_exchange)
{
    const char *metadata = metadata_of(paper->type);
    struct exchange x = {.kind = step,
                         .length = paper->size,
                         .headers = {{"Tus-Resumable", TUS}},
                         .wanted = {"Tus-Resumable", "Upload-Offset"}};
    if (metadata == NULL || offset > paper->size) {
        return false;
    }
    memcpy(x.uuid, paper->uuid, sizeof x.uuid);
    memcpy(x.sha256, paper->sha256, sizeof x.sha256);
    snprintf(x.path, sizeof x.path, "%.122s/upload%s%.24s", paper->path, at[0] == '\0' ? "" : "/",
             at);
    if (step == EXCHANGE_UPLOAD) {
        x.method = "POST";
        x.wanted[1] = "Location";
        add_value(&x, 1, "Upload-Length", paper->size);
        x.headers[2] = (struct http_header){"Upload-Metadata", metadata};
        x.headers[3] = (struct http_header){"Content-Length", "0"};
    } else if (step == EXCHANGE_OFFSET) {
        x.method = "HEAD";
        x.wanted[2] = "Upload-Length";
    } else {
        x.method = "PATCH";
        snprintf(x.type, sizeof x.type, "application/offset+octet-stream");
        add_value(&x, 1, "Upload-Offset", offset);
        x.pieces[0] = paper->pieces[0];
        x.piece_count = 1;
        x.from = offset;
        x.size = paper->size - offset;
    }
    *ret_exchange = x;
    return true;
}

static struct exchange question(enum exchange_kind kind, const char *uuid, const char *sha256)
{
    struct exchange x = {.kind = kind, .method = "GET"};
    snprintf(x.path, sizeof x.path, "/applications/%s", uuid);
    snprintf(x.uuid, sizeof x.uuid, "%s", uuid);
    snprintf(x.sha256, sizeof x.sha256, "%s", sha256);
    return x;
}

static bool status(const struct errand *e, struct exchange *ret_exchange)
{
    *ret_exchange = question(EXCHANGE_STATUS, e->parcel->uuid, e->parcel->sha256);
    ret_exchange->wanted[0] = "ETag";
    if (e->version != NULL && e->version[0] != '\0') {
        ret_exchange->headers[0] = (struct http_header){"If-None-Match", e->version};
    }
    return true;
}

static void check(struct exchange *ret_exchange)
{
    *ret_exchange = question(EXCHANGE_CHECK, NOBODY, "");
}

/* --- answer to meaning ------------------------------------------------------------------------ */

static const struct status_row status_rows[] = {
    {200, 201, LOOK},         {202, 399, STRANGER}, {400, 400, REFUSED}, {401, 401, UNAUTHORIZED},
    {403, 403, UNAUTHORIZED}, {404, 404, UNKNOWN},  {405, 406, REFUSED}, {407, 407, STRANGER},
    {408, 408, LATER},        {409, 409, CONFLICT}, {410, 410, REFUSED}, {413, 415, REFUSED},
    {422, 422, REFUSED},      {425, 425, LATER},    {429, 429, LATER},   {500, 510, LATER},
    {511, 511, STRANGER},     {512, 599, LATER},
};

static struct reading read_paper(const struct exchange *x, const json_t *o)
{
    if (strcmp(json_text(o, "sha256"), x->sha256) != 0) {
        return reading_stranger(json_text(o, "sha256")[0] == '\0' ? "not-the-portal"
                                                                  : "wrong-hash");
    }
    const json_t *size = json_object_get(o, "size");
    return json_is_integer(size) && json_integer_value(size) == (json_int_t)x->size
               ? reading_plain(MEANS_STORED, "")
               : reading_stranger("wrong-hash");
}

static int whole(const json_t *value, json_int_t most)
{
    const json_int_t n = json_integer_value(value);
    return n > 0 && n <= most ? (int)n : 0;
}

static struct reading read_status(const struct exchange *x, const json_t *o)
{
    const char *uuid = json_text(o, "uuid");
    const char *sha256 = json_text(o, "sha256");
    const char *number = json_text(o, "file_number");
    if (uuid[0] == '\0' || sha256[0] == '\0' || !json_is_integer(json_object_get(o, "state"))) {
        return reading_stranger("not-the-portal");
    }
    if (strcmp(uuid, x->uuid) != 0) {
        return reading_stranger("wrong-uuid");
    }
    if (strcmp(sha256, x->sha256) != 0) {
        return x->kind == EXCHANGE_STATUS ? reading_plain(MEANS_CONFLICT, "conflict")
                                          : reading_stranger("wrong-hash");
    }
    if (!is_number_text(number, sizeof((struct reading *)0)->file_number)) {
        return reading_stranger("not-the-portal");
    }
    /* A number while papers are missing is no reason to delete them here. */
    const bool missing = json_array_size(json_object_get(o, "papers_missing")) > 0;
    struct reading r =
        reading_plain(number[0] == '\0' || missing ? MEANS_SENT : MEANS_RECEIVED, "");
    r.papers_missing = missing;
    r.reason = r.meaning == MEANS_RECEIVED ? "" : r.papers_missing ? "papers-missing" : "no-number";
    snprintf(r.file_number, sizeof r.file_number, "%s", number);
    copy_words(r.state_text, sizeof r.state_text, json_text(o, "state_text"));
    r.state = whole(json_object_get(o, "state"), STATE_MOST);
    r.reasoned = json_text(o, "reason")[0] != '\0';
    r.results = (int)json_array_size(json_object_get(o, "results"));
    r.signed_in = json_is_true(json_object_get(o, "signed_in"));
    return r;
}

/* The refusal must be the portal's own: a JSON object that says "error". */
static struct reading read_refusal(const struct exchange *x, const json_t *o, enum verdict verdict)
{
    const char *error = json_text(o, "error");
    if (error[0] == '\0') {
        return reading_stranger("not-the-portal");
    }
    if (verdict == UNKNOWN && strcmp(error, "unknown") == 0) {
        if (x->kind == EXCHANGE_CHECK) {
            return reading_plain(MEANS_READY, "");
        }
        return x->kind == EXCHANGE_STATUS ? reading_plain(MEANS_FORGOTTEN, "forgotten")
                                          : reading_plain(MEANS_REFUSED, "refused");
    }
    return verdict == CONFLICT ? reading_plain(MEANS_CONFLICT, "conflict")
                               : reading_plain(MEANS_REFUSED, "refused");
}

static struct reading read_body(const struct exchange *x, const json_t *o, enum verdict verdict)
{
    if (!json_is_object(o)) {
        return reading_stranger("not-the-portal");
    }
    if (verdict != LOOK) {
        return read_refusal(x, o, verdict);
    }
    if (x->kind == EXCHANGE_CHECK) {
        return reading_stranger("not-the-portal");
    }
    return x->kind == EXCHANGE_PAPER ? read_paper(x, o) : read_status(x, o);
}

static const struct status_row upload_rows[] = {
    {200, 204, LOOK},    {205, 399, STRANGER}, {401, 401, UNAUTHORIZED}, {403, 403, UNAUTHORIZED},
    {404, 405, UNKNOWN}, {407, 407, STRANGER}, {408, 408, LATER},        {409, 409, CONFLICT},
    {410, 410, UNKNOWN}, {423, 423, CONFLICT}, {425, 425, LATER},        {429, 429, LATER},
    {400, 499, REFUSED}, {501, 501, UNKNOWN},  {511, 511, STRANGER},     {500, 599, LATER},
};

/* The upload's name is all that is taken of a Location, and only of one beside where it was asked
 * for: an answer never chooses where a paper goes. */
static struct reading read_place(const struct exchange *x, const char *location)
{
    static const char letters[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    const char *at = location[0] == '/' && location[1] != '/' ? strstr(location, x->path) : NULL;
    const char *name = at == NULL ? "" : at + strlen(x->path);
    const size_t len = name[0] == '/' ? strlen(name + 1) : 0;
    if (len == 0 || len > PLACE_MOST || strspn(name + 1, letters) != len ||
        strstr(location, "..") != NULL) {
        return reading_plain(MEANS_FORGOTTEN, "forgotten");
    }
    struct reading r = reading_plain(MEANS_STORED, "");
    snprintf(r.learnt, sizeof r.learnt, "%s", name + 1);
    return r;
}

/* Digits alone, and no more than the paper has bytes. */
static bool is_offset(const char *text, size_t most, size_t *ret_offset)
{
    const size_t len = strlen(text);
    size_t offset = 0;
    if (len == 0 || len > 10 || strspn(text, "0123456789") != len) {
        return false;
    }
    for (size_t i = 0; i < len; i++) {
        offset = offset * 10 + (size_t)(text[i] - '0');
    }
    *ret_offset = offset;
    return offset <= most;
}

/* How much is there. After a REST it is all of it, or the portal took a part. */
static struct reading read_offset(const struct exchange *x, const struct http_answer *answer)
{
    size_t length = x->length;
    struct reading r = reading_plain(MEANS_STORED, "");
    if (!is_offset(answer->wanted[1], x->length, &r.offset) ||
        (answer->wanted[2][0] != '\0' && !is_offset(answer->wanted[2], x->length, &length)) ||
        length != x->length || (x->kind == EXCHANGE_REST && r.offset <= x->from)) {
        return reading_stranger("not-the-portal");
    }
    return x->kind == EXCHANGE_REST && r.offset < x->length ? reading_plain(MEANS_LATER, "busy")
                                                            : r;
}

/* A portal that has no uploads, or not this one any more, FORGOT it. */
static struct reading read_upload(const struct exchange *x, const struct http_answer *answer)
{
    struct reading r;
    enum verdict verdict =
        verdict_of(upload_rows, sizeof upload_rows / sizeof upload_rows[0], answer->status);
    const bool speaks = strcmp(answer->wanted[0], TUS) == 0;
    if (answer->status == 403 || (x->kind == EXCHANGE_UPLOAD && answer->status == 500)) {
        verdict =
            UNKNOWN; /* a firewall, or a program, that knows no POST or PATCH: the PUT tells */
    }
    if (reading_without_body(verdict, answer, &r)) {
        return r;
    }
    if (verdict == LOOK && x->kind == EXCHANGE_UPLOAD) {
        return read_place(x, speaks ? answer->wanted[1] : "");
    }
    if (verdict == LOOK) {
        return speaks ? read_offset(x, answer) : reading_stranger("not-the-portal");
    }
    if (x->kind == EXCHANGE_REST && verdict == CONFLICT) {
        return reading_plain(MEANS_LATER, "busy"); /* more or less is there than it said */
    }
    if (x->kind == EXCHANGE_REST && verdict == REFUSED) {
        json_t *o = json_loadb(answer->body, answer->size, JSON_REJECT_DUPLICATES, NULL);
        r = json_is_object(o) ? read_refusal(x, o, verdict) : reading_stranger("not-the-portal");
        json_decref(o);
        return r;
    }
    return reading_plain(MEANS_FORGOTTEN, "forgotten");
}

static bool is_upload(const struct exchange *x)
{
    return x->kind == EXCHANGE_UPLOAD || x->kind == EXCHANGE_OFFSET || x->kind == EXCHANGE_REST;
}

static struct reading read_answer(const struct exchange *x, const struct http_answer *answer)
{
    const enum verdict verdict =
        verdict_of(status_rows, sizeof status_rows / sizeof status_rows[0], answer->status);
    struct reading r;
    if (is_upload(x)) {
        return read_upload(x, answer);
    }
    if (answer->status == 304 && x->headers[0].name != NULL) {
        return reading_plain(MEANS_UNCHANGED, "");
    }
    if (reading_without_body(verdict, answer, &r)) {
        return r;
    }
    json_t *o = json_loadb(answer->body, answer->size, JSON_REJECT_DUPLICATES, NULL);
    r = read_body(x, o, verdict);
    json_decref(o);
    if (x->kind == EXCHANGE_STATUS) {
        copy_words(r.version, sizeof r.version, answer->wanted[0]);
    }
    return r;
}

const struct adapter adapter_rest = {
    .name = "rest",
    .citizen = "Citizen-Authorization",
    .exchange = exchange_number,
    .status = status,
    .check = check,
    .read = read_answer,
    .upload = upload,
};
