/* The panel of a graphics card, whose calls are answered here as the kernel answers them (the
 * Makefile wraps open() and ioctl()); its memory is a file of its own. */
#define _GNU_SOURCE /* memfd_create */
#include "platform/linux/kms.h"
#include "tests/check.h"
#include "tests/unit/drm_world.h"

static void plug(void)
{
    card_plug(66, 48);
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
