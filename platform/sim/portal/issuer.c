#include "platform/sim/portal/issuer.h"

#include <stdio.h>
#include <string.h>

#define TYPE_BURST     10
#define TYPE_REFILL_MS 6000

/* RFC 8628 6.1: no vowels, so that no word comes out. */
static const char letters[] = "BCDFGHJKLMNPQRSTVWXZ";

void issuer_init(struct issuer *s)
{
    memset(s, 0, sizeof *s);
    pthread_mutex_init(&s->lock, NULL);
    limiter_init(&s->attempts, TYPE_BURST, TYPE_REFILL_MS);
}

void issuer_done(struct issuer *s)
{
    limiter_done(&s->attempts);
    pthread_mutex_destroy(&s->lock);
}

static struct grant *place(struct issuer *s)
{
    struct grant *oldest = &s->grants[0];
    for (int i = 0; i < ISSUER_GRANTS; i++) {
        if (s->grants[i].state == GRANT_FREE) {
            return &s->grants[i];
        }
        oldest = s->grants[i].began < oldest->began ? &s->grants[i] : oldest;
    }
    return oldest;
}

void issuer_begin(struct issuer *s, int64_t now, struct grant *ret_grant)
{
    pthread_mutex_lock(&s->lock);
    struct grant *g = place(s);
    *g = (struct grant){.state = GRANT_WAITING,
                        .began = now,
                        .ends = now + ISSUER_LIFE_MS,
                        .interval = ISSUER_INTERVAL_MS};
    portal_random_hex(g->device_code, ISSUER_SECRET - 1);
    portal_random_hex(g->token, ISSUER_SECRET - 1);
    for (int i = 0; i < ISSUER_CODE - 1; i++) {
        g->user_code[i] = i == 4 ? '-' : letters[portal_random_below(sizeof letters - 1)];
    }
    *ret_grant = *g;
    pthread_mutex_unlock(&s->lock);
}

static const char *answer_of(struct grant *g, int64_t now)
{
    const bool early = g->slow || now - g->asked < g->interval - 200;
    const bool waits = g->state == GRANT_WAITING;
    if (g->state == GRANT_DENIED) {
        return "access_denied";
    }
    if (g->state == GRANT_DONE || now >= g->ends) { /* a code is good for one token */
        return g->state == GRANT_DONE ? "invalid_grant" : "expired_token";
    }
    if (early && g->asked != 0 && waits) {
        g->interval += 5000;
        g->slow = false;
        g->asked = now;
        return "slow_down";
    }
    g->asked = now;
    if (waits) {
        return "authorization_pending";
    }
    g->state = GRANT_DONE;
    g->ends = now + ISSUER_TOKEN_MS;
    return NULL;
}

const char *issuer_token(struct issuer *s, const char *device_code, int64_t now,
                         struct grant *ret_grant)
{
    const char *error = "invalid_grant";
    pthread_mutex_lock(&s->lock);
    for (int i = 0; i < ISSUER_GRANTS; i++) {
        struct grant *g = &s->grants[i];
        if (g->state != GRANT_FREE && portal_same_secret(g->device_code, device_code)) {
            error = answer_of(g, now);
            *ret_grant = *g;
        }
    }
    pthread_mutex_unlock(&s->lock);
    return error;
}

/* "bdrk hxlt" as "BDRK-HXLT". */
static void tidy(const char *typed, char ret_code[ISSUER_CODE])
{
    int n = 0;
    memset(ret_code, 0, ISSUER_CODE);
    for (; *typed != '\0' && n < ISSUER_CODE - 1; typed++) {
        const char c = *typed >= 'a' && *typed <= 'z' ? (char)(*typed - 'a' + 'A') : *typed;
        if (c >= 'A' && c <= 'Z') {
            ret_code[n++] = c;
            if (n == 4) {
                ret_code[n++] = '-';
            }
        }
    }
}

