#include "platform/sim/serve/options.h"

#include <stdlib.h>
#include <string.h>

bool serve_take_listen(void *context, const char *value)
{
    struct serve_options *o = context;
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

bool serve_fault_fits(const char *program, struct err e, const char *why, int count, int most)
{
    if (failed(e)) {
        fprintf(stderr, "%s: %s.\n", program, why);
    } else if (count == most) {
        fprintf(stderr, "%s: at most %d faults.\n", program, most);
    }
    return !failed(e) && count < most;
}

static int check(struct serve_options *o, const struct program *p, char **words, int count)
{
    const int wanted = o->cert != NULL ? 1 : 0;
    if (count < wanted) {
        return options_wrong(p, "--tls needs two files, CERT and KEY.");
    }
    if (count > wanted) {
        return options_wrong(p, "a word belongs to no option.");
    }
    o->key = o->cert != NULL ? words[0] : NULL;
    if (o->client_ca != NULL && o->cert == NULL) {
        return options_wrong(p, "--client-ca needs --tls.");
    }
    if (o->host[0] == '\0' || o->data == NULL) {
        return options_wrong(p, "--listen and --data are needed.");
    }
    return -1;
}

/* The examples and every fault as one text from malloc. */
static char *help_text(const char *examples, void (*faults_help)(FILE *out))
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

int serve_options_parse(const struct program *program, void (*faults_help)(FILE *out), int argc,
                        char **argv, struct serve_options *o)
{
    struct program whole = *program;
    char *help = help_text(program->examples, faults_help);
    whole.examples = help == NULL ? program->examples : help;
    int words = 0;
    int status = options_parse(&whole, argc, argv, &words);
    status = status >= 0 ? status : check(o, program, argv + 1, words);
    free(help);
    return status;
}
