#include "app/cli/cli_type.h"

#include <stdio.h>
#include <string.h>

#include "app/typing/telex.h"
#include "app/typing/typed_line.h"
#include "platform/base/options.h"
#include "platform/base/utf8.h"

#define PART_BYTES 16384

static bool take_method(void *context, const char *value)
{
    struct typing_rules *rules = context;
    rules->method = strcmp(value, "vni") == 0 ? TYPING_VNI : TYPING_TELEX;
    return strcmp(value, "vni") == 0 || strcmp(value, "telex") == 0;
}

/* Keys of a line that are not typed yet. */
struct part {
    char keys[PART_BYTES];
    size_t len;
    bool wrong; /* the line has a byte that is no UTF-8 */
};

static void type_part(struct part *p, size_t len, const struct typing_rules *rules)
{
    char text[4 * PART_BYTES];
    struct buf b;
    buf_init(&b, text, sizeof text);
    typing_line(p->keys, len, rules, &b);
    fwrite(b.data, 1, b.len, stdout);
    p->wrong = p->wrong || !utf8_valid(p->keys, len);
    p->len -= len;
    memmove(p->keys, p->keys + len, p->len);
}

/* Where a full part may be cut: behind its last space, else before its last code point. */
static size_t cut_of(const struct part *p)
{
    size_t cut = p->len;
    while (cut > 0 && p->keys[cut - 1] != ' ') {
        cut--;
    }
    if (cut == 0) {
        cut = p->len - 1;
        while (cut > p->len - 4 && ((unsigned char)p->keys[cut] & 0xC0) == 0x80) {
            cut--;
        }
    }
    return cut;
}

/* Types one line, however long, and tells whether there was one. */
static bool type_line(struct part *p, const struct typing_rules *rules)
{
    int c = getchar();
    const bool more = c != EOF;
    p->wrong = false;
    for (; c != EOF && c != '\n'; c = getchar()) {
        if (p->len == sizeof p->keys) {
            type_part(p, cut_of(p), rules);
        }
        p->keys[p->len++] = (char)c;
    }
    type_part(p, p->len, rules);
    return more;
}

static int type_lines(const struct typing_rules *rules)
{
    struct part part = {.len = 0};
    int status = 0;
    for (long number = 1; type_line(&part, rules); number++) {
        if (part.wrong) {
            fprintf(stderr, "type: line %ld: not UTF-8; each wrong byte is written as U+FFFD\n",
                    number);
            status = 1;
        }
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
