#define _GNU_SOURCE /* nftw, memmem */
#include "tests/unit/export_world.h"

#include "platform/port_files.h"

static struct outbox_export exported(const char *uuid)
{
    struct outbox_export x = {.state = OUTBOX_EXPORT_WISHED};
    CHECK_INT(outbox_export_find(here, uuid, &x).code, ERR_NONE);
    return x;
}

static void set_state(const char *uuid, enum outbox_state to)
{
    CHECK(!failed(store_run(&here->store, "UPDATE application SET state=?1 WHERE uuid=?2",
                            BIND(BIND_INT(to), BIND_TEXT(uuid)), NULL)));
}

static struct dispatch_item first(void)
{
    const struct dispatch_filter f = {.everything = true};
    struct dispatch_item item = {.seq = 0};
    CHECK_INT(dispatch_next(courier, &f, &item).code, ERR_NONE);
    return item;
}

TEST(a_wish_is_fulfilled_and_the_row_is_not_sent_any_more)
{
    const struct dispatch_filter f = {.everything = true};
    struct dispatch_item item;
    int64_t due = 0;
    int waiting = 0;
    struct outbox_export x;
    begin();
    CHECK_INT(outbox_export_find(here, UUID, &x).code, ERR_NOT_FOUND);
    CHECK_INT(outbox_export_wish(here, UUID, &there_key, NOW).code, ERR_NONE);
    CHECK_INT(exported(UUID).state, OUTBOX_EXPORT_WISHED);
    CHECK(!failed(dispatch_due_ms(courier, &due)) && due == 0);
    CHECK_INT(outbox_export_next(here, &there_key, &waiting, &x).code, ERR_NOT_FOUND);
    CHECK_INT(waiting, 1);
    CHECK_INT(seal_next().code, ERR_NONE);
    CHECK_INT(state_of(here, UUID), OUTBOX_EXPORTED);
    CHECK_INT(dispatch_next(courier, &f, &item).code, ERR_NOT_FOUND);
    CHECK_INT(seal_next().code, ERR_NOT_FOUND);
    CHECK_INT(outbox_export_next(here, &there_key, &waiting, &x).code, ERR_NONE);
    CHECK(waiting == 0 && x.state == OUTBOX_EXPORT_DONE && x.bytes > 0 && !x.written);
    CHECK_INT(outbox_export_unwritten(here, &waiting).code, ERR_NONE);
    CHECK_INT(waiting, 1);
    end();
}

TEST(the_copy_opens_with_the_other_key_only_and_the_original_stays)
{
    struct parcel p;
    begin();
    export(UUID);
    CHECK(exported(UUID).written);
    CHECK_INT(dispatch_load(courier, &here_secret, UUID, &p).code, ERR_NONE);
    CHECK_INT(p.paper_count, PAPERS);
    dispatch_wipe(courier, &p);
    CHECK(
        !failed(store_run(&here->store, "UPDATE application SET sealed=(SELECT sealed FROM export)",
                          BIND_NOTHING, NULL)));
    CHECK_INT(dispatch_load(courier, &here_secret, UUID, &p).code, ERR_NOT_FOUND);
    CHECK_INT(dispatch_load(courier, &there_secret, UUID, &p).code, ERR_NONE);
    dispatch_wipe(courier, &p);
    end();
}

TEST(a_bundle_says_nothing_of_a_citizen)
{
    struct file_bytes file;
    struct bundle b;
    begin();
    export(UUID);
    CHECK(!failed(files_linux()->ops->map(bundle_path(UUID), &file)));
    CHECK_INT(bundle_read(file.bytes, file.size, &b).code, ERR_NONE);
    CHECK_INT(b.head.paper_count, PAPERS);
    CHECK_STR(b.head.slip_sha256, ""); /* 12 digits are found from it */
    CHECK(memmem(file.bytes, file.size, "H'Lan", 5) == NULL);
    CHECK(memmem(file.bytes, file.size, "birth notice", 12) == NULL);
    CHECK(memmem(file.bytes, file.size, "123456789012", 12) == NULL);
    int64_t bytes = 0;
    CHECK(!failed(outbox_export_size(here, UUID, &bytes)));
    CHECK(bytes >= (int64_t)file.size);
    files_linux()->ops->unmap(&file);
    CHECK_INT(outbox_export_size(here, UUID2, &bytes).code, ERR_NOT_FOUND);
    end();
}

