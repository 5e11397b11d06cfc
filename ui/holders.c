#include "ui/holders.h"

#include "app/seen_afar.h"
#include "platform/base/log.h"
#include "ui/shell.h"

#define A_TURN 8 /* whoever never stops asking does not stop the screen */

/* It is answered at the end of the turn, by what is shown then; of two who ask in one turn the
 * second is. */
static void note(struct shell *s, const struct holders_heard *heard)
{
    struct port_holders *port = s->ports.holders;
    if (heard->word == HOLDERS_PICTURE) {
        if (s->picture_for != 0) {
            port->ops->picture(port, s->picture_for, NULL);
        }
        s->picture_for = heard->who;
    } else if (heard->word == HOLDERS_GONE && s->picture_for == heard->who) {
        s->picture_for = 0;
    }
}

void holders_hear(struct shell *s)
{
    struct port_holders *port = s->ports.holders;
    struct holders_heard heard;
    for (int i = 0; port != NULL && i < A_TURN && port->ops->take(port, &heard); i++) {
        struct event e = {.kind = HAPPENED_HOLD, .heard = &heard};
        note(s, &heard);
        if (heard.word != HOLDERS_PICTURE) {
            shell_event(s, &e);
        }
        if (heard.word == HOLDERS_ASK) {
            port->ops->answer(port, heard.who, &s->app->hold.answer);
        }
    }
}

void holders_picture(struct shell *s)
{
    struct port_holders *port = s->ports.holders;
    struct port_display *display = s->ports.display;
    if (s->picture_for == 0) {
        return;
    }
    /* The panel shows what the app is now, and not what it was when it was asked. */
    const bool shown = s->presented && !s->was_dark && s->shown_revision == s->app->revision;
    const bool may = shown && seen_afar(s->app);
    if (may) { /* staff find in the log that it was taken */
        log_event(EV_SEEN_AFAR, 0, 0);
    }
    port->ops->picture(port, s->picture_for, may ? display->ops->canvas(display) : NULL);
    s->picture_for = 0;
}
