/* The set-up: what no name tells of a device is found by what it does. A code that is scanned tells
 * the scanner's line, a key the officer's keyboard, a flash the light that calls; serial lines
 * that are left are asked whether they are the printer's before anything else is sent to them.
 * Where none answers a bar is printed on each, when staff want it: a printer that never answers is
 * found by its paper. */
#include <stdio.h>
#include <string.h>

#include "app/setup_inside.h"

#define FLASH_MS  500
#define LISTEN_MS 100
#define BAR_DOTS  384        /* every printer has so many */
#define MUTE      "?level=d" /* of a printer's URI: it never answers (printer_open.h) */

static const char *path_of(const char *uri)
{
    const char *colon = strchr(uri, ':');
    return colon == NULL ? "" : colon + 1;
}

int setup_row_of(const struct setup *s, const char *uri)
{
    const char *path = path_of(uri);
    const size_t length = strcspn(path, "?");
    for (int i = 0; i < s->found.count; i++) {
        const char *own = path_of(s->found.rows[i].uri);
        if (length > 0 && strcspn(own, "?") == length && strncmp(own, path, length) == 0) {
            return i;
        }
    }
    return -1;
}

/* It is something else already. */
static bool is_taken(const struct setup *s, int row)
{
    const struct settings *c = &s->chosen;
    return row == setup_row_of(s, c->printer) || row == setup_row_of(s, c->scanner) ||
           row == setup_row_of(s, c->keyboard) || row == setup_row_of(s, c->beacon);
}

/* The next row behind `after` of one of two kinds that is nothing yet; -1 = none. */
static int next_row(const struct setup *s, int after, enum found_kind a, enum found_kind b)
{
    for (int i = after + 1; i < s->found.count; i++) {
        const enum found_kind kind = s->found.rows[i].kind;
        if ((kind == a || kind == b) && !is_taken(s, i)) {
            return i;
        }
    }
    return -1;
}

bool setup_lines_left(const struct setup *s)
{
    return next_row(s, -1, FOUND_LINE, FOUND_LINE) >= 0;
}

static bool is_asked(const struct setup *s, enum setup_ask ask)
{
    switch (ask) {
    case ASK_SCANNER:
        return setup_found(s, FOUND_SCANNER) == NULL && setup_row_of(s, s->chosen.scanner) < 0 &&
               next_row(s, -1, FOUND_LINE, FOUND_KEYBOARD) >= 0;
    case ASK_KEYBOARD:
        return setup_row_of(s, s->chosen.keyboard) < 0 &&
               next_row(s, -1, FOUND_KEYBOARD, FOUND_KEYBOARD) >= 0;
    case ASK_PRINTER:
        return strcmp(s->chosen.printer, "none:") == 0 &&
               next_row(s, -1, FOUND_LINE, FOUND_LINE) >= 0;
    case ASK_LIGHT:
        return setup_row_of(s, s->chosen.beacon) < 0 &&
               next_row(s, -1, FOUND_LINE, FOUND_BEACON) >= 0;
    case ASK_NOTHING:
        break;
    }
    return false;
}

static enum setup_ask first_from(const struct setup *s, int ask)
{
    while (ask < ASK_NOTHING && !is_asked(s, (enum setup_ask)ask)) {
        ask++;
    }
    return (enum setup_ask)ask;
}

bool setup_has_question(const struct app *a)
{
    return first_from(&a->setup, ASK_SCANNER) != ASK_NOTHING;
}

static void flash(struct app *a, struct effects *fx)
{
    a->setup.lit = true;
    a->setup.flash_ms = a->now_ms + FLASH_MS;
    a->setup.listening = true; /* a light is let go as ears are */
    step_effect(fx, FX_SETUP, SETUP_WISH_LIGHT);
}

