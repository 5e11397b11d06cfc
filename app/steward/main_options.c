#include "app/steward/main_options.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/steward/steward.h"
#include "platform/base/options.h"

struct bounded {
    int64_t *value;
    int64_t least, most;
};

static bool take_number(void *context, const char *value)
{
    const struct bounded *b = context;
    char *end = NULL;
    *b->value = strtoll(value, &end, 10);
    return end != value && *end == '\0' && *b->value >= b->least && *b->value <= b->most;
}

/* "22-5": hours of the day. */
static bool take_night(void *context, const char *value)
{
    struct steward_options *o = context;
    char *end = NULL;
    o->night_from = strtoll(value, &end, 10);
    if (end == value || *end != '-' || end[1] < '0' || end[1] > '9') {
        return false;
    }
    o->night_to = strtoll(end + 1, &end, 10);
    return *end == '\0' && o->night_from >= 0 && o->night_from <= 23 && o->night_to >= 0 &&
           o->night_to <= 23;
}

static int wrong(const char *sentence)
{
    fprintf(stderr, "steward: %s See steward --help.\n", sentence);
    return 2;
}

/* What is fetched becomes what runs, so the line is open only to this very machine. */
static bool is_desk(const char *url)
{
    static const char *const desks[] = {"http://127.0.0.1", "http://localhost", "http://[::1]"};
    for (size_t i = 0; i < sizeof desks / sizeof desks[0]; i++) {
        const size_t length = strlen(desks[i]);
        if (strncmp(url, desks[i], length) == 0 && strchr(":/", url[length]) != NULL) {
            return true;
        }
    }
    return false;
}

static int check(const struct steward_options *o)
{
    if (o->state == NULL) {
        return wrong("--state DIR is needed.");
    }
    if (o->ddi == NULL) {
        return wrong("--ddi URL is needed.");
    }
    if (strncmp(o->ddi, "https://", 8) != 0 && !is_desk(o->ddi)) {
        return wrong("--ddi is https://HOST/TENANT/controller/v1/ID; http:// reaches this machine "
                     "alone.");
    }
    if (strncmp(o->ddi, "https://", 8) == 0 && o->ca == NULL) {
        return wrong("--ca FILE is needed: the fleet's own authority, no other is trusted.");
    }
    if (o->metrics != NULL && strncmp(o->metrics, "https://", 8) != 0 && !is_desk(o->metrics)) {
        return wrong("--metrics is https://HOST; http:// reaches this machine alone.");
    }
    if (o->outgoing != NULL && strncmp(o->outgoing, "https://", 8) != 0 && !is_desk(o->outgoing)) {
        return wrong("--outgoing is https://HOST/PATH; http:// reaches this machine alone.");
    }
    if ((o->cert == NULL) != (o->key == NULL)) {
        return wrong("--cert and --key belong together.");
    }
    return -1;
}

static int parse(int argc, char **argv, const struct option_row *rows, int count)
{
    const struct program program = {
        .name = "steward",
        .summary = "fetches what the fleet server gives this kiosk, has it installed while nobody "
                   "is there, and reports what a proven start has shown.",
        .usage = "steward --state DIR --ddi URL [option]...",
        .examples = "  steward --state /var/lib/rong --ddi "
                    "https://fleet.example/DEFAULT/controller/v1/{name} --ca fleet.pem --cert "
                    "kiosk.pem --key kiosk.key\n"
                    "  steward --state out/state --ddi "
                    "http://127.0.0.1:8085/DEFAULT/controller/v1/kiosk-1 --token token --once\n",
        .rows = rows,
        .count = count,
    };
    int words = 0;
    const int status = options_parse(&program, argc, argv, &words);
    return status >= 0 ? status : words > 0 ? wrong("A word belongs to no option.") : -1;
}

