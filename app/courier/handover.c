#include "app/courier/handover.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/courier/verdict.h"

#define LOOK_EVERY_MS 1200
#define LOOK_LATER_MS 6000
#define END_LATER_MS  5000
#define FAILURES_MOST 3
#define NUMBER_MOST   999
#define LIFE_MOST_S   86400
#define PAGE_MOST     (64 << 20)

void handover_forget(struct handover_asked *h)
{
    struct handover_ending kept[HANDOVER_ENDINGS];
    const int count = h->ending_count;
    const int64_t at = h->ending_ms;
    memcpy(kept, h->endings, sizeof kept);
    explicit_bzero(h, sizeof *h);
    memcpy(h->endings, kept, sizeof kept);
    h->ending_count = count;
    h->ending_ms = at;
    h->next_ms = -1;
    h->told.coming = -1;
}

static void begin(struct handover_asked *h, const char *uuid, int number, int64_t now_ms)
{
    handover_forget(h);
    memcpy(h->uuid, uuid, sizeof h->uuid);
    h->told.number = number;
    h->told.state = UPLOAD_ASKING;
    h->next_ms = now_ms;
}

/* To be told until the portal knows, or three times. */
static void end(struct handover_asked *h, const char *uuid, int number, int64_t now_ms)
{
    if (h->ending_count == HANDOVER_ENDINGS) {
        memmove(&h->endings[0], &h->endings[1], sizeof h->endings - sizeof h->endings[0]);
        h->ending_count--;
    }
    struct handover_ending *e = &h->endings[h->ending_count++];
    *e = (struct handover_ending){.number = number};
    memcpy(e->uuid, uuid, sizeof e->uuid);
    h->ending_ms = now_ms;
    if (strcmp(h->uuid, uuid) == 0 && (number == 0 || number == h->told.number)) {
        handover_forget(h);
    }
}

static void tell_thumb(const struct handover_asked *h, int id, struct portal_upload *told)
{
    told->thumb_of = id;
    for (int i = 0; i < PORTAL_PAGES; i++) {
        if (id > 0 && h->thumbs[i].id == id) {
            told->thumb = h->thumbs[i].jpeg;
            told->thumb_size = h->thumbs[i].size;
        }
    }
}

static void tell(const struct handover_asked *h, int64_t now_ms, struct portal_upload *ret_told)
{
    *ret_told = h->told;
    const bool timed = h->told.state == UPLOAD_WAITING || h->told.state == UPLOAD_JOINED ||
                       h->told.state == UPLOAD_FINISHED;
    const int64_t left = timed && h->ends_ms > now_ms ? h->ends_ms - now_ms : 0;
    ret_told->seconds_left = (int)((left + 999) / 1000);
    if (h->told.state == UPLOAD_WAITING && left == 0) { /* an address that is over is not shown */
        ret_told->state = UPLOAD_OVER;
        memset(ret_told->address, 0, sizeof ret_told->address);
    }
    for (int i = 0; i < h->told.count; i++) {
        struct portal_upload one = {.thumb = NULL};
        tell_thumb(h, h->told.pages[i].id, &one);
        ret_told->pages[i].thumb = one.thumb != NULL;
    }
    if (h->taking && h->told.state != UPLOAD_TAKEN && h->told.state != UPLOAD_OVER &&
        h->told.state != UPLOAD_OFFLINE) {
        ret_told->state = UPLOAD_TAKING;
    }
}

struct err handover_wish(struct handover_asked *h, const char *text, int64_t now_ms,
                         struct portal_upload *ret_told)
{
    char uuid[37];
    char verb[8];
    int number = 0;
    int page = 0;
    const int read = sscanf(text, "%36s %d %7s %d", uuid, &number, verb, &page);
    const bool ends = read >= 3 && strcmp(verb, "end") == 0;
    if (read < 3 || strlen(uuid) != 36 || number < !ends || number > NUMBER_MOST) {
        return ERR(ERR_BAD_INPUT, 0, "handover: no wish");
    }
    if (ends) {
        end(h, uuid, number, now_ms);
        *ret_told = (struct portal_upload){.state = UPLOAD_OVER, .number = number, .coming = -1};
        return ERR_OK;
    }
    if (strcmp(h->uuid, uuid) != 0 || h->told.number != number) {
        begin(h, uuid, number, now_ms);
    }
    if (strcmp(verb, "take") == 0 && !h->taking) {
        h->taking = true;
        h->failures = 0;
        h->next_ms = now_ms;
    }
    tell(h, now_ms, ret_told);
    if (strcmp(verb, "thumb") == 0) {
        tell_thumb(h, page, ret_told);
    }
    return ERR_OK;
}

int64_t handover_wait_ms(const struct handover_asked *h, int64_t now_ms)
{
    const int64_t first = h->ending_count > 0 ? h->ending_ms : -1;
    const int64_t next = h->uuid[0] == '\0' || h->next_ms < 0 ? first
                         : first < 0 || h->next_ms < first    ? h->next_ms
                                                              : first;
    return next < 0 ? -1 : next > now_ms ? next - now_ms : 0;
}

