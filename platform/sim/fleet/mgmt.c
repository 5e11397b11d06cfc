#include "platform/sim/fleet/mgmt.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char base[] = "/rest/v1/";

static void configs(struct mgmt *g);

/* "*" is any word. The longer ones of a family stand behind the shorter ones; a path fits one row
 * at most. */
static const struct {
    const char *path, *methods;
    void (*answer)(struct mgmt *g);
} routes[] = {
    {"system/configs/*", "GET PUT", configs},
    {"softwaremoduletypes", "GET POST", mgmt_types},
    {"distributionsettypes", "GET POST", mgmt_types},
    {"softwaremodules", "GET POST", mgmt_modules},
    {"softwaremodules/*/artifacts", "GET POST", mgmt_artifacts},
    {"distributionsets", "GET POST", mgmt_sets},
    {"distributionsets/*/assignedTargets", "POST", mgmt_set_assign},
    {"targets", "GET POST", mgmt_target_list},
    {"targets/*", "GET PUT DELETE", mgmt_target},
    {"targets/*/attributes", "GET", mgmt_target_more},
    {"targets/*/assignedDS", "GET", mgmt_target_more},
    {"targets/*/installedDS", "GET", mgmt_target_more},
    {"targets/*/actions", "GET", mgmt_target_actions},
    {"targets/*/actions/*", "GET PUT DELETE", mgmt_target_action},
    {"targets/*/actions/*/status", "GET", mgmt_target_action},
    {"rollouts", "GET POST", mgmt_rollouts},
    {"rollouts/*", "GET", mgmt_rollout},
    {"rollouts/*/deploygroups", "GET", mgmt_rollout},
    {"rollouts/*/start", "POST", mgmt_rollout_more},
    {"rollouts/*/pause", "POST", mgmt_rollout_more},
    {"rollouts/*/resume", "POST", mgmt_rollout_more},
    {"rollouts/*/stop", "POST", mgmt_rollout_more},
};

bool mgmt_is(const char *path)
{
    return strncmp(path, base, sizeof base - 1) == 0;
}

int64_t mgmt_number(const struct mgmt *g, int word)
{
    const char *text = g->word[word];
    const bool digits =
        text != NULL && text[0] != '\0' && strspn(text, "0123456789") == strlen(text);
    return digits ? strtoll(text, NULL, 10) : 0;
}

void mgmt_refuse(const struct mgmt *g, int status, const char *sentence)
{
    store_spoil(g->store);
    answer_json(g->r, status,
                json_pack("{s:s,s:s,s:s}", "exceptionClass",
                          status == 404 ? "org.eclipse.hawkbit.repository.exception."
                                          "EntityNotFoundException"
                                        : "jakarta.validation.ConstraintViolationException",
                          "errorCode",
                          status == 404 ? "hawkbit.server.error.repo.entityNotFound"
                                        : "hawkbit.server.error.repo.constraintViolation",
                          "message", sentence));
}

json_t *mgmt_order(const struct mgmt *g, void (*answer)(struct manage *), const char *method,
                   const char *name, json_t *body)
{
    struct fleet_request q = *g->q;
    struct fleet_reply r;
    q.method = method;
    q.target = NULL;
    const bool digits = name[0] != '\0' && strspn(name, "0123456789") == strlen(name);
    struct manage m = {.fleet = g->fleet,
                       .store = g->store,
                       .q = &q,
                       .r = &r,
                       .body = body,
                       .name = name,
                       .id = digits ? strtoll(name, NULL, 10) : 0};
    answer_init(&r);
    answer(&m);
    json_decref(body);
    json_t *said = r.body == NULL ? json_object() : json_loadb(r.body, r.size, 0, NULL);
    if (r.status >= 400) {
        const char *why = json_string_value(json_object_get(said, "error"));
        mgmt_refuse(g, r.status, why == NULL ? "it was refused" : why);
        json_decref(said);
        said = NULL;
    }
    answer_done(&r);
    return said;
}

void mgmt_give_page(const struct mgmt *g, json_t *rows)
{
    const json_int_t size = (json_int_t)json_array_size(rows);
    answer_json(g->r, 200,
                json_pack("{s:o,s:I,s:I}", "content", rows, "total", size, "size", size));
}

