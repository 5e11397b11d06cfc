/* What the plugin writes and the replay reads: a note, and the bytes of a write behind it. */
#ifndef TESTS_BLOCK_WRITE_LOG_H
#define TESTS_BLOCK_WRITE_LOG_H

#include <stdint.h>

enum { NOTE_WRITE = 1, NOTE_FLUSH = 2 };

struct write_note {
    uint32_t kind, size;
    uint64_t at;
};

#endif
