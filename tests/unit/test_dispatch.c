#define _GNU_SOURCE /* nftw */
#include "app/outbox/dispatch.h"

#include "app/outbox/box_key.h"
#include "app/outbox/outbox_inside.h"
#include "platform/base/secret.h"
#include "tests/check.h"
#include "tests/unit/record_example.h"
#include "tests/unit/scratch.h"

#define UUID  "6ba7b810-9dad-41d1-80b4-00c04fd430c8"
#define UUID2 "6ba7b811-9dad-41d1-80b4-00c04fd430c8"

static struct seal_secret key;
static struct outbox *kiosk, *courier;

static void begin(void)
{
    struct port_dir dir = dir_linux();
    scratch_open();
    CHECK(!failed(box_key_open(&dir, scratch_root, &key)));
    CHECK(!failed(outbox_open(&kiosk, scratch_root)));
    CHECK(!failed(dispatch_open(&courier, scratch_root, &dir)));
    const struct record one = record_example(UUID);
    const struct record two = record_example(UUID2);
    CHECK(!failed(outbox_put(kiosk, &one)) && !failed(outbox_put(kiosk, &two)));
}

static void end(void)
{
    outbox_close(kiosk);
    outbox_close(courier);
}

static struct dispatch_item first(void)
{
    const struct dispatch_filter f = {.everything = true};
    struct dispatch_item item = {.seq = 0};
    CHECK_INT(dispatch_next(courier, &f, &item).code, ERR_NONE);
    return item;
}

TEST(what_was_sealed_comes_out_byte_for_byte)
{
    static char bytes[8192];
    struct buf json;
    struct parcel p;
    struct arena memory;
    const void *paper = NULL;
    begin();
    const struct record r = record_example(UUID);
    buf_init(&json, bytes, sizeof bytes);
    CHECK(!failed(record_json(&r, &json)));
    CHECK_INT(dispatch_load(courier, &key, UUID, &p).code, ERR_NONE);
    CHECK(p.json_size == json.len && memcmp(p.json, json.data, json.len) == 0);
    CHECK_INT(p.paper_count, 1);
    CHECK_STR(p.papers[0].type, "image/jpeg");
    CHECK_INT(dispatch_paper(courier, &p, 0, &memory, &paper).code, ERR_NONE);
    CHECK(p.papers[0].size == r.papers[0].size &&
          memcmp(paper, r.papers[0].bytes, r.papers[0].size) == 0);
    secret_close(&memory);
    dispatch_wipe(courier, &p);
    CHECK(p.json == NULL);
    CHECK(memmem(courier->plain, OUTBOX_PLAIN_MAX, "H'Lan", 5) == NULL);
    end();
}

TEST(a_claim_is_a_compare_and_swap)
{
    begin();
    struct dispatch_item a = first();
    struct dispatch_item b = a;
    CHECK_STR(a.uuid, UUID);
    CHECK_INT(dispatch_claim(courier, &a, false).code, ERR_NONE);
    CHECK_INT(a.attempts, 1);
    CHECK_INT(dispatch_claim(courier, &b, false).code, ERR_REFUSED);
    const struct dispatch_move m = {.to = OUTBOX_HELD, .reason = "refused"};
    CHECK_INT(dispatch_move(courier, &b, &m).code, ERR_REFUSED);
    CHECK_INT(dispatch_move(courier, &a, &m).code, ERR_NONE);
    end();
}

TEST(due_rows_come_in_the_order_they_were_saved)
{
    begin();
    struct dispatch_item item = first();
    CHECK(!failed(dispatch_claim(courier, &item, false)));
    const struct dispatch_move later = {.to = OUTBOX_SAVED, .next_try_ms = 5000, .reason = "busy"};
    CHECK(!failed(dispatch_move(courier, &item, &later)));
    struct dispatch_filter f = {.now_ms = 4999};
    CHECK(!failed(dispatch_next(courier, &f, &item)));
    CHECK_STR(item.uuid, UUID2);
    f.now_ms = 5000;
    CHECK(!failed(dispatch_next(courier, &f, &item)));
    CHECK_STR(item.uuid, UUID);
    f.only_fresh = true;
    CHECK(!failed(dispatch_next(courier, &f, &item)));
    CHECK_STR(item.uuid, UUID2);
    f.after = item.seq;
    CHECK_INT(dispatch_next(courier, &f, &item).code, ERR_NOT_FOUND);
    int64_t due = 0;
    CHECK(!failed(dispatch_due_ms(courier, &due)));
    CHECK_INT(due, 0);
    end();
}

