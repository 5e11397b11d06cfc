/* Letters and colours, and the pages over which answers are dealt: the same on every screen. */
#include "app/settings.h"
#include "app/steps.h"

void step_display_default(struct app *a)
{
    a->text_percent = a->settings->text_percent;
    a->theme = settings_theme(a->settings);
}

static void set_text(struct app *a, int percent)
{
    if (a->text_percent != percent) {
        a->text_percent = percent;
        a->page = 0; /* what stood on a page stands elsewhere now */
        if (a->visit != NULL) {
            a->visit->list_page = 0;
        }
    }
}

bool step_display(struct app *a, const struct event *e, struct effects *fx)
{
    switch (e->intent) {
    case INTENT_TEXT_SIZE:
        set_text(a, e->argument);
        a->revision++;
        return true;
    case INTENT_THEME:
        a->theme = e->argument;
        a->revision++;
        return true;
    case INTENT_DISPLAY_RESET:
        set_text(a, a->settings->text_percent);
        a->theme = settings_theme(a->settings);
        a->revision++;
        step_effect(fx, FX_SAY, MSG_DISPLAY_AS_BEFORE);
        return true;
    case INTENT_DISPLAY_DONE:
        step_close_sheet(a, fx);
        return true;
    case INTENT_TURN:
        *(a->sheets.count > 0 ? &a->sheets.turned : &a->page) = e->argument > 0 ? e->argument : 0;
        a->revision++;
        return true;
    default:
        return false;
    }
}
