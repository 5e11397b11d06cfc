/* The fleet double's composition root: options, data file, server. */
#include "platform/sim/fleet/options.h"
#include "platform/sim/fleet/server.h"
#include "platform/sim/serve/program.h"

#define READS    200 /* hawkBit's, of one address in a second */
#define READ_MS  5
#define WRITES   50
#define WRITE_MS 20

struct world {
    struct fleet_options options;
    struct fleet fleet;
    struct fleet_server *server;
};

static struct err open_fleet(void *context)
{
    struct world *w = context;
    const struct fleet_options *o = &w->options;
    w->fleet = (struct fleet){.tenant = o->tenant,
                              .gateway_token = o->gateway_token,
                              .proxy_issuer = o->proxy_issuer,
                              .quota_status = o->old_quota ? 403 : 429,
                              .anonymous = o->anonymous,
                              .limited = o->limited,
                              .certificates = o->serve.client_ca != NULL};
    troubles_init(&w->fleet.troubles);
    counters_init(&w->fleet.counters);
    limiter_init(&w->fleet.reads, READS, READ_MS);
    limiter_init(&w->fleet.writes, WRITES, WRITE_MS);
    struct err e = store_open(&w->fleet.store, o->serve.data);
    for (int i = 0; i < o->trouble_count && !failed(e); i++) {
        e = troubles_add(&w->fleet.troubles, &o->troubles[i]);
    }
    return e;
}

static struct err start(void *context, const struct serve_params *params, int *ret_port)
{
    struct world *w = context;
    const struct err e = fleet_server_start(&w->server, &w->fleet, w->options.serve.data, params);
    *ret_port = failed(e) ? 0 : fleet_server_port(w->server);
    return e;
}

static void stop(void *context)
{
    struct world *w = context;
    fleet_server_stop(w->server);
}

static void close_fleet(void *context)
{
    struct world *w = context;
    limiter_done(&w->fleet.writes);
    limiter_done(&w->fleet.reads);
    counters_done(&w->fleet.counters);
    troubles_done(&w->fleet.troubles);
    store_close(w->fleet.store);
}

int main(int argc, char **argv)
{
    static struct world world;
    const int leave = fleet_options_read(argc, argv, &world.options);
    const struct serve_program program = {.name = "fleet-double",
                                          .options = &world.options.serve,
                                          .context = &world,
                                          .open = open_fleet,
                                          .start = start,
                                          .stop = stop,
                                          .close = close_fleet};
    return leave >= 0 ? leave : serve_program_run(&program);
}
