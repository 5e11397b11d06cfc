/* What stands on a stick that says it comes from another kiosk. The first byte chooses: 'r' the
 * rest is the file; else a good bundle is laid down and of each three bytes that follow two are a
 * place and one what is laid over it: 'd' as it is then, and it is refused unless nothing changed;
 * 'h' with the head's hash made right again, so that what the head says is read. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "app/outbox/bundle.h"

#define SEALED "sealed to the other kiosk"
#define PAPER  "a sealed paper"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerInitialize(int *argc, char ***argv);

static uint8_t good[BUNDLE_HEAD_MAX + sizeof SEALED + 2 * sizeof PAPER];
static size_t good_size;

static void add(const void *bytes, size_t size)
{
    memcpy(good + good_size, bytes, size);
    good_size += size;
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    struct bundle_head h = {.uuid = "6ba7b810-9dad-41d1-80b4-00c04fd430c8",
                            .procedure = "1.001193",
                            .saved_at = 1795400640,
                            .sealed_size = sizeof SEALED,
                            .paper_count = 2};
    (void)argc;
    (void)argv;
    if (failed(seal_start())) {
        abort();
    }
    memset(h.slip_sha256, 'a', SEAL_HEX - 1);
    seal_hash(SEALED, sizeof SEALED, h.sealed_sha256);
    for (int i = 0; i < 2; i++) {
        h.papers[i].size = sizeof PAPER;
        seal_hash(PAPER, sizeof PAPER, h.papers[i].sha256);
    }
    good_size = bundle_write_head(&h, good);
    add(SEALED, sizeof SEALED);
    add(PAPER, sizeof PAPER);
    add(PAPER, sizeof PAPER);
    return 0;
}

static size_t count_of(const char *text, char low, char high)
{
    size_t n = 0;
    while (text[n] >= low && text[n] <= high) {
        n++;
    }
    return n;
}

/* What was taken lies in the file, piece after piece, and can be named in a path. */
static void judge(const uint8_t *bytes, size_t size, const struct bundle *b)
{
    const uint8_t *at = b->sealed;
    if (at < bytes || b->head.paper_count < 0 || b->head.paper_count > RECORD_PAPERS_MAX ||
        strlen(b->head.uuid) != 36 || strchr(b->head.uuid, '/') != NULL ||
        strchr(b->head.procedure, '/') != NULL || b->head.saved_at < 0) {
        abort();
    }
    at += b->head.sealed_size;
    for (int i = 0; i < b->head.paper_count; i++) {
        if (b->papers[i] != at) {
            abort();
        }
        at += b->head.papers[i].size;
    }
    const size_t slip = strlen(b->head.slip_sha256);
    if (at != bytes + size || (slip != 0 && slip != SEAL_HEX - 1) ||
        count_of(b->head.slip_sha256, '0', 'f') != slip) {
        abort();
    }
}

/* A copy of its own, so that a byte too far is noticed. */
static bool read_it(const uint8_t *bytes, size_t size)
{
    struct bundle b;
    uint8_t *file = malloc(size + (size == 0));
    memcpy(file, bytes, size);
    const bool taken = !failed(bundle_read(file, size, &b));
    if (taken) {
        judge(file, size, &b);
    }
    free(file);
    return taken;
}

static void read_changed(const uint8_t *changes, size_t count, bool right_hash)
{
    static uint8_t file[sizeof good];
    memcpy(file, good, good_size);
    for (size_t i = 0; i + 2 < count; i += 3) {
        file[(changes[i] << 8 | changes[i + 1]) % good_size] ^= changes[i + 2];
    }
    const bool same = memcmp(file, good, good_size) == 0;
    if (right_hash) {
        const size_t head = BUNDLE_FIXED + (size_t)(file[12] % 3) * BUNDLE_PAPER;
        seal_hash(file, head, file + head);
    }
    const bool taken = read_it(file, good_size);
    if ((same && !taken) || (!right_hash && !same && taken)) {
        abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0) {
        return 0;
    }
    switch (data[0]) {
    case 'r':
        read_it(data + 1, size - 1);
        break;
    case 'd':
    case 'h':
        read_changed(data + 1, size - 1, data[0] == 'h');
        break;
    default:
        break;
    }
    return 0;
}
