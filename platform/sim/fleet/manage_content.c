#include <stdlib.h>
#include <string.h>

#include "platform/sim/fleet/artifact.h"
#include "platform/sim/fleet/manage.h"

/* The name behind the last '/'. */
static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash == NULL ? path : slash + 1;
}

static void keep(const struct manage *m, const char *path, const char *filename)
{
    json_t *row = NULL;
    if (failed(artifact_keep(m->store, path, filename, m->q->now, &row))) {
        manage_refuse(m, 400, "the file cannot be read or kept, or has more than 1 GiB");
    } else {
        answer_json(m->r, 201, row);
    }
}

/* PUT artifacts/NAME with the bytes, POST artifacts {"path", "filename"?}, GET artifacts. */
void manage_artifact(struct manage *m)
{
    const char *path = json_string_value(json_object_get(m->body, "path"));
    const char *filename = json_string_value(json_object_get(m->body, "filename"));
    if (strcmp(m->q->method, "PUT") == 0 && m->q->upload != NULL && m->name[0] != '\0' &&
        strchr(m->name, '/') == NULL) {
        keep(m, m->q->upload, m->name);
    } else if (strcmp(m->q->method, "POST") == 0 && path != NULL) {
        keep(m, path, filename == NULL ? base_name(path) : filename);
    } else if (strcmp(m->q->method, "GET") == 0) {
        manage_give_rows(m, store_rows(m->store, "SELECT * FROM artifact ORDER BY id", ""));
    } else {
        manage_refuse(m, 400, "PUT artifacts/NAME with the bytes, or POST {\"path\": …}");
    }
}

/* An artifact of a module is its id, or {"id", "filename"} under another name. */
static bool add_artifact(const struct manage *m, int64_t module, const json_t *one)
{
    const int64_t id = json_integer_value(json_is_integer(one) ? one : json_object_get(one, "id"));
    const char *filename = json_string_value(json_object_get(one, "filename"));
    store_run(m->store,
              "INSERT OR REPLACE INTO module_artifact(module, filename, artifact) SELECT ?, "
              "ifnull(?, filename), id FROM artifact WHERE id = ?",
              "isi", module, filename, id);
    return store_changes(m->store) == 1;
}

static int64_t make_module(const struct manage *m, const json_t *one)
{
    const char *part = json_string_value(json_object_get(one, "part"));
    const char *name = json_string_value(json_object_get(one, "name"));
    const char *version = json_string_value(json_object_get(one, "version"));
    const json_t *artifacts = json_object_get(one, "artifacts");
    char *metadata = json_dumps(json_object_get(one, "metadata"), JSON_COMPACT);
    size_t i = 0;
    json_t *artifact = NULL;
    if (part == NULL || version == NULL) {
        free(metadata);
        return 0;
    }
    store_run(m->store,
              "INSERT INTO module(part, name, version, encrypted, metadata) VALUES(?, ?, ?, ?, ?)",
              "sssis", part, name == NULL ? part : name, version,
              (int64_t)json_is_true(json_object_get(one, "encrypted")), metadata);
    free(metadata);
    const int64_t module = store_last_id(m->store);
    json_array_foreach(artifacts, i, artifact)
    {
        if (!add_artifact(m, module, artifact)) {
            return 0;
        }
    }
    return module;
}

static void make(const struct manage *m)
{
    const char *name = json_string_value(json_object_get(m->body, "name"));
    const char *version = json_string_value(json_object_get(m->body, "version"));
    const json_t *modules = json_object_get(m->body, "modules");
    json_t *ids = json_array();
    size_t i = 0;
    json_t *one = NULL;
    bool well = name != NULL && version != NULL && json_array_size(modules) > 0 &&
                store_number(m->store, 0,
                             "SELECT count(*) FROM distribution WHERE name = ? AND version = ?",
                             "ss", name, version) == 0;
    if (well) {
        store_run(m->store, "INSERT INTO distribution(name, version) VALUES(?, ?)", "ss", name,
                  version);
    }
    const int64_t id = store_last_id(m->store);
    json_array_foreach(modules, i, one)
    {
        const int64_t module = well ? make_module(m, one) : 0;
        well = module > 0;
        store_run(m->store, "INSERT INTO distribution_module(distribution, module) VALUES(?, ?)",
                  "ii", id, module);
        json_array_append_new(ids, json_integer(module));
    }
    if (!well) {
        json_decref(ids);
        manage_refuse(m, 400,
                      "a distribution needs a new name and version, and modules with part, version "
                      "and artifacts that are there");
    } else {
        answer_json(m->r, 201, json_pack("{s:I,s:o}", "id", (json_int_t)id, "modules", ids));
    }
}

/* POST distributions {"name", "version", "modules"}, GET distributions. */
void manage_distribution(struct manage *m)
{
    if (strcmp(m->q->method, "POST") == 0) {
        make(m);
    } else {
        manage_give_rows(m, store_rows(m->store,
                                       "SELECT id, name, version, (SELECT json_group_array(module) "
                                       "FROM distribution_module WHERE distribution = id) AS "
                                       "json_modules FROM distribution ORDER BY id",
                                       ""));
    }
}
