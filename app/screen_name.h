/* What a screen is called in scripts, scenes, and to staff who are called to it. */
#ifndef APP_SCREEN_NAME_H
#define APP_SCREEN_NAME_H

#include "app/app.h"

/* "question"; "" for none. */
const char *screen_name(enum screen screen);

#endif
