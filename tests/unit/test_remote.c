/* What is in use from afar is the newest that was taken whole, over any failing write. */
#define _GNU_SOURCE
#include "app/steward/remote.h"

#include <string.h>

#include "tests/check.h"
#include "tests/unit/scratch.h"

#define NOW INT64_C(1795845600)

static uint8_t public[SEAL_KEY], seed[SEAL_KEY];
static struct desired d;

static size_t make(int version, const char *more, char *out)
{
    char draft[1024];
    size_t size = 0;
    (void)snprintf(draft, sizeof draft,
                   "rong-desired 1\nkiosk = K07\nversion = %d\nissued = 2026-11-28T06:00:00Z\n"
                   "expires = 2026-12-28T06:00:00Z\n%s",
                   version, more);
    CHECK(!failed(signed_text_sign(draft, strlen(draft), seed, out, SIGNED_TEXT_MAX, &size)));
    return size;
}

static enum desired_word offer_to(struct port_dir *dir, int version, const char *more)
{
    char text[SIGNED_TEXT_MAX];
    const size_t size = make(version, more, text);
    const struct remote_offer offer = {
        .bytes = text, .size = size, .key = public, .kiosk = "K07", .group = "", .now = NOW};
    return remote_take(dir, scratch_root, &offer, &d);
}

static int version_in_use(void)
{
    struct desired use;
    const struct err e = remote_read(files_linux(), scratch_root, public, &use);
    return e.code == ERR_NOT_FOUND ? 0 : failed(e) ? -1 : use.version;
}

static void write_file(const char *name, const char *text)
{
    char path[256];
    (void)snprintf(path, sizeof path, "%s/%s", scratch_root, name);
    FILE *f = fopen(path, "w");
    CHECK(f != NULL && fputs(text, f) >= 0 && fclose(f) == 0);
}

TEST(the_newest_is_in_use_and_the_one_before_beside_it)
{
    struct port_dir dir = dir_linux();
    struct desired old;
    struct file_bytes file = {0};
    char path[256];
    (void)scratch_open();
    CHECK_INT(version_in_use(), 0);
    CHECK_INT(offer_to(&dir, 3, "send.wait_s = 9\n"), DESIRED_TAKEN);
    CHECK_INT(offer_to(&dir, 3, "send.wait_s = 9\n"), DESIRED_SAME);
    CHECK_INT(offer_to(&dir, 5, "send.wait_s = 10\n"), DESIRED_TAKEN);
    CHECK_INT(offer_to(&dir, 4, "send.wait_s = 11\n"), DESIRED_OLDER);
    CHECK_INT(version_in_use(), 5);
    (void)snprintf(path, sizeof path, "%s/" REMOTE_OLD, scratch_root);
    CHECK(!failed(files_linux()->ops->map(path, &file)));
    CHECK_INT(desired_read(file.bytes, file.size, public, &old, NULL), DESIRED_TAKEN);
    CHECK_INT(old.version, 3);
    files_linux()->ops->unmap(&file);
}

TEST(a_damaged_one_gives_way_to_the_one_before)
{
    struct port_dir dir = dir_linux();
    (void)scratch_open();
    CHECK_INT(offer_to(&dir, 3, ""), DESIRED_TAKEN);
    CHECK_INT(offer_to(&dir, 5, ""), DESIRED_TAKEN);
    write_file(REMOTE_FILE, "rong-desired 1\nkiosk = K07\n");
    CHECK_INT(version_in_use(), 3);
    CHECK_INT(offer_to(&dir, 5, ""), DESIRED_TAKEN);
    CHECK_INT(version_in_use(), 5);
    write_file(REMOTE_FILE, "");
    write_file(REMOTE_OLD, "");
    CHECK_INT(version_in_use(), -1);
}

/* Whichever call of the disk fails first, and all behind it. */
TEST(any_failing_write_leaves_old_or_new)
{
    int after = 1;
    for (bool done = false; !done; after++) {
        struct port_dir disk = dir_linux();
        struct port_dir dir = dir_faulty(&disk, after, ERR_IO);
        (void)scratch_open();
        CHECK_INT(offer_to(&disk, 3, ""), DESIRED_TAKEN);
        const enum desired_word word = offer_to(&dir, 5, "send.wait_s = 10\n");
        const int version = version_in_use();
        CHECK(word == DESIRED_TAKEN ? version == 5 : word == DESIRED_NOT_STORED);
        CHECK(version == 3 || version == 5);
        done = word == DESIRED_TAKEN;
    }
    CHECK(after > 6);
}

TEST(the_kiosk_uses_it_after_its_own_settings)
{
    struct port_dir dir = dir_linux();
    struct settings s;
    (void)scratch_open();
    settings_default(&s);
    (void)snprintf(s.name, sizeof s.name, "K07");
    CHECK_INT(remote_apply(files_linux(), scratch_root, public, &s, &d).code, ERR_NOT_FOUND);
    CHECK_INT(offer_to(&dir, 3, "send.wait_s = 9\nkiosk.name = K99\n"), DESIRED_TAKEN);
    CHECK(!failed(remote_apply(files_linux(), scratch_root, public, &s, &d)));
    CHECK_INT(s.send_wait_s, 9);
    CHECK_STR(s.name, "K07");
    CHECK_INT(d.version, 3);
    settings_default(&s);
    (void)snprintf(s.name, sizeof s.name, "K08"); /* a disk that moved to another kiosk */
    CHECK_INT(remote_apply(files_linux(), scratch_root, public, &s, &d).code, ERR_REFUSED);
    CHECK_INT(s.send_wait_s, 8);
}

int main(void)
{
    if (failed(seal_start())) {
        return 1;
    }
    seal_sign_pair(public, seed);
    RUN(the_newest_is_in_use_and_the_one_before_beside_it);
    RUN(a_damaged_one_gives_way_to_the_one_before);
    RUN(any_failing_write_leaves_old_or_new);
    RUN(the_kiosk_uses_it_after_its_own_settings);
    scratch_close();
    return check_done();
}
