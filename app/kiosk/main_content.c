/* What people are offered: the lists and forms of the program, and over them those of packs. */
#include <stdio.h>
#include <string.h>

#include "app/kiosk/kiosk.h"

#define CONTENT_BYTES (6u << 20) /* pages are taken when used */

const struct assets_layer *kiosk_layer(const struct kiosk *k, int side)
{
    const struct assets_layer *layer = &k->sets[side].layer;
    return layer->find == NULL ? NULL : layer;
}

static struct err load(struct kiosk *k, int side, struct content *ret_content)
{
    struct arena *arena = &k->content[side];
    struct catalogue_problem problem = {.file = ""};
    struct assets assets = k->assets;
    assets.layer = kiosk_layer(k, side);
    struct err e = catalogue_load(arena, &assets, k->languages, &ret_content->catalogue, &problem);
    if (failed(e) && problem.file[0] != '\0') {
        fprintf(stderr, "kiosk: %s:%d: %s\n", problem.file, problem.line, problem.message);
    }
    if (!failed(e)) {
        e = search_load(arena, &assets, ret_content->catalogue, &ret_content->search);
    }
    return failed(e) ? e : needs_load(arena, &assets, ret_content->catalogue, &ret_content->needs);
}

struct err kiosk_load_content(struct kiosk *k, int side, struct content *ret_content)
{
    secret_close(&k->content[side]); /* of the time before */
    const struct err e = secret_open_large(&k->content[side], CONTENT_BYTES);
    return failed(e) ? e : load(k, side, ret_content);
}

/* Packs that were each found sound may be too much together: the kiosk starts without them. */
struct err kiosk_up_content(struct kiosk *k)
{
    struct err e = kiosk_load_content(k, k->side, &k->offer);
    if (failed(e) && k->sets[k->side].count > 0) {
        fprintf(stderr, "kiosk: packs are not used: %s.\n", e.at);
        k->sets[k->side].layer.context = &k->no_packs;
        e = kiosk_load_content(k, k->side, &k->offer);
    }
    k->assets.layer = kiosk_layer(k, k->side);
    return e;
}

void kiosk_down_content(struct kiosk *k)
{
    kiosk_forget_forms(k);
    secret_close(&k->content[0]);
    secret_close(&k->content[1]);
}

/* --- forms ------------------------------------------------------------------------------------ */

/* Mapped once, when it is first needed: the next visit reads the same form. */
static struct err find_file(struct kiosk *k, const char *path, const struct form_file **ret_file)
{
    int i = 0;
    while (i < k->file_count && strcmp(k->files[i].path, path) != 0) {
        i++;
    }
    if (i == k->file_count) {
        if (i == FORM_FILES_MAX) {
            return ERR(ERR_FULL, 0, "kiosk: files of forms");
        }
        const struct err e = assets_map(&k->assets, path, &k->files[i].file);
        if (failed(e)) {
            return e;
        }
        snprintf(k->files[i].path, sizeof k->files[i].path, "%s", path);
        k->file_count++;
    }
    *ret_file = &k->files[i];
    return ERR_OK;
}

static struct err read_media(void *context, const char *name, const char **ret_bytes,
                             size_t *ret_size)
{
    struct kiosk *k = context;
    char path[FORM_FILE_PATH];
    const struct form_file *found = NULL;
    if (strstr(name, "..") != NULL || strchr(name, '/') != NULL) {
        return ERR(ERR_BAD_INPUT, 0, "kiosk: media name");
    }
    const int length = snprintf(path, sizeof path, "forms/%s/%s", k->media_code, name);
    if (length < 0 || length >= FORM_FILE_PATH) {
        return ERR(ERR_BAD_INPUT, 0, "kiosk: media name");
    }
    const struct err e = find_file(k, path, &found);
    if (found != NULL) {
        *ret_bytes = found->file.bytes;
        *ret_size = found->file.size;
    }
    return e;
}

struct err kiosk_read_form(void *context, const struct procedure *procedure, const char **ret_xml,
                           size_t *ret_size, struct form_media *ret_media)
{
    struct kiosk *k = context;
    k->media_code = procedure->code;
    *ret_media = (struct form_media){k, read_media};
    return read_media(k, procedure->form, ret_xml, ret_size);
}

void kiosk_forget_forms(struct kiosk *k)
{
    while (k->file_count > 0) {
        assets_unmap(&k->assets, &k->files[--k->file_count].file);
    }
}

/* --- colours ---------------------------------------------------------------------------------- */

static void tell_nobody(void *context, const char *sentence)
{
    (void)context;
    (void)sentence;
}

/* Each pack's colours were found readable; where those of several are not together, none is worn.
 */
void kiosk_wear(struct kiosk *k)
{
    const struct pack_listener nobody = {NULL, tell_nobody};
    const struct pack_set *set = &k->sets[k->side];
    struct pack_telling t = {&nobody, false};
    const bool used = kiosk_layer(k, k->side) != NULL && set->layer.context == set;
    palette_init(&k->palette);
    for (int i = 0; used && i < set->count; i++) {
        size_t size = 0;
        const char *rows = pack_set_tokens(set, i, &size);
        if (rows != NULL) {
            palette_lay(&k->palette, &t, rows, size);
        }
    }
    palette_try(&k->palette, &t);
    if (t.bad) {
        fprintf(stderr, "kiosk: the colours of its packs cannot be read together: none is used.\n");
        palette_init(&k->palette);
    }
    painter_wear(&k->painter, (const uint32_t(*)[COLOR_COUNT])k->palette.colors,
                 (enum theme)k->shell.theme);
}
