/* Rows that name a commune of today, with the old units it was made of. */
#ifndef UI_SCREENS_COMMUNE_H
#define UI_SCREENS_COMMUNE_H

#include "ui/screens/build.h"

/* Row for pick number `pick` of visit->picks; INTENT_PICK's argument is that number. */
void put_commune(struct builder *b, int column, int pick, int height_dp, bool chosen);

#endif
