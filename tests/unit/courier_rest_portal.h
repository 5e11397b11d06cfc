/* A portal that speaks rest, for the courier's world: it remembers the first bytes under the
 * example's uuid and under one more, gives a number when it is told to, and may lose papers. */
#ifndef TESTS_UNIT_COURIER_REST_PORTAL_H
#define TESTS_UNIT_COURIER_REST_PORTAL_H

#include "tests/unit/courier_world.h"

static struct {
    char hash[2][SEAL_HEX]; /* of what it has, or "" */
    int paper_puts, record_puts;
    bool number;             /* it gives one */
    bool paper_lost;         /* until a paper is sent again */
    bool other_bytes;        /* it says that others are there */
    void (*meanwhile)(void); /* before it answers a PUT of the record; once */
} server;

static char *rest_hash(const char *path)
{
    return server.hash[strstr(path, EXAMPLE_UUID) == NULL];
}

static struct http_step rest_status(const char *path)
{
    snprintf(w.answer, sizeof w.answer,
             "{\"uuid\":\"%.36s\",\"sha256\":\"%s\",\"state\":1,\"state_text\":\"M\""
             "%s,\"papers_missing\":[%s]}",
             path + strlen("/applications/"), server.other_bytes ? "00" : rest_hash(path),
             server.number ? ",\"file_number\":\"THU-1\"" : "", server.paper_lost ? "\"one\"" : "");
    return say(200, w.answer);
}

static struct http_step rest_paper(const struct http_request *r)
{
    server.paper_puts++;
    server.paper_lost = false;
    snprintf(w.answer, sizeof w.answer, "{\"sha256\":\"%s\",\"size\":%zu}",
             strrchr(r->path, '/') + 1, r->size);
    return say(200, w.answer);
}

static struct http_step rest_record(const struct http_request *r)
{
    char hash[SEAL_HEX];
    char *known = rest_hash(r->path);
    void (*meanwhile)(void) = server.meanwhile;
    server.record_puts++;
    server.meanwhile = NULL;
    if (meanwhile != NULL) {
        meanwhile();
    }
    example_hash(r->body, r->size, hash);
    if (known[0] == '\0') {
        memcpy(known, hash, SEAL_HEX);
    }
    return strcmp(known, hash) == 0 && !server.other_bytes ? rest_status(r->path)
                                                           : say(409, "{\"error\":\"conflict\"}");
}

static struct http_step rest_portal(const struct http_request *r)
{
    if (strstr(r->path, "/papers/") != NULL) {
        return rest_paper(r);
    }
    if (strcmp(r->method, "PUT") == 0) {
        return rest_record(r);
    }
    return rest_hash(r->path)[0] != '\0' ? rest_status(r->path)
                                         : say(404, "{\"error\":\"unknown\"}");
}

static void rest_open(bool number)
{
    memset(&server, 0, sizeof server);
    server.number = number;
    world_open(&adapter_rest, NULL, rest_portal);
}

static void rest_begin(bool number)
{
    rest_open(number);
    save();
}

#endif
