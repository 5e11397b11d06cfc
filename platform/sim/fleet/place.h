/* What a path asks for: the tables of DDI's addresses. Pure. */
#ifndef PLATFORM_SIM_FLEET_PLACE_H
#define PLATFORM_SIM_FLEET_PLACE_H

#include <stdbool.h>
#include <stdint.h>

enum place_kind {
    PLACE_POLL,
    PLACE_DEPLOYMENT,
    PLACE_FEEDBACK,
    PLACE_CANCEL,
    PLACE_CANCEL_FEEDBACK,
    PLACE_CONFIG,
    PLACE_INSTALLED,     /* .../installedBase/ID */
    PLACE_INSTALLED_SET, /* .../installedBase */
    PLACE_CONFIRMATION,  /* .../confirmationBase */
    PLACE_CONFIRM,       /* .../confirmationBase/ID */
    PLACE_CONFIRM_FEEDBACK,
    PLACE_AUTO_ON,
    PLACE_AUTO_OFF,
    PLACE_LIST,
    PLACE_ARTIFACT,
    PLACE_MD5SUM,
    PLACE_OUTGOING, /* not DDI's: /outgoing/ID/NAME, see taken.h */
    PLACE_NOWHERE,  /* under a base, but no address of DDI */
    PLACE_KINDS,
    PLACE_OUTSIDE, /* not under a base at all */
};

struct place {
    enum place_kind kind;
    char tenant[64];
    char target[257];
    int64_t id; /* of the action, or the software module */
    char file[257];
};

/* Reads a percent-decoded path. */
struct place place_read(const char *path);

/* The methods it answers, as in an Allow header; NULL where there is nothing. */
const char *place_methods(enum place_kind kind);

/* True when the method is one of them; HEAD is where GET is. */
bool place_allows(enum place_kind kind, const char *method);

/* A word for troubles and counters ("deployment"); never NULL. */
const char *place_name(enum place_kind kind);

#endif
