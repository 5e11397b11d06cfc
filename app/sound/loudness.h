/* How loud a sound is to people: integrated loudness and true peak after ITU-R BS.1770-4 and EBU
 * R 128, by libebur128; the only file that calls it. Pure but for the library's own heap. */
#ifndef APP_SOUND_LOUDNESS_H
#define APP_SOUND_LOUDNESS_H

#include <stddef.h>
#include <stdint.h>

#include "platform/base/err.h"

#define LOUDNESS_NONE (-120.0) /* of silence */

struct loudness {
    double lufs; /* gated as the recommendation says; under 400 ms, one block of all there is */
    double peak; /* dBTP */
};

/* Measures count mono samples at AUDIO_RATE. ERR_FULL when there is no memory. */
MUST_USE struct err loudness_measure(const int16_t *samples, size_t count,
                                     struct loudness *ret_loudness);

#endif
