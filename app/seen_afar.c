#include "app/seen_afar.h"

static const bool screens[SCREEN_COUNT] = {
    [SCREEN_WELCOME] = true,
    [SCREEN_OUT_OF_SERVICE] = true, /* stands where the welcome page would */
    [SCREEN_LOOKED_AFTER] = true,   /* the same */
};

/* Not the gate and the set-up, where PINs and keys are typed; not a network's passphrase; no badge,
 * whose code is a key; nothing of applications; no names of who reads or reviews; not the log and
 * not the day, which may tell of single visits. */
static const bool sheets[SHEET_COUNT] = {
    [SHEET_STUDIO] = true,      [SHEET_STUDIO_COVER] = true, [SHEET_STAFF] = true,
    [SHEET_STAFF_MENU] = true,  [SHEET_STAFF_PAPER] = true,  [SHEET_STAFF_LINES] = true,
    [SHEET_STAFF_TESTS] = true, [SHEET_STAFF_TOUCH] = true,  [SHEET_WIFI] = true,
};

bool seen_afar(const struct app *a)
{
    const bool asks_staff = a->overlay == OVERLAY_STAFF && a->sheets.count > 0;
    bool may = a->visit == NULL && !a->dark && screens[a->screen] &&
               (a->overlay == OVERLAY_NONE || asks_staff);
    for (int i = 0; i < a->sheets.count; i++) {
        may = may && sheets[a->sheets.open[i]];
    }
    return may;
}
