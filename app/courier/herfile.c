#include "app/courier/herfile.h"

#include <stdio.h>
#include <string.h>

#include "app/courier/verdict.h"

#define ASK_EVERY_MS  1000  /* the address waits for her phone */
#define LOOK_EVERY_MS 10000 /* whether it moved */
#define WANTED_MS     15000
#define FAILURES_MOST 2
#define STATE_MOST    9999
#define LIFE_MOST_S   3600

void herfile_forget(struct herfile *h)
{
    explicit_bzero(h, sizeof *h);
    h->next_ms = -1;
}

static enum herfile_level level_of(const char *word)
{
    return strcmp(word, "officer") == 0  ? HERFILE_OFFICER
           : strcmp(word, "signed") == 0 ? HERFILE_SIGNED
                                         : HERFILE_STAGE;
}

/* Another address, or the same one anew where it is over. */
static void want_result(struct herfile *h, int result, bool again, int64_t now_ms)
{
    const enum portal_link was = h->told.link;
    const bool over = was == LINK_EXPIRED || was == LINK_OFFLINE || was == LINK_TAKEN;
    if (result == h->result && !(again && over)) {
        return;
    }
    h->result = result;
    h->make = result > 0;
    h->ends_ms = 0;
    h->told.link = result > 0 ? LINK_ASKING : LINK_NONE;
    explicit_bzero(h->told.address, sizeof h->told.address);
    h->path[0] = '\0';
    h->next_ms = now_ms;
}

bool herfile_begin(struct herfile *h, const char *text, int64_t now_ms)
{
    char uuid[40] = "";
    char word[12] = "";
    char again[8] = "";
    int result = 0;
    const int words = sscanf(text, "%39s %11s %d %7s", uuid, word, &result, again);
    if (words < 1 || strlen(uuid) != sizeof h->uuid - 1 || result < 0 ||
        result > PORTAL_RESULTS_MAX) {
        return false;
    }
    if (strcmp(h->uuid, uuid) != 0 || h->level != level_of(word)) {
        herfile_forget(h);
        memcpy(h->uuid, uuid, sizeof h->uuid);
        h->level = level_of(word);
        h->told.state = HERS_ASKING;
        h->next_ms = now_ms;
    }
    h->wanted_ms = now_ms;
    if (h->told.state == HERS_KNOWN && h->level != HERFILE_STAGE) {
        want_result(h, result, strcmp(again, "again") == 0, now_ms);
    }
    return true;
}

int64_t herfile_wait_ms(const struct herfile *h, int64_t now_ms)
{
    if (h->uuid[0] == '\0' || h->next_ms < 0 || now_ms - h->wanted_ms > WANTED_MS) {
        return -1;
    }
    return h->next_ms > now_ms ? h->next_ms - now_ms : 0;
}

/* The address of a result that has a file is asked about. */
static bool asks_link(const struct herfile *h)
{
    return h->result > 0 && h->result <= h->told.result_count &&
           h->sha256[h->result - 1][0] != '\0';
}

void herfile_request(struct herfile *h, const char *citizen, struct http_request *ret_request)
{
    *ret_request = (struct http_request){.method = "GET", .path = h->path};
    if (asks_link(h)) {
        snprintf(h->path, sizeof h->path, "/applications/%.36s/results/%.64s/link", h->uuid,
                 h->sha256[h->result - 1]);
    } else {
        snprintf(h->path, sizeof h->path, "/applications/%.36s%s", h->uuid,
                 h->level == HERFILE_STAGE ? "" : "/details");
    }
    if (asks_link(h) && h->make) {
        ret_request->method = "POST";
        ret_request->type = "application/json";
        ret_request->body = "{}";
        ret_request->size = 2;
    }
    if (h->level == HERFILE_OFFICER) {
        ret_request->headers[0] = (struct http_header){"Identity-Checked", "officer"};
    } else if (h->level == HERFILE_SIGNED && citizen[0] != '\0') {
        ret_request->headers[0] = (struct http_header){"Citizen-Authorization", citizen};
    }
}

static void take_asked(struct portal_file *told, const json_t *list)
{
    for (size_t i = 0; i < json_array_size(list) && told->asked_count < PORTAL_ASKED_MAX; i++) {
        const char *name = json_text(json_array_get(list, i), "name");
        if (name[0] != '\0') {
            copy_words(told->asked[told->asked_count++], PORTAL_WORDS, name);
        }
    }
}

static bool is_sha256(const char *text)
{
    return strlen(text) == 64 && strspn(text, "0123456789abcdef") == 64;
}

static void take_results(struct herfile *h, struct portal_file *told, const json_t *list)
{
    for (size_t i = 0; i < json_array_size(list) && told->result_count < PORTAL_RESULTS_MAX; i++) {
        const json_t *o = json_array_get(list, i);
        const int at = told->result_count;
        const char *sha256 = json_text(o, "sha256");
        copy_words(told->results[at], PORTAL_WORDS, json_text(o, "text"));
        told->has_file[at] = is_sha256(sha256);
        snprintf(h->sha256[at], sizeof h->sha256[at], "%s", told->has_file[at] ? sha256 : "");
        if (told->has_file[at] || told->results[at][0] != '\0') {
            told->result_count++;
        }
    }
}

