/* A laid-out view as text: what a test, a script or an engineer reads instead of a picture. */
#ifndef UI_SCENE_H
#define UI_SCENE_H

#include "app/view.h"
#include "platform/base/buf.h"

/* Appends one line a node that can be seen, in reading order:
 *     NN name role x,y wxh "label" "sub" "value" [states] says "spoken"
 * NN is the place in the order of focus (-- when it is no target). Groups are left out. The text
 * holds what the screen holds: for tests and scripted runs, never for logs. */
void scene_write(const struct view *v, const char *language, struct buf *out);

#endif
