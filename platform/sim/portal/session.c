#include "platform/sim/portal/session.h"

#include <stdio.h>
#include <string.h>

void sessions_init(struct sessions *s)
{
    memset(s, 0, sizeof *s);
    pthread_mutex_init(&s->lock, NULL);
    limiter_init(&s->attempts, PIN_BURST, PIN_REFILL_MS);
    portal_random_bytes(s->key, sizeof s->key);
    snprintf(s->pin, sizeof s->pin, "%06u", (unsigned)portal_random_below(1000000));
}

void sessions_done(struct sessions *s)
{
    limiter_done(&s->attempts);
    pthread_mutex_destroy(&s->lock);
}

/* A free place, or the one not used for longest. */
static int place(const struct sessions *s)
{
    int oldest = 0;
    for (int i = 0; i < SESSIONS; i++) {
        if (s->slot[i].id[0] == '\0') {
            return i;
        }
        oldest = s->slot[i].used < s->slot[oldest].used ? i : oldest;
    }
    return oldest;
}

enum sign_in sessions_try(struct sessions *s, const char *visitor, const char *pin, int64_t now,
                          char ret_id[SESSION_ID])
{
    if (!limiter_allows(&s->attempts, visitor, now)) {
        return SIGN_IN_WAIT;
    }
    if (!portal_same_secret(pin, s->pin)) {
        return SIGN_IN_WRONG;
    }
    limiter_give_back(&s->attempts, visitor);
    portal_random_hex(ret_id, SESSION_ID - 1);
    pthread_mutex_lock(&s->lock);
    const int i = place(s);
    memcpy(s->slot[i].id, ret_id, SESSION_ID);
    s->slot[i].began = now;
    s->slot[i].used = now;
    pthread_mutex_unlock(&s->lock);
    return SIGNED_IN;
}

bool sessions_alive(struct sessions *s, const char *id, int64_t now)
{
    bool alive = false;
    pthread_mutex_lock(&s->lock);
    for (int i = 0; i < SESSIONS && id[0] != '\0'; i++) {
        if (s->slot[i].id[0] == '\0' || !portal_same_secret(s->slot[i].id, id)) {
            continue;
        }
        alive = now - s->slot[i].used < SESSION_IDLE_MS && now - s->slot[i].began < SESSION_MOST_MS;
        s->slot[i].used = now;
        if (!alive) {
            s->slot[i].id[0] = '\0';
        }
    }
    pthread_mutex_unlock(&s->lock);
    return alive;
}

void sessions_end(struct sessions *s, const char *id)
{
    pthread_mutex_lock(&s->lock);
    for (int i = 0; i < SESSIONS && id[0] != '\0'; i++) {
        if (strcmp(s->slot[i].id, id) == 0) {
            s->slot[i].id[0] = '\0';
        }
    }
    pthread_mutex_unlock(&s->lock);
}

void sessions_token(const struct sessions *s, const char *id, char ret_token[SHA256_HEX])
{
    portal_mac_hex(s->key, id, ret_token);
}

bool sessions_token_ok(const struct sessions *s, const char *id, const char *token)
{
    char wanted[SHA256_HEX];
    sessions_token(s, id, wanted);
    return id[0] != '\0' && portal_same_secret(wanted, token);
}

bool cookie_find(const char *header, const char *name, char *out, size_t cap)
{
    const size_t len = strlen(name);
    out[0] = '\0';
    for (const char *at = header; at != NULL && *at != '\0';) {
        at += strspn(at, "; ");
        const size_t size = strcspn(at, ";");
        if (size > len && at[len] == '=' && strncmp(at, name, len) == 0) {
            snprintf(out, cap, "%.*s", (int)(size - len - 1), at + len + 1);
            return true;
        }
        at += size;
    }
    return false;
}
