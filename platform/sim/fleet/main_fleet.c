/* The fleet double's composition root: options, data file, server, and waiting for SIGTERM. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "platform/sim/fleet/options.h"
#include "platform/sim/fleet/server.h"
#include "platform/sim/portal/digest.h"

#define PEM_MAX (64 * 1024)

static int complain(struct err e)
{
    fprintf(stderr, "fleet-double: %s%s%s\n", e.at, e.code == ERR_IO && e.os > 0 ? ": " : "",
            e.code == ERR_IO && e.os > 0 ? strerror(e.os) : "");
    return 1;
}

/* The file as text from malloc, or NULL after a sentence. */
static char *read_pem(const char *path)
{
    FILE *f = fopen(path, "rb");
    char *text = f == NULL ? NULL : calloc(1, PEM_MAX);
    const size_t size = text == NULL ? 0 : fread(text, 1, PEM_MAX - 1, f);
    if (f != NULL) {
        fclose(f);
    }
    if (size == 0) {
        fprintf(stderr, "fleet-double: --tls: %s cannot be read\n", path);
        free(text);
        return NULL;
    }
    return text;
}

/* PEM texts of --tls and --client-ca; NULL = not given. */
struct pems {
    char *cert, *key, *client_ca;
};

/* Signals are blocked before any thread starts, so that only sigwait sees them. */
static int serve(struct fleet *fleet, const struct fleet_options *o, const struct pems *pems)
{
    sigset_t ends;
    int number = 0;
    struct fleet_server *server = NULL;
    const struct server_params params = {o->host,   o->port,         pems->cert,
                                         pems->key, pems->client_ca, false};
    signal(SIGPIPE, SIG_IGN);
    sigemptyset(&ends);
    sigaddset(&ends, SIGTERM);
    sigaddset(&ends, SIGINT);
    sigaddset(&ends, SIGHUP);
    pthread_sigmask(SIG_BLOCK, &ends, NULL);
    const struct err e = fleet_server_start(&server, fleet, o->data, &params);
    if (failed(e)) {
        return complain(e);
    }
    const bool six = strchr(o->host, ':') != NULL;
    printf("listening %s://%s%s%s:%d\n", pems->cert != NULL ? "https" : "http", six ? "[" : "",
           o->host, six ? "]" : "", fleet_server_port(server));
    fflush(stdout);
    sigwait(&ends, &number);
    fleet_server_stop(server);
    return 0;
}

static int open_and_serve(const struct fleet_options *o, const struct pems *pems)
{
    struct fleet fleet = {.tenant = o->tenant,
                          .gateway_token = o->gateway_token,
                          .proxy_issuer = o->proxy_issuer,
                          .quota_status = o->old_quota ? 403 : 429,
                          .anonymous = o->anonymous,
                          .limited = o->limited,
                          .certificates = pems->client_ca != NULL};
    struct err e = portal_digest_start();
    if (!failed(e)) {
        e = store_open(&fleet.store, o->data);
    }
    if (failed(e)) {
        return complain(e);
    }
    troubles_init(&fleet.troubles);
    counters_init(&fleet.counters);
    limiter_init(&fleet.reads, 200, 5);
    limiter_init(&fleet.writes, 50, 20);
    for (int i = 0; i < o->trouble_count && !failed(e); i++) {
        e = troubles_add(&fleet.troubles, &o->troubles[i]);
    }
    const int status = failed(e) ? complain(e) : serve(&fleet, o, pems);
    limiter_done(&fleet.writes);
    limiter_done(&fleet.reads);
    counters_done(&fleet.counters);
    troubles_done(&fleet.troubles);
    store_close(fleet.store);
    return status;
}

int main(int argc, char **argv)
{
    struct fleet_options o;
    const int leave = fleet_options_read(argc, argv, &o);
    if (leave >= 0) {
        return leave;
    }
    struct pems pems = {NULL, NULL, NULL};
    bool readable = true;
    const struct {
        const char *path;
        char **text;
    } files[] = {{o.cert, &pems.cert}, {o.key, &pems.key}, {o.client_ca, &pems.client_ca}};
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        *files[i].text = files[i].path == NULL ? NULL : read_pem(files[i].path);
        readable = readable && (files[i].path == NULL || *files[i].text != NULL);
    }
    const int status = readable ? open_and_serve(&o, &pems) : 1;
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        free(*files[i].text);
    }
    return status;
}
