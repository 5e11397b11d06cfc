/* espeak-ng as a child process of its own for each text, for Vietnamese and English. The text goes
 * through its standard input, so no list of processes shows it; it inherits nothing but its three
 * pipes, and is killed when the kiosk no longer wants it. No shell. */
#ifndef PLATFORM_LINUX_READER_ESPEAK_H
#define PLATFORM_LINUX_READER_ESPEAK_H

#include <stdbool.h>
#include <sys/types.h>

#include "platform/port_reader.h"

#define READER_ESPEAK_PROGRAM "/usr/bin/espeak-ng"

struct reader_espeak {
    struct port_reader port;
    const char *program;
    pid_t child;         /* 0 = none */
    int from;            /* its WAV; -1 = none */
    uint8_t bytes[4096]; /* read and not yet used */
    size_t have;
    bool begun;    /* the WAV's head was read */
    uint32_t rate; /* of the WAV */
    uint32_t at;   /* place between before and after, in 1/65536 */
    int16_t before, after;
    int64_t given;
};

/* program is READER_ESPEAK_PROGRAM but in tests; it stays the caller's. */
void reader_espeak_open(struct reader_espeak *r, const char *program);

#endif
