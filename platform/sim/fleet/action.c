#include "platform/sim/fleet/action.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "platform/sim/fleet/rollout.h"

#define COLUMNS                                                                                    \
    "id, target, distribution, type, forced_at, state, active, window_start, window_end, "         \
    "confirm, "                                                                                    \
    "ifnull(rollout, 0) AS rollout, ifnull(wave, 0) AS wave"

/* Reads the first of the rows, which are given up. */
static bool take_row(json_t *rows, struct action *a)
{
    const char *target = "";
    const char *type = "";
    const char *state = "";
    int active = 0;
    int confirm = 0;
    json_int_t id = 0;
    json_int_t n[6] = {0};
    const bool there =
        json_unpack(json_array_get(rows, 0), "{s:I,s:s,s:I,s:s,s:I,s:s,s:i,s:I,s:I,s:i,s:I,s:I}",
                    "id", &id, "target", &target, "distribution", &n[0], "type", &type, "forced_at",
                    &n[1], "state", &state, "active", &active, "window_start", &n[2], "window_end",
                    &n[3], "confirm", &confirm, "rollout", &n[4], "wave", &n[5]) == 0;
    if (there) {
        *a = (struct action){.id = id,
                             .distribution = n[0],
                             .forced_at = n[1],
                             .window_start = n[2],
                             .window_end = n[3],
                             .rollout = n[4],
                             .wave = n[5],
                             .active = active != 0,
                             .confirm = confirm != 0};
        snprintf(a->target, sizeof a->target, "%s", target);
        snprintf(a->type, sizeof a->type, "%s", type);
        snprintf(a->state, sizeof a->state, "%s", state);
    }
    json_decref(rows);
    return there;
}

bool action_load(struct store *s, int64_t id, struct action *ret_action)
{
    return take_row(store_rows(s, "SELECT " COLUMNS " FROM action WHERE id = ?", "i", id),
                    ret_action);
}

bool action_current(struct store *s, const char *target, struct action *ret_action)
{
    return take_row(store_rows(s,
                               "SELECT " COLUMNS " FROM action WHERE target = ? AND active = 1 "
                               "AND state != 'SCHEDULED' ORDER BY weight DESC, id LIMIT 1",
                               "s", target),
                    ret_action);
}

bool action_is(const struct action *a, const char *state)
{
    return strcmp(a->state, state) == 0;
}

bool action_cancelled(const struct action *a)
{
    return action_is(a, "CANCELING") || action_is(a, "CANCELED");
}

bool action_forced(const struct action *a, int64_t now_ms)
{
    return strcmp(a->type, "forced") == 0 ||
           (strcmp(a->type, "timeforced") == 0 && a->forced_at <= now_ms);
}

enum window action_window(const struct action *a, int64_t now_ms)
{
    return window_at(a->window_start, a->window_end, now_ms);
}

int32_t action_number(const struct action *a, int64_t now_ms)
{
    const bool open = action_window(a, now_ms) == WINDOW_OPEN;
    uint32_t sum = 2166136261u ^ (uint32_t)a->id;
    sum = sum * 16777619u ^ (uint32_t)a->distribution;
    sum = sum * 31 + (open ? 1249 : action_forced(a, now_ms) ? 1231 : 1237);
    return (int32_t)(sum * 2654435761u);
}

void action_turn(struct store *s, struct action *a, const char *state, bool active, int64_t now_ms)
{
    snprintf(a->state, sizeof a->state, "%s", state);
    a->active = active;
    store_run(s, "UPDATE action SET state = ?, active = ?, changed = ? WHERE id = ?", "siii", state,
              (int64_t)active, now_ms, a->id);
}

/* Messages of more than ACTION_MESSAGE_LENGTH bytes become several. */
static json_t *split(const json_t *messages)
{
    json_t *pieces = json_array();
    size_t i = 0;
    json_t *one = NULL;
    json_array_foreach(messages, i, one)
    {
        const char *text = json_string_value(one);
        size_t left = json_string_length(one);
        while (left > ACTION_MESSAGE_LENGTH) {
            size_t piece = ACTION_MESSAGE_LENGTH;
            while (piece > 1 && ((unsigned char)text[piece] & 0xc0) == 0x80) {
                piece--;
            }
            json_array_append_new(pieces, json_stringn(text, piece));
            text += piece;
            left -= piece;
        }
        json_array_append_new(pieces, json_stringn(text, left));
    }
    return pieces;
}

void action_note(struct store *s, const struct action *a, const struct note *note, int64_t now_ms)
{
    json_t *pieces = split(note->messages);
    char *messages = json_dumps(pieces, JSON_COMPACT);
    store_run(s,
              "INSERT INTO status(action, state, channel, execution, finished, code, cnt, total, "
              "reported, at, messages) VALUES(?, ?, ?, ?, ?, nullif(?, -1), nullif(?, -1), "
              "nullif(?, -1), nullif(?, -1), ?, ?)",
              "issssiiiiis", a->id, note->state, note->channel, note->execution, note->finished,
              note->code, note->count, note->of, note->reported, now_ms,
              messages == NULL ? "[]" : messages);
    if (note->code >= 0) {
        store_run(s, "UPDATE action SET code = ? WHERE id = ?", "ii", note->code, a->id);
    }
    free(messages);
    json_decref(pieces);
}

