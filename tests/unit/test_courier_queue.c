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

static struct port_dir dir;
static struct seal_secret key;
static char storage[4096];
static struct buf words;

static void begin(struct courier_queue *q)
{
    struct seal_public ignored;
    scratch_open_in_memory();
    dir = dir_linux();
    CHECK(!failed(seal_start()));
    seal_pair(&ignored, &key);
    buf_init(&words, storage, sizeof storage);
    CHECK_INT(courier_queue_open(q, &dir, scratch_root, 1000).code, ERR_NONE);
}

static struct err freeze(struct courier_queue *q, int n, struct exchange x,
                         struct courier_request *ret_request)
{
    return courier_queue_freeze(q, &key, n, &x, &words, ret_request);
}

TEST(a_request_is_frozen_once_and_must_stay_the_same)
{
    struct courier_queue q = {0};
    struct exchange other = put;
    struct courier_request r = {true, true};
    begin(&q);
    CHECK_INT(freeze(&q, 0, put, &r).code, ERR_NONE);
    CHECK(!r.done && !r.before);
    courier_queue_close(&q);
    CHECK_INT(courier_queue_open(&q, &dir, scratch_root, 1000).code, ERR_NONE);
    CHECK_INT(freeze(&q, 0, put, &r).code, ERR_NONE);
    CHECK(!r.done && r.before);
    other.sha256[0] = 'c';
    CHECK_INT(freeze(&q, 0, other, &r).code, ERR_CORRUPT);
    other = put;
    other.size = 10;
    CHECK_INT(freeze(&q, 0, other, &r).code, ERR_CORRUPT);
    other = put;
    other.method = "POST";
    CHECK_INT(freeze(&q, 0, other, &r).code, ERR_CORRUPT);
    other = put;
    other.path[1] = 'A';
    CHECK_INT(freeze(&q, 0, other, &r).code, ERR_CORRUPT);
    other = put;
    snprintf(other.type, sizeof other.type, "text/xml");
    CHECK_INT(freeze(&q, 0, other, &r).code, ERR_CORRUPT);
    CHECK_INT(freeze(&q, 0, put, &r).code, ERR_NONE);
    courier_queue_close(&q);
}

/* A program of tomorrow that writes its words otherwise repeats those of yesterday. */
TEST(words_are_repeated_as_they_were_frozen)
{
    struct courier_queue q = {0};
    struct courier_request r;
    struct exchange x = put;
    begin(&q);
    x.size = 5;
    x.pieces[0] = (struct piece){PIECE_WORDS, 0, 5};
    x.piece_count = 1;
    buf_puts(&words, "hello");
    CHECK(!failed(courier_queue_freeze(&q, &key, 0, &x, &words, &r)));
    struct exchange y = x;
    snprintf(y.path, sizeof y.path, "/elsewhere");
    y.size = 7 + 9;
    y.pieces[0].size = 7;
    y.pieces[1] = (struct piece){PIECE_PAPER, 2, 9};
    y.piece_count = 2;
    buf_clear(&words);
    buf_puts(&words, "goodbye");
    CHECK(!failed(courier_queue_freeze(&q, &key, 0, &y, &words, &r)));
    CHECK(r.before);
    CHECK_STR(words.data, "hello");
    CHECK_STR(y.path, x.path);
    CHECK_INT(y.size, 5);
    CHECK_INT(y.piece_count, 1);
    /* But not for another body, nor with another key, nor when it was changed on the disk. */
    y.sha256[0] = 'c';
    CHECK_INT(courier_queue_freeze(&q, &key, 0, &y, &words, &r).code, ERR_CORRUPT);
    y = x;
    y.method = "POST";
    CHECK_INT(courier_queue_freeze(&q, &key, 0, &y, &words, &r).code, ERR_CORRUPT);
    struct seal_public ignored;
    struct seal_secret other;
    seal_pair(&ignored, &other);
    CHECK_INT(courier_queue_freeze(&q, &other, 0, &x, &words, &r).code, ERR_NOT_FOUND);
    CHECK(!failed(store_run(&q.store, "UPDATE request SET body_bytes=6", BIND_NOTHING, NULL)));
    CHECK_INT(courier_queue_freeze(&q, &key, 0, &x, &words, &r).code, ERR_CORRUPT);
    courier_queue_close(&q);
}