TEST(only_what_waits_here_can_be_wished)
{
    static const enum outbox_state no[] = {OUTBOX_SENT, OUTBOX_RECEIVED, OUTBOX_WITHDRAWN,
                                           OUTBOX_EXPORTED};
    begin();
    CHECK_INT(outbox_export_wish(here, UUID2, &there_key, NOW).code, ERR_NOT_FOUND);
    for (size_t i = 0; i < sizeof no / sizeof no[0]; i++) {
        set_state(UUID, no[i]);
        CHECK_INT(outbox_export_wish(here, UUID, &there_key, NOW).code, ERR_REFUSED);
    }
    set_state(UUID, OUTBOX_HELD);
    CHECK_INT(outbox_export_wish(here, UUID, &there_key, NOW).code, ERR_NONE);
    CHECK_INT(seal_next().code, ERR_NONE);
    end();
}

TEST(to_the_same_key_again_means_its_bundle_again_and_to_another_is_refused)
{
    struct seal_public other;
    struct seal_secret ignored;
    int waiting = 0;
    struct outbox_export x;
    begin();
    export(UUID);
    CHECK_INT(outbox_export_next(here, &there_key, &waiting, &x).code, ERR_NOT_FOUND);
    CHECK_INT(outbox_export_wish(here, UUID, &there_key, NOW).code, ERR_NONE);
    CHECK_INT(outbox_export_next(here, &there_key, &waiting, &x).code, ERR_NONE);
    CHECK(x.state == OUTBOX_EXPORT_DONE && waiting == 0);
    CHECK_INT(outbox_export_write(here, UUID, &disk, scratch("stick")).code, ERR_NONE);
    seal_pair(&other, &ignored);
    CHECK_INT(outbox_export_wish(here, UUID, &other, NOW).code, ERR_REFUSED);
    CHECK_INT(state_of(here, UUID), OUTBOX_EXPORTED);
    end();
}

TEST(what_is_being_sent_withdrawn_or_asked_back_is_not_exported)
{
    struct dispatch_export wish;
    struct parcel p;
    begin();
    CHECK(!failed(outbox_export_wish(here, UUID, &there_key, NOW)));
    CHECK(!failed(dispatch_next_export(courier, &wish)));
    CHECK(!wish.may_have_left && !wish.silent);
    struct dispatch_item item = first();
    CHECK(!failed(dispatch_claim(courier, &item, true)));
    CHECK(!failed(dispatch_load(courier, &here_secret, UUID, &p)));
    CHECK_INT(dispatch_export(courier, &p, &wish).code, ERR_REFUSED);
    const struct dispatch_move later = {.to = OUTBOX_SAVED};
    CHECK(!failed(dispatch_move(courier, &item, &later)));
    CHECK_INT(dispatch_export(courier, &p, &wish).code, ERR_REFUSED); /* one attempt more */
    CHECK(!failed(dispatch_next_export(courier, &wish)));
    CHECK(wish.may_have_left && wish.silent);
    CHECK(!failed(
        store_run(&here->store, "UPDATE application SET withdrawal=1", BIND_NOTHING, NULL)));
    CHECK_INT(dispatch_export(courier, &p, &wish).code, ERR_REFUSED);
    CHECK_INT(exported(UUID).state, OUTBOX_EXPORT_WISHED);
    dispatch_wipe(courier, &p);
    end();
}

