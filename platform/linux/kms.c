#include "platform/linux/kms.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

#define CARDS     8
#define OUTPUTS   16
#define MODES     64
#define CLIPS     64
#define DEPTH     24
#define PIXEL     32
#define CONNECTED 1

/* The kernel takes addresses as numbers. */
static uint64_t address(const void *p)
{
    return (uint64_t)(uintptr_t)p;
}

struct resources {
    uint32_t connectors[OUTPUTS], crtcs[OUTPUTS];
    int connector_count, crtc_count;
};

static struct err read_resources(int fd, struct resources *r)
{
    struct drm_mode_card_res ask = {.connector_id_ptr = address(r->connectors),
                                    .crtc_id_ptr = address(r->crtcs),
                                    .count_connectors = OUTPUTS,
                                    .count_crtcs = OUTPUTS};
    if (ioctl(fd, DRM_IOCTL_MODE_GETRESOURCES, &ask) != 0) {
        return ERR(ERR_UNSUPPORTED, errno, "kms: resources");
    }
    if (ask.count_connectors > OUTPUTS || ask.count_crtcs > OUTPUTS) {
        return ERR(ERR_UNSUPPORTED, 0, "kms: more outputs than we know");
    }
    r->connector_count = (int)ask.count_connectors;
    r->crtc_count = (int)ask.count_crtcs;
    return ERR_OK;
}

/* The first of our CRTCs that an encoder of this output can use; 0 = none. */
static uint32_t crtc_of(int fd, const struct resources *r, const uint32_t *encoders, uint32_t count)
{
    for (uint32_t e = 0; e < count; e++) {
        struct drm_mode_get_encoder ask = {.encoder_id = encoders[e]};
        if (ioctl(fd, DRM_IOCTL_MODE_GETENCODER, &ask) != 0) {
            continue;
        }
        for (int i = 0; i < r->crtc_count; i++) {
            if ((ask.possible_crtcs >> i & 1U) != 0) {
                return r->crtcs[i];
            }
        }
    }
    return 0;
}

/* The mode the panel prefers, which the kernel lists first when it does not say. */
static struct drm_mode_modeinfo preferred(const struct drm_mode_modeinfo *modes, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        if ((modes[i].type & DRM_MODE_TYPE_PREFERRED) != 0) {
            return modes[i];
        }
    }
    return modes[0];
}

static bool use_connector(struct kms *k, const struct resources *r, uint32_t id)
{
    static struct drm_mode_modeinfo modes[MODES];
    uint32_t encoders[OUTPUTS];
    struct drm_mode_get_connector ask = {.connector_id = id};
    /* Without room for modes the kernel looks anew what is connected, and says how much it would
     * tell. */
    if (ioctl(k->fd, DRM_IOCTL_MODE_GETCONNECTOR, &ask) != 0 || ask.connection != CONNECTED ||
        ask.count_modes == 0 || ask.count_modes > MODES || ask.count_encoders > OUTPUTS) {
        return false;
    }
    ask = (struct drm_mode_get_connector){.connector_id = id,
                                          .modes_ptr = address(modes),
                                          .encoders_ptr = address(encoders),
                                          .count_modes = ask.count_modes,
                                          .count_encoders = ask.count_encoders};
    if (ioctl(k->fd, DRM_IOCTL_MODE_GETCONNECTOR, &ask) != 0 || ask.count_modes == 0 ||
        ask.count_modes > MODES) {
        return false;
    }
    k->crtc = crtc_of(k->fd, r, encoders, ask.count_encoders);
    k->connector = id;
    k->mode = preferred(modes, ask.count_modes);
    k->width = k->mode.hdisplay;
    k->height = k->mode.vdisplay;
    return k->crtc != 0;
}

static struct err find_output(struct kms *k)
{
    struct resources r;
    const struct err e = read_resources(k->fd, &r);
    for (int i = 0; i < r.connector_count && !failed(e); i++) {
        if (use_connector(k, &r, r.connectors[i])) {
            return ERR_OK;
        }
    }
    return failed(e) ? e : ERR(ERR_NOT_FOUND, 0, "kms: no panel is connected");
}

