/* The portal's side of papers that come in parts (tus): it keeps what came before a line was cut,
 * now and then forgets an upload, and watches that no byte comes twice. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/simulation/simulation.h"

#define PAPERS "/papers/"

bool upload_is_asked(const struct http_request *r)
{
    return strstr(r->path, "/upload") != NULL;
}

static const char *header(const struct http_request *r, const char *name)
{
    for (int i = 0; i < HTTP_HEADERS && r->headers[i].name != NULL; i++) {
        if (strcmp(r->headers[i].name, name) == 0) {
            return r->headers[i].value;
        }
    }
    return "";
}

static void say(struct practice *p, struct http_answer *answer, int status, const char *second)
{
    char value[HTTP_VALUE]; /* second may lie in answer */
    (void)snprintf(value, sizeof value, "%s", second);
    p->answer[0] = '\0';
    portal_say(p, answer, status);
    (void)snprintf(answer->wanted[0], HTTP_VALUE, "1.0.0");
    (void)snprintf(answer->wanted[1], HTTP_VALUE, "%s", value);
}

static void say_offset(struct practice *p, struct http_answer *answer, int status, size_t offset)
{
    char number[24];
    (void)snprintf(number, sizeof number, "%zu", offset);
    say(p, answer, status, number);
}

/* The place of a paper, begun or begun anew. */
static int place_of(struct practice *p, const char *uuid, const char *sha256, size_t length)
{
    int i = 0;
    while (i < p->place_count && (memcmp(p->places[i].uuid, uuid, 36) != 0 ||
                                  memcmp(p->places[i].sha256, sha256, SEAL_HEX - 1) != 0)) {
        i++;
    }
    if (i == p->place_room) {
        p->place_room = p->place_room * 2 + 256;
        p->places = realloc(p->places, sizeof *p->places * (size_t)p->place_room);
        INVARIANT(p->places != NULL);
    }
    struct place_at_portal *place = &p->places[i];
    if (i == p->place_count) {
        p->place_count++;
        *place = (struct place_at_portal){.length = length};
        memcpy(place->uuid, uuid, 36);
        memcpy(place->sha256, sha256, SEAL_HEX - 1);
    }
    if (place->bytes == NULL) {
        place->bytes = malloc(length);
        INVARIANT(place->bytes != NULL);
        place->have = 0;
    }
    return i;
}

static void forget(struct place_at_portal *place)
{
    free(place->bytes);
    place->bytes = NULL;
    place->have = 0;
}

/* A part, or what came of it; the last one makes the paper. */
static void take(struct practice *p, struct place_at_portal *place, const struct http_request *r,
                 bool cut)
{
    uint8_t hash[SEAL_HASH];
    char hex[SEAL_HEX];
    const size_t size = cut ? sim_draw(p->sim, (unsigned)r->size) : r->size;
    if (r->size > place->length - place->have) {
        sim_wrong(p->sim, "a paper came with more bytes than it has");
        return;
    }
    memcpy(place->bytes + place->have, r->body, size);
    place->have += size;
    p->sim->counts.parts++;
    if (place->have == place->length) {
        seal_hash(place->bytes, place->length, hash);
        seal_hex(hash, hex);
        if (strcmp(hex, place->sha256) != 0) {
            sim_wrong(p->sim, "parts of a paper make another one");
        }
        portal_keep_paper(p, place->uuid, place->sha256);
        forget(place);
        place->have = place->length;
    }
}

static void go_on(struct practice *p, struct place_at_portal *place, const struct http_request *r,
                  bool cut, struct http_answer *answer)
{
    const size_t offset = strtoul(header(r, "Upload-Offset"), NULL, 10);
    if (offset != place->told) {
        sim_wrong(p->sim, "a part begins elsewhere than it was told to");
    }
    if (offset != place->have || place->bytes == NULL) {
        say_offset(p, answer, 409, place->have);
        return;
    }
    take(p, place, r, cut);
    say_offset(p, answer, 204, place->have);
}

void upload_serve(struct practice *p, const struct http_request *r, bool cut,
                  struct http_answer *answer)
{
    const char *uuid = r->path + strlen("/applications/");
    const char *sha256 = uuid + 36 + strlen(PAPERS);
    const char *name = strstr(r->path, "/upload/");
    if (strcmp(r->method, "POST") == 0) {
        char where[HTTP_VALUE];
        const size_t length = strtoul(header(r, "Upload-Length"), NULL, 10);
        (void)snprintf(where, sizeof where, "%.160s/u%d", r->path,
                       place_of(p, uuid, sha256, length));
        say(p, answer, 201, where);
        return;
    }
    const int i = name == NULL ? -1 : atoi(name + strlen("/upload/u"));
    INVARIANT(i >= 0 && i < p->place_count);
    struct place_at_portal *place = &p->places[i];
    const bool whole = portal_has_paper(p, place->uuid, place->sha256);
    if (!whole && p->calm == 0 && sim_once_in(p->sim, 20)) {
        forget(place);
    }
    if (!whole && place->bytes == NULL) {
        say(p, answer, 404, "");
    } else if (strcmp(r->method, "HEAD") == 0) {
        place->told = whole ? place->length : place->have;
        say_offset(p, answer, 200, place->told);
    } else {
        go_on(p, place, r, cut, answer);
    }
}

void uploads_free(struct practice *p)
{
    for (int i = 0; i < p->place_count; i++) {
        forget(&p->places[i]);
    }
    free(p->places);
}
