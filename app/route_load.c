/* The routes, found by listing their folder: a content pack brings one without a new program. */
#include <stdio.h>
#include <string.h>

#include "app/route.h"

#define FOLDER    "data/routes"
#define FILE_NAME 40

struct folder {
    char names[ROUTES_MAX][FILE_NAME];
    int count;
    bool full;
};

static void take_name(void *context, const char *name)
{
    struct folder *f = context;
    const char *dot = strrchr(name, '.');
    if (dot == NULL || strcmp(dot, ".ini") != 0) {
        return;
    }
    if (f->count == ROUTES_MAX || strlen(name) >= FILE_NAME) {
        f->full = true;
        return;
    }
    (void)snprintf(f->names[f->count++], FILE_NAME, "%s", name);
}

static struct err read_one(struct arena *arena, const struct assets *assets, const char *name,
                           const struct route **ret_route, struct route_problem *problem)
{
    char path[sizeof problem->file];
    struct file_bytes file = {0};
    (void)snprintf(path, sizeof path, FOLDER "/%s", name);
    struct err e = assets_map(assets, path, &file);
    if (!failed(e)) {
        e = route_read(arena, file.bytes, ret_route, problem);
        assets_unmap(assets, &file);
    }
    if (failed(e)) {
        (void)snprintf(problem->file, sizeof problem->file, "%s", path);
    }
    return e;
}

struct err routes_load(struct arena *arena, const struct assets *assets, struct routes *ret_routes,
                       struct route_problem *ret_problem)
{
    struct folder folder = {.count = 0};
    *ret_routes = (struct routes){.count = 0};
    *ret_problem = (struct route_problem){.line = 0};
    struct err e = assets_list(assets, FOLDER, take_name, &folder);
    for (int i = 0; i < folder.count && !failed(e); i++) {
        e = read_one(arena, assets, folder.names[i], &ret_routes->list[i], ret_problem);
        ret_routes->count += !failed(e);
    }
    return !failed(e) && folder.full ? ERR(ERR_FULL, 0, "route: too many, or a name too long") : e;
}
