#include <string.h>

#include "platform/sim/fleet/action.h"
#include "platform/sim/fleet/manage.h"

static int64_t number(const json_t *order, const char *name, int64_t otherwise)
{
    const json_t *value = json_object_get(order, name);
    return json_is_integer(value) ? json_integer_value(value) : otherwise;
}

/* {"start": ms, "end": ms}, or {"in": seconds, "for": seconds}; false when it is neither. */
static bool read_window(const json_t *window, int64_t now_ms, int64_t *ret_start, int64_t *ret_end)
{
    const bool soon = json_object_get(window, "in") != NULL;
    *ret_start = soon ? now_ms + number(window, "in", 0) * 1000 : number(window, "start", 0);
    *ret_end = soon ? *ret_start + number(window, "for", 0) * 1000 : number(window, "end", 0);
    return *ret_start > 0 && *ret_end > *ret_start;
}

bool manage_read_order(const struct manage *m, struct order *ret_order)
{
    static const char *const types[] = {"soft", "forced", "timeforced", "downloadonly"};
    const char *type = json_string_value(json_object_get(m->body, "type"));
    const json_t *window = json_object_get(m->body, "window");
    struct order o = {.distribution = number(m->body, "distribution", 0),
                      .forced_at = number(m->body, "forced_at", 0),
                      .weight = number(m->body, "weight", 1000),
                      .confirm = json_is_true(json_object_get(m->body, "confirm"))};
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++) {
        if (strcmp(types[i], type == NULL ? "forced" : type) == 0) {
            o.type = types[i];
        }
    }
    if (o.type == NULL) {
        manage_refuse(m, 400, "type is soft, forced, timeforced or downloadonly");
        return false;
    }
    if (store_number(m->store, 0, "SELECT count(*) FROM distribution WHERE id = ?", "i",
                     o.distribution) == 0) {
        manage_refuse(m, 404, "there is no such distribution");
        return false;
    }
    if (json_is_object(window) && !read_window(window, m->q->now, &o.window_start, &o.window_end)) {
        manage_refuse(m, 400,
                      "a window is {\"start\": ms, \"end\": ms} or {\"in\": s, \"for\": s}");
        return false;
    }
    *ret_order = o;
    return true;
}

/* POST assign {"distribution", "target" | "targets" | "group", "type", "window", "confirm", …} */
void manage_assign(struct manage *m)
{
    struct order order;
    if (!manage_read_order(m, &order)) {
        return;
    }
    json_t *targets = manage_targets_of(m, m->body);
    json_t *actions = json_array();
    int already = 0;
    bool known = true;
    size_t i = 0;
    json_t *one = NULL;
    json_array_foreach(targets, i, one)
    {
        const char *id = json_string_value(one);
        const int64_t action = action_assign(m->store, id == NULL ? "" : id, &order, m->q->now);
        known = known && action >= 0;
        already += action == 0 ? 1 : 0;
        if (action > 0) {
            json_array_append_new(actions, json_integer(action));
        }
    }
    json_decref(targets);
    if (!known) {
        json_decref(actions);
        manage_refuse(m, 404, "there is no such target");
    } else {
        answer_json(m->r, 200, json_pack("{s:o,s:i}", "actions", actions, "already", already));
    }
}

#define ROW                                                                                        \
    "SELECT id, target, distribution, type, state, active, weight, window_start, window_end, "     \
    "confirm, code, rollout, wave, created, changed FROM action "

/* With every status, the oldest first. */
static void give_whole(const struct manage *m)
{
    json_t *rows = store_rows(m->store, ROW "WHERE id = ?", "i", m->id);
    json_object_set_new(json_array_get(rows, 0), "statuses",
                        store_rows(m->store,
                                   "SELECT state, channel, execution, finished, code, cnt, total "
                                   "AS 'of', reported, at, messages AS json_messages FROM status "
                                   "WHERE action = ? ORDER BY id",
                                   "i", m->id));
    manage_give_row(m, rows);
}

static void change(const struct manage *m)
{
    struct action a;
    int64_t start = 0;
    int64_t end = 0;
    const json_t *cancel = json_object_get(m->body, "cancel");
    const json_t *window = json_object_get(m->body, "window");
    if (!action_load(m->store, m->id, &a)) {
        manage_refuse(m, 404, "there is no such action");
    } else if (cancel != NULL && json_is_string(cancel) && a.active) {
        action_quit(m->store, &a, m->q->now);
    } else if (cancel != NULL && !action_cancel(m->store, &a, m->q->now)) {
        manage_refuse(m, 409, "it is over, or being cancelled already");
    } else if (json_is_true(json_object_get(m->body, "force"))) {
        store_run(m->store, "UPDATE action SET type = 'forced' WHERE id = ?", "i", m->id);
    } else if (window != NULL) {
        if (!json_is_null(window) && !read_window(window, m->q->now, &start, &end)) {
            manage_refuse(m, 400, "a window is {\"in\": s, \"for\": s}, or null for none");
        } else {
            store_run(m->store, "UPDATE action SET window_start = ?, window_end = ? WHERE id = ?",
                      "iii", start, end, m->id);
        }
    }
}

/* GET actions[?target=ID], GET actions/N, POST actions/N {"cancel": true | "now"}, {"force": true},
 * {"window": {…} | null}. */
void manage_actions(struct manage *m)
{
    if (m->id == 0) {
        manage_give_rows(m, store_rows(m->store, ROW "WHERE ?1 IS NULL OR target = ?1 ORDER BY id",
                                       "s", m->q->target));
        return;
    }
    if (strcmp(m->q->method, "POST") == 0) {
        m->r->status = 200;
        change(m);
        if (m->r->status != 200) {
            return;
        }
    }
    give_whole(m);
}
