#include "app/steward/form_list.h"

#include <stdio.h>
#include <string.h>

#include "app/form/element.h"
#include "app/pack/pack_store.h"

/* The text of a child without the blanks around it; "" when there is none or no room. */
static void child_text(struct arena *arena, const struct element *e, const char *name, char *out,
                       size_t cap)
{
    const struct element *child = element_child(e, name);
    const char *text = child != NULL ? element_text(arena, child) : NULL;
    out[0] = '\0';
    if (text == NULL) {
        return;
    }
    text += strspn(text, " \t\r\n");
    size_t length = strlen(text);
    while (length > 0 && strchr(" \t\r\n", text[length - 1]) != NULL) {
        length--;
    }
    if (length < cap) {
        (void)memcpy(out, text, length);
        out[length] = '\0';
    }
}

static struct err parse(struct arena *arena, const char *xml, size_t size, const char *root,
                        struct element **ret_root)
{
    struct form_where where;
    const struct err e = element_parse(arena, xml, size, ret_root, &where);
    if (failed(e)) {
        return e;
    }
    return (*ret_root)->name != NULL && strcmp((*ret_root)->name, root) == 0
               ? ERR_OK
               : ERR(ERR_BAD_INPUT, 0, "form list: another document");
}

struct err form_list_manifest(struct arena *arena, const char *xml, size_t size,
                              char ret_href[DDI_HREF])
{
    struct element *root = NULL;
    char id[64];
    const size_t mark = arena_mark(arena);
    struct err e = parse(arena, xml, size, "xforms", &root);
    ret_href[0] = '\0';
    for (const struct element *f = failed(e) ? NULL : element_first(root); f != NULL;
         f = element_next(f)) {
        child_text(arena, f, "formID", id, sizeof id);
        if (strcmp(id, FORM_LIST_CARRIER) == 0) {
            child_text(arena, f, "manifestUrl", ret_href, DDI_HREF);
        }
    }
    arena_release(arena, mark);
    if (!failed(e) && !ddi_href_is_fine(ret_href)) {
        e = ERR(ERR_NOT_FOUND, 0, "form list: it offers no packs");
    }
    return e;
}

/* "gia-lai.pack" and a link; false for anything else. */
static bool read_pack(struct arena *arena, const struct element *file, struct form_pack *ret_pack)
{
    static const char suffix[] = PACK_SUFFIX;
    char name[PACK_TITLE + sizeof suffix];
    child_text(arena, file, "filename", name, sizeof name);
    child_text(arena, file, "hash", ret_pack->hash, sizeof ret_pack->hash);
    child_text(arena, file, "downloadUrl", ret_pack->href, sizeof ret_pack->href);
    const size_t length = strlen(name);
    if (length < sizeof suffix || strcmp(name + length - (sizeof suffix - 1), suffix) != 0) {
        return false;
    }
    (void)snprintf(ret_pack->name, sizeof ret_pack->name, "%.*s",
                   (int)(length - (sizeof suffix - 1)), name);
    return pack_title_is_fine(ret_pack->name) && ret_pack->hash[0] != '\0' &&
           ddi_href_is_fine(ret_pack->href);
}

struct err form_list_packs(struct arena *arena, const char *xml, size_t size,
                           struct form_pack ret_list[FORM_LIST_PACKS], int *ret_count)
{
    struct element *root = NULL;
    const size_t mark = arena_mark(arena);
    const struct err e = parse(arena, xml, size, "manifest", &root);
    *ret_count = 0;
    for (const struct element *f = failed(e) ? NULL : element_first(root);
         f != NULL && *ret_count < FORM_LIST_PACKS; f = element_next(f)) {
        if (strcmp(f->name, "mediaFile") == 0 && read_pack(arena, f, &ret_list[*ret_count])) {
            ++*ret_count;
        }
    }
    arena_release(arena, mark);
    return e;
}
