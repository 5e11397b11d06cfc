#include "tests/tools/digests.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "tests/tools/shapes.h"

#define HEX_BYTES (2 * crypto_hash_sha256_BYTES + 1)

static void pixels_digest(const struct canvas *c, char hex[HEX_BYTES])
{
    static uint8_t row[3 * 1920];
    uint8_t hash[crypto_hash_sha256_BYTES];
    crypto_hash_sha256_state state;
    crypto_hash_sha256_init(&state);
    for (int y = 0; y < c->height; y++) {
        const uint32_t *pixels = c->pixels + (size_t)y * (size_t)c->stride;
        for (int x = 0; x < c->width; x++) {
            row[3 * x] = (uint8_t)(pixels[x] >> 16);
            row[3 * x + 1] = (uint8_t)(pixels[x] >> 8);
            row[3 * x + 2] = (uint8_t)pixels[x];
        }
        crypto_hash_sha256_update(&state, row, (size_t)c->width * 3);
    }
    crypto_hash_sha256_final(&state, hash);
    sodium_bin2hex(hex, HEX_BYTES, hash, sizeof hash);
}

static void print(const char *state, int i, int page, const struct drawn *p)
{
    struct shape shape;
    uint8_t hash[crypto_hash_sha256_BYTES];
    char pixels[HEX_BYTES], scene[HEX_BYTES], name[sizeof shape.name];
    shape_at(i, &shape);
    memcpy(name, shape.name, sizeof name);
    for (char *c = strchr(name, ' '); c != NULL; c = strchr(c, ' ')) {
        *c = '\t';
    }
    pixels_digest(&p->canvas, pixels);
    crypto_hash_sha256(hash, (const uint8_t *)p->scene, p->scene_bytes);
    sodium_bin2hex(scene, sizeof scene, hash, sizeof hash);
    printf("%s\t%s\t%d\t%s\t%s\n", name, state, page, pixels, scene);
}

void digests_print(const char *size)
{
    shapes_draw(size, true, print);
}