TEST(a_wish_that_was_cancelled_exports_nothing)
{
    struct dispatch_export wish;
    struct parcel p;
    int count = 0;
    begin();
    CHECK(!failed(outbox_export_wish(here, UUID, &there_key, NOW)));
    CHECK(!failed(dispatch_next_export(courier, &wish)));
    CHECK_INT(outbox_export_cancel(here, &there_key, &count).code, ERR_NONE);
    CHECK_INT(count, 1);
    CHECK(!failed(dispatch_load(courier, &here_secret, UUID, &p)));
    CHECK_INT(dispatch_export(courier, &p, &wish).code, ERR_REFUSED);
    CHECK_INT(state_of(here, UUID), OUTBOX_SAVED); /* neither half was kept */
    dispatch_wipe(courier, &p);
    export(UUID);
    CHECK_INT(outbox_export_cancel(here, &there_key, &count).code, ERR_NONE);
    CHECK_INT(count, 0);
    CHECK_INT(exported(UUID).state, OUTBOX_EXPORT_DONE);
    end();
}

TEST(one_that_was_denied_says_why_and_is_dropped)
{
    int waiting = 0;
    struct outbox_export x;
    begin();
    CHECK(!failed(outbox_export_wish(here, UUID, &there_key, NOW)));
    CHECK(!failed(dispatch_deny_export(courier, UUID, "at-portal")));
    CHECK_INT(outbox_export_next(here, &there_key, &waiting, &x).code, ERR_NONE);
    CHECK_INT(x.state, OUTBOX_EXPORT_DENIED);
    CHECK_STR(x.why, "at-portal");
    CHECK(!failed(outbox_export_drop(here, UUID)));
    CHECK_INT(outbox_export_find(here, UUID, &x).code, ERR_NOT_FOUND);
    export(UUID);
    CHECK(!failed(outbox_export_drop(here, UUID))); /* only what was denied */
    CHECK_INT(exported(UUID).state, OUTBOX_EXPORT_DONE);
    end();
}

TEST(what_is_taken_back_is_sent_again_and_counts_as_tried)
{
    struct outbox_export x;
    struct outbox_row row;
    begin();
    CHECK_INT(outbox_take_back(here, UUID, NOW).code, ERR_REFUSED);
    export(UUID);
    CHECK_INT(outbox_retry(here, UUID, NOW).code, ERR_REFUSED); /* never by the way */
    CHECK_INT(outbox_withdraw(here, UUID).code, ERR_REFUSED);
    CHECK_INT(outbox_take_back(here, UUID, NOW).code, ERR_NONE);
    CHECK(!failed(outbox_find(here, UUID, &row)));
    CHECK(row.state == OUTBOX_SAVED && row.decided_at == NOW && row.attempts == 1);
    CHECK_INT(outbox_export_find(here, UUID, &x).code, ERR_NOT_FOUND);
    CHECK_STR(first().uuid, UUID);
    CHECK_INT(outbox_withdraw(here, UUID).code, ERR_REFUSED); /* the stick may bring it yet */
    end();
}

TEST(what_the_portal_has_from_the_other_kiosk_is_received_here_too)
{
    struct dispatch_item item;
    struct outbox_export x;
    begin();
    export(UUID);
    CHECK_INT(dispatch_next_exported(courier, 0, &item).code, ERR_NONE);
    const struct dispatch_move m = {
        .to = OUTBOX_RECEIVED, .file_number = "THU-1", .now_s = NOW, .ask_ms = -1};
    CHECK_INT(dispatch_move(courier, &item, &m).code, ERR_NONE);
    CHECK_INT(state_of(here, UUID), OUTBOX_RECEIVED);
    CHECK_INT(outbox_export_find(here, UUID, &x).code, ERR_NOT_FOUND);
    CHECK_INT(dispatch_next_exported(courier, 0, &item).code, ERR_NOT_FOUND);
    CHECK_INT(outbox_take_back(here, UUID, NOW).code, ERR_REFUSED);
    end();
}

