/* What the tiles are called; their lists are app/citizen/needs.h. */
#ifndef UI_SCREENS_NEED_H
#define UI_SCREENS_NEED_H

#include "app/sound/messages.h"

/* Label of a tile ("birth"); MSG_NONE when there is none of that name. */
enum message_id need_label(const char *tile);

#endif
