/* The panel of a graphics card, whose calls are answered here as the kernel answers them (the Makefile wraps open()
 * and ioctl()); its memory is a file of its own. */
#define _GNU_SOURCE /* memfd_create */
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "platform/linux/kms.h"
#include "tests/check.h"

int __real_open(const char *path, int flags, ...);
int __real_ioctl(int fd, unsigned long request, ...);
int __wrap_open(const char *path, int flags, ...);
int __wrap_ioctl(int fd, unsigned long request, ...);

#define OUTPUTS 2

static struct {
    const char *path; /* where the card is */
    bool connected[OUTPUTS];
    int modes, prefers;
    uint32_t possible;
    bool no_buffers, no_dirty, master_elsewhere;
    /* What it came to. */
    int fd, lit, told, clips;
    struct drm_mode_crtc shown;
    struct drm_clip_rect first;
} card;

static int fails(int why)
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
        return fails(ENOENT);
    }
    card.fd = memfd_create("card", MFD_CLOEXEC);
    return card.fd;
}

static void *there(uint64_t address)
{
    return (void *)(uintptr_t)address;
}

static int resources(struct drm_mode_card_res *r)
{
    uint32_t *connectors = there(r->connector_id_ptr), *crtcs = there(r->crtc_id_ptr);
    for (uint32_t i = 0; i < OUTPUTS && i < r->count_connectors; i++) {
        connectors[i] = 30 + i;
    }
    for (uint32_t i = 0; i < 2 && i < r->count_crtcs; i++) {
        crtcs[i] = 40 + i;
    }
    r->count_connectors = OUTPUTS;
    r->count_crtcs = 2;
    return 0;
}

static int connector(struct drm_mode_get_connector *c)
{
    struct drm_mode_modeinfo *modes = there(c->modes_ptr);
    uint32_t *encoders = there(c->encoders_ptr);
    c->connection = card.connected[c->connector_id - 30] ? 1 : 2;
    for (int i = 0; i < card.modes && (uint32_t)i < c->count_modes; i++) {
        modes[i] = (struct drm_mode_modeinfo){.hdisplay = (uint16_t)(64 + i),
                                              .vdisplay = 48,
                                              .type = i == card.prefers ? DRM_MODE_TYPE_PREFERRED : 0};
    }
    if (c->count_encoders > 0) {
        encoders[0] = 50;
    }
    c->count_modes = (uint32_t)card.modes;
    c->count_encoders = 1;
    return 0;
}

static int make_buffer(struct drm_mode_create_dumb *d)
{
    if (card.no_buffers) {
        return fails(ENOSYS);
    }
    d->handle = 60;
    d->pitch = d->width * 4 + 64; /* rows are longer than they show */
    d->size = (uint64_t)d->pitch * d->height;
    return ftruncate(card.fd, (off_t)d->size);
}

static int dirty(const struct drm_mode_fb_dirty_cmd *c)
{
    const struct drm_clip_rect *clips = there(c->clips_ptr);
    if (card.no_dirty) {
        return fails(ENOSYS);
    }
    card.told++;
    card.clips = (int)c->num_clips;
    card.first = clips[0];
    return c->fb_id == 70 ? 0 : fails(EINVAL);
}

static int show(const struct drm_mode_crtc *c)
{
    if (card.master_elsewhere) {
        return fails(EACCES);
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
        return resources(to);
    case DRM_IOCTL_MODE_GETCONNECTOR:
        return connector(to);
    case DRM_IOCTL_MODE_GETENCODER:
        ((struct drm_mode_get_encoder *)to)->possible_crtcs = card.possible;
        return 0;
    case DRM_IOCTL_MODE_CREATE_DUMB:
        return make_buffer(to);
    case DRM_IOCTL_MODE_ADDFB:
        ((struct drm_mode_fb_cmd *)to)->fb_id = 70;
        return 0;
    case DRM_IOCTL_MODE_MAP_DUMB:
        ((struct drm_mode_map_dumb *)to)->offset = 0;
        return 0;
    case DRM_IOCTL_MODE_SETCRTC:
        return show(to);
    case DRM_IOCTL_MODE_DIRTYFB:
        return dirty(to);
    default:
        return fails(EINVAL);
    }
}

static void plug(void)
{
    memset(&card, 0, sizeof card);
    card.path = "/dev/dri/card0";
    card.connected[1] = true;
    card.modes = 3;
    card.prefers = 2;
    card.possible = 2;
    card.fd = -1;
}

TEST(the_connected_output_and_the_mode_it_prefers)
{
    struct kms k;
    plug();
    CHECK(!failed(kms_open(&k, "/dev/dri/card0")));
    CHECK_INT(k.connector, 31);
    CHECK_INT(k.crtc, 41); /* the one its encoder can use */
    CHECK_INT(k.width, 66);
    CHECK_INT(k.height, 48);
    CHECK_INT(k.pitch, 66 * 4 + 64);
    kms_close(&k);
}

