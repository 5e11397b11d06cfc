#include "app/papers.h"

#include <string.h>

/* Room is taken in steps, so that a still retaken a little larger finds room in the same place. */
#define ROOM_STEP ((size_t)512 * 1024)

struct visit_paper *papers_find(struct visit *v, form_node question)
{
    for (int i = 0; i < v->paper_count; i++) {
        if (v->papers[i].question == question) {
            return &v->papers[i];
        }
    }
    return NULL;
}

struct visit_paper *papers_of(struct visit *v, form_node question)
{
    struct visit_paper *paper = papers_find(v, question);
    if (paper == NULL && v->paper_count < VISIT_PAPERS_MAX) {
        paper = &v->papers[v->paper_count++];
        *paper = (struct visit_paper){.question = question};
    }
    return paper;
}

/* Room for size bytes; what lay in a smaller room before is overwritten. */
static bool make_room(struct arena *arena, struct visit_paper *paper, size_t size)
{
    if (paper->room >= size) {
        return true;
    }
    if (paper->room > 0) {
        explicit_bzero(paper->bytes, paper->room);
    }
    const size_t room = (size + ROOM_STEP - 1) / ROOM_STEP * ROOM_STEP;
    paper->bytes = arena_alloc(arena, room);
    paper->room = paper->bytes == NULL ? 0 : room;
    return paper->bytes != NULL;
}

struct err papers_keep(struct app *a, form_node question, const struct still *still)
{
    struct visit_paper *paper = papers_of(a->visit, question);
    if (paper == NULL) {
        return ERR(ERR_FULL, 0, "papers: too many");
    }
    paper->size = 0;
    if (!make_room(a->arena, paper, still->size)) {
        return ERR(ERR_FULL, 0, "papers: arena");
    }
    memcpy(paper->bytes, still->bytes, still->size);
    paper->size = still->size;
    paper->verdict = still->verdict;
    return ERR_OK;
}

bool papers_taken(struct visit *v, form_node question)
{
    const struct visit_paper *paper = papers_find(v, question);
    return paper != NULL && paper->size > 0;
}

bool papers_any_taken(const struct visit *v)
{
    for (int i = 0; i < v->paper_count; i++) {
        if (v->papers[i].size > 0) {
            return true;
        }
    }
    return false;
}

bool papers_handed_in(struct visit *v, form_node question)
{
    const struct visit_paper *paper = papers_find(v, question);
    return paper != NULL && paper->handed_in;
}
