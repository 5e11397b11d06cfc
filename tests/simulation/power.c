/* The disk of the simulated kiosk loses power: in the middle of whatever writes then, every call
 * from one on fails, both programs are gone, and what a cut leaves of the disk is what they find
 * again. */
#include "tests/simulation/simulation.h"

#define POOL_BYTES ((size_t)192 << 20)
#define OPS        ((size_t)400000)

void power_open(struct sim *s)
{
    s->disk = &s->disks[0];
    s->spare = &s->disks[1];
    sim_must(crash_disk_open(s->disk, POOL_BYTES, OPS), "disk");
    sim_must(crash_disk_open(s->spare, POOL_BYTES, OPS), "disk");
    crash_disk_mount(s->disk);
    s->dir = dir_crash();
}

/* The bug that is planted: a flush says that it flushed. Keys and tables are whole by now. */
void power_lies(struct sim *s)
{
    s->disk->lying = s->planted == PLANTED_NO_FLUSH;
}

void power_stays(struct sim *s)
{
    s->disk->fail_at = 0;
    s->disk->fail_on = false;
    s->disk->lying = false;
}

void power_close(struct sim *s)
{
    crash_disk_close(s->disk);
    crash_disk_close(s->spare);
}

bool power_is_failing(const struct sim *s)
{
    return s->disk->fail_at != 0 && s->disk->calls >= s->disk->fail_at;
}

/* The memory of one disk holds some hundred citizens: then it is time for a cut. */
static bool is_time(struct sim *s)
{
    return sim_once_in(s, 1000) || s->disk->pool_used > POOL_BYTES / 2 ||
           s->disk->op_count > OPS / 2 || s->disk->file_count > CRASH_FILES / 2;
}

static void cut(struct sim *s)
{
    struct crash_disk *left = s->spare;
    s->counts.cuts++;
    world_close(s);
    courier_kill(s);
    crash_disk_cut(s->disk, s->disk->op_count, (enum crash_left)sim_draw(s, 3),
                   sim_draw(s, 1u << 30), left);
    s->spare = s->disk;
    s->disk = left;
    crash_disk_mount(left);
    power_stays(s); /* what was planned for this disk before is done */
    world_start(s);
    power_lies(s);
}

void power_turn(struct sim *s)
{
    struct crash_disk *d = s->disk;
    if (power_is_failing(s)) {
        cut(s);
    } else if (d->fail_at == 0 && is_time(s)) {
        d->fail_at = d->calls + 1 + sim_draw(s, 400);
        d->fail_on = true;
        d->fault = CRASH_EIO;
    }
}
