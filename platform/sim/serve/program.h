/* The main of a server: its certificates read, what it serves opened, "listening URL" said, and all
 * of it given back when a signal ends it. */
#ifndef PLATFORM_SIM_SERVE_PROGRAM_H
#define PLATFORM_SIM_SERVE_PROGRAM_H

#include "platform/sim/serve/life.h"
#include "platform/sim/serve/options.h"

struct serve_program {
    const char *name;
    const struct serve_options *options;
    void *context; /* of all below */
    struct err (*open)(void *context);
    /* Begins to answer. */
    struct err (*start)(void *context, const struct serve_params *params, int *ret_port);
    void (*greet)(void *context); /* prints what stands behind "listening"; NULL = nothing */
    void (*stop)(void *context);
    void (*close)(void *context); /* also what was half opened */
};

/* Returns the exit status after SIGTERM, SIGINT or SIGHUP, or after a sentence on stderr. */
int serve_program_run(const struct serve_program *p);

#endif
