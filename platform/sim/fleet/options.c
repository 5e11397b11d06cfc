#include "platform/sim/fleet/options.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "platform/base/options.h"

static const char examples[] =
    "  fleet-double --listen 127.0.0.1:8080 --data out/fleet\n"
    "  fleet-double --listen 127.0.0.1:0 --data out/fleet --tls cert.pem key.pem --client-ca "
    "ca.pem\n"
    "  fleet-double --listen 127.0.0.1:0 --data out/fleet --fault artifact:cut=65536\n"
    "  curl --data '{\"id\": \"kiosk-1\"}' http://127.0.0.1:8080/double/targets\n"
    "\nIt prints \"listening URL\". Devices come to /DEFAULT/controller/v1/ID, orders to /double/\n"
    "(targets, artifacts, distributions, assign, actions, rollouts, faults, counters, settings;\n"
    "platform/sim/fleet/README.md). Orders are not asked who gives them: listen on 127.0.0.1.\n\n";

static bool take_listen(void *context, const char *value)
{
    struct fleet_options *o = context;
    const char *colon = strrchr(value, ':');
    size_t len = colon == NULL ? 0 : (size_t)(colon - value);
    if (len > 2 && value[0] == '[' && value[len - 1] == ']') {
        value++;
        len -= 2;
    }
    if (len == 0 || len >= sizeof o->host || colon[1] == '\0' ||
        strlen(colon + 1) >= sizeof o->port ||
        strspn(colon + 1, "0123456789") != strlen(colon + 1)) {
        return false;
    }
    snprintf(o->host, sizeof o->host, "%.*s", (int)len, value);
    snprintf(o->port, sizeof o->port, "%s", colon + 1);
    return true;
}

static bool take_fault(void *context, const char *value)
{
    struct fleet_options *o = context;
    const char *why = "";
    struct trouble trouble;
    if (failed(trouble_parse(value, &trouble, &why))) {
        fprintf(stderr, "fleet-double: %s.\n", why);
        return false;
    }
    if (o->trouble_count == TROUBLES_MAX) {
        fprintf(stderr, "fleet-double: at most %d faults.\n", TROUBLES_MAX);
        return false;
    }
    o->troubles[o->trouble_count++] = trouble;
    return true;
}

/* The second file of --tls is the one word that may stand alone. */
static int check(struct fleet_options *o, const struct program *p, char **words, int word_count)
{
    const int wanted = o->cert != NULL ? 1 : 0;
    if (word_count < wanted) {
        return options_wrong(p, "--tls needs two files, CERT and KEY");
    }
    if (word_count > wanted) {
        return options_wrong(p, "a word belongs to no option");
    }
    o->key = o->cert != NULL ? words[0] : NULL;
    o->tenant = o->tenant == NULL ? "DEFAULT" : o->tenant;
    if (o->client_ca != NULL && o->cert == NULL) {
        return options_wrong(p, "--client-ca needs --tls");
    }
    if (o->host[0] == '\0' || o->data == NULL) {
        return options_wrong(p, "--listen and --data are needed");
    }
    return -1;
}

/* The examples and every fault as one text from malloc. */
static char *help_text(void)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    if (out == NULL) {
        return NULL;
    }
    fputs(examples, out);
    troubles_help(out);
    fclose(out);
    return text;
}

int fleet_options_read(int argc, char **argv, struct fleet_options *ret_options)
{
    struct fleet_options *o = ret_options;
    memset(o, 0, sizeof *o);
    const struct option_row rows[] = {
        {"--listen", "ADDRESS:PORT", "where to answer, as 127.0.0.1:8080; port 0 = any free one",
         NULL, NULL, take_listen, o},
        {"--data", "DIR", "where everything is kept (fleet.db, artifacts)", &o->data, NULL, NULL,
         NULL},
        {"--tls", "CERT KEY", "answer with TLS; two PEM files", &o->cert, NULL, NULL, NULL},
        {"--client-ca", "FILE",
         "with --tls: a certificate of it whose CN is the target's id will do", &o->client_ca, NULL,
         NULL, NULL},
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
    char *help = help_text();
    const struct program program = {
        .name = "fleet-double",
        .summary = "a double of the hawkBit update server for tests and shows: it speaks DDI to\n"
                   "devices as hawkBit does, keeps everything in one folder, and makes trouble.",
        .usage = "fleet-double --listen ADDRESS:PORT --data DIR [option]...",
        .examples = help == NULL ? examples : help,
        .rows = rows,
        .count = (int)(sizeof rows / sizeof rows[0]),
    };
    int words = 0;
    int status = options_parse(&program, argc, argv, &words);
    status = status >= 0 ? status : check(o, &program, argv + 1, words);
    free(help);
    return status;
}
