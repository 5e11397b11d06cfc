/* The panel of an appliance, without a window system: our canvas copied rectangle by rectangle to
 * the buffer that the kernel shows (platform/linux/kms.h), touch panels read from the kernel
 * (platform/linux/touch_panels.h). What is on the panel is bit for bit the canvas when their sizes
 * agree. wake() from any thread, the rest main thread. */
#ifndef PLATFORM_DRM_DISPLAY_DRM_H
#define PLATFORM_DRM_DISPLAY_DRM_H

#include "platform/port_display.h"

struct display_drm_params {
    int width, height; /* canvas, px */
    int rotation;      /* degrees clockwise to the panel: 0, 90, 180 or 270 */
    const char *card;  /* "/dev/dri/card0"; "" = the first that has a panel */
    const char *touch; /* the folder of input devices, "/dev/input" */
};

/* Takes the panel. ERR_NOT_FOUND: no card or nothing connected; ERR_UNSUPPORTED: a card without
 * plain buffers; ERR_FULL when memory is short; ERR_IO. */
MUST_USE struct err display_drm_open(const struct display_drm_params *params,
                                     struct port_display **ret_display);

#endif
