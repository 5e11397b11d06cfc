/* The troubles a practice portal can make, so that a kiosk can be tested against each of them.
 * A fault is PHASE:EFFECT[:COUNT] (all of them: practice-portal --help). The list is asked from
 * several threads; every call locks. */
#ifndef PLATFORM_SIM_PORTAL_FAULTS_H
#define PLATFORM_SIM_PORTAL_FAULTS_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "platform/base/err.h"

enum fault_phase {
    FAULT_ACCEPT,  /* the line is open, nothing was read */
    FAULT_HEADERS, /* the request line is known, the body is not */
    FAULT_BODY,    /* the first bytes of the body came in */
    FAULT_ANSWER,  /* the request was carried out */
};

enum fault_effect {
    FAULT_RESET,
    FAULT_CLOSE,
    FAULT_STALL,
    FAULT_SLOW,
    FAULT_STATUS,
    FAULT_RETRY_AFTER,
    FAULT_GARBAGE,
    FAULT_CAPTIVE,
    FAULT_WRONG_UUID,
    FAULT_WRONG_HASH,
    FAULT_THEN_RESET,
};

struct fault {
    enum fault_phase phase;
    enum fault_effect effect;
    int64_t value; /* milliseconds, seconds of Retry-After, a status; 1 = the other kind of lie */
    int left;      /* how often still; -1 = always */
};

#define FAULTS_MAX 32

struct faults {
    pthread_mutex_t lock;
    struct fault list[FAULTS_MAX];
    int count;
};

void faults_init(struct faults *f);
void faults_done(struct faults *f);

/* Reads one SPEC. ERR_BAD_INPUT with a sentence in ret_why (it quotes nothing) when it is wrong. */
MUST_USE struct err fault_parse(const char *spec, struct fault *ret_fault, const char **ret_why);

/* Adds one fault behind the others; ERR_FULL when FAULTS_MAX are there. */
MUST_USE struct err faults_add(struct faults *f, struct fault fault);

/* Forgets all faults. */
void faults_clear(struct faults *f);

/* Takes the first fault of the phase and counts it down; false when there is none. */
bool faults_take(struct faults *f, enum fault_phase phase, struct fault *ret_fault);

/* True when the request itself is still carried out under this fault. */
bool fault_carries_out(const struct fault *f);

/* Writes every phase and effect with its meaning, for --help. */
void faults_help(FILE *out);

#endif
