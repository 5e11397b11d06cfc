/* The tree that XPath sees: the citizen's answers (primary instance) and the lists (secondary
 * instances), all in the form's arena. */
#ifndef APP_FORM_NODE_H
#define APP_FORM_NODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "platform/base/arena.h"

struct def; /* app/form/model.h: what the form says about a node of the primary instance */

struct node {
    const char *name;  /* "" for the node above a root element */
    const char *value; /* NULL reads as ""; a constant of the form, or storage */
    char *storage;
    struct node *parent, *first, *last, *next;
    struct def *def;   /* NULL in secondary instances */
    uint32_t capacity; /* bytes of storage */
    int index;         /* form_node; -1 in secondary instances */
    bool irrelevant;   /* reads as empty, is not sent */
    bool fixed;        /* of a list: never changes, may be indexed */
    bool asked;        /* the walk has shown it */
    bool supplied;     /* prefilled from the card */
    bool dirty_value, dirty_relevance;
    uint8_t open; /* enum form_open */
};

/* A new last child of parent (which may be NULL); NULL when the arena is full. */
struct node *node_add(struct arena *arena, struct node *parent, const char *name);

/* Takes child out of its parent's list. */
void node_remove(struct node *child);

/* Replaces the value (copied; storage is reused when it fits). False when the arena is full. */
bool node_set(struct arena *arena, struct node *n, const char *value);

/* "" for an empty node. */
const char *node_value(const struct node *n);

/* First child of this name, or NULL. */
struct node *node_child(const struct node *n, const char *name);

/* 1-based place among the siblings of the same name. */
int node_position(const struct node *n);

/* The node after n in document order inside top, or NULL. */
struct node *node_walk(const struct node *n, const struct node *top);

/* The same, but not into the children of n. */
struct node *node_walk_over(const struct node *n, const struct node *top);

/* Below 0, 0, above 0: document order of two nodes of one tree. */
int node_compare(const struct node *a, const struct node *b);

#endif
