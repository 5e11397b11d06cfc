#include "platform/base/buf.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void buf_init(struct buf *b, void *storage, size_t cap)
{
    *b = (struct buf){.data = storage, .cap = cap};
    b->data[0] = '\0';
}

void buf_add(struct buf *b, const void *bytes, size_t len)
{
    if (len >= b->cap - b->len) {
        b->full = true;
        return;
    }
    if (len > 0) {
        memcpy(b->data + b->len, bytes, len);
    }
    b->len += len;
    b->data[b->len] = '\0';
}

void buf_puts(struct buf *b, const char *text)
{
    buf_add(b, text, strlen(text));
}

void buf_printf(struct buf *b, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    const size_t room = b->cap - b->len;
    const int n = vsnprintf(b->data + b->len, room, format, args);
    va_end(args);
    if (n < 0 || (size_t)n >= room) {
        b->data[b->len] = '\0';
        b->full = true;
        return;
    }
    b->len += (size_t)n;
}

static const char *xml_entity(char c)
{
    switch (c) {
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '&':
        return "&amp;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    default:
        return NULL;
    }
}

void buf_xml(struct buf *b, const char *text)
{
    for (const char *c = text; *c != '\0'; c++) {
        const char *entity = xml_entity(*c);
        if (entity != NULL) {
            buf_puts(b, entity);
        } else {
            buf_add(b, c, 1);
        }
    }
}

void buf_clear(struct buf *b)
{
    b->len = 0;
    b->full = false;
    b->data[0] = '\0';
}
