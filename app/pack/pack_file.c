#include "app/pack/pack_file.h"

#include <string.h>

static const char magic[8] = {'R', 'O', 'N', 'G', 'P', 'A', 'C', 'K'};

static uint64_t number(const uint8_t *p, int bytes)
{
    uint64_t value = 0;
    for (int i = bytes - 1; i >= 0; i--) {
        value = value << 8 | p[i];
    }
    return value;
}

static void put(uint8_t *p, uint64_t value, int bytes)
{
    for (int i = 0; i < bytes; i++) {
        p[i] = (uint8_t)(value >> (8 * i));
    }
}

static const uint8_t *entry(const struct pack_file *p, uint32_t i)
{
    return p->bytes + PACK_HEAD + (size_t)i * PACK_ENTRY;
}

bool pack_name_is_fine(const char *name)
{
    char before = '/';
    if (name[0] == '\0' || strlen(name) >= PACK_NAME) {
        return false;
    }
    for (const char *p = name; *p != '\0'; p++) {
        const bool letter =
            (*p >= 'a' && *p <= 'z') || (*p >= '0' && *p <= '9') || *p == '-' || *p == '_';
        if (!letter && *p != '.' && *p != '/') {
            return false;
        }
        if (before == '/' && !letter) {
            return false;
        }
        before = *p;
    }
    return before != '/';
}

/* The name is NUL-padded to its end, so that there is one way to write it. */
static bool name_is_sound(const uint8_t *e)
{
    const uint8_t *end = memchr(e, '\0', PACK_NAME);
    if (end == NULL) {
        return false;
    }
    for (const uint8_t *p = end; p < e + PACK_NAME; p++) {
        if (*p != '\0') {
            return false;
        }
    }
    return pack_name_is_fine((const char *)e);
}

struct err pack_open(struct pack_file *p, const void *bytes, size_t size)
{
    *p = (struct pack_file){0};
    const uint8_t *b = bytes;
    if (size < sizeof magic || memcmp(b, magic, sizeof magic) != 0) {
        return ERR(ERR_BAD_INPUT, 0, "pack: not a pack");
    }
    if (size < PACK_HEAD + SEAL_SIGNATURE) {
        return ERR(ERR_CORRUPT, 0, "pack: cut short");
    }
    if (number(b + 8, 4) != 1) {
        return ERR(ERR_VERSION, 0, "pack: of another version");
    }
    const uint64_t files = number(b + 12, 4);
    if (number(b + 16, 8) != size || size > PACK_MAX || files == 0 || files > PACK_FILES_MAX ||
        PACK_HEAD + files * PACK_ENTRY + SEAL_SIGNATURE > size) {
        return ERR(ERR_CORRUPT, 0, "pack: cut short or too long");
    }
    const struct pack_file pack = {b, size, (uint32_t)files};
    uint64_t at = PACK_HEAD + files * PACK_ENTRY;
    for (uint32_t i = 0; i < files; i++) {
        const uint8_t *e = entry(&pack, i);
        const bool ordered = i == 0 || memcmp(entry(&pack, i - 1), e, PACK_NAME) < 0;
        if (!name_is_sound(e) || !ordered) {
            return ERR(ERR_CORRUPT, (int)i, "pack: a name that may not be");
        }
        if (number(e + PACK_NAME, 8) != at || number(e + PACK_NAME + 8, 8) > size - at) {
            return ERR(ERR_CORRUPT, (int)i, "pack: a file that is not where it should be");
        }
        at += number(e + PACK_NAME + 8, 8);
    }
    if (at + SEAL_SIGNATURE != size) {
        return ERR(ERR_CORRUPT, 0, "pack: bytes that belong to no file");
    }
    *p = pack;
    return ERR_OK;
}

bool pack_is_signed(const struct pack_file *p, const uint8_t public_key[SEAL_KEY])
{
    uint8_t hash[SEAL_HASH];
    seal_hash(p->bytes, p->size - SEAL_SIGNATURE, hash);
    return seal_verify(public_key, hash, p->bytes + p->size - SEAL_SIGNATURE);
}

struct pack_entry pack_at(const struct pack_file *p, uint32_t i)
{
    const uint8_t *e = entry(p, i);
    return (struct pack_entry){(const char *)e, p->bytes + number(e + PACK_NAME, 8),
                               (size_t)number(e + PACK_NAME + 8, 8)};
}

bool pack_find(const struct pack_file *p, const char *name, struct pack_entry *ret_entry)
{
    for (uint32_t i = 0; i < p->files; i++) {
        *ret_entry = pack_at(p, i);
        if (strcmp(ret_entry->name, name) == 0) {
            return true;
        }
    }
    return false;
}

/* By insertion: some hundred files at most. */
static void sort(struct pack_entry *entries, uint32_t count)
{
    for (uint32_t i = 1; i < count; i++) {
        const struct pack_entry one = entries[i];
        uint32_t at = i;
        while (at > 0 && strcmp(entries[at - 1].name, one.name) > 0) {
            entries[at] = entries[at - 1];
            at--;
        }
        entries[at] = one;
    }
}

struct err pack_write_head(struct pack_entry *entries, uint32_t count, uint8_t *out, size_t room,
                           size_t *ret_size)
{
    const size_t head = PACK_HEAD + (size_t)count * PACK_ENTRY;
    uint64_t at = head;
    if (count == 0 || count > PACK_FILES_MAX || head > room) {
        return ERR(ERR_FULL, 0, "pack: no file, or too many");
    }
    sort(entries, count);
    (void)memset(out, 0, head);
    for (uint32_t i = 0; i < count; i++) {
        uint8_t *e = out + PACK_HEAD + (size_t)i * PACK_ENTRY;
        const char *name = entries[i].name;
        if (!pack_name_is_fine(name) || (i > 0 && strcmp(entries[i - 1].name, name) == 0)) {
            return ERR(ERR_BAD_INPUT, (int)i, "pack: a name that may not be");
        }
        (void)memcpy(e, name, strlen(name));
        put(e + PACK_NAME, at, 8);
        put(e + PACK_NAME + 8, entries[i].size, 8);
        at += entries[i].size;
        if (at > PACK_MAX - SEAL_SIGNATURE) {
            return ERR(ERR_FULL, (int)i, "pack: too large");
        }
    }
    (void)memcpy(out, magic, sizeof magic);
    put(out + 8, 1, 4);
    put(out + 12, count, 4);
    put(out + 16, at + SEAL_SIGNATURE, 8);
    *ret_size = head;
    return ERR_OK;
}
