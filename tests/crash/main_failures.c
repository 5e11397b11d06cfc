/* Fails every allocation and every call of the disk once, in every path of outbox and courier: no
 * crash, no leak, nothing lost, a clear error, and afterwards everything goes on.
 * usage: failures STRIDE [FIRST]    tries call FIRST (1), FIRST + STRIDE, ...; prints "ok", "not
 * ok" and "# figures" */
#define _GNU_SOURCE /* nftw */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/outbox/outbox_export.h"
#include "app/outbox/outbox_inside.h"
#include "tests/crash/bases.h"
#include "tests/crash/fail_calls.h"
#include "tests/crash/judge.h"
#include "tests/crash/stick.h"
#include "tests/unit/scratch.h"

static struct world base, lived, after;
static unsigned long tries, unclear, leaks, stuck, silent, idle;
static struct verdict verdict;
static uint64_t first = 1;
static int bad;

/* --- paths ------------------------------------------------------------------------------------ */

static struct err look_around(struct world *w)
{
    static struct outbox_row rows[APPS];
    int64_t seq = 0;
    int64_t room = 0;
    int count = 0;
    struct err e = outbox_list(w->kiosk, rows, APPS, &count);
    if (!failed(e)) {
        e = outbox_find(w->kiosk, w->apps[0].uuid, &rows[0]);
    }
    if (!failed(e)) {
        e = outbox_next(w->kiosk, 0, &seq, &rows[0]);
    }
    return failed(e) ? e : outbox_room(w->kiosk, &room);
}

static struct err start_only(struct world *w)
{
    return world_start(w);
}

static struct err put_two(struct world *w)
{
    struct err e = world_start(w);
    for (int i = 0; i < 2 && !failed(e); i++) {
        e = world_put(w, w->app_count);
    }
    return failed(e) ? e : look_around(w);
}

static struct err send(struct world *w, int rounds)
{
    struct courier_report report = {.reason = ""};
    struct err e = world_start(w);
    for (int i = 0; i < rounds && !failed(e); i++) {
        e = world_round(w, i % 2 == 0);
    }
    if (!failed(e)) {
        e = courier_count(&w->courier, &report);
    }
    (void)(failed(e) ? 0 : courier_wait_ms(&w->courier));
    return e;
}

static struct err send_all(struct world *w)
{
    return send(w, 2);
}

static struct err send_in_bad_weather(struct world *w)
{
    w->moody = true;
    const struct err e = send(w, 5);
    w->moody = false;
    return e;
}

static struct err retry_and_send(struct world *w)
{
    struct err e = world_start(w);
    for (int i = 0; i < w->app_count && !failed(e); i++) {
        e = outbox_retry(w->kiosk, w->apps[i].uuid, 0);
    }
    return failed(e) ? e : world_round(w, true);
}

/* The first is taken back, the others go. */
static struct err withdraw_and_send(struct world *w)
{
    struct app *a = &w->apps[0];
    struct err e = world_start(w);
    if (failed(e)) {
        return e;
    }
    a->asked = world_now(w);
    e = outbox_withdraw(w->kiosk, a->uuid);
    if (failed(e)) {
        return e;
    }
    a->back = world_now(w);
    return world_round(w, true);
}

/* Two go to another kiosk, of which the first is taken back; the others are sent. */
static struct err export_and_send(struct world *w)
{
    struct err e = world_start(w);
    for (int i = 0; i < 2 && !failed(e); i++) {
        e = world_wish_export(w, i);
    }
    e = failed(e) ? e : world_round(w, true);
    e = failed(e) ? e : outbox_take_back(w->kiosk, w->apps[0].uuid, 0);
    return failed(e) ? e : world_round(w, true);
}

/* Two go on the stick, and the other kiosk has the first; the others are sent. */
static struct err carry_and_end(struct world *w)
{
    struct err e = world_start(w);
    for (int i = 0; i < 2 && !failed(e); i++) {
        e = world_wish_export(w, i);
    }
    e = failed(e) ? e : world_round(w, true);
    e = failed(e) ? e : stick_carry(w);
    e = failed(e) ? e : stick_end(w, 0);
    if (!failed(e) && w->apps[0].ended == NEVER) {
        e = ERR(ERR_REFUSED, 0, "crash: nothing was done");
    }
    return failed(e) ? e : world_round(w, true);
}

/* What is asked for is refused, its transaction undone, and nobody stands outside afterwards. */
static struct err be_refused(struct world *w)
{
    struct err e = world_start(w);
    for (int i = 0; i < w->app_count && !failed(e); i++) {
        e = outbox_take_back(w->kiosk, w->apps[i].uuid, 0);
        e = e.code == ERR_REFUSED ? ERR_OK : e;
    }
    return e;
}

/* --- where they begin ------------------------------------------------------------------------- */

static struct err begin_empty(struct world *w)
{
    return world_open(w, 3);
}

