#include "app/cli/cli_staff.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/citizen/date.h"
#include "app/cli/cli_line.h"
#include "app/staff_pin.h"
#include "platform/base/options.h"
#include "platform/port_random.h"

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
static int set_pin(const char *state, enum staff_role role)
{
    char line[LINE_MAX_BYTES];
    size_t length = 0;
    bool cut = false;
    struct port_dir dir = dir_linux();
    const struct staff_pin staff = {.dir = &dir, .state = state, .role = role};
    struct err e = ERR(ERR_BAD_INPUT, 0, "kioskctl: no line");
    if (cli_line(stdin, line, sizeof line, &length, &cut) && !cut && strlen(line) == length) {
        e = staff_pin_set(&staff, line, seal_pin_cost_usual());
    }
    explicit_bzero(line, sizeof line);
    return say(state, e);
}

static int badge_trouble(const char *state, struct err e)
{
    if (e.code == ERR_BAD_INPUT) {
        fprintf(stderr,
                "kioskctl staff: a badge has a number from 1 to %d and a last day like "
                "2027-12-31.\n",
                STAFF_NUMBER_MOST);
    } else if (e.code == ERR_NOT_FOUND) {
        fprintf(stderr, "kioskctl staff: there is no badge of this number.\n");
    } else {
        fprintf(stderr, "kioskctl staff: nothing was changed in %s (%s, %s, %d).\n", state, e.at,
                err_name(e.code), e.os);
    }
    return 1;
}

/* The number of a badge; 0, which none has, for anything else. */
static int number_of(const char *text)
{
    const size_t length = strlen(text);
    const bool digits = length > 0 && length <= 4 && strspn(text, "0123456789") == length;
    return digits ? (int)strtol(text, NULL, 10) : 0;
}

static int make_badge(const struct badge_store *store, enum staff_role role, const char *number,
                      const char *until)
{
    char text[BADGE_TEXT];
    struct date day = {.year = 0};
    struct port_random random = random_linux();
    const struct staff_person who = {role, number_of(number)};
    struct err e = ERR(ERR_BAD_INPUT, 0, "kioskctl: day");
    if (date_parse(until, &day) && date_is_whole(day)) {
        e = badge_make(store, &random, who, day.year * 10000 + day.month * 100 + day.day, text);
    }
    if (failed(e)) {
        return badge_trouble(store->state, e);
    }
    printf("%s\n", text);
    explicit_bzero(text, sizeof text);
    return 0;
}

static int lose_badge(const struct badge_store *store, const char *number)
{
    const struct err e = badge_lose(store, number_of(number));
    if (failed(e)) {
        return badge_trouble(store->state, e);
    }
    printf("badge %d opens nothing from now on\n", number_of(number));
    return 0;
}

static int list(const struct badge_store *store)
{
    static struct badge_list badges; /* one command a process */
    const struct staff_pin pins = {.dir = store->dir, .state = store->state};
    const unsigned roles = staff_pin_roles(&pins);
    const struct err e = badge_read(store, &badges);
    for (int i = 0; i < STAFF_ROLES; i++) {
        printf("pin\t%s\t%s\n", staff_role_word((enum staff_role)i),
               (roles >> i & 1U) != 0 ? "set" : "not set");
    }
    for (int i = 0; !failed(e) && i < badges.count; i++) {
        const struct badge_row *r = &badges.rows[i];
        printf("badge %d\t%s\tuntil %04d-%02d-%02d\t%s\n", r->who.number,
               staff_role_word(r->who.role), r->last_day / 10000, r->last_day / 100 % 100,
               r->last_day % 100, r->lost ? "lost" : "valid");
    }
    return failed(e) ? badge_trouble(store->state, e) : 0;
}

/* The secret that this kiosk and the province's office share. */
static int make_secret(const char *state)
{
    char secret[SEAL_HEX];
    struct port_dir dir = dir_linux();
    struct port_random random = random_linux();
    const struct province_store store = {&dir, state, &random};
    const struct err e = province_make(&store, secret);
    if (failed(e)) {
        fprintf(stderr, "kioskctl staff: no secret was kept in %s (%s, %s, %d).\n", state, e.at,
                err_name(e.code), e.os);
        return 1;
    }
    printf("%s\n", secret);
    explicit_bzero(secret, sizeof secret);
    return 0;
}

