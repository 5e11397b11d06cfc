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
    /* On the line. */
    FAULT_RESET,
    FAULT_CLOSE,
    FAULT_HALF_CLOSE,
    FAULT_FLAP,
    FAULT_STALL,
    FAULT_SLOW,
    FAULT_BREAK,
    /* False answers, well framed. */
    FAULT_STATUS,
    FAULT_RETRY_AFTER,
    FAULT_GARBAGE,
    FAULT_CAPTIVE,
    FAULT_MOVED,
    FAULT_PROXY,
    FAULT_STORM,
    FAULT_MAINTENANCE,
    FAULT_RETIRED,
    FAULT_RUNNING,
    FAULT_DELETED,
    FAULT_WRONG_UUID,
    FAULT_WRONG_HASH,
    FAULT_THEN_RESET,
    FAULT_EMPTY,
    FAULT_TYPE,
    FAULT_TRUNCATED,
    FAULT_DEEP,
    FAULT_DUPLICATE_KEYS,
    FAULT_NUL,
    FAULT_UTF8,
    FAULT_HUGE_NUMBER,
    FAULT_MALFORMED,
    /* Answers whose frame is false: bytes past libmicrohttpd. */
    FAULT_CUT,
    FAULT_UNCLEAN,
    FAULT_DRIP,
    FAULT_INTERIM,
    FAULT_LENGTH,
    FAULT_CHUNKS,
    FAULT_GIANT_HEADER,
    FAULT_GZIP_BOMB,
    FAULT_HANG_UP,
    FAULT_GOAWAY,
    /* What the ledger does wrong. */
    FAULT_FORGET,
    FAULT_DOUBLE,
    /* Any of the above, drawn. */
    FAULT_CHAOS,
};

/* Who carries an effect out. */
enum fault_kind {
    FAULT_KIND_LINE,   /* act() of server.c */
    FAULT_KIND_LIE,    /* reply_lie() of lie.c */
    FAULT_KIND_RAW,    /* raw_answer_make() of raw.c */
    FAULT_KIND_LEDGER, /* before the request is carried out */
};

/* Values of FAULT_RETRY_AFTER that are no seconds. */
enum { RETRY_NEGATIVE = -1, RETRY_DATE = -2, RETRY_PAST = -3, RETRY_TEXT = -4 };

struct fault {
    enum fault_phase phase;
    enum fault_effect effect;
    int64_t value; /* milliseconds, seconds of Retry-After, a status, a seed; which word, from 1 */
    int left;      /* how often still; -1 = always */
};

#define FAULTS_MAX 32

struct faults {
    pthread_mutex_t lock;
    struct fault list[FAULTS_MAX];
    int count;
    uint64_t draws; /* what was drawn so far, of chaos and malformed */
    int64_t made[FAULT_CHAOS + 1];
};

void faults_init(struct faults *f);
void faults_done(struct faults *f);

/* Reads one SPEC. ERR_BAD_INPUT with a sentence in ret_why (it quotes nothing) when it is wrong. */
MUST_USE struct err fault_parse(const char *spec, struct fault *ret_fault, const char **ret_why);

/* Adds one fault behind the others; ERR_FULL when FAULTS_MAX are there. */
MUST_USE struct err faults_add(struct faults *f, struct fault fault);

/* Forgets all faults. */
void faults_clear(struct faults *f);

/* Reads what stands between the colons of a SPEC, "stall=30s"; false when it is unknown. */
bool fault_parse_effect(const char *text, struct fault *ret_fault);

/* Takes the first fault of the phase and counts it down; false when there is none, or when chaos
 * drew none. */
bool faults_take(struct faults *f, enum fault_phase phase, struct fault *ret_fault);

/* The name of an effect and how often it was handed out since the start; false beyond the last. */
bool faults_made(struct faults *f, int index, const char **ret_name, int64_t *ret_count);

/* True when the request itself is still carried out under this fault. */
bool fault_carries_out(const struct fault *f);

enum fault_kind fault_kind(const struct fault *f);

/* Writes every phase and effect with its meaning, for --help. */
void faults_help(FILE *out);

#endif
