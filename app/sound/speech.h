/* What the guide says, as clips. A spoken sequence (say.h) becomes items: clips of a pack, cues,
 * pauses. Text is matched against the pack from its longest beginning to single words, so a
 * sentence with a name or a number in it is put together from what was spoken at build time.
 *
 * A Vietnamese name in an English sentence is said by the Vietnamese voice and is no fallback
 * (grammar.h, names).
 *
 * A language without a clip falls back to Vietnamese: once per run CUE_FALLBACK, then the
 * Vietnamese clip, the item marked. A Vietnamese voice never reads another language's text: what
 * falls back are catalogue messages and texts the caller says are Vietnamese; a text of that
 * language itself is reported missing.
 *
 * Pure: no clock, no I/O, no heap. */
#ifndef APP_SOUND_SPEECH_H
#define APP_SOUND_SPEECH_H

#include <stdbool.h>
#include <stdint.h>

#include "app/assets.h"
#include "app/sound/clips.h"
#include "app/sound/say.h"
#include "platform/port_reader.h"

#define SPEECH_LANGUAGES 8
#define SPEECH_SOURCE    "vi" /* the language that every message has */

/* The packs that are loaded; the first is Vietnamese. */
struct voices {
    struct clips pack[SPEECH_LANGUAGES];
    int count;
    const struct assets *assets; /* the packs are mapped from; NULL: they are not */
    const struct file_bytes *files;
};

enum spoken_kind {
    SPOKEN_CLIP,
    SPOKEN_MISSING,
    SPOKEN_CUE,
    SPOKEN_PAUSE,
    SPOKEN_READ, /* by the machine's voice; what follows with `instead` is for when it cannot */
};

/* One thing to play. Holds no text of a citizen: a clip says what it says. */
struct spoken {
    enum spoken_kind kind;
    struct clip clip;        /* SPOKEN_CLIP */
    enum message_id message; /* it came from; MSG_NONE for texts and numbers */
    const char *voice;       /* language of the clip, which may be a name in Vietnamese */
    bool fallback;           /* in Vietnamese though another language was asked for */
    bool private_;
    bool instead; /* passed over when the read before it was heard */
    int value;    /* cue, milliseconds of pause, or which of the reads */
    uint32_t tag; /* the caller's: which node of the view */
};

#define SPOKEN_MAX 160
#define READS_MAX  4

/* A name that the machine's voice reads. */
struct spoken_read {
    char language[4]; /* whose voice */
    char text[READER_TEXT];
};

struct speech {
    struct spoken items[SPOKEN_MAX];
    int count;
    bool full;   /* something did not fit: the rest is not said */
    int missing; /* pieces without any clip */
    struct spoken_read reads[READS_MAX];
    int read_count;
    int spelled; /* words said letter by letter because no clip says them */
    bool fell_back;
};

struct speech_options {
    const char *language;
    const char *text_language; /* of the texts given, NULL = language */
    bool toned;                /* CUE_FALLBACK was heard already: not again */
    bool private_aloud;        /* headphones, or she said yes */
    bool reads;                /* there is a machine's voice for names without clips */
    bool node_private;         /* the whole node is a citizen's */
    bool tap_only;             /* what may not be said aloud is passed over: she sees her finger */
    uint32_t tag;
};

void speech_clear(struct speech *s);

/* Appends what say[0..count) says, up to SAY_END. */
void speech_add(struct speech *s, const struct voices *voices, const struct say *say, int count,
                const struct speech_options *options);

/* True when the pack says every fixed part of a message's spoken text. */
bool speech_has_clips(const struct clips *pack, const char *text);

/* Milliseconds at normal speed, cues left out. */
uint32_t speech_ms(const struct speech *s);

#endif
