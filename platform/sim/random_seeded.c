#include "platform/port_random.h"

/* splitmix64, Steele, Lea and Flood 2014. */
static uint64_t next(uint64_t *state)
{
    *state += 0x9E3779B97F4A7C15u;
    uint64_t z = *state;
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
    z = (z ^ z >> 27) * 0x94D049BB133111EBu;
    return z ^ z >> 31;
}

static struct err fill(struct port_random *r, void *ret_bytes, size_t size)
{
    if (r->fail_after < 0 || (r->fail_after > 0 && --r->fail_after == 0)) {
        r->fail_after = -1;
        return ERR(ERR_IO, 0, "random: scripted fault");
    }
    uint8_t *out = ret_bytes;
    uint64_t bits = 0;
    for (size_t i = 0; i < size; i++) {
        bits = i % 8 == 0 ? next(&r->state) : bits >> 8;
        out[i] = (uint8_t)bits;
    }
    return ERR_OK;
}

struct port_random random_seeded(uint64_t seed)
{
    static const struct port_random_ops ops = {.name = "seeded", .fill = fill};
    return (struct port_random){.ops = &ops, .state = seed};
}
