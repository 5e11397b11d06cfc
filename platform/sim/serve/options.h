/* The command line that the servers of this folder's users share: where to answer, with which
 * certificate, where everything is kept, and faults to make. */
#ifndef PLATFORM_SIM_SERVE_OPTIONS_H
#define PLATFORM_SIM_SERVE_OPTIONS_H

#include <stdbool.h>
#include <stdio.h>

#include "platform/base/err.h"
#include "platform/base/options.h"

struct serve_options {
    char host[64]; /* of --listen */
    char port[8];
    const char *data;
    const char *cert; /* files; NULL without --tls */
    const char *key;
    const char *client_ca;
    bool old_tls;
};

/* --listen. False: it is no ADDRESS:PORT. */
bool serve_take_listen(void *context, const char *value);

/* The rows of a program's table that are these. */
#define SERVE_ROWS(options, data_help, client_ca_help)                                               \
    {"--listen", "ADDRESS:PORT", "where to answer, as 127.0.0.1:8080; port 0 = any free one",        \
     NULL,       NULL,           serve_take_listen,                                                  \
     (options)},                                                                                     \
        {"--data", "DIR", data_help, &(options)->data, NULL, NULL, NULL},                            \
        {"--tls", "CERT KEY", "answer with TLS; two PEM files", &(options)->cert, NULL, NULL, NULL}, \
    {                                                                                                \
        "--client-ca", "FILE", client_ca_help, &(options)->client_ca, NULL, NULL, NULL               \
    }

/* Of --fault: says what is wrong with it, or that there are too many. False: refuse it. */
bool serve_fault_fits(const char *program, struct err e, const char *why, int count, int most);

/* Parses as options_parse does, with every fault behind the examples, and judges what belongs
 * together: the second file of --tls is the one word that may stand alone. Returns -1 to go on,
 * else the exit status. */
int serve_options_parse(const struct program *program, void (*faults_help)(FILE *out), int argc,
                        char **argv, struct serve_options *o);

#endif
