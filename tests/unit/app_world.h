/* A kiosk without screen or devices, for tests of what its steps do: events go in, and what came of
 * each stands in app and fx until the next. The including file may define APP_STORAGE first. */
#ifndef TESTS_UNIT_APP_WORLD_H
#define TESTS_UNIT_APP_WORLD_H

#include "app/app.h"
#include "app/settings.h"
#include "platform/base/log.h"
#include "platform/port_random.h"
#include "tests/check.h"

#ifndef APP_STORAGE
#    define APP_STORAGE ((size_t)4 << 20)
#endif

static uint8_t app_storage[APP_STORAGE] __attribute__((aligned(16)));
static struct arena arena;
static struct settings settings;
static struct port_random chance;
static struct app app;
static struct effects fx;
static uint64_t now;

/* A kiosk that was just switched on, with the usual settings; nothing of the last one is left. */
__attribute__((unused)) static void app_begin(struct app_world world)
{
    log_to(-1);
    now = 1000;
    chance = random_seeded(7);
    arena_wipe(&arena);
    arena_init(&arena, app_storage, sizeof app_storage);
    settings_default(&settings);
    world.random = &chance;
    world.firmware = "test";
    app_init(&app, &arena, &settings, &world);
}

/* On 23 November 2026, unless the event says when. */
__attribute__((unused)) static void happen(struct event e)
{
    e.now_ms = now;
    e.now_s = e.now_s == 0 ? 1795400640 : e.now_s;
    fx.count = 0;
    app_step(&app, &e, &fx);
}

__attribute__((unused)) static void intend_text(enum intent_kind kind, int argument,
                                                const char *text)
{
    happen((struct event){
        .kind = HAPPENED_INTENT, .intent = kind, .argument = argument, .text = text});
}

__attribute__((unused)) static void intend(enum intent_kind kind, int argument)
{
    intend_text(kind, argument, NULL);
}

/* Whether the last event had this effect. */
__attribute__((unused)) static bool did(enum effect_kind kind, int argument)
{
    for (int i = 0; i < fx.count; i++) {
        if (fx.list[i].kind == kind && fx.list[i].argument == argument) {
            return true;
        }
    }
    return false;
}

#endif
