#include "tests/tools/digests.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "tests/tools/shapes.h"

#define HASH_BYTES crypto_generichash_BYTES /* BLAKE2b: a fifth of the time of SHA-256 here */
#define HEX_BYTES  (2 * HASH_BYTES + 1)

static void pixels_digest(const struct canvas *c, char hex[HEX_BYTES])
{
    static uint8_t row[3 * 1920];
    uint8_t hash[HASH_BYTES];
    crypto_generichash_state state;
    crypto_generichash_init(&state, NULL, 0, HASH_BYTES);
    for (int y = 0; y < c->height; y++) {
        const uint32_t *pixels = c->pixels + (size_t)y * (size_t)c->stride;
        for (int x = 0; x < c->width; x++) {
            row[3 * x] = (uint8_t)(pixels[x] >> 16);
            row[3 * x + 1] = (uint8_t)(pixels[x] >> 8);
            row[3 * x + 2] = (uint8_t)pixels[x];
        }
        crypto_generichash_update(&state, row, (size_t)c->width * 3);
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
