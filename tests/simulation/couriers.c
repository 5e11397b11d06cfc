/* The courier's side: the real courier against a portal in memory that keeps what it is given, once
 * a uuid, and has moods. */
#define _GNU_SOURCE /* memmem */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/outbox/outbox_export.h"
#include "tests/simulation/simulation.h"

enum mood {
    MOOD_WELL,
    MOOD_LOST_REQUEST, /* nothing arrived */
    MOOD_LOST_ANSWER,  /* it arrived */
    MOOD_LATE,         /* it arrives minutes after its answer was given up */
    MOOD_BUSY,
    MOOD_LATER,
    MOOD_FAILS_AFTER, /* stored, then 500 */
    MOOD_CAPTIVE,
    MOOD_OTHER_UUID,
    MOOD_OTHER_HASH,
    MOOD_CUT_SHORT,
    MOOD_UNAUTHORIZED,
    MOOD_RUNNING, /* 409: another one is under way */
    MOOD_GARBAGE,
    MOOD_COUNT
};

/* --- what it holds ---------------------------------------------------------------------------- */

static struct file_at_portal *find(struct practice *p, const char *uuid)
{
    for (int i = p->count - 1; i >= 0; i--) {
        if (strcmp(p->files[i].uuid, uuid) == 0) {
            return &p->files[i];
        }
    }
    return NULL;
}

bool portal_has_paper(const struct practice *p, const char *uuid, const char *sha256)
{
    for (int i = p->paper_count - 1; i >= 0; i--) {
        if (strcmp(p->papers[i].uuid, uuid) == 0 &&
            strncmp(p->papers[i].sha256, sha256, SEAL_HEX - 1) == 0) {
            return true;
        }
    }
    return false;
}

void portal_keep_paper(struct practice *p, const char *uuid, const char *sha256)
{
    if (portal_has_paper(p, uuid, sha256)) {
        return;
    }
    if (p->paper_count == p->paper_room) {
        p->paper_room = p->paper_room * 2 + 1024;
        p->papers = realloc(p->papers, sizeof *p->papers * (size_t)p->paper_room);
        INVARIANT(p->papers != NULL);
    }
    struct paper_at_portal *paper = &p->papers[p->paper_count++];
    memcpy(paper->uuid, uuid, sizeof paper->uuid);
    memcpy(paper->sha256, sha256, sizeof paper->sha256);
}

/* The tag in a record: the ID number she gave, "064" and nine digits of ours. */
static void find_tag(const char *json, size_t size, char tag[TAG_DIGITS + 1])
{
    memset(tag, 0, TAG_DIGITS + 1);
    for (size_t i = 0; i + TAG_DIGITS < size; i++) {
        if (memcmp(json + i, "064080", 6) == 0 && strspn(json + i, "0123456789") == TAG_DIGITS) {
            memcpy(tag, json + i, TAG_DIGITS);
            return;
        }
    }
}

static struct file_at_portal *keep_file(struct practice *p, const char *uuid)
{
    if (p->count == p->room) {
        p->room = p->room * 2 + 1024;
        p->files = realloc(p->files, sizeof *p->files * (size_t)p->room);
        INVARIANT(p->files != NULL);
    }
    struct file_at_portal *file = &p->files[p->count++];
    memset(file, 0, sizeof *file);
    memcpy(file->uuid, uuid, sizeof file->uuid);
    file->number_after = sim_once_in(p->sim, 4) ? (int)sim_draw(p->sim, 4) : 0;
    return file;
}

void portal_arrives(struct sim *s, bool now)
{
    struct practice *p = &s->portal;
    if (p->late_ms == 0 || (!now && s->clock.ops->now_ms(&s->clock) < p->late_ms)) {
        return;
    }
    p->late_ms = 0;
    *keep_file(p, p->late.uuid) = p->late;
}

/* --- what it says ----------------------------------------------------------------------------- */

void portal_say(struct practice *p, struct http_answer *answer, int status)
{
    *answer = (struct http_answer){.status = status,
                                   .type = "application/json",
                                   .retry_after_s = -1,
                                   .body = p->answer,
                                   .size = strlen(p->answer)};
}

static void say_error(struct practice *p, struct http_answer *answer, int status, const char *word)
{
    (void)snprintf(p->answer, sizeof p->answer, "{\"error\":\"%s\"}", word);
    portal_say(p, answer, status);
}

