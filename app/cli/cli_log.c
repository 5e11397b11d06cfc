#include "app/cli/cli_log.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "app/audit/audit_verify.h"
#include "app/cli/cli_log_bundle.h"
#include "app/outbox/record.h"
#include "platform/base/options.h"
#include "platform/port_dir.h"

static void say_fine(const char *who, const struct audit_report *r)
{
    char text[32];
    struct buf at;
    buf_init(&at, text, sizeof text);
    record_time(&at, r->chain.sealed_at, 0);
    printf("%s: ok, %" PRIu64 " events in %d file%s, the last seal at event %" PRIu64 " (%s)", who,
           r->chain.seq - r->from + 1, r->files, r->files == 1 ? "" : "s", r->chain.sealed, text);
    if (r->from > 1) {
        printf(", older ones than event %" PRIu64 " were put away", r->from);
    }
    if (r->chain.torn > 0 || r->chain.unfinished) {
        printf(", %" PRIu64 " left unfinished by a crash", r->chain.torn + r->chain.unfinished);
    }
    printf("\n");
}

static void say_wrong(const char *who, const struct audit_report *r)
{
    static const char *const words[] = {
        [AUDIT_FINE] = "",
        [AUDIT_BROKEN] =
            "the chain breaks here: this line is not what was written after the one before",
        [AUDIT_UNSIGNED] = "this seal is not the kiosk's",
        [AUDIT_NOT_SEALED] = "too many events without a seal",
    };
    if (r->finding == AUDIT_FILE_MISSING) {
        printf("%s-%d.log: the file is missing between others\n", who, r->file);
    } else if (r->finding == AUDIT_CUT_SHORT) {
        printf("%s: cut short: it ends at event %" PRIu64 ", but event %" PRIu64 " was sealed\n",
               who, r->chain.seq, r->head);
    } else if (r->finding == AUDIT_HEAD_FOREIGN) {
        printf("%s.head: the last seal, of event %" PRIu64 ", is not of this log\n", who, r->head);
    } else {
        printf("%s-%d.log:%d: %s\n", who, r->file, r->line, words[r->finding]);
    }
}

/* 0 fine, 1 wrong, -1 there is none. */
static int verify(const char *folder, const char *who)
{
    struct audit_report r;
    const struct err e = audit_verify(folder, who, &r);
    if (e.code == ERR_NOT_FOUND) {
        return -1;
    }
    if (failed(e)) {
        printf("%s: %s (%s, %d)\n", who, e.at, err_name(e.code), e.os);
        return 1;
    }
    if (r.finding == AUDIT_FINE) {
        say_fine(who, &r);
        return 0;
    }
    say_wrong(who, &r);
    return 1;
}

static int verify_all(const char *state)
{
    static const char *const writers[] = {"kiosk", "courier", "steward"};
    char folder[DIR_PATH_MAX];
    int status = 0;
    int found = 0;
    (void)snprintf(folder, sizeof folder, "%s/log", state);
    for (size_t i = 0; i < sizeof writers / sizeof writers[0]; i++) {
        const int one = verify(folder, writers[i]);
        found += one >= 0;
        status = one > 0 ? 1 : status;
    }
    if (found == 0) {
        printf("%s holds no log: nothing has run there yet\n", folder);
        return 1;
    }
    return status;
}

int cli_log(int argc, char **argv)
{
    const char *state = NULL;
    const char *key = NULL;
    const char *to = NULL;
    const struct option_row rows[] = {
        {"--state", "DIR", "verify: the kiosk's state directory", &state, NULL, NULL, NULL},
        {"--key", "FILE", "open: the secret key, log.key", &key, NULL, NULL, NULL},
        {"--to", "DIR", "open: where the logs go, as DIR/log", &to, NULL, NULL, NULL},
    };
    const struct program program = {
        .name = "kioskctl log",
        .summary = "whether the event logs are as they were written: nothing changed, taken out or "
                   "cut off; logs that staff took along on a stick, sealed.",
        .usage = "kioskctl log verify --state DIR | key DIR | open FILE --key FILE --to DIR",
        .examples =
            "  kioskctl log verify --state out/state\n"
            "      one sentence for each program's log; exit 1 when one is not\n"
            "  kioskctl log key /root/fleet\n"
            "      makes the pair that logs are sealed to, and the line for each kiosk\n"
            "  kioskctl log open log-K07-20261127-0924.ronglog --key /root/fleet/log.key "
            "--to K07\n"
            "      opens what staff took along; kioskctl log verify --state K07 proves it\n",
        .rows = rows,
        .count = sizeof rows / sizeof rows[0],
    };
    int words = 0;
    const int status = options_parse(&program, argc, argv, &words);
    if (status >= 0) {
        return status;
    }
    const char *verb = words > 0 ? argv[1] : "";
    if (words == 1 && strcmp(verb, "verify") == 0) {
        return state != NULL ? verify_all(state)
                             : options_wrong(&program, "--state DIR is needed.");
    }
    if (words == 2 && strcmp(verb, "key") == 0) {
        return cli_log_key(argv[2]);
    }
    if (words == 2 && strcmp(verb, "open") == 0) {
        return key != NULL && to != NULL
                   ? cli_log_open(argv[2], key, to)
                   : options_wrong(&program, "--key FILE and --to DIR are needed.");
    }
    return options_wrong(&program, "verify, key DIR and open FILE are what it does.");
}
