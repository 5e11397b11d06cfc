#include "platform/sim/portal/coming.h"

#include <stdio.h>
#include <string.h>

void coming_init(struct coming *c)
{
    memset(c, 0, sizeof *c);
    pthread_mutex_init(&c->lock, NULL);
}

void coming_done(struct coming *c)
{
    pthread_mutex_destroy(&c->lock);
}

/* The phone's slot, or a free one; -1 when all are taken. */
static int find(const struct coming *c, const char *phone)
{
    int free = -1;
    for (int i = 0; i < COMING_SLOTS; i++) {
        if (strcmp(c->slot[i].phone, phone) == 0) {
            return i;
        }
        free = free < 0 && c->slot[i].phone[0] == '\0' ? i : free;
    }
    return free;
}

void coming_note(struct coming *c, const char *phone, size_t got, size_t total)
{
    pthread_mutex_lock(&c->lock);
    const int i = find(c, phone);
    if (i >= 0 && total == 0) {
        memset(&c->slot[i], 0, sizeof c->slot[i]);
    } else if (i >= 0) {
        snprintf(c->slot[i].phone, SHA256_HEX, "%s", phone);
        c->slot[i].percent = (int)(got >= total ? 100 : got * 100 / total);
    }
    pthread_mutex_unlock(&c->lock);
}

void coming_address(struct coming *c, const char *token)
{
    pthread_mutex_lock(&c->lock);
    snprintf(c->newest, sizeof c->newest, "%s", token);
    pthread_mutex_unlock(&c->lock);
}

void coming_newest(struct coming *c, char ret_token[32])
{
    pthread_mutex_lock(&c->lock);
    memcpy(ret_token, c->newest, sizeof c->newest);
    pthread_mutex_unlock(&c->lock);
}

int coming_percent(struct coming *c, const char *phone)
{
    int percent = -1;
    pthread_mutex_lock(&c->lock);
    for (int i = 0; i < COMING_SLOTS && phone[0] != '\0'; i++) {
        percent = strcmp(c->slot[i].phone, phone) == 0 ? c->slot[i].percent : percent;
    }
    pthread_mutex_unlock(&c->lock);
    return percent;
}