/* The clock was a year ahead when the row was put off, and is right again. */
TEST(a_clock_set_back_makes_rows_due)
{
    begin();
    struct dispatch_item item = first();
    const int64_t year_ms = (int64_t)365 * 86400 * 1000;
    CHECK(!failed(dispatch_claim(courier, &item, false)));
    const struct dispatch_move later = {
        .to = OUTBOX_SAVED, .next_try_ms = year_ms, .reason = "busy"};
    CHECK(!failed(dispatch_move(courier, &item, &later)));
    const struct dispatch_filter f = {.now_ms = 1000};
    CHECK(!failed(dispatch_next(courier, &f, &item)));
    CHECK_STR(item.uuid, UUID);
    end();
}

TEST(received_deletes_the_content_and_keeps_the_row)
{
    begin();
    struct dispatch_item item = first();
    struct parcel p;
    struct outbox_row row;
    CHECK(!failed(dispatch_load(courier, &key, UUID, &p)));
    char path[256];
    snprintf(path, sizeof path, "%s/papers/%s", scratch_root, p.papers[0].file);
    CHECK(access(path, F_OK) == 0);
    CHECK(!failed(dispatch_claim(courier, &item, false)));
    const struct dispatch_move done = {
        .to = OUTBOX_RECEIVED, .status = 201, .reason = "", .file_number = "THU-1"};
    CHECK_INT(dispatch_move(courier, &item, &done).code, ERR_NONE);
    CHECK(access(path, F_OK) != 0);
    CHECK_INT(dispatch_load(courier, &key, UUID, &p).code, ERR_NOT_FOUND);
    CHECK_INT(outbox_find(kiosk, UUID, &row).code, ERR_NONE);
    CHECK_STR(row.file_number, "THU-1");
    end();
}

TEST(a_cut_between_received_and_deleting_is_finished_at_the_next_start)
{
    begin();
    CHECK(!failed(store_run(&courier->store,
                            "UPDATE application SET state=3, sealed=NULL WHERE seq=1;",
                            BIND_NOTHING, NULL)));
    CHECK(!failed(store_run(&courier->store, "UPDATE application SET state=1 WHERE seq=2",
                            BIND_NOTHING, NULL)));
    CHECK(!failed(dispatch_recover(courier)));
    struct dispatch_item item = first();
    CHECK_STR(item.uuid, UUID2);
    CHECK_INT(item.state, OUTBOX_SAVED);
    int count = 0;
    CHECK(!failed(
        store_rows(&courier->store, "SELECT 1 FROM paper", BIND_NOTHING, NULL, NULL, &count)));
    CHECK_INT(count, 1);
    end();
}

TEST(a_damaged_paper_or_a_foreign_key_is_told)
{
    struct parcel p;
    struct arena memory;
    const void *paper = NULL;
    struct seal_public other_public;
    struct seal_secret other;
    begin();
    seal_pair(&other_public, &other);
    CHECK_INT(dispatch_load(courier, &other, UUID, &p).code, ERR_NOT_FOUND);
    CHECK(!failed(dispatch_load(courier, &key, UUID, &p)));
    char path[256];
    snprintf(path, sizeof path, "%s/papers/%s", scratch_root, p.papers[0].file);
    CHECK(truncate(path, 60) == 0);
    CHECK_INT(dispatch_paper(courier, &p, 0, &memory, &paper).code, ERR_CORRUPT);
    CHECK(unlink(path) == 0);
    CHECK_INT(dispatch_paper(courier, &p, 0, &memory, &paper).code, ERR_NOT_FOUND);
    end();
}

/* Seals this as the application's content. */
static void put_plain(const void *plain, size_t size)
{
    static uint8_t sealed[8192];
    const struct seal_public to = seal_public_of(&key);
    size_t sealed_size = 0;
    CHECK(!failed(seal_box(&to, plain, size, sealed, sizeof sealed, &sealed_size)));
    CHECK(!failed(store_run(&kiosk->store, "UPDATE application SET sealed=?1 WHERE seq=1",
                            BIND(BIND_BLOB(sealed, sealed_size)), NULL)));
}

#define FIRST_TYPE (PARCEL_HEAD + PARCEL_PAPER - PARCEL_TYPE)
#define FIRST_SIZE (FIRST_TYPE - 8)

