/* What fingers do: turns input of the panel into events of the app, and lets the guide answer each.
 * Keys that the panel brings are handed to ui/keys.h. Main thread only. */
#ifndef UI_HANDS_H
#define UI_HANDS_H

#include "ui/shell.h"

/* One input of the panel. */
void hands_input(struct shell *s, const struct input *in);

/* The view was built: what was touched once on another page is so no longer. */
void hands_shown(struct shell *s);

/* What only time brings: a hand that rests on the dark screen brings the picture back. */
void hands_tick(struct shell *s);

/* Milliseconds until hands_tick() is wanted; -1 = not. */
int hands_deadline_ms(const struct shell *s);

/* Does what the node of the view stands for; one that is closed only counts as a touch. */
void hands_act(struct shell *s, int node);

/* Welcome: the tile whose greeting sounds now, or -1. */
int hands_greeting_tile(const struct shell *s);

#endif