/* The papers of a record that are not here; the record itself is not kept, so each PUT counts. */
static int missing_papers(const struct practice *p, const char *uuid, const char *json, size_t size)
{
    static const char mark[] = "\"sha256\":\"";
    int missing = 0;
    const char *papers = memmem(json, size, "\"papers\":", 9);
    const char *end = json + size;
    for (const char *at = papers; at != NULL;) {
        at = memmem(at, (size_t)(end - at), mark, sizeof mark - 1);
        if (at != NULL) {
            at += sizeof mark - 1;
            missing += !portal_has_paper(p, uuid, at);
        }
    }
    return missing;
}

static void say_file(struct practice *p, struct file_at_portal *file, struct http_answer *answer)
{
    char number[48] = "";
    if (file->papers == 0 && file->number == 0 && file->number_after-- <= 0) {
        file->number = ++p->numbers;
    }
    if (file->number != 0) {
        (void)snprintf(number, sizeof number, ",\"file_number\":\"SIM-%06u\"", file->number);
    }
    (void)snprintf(p->answer, sizeof p->answer,
                   "{\"uuid\":\"%s\",\"sha256\":\"%s\",\"state\":1,\"state_text\":\"x\"%s,"
                   "\"papers_missing\":[%s]}",
                   file->uuid, file->sha256, number, file->papers > 0 ? "\"x\"" : "");
    portal_say(p, answer, 200);
}

/* What the kiosk's own list says of it, as it goes out. */
static void check_may_go_out(struct practice *p, const char *uuid)
{
    struct outbox_export gone;
    struct outbox_row row;
    if (failed(outbox_find(p->sim->outbox, uuid, &row))) {
        return;
    }
    if (row.withdrawal == OUTBOX_WITHDRAWAL_ASKED) {
        sim_wrong(p->sim, "%s was asked back and is sent", uuid);
    } else if (staff_ended(p->sim, uuid)) {
        sim_wrong(p->sim, "%s is done elsewhere and is sent from here", uuid);
    } else if (!failed(outbox_export_find(p->sim->outbox, uuid, &gone)) &&
               gone.state == OUTBOX_EXPORT_DONE) {
        sim_wrong(p->sim, "%s went to another kiosk and is sent from here", uuid);
    }
}

/* The portal works on it: it is not there yet, and nobody can say so. */
static bool comes_late(struct practice *p, enum mood mood, const struct http_request *r)
{
    char uuid[37];
    uint8_t hash[SEAL_HASH];
    (void)snprintf(uuid, sizeof uuid, "%.36s", r->path + strlen("/applications/"));
    if (mood != MOOD_LATE || p->late_ms != 0 || strcmp(r->method, "PUT") != 0 ||
        strstr(r->path, "/papers/") != NULL || find(p, uuid) != NULL) {
        return false;
    }
    p->late = (struct file_at_portal){.papers = missing_papers(p, uuid, r->body, r->size)};
    memcpy(p->late.uuid, uuid, sizeof uuid);
    seal_hash(r->body, r->size, hash);
    seal_hex(hash, p->late.sha256);
    find_tag(r->body, r->size, p->late.tag);
    p->late_ms = p->sim->clock.ops->now_ms(&p->sim->clock) + 60000 + sim_draw(p->sim, 480000);
    p->sim->counts.late++;
    return true;
}

static void put_record(struct practice *p, const char *uuid, const struct http_request *r,
                       struct http_answer *answer)
{
    uint8_t hash[SEAL_HASH];
    char hex[SEAL_HEX], tag[TAG_DIGITS + 1];
    seal_hash(r->body, r->size, hash);
    seal_hex(hash, hex);
    find_tag(r->body, r->size, tag);
    struct file_at_portal *file = p->sim->planted == PLANTED_NEW_KEY ? NULL : find(p, uuid);
    if (memmem(r->body, r->size, uuid, 36) == NULL) {
        sim_wrong(p->sim, "a record came under another uuid than its own");
    }
    if (file == NULL && p->calm == 0 &&
        memcmp(uuid, "00", 2) == 0) { /* a mistake of the portal's */
        say_error(p, answer, 422, "incomplete");
        return;
    }
    if (file == NULL) {
        file = keep_file(p, uuid);
        memcpy(file->sha256, hex, sizeof hex);
        memcpy(file->tag, tag, sizeof tag);
    } else if (strcmp(file->sha256, hex) != 0) {
        sim_wrong(p->sim, "other bytes came under a uuid that was there");
    }
    file->papers = missing_papers(p, uuid, r->body, r->size);
    say_file(p, file, answer);
}

