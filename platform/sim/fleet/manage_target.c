#include <string.h>

#include "platform/sim/fleet/manage.h"
#include "platform/sim/serve/digest.h"

#define ROW                                                                                        \
    "SELECT id, name, grp AS 'group', token, status, sleep, refuse, auto AS auto_confirm, ask AS " \
    "asks_attributes, assigned, installed, installed_action, polled, address, (SELECT "            \
    "json_group_object(key, value) FROM attribute WHERE target = id) AS json_attributes FROM "     \
    "target "

/* Text members of a target that an order may set. */
static const char *const texts[][2] = {{"name", "UPDATE target SET name = ? WHERE id = ?"},
                                       {"group", "UPDATE target SET grp = ? WHERE id = ?"},
                                       {"token", "UPDATE target SET token = ? WHERE id = ?"},
                                       {"sleep", "UPDATE target SET sleep = ? WHERE id = ?"}};

static void change(const struct manage *m, const char *id, const json_t *order)
{
    const json_t *refuse = json_object_get(order, "refuse");
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        const char *value = json_string_value(json_object_get(order, texts[i][0]));
        if (value != NULL) {
            store_run(m->store, texts[i][1], "ss", value, id);
        }
    }
    if (json_is_integer(refuse)) {
        store_run(m->store, "UPDATE target SET refuse = ? WHERE id = ?", "is",
                  (int64_t)json_integer_value(refuse), id);
    }
    if (json_is_true(json_object_get(order, "ask"))) {
        store_run(m->store, "UPDATE target SET ask = 1 WHERE id = ?", "s", id);
    }
}

/* Makes or changes one; false after a refusal. */
static bool put(const struct manage *m, const json_t *order)
{
    char token[33];
    const char *id = json_string_value(json_object_get(order, "id"));
    if (id == NULL || id[0] == '\0' || strlen(id) > FLEET_ID_MAX) {
        manage_refuse(m, 400, "a target needs an id of at most 256 letters");
        return false;
    }
    portal_random_hex(token, sizeof token - 1);
    store_run(m->store,
              "INSERT OR IGNORE INTO target(id, name, token, created) VALUES(?1, ?1, ?2, ?3)",
              "ssi", id, token, m->q->now);
    change(m, id, order);
    return true;
}

/* An object, or an array of them. */
static void make(const struct manage *m)
{
    json_t *list = json_is_array(m->body) ? json_incref(m->body) : json_pack("[O]", m->body);
    json_t *made = json_array();
    size_t i = 0;
    json_t *one = NULL;
    bool well = list != NULL;
    json_array_foreach(list, i, one)
    {
        well = well && put(m, one);
        if (well) {
            json_array_append_new(made,
                                  store_rows(m->store,
                                             "SELECT id, token, grp AS 'group' FROM target "
                                             "WHERE id = ?",
                                             "s", json_string_value(json_object_get(one, "id"))));
        }
    }
    json_decref(list);
    if (!well) {
        json_decref(made);
        if (m->r->status < 400 || m->r->body == NULL) {
            manage_refuse(m, 400, "a target, or an array of them, is needed");
        }
        return;
    }
    json_t *flat = json_array();
    json_array_foreach(made, i, one)
    {
        json_array_extend(flat, one);
    }
    json_decref(made);
    answer_json(m->r, 201, flat);
}

static void forget(const struct manage *m)
{
    static const char *const statements[] = {
        "DELETE FROM status WHERE action IN (SELECT id FROM action WHERE target = ?)",
        "DELETE FROM action WHERE target = ?", "DELETE FROM attribute WHERE target = ?",
        "DELETE FROM target WHERE id = ?"};
    for (size_t i = 0; i < sizeof statements / sizeof statements[0]; i++) {
        store_run(m->store, statements[i], "s", m->name);
    }
    answer_empty(m->r, 204);
}

/* POST targets: make or change. GET targets[/ID]. POST targets/ID: change. DELETE targets/ID. */
void manage_targets(struct manage *m)
{
    const bool one = m->name[0] != '\0';
    if (!one && strcmp(m->q->method, "POST") == 0) {
        make(m);
    } else if (!one) {
        manage_give_rows(m, store_rows(m->store, ROW "ORDER BY id", ""));
    } else if (strcmp(m->q->method, "DELETE") == 0) {
        forget(m);
    } else {
        if (strcmp(m->q->method, "POST") == 0) {
            change(m, m->name, m->body);
        }
        manage_give_row(m, store_rows(m->store, ROW "WHERE id = ?", "s", m->name));
    }
}
