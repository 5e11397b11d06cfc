#include "app/courier/citizen.h"

#include <stdio.h>
#include <string.h>

/* Held for a copy of a few thousand bytes, between two threads. */
static void lock(struct citizens *c)
{
    while (atomic_flag_test_and_set_explicit(&c->busy, memory_order_acquire)) {
    }
}

static void unlock(struct citizens *c)
{
    atomic_flag_clear_explicit(&c->busy, memory_order_release);
}

static struct citizen_token *find(struct citizens *c, const char *uuid)
{
    for (int i = 0; i < CITIZENS && uuid[0] != '\0'; i++) {
        if (strcmp(c->slots[i].uuid, uuid) == 0) {
            return &c->slots[i];
        }
    }
    return NULL;
}

void citizens_keep(struct citizens *c, const char *uuid, const char *token, int64_t ends_ms)
{
    if (strlen(uuid) >= sizeof c->slots[0].uuid || strlen(token) >= SIGNIN_TOKEN) {
        return;
    }
    lock(c);
    struct citizen_token *slot = find(c, uuid);
    if (slot == NULL) {
        slot = &c->slots[c->next];
        c->next = (c->next + 1) % CITIZENS;
    }
    explicit_bzero(slot, sizeof *slot);
    snprintf(slot->uuid, sizeof slot->uuid, "%s", uuid);
    snprintf(slot->token, sizeof slot->token, "%s", token);
    slot->ends_ms = ends_ms;
    unlock(c);
}

bool citizens_token(struct citizens *c, const char *uuid, int64_t now_ms,
                    char ret_token[SIGNIN_TOKEN])
{
    bool found = false;
    ret_token[0] = '\0';
    lock(c);
    struct citizen_token *slot = find(c, uuid);
    if (slot != NULL && now_ms >= slot->ends_ms) {
        explicit_bzero(slot->token, sizeof slot->token);
    }
    if (slot != NULL && slot->token[0] != '\0') {
        memcpy(ret_token, slot->token, SIGNIN_TOKEN);
        found = true;
    }
    unlock(c);
    return found;
}

void citizens_sent(struct citizens *c, const char *uuid, bool signed_in)
{
    lock(c);
    struct citizen_token *slot = find(c, uuid);
    if (slot != NULL) {
        explicit_bzero(slot->token, sizeof slot->token);
        slot->taken = slot->taken || signed_in;
    }
    unlock(c);
}

bool citizens_taken(struct citizens *c, const char *uuid)
{
    lock(c);
    const struct citizen_token *slot = find(c, uuid);
    const bool taken = slot != NULL && slot->taken;
    unlock(c);
    return taken;
}

void citizens_tick(struct citizens *c, int64_t now_ms)
{
    lock(c);
    for (int i = 0; i < CITIZENS; i++) {
        struct citizen_token *slot = &c->slots[i];
        if (slot->token[0] != '\0' && now_ms >= slot->ends_ms) {
            explicit_bzero(slot->token, sizeof slot->token);
        }
    }
    unlock(c);
}

void citizens_forget(struct citizens *c, const char *uuid)
{
    lock(c);
    struct citizen_token *slot = find(c, uuid);
    if (slot != NULL) {
        explicit_bzero(slot, sizeof *slot);
    }
    unlock(c);
}
