#include "app/cli/main_portal.h"

#include <stdio.h>
#include <string.h>

#include "app/courier/adapter.h"
#include "app/courier/credentials.h"
#include "app/courier/reasons.h"
#include "platform/base/options.h"
#include "platform/linux/http_curl.h"

struct wish {
    const char *portal, *adapter, *ca, *cert, *key, *credentials;
};

static int refuse(const char *sentence)
{
    fprintf(stderr, "kioskctl portal: %s See kioskctl portal --help.\n", sentence);
    return 2;
}

static int say(const struct wish *w, const struct http_answer *answer, struct err e)
{
    const struct exchange x = adapter_rest.check();
    if (failed(e) && e.code != ERR_BAD_INPUT) {
        printf("no: %s (%s, %d)\n", reason_sentence(reason_of(e)), e.at, e.os);
        return 1;
    }
    const struct reading r =
        failed(e) ? (struct reading){.meaning = MEANS_NOT_PORTAL, .reason = "not-the-portal"}
                  : adapter_rest.read(&x, answer);
    if (r.meaning != MEANS_READY) {
        printf("no: %s (status %d)\n", reason_sentence(r.reason), failed(e) ? 0 : answer->status);
        return 1;
    }
    printf("yes: the portal at %s answers and would take an application\n", w->portal);
    if (strncmp(w->portal, "https://", 8) != 0) {
        printf("note: http:// is not protected on the way; use https:// outside a desk\n");
    } else if (w->ca == NULL) {
        printf("note: without --ca every authority of this system is trusted\n");
    }
    return 0;
}

static int ask(const struct wish *w, const char *token)
{
    struct port_http *http = NULL;
    struct http_answer answer = {0};
    const struct http_curl_params params = {.url = w->portal,
                                            .ca = w->ca,
                                            .cert = w->cert,
                                            .key = w->key,
                                            .token = token,
                                            .agent = "rong-kioskctl"};
    struct err e = http_curl_open(&http, &params);
    if (failed(e)) {
        return refuse("--portal is no address like https://portal.example.");
    }
    const struct exchange x = adapter_rest.check();
    const struct http_request request = {.method = x.method, .path = x.path};
    e = http->ops->exchange(http, &request, NULL, &answer);
    const int status = say(w, &answer, e);
    http->ops->close(http);
    return status;
}

static int check(const struct wish *w, int words, char **argv)
{
    if (words != 1 || strcmp(argv[1], "check") != 0) {
        return refuse("the word check is needed, and no other.");
    }
    if (w->portal == NULL) {
        return refuse("--portal URL is needed.");
    }
    if (strcmp(w->adapter, "rest") != 0) {
        return refuse("this version speaks --adapter rest only.");
    }
    return (w->cert == NULL) == (w->key == NULL) ? -1 : refuse("--cert and --key belong together.");
}

int cli_portal(int argc, char **argv)
{
    struct wish w = {.adapter = "rest"};
    char token[CREDENTIALS_TOKEN] = "";
    const struct option_row rows[] = {
        {"--portal", "URL", "the portal's address", &w.portal, NULL, NULL, NULL},
        {"--adapter", "A", "rest (default)", &w.adapter, NULL, NULL, NULL},
        {"--ca", "FILE", "PEM: trust only these certificates", &w.ca, NULL, NULL, NULL},
        {"--cert", "FILE", "PEM: the kiosk's own certificate", &w.cert, NULL, NULL, NULL},
        {"--key", "FILE", "PEM: its key", &w.key, NULL, NULL, NULL},
        {"--credentials", "FILE", "a file whose first line is the portal's token", &w.credentials,
         NULL, NULL, NULL},
    };
    const struct program program = {
        .name = "kioskctl portal",
        .summary = "says whether this kiosk could send now, and why not.",
        .usage = "kioskctl portal check --portal URL --adapter A [option]...",
        .examples = "  kioskctl portal check --portal http://127.0.0.1:8080 --adapter rest\n",
        .rows = rows,
        .count = (int)(sizeof rows / sizeof rows[0]),
    };
    int words = 0;
    int status = options_parse(&program, argc, argv, &words);
    if (status < 0) {
        status = check(&w, words, argv);
    }
    if (status >= 0) {
        return status;
    }
    if (w.credentials != NULL && failed(credentials_read(w.credentials, token))) {
        fprintf(stderr, "kioskctl portal: --credentials: %s cannot be read or is empty.\n",
                w.credentials);
        return 1;
    }
    status = ask(&w, w.credentials == NULL ? NULL : token);
    explicit_bzero(token, sizeof token);
    return status;
}
