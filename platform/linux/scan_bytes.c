#include "platform/linux/scan_bytes.h"

#include <string.h>

#define NEVER_UTF8 '\xFF'

void scan_bytes_forget(struct scan_bytes *s)
{
    explicit_bzero(s->bytes, sizeof s->bytes);
    s->count = 0;
    s->flooding = false;
}

bool scan_bytes_feed(struct scan_bytes *s, char byte, uint64_t now_ms)
{
    s->last_byte_ms = now_ms;
    if (byte == '\r' || byte == '\n') {
        if (s->flooding) {
            scan_bytes_forget(s);
        }
        return s->count > 0;
    }
    if (s->count == SCAN_MAX) {
        s->flooding = true;
        return false;
    }
    s->bytes[s->count++] = byte == '\0' ? NEVER_UTF8 : byte;
    return false;
}

bool scan_bytes_silent(struct scan_bytes *s, uint64_t now_ms)
{
    if (s->last_print != 0 && now_ms - s->last_ms >= SCAN_AGAIN_MS) {
        s->last_print = 0;
    }
    if (s->count == 0 || now_ms - s->last_byte_ms < SCAN_SILENCE_MS) {
        return false;
    }
    if (s->flooding) {
        scan_bytes_forget(s);
    }
    return s->count > 0;
}

/* FNV-1a; never 0. */
static uint64_t print_of(const char *bytes, size_t count)
{
    uint64_t print = 14695981039346656037u;
    for (size_t i = 0; i < count; i++) {
        print = (print ^ (uint8_t)bytes[i]) * 1099511628211u;
    }
    return print | 1;
}

bool scan_bytes_take(struct scan_bytes *s, uint64_t now_ms, char *out, size_t *ret_length)
{
    const uint64_t print = print_of(s->bytes, s->count);
    const bool again = print == s->last_print && now_ms - s->last_ms < SCAN_AGAIN_MS;
    s->last_print = print;
    s->last_ms = now_ms;
    if (!again) {
        memcpy(out, s->bytes, s->count);
        out[s->count] = '\0';
        *ret_length = s->count;
    }
    scan_bytes_forget(s);
    return !again;
}
