#include "app/steward/ddi_poll.h"

#include <string.h>

#include "app/steward/ddi_json.h"

#define NUMBER_DIGITS 9

/* --- texts ------------------------------------------------------------------------------------ */

static size_t scheme_of(const char *href)
{
    return strncmp(href, "https://", 8) == 0 ? 8 : strncmp(href, "http://", 7) == 0 ? 7 : 0;
}

bool ddi_href_is_fine(const char *href)
{
    const size_t scheme = scheme_of(href);
    const size_t length = strlen(href);
    if (scheme == 0 || length >= DDI_HREF || strchr("/?:", href[scheme]) != NULL) {
        return false;
    }
    for (const char *at = href; *at != '\0'; at++) {
        if ((unsigned char)*at <= 0x20 || (unsigned char)*at >= 0x7F ||
            strchr("\"\\<>^`{|}#@", *at) != NULL) {
            return false;
        }
    }
    return strcspn(href + scheme, "/?") > 0;
}

bool ddi_etag_is_fine(const char *etag)
{
    for (const char *c = etag; *c != '\0'; c++) {
        if (*c <= ' ' || *c > '~') {
            return false;
        }
    }
    return etag[0] != '\0';
}

bool ddi_id_is_fine(const char *id)
{
    const size_t length = strlen(id);
    if (length == 0 || length >= DDI_ID) {
        return false;
    }
    for (const char *at = id; *at != '\0'; at++) {
        if ((unsigned char)*at <= 0x20 || (unsigned char)*at >= 0x7F ||
            strchr("/?#%<>&\"'\\", *at) != NULL) {
            return false;
        }
    }
    return strcmp(id, ".") != 0 && strcmp(id, "..") != 0;
}

bool ddi_id_of(const char *href, const char *name, char ret_id[DDI_ID])
{
    const size_t length = strlen(name);
    const char *at = href;
    ret_id[0] = '\0';
    for (const char *next = strstr(href, name); next != NULL; next = strstr(next + 1, name)) {
        if (next > href && next[-1] == '/' && next[length] == '/') {
            at = next + length + 1; /* the last such: a tenant or kiosk may be called so, too */
        }
    }
    const size_t size = at == href ? 0 : strcspn(at, "/?");
    if (size == 0 || size >= DDI_ID) {
        return false;
    }
    memcpy(ret_id, at, size);
    ret_id[size] = '\0';
    return ddi_id_is_fine(ret_id);
}

/* --- sleep ------------------------------------------------------------------------------------ */

/* Digits at *at; -1 for none or too many. */
static int64_t number(const char **at)
{
    int64_t n = 0;
    int digits = 0;
    for (; **at >= '0' && **at <= '9'; (*at)++, digits++) {
        if (digits >= NUMBER_DIGITS) {
            return -1;
        }
        n = n * 10 + (**at - '0');
    }
    return digits == 0 ? -1 : n;
}

static int64_t clock_time(const char *text)
{
    const char *at = text;
    int64_t part[3];
    for (int i = 0; i < 3; i++) {
        const char *from = at;
        part[i] = number(&at);
        if (part[i] < 0 || at - from != 2 || *at != (i < 2 ? ':' : '\0')) {
            return -1;
        }
        at++;
    }
    return part[1] > 59 || part[2] > 59 ? -1 : part[0] * 3600 + part[1] * 60 + part[2];
}

/* P[nW][nD][T[nH][nM][nS]]; a fraction of a second is cut off. */
static int64_t duration(const char *text)
{
    static const char units[] = "WDHMS";
    static const int64_t seconds[] = {604800, 86400, 3600, 60, 1};
    const char *at = text + 1;
    int next = 0; /* units come in this order, each at most once */
    bool time = false;
    int64_t sum = 0;
    while (*at != '\0') {
        if (*at == 'T' && !time) {
            time = true;
            next = next < 2 ? 2 : next;
            at++;
        }
        const int64_t n = number(&at);
        const bool cut = n >= 0 && *at == '.' && at[1] >= '0' && at[1] <= '9';
        if (cut) {
            at++;
            (void)number(&at);
        }
        const char *unit = *at == '\0' ? NULL : strchr(units, *at);
        const int which = unit == NULL ? -1 : (int)(unit - units);
        if (n < 0 || which < next || (which >= 2) != time || (cut && which != 4)) {
            return -1;
        }
        sum += n * seconds[which];
        next = which + 1;
        at++;
    }
    return next == 0 || (time && next <= 2) ? -1 : sum;
}

int64_t ddi_sleep(const char *text)
{
    const int64_t s = text[0] == 'P' ? duration(text) : clock_time(text);
    if (s <= 0) {
        return -1;
    }
    return s < DDI_SLEEP_MIN ? DDI_SLEEP_MIN : s > DDI_SLEEP_MAX ? DDI_SLEEP_MAX : s;
}

/* --- the answer ------------------------------------------------------------------------------- */

static bool take_task(const json_t *root, const char *name, enum ddi_task task,
                      struct ddi_poll *ret_poll)
{
    char href[DDI_HREF];
    if (!ddi_json_link(root, name, href)) {
        return false;
    }
    if (href[0] == '\0' || ret_poll->task != DDI_NOTHING) {
        return true;
    }
    ret_poll->task = task;
    memcpy(ret_poll->href, href, sizeof href);
    return ddi_id_of(href, name, ret_poll->id);
}

static bool take_all(const json_t *root, struct ddi_poll *p)
{
    char sleep[32];
    const json_t *polling = json_object_get(json_object_get(root, "config"), "polling");
    p->sleep_s = ddi_json_text(polling, "sleep", sleep, sizeof sleep) ? ddi_sleep(sleep) : -1;
    /* A page of somebody's that happens to be an object has neither. */
    if (polling == NULL && json_object_get(root, "_links") == NULL) {
        return false;
    }
    return ddi_json_link(root, "configData", p->configure) &&
           take_task(root, "cancelAction", DDI_CANCEL, p) &&
           take_task(root, "deploymentBase", DDI_DEPLOYMENT, p) &&
           take_task(root, "confirmationBase", DDI_CONFIRMATION, p);
}

struct err ddi_poll_read(const char *text, size_t size, struct ddi_poll *ret_poll)
{
    struct ddi_poll p = {.sleep_s = -1};
    json_t *root = ddi_json_object(text, size);
    const bool good = root != NULL && take_all(root, &p);
    json_decref(root);
    *ret_poll = good ? p : (struct ddi_poll){.sleep_s = -1};
    return good ? ERR_OK : ERR(ERR_BAD_INPUT, 0, "ddi: this is no answer to a poll");
}

struct err ddi_cancel_read(const char *text, size_t size, char ret_stop[DDI_ID])
{
    json_t *root = ddi_json_object(text, size);
    const json_t *what = json_object_get(root, "cancelAction");
    const bool good = json_is_object(what) && ddi_json_text(what, "stopId", ret_stop, DDI_ID) &&
                      ddi_id_is_fine(ret_stop);
    json_decref(root);
    if (!good) {
        ret_stop[0] = '\0';
    }
    return good ? ERR_OK : ERR(ERR_BAD_INPUT, 0, "ddi: this cancels nothing");
}