static void listen_for(struct app *a, struct effects *fx)
{
    struct setup *s = &a->setup;
    s->code_side = 0;
    if (s->ask == ASK_SCANNER &&
        failed(qr_encode(FINDER_CODE, QR_LEVEL_M, s->code, sizeof s->code, &s->code_side))) {
        s->code_side = 0;
    }
    s->listening = true;
    step_effect(fx, FX_SETUP, SETUP_WISH_LISTEN);
}

static void ask_for(struct app *a, enum setup_ask ask, struct effects *fx)
{
    struct setup *s = &a->setup;
    setup_ask_leave(a, fx);
    s->ask = ask;
    s->told = -1;
    s->light = -1;
    s->line = -1;
    if (ask == ASK_NOTHING) {
        setup_enter_beside(a, SETUP_ASK, true, fx);
        return;
    }
    if (ask == ASK_PRINTER) {
        s->probing = true;
        s->bar = s->bar == BAR_RUNS ? BAR_RUNS : BAR_NOT_YET;
        step_effect(fx, FX_SETUP, SETUP_WISH_PROBE);
    } else if (ask == ASK_LIGHT) {
        s->light = next_row(s, -1, FOUND_LINE, FOUND_BEACON);
        flash(a, fx);
    } else {
        listen_for(a, fx);
    }
    setup_show(a, fx);
}

void setup_ask_enter(struct app *a, struct effects *fx)
{
    ask_for(a, first_from(&a->setup, ASK_SCANNER), fx);
}

/* A line that was tried and not seen to print is nobody's. */
static void let_go_of_line(struct setup *s)
{
    if (s->line >= 0) {
        (void)snprintf(s->chosen.printer, FOUND_URI, "%s", "none:");
        s->line = -1;
    }
}

void setup_ask_next(struct app *a, struct effects *fx)
{
    if (!a->setup.probing && a->setup.bar != BAR_RUNS) {
        let_go_of_line(&a->setup);
        ask_for(a, first_from(&a->setup, (int)a->setup.ask + 1), fx);
    }
}

void setup_ask_leave(struct app *a, struct effects *fx)
{
    let_go_of_line(&a->setup);
    if (a->setup.listening) {
        a->setup.listening = false;
        a->setup.lit = false;
        step_effect(fx, FX_SETUP, SETUP_WISH_HUSH);
    }
}

/* The next line gets a bar; where none is left that is told. */
static void try_next(struct app *a, struct effects *fx)
{
    struct setup *s = &a->setup;
    s->line = next_row(s, s->line, FOUND_LINE, FOUND_LINE);
    s->bar = s->line >= 0 ? BAR_RUNS : BAR_NONE;
    if (s->line >= 0) {
        (void)snprintf(s->chosen.printer, FOUND_URI, "escpos:%.*s" MUTE, FOUND_URI - 17,
                       path_of(s->found.rows[s->line].uri));
        s->dots = BAR_DOTS;
        step_effect(fx, FX_PRINT, PRINT_BAR);
    } else {
        (void)snprintf(s->chosen.printer, FOUND_URI, "%s", "none:");
    }
    setup_show(a, fx);
}

bool setup_ask_printed(struct app *a, bool well, struct effects *fx)
{
    struct setup *s = &a->setup;
    if (s->step != SETUP_ASK || s->ask != ASK_PRINTER || s->line < 0) {
        return false;
    }
    if (well) {
        s->bar = BAR_OUT;
        setup_show(a, fx);
    } else {
        try_next(a, fx);
    }
    return true;
}

static void keep(char *setting, const char *scheme, const struct found_device *d)
{
    (void)snprintf(setting, FOUND_URI, "%s%.*s", scheme, FOUND_URI - 17, path_of(d->uri));
}