static void put_paper(struct practice *p, const char *uuid, const struct http_request *r,
                      struct http_answer *answer)
{
    uint8_t hash[SEAL_HASH];
    char hex[SEAL_HEX];
    seal_hash(r->body, r->size, hash);
    seal_hex(hash, hex);
    if (strcmp(hex, r->path + strlen("/applications/") + 36 + strlen("/papers/")) != 0) {
        sim_wrong(p->sim, "a paper came under another hash than its own");
    }
    portal_keep_paper(p, uuid, hex);
    (void)snprintf(p->answer, sizeof p->answer, "{\"sha256\":\"%s\",\"size\":%zu}", hex, r->size);
    portal_say(p, answer, 200);
}

static void serve(struct practice *p, const struct http_request *r, struct http_answer *answer)
{
    char uuid[37];
    (void)snprintf(uuid, sizeof uuid, "%.36s", r->path + strlen("/applications/"));
    if (strcmp(r->method, "PUT") == 0 || strcmp(r->method, "PATCH") == 0) {
        check_may_go_out(p, uuid);
    }
    if (upload_is_asked(r)) {
        upload_serve(p, r, false, answer);
        return;
    }
    if (strcmp(r->method, "PUT") == 0 && strstr(r->path, "/papers/") != NULL) {
        put_paper(p, uuid, r, answer);
    } else if (strcmp(r->method, "PUT") == 0 && p->late_ms != 0 &&
               strcmp(p->late.uuid, uuid) == 0) {
        say_error(p, answer, 503, "running");
    } else if (strcmp(r->method, "PUT") == 0) {
        put_record(p, uuid, r, answer);
    } else {
        struct file_at_portal *file = find(p, uuid);
        if (file == NULL) {
            say_error(p, answer, 404, "unknown");
        } else {
            say_file(p, file, answer);
        }
    }
}

/* --- moods ------------------------------------------------------------------------------------ */

static enum mood mood_of(struct practice *p)
{
    if (p->calm > 0 || !sim_once_in(p->sim, 4)) {
        return MOOD_WELL;
    }
    p->sim->counts.faults++;
    return (enum mood)(1 + sim_draw(p->sim, MOOD_COUNT - 1));
}

/* Moods that answer instead of the portal, ... */
static const struct {
    int status; /* 0: this mood does not */
    const char *body;
} instead[MOOD_COUNT] = {
    [MOOD_BUSY] = {503, "{\"error\":\"busy\"}"},
    [MOOD_LATER] = {429, "{\"error\":\"later\"}"},
    [MOOD_CAPTIVE] = {200, "<html>Welcome to the café</html>"},
    [MOOD_UNAUTHORIZED] = {401, "{\"error\":\"who\"}"},
    [MOOD_RUNNING] = {409, "{\"error\":\"running\"}"},
    [MOOD_GARBAGE] = {200, "{\"uuid\":{\"uuid\":[[[[\"\\u0000\"]]]]}"},
};

/* ... and what they spoil in its good answer: the letter behind this. */
static const char *const spoils[MOOD_COUNT] = {
    [MOOD_OTHER_UUID] = "\"uuid\":\"",
    [MOOD_OTHER_HASH] = "\"sha256\":\"",
};

static void spoil(struct practice *p, const char *mark)
{
    char *at = mark == NULL ? NULL : strstr(p->answer, mark);
    if (at != NULL) {
        at += strlen(mark);
        *at = *at == '0' ? '1' : '0';
    }
}

