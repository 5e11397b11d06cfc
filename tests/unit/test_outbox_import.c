#define _GNU_SOURCE /* nftw */
#include "tests/unit/export_world.h"

#include "platform/base/secret.h"

static enum outbox_import how;

static void exchange(void)
{
    begin();
    how = OUTBOX_HERE_ALREADY;
    export(UUID);
}

static void count_name(void *context, const char *name)
{
    (void)name;
    (*(int *)context)++;
}

static int papers_there(void)
{
    int count = 0;
    CHECK(!failed(disk.ops->each(&disk, scratch("there/papers"), count_name, &count)));
    return count;
}

static bool is_there(void)
{
    struct outbox_row row;
    return !failed(outbox_find(there, UUID, &row));
}

TEST(it_is_taken_in_whole_and_opens_there)
{
    struct outbox *sender = NULL;
    struct outbox_row row;
    struct parcel p;
    struct arena memory;
    const void *bytes = NULL;
    char slip[OUTBOX_SLIP_HEX];
    exchange();
    const struct record r = record_to_go(UUID);
    CHECK_INT(import(UUID, &how).code, ERR_NONE);
    CHECK_INT(how, OUTBOX_IMPORTED);
    outbox_slip_sha256(r.slip_code, slip);
    CHECK_INT(outbox_find_slip(there, slip, &row).code, ERR_NOT_FOUND); /* not yet */
    outbox_slip_sha256(r.token, slip);
    CHECK_INT(outbox_find_token(there, slip, &row).code, ERR_NONE); /* as its square code does */
    CHECK_STR(row.procedure, r.procedure);
    CHECK(row.state == OUTBOX_SAVED && row.attempts == 1 && row.decided_at == NOW);
    CHECK_INT(row.saved_at, r.filed_at);
    CHECK_INT(row.payload_bytes > 0, 1);
    CHECK_INT(outbox_withdraw(there, UUID).code, ERR_NONE); /* the portal is asked first */
    CHECK(!failed(outbox_find(there, UUID, &row)));
    CHECK(row.state == OUTBOX_SAVED && row.withdrawal == OUTBOX_WITHDRAWAL_ASKED);
    CHECK(!failed(dispatch_open(&sender, scratch("there"), &disk)));
    CHECK_INT(dispatch_load(sender, &there_secret, UUID, &p).code, ERR_NONE);
    CHECK_INT(p.paper_count, PAPERS);
    CHECK_INT(dispatch_keep_slip(sender, &p).code, ERR_NONE);
    outbox_slip_sha256(r.slip_code, slip);
    CHECK_INT(outbox_find_slip(there, slip, &row).code, ERR_NONE); /* her slip finds it */
    CHECK_STR(row.uuid, UUID);
    CHECK_INT(dispatch_paper(sender, &p, 0, &memory, &bytes).code, ERR_NONE);
    CHECK(memcmp(bytes, r.papers[0].bytes, r.papers[0].size) == 0);
    secret_close(&memory);
    dispatch_wipe(sender, &p);
    outbox_close(sender);
    end();
}

TEST(only_a_record_s_own_end_is_its_slip)
{
    static const char hex[] = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
    static const char *const ends[] = {"}}", "\"slip_sha256\":\"%s\"}}", ",\"slip_sha256\":\"%s\"}",
                                       ",\"slip_sha256\":\"%sG\"}}"};
    struct outbox_row row;
    char json[160];
    begin();
    CHECK(!failed(
        store_run(&here->store, "UPDATE application SET slip_sha256=''", BIND_NOTHING, NULL)));
    struct parcel p = {.uuid = UUID, .json = json};
    for (size_t i = 0; i <= sizeof ends / sizeof ends[0]; i++) {
        struct buf out;
        const char *end = i < sizeof ends / sizeof ends[0] ? ends[i] : ",\"slip_sha256\":\"%s\"}}";
        const char *hole = strstr(end, "%s");
        buf_init(&out, json, sizeof json);
        buf_add(&out, end, hole == NULL ? strlen(end) : (size_t)(hole - end));
        buf_puts(&out, hole == NULL ? "" : hex);
        buf_puts(&out, hole == NULL ? "" : hole + 2);
        p.json_size = out.len;
        CHECK(!failed(dispatch_keep_slip(courier, &p)));
        CHECK_INT(outbox_find_slip(here, hex, &row).code,
                  i < sizeof ends / sizeof ends[0] ? ERR_NOT_FOUND : ERR_NONE);
    }
    json[20] = 'f'; /* what a row has stays */
    CHECK(!failed(dispatch_keep_slip(courier, &p)));
    CHECK_INT(outbox_find_slip(here, hex, &row).code, ERR_NONE);
    end();
}

