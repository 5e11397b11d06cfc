#include "platform/sim/portal/lie.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "platform/base/buf.h"
#include "platform/sim/portal/igate.h"
#include "platform/sim/portal/mutate.h"
#include "platform/sim/portal/openrosa.h"
#include "platform/sim/portal/rest.h"

#define DEEP 100000 /* levels */

static const char html_type[] = "text/html; charset=utf-8";
static const char html[] = "<!doctype html><html><head><title>Welcome</title></head>"
                           "<body><h1>Sign in to use this network</h1></body></html>";
static const char closed[] = "<!doctype html><html><head><title>Maintenance</title></head>"
                             "<body><h1>Back in an hour</h1></body></html>";
static const char half[] = "{\"uuid\":\"";

/* A refusal in the words of the adapter whose path it is. */
static void refuse(struct portal_reply *r, const char *path, int status, const char *error,
                   const char *message)
{
    free(r->body);
    r->body = NULL;
    r->size = 0;
    if (openrosa_is_path(path)) {
        openrosa_say(r, status, "error", message);
    } else if (igate_is_path(path)) {
        igate_refuse(r, status, error, message, "");
    } else {
        rest_refuse(r, status, error, "", message);
    }
}

/* Another well-formed value: the first digit becomes its neighbour. */
static bool change_member(struct portal_reply *r, const char *name)
{
    json_t *o = r->body == NULL ? NULL : json_loadb(r->body, r->size, 0, NULL);
    const char *old = json_string_value(json_object_get(o, name));
    char *text = old == NULL ? NULL : strdup(old);
    const bool there = text != NULL && text[0] != '\0';
    if (there) {
        text[0] = text[0] == '0' ? '1' : '0';
        json_object_set_new(o, name, json_string(text));
        char *body = json_dumps(o, JSON_COMPACT);
        if (body != NULL) {
            free(r->body);
            r->body = body;
            r->size = strlen(body);
        }
    }
    free(text);
    json_decref(o);
    return there;
}

/* Puts bytes into the honest body, behind the brace a JSON object begins with. */
static void put_in(struct portal_reply *r, const char *bytes, size_t size)
{
    const size_t at = r->size > 0 && r->body[0] == '{' ? 1 : 0;
    char *body = malloc(r->size + size + 1);
    if (body == NULL) {
        return;
    }
    if (r->size > 0) {
        memcpy(body, r->body, at);
        memcpy(body + at + size, r->body + at, r->size - at);
    }
    memcpy(body + at, bytes, size);
    body[r->size + size] = '\0';
    free(r->body);
    r->body = body;
    r->size += size;
}

static void lie_status(struct portal_reply *r, const struct fault *f, const char *path)
{
    refuse(r, path, (int)f->value, "practice-fault", "a fault of the practice portal");
}

static void http_date(time_t at, char *out, size_t cap)
{
    struct tm utc;
    gmtime_r(&at, &utc);
    strftime(out, cap, "%a, %d %b %Y %H:%M:%S GMT", &utc);
}

static void lie_retry_after(struct portal_reply *r, const struct fault *f, const char *path)
{
    refuse(r, path, 503, "practice-fault", "a fault of the practice portal");
    r->retry_after = f->value;
    if (f->value == RETRY_NEGATIVE) {
        snprintf(r->retry_text, sizeof r->retry_text, "-1");
    } else if (f->value == RETRY_DATE) {
        struct timespec now;
        clock_gettime(CLOCK_REALTIME, &now);
        http_date(now.tv_sec + 5, r->retry_text, sizeof r->retry_text);
    } else if (f->value == RETRY_PAST) {
        http_date(0, r->retry_text, sizeof r->retry_text);
    } else if (f->value == RETRY_TEXT) {
        snprintf(r->retry_text, sizeof r->retry_text, "soon");
    }
}

static void lie_garbage(struct portal_reply *r, const struct fault *f, const char *path)
{
    (void)path;
    if (f->value == 1) {
        reply_set(r, 200, "application/json", half, strlen(half));
    } else {
        reply_set(r, 200, html_type, html, strlen(html));
    }
}

static void lie_captive(struct portal_reply *r, const struct fault *f, const char *path)
{
    (void)path;
    reply_set(r, f->value == 1 ? 200 : 302, html_type, html, strlen(html));
    snprintf(r->location, sizeof r->location, "%s",
             f->value == 1 ? "" : "http://captive.invalid/login");
}

static void lie_moved(struct portal_reply *r, const struct fault *f, const char *path)
{
    (void)f;
    reply_set(r, 308, html_type, html, strlen(html));
    snprintf(r->location, sizeof r->location, "http://elsewhere.invalid%.120s", path);
}

static void lie_proxy(struct portal_reply *r, const struct fault *f, const char *path)
{
    (void)f;
    (void)path;
    reply_set(r, 407, html_type, html, strlen(html));
    r->proxy = "Basic realm=\"office\"";
}

static void lie_storm(struct portal_reply *r, const struct fault *f, const char *path)
{
    refuse(r, path, 429, "too-often", "too many requests from everywhere");
    r->retry_after = f->value;
}

static void lie_maintenance(struct portal_reply *r, const struct fault *f, const char *path)
{
    (void)f;
    (void)path;
    reply_set(r, 503, html_type, closed, strlen(closed));
    r->retry_after = 3600;
}

