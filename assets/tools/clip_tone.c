/* The voice of the tests' languages, which nobody speaks: three short notes that are another row
 * for every text, so that a test hears which clip was played, and nobody takes it for speech. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/sound/clips.h"
#include "assets/tools/clip_build.h"

#define NOTES      3
#define EDGE       (BUILD_RATE / 1000 * 12) /* of a note, where it swells and fades */
#define SCALE_SIZE 12

static const double pi2 = 6.283185307179586;

static void note(float *out, int samples, double hertz)
{
    for (int i = 0; i < samples; i++) {
        const int from_end = samples - 1 - i;
        const int edge = i < from_end ? i : from_end;
        const double swell = edge < EDGE ? (double)edge / EDGE : 1.0;
        out[i] = (float)(0.4 * swell * sin(pi2 * hertz * i / BUILD_RATE));
    }
}

void tone_speak(int ms, const char *const *texts, int count, struct sound *ret_sounds)
{
    const int samples = BUILD_RATE / 1000 * ms;
    for (int t = 0; t < count; t++) {
        uint64_t which = clip_id("tone", texts[t], strlen(texts[t]));
        const size_t all = (size_t)NOTES * (size_t)samples;
        ret_sounds[t] = (struct sound){calloc(all, sizeof(float)), all};
        if (ret_sounds[t].samples == NULL) {
            fprintf(stderr, "clip_pack: out of memory\n");
            exit(1);
        }
        for (int n = 0; n < NOTES; n++) {
            note(ret_sounds[t].samples + (size_t)n * (size_t)samples, samples,
                 330.0 * pow(2.0, (double)(which % SCALE_SIZE) / SCALE_SIZE));
            which /= SCALE_SIZE;
        }
    }
}
