/* What the clip builder's files promise each other. A build tool: it runs on the builder's
 * machine, never on a kiosk; espeak-ng is run as a separate program. */
#ifndef ASSETS_TOOLS_CLIP_BUILD_H
#define ASSETS_TOOLS_CLIP_BUILD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define BUILD_RATE 48000
#define CLIP_LUFS  (-16.0) /* reference/languages.md 4: a choice for small devices */
#define CLIP_PEAK  0.8414  /* -1.5 dBFS */

struct sound {
    float *samples; /* -1..1, BUILD_RATE, mono; malloc */
    size_t count;
};

/* Speaks up to VOICE_BATCH texts by one run of espeak-ng, whose start costs ten times the speaking
 * of a short text, and resamples each. Where the pauses between them cannot be told for certain,
 * each text has a run of its own. Ends the program with a sentence when it fails. */
enum { VOICE_BATCH = 40 };
void voice_speak(const char *voice, const char *speed, const char *const *texts, int count,
                 struct sound *ret_sounds);

/* Three notes of ms each for every text instead of a voice. */
void tone_speak(int ms, const char *const *texts, int count, struct sound *ret_sounds);

/* Cuts silence: 20 ms stay in front, tail_ms behind. An all-silent sound becomes empty. */
void level_trim(struct sound *s, int tail_ms);

/* Brings a sound to CLIP_LUFS with its peak at most ceiling, by gain and a look-ahead limiter. */
void level_apply(struct sound *s, double ceiling);

/* Integrated loudness (ITU-R BS.1770 gating); a sound shorter than 400 ms is one block. */
double level_loudness(const float *samples, size_t count);
double level_peak(const float *samples, size_t count);

#endif
