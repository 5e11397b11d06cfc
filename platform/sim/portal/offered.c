#include "platform/sim/portal/offered.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "platform/base/buf.h"
#include "platform/sim/portal/openrosa.h"
#include "platform/sim/serve/digest.h"

#define LIST     "/formList"
#define MANIFEST "/packs/manifest"
#define FILES    "/packs/"
#define SUFFIX   ".pack"
#define LARGEST  (256L << 20)

static bool ends(const char *text, const char *end)
{
    const size_t n = strlen(text);
    const size_t m = strlen(end);
    return n >= m && strcmp(text + n - m, end) == 0;
}

/* "xa.pack": no more than a kiosk may have. */
static bool is_name(const char *name)
{
    return ends(name, SUFFIX) && name[0] != '.' && strlen(name) < 64 &&
           strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-.") == strlen(name);
}

static const char *file_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    const size_t head = slash == NULL ? 0 : (size_t)(slash + 1 - path);
    const size_t want = strlen(FILES);
    return head >= want && strncmp(slash + 1 - want, FILES, want) == 0 && is_name(slash + 1)
               ? slash + 1
               : NULL;
}

bool offered_is_path(const char *path)
{
    return ends(path, LIST) || ends(path, MANIFEST) || file_of(path) != NULL;
}

/* Bytes from malloc; NULL when there is no such file. */
static char *read_file(const struct portal *p, const char *name, size_t *ret_size)
{
    char path[600];
    char *bytes = NULL;
    long size = -1;
    (void)snprintf(path, sizeof path, "%.500s/%s", p->packs, name);
    FILE *f = fopen(path, "rb");
    if (f != NULL && fseek(f, 0, SEEK_END) == 0) {
        size = ftell(f);
    }
    if (size > 0 && size <= LARGEST && fseek(f, 0, SEEK_SET) == 0) {
        bytes = malloc((size_t)size);
    }
    if (bytes != NULL && fread(bytes, 1, (size_t)size, f) != (size_t)size) {
        free(bytes);
        bytes = NULL;
    }
    if (f != NULL) {
        (void)fclose(f);
    }
    *ret_size = bytes != NULL ? (size_t)size : 0;
    return bytes;
}

/* What stands before the end of the path, as a link of its own. */
static void put_link(struct buf *out, const struct portal *p, const struct portal_request *q,
                     const char *end, const char *rest)
{
    const size_t before = strlen(q->path) - strlen(end);
    buf_printf(out, "%s://", p->tls ? "https" : "http");
    buf_xml(out, q->host == NULL ? "" : q->host);
    buf_printf(out, "%.*s%s", (int)before, q->path, rest);
}

static void put_file(struct buf *out, const struct portal *p, const struct portal_request *q,
                     const char *name)
{
    char hex[SHA256_HEX];
    size_t size = 0;
    char *bytes = read_file(p, name, &size);
    if (bytes == NULL) {
        return;
    }
    portal_sha256_hex(bytes, size, hex);
    free(bytes);
    buf_printf(out, "<mediaFile><filename>%s</filename><hash>sha256:%s</hash><downloadUrl>", name,
               hex);
    put_link(out, p, q, MANIFEST, FILES);
    buf_printf(out, "%s</downloadUrl></mediaFile>", name);
}

static void answer_list(struct portal *p, const struct portal_request *q,
                        struct portal_reply *ret_reply)
{
    char text[2048];
    struct buf out;
    buf_init(&out, text, sizeof text);
    buf_puts(&out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
                   "<xforms xmlns=\"http://openrosa.org/xforms/xformsList\">"
                   "<xform><formID>rong-packs</formID><name>Rong</name><version>1</version>"
                   "<hash>sha256:0</hash><downloadUrl>");
    put_link(&out, p, q, LIST, "/packs/rong-packs.xml");
    buf_puts(&out, "</downloadUrl><manifestUrl>");
    put_link(&out, p, q, LIST, MANIFEST);
    buf_puts(&out, "</manifestUrl></xform></xforms>");
    reply_set(ret_reply, 200, "text/xml; charset=utf-8", out.data, out.len);
}

static void answer_manifest(struct portal *p, const struct portal_request *q,
                            struct portal_reply *ret_reply)
{
    char text[16384];
    struct buf out;
    DIR *folder = opendir(p->packs);
    buf_init(&out, text, sizeof text);
    buf_puts(&out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
                   "<manifest xmlns=\"http://openrosa.org/xforms/xformsManifest\">");
    for (struct dirent *d = folder == NULL ? NULL : readdir(folder); d != NULL;
         d = readdir(folder)) {
        if (is_name(d->d_name)) {
            put_file(&out, p, q, d->d_name);
        }
    }
    if (folder != NULL) {
        (void)closedir(folder);
    }
    buf_puts(&out, "</manifest>");
    reply_set(ret_reply, out.full ? 500 : 200, "text/xml; charset=utf-8", out.data, out.len);
}

static void answer_file(struct portal *p, const char *name, struct portal_reply *ret_reply)
{
    size_t size = 0;
    char *bytes = read_file(p, name, &size);
    if (bytes == NULL) {
        openrosa_say(ret_reply, 404, "error", "there is no such file");
        return;
    }
    reply_set(ret_reply, 200, "application/octet-stream", bytes, size);
    free(bytes);
}

void offered_answer(struct portal *p, const struct portal_request *q,
                    struct portal_reply *ret_reply)
{
    if (!openrosa_allows(p, q)) {
        openrosa_say(ret_reply, 401, "error", "the token is missing or wrong");
        ret_reply->challenge = true;
    } else if (q->openrosa_version == NULL || strcmp(q->openrosa_version, "1.0") != 0) {
        openrosa_say(ret_reply, 400, "error", "X-OpenRosa-Version: 1.0 is needed");
    } else if (strcmp(q->method, "GET") != 0) {
        openrosa_say(ret_reply, 405, "error", "this address takes GET");
        ret_reply->allow = "GET";
    } else if (p->packs == NULL) {
        openrosa_say(ret_reply, 404, "error", "no packs are offered here");
    } else if (ends(q->path, LIST)) {
        answer_list(p, q, ret_reply);
    } else if (ends(q->path, MANIFEST)) {
        answer_manifest(p, q, ret_reply);
    } else {
        answer_file(p, file_of(q->path), ret_reply);
    }
}
