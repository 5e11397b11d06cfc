#include "ui/voice.h"

#include <stdio.h>
#include <string.h>

#include "app/settings.h"
#include "app/sound/voices.h"

void voice_init(struct voice *v, struct player *player, const struct voices *voices,
                const char *const *languages)
{
    memset(v, 0, sizeof *v);
    v->player = player;
    v->voices = voices;
    v->languages = languages;
    v->silent = true;
}

void voice_heard(void *voice, const struct heard *heard)
{
    struct voice *v = voice;
    if (heard->what.message < MSG_COUNT) {
        v->heard[heard->what.message] = true;
    }
    if (v->learning != NULL) {
        learning_heard(v->learning, heard);
    }
    if (v->account != NULL) {
        v->account(v->context, v->screen, v->languages[v->language], heard);
    }
}

static void play(struct voice *v, const struct app *a, uint64_t now_ms)
{
    if (v->toned_screen != v->guide.screen || v->toned_page != v->guide.page) {
        v->toned_screen = v->guide.screen;
        v->toned_page = v->guide.page;
        v->toned = false;
        voices_rest(v->voices); /* a hasty visit never falls silent */
    }
    const struct guide_speaker by = {.voices = v->voices,
                                     .languages = v->languages,
                                     .language_count = LANGUAGES_MAX,
                                     .language = v->language,
                                     .text_language = app_text_language(a),
                                     .toned = &v->toned,
                                     .private_aloud = app_private_aloud(a),
                                     .scratch = &v->scratch,
                                     .player = v->player};
    const bool all = guide_play(&v->plan, &by, now_ms);
    (void)all; /* a missing clip is in the account as missing */
    v->silent = v->silent && v->plan.count == 0;
}

static void step(struct voice *v, const struct app *a, const struct view *view,
                 enum guide_kind kind, int node, uint64_t now_ms)
{
    v->language = a->language;
    const struct guide_event event = {.kind = kind, .node = node, .language = a->language};
    guide_step(view, &v->guide, &event, &v->plan);
    play(v, a, now_ms);
}

void voice_shown(struct voice *v, const struct app *a, const struct view *view, bool replay,
                 uint64_t now_ms)
{
    if (strncmp(v->screen, view->screen, sizeof v->screen - 1) != 0) {
        player_step(v->player, now_ms);
        snprintf(v->screen, sizeof v->screen, "%s", view->screen);
        memset(v->heard, 0, sizeof v->heard);
    }
    step(v, a, view, replay ? GUIDE_REPLAY : GUIDE_SHOWN, -1, now_ms);
}

void voice_node(struct voice *v, const struct app *a, const struct view *view, int node,
                enum guide_kind how, uint64_t now_ms)
{
    step(v, a, view, how, node, now_ms);
}

void voice_message(struct voice *v, const struct app *a, enum message_id message, uint64_t now_ms)
{
    guide_message(message, &v->plan);
    play(v, a, now_ms);
}

void voice_then(struct voice *v, const struct app *a, enum message_id message, uint64_t now_ms)
{
    guide_message(message, &v->plan);
    v->plan.hush = false;
    play(v, a, now_ms);
}

void voice_clip(struct voice *v, const struct clip *clip, const char *language,
                enum message_id message, uint64_t now_ms)
{
    speech_clear(&v->scratch);
    v->scratch.items[v->scratch.count++] =
        (struct spoken){.kind = SPOKEN_CLIP, .clip = *clip, .message = message, .voice = language};
    player_hush(v->player, now_ms);
    player_say(v->player, &v->scratch);
    v->silent = false;
}

void voice_code(struct voice *v, const struct app *a, const struct view *view, uint64_t now_ms)
{
    step(v, a, view, GUIDE_CODE, -1, now_ms);
}

void voice_cue(struct voice *v, enum cue cue)
{
    player_cue(v->player, cue);
}

void voice_route(struct voice *v, enum audio_route to, uint64_t now_ms)
{
    struct port_audio *audio = v->player->audio;
    player_cut(v->player, now_ms);
    audio->ops->route(audio, to);
}

void voice_volume(struct voice *v, int step)
{
    player_set_volume(v->player, step);
}

void voice_speed(struct voice *v, int step)
{
    player_set_speed(v->player, step);
}

void voice_pause(struct voice *v, uint64_t now_ms)
{
    player_pause(v->player, !player_paused(v->player), now_ms);
}

void voice_forget(struct voice *v, uint64_t now_ms)
{
    player_forget(v->player, now_ms);
    explicit_bzero(&v->plan, sizeof v->plan);
    explicit_bzero(&v->scratch, sizeof v->scratch);
    const struct guide_event event = {.kind = GUIDE_RESET};
    static const struct view nothing = {.screen = ""};
    guide_step(&nothing, &v->guide, &event, &v->plan);
    v->silent = true;
}

bool voice_step(struct voice *v, const struct app *a, const struct view *view, uint64_t now_ms)
{
    player_step(v->player, now_ms);
    const bool speaking = player_speaking(v->player);
    if (!speaking && !v->silent && !player_paused(v->player)) {
        v->silent = true;
        voices_rest(v->voices);
        step(v, a, view, GUIDE_SILENT, -1, now_ms);
    }
    return player_speaking(v->player);
}

void voice_light(struct voice *v, struct view *view)
{
    const int lit = guide_light(view, player_sounding(v->player));
    (void)lit;
}

int voice_lit(const struct voice *v, const struct view *view)
{
    return guide_find(view, voice_light_id(v));
}

unsigned voice_light_id(const struct voice *v)
{
    return player_tag(v->player);
}

int voice_deadline_ms(const struct voice *v)
{
    return player_deadline_ms(v->player);
}
