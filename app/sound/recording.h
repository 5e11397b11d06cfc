/* What a microphone heard, judged before it becomes a clip: where the voice begins and ends, and
 * whether it may be kept. Each refusal has a sentence that says what to do (recording_sentence).
 * Pure. The limits are our own: they let through what a person reads in a lobby with the microphone
 * a hand away, and nothing that would be worse than the machine's voice. */
#ifndef APP_SOUND_RECORDING_H
#define APP_SOUND_RECORDING_H

#include "app/sound/level.h"
#include "app/sound/messages.h"

enum recording_fault {
    RECORDING_GOOD,
    RECORDING_NO_MICROPHONE, /* there is none, or it went */
    RECORDING_GAP,           /* samples were lost on the way */
    RECORDING_SILENT,        /* no voice, or hardly any */
    RECORDING_CLIPPED,       /* louder than the microphone can tell */
    RECORDING_NOISY,         /* what is around is not 20 dB under the voice */
    RECORDING_CUT,           /* the voice was there before the recording, or after it */
    RECORDING_SHORT,         /* for its text, so something was left out */
    RECORDING_LONG,          /* for its text, so something was said besides */
    RECORDING_UNEVEN,        /* it cannot be brought to the loudness of the others: knocks */
    RECORDING_FAULTS
};

#define RECORDING_SECONDS 40 /* the longest that is listened to, pauses and all */
#define RECORDING_SAMPLES ((size_t)RECORDING_SECONDS * AUDIO_RATE)

#define RECORDING_FRONT   ((size_t)AUDIO_RATE / 50)         /* of silence before a clip: 20 ms */
#define RECORDING_TAIL    ((size_t)AUDIO_RATE * 120 / 1000) /* ... and behind it */

struct recording {
    size_t first, end;     /* samples of the voice, silence on both sides left out */
    int voice_ms;          /* of it */
    double voice_db;       /* dBFS of what is voice */
    double around_db;      /* dBFS of what is around */
    int clipped;           /* places that were too loud */
    int least_ms, most_ms; /* that its text may take */
};

/* Judges count samples, at most RECORDING_SAMPLES, that say a text of so many letters. *ret_facts
 * is filled as far as it was looked at. */
enum recording_fault recording_judge(const int16_t *samples, size_t count, int letters,
                                     struct recording *ret_facts);

/* Copies the voice with RECORDING_FRONT before it and RECORDING_TAIL behind, faded to nothing at
 * both ends; samples written, at most room. */
size_t recording_cut(const int16_t *samples, size_t count, const struct recording *facts,
                     int16_t *out, size_t room);

/* What is wrong and what to do; MSG_STUDIO_GOOD of a good one. */
enum message_id recording_sentence(enum recording_fault fault);

/* "clipped": for engineers. */
const char *recording_fault_name(enum recording_fault fault);

#endif
