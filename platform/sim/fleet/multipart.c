#include "platform/sim/fleet/multipart.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#define HEAD     4096 /* boundary and headers of the part */
#define BOUNDARY 80   /* RFC 2046: at most 70, and the two dashes */
#define PIECE    65536

struct form {
    char boundary[BOUNDARY];
    char name[MULTIPART_NAME];
    long begin, end; /* of the file's bytes */
};

/* The first line, the headers behind it, and where they end. */
static bool read_head(FILE *f, struct form *form)
{
    char head[HEAD + 1];
    const size_t size = fread(head, 1, HEAD, f);
    head[size] = '\0';
    const char *line = strstr(head, "\r\n");
    const char *body = strstr(head, "\r\n\r\n");
    static const char key[] = "; filename=\"";
    const char *name = strstr(head, key);
    if (line == NULL || body == NULL || name == NULL || name > body || line - head >= BOUNDARY ||
        strncmp(head, "--", 2) != 0) {
        return false;
    }
    name += sizeof key - 1;
    const size_t length = strcspn(name, "\"\r");
    if (length == 0 || length >= MULTIPART_NAME || name[length] != '"' ||
        memchr(name, '/', length) != NULL) {
        return false;
    }
    (void)snprintf(form->boundary, BOUNDARY, "%.*s", (int)(line - head), head);
    (void)snprintf(form->name, MULTIPART_NAME, "%.*s", (int)length, name);
    form->begin = body + 4 - head;
    return true;
}

/* The last line must be this very boundary: then there was one part alone. */
static bool read_tail(FILE *f, struct form *form)
{
    char wanted[BOUNDARY + 8];
    char tail[BOUNDARY + 8];
    const int length = snprintf(wanted, sizeof wanted, "\r\n%s--\r\n", form->boundary);
    if (length < 0 || fseek(f, -(long)length, SEEK_END) != 0) {
        return false;
    }
    form->end = ftell(f);
    return form->end >= form->begin && fread(tail, 1, (size_t)length, f) == (size_t)length &&
           memcmp(tail, wanted, (size_t)length) == 0;
}

static bool copy(FILE *from, FILE *to, const struct form *form)
{
    char piece[PIECE];
    long left = form->end - form->begin;
    bool well = fseek(from, form->begin, SEEK_SET) == 0;
    while (well && left > 0) {
        const size_t wanted = left < PIECE ? (size_t)left : PIECE;
        well = fread(piece, 1, wanted, from) == wanted && fwrite(piece, 1, wanted, to) == wanted;
        left -= (long)wanted;
    }
    return well;
}

struct err multipart_take(const char *form, const char *out, char ret_name[MULTIPART_NAME])
{
    struct form found = {.begin = 0};
    FILE *from = fopen(form, "rb");
    if (from == NULL) {
        return ERR(ERR_IO, errno, "multipart: the form");
    }
    struct err e = read_head(from, &found) && read_tail(from, &found)
                       ? ERR_OK
                       : ERR(ERR_BAD_INPUT, 0, "multipart: not one file in a form");
    if (!failed(e)) {
        FILE *to = fopen(out, "wb");
        bool well = to != NULL && copy(from, to, &found);
        well = to != NULL && fclose(to) == 0 && well;
        e = well ? ERR_OK : ERR(ERR_IO, errno, "multipart: the file");
    }
    fclose(from);
    if (!failed(e)) {
        (void)memcpy(ret_name, found.name, MULTIPART_NAME);
    }
    return e;
}
