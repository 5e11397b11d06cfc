#include "platform/sim/fleet/fleet.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "platform/sim/fleet/artifact.h"
#include "platform/sim/fleet/auth.h"
#include "platform/sim/fleet/confirm.h"
#include "platform/sim/fleet/deployment.h"
#include "platform/sim/fleet/feedback.h"
#include "platform/sim/fleet/hashes.h"
#include "platform/sim/fleet/lie.h"
#include "platform/sim/fleet/manage.h"
#include "platform/sim/fleet/mgmt.h"
#include "platform/sim/fleet/poll.h"
#include "platform/sim/fleet/range.h"
#include "platform/sim/fleet/taken.h"

/* Who answers what. Only a poll and the confirmation page make a target that is not there. */
static const struct {
    void (*answer)(struct call *c);
    bool body; /* the request has a JSON body */
} handlers[PLACE_KINDS] = {
    [PLACE_POLL] = {poll_answer, false},
    [PLACE_DEPLOYMENT] = {deployment_answer, false},
    [PLACE_FEEDBACK] = {feedback_deployment, true},
    [PLACE_CANCEL] = {deployment_cancel, false},
    [PLACE_CANCEL_FEEDBACK] = {feedback_cancel, true},
    [PLACE_CONFIG] = {poll_config, true},
    [PLACE_INSTALLED] = {deployment_installed, false},
    [PLACE_INSTALLED_SET] = {deployment_installed_set, true},
    [PLACE_CONFIRMATION] = {confirm_page, false},
    [PLACE_CONFIRM] = {deployment_confirm, false},
    [PLACE_CONFIRM_FEEDBACK] = {confirm_feedback, true},
    [PLACE_AUTO_ON] = {confirm_auto_on, false},
    [PLACE_AUTO_OFF] = {confirm_auto_off, false},
    [PLACE_LIST] = {artifact_list, false},
    [PLACE_ARTIFACT] = {artifact_answer, false},
    [PLACE_MD5SUM] = {artifact_md5sum, false},
    [PLACE_OUTGOING] = {taken_answer, false},
};

static bool names_type(const char *header, const char *type)
{
    return header != NULL && strncasecmp(header, type, strlen(type)) == 0;
}

/* hawkBit would also take and give CBOR; the double does not, and says so as for any other type. */
static bool acceptable(const char *accept)
{
    static const char *const taken[] = {"*/*", "application/*", "application/json",
                                        "application/hal+json"};
    if (accept == NULL || accept[0] == '\0') {
        return true;
    }
    for (size_t i = 0; i < sizeof taken / sizeof taken[0]; i++) {
        if (strstr(accept, taken[i]) != NULL) {
            return true;
        }
    }
    return false;
}

/* A path no table has, a wrong method, a type not understood; false when one was answered. */
static bool well_formed(const struct call *c)
{
    const enum place_kind kind = c->place->kind;
    const bool file = kind == PLACE_ARTIFACT || kind == PLACE_MD5SUM;
    if (kind == PLACE_NOWHERE) {
        answer_empty(c->r, 404);
    } else if (!place_allows(kind, c->q->method)) {
        answer_empty(c->r, 405);
        c->r->allow = place_methods(kind);
    } else if (handlers[kind].body && !names_type(c->q->content_type, "application/json")) {
        answer_empty(c->r, 415);
    } else if (!file && !acceptable(c->q->accept)) {
        answer_empty(c->r, 406);
    } else if (c->q->too_large) {
        answer_empty(c->r, 413);
    } else {
        return true;
    }
    return false;
}

static void write_base(struct call *c)
{
    snprintf(c->base, sizeof c->base, "%s://%s/", c->q->tls ? "https" : "http",
             c->q->host == NULL ? "localhost" : c->q->host);
    answer_encode(c->base, sizeof c->base, c->place->tenant);
    snprintf(c->base + strlen(c->base), sizeof c->base - strlen(c->base), "/controller/v1/");
    answer_encode(c->base, sizeof c->base, c->place->target);
}

/* What hawkBit's filter adds to every answer but a file's, and what comes of If-None-Match. */
static void tag(const struct fleet_request *q, struct fleet_reply *r)
{
    char md5[33];
    if (r->status != 200 || r->file >= 0 || r->etag[0] != '\0' || strcmp(q->method, "GET") != 0) {
        return;
    }
    hashes_md5(r->body == NULL ? "" : r->body, r->size, md5);
    snprintf(r->etag, sizeof r->etag, "\"0%s\"", md5);
    char bare[40];
    snprintf(bare, sizeof bare, "0%s", md5);
    if (q->if_none_match != NULL && range_names(q->if_none_match, bare)) {
        answer_empty(r, 304);
    }
}

/* hawkBit answers in the type that was asked for; its own is hal+json. */
static void name_type(const struct fleet_request *q, struct fleet_reply *r)
{
    const bool own = q->accept == NULL || strstr(q->accept, "hal+json") != NULL ||
                     strstr(q->accept, "application/json") == NULL;
    if (!own && r->type != NULL && strncmp(r->type, "application/hal+json", 20) == 0) {
        r->type = "application/json;charset=UTF-8";
    }
}

/* True when the address asks more often than hawkBit lets one. */
static bool too_often(struct fleet *f, const struct fleet_request *q)
{
    const bool reads = strcmp(q->method, "GET") == 0 || strcmp(q->method, "HEAD") == 0;
    return f->limited && !limiter_allows(reads ? &f->reads : &f->writes, q->visitor, q->now);
}

static void answer_device(struct call *c)
{
    store_begin(c->store);
    if (auth_allows(c) && well_formed(c)) {
        handlers[c->place->kind].answer(c);
    }
    if (!store_end(c->store)) {
        answer_mishap(c->r, MISHAP_GENERIC);
    }
}

void fleet_answer(struct fleet *f, const struct fleet_request *q, struct fleet_reply *ret_reply)
{
    const struct place place = place_read(q->path);
    answer_init(ret_reply);
    if (place.kind == PLACE_OUTSIDE) {
        if (mgmt_is(q->path)) {
            mgmt_answer(f, q, ret_reply);
        } else {
            manage_answer(f, q, ret_reply);
        }
        return;
    }
    counters_request(&f->counters, place.kind, place.target, q->now);
    if (too_often(f, q)) {
        answer_empty(ret_reply, 429);
        return;
    }
    const struct trouble trouble = troubles_take(&f->troubles, place.kind, place.target);
    struct call c = {f, f->store, q, ret_reply, &place, &trouble, ""};
    write_base(&c);
    if (!lie_instead(&trouble, q, ret_reply)) {
        answer_device(&c);
        lie_about(&trouble, ret_reply);
    }
    name_type(q, ret_reply);
    tag(q, ret_reply);
    ret_reply->trouble = trouble;
}
