#include "app/typing/typed_line.h"

#include "platform/base/utf8.h"

static bool is_key(uint32_t cp, enum typing_method method)
{
    const uint32_t base = letter_of(cp).base;
    return (base >= 'a' && base <= 'z') || cp == 0x180 || utf8_is_mark(cp) ||
           (method == TYPING_VNI && cp >= '0' && cp <= '9');
}

void typing_line(const char *keys, size_t len, const struct typing_rules *rules, struct buf *out)
{
    struct syllable s = {.count = 0};
    size_t bytes = 0;
    for (size_t at = 0; at < len; at += bytes) {
        const uint32_t cp = utf8_decode(keys + at, len - at, &bytes);
        if (cp < KEY_LITERAL && is_key(cp, rules->method) && syllable_add(&s, (uint16_t)cp)) {
            continue;
        }
        syllable_end(&s, rules, out);
        s.count = 0;
        if (cp < KEY_LITERAL && is_key(cp, rules->method)) {
            (void)syllable_add(&s, (uint16_t)cp);
        } else {
            const bool wrong = cp == UTF8_BAD;
            buf_add(out, wrong ? "\uFFFD" : keys + at, wrong ? 3 : bytes);
        }
    }
    syllable_end(&s, rules, out);
}