static struct err begin_saved(struct world *w)
{
    return base_saved(w, 3);
}

static struct err begin_held(struct world *w)
{
    const struct err e = base_saved(w, 3);
    return failed(e) ? e
                     : store_run(&w->kiosk->store, "UPDATE application SET state=?1",
                                 BIND(BIND_INT(OUTBOX_HELD)), NULL);
}

static struct err begin_damaged(struct world *w)
{
    const struct err e = base_saved(w, 3);
    w->damaged = true;
    return failed(e) ? e : base_damage(w);
}

static struct err begin_old(struct world *w)
{
    const struct err e = base_saved(w, 3);
    world_stop(w);
    return failed(e) ? e : base_old(1);
}

static const struct path {
    const char *name;
    struct err (*begin)(struct world *w);
    struct err (*run)(struct world *w);
} paths[] = {
    {"first_start", begin_empty, start_only},
    {"put_and_list", begin_saved, put_two},
    {"a_round_with_papers", begin_saved, send_all},
    {"rounds_in_bad_weather", begin_saved, send_in_bad_weather},
    {"retry", begin_held, retry_and_send},
    {"withdrawing", begin_saved, withdraw_and_send},
    {"being_refused", begin_saved, be_refused},
    {"exporting", begin_saved, export_and_send},
    {"writing_bundles_and_done", begin_saved, carry_and_end},
    {"taking_over_a_damaged_database", begin_damaged, send_all},
    {"migration", begin_old, put_two},
};

/* --- failing ---------------------------------------------------------------------------------- */

enum how { HOW_EIO, HOW_ENOSPC, HOW_SHORT, HOW_STAYS_FULL, HOW_MEMORY, HOWS };
static const char *const how_names[HOWS] = {"EIO", "ENOSPC", "short write", "full from then on",
                                            "memory"};

static void copy_base(void)
{
    memcpy(lived.apps, base.apps, sizeof lived.apps);
    memset(&lived.portal, 0, sizeof lived.portal);
    lived.app_count = base.app_count;
    lived.random = random_seeded(11);
    lived.clock = base.clock;
    lived.damaged = base.damaged;
    lived.noting = true;
    lived.bad = ERR_OK;
    crash_disk_cut(&base.disk, 0, CRASH_KEPT, 0, &lived.disk);
    crash_disk_mount(&lived.disk);
}

static void arm(enum how how, uint64_t n)
{
    struct crash_disk *d = &lived.disk;
    d->calls = 0;
    d->fail_at = how == HOW_MEMORY ? 0 : n;
    d->fail_on = how == HOW_STAYS_FULL;
    d->fault = how == HOW_EIO ? CRASH_EIO : how == HOW_SHORT ? CRASH_SHORT : CRASH_ENOSPC;
    fail_arm(FAIL_MEMORY, how == HOW_MEMORY ? n : 0);
}

static uint64_t disarm(enum how how)
{
    const uint64_t memory = fail_disarm();
    lived.disk.fail_at = 0;
    lived.disk.fail_on = false;
    return how == HOW_MEMORY ? memory : lived.disk.calls;
}

/* The programs that still run must go on by themselves. */
static void go_on(void)
{
    lived.noting = false;
    if (lived.kiosk == NULL || !lived.courier_open) {
        return;
    }
    stuck += !world_drain(&lived);
}

/* One run of the path with call number n failing; returns how many calls there were. */
static uint64_t fail_once(const struct path *p, enum how how, uint64_t n)
{
    copy_base();
    const int64_t blocks = fail_blocks();
    arm(how, n);
    const struct err e = p->run(&lived);
    const uint64_t calls = disarm(how);
    const size_t now = world_now(&lived) + 1;
    unclear += failed(e) && (e.at == NULL || e.at[0] == '\0');
    silent += n != 0 && !failed(e);
    if (n == 0 && failed(e)) { /* then what comes after it is never met */
        printf("# %s ends by itself: %s %d\n", p->name, e.at, e.os);
        idle++;
    }
    if (n % 2 == 0) {
        struct verdict v = {0};
        world_stop(&lived);
        judge_cut(&lived, now - 1, n % 4 == 0 ? CRASH_KEPT : CRASH_DROPPED, n, true, &after, &v);
        for (int i = 0; i < HARM_KINDS; i++) {
            verdict.harm[i] += v.harm[i];
        }
        if (verdict_harm(&v) > 0) {
            verdict_print(p->name, &v);
            printf("# %s, %s, call %llu: %s; then %s %d\n", p->name, how_names[how],
                   (unsigned long long)n, e.at, after.bad.at, after.bad.os);
        }
    } else {
        const unsigned long before = stuck;
        go_on();
        if (stuck != before) {
            printf("# %s, %s, call %llu: %s; did not go on: %s %d\n", p->name, how_names[how],
                   (unsigned long long)n, e.at, lived.bad.at, lived.bad.os);
        }
        world_stop(&lived);
    }
    crash_disk_mount(&lived.disk);
    if (fail_blocks() != blocks && n != 0) {
        printf("# %s, %s, call %llu: %lld blocks\n", p->name, how_names[how], (unsigned long long)n,
               (long long)(fail_blocks() - blocks));
        leaks++;
    }
    tries += n != 0;
    return calls;
}

