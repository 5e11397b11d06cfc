#include "app/typing/nfc.h"

#include "app/typing/letter.h"
#include "platform/base/utf8.h"

/* One cluster: known marks go into the letter whatever their order, others stay behind it. */
static void add_cluster(struct buf *out, const char *text, size_t len)
{
    size_t at = 0;
    const uint32_t first = utf8_decode(text, len, &at);
    if (at == len && first != UTF8_BAD) { /* nothing to put together, as nearly always */
        buf_add(out, text, len);
        return;
    }
    struct letter l = letter_of(first);
    size_t kept_end = at;
    while (kept_end < len) {
        size_t bytes = 0;
        if (!letter_add_mark(&l, utf8_decode(text + kept_end, len - kept_end, &bytes))) {
            break;
        }
        kept_end += bytes;
    }
    char letter[LETTER_BYTES_MAX];
    buf_add(out, letter, letter_write(&l, letter));
    buf_add(out, text + kept_end, len - kept_end);
}

void nfc_add(struct buf *out, const char *text, size_t len)
{
    for (size_t i = 0; i < len;) {
        const size_t bytes = utf8_cluster(text + i, len - i);
        add_cluster(out, text + i, bytes);
        i += bytes;
    }
}
