#include "tests/tools/digests.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "tests/tools/shapes.h"

#define HASH_BYTES crypto_generichash_BYTES /* BLAKE2b: a fifth of the time of SHA-256 here */
#define HEX_BYTES  (2 * HASH_BYTES + 1)

/* Red, green and blue of four pixels, as words: the bytes one by one took a third of this program's
 * time. Every panel's width is divided by four. */
static void pack_four(uint32_t to[3], const uint32_t *pixels)
{
    const uint32_t a = __builtin_bswap32(pixels[0]) >> 8, b = __builtin_bswap32(pixels[1]) >> 8;
    const uint32_t c = __builtin_bswap32(pixels[2]) >> 8, d = __builtin_bswap32(pixels[3]) >> 8;
    to[0] = a | b << 24;
    to[1] = b >> 8 | c << 16;
    to[2] = c >> 16 | d << 8;
}

static void pixels_digest(const struct canvas *c, char hex[HEX_BYTES])
{
    static uint32_t row[3 * 1920 / 4];
    uint8_t hash[HASH_BYTES];
    crypto_generichash_state state;
    crypto_generichash_init(&state, NULL, 0, HASH_BYTES);
    for (int y = 0; y < c->height; y++) {
        const uint32_t *pixels = c->pixels + (size_t)y * (size_t)c->stride;
        for (int four = 0; four < c->width / 4; four++) {
            pack_four(row + 3 * four, pixels + 4 * four);
        }
        crypto_generichash_update(&state, (const uint8_t *)row, (size_t)c->width * 3);
    }
    crypto_generichash_final(&state, hash, HASH_BYTES);
    sodium_bin2hex(hex, HEX_BYTES, hash, sizeof hash);
}

static void print(const char *state, int i, int page, const struct drawn *p)
{
    struct shape shape;
    uint8_t hash[HASH_BYTES];
    char pixels[HEX_BYTES], scene[HEX_BYTES], name[sizeof shape.name];
    shape_at(i, &shape);
    memcpy(name, shape.name, sizeof name);
    for (char *c = strchr(name, ' '); c != NULL; c = strchr(c, ' ')) {
        *c = '\t';
    }
    pixels_digest(&p->canvas, pixels);
    crypto_generichash(hash, HASH_BYTES, (const uint8_t *)p->scene, p->scene_bytes, NULL, 0);
    sodium_bin2hex(scene, sizeof scene, hash, sizeof hash);
    printf("%s\t%s\t%d\t%s\t%s\n", name, state, page, pixels, scene);
}

void digests_print(const char *size)
{
    shapes_draw(size, true, print);
}
