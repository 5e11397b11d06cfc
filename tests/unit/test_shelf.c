#include "app/studio/shelf.h"

#include "platform/base/wav.h"
#include "platform/sim/crash_disk.h"
#include "tests/check.h"

#define ID 0x0123456789ABCDEFu

static struct crash_disk disk, left;
static struct port_dir dir;
static struct shelf shelf;
static struct prompts prompts;
static enum shelf_state states[PROMPTS_MAX];
static const struct person voice = {.language = "qaa",
                                    .name = "Somebody",
                                    .dialect = "nowhere",
                                    .place = "the test room",
                                    .since = "2026-11-20"};

static void begin(void)
{
    CHECK(!failed(crash_disk_open(&disk, (size_t)64 << 20, 100000)));
    CHECK(!failed(crash_disk_open(&left, (size_t)64 << 20, 100000)));
    crash_disk_mount(&disk);
    dir = dir_crash();
    CHECK(!failed(dir.ops->make(&dir, "/qaa")));
    CHECK(!failed(shelf_open(&shelf, &dir, "/qaa")));
    prompts.count = 2;
    prompts.list[0] = (struct prompt){.text = "ab", .id = ID};
    prompts.list[1] = (struct prompt){.text = "bo", .id = 7};
}

static void end(void)
{
    crash_disk_close(&disk);
    crash_disk_close(&left);
}

static struct err take(uint64_t id, int16_t value)
{
    int16_t samples[5000];
    for (int i = 0; i < 5000; i++) {
        samples[i] = value;
    }
    return shelf_take(&shelf, id, samples, 5000);
}

/* The value all samples of a recording have; 0 when it is not whole. */
static int value_of(uint64_t id, enum shelf_state state)
{
    struct file_bytes file = {0};
    struct wav w = {0};
    int value = 0;
    if (failed(shelf_read(&shelf, id, state, &file))) {
        return 0;
    }
    if (wav_read((const uint8_t *)file.bytes, file.size, &w) && w.count == 5000) {
        value = wav_get(&w, 0);
        for (size_t i = 0; i < w.count; i++) {
            value = wav_get(&w, i) == value ? value : 0;
        }
    }
    dir.files->ops->unmap(&file);
    return value;
}

static enum shelf_state state_of(int prompt)
{
    CHECK(!failed(shelf_look(&shelf, &prompts, states)));
    return states[prompt];
}

TEST(a_take_is_approved_or_thrown_away)
{
    const uint64_t id = ID;
    begin();
    CHECK_INT(state_of(0), SHELF_NONE);
    CHECK(!failed(take(id, 11)));
    CHECK_INT(state_of(0), SHELF_TAKEN);
    CHECK_INT(value_of(id, SHELF_TAKEN), 11);
    CHECK(!failed(take(id, 12)));
    CHECK(!failed(shelf_keep(&shelf, id, &voice, "2026-11-27")));
    CHECK_INT(state_of(0), SHELF_KEPT);
    CHECK_INT(value_of(id, SHELF_KEPT), 12);
    CHECK(!failed(take(id, 13)));
    CHECK_INT(state_of(0), SHELF_TAKEN);
    CHECK(!failed(shelf_drop(&shelf, id)));
    CHECK_INT(state_of(0), SHELF_KEPT);
    CHECK_INT(value_of(id, SHELF_KEPT), 12);
    CHECK_INT(state_of(1), SHELF_NONE);
    end();
}

TEST(who_read_it_is_written_down_once)
{
    struct file_bytes file = {0};
    begin();
    CHECK(!failed(take(prompts.list[0].id, 1)) &&
          !failed(shelf_keep(&shelf, prompts.list[0].id, &voice, "2026-11-27")));
    CHECK(!failed(take(7, 2)) && !failed(shelf_keep(&shelf, 7, &voice, "2026-11-28")));
    CHECK(!failed(take(prompts.list[0].id, 3)) &&
          !failed(shelf_keep(&shelf, prompts.list[0].id, &voice, "2026-11-29")));
    CHECK(!failed(dir.files->ops->map("/qaa/takes/voices", &file)));
    CHECK_STR(file.bytes, "0000000000000007 | 2026-11-28 | Somebody | nowhere | the test room\n"
                          "0123456789abcdef | 2026-11-29 | Somebody | nowhere | the test room\n");
    dir.files->ops->unmap(&file);
    end();
}

