#include "app/cli/cli_search.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/citizen/search.h"
#include "platform/base/buf.h"
#include "platform/base/options.h"

#define LIMIT_MAX 100

static bool take_limit(void *context, const char *value)
{
    char *end = NULL;
    const long limit = strtol(value, &end, 10);
    if (end == value || *end != '\0' || limit < 1 || limit > LIMIT_MAX) {
        return false;
    }
    *(int *)context = (int)limit;
    return true;
}

static bool take_language(void *context, const char *value)
{
    (void)context;
    return strcmp(value, "vi") == 0;
}

static int print_hits(const char *query, int limit)
{
    uint8_t memory[SEARCH_BYTES] __attribute__((aligned(16)));
    struct arena arena;
    struct assets assets;
    struct search *search = NULL;
    arena_init(&arena, memory, sizeof memory);
    struct err e = assets_open(&assets, files_linux(), getenv("RONG_ASSETS"));
    if (!failed(e)) {
        e = search_load(&arena, &assets, &search);
    }
    if (failed(e)) {
        fprintf(stderr, "kioskctl search: %s (%s)\n", e.at, err_name(e.code));
        return 1;
    }
    struct search_hit hits[LIMIT_MAX];
    const int count = search_find(search, query, hits, limit);
    for (int i = 0; i < count; i++) {
        const struct search_entry *entry = &search->entries[hits[i].entry];
        printf("%s\t%s\t%u\n", entry->code, entry->title, (unsigned)hits[i].score);
    }
    return count > 0 ? 0 : 1;
}

int cli_search(int argc, char **argv)
{
    int limit = 10;
    const struct option_row rows[] = {
        {"--language", "L", "language of the titles: vi", NULL, NULL, take_language, NULL},
        {"--limit", "N", "at most so many, 1 to 100 (10)", NULL, NULL, take_limit, &limit},
    };
    const struct program program = {
        .name = "kioskctl search",
        .summary = "procedures for what somebody says: code, title, score, best first",
        .usage = "kioskctl search [--language L] [--limit N] QUERY",
        .examples = "  kioskctl search 'dk khai sinh'\n"
                    "  kioskctl search --limit 3 con moi sinh\n",
        .rows = rows,
        .count = (int)(sizeof rows / sizeof rows[0]),
    };
    int words = 0;
    const int status = options_parse(&program, argc, argv, &words);
    if (status >= 0) {
        return status;
    }
    if (words == 0) {
        fprintf(stderr, "kioskctl search: what for? See kioskctl search --help.\n");
        return 2;
    }
    char query[2 * SEARCH_QUERY_MAX];
    struct buf b;
    buf_init(&b, query, sizeof query);
    for (int i = 1; i <= words; i++) {
        buf_puts(&b, i > 1 ? " " : "");
        buf_puts(&b, argv[i]);
    }
    return print_hits(query, limit);
}
