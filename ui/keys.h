/* What keys do: strikes that count become commands (app/strike.h, app/reach.h), commands become
 * events of the app, and the guide says where the ring stands. Main thread only. */
#ifndef UI_KEYS_H
#define UI_KEYS_H

#include "ui/shell.h"

/* A key went down, or up. */
void keys_down(struct shell *s, enum pad_key struck);
void keys_up(struct shell *s, enum pad_key struck);

/* A command that comes by a touch, as a key would bring it. */
void keys_command(struct shell *s, enum command command);

/* What only time brings: a held key repeats. */
void keys_tick(struct shell *s);

/* Milliseconds until keys_tick() is wanted; -1 = not. */
int keys_deadline_ms(const struct shell *s);

/* Node of the view under the ring; -1 = the ring is not shown. */
int keys_ring(const struct shell *s);

#endif
