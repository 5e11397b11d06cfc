#include "app/cli/cli_log_bundle.h"

#include <stdio.h>
#include <string.h>

#include "app/audit/log_bundle.h"
#include "app/outbox/key_file.h"

#define KEY_NAME    "log.key"
#define PUBLIC_NAME "log.pub"

static int trouble(const char *what, struct err e)
{
    fprintf(stderr, "kioskctl log: %s: %s (%s, %d).\n", what, e.at, err_name(e.code), e.os);
    return 1;
}

int cli_log_key(const char *folder)
{
    struct port_dir dir = dir_linux();
    struct seal_public public;
    struct seal_secret secret;
    struct dir_info info;
    char path[DIR_PATH_MAX];
    char hex[SEAL_HEX];
    (void)snprintf(path, sizeof path, "%s/" KEY_NAME, folder);
    if (!failed(dir.ops->look(&dir, path, &info))) {
        fprintf(stderr,
                "kioskctl log: %s is there already; what was sealed to it only it opens. Choose "
                "another folder.\n",
                path);
        return 1;
    }
    struct err e = seal_start();
    if (!failed(e)) {
        seal_pair(&public, &secret);
        e = key_file_write(&dir, folder, KEY_NAME, 0400, secret.key);
        seal_forget(&secret, sizeof secret);
    }
    if (!failed(e)) {
        e = key_file_write(&dir, folder, PUBLIC_NAME, 0644, public.key);
    }
    if (failed(e)) {
        return trouble(folder, e);
    }
    seal_hex(public.key, hex);
    printf("%s is secret: keep it off the kiosks. Each kiosk's configuration gets\n\n[log]\nkey = "
           "%s\n",
           path, hex);
    return 0;
}

struct unpacking {
    struct port_dir dir;
    char folder[DIR_PATH_MAX];
    int count;
    struct err error;
};

static bool keep(void *context, const char *name, const void *bytes, size_t size)
{
    struct unpacking *u = context;
    struct dir_file f = {0};
    struct err e = u->dir.ops->create(&u->dir, u->folder, 0640, &f);
    if (!failed(e)) {
        e = u->dir.ops->append(&u->dir, &f, bytes, size);
        if (failed(e)) {
            u->dir.ops->drop(&u->dir, &f);
        } else {
            e = u->dir.ops->commit(&u->dir, &f, name);
        }
    }
    u->error = e;
    u->count += !failed(e);
    return !failed(e);
}

/* Why it is not opened, as a sentence. */
static int refuse(const char *path, struct err e)
{
    const char *why = e.code == ERR_BAD_INPUT   ? "this is no log that a kiosk sealed"
                      : e.code == ERR_NOT_FOUND ? "it is sealed to another key"
                      : e.code == ERR_VERSION ? "a newer program sealed it; use that one's kioskctl"
                      : e.code == ERR_CORRUPT ? "it is cut short or damaged; nothing was written"
                                              : NULL;
    if (why == NULL) {
        return trouble(path, e);
    }
    fprintf(stderr, "kioskctl log: %s: %s.\n", path, why);
    return 1;
}

/* The folders may be there; a log in them may not: two kiosks' would be mixed. */
static struct err make_folders(struct unpacking *u, const char *to)
{
    struct dir_info info;
    (void)snprintf(u->folder, sizeof u->folder, "%s/log", to);
    if (!failed(u->dir.ops->look(&u->dir, u->folder, &info))) {
        return ERR(ERR_REFUSED, 0, "a folder log is there already; choose another");
    }
    const struct err e = u->dir.ops->make(&u->dir, to);
    return failed(e) ? e : u->dir.ops->make(&u->dir, u->folder);
}

int cli_log_open(const char *path, const char *key_path, const char *to)
{
    static uint8_t room[LOG_BUNDLE_FILE];
    const struct port_files *files = files_linux();
    struct unpacking u = {.dir = dir_linux()};
    struct seal_secret secret;
    struct file_bytes file = {0};
    struct err e = key_file_read_at(files, key_path, secret.key);
    if (failed(e)) {
        return trouble(key_path, e);
    }
    e = seal_start();
    e = failed(e) ? e : files->ops->read(path, LOG_BUNDLE_MAX, &file);
    if (!failed(e)) {
        e = log_bundle_check(file.bytes, file.size, &secret);
        if (!failed(e)) {
            e = make_folders(&u, to);
            e = failed(e) ? e
                          : log_bundle_open(file.bytes, file.size, &secret, room,
                                            (struct log_bundle_taker){keep, &u});
        }
        files->ops->unmap(&file);
    }
    seal_forget(&secret, sizeof secret);
    if (failed(e)) {
        return failed(u.error) ? trouble(to, u.error) : refuse(path, e);
    }
    printf("%d files in %s; kioskctl log verify --state %s proves them\n", u.count, u.folder, to);
    return 0;
}
