#include "platform/base/nearest.h"

#include <stddef.h>
#include <string.h>

#define WORD_MAX 48

static int least(int a, int b, int c)
{
    const int ab = a < b ? a : b;
    return ab < c ? ab : c;
}

/* Levenshtein's distance with one row kept. */
static int distance(const char *a, const char *b)
{
    int row[WORD_MAX + 1];
    const int length_a = (int)strlen(a);
    const int length_b = (int)strlen(b);
    if (length_a > WORD_MAX || length_b > WORD_MAX) {
        return WORD_MAX;
    }
    for (int j = 0; j <= length_b; j++) {
        row[j] = j;
    }
    for (int i = 1; i <= length_a; i++) {
        int diagonal = row[0];
        row[0] = i;
        for (int j = 1; j <= length_b; j++) {
            const int above = row[j];
            row[j] = least(above + 1, row[j - 1] + 1, diagonal + (a[i - 1] != b[j - 1]));
            diagonal = above;
        }
    }
    return row[length_b];
}

const char *nearest(const char *wrong, const char *const *words, int count)
{
    const char *best = NULL;
    int best_distance = WORD_MAX;
    for (int i = 0; i < count; i++) {
        const int d = distance(wrong, words[i]);
        if (d < best_distance) {
            best_distance = d;
            best = words[i];
        }
    }
    return best != NULL && best_distance * 3 <= (int)strlen(best) + 2 ? best : NULL;
}
