#include "app/courier/main_options.h"

#include <stdio.h>
#include <stdlib.h>

#include "app/courier/adapter.h"
#include "platform/base/options.h"

static bool take_milliseconds(void *context, const char *value)
{
    char *end = NULL;
    const long n = strtol(value, &end, 10);
    *(int64_t *)context = n;
    return end != value && *end == '\0' && n > 0 && n <= 3600000;
}

static int wrong(const char *sentence, const char *value)
{
    fprintf(stderr, "courier: %s%s%s See courier --help.\n", sentence, value == NULL ? "" : ": ",
            value == NULL ? "" : value);
    return 2;
}

int courier_options_check(const struct courier_options *o)
{
    if (o->state == NULL) {
        return wrong("--state DIR is needed.", NULL);
    }
    const struct adapter *adapter = adapter_named(o->adapter);
    if (adapter == NULL) {
        return wrong("--adapter is rest, igate or openrosa, not", o->adapter);
    }
    if (adapter->login != NULL && o->credentials == NULL) {
        return wrong("--credentials FILE is needed, client id and secret, by --adapter",
                     o->adapter);
    }
    if ((o->cert == NULL) != (o->key == NULL)) {
        return wrong("--cert and --key belong together.", NULL);
    }
    return -1;
}

int courier_options_read(int argc, char **argv, struct courier_options *o)
{
    const struct option_row rows[] = {
        {"--state", "DIR", "the kiosk's state directory", &o->state, NULL, NULL, NULL},
        {"--portal", "URL",
         "the portal's address, http:// or https://; without it as the kiosk's set-up has it",
         &o->portal, NULL, NULL, NULL},
        {"--adapter", "A", "rest (default), igate or openrosa", &o->adapter, NULL, NULL, NULL},
        {"--ca", "FILE", "PEM: trust only these certificates", &o->ca, NULL, NULL, NULL},
        {"--cert", "FILE", "PEM: the kiosk's own certificate", &o->cert, NULL, NULL, NULL},
        {"--key", "FILE", "PEM: its key", &o->key, NULL, NULL, NULL},
        {"--credentials", "FILE",
         "a file: the portal's token (also for {token} in URL); igate, openrosa: name, secret on "
         "line 2",
         &o->credentials, NULL, NULL, NULL},
        {"--unit", "CODE", "igate: the centre's code, MaDonViTiepNhan (H21)", &o->unit, NULL, NULL,
         NULL},
        {"--config", "FILE", "the kiosk's settings: who signs citizens in, the queue system",
         &o->config, NULL, NULL, NULL},
        {"--once", NULL, "send what can be sent now, then end: 0 nothing left, 1 something left",
         NULL, &o->once, NULL, NULL},
        {"--retry-base-ms", "MS", "ceiling of the first wait after a failure (5000)", NULL, NULL,
         take_milliseconds, &o->retry_base_ms},
    };
    const struct program program = {
        .name = "courier",
        .summary = "brings what the kiosk saved to the portal, and the portal's answers back.",
        .usage = "courier --state DIR --portal URL [option]...",
        .examples = "  courier --state out/state --portal http://127.0.0.1:8080\n"
                    "  courier --state /var/lib/rong --portal https://portal.example --ca ca.pem "
                    "--credentials token\n"
                    "  courier --state out/state --portal http://127.0.0.1:8080 --once\n",
        .rows = rows,
        .count = (int)(sizeof rows / sizeof rows[0]),
    };
    int words = 0;
    *o = (struct courier_options){.adapter = "rest"};
    const int status = options_parse(&program, argc, argv, &words);
    if (status >= 0) {
        return status;
    }
    return words > 0 ? wrong("this word belongs to no option", argv[1]) : courier_options_check(o);
}
