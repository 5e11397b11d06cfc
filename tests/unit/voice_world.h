/* Sounds made by rule for the tests of recordings: syllables like a voice's, noise, silence. */
#ifndef TESTS_UNIT_VOICE_WORLD_H
#define TESTS_UNIT_VOICE_WORLD_H

#include <math.h>
#include <stdint.h>
#include <string.h>

#include "app/sound/recording.h"

#define VOICE_PI 3.14159265358979

static int16_t voice_samples[RECORDING_SAMPLES];
static size_t voice_count;
static uint32_t voice_dice;

/* ms of silence to begin with. */
__attribute__((unused)) static void voice_begin(int ms)
{
    memset(voice_samples, 0, sizeof voice_samples);
    voice_count = (size_t)ms * (AUDIO_RATE / 1000);
    voice_dice = 1;
}

static int16_t voice_limited(double v)
{
    return (int16_t)(v > 32767 ? 32767 : v < -32768 ? -32768 : v);
}

/* Syllables of 180 ms with a hard beginning, each with eight overtones of 130 Hz; amplitude up to
 * about 1.6 times level. */
__attribute__((unused)) static void voice_speak(int ms, double level)
{
    const size_t n = (size_t)ms * (AUDIO_RATE / 1000);
    for (size_t i = 0; i < n; i++) {
        const double t = (double)i / AUDIO_RATE;
        const double in_syllable = fmod(t, 0.18) / 0.18;
        const double loud = in_syllable < 0.05 ? in_syllable / 0.05 : exp(-2.5 * in_syllable);
        double sum = 0;
        for (int k = 1; k <= 8; k++) {
            sum += sin(2 * VOICE_PI * 130 * k * t) / k;
        }
        voice_samples[voice_count + i] = voice_limited(level * loud * sum);
    }
    voice_count += n;
}

__attribute__((unused)) static void voice_rest(int ms)
{
    voice_count += (size_t)ms * (AUDIO_RATE / 1000);
}

/* Noise over all there is: uniform, so its level is 4.8 dB under its amplitude. */
__attribute__((unused)) static void voice_noise(double amplitude)
{
    for (size_t i = 0; i < voice_count; i++) {
        voice_dice = voice_dice * 1664525u + 1013904223u;
        const double noise = ((double)(voice_dice >> 8) / (1 << 23) - 1) * amplitude;
        voice_samples[i] = voice_limited(voice_samples[i] + noise);
    }
}

#endif
