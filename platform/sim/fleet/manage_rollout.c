#include <string.h>

#include "platform/sim/fleet/action.h"
#include "platform/sim/fleet/manage.h"
#include "platform/sim/fleet/rollout.h"

#define THRESHOLD 50 /* hawkBit's, of success and of error */

static int64_t threshold(const struct manage *m, const json_t *wave, const char *name)
{
    const json_t *value = json_object_get(wave, name);
    value = value == NULL ? json_object_get(m->body, name) : value;
    return json_is_integer(value) ? json_integer_value(value) : THRESHOLD;
}

/* So many percent of those that are still there, rounded up, are taken from the front. */
static json_t *take_percent(json_t *left, int64_t percent)
{
    json_t *taken = json_array();
    const size_t count = (json_array_size(left) * (size_t)percent + 99) / 100;
    for (size_t i = 0; i < count && json_array_size(left) > 0; i++) {
        json_array_append(taken, json_array_get(left, 0));
        (void)json_array_remove(left, 0);
    }
    return taken;
}

/* Takes the wave's targets out of those that are left. */
static json_t *take_named(const struct manage *m, json_t *left, const json_t *wave)
{
    json_t *taken = json_array();
    json_t *named = manage_targets_of(m, wave);
    size_t i = 0;
    json_t *one = NULL;
    json_array_foreach(named, i, one)
    {
        for (size_t k = 0; k < json_array_size(left); k++) {
            if (json_equal(json_array_get(left, k), one)) {
                json_array_append(taken, one);
                (void)json_array_remove(left, k);
                break;
            }
        }
    }
    json_decref(named);
    return taken;
}

static int schedule(const struct manage *m, json_t *targets, const struct order *order)
{
    int count = 0;
    size_t i = 0;
    json_t *one = NULL;
    json_array_foreach(targets, i, one)
    {
        const char *id = json_string_value(one);
        count += action_assign(m->store, id == NULL ? "" : id, order, m->q->now) > 0 ? 1 : 0;
    }
    return count;
}

static void make_waves(const struct manage *m, struct order *order, json_t *ret_counts)
{
    json_t *left = manage_targets_of(m, m->body);
    const json_t *waves = json_object_get(m->body, "waves");
    size_t i = 0;
    json_t *wave = NULL;
    json_array_foreach(waves, i, wave)
    {
        const json_t *percent = json_object_get(wave, "percent");
        const char *name = json_string_value(json_object_get(wave, "name"));
        json_t *targets = json_is_integer(percent) ? take_percent(left, json_integer_value(percent))
                                                   : take_named(m, left, wave);
        order->wave = (int64_t)i + 1;
        store_run(m->store,
                  "INSERT INTO wave(rollout, number, name, state, success, error) VALUES(?, ?, ?, "
                  "'scheduled', ?, ?)",
                  "iisii", order->rollout, order->wave, name, threshold(m, wave, "success"),
                  threshold(m, wave, "error"));
        json_array_append_new(ret_counts, json_integer(schedule(m, targets, order)));
        json_decref(targets);
    }
    json_decref(left);
}

static void make(const struct manage *m)
{
    struct order order;
    const char *name = json_string_value(json_object_get(m->body, "name"));
    if (!manage_read_order(m, &order)) {
        return;
    }
    if (name == NULL || json_array_size(json_object_get(m->body, "waves")) == 0) {
        manage_refuse(m, 400, "a roll-out needs a name and waves");
        return;
    }
    store_run(m->store,
              "INSERT INTO rollout(name, distribution, state, created) VALUES(?, ?, 'ready', ?)",
              "sii", name, order.distribution, m->q->now);
    json_t *counts = json_array();
    order.rollout = store_last_id(m->store);
    order.later = true;
    make_waves(m, &order, counts);
    if (json_is_true(json_object_get(m->body, "start"))) {
        (void)rollout_order(m->store, order.rollout, "start", m->q->now);
    }
    answer_json(m->r, 201,
                json_pack("{s:I,s:o}", "id", (json_int_t)order.rollout, "waves", counts));
}

#define ROW "SELECT id, name, distribution, state, created FROM rollout "

static void give_whole(const struct manage *m)
{
    json_t *rows = store_rows(m->store, ROW "WHERE id = ?", "i", m->id);
    json_object_set_new(
        json_array_get(rows, 0), "waves",
        store_rows(m->store,
                   "SELECT number, name, state, success, error, (SELECT json_group_object(state, "
                   "n) FROM (SELECT state, count(*) AS n FROM action a WHERE a.rollout = w.rollout "
                   "AND a.wave = w.number GROUP BY state)) AS json_actions FROM wave w WHERE "
                   "rollout = ? ORDER BY number",
                   "i", m->id));
    manage_give_row(m, rows);
}

/* POST rollouts {"name", "distribution", "waves", "success", "error", "start"}, GET rollouts[/N],
 * POST rollouts/N {"do": "start" | "pause" | "resume" | "stop"}. */
void manage_rollouts(struct manage *m)
{
    const char *word = json_string_value(json_object_get(m->body, "do"));
    const bool post = strcmp(m->q->method, "POST") == 0;
    if (m->id == 0 && post) {
        make(m);
    } else if (m->id == 0) {
        manage_give_rows(m, store_rows(m->store, ROW "ORDER BY id", ""));
    } else if (post && (word == NULL || !rollout_order(m->store, m->id, word, m->q->now))) {
        manage_refuse(m, 409, "do is start, pause, resume or stop, as its state allows");
    } else {
        give_whole(m);
    }
}
