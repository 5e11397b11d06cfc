#include "platform/sim/serve/program.h"

#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "platform/sim/serve/digest.h"

#define PEM_MAX (64 * 1024)

static int complain(const struct serve_program *p, struct err e)
{
    fprintf(stderr, "%s: %s", p->name, e.at);
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

/* PEM texts of --tls and --client-ca; NULL = not given. */
struct pems {
    char *cert, *key, *client_ca;
};

/* The file as text from malloc; false after a sentence. */
static bool read_pem(const struct serve_program *p, const char *path, char **ret_text)
{
    if (path == NULL) {
        return true;
    }
    FILE *f = fopen(path, "rb");
    char *text = f == NULL ? NULL : calloc(1, PEM_MAX);
    const size_t size = text == NULL ? 0 : fread(text, 1, PEM_MAX - 1, f);
    if (f != NULL) {
        fclose(f);
    }
    if (size == 0) {
        fprintf(stderr, "%s: --tls: %s cannot be read\n", p->name, path);
        free(text);
        return false;
    }
    *ret_text = text;
    return true;
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

static int serve(const struct serve_program *p, const struct pems *pems)
{
    const struct serve_options *o = p->options;
    sigset_t ends;
    int number = 0;
    int port = 0;
    const struct serve_params params = {o->host,   o->port,         pems->cert,
                                        pems->key, pems->client_ca, o->old_tls};
    block_signals(&ends);
    const struct err e = p->start(p->context, &params, &port);
    if (failed(e)) {
        return complain(p, e);
    }
    const bool six = strchr(o->host, ':') != NULL;
    printf("listening %s://%s%s%s:%d\n", pems->cert != NULL ? "https" : "http", six ? "[" : "",
           o->host, six ? "]" : "", port);
    if (p->greet != NULL) {
        p->greet(p->context);
    }
    fflush(stdout);
    sigwait(&ends, &number);
    p->stop(p->context);
    return 0;
}

static int open_and_serve(const struct serve_program *p, const struct pems *pems)
{
    struct err e = portal_digest_start();
    if (failed(e)) {
        return complain(p, e);
    }
    e = p->open(p->context);
    const int status = failed(e) ? complain(p, e) : serve(p, pems);
    p->close(p->context);
    return status;
}

int serve_program_run(const struct serve_program *p)
{
    struct pems pems = {NULL, NULL, NULL};
    bool readable = read_pem(p, p->options->cert, &pems.cert);
    readable = read_pem(p, p->options->key, &pems.key) && readable;
    readable = read_pem(p, p->options->client_ca, &pems.client_ca) && readable;
    const int status = readable ? open_and_serve(p, &pems) : 1;
    free(pems.cert);
    free(pems.key);
    free(pems.client_ca);
    return status;
}
