#include "app/cli/cli_command.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/cli/cli_signed.h"
#include "app/steward/command.h"
#include "app/steward/moment.h"
#include "platform/base/buf.h"
#include "platform/base/options.h"
#include "platform/port_random.h"

#define WHO       "command"
#define HOURS     12
#define HOURS_MAX 168

struct request {
    const char *key, *out, *kiosk, *hours, *now;
};

static int draw_id(char ret_id[COMMAND_ID])
{
    struct port_random random = random_linux();
    uint64_t parts[2];
    if (failed(random.ops->fill(&random, parts, sizeof parts))) {
        fprintf(stderr, WHO ": this machine gives no randomness\n");
        return 1;
    }
    (void)snprintf(ret_id, COMMAND_ID, "%016" PRIx64 "%016" PRIx64, parts[0], parts[1]);
    return 0;
}

/* Made here whole, so that nobody writes an id twice. */
static int sign(enum command_kind kind, const struct request *r, int64_t now, int hours)
{
    char text[512];
    char id[COMMAND_ID];
    char issued[MOMENT_TEXT];
    char expires[MOMENT_TEXT];
    struct command c;
    struct buf out;
    if (draw_id(id) != 0) {
        return 1;
    }
    moment_write(now, issued);
    moment_write(now + (int64_t)hours * 3600, expires);
    buf_init(&out, text, sizeof text);
    buf_printf(&out, "rong-command 1\nkiosk = %s\nid = %s\nkind = %s\nissued = %s\nexpires = %s\n",
               r->kiosk, id, command_kind_word(kind), issued, expires);
    if (out.full || command_read_draft(text, out.len, &c) != COMMAND_BEGUN) {
        fprintf(stderr, WHO ": '%.40s' is no name of a kiosk\n", r->kiosk);
        return 1;
    }
    const int status = cli_signed_write(WHO, text, out.len, r->key, r->out);
    if (status == 0) {
        printf("%s: %s for %s, once, until %s, id %s\n", r->out, command_kind_word(kind), r->kiosk,
               expires, id);
    }
    return status;
}

static int verify(const char *path, const struct request *r, int64_t now)
{
    struct file_bytes file = {0};
    struct command c = {.kiosk = ""};
    uint8_t key[SEAL_KEY];
    char expires[MOMENT_TEXT];
    if (!cli_signed_key(WHO, r->key, key) || !cli_signed_read(WHO, path, &file)) {
        return 1;
    }
    enum command_word word = command_read(file.bytes, file.size, key, &c);
    files_linux()->ops->unmap(&file);
    if (word == COMMAND_BEGUN) {
        word = command_judge(&c, r->kiosk != NULL ? r->kiosk : c.kiosk, now);
    }
    if (word != COMMAND_BEGUN) {
        fprintf(stderr, WHO ": %s: %s\n", path, command_sentence(word));
        return 1;
    }
    moment_write(c.expires, expires);
    printf("%s: %s for %s, until %s, id %s: whole and signed; a kiosk does it once\n", path,
           command_kind_word(c.kind), c.kiosk, expires, c.id);
    return 0;
}

static int run(const struct program *program, char **argv, int words, const struct request *r,
               int64_t now)
{
    const char *verb = words > 0 ? argv[1] : "";
    char *end = NULL;
    const long hours = r->hours != NULL ? strtol(r->hours, &end, 10) : HOURS;
    if ((end != NULL && *end != '\0') || hours < 1 || hours > HOURS_MAX) {
        return options_wrong(program, "--hours is a whole number from 1 to 168.");
    }
    if (words == 2 && strcmp(verb, "verify") == 0) {
        return r->key != NULL ? verify(argv[2], r, now)
                              : options_wrong(program, "--key FILE is needed.");
    }
    const enum command_kind kind = command_kind_of(verb);
    if (words != 1 || kind == COMMAND_KINDS) {
        return options_wrong(program,
                             "restart, lock, unlock, log, screenshot and verify FILE are what it "
                             "does.");
    }
    return r->key != NULL && r->out != NULL && r->kiosk != NULL
               ? sign(kind, r, now, (int)hours)
               : options_wrong(program, "--kiosk NAME, --key FILE and -o FILE are needed.");
}

int cli_command(int argc, char **argv)
{
    struct request r = {0};
    const struct option_row rows[] = {
        {"--kiosk", "NAME", "the one kiosk it is for", &r.kiosk, NULL, NULL, NULL},
        {"--key", "FILE", "the operator's secret key; verify: the public one", &r.key, NULL, NULL,
         NULL},
        {"-o", "FILE", "the command to write", &r.out, NULL, NULL, NULL},
        {"--hours", "N", "how long it is good for, 1 to 168; default 12", &r.hours, NULL, NULL,
         NULL},
        {"--now", "MOMENT", "at 2026-11-28T06:00:00Z; default: the clock's", &r.now, NULL, NULL,
         NULL},
    };
    const struct program program = {
        .name = "kioskctl command",
        .summary = "a command to one kiosk, signed, for one time.",
        .usage = "kioskctl command restart|lock|unlock|log|screenshot --kiosk NAME --key FILE -o "
                 "FILE [--hours N] | verify FILE --key FILE [--kiosk NAME]",
        .examples = "  kioskctl command lock --kiosk K07 --key operator.key -o k07-lock.command\n"
                    "  kioskctl command verify k07-lock.command --key operator.key.pub --kiosk "
                    "K07\n",
        .rows = rows,
        .count = (int)(sizeof rows / sizeof rows[0]),
    };
    int words = 0;
    int64_t now = 0;
    const int status = options_parse(&program, argc, argv, &words);
    if (status >= 0) {
        return status;
    }
    if (!cli_signed_now(r.now, &now)) {
        return options_wrong(&program, "--now is like 2026-11-28T06:00:00Z.");
    }
    if (failed(seal_start())) {
        fprintf(stderr, WHO ": this machine gives no randomness\n");
        return 1;
    }
    return run(&program, argv, words, &r, now);
}