TEST(a_stick_that_fails_leaves_it_exported_and_no_half_bundle)
{
    begin();
    CHECK(!failed(outbox_export_wish(here, UUID, &there_key, NOW)));
    CHECK_INT(outbox_export_write(here, UUID, &disk, scratch("stick")).code, ERR_REFUSED);
    CHECK_INT(seal_next().code, ERR_NONE);
    int calls = 1;
    for (;; calls++) {
        struct port_dir faulty = dir_faulty(&disk, calls, ERR_FULL);
        const struct err e = outbox_export_write(here, UUID, &faulty, scratch("stick"));
        if (!failed(e)) {
            break;
        }
        CHECK_INT(e.code, ERR_FULL);
        CHECK(access(bundle_path(UUID), F_OK) != 0);
        CHECK(!exported(UUID).written);
        CHECK_INT(state_of(here, UUID), OUTBOX_EXPORTED);
    }
    CHECK(calls > 4); /* create, head, sealed part, paper, commit */
    CHECK(exported(UUID).written);
    CHECK_INT(outbox_export_write(here, UUID, &disk, scratch("nowhere")).code, ERR_IO);
    CHECK_INT(outbox_export_write(here, UUID2, &disk, scratch("stick")).code, ERR_NOT_FOUND);
    end();
}

static void remove_paper(void *context, const char *name)
{
    char path[512];
    (void)context;
    snprintf(path, sizeof path, "%s/here/papers/%s", scratch_root, name);
    CHECK(unlink(path) == 0);
}

static void damage_paper(void *context, const char *name)
{
    char path[512];
    (void)context;
    snprintf(path, sizeof path, "%s/here/papers/%s", scratch_root, name);
    CHECK(truncate(path, 10) == 0);
}

TEST(a_paper_that_is_lost_or_damaged_here_makes_no_bundle)
{
    begin();
    export(UUID);
    CHECK(unlink(bundle_path(UUID)) == 0);
    CHECK(!failed(disk.ops->each(&disk, scratch("here/papers"), damage_paper, NULL)));
    CHECK_INT(outbox_export_write(here, UUID, &disk, scratch("stick")).code, ERR_CORRUPT);
    CHECK(!failed(disk.ops->each(&disk, scratch("here/papers"), remove_paper, NULL)));
    CHECK_INT(outbox_export_write(here, UUID, &disk, scratch("stick")).code, ERR_NOT_FOUND);
    int64_t bytes = 0;
    CHECK(!failed(outbox_export_size(here, UUID, &bytes)) && bytes > 0);
    CHECK(!failed(
        store_run(&here->store, "UPDATE paper SET file='no hash ' || n", BIND_NOTHING, NULL)));
    CHECK(!failed(outbox_export_size(here, UUID, &bytes)) && bytes > 0);
    CHECK_INT(outbox_export_write(here, UUID, &disk, scratch("stick")).code, ERR_CORRUPT);
    CHECK(access(bundle_path(UUID), F_OK) != 0);
    end();
}

TEST(a_damaged_row_makes_no_bundle)
{
    static const char *const damages[] = {
        "UPDATE application SET record_sha256=x'00'", "UPDATE export SET sealed=NULL",
        "UPDATE export SET target=x'00'", "UPDATE export SET target=x''"};
    for (size_t i = 0; i < sizeof damages / sizeof damages[0]; i++) {
        begin();
        export(UUID);
        CHECK(!failed(store_run(&here->store, damages[i], BIND_NOTHING, NULL)));
        CHECK_INT(outbox_export_write(here, UUID, &disk, scratch("stick")).code, ERR_CORRUPT);
        CHECK_INT(exported(UUID).state, OUTBOX_EXPORT_DONE);
        end();
    }
    begin();
    export(UUID);
    CHECK(!failed(store_run(&here->store,
                            "WITH RECURSIVE more(n) AS (SELECT 2 UNION ALL SELECT n+1 FROM more"
                            " WHERE n<40) INSERT INTO paper SELECT uuid, more.n, file || more.n"
                            " FROM paper, more WHERE paper.n=0",
                            BIND_NOTHING, NULL)));
    CHECK(failed(outbox_export_write(here, UUID, &disk, scratch("stick"))));
    end();
}

