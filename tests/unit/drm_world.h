/* A graphics card with one connected panel, as the kernel shows it, played behind open() and
 * ioctl() of the program that is tested (the Makefile wraps them); its memory is a file of its own,
 * which the test sees, too. */
#ifndef TESTS_DRM_WORLD_H
#define TESTS_DRM_WORLD_H

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include <drm.h>
#include <drm_mode.h>

#define DRM_WORLD_OUTPUTS 2

int __real_open(const char *path, int flags, ...);
int __real_ioctl(int fd, unsigned long request, ...);
int __wrap_open(const char *path, int flags, ...);
int __wrap_ioctl(int fd, unsigned long request, ...);

static struct {
    const char *path; /* where the card is */
    bool connected[DRM_WORLD_OUTPUTS];
    int modes, prefers, width, height; /* of the first mode; each next is a pixel wider */
    uint32_t possible;
    bool no_buffers, no_dirty, master_elsewhere;
    /* What it came to. */
    int fd, lit, told, clips;
    size_t size;
    struct drm_mode_crtc shown;
    struct drm_clip_rect first;
} card;

static int card_fails(int why)
{
    errno = why;
    return -1;
}

int __wrap_open(const char *path, int flags, ...)
{
    if (strncmp(path, "/dev/dri/", 9) != 0) {
        return __real_open(path, flags, 0600);
    }
    if (card.path == NULL || strcmp(path, card.path) != 0) {
        return card_fails(ENOENT);
    }
    card.fd = memfd_create("card", MFD_CLOEXEC);
    return card.fd;
}

static void *card_there(uint64_t address)
{
    return (void *)(uintptr_t)address;
}

static int card_resources(struct drm_mode_card_res *r)
{
    uint32_t *connectors = card_there(r->connector_id_ptr), *crtcs = card_there(r->crtc_id_ptr);
    for (uint32_t i = 0; i < DRM_WORLD_OUTPUTS && i < r->count_connectors; i++) {
        connectors[i] = 30 + i;
    }
    for (uint32_t i = 0; i < 2 && i < r->count_crtcs; i++) {
        crtcs[i] = 40 + i;
    }
    r->count_connectors = DRM_WORLD_OUTPUTS;
    r->count_crtcs = 2;
    return 0;
}

static int card_connector(struct drm_mode_get_connector *c)
{
    struct drm_mode_modeinfo *modes = card_there(c->modes_ptr);
    uint32_t *encoders = card_there(c->encoders_ptr);
    c->connection = card.connected[c->connector_id - 30] ? 1 : 2;
    for (int i = 0; i < card.modes && (uint32_t)i < c->count_modes; i++) {
        modes[i] =
            (struct drm_mode_modeinfo){.hdisplay = (uint16_t)(card.width + i),
                                       .vdisplay = (uint16_t)card.height,
                                       .type = i == card.prefers ? DRM_MODE_TYPE_PREFERRED : 0};
    }
    if (c->count_encoders > 0) {
        encoders[0] = 50;
    }
    c->count_modes = (uint32_t)card.modes;
    c->count_encoders = 1;
    return 0;
}

/* Rows are longer than they show. */
static int card_buffer(struct drm_mode_create_dumb *d)
{
    if (card.no_buffers) {
        return card_fails(ENOSYS);
    }
    d->handle = 60;
    d->pitch = d->width * 4 + 64;
    d->size = (uint64_t)d->pitch * d->height;
    card.size = (size_t)d->size;
    return ftruncate(card.fd, (off_t)d->size);
}

static int card_dirty(const struct drm_mode_fb_dirty_cmd *c)
{
    const struct drm_clip_rect *clips = card_there(c->clips_ptr);
    if (card.no_dirty) {
        return card_fails(ENOSYS);
    }
    card.told++;
    card.clips = (int)c->num_clips;
    card.first = clips[0];
    return c->fb_id == 70 ? 0 : card_fails(EINVAL);
}

static int card_show(const struct drm_mode_crtc *c)
{
    if (card.master_elsewhere) {
        return card_fails(EACCES);
    }
    card.lit++;
    card.shown = *c;
    return 0;
}

int __wrap_ioctl(int fd, unsigned long request, ...)
{
    va_list rest;
    va_start(rest, request);
    void *to = va_arg(rest, void *);
    va_end(rest);
    if (fd != card.fd) {
        return __real_ioctl(fd, request, to);
    }
    switch (request) {
    case DRM_IOCTL_MODE_GETRESOURCES:
        return card_resources(to);
    case DRM_IOCTL_MODE_GETCONNECTOR:
        return card_connector(to);
    case DRM_IOCTL_MODE_GETENCODER:
        ((struct drm_mode_get_encoder *)to)->possible_crtcs = card.possible;
        return 0;
    case DRM_IOCTL_MODE_CREATE_DUMB:
        return card_buffer(to);
    case DRM_IOCTL_MODE_ADDFB:
        ((struct drm_mode_fb_cmd *)to)->fb_id = 70;
        return 0;
    case DRM_IOCTL_MODE_MAP_DUMB:
        ((struct drm_mode_map_dumb *)to)->offset = 0;
        return 0;
    case DRM_IOCTL_MODE_SETCRTC:
        return card_show(to);
    case DRM_IOCTL_MODE_DIRTYFB:
        return card_dirty(to);
    default:
        return card_fails(EINVAL);
    }
}

/* A card whose second output is connected and prefers the third of its modes. */
static void card_plug(int width, int height)
{
    memset(&card, 0, sizeof card);
    card.path = "/dev/dri/card0";
    card.connected[1] = true;
    card.modes = 3;
    card.prefers = 2;
    card.width = width - 2;
    card.height = height;
    card.possible = 2;
    card.fd = -1;
}

#endif
