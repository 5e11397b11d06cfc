/* What is given to kiosks: types, software modules and their files, distribution sets, and giving
 * one to a kiosk without a roll-out. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "platform/sim/fleet/artifact.h"
#include "platform/sim/fleet/mgmt.h"
#include "platform/sim/fleet/multipart.h"

#define TYPE_KEY 200

static const char *text_of(const json_t *from, const char *name)
{
    return json_string_value(json_object_get(from, name));
}

/* One function for each of a list that was posted, answered with 201 and what each came to. make
 * gives NULL after a refusal. */
static void make_each(struct mgmt *g, json_t *(*make)(struct mgmt *g, const json_t *one))
{
    json_t *made = json_array();
    size_t i = 0;
    json_t *one = NULL;
    if (!json_is_array(g->body) || json_array_size(g->body) == 0) {
        json_decref(made);
        mgmt_refuse(g, 400, "a list is needed: [{…}]");
        return;
    }
    json_array_foreach(g->body, i, one)
    {
        json_t *row = make(g, one);
        if (row == NULL) {
            json_decref(made);
            return;
        }
        json_array_append_new(made, row);
    }
    answer_json(g->r, 201, made);
}

/* --- types --------------------------------------------------------------------------------------
 */

static bool type_row(const struct mgmt *g, const char *family, const char *key, char *out)
{
    (void)snprintf(out, TYPE_KEY, "%s/%.128s", family, key);
    return store_number(g->store, 0, "SELECT rowid FROM setting WHERE key = ?", "s", out) > 0;
}

static json_t *make_type(struct mgmt *g, const json_t *one)
{
    char row[TYPE_KEY];
    const char *key = text_of(one, "key");
    const char *name = text_of(one, "name");
    if (key == NULL || name == NULL) {
        mgmt_refuse(g, 400, "a type needs a key and a name");
        return NULL;
    }
    if (type_row(g, g->word[0], key, row)) {
        mgmt_refuse(g, 409, "there is a type of this key");
        return NULL;
    }
    store_run(g->store, "INSERT INTO setting(key, value) VALUES(?, ?)", "ss", row, name);
    return json_pack("{s:I,s:s,s:s}", "id", (json_int_t)store_last_id(g->store) + 100, "key", key,
                     "name", name);
}

/* hawkBit has some of its own from the start; ours are numbered behind them. */
void mgmt_types(struct mgmt *g)
{
    if (strcmp(g->q->method, "POST") == 0) {
        make_each(g, make_type);
        return;
    }
    const bool of_modules = strcmp(g->word[0], "softwaremoduletypes") == 0;
    json_t *all = of_modules
                      ? json_pack("[{s:i,s:s,s:s},{s:i,s:s,s:s}]", "id", 1, "key", "os", "name",
                                  "OS", "id", 2, "key", "application", "name", "Application")
                      : json_pack("[{s:i,s:s,s:s}]", "id", 1, "key", "os", "name", "OS only");
    json_t *made =
        store_rows(g->store,
                   "SELECT rowid + 100 AS id, substr(key, length(?1) + 2) AS key, value AS name "
                   "FROM setting WHERE substr(key, 1, length(?1) + 1) = ?1 || '/' ORDER BY rowid",
                   "s", g->word[0]);
    json_array_extend(all, made);
    json_decref(made);
    mgmt_give_page(g, all);
}

static bool type_is_known(const struct mgmt *g, const char *family, const char *key)
{
    static const char *const own[] = {"os", "application", "os_app", "app"};
    char row[TYPE_KEY];
    for (size_t i = 0; i < sizeof own / sizeof own[0]; i++) {
        if (strcmp(key, own[i]) == 0) {
            return true;
        }
    }
    return type_row(g, family, key, row);
}

/* --- modules ------------------------------------------------------------------------------------
 */

static json_t *make_module(struct mgmt *g, const json_t *one)
{
    const char *type = text_of(one, "type");
    const char *name = text_of(one, "name");
    const char *version = text_of(one, "version");
    if (type == NULL || name == NULL || version == NULL) {
        mgmt_refuse(g, 400, "a software module needs a type, a name and a version");
        return NULL;
    }
    if (!type_is_known(g, "softwaremoduletypes", type)) {
        mgmt_refuse(g, 404, "there is no such type of software modules");
        return NULL;
    }
    if (store_number(g->store, 0,
                     "SELECT count(*) FROM module WHERE part = ? AND name = ? AND version = ?",
                     "sss", type, name, version) > 0) {
        mgmt_refuse(g, 409, "there is this version of it already");
        return NULL;
    }
    store_run(g->store, "INSERT INTO module(part, name, version) VALUES(?, ?, ?)", "sss", type,
              name, version);
    return json_pack("{s:I,s:s,s:s,s:s}", "id", (json_int_t)store_last_id(g->store), "type", type,
                     "name", name, "version", version);
}

void mgmt_modules(struct mgmt *g)
{
    if (strcmp(g->q->method, "POST") == 0) {
        make_each(g, make_module);
    } else {
        mgmt_give_page(g, store_rows(g->store,
                                     "SELECT id, part AS type, name, version FROM module ORDER BY "
                                     "id",
                                     ""));
    }
}

/* --- files --------------------------------------------------------------------------------------
 */

