/* Kiosks as hawkBit tells of them, and their actions. */
#include <string.h>

#include "platform/sim/fleet/mgmt.h"

/* A row of manage_target.c in hawkBit's words. */
static json_t *as_hawkbit(const json_t *row)
{
    return json_pack("{s:O?,s:O?,s:O?,s:O?,s:O?,s:O?,s:O?}", "controllerId",
                     json_object_get(row, "id"), "name", json_object_get(row, "name"), "group",
                     json_object_get(row, "group"), "updateStatus", json_object_get(row, "status"),
                     "securityToken", json_object_get(row, "token"), "lastControllerRequestAt",
                     json_object_get(row, "polled"), "address", json_object_get(row, "address"));
}

static json_t *all_as_hawkbit(json_t *rows)
{
    json_t *all = json_array();
    size_t i = 0;
    json_t *row = NULL;
    json_array_foreach(rows, i, row)
    {
        json_array_append_new(all, as_hawkbit(row));
    }
    json_decref(rows);
    return all;
}

/* hawkBit's member names in ours. */
static json_t *as_order(const json_t *one, const json_t *id)
{
    return json_pack("{s:O?,s:O*,s:O*,s:O*,s:O*}", "id", id, "name", json_object_get(one, "name"),
                     "group", json_object_get(one, "group"), "token",
                     json_object_get(one, "securityToken"), "ask",
                     json_object_get(one, "requestAttributes"));
}

/* GET targets[?q=FILTER]; POST targets [{"controllerId", "name", "group", "securityToken"}]. */
void mgmt_target_list(struct mgmt *g)
{
    if (strcmp(g->q->method, "GET") == 0) {
        json_t *rows = mgmt_targets(g, g->q->query);
        if (rows != NULL) {
            mgmt_give_page(g, all_as_hawkbit(rows));
        }
        return;
    }
    json_t *made = json_array();
    size_t i = 0;
    json_t *one = NULL;
    json_array_foreach(g->body, i, one)
    {
        const json_t *id = json_object_get(one, "controllerId");
        const char *name = json_string_value(id);
        if (name != NULL &&
            store_number(g->store, 0, "SELECT count(*) FROM target WHERE id = ?", "s", name) > 0) {
            mgmt_refuse(g, 409, "there is a target of this controllerId");
            break;
        }
        json_t *said = mgmt_order(g, manage_targets, "POST", "", as_order(one, id));
        if (said == NULL) {
            break;
        }
        json_decref(said);
        said = mgmt_order(g, manage_targets, "GET", name == NULL ? "" : name, NULL);
        json_array_append_new(made, as_hawkbit(said));
        json_decref(said);
    }
    if (i == 0 || i < json_array_size(g->body)) {
        json_decref(made);
        if (i == 0 && g->r->body == NULL) {
            mgmt_refuse(g, 400, "a list is needed: [{\"controllerId\": …}]");
        }
    } else {
        answer_json(g->r, 201, made);
    }
}

void mgmt_target(struct mgmt *g)
{
    const char *method = strcmp(g->q->method, "PUT") == 0 ? "POST" : g->q->method;
    json_t *body = strcmp(method, "POST") == 0 ? as_order(g->body, NULL) : NULL;
    json_t *said = mgmt_order(g, manage_targets, method, g->word[1], body);
    if (said != NULL && strcmp(method, "DELETE") == 0) {
        answer_empty(g->r, 204);
    } else if (said != NULL) {
        answer_json(g->r, 200, as_hawkbit(said));
    }
    json_decref(said);
}

/* attributes, assignedDS, installedDS of a target. */
void mgmt_target_more(struct mgmt *g)
{
    json_t *said = mgmt_order(g, manage_targets, "GET", g->word[1], NULL);
    if (said == NULL) {
        return;
    }
    if (strcmp(g->word[2], "attributes") == 0) {
        answer_json(g->r, 200, json_incref(json_object_get(said, "attributes")));
    } else {
        const char *which = strcmp(g->word[2], "assignedDS") == 0 ? "assigned" : "installed";
        json_t *rows =
            store_rows(g->store, "SELECT id, name, version FROM distribution WHERE id = ?", "i",
                       (int64_t)json_integer_value(json_object_get(said, which)));
        if (json_array_size(rows) == 0) {
            answer_empty(g->r, 204);
        } else {
            answer_json(g->r, 200, json_incref(json_array_get(rows, 0)));
        }
        json_decref(rows);
    }
    json_decref(said);
}

#define ACTION                                                                                     \
    "SELECT a.id, CASE WHEN state IN ('CANCELING', 'CANCELED') THEN 'cancel' ELSE 'update' END "   \
    "AS type, CASE active WHEN 1 THEN 'pending' ELSE 'finished' END AS status, lower(a.state) AS " \
    "detailStatus, a.type AS forceType, weight, rollout, (SELECT name FROM rollout r WHERE r.id "  \
    "= a.rollout) AS rolloutName, code AS lastStatusCode, a.created AS createdAt, changed AS "     \
    "lastModifiedAt FROM action a WHERE target = ? "

/* The newest first, as hawkBit sorts them by itself. */
void mgmt_target_actions(struct mgmt *g)
{
    mgmt_give_page(g, store_rows(g->store, ACTION "ORDER BY a.id DESC", "s", g->word[1]));
}

static void give_statuses(struct mgmt *g, int64_t id)
{
    mgmt_give_page(g,
                   store_rows(g->store,
                              "SELECT id, lower(state) AS type, messages AS json_messages, code, "
                              "at AS reportedAt FROM status WHERE action = ? ORDER BY id DESC",
                              "i", id));
}

/* GET tells, PUT {"forceType": "forced"} hurries, DELETE cancels: with ?force=true it asks nobody
 * (hawkBit: only what is being cancelled already). */
void mgmt_target_action(struct mgmt *g)
{
    const int64_t id = mgmt_number(g, 3);
    const bool forced = g->q->force != NULL && strcmp(g->q->force, "true") == 0;
    json_t *said = NULL;
    if (store_number(g->store, 0, "SELECT count(*) FROM action WHERE id = ? AND target = ?", "is",
                     id, g->word[1]) == 0) {
        mgmt_refuse(g, 404, "the target has no such action");
        return;
    }
    if (g->word[4] != NULL) {
        give_statuses(g, id);
        return;
    }
    if (strcmp(g->q->method, "DELETE") == 0) {
        said = mgmt_order(g, manage_actions, "POST", g->word[3],
                          forced ? json_pack("{s:s}", "cancel", "now")
                                 : json_pack("{s:b}", "cancel", 1));
        if (said != NULL) {
            answer_empty(g->r, 204);
        }
        json_decref(said);
        return;
    }
    if (strcmp(g->q->method, "PUT") == 0) {
        said = mgmt_order(g, manage_actions, "POST", g->word[3], json_pack("{s:b}", "force", 1));
        if (said == NULL) {
            return;
        }
        json_decref(said);
    }
    json_t *rows = store_rows(g->store, ACTION "AND a.id = ?", "si", g->word[1], id);
    answer_json(g->r, 200, json_incref(json_array_get(rows, 0)));
    json_decref(rows);
}
