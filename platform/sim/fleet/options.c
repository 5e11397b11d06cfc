#include "platform/sim/fleet/options.h"

#include <string.h>

static const char examples[] =
    "  fleet-double --listen 127.0.0.1:8080 --data out/fleet\n"
    "  fleet-double --listen 127.0.0.1:0 --data out/fleet --tls cert.pem key.pem --client-ca "
    "ca.pem\n"
    "  fleet-double --listen 127.0.0.1:0 --data out/fleet --fault artifact:cut=65536\n"
    "  curl --data '{\"id\": \"kiosk-1\"}' http://127.0.0.1:8080/double/targets\n"
    "\nIt prints \"listening URL\". Devices come to /DEFAULT/controller/v1/ID, orders to /double/\n"
    "(targets, artifacts, distributions, assign, actions, rollouts, faults, counters, settings;\n"
    "platform/sim/fleet/README.md). Orders are not asked who gives them: listen on 127.0.0.1.\n\n";

static bool take_fault(void *context, const char *value)
{
    struct fleet_options *o = context;
    const char *why = "";
    struct trouble trouble;
    const struct err e = trouble_parse(value, &trouble, &why);
    if (!serve_fault_fits("fleet-double", e, why, o->trouble_count, TROUBLES_MAX)) {
        return false;
    }
    o->troubles[o->trouble_count++] = trouble;
    return true;
}

int fleet_options_read(int argc, char **argv, struct fleet_options *ret_options)
{
    struct fleet_options *o = ret_options;
    memset(o, 0, sizeof *o);
    const struct option_row rows[] = {
        SERVE_ROWS(&o->serve, "where everything is kept (fleet.db, artifacts)",
                   "with --tls: a certificate of it whose CN is the target's id will do"),
        {"--tenant", "NAME", "hawkBit's tenant (DEFAULT)", &o->tenant, NULL, NULL, NULL},
        {"--gateway-token", "T", "take this token for any target", &o->gateway_token, NULL, NULL,
         NULL},
        {"--anonymous", NULL, "ask nobody who she is", NULL, &o->anonymous, NULL, NULL},
        {"--proxy-issuer", "HASH", "believe a proxy's X-Controller-Id beside X-Authority: HASH",
         &o->proxy_issuer, NULL, NULL, NULL},
        {"--limits", NULL, "200 reads and 50 writes a second of one address, then 429", NULL,
         &o->limited, NULL, NULL},
        {"--old-quota", NULL, "403 where a quota is used up, as before hawkBit 1.0", NULL,
         &o->old_quota, NULL, NULL},
        {"--fault", "SPEC", "make trouble; may be given often", NULL, NULL, take_fault, o},
    };
    const struct program program = {
        .name = "fleet-double",
        .summary = "a double of the hawkBit update server for tests and shows: it speaks DDI to\n"
                   "devices as hawkBit does, keeps everything in one folder, and makes trouble.",
        .usage = "fleet-double --listen ADDRESS:PORT --data DIR [option]...",
        .examples = examples,
        .rows = rows,
        .count = (int)(sizeof rows / sizeof rows[0]),
    };
    const int status = serve_options_parse(&program, troubles_help, argc, argv, &o->serve);
    o->tenant = o->tenant == NULL ? "DEFAULT" : o->tenant;
    return status;
}
