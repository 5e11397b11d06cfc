#include "app/cli/commands.h"

#include <stdio.h>
#include <string.h>

#include "app/cli/cli_card.h"
#include "app/cli/cli_type.h"
#include "platform/base/nearest.h"
#include "platform/base/options.h"

#define ROWS (sizeof rows / sizeof rows[0])

static const struct command rows[] = {
    {"type", "turns key sequences (Telex, VNI) into Vietnamese text", cli_type},
    {"card", "reads scanned ID card codes, one a line", cli_card},
};

static const struct program program = {
    .name = "kioskctl",
    .summary = "the engineers' and tests' command line of the kiosk",
    .usage = "kioskctl COMMAND [OPTION]...",
    .examples = "  kioskctl card < payloads.txt\n"
                "  echo nguowif | kioskctl type --method telex\n"
                "  kioskctl type --help\n",
};

static int help(void)
{
    printf("%s: %s\n\nusage: %s\n\n", program.name, program.summary, program.usage);
    for (size_t i = 0; i < ROWS; i++) {
        printf("  %-12s %s\n", rows[i].name, rows[i].help);
    }
    printf("\nEach command has its own --help; --version tells the version.\n\nexamples:\n%s",
           program.examples);
    return 0;
}

static int refuse(const char *word)
{
    const char *names[ROWS];
    for (size_t i = 0; i < ROWS; i++) {
        names[i] = rows[i].name;
    }
    const char *near = nearest(word, names, (int)ROWS);
    fprintf(stderr, "kioskctl: unknown command '%s'", word);
    if (near != NULL) {
        fprintf(stderr, "; did you mean %s?", near);
    }
    fprintf(stderr, " See kioskctl --help.\n");
    return 2;
}

int commands_run(int argc, char **argv)
{
    if (argc < 2) {
        fprintf(stderr, "kioskctl: which command? See kioskctl --help.\n");
        return 2;
    }
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "help") == 0) {
        return help();
    }
    if (argv[1][0] == '-') {
        int words = 0;
        const int status = options_parse(&program, 2, argv, &words);
        return status < 0 ? 2 : status;
    }
    for (size_t i = 0; i < ROWS; i++) {
        if (strcmp(rows[i].name, argv[1]) == 0) {
            return rows[i].run(argc - 1, argv + 1);
        }
    }
    return refuse(argv[1]);
}
