/* A kiosk's logs go into one sealed file and come out of it as they were, for one key only. */
#define _GNU_SOURCE /* nftw */
#include "app/audit/log_bundle.h"

#include <string.h>

#include "app/audit/audit_log.h"
#include "app/audit/audit_verify.h"
#include "platform/linux/journal.h"
#include "tests/check.h"
#include "tests/unit/scratch.h"

static struct port_dir disk;
static struct seal_public reader;
static struct seal_secret secret;
static uint8_t room[LOG_BUNDLE_FILE];

static void fill(const char *name, const char *content)
{
    FILE *f = fopen(scratch(name), "w");
    CHECK(f != NULL && fputs(content, f) >= 0 && fclose(f) == 0);
}

/* A real log of the kiosk with its key, and what must stay at home. */
static void begin(void)
{
    static struct audit_log log;
    static struct journal_linux journal;
    bool broken = true;
    disk = dir_linux();
    journal_linux_init(&journal);
    scratch_open_in_memory();
    CHECK(!failed(seal_start()));
    seal_pair(&reader, &secret);
    CHECK(!failed(disk.ops->make(&disk, scratch("log"))));
    CHECK(!failed(disk.ops->make(&disk, scratch("stick"))));
    CHECK(!failed(disk.ops->make(&disk, scratch("out"))));
    CHECK(!failed(
        audit_open(&log, scratch_root, "kiosk", &journal.port, &disk, 1795400700, &broken)));
    for (int i = 0; i < 360; i++) {
        audit_event(&log, &(struct log_entry){.seconds = 1795400700, .id = EV_STORED, .a = i});
        if (i % 120 == 119) {
            worker_rest(&log.worker);     /* sealed behind the hundredth */
            log.bytes = AUDIT_FILE_BYTES; /* ... the next seal begins another file */
        }
    }
    audit_close(&log, 1795400800);
    fill("log/courier-1.log", "of the courier\n");
    fill("log/notes.txt", "not a log\n");
    fill("log/kiosk-1.log.old", "not a log\n");
}

static struct err write_it(void)
{
    return log_bundle_write(scratch("log"), &reader, &disk, scratch("stick"), "a.ronglog");
}

static char names[LOG_BUNDLE_FILES * LOG_BUNDLE_NAME];
static int stop_at;

static bool take(void *context, const char *name, const void *bytes, size_t size)
{
    char path[128];
    (void)context;
    (void)snprintf(names + strlen(names), sizeof names - strlen(names), "%s ", name);
    (void)snprintf(path, sizeof path, "out/%s", name);
    FILE *f = fopen(scratch(path), "w");
    CHECK(f != NULL && fwrite(bytes, 1, size, f) == size && fclose(f) == 0);
    return --stop_at != 0;
}

static struct err open_bytes(const struct file_bytes *file, size_t size,
                             const struct seal_secret *key)
{
    names[0] = '\0';
    return log_bundle_open(file->bytes, size, key, room, (struct log_bundle_taker){take, NULL});
}

/* The logs of a fresh kiosk, written onto a stick and read from it. */
static struct file_bytes written(void)
{
    struct file_bytes file = {0};
    begin();
    CHECK_INT(write_it().code, ERR_NONE);
    CHECK(!failed(disk.files->ops->read(scratch("stick/a.ronglog"), LOG_BUNDLE_MAX, &file)));
    return file;
}

TEST(what_comes_out_is_proved_as_at_home)
{
    struct audit_report here;
    struct audit_report there;
    struct file_bytes file = written();
    CHECK(memmem(file.bytes, file.size, "STORED", 6) == NULL);
    stop_at = 0;
    CHECK_INT(open_bytes(&file, file.size, &secret).code, ERR_NONE);
    CHECK(strstr(names, "kiosk-1.log ") != NULL && strstr(names, "kiosk-2.log ") != NULL);
    CHECK(strstr(names, "kiosk.head ") != NULL && strstr(names, "kiosk.pub ") != NULL);
    CHECK(strstr(names, "courier-1.log ") != NULL);
    CHECK(strstr(names, ".key") == NULL && strstr(names, "notes") == NULL &&
          strstr(names, "old") == NULL);
    CHECK(!failed(audit_verify(scratch("log"), "kiosk", &here)));
    CHECK(!failed(audit_verify(scratch("out"), "kiosk", &there)));
    CHECK(here.finding == AUDIT_FINE && there.finding == AUDIT_FINE);
    CHECK(here.chain.seq == there.chain.seq && there.chain.seq > 360);
    disk.files->ops->unmap(&file);
}