/* At the office: the secret is one line of standard input. */
static int make_code(enum staff_role role, const char *number)
{
    char line[SEAL_HEX + 1];
    char code[PROVINCE_TEXT];
    size_t length = 0;
    bool cut = false;
    struct err e = ERR(ERR_BAD_INPUT, 0, "kioskctl: no line");
    if (cli_line(stdin, line, sizeof line, &length, &cut) && !cut && strlen(line) == length) {
        e = province_code(line, role, number, code);
    }
    explicit_bzero(line, sizeof line);
    if (failed(e)) {
        fprintf(stderr,
                "kioskctl staff: the secret is one line as \"staff province\" printed it, the "
                "number the %d digits on the kiosk's screen, without a space.\n",
                PROVINCE_DIGITS);
        return 1;
    }
    printf("%s\n", code);
    return 0;
}

static int run(const struct program *program, char **argv, int words, const char *state,
               const char *until)
{
    struct port_dir dir = dir_linux();
    const struct badge_store store = {&dir, state};
    enum staff_role role = STAFF_MANAGER;
    const char *what = words > 0 ? argv[1] : "";
    if (strcmp(what, "pin") == 0 && words <= 2 && (words == 1 || staff_role_of(argv[2], &role))) {
        return set_pin(state, role);
    }
    if (strcmp(what, "badge") == 0 && words == 3 && staff_role_of(argv[3], &role) &&
        until != NULL) {
        return make_badge(&store, role, argv[2], until);
    }
    if (strcmp(what, "lost") == 0 && words == 2) {
        return lose_badge(&store, argv[2]);
    }
    if (strcmp(what, "list") == 0 && words == 1) {
        return list(&store);
    }
    if (strcmp(what, "province") == 0 && words == 1) {
        return make_secret(state);
    }
    return options_wrong(
        program,
        "one of pin [ROLE], badge NUMBER ROLE --until DAY, lost NUMBER, list, "
        "province or code ROLE NUMBER is needed; a ROLE is officer, technician or manager.");
}

int cli_staff(int argc, char **argv)
{
    const char *state = NULL;
    const char *until = NULL;
    const struct option_row rows[] = {
        {"--state", "DIR", "the kiosk's state directory", &state, NULL, NULL, NULL},
        {"--until", "DAY", "last day of a badge, like 2027-12-31", &until, NULL, NULL, NULL},
    };
    const struct program program = {
        .name = "kioskctl staff",
        .summary =
            "sets who may do what on the kiosk: the PIN of a role (officer, technician, or "
            "manager, who may do everything), read from standard input, which forgets wrong "
            "tries; a staff badge, whose text for a QR is printed this once; a badge that "
            "was lost; what there is; the secret shared with the province's office, printed "
            "this once, which ends the one before; and, at the office, the code that opens a "
            "locked PIN once, from that secret on standard input, the role and the number "
            "that the kiosk shows.",
        .usage = "kioskctl staff pin [ROLE] --state DIR < FILE\n"
                 "       kioskctl staff badge NUMBER ROLE --until DAY --state DIR\n"
                 "       kioskctl staff lost NUMBER --state DIR\n"
                 "       kioskctl staff list --state DIR\n"
                 "       kioskctl staff province --state DIR > FILE\n"
                 "       kioskctl staff code ROLE NUMBER < FILE",
        .examples = "  systemd-ask-password | kioskctl staff pin officer --state /var/lib/rong\n"
                    "  kioskctl staff badge 14 officer --until 2027-12-31 --state /var/lib/rong |\n"
                    "      qrencode -o badge.png\n"
                    "  kioskctl staff code officer 48291307 < K07.secret\n",
        .rows = rows,
        .count = (int)(sizeof rows / sizeof rows[0]),
    };
    int words = 0;
    const int status = options_parse(&program, argc, argv, &words);
    if (status >= 0) {
        return status;
    }
    enum staff_role role = STAFF_MANAGER;
    if (words == 3 && strcmp(argv[1], "code") == 0 && staff_role_of(argv[2], &role)) {
        return make_code(role, argv[3]);
    }
    if (state == NULL) {
        return options_wrong(&program, "--state DIR is needed.");
    }
    return run(&program, argv, words, state, until);
}
