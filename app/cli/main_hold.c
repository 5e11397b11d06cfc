#include "app/cli/main_hold.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "app/hold_wait.h"
#include "platform/base/options.h"
#include "platform/linux/hold_socket.h"
#include "platform/port_clock.h"

#define WAIT_MAX  86400
#define AGAIN_MS  20000 /* what is held is asked for again so often */
#define LOOK_MS   100   /* whether the command has ended */
#define NOT_FOUND 127   /* of a command, as a shell has it */

struct wish {
    const char *state, *wait, *countdown, *stay;
    int wait_s, countdown_s, stay_s;
};

static uint64_t now_ms(void)
{
    struct port_clock clock = clock_linux();
    return clock.ops->now_ms(&clock);
}

static void rest(int ms)
{
    const struct timespec t = {ms / 1000, (long)(ms % 1000) * 1000000};
    (void)nanosleep(&t, NULL);
}

static bool seconds(const char *text, int max, int *ret_s)
{
    char *end = NULL;
    if (text == NULL) {
        return true;
    }
    const long s = strtol(text, &end, 10);
    *ret_s = (int)s;
    return end != text && *end == '\0' && s >= 0 && s <= max;
}

static void tell(enum hold_wait_end end, const struct hold_wait *w)
{
    static const char *const words[] = {
        [HOLD_WAIT_GRANTED] = "the kiosk is held",
        [HOLD_WAIT_CLOSED] = "the kiosk is out of service; nobody is served there",
        [HOLD_WAIT_NOBODY] = "no kiosk answers",
        [HOLD_WAIT_TOO_LONG] = "it was waited for long enough; the kiosk is busy",
    };
    const bool busy = end == HOLD_WAIT_TOO_LONG && w->silent_ms == 0;
    fprintf(stderr, "kioskctl hold: %s%s%s%s\n", words[end], busy ? " (" : "",
            busy ? hold_why_name(w->answer.why) : "", busy ? ")" : "");
}

static enum hold_wait_end wait_for(struct port_hold *port, const struct wish *wish)
{
    struct hold_wait w;
    enum hold_why told = HOLD_WHYS;
    hold_wait_begin(&w, wish->wait_s, now_ms());
    enum hold_wait_end end = hold_wait_step(&w, port, wish->countdown_s, now_ms());
    while (end == HOLD_WAIT_GOES_ON) {
        if (w.silent_ms == 0 && w.answer.why != told) {
            told = w.answer.why;
            fprintf(stderr, "kioskctl hold: not now (%s); waiting\n", hold_why_name(told));
        }
        rest(HOLD_WAIT_AGAIN_MS);
        end = hold_wait_step(&w, port, wish->countdown_s, now_ms());
    }
    tell(end, &w);
    return end;
}

/* Holds until the process has ended, or for ms when there is none; its exit status, 0 without. */
static int hold_on(struct port_hold *port, pid_t child, int ms)
{
    const uint64_t until = now_ms() + (uint64_t)ms;
    uint64_t asked = now_ms();
    int status = 0;
    for (;;) {
        const pid_t ended = child > 0 ? waitpid(child, &status, WNOHANG) : 0;
        if (ended == child && child > 0) {
            return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
        }
        if (ended < 0 && errno != EINTR) {
            return 1;
        }
        if (child <= 0 && now_ms() >= until) {
            return 0;
        }
        if (now_ms() - asked >= AGAIN_MS) {
            struct hold_answer a;
            const struct err e = port->ops->ask(port, -1, &a);
            (void)e; /* what was ordered goes on without it */
            asked = now_ms();
        }
        rest(LOOK_MS);
    }
}

static int run(struct port_hold *port, char **command, const struct wish *wish)
{
    const pid_t child = fork();
    if (child < 0) {
        fprintf(stderr, "kioskctl hold: %s\n", strerror(errno));
        return 1;
    }
    if (child == 0) {
        execvp(command[0], command);
        fprintf(stderr, "kioskctl hold: %s: %s\n", command[0], strerror(errno));
        _exit(NOT_FOUND);
    }
    const int status = hold_on(port, child, 0);
    return status == 0 ? hold_on(port, 0, wish->stay_s * 1000) : status;
}

static int read_wish(int argc, char **argv, struct wish *w, int *ret_words)
{
    const struct option_row rows[] = {
        {"--state", "DIR", "the kiosk's state directory", &w->state, NULL, NULL, NULL},
        {"--wait", "SECONDS", "how long a busy kiosk is waited for; 3600", &w->wait, NULL, NULL,
         NULL},
        {"--countdown", "SECONDS", "its page shows how long it is until the restart", &w->countdown,
         NULL, NULL, NULL},
        {"--stay", "SECONDS",
         "held so long after COMMAND ended well: what it ordered takes a while", &w->stay, NULL,
         NULL, NULL},
    };
    const struct program program = {
        .name = "kioskctl hold",
        .summary = "waits until nobody is served, lets nobody begin, and runs a command meanwhile.",
        .usage = "kioskctl hold --state DIR [OPTION]... [-- COMMAND [ARGUMENT]...]",
        .examples =
            "  kioskctl hold --state /var/lib/rong --wait 3600 -- systemctl reboot\n"
            "  kioskctl hold --state /var/lib/rong --wait 0 && echo nobody is there\n"
            "With a COMMAND its exit status is given: it runs in the end in any case, also where\n"
            "no kiosk answers for 15 s, or one was busy for all of --wait. Without one: 1 when "
            "the\n"
            "kiosk was busy all the time, and nothing is held any more.\n",
        .rows = rows,
        .count = (int)(sizeof rows / sizeof rows[0]),
    };
    const int status = options_parse(&program, argc, argv, ret_words);
    if (status >= 0) {
        return status;
    }
    if (w->state == NULL) {
        return options_wrong(&program, "--state DIR is needed.");
    }
    if (!seconds(w->wait, WAIT_MAX, &w->wait_s) ||
        !seconds(w->countdown, HOLD_COUNTDOWN_MAX, &w->countdown_s) ||
        !seconds(w->stay, HOLD_COUNTDOWN_MAX, &w->stay_s)) {
        return options_wrong(&program, "--wait takes 0 to 86400 seconds, the others 0 to 3600.");
    }
    return -1;
}

int cli_hold(int argc, char **argv)
{
    struct wish wish = {.wait_s = 3600, .countdown_s = -1};
    struct hold_socket line;
    char *command[64];
    int words = 0;
    const int status = read_wish(argc, argv, &wish, &words);
    if (status >= 0) {
        return status;
    }
    if (words >= (int)(sizeof command / sizeof command[0])) {
        fprintf(stderr, "kioskctl hold: COMMAND has too many words.\n");
        return 2;
    }
    for (int i = 0; i < words; i++) { /* argv goes on behind the words with what they were among */
        command[i] = argv[1 + i];
    }
    command[words] = NULL;
    hold_socket_open(&line, wish.state);
    const enum hold_wait_end end = wait_for(&line.port, &wish);
    const int result = words > 0 ? run(&line.port, command, &wish) : end == HOLD_WAIT_TOO_LONG;
    line.port.ops->close(&line.port);
    return result;
}
