/* The portal: keeps the first bytes it gets under a uuid, counts the rest, and is moody if told. */
#include <stdio.h>
#include <string.h>

#include "tests/crash/world.h"

static struct http_step say(int status, const char *body)
{
    return (struct http_step){.status = status, .body = body};
}

static int app_of(const struct world *w, const char *path)
{
    for (int i = 0; i < w->app_count; i++) {
        if (strstr(path, w->apps[i].uuid) != NULL) {
            return i;
        }
    }
    return -1;
}

static int paper_of(const struct app *a, const char *path)
{
    for (int i = 0; i < a->paper_count; i++) {
        if (strstr(path, a->paper_sha256[i]) != NULL) {
            return i;
        }
    }
    return -1;
}

static void note_first(struct world *w, size_t *at)
{
    if (w->noting && *at == NEVER) {
        *at = world_now(w);
    }
}

static struct http_step tell_status(struct world *w, int i, int status)
{
    struct portal *p = &w->portal;
    struct app *a = &w->apps[i];
    char missing[2 * SEAL_HEX + 16] = "";
    bool all = true;
    for (int k = 0; k < a->paper_count; k++) {
        if (!p->paper[i][k]) {
            const size_t used = strlen(missing);
            snprintf(missing + used, sizeof missing - used, "%s\"%s\"", all ? "" : ",",
                     a->paper_sha256[k]);
            all = false;
        }
    }
    p->number[i] = p->number[i] || (all && (!w->moody || world_draw(w, 3) != 0));
    if (p->number[i]) {
        note_first(w, &a->number_at);
    }
    snprintf(p->answer, sizeof p->answer,
             "{\"uuid\":\"%s\",\"sha256\":\"%s\",\"state\":1,\"state_text\":\"ok\"%s,"
             "\"papers_missing\":[%s]}",
             a->uuid, p->stored[i], p->number[i] ? ",\"file_number\":\"N-1\"" : "", missing);
    return say(status, p->answer);
}

static struct http_step put_record(struct world *w, int i, const struct http_request *r)
{
    struct portal *p = &w->portal;
    uint8_t hash[SEAL_HASH];
    char hex[SEAL_HEX];
    seal_hash(r->body, r->size, hash);
    seal_hex(hash, hex);
    p->puts[i]++;
    if (p->stored[i][0] != '\0' && strcmp(p->stored[i], hex) != 0) {
        p->others[i]++;
        return say(409, "{\"error\":\"conflict\"}");
    }
    const int status = p->stored[i][0] == '\0' ? 201 : 200;
    snprintf(p->stored[i], SEAL_HEX, "%s", hex);
    note_first(w, &w->apps[i].stored_at);
    return tell_status(w, i, status);
}

static struct http_step put_paper(struct world *w, int i, int k, const struct http_request *r)
{
    struct portal *p = &w->portal;
    struct app *a = &w->apps[i];
    p->others[i] += r->size != a->paper_size[k] || memcmp(r->body, a->papers[k], r->size) != 0;
    p->paper_puts[i][k]++;
    p->paper[i][k] = true;
    note_first(w, &a->paper_at[k]);
    snprintf(p->answer, sizeof p->answer, "{\"sha256\":\"%s\",\"size\":%zu}", a->paper_sha256[k],
             r->size);
    return say(p->paper_puts[i][k] == 1 ? 201 : 200, p->answer);
}

static struct http_step behave(struct world *w, int i, const struct http_request *r)
{
    struct portal *p = &w->portal;
    const int k = paper_of(&w->apps[i], r->path);
    const bool put = strcmp(r->method, "PUT") == 0;
    if (put && w->noting && w->apps[i].ended != NEVER) {
        w->bad = ERR(ERR_CORRUPT, 0, "crash: what another kiosk has was sent from here");
    }
    p->put_first[i] = p->put_first[i] || (put && p->puts[i] == 0 && p->gets[i] == 0);
    if (put && k >= 0) {
        return put_paper(w, i, k, r);
    }
    if (put) {
        return put_record(w, i, r);
    }
    p->gets[i]++;
    return p->stored[i][0] == '\0' ? say(404, "{\"error\":\"unknown\"}") : tell_status(w, i, 200);
}

/* The exchange that comes next proves that the courier noted the paper before it. */
static void note_done(struct world *w, int i, const struct http_request *r)
{
    struct app *a = &w->apps[i];
    const int now = paper_of(a, r->path);
    for (int k = 0; k < (now < 0 ? a->paper_count : now); k++) {
        if (strcmp(r->method, "PUT") == 0 && w->portal.paper[i][k]) {
            note_first(w, &a->paper_done[k]);
        }
    }
}

static struct http_step mood(struct world *w, int i, const struct http_request *r)
{
    switch (world_draw(w, 14)) {
    case 0:
        return (struct http_step){.error = ERR(ERR_OFFLINE, 7, "crash: no line")};
    case 1:
        (void)behave(w, i, r);
        return (struct http_step){.error = ERR(ERR_UNKNOWN_OUTCOME, 56, "crash: line cut")};
    case 2:
        return say(503, "");
    case 3:
        return say(422, "{\"error\":\"hash-mismatch\"}");
    case 4:
        (void)behave(w, i, r);
        return say(500, "");
    case 5:
        return say(200, "<html>");
    default:
        return behave(w, i, r);
    }
}

struct http_step portal_answer(struct http_script *s, const struct http_request *r)
{
    struct world *w = s->context;
    const int i = app_of(w, r->path);
    s->heard[0] = '\0';
    if (i < 0) {
        return say(404, "{\"error\":\"unknown\"}");
    }
    w->speaking = i;
    note_done(w, i, r);
    return w->moody ? mood(w, i, r) : behave(w, i, r);
}

void portal_at(struct world *w, size_t op)
{
    struct portal *p = &w->portal;
    memset(p, 0, sizeof *p);
    for (int i = 0; i < w->app_count; i++) {
        const struct app *a = &w->apps[i];
        if (a->stored_at < op) {
            snprintf(p->stored[i], SEAL_HEX, "%s", a->sha256);
        }
        p->number[i] = a->number_at < op;
        for (int k = 0; k < a->paper_count; k++) {
            p->paper[i][k] = a->paper_at[k] < op;
        }
    }
}
