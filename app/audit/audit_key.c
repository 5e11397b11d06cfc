#include "app/audit/audit_key.h"

#include <stdio.h>

#include "app/outbox/key_file.h"

#define NAME_SIZE 32

/* "kiosk.key", "kiosk.pub". */
static const char *name_of(const char *who, const char *half, char name[NAME_SIZE])
{
    (void)snprintf(name, NAME_SIZE, "%s.%s", who, half);
    return name;
}

struct err audit_key_open(struct port_dir *dir, const char *folder, const char *who,
                          uint8_t ret_seed[SEAL_KEY])
{
    char name[NAME_SIZE];
    uint8_t public[SEAL_KEY];
    struct err e = key_file_read(files_linux(), folder, name_of(who, "key", name), ret_seed);
    if (e.code == ERR_NOT_FOUND) {
        seal_sign_pair(public, ret_seed);
        e = key_file_write(dir, folder, name, 0400, ret_seed);
    }
    if (!failed(e) && failed(audit_key_public(folder, who, public))) {
        seal_sign_public(ret_seed, public);
        e = key_file_write(dir, folder, name_of(who, "pub", name), 0660, public);
    }
    return e;
}

struct err audit_key_public(const char *folder, const char *who, uint8_t ret_public[SEAL_KEY])
{
    char name[NAME_SIZE];
    return key_file_read(files_linux(), folder, name_of(who, "pub", name), ret_public);
}
