/* A fleet server in a few lines, behind http_script: one file, one action, and what it was told.
 * The including file defines _GNU_SOURCE first. */
#ifndef TESTS_UNIT_DDI_WORLD_H
#define TESTS_UNIT_DDI_WORLD_H

#include <stdlib.h>

#include "app/outbox/seal.h"
#include "app/steward/download.h"
#include "platform/linux/part_file.h"
#include "platform/port_files.h"
#include "platform/sim/http_script.h"
#include "platform/sim/part_faulty.h"
#include "tests/check.h"
#include "tests/unit/scratch.h"

#define FLEET_BASE "https://fleet.example/DEFAULT/controller/v1/k"
#define FLEET_FILE "https://fleet.example/f"

struct fleet {
    struct http_script http;
    struct ddi_line line;
    char *file; /* what it gives */
    size_t size;
    char sha256[SEAL_HEX];
    const char *etag;
    /* Of the file: */
    int status;       /* instead of giving it; 0 = gives */
    size_t cut;       /* the line drops after so many bytes; 0 = never */
    bool no_range;    /* answers 200 with all */
    bool wrong_range; /* another part than asked for */
    size_t more;      /* bytes it is longer than announced */
    int gets;         /* how often it was asked for */
    int64_t from;     /* where the last began */
    char length[32], range[80];
    /* Of the action: */
    char poll[1024]; /* answer to a poll; "" = nothing to do */
    char page[2048]; /* to everything else that is read */
    int down;        /* so many exchanges find no line */
    int feedback;    /* status of every POST; 0 = 200 */
    int polls;
    char told[8192]; /* "POST /path BODY\n" */
    bool same;       /* polls answer 304 to their own ETag */
};
static struct fleet fleet;

static const char *fleet_header(const struct http_request *r, const char *name)
{
    for (int i = 0; i < HTTP_HEADERS && r->headers[i].name != NULL; i++) {
        if (strcmp(r->headers[i].name, name) == 0) {
            return r->headers[i].value;
        }
    }
    return NULL;
}

static struct http_step fleet_give(const struct http_request *r)
{
    struct fleet *f = &fleet;
    const char *range = fleet_header(r, "Range");
    const char *match = fleet_header(r, "If-Match");
    f->gets++;
    f->from = range != NULL ? strtoll(range + 6, NULL, 10) : 0;
    if (f->status != 0) {
        return (struct http_step){.status = f->status, .body = "no"};
    }
    if (match != NULL && strcmp(match, f->etag) != 0) {
        return (struct http_step){.status = 412};
    }
    const size_t from = range == NULL || f->no_range ? 0 : (size_t)f->from;
    snprintf(f->length, sizeof f->length, "%zu", f->size - from);
    snprintf(f->range, sizeof f->range, "bytes %zu-%zu/%zu", from + f->wrong_range, f->size - 1,
             f->size);
    return (struct http_step){
        .status = from > 0 ? 206 : 200,
        .body = f->file + from,
        .size = f->size - from + f->more,
        .cut = f->cut,
        .wanted = {f->etag, from > 0 ? f->range : NULL, f->more > 0 ? NULL : f->length}};
}

static struct http_step fleet_answer(struct http_script *s, const struct http_request *r)
{
    struct fleet *f = &fleet;
    const size_t used = strlen(f->told);
    (void)s;
    if (f->down > 0) {
        f->down--;
        return (struct http_step){.error = ERR(ERR_OFFLINE, 0, "fleet: no line")};
    }
    if (strncmp(r->path, "/f", 2) == 0) {
        return fleet_give(r);
    }
    if (r->body != NULL) {
        snprintf(f->told + used, sizeof f->told - used, "%s %s %.*s\n", r->method, r->path,
                 (int)r->size, (const char *)r->body);
        return (struct http_step){.status = f->feedback == 0 ? 200 : f->feedback};
    }
    if (strcmp(&FLEET_BASE[strlen("https://fleet.example")], r->path) == 0) {
        const char *known = fleet_header(r, "If-None-Match");
        f->polls++;
        if (f->same && known != NULL) {
            return (struct http_step){.status = 304};
        }
        return (struct http_step){.status = 200,
                                  .body = f->poll[0] != '\0' ? f->poll : "{\"_links\":{}}",
                                  .wanted = {"\"p\""}};
    }
    return (struct http_step){.status = 200, .body = f->page};
}

/* A file of so many bytes, the line to it. */
static void fleet_open(size_t size)
{
    uint8_t hash[SEAL_HASH];
    free(fleet.file);
    memset(&fleet, 0, sizeof fleet);
    fleet.size = size;
    fleet.file = malloc(size + 4096);
    for (size_t i = 0; i < size + 4096; i++) {
        fleet.file[i] = (char)('a' + i * 7 % 23 + i / 4096 % 3);
    }
    seal_hash(fleet.file, size, hash);
    seal_hex(hash, fleet.sha256);
    fleet.etag = "\"one\"";
    http_script_init(&fleet.http);
    fleet.http.answer = fleet_answer;
    CHECK(!failed(ddi_line_init(&fleet.line, &fleet.http.port, FLEET_BASE, NULL, NULL)));
}

#endif
