#include "platform/sim/fleet/manage.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FAULTS_TEXT 4096

static void faults(struct manage *m);
static void counters(struct manage *m);
static void settings(struct manage *m);

static const struct {
    const char *name;
    void (*answer)(struct manage *m);
} orders[] = {
    {"targets", manage_targets},
    {"artifacts", manage_artifact},
    {"distributions", manage_distribution},
    {"assign", manage_assign},
    {"actions", manage_actions},
    {"rollouts", manage_rollouts},
    {"faults", faults},
    {"counters", counters},
    {"settings", settings},
};

void manage_refuse(const struct manage *m, int status, const char *sentence)
{
    store_spoil(m->store);
    answer_json(m->r, status, json_pack("{s:s}", "error", sentence));
}

void manage_give_rows(const struct manage *m, json_t *rows)
{
    answer_json(m->r, 200, rows);
}

void manage_give_row(const struct manage *m, json_t *rows)
{
    json_t *row = json_incref(json_array_get(rows, 0));
    json_decref(rows);
    if (row == NULL) {
        manage_refuse(m, 404, "there is none of that name or number");
    } else {
        answer_json(m->r, 200, row);
    }
}

json_t *manage_targets_of(const struct manage *m, const json_t *order)
{
    const char *one = json_string_value(json_object_get(order, "target"));
    const char *group = json_string_value(json_object_get(order, "group"));
    json_t *list = json_object_get(order, "targets");
    json_t *names = json_array();
    if (one != NULL) {
        json_array_append_new(names, json_string(one));
    } else if (json_is_array(list)) {
        json_array_extend(names, list);
    } else {
        json_t *rows = store_rows(
            m->store, "SELECT id FROM target WHERE ?1 IS NULL OR grp = ?1 ORDER BY id", "s", group);
        size_t i = 0;
        json_t *row = NULL;
        json_array_foreach(rows, i, row)
        {
            json_array_append(names, json_object_get(row, "id"));
        }
        json_decref(rows);
    }
    return names;
}

/* One line of a body of faults; false after a refusal. */
static bool add_fault(const struct manage *m, const char *spec)
{
    struct trouble t;
    const char *why = "";
    if (failed(trouble_parse(spec, &t, &why))) {
        manage_refuse(m, 400, why);
        return false;
    }
    if (failed(troubles_add(&m->fleet->troubles, &t))) {
        manage_refuse(m, 409, "there are too many faults already; DELETE them");
        return false;
    }
    return true;
}

static void add_faults(const struct manage *m)
{
    char text[FAULTS_TEXT];
    char *rest = text;
    char *line = NULL;
    snprintf(text, sizeof text, "%s", m->q->body);
    while ((line = strtok_r(rest, "\n", &rest)) != NULL) {
        if (!add_fault(m, line)) {
            return;
        }
    }
    answer_empty(m->r, 204);
}

/* POST: lines of faults. GET: how often each was made. DELETE: no more. */
static void faults(struct manage *m)
{
    if (strcmp(m->q->method, "POST") == 0) {
        add_faults(m);
    } else if (strcmp(m->q->method, "DELETE") == 0) {
        troubles_clear(&m->fleet->troubles);
        answer_empty(m->r, 204);
    } else {
        json_t *made = json_object();
        for (int i = 1; i < TROUBLE_EFFECTS; i++) {
            const enum trouble_effect effect = (enum trouble_effect)i;
            json_object_set_new(made, trouble_name(effect),
                                json_integer(troubles_made(&m->fleet->troubles, effect)));
        }
        answer_json(m->r, 200, made);
    }
}

/* GET /double/counters/60: with the last 60 seconds one by one. */
static void counters(struct manage *m)
{
    if (strcmp(m->q->method, "DELETE") == 0) {
        counters_clear(&m->fleet->counters);
        answer_empty(m->r, 204);
    } else {
        const int seconds = m->id > 0 && m->id < COUNTERS_SECONDS ? (int)m->id : 0;
        answer_json(m->r, 200, counters_json(&m->fleet->counters, m->q->now, seconds));
    }
}

/* {"sleep": "00:00:30"}: any text, for devices must bear any. */
static void settings(struct manage *m)
{
    const char *key = NULL;
    json_t *value = NULL;
    json_object_foreach(m->body, key, value)
    {
        if (strcmp(key, "sleep") != 0 || !json_is_string(value)) {
            manage_refuse(m, 400, "the only setting is sleep, a text");
            return;
        }
        store_run(m->store, "INSERT OR REPLACE INTO setting(key, value) VALUES(?, ?)", "ss", key,
                  json_string_value(value));
    }
    json_t *all = json_object();
    json_t *rows = store_rows(m->store, "SELECT key, value FROM setting", "");
    size_t i = 0;
    json_t *row = NULL;
    json_array_foreach(rows, i, row)
    {
        json_object_set(all, json_string_value(json_object_get(row, "key")),
                        json_object_get(row, "value"));
    }
    json_decref(rows);
    answer_json(m->r, 200, all);
}

/* The name of an order in "/double/NAME/REST" and where REST begins. */
static int find_order(const char *path, const char **ret_rest)
{
    static const char prefix[] = "/double/";
    if (strncmp(path, prefix, sizeof prefix - 1) != 0) {
        return -1;
    }
    const char *word = path + sizeof prefix - 1;
    const size_t size = strcspn(word, "/");
    *ret_rest = word + size + (word[size] == '/' ? 1 : 0);
    for (size_t i = 0; i < sizeof orders / sizeof orders[0]; i++) {
        if (strlen(orders[i].name) == size && strncmp(orders[i].name, word, size) == 0) {
            return (int)i;
        }
    }
    return -1;
}

/* A body that must be JSON and is not. */
static bool body_wrong(const struct manage *m, int order)
{
    return m->q->size > 0 && m->body == NULL && orders[order].answer != faults;
}

void manage_answer(struct fleet *f, const struct fleet_request *q, struct fleet_reply *r)
{
    const char *rest = "";
    const int order = find_order(q->path, &rest);
    if (order < 0) {
        answer_json(r, 404, json_pack("{s:s}", "error", "neither a device's path nor /double/…"));
        return;
    }
    const bool digits = rest[0] != '\0' && strspn(rest, "0123456789") == strlen(rest);
    struct manage m = {.fleet = f,
                       .store = f->store,
                       .q = q,
                       .r = r,
                       .body = json_loadb(q->body, q->size, 0, NULL),
                       .name = rest,
                       .id = digits ? strtoll(rest, NULL, 10) : 0};
    store_begin(f->store);
    if (q->too_large) {
        manage_refuse(&m, 413, "the body is too long");
    } else if (body_wrong(&m, order)) {
        manage_refuse(&m, 400, "the body is no JSON");
    } else {
        orders[order].answer(&m);
    }
    if (!store_end(f->store) && r->status < 400) {
        answer_json(r, 500, json_pack("{s:s}", "error", "the data file refused"));
    }
    json_decref(m.body);
}
