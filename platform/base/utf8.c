#include "platform/base/utf8.h"

#include <string.h>

static size_t sequence_length(uint8_t lead)
{
    if (lead < 0x80) {
        return 1;
    }
    if (lead >= 0xC2 && lead <= 0xDF) {
        return 2;
    }
    if (lead >= 0xE0 && lead <= 0xEF) {
        return 3;
    }
    return lead >= 0xF0 && lead <= 0xF4 ? 4 : 0;
}

uint32_t utf8_decode(const char *text, size_t len, size_t *ret_bytes)
{
    static const uint32_t smallest[5] = {0, 0, 0x80, 0x800, 0x10000};
    const uint8_t *s = (const uint8_t *)text;
    const size_t n = sequence_length(s[0]);
    *ret_bytes = 1;
    if (n == 0 || n > len) {
        return UTF8_BAD;
    }
    uint32_t cp = n == 1 ? s[0] : (uint32_t)(s[0] & (0x7F >> n));
    for (size_t i = 1; i < n; i++) {
        if ((s[i] & 0xC0) != 0x80) {
            return UTF8_BAD;
        }
        cp = cp << 6 | (s[i] & 0x3Fu);
    }
    if (cp < smallest[n] || cp > 0x10FFFF || (cp >= 0xD800 && cp <= 0xDFFF)) {
        return UTF8_BAD;
    }
    *ret_bytes = n;
    return cp;
}

size_t utf8_encode(uint32_t cp, char out[4])
{
    if (cp < 0x80) {
        out[0] = (char)cp;
        return 1;
    }
    if (cp < 0x800) {
        out[0] = (char)(0xC0 | cp >> 6);
        out[1] = (char)(0x80 | (cp & 0x3F));
        return 2;
    }
    if (cp < 0x10000) {
        if (cp >= 0xD800 && cp <= 0xDFFF) {
            return 0;
        }
        out[0] = (char)(0xE0 | cp >> 12);
        out[1] = (char)(0x80 | (cp >> 6 & 0x3F));
        out[2] = (char)(0x80 | (cp & 0x3F));
        return 3;
    }
    if (cp > 0x10FFFF) {
        return 0;
    }
    out[0] = (char)(0xF0 | cp >> 18);
    out[1] = (char)(0x80 | (cp >> 12 & 0x3F));
    out[2] = (char)(0x80 | (cp >> 6 & 0x3F));
    out[3] = (char)(0x80 | (cp & 0x3F));
    return 4;
}

/* Bytes from the start of text that are plain ASCII, eight at a time. */
static size_t plain_run(const char *text, size_t len)
{
    size_t run = 0;
    uint64_t eight;
    while (len - run >= sizeof eight) {
        memcpy(&eight, text + run, sizeof eight);
        if ((eight & UINT64_C(0x8080808080808080)) != 0) {
            break;
        }
        run += sizeof eight;
    }
    return run;
}

bool utf8_valid(const char *text, size_t len)
{
    size_t bytes = 0;
    for (size_t i = plain_run(text, len); i < len;
         i += bytes + plain_run(text + i + bytes, len - i - bytes)) {
        if (utf8_decode(text + i, len - i, &bytes) == UTF8_BAD) {
            return false;
        }
    }
    return true;
}

size_t utf8_count(const char *text)
{
    size_t count = 0;
    for (; *text != '\0'; text++) {
        count += ((uint8_t)*text & 0xC0) != 0x80;
    }
    return count;
}

bool utf8_is_mark(uint32_t cp)
{
    return cp >= 0x300 && cp <= 0x36F;
}

size_t utf8_cluster(const char *text, size_t len)
{
    size_t end = 0;
    size_t bytes = 0;
    while (end < len) {
        const uint32_t cp = utf8_decode(text + end, len - end, &bytes);
        if (end > 0 && !utf8_is_mark(cp)) {
            break;
        }
        end += bytes;
    }
    return end;
}

size_t utf8_last_cluster(const char *text, size_t len)
{
    size_t start = 0;
    for (size_t i = 0; i < len;) {
        start = i;
        i += utf8_cluster(text + i, len - i);
    }
    return start;
}
