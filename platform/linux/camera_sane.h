/* A document scanner through SANE ("sane:NAME", as `scanimage -L` names it): each still is the next
 * sheet of its feeder, or what lies on its glass when it has no feeder; in colour, at 200 dpi or
 * the next finer step. Rows are compressed as they come, so no page lies in memory twice. One
 * thread, always the same. */
#ifndef PLATFORM_LINUX_CAMERA_SANE_H
#define PLATFORM_LINUX_CAMERA_SANE_H

#include <stdbool.h>

#include "platform/port_camera.h"

#define CAMERA_SANE_NAME 116

struct camera_sane {
    struct port_camera port; /* first: the port is the camera */
    char name[CAMERA_SANE_NAME];
    void *handle; /* SANE_Handle; NULL: not open */
    bool library; /* sane_init() was called */
    bool feeder;  /* sheets come from its feeder */
    int dpi;      /* of its sheets, as it says; 0: it does not */
    int scan_ms;  /* one sheet may take so long: 45000 */
    /* Values of the device's own options, set before each sheet; NULL: none. For the tests. */
    const struct camera_sane_option {
        const char *name, *value; /* ended by a NULL name */
    } * options;
};

/* Chooses the device; it is opened by the first still and need not be there yet. ERR_FULL: the name
 * is too long; ERR_BAD_INPUT: there is none. */
MUST_USE struct err camera_sane_open(struct camera_sane *c, const char *name);

/* SANE itself, counted: each user takes it up once and down once. The cameras' thread. */
MUST_USE struct err camera_sane_library_up(void);
void camera_sane_library_down(void);

#endif
