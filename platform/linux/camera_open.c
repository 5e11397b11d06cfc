#include "platform/linux/camera_open.h"

#include <string.h>

static const struct camera_uri uris[] = {
    {"v4l2:/dev/v4l/by-id/NAME", "Document camera on USB, 8 megapixels or more; found again."},
    {"v4l2:/dev/video0", "The same by its number, which may change with the next start."},
    {"sane:NAME", "Document scanner, by the name that scanimage -L tells; its feeder first."},
    {"sim:FILE", "Pretended camera: the same still every time."},
    {"sim:DIR", "Pretended camera: the .jpg files of a folder in turn."},
    {"none:", "No camera: papers are handed in at the counter."},
};

int camera_uris(const struct camera_uri **ret_uris)
{
    *ret_uris = uris;
    return (int)(sizeof uris / sizeof uris[0]);
}

struct err camera_open(struct camera *c, const char *uri)
{
    struct err e;
    memset(c, 0, sizeof *c);
    if (strncmp(uri, "v4l2:", 5) == 0) {
        e = camera_v4l2_open(&c->v4l2, uri + 5);
        c->port = &c->v4l2.port;
    } else if (strncmp(uri, "sane:", 5) == 0) {
        e = camera_sane_open(&c->sane, uri + 5);
        c->port = &c->sane.port;
    } else {
        e = camera_file_open(&c->file, uri);
        c->port = &c->file.port;
        c->pretended = true;
    }
    return e;
}

void camera_close(struct camera *c)
{
    if (c->port != NULL) {
        c->port->ops->close(c->port);
    }
    c->port = NULL;
}
