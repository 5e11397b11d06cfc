/* A content pack: languages and recordings in one signed file (reference/
 * fleet-reliability-security.md 3.4). The archive is our own because it is read by a program that
 * must not be surprised: no compression, so nothing can swell; one way to write the same files, so
 * equal folders give equal bytes; used where it lies, never unpacked, so a name leads nowhere.
 *
 *   0   "RONGPACK"                 8 bytes
 *   8   u32 version (1), u32 files, u64 size of the whole file
 *   24  per file, sorted by name:  char name[64] NUL-padded, u64 offset, u64 size
 *   ..  the files, one after another without a gap, in that order
 *   end Ed25519 signature of the SHA-256 of all before, 64 bytes
 *
 * Numbers are little-endian. Pure; any thread. */
#ifndef APP_PACK_PACK_FILE_H
#define APP_PACK_PACK_FILE_H

#include "app/outbox/seal.h"

#define PACK_HEAD      24
#define PACK_NAME      64 /* of a file inside, its NUL included */
#define PACK_ENTRY     (PACK_NAME + 16)
#define PACK_FILES_MAX 512
#define PACK_MAX       ((size_t)256 << 20) /* nothing larger is read */

struct pack_file {
    const uint8_t *bytes; /* the caller's; they outlive this */
    size_t size;
    uint32_t files;
};

/* A file inside. */
struct pack_entry {
    const char *name;
    const uint8_t *bytes;
    size_t size;
};

/* Checks everything but the signature: sizes, order, names, no byte that belongs to no file.
 * ERR_BAD_INPUT: no pack; ERR_VERSION: of a newer program; ERR_CORRUPT: cut short or damaged. */
MUST_USE struct err pack_open(struct pack_file *p, const void *bytes, size_t size);

/* True when the key signed this very file. */
bool pack_is_signed(const struct pack_file *p, const uint8_t public_key[SEAL_KEY]);

struct pack_entry pack_at(const struct pack_file *p, uint32_t i);

/* False when there is no file of that name. */
bool pack_find(const struct pack_file *p, const char *name, struct pack_entry *ret_entry);

/* Whether a file may have the name: lower-case letters, digits, dot, hyphen and underline between
 * slashes, no part empty or beginning with a dot. */
bool pack_name_is_fine(const char *name);

/* Writes the head of a pack of these files, sorted here by name, into out[0..room): their table, up
 * to where the first one begins. ERR_BAD_INPUT when a name may not be or comes twice, ERR_FULL when
 * there are too many or too large ones. */
MUST_USE struct err pack_write_head(struct pack_entry *entries, uint32_t count, uint8_t *out,
                                    size_t room, size_t *ret_size);

#define PACK_HEAD_MAX (PACK_HEAD + PACK_FILES_MAX * PACK_ENTRY)

#endif
