/* A camera that shows files: "sim:FILE" the same still every time, "sim:DIR" its .jpg files in turn
 * by name, "none:" no camera. Before a
 * still the next file is what lies under it. Can fail in the ways cameras do. */
#ifndef PLATFORM_SIM_CAMERA_FILE_H
#define PLATFORM_SIM_CAMERA_FILE_H

#include <stdatomic.h>
#include <stdbool.h>

#include "platform/port_camera.h"
#include "platform/port_picture.h"

#define CAMERA_PATH_MAX 1024

enum camera_fault {
    CAMERA_WELL,
    CAMERA_UNPLUGGED, /* no source */
    CAMERA_TRUNCATED, /* half a picture */
    CAMERA_EMPTY,     /* no bytes */
    CAMERA_NOISE,     /* bytes that are no picture */
    CAMERA_SLOW,      /* takes two seconds */
    CAMERA_DEAF,      /* it is there and gives nothing: its time is up at once, not after seconds */
    CAMERA_FAULTS
};

struct camera_file {
    struct port_camera port; /* first: the port is the camera */
    char path[CAMERA_PATH_MAX];
    const struct port_picture *picture; /* lent by who opened it, to look with; NULL: it cannot */
    char seen[CAMERA_PATH_MAX * 2];     /* what the last look showed; "": nothing since it rested */
    int taken;                          /* stills so far: the next file of a folder */
    atomic_int fault;                   /* enum camera_fault */
};

/* Chooses by URI. ERR_BAD_INPUT when it is neither "sim:PATH" nor "none:"; the file need not exist
 * yet. */
MUST_USE struct err camera_file_open(struct camera_file *c, const char *uri);

/* What lies under the camera from now on: a path to a file or folder. ERR_FULL when too long. Not
 * while a still is being taken. */
MUST_USE struct err camera_file_show(struct camera_file *c, const char *path);

/* Lets it fail until "well"; false for an unknown name. Any thread. */
bool camera_file_fault(struct camera_file *c, const char *name);

#endif
