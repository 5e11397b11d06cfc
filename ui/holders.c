#include "ui/holders.h"

#include "ui/shell.h"

#define A_TURN 8 /* whoever never stops asking does not stop the screen */

void holders_hear(struct shell *s)
{
    struct port_holders *port = s->ports.holders;
    struct holders_heard heard;
    for (int i = 0; port != NULL && i < A_TURN && port->ops->take(port, &heard); i++) {
        struct event e = {.kind = HAPPENED_HOLD, .heard = &heard};
        shell_event(s, &e);
        if (heard.word == HOLDERS_ASK) {
            port->ops->answer(port, heard.who, &s->app->hold.answer);
        }
    }
}
