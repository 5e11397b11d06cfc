#include "app/courier/credentials.h"

#include <string.h>

#include "platform/base/buf.h"
#include "platform/port_files.h"

struct lines {
    const char *at, *end;
};

/* The next line without its end; false when it is no word of its own. */
static bool take_line(struct lines *l, char out[CREDENTIALS_TOKEN])
{
    size_t len = 0;
    bool good = true;
    while (l->at + len < l->end && l->at[len] != '\r' && l->at[len] != '\n') {
        good = good && (unsigned char)l->at[len] > 0x20 && l->at[len] != 0x7F;
        len++;
    }
    good = good && len > 0 && len < CREDENTIALS_TOKEN;
    if (good) {
        memcpy(out, l->at, len);
        out[len] = '\0';
    }
    l->at += len;
    l->at += l->at < l->end && *l->at == '\r';
    l->at += l->at < l->end && *l->at == '\n';
    return good;
}

struct err credentials_read(const char *path, struct credentials *ret_credentials)
{
    struct file_bytes file;
    const struct err e = files_linux()->ops->map(path, &file);
    if (failed(e)) {
        return e;
    }
    struct credentials c = {.token = ""};
    struct lines l = {file.bytes, file.bytes + file.size};
    const bool good = take_line(&l, c.token);
    if (good) {
        (void)take_line(&l, c.secret);
        *ret_credentials = c;
    }
    files_linux()->ops->unmap(&file);
    explicit_bzero(&c, sizeof c);
    return good ? ERR_OK : ERR(ERR_BAD_INPUT, 0, "credentials: no token in the first line");
}

struct err credentials_address(const struct credentials *c, const char *address, char *out,
                               size_t cap, bool *ret_used)
{
    static const char mark[] = "{token}";
    struct buf b;
    const char *at = strstr(address, mark);
    buf_init(&b, out, cap);
    *ret_used = at != NULL;
    if (at != NULL && (c == NULL || c->token[0] == '\0' || strpbrk(c->token, "/?#%") != NULL)) {
        return ERR(ERR_BAD_INPUT, 0, "credentials: {token} needs a plain token");
    }
    buf_add(&b, address, at != NULL ? (size_t)(at - address) : strlen(address));
    if (at != NULL) {
        buf_puts(&b, c->token);
        buf_puts(&b, at + strlen(mark));
    }
    return b.full ? ERR(ERR_FULL, 0, "credentials: the address is too long") : ERR_OK;
}