TEST(done_restart_and_forget)
{
    struct courier_queue q = {0};
    struct courier_request r;
    begin(&q);
    CHECK(!failed(freeze(&q, 3, put, &r)));
    CHECK(!failed(courier_queue_done(&q, "a", 3, "")));
    CHECK(!failed(freeze(&q, 3, put, &r)));
    CHECK(r.done);
    CHECK(!failed(courier_queue_restart(&q, "a")));
    CHECK(!failed(freeze(&q, 3, put, &r)));
    CHECK(!r.done);
    struct exchange other = put;
    other.size = 10;
    CHECK(!failed(courier_queue_forget(&q, "a")));
    CHECK(!failed(freeze(&q, 3, other, &r)));
    courier_queue_close(&q);
}

TEST(what_was_learnt_stays_the_first_and_survives)
{
    struct courier_queue q = {0};
    struct courier_request r;
    static char learnt[ADAPTER_STEPS][LEARNT_SIZE];
    begin(&q);
    CHECK(!failed(freeze(&q, 0, put, &r)));
    CHECK(!failed(freeze(&q, 39, put, &r)));
    CHECK(!failed(courier_queue_done(&q, "a", 0, "H21-1")));
    CHECK(!failed(courier_queue_done(&q, "a", 0, "H21-2")));
    CHECK(!failed(courier_queue_done(&q, "a", 39, "last")));
    courier_queue_close(&q);
    CHECK(!failed(courier_queue_open(&q, &dir, scratch_root, 1000)));
    CHECK(!failed(courier_queue_learnt(&q, "a", learnt)));
    CHECK_STR(learnt[0], "H21-1");
    CHECK_STR(learnt[1], "");
    CHECK_STR(learnt[39], "last");
    /* Requests no adapter makes, in a database that was not made here. */
    CHECK(!failed(store_run(&q.store,
                            "INSERT INTO request(uuid, n, method, path, type, body_sha256,"
                            " body_bytes, learnt) VALUES('a', -1, '', '', '', '', 0, 'x'),"
                            " ('a', 40, '', '', '', '', 0, 'x')",
                            BIND_NOTHING, NULL)));
    CHECK(!failed(courier_queue_learnt(&q, "a", learnt)));
    CHECK_STR(learnt[0], "H21-1");
    CHECK_STR(learnt[39], "last");
    CHECK(!failed(courier_queue_learnt(&q, "b", learnt)));
    CHECK_STR(learnt[0], "");
    courier_queue_close(&q);
}

TEST(doubt_counts_from_the_first)
{
    struct courier_queue q = {0};
    int64_t since = 0;
    begin(&q);
    CHECK(!failed(courier_queue_doubt(&q, "a", 5000, &since)));
    CHECK_INT(since, 5000);
    CHECK(!failed(courier_queue_doubt(&q, "a", 9000, &since)));
    CHECK_INT(since, 5000);
    CHECK(!failed(courier_queue_no_doubt(&q, "a")));
    CHECK(!failed(courier_queue_doubt(&q, "a", 9000, &since)));
    CHECK_INT(since, 9000);
    courier_queue_close(&q);
}

