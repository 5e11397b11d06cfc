#include "platform/sim/portal/resumable.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "platform/sim/portal/intake.h"
#include "platform/sim/portal/ledger_citizen.h"
#include "platform/sim/portal/ledger_uploads.h"
#include "platform/sim/portal/rest.h"
#include "platform/sim/portal/whole.h"

static bool is(const char *a, const char *b)
{
    return a != NULL && strcmp(a, b) == 0;
}

/* Up to nine digits and nothing else; -1 for anything else. */
static int64_t number_of(const char *text)
{
    const size_t len = text == NULL ? 0 : strlen(text);
    return len == 0 || len > 9 || strspn(text, "0123456789") != len ? -1 : strtoll(text, NULL, 10);
}

/* Upload-Metadata is "KEY BASE64,KEY BASE64": the type is the only key that counts. */
static const char *type_of(const char *metadata)
{
    static const char *const rows[][2] = {{"image/jpeg", "type aW1hZ2UvanBlZw=="},
                                          {"image/png", "type aW1hZ2UvcG5n"},
                                          {"application/pdf", "type YXBwbGljYXRpb24vcGRm"}};
    for (const char *at = metadata; at != NULL && *at != '\0';) {
        at += strspn(at, " ,");
        const size_t len = strcspn(at, ",");
        for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
            if (len == strlen(rows[i][1]) && memcmp(at, rows[i][1], len) == 0) {
                return rows[i][0];
            }
        }
        at += len;
    }
    return NULL;
}

static void tell_place(const struct ledger_place *place, int status, struct portal_reply *r)
{
    r->status = status;
    r->upload_offset = place->offset;
    r->upload_length = place->size;
}

static void begin(struct portal *p, const struct portal_request *q, struct ledger_place *place,
                  struct portal_reply *r)
{
    const char *type = type_of(q->upload_metadata);
    place->size = number_of(q->upload_length);
    if (place->size > INTAKE_PAPER_MAX) {
        rest_refuse(r, 413, "too-large", "Upload-Length", "at most 64 MiB of paper");
        return;
    }
    if (place->size < 1) {
        rest_refuse(r, 400, "bad-header", "Upload-Length", "it must be the paper's bytes");
        return;
    }
    if (type == NULL) {
        rest_refuse(r, 422, "bad-header", "Upload-Metadata",
                    "type must be image/jpeg, image/png or application/pdf in base64");
        return;
    }
    snprintf(place->type, sizeof place->type, "%s", type);
    const struct err e = ledger_make_place(p->ledger, place, q->now);
    if (failed(e)) {
        rest_trouble(r, e);
        return;
    }
    tell_place(place, 201, r);
    snprintf(r->location, sizeof r->location, "/applications/%s/papers/%s/upload/%s", place->uuid,
             place->sha256, place->id);
}

static const struct {
    enum err_code code;
    int status;
    const char *error, *field, *message;
} refusals[] = {
    {ERR_NOT_FOUND, 404, "unknown", "", "there is no such upload, or no more; begin a new one"},
    {ERR_REFUSED, 409, "offset", "Upload-Offset", "other bytes are due; ask with HEAD"},
    {ERR_BAD_INPUT, 413, "too-large", "", "that is more than Upload-Length said"},
    {ERR_CORRUPT, 460, "hash-mismatch", "sha256",
     "the whole has another SHA-256 than the path; it was discarded"},
};

static void refuse_part(struct portal_reply *r, struct err e, const struct ledger_place *place)
{
    for (size_t i = 0; i < sizeof refusals / sizeof refusals[0]; i++) {
        if (refusals[i].code == e.code && e.os == 0) {
            rest_refuse(r, refusals[i].status, refusals[i].error, refusals[i].field,
                        refusals[i].message);
            r->upload_offset = e.code == ERR_REFUSED ? place->offset : -1;
            return;
        }
    }
    if (e.code == ERR_FULL && e.os == 0) {
        rest_refuse(r, 422, "too-many-papers", "", "this application has 64 papers");
    } else {
        rest_trouble(r, e);
    }
}

static void go_on(struct portal *p, const struct portal_request *q, struct ledger_place *place,
                  struct portal_reply *r)
{
    place->offset = number_of(q->upload_offset);
    if (!is(q->content_type, "application/offset+octet-stream")) {
        rest_refuse(r, 415, "bad-header", "Content-Type",
                    "it must be application/offset+octet-stream");
    } else if (place->offset < 0) {
        rest_refuse(r, 400, "bad-header", "Upload-Offset", "it must be the first byte's number");
    } else {
        atomic_fetch_add(&p->parts_size, (long long)q->size);
        struct err e = ledger_add_part(p->ledger, place, q->body, q->size, q->now);
        e = failed(e) ? e
                      : whole_bind(p, place->uuid); /* it may have been the last that was missing */
        e = failed(e) ? e : ledger_join(p->ledger, place->uuid, q->now);
        if (failed(e)) {
            refuse_part(r, e, place);
        } else {
            tell_place(place, 204, r);
            r->upload_length = -1;
        }
    }
}

static void look(struct portal *p, const struct portal_request *q, struct ledger_place *place,
                 struct portal_reply *r)
{
    const struct err e = ledger_find_place(p->ledger, place, q->now);
    if (failed(e)) {
        refuse_part(r, e, place);
    } else {
        tell_place(place, 200, r);
    }
}

static void end(struct portal *p, const struct portal_request *q, struct ledger_place *place,
                struct portal_reply *r)
{
    const struct err e = ledger_end_place(p->ledger, place, q->now);
    if (failed(e)) {
        refuse_part(r, e, place);
    } else {
        r->status = 204;
    }
}

/* What an upload's address does, and the address where one is begun. */
static const struct {
    bool named;
    const char *method;
    void (*answer)(struct portal *p, const struct portal_request *q, struct ledger_place *place,
                   struct portal_reply *r);
} deeds[] = {
    {false, "POST", begin},
    {true, "HEAD", look},
    {true, "PATCH", go_on},
    {true, "DELETE", end},
};

void resumable_answer(struct portal *p, const struct portal_request *q, const char *uuid,
                      const char *sha256, const char *tail, struct portal_reply *ret_reply)
{
    struct ledger_place place = {.offset = 0};
    const bool named = tail[0] == '/';
    size_t i = 0;
    snprintf(place.uuid, sizeof place.uuid, "%s", uuid);
    snprintf(place.sha256, sizeof place.sha256, "%s", sha256);
    snprintf(place.id, sizeof place.id, "%s", named ? tail + 1 : "");
    while (i < sizeof deeds / sizeof deeds[0] &&
           (deeds[i].named != named || !is(q->method, deeds[i].method))) {
        i++;
    }
    ret_reply->tus = true;
    if (is(q->method, "OPTIONS")) {
        ret_reply->status = 204;
        ret_reply->tus_options = INTAKE_PAPER_MAX;
    } else if (i == sizeof deeds / sizeof deeds[0]) {
        rest_refuse_method(ret_reply, named ? "OPTIONS, HEAD, PATCH, DELETE" : "OPTIONS, POST",
                           "this address does not take that method");
    } else if (!is(q->tus_resumable, RESUMABLE_VERSION)) {
        rest_refuse(ret_reply, 412, "version", "Tus-Resumable", "it must be " RESUMABLE_VERSION);
        ret_reply->tus_options = INTAKE_PAPER_MAX;
    } else {
        deeds[i].answer(p, q, &place, ret_reply);
    }
}
