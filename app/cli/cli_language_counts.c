#include "app/cli/cli_language_counts.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/language/counts.h"

#define FEW 5 /* so few people could be known by it */

static uint64_t total(const struct count_row *row)
{
    uint64_t sum = 0;
    for (int k = 0; k < COUNT_KINDS; k++) {
        sum += row->times[k];
    }
    return sum;
}

static int by_total(const void *a, const void *b)
{
    const struct count_row *left = a;
    const struct count_row *right = b;
    const uint64_t l = total(left);
    const uint64_t r = total(right);
    if (l != r) {
        return l < r ? 1 : -1;
    }
    const int language = strcmp(left->language, right->language);
    return language != 0 ? language : strcmp(left->sentence, right->sentence);
}

static void row(const char *language, const char *sentence, const uint32_t *times)
{
    printf("%-12s", language);
    for (int k = 0; k < COUNT_KINDS; k++) {
        char cell[16];
        const bool few = times[k] > 0 && times[k] < FEW;
        (void)snprintf(cell, sizeof cell, few ? "<%" PRIu32 : "%" PRIu32,
                       few ? (uint32_t)FEW : times[k]);
        printf(" %7s", cell);
    }
    printf("  %s\n", sentence);
}

int cli_language_counts(const char *state, const char *only)
{
    static struct counts counts;
    char path[DIR_PATH_MAX];
    struct file_bytes file;
    (void)snprintf(path, sizeof path, "%s/%s", state, COUNTS_FILE);
    const struct err e = files_linux()->ops->read(path, COUNTS_BYTES, &file);
    if (e.code == ERR_NOT_FOUND) {
        printf("%s counts nothing yet: a kiosk writes it after the first visit.\n", path);
        return 0;
    }
    const bool read = !failed(e) && counts_read(&counts, file.bytes, file.size, "");
    if (!failed(e)) {
        files_linux()->ops->unmap(&file);
    }
    if (!read) {
        fprintf(stderr, "language counts: %s cannot be read; the next visit begins it anew.\n",
                path);
        return 1;
    }
    printf("Since %s, how often a sentence was asked for again (replay), help was called from its "
           "page,\nnobody did anything on it until asked (asked) or even then (left), and was "
           "shown (text) or heard\n(sound) in Vietnamese instead.\n%-12s",
           counts.since, "language");
    for (int k = 0; k < COUNT_KINDS; k++) {
        printf(" %7s", count_name((enum count_kind)k));
    }
    printf("  sentence\n");
    qsort(counts.rows, (size_t)counts.count, sizeof counts.rows[0], by_total);
    for (int i = 0; i < counts.count; i++) {
        const struct count_row *r = &counts.rows[i];
        if (only == NULL || strcmp(only, r->language) == 0) {
            row(r->language, r->sentence, r->times);
        }
    }
    row("-", "(more than the table holds)", counts.beyond);
    return 0;
}
