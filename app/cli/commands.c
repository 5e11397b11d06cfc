#include "app/cli/commands.h"

#include <stdio.h>
#include <string.h>

#include "app/cli/cli_card.h"
#include "app/cli/cli_command.h"
#include "app/cli/cli_form.h"
#include "app/cli/cli_language.h"
#include "app/cli/cli_log.h"
#include "app/cli/cli_outbox.h"
#include "app/cli/cli_pack.h"
#include "app/cli/cli_say.h"
#include "app/cli/cli_search.h"
#include "app/cli/cli_settings.h"
#include "app/cli/cli_staff.h"
#include "app/cli/cli_studio.h"
#include "app/cli/cli_type.h"
#include "app/cli/cli_xpath.h"
#include "platform/base/nearest.h"
#include "platform/base/options.h"

#define ROWS (sizeof rows / sizeof rows[0])

static const struct command rows[] = {
    {"type", "turns key sequences (Telex, VNI) into Vietnamese text", cli_type},
    {"card", "reads scanned ID card codes, one a line", cli_card},
    {"say", "writes what the citizen would hear, as a WAV", cli_say},
    {"form", "checks, drives and validates forms; lists procedures", cli_form},
    {"xpath", "evaluates an expression on an XML document", cli_xpath},
    {"search", "finds procedures by what people say", cli_search},
    {"language", "how far each language is; a translator's worksheet out and in", cli_language},
    {"outbox", "what waits to be sent: tries again, takes back, carries elsewhere", cli_outbox},
    {"pack", "forms, languages, recordings in one signed file: built, judged, installed", cli_pack},
    {"settings", "settings from afar: what may be set, signed, judged", cli_settings},
    {"command", "a command to one kiosk from afar, signed, for one time", cli_command},
    {"studio", "voices recorded and sentences reviewed, with or without the kiosk's screen",
     cli_studio},
    {"staff", "PINs and badges of the staff, by role", cli_staff},
    {"log", "says whether the event logs are as they were written", cli_log},
};

static const struct program program = {
    .name = "kioskctl",
    .summary = "the engineers' and tests' command line of the kiosk",
    .usage = "kioskctl COMMAND [OPTION]...",
    .examples = "  kioskctl card < payloads.txt\n"
                "  echo nguowif | kioskctl type --method telex\n"
                "  kioskctl type --help\n",
};

/* The rows of every program, then those that main_kioskctl.c brings. */
static const struct command *row_at(const struct commands_more *more, int index)
{
    const int own = (int)ROWS;
    if (index < own) {
        return &rows[index];
    }
    return more != NULL && index - own < more->count ? &more->rows[index - own] : NULL;
}

static int help(const struct commands_more *more)
{
    printf("%s: %s\n\nusage: %s\n\n", program.name, program.summary, program.usage);
    const struct command *row = NULL;
    for (int i = 0; (row = row_at(more, i)) != NULL; i++) {
        printf("  %-12s %s\n", row->name, row->help);
    }
    printf("\nEach command has its own --help; --version tells the version.\n\nexamples:\n%s",
           program.examples);
    return 0;
}

static int refuse(const struct commands_more *more, const char *word)
{
    const char *names[ROWS + COMMANDS_MORE_MAX];
    int count = 0;
    const struct command *row = NULL;
    while (count < (int)ROWS + COMMANDS_MORE_MAX && (row = row_at(more, count)) != NULL) {
        names[count++] = row->name;
    }
    const char *near = nearest(word, names, count);
    fprintf(stderr, "kioskctl: unknown command '%s'", word);
    if (near != NULL) {
        fprintf(stderr, "; did you mean %s? See kioskctl --help.\n", near);
    } else {
        fprintf(stderr, ". See kioskctl --help for those there are.\n");
    }
    return 2;
}

int commands_run(const struct commands_more *more, int argc, char **argv)
{
    if (argc < 2) {
        fprintf(stderr, "kioskctl: which command? See kioskctl --help.\n");
        return 2;
    }
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "help") == 0) {
        return help(more);
    }
    if (argv[1][0] == '-') {
        int words = 0;
        const int status = options_parse(&program, 2, argv, &words);
        return status < 0 ? 2 : status;
    }
    const struct command *row = NULL;
    for (int i = 0; (row = row_at(more, i)) != NULL; i++) {
        if (strcmp(row->name, argv[1]) == 0) {
            return row->run(argc - 1, argv + 1);
        }
    }
    return refuse(more, argv[1]);
}