void action_note_server(struct store *s, const struct action *a, const char *state,
                        const char *sentence, int64_t now_ms)
{
    json_t *messages = json_pack("[s+]", SERVER_PREFIX, sentence);
    const struct note note = {.state = state,
                              .channel = "server",
                              .code = -1,
                              .count = -1,
                              .of = -1,
                              .reported = -1,
                              .messages = messages};
    action_note(s, a, &note, now_ms);
    json_decref(messages);
}

bool action_has_room(struct store *s, const struct action *a)
{
    return store_number(s, 0, "SELECT count(*) FROM status WHERE action = ?", "i", a->id) <
           ACTION_STATUSES;
}

bool action_cancel(struct store *s, struct action *a, int64_t now_ms)
{
    if (!a->active || action_cancelled(a)) {
        return false;
    }
    if (action_is(a, "SCHEDULED")) {
        action_quit(s, a, now_ms);
        return true;
    }
    action_turn(s, a, "CANCELING", true, now_ms);
    action_note_server(s, a, "CANCELING", "manual cancelation requested", now_ms);
    return true;
}

/* What the target is told to have after an action is over: what another one announces, or what it
 * has. */
static void settle(struct store *s, const struct action *a)
{
    store_run(s,
              "UPDATE target SET assigned = coalesce((SELECT distribution FROM action WHERE "
              "target = ?1 AND active = 1 AND state NOT IN ('CANCELING', 'SCHEDULED') "
              "ORDER BY id DESC LIMIT 1), installed) WHERE id = ?1",
              "s", a->target);
    store_run(s,
              "UPDATE target SET status = CASE WHEN assigned IS installed THEN 'in_sync' ELSE "
              "'pending' END WHERE id = ?",
              "s", a->target);
}

void action_quit(struct store *s, struct action *a, int64_t now_ms)
{
    action_turn(s, a, "CANCELED", false, now_ms);
    settle(s, a);
    rollout_step(s, a->rollout, now_ms);
}

void action_finish(struct store *s, struct action *a, const char *state, int64_t now_ms)
{
    action_turn(s, a, state, false, now_ms);
    if (strcmp(state, "FINISHED") == 0) {
        store_run(s,
                  "UPDATE target SET installed = ?, installed_action = ?, status = CASE WHEN "
                  "assigned = ? THEN 'in_sync' ELSE status END, ask = 1 WHERE id = ?",
                  "iiis", a->distribution, a->id, a->distribution, a->target);
    } else {
        store_run(s, "UPDATE target SET status = 'in_sync', ask = 1 WHERE id = ?", "s", a->target);
    }
    rollout_step(s, a->rollout, now_ms);
}

void action_fail(struct store *s, struct action *a, int64_t now_ms)
{
    action_turn(s, a, "ERROR", false, now_ms);
    store_run(s, "UPDATE target SET assigned = NULL, status = 'error' WHERE id = ?", "s",
              a->target);
    rollout_step(s, a->rollout, now_ms);
}

/* Cancels what the target was told before. */
static void supersede(struct store *s, const char *target, int64_t but, int64_t now_ms)
{
    json_t *rows = store_rows(s,
                              "SELECT id FROM action WHERE target = ? AND active = 1 AND id != ? "
                              "AND state NOT IN ('CANCELING', 'SCHEDULED')",
                              "si", target, but);
    size_t i = 0;
    json_t *row = NULL;
    json_array_foreach(rows, i, row)
    {
        struct action old;
        if (action_load(s, json_integer_value(json_object_get(row, "id")), &old)) {
            action_turn(s, &old, "CANCELING", true, now_ms);
            action_note_server(s, &old, "CANCELING", "cancel obsolete action due to new update",
                               now_ms);
        }
    }
    json_decref(rows);
}

void action_begin(struct store *s, struct action *a, int64_t now_ms)
{
    const bool by_itself =
        store_number(s, 0, "SELECT auto FROM target WHERE id = ?", "s", a->target) != 0;
    const bool asks = a->confirm && !by_itself;
    supersede(s, a->target, a->id, now_ms);
    action_turn(s, a, asks ? "WAIT_FOR_CONFIRMATION" : "RUNNING", true, now_ms);
    if (asks) {
        action_note_server(s, a, "WAIT_FOR_CONFIRMATION",
                           "Waiting for the confirmation by the device before processing.", now_ms);
    } else if (a->confirm) {
        action_note_server(s, a, "RUNNING", "Assignment automatically confirmed.", now_ms);
    }
    store_run(s, "UPDATE target SET assigned = ?, status = 'pending' WHERE id = ?", "is",
              a->distribution, a->target);
}

int64_t action_assign(struct store *s, const char *target, const struct order *o, int64_t now_ms)
{
    struct action a;
    const int64_t assigned =
        store_number(s, -1, "SELECT ifnull(assigned, 0) FROM target WHERE id = ?", "s", target);
    if (assigned < 0 || assigned == o->distribution) {
        return assigned < 0 ? -1 : 0;
    }
    store_run(s,
              "INSERT INTO action(target, distribution, type, forced_at, state, active, weight, "
              "window_start, window_end, confirm, rollout, wave, created, changed) VALUES(?, ?, ?, "
              "?, 'SCHEDULED', 1, ?, ?, ?, ?, nullif(?, 0), nullif(?, 0), ?, ?)",
              "sisiiiiiiiii", target, o->distribution, o->type, o->forced_at, o->weight,
              o->window_start, o->window_end, (int64_t)o->confirm, o->rollout, o->wave, now_ms,
              now_ms);
    const int64_t id = store_last_id(s);
    if (!o->later && action_load(s, id, &a)) {
        action_begin(s, &a, now_ms);
    }
    return id;
}