/* A disk whose reads give other bytes than were written. */
static struct err read_other(const char *path, size_t most, struct file_bytes *ret_file)
{
    (void)path;
    return files_linux()->ops->read(scratch("here/box.pub"), most, ret_file);
}

static struct err read_second(const char *path, size_t most, struct file_bytes *ret_file)
{
    (void)path;
    return files_linux()->ops->read(bundle_path(UUID2), most, ret_file);
}

static int maps_left;

static struct err map_some(const char *path, struct file_bytes *ret_file)
{
    return maps_left-- > 0 ? files_linux()->ops->map(path, ret_file) : ERR(ERR_IO, 5, "test");
}

static struct err read_nothing(const char *path, size_t most, struct file_bytes *ret_file)
{
    (void)path;
    (void)most;
    (void)ret_file;
    return ERR(ERR_IO, 5, "test");
}

TEST(a_stick_that_reads_otherwise_than_written_is_told)
{
    begin();
    CHECK(!failed(outbox_export_wish(here, UUID, &there_key, NOW)));
    CHECK_INT(seal_next().code, ERR_NONE);
    struct port_files_ops ops = *files_linux()->ops;
    const struct port_files files = {&ops};
    struct port_dir stick = disk;
    stick.files = &files;
    ops.read = read_other;
    CHECK_INT(outbox_export_write(here, UUID, &stick, scratch("stick")).code, ERR_IO);
    put(UUID2);
    export(UUID2);
    ops.read = read_second; /* whole, but another's */
    CHECK_INT(outbox_export_write(here, UUID, &stick, scratch("stick")).code, ERR_IO);
    ops.map = map_some; /* each paper is measured, then copied: it goes away in between */
    here->dir.files = &files;
    for (int i = 0; i < 2 * PAPERS; i++) {
        maps_left = i;
        CHECK_INT(outbox_export_write(here, UUID, &disk, scratch("stick")).code, ERR_IO);
    }
    here->dir.files = files_linux();
    ops.read = read_nothing;
    CHECK_INT(outbox_export_write(here, UUID, &stick, scratch("stick")).code, ERR_IO);
    CHECK(!exported(UUID).written);
    end();
}

TEST(no_key_exports_nothing)
{
    const struct seal_public none = {{0}};
    begin();
    CHECK(!failed(outbox_export_wish(here, UUID, &none, NOW)));
    CHECK_INT(seal_next().code, ERR_BAD_INPUT);
    CHECK_INT(state_of(here, UUID), OUTBOX_SAVED);
    end();
}

/* Breaks the table that the next statement needs. */
static void lose(const char *table)
{
    char sql[64];
    snprintf(sql, sizeof sql, "ALTER TABLE %s RENAME TO lost_%s", table, table);
    CHECK(!failed(store_run(&here->store, sql, BIND_NOTHING, NULL)));
}

TEST(a_database_that_cannot_be_used_exports_nothing)
{
    struct outbox_export x;
    struct dispatch_item item;
    int count = 0;
    begin();
    export(UUID);
    put(UUID2);
    CHECK(!failed(outbox_export_wish(here, UUID2, &there_key, NOW)));
    struct dispatch_export wish;
    struct parcel p;
    CHECK(!failed(dispatch_next_export(courier, &wish)));
    CHECK(!failed(dispatch_load(courier, &here_secret, UUID2, &p)));
    lose("export");
    CHECK(failed(dispatch_export(courier, &p, &wish)));
    CHECK_INT(state_of(here, UUID2), OUTBOX_SAVED);
    CHECK(failed(outbox_take_back(here, UUID, NOW)));
    CHECK_INT(state_of(here, UUID), OUTBOX_EXPORTED); /* neither half */
    CHECK(failed(outbox_export_wish(here, UUID2, &there_key, NOW)));
    CHECK(failed(outbox_export_find(here, UUID, &x)));
    CHECK(failed(outbox_export_next(here, &there_key, &count, &x)));
    CHECK(failed(outbox_export_unwritten(here, &count)));
    CHECK(failed(outbox_export_write(here, UUID, &disk, scratch("stick"))));
    CHECK(failed(dispatch_next_export(courier, &wish)));
    outbox_close(courier);
    outbox_close(here);
    CHECK(!failed(outbox_open(&here, scratch("here"))));
    CHECK(!failed(dispatch_open(&courier, scratch("here"), &disk)));
    CHECK(
        !failed(dispatch_load(courier, &here_secret, UUID2, &p))); /* it lies in what was closed */
    lose("application");
    CHECK(failed(outbox_take_back(here, UUID, NOW)));
    CHECK(failed(dispatch_next_exported(courier, 0, &item)));
    CHECK(failed(dispatch_export(courier, &p, &wish)));
    end();
}

