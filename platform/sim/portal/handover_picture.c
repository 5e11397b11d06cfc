#include "platform/sim/portal/handover_picture.h"

#include <stdlib.h>
#include <string.h>

#include "platform/linux/pdf_file.h"
#include "platform/port_picture.h"

#define SIDE_LEAST    1000 /* px: a smaller picture of a paper cannot be read at all */
#define THUMB_SIDE    100
#define THUMB_QUALITY 70
#define QUALITY       88

const char *handover_foreign(const void *bytes, size_t size)
{
    const char *first = bytes;
    if (size == 0) {
        return "upload.error.none";
    }
    if (size > 12 && memcmp(first + 4, "ftyp", 4) == 0) {
        return "upload.error.heic";
    }
    if (size > 4 && memcmp(first, "%PDF", 4) == 0) {
        return "upload.error.pdf";
    }
    return size > 3 && memcmp(first, "\xFF\xD8\xFF", 3) == 0 ? NULL : "upload.error.foreign";
}

const char *handover_doubt(enum photo_verdict quality)
{
    static const char *const keys[] = {[PHOTO_BLURRED] = "upload.doubt.blurred",
                                       [PHOTO_GLARE] = "upload.doubt.glare",
                                       [PHOTO_DARK] = "upload.doubt.dark",
                                       [PHOTO_SMALL] = "upload.doubt.coarse",
                                       [PHOTO_COARSE] = "upload.doubt.coarse"};
    return keys[quality];
}

static const char *error_of(struct err e)
{
    return !failed(e)                ? NULL
           : e.code == ERR_REFUSED   ? "upload.error.pixels"
           : e.code == ERR_BAD_INPUT ? "upload.error.damaged"
                                     : "upload.error.busy";
}

static struct err bind_page(struct handover_picture *p)
{
    const size_t cap = p->whole.size + PICTURE_PDF_ROOM(1);
    const struct picture_page page = {.jpeg = p->whole.jpeg, .size = p->whole.size};
    p->pdf = malloc(cap);
    return p->pdf == NULL ? ERR(ERR_FULL, 1, "upload: memory")
                          : image_pdf_write(&page, 1, PICTURE_DPI, p->pdf, cap, &p->in.size);
}

static const char *make(const void *bytes, size_t size, int turned, struct handover_picture *p)
{
    struct err e = photo_remake(bytes, size, PHOTO_SIDE_LEAST, turned, QUALITY, &p->whole);
    if (failed(e)) {
        return error_of(e);
    }
    if (p->whole.width < SIDE_LEAST && p->whole.height < SIDE_LEAST) {
        return "upload.error.small";
    }
    e = photo_remake(p->whole.jpeg, p->whole.size, THUMB_SIDE, 1, THUMB_QUALITY, &p->small);
    e = failed(e) ? e : bind_page(p);
    p->in.bytes = p->pdf;
    p->in.thumb = p->small.jpeg;
    p->in.thumb_size = p->small.size;
    p->in.width = p->whole.width;
    p->in.height = p->whole.height;
    p->in.quality = photo_quality(&p->whole);
    return failed(e) ? "upload.error.busy" : NULL;
}

const char *handover_picture_make(const void *bytes, size_t size, int turned,
                                  struct handover_picture *ret_picture)
{
    *ret_picture = (struct handover_picture){.pdf = NULL};
    const char *error = make(bytes, size, turned, ret_picture);
    if (error != NULL) {
        handover_picture_free(ret_picture);
    }
    return error;
}

void handover_picture_free(struct handover_picture *p)
{
    photo_free(&p->whole);
    photo_free(&p->small);
    if (p->pdf != NULL) {
        explicit_bzero(p->pdf, p->in.size);
    }
    free(p->pdf);
    *p = (struct handover_picture){.pdf = NULL};
}
