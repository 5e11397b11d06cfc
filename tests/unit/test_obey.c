/* From the bytes of a command to what came of it: never twice, never over a citizen. */
#define _GNU_SOURCE
#include "app/steward/obey.h"

#include <string.h>

#include "app/audit/log_bundle.h"
#include "app/steward/lock.h"
#include "platform/port_machine.h"
#include "platform/sim/orders_script.h"
#include "tests/check.h"
#include "tests/unit/scratch.h"

#define NOW INT64_C(1795845600)

static uint8_t public[SEAL_KEY], seed[SEAL_KEY];
static struct port_dir dir;
static struct orders_script orders;
static struct obey_place place;
static struct command c;
static bool again;
static char log_key[SEAL_HEX];
static struct seal_secret log_secret;

static void begin_anew(void)
{
    struct seal_public to;
    (void)scratch_open();
    dir = dir_linux();
    orders_script_open(&orders);
    seal_pair(&to, &log_secret);
    seal_hex(to.key, log_key);
    place = (struct obey_place){.dir = &dir,
                                .state = scratch_root,
                                .key = public,
                                .kiosk = "K07",
                                .log_key = log_key,
                                .orders = &orders.port,
                                .action = "7",
                                .held = true,
                                .now = NOW};
}

static enum command_word give(const char *kind, int number)
{
    char draft[512];
    char text[SIGNED_TEXT_MAX];
    size_t size = 0;
    (void)snprintf(draft, sizeof draft,
                   "rong-command 1\nkiosk = K07\nid = %032x\nkind = %s\n"
                   "issued = 2026-11-28T06:00:00Z\nexpires = 2026-11-28T18:00:00Z\n",
                   (unsigned)number, kind);
    CHECK(!failed(signed_text_sign(draft, strlen(draft), seed, text, sizeof text, &size)));
    return obey(&place, text, size, &c, &again);
}

static bool there(const char *name)
{
    char path[256];
    struct dir_info info;
    (void)snprintf(path, sizeof path, "%s/%s", scratch_root, name);
    return !failed(dir.ops->look(&dir, path, &info));
}

TEST(a_restart_comes_once_and_never_over_somebody)
{
    begin_anew();
    place.held = false;
    CHECK_INT(give("restart", 1), COMMAND_NOT_NOW);
    CHECK_INT(orders.restarts, 0);
    place.held = true;
    CHECK_INT(give("restart", 1), COMMAND_DONE);
    CHECK(!again);
    CHECK_INT(give("restart", 1), COMMAND_DONE); /* told once more */
    CHECK(again);
    place.action = "8";
    CHECK_INT(give("restart", 1), COMMAND_USED);
    CHECK(!again);
    CHECK_INT(orders.restarts, 1);
}

TEST(a_lock_lies_in_the_state_directory_until_it_is_taken_away)
{
    begin_anew();
    place.held = false; /* the kiosk itself waits until nobody is there */
    CHECK_INT(give("lock", 1), COMMAND_DONE);
    CHECK(there(MACHINE_LOCKED));
    CHECK_INT(give("lock", 2), COMMAND_DONE);
    CHECK_INT(give("unlock", 3), COMMAND_DONE);
    CHECK(!there(MACHINE_LOCKED));
    CHECK_INT(give("unlock", 4), COMMAND_DONE);
    CHECK_INT(give("lock", 1), COMMAND_DONE); /* told, not done */
    CHECK(again);
    CHECK(!there(MACHINE_LOCKED));
}

TEST(a_picture_is_refused_in_a_visit_and_good_later)
{
    begin_anew();
    orders.answer = ERR(ERR_REFUSED, 0, "a visit");
    CHECK_INT(give("screenshot", 1), COMMAND_NOT_NOW);
    orders.answer = ERR_OK;
    CHECK_INT(give("screenshot", 1), COMMAND_DONE);
    CHECK_INT(give("screenshot", 1), COMMAND_DONE);
    CHECK(again);
    orders.answer = ERR(ERR_IO, 5, "broken");
    CHECK_INT(give("screenshot", 2), COMMAND_FAILED);
    CHECK_INT(give("screenshot", 2), COMMAND_FAILED);
    CHECK_INT(orders.pictures, 3);
    CHECK_STR(orders.picture, "00000000000000000000000000000002-screen.png");
    orders.answer = ERR(ERR_REFUSED, 0, "a visit");
    CHECK_INT(give("screenshot", 3), COMMAND_NOT_NOW);
    place.now = NOW + 13 * 3600; /* it never came to an end */
    CHECK_INT(give("screenshot", 3), COMMAND_EXPIRED);
    CHECK_INT(give("screenshot", 1), COMMAND_DONE); /* what came of it does not expire */
    CHECK_INT(orders.pictures, 4);
}

