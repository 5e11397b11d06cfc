#include "app/courier/backoff.h"

int64_t backoff_ms(const struct backoff *b, int attempt)
{
    int64_t ceiling = b->base_ms;
    for (int i = 1; i < attempt && ceiling < b->cap_ms; i++) {
        ceiling *= 2;
    }
    ceiling = ceiling < b->cap_ms ? ceiling : b->cap_ms;
    uint64_t bits = 0;
    if (ceiling <= 0 || failed(b->random->ops->fill(b->random, &bits, sizeof bits))) {
        return ceiling;
    }
    return (int64_t)(bits % (uint64_t)(ceiling + 1));
}

int64_t backoff_asked_ms(const struct backoff *b, int attempt, int64_t retry_after_s)
{
    if (retry_after_s < 0) {
        return backoff_ms(b, attempt);
    }
    return (retry_after_s < BACKOFF_ASKED_CAP ? retry_after_s : BACKOFF_ASKED_CAP) * 1000;
}
