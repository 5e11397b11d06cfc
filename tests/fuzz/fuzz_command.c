/* A command from afar, as if the operator's key had signed whatever this is, and the list of used
 * ones. The first byte chooses: 'c' a command, 'u' the list. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "app/steward/used.h"
#include "platform/port_files.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerInitialize(int *argc, char ***argv);

static uint8_t public[SEAL_KEY], seed[SEAL_KEY];
static struct file_bytes hostile;

static void must(bool holds)
{
    if (!holds) {
        abort();
    }
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    (void)argv;
    must(!failed(seal_start()));
    seal_sign_pair(public, seed);
    return 0;
}

static struct err map(const char *path, struct file_bytes *ret_file)
{
    (void)path;
    *ret_file = hostile;
    return ERR_OK;
}

static void unmap(struct file_bytes *file)
{
    *file = (struct file_bytes){0};
}

static void read_list(const char *bytes, size_t size)
{
    static const struct port_files_ops ops = {.name = "fuzz", .map = map, .unmap = unmap};
    static const struct port_files files = {&ops};
    struct port_dir dir = {.files = &files};
    struct used u;
    hostile = (struct file_bytes){.bytes = bytes, .size = size};
    if (failed(used_read(&dir, "/", &u))) {
        return;
    }
    must(u.count >= 0 && u.count <= USED_MOST);
    for (int i = 0; i < u.count; i++) {
        struct command c = {.kind = u.rows[i].kind, .issued = u.rows[i].issued};
        must(c.kind < COMMAND_KINDS && memchr(u.rows[i].id, '\0', COMMAND_ID) != NULL);
        memcpy(c.id, u.rows[i].id, COMMAND_ID);
        must(used_has(&u, &c));
    }
}

static void read_command(const char *bytes, size_t size)
{
    static char signed_bytes[SIGNED_TEXT_MAX];
    struct command c = {.kiosk = ""}, again = {.kiosk = ""};
    size_t length = 0;
    must(command_read(bytes, size, public, &again) != COMMAND_BEGUN); /* nobody signed it */
    const enum command_word word = command_read_draft(bytes, size, &c);
    if (!failed(signed_text_sign(bytes, size, seed, signed_bytes, sizeof signed_bytes, &length))) {
        const enum command_word signed_word = command_read(signed_bytes, length, public, &again);
        must((signed_word == COMMAND_BEGUN) == (word == COMMAND_BEGUN));
    }
    if (word == COMMAND_BEGUN) {
        must(c.kind >= 0 && c.kind < COMMAND_KINDS && c.expires > c.issued);
        must(strlen(c.id) == COMMAND_ID - 1 && c.kiosk[0] != '\0');
        must(command_judge(&c, c.kiosk, c.expires + 1) != COMMAND_BEGUN);
        signed_bytes[size / 2] = (char)(signed_bytes[size / 2] ^ 1);
        must(command_read(signed_bytes, length, public, &again) != COMMAND_BEGUN);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0) {
        return 0;
    }
    char *bytes = malloc(size); /* no more: what reads beyond is found */
    memcpy(bytes, data + 1, size - 1);
    if (data[0] == 'u') {
        read_list(bytes, size - 1);
    } else {
        read_command(bytes, size - 1);
    }
    free(bytes);
    return 0;
}