TEST(another_key_or_a_changed_byte_opens_nothing)
{
    struct seal_public other_public;
    struct seal_secret other;
    struct file_bytes file = written();
    seal_pair(&other_public, &other);
    CHECK_INT(open_bytes(&file, file.size, &other).code, ERR_NOT_FOUND);
    CHECK_INT(log_bundle_check(file.bytes, file.size, &other).code, ERR_NOT_FOUND);
    CHECK_INT(log_bundle_check(file.bytes, file.size, &secret).code, ERR_NONE);
    CHECK_INT(open_bytes(&file, 7, &secret).code, ERR_BAD_INPUT);
    static char copy[4 * 1024 * 1024];
    CHECK(file.size < sizeof copy);
    const struct file_bytes changed = {.bytes = copy, .size = file.size};
    for (size_t at = 0; at < file.size; at += at < 64 || at + 200 > file.size ? 1 : 997) {
        memcpy(copy, file.bytes, file.size);
        copy[at] ^= 1;
        const struct err e = open_bytes(&changed, file.size, &secret);
        CHECK(failed(e) && names[0] == '\0'); /* nothing was told */
    }
    for (size_t size = 0; size < file.size; size += 997) {
        CHECK(failed(open_bytes(&file, size, &secret)) && names[0] == '\0');
    }
    disk.files->ops->unmap(&file);
}

TEST(a_taker_may_stop)
{
    struct file_bytes file = written();
    stop_at = 2;
    CHECK_INT(open_bytes(&file, file.size, &secret).code, ERR_REFUSED);
    disk.files->ops->unmap(&file);
}

static int on_stick;

static void count_name(void *context, const char *name)
{
    (void)context;
    (void)name;
    on_stick++;
}

TEST(a_stick_that_fails_at_any_step_has_nothing_on_it)
{
    int64_t bytes = 0;
    struct file_bytes file = written();
    CHECK(!failed(log_bundle_size(disk.files, scratch("log"), &bytes)));
    CHECK(bytes >= (int64_t)file.size);
    disk.files->ops->unmap(&file);
    CHECK(!failed(disk.ops->remove(&disk, scratch("stick/a.ronglog"))));
    int at = 1;
    for (bool fails = true; fails; at++) {
        struct port_dir bad = dir_faulty(&disk, at, at % 2 == 0 ? ERR_FULL : ERR_IO);
        const struct err e =
            log_bundle_write(scratch("log"), &reader, &bad, scratch("stick"), "a.ronglog");
        fails = failed(e);
        CHECK(!fails || e.code == (at % 2 == 0 ? ERR_FULL : ERR_IO));
        on_stick = 0;
        CHECK(!failed(disk.files->ops->list(scratch("stick"), count_name, NULL)));
        CHECK_INT(on_stick, fails ? 0 : 1);
    }
    CHECK(at > 10); /* create, head, many parts, box, name */
    CHECK_INT(log_bundle_size(disk.files, scratch("out"), &bytes).code, ERR_NOT_FOUND);
    CHECK_INT(log_bundle_write(scratch("out"), &reader, &disk, scratch("stick"), "b.ronglog").code,
              ERR_NOT_FOUND);
}

int main(void)
{
    RUN(what_comes_out_is_proved_as_at_home);
    RUN(another_key_or_a_changed_byte_opens_nothing);
    RUN(a_taker_may_stop);
    RUN(a_stick_that_fails_at_any_step_has_nothing_on_it);
    scratch_close();
    return check_done();
}
