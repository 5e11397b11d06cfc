#include "app/steward/schedule.h"

/* 0..most, evenly; the middle without random bytes. */
static int64_t draw(const struct schedule *s, int64_t most)
{
    uint64_t bits = 0;
    if (most <= 0 || failed(s->random->ops->fill(s->random, &bits, sizeof bits))) {
        return most / 2;
    }
    return (int64_t)(bits % (uint64_t)(most + 1));
}

/* In which a poll comes that many kiosks may make in step. */
static int64_t window_ms(const struct schedule *s)
{
    const int64_t sleep = s->sleep_s > 0 ? s->sleep_s : SCHEDULE_SLEEP_S;
    return (sleep < SCHEDULE_FIRST_MAX_S ? sleep : SCHEDULE_FIRST_MAX_S) * 1000;
}

void schedule_first(struct schedule *s, int64_t now_ms)
{
    s->failures = 0;
    s->next_ms = now_ms + draw(s, window_ms(s));
}

static void set_next(struct schedule *s, int64_t now_ms, int64_t wait_ms)
{
    s->last_ms = now_ms;
    s->next_ms = now_ms + (wait_ms > s->pace_ms ? wait_ms : s->pace_ms);
}

void schedule_answered(struct schedule *s, int64_t now_ms, int64_t sleep_s)
{
    if (sleep_s > 0) {
        s->sleep_s = sleep_s;
    }
    const int64_t sleep_ms = (s->sleep_s > 0 ? s->sleep_s : SCHEDULE_SLEEP_S) * 1000;
    s->failures = 0;
    set_next(s, now_ms, sleep_ms - sleep_ms / 10 + draw(s, sleep_ms / 5));
}

int64_t schedule_again_ms(const struct schedule *s, int failures, int64_t retry_after_s)
{
    const struct backoff b = {s->random, SCHEDULE_BASE_MS, SCHEDULE_CAP_MS};
    int64_t ms = 0;
    if (retry_after_s >= 0) {
        ms = (retry_after_s < SCHEDULE_ASKED_CAP_S ? retry_after_s : SCHEDULE_ASKED_CAP_S) * 1000;
    } else {
        ms = backoff_ms(&b, failures);
    }
    return ms > 1000 ? ms : 1000;
}

void schedule_failed(struct schedule *s, int64_t now_ms, int64_t retry_after_s)
{
    s->failures++;
    set_next(s, now_ms, schedule_again_ms(s, s->failures, retry_after_s));
}

static void within(struct schedule *s, int64_t now_ms, int64_t most_ms)
{
    const int64_t earliest = s->last_ms + s->pace_ms > now_ms ? s->last_ms + s->pace_ms : now_ms;
    const int64_t soon = earliest + draw(s, most_ms);
    s->next_ms = soon < s->next_ms ? soon : s->next_ms;
}

void schedule_hurry(struct schedule *s, int64_t now_ms)
{
    within(s, now_ms, s->pace_ms);
}

void schedule_line_back(struct schedule *s, int64_t now_ms)
{
    within(s, now_ms, window_ms(s));
}
