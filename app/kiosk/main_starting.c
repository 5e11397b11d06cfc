/* What is seen while the kiosk is being started: nothing works yet, so it says that, how far it is,
 * and which counter helps meanwhile. Drawn before anything that can take long is opened. */
#include "app/kiosk/kiosk.h"
#include "ui/layout.h"
#include "ui/screens/screens.h"
#include "ui/widgets/widgets.h"

static void build(struct kiosk *k, struct app *app, struct arena *frame)
{
    struct view *view = &k->shell.view;
    struct layout_report report;
    const struct ui_env env = {.text = k->text,
                               .width = k->settings.width,
                               .height = k->settings.height,
                               .um_per_px = k->settings.um_per_px,
                               .text_percent = k->settings.text_percent};
    screens_build(app, frame, view);
    layout_view(&env, view, &report);
    widgets_draw(&env, view, &k->shell.list);
}

void kiosk_show_starting(struct kiosk *k, int done, int total)
{
    struct app app = {.settings = &k->settings,
                      .screen = SCREEN_STARTING,
                      .practice = k->settings.practice,
                      .text_percent = k->settings.text_percent,
                      .theme = settings_theme(&k->settings),
                      .spoken_language = -1,
                      .starting_step = done,
                      .starting_steps = total};
    struct port_clock clock = clock_linux();
    const size_t mark = arena_mark(&k->boot);
    void *block = arena_alloc(&k->boot, SCREENS_FRAME_BYTES);
    if (block == NULL) {
        return; /* the step that needs the memory will say so */
    }
    struct arena frame;
    arena_init(&frame, block, SCREENS_FRAME_BYTES);
    app.now_s = clock.ops->now_s(&clock);
    painter_set_theme(&k->painter, (enum theme)app.theme);
    build(k, &app, &frame);
    const struct rect all = {0, 0, k->settings.width, k->settings.height};
    struct err e =
        painter_paint(&k->painter, &k->shell.list, k->display->ops->canvas(k->display), &all, 1);
    if (!failed(e)) {
        e = k->display->ops->present(k->display, &all, 1);
    }
    if (failed(e)) {
        log_event(EV_DEVICE_MISSING, e.code, e.os);
    }
    arena_release(&k->boot, mark);
}
