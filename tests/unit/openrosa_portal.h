/* An OpenRosa server in memory, for tests of a whole way to it. The includer defines _GNU_SOURCE.
 */
#ifndef TESTS_UNIT_OPENROSA_PORTAL_H
#define TESTS_UNIT_OPENROSA_PORTAL_H

#include "tests/unit/courier_world.h"

/* An OpenRosa server of two dozen lines: one submission by its instance, files by name. */
static struct {
    char xml[4096];
    size_t size;
    int submissions, other_xml; /* new ones; posts of other XML under the same id */
    bool files[3];
    const char *limit;
} server;

static const char *const file_parts[] = {"name=\"birth_notice.jpg\"",
                                         "name=\"birth_notice-p2.jpg\"", "name=\"photo.png\""};

#define OPENROSA "<OpenRosaResponse xmlns=\"http://openrosa.org/http/response\"/>"

static struct http_step spoken(int status)
{
    return (struct http_step){.status = status, .body = OPENROSA, .wanted = {"1.0", server.limit}};
}

static bool speaks(const struct http_request *r)
{
    return r->headers[0].name != NULL && strcmp(r->headers[0].name, "X-OpenRosa-Version") == 0 &&
           strcmp(r->headers[0].value, "1.0") == 0;
}

static struct http_step portal(const struct http_request *r)
{
    CHECK_STR(r->path, "/submission");
    if (!speaks(r)) {
        return spoken(400);
    }
    if (strcmp(r->method, "HEAD") == 0) {
        return spoken(204);
    }
    static const char before[] = "Content-Type: text/xml\r\n\r\n";
    const char *from = memmem(r->body, r->size, before, strlen(before));
    CHECK(from != NULL);
    from += strlen(before);
    const char *to =
        memmem(from, r->size - (size_t)(from - (const char *)r->body), "\r\n--rong", 8);
    const size_t size = (size_t)(to - from);
    if (server.submissions == 0) {
        memcpy(server.xml, from, size);
        server.size = size;
        server.submissions = 1;
    } else if (size != server.size || memcmp(server.xml, from, size) != 0) {
        server.other_xml++;
        return spoken(409);
    }
    for (int i = 0; i < 3; i++) {
        server.files[i] = server.files[i] ||
                          memmem(r->body, r->size, file_parts[i], strlen(file_parts[i])) != NULL;
    }
    return spoken(201);
}

static void begin(const char *limit)
{
    memset(&server, 0, sizeof server);
    server.limit = limit;
    world_open(&adapter_openrosa, NULL, portal);
    save();
}

static void check_there_once(int posts)
{
    CHECK_INT(server.submissions, 1);
    CHECK_INT(server.other_xml, 0);
    CHECK(server.files[0] && server.files[1] && server.files[2]);
    CHECK(memcmp(server.xml, EXAMPLE_NAMED, server.size) == 0);
    CHECK_INT(bodies_of("/submission"), posts);
}

#endif
