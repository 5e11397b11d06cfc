#include "app/typing/fold.h"

#include <string.h>

#include "app/typing/letter.h"
#include "platform/base/utf8.h"

static bool is_dropped(uint32_t cp)
{
    return utf8_is_mark(cp) || cp == '\'' || cp == '`' || cp == 0x2018 || cp == 0x2019 ||
           cp == 0x2BC || cp == 0xB4;
}

/* Reads one folded character from text[*at..len): 0 at the end, ' ' for a run of separators. */
static uint32_t take(const char *text, size_t len, size_t *at)
{
    bool gap = false;
    while (*at < len) {
        size_t bytes = 0;
        const uint32_t cp = utf8_decode(text + *at, len - *at, &bytes);
        const uint32_t base = letter_of(cp).base;
        const bool word = (base >= 'a' && base <= 'z') || (base >= '0' && base <= '9') ||
                          (base > 0xBF && base != UTF8_BAD && !(base >= 0x2000 && base <= 0x206F));
        if (is_dropped(cp)) {
            *at += bytes;
        } else if (word && gap) {
            return ' ';
        } else {
            *at += bytes;
            if (word) {
                return base;
            }
            gap = true;
        }
    }
    return 0;
}

/* As take(), but never a space first. */
static uint32_t take_first(const char *text, size_t len, size_t *at)
{
    const uint32_t cp = take(text, len, at);
    return cp == ' ' ? take(text, len, at) : cp;
}

void fold_add(struct buf *out, const char *text, size_t len)
{
    size_t at = 0;
    for (uint32_t cp = take_first(text, len, &at); cp != 0; cp = take(text, len, &at)) {
        char bytes[4];
        buf_add(out, bytes, utf8_encode(cp, bytes));
    }
}
