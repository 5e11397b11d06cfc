/* From what a microphone heard to a clip as a citizen will hear it: judged, cut, levelled, encoded,
 * decoded again and measured. Takes time: a worker's. No heap of its own. */
#ifndef APP_STUDIO_TAKE_H
#define APP_STUDIO_TAKE_H

#include "app/sound/clips_encode.h"
#include "app/sound/recording.h"

#define TAKE_AUDIO CLIP_AUDIO_ROOM(LEVEL_SAMPLES)

/* What it works in: 9 MiB, of which a short sentence touches little. */
struct take_room {
    struct level_room level;
    struct clip_encoder encoder;
    struct clip_decoder decoder;
    int16_t cut[LEVEL_SAMPLES], levelled[LEVEL_SAMPLES];
    int16_t heard[LEVEL_SAMPLES + CLIP_PACKET];
    uint8_t audio[TAKE_AUDIO];
};

struct take {
    enum recording_fault fault;
    struct recording facts;
    struct loudness loudness; /* of the clip, as it is heard */
    const int16_t *samples;   /* in the room, until the next take; of a good one only */
    size_t count;
    struct clip clip; /* the same; its id and text are the caller's to set */
};

/* Judges count samples that say a text of so many letters and makes the clip. */
void take_make(const int16_t *samples, size_t count, int letters, struct take_room *room,
               struct take *ret_take);

/* The clip of samples that were a take's before: the same bytes again. ERR_BAD_INPUT when they are
 * none, ERR_FULL. */
MUST_USE struct err take_again(const int16_t *samples, size_t count, struct take_room *room,
                               struct clip *ret_clip);

#endif
