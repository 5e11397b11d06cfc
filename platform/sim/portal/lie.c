#include "platform/sim/portal/lie.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "platform/sim/portal/rest.h"

static const char html[] = "<!doctype html><html><head><title>Welcome</title></head>"
                           "<body><h1>Sign in to use this network</h1></body></html>";
static const char half[] = "{\"uuid\":\"";

/* Another well-formed value: the first digit becomes its neighbour. */
static void change_member(struct portal_reply *r, const char *name)
{
    json_t *o = r->body == NULL ? NULL : json_loadb(r->body, r->size, 0, NULL);
    const char *old = json_string_value(json_object_get(o, name));
    char *text = old == NULL ? NULL : strdup(old);
    if (text != NULL && text[0] != '\0') {
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
}

static void set_status(struct portal_reply *r, int status)
{
    free(r->body);
    r->body = NULL;
    rest_refuse(r, status, "practice-fault", "", "a fault of the practice portal");
}

void reply_lie(struct portal_reply *r, const struct fault *fault)
{
    switch (fault->effect) {
    case FAULT_STATUS:
        set_status(r, (int)fault->value);
        break;
    case FAULT_RETRY_AFTER:
        set_status(r, 503);
        r->retry_after = fault->value;
        break;
    case FAULT_GARBAGE:
        if (fault->value == 1) {
            reply_set(r, 200, "application/json", half, strlen(half));
        } else {
            reply_set(r, 200, "text/html; charset=utf-8", html, strlen(html));
        }
        break;
    case FAULT_CAPTIVE:
        reply_set(r, fault->value == 1 ? 200 : 302, "text/html; charset=utf-8", html, strlen(html));
        snprintf(r->location, sizeof r->location, "%s",
                 fault->value == 1 ? "" : "http://captive.invalid/login");
        break;
    case FAULT_WRONG_UUID:
        change_member(r, "uuid");
        break;
    case FAULT_WRONG_HASH:
        change_member(r, "sha256");
        break;
    case FAULT_RESET:
    case FAULT_CLOSE:
    case FAULT_STALL:
    case FAULT_SLOW:
    case FAULT_THEN_RESET:
        break;
    }
}
