/* One screen of the kiosk with one sentence on it, as a citizen will see it: for who reads or
 * reviews the sentence. The screen is built, laid out and painted as every other, in a state made
 * up for it and in the language as it is being written; the sentence is lit as if it were being
 * read. */
#ifndef UI_STAGE_H
#define UI_STAGE_H

#include "app/app.h"
#include "app/language/folder.h"
#include "app/settings.h"
#include "app/sound/installed.h"
#include "app/view.h"
#include "ui/draw.h"
#include "ui/env.h"
#include "ui/paint/painter.h"

#define STAGE_WIDTH  540 /* px: half the reference panel */
#define STAGE_HEIGHT 960
#define STAGE_ARENA  (FORM_BYTES_MAX + (1u << 20)) /* pages are taken when used */
#define STAGE_FRAME  (256u * 1024)

struct stage {
    struct app app;
    struct settings settings;
    struct arena arena, frame;
    struct view view;
    struct draw_list list;
    struct language language;
    struct installed_text texts[MSG_COUNT];
    uint8_t arena_bytes[STAGE_ARENA], frame_bytes[STAGE_FRAME];
    uint32_t pixels[STAGE_WIDTH * STAGE_HEIGHT];
    uint8_t pictures[2][STAGE_WIDTH * STAGE_HEIGHT * 3]; /* in turn: one is still shown */
    int turn;
    const struct procedure *procedure; /* of the scenes */
    const char *own;                   /* the sentence as it is written */
    bool found; /* on a screen; else in the dialog that any sentence can stand in */
};

/* The picture, RGB888 of STAGE_WIDTH x STAGE_HEIGHT, good until the second call after this. real
 * lends its lists and forms and is not changed; the folder's texts come before what is built in,
 * for the time of the call. where: a screen or the code of the procedure the sentence is of
 * (app/studio/cover.h). NULL when it could not be painted. Main thread. */
const uint8_t *stage_show(struct stage *st, const struct app *real, const struct folder *f,
                          enum message_id message, const char *where, struct painter *painter);

#endif
