#include "app/language/report.h"

#include <stdio.h>
#include <string.h>

#include "app/sound/speech.h"

struct err core_read(const char *text, size_t size, struct core *ret_core)
{
    ret_core->count = 0;
    for (size_t at = 0; at < size;) {
        char name[64];
        const char *end = memchr(text + at, '\n', size - at);
        const size_t len = end != NULL ? (size_t)(end - text) - at : size - at;
        (void)snprintf(name, sizeof name, "%.*s", (int)(len < 63 ? len : 63), text + at);
        const enum message_id id = message_find(name);
        if (id != MSG_NONE) {
            if (ret_core->count == REPORT_CORE_MAX) {
                return ERR(ERR_FULL, 0, "language: core");
            }
            ret_core->list[ret_core->count++] = id;
        }
        at += len + 1;
    }
    return ERR_OK;
}

static bool has_clips(const struct folder *f, const struct clips *clips, enum message_id id)
{
    const struct folder_message *m = &f->messages[id];
    return clips != NULL && speech_has_clips(clips, m->say != NULL ? m->say : m->text);
}

enum message_state report_state(const struct folder *f, const struct clips *clips,
                                enum message_id id)
{
    const enum message_state state = folder_state(f, id);
    if (!state_is_spoken(state) || has_clips(f, clips, id)) {
        return state;
    }
    return state == STATE_SYNTHETIC ? STATE_DRAFT : STATE_REVIEWED;
}

static bool is_human(enum message_state state)
{
    return state == STATE_RECORDED || state == STATE_FIELD_CHECKED;
}

void report_make(const struct folder *f, const struct clips *clips, const struct places *places,
                 const struct core *core, struct report *ret_report)
{
    struct report *r = ret_report;
    (void)memset(r, 0, sizeof *r);
    for (int id = MSG_NONE + 1; id < MSG_COUNT; id++) {
        const enum message_state state = report_state(f, clips, (enum message_id)id);
        r->total++;
        r->of[state]++;
        if (state != folder_state(f, (enum message_id)id)) {
            if (r->without_clip < REPORT_WITHOUT_MAX) {
                r->without[r->without_clip] = (enum message_id)id;
            }
            r->without_clip++;
        }
        r->shown += state_is_shown(state);
        r->spoken += state_is_spoken(state);
        r->human += is_human(state);
        for (int p = 0; p < places->count; p++) {
            if (places_has(&places->of[id], p)) {
                r->places[p].total++;
                r->places[p].shown += state_is_shown(state);
                r->places[p].spoken += state_is_spoken(state);
                r->places[p].human += is_human(state);
            }
        }
    }
    r->core_count = core->count;
    for (int i = 0; i < core->count; i++) {
        if (!is_human(report_state(f, clips, core->list[i]))) {
            r->silent[r->silent_count++] = core->list[i];
        }
    }
}