/* The grant that waits under this code, else NULL. */
static struct grant *find(struct issuer *s, const char *code, int64_t now)
{
    char wanted[ISSUER_CODE];
    tidy(code, wanted);
    for (int i = 0; i < ISSUER_GRANTS; i++) {
        struct grant *g = &s->grants[i];
        if (g->state == GRANT_WAITING && now < g->ends && strcmp(g->user_code, wanted) == 0) {
            return g;
        }
    }
    return NULL;
}

enum phone_result issuer_open(struct issuer *s, const char *code, const char *phone,
                              const char *visitor, int64_t now)
{
    enum phone_result result = PHONE_UNKNOWN;
    if (!limiter_allows(&s->attempts, visitor, now)) {
        return PHONE_TOO_OFTEN;
    }
    pthread_mutex_lock(&s->lock);
    struct grant *g = find(s, code, now);
    if (g != NULL && g->phone[0] == '\0') {
        snprintf(g->phone, sizeof g->phone, "%s", phone);
    }
    if (g != NULL) {
        result = strcmp(g->phone, phone) == 0 ? PHONE_OPENED : PHONE_SECOND;
    }
    pthread_mutex_unlock(&s->lock);
    if (result != PHONE_UNKNOWN) {
        limiter_give_back(&s->attempts, visitor);
    }
    return result;
}

enum phone_result issuer_decide(struct issuer *s, const char *code, const char *phone, bool agrees,
                                int64_t now)
{
    enum phone_result result = PHONE_UNKNOWN;
    pthread_mutex_lock(&s->lock);
    struct grant *g = find(s, code, now);
    if (g != NULL && g->phone[0] != '\0') {
        result = strcmp(g->phone, phone) != 0 ? PHONE_SECOND
                 : agrees                     ? PHONE_AGREED
                                              : PHONE_SAID_NO;
    }
    if (result == PHONE_AGREED || result == PHONE_SAID_NO) {
        g->state = agrees ? GRANT_AGREED : GRANT_DENIED;
    }
    pthread_mutex_unlock(&s->lock);
    return result;
}

enum issuer_who issuer_who(struct issuer *s, const char *token, int64_t now)
{
    enum issuer_who who = ISSUER_NOBODY;
    pthread_mutex_lock(&s->lock);
    for (int i = 0; i < ISSUER_GRANTS; i++) {
        const struct grant *g = &s->grants[i];
        if (g->state == GRANT_DONE && now < g->ends && portal_same_secret(g->token, token)) {
            who = g->stranger ? ISSUER_STRANGER : ISSUER_HER;
        }
    }
    pthread_mutex_unlock(&s->lock);
    return who;
}

bool issuer_knows(struct issuer *s, const char *token, int64_t now)
{
    return issuer_who(s, token, now) != ISSUER_NOBODY;
}

bool issuer_order(struct issuer *s, const char *what, int64_t now, char ret_code[ISSUER_CODE])
{
    struct grant *newest = NULL;
    ret_code[0] = '\0';
    pthread_mutex_lock(&s->lock);
    for (int i = 0; i < ISSUER_GRANTS; i++) {
        struct grant *g = &s->grants[i];
        if (g->state == GRANT_WAITING && (newest == NULL || g->began > newest->began)) {
            newest = g;
        }
    }
    if (newest != NULL) {
        snprintf(ret_code, ISSUER_CODE, "%s", newest->user_code);
        newest->ends = strcmp(what, "expire") == 0 ? now : newest->ends;
        newest->slow = newest->slow || strcmp(what, "slow") == 0;
        newest->stranger = newest->stranger || strcmp(what, "stranger") == 0;
    }
    pthread_mutex_unlock(&s->lock);
    return newest != NULL && (strcmp(what, "expire") == 0 || strcmp(what, "slow") == 0 ||
                              strcmp(what, "stranger") == 0 || strcmp(what, "code") == 0);
}
