#include "platform/sim/portal/options.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "platform/base/options.h"

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

static bool take_listen(void *context, const char *value)
{
    struct portal_options *o = context;
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
    if (failed(fault_parse(value, &fault, &why))) {
        fprintf(stderr, "practice-portal: %s.\n", why);
        return false;
    }
    if (o->fault_count == FAULTS_MAX) {
        fprintf(stderr, "practice-portal: at most %d faults.\n", FAULTS_MAX);
        return false;
    }
    o->faults[o->fault_count++] = fault;
    return true;
}

/* The second file of --tls is the one word that may stand alone. */
static int check(struct portal_options *o, char **words, int word_count)
{
    int wanted = o->cert != NULL ? 1 : 0;
    if (word_count < wanted) {
        fprintf(stderr, "practice-portal: --tls needs two files, CERT and KEY.\n");
        return 2;
    }
    if (word_count > wanted) {
        fprintf(stderr, "practice-portal: '%s' belongs to no option. See --help.\n",
                words[word_count - 1]);
        return 2;
    }
    o->key = o->cert != NULL ? words[0] : NULL;
    if (o->host[0] == '\0' || o->data == NULL) {
        fprintf(stderr, "practice-portal: --listen and --data are needed, as in practice-portal "
                        "--listen 127.0.0.1:8080 --data out/portal\n");
        return 2;
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
    faults_help(out);
    fclose(out);
    return text;
}

int portal_options_read(int argc, char **argv, struct portal_options *ret_options)
{
    struct portal_options *o = ret_options;
    memset(o, 0, sizeof *o);
    const struct option_row rows[] = {
        {"--listen", "ADDRESS:PORT", "where to answer, as 127.0.0.1:8080; port 0 = any free one",
         NULL, NULL, take_listen, o},
        {"--data", "DIR", "where everything received is kept (portal.db)", &o->data, NULL, NULL,
         NULL},
        {"--tls", "CERT KEY", "answer with TLS; two PEM files", &o->cert, NULL, NULL, NULL},
        {"--client-ca", "FILE", "with --tls: hear only who shows a certificate of this authority",
         &o->client_ca, NULL, NULL, NULL},
        {"--old-tls", NULL, "with --tls: TLS 1.0 and nothing newer", NULL, &o->old_tls, NULL, NULL},
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
    char *help = help_text();
    const struct program program = {
        .name = "practice-portal",
        .summary = "a pretend service portal for tests, shows and training. Nothing it takes has "
                   "any value;\nits file numbers start with THU-.",
        .usage = "practice-portal --listen ADDRESS:PORT --data DIR [option]...",
        .examples = help == NULL ? examples : help,
        .rows = rows,
        .count = (int)(sizeof rows / sizeof rows[0]),
    };
    int words = 0;
    int status = options_parse(&program, argc, argv, &words);
    free(help);
    return status >= 0 ? status : check(o, argv + 1, words);
}
