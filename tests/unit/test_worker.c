#include "platform/base/worker.h"

#include <signal.h>
#include <unistd.h>

#include "tests/check.h"

static atomic_int rings;

static void ring(void *context)
{
    (void)context;
    atomic_fetch_add(&rings, 1);
}

static void add_one(void *context)
{
    (*(int *)context)++;
}

static void wait_until_told(void *context)
{
    while (!atomic_load((atomic_bool *)context)) {
        usleep(1000);
    }
}

static void settle(struct worker *w, int finished)
{
    for (int i = 0; i < 5000 && atomic_load(&rings) < finished; i++) {
        usleep(1000);
    }
    (void)w;
}

TEST(jobs_come_back_in_order_and_ring)
{
    struct worker w;
    int count = 0;
    atomic_store(&rings, 0);
    CHECK(!failed(worker_start(&w, ring, NULL)));
    for (int i = 0; i < 3; i++) {
        CHECK(!failed(worker_put(&w, (struct job){add_one, &count, i})));
    }
    settle(&w, 3);
    struct job done;
    for (int i = 0; i < 3; i++) {
        CHECK(worker_take(&w, &done));
        CHECK_INT(done.tag, i);
    }
    CHECK(!worker_take(&w, &done));
    CHECK(!worker_has_work(&w));
    CHECK_INT(count, 3);
    worker_stop(&w);
}

TEST(a_full_inbox_refuses_and_loses_nothing)
{
    struct worker w;
    int count = 0;
    atomic_bool go;
    atomic_init(&go, false);
    atomic_store(&rings, 0);
    CHECK(!failed(worker_start(&w, ring, NULL)));
    CHECK(!failed(worker_put(&w, (struct job){wait_until_told, &go, 0})));
    int accepted = 1;
    while (!failed(worker_put(&w, (struct job){add_one, &count, accepted}))) {
        accepted++;
    }
    CHECK(accepted <= WORKER_JOBS);
    atomic_store(&go, true);
    settle(&w, accepted);
    CHECK_INT(count, accepted - 1);
    worker_stop(&w);
}

static void add_late(void *context)
{
    nanosleep(&(struct timespec){0, 30000000}, NULL);
    add_one(context);
}

TEST(a_rested_worker_touches_nothing_and_still_hands_back)
{
    struct worker w;
    struct job done;
    int count = 0;
    CHECK(!failed(worker_start(&w, NULL, NULL)));
    worker_rest(&w);
    CHECK(!failed(worker_put(&w, (struct job){add_late, &count, 1})));
    CHECK(!failed(worker_put(&w, (struct job){add_late, &count, 2})));
    worker_rest(&w);
    CHECK_INT(count, 2);
    CHECK(worker_take(&w, &done) && done.tag == 1);
    CHECK(worker_take(&w, &done) && done.tag == 2);
    worker_stop(&w);
}

TEST(stopping_a_worker_that_never_started_is_fine)
{
    struct worker w = {0};
    worker_stop(&w);
    CHECK(!w.running);
}

static void note_mask(void *context)
{
    pthread_sigmask(SIG_SETMASK, NULL, context);
}

TEST(signals_are_left_to_the_main_thread)
{
    struct worker w;
    sigset_t mask;
    sigset_t own;
    sigemptyset(&mask);
    CHECK(!failed(worker_start(&w, NULL, NULL)));
    CHECK(!failed(worker_put(&w, (struct job){note_mask, &mask, 1})));
    worker_rest(&w);
    worker_stop(&w);
    CHECK(sigismember(&mask, SIGTERM) == 1 && sigismember(&mask, SIGINT) == 1);
    pthread_sigmask(SIG_SETMASK, NULL, &own);
    CHECK(sigismember(&own, SIGTERM) == 0);
}

int main(void)
{
    RUN(signals_are_left_to_the_main_thread);
    RUN(jobs_come_back_in_order_and_ring);
    RUN(a_full_inbox_refuses_and_loses_nothing);
    RUN(a_rested_worker_touches_nothing_and_still_hands_back);
    RUN(stopping_a_worker_that_never_started_is_fine);
    return check_done();
}
