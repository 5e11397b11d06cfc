/* Whatever stands in files that only this kiosk should write: a sealed box, a sealed paper, keys,
 * credentials. The first byte chooses; 'd' and 'e' damage what was sealed well: of each three bytes
 * that follow two are a place and one what is laid over it. */
#define _GNU_SOURCE /* nftw */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/audit/audit_key.h"
#include "app/courier/credentials.h"
#include "app/outbox/box_key.h"
#include "tests/unit/scratch.h"

#define PLAIN "what a citizen told the kiosk"
#define ROOM  512

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerInitialize(int *argc, char ***argv);

static struct seal_secret secret;
static uint8_t box[ROOM], paper[ROOM], paper_key[SEAL_KEY];
static size_t box_size, paper_size;

static struct err keep(void *context, const void *bytes, size_t size)
{
    (void)context;
    memcpy(paper + paper_size, bytes, size);
    paper_size += size;
    return ERR_OK;
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    struct seal_public public;
    uint8_t hash[SEAL_HASH];
    const struct seal_sink sink = {keep, NULL};
    (void)argc;
    (void)argv;
    scratch_open_in_memory();
    atexit(scratch_close);
    if (failed(seal_start())) {
        abort();
    }
    seal_pair(&public, &secret);
    if (failed(seal_box(&public, PLAIN, sizeof PLAIN, box, sizeof box, &box_size)) ||
        failed(seal_paper(PLAIN, sizeof PLAIN, sink, paper_key, hash))) {
        abort();
    }
    return 0;
}

/* Opens; what comes out is what went in, and only when no byte was changed. */
static void open_damaged(bool is_box, const uint8_t *changes, size_t count)
{
    const uint8_t *whole = is_box ? box : paper;
    const size_t size = is_box ? box_size : paper_size;
    uint8_t *sealed = malloc(size);
    uint8_t out[ROOM];
    size_t got = 0;
    memcpy(sealed, whole, size);
    for (size_t i = 0; i + 2 < count; i += 3) {
        sealed[(changes[i] << 8 | changes[i + 1]) % size] ^= changes[i + 2];
    }
    const struct err e = is_box ? seal_unbox(&secret, sealed, size, out, sizeof out, &got)
                                : seal_open_paper(paper_key, sealed, size, out, sizeof out, &got);
    const bool same = memcmp(sealed, whole, size) == 0;
    if (failed(e) == same || (same && (got != sizeof PLAIN || memcmp(out, PLAIN, got) != 0))) {
        abort();
    }
    free(sealed);
}

/* Nobody makes one by chance. */
static void open_foreign(bool is_box, const uint8_t *bytes, size_t size)
{
    uint8_t *sealed = malloc(size + (size == 0));
    uint8_t out[ROOM];
    size_t got = 0;
    memcpy(sealed, bytes, size);
    const struct err e = is_box ? seal_unbox(&secret, sealed, size, out, sizeof out, &got)
                                : seal_open_paper(paper_key, sealed, size, out, sizeof out, &got);
    if (!failed(e)) {
        abort();
    }
    free(sealed);
}

static void save(const char *name, const uint8_t *bytes, size_t size)
{
    FILE *f = fopen(scratch(name), "w");
    if (f == NULL || fwrite(bytes, 1, size, f) != size || fclose(f) != 0) {
        abort();
    }
}

static void read_key(const uint8_t *bytes, size_t size)
{
    const struct port_dir dir = dir_linux();
    struct seal_public box_public;
    uint8_t log_public[SEAL_KEY];
    char again[SEAL_HEX];
    save("box.pub", bytes, size);
    save("kiosk.pub", bytes, size);
    const bool good = !failed(box_key_public(&dir, scratch_root, &box_public));
    if (good == failed(audit_key_public(scratch_root, "kiosk", log_public))) {
        abort();
    }
    if (good) {
        seal_hex(box_public.key, again);
        if (size != SEAL_HEX || memcmp(again, bytes, SEAL_HEX - 1) != 0) {
            abort();
        }
    }
}

static bool is_word(const char *text)
{
    for (; *text != '\0'; text++) {
        if ((unsigned char)*text <= 0x20 || *text == 0x7F) {
            return false;
        }
    }
    return true;
}

static void read_credentials(const uint8_t *bytes, size_t size)
{
    struct credentials c = {.token = ""};
    char address[512];
    bool used = false;
    save("token", bytes, size);
    if (failed(credentials_read(scratch("token"), &c))) {
        return;
    }
    if (c.token[0] == '\0' || !is_word(c.token) || !is_word(c.secret)) {
        abort();
    }
    if (!failed(credentials_address(&c, "https://portal/key/{token}/projects/1", address,
                                    sizeof address, &used)) &&
        (!used || strstr(address, c.token) == NULL || strchr(c.token, '/') != NULL)) {
        abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0) {
        return 0;
    }
    switch (data[0]) {
    case 'b':
    case 'p':
        open_foreign(data[0] == 'b', data + 1, size - 1);
        break;
    case 'd':
    case 'e':
        open_damaged(data[0] == 'd', data + 1, size - 1);
        break;
    case 'k':
        read_key(data + 1, size - 1);
        break;
    default:
        read_credentials(data + 1, size - 1);
        break;
    }
    return 0;
}
