#include "platform/sim/portal/form_data.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "platform/base/utf8.h"

#define BOUNDARY_MAX 80

static const struct err malformed = {ERR_BAD_INPUT, 0, "form: malformed"};

static struct err add(struct form_data *d, const struct form_field *f)
{
    if (d->count == FORM_FIELDS) {
        return ERR(ERR_FULL, 0, "form: too many fields");
    }
    if (!f->file && (strlen(f->value) != f->size || !utf8_valid(f->value, f->size))) {
        return malformed;
    }
    d->fields[d->count++] = *f;
    return ERR_OK;
}

static int hex(char c)
{
    static const char digits[] = "0123456789abcdef";
    const char small = c >= 'A' && c <= 'F' ? (char)(c - 'A' + 'a') : c;
    const char *at = small == '\0' ? NULL : strchr(digits, small);
    return at == NULL ? -1 : (int)(at - digits);
}

/* Decodes in place and ends the text with NUL; false for a broken escape. */
static bool decode(char *text, size_t len, size_t *ret_size)
{
    size_t out = 0;
    for (size_t i = 0; i < len; i++) {
        char c = text[i] == '+' ? ' ' : text[i];
        if (text[i] == '%') {
            const int high = i + 2 < len ? hex(text[i + 1]) : -1;
            const int low = i + 2 < len ? hex(text[i + 2]) : -1;
            if (high < 0 || low < 0) {
                return false;
            }
            c = (char)(high * 16 + low);
            i += 2;
        }
        text[out++] = c;
    }
    text[out] = '\0';
    *ret_size = out;
    return true;
}

static struct err read_urlencoded(struct form_data *d, char *body, size_t size)
{
    struct err e = ERR_OK;
    char *end = body + size;
    for (char *at = body; at < end && !failed(e);) {
        char *stop = memchr(at, '&', (size_t)(end - at));
        stop = stop == NULL ? end : stop;
        char *equals = memchr(at, '=', (size_t)(stop - at));
        char *value = equals == NULL ? stop : equals + 1;
        struct form_field f = {.name = at, .value = value, .filename = "", .type = ""};
        size_t name_size = 0;
        char *name_end = equals == NULL ? stop : equals;
        if (!decode(value, (size_t)(stop - value), &f.size) ||
            !decode(at, (size_t)(name_end - at), &name_size)) {
            return malformed;
        }
        e = equals == NULL ? ERR_OK : add(d, &f);
        at = stop + 1;
    }
    return e;
}

/* boundary="x" or boundary=x of a multipart type, with the two dashes before it. */
static bool take_boundary(const char *type, char out[BOUNDARY_MAX])
{
    const char *at = strstr(type, "boundary=");
    if (at == NULL) {
        return false;
    }
    at += strlen("boundary=");
    const bool quoted = *at == '"';
    at += quoted ? 1 : 0;
    const size_t len = strcspn(at, quoted ? "\"" : "; \t");
    if (len == 0 || len > 70) {
        return false;
    }
    snprintf(out, BOUNDARY_MAX, "--%.*s", (int)len, at);
    return true;
}

/* The next place of needle in [at, end), NULL when there is none. */
static char *find(char *at, const char *end, const char *needle)
{
    const size_t len = strlen(needle);
    while ((size_t)(end - at) >= len) {
        char *hit = memchr(at, needle[0], (size_t)(end - at) - len + 1);
        if (hit == NULL || memcmp(hit, needle, len) == 0) {
            return hit;
        }
        at = hit + 1;
    }
    return NULL;
}

/* Where the value of name="..." begins in a header line, NULL when it has none. */
static char *find_quoted(char *line, const char *name)
{
    for (char *at = strstr(line, name); at != NULL; at = strstr(at + 1, name)) {
        char *value = at + strlen(name);
        if (at > line && (at[-1] == ' ' || at[-1] == ';') && strchr(value, '"') != NULL) {
            return value;
        }
    }
    return NULL;
}

