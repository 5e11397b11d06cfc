/* The woven strips of the languages: our own geometry, never a people's emblem. */
#ifndef UI_STRIP_H
#define UI_STRIP_H

enum strip { STRIP_DIAMOND, STRIP_ZIGZAG, STRIP_CROSS, STRIP_STRIPE, STRIP_PLAIN };

#endif
