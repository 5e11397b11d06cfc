/* A plan as sound, and what sounds as a lit node. */
#include <string.h>

#include "app/guide.h"

enum { PAUSE_BETWEEN = 250 /* ms between two lines */ };

static const char *language_of(const struct guide_speaker *by, const struct guide_line *line)
{
    const int i = line->language >= 0 ? line->language : by->language;
    return i >= 0 && i < by->language_count ? by->languages[i] : SPEECH_SOURCE;
}

bool guide_play(const struct guide_plan *plan, const struct guide_speaker *by, uint64_t now_ms)
{
    bool complete = true;
    if (plan->pause) {
        player_pause(by->player, !player_paused(by->player), now_ms);
    } else if (plan->hush) {
        player_hush(by->player, now_ms);
    }
    if (plan->has_cue) {
        player_cue(by->player, plan->cue);
    }
    for (int i = 0; i < plan->count; i++) {
        const struct guide_line *line = &plan->lines[i];
        const struct speech_options options = {.language = language_of(by, line),
                                               .text_language =
                                                   line->language < 0 ? by->text_language : NULL,
                                               .toned = by->toned != NULL && *by->toned,
                                               .private_aloud = by->private_aloud,
                                               .reads = by->player->reader != NULL,
                                               .node_private = line->private_,
                                               .tap_only = line->tap_only,
                                               .tag = line->tag};
        const struct say pause = {.kind = SAY_PAUSE, .number = PAUSE_BETWEEN};
        speech_clear(by->scratch);
        speech_add(by->scratch, by->voices, line->say != NULL ? line->say : &line->own, line->count,
                   &options);
        complete &= by->scratch->missing == 0 && !by->scratch->full;
        if (by->toned != NULL) {
            *by->toned |= by->scratch->fell_back;
        }
        if (i + 1 < plan->count && by->scratch->count > 0) {
            speech_add(by->scratch, by->voices, &pause, 1, &options);
        }
        player_say(by->player, by->scratch);
    }
    explicit_bzero(by->scratch, sizeof *by->scratch);
    return complete;
}

int guide_find(const struct view *v, uint32_t tag)
{
    for (int i = 0; tag != 0 && i < v->count; i++) {
        if (guide_tag(&v->nodes[i]) == tag) {
            return i;
        }
    }
    return -1;
}

int guide_light(struct view *v, const struct spoken *sounding)
{
    int lit = -1;
    for (int i = 0; i < v->count; i++) {
        struct view_node *n = &v->nodes[i];
        const bool now = sounding != NULL && sounding->tag != 0 && guide_tag(n) == sounding->tag;
        n->state &= ~(unsigned)(STATE_SPOKEN | STATE_FALLBACK);
        if (now && lit < 0) {
            n->state |= STATE_SPOKEN | (sounding->fallback ? STATE_FALLBACK : 0u);
            lit = i;
        }
    }
    return lit;
}
