#include "app/cli/cli_language.h"

#include <stdio.h>
#include <string.h>

#include "app/cli/cli_language_counts.h"
#include "app/cli/cli_language_report.h"
#include "app/cli/cli_language_sheet.h"
#include "platform/base/options.h"

static int run(const struct program *program, char **words, int count, const char *pack,
               const char *out, const char *state)
{
    static struct cli_languages languages;
    const char *what = count > 0 ? words[0] : "";
    const bool report = strcmp(what, "report") == 0 && count <= 2 && out == NULL;
    const bool sheet = strcmp(what, "export") == 0 && count == 2;
    const bool take = strcmp(what, "import") == 0 && count == 3 && out == NULL;
    if (strcmp(what, "counts") == 0 && count <= 2 && state != NULL && pack == NULL && out == NULL) {
        return cli_language_counts(state, count == 2 ? words[1] : NULL);
    }
    if ((!report && !sheet && !take) || state != NULL) {
        return options_wrong(program, "it is `report`, `report L`, `export L`, `import L FILE` or "
                                      "`counts --state DIR`.");
    }
    if (!cli_languages_open(&languages, pack)) {
        return 1;
    }
    if (report) {
        return cli_language_report(&languages, count == 2 ? words[1] : NULL);
    }
    return sheet ? cli_language_export(&languages, words[1], out)
                 : cli_language_import(&languages, words[1], words[2]);
}

int cli_language(int argc, char **argv)
{
    const char *pack = NULL;
    const char *out = NULL;
    const char *state = NULL;
    const struct option_row rows[] = {
        {"--pack", "DIR", "the languages of a pack's folder; default: the firmware's own", &pack,
         NULL, NULL, NULL},
        {"--state", "DIR", "counts: the kiosk's state directory", &state, NULL, NULL, NULL},
        {"-o", "FILE", "where to export to; standard output by default", &out, NULL, NULL, NULL},
    };
    const struct program program = {
        .name = "kioskctl language",
        .summary = "how far each language is; a translator's worksheet out and in; which sentences "
                   "fail.",
        .usage = "kioskctl language report [L] | export L [-o FILE] | import L FILE   [--pack DIR]"
                 "\n       kioskctl language counts [L] --state DIR",
        .examples =
            "  kioskctl language report\n"
            "      coverage per state and per screen, and which core sentences no person "
            "says yet;\n      exit 1 when a file is wrong: each problem with file, line and "
            "what to do\n"
            "  kioskctl language export jra -o jra.csv\n"
            "  kioskctl language import jra jra.csv\n"
            "      takes in what is right; each row that is refused is named and changes "
            "nothing,\n      exit 1 then\n"
            "  kioskctl language counts jra --state /var/lib/rong\n"
            "      which sentences were asked for again, left without an answer, or heard in "
            "Vietnamese\n",
        .rows = rows,
        .count = (int)(sizeof rows / sizeof rows[0]),
    };
    int words = 0;
    const int status = options_parse(&program, argc, argv, &words);
    return status >= 0 ? status : run(&program, argv + 1, words, pack, out, state);
}
