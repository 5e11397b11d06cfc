#include "app/citizen/codes.h"

#include <stdio.h>
#include <string.h>

#include "platform/base/buf.h"
#include "platform/base/log.h"

struct err codes_uuid(struct port_random *random, char ret_uuid[CODES_UUID_SIZE])
{
    uint8_t b[16];
    const struct err e = random->ops->fill(random, b, sizeof b);
    if (failed(e)) {
        return e;
    }
    b[6] = (uint8_t)((b[6] & 0x0F) | 0x40); /* version 4 */
    b[8] = (uint8_t)((b[8] & 0x3F) | 0x80); /* variant of RFC 9562 */
    static const char hex[] = "0123456789abcdef";
    char *out = ret_uuid;
    for (int i = 0; i < 16; i++) {
        if (i == 4 || i == 6 || i == 8 || i == 10) {
            *out++ = '-';
        }
        *out++ = hex[b[i] >> 4];
        *out++ = hex[b[i] & 15];
    }
    *out = '\0';
    return ERR_OK;
}

struct err codes_token(struct port_random *random, char ret_token[CODES_TOKEN_SIZE])
{
    static const char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"; /* Crockford: no I L O U */
    uint8_t b[CODES_TOKEN_SIZE - 1];
    const struct err e = random->ops->fill(random, b, sizeof b);
    if (failed(e)) {
        return e;
    }
    for (size_t i = 0; i < sizeof b; i++) {
        ret_token[i] = alphabet[b[i] & 31];
    }
    ret_token[sizeof b] = '\0';
    return ERR_OK;
}

/* The remainder mod 97 of a string of digits, read as one number. */
static int mod97(const char *digits, size_t count)
{
    int rest = 0;
    for (size_t i = 0; i < count; i++) {
        rest = (rest * 10 + (digits[i] - '0')) % 97;
    }
    return rest;
}

struct err codes_slip(struct port_random *random, char ret_slip[CODES_SLIP_SIZE])
{
    char slip[CODES_SLIP_SIZE] = {0};
    for (int have = 0; have < 10;) {
        uint8_t b[16];
        const struct err e = random->ops->fill(random, b, sizeof b);
        if (failed(e)) {
            return e;
        }
        for (size_t i = 0; i < sizeof b && have < 10; i++) {
            if (b[i] <
                250) { /* 256 is not a multiple of ten: higher bytes would favour low digits */
                slip[have++] = (char)('0' + b[i] % 10);
            }
        }
    }
    const int check = 98 - mod97(slip, 10) * 100 % 97;
    slip[10] = (char)('0' + check / 10);
    slip[11] = (char)('0' + check % 10);
    INVARIANT(codes_slip_valid(slip));
    memcpy(ret_slip, slip, sizeof slip);
    return ERR_OK;
}

bool codes_slip_valid(const char *slip)
{
    char digits[12];
    size_t count = 0;
    for (; *slip != '\0'; slip++) {
        if (*slip == ' ') {
            continue;
        }
        if (*slip < '0' || *slip > '9' || count == sizeof digits) {
            return false;
        }
        digits[count++] = *slip;
    }
    return count == sizeof digits && mod97(digits, count) == 1;
}

void codes_slip_groups(const char slip[CODES_SLIP_SIZE], char ret_shown[CODES_SLIP_SHOWN])
{
    snprintf(ret_shown, CODES_SLIP_SHOWN, "%.4s %.4s %.4s", slip, slip + 4, slip + 8);
}

struct err codes_receipt_url(const char *public_url, const char *token, char *ret_url,
                             size_t url_size)
{
    size_t len = strlen(public_url);
    while (len > 0 && public_url[len - 1] == '/') {
        len--;
    }
    struct buf b;
    buf_init(&b, ret_url, url_size);
    buf_add(&b, public_url, len);
    buf_puts(&b, "/H/");
    buf_puts(&b, token);
    return b.full ? ERR(ERR_FULL, 0, "codes: receipt address") : ERR_OK;
}
