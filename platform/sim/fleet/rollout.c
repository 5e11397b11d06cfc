#include "platform/sim/fleet/rollout.h"

#include <string.h>

#include "platform/sim/fleet/action.h"

enum rollout_turn rollout_judge(int64_t total, int64_t succeeded, int64_t erred, int64_t success,
                                int64_t error)
{
    if (error > 0 && erred > 0 && erred * 100 >= error * total) {
        return ROLLOUT_STOP;
    }
    return succeeded * 100 >= success * total ? ROLLOUT_NEXT : ROLLOUT_WAIT;
}

static bool in_state(struct store *s, int64_t rollout, const char *state)
{
    return store_number(s, 0, "SELECT count(*) FROM rollout WHERE id = ? AND state = ?", "is",
                        rollout, state) == 1;
}

static void turn(struct store *s, int64_t rollout, const char *state)
{
    store_run(s, "UPDATE rollout SET state = ? WHERE id = ?", "si", state, rollout);
}

static void turn_wave(struct store *s, int64_t rollout, int64_t wave, const char *state)
{
    store_run(s, "UPDATE wave SET state = ? WHERE rollout = ? AND number = ?", "sii", state,
              rollout, wave);
}

/* Every action of the wave that is scheduled; wave 0 = of all. */
static json_t *scheduled(struct store *s, int64_t rollout, int64_t wave)
{
    return store_rows(s,
                      "SELECT id FROM action WHERE rollout = ?1 AND (wave = ?2 OR ?2 = 0) AND "
                      "state = 'SCHEDULED' ORDER BY id",
                      "ii", rollout, wave);
}

static void begin_wave(struct store *s, int64_t rollout, int64_t wave, int64_t now_ms)
{
    json_t *rows = scheduled(s, rollout, wave);
    size_t i = 0;
    json_t *row = NULL;
    turn_wave(s, rollout, wave, "running");
    json_array_foreach(rows, i, row)
    {
        struct action a;
        if (action_load(s, json_integer_value(json_object_get(row, "id")), &a)) {
            action_begin(s, &a, now_ms);
        }
    }
    json_decref(rows);
}

/* Begins the first wave that has not begun and has actions; without one the roll-out is over once
 * all its actions are. */
static void begin_next(struct store *s, int64_t rollout, int64_t now_ms)
{
    for (;;) {
        const int64_t next = store_number(
            s, 0, "SELECT min(number) FROM wave WHERE rollout = ? AND state = 'scheduled'", "i",
            rollout);
        if (next == 0) {
            break;
        }
        begin_wave(s, rollout, next, now_ms);
        if (store_number(s, 0, "SELECT count(*) FROM action WHERE rollout = ? AND wave = ?", "ii",
                         rollout, next) > 0) {
            return;
        }
    }
    if (store_number(s, 0, "SELECT count(*) FROM action WHERE rollout = ? AND active = 1", "i",
                     rollout) == 0) {
        turn(s, rollout, "finished");
    }
}

static int64_t count(struct store *s, int64_t rollout, int64_t wave, const char *states)
{
    return store_number(s, 0,
                        "SELECT count(*) FROM action WHERE rollout = ? AND wave = ? AND "
                        "(? = '' OR instr(?, ' ' || state || ' ') > 0)",
                        "iiss", rollout, wave, states, states);
}

static enum rollout_turn judge_wave(struct store *s, int64_t rollout, int64_t wave)
{
    static const char column[] = "SELECT success FROM wave WHERE rollout = ? AND number = ?";
    static const char other[] = "SELECT error FROM wave WHERE rollout = ? AND number = ?";
    return rollout_judge(
        count(s, rollout, wave, ""), count(s, rollout, wave, " FINISHED DOWNLOADED "),
        count(s, rollout, wave, " ERROR "), store_number(s, 0, column, "ii", rollout, wave),
        store_number(s, 0, other, "ii", rollout, wave));
}

void rollout_step(struct store *s, int64_t rollout, int64_t now_ms)
{
    enum rollout_turn last = ROLLOUT_WAIT;
    if (rollout == 0 || !in_state(s, rollout, "running")) {
        return;
    }
    json_t *rows = store_rows(
        s, "SELECT number FROM wave WHERE rollout = ? AND state = 'running' ORDER BY number", "i",
        rollout);
    size_t i = 0;
    json_t *row = NULL;
    json_array_foreach(rows, i, row)
    {
        const int64_t wave = json_integer_value(json_object_get(row, "number"));
        last = judge_wave(s, rollout, wave);
        if (last == ROLLOUT_STOP) {
            turn(s, rollout, "paused");
            turn_wave(s, rollout, wave, "error");
            break;
        }
    }
    json_decref(rows);
    store_run(s,
              "UPDATE wave SET state = 'finished' WHERE rollout = ?1 AND state = 'running' AND NOT "
              "EXISTS (SELECT 1 FROM action WHERE rollout = ?1 AND wave = number AND active = 1)",
              "i", rollout);
    if (last == ROLLOUT_NEXT) {
        begin_next(s, rollout, now_ms);
    }
}

static void stop(struct store *s, int64_t rollout, int64_t now_ms)
{
    json_t *rows =
        store_rows(s, "SELECT id FROM action WHERE rollout = ? AND active = 1", "i", rollout);
    size_t i = 0;
    json_t *row = NULL;
    turn(s, rollout, "stopped");
    json_array_foreach(rows, i, row)
    {
        struct action a;
        if (action_load(s, json_integer_value(json_object_get(row, "id")), &a)) {
            (void)action_cancel(s, &a, now_ms);
        }
    }
    json_decref(rows);
}

/* After an emergency stop somebody has looked and goes on; after a pause it is judged as before. */
static void resume(struct store *s, int64_t rollout, int64_t now_ms)
{
    if (store_number(s, 0, "SELECT count(*) FROM wave WHERE rollout = ? AND state IN ('running')",
                     "i", rollout) > 0) {
        rollout_step(s, rollout, now_ms);
    } else {
        begin_next(s, rollout, now_ms);
    }
}

bool rollout_order(struct store *s, int64_t rollout, const char *word, int64_t now_ms)
{
    if (strcmp(word, "start") == 0 && in_state(s, rollout, "ready")) {
        turn(s, rollout, "running");
        begin_next(s, rollout, now_ms);
        return true;
    }
    if (strcmp(word, "resume") == 0 && in_state(s, rollout, "paused")) {
        turn(s, rollout, "running");
        resume(s, rollout, now_ms);
        return true;
    }
    if (strcmp(word, "pause") == 0 && in_state(s, rollout, "running")) {
        turn(s, rollout, "paused");
        return true;
    }
    if (strcmp(word, "stop") == 0 &&
        (in_state(s, rollout, "running") || in_state(s, rollout, "paused") ||
         in_state(s, rollout, "ready"))) {
        stop(s, rollout, now_ms);
        return true;
    }
    return false;
}
