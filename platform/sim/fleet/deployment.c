#include "platform/sim/fleet/deployment.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "platform/sim/fleet/auth.h"

bool deployment_action(const struct call *c, struct action *ret_action)
{
    if (!auth_known(c)) {
        return false;
    }
    if (!action_load(c->store, c->place->id, ret_action) || action_is(ret_action, "SCHEDULED") ||
        strcmp(ret_action->target, c->place->target) != 0) {
        answer_mishap(c->r, MISHAP_NOT_FOUND);
        return false;
    }
    return true;
}

/* What make gives of each row, in order; takes the rows over. */
static json_t *each_row(const struct call *c, json_t *rows,
                        json_t *(*make)(const struct call *c, json_t *row))
{
    json_t *list = json_array();
    size_t i = 0;
    json_t *row = NULL;
    json_array_foreach(rows, i, row)
    {
        json_array_append_new(list, make(c, row));
    }
    json_decref(rows);
    return list;
}

/* hawkBit names its links by whether they are TLS. */
static void add_link(const struct call *c, json_t *links, const char *name, const char *url,
                     const char *end)
{
    char key[32];
    snprintf(key, sizeof key, "%s%s", name, c->q->tls ? "" : "-http");
    json_object_set_new(links, key, json_pack("{s:s+}", "href", url, end));
}

static json_t *artifact_of(const struct call *c, json_t *row)
{
    char url[1300];
    json_t *links = json_object();
    snprintf(url, sizeof url, "%s/softwaremodules/%lld/artifacts/", c->base,
             (long long)json_integer_value(json_object_get(row, "module")));
    answer_encode(url, sizeof url, json_string_value(json_object_get(row, "filename")));
    add_link(c, links, "download", url, "");
    add_link(c, links, "md5sum", url, ".MD5SUM");
    return json_pack("{s:O,s:{s:O,s:O,s:O},s:O,s:o}", "filename", json_object_get(row, "filename"),
                     "hashes", "sha1", json_object_get(row, "sha1"), "md5",
                     json_object_get(row, "md5"), "sha256", json_object_get(row, "sha256"), "size",
                     json_object_get(row, "size"), "_links", links);
}

json_t *deployment_artifacts(const struct call *c, int64_t module)
{
    return each_row(c,
                    store_rows(c->store,
                               "SELECT m.module, m.filename, a.size, a.sha1, a.md5, a.sha256 FROM "
                               "module_artifact m JOIN artifact a ON a.id = m.artifact WHERE "
                               "m.module = ? ORDER BY m.rowid",
                               "i", module),
                    artifact_of);
}

static json_t *metadata_of(json_t *pairs)
{
    json_t *list = json_array();
    const char *key = NULL;
    json_t *value = NULL;
    json_object_foreach(pairs, key, value)
    {
        json_array_append_new(list, json_pack("{s:s,s:O}", "key", key, "value", value));
    }
    return list;
}

static json_t *chunk_of(const struct call *c, json_t *row)
{
    json_t *metadata = json_object_get(row, "metadata");
    json_t *chunk =
        json_pack("{s:O,s:O,s:O}", "part", json_object_get(row, "part"), "version",
                  json_object_get(row, "version"), "name", json_object_get(row, "name"));
    if (json_integer_value(json_object_get(row, "encrypted")) != 0) {
        json_object_set_new(chunk, "encrypted", json_true());
    }
    json_object_set_new(chunk, "artifacts",
                        deployment_artifacts(c, json_integer_value(json_object_get(row, "id"))));
    if (json_object_size(metadata) > 0) {
        json_object_set_new(chunk, "metadata", metadata_of(metadata));
    }
    return chunk;
}

static json_t *chunks_of(const struct call *c, int64_t distribution)
{
    return each_row(c,
                    store_rows(c->store,
                               "SELECT m.id, m.part, m.version, m.name, m.encrypted, m.metadata AS "
                               "json_metadata FROM distribution_module d JOIN module m ON m.id = "
                               "d.module WHERE d.distribution = ? ORDER BY d.rowid",
                               "i", distribution),
                    chunk_of);
}

static json_t *message_of(const struct call *c, json_t *row)
{
    (void)c;
    return json_incref(json_object_get(row, "message"));
}

/* What devices said, newest first; nothing of the server's own. */
static void add_history(const struct call *c, const struct action *a, json_t *document)
{
    const long asked = c->q->history == NULL ? 0 : strtol(c->q->history, NULL, 10);
    const size_t most =
        asked < 0 || asked > DEPLOYMENT_HISTORY ? DEPLOYMENT_HISTORY : (size_t)asked;
    json_t *messages =
        each_row(c,
                 store_rows(c->store,
                            "SELECT m.value AS message FROM status s, json_each(s.messages) m "
                            "WHERE s.action = ? AND m.value NOT LIKE '" SERVER_PREFIX "%' "
                            "ORDER BY s.id DESC, m.key LIMIT ?",
                            "ii", a->id, (int64_t)most),
                 message_of);
    if (json_array_size(messages) > 0) {
        json_object_set_new(document, "actionHistory",
                            json_pack("{s:s,s:O}", "status", a->state, "messages", messages));
    }
    json_decref(messages);
}

static json_t *id_of(const struct action *a)
{
    return json_sprintf("%lld", (long long)a->id);
}

