/* The part of kioskctl studio that brings a language to the desk. */
#ifndef APP_CLI_CLI_STUDIO_BRING_H
#define APP_CLI_CLI_STUDIO_BRING_H

#include "app/studio/desk.h"

/* From a pack that the key signed, or from a folder with languages/CODE and perhaps clips-CODE.pak.
 * Says how it went; the exit status. key may be NULL for a folder. */
int cli_studio_bring(struct desk *d, const char *code, const char *from, const char *key);

#endif
