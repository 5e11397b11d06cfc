/* Every picture of the gallery in every shape: size × text × colours × language. */
#ifndef TESTS_TOOLS_SHAPES_H
#define TESTS_TOOLS_SHAPES_H

#include "tests/tools/studio.h"

#define SHAPES 32

/* A shape's parts as words. */
struct shape {
    struct state_look look;
    const char *language;
    char name[48]; /* "1080x1920 200 dark en" */
};

/* Number i of SHAPES. */
void shape_at(int i, struct shape *ret_shape);

/* A language's place in the settings; ends the program when it is none of theirs. */
int shape_language(const char *code);

/* Whether this state is one of the eight pictures, of its 32, that digests keep: both sizes, texts
 * and languages, in colours that change from one to the next. It hangs on nothing but the name, so
 * that a new state moves no other. */
bool shape_is_kept(const char *state, int i);

typedef void shapes_visit(const char *state, int shape, int page, const struct drawn *p);

/* Draws every state and every page of the forms, each page of what is dealt, on a panel of this
 * size
 * ("1080x1920"); in all its shapes, or in the kept ones only. Two sizes are two processes. */
void shapes_draw(const char *size, bool kept_only, shapes_visit *visit);

/* Every state and every page of the forms in one look, placed and not drawn; shape is -1. */
void shapes_place(const struct state_look *look, shapes_visit *visit);

/* The name of state number i, those of the forms after the others; NULL past the last. */
const char *shapes_state(int i);

#endif
