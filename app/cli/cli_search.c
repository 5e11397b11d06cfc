#include "app/cli/cli_search.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/citizen/search.h"
#include "app/cli/cli_catalogue.h"
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
    *(const char **)context = value;
    return value[0] != '\0' && strlen(value) < 8;
}

static int print_hits(const char *query, const char *language, int limit)
{
    struct cli_catalogue all;
    struct search *search = NULL;
    struct arena arena;
    uint8_t memory[SEARCH_BYTES] __attribute__((aligned(16)));
    arena_init(&arena, memory, sizeof memory);
    struct err e = cli_catalogue_open(&all, language);
    if (!failed(e)) {
        e = search_load(&arena, &all.assets, all.catalogue, &search);
        if (failed(e)) {
            fprintf(stderr, "kioskctl search: %s (%s)\n", e.at, err_name(e.code));
        }
    }
    struct search_hit hits[CATALOGUE_MAX];
    const int count = failed(e) ? 0 : search_find(search, query, hits, CATALOGUE_MAX);
    int printed = 0;
    for (int i = 0; i < count && printed < limit; i++) {
        bool fallback = false;
        const int entry = hits[i].entry;
        if (catalogue_offered(all.catalogue, entry, all.today)) {
            printf("%s\t%s\t%u\n", all.catalogue->entries[entry].code,
                   catalogue_title(all.catalogue, entry, language, &fallback),
                   (unsigned)hits[i].score);
            printed++;
        }
    }
    cli_catalogue_close(&all);
    return printed > 0 ? 0 : 1;
}

int cli_search(int argc, char **argv)
{
    int limit = 10;
    const char *language = "vi";
    const struct option_row rows[] = {
        {"--language", "L", "language of the titles (vi); Vietnamese where it has none", NULL, NULL,
         take_language, &language},
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
        return options_wrong(&program, "what for?");
    }
    char query[2 * SEARCH_QUERY_MAX];
    struct buf b;
    buf_init(&b, query, sizeof query);
    for (int i = 1; i <= words; i++) {
        buf_puts(&b, i > 1 ? " " : "");
        buf_puts(&b, argv[i]);
    }
    return print_hits(query, language, limit);
}
