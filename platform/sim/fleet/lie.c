#include "platform/sim/fleet/lie.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static void write_date(int64_t second, char *out, size_t size)
{
    struct tm t;
    const time_t at = (time_t)second;
    if (gmtime_r(&at, &t) == NULL || strftime(out, size, "%a, %d %b %Y %H:%M:%S GMT", &t) == 0) {
        out[0] = '\0';
    }
}

static void come_back(const struct trouble *t, int64_t now_ms, struct fleet_reply *r)
{
    answer_status(r, 503);
    if (t->value == RETRY_AS_DATE) {
        write_date(now_ms / 1000 + 60, r->retry_after, sizeof r->retry_after);
    } else if (t->value == RETRY_AS_TEXT) {
        snprintf(r->retry_after, sizeof r->retry_after, "soon");
    } else {
        snprintf(r->retry_after, sizeof r->retry_after, "%lld", (long long)t->value);
    }
}

bool lie_instead(const struct trouble *t, const struct fleet_request *q, struct fleet_reply *r)
{
    static const char page[] = "<!DOCTYPE html><html><head><title>Wi-Fi</title></head><body><form "
                               "method=post>Sign in to this network</form></body></html>\n";
    switch ((int)t->effect) {
    case TROUBLE_STATUS:
        answer_status(r, (int)t->value);
        return true;
    case TROUBLE_RETRY_AFTER:
        come_back(t, q->now, r);
        return true;
    case TROUBLE_REDIRECT:
        answer_empty(r, 302);
        snprintf(r->location, sizeof r->location, "%s", t->text);
        snprintf(r->location + strlen(r->location), sizeof r->location - strlen(r->location), "%s",
                 q->path);
        return true;
    case TROUBLE_HTML:
        answer_text(r, 200, "text/html", page);
        return true;
    case TROUBLE_EMPTY:
        answer_empty(r, 200);
        return true;
    case TROUBLE_RESET:
        answer_empty(r, 500);
        return true;
    default:
        return false;
    }
}

/* "http://other/DEFAULT/..." for "http://here/DEFAULT/...". */
static void lead_away(const struct trouble *t, json_t *href_holder, const char *href)
{
    const char *host = strstr(href, "://");
    const char *path = host == NULL ? NULL : strchr(host + 3, '/');
    json_object_set_new(href_holder, "href", json_pack("s+", t->text, path == NULL ? "" : path));
}

static void spoil_hash(json_t *hashes, const char *name)
{
    const char *hex = json_string_value(json_object_get(hashes, name));
    if (hex != NULL && hex[0] != '\0') {
        json_object_set_new(hashes, name, json_pack("s+", hex[0] == '0' ? "1" : "0", hex + 1));
    }
}

/* Goes through the whole document, which is as deep as the double made it. */
static void change(const struct trouble *t, json_t *value)
{
    size_t i = 0;
    const char *key = NULL;
    json_t *inner = NULL;
    if (json_is_array(value)) {
        json_array_foreach(value, i, inner)
        {
            change(t, inner);
        }
        return;
    }
    const char *href = json_string_value(json_object_get(value, "href"));
    if (t->effect == TROUBLE_FOREIGN && href != NULL) {
        lead_away(t, value, href);
        return;
    }
    if (t->effect == TROUBLE_SIZE && json_object_get(value, "size") != NULL) {
        json_object_set_new(value, "size", json_integer(t->value));
    }
    json_t *hashes = json_object_get(value, "hashes");
    if (t->effect == TROUBLE_WRONG_HASH) {
        spoil_hash(hashes, "sha1");
        spoil_hash(hashes, "md5");
        spoil_hash(hashes, "sha256");
    } else if (t->effect == TROUBLE_NO_SHA256) {
        (void)json_object_del(hashes, "sha256");
    }
    json_object_foreach(value, key, inner)
    {
        change(t, inner);
    }
}

static void change_document(const struct trouble *t, struct fleet_reply *r)
{
    const int status = r->status;
    json_t *document = r->body == NULL ? NULL : json_loadb(r->body, r->size, 0, NULL);
    if (document != NULL) {
        change(t, document);
        answer_json(r, status, document);
    }
}

void lie_about(const struct trouble *t, struct fleet_reply *r)
{
    switch ((int)t->effect) {
    case TROUBLE_WRONG_HASH:
    case TROUBLE_NO_SHA256:
    case TROUBLE_SIZE:
    case TROUBLE_FOREIGN:
        change_document(t, r);
        break;
    case TROUBLE_DATE:
        write_date(t->value, r->date, sizeof r->date);
        break;
    case TROUBLE_TRUNCATED:
        r->size /= 2;
        break;
    case TROUBLE_MALFORMED:
        if (r->size > 1) {
            r->body[r->size / 2] = '\x01';
            r->body[r->size - 1] = ',';
        }
        break;
    default:
        break;
    }
}
