#include "platform/sim/portal/options.h"

#include <stdlib.h>
#include <string.h>

static const char examples[] =
    "  practice-portal --listen 127.0.0.1:8080 --data out/portal\n"
    "  practice-portal --listen 127.0.0.1:0 --data out/portal --tls cert.pem key.pem\n"
    "  practice-portal --listen 127.0.0.1:0 --data out/portal --fault answer:reset:3\n"
    "  curl --data any:status=503:2 http://127.0.0.1:8080/practice/fault\n"
    "\nIt prints \"listening URL\" and the practice PIN of /officer, where people look into files\n"
    "and move their state. It answers the rest contract (GET /openapi.yaml), OpenRosa\n"
    "(/submission, /formList), iGate (/token, /api/next-code, /api/upload, /api/dossiers), the "
    "public page\n"
    "/H/TOKEN and, for checks, GET /api/applications. With --control also POST\n"
    "/practice/fault (a SPEC, or clear), /practice/made (counts them), /practice/state (UUID\n"
    "NUMBER), /practice/off and /practice/on.\n\n";

static bool take_number(const char *value, long most, long *ret_number)
{
    char *end = NULL;
    *ret_number = strtol(value, &end, 10);
    return end != value && *end == '\0' && *ret_number >= 0 && *ret_number <= most;
}

static bool take_delay(void *context, const char *value)
{
    long seconds = 0;
    const bool ok = take_number(value, 86400 * 30L, &seconds);
    ((struct portal_options *)context)->number_delay_ms = (int64_t)seconds * 1000;
    return ok;
}

static bool take_life(void *context, const char *value)
{
    long seconds = 0;
    const bool ok = take_number(value, 86400 * 30L, &seconds) && seconds > 0;
    ((struct portal_options *)context)->token_life_ms = (int64_t)seconds * 1000;
    return ok;
}

static bool take_length(void *context, const char *value)
{
    long bytes = 0;
    const bool ok = take_number(value, 1000000000L, &bytes) && bytes > 0;
    ((struct portal_options *)context)->accept_length = bytes;
    return ok;
}

static bool take_fault(void *context, const char *value)
{
    struct portal_options *o = context;
    const char *why = "";
    struct fault fault;
    const struct err e = fault_parse(value, &fault, &why);
    if (!serve_fault_fits("practice-portal", e, why, o->fault_count, FAULTS_MAX)) {
        return false;
    }
    o->faults[o->fault_count++] = fault;
    return true;
}

int portal_options_read(int argc, char **argv, struct portal_options *ret_options)
{
    struct portal_options *o = ret_options;
    memset(o, 0, sizeof *o);
    const struct option_row rows[] = {
        SERVE_ROWS(&o->serve, "where everything received is kept (portal.db)",
                   "with --tls: hear only who shows a certificate of this authority"),
        {"--old-tls", NULL, "with --tls: TLS 1.0 and nothing newer", NULL, &o->serve.old_tls, NULL,
         NULL},
        {"--token", "T", "ask the kiosk for this bearer token (iGate: client_secret)", &o->token,
         NULL, NULL, NULL},
        {"--packs", "DIR", "OpenRosa: offer every NAME.pack of this folder in the form list",
         &o->packs, NULL, NULL, NULL},
        {"--number-delay", "S", "give the file number S seconds later", NULL, NULL, take_delay, o},
        {"--accept-length", "N", "OpenRosa: longest post in bytes, so that senders must split",
         NULL, NULL, take_length, o},
        {"--token-life", "S", "iGate: a token ends after S seconds (600)", NULL, NULL, take_life,
         o},
        {"--fault", "SPEC", "make trouble; may be given often", NULL, NULL, take_fault, o},
        {"--control", NULL, "take orders under /practice/ while running", NULL, &o->control, NULL,
         NULL},
    };
    const struct program program = {
        .name = "practice-portal",
        .summary = "a pretend service portal for tests, shows and training. Nothing it takes has "
                   "any value;\nits file numbers start with THU-.",
        .usage = "practice-portal --listen ADDRESS:PORT --data DIR [option]...",
        .examples = examples,
        .rows = rows,
        .count = (int)(sizeof rows / sizeof rows[0]),
    };
    return serve_options_parse(&program, faults_help, argc, argv, &o->serve);
}