TEST(once_more_changes_nothing)
{
    struct outbox_row row;
    int count = 0;
    exchange();
    CHECK_INT(import(UUID, &how).code, ERR_NONE);
    CHECK(
        !failed(store_run(&there->store, "UPDATE application SET attempts=3", BIND_NOTHING, NULL)));
    CHECK_INT(import(UUID, &how).code, ERR_NONE);
    CHECK_INT(how, OUTBOX_HERE_ALREADY);
    CHECK(!failed(outbox_list(there, &row, 1, &count)));
    CHECK(count == 1 && row.attempts == 3);
    CHECK_INT(papers_there(), PAPERS);
    CHECK(!failed(store_run(&there->store, "UPDATE application SET record_sha256=x'00'",
                            BIND_NOTHING, NULL)));
    CHECK_INT(import(UUID, &how).code, ERR_REFUSED); /* other content under its uuid */
    CHECK(!failed(store_run(&there->store, "UPDATE application SET record_sha256=zeroblob(32)",
                            BIND_NOTHING, NULL)));
    CHECK_INT(import(UUID, &how).code, ERR_REFUSED);
    end();
}

TEST(a_file_larger_than_any_application_is_refused_unread)
{
    struct bundle_head head;
    begin();
    export(UUID);
    CHECK(truncate(bundle_path(UUID), (off_t)1 << 40) == 0);
    CHECK_INT(outbox_import(there, bundle_path(UUID), NOW, &how, &head).code, ERR_BAD_INPUT);
    CHECK_STR(head.uuid, "");
    end();
}

static int import_saved_at(int64_t at)
{
    struct bundle_head head;
    begin();
    CHECK(!failed(
        store_run(&here->store, "UPDATE application SET saved_at=?1", BIND(BIND_INT(at)), NULL)));
    export(UUID);
    const int code = outbox_import(there, bundle_path(UUID), NOW, &how, &head).code;
    CHECK_STR(head.uuid, UUID);
    CHECK_INT(is_there(), code == ERR_NONE);
    end();
    return code;
}

TEST(a_time_that_cannot_be_is_refused)
{
    CHECK_INT(import_saved_at(INT64_MAX), ERR_BAD_INPUT);
    CHECK_INT(import_saved_at(NOW + 86401), ERR_BAD_INPUT);
    CHECK_INT(import_saved_at(NOW + 86400), ERR_NONE); /* a clock somewhat ahead */
    CHECK_INT(import_saved_at(1577836800), ERR_NONE);
    CHECK_INT(import_saved_at(1577836799), ERR_BAD_INPUT);
    CHECK_INT(import_saved_at(0), ERR_BAD_INPUT);
}

TEST(at_the_kiosk_it_left_it_is_here_already_and_stays_exported)
{
    struct bundle_head head;
    begin();
    there_key = seal_public_of(&here_secret); /* a stick that came back */
    export(UUID);
    CHECK_INT(outbox_import(here, bundle_path(UUID), NOW, &how, &head).code, ERR_NONE);
    CHECK_INT(how, OUTBOX_HERE_ALREADY);
    CHECK_STR(head.uuid, UUID);
    CHECK_INT(state_of(here, UUID), OUTBOX_EXPORTED);
    end();
}

TEST(what_may_have_left_the_other_kiosk_is_asked_back_here)
{
    struct outbox_row row;
    begin();
    CHECK(!failed(store_run(&here->store, "UPDATE application SET attempts=5, unsent=3",
                            BIND_NOTHING, NULL)));
    export(UUID);
    CHECK_INT(import(UUID, &how).code, ERR_NONE);
    CHECK(!failed(outbox_find(there, UUID, &row)));
    CHECK_INT(row.attempts, 2);
    CHECK_INT(outbox_withdraw(there, UUID).code, ERR_NONE);
    CHECK(!failed(outbox_find(there, UUID, &row)));
    CHECK(row.state == OUTBOX_SAVED && row.withdrawal == OUTBOX_WITHDRAWAL_ASKED);
    end();
}

TEST(what_is_sealed_to_another_key_is_refused_and_told_to_which)
{
    struct bundle_head head;
    uint8_t target[SEAL_HASH];
    exchange();
    CHECK_INT(outbox_import(here, bundle_path(UUID), NOW, &how, &head).code, ERR_UNSUPPORTED);
    bundle_target(&there_key, target);
    CHECK(memcmp(target, head.target, SEAL_HASH) == 0);
    CHECK(unlink(scratch("there/box.pub")) == 0);
    CHECK_INT(import(UUID, &how).code, ERR_NOT_FOUND);
    CHECK(!is_there());
    end();
}

