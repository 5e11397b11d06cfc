#include "platform/sim/http_script.h"

#include <stdio.h>
#include <stdlib.h>
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

/* All of the source, as a line would take it: in small bites, and once more from the start. */
static struct err take_source(struct http_script *s, const struct http_request *r)
{
    size_t used = 0;
    size_t got = 1;
    if (s->body_cap <= r->size) {
        free(s->body);
        s->body_cap = r->size + 1;
        s->body = malloc(s->body_cap);
    }
    if (s->body == NULL) {
        return ERR(ERR_IO, 0, "http: no memory");
    }
    struct err e = r->source->read(r->source, s->body, r->size < 3 ? r->size : 3, &got);
    e = failed(e) ? e : r->source->rewind(r->source);
    while (!failed(e) && got > 0 && used <= r->size) {
        const size_t left = s->body_cap - used;
        e = r->source->read(r->source, (char *)s->body + used, left < 1000 ? left : 1000, &got);
        used += got;
    }
    return failed(e) || used == r->size ? e : ERR(ERR_IO, 0, "http: the body has another size");
}

/* The body as a line would bring it: in pieces, and cut where the step says. */
static struct err pour(const struct http_request *r, const struct http_step *step,
                       const struct http_answer *head, size_t size)
{
    const size_t whole = step->cut > 0 && step->cut < size ? step->cut : size;
    struct err e = r->sink->begin(r->sink, head);
    for (size_t at = 0; !failed(e) && at < whole; at += HTTP_SCRIPT_PIECE) {
        const size_t left = whole - at;
        e = r->sink->write(r->sink, head->body + at,
                           left < HTTP_SCRIPT_PIECE ? left : HTTP_SCRIPT_PIECE);
    }
    return failed(e) || whole == size ? e : ERR(ERR_UNKNOWN_OUTCOME, 0, "http: the line dropped");
}

static struct err exchange(struct port_http *port, const struct http_request *request,
                           const atomic_bool *stop, struct http_answer *ret_answer)
{
    struct http_script *s = (struct http_script *)port;
    struct http_request whole = *request;
    note(s, request);
    if (stop != NULL && atomic_load(stop)) {
        return ERR(ERR_CANCELLED, 0, "http: stopped");
    }
    if (request->source != NULL) {
        const struct err e = take_source(s, request);
        if (failed(e)) {
            return e;
        }
        whole.body = s->body;
    }
    const struct http_step step = next_step(s, &whole);
    if (failed(step.error)) {
        *ret_answer = (struct http_answer){.away = step.away};
        return step.error;
    }
    const char *body = step.body == NULL ? "" : step.body;
    const size_t size = step.size > 0 ? step.size : strlen(body);
    *ret_answer = (struct http_answer){
        .status = step.status,
        .retry_after_s = step.retry_after_s == 0 ? -1 : step.retry_after_s,
        .body = body,
        .size = size,
    };
    snprintf(ret_answer->type, sizeof ret_answer->type, "%s",
             body[0] == '<' ? "text/html" : "application/json");
    for (int i = 0; i < HTTP_HEADERS; i++) {
        snprintf(ret_answer->wanted[i], HTTP_VALUE, "%s",
                 step.wanted[i] == NULL ? "" : step.wanted[i]);
    }
    if (request->sink != NULL && (step.status == 200 || step.status == 206)) {
        return pour(request, &step, ret_answer, size);
    }
    return ERR_OK;
}

static void forget(struct port_http *port)
{
    (void)port;
}

static void close_port(struct port_http *port)
{
    struct http_script *s = (struct http_script *)port;
    if (s != NULL) {
        free(s->body);
        s->body = NULL;
        s->body_cap = 0;
    }
}

void http_script_init(struct http_script *s)
{
    static const struct port_http_ops ops = {"script", exchange, forget, close_port};
    memset(s, 0, sizeof *s);
    s->port.ops = &ops;
}

void http_script_add(struct http_script *s, struct http_step step)
{
    if (s->count < HTTP_SCRIPT_STEPS) {
        s->steps[s->count++] = step;
    }
}
