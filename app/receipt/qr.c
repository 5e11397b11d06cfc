#include "app/receipt/qr.h"

#include <errno.h>
#include <qrencode.h>
#include <string.h>

static char upper(char c)
{
    return c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
}

/* Bytes of "http(s)://host:port" at the start of text, 0 when it is no web address. */
static size_t origin_length(const char *text)
{
    size_t scheme = 0;
    if (strncmp(text, "https://", 8) == 0) {
        scheme = 8;
    } else if (strncmp(text, "http://", 7) == 0) {
        scheme = 7;
    }
    return scheme == 0 ? 0 : scheme + strcspn(text + scheme, "/");
}

static struct err encode(const char *text, enum qr_level level, QRcode **ret_code)
{
    const QRecLevel ec = level == QR_LEVEL_Q ? QR_ECLEVEL_Q : QR_ECLEVEL_M;
    *ret_code = QRcode_encodeString(text, 0, ec, QR_MODE_8, 1);
    if (*ret_code != NULL) {
        return ERR_OK;
    }
    return errno == ERANGE ? ERR(ERR_FULL, 0, "qr: text too long")
                           : ERR(ERR_IO, errno, "qr: encode");
}

struct err qr_encode(const char *text, enum qr_level level, uint8_t *ret_modules, size_t cap,
                     int *ret_side)
{
    char put[QR_TEXT_MAX + 1];
    const size_t length = strlen(text);
    if (length == 0 || length > QR_TEXT_MAX) {
        return ERR(ERR_BAD_INPUT, 0, "qr: text length");
    }
    memcpy(put, text, length + 1);
    for (size_t i = 0; i < origin_length(text); i++) {
        put[i] = upper(put[i]);
    }
    QRcode *code = NULL;
    const struct err e = encode(put, level, &code);
    if (failed(e)) {
        return e;
    }
    const size_t side = (size_t)code->width;
    if (side * side > cap) {
        QRcode_free(code);
        return ERR(ERR_FULL, 0, "qr: modules");
    }
    for (size_t i = 0; i < side * side; i++) {
        ret_modules[i] = code->data[i] & 1;
    }
    *ret_side = (int)side;
    QRcode_free(code);
    return ERR_OK;
}
