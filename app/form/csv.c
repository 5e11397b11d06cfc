/* A CSV list (RFC 4180, UTF-8, first row = column names) as nodes root/item/COLUMN. */
#include <string.h>

#include "app/form/model.h"
#include "platform/base/utf8.h"

#define COLUMNS_MAX 256
#define ROWS_MAX    100000

struct csv {
    char *at; /* reads and ends fields in place */
    int row;
};

/* Takes the next field; ret_last tells that its row ends here. False when a quote stays open. */
static bool take_field(struct csv *c, const char **ret_field, bool *ret_last)
{
    char *from = c->at, *to;
    const bool quoted = *from == '"';
    if (quoted) {
        from++;
        c->at++;
        to = from;
        while (*c->at != '\0' && (*c->at != '"' || c->at[1] == '"')) {
            c->at += *c->at == '"';
            *to++ = *c->at++;
        }
        if (*c->at != '"') {
            return false;
        }
        c->at++;
    } else {
        c->at += strcspn(c->at, ",\r\n");
        to = c->at;
    }
    const char end = *c->at;
    *ret_last = end != ',';
    c->at += end != '\0';
    if (end == '\r' && *c->at == '\n') {
        c->at++;
    }
    *to = '\0';
    *ret_field = from;
    return true;
}

static struct err take_row(struct loader *l, const struct element *e, struct csv *c,
                           const char **fields, int *ret_count)
{
    int count = 0;
    bool last = false;
    c->row++;
    while (!last) {
        if (count == COLUMNS_MAX || !take_field(c, &fields[count], &last)) {
            return element_refuse(e, l->where,
                                  "row %d of the list has an open quote or over %d columns; repair "
                                  "it there",
                                  c->row, COLUMNS_MAX);
        }
        count++;
    }
    *ret_count = count;
    return ERR_OK;
}

static struct err add_item(struct loader *l, struct node *root, const char **names,
                           const char **fields, int columns)
{
    struct arena *arena = l->form->arena;
    struct node *item = node_add(arena, root, "item");
    for (int i = 0; i < columns && item != NULL; i++) {
        struct node *n = node_add(arena, item, names[i]);
        if (n == NULL) {
            return ERR(ERR_FULL, 0, "form: arena");
        }
        n->value = fields[i];
    }
    return item != NULL ? ERR_OK : ERR(ERR_FULL, 0, "form: arena");
}

struct err load_csv(struct loader *l, const struct element *at, const char *bytes, size_t size,
                    struct node *top)
{
    static const char mark[] = "\xEF\xBB\xBF";
    const char *names[COLUMNS_MAX], *fields[COLUMNS_MAX];
    int columns = 0, count = 0;
    if (size > ELEMENT_BYTES_MAX) {
        return element_refuse(at, l->where,
                              "the list is larger than 8 MiB; leave out what the form "
                              "does not use");
    }
    if (!utf8_valid(bytes, size) || memchr(bytes, '\0', size) != NULL) {
        return element_refuse(at, l->where, "the list is not UTF-8 text; save it as UTF-8 CSV");
    }
    struct csv c = {.at = arena_copy(l->form->arena, bytes, size)};
    struct node *root = node_add(l->form->arena, top, "root");
    if (c.at == NULL || root == NULL) {
        return ERR(ERR_FULL, 0, "form: arena");
    }
    c.at += strncmp(c.at, mark, 3) == 0 ? 3 : 0;
    struct err e = take_row(l, at, &c, names, &columns);
    while (!failed(e) && *c.at != '\0') {
        e = take_row(l, at, &c, fields, &count);
        if (failed(e) || (count == 1 && fields[0][0] == '\0')) {
            continue; /* an empty line */
        }
        if (count != columns || c.row > ROWS_MAX) {
            return element_refuse(at, l->where,
                                  "row %d of the list has %d fields, the first row %d (at most "
                                  "%d rows); give every row the columns of the first",
                                  c.row, count, columns, ROWS_MAX);
        }
        e = add_item(l, root, names, fields, columns);
    }
    return e;
}
