/* What the sizes and the painting of a face's content share. Not for others. */
#ifndef UI_WIDGETS_CONTENT_INSIDE_H
#define UI_WIDGETS_CONTENT_INSIDE_H

#include "ui/widgets/content.h"

/* dp */
#define BADGE_DP         60
#define SPEAKER_DP       48
#define FACE_ROOM_DP     7 /* least room above and below what stands on it */
#define PICTURE_INSET_DP 20
#define PICTURE_MARK_DP  76 /* tick of a picture, inset from its edges */

/* Side of the icon in px, as drawn and as small as it may be where room is short; 0 without one. */
int content_icon(const struct ui_env *env, const struct view_node *n, const struct content *c);
int content_least_icon(const struct ui_env *env, const struct view_node *n,
                       const struct content *c);

/* A key's few letters never break. */
bool content_in_one_line(const struct view_node *n);

#endif
