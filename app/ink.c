#include "app/ink.h"

#include <string.h>

#define RADIUS    4
#define ROW_BYTES (1 + INK_WIDTH / 8) /* a PNG row: its filter, then eight pixels a byte */
#define RAW_BYTES (ROW_BYTES * INK_HEIGHT)

_Static_assert(RAW_BYTES < 65536, "one stored block holds the picture");
_Static_assert(INK_WIDTH % 8 == 0, "rows are whole bytes");

void ink_clear(uint8_t *sheet)
{
    memset(sheet, 255, INK_BYTES);
}

static int within(int value, int most)
{
    return value < 0 ? 0 : value > most ? most : value;
}

static void dot(uint8_t *sheet, int x, int y)
{
    for (int dy = -RADIUS; dy <= RADIUS; dy++) {
        for (int dx = -RADIUS; dx <= RADIUS; dx++) {
            const bool in = x + dx >= 0 && x + dx < INK_WIDTH && y + dy >= 0 && y + dy < INK_HEIGHT;
            if (in && dx * dx + dy * dy <= RADIUS * RADIUS) {
                sheet[(y + dy) * INK_WIDTH + x + dx] = 0;
            }
        }
    }
}

void ink_line(uint8_t *sheet, int x0, int y0, int x1, int y1)
{
    x0 = within(x0, INK_WIDTH - 1);
    x1 = within(x1, INK_WIDTH - 1);
    y0 = within(y0, INK_HEIGHT - 1);
    y1 = within(y1, INK_HEIGHT - 1);
    const int wide = x1 > x0 ? x1 - x0 : x0 - x1, high = y1 > y0 ? y1 - y0 : y0 - y1;
    const int steps = wide > high ? wide : high;
    for (int i = 0; i <= steps; i++) {
        const int part = steps > 0 ? i : 0, whole = steps > 0 ? steps : 1;
        dot(sheet, x0 + (x1 - x0) * part / whole, y0 + (y1 - y0) * part / whole);
    }
}

static uint8_t *put32(uint8_t *at, uint32_t value)
{
    for (int shift = 24; shift >= 0; shift -= 8) {
        *at++ = (uint8_t)(value >> shift);
    }
    return at;
}

static uint32_t crc32_of(const uint8_t *bytes, size_t len)
{
    uint32_t crc = 0xFFFFFFFFu;
    for (size_t i = 0; i < len; i++) {
        crc ^= bytes[i];
        for (int bit = 0; bit < 8; bit++) {
            crc = crc >> 1 ^ (0xEDB88320u & (0u - (crc & 1u)));
        }
    }
    return ~crc;
}

/* Length, name and sum around the len bytes that stand behind at + 8 already. */
static uint8_t *chunk(uint8_t *at, const char *name, size_t len)
{
    memcpy(put32(at, (uint32_t)len), name, 4);
    return put32(at + 8 + len, crc32_of(at + 4, len + 4));
}

/* Rows as PNG wants them: white is 1. */
static void pack(const uint8_t *sheet, uint8_t *out)
{
    memset(out, 0, RAW_BYTES);
    for (int y = 0; y < INK_HEIGHT; y++) {
        for (int x = 0; x < INK_WIDTH; x++) {
            if (sheet[y * INK_WIDTH + x] >= 128) {
                out[y * ROW_BYTES + 1 + x / 8] |= (uint8_t)(0x80 >> x % 8);
            }
        }
    }
}

static uint32_t adler32_of(const uint8_t *bytes, size_t len)
{
    uint32_t a = 1, b = 0;
    for (size_t i = 0; i < len; i++) {
        a = (a + bytes[i]) % 65521;
        b = (b + a) % 65521;
    }
    return b << 16 | a;
}

size_t ink_png(const uint8_t *sheet, uint8_t out[INK_PNG_BYTES])
{
    static const uint8_t sign[8] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
    static const uint8_t kind[5] = {1, 0, 0, 0, 0}; /* one bit, grey */
    static const uint8_t stored[7] = {0x78,
                                      0x01,
                                      1,
                                      RAW_BYTES & 255,
                                      RAW_BYTES >> 8,
                                      (uint8_t)(~RAW_BYTES & 255),
                                      (uint8_t)(~RAW_BYTES >> 8 & 255)};
    uint8_t *at = out;
    memcpy(at, sign, sizeof sign);
    at += sizeof sign;
    memcpy(put32(put32(at + 8, INK_WIDTH), INK_HEIGHT), kind, sizeof kind);
    at = chunk(at, "IHDR", 13);
    uint8_t *data = at + 8;
    memcpy(data, stored, sizeof stored);
    pack(sheet, data + sizeof stored);
    (void)put32(data + sizeof stored + RAW_BYTES, adler32_of(data + sizeof stored, RAW_BYTES));
    at = chunk(at, "IDAT", sizeof stored + RAW_BYTES + 4);
    return (size_t)(chunk(at, "IEND", 0) - out);
}
