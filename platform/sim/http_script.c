#include "platform/sim/http_script.h"

#include <stdio.h>
#include <string.h>

static void note(struct http_script *s, const struct http_request *r)
{
    const size_t used = strlen(s->heard);
    snprintf(s->heard + used, sizeof s->heard - used, "%s %s %s %s %zu\n", r->method, r->path,
             r->type == NULL ? "-" : r->type, r->idempotency_key == NULL ? "-" : r->idempotency_key,
             r->size);
}

static struct http_step next_step(struct http_script *s, const struct http_request *r)
{
    if (s->answer != NULL) {
        return s->answer(s, r);
    }
    if (s->next >= s->count) {
        return (struct http_step){.error = ERR(ERR_OFFLINE, 0, "http: the script is at its end")};
    }
    return s->steps[s->next++];
}

static struct err exchange(struct port_http *port, const struct http_request *request,
                           const atomic_bool *stop, struct http_answer *ret_answer)
{
    struct http_script *s = (struct http_script *)port;
    note(s, request);
    if (stop != NULL && atomic_load(stop)) {
        return ERR(ERR_CANCELLED, 0, "http: stopped");
    }
    const struct http_step step = next_step(s, request);
    if (failed(step.error)) {
        return step.error;
    }
    const char *body = step.body == NULL ? "" : step.body;
    *ret_answer = (struct http_answer){
        .status = step.status,
        .retry_after_s = step.retry_after_s == 0 ? -1 : step.retry_after_s,
        .body = body,
        .size = strlen(body),
    };
    snprintf(ret_answer->type, sizeof ret_answer->type, "%s",
             body[0] == '<' ? "text/html" : "application/json");
    return ERR_OK;
}

static void forget(struct port_http *port)
{
    (void)port;
}

void http_script_init(struct http_script *s)
{
    static const struct port_http_ops ops = {"script", exchange, forget, forget};
    memset(s, 0, sizeof *s);
    s->port.ops = &ops;
}

void http_script_add(struct http_script *s, struct http_step step)
{
    if (s->count < HTTP_SCRIPT_STEPS) {
        s->steps[s->count++] = step;
    }
}
