/* Slips that wait for the printer: in their order, each once, and gone with whoever wanted them. */
#include "ui/print_queue.h"

#include "tests/unit/app_world.h"

static struct print_queue queue;

static void wants(enum print_what what)
{
    enum print_what next = PRINT_KINDS;
    CHECK(print_queue_take(&queue, &next));
    CHECK_INT(next, what);
}

static void wants_none(void)
{
    enum print_what next = PRINT_KINDS;
    CHECK(!print_queue_take(&queue, &next));
    CHECK_INT(next, PRINT_KINDS);
}

TEST(the_oldest_is_printed_first_and_each_once)
{
    queue = (struct print_queue){.count = 0};
    wants_none();
    print_queue_put(&queue, PRINT_NUMBER);
    print_queue_put(&queue, PRINT_LIST);
    print_queue_put(&queue, PRINT_NUMBER); /* it waits already, and keeps its place */
    CHECK(print_queue_has(&queue, PRINT_LIST) && !print_queue_has(&queue, PRINT_FEE));
    wants(PRINT_NUMBER);
    print_queue_put(&queue, PRINT_NUMBER); /* a new one */
    wants(PRINT_LIST);
    CHECK(!print_queue_has(&queue, PRINT_LIST));
    wants(PRINT_NUMBER);
    wants_none();
}

TEST(there_is_room_for_every_kind)
{
    queue = (struct print_queue){.count = 0};
    for (int i = 0; i < 2 * PRINT_KINDS; i++) {
        print_queue_put(&queue, (enum print_what)(i % PRINT_KINDS));
    }
    for (int i = 0; i < PRINT_KINDS; i++) {
        wants((enum print_what)i);
    }
    wants_none();
}

TEST(what_nobody_waits_for_any_more_is_not_printed)
{
    queue = (struct print_queue){.count = 0};
    app_begin((struct app_world){.form = NULL});
    intend(INTENT_LANGUAGE, 0);
    app.staff.print = TEST_PRINT_RUNS;
    app.visit->finding.printing = true;
    app.visit->number.printing = true;
    print_queue_put(&queue, PRINT_LIST);
    print_queue_put(&queue, PRINT_TEST);
    print_queue_put(&queue, PRINT_NUMBER);
    print_queue_put(&queue, PRINT_BADGE);
    print_queue_prune(&queue, &app);
    CHECK_INT(queue.count, 3);
    app.staff.print = TEST_PRINT_NONE; /* staff left that page */
    print_queue_prune(&queue, &app);
    wants(PRINT_LIST);
    print_queue_put(&queue, PRINT_LIST);
    intend(INTENT_CHANGE_LANGUAGE, 0);
    intend(INTENT_BACK, 0);
    print_queue_prune(&queue, &app);
    CHECK_INT(queue.count, 2); /* she is still there */
    app.visit = NULL;          /* and now she is not */
    print_queue_prune(&queue, &app);
    wants_none();
}

int main(void)
{
    RUN(the_oldest_is_printed_first_and_each_once);
    RUN(there_is_room_for_every_kind);
    RUN(what_nobody_waits_for_any_more_is_not_printed);
    return check_done();
}
