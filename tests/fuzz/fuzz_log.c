/* Any event log and its last seal (behind a line "HEAD"): kioskctl log verify and the writer's next
 * start read it to the end, and nothing counts as sealed but what the writer sealed. Lines with
 * "#" for their hash get the one that fits, as a forger would make it. */
#define _GNU_SOURCE /* nftw */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/audit/audit_key.h"
#include "app/audit/audit_verify.h"
#include "tests/unit/scratch.h"

#define ROOM    65536
#define HEAD    "HEAD\n"
#define NO_HASH " #"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerInitialize(int *argc, char ***argv);

static char sealed[2 * CHAIN_LINE]; /* all that the writer ever signed */

/* A log of three lines and its key, always the same. */
int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    uint8_t seed[SEAL_KEY] = "a writer's seed, thirty-two long";
    uint8_t key[SEAL_KEY];
    char hex[SEAL_HEX];
    struct chain c;
    const struct chain_entry file = {.seconds = 1700000000,
                                     .name = "FILE",
                                     .a = 1,
                                     .text = "0000000000000000000000000000000000000000000000000000"
                                             "000000000000"};
    const struct chain_entry seal = {.seconds = 1700000001, .name = "CHECKPOINT"};
    (void)argc;
    (void)argv;
    if (failed(seal_start())) {
        abort();
    }
    chain_begin(&c);
    const size_t first = chain_write(&c, &file, seed, sealed);
    (void)chain_write(&c, &seal, seed, sealed + first);
    scratch_open_in_memory();
    seal_sign_public(seed, key);
    seal_hex(key, hex);
    FILE *f = fopen(scratch("kiosk.pub"), "w");
    fprintf(f, "%s\n", hex);
    fclose(f);
    atexit(scratch_close);
    return 0;
}

static void save(const char *name, const char *bytes, size_t size)
{
    FILE *f = fopen(scratch(name), "w");
    if (f == NULL || fwrite(bytes, 1, size, f) != size || fclose(f) != 0) {
        abort();
    }
}

/* The log with its missing hashes; each is of the one before and of the line up to it. */
static size_t forge(const char *bytes, size_t size, char *out)
{
    char before[SEAL_HEX] = "0000000000000000000000000000000000000000000000000000000000000000";
    char both[SEAL_HEX + CHAIN_LINE];
    uint8_t hash[SEAL_HASH];
    size_t made = 0;
    while (size > 0 && made < ROOM - CHAIN_LINE - SEAL_HEX) {
        const char *end = memchr(bytes, '\n', size);
        const size_t whole = end != NULL ? (size_t)(end - bytes) + 1 : size;
        const char *mark = memmem(bytes, whole, NO_HASH, 2);
        const size_t line = mark != NULL ? (size_t)(mark - bytes) : whole;
        if (line >= CHAIN_LINE - SEAL_HEX) {
            break;
        }
        memcpy(out + made, bytes, line);
        made += line;
        if (mark != NULL) {
            memcpy(both, before, SEAL_HEX - 1);
            memcpy(both + SEAL_HEX - 1, bytes, line);
            seal_hash(both, SEAL_HEX - 1 + line, hash);
            seal_hex(hash, before);
            made += (size_t)snprintf(out + made, SEAL_HEX + 2, " %s%s", before,
                                     end != NULL ? "\n" : "");
        }
        bytes += whole;
        size -= whole;
    }
    return made;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static char made[ROOM + CHAIN_LINE];
    const char *text = (const char *)data;
    const char *head = memmem(text, size, HEAD, strlen(HEAD));
    const size_t log_size = head != NULL ? (size_t)(head - text) : size;
    const size_t made_size = forge(text, log_size, made);
    struct audit_report r;
    struct audit_file last;
    save("kiosk-1.log", made, made_size);
    remove(scratch("kiosk.head"));
    if (head != NULL) {
        save("kiosk.head", head + strlen(HEAD), size - log_size - strlen(HEAD));
    }
    if (failed(audit_verify(scratch_root, "kiosk", &r)) ||
        failed(audit_read_last(scratch_root, "kiosk", &last))) {
        abort();
    }
    const size_t known = strlen(sealed);
    const size_t one = strcspn(sealed, "\n") + 1;
    if ((r.chain.sealed > 0 && memcmp(made, sealed, one) != 0) ||
        (r.chain.sealed > 1 && (made_size < known || memcmp(made, sealed, known) != 0))) {
        abort();
    }
    return 0;
}
