#include "platform/sim/fleet/confirm.h"

#include <stdio.h>
#include <string.h>

#include "platform/sim/fleet/action.h"
#include "platform/sim/fleet/auth.h"
#include "platform/sim/fleet/deployment.h"
#include "platform/sim/fleet/feedback.h"
#include "platform/sim/fleet/poll.h"

static json_t *state_of(const struct call *c)
{
    json_t *rows = store_rows(c->store,
                              "SELECT auto_initiator AS initiator, auto_remark AS remark, auto_at "
                              "AS activatedAt FROM target WHERE id = ? AND auto = 1",
                              "s", c->place->target);
    json_t *state = json_pack("{s:b}", "active", json_array_size(rows) > 0);
    const char *key = NULL;
    json_t *value = NULL;
    json_object_foreach(json_array_get(rows, 0), key, value)
    {
        if (!json_is_null(value)) {
            json_object_set(state, key, value);
        }
    }
    json_decref(rows);
    return state;
}

void confirm_page(struct call *c)
{
    struct action a;
    char rest[80];
    json_t *links = json_object();
    auth_register(c);
    json_t *state = state_of(c);
    const bool active = json_is_true(json_object_get(state, "active"));
    poll_link(c, links, active ? "deactivateAutoConfirm" : "activateAutoConfirm",
              active ? "confirmationBase/deactivateAutoConfirm"
                     : "confirmationBase/activateAutoConfirm");
    if (action_current(c->store, c->place->target, &a) && action_is(&a, "WAIT_FOR_CONFIRMATION")) {
        snprintf(rest, sizeof rest, "confirmationBase/%lld?c=%d", (long long)a.id,
                 (int)action_number(&a, c->q->now));
        poll_link(c, links, "confirmationBase", rest);
    }
    answer_json(c->r, 200, json_pack("{s:o,s:o}", "autoConfirm", state, "_links", links));
}

/* The device's words, with hawkBit's own before them. */
static void note_word(const struct call *c, const struct action *a, const json_t *body, bool yes)
{
    const json_t *code = json_object_get(body, "code");
    json_t *messages = json_array();
    json_array_append_new(messages, json_pack("s+", SERVER_PREFIX,
                                              yes ? "Confirmation status set to confirmed"
                                                  : "Confirmation denied by device"));
    json_array_extend(messages, json_object_get(body, "details"));
    const struct note n = {.state = yes ? "RUNNING" : "WAIT_FOR_CONFIRMATION",
                           .channel = "confirmation",
                           .execution = yes ? "confirmed" : "denied",
                           .code = json_is_integer(code) ? json_integer_value(code) : -1,
                           .count = -1,
                           .of = -1,
                           .reported = -1,
                           .messages = messages};
    action_note(c->store, a, &n, c->q->now);
    json_decref(messages);
}

static void hear(struct call *c, struct action *a, const json_t *body, bool yes)
{
    const bool waits = action_is(a, "WAIT_FOR_CONFIRMATION");
    /* Since August 2026 a device may take its yes back. */
    const bool takes_back = !yes && a->confirm && !action_cancelled(a);
    if (!a->active) {
        answer_empty(c->r, 410);
    } else if (!waits && !takes_back) {
        answer_empty(c->r, 404);
    } else {
        note_word(c, a, body, yes);
        action_turn(c->store, a, yes ? "RUNNING" : "WAIT_FOR_CONFIRMATION", true, c->q->now);
        answer_empty(c->r, 200);
    }
}

/* False when a detail is no string, or markup. */
static bool details_well(const json_t *details)
{
    size_t i = 0;
    json_t *one = NULL;
    json_array_foreach(details, i, one)
    {
        if (!json_is_string(one) || said_is_markup(json_string_value(one))) {
            return false;
        }
    }
    return details == NULL || json_is_null(details) || json_is_array(details);
}

void confirm_feedback(struct call *c)
{
    struct action a;
    json_t *body = json_loadb(c->q->body, c->q->size, 0, NULL);
    const char *word = json_string_value(json_object_get(body, "confirmation"));
    const bool yes = word != NULL && strcmp(word, "confirmed") == 0;
    if (word == NULL || (!yes && strcmp(word, "denied") != 0)) {
        answer_mishap(c->r, MISHAP_NOT_READABLE);
    } else if (!details_well(json_object_get(body, "details"))) {
        answer_mishap(c->r, MISHAP_CONSTRAINT);
    } else if (json_array_size(json_object_get(body, "details")) > ACTION_MESSAGES) {
        answer_mishap(c->r, MISHAP_QUOTA);
        c->r->status = c->fleet->quota_status;
    } else if (deployment_action(c, &a)) {
        hear(c, &a, body, yes);
    }
    json_decref(body);
}

/* What waited goes on. */
static void confirm_all(const struct call *c)
{
    json_t *rows = store_rows(c->store,
                              "SELECT id FROM action WHERE target = ? AND active = 1 AND state = "
                              "'WAIT_FOR_CONFIRMATION'",
                              "s", c->place->target);
    size_t i = 0;
    json_t *row = NULL;
    json_array_foreach(rows, i, row)
    {
        struct action a;
        if (action_load(c->store, json_integer_value(json_object_get(row, "id")), &a)) {
            action_note_server(c->store, &a, "RUNNING", "Assignment automatically confirmed.",
                               c->q->now);
            action_turn(c->store, &a, "RUNNING", true, c->q->now);
        }
    }
    json_decref(rows);
}

void confirm_auto_on(struct call *c)
{
    json_t *body = c->q->size == 0 ? json_object() : json_loadb(c->q->body, c->q->size, 0, NULL);
    const char *initiator = json_string_value(json_object_get(body, "initiator"));
    const char *remark = json_string_value(json_object_get(body, "remark"));
    if (!json_is_object(body)) {
        answer_mishap(c->r, MISHAP_NOT_READABLE);
    } else if (auth_known(c)) {
        store_run(c->store,
                  "UPDATE target SET auto = 1, auto_initiator = ?, auto_remark = ?, auto_at = ? "
                  "WHERE id = ? AND auto = 0",
                  "ssis", initiator,
                  remark == NULL ? "Initiated using the Device Direct Integration API without "
                                   "providing a remark."
                                 : remark,
                  c->q->now, c->place->target);
        if (store_changes(c->store) == 0) {
            answer_mishap(c->r, MISHAP_AUTO_CONFIRM);
        } else {
            confirm_all(c);
            answer_empty(c->r, 200);
        }
    }
    json_decref(body);
}

void confirm_auto_off(struct call *c)
{
    if (auth_known(c)) {
        store_run(c->store,
                  "UPDATE target SET auto = 0, auto_initiator = NULL, auto_remark = NULL, auto_at "
                  "= NULL WHERE id = ?",
                  "s", c->place->target);
        answer_empty(c->r, 200);
    }
}
