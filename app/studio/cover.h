/* How far the voice of a language is on each screen of the kiosk, for who records it. Pure. */
#ifndef APP_STUDIO_COVER_H
#define APP_STUDIO_COVER_H

#include "app/language/places.h"
#include "app/studio/shelf.h"

struct cover_row {
    enum message_id label; /* what the screen is called; MSG_NONE: place is a procedure's code */
    char place[16];        /* that code, else "" */
    int total, recorded;   /* its sentences that are said; all of whose parts are recorded */
};

struct cover {
    struct cover_row rows[PLACES_MAX]; /* in the order of a visit, procedures last */
    int count;
    int core, core_recorded; /* sentences without which the language is not offered as its own */
};

/* Counts; what has no text yet is not recorded, what says only what is filled in is not counted. */
void cover_make(const struct folder *f, const struct prompts *p,
                const enum shelf_state states[PROMPTS_MAX], const struct places *places,
                struct cover *ret_cover);

/* What a place of app/language/places.h is called; MSG_NONE for a procedure's code. */
enum message_id cover_label(const char *place);

/* The first place of a message in the order of a visit; "" when it has none. */
const char *cover_place(const struct places *places, enum message_id message);

/* A number for that place, larger the later a citizen comes to it; procedures by their codes after
 * all screens, and last what has no place. */
int cover_rank(const struct places *places, enum message_id message);

#endif