static void prove_path(const struct path *p, unsigned long stride)
{
    const struct err e = p->begin(&base);
    if (failed(e)) {
        printf("# %s: %s %d\nnot ok %s\n", p->name, e.at, e.os, p->name);
        bad++;
        world_close(&base);
        return;
    }
    base_settle(&base, &after);
    printf("# %s:", p->name);
    const unsigned long before = verdict_harm(&verdict) + leaks + stuck + unclear + idle;
    for (int how = 0; how < HOWS; how++) {
        (void)fail_once(p, (enum how)how, 0); /* caches fill */
        const uint64_t calls = fail_once(p, (enum how)how, 0);
        for (uint64_t n = first; n <= calls; n += stride) {
            (void)fail_once(p, (enum how)how, n);
        }
        printf("%s %llu of %s", how == 0 ? "" : ",", (unsigned long long)calls, how_names[how]);
    }
    const bool good = verdict_harm(&verdict) + leaks + stuck + unclear + idle == before;
    printf("\n%s every_call_may_fail_in_%s\n", good ? "ok" : "not ok", p->name);
    fflush(stdout);
    bad += !good;
    world_close(&base);
}

/* --- the real disk ---------------------------------------------------------------------------- */

static struct err live_really(struct world *w)
{
    struct err e = put_two(w);
    return failed(e) ? e : world_round(w, true);
}

static uint64_t fail_really(uint64_t n)
{
    struct verdict v = {0};
    if (failed(world_open(&lived, 5)) || scratch_open() == NULL) {
        return 0;
    }
    world_on_real_disk(&lived, scratch("state"));
    lived.noting = true;
    const int64_t blocks = fail_blocks();
    const int open = fail_descriptors();
    fail_arm(FAIL_SYSTEM, n);
    const struct err e = live_really(&lived);
    const uint64_t calls = fail_disarm();
    world_stop(&lived);
    leaks += n != 0 && (fail_blocks() != blocks || fail_descriptors() != open);
    unclear += failed(e) && (e.at == NULL || e.at[0] == '\0');
    silent += n != 0 && !failed(e);
    judge_look(&lived, world_now(&lived) + 1, true, &after, &v);
    if (verdict_harm(&v) > 0 || fail_blocks() != blocks) {
        verdict_print("the real disk", &v);
        printf("# system call %llu: %s; then %s %d\n", (unsigned long long)n, e.at, after.bad.at,
               after.bad.os);
    }
    for (int i = 0; i < HARM_KINDS; i++) {
        verdict.harm[i] += v.harm[i];
    }
    tries += n != 0;
    world_close(&lived);
    return calls;
}

static void prove_real_disk(unsigned long stride)
{
    const unsigned long before = verdict_harm(&verdict) + leaks + unclear;
    const unsigned long tried = tries;
    (void)fail_really(0);
    const uint64_t calls = fail_really(0);
    for (uint64_t n = first; n <= calls; n += stride) {
        (void)fail_really(n);
    }
    scratch_close();
    const bool good = tries > tried && verdict_harm(&verdict) + leaks + unclear == before;
    printf("# the real disk: %llu system calls of put, list and a round\n"
           "%s every_system_call_may_fail\n",
           (unsigned long long)calls, good ? "ok" : "not ok");
    bad += !good;
}

int main(int argc, char **argv)
{
    const unsigned long stride = argc > 1 ? strtoul(argv[1], NULL, 10) : 0;
    first = argc > 2 ? strtoull(argv[2], NULL, 10) : 1;
    if (stride == 0 || first == 0) {
        fprintf(stderr, "usage: failures STRIDE [FIRST]\n");
        return 2;
    }
    setvbuf(stdout, NULL, _IOLBF, 0);
    sqlite3_config(SQLITE_CONFIG_LOOKASIDE, 0, 0);
    if (failed(world_open(&after, 1)) || failed(world_open(&lived, 1))) {
        return 1;
    }
    for (size_t i = 0; i < sizeof paths / sizeof paths[0]; i++) {
        prove_path(&paths[i], stride);
    }
    world_close(&lived);
    prove_real_disk(stride);
    printf("# %lu calls failed once (%lu without anybody having to know): %lu lost or doubled,"
           " %lu leaks, %lu stuck, %lu errors without a word\n",
           tries, silent, verdict_harm(&verdict), leaks, stuck, unclear);
    world_close(&after);
    return bad == 0 && tries > 0 ? 0 : 1;
}