/* False for an answer that is none. */
static bool take_file(struct herfile *h, const json_t *o, int64_t now_ms)
{
    const json_t *state = json_object_get(o, "state");
    const json_int_t number = json_integer_value(state);
    if (strcmp(json_text(o, "uuid"), h->uuid) != 0 || !json_is_integer(state) || number <= 0 ||
        number > STATE_MOST) {
        return false;
    }
    struct portal_file told = {.state = HERS_KNOWN,
                               .link = h->told.link,
                               .portal_state = (int)number,
                               .results_there =
                                   (int)json_array_size(json_object_get(o, "results"))};
    memcpy(told.address, h->told.address, sizeof told.address);
    copy_words(told.state_text, sizeof told.state_text, json_text(o, "state_text"));
    told.papers_asked = number == PORTAL_STATE_PAPERS;
    if (h->level != HERFILE_STAGE) {
        copy_words(told.reason, sizeof told.reason, json_text(o, "reason"));
        take_asked(&told, json_object_get(o, "asked"));
        take_results(h, &told, json_object_get(o, "results"));
    }
    h->told = told;
    h->next_ms = now_ms + LOOK_EVERY_MS;
    return true;
}

static void end_link(struct herfile *h, enum portal_link link)
{
    h->told.link = link;
    h->ends_ms = 0;
    h->next_ms = -1;
    explicit_bzero(h->told.address, sizeof h->told.address);
}

/* An address is for her phone: printable ASCII that is one. */
static bool take_address(struct herfile *h, const json_t *o, int64_t now_ms)
{
    const char *address = json_text(o, "address");
    const json_int_t seconds = json_integer_value(json_object_get(o, "expires_in"));
    const size_t size = strlen(address);
    if (strncmp(address, "http", 4) != 0 || size >= sizeof h->told.address || seconds <= 0 ||
        seconds > LIFE_MOST_S) {
        return false;
    }
    for (size_t i = 0; i < size; i++) {
        if (address[i] <= ' ' || address[i] > '~') {
            return false;
        }
    }
    memcpy(h->told.address, address, size + 1);
    h->told.link = LINK_WAITING;
    h->ends_ms = now_ms + seconds * 1000;
    h->next_ms = now_ms + ASK_EVERY_MS;
    return true;
}

static bool take_link(struct herfile *h, const json_t *o, int64_t now_ms)
{
    const char *state = json_text(o, "state");
    if (strcmp(state, "waiting") == 0) {
        return take_address(h, o, now_ms);
    }
    if (strcmp(state, "taken") != 0 && strcmp(state, "expired") != 0) {
        return false;
    }
    end_link(h, strcmp(state, "taken") == 0 ? LINK_TAKEN : LINK_EXPIRED);
    return true;
}

/* An answer that is none counts as no answer. */
static void no_answer(struct herfile *h, int64_t now_ms)
{
    h->failures++;
    if (asks_link(h)) {
        if (h->failures >= FAILURES_MOST && h->told.link == LINK_ASKING) {
            end_link(h, LINK_OFFLINE);
        } else {
            h->next_ms = now_ms + ASK_EVERY_MS;
        }
        return;
    }
    h->next_ms = now_ms + (h->failures < FAILURES_MOST ? ASK_EVERY_MS : LOOK_EVERY_MS / 2);
    if (h->failures >= FAILURES_MOST && h->told.state == HERS_ASKING) {
        h->told.state = HERS_OFFLINE;
    }
}

/* Who she is was not enough, or is no longer known: nothing that was told stays. */
static void shut(struct herfile *h, enum portal_hers state)
{
    h->told = (struct portal_file){.state = state};
    memset(h->sha256, 0, sizeof h->sha256);
    h->result = 0;
    h->next_ms = -1;
}

static bool take_refusal(struct herfile *h, int status, const json_t *o)
{
    const char *error = json_text(o, "error");
    if (status == 403 && strcmp(error, "not-hers") == 0) {
        shut(h, HERS_NOT);
        return true;
    }
    if (status == 403 && strcmp(error, "sign-in") == 0) {
        shut(h, HERS_SIGN_IN);
        return true;
    }
    if (status == 404 && strcmp(error, "unknown") == 0) { /* no such file, or it tells no more */
        shut(h, HERS_NONE);
        return true;
    }
    return false;
}

void herfile_heard(struct herfile *h, struct err why, const struct http_answer *answer,
                   int64_t now_ms)
{
    if (h->uuid[0] == '\0') {
        return;
    }
    json_t *o =
        failed(why) ? NULL : json_loadb(answer->body, answer->size, JSON_REJECT_DUPLICATES, NULL);
    const bool good = json_is_object(o) && (answer->status == 200 || answer->status == 201);
    const bool taken = good ? (asks_link(h) ? take_link(h, o, now_ms) : take_file(h, o, now_ms))
                            : json_is_object(o) && take_refusal(h, answer->status, o);
    json_decref(o);
    if (!taken) {
        no_answer(h, now_ms);
        return;
    }
    h->failures = 0;
    h->make = false;
}

void herfile_tell(const struct herfile *h, int64_t now_ms, struct portal_file *ret_told)
{
    *ret_told = h->told;
    if (h->told.link != LINK_WAITING) {
        return;
    }
    const int64_t left = h->ends_ms > now_ms ? h->ends_ms - now_ms : 0;
    ret_told->seconds_left = (int)((left + 999) / 1000);
    if (left == 0) {
        ret_told->link = LINK_EXPIRED;
        memset(ret_told->address, 0, sizeof ret_told->address);
    }
}