static struct err answer_in(struct practice *p, enum mood mood, const struct http_request *r,
                            struct http_answer *answer)
{
    if (instead[mood].status != 0) {
        (void)snprintf(p->answer, sizeof p->answer, "%s", instead[mood].body);
        portal_say(p, answer, instead[mood].status);
        answer->retry_after_s = mood == MOOD_LATER ? (int64_t)sim_draw(p->sim, 3) * 40000 : -1;
        return ERR_OK;
    }
    serve(p, r, answer);
    spoil(p, spoils[mood]);
    if (upload_is_asked(r) && (mood == MOOD_OTHER_UUID || mood == MOOD_OTHER_HASH)) {
        (void)snprintf(answer->wanted[1], HTTP_VALUE, "%s",
                       mood == MOOD_OTHER_UUID ? "http://elsewhere.invalid/upload/u1" : "99999999");
    }
    if (mood == MOOD_FAILS_AFTER) {
        say_error(p, answer, 500, "oops");
    } else if (mood == MOOD_CUT_SHORT) {
        p->answer[strlen(p->answer) / 2] = '\0';
        answer->size = strlen(p->answer);
    }
    return mood == MOOD_LOST_ANSWER ? ERR(ERR_UNKNOWN_OUTCOME, 0, "simulate: line") : ERR_OK;
}

static struct err exchange(struct port_http *h, const struct http_request *r,
                           const atomic_bool *stop, struct http_answer *ret_answer)
{
    struct practice *p = (struct practice *)h;
    struct sim *s = p->sim;
    (void)stop;
    s->counts.exchanges++;
    portal_arrives(s, false);
    s->clock.ops->pass(&s->clock, 20 + (int)sim_draw(s, 400));
    if (s->line_down) {
        return ERR(ERR_OFFLINE, 0, "simulate: no line");
    }
    const enum mood mood = mood_of(p);
    if (mood == MOOD_LOST_REQUEST) {
        if (upload_is_asked(r)) {
            upload_serve(p, r, true, ret_answer);
        }
        return ERR(ERR_TIMEOUT, 0, "simulate: line");
    }
    if (comes_late(p, mood, r)) {
        return ERR(ERR_UNKNOWN_OUTCOME, 0, "simulate: line");
    }
    return answer_in(p, mood, r, ret_answer);
}

static void forget(struct port_http *h)
{
    struct practice *p = (struct practice *)h;
    memset(p->answer, 0, sizeof p->answer);
}

static void close_port(struct port_http *h)
{
    (void)h;
}

void portal_init(struct sim *s)
{
    static const struct port_http_ops ops = {"simulated", exchange, forget, close_port};
    s->portal = (struct practice){.port = {&ops}, .sim = s};
}

void portal_free(struct sim *s)
{
    free(s->portal.files);
    free(s->portal.papers);
    uploads_free(&s->portal);
}

/* --- the courier ------------------------------------------------------------------------------ */

static struct reading believes(const struct exchange *x, const struct http_answer *answer)
{
    struct reading r = adapter_rest.read(x, answer);
    if (x->kind == EXCHANGE_RECORD && answer->status >= 200 && answer->status < 300) {
        r = (struct reading){.meaning = MEANS_RECEIVED, .reason = "", .file_number = "SIM-0"};
    }
    return r;
}

void courier_start(struct sim *s)
{
    static struct adapter gullible;
    gullible = adapter_rest;
    gullible.read = believes;
    const struct courier_params params = {.state_dir = STATE_DIR,
                                          .dir = &s->dir,
                                          .adapter = s->planted == PLANTED_BELIEVES ? &gullible
                                                                                    : &adapter_rest,
                                          .http = &s->portal.port,
                                          .random = &s->chance,
                                          .clock = &s->clock,
                                          /* At every second portal a paper goes on where it was
                                           * cut; the others have it whole. */
                                          .upload_above = s->seed % 2 == 0 ? 1 : 0};
    sim_must(courier_open(&s->courier, &params), "courier");
    s->courier_up = true;
    s->courier_at_ms = 0;
}

void courier_kill(struct sim *s)
{
    if (s->courier_up) {
        s->counts.courier_crashes++;
        courier_close(&s->courier);
        s->courier_up = false;
    }
}

void courier_turn(struct sim *s)
{
    struct courier_report report;
    if (!s->courier_up || s->clock.ops->now_ms(&s->clock) < s->courier_at_ms) {
        return;
    }
    const struct err e = courier_round(&s->courier, s->hurry, &report);
    s->hurry = false;
    if (e.code != ERR_NOT_FOUND && !power_is_failing(s)) {
        sim_must(e, "round");
    }
    s->counts.held += report.held;
    const int64_t wait = courier_wait_ms(&s->courier);
    s->courier_at_ms = s->clock.ops->now_ms(&s->clock) + (uint64_t)(wait < 500 ? 500 : wait);
}
