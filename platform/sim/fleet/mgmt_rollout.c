/* Roll-outs in hawkBit's words: a filter says for whom, groups take their shares of those in turn.
 */
#include <stdlib.h>
#include <string.h>

#include "platform/sim/fleet/mgmt.h"

static const char *text_of(const json_t *from, const char *name)
{
    return json_string_value(json_object_get(from, name));
}

/* {"condition": "THRESHOLD", "expression": "80"} of the group, else of the roll-out. */
static json_t *threshold(const struct mgmt *g, const json_t *group, const char *name)
{
    const char *said = text_of(json_object_get(group, name), "expression");
    said = said == NULL ? text_of(json_object_get(g->body, name), "expression") : said;
    return json_integer(said == NULL ? 50 : strtoll(said, NULL, 10));
}

/* Takes out of `left` the group's percentage, rounded up, of those its filter means; NULL after a
 * refusal. */
static json_t *take_share(const struct mgmt *g, json_t *left, const json_t *group)
{
    const json_t *share = json_object_get(group, "targetPercentage");
    const double percent = json_is_number(share) ? json_number_value(share) : 100;
    const char *query = text_of(group, "targetFilterQuery");
    size_t meant = 0;
    size_t i = 0;
    json_t *row = NULL;
    json_array_foreach(left, i, row)
    {
        const enum query_word word = query_means(query, row);
        if (word == QUERY_WRONG) {
            mgmt_refuse(g, 400, "a group's filter query cannot be read");
            return NULL;
        }
        meant += word == QUERY_YES ? 1 : 0;
    }
    size_t wanted = (size_t)(percent * (double)meant / 100 + 0.999);
    json_t *taken = json_array();
    for (i = 0; i < json_array_size(left) && wanted > 0;) {
        row = json_array_get(left, i);
        if (query_means(query, row) == QUERY_YES) {
            json_array_append(taken, json_object_get(row, "id"));
            (void)json_array_remove(left, i);
            wanted--;
        } else {
            i++;
        }
    }
    return taken;
}

/* "groups" as they were given, or amountGroups equal ones. */
static json_t *groups_of(const struct mgmt *g)
{
    json_t *given = json_object_get(g->body, "groups");
    if (json_is_array(given)) {
        return json_incref(given);
    }
    const json_int_t amount = json_integer_value(json_object_get(g->body, "amountGroups"));
    json_t *groups = json_array();
    for (json_int_t i = 0; i < (amount < 1 || amount > 500 ? 1 : amount); i++) {
        const double part = 100.0 / (double)((amount < 1 ? 1 : amount) - i);
        json_array_append_new(groups, json_pack("{s:f}", "targetPercentage", part));
    }
    return groups;
}

/* The waves of manage_rollout.c; NULL after a refusal. */
static json_t *waves_of(const struct mgmt *g, json_t *left)
{
    json_t *groups = groups_of(g);
    json_t *waves = json_array();
    size_t i = 0;
    json_t *group = NULL;
    json_array_foreach(groups, i, group)
    {
        json_t *share = take_share(g, left, group);
        if (share == NULL) {
            json_decref(waves);
            waves = NULL;
            break;
        }
        json_array_append_new(waves, json_pack("{s:o,s:O*,s:o,s:o}", "targets", share, "name",
                                               json_object_get(group, "name"), "success",
                                               threshold(g, group, "successCondition"), "error",
                                               threshold(g, group, "errorCondition")));
    }
    json_decref(groups);
    return waves;
}

/* How many actions of a roll-out, or of one group of it, are in which of hawkBit's states. */
static json_t *counts(const struct mgmt *g, int64_t rollout, int64_t wave)
{
    static const struct {
        const char *name, *states;
    } rows[] = {{"running", " RUNNING RETRIEVED DOWNLOAD WARNING CANCELING WAIT_FOR_CONFIRMATION "},
                {"scheduled", " SCHEDULED "},
                {"cancelled", " CANCELED "},
                {"finished", " FINISHED DOWNLOADED "},
                {"error", " ERROR "}};
    json_t *all = json_pack("{s:i}", "notstarted", 0);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const int64_t n = store_number(
            g->store, 0,
            "SELECT count(*) FROM action WHERE rollout = ?1 AND (?2 = 0 OR wave = ?2) AND "
            "instr(?3, ' ' || upper(state) || ' ') > 0",
            "iis", rollout, wave, rows[i].states);
        json_object_set_new(all, rows[i].name, json_integer(n));
    }
    return all;
}