TEST(a_clip_that_came_is_there_until_one_is_recorded)
{
    struct file_bytes file = {0};
    const struct clip clip = {
        .id = 7, .audio = (const uint8_t *)"AUDIO", .audio_size = 5, .samples = 960, .text = "bo"};
    begin();
    CHECK(!failed(shelf_bring(&shelf, &clip)));
    CHECK_INT(state_of(1), SHELF_CAME);
    CHECK(!failed(shelf_read(&shelf, 7, SHELF_CAME, &file)));
    CHECK(file.size == 9 && memcmp(file.bytes, "\xC0\x03\0\0AUDIO", 9) == 0);
    dir.files->ops->unmap(&file);
    CHECK(!failed(take(7, 2)));
    CHECK_INT(state_of(1), SHELF_TAKEN);
    CHECK_INT(shelf_read(&shelf, 9, SHELF_KEPT, &file).code, ERR_NOT_FOUND);
    end();
}

/* At every moment the power may go: what was approved is there, whole, as it was or as it is. */
TEST(a_power_cut_costs_no_approved_recording)
{
    const uint64_t id = ID;
    int seen[4] = {0};
    begin();
    CHECK(!failed(take(id, 1)));
    CHECK(!failed(shelf_keep(&shelf, id, &voice, "2026-11-27")));
    const size_t approved = disk.op_count;
    CHECK(!failed(take(id, 2)));
    const size_t taken = disk.op_count;
    CHECK(!failed(shelf_keep(&shelf, id, &voice, "2026-11-28")));
    for (size_t op = 0; op <= disk.op_count; op++) {
        for (int how = 0; how < 12; how++) {
            crash_disk_cut(&disk, op, (enum crash_left)(how % 3), (uint64_t)how, &left);
            crash_disk_mount(&left);
            if (failed(shelf_look(&shelf, &prompts, states))) {
                CHECK(op < approved); /* the folder itself was not there yet */
                continue;
            }
            const int kept = value_of(id, SHELF_KEPT);
            const int waits = value_of(id, SHELF_TAKEN);
            CHECK(op < approved || kept == 1 || kept == 2);
            CHECK(op < disk.op_count || kept == 2);
            CHECK(states[0] != SHELF_TAKEN || waits == 1 || waits == 2);
            CHECK(states[0] != SHELF_KEPT || kept != 0);
            CHECK(op < taken || kept == 2 || waits == 2);
            seen[states[0]]++;
        }
    }
    crash_disk_mount(&disk);
    CHECK(seen[SHELF_NONE] > 0 && seen[SHELF_TAKEN] > 0 && seen[SHELF_KEPT] > 0);
    end();
}

TEST(a_full_disk_leaves_what_was_there)
{
    const uint64_t id = ID;
    begin();
    CHECK(!failed(take(id, 1)) && !failed(shelf_keep(&shelf, id, &voice, "2026-11-27")));
    disk.fail_at = disk.calls + 2;
    disk.fault = CRASH_ENOSPC;
    disk.fail_on = true;
    CHECK_INT(take(id, 2).code, ERR_FULL);
    disk.fail_at = 0;
    CHECK_INT(state_of(0), SHELF_KEPT);
    CHECK_INT(value_of(id, SHELF_KEPT), 1);
    end();
}

int main(void)
{
    RUN(a_take_is_approved_or_thrown_away);
    RUN(who_read_it_is_written_down_once);
    RUN(a_clip_that_came_is_there_until_one_is_recorded);
    RUN(a_power_cut_costs_no_approved_recording);
    RUN(a_full_disk_leaves_what_was_there);
    return check_done();
}
