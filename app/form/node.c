#include "app/form/node.h"

#include <string.h>

struct node *node_add(struct arena *arena, struct node *parent, const char *name)
{
    struct node *n = arena_alloc(arena, sizeof *n);
    if (n == NULL) {
        return NULL;
    }
    n->name = name;
    n->parent = parent;
    n->index = -1;
    if (parent != NULL) {
        n->fixed = parent->fixed;
        if (parent->last == NULL) {
            parent->first = n;
        } else {
            parent->last->next = n;
        }
        parent->last = n;
    }
    return n;
}

void node_remove(struct node *child)
{
    struct node *parent = child->parent;
    struct node *before = NULL;
    for (struct node *c = parent->first; c != child; c = c->next) {
        before = c;
    }
    if (before == NULL) {
        parent->first = child->next;
    } else {
        before->next = child->next;
    }
    if (parent->last == child) {
        parent->last = before;
    }
    child->parent = NULL;
    child->next = NULL;
}

bool node_set(struct arena *arena, struct node *n, const char *value)
{
    const size_t len = strlen(value);
    if (len + 1 > n->capacity && len > 0) {
        size_t capacity = 32;
        while (capacity < len + 1) {
            capacity *= 2;
        }
        char *storage = arena_alloc(arena, capacity);
        if (storage == NULL) {
            return false;
        }
        if (n->storage != NULL) {
            explicit_bzero(n->storage, n->capacity);
        }
        n->storage = storage;
        n->capacity = (uint32_t)capacity;
    }
    if (n->storage != NULL) {
        memset(n->storage, 0, n->capacity);
        memcpy(n->storage, value, len);
    }
    n->value = len > 0 ? n->storage : NULL;
    return true;
}

const char *node_value(const struct node *n)
{
    return n->value != NULL ? n->value : "";
}

struct node *node_child(const struct node *n, const char *name)
{
    for (struct node *c = n->first; c != NULL; c = c->next) {
        if (c->name == name || strcmp(c->name, name) == 0) {
            return c;
        }
    }
    return NULL;
}

int node_position(const struct node *n)
{
    int position = 1;
    if (n->parent == NULL) {
        return 1;
    }
    for (const struct node *c = n->parent->first; c != NULL && c != n; c = c->next) {
        position += strcmp(c->name, n->name) == 0;
    }
    return position;
}

struct node *node_walk_over(const struct node *n, const struct node *top)
{
    while (n != NULL && n != top) {
        if (n->next != NULL) {
            return n->next;
        }
        n = n->parent;
    }
    return NULL;
}

struct node *node_walk(const struct node *n, const struct node *top)
{
    return n->first != NULL ? n->first : node_walk_over(n, top);
}

static int depth_of(const struct node *n)
{
    int depth = 0;
    for (; n->parent != NULL; n = n->parent) {
        depth++;
    }
    return depth;
}

int node_compare(const struct node *a, const struct node *b)
{
    if (a == b) {
        return 0;
    }
    int da = depth_of(a), db = depth_of(b);
    const int deeper = da - db;
    for (; da > db; da--) {
        a = a->parent;
    }
    for (; db > da; db--) {
        b = b->parent;
    }
    if (a == b) {
        return deeper;
    }
    while (a->parent != b->parent) {
        a = a->parent;
        b = b->parent;
    }
    for (const struct node *c = a->next; c != NULL; c = c->next) {
        if (c == b) {
            return -1;
        }
    }
    return 1;
}
