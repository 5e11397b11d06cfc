#include "app/citizen/csv.h"

void csv_open(struct csv *c, const char *text, size_t size, char separator)
{
    *c = (struct csv){.at = text, .end = text + size, .separator = separator, .next_line = 1};
}

/* Reads one field; false when its quote is not closed. */
static bool take_field(struct csv *c, struct csv_field *ret_field)
{
    *ret_field = (struct csv_field){.text = c->at};
    if (c->at == c->end || *c->at != '"') {
        while (c->at < c->end && *c->at != c->separator && *c->at != '\n') {
            c->at++;
        }
        ret_field->len = (size_t)(c->at - ret_field->text);
        if (ret_field->len > 0 && c->at[-1] == '\r' && (c->at == c->end || *c->at == '\n')) {
            ret_field->len--;
        }
        return true;
    }
    ret_field->text = ++c->at;
    while (c->at < c->end) {
        if (*c->at == '"' && c->at + 1 < c->end && c->at[1] == '"') {
            ret_field->doubled = true;
            c->at++;
        } else if (*c->at == '"') {
            ret_field->len = (size_t)(c->at - ret_field->text);
            c->at++;
            c->at += c->at < c->end && *c->at == '\r';
            return c->at == c->end || *c->at == c->separator || *c->at == '\n';
        }
        c->next_line += *c->at == '\n';
        c->at++;
    }
    return false;
}

int csv_next(struct csv *c, struct csv_field *ret_fields, int max)
{
    while (c->at < c->end && (*c->at == '\n' || *c->at == '\r')) {
        c->next_line += *c->at == '\n';
        c->at++;
    }
    if (c->at >= c->end) {
        return 0;
    }
    c->line = c->next_line;
    for (int count = 0;;) {
        struct csv_field field;
        if (!take_field(c, &field)) {
            return -1;
        }
        if (count < max) {
            ret_fields[count++] = field;
        }
        if (c->at == c->end || *c->at == '\n') {
            return count;
        }
        c->at++;
    }
}

char *csv_copy(struct arena *arena, const struct csv_field *field)
{
    char *text = arena_copy(arena, field->text, field->len);
    if (text == NULL || !field->doubled) {
        return text;
    }
    char *out = text;
    for (const char *in = text; *in != '\0'; in++) {
        *out++ = *in;
        in += in[0] == '"' && in[1] == '"';
    }
    *out = '\0';
    return text;
}
