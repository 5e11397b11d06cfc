/* 16-bit mono samples in a WAV file: the 44 bytes in front of ours, and reading anybody's. */
#ifndef PLATFORM_BASE_WAV_H
#define PLATFORM_BASE_WAV_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define WAV_HEAD 44

/* For count samples at rate Hz; count at most 2^30. */
void wav_header(uint32_t rate, uint32_t count, uint8_t ret_head[WAV_HEAD]);

/* One sample as the file wants it: little-endian. */
void wav_sample(int16_t sample, uint8_t ret_bytes[2]);

/* The samples of a file, where they lie in its bytes. */
struct wav {
    const uint8_t *data; /* the caller's bytes; two a sample */
    size_t count;        /* samples */
    uint32_t rate;       /* Hz */
};

/* Finds the samples of a file of any program, other chunks skipped. False when it is no RIFF WAVE
 * of 16-bit PCM, mono. A file cut short has the samples that are there. */
bool wav_read(const uint8_t *bytes, size_t size, struct wav *ret_wav);

/* Sample i of 0..count-1. */
int16_t wav_get(const struct wav *w, size_t i);

#endif
