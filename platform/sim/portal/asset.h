/* The practice portal's own files (pages, words, pictures, contract), linked into the program so
 * that it needs no directory of its own. Everything is constant; safe from any thread. */
#ifndef PLATFORM_SIM_PORTAL_ASSET_H
#define PLATFORM_SIM_PORTAL_ASSET_H

#include <stdbool.h>
#include <stddef.h>

struct portal_asset {
    const char *type; /* its Content-Type */
    const char *bytes;
    size_t size;
};

/* Finds the file of that name under assets/portal; false when there is none. The bytes are followed
 * by a NUL that is not counted. */
bool portal_asset_find(const char *name, struct portal_asset *ret_asset);

#endif
