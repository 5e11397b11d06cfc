/* Made-up moments of a visit, for ui/stage.h: nobody makes it, and nothing of it is kept. */
#ifndef UI_STAGE_SCENES_H
#define UI_STAGE_SCENES_H

#include "app/app.h"

struct scene {
    enum screen screen;
    enum sheet sheet;
    enum overlay overlay;
    int part; /* enum file_stage of FILE, enum portal_stage of OUTCOME and SENDING, enum pin_word of
                 GATE, which state of the call of OFFICER */
    bool failed; /* OUTCOME: the slip did not come out */
    bool asked;  /* OUTCOME, LATER: whether it came out is not known; GATE: who she is is asked */
};

/* Scene i of those without a form's page; NULL past the last. */
const struct scene *scene_at(int i);

/* Sets a fresh app (app_init) into the scene; real lends its lists and its studio. False when it
 * cannot be: the procedure is missing, no studio is open, the arena is full. */
bool scene_set(struct app *a, const struct app *real, const struct scene *scene,
               const struct procedure *procedure);

#endif
