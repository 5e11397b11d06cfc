/* A panel as the kernel drives it: the first connected output of a graphics card, its own mode, and
 * one plain buffer of pixels that the kernel shows. No OpenGL and no library: every driver of the
 * kernel can do this, and no code is made at run time. Main thread. */
#ifndef PLATFORM_LINUX_KMS_H
#define PLATFORM_LINUX_KMS_H

#include <stddef.h>
#include <stdint.h>

#include <drm.h>
#include <drm_mode.h>

#include "platform/base/err.h"
#include "platform/port_display.h"

struct kms {
    int fd;
    uint32_t connector, crtc;
    uint32_t handle, picture; /* of the buffer */
    struct drm_mode_modeinfo mode;
    int width, height; /* px, as the panel has them */
    uint8_t *pixels;   /* XRGB8888, rows of pitch bytes; the kernel's memory */
    size_t pitch, size;
    bool lit; /* our buffer was put on the panel */
};

/* Opens path, or the first of /dev/dri/card0 to card7 that has a connected output when path is "".
 * ERR_NOT_FOUND: no such card, no output; ERR_UNSUPPORTED: it has no plain buffers; os has errno.
 */
MUST_USE struct err kms_open(struct kms *k, const char *path);

/* Says that these rectangles of the buffer changed: at most count, px of the panel. The first call
 * puts the buffer on the panel. */
MUST_USE struct err kms_show(struct kms *k, const struct rect *changed, int count);

/* Gives everything back; the console shows again. Accepts what open left half done. */
void kms_close(struct kms *k);

#endif
