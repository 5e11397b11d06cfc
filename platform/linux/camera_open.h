/* Chooses the document camera or scanner by its device URI (CONTRACTS.md "kiosk"). */
#ifndef PLATFORM_LINUX_CAMERA_OPEN_H
#define PLATFORM_LINUX_CAMERA_OPEN_H

#include "platform/linux/camera_sane.h"
#include "platform/linux/camera_v4l2.h"
#include "platform/sim/camera_file.h"

/* Storage for whichever camera the URI names; the caller's, and may not be moved. */
struct camera {
    struct port_camera *port; /* what to use; NULL: not opened */
    struct camera_v4l2 v4l2;
    struct camera_sane sane;
    struct camera_file file;
    bool pretended; /* file is the port */
};

/* "v4l2:/dev/video0", "sane:NAME", "sim:FILE", "sim:DIR", "none:". Reaches no device yet.
 * ERR_BAD_INPUT when the URI is none of these, ERR_FULL when it is too long. */
MUST_USE struct err camera_open(struct camera *c, const char *uri);

/* Accepts a zeroed or half-opened camera. */
void camera_close(struct camera *c);

struct camera_uri {
    const char *form, *help;
};
/* Every kind of URI with a sentence, for `kioskctl devices`; returns how many. */
int camera_uris(const struct camera_uri **ret_uris);

#endif
