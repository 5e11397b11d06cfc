#include "app/cli/cli_signed.h"

#include <stdio.h>
#include <string.h>

#include "app/outbox/key_file.h"
#include "app/steward/moment.h"
#include "platform/port_clock.h"

bool cli_signed_key(const char *who, const char *path, uint8_t ret_key[SEAL_KEY])
{
    const struct err e = key_file_read_at(files_linux(), path, ret_key);
    if (failed(e)) {
        fprintf(stderr,
                "%s: %s is no key (64 hex digits and a line end): `kioskctl pack key FILE` makes a "
                "pair\n",
                who, path);
    }
    return !failed(e);
}

bool cli_signed_read(const char *who, const char *path, struct file_bytes *ret_file)
{
    const struct err e = files_linux()->ops->read(path, SIGNED_TEXT_MAX, ret_file);
    if (failed(e)) {
        fprintf(stderr, "%s: %s cannot be read, or is longer than %d bytes (%s)\n", who, path,
                SIGNED_TEXT_MAX, err_name(e.code));
    }
    return !failed(e);
}

static bool write_out(const char *path, const char *bytes, size_t size)
{
    FILE *f = fopen(path, "wb");
    if (f == NULL) {
        return false;
    }
    const bool all = fwrite(bytes, 1, size, f) == size;
    return fclose(f) == 0 && all;
}

int cli_signed_write(const char *who, const char *draft, size_t size, const char *key_path,
                     const char *path)
{
    char text[SIGNED_TEXT_MAX];
    uint8_t seed[SEAL_KEY];
    size_t length = 0;
    if (!cli_signed_key(who, key_path, seed)) {
        return 1;
    }
    const struct err e = signed_text_sign(draft, size, seed, text, sizeof text, &length);
    seal_forget(seed, sizeof seed);
    if (failed(e) || !write_out(path, text, length)) {
        fprintf(stderr, "%s: %s cannot be written\n", who, path);
        return 1;
    }
    return 0;
}

bool cli_signed_now(const char *text, int64_t *ret_now)
{
    if (text != NULL) {
        return moment_read(text, ret_now);
    }
    struct port_clock clock = clock_linux();
    *ret_now = clock.ops->now_s(&clock);
    return true;
}