/* Sealed with the right key and malformed: each field alone. */
TEST(content_that_opens_and_is_malformed_is_told)
{
    static uint8_t good[8192];
    static uint8_t bad[8192];
    static const struct {
        size_t at;
        uint8_t byte;
        enum err_code want;
    } changes[] = {
        {0, 'X', ERR_VERSION},
        {8, 1, ERR_CORRUPT},                              /* bytes of JSON */
        {11, 1, ERR_CORRUPT},                             /* ... by far */
        {12, 0, ERR_CORRUPT},                             /* papers */
        {12, 2, ERR_CORRUPT},                             /* ... that are not there */
        {12, RECORD_PAPERS_MAX + 1, ERR_CORRUPT},         /* ... more than any record has */
        {15, 0x80, ERR_CORRUPT},                          /* ... by far */
        {FIRST_TYPE + PARCEL_TYPE - 1, 'x', ERR_CORRUPT}, /* a media type without an end */
        {FIRST_TYPE + 5, '\n', ERR_CORRUPT},              /* one that would begin a header */
        {FIRST_TYPE + 5, 0x80, ERR_CORRUPT},
        {FIRST_SIZE + 4, 1, ERR_CORRUPT}, /* a paper longer than any may be */
    };
    struct parcel p;
    begin();
    CHECK(!failed(dispatch_load(courier, &key, UUID, &p)));
    const size_t size = PARCEL_HEAD + PARCEL_PAPER + p.json_size;
    memcpy(good, courier->plain, size);
    put_plain(good, size);
    CHECK_INT(dispatch_load(courier, &key, UUID, &p).code, ERR_NONE);
    dispatch_wipe(courier, &p);
    for (size_t i = 0; i < sizeof changes / sizeof changes[0]; i++) {
        memcpy(bad, good, size);
        bad[changes[i].at] = changes[i].byte;
        put_plain(bad, size);
        CHECK_INT(dispatch_load(courier, &key, UUID, &p).code, changes[i].want);
        CHECK(memmem(courier->plain, OUTBOX_PLAIN_MAX, "H'Lan", 5) == NULL);
    }
    put_plain(good, PARCEL_HEAD - 1);
    CHECK_INT(dispatch_load(courier, &key, UUID, &p).code, ERR_VERSION);
    end();
}

/* Its file opens, and yet it is not the paper this application was saved with. */
TEST(another_paper_in_its_place_is_told)
{
    struct parcel p;
    struct parcel other;
    struct arena memory = {0};
    const void *paper = NULL;
    begin();
    CHECK(!failed(dispatch_load(courier, &key, UUID, &p)));
    other = p;
    other.papers[0].sha256[0] ^= 1;
    CHECK_INT(dispatch_paper(courier, &other, 0, &memory, &paper).code, ERR_CORRUPT);
    other = p;
    other.papers[0].size++;
    CHECK_INT(dispatch_paper(courier, &other, 0, &memory, &paper).code, ERR_CORRUPT);
    other = p;
    other.papers[0].size = SIZE_MAX / 4; /* no memory for it */
    CHECK_INT(dispatch_paper(courier, &other, 0, &memory, &paper).code, ERR_IO);
    CHECK(memory.base == NULL && paper == NULL);
    CHECK_INT(dispatch_paper(courier, &p, 0, &memory, &paper).code, ERR_NONE);
    secret_close(&memory);
    end();
}

static bool receive_meanwhile(void *context, const struct store_row *row)
{
    struct dispatch_item *item = context;
    const struct dispatch_move done = {
        .to = OUTBOX_RECEIVED, .status = 201, .reason = "", .file_number = "THU-1"};
    (void)row;
    CHECK_INT(dispatch_move(courier, item, &done).code, ERR_NONE);
    return false;
}

/* Whoever reads holds the old pages in the log: it is emptied with the next one that is received.
 */
TEST(a_reader_in_the_way_puts_off_the_emptying_of_the_log_and_nothing_else)
{
    struct outbox_row row;
    struct stat log;
    begin();
    struct dispatch_item item = first();
    CHECK(!failed(dispatch_claim(courier, &item, false)));
    CHECK(!failed(store_run(&courier->store, "PRAGMA busy_timeout=0", BIND_NOTHING, NULL)));
    CHECK(!failed(store_rows(&kiosk->store, "SELECT uuid FROM application", BIND_NOTHING,
                             receive_meanwhile, &item, NULL)));
    CHECK(!failed(outbox_find(kiosk, UUID, &row)) && row.at_rest);
    CHECK(stat(scratch("outbox.db-wal"), &log) == 0 && log.st_size > 0);
    CHECK_INT(dispatch_recover(courier).code, ERR_NONE);
    CHECK(stat(scratch("outbox.db-wal"), &log) == 0 && log.st_size == 0);
    end();
}

int main(void)
{
    RUN(what_was_sealed_comes_out_byte_for_byte);
    RUN(a_claim_is_a_compare_and_swap);
    RUN(due_rows_come_in_the_order_they_were_saved);
    RUN(a_clock_set_back_makes_rows_due);
    RUN(received_deletes_the_content_and_keeps_the_row);
    RUN(a_cut_between_received_and_deleting_is_finished_at_the_next_start);
    RUN(a_damaged_paper_or_a_foreign_key_is_told);
    RUN(content_that_opens_and_is_malformed_is_told);
    RUN(another_paper_in_its_place_is_told);
    RUN(a_reader_in_the_way_puts_off_the_emptying_of_the_log_and_nothing_else);
    scratch_close();
    return check_done();
}