static void lie_retired(struct portal_reply *r, const struct fault *f, const char *path)
{
    (void)f;
    refuse(r, path, 410, "retired", "this version of the contract is no longer taken");
}

static void lie_running(struct portal_reply *r, const struct fault *f, const char *path)
{
    (void)f;
    refuse(r, path, 409, "running", "the same request is still being carried out");
}

static void lie_deleted(struct portal_reply *r, const struct fault *f, const char *path)
{
    (void)f;
    refuse(r, path, 409, "deleted", "This submission has been deleted. You may not resubmit it.");
}

/* Not when a number is drawn: nobody can tell another number from the truth. */
static void lie_uuid(struct portal_reply *r, const struct fault *f, const char *path)
{
    (void)f;
    if (r->tus && r->location[0] != '\0') { /* an upload of another portal */
        snprintf(r->location, sizeof r->location, "http://elsewhere.invalid%.120s", path);
    } else if (!change_member(r, "uuid") && strcmp(path, "/api/next-code") != 0) {
        (void)change_member(r, "MaHoSo");
    }
}

static void lie_hash(struct portal_reply *r, const struct fault *f, const char *path)
{
    (void)f;
    (void)path;
    r->upload_offset += r->tus && r->upload_offset >= 0 ? 1 : 0;
    (void)(change_member(r, "sha256") || change_member(r, "HashTepTin"));
}

static void lie_empty(struct portal_reply *r, const struct fault *f, const char *path)
{
    (void)f;
    (void)path;
    reply_set(r, 200, "application/json", "", 0);
}

static void lie_type(struct portal_reply *r, const struct fault *f, const char *path)
{
    (void)f;
    (void)path;
    r->type = html_type;
}

static void lie_truncated(struct portal_reply *r, const struct fault *f, const char *path)
{
    (void)f;
    (void)path;
    r->size /= 2;
}

static void lie_deep(struct portal_reply *r, const struct fault *f, const char *path)
{
    static const char name[] = "\"deep\":";
    const size_t size = sizeof name - 1 + (size_t)2 * DEEP + 1;
    char *text = malloc(size);
    (void)f;
    (void)path;
    if (text == NULL) {
        return;
    }
    memcpy(text, name, sizeof name - 1);
    memset(text + sizeof name - 1, '[', DEEP);
    memset(text + sizeof name - 1 + DEEP, ']', DEEP);
    text[size - 1] = ',';
    put_in(r, text, size);
    free(text);
}

static void lie_duplicate_keys(struct portal_reply *r, const struct fault *f, const char *path)
{
    static const char text[] =
        "\"uuid\":\"x\",\"sha256\":\"x\",\"file_number\":\"x\",\"code\":\"x\","
        "\"MaHoSo\":\"x\",\"HashTepTin\":\"x\",";
    (void)f;
    (void)path;
    put_in(r, text, sizeof text - 1);
}

static void lie_nul(struct portal_reply *r, const struct fault *f, const char *path)
{
    static const char text[] = "\"note\":\"a\0b\",";
    (void)f;
    (void)path;
    put_in(r, text, sizeof text - 1);
}

static void lie_utf8(struct portal_reply *r, const struct fault *f, const char *path)
{
    static const char text[] = "\"note\":\"\xff\xfe\xc0\x80\",";
    (void)f;
    (void)path;
    put_in(r, text, sizeof text - 1);
}

static void lie_huge_number(struct portal_reply *r, const struct fault *f, const char *path)
{
    char text[600];
    (void)f;
    (void)path;
    const int len = snprintf(text, sizeof text, "\"big\":1e999999,\"many\":9%0400d,", 0);
    put_in(r, text, (size_t)len);
}

static void lie_malformed(struct portal_reply *r, const struct fault *f, const char *path)
{
    (void)path;
    mutate_reply(r, (uint64_t)f->value);
}

static const struct {
    enum fault_effect effect;
    void (*lie)(struct portal_reply *r, const struct fault *f, const char *path);
} lies[] = {
    {FAULT_STATUS, lie_status},
    {FAULT_RETRY_AFTER, lie_retry_after},
    {FAULT_GARBAGE, lie_garbage},
    {FAULT_CAPTIVE, lie_captive},
    {FAULT_MOVED, lie_moved},
    {FAULT_PROXY, lie_proxy},
    {FAULT_STORM, lie_storm},
    {FAULT_MAINTENANCE, lie_maintenance},
    {FAULT_RETIRED, lie_retired},
    {FAULT_RUNNING, lie_running},
    {FAULT_DELETED, lie_deleted},
    {FAULT_WRONG_UUID, lie_uuid},
    {FAULT_WRONG_HASH, lie_hash},
    {FAULT_EMPTY, lie_empty},
    {FAULT_TYPE, lie_type},
    {FAULT_TRUNCATED, lie_truncated},
    {FAULT_DEEP, lie_deep},
    {FAULT_DUPLICATE_KEYS, lie_duplicate_keys},
    {FAULT_NUL, lie_nul},
    {FAULT_UTF8, lie_utf8},
    {FAULT_HUGE_NUMBER, lie_huge_number},
    {FAULT_MALFORMED, lie_malformed},
};

void reply_lie(struct portal_reply *r, const struct fault *fault, const char *path)
{
    for (size_t i = 0; i < sizeof lies / sizeof lies[0]; i++) {
        if (lies[i].effect == fault->effect) {
            lies[i].lie(r, fault, path);
        }
    }
}
