/* The 44 bytes in front of 16-bit mono samples in a WAV file. */
#ifndef PLATFORM_BASE_WAV_H
#define PLATFORM_BASE_WAV_H

#include <stdint.h>

#define WAV_HEAD 44

/* For count samples at rate Hz; count at most 2^30. */
void wav_header(uint32_t rate, uint32_t count, uint8_t ret_head[WAV_HEAD]);

/* One sample as the file wants it: little-endian. */
void wav_sample(int16_t sample, uint8_t ret_bytes[2]);

#endif
