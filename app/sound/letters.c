#include "app/sound/letters.h"

#include "app/sound/tone.h"
#include "platform/base/utf8.h"

static const char *find(const struct letter_name *table, size_t count, uint32_t letter)
{
    for (size_t i = 0; i < count; i++) {
        if (table[i].letter == letter) {
            return table[i].name;
        }
    }
    return NULL;
}

static void add(struct buf *out, const char *name)
{
    if (name == NULL) {
        return;
    }
    if (out->len > 0) {
        buf_puts(out, ", ");
    }
    buf_puts(out, name);
}

static void add_letter(const struct alphabet *a, uint32_t cp, struct buf *out)
{
    const char *name = find(a->letters, a->letter_count, cp);
    uint32_t mark = 0;
    if (name != NULL) {
        add(out, name);
        return;
    }
    add(out, find(a->letters, a->letter_count, tone_split(cp, &mark)));
    add(out, find(a->marks, a->mark_count, mark));
}

size_t letters_spell(const struct alphabet *a, const char *text, size_t len, struct buf *out)
{
    const size_t used = utf8_cluster(text, len);
    for (size_t at = 0; at < used;) {
        size_t bytes = 1;
        const uint32_t cp = tone_lower(utf8_decode(text + at, used - at, &bytes));
        at += bytes;
        if (utf8_is_mark(cp)) {
            add(out, find(a->marks, a->mark_count, cp));
        } else {
            add_letter(a, cp, out);
        }
    }
    return used;
}

const char *letters_name(const struct alphabet *a, int i)
{
    const int count = (int)a->letter_count;
    if (i < count) {
        return a->letters[i].name;
    }
    i -= count;
    return i < (int)a->mark_count ? a->marks[i].name : NULL;
}
