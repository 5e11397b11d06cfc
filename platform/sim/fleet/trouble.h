/* The troubles the double can make, so that a fleet client can be tested against each of them. One
 * is KIND[@TARGET]:EFFECT[=VALUE][:COUNT]; all of them: fleet-double --help. Every call locks. */
#ifndef PLATFORM_SIM_FLEET_TROUBLE_H
#define PLATFORM_SIM_FLEET_TROUBLE_H

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "platform/base/err.h"
#include "platform/sim/fleet/place.h"

enum trouble_effect {
    TROUBLE_NONE,
    /* Instead of an answer; nothing is carried out. */
    TROUBLE_STATUS,
    TROUBLE_RETRY_AFTER,
    TROUBLE_REDIRECT,
    TROUBLE_RESET,
    TROUBLE_HTML,
    TROUBLE_EMPTY,
    /* The request is carried out, then: */
    TROUBLE_THEN_RESET,
    TROUBLE_STALL,
    TROUBLE_MALFORMED,
    TROUBLE_TRUNCATED,
    TROUBLE_SLOW,
    TROUBLE_CUT,
    TROUBLE_ENDLESS,
    TROUBLE_CORRUPT,
    TROUBLE_NO_RANGE,
    TROUBLE_ETAG,
    TROUBLE_WRONG_HASH,
    TROUBLE_NO_SHA256,
    TROUBLE_SIZE,
    TROUBLE_FOREIGN,
    TROUBLE_DATE,
    TROUBLE_EFFECTS,
};

/* Values of TROUBLE_RETRY_AFTER that are no seconds. */
enum { RETRY_AS_DATE = -2, RETRY_AS_TEXT = -3 };

struct trouble {
    enum trouble_effect effect;
    enum place_kind kind; /* PLACE_KINDS = any */
    char target[64];      /* "" = any */
    int64_t value;        /* bytes, a status, milliseconds, seconds */
    char text[200];       /* of redirect and foreign */
    int left;             /* how often still; -1 = always */
};

#define TROUBLES_MAX 32

struct troubles {
    pthread_mutex_t lock;
    struct trouble list[TROUBLES_MAX];
    int count;
    int64_t made[TROUBLE_EFFECTS];
};

void troubles_init(struct troubles *t);
void troubles_done(struct troubles *t);

/* Reads one SPEC. ERR_BAD_INPUT with a sentence in ret_why (it quotes nothing) when it is wrong. */
MUST_USE struct err trouble_parse(const char *spec, struct trouble *ret_trouble,
                                  const char **ret_why);

/* Adds one behind the others; ERR_FULL when TROUBLES_MAX are there. */
MUST_USE struct err troubles_add(struct troubles *t, const struct trouble *trouble);

void troubles_clear(struct troubles *t);

/* Takes the first trouble that fits and counts it down; TROUBLE_NONE when none does. */
struct trouble troubles_take(struct troubles *t, enum place_kind kind, const char *target);

/* How often an effect was handed out. */
int64_t troubles_made(struct troubles *t, enum trouble_effect effect);

/* "retry-after"; never NULL. */
const char *trouble_name(enum trouble_effect effect);

/* Writes every kind and effect with its meaning, for --help. */
void troubles_help(FILE *out);

#endif
