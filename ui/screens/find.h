/* What the screens of the catalogue share. */
#ifndef UI_SCREENS_FIND_H
#define UI_SCREENS_FIND_H

#include "app/finding.h"
#include "ui/screens/build.h"

/* A text of the catalogue: Vietnamese in another language is spoken name by name and marked. */
struct say say_catalogue(const char *text, bool fallback);

#endif
