/* The practice portal's composition root: options, ledger, server. */
#include <stdio.h>

#include "platform/sim/portal/options.h"
#include "platform/sim/portal/server.h"
#include "platform/sim/serve/digest.h"
#include "platform/sim/serve/program.h"

struct world {
    struct portal_options options;
    struct portal portal;
    struct server *server;
};

static struct err open_portal(void *context)
{
    struct world *w = context;
    const struct portal_options *o = &w->options;
    struct portal *portal = &w->portal;
    portal->token = o->token;
    portal->packs = o->packs;
    portal->control = o->control;
    portal->tls = o->serve.cert != NULL;
    portal->accept_length = o->accept_length;
    portal->token_life_ms = o->token_life_ms;
    portal_random_bytes(portal->token_key, sizeof portal->token_key);
    faults_init(&portal->faults);
    limiter_init(&portal->limiter, PAGE_BURST, PAGE_REFILL_MS);
    sessions_init(&portal->sessions);
    issuer_init(&portal->issuer);
    coming_init(&portal->coming);
    queue_init(&portal->queue);
    calls_init(&portal->calls);
    result_links_init(&portal->result_links);
    struct err e = ledger_open(&portal->ledger, o->serve.data, o->number_delay_ms);
    for (int i = 0; i < o->fault_count && !failed(e); i++) {
        e = faults_add(&portal->faults, o->faults[i]);
    }
    return e;
}

static struct err start(void *context, const struct serve_params *params, int *ret_port)
{
    struct world *w = context;
    const struct err e = server_start(&w->server, &w->portal, params);
    *ret_port = failed(e) ? 0 : server_port(w->server);
    return e;
}

static void greet(void *context)
{
    const struct world *w = context;
    printf("officer /officer practice PIN %s\n", w->portal.sessions.pin);
}

static void stop(void *context)
{
    struct world *w = context;
    server_stop(w->server);
}

static void close_portal(void *context)
{
    struct world *w = context;
    queue_done(&w->portal.queue);
    calls_done(&w->portal.calls);
    result_links_done(&w->portal.result_links);
    issuer_done(&w->portal.issuer);
    coming_done(&w->portal.coming);
    sessions_done(&w->portal.sessions);
    limiter_done(&w->portal.limiter);
    faults_done(&w->portal.faults);
    ledger_close(w->portal.ledger);
}

int main(int argc, char **argv)
{
    static struct world world;
    const int leave = portal_options_read(argc, argv, &world.options);
    const struct serve_program program = {.name = "practice-portal",
                                          .options = &world.options.serve,
                                          .context = &world,
                                          .open = open_portal,
                                          .start = start,
                                          .greet = greet,
                                          .stop = stop,
                                          .close = close_portal};
    return leave >= 0 ? leave : serve_program_run(&program);
}