TEST(a_damaged_queue_is_set_aside_and_begun_anew_and_what_was_lost_is_told_once)
{
    struct courier_queue q = {0};
    struct courier_request r;
    bool lost = true;
    begin(&q);
    CHECK(!failed(courier_queue_lost(&q, "a", 10, &lost)));
    CHECK(!lost);
    courier_queue_close(&q);
    FILE *f = fopen(scratch("courier.db"), "w");
    fputs("not a database, just these words, enough of them to fill a header of it", f);
    fclose(f);
    CHECK_INT(courier_queue_open(&q, &dir, scratch_root, 1000).code, ERR_NONE);
    CHECK(access(scratch("courier.db.damaged-1"), F_OK) == 0);
    CHECK(!failed(courier_queue_lost(&q, "young", 1001, &lost)));
    CHECK(!lost);
    CHECK(!failed(courier_queue_lost(&q, "old", 1000, &lost)));
    CHECK(lost);
    CHECK(!failed(courier_queue_lost(&q, "old", 1000, &lost)));
    CHECK(!lost);
    CHECK_INT(freeze(&q, 0, put, &r).code, ERR_NONE);
    CHECK(!failed(courier_queue_lost(&q, "a", 10, &lost)));
    CHECK(!lost); /* what it has sent since then is known */
    courier_queue_close(&q);
}

TEST(trouble_with_the_disk_is_told_and_nothing_is_taken_for_known)
{
    struct courier_queue q = {0};
    struct courier_request r = {true, true};
    int64_t since = 7;
    bool lost = true;
    begin(&q);
    CHECK(!failed(store_run(&q.store, "ALTER TABLE doubt RENAME TO d", BIND_NOTHING, NULL)));
    CHECK_INT(courier_queue_doubt(&q, "a", 9000, &since).code, ERR_IO);
    CHECK_INT(since, 7);
    CHECK_INT(courier_queue_forget(&q, "a").code, ERR_IO);
    CHECK(!failed(store_run(&q.store, "ALTER TABLE lost RENAME TO l", BIND_NOTHING, NULL)));
    CHECK_INT(courier_queue_lost(&q, "a", 10, &lost).code, ERR_IO);
    CHECK(!lost);
    CHECK(!failed(store_run(&q.store, "ALTER TABLE request RENAME TO r", BIND_NOTHING, NULL)));
    CHECK_INT(courier_queue_forget(&q, "a").code, ERR_IO);
    CHECK_INT(freeze(&q, 0, put, &r).code, ERR_IO);
    CHECK(!r.done && !r.before);
    courier_queue_close(&q);
}

/* Made by the version before: its requests stay, and are not taken for anything else. */
TEST(a_queue_of_the_version_before_goes_on)
{
    static const char *const old[] = {"CREATE TABLE request(uuid TEXT NOT NULL, n INTEGER NOT "
                                      "NULL, method TEXT NOT NULL, path TEXT"
                                      " NOT NULL, type TEXT NOT NULL, body_sha256 TEXT NOT NULL, "
                                      "body_bytes INTEGER NOT NULL, done"
                                      " INTEGER NOT NULL DEFAULT 0, PRIMARY KEY(uuid, n)) STRICT;"
                                      "INSERT INTO request VALUES('a', 0, 'PUT', "
                                      "'/applications/a', 'application/json', 'b', 9, 1);"};
    const struct store_plan before = {old, 1, 1};
    struct courier_queue q = {0};
    struct store s;
    struct courier_request r;
    begin(&q);
    courier_queue_close(&q);
    CHECK(unlink(scratch("courier.db")) == 0);
    CHECK(!failed(store_open(&s, scratch("courier.db"), &before, STORE_OWNER)));
    store_close(&s);
    CHECK(!failed(courier_queue_open(&q, &dir, scratch_root, 1000)));
    CHECK(!failed(freeze(&q, 0, put, &r)));
    CHECK(r.before && r.done);
    courier_queue_close(&q);
}

int main(void)
{
    RUN(a_request_is_frozen_once_and_must_stay_the_same);
    RUN(words_are_repeated_as_they_were_frozen);
    RUN(done_restart_and_forget);
    RUN(what_was_learnt_stays_the_first_and_survives);
    RUN(doubt_counts_from_the_first);
    RUN(a_damaged_queue_is_set_aside_and_begun_anew_and_what_was_lost_is_told_once);
    RUN(trouble_with_the_disk_is_told_and_nothing_is_taken_for_known);
    RUN(a_queue_of_the_version_before_goes_on);
    scratch_close();
    return check_done();
}
