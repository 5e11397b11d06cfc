/* A microphone that hears WAV files (16-bit mono at AUDIO_RATE): "sim:FILE" the same at every
 * start, "sim:DIR" its .wav files in turn by name, "none:" no microphone. Samples come as the clock
 * goes; after a file's end it is silent. Can fail in the ways microphones do. */
#ifndef PLATFORM_SIM_CAPTURE_FILE_H
#define PLATFORM_SIM_CAPTURE_FILE_H

#include <limits.h>

#include "platform/base/wav.h"
#include "platform/port_capture.h"
#include "platform/port_clock.h"
#include "platform/port_files.h"

#define CAPTURE_PATH_MAX 1024

enum capture_fault {
    CAPTURE_WELL,
    CAPTURE_UNPLUGGED, /* no device: a start fails */
    CAPTURE_LOST,      /* gone after CAPTURE_FAULT_MS */
    CAPTURE_SILENT,    /* nothing but zeros: a cable, a switch */
    CAPTURE_OVERRUN,   /* a tenth of a second is lost after CAPTURE_FAULT_MS */
    CAPTURE_FAULTS
};

#define CAPTURE_FAULT_MS 500

struct capture_file {
    struct port_capture port; /* first: the port is the microphone */
    struct port_clock *clock;
    char path[CAPTURE_PATH_MAX];
    char heard[NAME_MAX + 1]; /* of the folder: the file heard last; "" = none yet */
    enum capture_fault fault;
    bool open, gap_told;
    struct file_bytes file;
    struct wav wav;
    uint64_t started_ms;
    size_t taken; /* samples given or lost since the start */
};

/* Chooses by URI; the clock stays the caller's. ERR_BAD_INPUT when it is neither "sim:PATH" nor
 * "none:"; the file need not exist yet. */
MUST_USE struct err capture_file_open(struct capture_file *c, const char *uri,
                                      struct port_clock *clock);

/* Lets it fail until "well"; false for an unknown name. */
bool capture_file_fault(struct capture_file *c, const char *name);

#endif
