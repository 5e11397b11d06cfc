/* Touch panels of the kernel, /dev/input/eventN: all there are, and those that are plugged in
 * later. Taken for ourselves alone, so that no console hears them. Read by whoever polls; no
 * thread. */
#ifndef PLATFORM_LINUX_TOUCH_PANELS_H
#define PLATFORM_LINUX_TOUCH_PANELS_H

#include "platform/base/err.h"
#include "platform/linux/touch_slots.h"

#define TOUCH_PANELS 4
#define TOUCH_ROOM   64 /* bytes of a folder's name */

struct touch_panel {
    int fd;     /* -1 = free */
    int number; /* of /dev/input/eventN */
    struct touch_slots slots;
};

struct touch_panels {
    char folder[TOUCH_ROOM];
    int changes; /* inotify: devices came */
    struct touch_panel panels[TOUCH_PANELS];
};

/* Opens what is in folder ("/dev/input"), which must stay as long as t lives. That there is no
 * panel yet is no error. ERR_IO when nobody can be told of new ones. */
MUST_USE struct err touch_panels_open(struct touch_panels *t, const char *folder);

/* What to poll for POLLIN: fds[0..n). room is at least 1 + TOUCH_PANELS; returns n. */
int touch_panels_fds(const struct touch_panels *t, int *fds, int room);

/* The next thing a finger did on any panel, and on which; false when there is none now. A panel
 * that was pulled out is let go, one that came is opened. Never blocks. */
bool touch_panels_next(struct touch_panels *t, struct touch_event *ret_event, int *ret_panel);

/* Lets all go. Accepts what open left half done. */
void touch_panels_close(struct touch_panels *t);

#endif