static struct err make_buffer(struct kms *k)
{
    struct drm_mode_create_dumb make = {
        .width = (uint32_t)k->width, .height = (uint32_t)k->height, .bpp = PIXEL};
    if (ioctl(k->fd, DRM_IOCTL_MODE_CREATE_DUMB, &make) != 0) {
        return ERR(ERR_UNSUPPORTED, errno, "kms: buffer");
    }
    k->handle = make.handle;
    k->pitch = make.pitch;
    k->size = (size_t)make.size;
    struct drm_mode_fb_cmd picture = {.width = make.width,
                                      .height = make.height,
                                      .pitch = make.pitch,
                                      .bpp = PIXEL,
                                      .depth = DEPTH,
                                      .handle = make.handle};
    struct drm_mode_map_dumb map = {.handle = make.handle};
    if (ioctl(k->fd, DRM_IOCTL_MODE_ADDFB, &picture) != 0 ||
        ioctl(k->fd, DRM_IOCTL_MODE_MAP_DUMB, &map) != 0) {
        return ERR(ERR_UNSUPPORTED, errno, "kms: picture");
    }
    k->picture = picture.fb_id;
    void *pixels =
        mmap(NULL, k->size, PROT_READ | PROT_WRITE, MAP_SHARED, k->fd, (off_t)map.offset);
    if (pixels == MAP_FAILED) {
        return ERR(ERR_IO, errno, "kms: map");
    }
    k->pixels = pixels;
    memset(k->pixels, 0, k->size);
    return ERR_OK;
}

static struct err open_card(struct kms *k, const char *path)
{
    *k = (struct kms){.fd = open(path, O_RDWR | O_CLOEXEC)};
    if (k->fd < 0) {
        return ERR(ERR_NOT_FOUND, errno, "kms: card");
    }
    struct err e = find_output(k);
    if (!failed(e)) {
        e = make_buffer(k);
    }
    if (failed(e)) {
        kms_close(k);
    }
    return e;
}

struct err kms_open(struct kms *k, const char *path)
{
    struct err e = ERR(ERR_NOT_FOUND, ENOENT, "kms: no card");
    if (path[0] != '\0') {
        return open_card(k, path);
    }
    for (int i = 0; i < CARDS && failed(e); i++) {
        char card[] = "/dev/dri/card0";
        card[sizeof card - 2] = (char)('0' + i);
        const struct err tried = open_card(k, card);
        e = tried.os == ENOENT ? e : tried; /* what the last one that is there said */
    }
    return e;
}

static struct err light_up(struct kms *k)
{
    struct drm_mode_crtc set = {.set_connectors_ptr = address(&k->connector),
                                .count_connectors = 1,
                                .crtc_id = k->crtc,
                                .fb_id = k->picture,
                                .mode_valid = 1,
                                .mode = k->mode};
    if (ioctl(k->fd, DRM_IOCTL_MODE_SETCRTC, &set) != 0) {
        return ERR(ERR_IO, errno, "kms: show");
    }
    k->lit = true;
    return ERR_OK;
}

/* Drivers whose panel reads the buffer by itself have no such call, and need none. */
static struct err tell_changes(struct kms *k, struct drm_clip_rect *clips, int count)
{
    struct drm_mode_fb_dirty_cmd dirty = {
        .fb_id = k->picture, .num_clips = (uint32_t)count, .clips_ptr = address(clips)};
    if (ioctl(k->fd, DRM_IOCTL_MODE_DIRTYFB, &dirty) != 0 && errno != ENOSYS) {
        return ERR(ERR_IO, errno, "kms: changes");
    }
    return ERR_OK;
}

struct err kms_show(struct kms *k, const struct rect *changed, int count)
{
    struct drm_clip_rect clips[CLIPS];
    if (!k->lit) {
        const struct err e = light_up(k);
        if (failed(e)) {
            return e;
        }
        count = CLIPS + 1;
    }
    if (count > CLIPS) {
        clips[0] = (struct drm_clip_rect){0, 0, (uint16_t)k->width, (uint16_t)k->height};
        return tell_changes(k, clips, 1);
    }
    for (int i = 0; i < count; i++) {
        const struct rect r = changed[i];
        clips[i] = (struct drm_clip_rect){(uint16_t)r.x, (uint16_t)r.y, (uint16_t)(r.x + r.w),
                                          (uint16_t)(r.y + r.h)};
    }
    return count == 0 ? ERR_OK : tell_changes(k, clips, count);
}

void kms_close(struct kms *k)
{
    if (k->pixels != NULL) {
        (void)munmap(k->pixels, k->size);
    }
    if (k->fd >= 0) {
        close(k->fd); /* buffer and picture go with it */
    }
    *k = (struct kms){.fd = -1};
}
