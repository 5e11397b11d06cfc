#include "app/steward/credential.h"

#define DAY_S ((int64_t)24 * 3600)

static bool is_there(const struct credential *c)
{
    return c->until != 0;
}

static bool is_good(const struct credential *c, int64_t now_s)
{
    return is_there(c) && now_s >= c->from && now_s <= c->until;
}

/* A clock that was put back must not keep it from being tried for years. */
static bool rests(const struct credential *c, int64_t now_s)
{
    return c->refused_s != 0 && now_s >= c->refused_s && now_s < c->refused_s + CREDENTIAL_AGAIN_S;
}

enum credential_choice credential_choose(const struct credentials_two *c, int64_t now_s)
{
    if (!is_there(&c->new)) {
        return is_there(&c->old) ? CREDENTIAL_SHOW_OLD : CREDENTIAL_SHOW_NONE;
    }
    if (!is_there(&c->old)) {
        return CREDENTIAL_SHOW_NEW;
    }
    const bool new_good = is_good(&c->new, now_s) && !rests(&c->new, now_s);
    const bool old_good = is_good(&c->old, now_s) && !rests(&c->old, now_s);
    if (new_good || !old_good) { /* of two that rest or have ended: the one that lasts longer */
        return new_good || c->new.until >= c->old.until ? CREDENTIAL_SHOW_NEW : CREDENTIAL_SHOW_OLD;
    }
    return CREDENTIAL_SHOW_OLD;
}

bool credential_ended(struct credentials_two *c, enum credential_choice shown,
                      enum credential_end end, int64_t now_s)
{
    if (shown == CREDENTIAL_SHOW_NONE || end == CREDENTIAL_NO_LINE) {
        return false;
    }
    struct credential *one = shown == CREDENTIAL_SHOW_NEW ? &c->new : &c->old;
    const struct credential before = *one;
    if (end == CREDENTIAL_TAKEN) {
        one->taken = true;
        one->refused_s = 0;
    } else {
        one->refused_s = now_s > 0 ? now_s : 1;
    }
    return one->taken != before.taken || one->refused_s != before.refused_s;
}

void credential_came(struct credentials_two *c, int64_t from, int64_t until, int64_t now_s)
{
    if (is_there(&c->new) && c->new.taken && c->new.refused_s == 0) { /* it is the one in use */
        c->old = c->new;
    }
    c->new = (struct credential){.from = from, .until = until};
    c->since_s = now_s;
}

bool credential_settle(struct credentials_two *c, int64_t now_s)
{
    const bool proved = is_there(&c->new) && c->new.taken && c->new.refused_s == 0;
    if (!proved || now_s < c->since_s + CREDENTIAL_KEEP_S) {
        return false;
    }
    *c = (struct credentials_two){.old = c->new};
    return true;
}

static const struct credential *chosen(const struct credentials_two *c, int64_t now_s)
{
    static const struct credential none;
    switch (credential_choose(c, now_s)) {
    case CREDENTIAL_SHOW_NEW:
        return &c->new;
    case CREDENTIAL_SHOW_OLD:
        return &c->old;
    case CREDENTIAL_SHOW_NONE:
        break;
    }
    return &none;
}

int credential_days_left(const struct credentials_two *c, int64_t now_s)
{
    const int64_t left = chosen(c, now_s)->until - now_s;
    return (int)(left >= 0 ? left / DAY_S : -((-left + DAY_S - 1) / DAY_S));
}

enum credential_word credential_state(const struct credentials_two *c, int64_t now_s)
{
    const struct credential *one = chosen(c, now_s);
    if (!is_good(one, now_s) || one->refused_s != 0) {
        return CREDENTIAL_NONE;
    }
    if (is_there(&c->new) && c->new.refused_s != 0) {
        return CREDENTIAL_FALLEN;
    }
    if (is_there(&c->new) && !c->new.taken) {
        return CREDENTIAL_TRYING;
    }
    return credential_days_left(c, now_s) < CREDENTIAL_SOON ? CREDENTIAL_ENDS_SOON
                                                            : CREDENTIAL_FINE;
}