/* A page whose small picture is not here; 0 = none. */
static int without_thumb(const struct handover_asked *h)
{
    for (int i = 0; i < h->told.count; i++) {
        struct portal_upload one = {.thumb = NULL};
        tell_thumb(h, h->told.pages[i].id, &one);
        if (one.thumb == NULL) {
            return h->told.pages[i].id;
        }
    }
    return 0;
}

static void put_ending(struct handover_asked *h, struct http_request *r)
{
    const struct handover_ending *e = &h->endings[0];
    const int used = snprintf(h->path, sizeof h->path, "/applications/%.36s/phone", e->uuid);
    if (e->number > 0) {
        snprintf(h->path + used, sizeof h->path - (size_t)used, "/%d", e->number);
    }
    h->asked = HANDOVER_END;
    r->method = "DELETE";
}

static void put_body(struct http_request *r, const char *method)
{
    r->method = method;
    r->type = "application/json";
    r->body = "{}";
    r->size = 2;
}

void handover_request(struct handover_asked *h, struct http_request *ret_request)
{
    struct http_request *r = ret_request;
    *r = (struct http_request){.method = "GET", .path = h->path};
    if (h->ending_count > 0 && (h->uuid[0] == '\0' || h->ending_ms <= h->next_ms)) {
        put_ending(h, r);
        return;
    }
    const int used =
        snprintf(h->path, sizeof h->path, "/applications/%.36s/phone/%d", h->uuid, h->told.number);
    const int page = without_thumb(h);
    if (h->told.state == UPLOAD_ASKING) {
        h->asked = HANDOVER_BEGIN;
        put_body(r, "PUT");
    } else if (h->taking) {
        h->asked = HANDOVER_TAKE;
        snprintf(h->path + used, sizeof h->path - (size_t)used, "/take");
        put_body(r, "POST");
    } else if (page > 0 && h->asked != HANDOVER_THUMB) { /* in turn with looking */
        h->asked = HANDOVER_THUMB;
        h->asked_page = page;
        snprintf(h->path + used, sizeof h->path - (size_t)used, "/pages/%d/small", page);
        r->accept = "image/jpeg";
    } else {
        h->asked = HANDOVER_LOOK;
    }
}

/* --- answers ---------------------------------------------------------------------------------- */

/* What a QR holds: printable ASCII. */
static bool take_address(struct portal_upload *told, const json_t *o)
{
    const char *text = json_text(o, "address");
    const size_t size = strlen(text);
    for (size_t i = 0; i < size; i++) {
        if (text[i] <= ' ' || text[i] > '~') {
            return false;
        }
    }
    if (size == 0 || size >= sizeof told->address || strncmp(text, "http", 4) != 0) {
        return false;
    }
    memcpy(told->address, text, size + 1);
    return true;
}

/* False when the member is there and no number from least to most. */
static bool take_number(const json_t *o, const char *name, int least, int most, int *ret_number)
{
    const json_t *value = json_object_get(o, name);
    const json_int_t n = json_integer_value(value);
    if (value == NULL) {
        return true;
    }
    *ret_number = (int)(n >= least && n <= most ? n : 0);
    return json_is_integer(value) && n >= least && n <= most;
}

static bool take_page(struct portal_upload_page *page, const json_t *o)
{
    const char *sha256 = json_text(o, "sha256");
    if (strlen(sha256) != PORTAL_SHA256 - 1 || strspn(sha256, "0123456789abcdef") != 64 ||
        !take_number(o, "id", 1, 0x7FFFFFFF, &page->id) || page->id == 0 ||
        !take_number(o, "size", 1, PAGE_MOST, &page->size) || page->size == 0) {
        return false;
    }
    memcpy(page->sha256, sha256, PORTAL_SHA256);
    page->quality = paper_quality_of(json_text(o, "quality"));
    return true;
}

static bool take_pages(struct portal_upload *told, const json_t *o)
{
    const json_t *list = json_object_get(o, "pages");
    const size_t count = json_array_size(list);
    if (!json_is_array(list) || count > PORTAL_PAGES) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        if (!take_page(&told->pages[i], json_array_get(list, i))) {
            return false;
        }
    }
    told->count = (int)count;
    return true;
}

static bool take_state(struct portal_upload *told, const json_t *o)
{
    static const char *const words[] = {"waiting", "joined", "finished", "taken", "ended"};
    static const enum portal_upload_state states[] = {UPLOAD_WAITING, UPLOAD_JOINED,
                                                      UPLOAD_FINISHED, UPLOAD_TAKEN, UPLOAD_OVER};
    const char *word = json_text(o, "state");
    for (int i = 0; i < 5; i++) {
        if (strcmp(words[i], word) == 0) {
            told->state = states[i];
            return true;
        }
    }
    return false;
}

