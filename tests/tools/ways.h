/* What is heard on a page by every way of reaching it but the plain touch, through the real keys
 * and hands (ui/keys.h, ui/hands.h): only the app stays as it is. Link with WAYS of the Makefile,
 * which puts this module's listener in the place of player and app. */
#ifndef TESTS_TOOLS_WAYS_H
#define TESTS_TOOLS_WAYS_H

#include "tests/tools/clip_words.h"
#include "tests/tools/studio.h"

/* What a way made sound at a node: name "" for none. */
typedef void ways_hear(void *context, const char *way, const char *name, const char *heard);

/* Goes over the page in all ways: "wakes" the first key; "ring" each stop as the five keys come to
 * it, in their order; "switch" the same for who has two switches; "key" each stop pressed by key;
 * "first" and "second" touch where a first touch only speaks; "zone" each stop on the dark screen;
 * "tries" each key while keys are tried or learned. */
void ways_go(const struct drawn *p, struct clip_words *words, ways_hear *hear, void *context);

#endif