TEST(what_is_no_whole_bundle_is_refused)
{
    struct bundle_head head;
    exchange();
    CHECK_INT(outbox_import(there, scratch("stick/none.rong"), NOW, &how, &head).code,
              ERR_NOT_FOUND);
    CHECK_STR(head.uuid, "");
    CHECK(truncate(bundle_path(UUID), 700) == 0);
    CHECK_INT(import(UUID, &how).code, ERR_CORRUPT);
    CHECK(truncate(bundle_path(UUID), 0) == 0);
    CHECK_INT(import(UUID, &how).code, ERR_BAD_INPUT);
    CHECK(!is_there());
    CHECK_INT(papers_there(), 0);
    end();
}

TEST(a_disk_that_fails_takes_nothing_in_until_it_is_whole)
{
    exchange();
    const struct port_dir real = there->dir;
    int calls = 1;
    for (;; calls++) {
        struct port_dir inner = real;
        there->dir = dir_faulty(&inner, calls, ERR_FULL);
        const struct err e = import(UUID, &how);
        there->dir = real;
        if (!failed(e)) {
            break;
        }
        CHECK_INT(e.code, ERR_FULL);
        CHECK(!is_there());
    }
    CHECK(calls > 3); /* room, create, append, commit */
    CHECK(is_there());
    end();
}

static struct err little_room(struct port_dir *d, const char *path, int64_t *ret_bytes)
{
    (void)d;
    (void)path;
    *ret_bytes = 1000;
    return ERR_OK;
}

TEST(a_disk_that_is_nearly_full_takes_nothing_in)
{
    exchange();
    struct port_dir_ops ops = *there->dir.ops;
    ops.room = little_room;
    there->dir.ops = &ops;
    CHECK_INT(import(UUID, &how).code, ERR_FULL);
    CHECK_INT(papers_there(), 0);
    there->dir = disk;
    CHECK_INT(import(UUID, &how).code, ERR_NONE);
    end();
}

TEST(one_larger_than_any_application_is_refused)
{
    static uint8_t whole[BUNDLE_HEAD_MAX + OUTBOX_BOXED_MAX + 1];
    const size_t size = OUTBOX_BOXED_MAX + 1;
    struct bundle_head h = {.uuid = UUID2, .procedure = "1.001193", .sealed_size = size};
    begin();
    bundle_target(&there_key, h.target);
    seal_hash(whole, size, h.sealed_sha256); /* nothing but zeros */
    const size_t head = bundle_write_head(&h, whole);
    memset(whole + head, 0, size);
    FILE *f = fopen(bundle_path(UUID2), "wb");
    CHECK(f != NULL && fwrite(whole, 1, head + size, f) == head + size);
    fclose(f);
    CHECK_INT(import(UUID2, &how).code, ERR_CORRUPT);
    end();
}

TEST(a_database_that_cannot_be_used_takes_nothing_in)
{
    exchange();
    CHECK(
        !failed(store_run(&there->store, "ALTER TABLE paper RENAME TO lost", BIND_NOTHING, NULL)));
    CHECK(failed(import(UUID, &how)));
    CHECK(!is_there()); /* the row did not stay without its papers */
    CHECK(!failed(store_begin(&there->store)));
    CHECK(failed(import(UUID, &how)));
    store_rollback(&there->store);
    CHECK(!failed(
        store_run(&there->store, "ALTER TABLE application RENAME TO lost2", BIND_NOTHING, NULL)));
    CHECK(failed(import(UUID, &how)));
    end();
}

int main(void)
{
    RUN(it_is_taken_in_whole_and_opens_there);
    RUN(only_a_record_s_own_end_is_its_slip);
    RUN(once_more_changes_nothing);
    RUN(a_file_larger_than_any_application_is_refused_unread);
    RUN(a_time_that_cannot_be_is_refused);
    RUN(at_the_kiosk_it_left_it_is_here_already_and_stays_exported);
    RUN(what_may_have_left_the_other_kiosk_is_asked_back_here);
    RUN(what_is_sealed_to_another_key_is_refused_and_told_to_which);
    RUN(what_is_no_whole_bundle_is_refused);
    RUN(a_disk_that_fails_takes_nothing_in_until_it_is_whole);
    RUN(a_disk_that_is_nearly_full_takes_nothing_in);
    RUN(one_larger_than_any_application_is_refused);
    RUN(a_database_that_cannot_be_used_takes_nothing_in);
    return check_done();
}
