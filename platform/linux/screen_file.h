/* A picture of the screen as STATE/outgoing/screen.png, for who asked for one from afar: the pixels
 * are copied, a thread of its own makes a PNG of them. The file appears whole or not at all, 0660.
 * Owner thread; nothing but the copying takes time. */
#ifndef PLATFORM_LINUX_SCREEN_FILE_H
#define PLATFORM_LINUX_SCREEN_FILE_H

#include "platform/base/worker.h"
#include "platform/port_dir.h"
#include "platform/port_display.h"

#define SCREEN_FILE_FOLDER "outgoing"
#define SCREEN_FILE        "screen.png"

/* Zeroed = nothing was begun yet. */
struct screen_file {
    struct worker worker;
    bool runs, busy; /* the thread; a picture is not yet told of */
    char folder[DIR_PATH_MAX - 32];
    struct canvas copy; /* the thread's, while it is busy */
    struct err error;
};

/* Begins one; bell is rung from the thread when it is over. ERR_REFUSED: another is still being
 * written; ERR_FULL, ERR_IO, ERR_BAD_INPUT: none was begun. */
MUST_USE struct err screen_file_begin(struct screen_file *f, const char *state,
                                      const struct canvas *shown, void (*bell)(void *context),
                                      void *context);

/* True once for each that was begun, when it is over; how it went. */
bool screen_file_over(struct screen_file *f, struct err *ret_error);

/* Lets one that is being written end. Accepts a zeroed one. */
void screen_file_close(struct screen_file *f);

#endif
