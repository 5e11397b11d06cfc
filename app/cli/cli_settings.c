#include "app/cli/cli_settings.h"

#include <stdio.h>
#include <string.h>

#include "app/cli/cli_signed.h"
#include "app/settings_rows.h"
#include "app/steward/desired.h"
#include "platform/base/options.h"

#define WHO "settings"

struct request {
    const char *key, *out, *kiosk, *group, *now;
};

static struct desired d;

static int keys(void)
{
    const struct setting_row *row = NULL;
    for (int i = 0; (row = setting_row_at(i)) != NULL; i++) {
        const char *words = setting_row_words(row);
        if (!row->remote) {
            continue;
        }
        if (words != NULL) {
            printf("%s\t%s\t%s\n", row->key, words, row->sentence);
        } else if (row->type == SETTING_IS_SWITCH) {
            printf("%s\tyes no\t%s\n", row->key, row->sentence);
        } else {
            printf("%s\t%d..%d\t%s\n", row->key, row->min, row->max, row->sentence);
        }
    }
    return 0;
}

/* Each key that would be refused; true when none would. */
static bool say_keys(const char *path)
{
    for (int i = 0; i < d.count; i++) {
        struct setting_problem why;
        if (desired_try(d.keys[i].key, d.keys[i].value, &why) != DESIRED_SET) {
            fprintf(stderr, WHO ": %s: %s\n", path, why.message);
        }
    }
    return desired_refused(&d) == 0;
}

static int refuse(const char *path, enum desired_word word, int line)
{
    if (word == DESIRED_MALFORMED) {
        fprintf(stderr,
                WHO ": %s:%d: a line is `key = value`, each key once; kiosk or group, version "
                    "(from 1), issued and expires (2026-11-28T06:00:00Z) are needed\n",
                path, line);
    } else {
        fprintf(stderr, WHO ": %s: %s\n", path, desired_sentence(word));
    }
    return 1;
}

static void say(const char *path, const char *what)
{
    printf("%s: version %d for %s %s, %d keys: %s\n", path, d.version,
           d.kiosk[0] != '\0' ? "kiosk" : "group", d.kiosk[0] != '\0' ? d.kiosk : d.group, d.count,
           what);
}

/* Nothing is signed that a kiosk of this version would refuse. */
static int sign(const char *path, const struct request *r)
{
    struct file_bytes file = {0};
    int line = 0;
    if (!cli_signed_read(WHO, path, &file)) {
        return 1;
    }
    const enum desired_word word = desired_read_draft(file.bytes, file.size, &d, &line);
    int status = word == DESIRED_TAKEN ? 0 : refuse(path, word, line);
    if (status == 0 && !say_keys(path)) {
        status = 1;
    }
    if (status == 0) {
        status = cli_signed_write(WHO, file.bytes, file.size, r->key, r->out);
    }
    if (status == 0) {
        say(r->out, "signed");
    }
    files_linux()->ops->unmap(&file);
    return status;
}

/* As a kiosk would judge it that has none in use yet. */
static int verify(const char *path, const struct request *r, int64_t now)
{
    struct file_bytes file = {0};
    uint8_t key[SEAL_KEY];
    int line = 0;
    if (!cli_signed_key(WHO, r->key, key) || !cli_signed_read(WHO, path, &file)) {
        return 1;
    }
    enum desired_word word = desired_read(file.bytes, file.size, key, &d, &line);
    files_linux()->ops->unmap(&file);
    if (word != DESIRED_TAKEN) {
        return refuse(path, word, line);
    }
    const struct desired_who who = {.kiosk = r->kiosk != NULL ? r->kiosk : d.kiosk,
                                    .group = r->group != NULL   ? r->group
                                             : r->kiosk == NULL ? d.group
                                                                : "",
                                    .now = now};
    word = desired_judge(&d, &who);
    const bool fine = say_keys(path);
    if (word != DESIRED_TAKEN) {
        return refuse(path, word, 0);
    }
    say(path, fine ? "whole, signed, and all keys can be set"
                   : "whole and signed; the keys named above are refused, the others set");
    return fine ? 0 : 1;
}

int cli_settings(int argc, char **argv)
{
    struct request r = {0};
    const struct option_row rows[] = {
        {"--key", "FILE", "sign: the fleet's secret key; verify: its public one", &r.key, NULL,
         NULL, NULL},
        {"-o", "FILE", "sign: the signed settings to write", &r.out, NULL, NULL, NULL},
        {"--kiosk", "NAME", "verify: as the kiosk of this name would", &r.kiosk, NULL, NULL, NULL},
        {"--group", "NAME", "verify: ... that is in this group", &r.group, NULL, NULL, NULL},
        {"--now", "MOMENT", "verify: at 2026-11-28T06:00:00Z; default: the clock's", &r.now, NULL,
         NULL, NULL},
    };
    const struct program program = {
        .name = "kioskctl settings",
        .summary = "settings from afar: one signed text for a kiosk or a group of them.",
        .usage = "kioskctl settings keys | sign DRAFT --key FILE -o FILE | verify FILE --key FILE "
                 "[--kiosk NAME] [--group NAME]",
        .examples = "  kioskctl settings keys\n"
                    "      what may be set from afar: key, values, what it does\n"
                    "  printf 'rong-desired 1\\ngroup = ia-grai\\nversion = 12\\n"
                    "issued = 2026-11-28T06:00:00Z\\nexpires = 2026-12-28T06:00:00Z\\n"
                    "sound.call_again_s = 30\\n' > ia-grai.txt\n"
                    "  kioskctl settings sign ia-grai.txt --key fleet.key -o ia-grai.settings\n"
                    "  kioskctl settings verify ia-grai.settings --key fleet.key.pub --group "
                    "ia-grai\n",
        .rows = rows,
        .count = (int)(sizeof rows / sizeof rows[0]),
    };
    int words = 0;
    int64_t now = 0;
    const int status = options_parse(&program, argc, argv, &words);
    if (status >= 0) {
        return status;
    }
    const char *verb = words > 0 ? argv[1] : "";
    if (!cli_signed_now(r.now, &now)) {
        return options_wrong(&program, "--now is like 2026-11-28T06:00:00Z.");
    }
    if (words == 1 && strcmp(verb, "keys") == 0) {
        return keys();
    }
    if (failed(seal_start())) {
        fprintf(stderr, WHO ": this machine gives no randomness\n");
        return 1;
    }
    if (words == 2 && strcmp(verb, "sign") == 0) {
        return r.key != NULL && r.out != NULL
                   ? sign(argv[2], &r)
                   : options_wrong(&program, "--key FILE and -o FILE are needed.");
    }
    if (words == 2 && strcmp(verb, "verify") == 0) {
        return r.key != NULL ? verify(argv[2], &r, now)
                             : options_wrong(&program, "--key FILE is needed.");
    }
    return options_wrong(&program, "keys, sign DRAFT and verify FILE are what it does.");
}
