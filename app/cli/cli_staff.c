#include "app/cli/cli_staff.h"

#include <stdio.h>
#include <string.h>

#include "app/cli/cli_line.h"
#include "app/staff_pin.h"
#include "platform/base/options.h"

#define LINE_MAX_BYTES 64

static int say(const char *state, struct err e)
{
    if (!failed(e)) {
        printf("the PIN is set; it holds from now on\n");
        return 0;
    }
    if (e.code == ERR_BAD_INPUT) {
        fprintf(stderr, "kioskctl staff: a PIN is one line of %d to %d digits.\n", STAFF_PIN_MIN,
                STAFF_PIN_MAX);
    } else if (e.code == ERR_REFUSED) {
        fprintf(stderr, "kioskctl staff: anybody would guess this one: one digit over and over, a "
                        "row like 123456, or a repeated part. Choose another.\n");
    } else {
        fprintf(stderr, "kioskctl staff: nothing was changed in %s (%s, %s, %d).\n", state, e.at,
                err_name(e.code), e.os);
    }
    return 1;
}

/* One line of standard input, never an argument: those are seen by everybody. */
static int set_pin(const char *state)
{
    char line[LINE_MAX_BYTES];
    size_t length = 0;
    bool cut = false;
    struct port_dir dir = dir_linux();
    const struct staff_pin staff = {&dir, state};
    struct err e = ERR(ERR_BAD_INPUT, 0, "kioskctl: no line");
    if (cli_line(stdin, line, sizeof line, &length, &cut) && !cut && strlen(line) == length) {
        e = staff_pin_set(&staff, line, seal_pin_cost_usual());
    }
    explicit_bzero(line, sizeof line);
    return say(state, e);
}

int cli_staff(int argc, char **argv)
{
    const char *state = NULL;
    const struct option_row rows[] = {
        {"--state", "DIR", "the kiosk's state directory", &state, NULL, NULL, NULL},
    };
    const struct program program = {
        .name = "kioskctl staff",
        .summary = "sets the PIN with which officers confirm on the kiosk, read from standard "
                   "input; wrong tries so far are forgotten.",
        .usage = "kioskctl staff pin --state DIR < FILE",
        .examples = "  systemd-ask-password | kioskctl staff pin --state /var/lib/rong\n",
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
    if (words != 1 || strcmp(argv[1], "pin") != 0) {
        return options_wrong(&program, "the word pin is needed, and no other.");
    }
    return set_pin(state);
}