/* It answered: that is the one. */
static void take(struct app *a, int row, struct effects *fx)
{
    struct setup *s = &a->setup;
    const struct found_device *d = &s->found.rows[row];
    setup_ask_leave(a, fx);
    s->told = row;
    switch (s->ask) {
    case ASK_SCANNER:
        keep(s->chosen.scanner, d->kind == FOUND_LINE ? "serial:" : "evdev:", d);
        break;
    case ASK_KEYBOARD:
        keep(s->chosen.keyboard, "evdev:", d);
        break;
    case ASK_PRINTER:
        keep(s->chosen.printer, "escpos:", d);
        break;
    case ASK_LIGHT:
        keep(s->chosen.beacon, d->kind == FOUND_LINE ? "relay:" : "led:", d);
        break;
    case ASK_NOTHING:
        break;
    }
    step_effect(fx, FX_CUE, CUE_WOVEN);
    setup_show(a, fx);
}

/* What a person says of the paper. */
static void printer_act(struct app *a, int what, struct effects *fx)
{
    struct setup *s = &a->setup;
    const int line = s->line;
    if (s->probing || s->told >= 0) {
        return;
    }
    if (what == SETUP_TRY && s->bar == BAR_NOT_YET) {
        try_next(a, fx);
    } else if (what == SETUP_PRINTED && s->bar == BAR_OUT && line >= 0) {
        take(a, line, fx);
        const size_t used = strlen(s->chosen.printer);
        (void)snprintf(s->chosen.printer + used, FOUND_URI - used, "%s",
                       MUTE); /* keep() left room */
    } else if (what == SETUP_UNPRINTED && s->bar == BAR_OUT && line >= 0) {
        try_next(a, fx);
    }
}

void setup_ask_act(struct app *a, int what, struct effects *fx)
{
    struct setup *s = &a->setup;
    if (s->ask == ASK_PRINTER) {
        printer_act(a, what, fx);
        return;
    }
    if (s->ask != ASK_LIGHT || s->light < 0 || s->told >= 0) {
        return;
    }
    if (what == SETUP_LIT) {
        take(a, s->light, fx);
    } else if (what == SETUP_UNLIT) {
        setup_ask_leave(a, fx);
        s->light = next_row(s, s->light, FOUND_LINE, FOUND_BEACON);
        if (s->light >= 0) {
            flash(a, fx);
        }
        setup_show(a, fx);
    }
}

static void probed(struct app *a, const struct found_devices *found, struct effects *fx)
{
    struct setup *s = &a->setup;
    const bool asked = s->probing && s->step == SETUP_ASK && s->ask == ASK_PRINTER;
    s->probing = false;
    s->found = *found;
    if (!asked) {
        return; /* its page was left */
    }
    for (int i = 0; i < s->found.count; i++) {
        if (s->found.rows[i].kind == FOUND_PRINTER) {
            take(a, i, fx);
            return;
        }
    }
    setup_show(a, fx);
}

void setup_ask_told(struct app *a, const struct setup_news *news, struct effects *fx)
{
    const struct setup *s = &a->setup;
    if (news->wish == SETUP_WISH_PROBE) {
        probed(a, news->found, fx);
    } else if (s->step == SETUP_ASK && s->listening && s->ask <= ASK_KEYBOARD && news->row >= 0 &&
               news->row < s->found.count && !is_taken(s, news->row)) {
        take(a, news->row, fx);
    }
}

static bool flashes(const struct app *a)
{
    return app_sheet(a) == SHEET_SETUP && a->setup.step == SETUP_ASK && a->setup.ask == ASK_LIGHT &&
           a->setup.listening;
}

void setup_ask_tick(struct app *a, struct effects *fx)
{
    if (flashes(a) && a->now_ms >= a->setup.flash_ms) {
        a->setup.lit = !a->setup.lit;
        a->setup.flash_ms = a->now_ms + FLASH_MS;
        step_effect(fx, FX_SETUP, SETUP_WISH_LIGHT);
    }
}

int setup_ask_deadline_ms(const struct app *a, uint64_t now_ms)
{
    if (flashes(a)) {
        return a->setup.flash_ms <= now_ms ? 0 : (int)(a->setup.flash_ms - now_ms);
    }
    return a->setup.listening ? LISTEN_MS : -1;
}
