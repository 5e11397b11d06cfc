#include "app/cli/main_portal.h"

#include <stdio.h>
#include <string.h>

#include "app/courier/line.h"
#include "app/courier/reasons.h"
#include "platform/base/options.h"
#include "platform/linux/http_curl.h"

#define PORTAL_URL 512

struct wish {
    const char *portal, *adapter, *ca, *cert, *key, *credentials;
};

static int refuse(const char *sentence)
{
    fprintf(stderr, "kioskctl portal: %s See kioskctl portal --help.\n", sentence);
    return 2;
}

/* What the portal's own check told. */
struct said {
    struct reading reading;
    struct err why;
    int status;
};

static int say(const struct wish *w, const struct said *said)
{
    const struct reading *r = &said->reading;
    if (failed(said->why) && said->why.code != ERR_BAD_INPUT) {
        printf("no: %s (%s, %d)\n", reason_sentence(reason_of(said->why)), said->why.at,
               said->why.os);
        return 1;
    }
    if (r->meaning != MEANS_READY) {
        printf("no: %s (status %d)\n", reason_sentence(r->reason), said->status);
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

static int ask(const struct wish *w, const struct adapter *adapter, const struct credentials *c)
{
    char url[PORTAL_URL];
    bool used = false;
    struct port_http *http = NULL;
    struct port_clock clock = clock_linux();
    if (failed(credentials_address(c, w->portal, url, sizeof url, &used))) {
        return refuse("{token} in --portal needs --credentials with a plain token.");
    }
    const struct http_curl_params params = {.url = url,
                                            .ca = w->ca,
                                            .cert = w->cert,
                                            .key = w->key,
                                            .token = line_bearer(c, adapter, used),
                                            .password = line_password(c, adapter, used),
                                            .agent = "rong-kioskctl"};
    const struct err e = http_curl_open(&http, &params);
    explicit_bzero(url, sizeof url);
    if (failed(e)) {
        return refuse("--portal is no address like https://portal.example.");
    }
    struct line line = {.http = http, .adapter = adapter, .credentials = c, .clock = &clock};
    struct exchange x;
    struct said said;
    adapter->check(&x);
    said.reading = line_talk(&line, &x, NULL, &said.status, &said.why);
    line_forget(&line);
    http->ops->close(http);
    return say(w, &said);
}

static int check(const struct wish *w, int words, char **argv)
{
    if (words != 1 || strcmp(argv[1], "check") != 0) {
        return refuse("the word check is needed, and no other.");
    }
    if (w->portal == NULL) {
        return refuse("--portal URL is needed.");
    }
    if (adapter_named(w->adapter) == NULL) {
        return refuse("--adapter is rest, igate or openrosa.");
    }
    return (w->cert == NULL) == (w->key == NULL) ? -1 : refuse("--cert and --key belong together.");
}

int cli_portal(int argc, char **argv)
{
    struct wish w = {.adapter = "rest"};
    struct credentials c = {.token = ""};
    const struct option_row rows[] = {
        {"--portal", "URL", "the portal's address", &w.portal, NULL, NULL, NULL},
        {"--adapter", "A", "rest (default), igate or openrosa", &w.adapter, NULL, NULL, NULL},
        {"--ca", "FILE", "PEM: trust only these certificates", &w.ca, NULL, NULL, NULL},
        {"--cert", "FILE", "PEM: the kiosk's own certificate", &w.cert, NULL, NULL, NULL},
        {"--key", "FILE", "PEM: its key", &w.key, NULL, NULL, NULL},
        {"--credentials", "FILE", "a file: the portal's token, or client id and secret",
         &w.credentials, NULL, NULL, NULL},
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
    if (w.credentials != NULL && failed(credentials_read(w.credentials, &c))) {
        fprintf(stderr, "kioskctl portal: --credentials: %s cannot be read or is empty.\n",
                w.credentials);
        return 1;
    }
    status = ask(&w, adapter_named(w.adapter), w.credentials == NULL ? NULL : &c);
    explicit_bzero(&c, sizeof c);
    return status;
}