/* False for an answer that is none. */
static bool take_object(struct handover_asked *h, const json_t *o, int64_t now_ms)
{
    struct portal_upload told = {.number = h->told.number, .coming = -1};
    int life = 0;
    memcpy(told.address, h->told.address, sizeof told.address);
    if (!json_is_object(o) || !take_state(&told, o) || !take_pages(&told, o) ||
        !take_number(o, "expires_in", 0, LIFE_MOST_S, &life) ||
        !take_number(o, "check", 10, 99, &told.check) ||
        !take_number(o, "coming", 0, 100, &told.coming) ||
        (h->asked == HANDOVER_BEGIN && !take_address(&told, o)) ||
        (h->asked == HANDOVER_TAKE && told.state != UPLOAD_TAKEN && told.state != UPLOAD_OVER)) {
        return false;
    }
    if (told.state != UPLOAD_WAITING) {
        memset(told.address, 0, sizeof told.address);
    }
    h->told = told;
    h->ends_ms = now_ms + (int64_t)life * 1000;
    const bool over = told.state == UPLOAD_TAKEN || told.state == UPLOAD_OVER;
    h->next_ms = over ? -1 : without_thumb(h) != 0 ? now_ms : now_ms + LOOK_EVERY_MS;
    return true;
}

/* A small picture more; those of pages that went make room. */
static void keep_thumb(struct handover_asked *h, const struct http_answer *answer)
{
    for (int i = 0; i < PORTAL_PAGES; i++) {
        struct handover_thumb *t = &h->thumbs[i];
        bool known = false;
        for (int k = 0; k < h->told.count; k++) {
            known = known || h->told.pages[k].id == t->id;
        }
        if (t->id == 0 || !known) {
            t->id = h->asked_page;
            t->size = (int)answer->size;
            memcpy(t->jpeg, answer->body, answer->size);
            return;
        }
    }
}

static void no_answer(struct handover_asked *h, int64_t now_ms)
{
    h->failures++;
    h->next_ms = now_ms + (h->failures < FAILURES_MOST ? LOOK_EVERY_MS : LOOK_LATER_MS);
    if (h->told.state == UPLOAD_ASKING) {
        h->next_ms = -1; /* she asks again */
    }
    if (h->told.state == UPLOAD_ASKING || h->failures >= FAILURES_MOST) {
        h->told.state = UPLOAD_OFFLINE;
    }
}

static void ended(struct handover_asked *h, struct err why, const struct http_answer *answer,
                  int64_t now_ms)
{
    if (h->ending_count == 0) {
        return;
    }
    const bool done = !failed(why) && answer->status < 500 && answer->status != 429;
    if (done || ++h->endings[0].failures >= FAILURES_MOST) {
        h->ending_count--;
        memmove(&h->endings[0], &h->endings[1], (size_t)h->ending_count * sizeof h->endings[0]);
        explicit_bzero(&h->endings[h->ending_count], sizeof h->endings[0]);
        h->ending_ms = now_ms;
    } else {
        h->ending_ms = now_ms + END_LATER_MS;
    }
}

static void heard_object(struct handover_asked *h, const struct http_answer *answer, int64_t now_ms)
{
    json_t *o = answer->status == 200 || answer->status == 201
                    ? json_loadb(answer->body, answer->size, JSON_REJECT_DUPLICATES, NULL)
                    : NULL;
    const bool gone = answer->status == 404 || answer->status == 405 || answer->status == 409;
    if (o != NULL && take_object(h, o, now_ms)) {
        h->failures = 0;
    } else if (gone) { /* this portal has no such thing, or it has it no more */
        h->told.state =
            h->asked == HANDOVER_BEGIN && answer->status != 409 ? UPLOAD_REFUSED : UPLOAD_OVER;
        memset(h->told.address, 0, sizeof h->told.address);
        h->told.count = 0;
        h->next_ms = -1;
    } else {
        no_answer(h, now_ms);
    }
    json_decref(o);
}

void handover_heard(struct handover_asked *h, const char *path, struct err why,
                    const struct http_answer *answer, int64_t now_ms)
{
    if (strcmp(path, h->path) != 0 || h->asked == HANDOVER_NOTHING) {
        return; /* of one that was given up meanwhile */
    }
    if (h->asked == HANDOVER_END) {
        ended(h, why, answer, now_ms);
    } else if (failed(why)) {
        no_answer(h, now_ms);
    } else if (h->asked == HANDOVER_THUMB) {
        const bool good =
            answer->status == 200 && answer->size > 0 && answer->size <= PORTAL_THUMB_BYTES;
        if (good) {
            keep_thumb(h, answer);
        }
        h->next_ms = good ? now_ms : now_ms + LOOK_EVERY_MS; /* and another look: it may be gone */
        return;
    } else {
        heard_object(h, answer, now_ms);
    }
    h->asked = HANDOVER_NOTHING;
}