int steward_options_read(int argc, char **argv, struct steward_options *o)
{
    struct bounded budget = {&o->budget_mib, 1, 1024 * 1024};
    struct bounded reserve = {&o->reserve_mib, 1, 1024 * 1024};
    struct bounded countdown = {&o->countdown_s, 0, HOLD_COUNTDOWN_MAX};
    struct bounded pace = {&o->pace_ms, 1, 3600000};
    *o = (struct steward_options){.night_from = STEWARD_NIGHT_FROM,
                                  .night_to = STEWARD_NIGHT_TO,
                                  .countdown_s = STEWARD_COUNTDOWN_S};
    const struct option_row rows[] = {
        {"--state", "DIR", "the kiosk's state directory", &o->state, NULL, NULL, NULL},
        {"--config", "FILE", "the kiosk's settings, below site.ini of its state directory",
         &o->config, NULL, NULL, NULL},
        {"--ddi", "URL", "this kiosk's address at the server; {name} is the kiosk's own name",
         &o->ddi, NULL, NULL, NULL},
        {"--ca", "FILE", "PEM: trust only these certificates", &o->ca, NULL, NULL, NULL},
        {"--cert", "FILE", "PEM: the kiosk's own certificate", &o->cert, NULL, NULL, NULL},
        {"--key", "FILE", "PEM: its key", &o->key, NULL, NULL, NULL},
        {"--token", "FILE",
         "a file: the kiosk's target token; without --cert and --token the kiosk shows "
         "DIR/identity.pem",
         &o->token, NULL, NULL, NULL},
        {"--packs-key", "FILE", "the key that content packs must be signed by", &o->packs_key, NULL,
         NULL, NULL},
        {"--fleet-key", "FILE", "the key that settings from afar must be signed by", &o->fleet_key,
         NULL, NULL, NULL},
        {"--operator-key", "FILE", "the key that commands from afar must be signed by",
         &o->operator_key, NULL, NULL, NULL},
        {"--metrics", "URL", "where the kiosk's figures are sent: a VictoriaMetrics server",
         &o->metrics, NULL, NULL, NULL},
        {"--outgoing", "URL", "where logs and pictures that a command asked for are put",
         &o->outgoing, NULL, NULL, NULL},
        {"--forms", "URL",
         "a portal's OpenRosa address, which offers packs in its form list; {token} is its key",
         &o->forms, NULL, NULL, NULL},
        {"--forms-ca", "FILE", "PEM: its authority; else --ca", &o->forms_ca, NULL, NULL, NULL},
        {"--forms-credentials", "FILE", "a file: what the portal knows this kiosk by",
         &o->forms_credentials, NULL, NULL, NULL},
        {"--night", "FROM-TO", "hours in which an update comes by itself (22-5); 0-0: always", NULL,
         NULL, take_night, o},
        {"--budget", "MIB", "most to be fetched in a day (2048)", NULL, NULL, take_number, &budget},
        {"--reserve", "MIB", "room that stays free for applications (256)", NULL, NULL, take_number,
         &reserve},
        {"--countdown", "S", "how long the screen counts down to a restart (30)", NULL, NULL,
         take_number, &countdown},
        {"--boot", "ID", "of this start of the machine; else the kernel is asked", &o->boot, NULL,
         NULL, NULL},
        {"--image", "FILE", "holds the hash of the image that runs (/run/rong/image)", &o->image,
         NULL, NULL, NULL},
        {"--epoch", "FILE",
         "made when this system was: the clock is never before it (/usr/lib/clock-epoch)",
         &o->epoch, NULL, NULL, NULL},
        {"--bus", "ADDRESS", "desks: another D-Bus than the system's", &o->bus, NULL, NULL, NULL},
        {"--os-release", "FILE", "desks: another file with the version that runs", &o->os_release,
         NULL, NULL, NULL},
        {"--pace", "MS", "desks: shortest time between two polls (30000)", NULL, NULL, take_number,
         &pace},
        {"--once", NULL, "poll now and do what can be done: 0 nothing left, 1 something left", NULL,
         &o->once, NULL, NULL},
    };
    const int status = parse(argc, argv, rows, (int)(sizeof rows / sizeof rows[0]));
    return status >= 0 ? status : check(o);
}
