/* A pack made in the test: a language that nobody speaks, signed by a key of its own. */
#ifndef TESTS_UNIT_PACK_WORLD_H
#define TESTS_UNIT_PACK_WORLD_H

#include "app/pack/pack_contents.h"
#include "tests/check.h"

#define PACK_INI(version, expires)                                                                 \
    "name = test\nversion = " version "\nmade = 2026-11-26\nexpires = " expires                    \
    "\nmin_firmware = 1\n"
#define PACK_LETTERS "letters = a b o\n"
#define PACK_NAMED   "name = Qaa\nvietnamese = Qaa\nstrip = comb\nsource = a test\nstate = draft\n"

static struct pack_world {
    uint8_t seed[SEAL_KEY], key[SEAL_KEY], storage[512 * 1024];
    struct arena arena;
    char told[600];
    int times;
} packs;

static inline void packs_open(void)
{
    CHECK(!failed(seal_start()));
    seal_sign_pair(packs.key, packs.seed);
}

static inline void packs_tell(void *context, const char *sentence)
{
    (void)context;
    (void)snprintf(packs.told, sizeof packs.told, "%s", sentence);
    packs.times++;
}

static inline struct pack_entry packs_text(const char *name, const char *text)
{
    return (struct pack_entry){name, (const uint8_t *)text, strlen(text)};
}

static inline void packs_sign(uint8_t *out, size_t size)
{
    uint8_t hash[SEAL_HASH];
    seal_hash(out, size - SEAL_SIGNATURE, hash);
    seal_sign(packs.seed, hash, out + size - SEAL_SIGNATURE);
}

/* Writes the pack of these files; its size, 0 when it is refused. */
static inline size_t packs_make(struct pack_entry *entries, uint32_t count, uint8_t *out,
                                size_t room)
{
    size_t at = 0;
    if (failed(pack_write_head(entries, count, out, room, &at))) {
        return 0;
    }
    for (uint32_t i = 0; i < count; i++) {
        (void)memcpy(out + at, entries[i].bytes, entries[i].size);
        at += entries[i].size;
    }
    at += SEAL_SIGNATURE;
    packs_sign(out, at);
    return at;
}

/* A sound one. */
static inline size_t packs_sound(const char *about, uint8_t *out, size_t room)
{
    struct pack_entry entries[] = {
        packs_text("pack.ini", about), packs_text("languages/qaa/name", PACK_NAMED),
        packs_text("languages/qaa/letters", PACK_LETTERS),
        packs_text("languages/qaa/a.msg", "MSG_YES = bab\nMSG_OF_TOMORROW = bo\n")};
    return packs_make(entries, sizeof entries / sizeof entries[0], out, room);
}

#endif
