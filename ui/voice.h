/* Joins the guide (what is heard) with the player (how it sounds) and keeps the account of what was
 * really heard. Main thread only. */
#ifndef UI_VOICE_H
#define UI_VOICE_H

#include "app/app.h"
#include "app/guide.h"
#include "app/sound/player.h"
#include "app/view.h"
#include "ui/learning.h"

struct voice {
    struct guide guide;
    struct player *player;
    const struct voices *voices;
    const char *const *languages; /* codes by index, as configured */
    struct guide_plan plan;
    struct speech scratch;
    bool heard[MSG_COUNT]; /* since the screen was entered */
    char screen[32];       /* it was heard on */
    /* One line for heard.txt, or NULL: screen, language, then the item. */
    void (*account)(void *context, const char *screen, const char *language,
                    const struct heard *heard);
    void *context;
    struct learning *learning; /* the caller's, or NULL */
    int language;              /* spoken now */
    uint32_t toned_screen;     /* the page whose fallback tone was heard */
    int toned_page;
    bool toned;
    bool silent; /* GUIDE_SILENT was told */
};

/* player, voices and languages stay the caller's. The player must be initialised with voice_heard
 * as its listener and this voice as its context. */
void voice_init(struct voice *v, struct player *player, const struct voices *voices,
                const char *const *languages);

/* The listener for player_init(). */
void voice_heard(void *voice, const struct heard *heard);

/* The view was built; says what is new. replay: says all of it again. */
void voice_shown(struct voice *v, const struct app *a, const struct view *view, bool replay,
                 uint64_t now_ms);

/* Node was touched (-1: beside every target), the ring moved to it, or pressed it. */
void voice_node(struct voice *v, const struct app *a, const struct view *view, int node,
                enum guide_kind how, uint64_t now_ms);

/* One message behind what sounds. */
void voice_then(struct voice *v, const struct app *a, enum message_id message, uint64_t now_ms);

/* One message; every code on the screen; a gong. */
void voice_message(struct voice *v, const struct app *a, enum message_id message, uint64_t now_ms);
void voice_clip(struct voice *v, const struct clip *clip, const char *language,
                enum message_id message, uint64_t now_ms); /* the clip outlives its playing */
void voice_code(struct voice *v, const struct app *a, const struct view *view, uint64_t now_ms);
void voice_cue(struct voice *v, enum cue cue);

/* Everything sounds there from now on; what was under way is cut. */
void voice_route(struct voice *v, enum audio_route to, uint64_t now_ms);

/* Steps of the player. */
void voice_volume(struct voice *v, int step);
void voice_speed(struct voice *v, int step);

/* What is being said waits; the next time it goes on, from the beginning of the piece it was in. */
void voice_pause(struct voice *v, uint64_t now_ms);

/* Stops and forgets, for the wipe. */
void voice_forget(struct voice *v, uint64_t now_ms);

/* Feeds the player; true while speech sounds or waits. */
bool voice_step(struct voice *v, const struct app *a, const struct view *view, uint64_t now_ms);

/* Lights the node that sounds now; the number changes when another one does. */
void voice_light(struct voice *v, struct view *view);
/* The node that sounds now, or -1. */
int voice_lit(const struct voice *v, const struct view *view);
unsigned voice_light_id(const struct voice *v);

/* Milliseconds until voice_step() is wanted, -1 = never. */
int voice_deadline_ms(const struct voice *v);

#endif