#define ARTIFACTS                                                                                  \
    "SELECT a.id, m.filename AS providedFilename, a.size, json_object('sha1', sha1, 'md5', md5, "  \
    "'sha256', sha256) AS json_hashes FROM module_artifact m JOIN artifact a ON a.id = "           \
    "m.artifact WHERE m.module = ? "

/* The form's one file, under the name it came with. */
static void keep_file(struct mgmt *g, int64_t module)
{
    char path[640];
    char name[MULTIPART_NAME];
    json_t *row = NULL;
    if (g->q->upload == NULL) {
        mgmt_refuse(g, 400, "a form with one file is needed (curl -F file=@FILE)");
        return;
    }
    (void)snprintf(path, sizeof path, "%s.file", g->q->upload);
    struct err e = multipart_take(g->q->upload, path, name);
    e = failed(e) ? e : artifact_keep(g->store, path, name, g->q->now, &row);
    (void)unlink(path);
    if (failed(e)) {
        mgmt_refuse(g, 400, "the form has not exactly one file, or it cannot be kept");
        return;
    }
    const int64_t id = json_integer_value(json_object_get(row, "id"));
    json_decref(row);
    store_run(g->store,
              "INSERT OR REPLACE INTO module_artifact(module, filename, artifact) VALUES(?, ?, ?)",
              "isi", module, name, id);
    json_t *rows = store_rows(g->store, ARTIFACTS "AND m.filename = ?", "is", module, name);
    answer_json(g->r, 201, json_incref(json_array_get(rows, 0)));
    json_decref(rows);
}

void mgmt_artifacts(struct mgmt *g)
{
    const int64_t module = mgmt_number(g, 1);
    if (store_number(g->store, 0, "SELECT count(*) FROM module WHERE id = ?", "i", module) == 0) {
        mgmt_refuse(g, 404, "there is no such software module");
    } else if (strcmp(g->q->method, "POST") == 0) {
        keep_file(g, module);
    } else {
        answer_json(g->r, 200, store_rows(g->store, ARTIFACTS "ORDER BY a.id", "i", module));
    }
}

/* --- distribution sets --------------------------------------------------------------------------
 */

static json_t *make_set(struct mgmt *g, const json_t *one)
{
    const char *name = text_of(one, "name");
    const char *version = text_of(one, "version");
    const char *type = text_of(one, "type");
    size_t i = 0;
    json_t *module = NULL;
    if (name == NULL || version == NULL ||
        (type != NULL && !type_is_known(g, "distributionsettypes", type))) {
        mgmt_refuse(g, 400, "a distribution set needs a name, a version and a type that is there");
        return NULL;
    }
    if (store_number(g->store, 0,
                     "SELECT count(*) FROM distribution WHERE name = ? AND version = ?", "ss", name,
                     version) > 0) {
        mgmt_refuse(g, 409, "there is this version of it already");
        return NULL;
    }
    store_run(g->store, "INSERT INTO distribution(name, version) VALUES(?, ?)", "ss", name,
              version);
    const int64_t id = store_last_id(g->store);
    json_array_foreach(json_object_get(one, "modules"), i, module)
    {
        store_run(g->store,
                  "INSERT OR IGNORE INTO distribution_module(distribution, module) SELECT ?, id "
                  "FROM module WHERE id = ?",
                  "ii", id, (int64_t)json_integer_value(json_object_get(module, "id")));
        if (store_changes(g->store) != 1) {
            mgmt_refuse(g, 404, "there is no such software module");
            return NULL;
        }
    }
    return json_pack("{s:I,s:s,s:s,s:b}", "id", (json_int_t)id, "name", name, "version", version,
                     "complete", 1);
}

void mgmt_sets(struct mgmt *g)
{
    if (strcmp(g->q->method, "POST") == 0) {
        make_each(g, make_set);
    } else {
        mgmt_give_page(
            g, store_rows(g->store, "SELECT id, name, version FROM distribution ORDER BY id", ""));
    }
}

/* [{"id": KIOSK, "type": "forced"}]: gives a set to each of these kiosks. */
void mgmt_set_assign(struct mgmt *g)
{
    json_t *actions = json_array();
    int already = 0;
    size_t i = 0;
    json_t *one = NULL;
    json_array_foreach(g->body, i, one)
    {
        const char *type = text_of(one, "type");
        if (json_object_get(one, "maintenanceWindow") != NULL) {
            json_decref(actions);
            mgmt_refuse(g, 400, "the double reads no schedules of windows: POST /double/assign");
            return;
        }
        json_t *said = mgmt_order(
            g, manage_assign, "POST", "",
            json_pack("{s:I,s:O?,s:s,s:O?}", "distribution", (json_int_t)mgmt_number(g, 1),
                      "target", json_object_get(one, "id"), "type", type == NULL ? "forced" : type,
                      "weight", json_object_get(one, "weight")));
        if (said == NULL) {
            json_decref(actions);
            return;
        }
        already += (int)json_integer_value(json_object_get(said, "already"));
        json_t *id = json_array_get(json_object_get(said, "actions"), 0);
        if (id != NULL) {
            json_array_append_new(actions, json_pack("{s:O}", "id", id));
        }
        json_decref(said);
    }
    const int count = (int)json_array_size(actions);
    answer_json(g->r, 200,
                json_pack("{s:i,s:i,s:i,s:o}", "assigned", count, "alreadyAssigned", already,
                          "total", count + already, "assignedActions", actions));
}
