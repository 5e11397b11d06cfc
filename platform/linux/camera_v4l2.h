/* A document camera through V4L2 ("v4l2:/dev/video0"; better a link of /dev/v4l/by-id), in MJPEG or
 * YUYV, whichever gives the larger picture. No call waits longer than its time-out: the device is
 * opened non-blocking and asked only after poll(). When it is lost everything is made anew, with
 * whatever size and format it then has. The stream runs only during a still and while somebody
 * looks, so its light tells the truth. One thread. */
#ifndef PLATFORM_LINUX_CAMERA_V4L2_H
#define PLATFORM_LINUX_CAMERA_V4L2_H

#include <stdbool.h>

#include "platform/port_camera.h"

#define CAMERA_V4L2_PATH    108
#define CAMERA_V4L2_BUFFERS 4

struct camera_v4l2 {
    struct port_camera port; /* first: the port is the camera */
    char path[CAMERA_V4L2_PATH];
    int fd;               /* -1: not open */
    bool streaming, kept; /* kept: somebody looks, the stream outlives a still */
    uint32_t format;      /* V4L2_PIX_FMT_MJPEG or _YUYV, as the device set it */
    int width, height, stride;
    int count;
    struct {
        uint8_t *bytes;
        size_t size;
    } buffers[CAMERA_V4L2_BUFFERS];
    int still_ms, view_ms;   /* a call gives up after them: 5000 and 1000 */
    const atomic_bool *stop; /* of the still that is being taken; NULL: none */
    int settle_ms;           /* after the stream began, until its light and focus are right: 700 */
};

/* Chooses the device; it is opened by the first call and need not be there yet. ERR_FULL: the path
 * is too long; ERR_BAD_INPUT: there is none. */
MUST_USE struct err camera_v4l2_open(struct camera_v4l2 *c, const char *path);

#endif
