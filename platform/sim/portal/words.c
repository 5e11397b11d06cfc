#include "platform/sim/portal/words.h"

#include <stdio.h>
#include <string.h>

#include "platform/sim/portal/asset.h"

static bool is_key(const char *line, size_t len, const char *key, const char **ret_text)
{
    size_t key_len = strlen(key);
    if (len <= key_len + 3 || memcmp(line, key, key_len) != 0 ||
        memcmp(line + key_len, " = ", 3) != 0) {
        return false;
    }
    *ret_text = line + key_len + 3;
    return true;
}

bool words_find(enum words_language language, const char *key, char *out, size_t cap)
{
    struct portal_asset file;
    out[0] = '\0';
    if (!portal_asset_find(language == WORDS_EN ? "en.txt" : "vi.txt", &file)) {
        return false;
    }
    const char *end = file.bytes + file.size;
    for (const char *line = file.bytes; line < end;) {
        const char *stop = memchr(line, '\n', (size_t)(end - line));
        size_t len = (size_t)((stop != NULL ? stop : end) - line);
        const char *text = NULL;
        if (is_key(line, len, key, &text)) {
            snprintf(out, cap, "%.*s", (int)(line + len - text), text);
            return true;
        }
        line += len + 1;
    }
    return false;
}

/* Thousandths of liking of one range "en-GB;q=0.8". */
static int liking(const char *range, size_t len)
{
    const char *q = memchr(range, ';', len);
    const char *end = range + len;
    while (q != NULL && q < end && *q != '=') {
        q++;
    }
    if (q == NULL || q + 1 >= end) {
        return 1000;
    }
    q++;
    int n = *q == '1' ? 1000 : 0;
    int worth = 100;
    for (q += 1; q < end && (*q == '.' || (*q >= '0' && *q <= '9')); q++) {
        if (*q != '.') {
            n += worth * (*q - '0');
            worth /= 10;
        }
    }
    return n > 1000 ? 1000 : n;
}

enum words_language words_choose(const char *lang, const char *accept_language)
{
    int best = 0;
    enum words_language chosen = WORDS_VI;
    if (lang != NULL && (strcmp(lang, "en") == 0 || strcmp(lang, "vi") == 0)) {
        return strcmp(lang, "en") == 0 ? WORDS_EN : WORDS_VI;
    }
    for (const char *at = accept_language; at != NULL && *at != '\0';) {
        at += strspn(at, " ,\t");
        size_t len = strcspn(at, ",");
        bool en = strncmp(at, "en", 2) == 0;
        if (en || strncmp(at, "vi", 2) == 0) {
            int like = liking(at, len);
            chosen = like > best ? (en ? WORDS_EN : WORDS_VI) : chosen;
            best = like > best ? like : best;
        }
        at += len;
    }
    return chosen;
}

const char *words_code(enum words_language language)
{
    return language == WORDS_EN ? "en" : "vi";
}

void words_state(int state, const char *text, char *out, size_t cap)
{
    char key[32];
    char other[80];
    snprintf(key, sizeof key, "state.%d", state);
    if (text[0] != '\0') {
        snprintf(out, cap, "%s", text);
        return;
    }
    if (words_find(WORDS_VI, key, out, cap)) {
        return;
    }
    (void)words_find(WORDS_VI, "state.other", other, sizeof other);
    const char *hole = strstr(other, "{}");
    const int before = hole == NULL ? (int)strlen(other) : (int)(hole - other);
    snprintf(out, cap, "%.*s%d%s", before, other, state, hole == NULL ? "" : hole + 2);
}
