/* The life of a libmicrohttpd server: its line, its TLS, one thread a line, and an end that no
 * stalled answer holds up. */
#ifndef PLATFORM_SIM_SERVE_LIFE_H
#define PLATFORM_SIM_SERVE_LIFE_H

#include <microhttpd.h>
#include <stdbool.h>

#include "platform/base/err.h"
#include "platform/sim/serve/pause.h"

struct serve_params {
    const char *host;      /* numeric address or name to listen on */
    const char *port;      /* "0" = any free one */
    const char *cert;      /* PEM text, NULL = plain HTTP */
    const char *key;       /* PEM text */
    const char *client_ca; /* PEM text: who shows a certificate of it is known; NULL = not asked */
    bool old_tls;          /* TLS 1.0 and nothing newer */
};

/* What answers, and how much of it at once. */
struct serve_work {
    MHD_AccessHandlerCallback handle;
    MHD_RequestCompletedCallback completed;
    void *self;     /* of both */
    unsigned lines; /* at once */
    size_t stack;   /* of a thread; 0 = the system's */
    bool accepts;   /* whoever uses this accepts by himself and hands lines over */
};

struct serve_life {
    struct MHD_Daemon *daemon;
    int listen_fd; /* ours only where ->accepts; else -1 once it answers */
    int port;
    struct pause pause;
    bool ask_certificate;
};

/* Listens, and answers unless ->accepts. Params and work are read during the call only, but ->self
 * must outlive it. After an error it is closed. */
MUST_USE struct err serve_life_open(struct serve_life *l, const struct serve_params *params,
                                    const struct serve_work *work);

/* Ends every pause, now and later: what stalls goes on. */
void serve_life_end(struct serve_life *l);

/* Closes every line, waits for the threads, and gives all of it back. */
void serve_life_close(struct serve_life *l);

#endif