TEST(a_log_is_sealed_to_the_key_of_the_settings)
{
    char path[256];
    struct file_bytes file = {0};
    begin_anew();
    CHECK_INT(give("log", 1), COMMAND_FAILED); /* there is none yet */
    (void)snprintf(path, sizeof path, "%s/log", scratch_root);
    CHECK_INT(mkdir(path, 0770), 0);
    (void)snprintf(path, sizeof path, "%s/log/kiosk-1.log", scratch_root);
    FILE *f = fopen(path, "w");
    CHECK(f != NULL && fputs("seq=1 started\n", f) >= 0 && fclose(f) == 0);
    CHECK_INT(give("log", 2), COMMAND_DONE);
    CHECK(there(OUTGOING_FOLDER "/00000000000000000000000000000002-" OUTGOING_LOG));
    CHECK_INT(give("log", 4), COMMAND_DONE); /* neither takes the other's place */
    CHECK(there(OUTGOING_FOLDER "/00000000000000000000000000000002-" OUTGOING_LOG));
    (void)snprintf(path, sizeof path, "%s/" OUTGOING_FOLDER "/%032x-" OUTGOING_LOG, scratch_root,
                   4U);
    CHECK(!failed(files_linux()->ops->map(path, &file)));
    CHECK(!failed(log_bundle_check(file.bytes, file.size, &log_secret)));
    CHECK(memmem(file.bytes, file.size, "started", 7) == NULL);
    files_linux()->ops->unmap(&file);
    place.log_key = "";
    CHECK_INT(give("log", 3), COMMAND_NO_KEY);
}

TEST(what_is_refused_is_not_listed)
{
    begin_anew();
    CHECK_INT(give("shell", 1), COMMAND_UNKNOWN);
    place.kiosk = "K08";
    CHECK_INT(give("lock", 1), COMMAND_OTHER);
    place.kiosk = "K07";
    place.now = NOW + 13 * 3600;
    CHECK_INT(give("lock", 1), COMMAND_EXPIRED);
    place.now = NOW - 3600;
    CHECK_INT(give("lock", 1), COMMAND_EARLY);
    CHECK(!there(USED_FILE));
    CHECK(!there(MACHINE_LOCKED));
    place.now = NOW;
    CHECK_INT(give("lock", 1), COMMAND_DONE);
}

/* Wherever the disk fails: nothing is done unless it is listed first, and nothing is done twice. */
TEST(a_failing_disk_never_does_a_command_twice)
{
    int after = 1;
    for (enum command_word word = COMMAND_NO_STORE; word != COMMAND_DONE; after++) {
        begin_anew();
        struct port_dir faulty = dir_faulty(&dir, after, ERR_IO);
        place.dir = &faulty;
        word = give("restart", 1);
        CHECK(word == COMMAND_DONE || word == COMMAND_NO_STORE);
        const int before = orders.restarts;
        place.dir = &dir;
        (void)give("restart", 1);
        CHECK(orders.restarts == 1);
        CHECK(before == 0 || word == COMMAND_DONE);
    }
    CHECK(after > 3);
}

TEST(a_damaged_list_stops_every_command)
{
    char path[256];
    begin_anew();
    (void)snprintf(path, sizeof path, "%s/" USED_FILE, scratch_root);
    FILE *f = fopen(path, "w");
    CHECK(f != NULL && fputs("rubbish\n", f) >= 0 && fclose(f) == 0);
    CHECK_INT(give("lock", 1), COMMAND_NO_STORE);
    CHECK(!there(MACHINE_LOCKED));
}

int main(void)
{
    if (failed(seal_start())) {
        return 1;
    }
    seal_sign_pair(public, seed);
    RUN(a_restart_comes_once_and_never_over_somebody);
    RUN(a_lock_lies_in_the_state_directory_until_it_is_taken_away);
    RUN(a_picture_is_refused_in_a_visit_and_good_later);
    RUN(a_log_is_sealed_to_the_key_of_the_settings);
    RUN(what_is_refused_is_not_listed);
    RUN(a_failing_disk_never_does_a_command_twice);
    RUN(a_damaged_list_stops_every_command);
    scratch_close();
    return check_done();
}
