#include "app/cli/main_officer.h"

#include <poll.h>
#include <stdio.h>

#include "platform/base/options.h"
#include "platform/linux/portal_socket.h"

#define DEADLINE_MS 2000

static int say(struct err e)
{
    if (!failed(e)) {
        printf("the kiosk now says that somebody is coming\n");
        return 0;
    }
    if (e.code == ERR_BAD_INPUT) {
        fprintf(stderr, "kioskctl officer: NAME is a name of at most 39 bytes.\n");
        return 2;
    }
    if (e.code == ERR_NOT_FOUND) {
        fprintf(stderr, "kioskctl officer: nobody called, or the call was withdrawn.\n");
    } else {
        fprintf(stderr, "kioskctl officer: no courier answers in that --state (%s).\n",
                err_name(e.code));
    }
    return 1;
}

static struct err answer_call(const char *state, const char *name)
{
    struct port_portal *portal = NULL;
    struct portal_answer answer = {.error = ERR_OK};
    int id = 0;
    struct err e = portal_socket_open(&portal, state);
    if (!failed(e)) {
        e = portal->ops->ask(portal, PORTAL_COMING, name, DEADLINE_MS, &id);
    }
    while (!failed(e) && !portal->ops->take(portal, &answer)) {
        struct pollfd ready = {portal->ops->wait_fd(portal), POLLIN, 0};
        (void)poll(&ready, 1, DEADLINE_MS);
    }
    if (portal != NULL) {
        portal->ops->close(portal);
    }
    return failed(e) ? e : answer.error;
}

int cli_officer(int argc, char **argv)
{
    const char *state = NULL;
    const struct option_row rows[] = {
        {"--state", "DIR", "the kiosk's state directory", &state, NULL, NULL, NULL},
    };
    const struct program program = {
        .name = "kioskctl officer",
        .summary = "answers the call of a citizen: the kiosk then says that you are coming.",
        .usage = "kioskctl officer --state DIR [NAME]",
        .examples = "  kioskctl officer --state /var/lib/rong \"Chị Thủy\"\n",
        .rows = rows,
        .count = (int)(sizeof rows / sizeof rows[0]),
    };
    int words = 0;
    const int status = options_parse(&program, argc, argv, &words);
    if (status >= 0) {
        return status;
    }
    if (state == NULL) {
        return options_wrong(&program, "--state DIR is needed.");
    }
    if (words > 1) {
        return options_wrong(&program, "only one NAME is expected.");
    }
    return say(answer_call(state, words == 1 ? argv[1] : ""));
}