static void end_quoted(char *value)
{
    if (value != NULL) {
        value[strcspn(value, "\"")] = '\0';
    }
}

/* Looks for the Content-Disposition and the type among a part's headers, which end with NUL. */
static bool read_headers(char *headers, struct form_field *f)
{
    static const char disposition[] = "Content-Disposition:";
    static const char type[] = "Content-Type:";
    for (char *line = headers; line != NULL && *line != '\0';) {
        char *next = strstr(line, "\r\n");
        if (next != NULL) {
            *next = '\0';
            next += 2;
        }
        if (strncasecmp(line, disposition, strlen(disposition)) == 0) {
            char *name = find_quoted(line, "name=\"");
            char *filename = find_quoted(line, "filename=\"");
            end_quoted(name);
            end_quoted(filename);
            f->name = name;
            f->file = filename != NULL;
            f->filename = filename != NULL ? filename : "";
        } else if (strncasecmp(line, type, strlen(type)) == 0) {
            f->type = line + strlen(type) + strspn(line + strlen(type), " \t");
        }
        line = next;
    }
    return f->name != NULL;
}

static struct err read_multipart(struct form_data *d, char *body, size_t size, const char *boundary)
{
    const char *end = body + size;
    char stop[BOUNDARY_MAX + 2];
    const size_t len = strlen(boundary);
    snprintf(stop, sizeof stop, "\r\n%s", boundary);
    if (size < len || memcmp(body, boundary, len) != 0) {
        return malformed;
    }
    char *at = body + len;
    while ((size_t)(end - at) >= 2 && memcmp(at, "--", 2) != 0) {
        struct form_field f = {.filename = "", .type = ""};
        char *headers = at + 2;
        char *blank = memcmp(at, "\r\n", 2) != 0 ? NULL : find(headers, end, "\r\n\r\n");
        char *close = blank == NULL ? NULL : find(blank + 4, end, stop);
        if (close == NULL) {
            return malformed;
        }
        *blank = '\0';
        *close = '\0';
        f.value = blank + 4;
        f.size = (size_t)(close - f.value);
        struct err e = read_headers(headers, &f) ? add(d, &f) : malformed;
        if (failed(e)) {
            return e;
        }
        at = close + strlen(stop);
    }
    return (size_t)(end - at) >= 2 ? ERR_OK : malformed;
}

struct err form_data_read(const char *content_type, const char *body, size_t size,
                          struct form_data *ret_data)
{
    static const char plain[] = "application/x-www-form-urlencoded";
    static const char parts[] = "multipart/form-data";
    const char *type = content_type == NULL ? "" : content_type;
    struct form_data d = {.storage = malloc(size + 1)};
    char boundary[BOUNDARY_MAX];
    if (d.storage == NULL) {
        return ERR(ERR_FULL, ENOMEM, "form: memory");
    }
    memcpy(d.storage, body, size);
    d.storage[size] = '\0';
    struct err e = malformed;
    if (strncasecmp(type, plain, strlen(plain)) == 0) {
        e = read_urlencoded(&d, d.storage, size);
    } else if (strncasecmp(type, parts, strlen(parts)) == 0 && take_boundary(type, boundary)) {
        e = read_multipart(&d, d.storage, size, boundary);
    }
    if (failed(e)) {
        free(d.storage);
        return e;
    }
    *ret_data = d;
    return ERR_OK;
}

void form_data_free(struct form_data *d)
{
    free(d->storage);
    *d = (struct form_data){0};
}

const struct form_field *form_data_find(const struct form_data *d, const char *name)
{
    for (int i = 0; i < d->count; i++) {
        if (strcmp(d->fields[i].name, name) == 0) {
            return &d->fields[i];
        }
    }
    return NULL;
}

const char *form_data_text(const struct form_data *d, const char *name)
{
    const struct form_field *f = form_data_find(d, name);
    return f == NULL || f->file ? "" : f->value;
}
