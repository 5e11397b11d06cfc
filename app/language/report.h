/* How far a language is, counted: for readiness reports. A message counts as recorded only while
 * its recording is there. Pure. */
#ifndef APP_LANGUAGE_REPORT_H
#define APP_LANGUAGE_REPORT_H

#include "app/language/folder.h"
#include "app/language/places.h"
#include "app/sound/clips.h"

#define REPORT_CORE_MAX    64
#define REPORT_WITHOUT_MAX 40

struct report {
    int total;
    int of[STATE_COUNT];
    int without_clip; /* have a state with a voice, and no clip: counted as reviewed, or draft */
    enum message_id without[REPORT_WITHOUT_MAX]; /* the first of those */
    int shown, spoken, human; /* may be seen; have a voice of their own; a person's */
    struct {
        int total, shown, spoken, human;
    } places[PLACES_MAX];
    enum message_id silent[REPORT_CORE_MAX]; /* core sentences without a human voice */
    int silent_count, core_count;
};

/* The messages without which a language is not offered as its own. */
struct core {
    enum message_id list[REPORT_CORE_MAX];
    int count;
};

/* Reads assets/languages/core; what this firmware does not know is left out. ERR_FULL. */
MUST_USE struct err core_read(const char *text, size_t size, struct core *ret_core);

/* clips NULL = the language has no pack of speech. */
void report_make(const struct folder *f, const struct clips *clips, const struct places *places,
                 const struct core *core, struct report *ret_report);

/* How far the message is, its clip heard for: what report_make() counts. */
enum message_state report_state(const struct folder *f, const struct clips *clips,
                                enum message_id id);

#endif
