#include "app/steward/identity_pair.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static struct credential recall(const struct identity_pair *before,
                                const struct identity_found *found)
{
    if (found->hash[0] == '\0') {
        return (struct credential){.from = 0};
    }
    if (strcmp(found->hash, before->new_hash) == 0) {
        return before->two.new;
    }
    if (strcmp(found->hash, before->old_hash) == 0) {
        return before->two.old;
    }
    return (struct credential){.from = found->from, .until = found->until};
}

static bool same(const struct credential *a, const struct credential *b)
{
    return a->from == b->from && a->until == b->until && a->taken == b->taken &&
           a->refused_s == b->refused_s;
}

bool identity_pair_meet(struct identity_pair *p, const struct identity_found *old,
                        const struct identity_found *new, int64_t now_s)
{
    const struct identity_pair before = *p;
    const bool came = new->hash[0] != '\0' && strcmp(new->hash, before.new_hash) != 0;
    /* Cut off between the new file's taking the old one's place and what follows: one file. */
    const bool twice = new->hash[0] != '\0' && strcmp(new->hash, old->hash) == 0;
    p->two = (struct credentials_two){.old = recall(&before, old)};
    memcpy(p->old_hash, old->hash, sizeof p->old_hash);
    p->new_hash[0] = '\0';
    if (new->hash[0] != '\0' && !twice) {
        p->two.new = recall(&before, new);
        p->two.since_s = came ? now_s : before.two.since_s;
        memcpy(p->new_hash, new->hash, sizeof p->new_hash);
    }
    return strcmp(p->old_hash, before.old_hash) != 0 || strcmp(p->new_hash, before.new_hash) != 0 ||
           !same(&p->two.old, &before.two.old) || !same(&p->two.new, &before.two.new);
}

void identity_pair_write(const struct identity_pair *p, char ret_text[IDENTITY_PAIR_TEXT])
{
    const struct credential *a = &p->two.old;
    const struct credential *b = &p->two.new;
    (void)snprintf(ret_text, IDENTITY_PAIR_TEXT,
                   "rong-identity 1\n%s\n%s\n%" PRId64 " %" PRId64 " %d %" PRId64 " %" PRId64
                   " %" PRId64 " %d %" PRId64 " %" PRId64 "\n",
                   p->old_hash[0] == '\0' ? "-" : p->old_hash,
                   p->new_hash[0] == '\0' ? "-" : p->new_hash, a->from, a->until, a->taken,
                   a->refused_s, b->from, b->until, b->taken, b->refused_s, p->two.since_s);
}

bool identity_pair_read(const char *text, struct identity_pair *p)
{
    struct credentials_two t = {.since_s = 0};
    char hash[2][SEAL_HEX];
    int taken[2] = {0, 0};
    int length = 0;
    const bool good =
        sscanf(text,
               "rong-identity 1\n%64[0-9a-f-]\n%64[0-9a-f-]\n%" SCNd64 " %" SCNd64 " %d %" SCNd64
               " %" SCNd64 " %" SCNd64 " %d %" SCNd64 " %" SCNd64 "%n",
               hash[0], hash[1], &t.old.from, &t.old.until, &taken[0], &t.old.refused_s,
               &t.new.from, &t.new.until, &taken[1], &t.new.refused_s, &t.since_s, &length) == 11 &&
        strcmp(text + length, "\n") == 0;
    *p = (struct identity_pair){.old_hash = ""};
    if (good) {
        t.old.taken = taken[0] != 0;
        t.new.taken = taken[1] != 0;
        p->two = t;
        (void)snprintf(p->old_hash, sizeof p->old_hash, "%s", hash[0][0] == '-' ? "" : hash[0]);
        (void)snprintf(p->new_hash, sizeof p->new_hash, "%s", hash[1][0] == '-' ? "" : hash[1]);
    }
    return good;
}
