/* A machine's voice that reads one short text aloud which no clip says: a typed name. It works
 * beside the kiosk; the main thread asks now and then for what is ready. What it reads is a
 * citizen's. Implementations: platform/linux/reader_espeak.c, platform/sim/reader_script.c. */
#ifndef PLATFORM_PORT_READER_H
#define PLATFORM_PORT_READER_H

#include <stdint.h>

#include "platform/base/err.h"

#define READER_TEXT 240 /* bytes, the NUL among them */

enum reader_state {
    READER_WORKS,  /* there may be more */
    READER_ENDED,  /* everything was taken */
    READER_FAILED, /* no more comes: what was taken is not the whole */
};

struct port_reader {
    const struct port_reader_ops *ops;
};

struct port_reader_ops {
    const char *name; /* "espeak", "script" */
    /* Begins to read; what was being read before ends. ERR_UNSUPPORTED: no voice for this language;
     * ERR_BAD_INPUT: no text, or too long; ERR_IO: the program did not start. */
    struct err (*begin)(struct port_reader *r, const char *language, const char *text);
    /* At most max samples at AUDIO_RATE, 0 when none are ready; never waits. */
    int (*take)(struct port_reader *r, int16_t *out, int max, enum reader_state *ret_state);
    /* Ends it at once; nothing of the text stays here. Any number of times. */
    void (*stop)(struct port_reader *r);
};

#endif
