/* The courier's command line; a part of its composition root (app/main_courier.c). */
#ifndef APP_COURIER_MAIN_OPTIONS_H
#define APP_COURIER_MAIN_OPTIONS_H

#include <stdbool.h>
#include <stdint.h>

struct settings; /* app/settings.h */

/* What was asked for; texts are the command line's, NULL where nothing was. */
struct courier_options {
    const char *state, *portal, *adapter, *ca, *cert, *key, *credentials, *unit, *config;
    bool once;
    int64_t retry_base_ms;
    const struct settings *site; /* where portal and adapter are from; NULL: the command line */
};

/* Checks what is known so far; a portal may still be missing. As below. */
int courier_options_check(const struct courier_options *o);

/* Reads and checks the command line. -1 to go on, else the exit status; sentences were printed. */
int courier_options_read(int argc, char **argv, struct courier_options *o);

#endif