TEST(the_first_mode_where_none_is_preferred)
{
    struct kms k;
    plug();
    card.prefers = -1;
    CHECK(!failed(kms_open(&k, "/dev/dri/card0")));
    CHECK_INT(k.width, 64);
    kms_close(&k);
}

TEST(without_a_name_the_card_that_is_there)
{
    struct kms k;
    plug();
    card.path = "/dev/dri/card1";
    CHECK(!failed(kms_open(&k, "")));
    kms_close(&k);
    card.path = NULL;
    CHECK_INT(kms_open(&k, "").code, ERR_NOT_FOUND);
}

TEST(nothing_connected_is_said)
{
    struct kms k;
    plug();
    card.connected[1] = false;
    const struct err e = kms_open(&k, "");
    CHECK_INT(e.code, ERR_NOT_FOUND);
    CHECK_STR(e.at, "kms: no panel is connected");
    CHECK_INT(k.fd, -1);
}

TEST(a_card_without_plain_buffers_is_refused)
{
    struct kms k;
    plug();
    card.no_buffers = true;
    CHECK_INT(kms_open(&k, "").code, ERR_UNSUPPORTED);
    CHECK_INT(k.fd, -1);
}

TEST(the_first_picture_lights_the_panel_and_is_told_whole)
{
    struct kms k;
    const struct rect part = {1, 2, 3, 4};
    plug();
    CHECK(!failed(kms_open(&k, "")));
    k.pixels[k.size - 1] = 7; /* all of it can be written */
    CHECK(!failed(kms_show(&k, &part, 1)));
    CHECK_INT(card.lit, 1);
    CHECK_INT(card.shown.fb_id, 70);
    CHECK_INT(card.shown.crtc_id, 41);
    CHECK_INT(card.told, 1);
    CHECK_INT(card.first.x2, 66);
    CHECK_INT(card.first.y2, 48);
    CHECK(!failed(kms_show(&k, &part, 1)));
    CHECK_INT(card.lit, 1);
    CHECK_INT(card.first.x1, 1);
    CHECK_INT(card.first.y1, 2);
    CHECK_INT(card.first.x2, 4);
    CHECK_INT(card.first.y2, 6);
    kms_close(&k);
}

TEST(nothing_changed_tells_nothing)
{
    struct kms k;
    const struct rect part = {0, 0, 1, 1};
    plug();
    CHECK(!failed(kms_open(&k, "")));
    CHECK(!failed(kms_show(&k, &part, 1)));
    CHECK(!failed(kms_show(&k, &part, 0)));
    CHECK_INT(card.told, 1);
    kms_close(&k);
}

TEST(more_changes_than_fit_are_the_whole_panel)
{
    static struct rect parts[200];
    struct kms k;
    plug();
    CHECK(!failed(kms_open(&k, "")));
    CHECK(!failed(kms_show(&k, parts, 1)));
    CHECK(!failed(kms_show(&k, parts, 200)));
    CHECK_INT(card.clips, 1);
    CHECK_INT(card.first.x2, 66);
    kms_close(&k);
}

TEST(a_driver_that_needs_no_telling)
{
    struct kms k;
    const struct rect part = {0, 0, 1, 1};
    plug();
    card.no_dirty = true;
    CHECK(!failed(kms_open(&k, "")));
    CHECK(!failed(kms_show(&k, &part, 1)));
    CHECK_INT(card.lit, 1);
    kms_close(&k);
}

TEST(somebody_else_has_the_panel)
{
    struct kms k;
    const struct rect part = {0, 0, 1, 1};
    plug();
    card.master_elsewhere = true;
    CHECK(!failed(kms_open(&k, "")));
    CHECK_INT(kms_show(&k, &part, 1).code, ERR_IO);
    card.master_elsewhere = false; /* and gives it back */
    CHECK(!failed(kms_show(&k, &part, 1)));
    kms_close(&k);
}

int main(void)
{
    RUN(the_connected_output_and_the_mode_it_prefers);
    RUN(the_first_mode_where_none_is_preferred);
    RUN(without_a_name_the_card_that_is_there);
    RUN(nothing_connected_is_said);
    RUN(a_card_without_plain_buffers_is_refused);
    RUN(the_first_picture_lights_the_panel_and_is_told_whole);
    RUN(nothing_changed_tells_nothing);
    RUN(more_changes_than_fit_are_the_whole_panel);
    RUN(a_driver_that_needs_no_telling);
    RUN(somebody_else_has_the_panel);
    return check_done();
}