/* The document under the name "deployment" or "confirmation". */
static json_t *document(const struct call *c, const struct action *a, const char *name)
{
    const enum window window = action_window(a, c->q->now);
    const bool only = strcmp(a->type, "downloadonly") == 0;
    const char *download = only || action_forced(a, c->q->now) ? "forced" : "attempt";
    const bool skip = only || (window != WINDOW_NONE && window != WINDOW_OPEN);
    json_t *inner =
        json_pack("{s:s,s:s}", "download", download, "update", skip ? "skip" : download);
    if (window != WINDOW_NONE) {
        json_object_set_new(inner, "maintenanceWindow",
                            json_string(window == WINDOW_OPEN ? "available" : "unavailable"));
    }
    json_object_set_new(inner, "chunks", chunks_of(c, a->distribution));
    json_t *outer = json_pack("{s:o,s:o}", "id", id_of(a), name, inner);
    add_history(c, a, outer);
    return outer;
}

/* Once, until the device says something. */
static void note_retrieved(const struct call *c, struct action *a, const char *sentence)
{
    char last[24];
    (void)store_text(c->store, last, sizeof last,
                     "SELECT state FROM status WHERE action = ? ORDER BY id DESC LIMIT 1", "i",
                     a->id);
    if (strcmp(last, "RETRIEVED") == 0) {
        return;
    }
    action_note_server(c->store, a, "RETRIEVED", sentence, c->q->now);
    if (a->active && !action_cancelled(a)) {
        action_turn(c->store, a, "RETRIEVED", true, c->q->now);
    }
}

static void cancel_lapsed(const struct call *c, struct action *a)
{
    if (a->active && action_window(a, c->q->now) == WINDOW_LAPSED) {
        (void)action_cancel(c->store, a, c->q->now);
    }
}

/* --- what is shown of which action --- */

static bool is_given(const struct call *c, struct action *a)
{
    cancel_lapsed(c, a);
    return !action_cancelled(a) && !action_is(a, "WAIT_FOR_CONFIRMATION");
}

static bool is_asked(const struct call *c, struct action *a)
{
    cancel_lapsed(c, a);
    return action_is(a, "WAIT_FOR_CONFIRMATION");
}

static bool is_installed(const struct call *c, struct action *a)
{
    return store_number(c->store, 0, "SELECT installed_action FROM target WHERE id = ?", "s",
                        c->place->target) == a->id;
}

static bool is_withdrawn(const struct call *c, struct action *a)
{
    (void)c;
    return action_cancelled(a);
}

/* The path's action, when it is one of these; false after an answer. */
static bool find(const struct call *c, bool (*is)(const struct call *c, struct action *a),
                 struct action *ret_action)
{
    if (!deployment_action(c, ret_action)) {
        return false;
    }
    const bool shown = is(c, ret_action);
    if (!shown) {
        answer_empty(c->r, 404);
    }
    return shown;
}

void deployment_answer(struct call *c)
{
    struct action a;
    if (find(c, is_given, &a)) {
        json_t *answer = document(c, &a, "deployment");
        note_retrieved(c, &a, "Target retrieved update action and should start now the download.");
        answer_json(c->r, 200, answer);
    }
}

void deployment_confirm(struct call *c)
{
    struct action a;
    if (find(c, is_asked, &a)) {
        answer_json(c->r, 200, document(c, &a, "confirmation"));
    }
}

void deployment_installed(struct call *c)
{
    struct action a;
    if (find(c, is_installed, &a)) {
        answer_json(c->r, 200, document(c, &a, "deployment"));
    }
}

void deployment_cancel(struct call *c)
{
    struct action a;
    if (find(c, is_withdrawn, &a)) {
        note_retrieved(c, &a,
                       "Target retrieved cancel action and should start now the cancellation.");
        answer_json(
            c->r, 200,
            json_pack("{s:o,s:{s:o}}", "id", id_of(&a), "cancelAction", "stopId", id_of(&a)));
    }
}

/* An assignment that nobody ordered: over as soon as it is made. 201 when it is new. */
static void set_installed(struct call *c, int64_t distribution)
{
    struct action a;
    const struct order order = {.distribution = distribution, .type = "forced", .weight = 1000};
    const int64_t had = store_number(c->store, 0, "SELECT installed FROM target WHERE id = ?", "s",
                                     c->place->target);
    if (had == distribution) {
        answer_empty(c->r, 200);
        return;
    }
    const int64_t id = action_assign(c->store, c->place->target, &order, c->q->now);
    if (id > 0 && action_load(c->store, id, &a)) {
        action_note_server(c->store, &a, "FINISHED", "Action reported as offline deployment",
                           c->q->now);
        action_finish(c->store, &a, "FINISHED", c->q->now);
    }
    answer_empty(c->r, id > 0 ? 201 : 200);
}

void deployment_installed_set(struct call *c)
{
    json_t *body = json_loadb(c->q->body, c->q->size, 0, NULL);
    const char *name = json_string_value(json_object_get(body, "name"));
    const char *version = json_string_value(json_object_get(body, "version"));
    if (name == NULL || version == NULL) {
        answer_mishap(c->r, MISHAP_NOT_READABLE);
    } else if (auth_known(c)) {
        const int64_t distribution =
            store_number(c->store, 0, "SELECT id FROM distribution WHERE name = ? AND version = ?",
                         "ss", name, version);
        if (distribution == 0) {
            answer_mishap(c->r, MISHAP_NOT_FOUND);
        } else {
            set_installed(c, distribution);
        }
    }
    json_decref(body);
}
