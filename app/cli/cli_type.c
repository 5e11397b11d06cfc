#include "app/cli/cli_type.h"

#include <string.h>

#include "app/cli/cli_line.h"
#include "app/typing/telex.h"
#include "platform/base/options.h"
#include "platform/base/utf8.h"

#define LINE_MAX_BYTES 65536

static bool take_method(void *context, const char *value)
{
    struct typing_rules *rules = context;
    rules->method = strcmp(value, "vni") == 0 ? TYPING_VNI : TYPING_TELEX;
    return strcmp(value, "vni") == 0 || strcmp(value, "telex") == 0;
}

static int type_lines(const struct typing_rules *rules)
{
    char line[LINE_MAX_BYTES];
    char text[4 * LINE_MAX_BYTES];
    size_t len = 0;
    bool cut = false;
    int status = 0;
    for (long number = 1; cli_line(stdin, line, sizeof line, &len, &cut); number++) {
        struct buf b;
        buf_init(&b, text, sizeof text);
        if (cut || !utf8_valid(line, len)) {
            fprintf(stderr, "type: line %ld: %s\n", number,
                    cut ? "longer than 65535 bytes; split it" : "not UTF-8; convert it");
            status = 1;
        } else {
            typing_line(line, len, rules, &b);
        }
        fwrite(b.data, 1, b.len, stdout);
        putchar('\n');
        fflush(stdout);
    }
    return status;
}

int cli_type(int argc, char **argv)
{
    struct typing_rules rules = {.method = TYPING_TELEX};
    bool old_tone = false;
    bool new_tone = false;
    const struct option_row rows[] = {
        {"--method", "telex|vni", "how the keys are meant (telex)", NULL, NULL, take_method,
         &rules},
        {"--old-tone", NULL, "hòa, thủy (the default)", NULL, &old_tone, NULL, NULL},
        {"--new-tone", NULL, "hoà, thuỷ", NULL, &new_tone, NULL, NULL},
    };
    const struct program program = {
        .name = "kioskctl type",
        .summary = "key sequences on standard input, one a line; the text on standard output",
        .usage = "kioskctl type [--method telex|vni] [--old-tone|--new-tone] < KEYS",
        .examples = "  echo 'nguowif' | kioskctl type --method telex\n"
                    "  echo 'hoa2' | kioskctl type --method vni --new-tone\n",
        .rows = rows,
        .count = (int)(sizeof rows / sizeof rows[0]),
    };
    int words = 0;
    const int status = options_parse(&program, argc, argv, &words);
    if (status >= 0) {
        return status;
    }
    if (words > 0) {
        return options_wrong(&program, "keys come on standard input, not as words.");
    }
    if (old_tone && new_tone) {
        return options_wrong(&program, "one tone place only.");
    }
    rules.new_tone = new_tone;
    return type_lines(&rules);
}
