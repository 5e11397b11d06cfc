#include "ui/effects_upload.h"

#include "ui/shell.h"

#define SIDE_MOST  512 /* px of what is decoded at all */
#define THUMB_ROOM ((size_t)PHONE_THUMB_SIDE * PHONE_THUMB_SIDE * 3)

static struct phone_page *page_of(struct visit *v, int id)
{
    for (int i = 0; i < v->upload.count; i++) {
        if (v->upload.pages[i].id == id && v->upload.pages[i].thumb == NULL) {
            return &v->upload.pages[i];
        }
    }
    return NULL;
}

void effects_upload(struct shell *s, const struct portal_answer *answer)
{
    const struct portal_upload *u = &answer->upload;
    struct visit *v = s->app->visit;
    if (v == NULL || answer->question != PORTAL_UPLOAD || u->thumb == NULL) {
        return;
    }
    const struct port_picture *picture = s->ports.picture;
    struct phone_page *page = u->number == v->upload.number ? page_of(v, u->thumb_of) : NULL;
    int width = 0;
    int height = 0;
    if (page == NULL || failed(picture->size(u->thumb, (size_t)u->thumb_size, &width, &height)) ||
        width > SIDE_MOST || height > SIDE_MOST) {
        return;
    }
    const size_t mark = arena_mark(s->app->arena);
    uint8_t *room = arena_alloc(s->app->arena, THUMB_ROOM);
    if (room == NULL || failed(picture->preview(u->thumb, (size_t)u->thumb_size, PHONE_THUMB_SIDE,
                                                room, THUMB_ROOM, &width, &height))) {
        arena_release(s->app->arena, mark);
        return;
    }
    page->thumb = room;
    page->thumb_width = width;
    page->thumb_height = height;
}
