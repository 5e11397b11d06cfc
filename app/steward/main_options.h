/* The steward's command line; a part of its composition root (app/main_steward.c). */
#ifndef APP_STEWARD_MAIN_OPTIONS_H
#define APP_STEWARD_MAIN_OPTIONS_H

#include <stdbool.h>
#include <stdint.h>

/* What was asked for; texts are the command line's, NULL where nothing was. */
struct steward_options {
    const char *state, *config, *ddi, *ca, *cert, *key, *token;
    const char *packs_key, *fleet_key, *operator_key, *metrics, *outgoing;
    const char *forms, *forms_ca, *forms_credentials;
    const char *boot, *image, *epoch, *bus, *os_release;
    bool once;
    int64_t night_from, night_to, budget_mib, reserve_mib, countdown_s, pace_ms;
};

/* Reads and checks the command line. -1 to go on, else the exit status; sentences were printed. */
int steward_options_read(int argc, char **argv, struct steward_options *o);

#endif
