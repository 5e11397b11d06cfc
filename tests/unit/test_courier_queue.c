#define _GNU_SOURCE /* nftw */
#include "app/courier/courier_queue.h"

#include "tests/check.h"
#include "tests/unit/scratch.h"

static const struct exchange put = {.kind = EXCHANGE_RECORD,
                                    .method = "PUT",
                                    .path = "/applications/a",
                                    .type = "application/json",
                                    .uuid = "a",
                                    .sha256 = "b",
                                    .size = 9};

TEST(a_request_is_frozen_once_and_must_stay_the_same)
{
    struct port_dir dir = dir_linux();
    struct courier_queue q = {0};
    struct exchange other = put;
    bool done = true;
    scratch_open();
    CHECK_INT(courier_queue_open(&q, &dir, scratch_root).code, ERR_NONE);
    CHECK_INT(courier_queue_freeze(&q, 0, &put, &done).code, ERR_NONE);
    CHECK(!done);
    courier_queue_close(&q);
    CHECK_INT(courier_queue_open(&q, &dir, scratch_root).code, ERR_NONE);
    CHECK_INT(courier_queue_freeze(&q, 0, &put, &done).code, ERR_NONE);
    other.sha256[0] = 'c';
    CHECK_INT(courier_queue_freeze(&q, 0, &other, &done).code, ERR_CORRUPT);
    other = put;
    other.size = 10;
    CHECK_INT(courier_queue_freeze(&q, 0, &other, &done).code, ERR_CORRUPT);
    courier_queue_close(&q);
}

TEST(done_restart_and_forget)
{
    struct port_dir dir = dir_linux();
    struct courier_queue q = {0};
    bool done = false;
    scratch_open();
    CHECK(!failed(courier_queue_open(&q, &dir, scratch_root)));
    CHECK(!failed(courier_queue_freeze(&q, 3, &put, &done)));
    CHECK(!failed(courier_queue_done(&q, "a", 3)));
    CHECK(!failed(courier_queue_freeze(&q, 3, &put, &done)));
    CHECK(done);
    CHECK(!failed(courier_queue_restart(&q, "a")));
    CHECK(!failed(courier_queue_freeze(&q, 3, &put, &done)));
    CHECK(!done);
    struct exchange other = put;
    other.size = 10;
    CHECK(!failed(courier_queue_forget(&q, "a")));
    CHECK(!failed(courier_queue_freeze(&q, 3, &other, &done)));
    courier_queue_close(&q);
}

TEST(a_damaged_queue_is_set_aside_and_begun_anew)
{
    struct port_dir dir = dir_linux();
    struct courier_queue q = {0};
    bool done = true;
    scratch_open();
    FILE *f = fopen(scratch("courier.db"), "w");
    fputs("not a database, just these words, enough of them to fill a header of it", f);
    fclose(f);
    CHECK_INT(courier_queue_open(&q, &dir, scratch_root).code, ERR_NONE);
    CHECK(access(scratch("courier.db.damaged-1"), F_OK) == 0);
    CHECK_INT(courier_queue_freeze(&q, 0, &put, &done).code, ERR_NONE);
    courier_queue_close(&q);
}

int main(void)
{
    RUN(a_request_is_frozen_once_and_must_stay_the_same);
    RUN(done_restart_and_forget);
    RUN(a_damaged_queue_is_set_aside_and_begun_anew);
    scratch_close();
    return check_done();
}
