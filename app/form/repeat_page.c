/* Repeats as pages of their own: how many there are is asked before each is. */
#include "app/form/model.h"

void form_list_repeats(struct form *f)
{
    if (f->places == NULL) {
        f->places = arena_alloc(f->arena, PLACES_MAX * sizeof *f->places);
    }
}

static bool lives(const struct form *f, const struct repeat_place *p)
{
    return f->nodes[p->parent->index] == p->parent;
}

const struct repeat_place *repeat_place_at(const struct form *f, form_node n)
{
    const int i = n - NODES_MAX;
    return i >= 0 && i < f->place_count && lives(f, &f->places[i]) ? &f->places[i] : NULL;
}

form_node repeat_place_of(struct form *f, const struct control *c, struct node *parent)
{
    int free = f->place_count;
    if (f->places == NULL || parent == NULL || c->count != NULL || c->no_add_remove) {
        return FORM_NONE;
    }
    for (int i = 0; i < f->place_count; i++) {
        if (f->places[i].control == c && f->places[i].parent == parent) {
            return NODES_MAX + i;
        }
        free = !lives(f, &f->places[i]) ? i : free;
    }
    if (free == PLACES_MAX) {
        return FORM_NONE; /* its instances are asked all the same */
    }
    f->places[free] = (struct repeat_place){c, parent};
    f->place_count += free == f->place_count;
    return NODES_MAX + free;
}

const struct control *words_of(const struct control *c)
{
    const struct control *around = c->parent;
    const bool lone = c->kind == FORM_REPEAT && c->label == NULL && around != NULL &&
                      around->kind == FORM_GROUP && around->first == c && around->last == c;
    return lone ? around : c;
}

static struct node *next_instance(const struct repeat_place *p, struct node *n)
{
    for (n = n != NULL ? n->next : p->parent->first; n != NULL; n = n->next) {
        if (n->def == p->control->def && !n->irrelevant) {
            return n;
        }
    }
    return NULL;
}

int form_instance_count(struct form *f, form_node repeat)
{
    const struct repeat_place *p = repeat_place_at(f, repeat);
    int count = 0;
    for (struct node *n = NULL; p != NULL && (n = next_instance(p, n)) != NULL;) {
        count++;
    }
    return count;
}

form_node form_instance(struct form *f, form_node repeat, int i)
{
    const struct repeat_place *p = repeat_place_at(f, repeat);
    for (struct node *n = NULL; p != NULL && (n = next_instance(p, n)) != NULL;) {
        if (i-- == 0) {
            return n->index;
        }
    }
    return FORM_NONE;
}

form_node form_instance_above(struct form *f, form_node n)
{
    const struct repeat_place *p = repeat_place_at(f, n);
    const bool known = n >= 0 && n < f->node_count && f->nodes[n] != NULL;
    const struct node *at = p != NULL ? p->parent : known ? f->nodes[n]->parent : NULL;
    while (at != NULL && (at->def == NULL || !at->def->repeat)) {
        at = at->parent;
    }
    return at != NULL ? at->index : FORM_NONE;
}

form_node form_repeat_of(struct form *f, form_node instance)
{
    const bool known = instance >= 0 && instance < f->node_count && f->nodes[instance] != NULL;
    const struct node *n = known ? f->nodes[instance] : NULL;
    if (n == NULL || !n->def->repeat || n->def->control == NULL) {
        return FORM_NONE;
    }
    return repeat_place_of(f, n->def->control, n->parent);
}
