/* The practice portal's composition root: options, ledger, server, and waiting for SIGTERM. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "platform/sim/portal/digest.h"
#include "platform/sim/portal/options.h"
#include "platform/sim/portal/server.h"

#define PEM_MAX (64 * 1024)

static int complain(struct err e)
{
    fprintf(stderr, "practice-portal: %s", e.at);
    if (e.code == ERR_CORRUPT) {
        fprintf(stderr, "; it was left as it is: give another --data directory or move it away");
    } else if (e.code == ERR_VERSION) {
        fprintf(stderr, "; nothing was changed: start the newer version");
    } else if (e.code == ERR_IO && e.os > 0) {
        fprintf(stderr, ": %s", strerror(e.os));
    }
    fprintf(stderr, "\n");
    return 1;
}

/* The file as text from malloc, or NULL after a sentence. */
static char *read_pem(const char *path)
{
    FILE *f = fopen(path, "rb");
    char *text = f == NULL ? NULL : calloc(1, PEM_MAX);
    size_t size = text == NULL ? 0 : fread(text, 1, PEM_MAX - 1, f);
    if (f != NULL) {
        fclose(f);
    }
    if (size == 0) {
        fprintf(stderr, "practice-portal: --tls: %s cannot be read\n", path);
        free(text);
        return NULL;
    }
    return text;
}

/* Blocked before any thread starts, so that only sigwait sees them. */
static void block_signals(sigset_t *ret_ends)
{
    signal(SIGPIPE, SIG_IGN);
    sigemptyset(ret_ends);
    sigaddset(ret_ends, SIGTERM);
    sigaddset(ret_ends, SIGINT);
    sigaddset(ret_ends, SIGHUP);
    pthread_sigmask(SIG_BLOCK, ret_ends, NULL);
}

/* PEM texts of --tls and --client-ca; NULL = not given. */
struct pems {
    char *cert, *key, *client_ca;
};

static int serve(struct portal *portal, const struct portal_options *o, const struct pems *pems)
{
    sigset_t ends;
    int signal_number = 0;
    struct server *server = NULL;
    const struct server_params params = {o->host,   o->port,         pems->cert,
                                         pems->key, pems->client_ca, o->old_tls};
    block_signals(&ends);
    struct err e = server_start(&server, portal, &params);
    if (failed(e)) {
        return complain(e);
    }
    bool six = strchr(o->host, ':') != NULL;
    printf("listening %s://%s%s%s:%d\n", pems->cert != NULL ? "https" : "http", six ? "[" : "",
           o->host, six ? "]" : "", server_port(server));
    printf("officer /officer practice PIN %s\n", portal->sessions.pin);
    fflush(stdout);
    sigwait(&ends, &signal_number);
    server_stop(server);
    return 0;
}

static int open_and_serve(const struct portal_options *o, const struct pems *pems)
{
    struct portal portal = {.token = o->token,
                            .packs = o->packs,
                            .control = o->control,
                            .tls = pems->cert != NULL,
                            .accept_length = o->accept_length,
                            .token_life_ms = o->token_life_ms};
    struct err e = portal_digest_start();
    if (!failed(e)) {
        e = ledger_open(&portal.ledger, o->data, o->number_delay_ms);
    }
    if (failed(e)) {
        return complain(e);
    }
    portal_random_bytes(portal.token_key, sizeof portal.token_key);
    faults_init(&portal.faults);
    limiter_init(&portal.limiter, PAGE_BURST, PAGE_REFILL_MS);
    sessions_init(&portal.sessions);
    issuer_init(&portal.issuer);
    coming_init(&portal.coming);
    queue_init(&portal.queue);
    calls_init(&portal.calls);
    result_links_init(&portal.result_links);
    for (int i = 0; i < o->fault_count && !failed(e); i++) {
        e = faults_add(&portal.faults, o->faults[i]);
    }
    int status = failed(e) ? complain(e) : serve(&portal, o, pems);
    queue_done(&portal.queue);
    calls_done(&portal.calls);
    result_links_done(&portal.result_links);
    issuer_done(&portal.issuer);
    coming_done(&portal.coming);
    sessions_done(&portal.sessions);
    limiter_done(&portal.limiter);
    faults_done(&portal.faults);
    ledger_close(portal.ledger);
    return status;
}

int main(int argc, char **argv)
{
    struct portal_options o;
    int leave = portal_options_read(argc, argv, &o);
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
    int status = readable ? open_and_serve(&o, &pems) : 1;
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        free(*files[i].text);
    }
    return status;
}