json_t *mgmt_targets(const struct mgmt *g, const char *query)
{
    json_t *rows = mgmt_order(g, manage_targets, "GET", "", NULL);
    json_t *meant = rows == NULL ? NULL : json_array();
    size_t i = 0;
    json_t *row = NULL;
    json_array_foreach(rows, i, row)
    {
        const enum query_word word = query_means(query, row);
        if (word == QUERY_WRONG) {
            mgmt_refuse(g, 400, "the target filter query cannot be read");
            json_decref(meant);
            meant = NULL;
            break;
        }
        if (word == QUERY_YES) {
            json_array_append(meant, row);
        }
    }
    json_decref(rows);
    return meant;
}

/* A setting of the tenant. What no device is told of is kept and does nothing. */
static void configs(struct mgmt *g)
{
    const bool polling = strcmp(g->word[2], "pollingTime") == 0;
    const char *key = polling ? "sleep" : g->word[2];
    const json_t *value = json_object_get(g->body, "value");
    if (strcmp(g->q->method, "PUT") == 0) {
        if (value == NULL) {
            mgmt_refuse(g, 400, "a value is needed");
            return;
        }
        char *text = json_is_string(value) ? strdup(json_string_value(value))
                                           : json_dumps(value, JSON_COMPACT | JSON_ENCODE_ANY);
        store_run(g->store, "INSERT OR REPLACE INTO setting(key, value) VALUES(?, ?)", "ss", key,
                  text);
        free(text);
        answer_empty(g->r, 204);
        return;
    }
    char kept[400];
    store_setting(g->store, key, polling ? "00:05:00" : "false", kept, sizeof kept);
    json_t *said = json_loads(kept, JSON_DECODE_ANY, NULL);
    answer_json(
        g->r, 200,
        json_pack("{s:o,s:b}", "value", said == NULL ? json_string(kept) : said, "global", 0));
}

/* Splits the path where it lies. False when it has too many words. */
static bool split(struct mgmt *g, const char *path)
{
    char *rest = g->path;
    int count = 0;
    if (strlen(path) >= sizeof g->path) {
        return false;
    }
    (void)snprintf(g->path, sizeof g->path, "%s", path);
    for (char *word = strtok_r(rest, "/", &rest); word != NULL; word = strtok_r(rest, "/", &rest)) {
        if (count == MGMT_WORDS - 1) {
            return false;
        }
        g->word[count++] = word;
    }
    return count > 0;
}

static bool fits(const struct mgmt *g, const char *path)
{
    int i = 0;
    while (path[0] != '\0' && g->word[i] != NULL) {
        const size_t size = strcspn(path, "/");
        const bool any = size == 1 && path[0] == '*';
        if (!any && (strlen(g->word[i]) != size || strncmp(g->word[i], path, size) != 0)) {
            return false;
        }
        path += size + (path[size] == '/' ? 1 : 0);
        i++;
    }
    return path[0] == '\0' && g->word[i] == NULL;
}

static void find_and_answer(struct mgmt *g)
{
    for (size_t i = 0; i < sizeof routes / sizeof routes[0]; i++) {
        if (!fits(g, routes[i].path)) {
            continue;
        }
        if (strstr(routes[i].methods, g->q->method) == NULL) {
            mgmt_refuse(g, 405, "not by this method");
        } else if (g->q->size > 0 && g->body == NULL && g->q->upload == NULL) {
            mgmt_refuse(g, 400, "the body is no JSON");
        } else {
            routes[i].answer(g);
        }
        return;
    }
    mgmt_refuse(g, 404, "the double has no such order; hawkBit may have it");
}

void mgmt_answer(struct fleet *f, const struct fleet_request *q, struct fleet_reply *r)
{
    struct mgmt g = {.fleet = f, .store = f->store, .q = q, .r = r};
    g.body = json_loadb(q->body, q->size, 0, NULL);
    store_begin(f->store);
    if (q->too_large) {
        mgmt_refuse(&g, 413, "the body is too long");
    } else if (!split(&g, q->path + sizeof base - 1)) {
        mgmt_refuse(&g, 404, "the path has too many words");
    } else {
        find_and_answer(&g);
    }
    if (!store_end(f->store) && r->status < 400) {
        answer_status(r, 500);
    }
    json_decref(g.body);
}
