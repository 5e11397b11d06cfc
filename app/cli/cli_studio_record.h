/* The part of kioskctl studio that takes recordings from WAV files. */
#ifndef APP_CLI_CLI_STUDIO_RECORD_H
#define APP_CLI_CLI_STUDIO_RECORD_H

#include <stdbool.h>

#include "app/studio/desk.h"
#include "app/studio/take.h"

/* Judges a file named after its prompt (MSG_ID.wav, or MSG_ID.2.wav for the second part) and keeps
 * it as a take; approved by voice when that is not NULL. One line tells how it went; false when it
 * was refused. */
bool cli_studio_record(struct desk *d, struct take_room *room, const char *path,
                       const struct person *voice, const char *today);

/* The name of a prompt's file without its end. */
void cli_studio_name(const struct prompt *p, char ret_name[80]);

#endif