static json_t *tell(const struct mgmt *g, const json_t *row)
{
    const int64_t id = json_integer_value(json_object_get(row, "id"));
    return json_pack(
        "{s:O,s:O,s:O,s:O,s:I,s:I,s:o}", "id", json_object_get(row, "id"), "name",
        json_object_get(row, "name"), "distributionSetId", json_object_get(row, "distribution"),
        "status", json_object_get(row, "state"), "totalTargets",
        (json_int_t)store_number(g->store, 0, "SELECT count(*) FROM action WHERE rollout = ?", "i",
                                 id),
        "totalGroups",
        (json_int_t)store_number(g->store, 0, "SELECT count(*) FROM wave WHERE rollout = ?", "i",
                                 id),
        "totalTargetsPerStatus", counts(g, id, 0));
}

static json_t *find(const struct mgmt *g, int64_t id)
{
    json_t *rows = store_rows(
        g->store, "SELECT id, name, distribution, state FROM rollout WHERE id = ?", "i", id);
    json_t *row = json_array_get(rows, 0);
    json_t *said = row == NULL ? NULL : tell(g, row);
    json_decref(rows);
    if (said == NULL) {
        mgmt_refuse(g, 404, "there is no such roll-out");
    }
    return said;
}

static void make(struct mgmt *g)
{
    const char *query = text_of(g->body, "targetFilterQuery");
    if (text_of(g->body, "name") == NULL || query == NULL) {
        mgmt_refuse(g, 400, "a roll-out needs a name and a targetFilterQuery");
        return;
    }
    json_t *left = mgmt_targets(g, query);
    if (left != NULL && json_array_size(left) == 0) {
        mgmt_refuse(g, 400, "the filter means no target at all");
        json_decref(left);
        return;
    }
    json_t *waves = left == NULL ? NULL : waves_of(g, left);
    json_decref(left);
    if (waves == NULL) {
        return;
    }
    json_t *type = json_object_get(g->body, "type");
    json_t *said =
        mgmt_order(g, manage_rollouts, "POST", "",
                   json_pack("{s:O,s:O?,s:o,s:O*,s:O*}", "name", json_object_get(g->body, "name"),
                             "distribution", json_object_get(g->body, "distributionSetId"), "waves",
                             waves, "type", type, "weight", json_object_get(g->body, "weight")));
    json_t *row = said == NULL ? NULL : find(g, json_integer_value(json_object_get(said, "id")));
    if (row != NULL) {
        answer_json(g->r, 201, row);
    }
    json_decref(said);
}

/* POST makes one that is ready; hawkBit says "creating" first. */
void mgmt_rollouts(struct mgmt *g)
{
    if (strcmp(g->q->method, "POST") == 0) {
        make(g);
        return;
    }
    json_t *rows = store_rows(
        g->store, "SELECT id, name, distribution, state FROM rollout ORDER BY id DESC", "");
    json_t *all = json_array();
    size_t i = 0;
    json_t *row = NULL;
    json_array_foreach(rows, i, row)
    {
        json_array_append_new(all, tell(g, row));
    }
    json_decref(rows);
    mgmt_give_page(g, all);
}

void mgmt_rollout(struct mgmt *g)
{
    const int64_t id = mgmt_number(g, 1);
    json_t *said = find(g, id);
    if (said == NULL || g->word[2] == NULL) {
        if (said != NULL) {
            answer_json(g->r, 200, said);
        }
        return;
    }
    json_decref(said);
    json_t *rows =
        store_rows(g->store,
                   "SELECT number AS id, ifnull(name, 'group-' || number) AS name, state "
                   "AS status, (SELECT count(*) FROM action a WHERE a.rollout = "
                   "w.rollout AND a.wave = w.number) AS totalTargets FROM wave w WHERE "
                   "rollout = ? ORDER BY number",
                   "i", id);
    size_t i = 0;
    json_t *row = NULL;
    json_array_foreach(rows, i, row)
    {
        const int64_t wave = json_integer_value(json_object_get(row, "id"));
        json_object_set_new(row, "totalTargetsPerStatus", counts(g, id, wave));
    }
    mgmt_give_page(g, rows);
}

/* start, pause, resume, stop. */
void mgmt_rollout_more(struct mgmt *g)
{
    json_t *said = find(g, mgmt_number(g, 1));
    if (said == NULL) {
        return;
    }
    json_decref(said);
    said = mgmt_order(g, manage_rollouts, "POST", g->word[1], json_pack("{s:s}", "do", g->word[2]));
    if (said != NULL) {
        answer_empty(g->r, 204);
    }
    json_decref(said);
}
