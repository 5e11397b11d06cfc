#include "app/cli/cli_language.h"

#include <stdio.h>
#include <string.h>

#include "app/cli/cli_language_report.h"
#include "platform/base/options.h"

int cli_language(int argc, char **argv)
{
    static struct cli_languages languages;
    const char *pack = NULL;
    const struct option_row rows[] = {
        {"--pack", "DIR", "the languages of a pack's folder; default: the firmware's own", &pack,
         NULL, NULL, NULL},
    };
    const struct program program = {
        .name = "kioskctl language",
        .summary = "how far each language is.",
        .usage = "kioskctl language report [L] [--pack DIR]",
        .examples =
            "  kioskctl language report\n"
            "      coverage per state and per screen, and which core sentences no person "
            "says yet;\n      exit 1 when a file is wrong: each problem with file, line and "
            "what to do\n",
        .rows = rows,
        .count = (int)(sizeof rows / sizeof rows[0]),
    };
    int words = 0;
    const int status = options_parse(&program, argc, argv, &words);
    if (status >= 0) {
        return status;
    }
    if (words < 1 || words > 2 || strcmp(argv[1], "report") != 0) {
        return options_wrong(&program, "report is what it does, of one language or of all.");
    }
    if (!cli_languages_open(&languages, pack)) {
        return 1;
    }
    return cli_language_report(&languages, words == 2 ? argv[2] : NULL);
}