TEST(without_a_transaction_nothing_is_begun)
{
    struct dispatch_export wish;
    struct parcel p;
    begin();
    export(UUID);
    put(UUID2);
    CHECK(!failed(outbox_export_wish(here, UUID2, &there_key, NOW)));
    CHECK(!failed(dispatch_next_export(courier, &wish)));
    CHECK(!failed(dispatch_load(courier, &here_secret, UUID2, &p)));
    CHECK(!failed(store_begin(&courier->store))); /* a second one is refused */
    CHECK(failed(dispatch_export(courier, &p, &wish)));
    store_rollback(&courier->store);
    CHECK(!failed(store_begin(&here->store)));
    CHECK(failed(outbox_take_back(here, UUID, NOW)));
    CHECK(failed(outbox_export_wish(here, UUID2, &there_key, NOW)));
    store_rollback(&here->store);
    CHECK_INT(state_of(here, UUID), OUTBOX_EXPORTED);
    end();
}

TEST(a_damaged_database_keeps_what_was_exported)
{
    struct stat info;
    begin();
    export(UUID);
    put(UUID2); /* its pages are the last */
    outbox_close(courier);
    outbox_close(here);
    CHECK(stat(scratch("here/outbox.db"), &info) == 0);
    CHECK(truncate(scratch("here/outbox.db"), info.st_size - 4096) == 0);
    CHECK(!failed(outbox_open(&here, scratch("here"))));
    CHECK(!failed(dispatch_open(&courier, scratch("here"), &disk)));
    CHECK_INT(outbox_damaged(here), 1);
    CHECK_INT(state_of(here, UUID), OUTBOX_EXPORTED);
    CHECK(exported(UUID).written);
    CHECK_INT(outbox_export_write(here, UUID, &disk, scratch("stick")).code, ERR_NONE);
    end();
}

int main(void)
{
    RUN(a_wish_is_fulfilled_and_the_row_is_not_sent_any_more);
    RUN(the_copy_opens_with_the_other_key_only_and_the_original_stays);
    RUN(a_bundle_says_nothing_of_a_citizen);
    RUN(only_what_waits_here_can_be_wished);
    RUN(to_the_same_key_again_means_its_bundle_again_and_to_another_is_refused);
    RUN(what_is_being_sent_withdrawn_or_asked_back_is_not_exported);
    RUN(a_wish_that_was_cancelled_exports_nothing);
    RUN(one_that_was_denied_says_why_and_is_dropped);
    RUN(what_is_taken_back_is_sent_again_and_counts_as_tried);
    RUN(what_the_portal_has_from_the_other_kiosk_is_received_here_too);
    RUN(a_stick_that_fails_leaves_it_exported_and_no_half_bundle);
    RUN(a_paper_that_is_lost_or_damaged_here_makes_no_bundle);
    RUN(a_damaged_row_makes_no_bundle);
    RUN(a_stick_that_reads_otherwise_than_written_is_told);
    RUN(no_key_exports_nothing);
    RUN(a_database_that_cannot_be_used_exports_nothing);
    RUN(without_a_transaction_nothing_is_begun);
    RUN(a_damaged_database_keeps_what_was_exported);
    scratch_close();
    return check_done();
}
