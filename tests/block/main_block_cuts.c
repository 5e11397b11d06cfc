/* Power cuts below the file system. `live` is a working day of the real outbox and courier on a
 * mounted disk whose writes write_log.so notes; `cut` makes the disk that a cut left, from the
 * image of before and the notes, mounts it and looks. usage: block_cuts live STATE LOG MARKS SEED
 * [careless] block_cuts cut IMAGE LOG MARKS MOUNT COUNT `cut` prints "# figures" and ends with 0
 * when no harm was done, with 3 when some was. */
#define _GNU_SOURCE /* memfd_create */
#include <errno.h>
#include <fcntl.h>
#include <linux/loop.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/block/write_log.h"
#include "tests/crash/judge.h"

#define STEPS  26
#define SECTOR 512

static struct world lived, after;
static int mended; /* disks that e2fsck had to mend */

/* --- living ----------------------------------------------------------------------------------- */

static bool save_marks(const char *path)
{
    FILE *out = fopen(path, "wb");
    bool good = out != NULL;
    good = good && fwrite(lived.state, sizeof lived.state, 1, out) == 1;
    good = good && fwrite(&lived.app_count, sizeof lived.app_count, 1, out) == 1;
    good = good && fwrite(&lived.clock.s, sizeof lived.clock.s, 1, out) == 1;
    good = good && fwrite(&lived.clock.ms, sizeof lived.clock.ms, 1, out) == 1;
    good = good && fwrite(lived.apps, sizeof lived.apps, 1, out) == 1;
    return out != NULL && fclose(out) == 0 && good;
}

static int live(int argc, char **argv)
{
    if (argc < 6 || failed(world_open(&lived, strtoull(argv[5], NULL, 10)))) {
        return 2;
    }
    world_on_real_disk(&lived, argv[2]);
    lived.log = argv[3];
    lived.careless = argc > 6;
    world_live(&lived, STEPS);
    const bool good = !failed(lived.bad) && save_marks(argv[4]);
    printf("# lived: %d applications%s%s\n", lived.app_count, failed(lived.bad) ? "; " : "",
           failed(lived.bad) ? lived.bad.at : "");
    world_close(&lived);
    return good ? 0 : 1;
}

/* --- the disk that is left -------------------------------------------------------------------- */

struct bytes {
    const uint8_t *at;
    size_t size;
};

static struct bytes map_file(const char *path)
{
    struct bytes b = {NULL, 0};
    struct stat info;
    const int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd >= 0 && fstat(fd, &info) == 0 && info.st_size > 0) {
        void *at = mmap(NULL, (size_t)info.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
        if (at != MAP_FAILED) {
            b = (struct bytes){at, (size_t)info.st_size};
        }
    }
    if (fd >= 0) {
        close(fd);
    }
    return b;
}

static uint64_t draw(struct port_random *random)
{
    uint64_t n = 0;
    return failed(random->ops->fill(random, &n, sizeof n)) ? 0 : n;
}

/* Reads the note at `at`; false at the end, also of half a note. */
static bool note_at(const struct bytes *log, size_t at, struct write_note *ret_note)
{
    if (at + sizeof *ret_note > log->size) {
        return false;
    }
    memcpy(ret_note, log->at + at, sizeof *ret_note);
    return at + sizeof *ret_note + ret_note->size <= log->size;
}

/* Where the last flush before `end` stands, and one moment between it and `end`. */
static void find_flush(const struct bytes *log, size_t end, struct port_random *random,
                       size_t *ret_flush, size_t *ret_moment)
{
    struct write_note n;
    size_t flush = 0;
    size_t since = 0;
    for (size_t at = 0; at < end && note_at(log, at, &n); at += sizeof n + n.size) {
        flush = n.kind == NOTE_FLUSH ? at : flush;
        since = n.kind == NOTE_FLUSH ? 0 : since + 1;
    }
    *ret_flush = flush;
    *ret_moment = flush;
    uint64_t keep = draw(random) % (since + 1);
    for (size_t at = flush; at < end && keep > 0 && note_at(log, at, &n); at += sizeof n + n.size) {
        keep -= n.kind == NOTE_WRITE;
        *ret_moment = at + sizeof n + n.size;
    }
}

/* The image after a cut at byte `end` of the log. */
static void replay(const struct bytes *image, const struct bytes *log, size_t end,
                   enum crash_left left, uint64_t seed, uint8_t *out)
{
    struct port_random random = random_seeded(seed);
    struct write_note n;
    size_t flush = 0;
    size_t moment = 0;
    find_flush(log, end, &random, &flush, &moment);
    memcpy(out, image->at, image->size);
    for (size_t at = 0; at < end && note_at(log, at, &n); at += sizeof n + n.size) {
        const uint8_t *bytes = log->at + at + sizeof n;
        const bool whole = at < flush || (left == CRASH_PREFIX && at < moment);
        if (n.kind != NOTE_WRITE || n.at + n.size > image->size) {
            continue;
        }
        for (size_t s = 0; s < n.size; s += SECTOR) {
            if (whole || (left == CRASH_TORN && (draw(&random) & 1) != 0)) {
                memcpy(out + n.at + s, bytes + s, n.size - s < SECTOR ? n.size - s : SECTOR);
            }
        }
    }
}

/* A loop device over the file; -1 when there is none. */
static int attach(int file, char *ret_name, size_t size)
{
    const int control = open("/dev/loop-control", O_RDWR | O_CLOEXEC);
    const int number = control < 0 ? -1 : ioctl(control, LOOP_CTL_GET_FREE);
    if (control >= 0) {
        close(control);
    }
    snprintf(ret_name, size, "/dev/loop%d", number);
    const int loop = number < 0 ? -1 : open(ret_name, O_RDWR | O_CLOEXEC);
    if (loop >= 0 && ioctl(loop, LOOP_SET_FD, file) != 0) {
        close(loop);
        return -1;
    }
    return loop;
}

/* What a start does before it mounts: ext4's own block of 1,024 bytes lies over two sectors, its
 * sum in the second, so that a torn write of it needs the copy that e2fsck finds. */
static bool mend(char *device)
{
    char program[] = "e2fsck", whole[] = "-f", yes[] = "-y";
    char *const words[] = {program, whole, yes, device, NULL};
    posix_spawn_file_actions_t quiet;
    pid_t pid = 0;
    int status = -1;
    posix_spawn_file_actions_init(&quiet);
    posix_spawn_file_actions_addopen(&quiet, 1, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addopen(&quiet, 2, "/dev/null", O_WRONLY, 0);
    const bool good = posix_spawnp(&pid, words[0], &quiet, NULL, words, environ) == 0 &&
                      waitpid(pid, &status, 0) == pid && WIFEXITED(status) &&
                      WEXITSTATUS(status) <= 1; /* 1: errors were corrected */
    posix_spawn_file_actions_destroy(&quiet);
    return good;
}

/* Mounts what is in the file, looks, and unmounts; false when it does not mount. */
static bool look(int file, const char *folder, size_t end, struct verdict *v)
{
    char name[32];
    const int loop = attach(file, name, sizeof name);
    bool good = loop >= 0 && mount(name, folder, "ext4", MS_NOATIME, NULL) == 0;
    if (!good && loop >= 0 && errno == EBADMSG) {
        mended++;
        good = mend(name) && mount(name, folder, "ext4", MS_NOATIME, NULL) == 0;
    }
    if (good) {
        judge_look(&lived, end, v->cuts % 5 == 0, &after, v);
        good = umount2(folder, 0) == 0;
    }
    if (loop >= 0) {
        ioctl(loop, LOOP_CLR_FD, 0);
        close(loop);
    }
    return good;
}

static bool load_marks(const char *path)
{
    FILE *in = fopen(path, "rb");
    bool good = in != NULL;
    good = good && fread(lived.state, sizeof lived.state, 1, in) == 1;
    good = good && fread(&lived.app_count, sizeof lived.app_count, 1, in) == 1;
    good = good && fread(&lived.clock.s, sizeof lived.clock.s, 1, in) == 1;
    good = good && fread(&lived.clock.ms, sizeof lived.clock.ms, 1, in) == 1;
    good = good && fread(lived.apps, sizeof lived.apps, 1, in) == 1;
    if (in != NULL) {
        fclose(in);
    }
    lived.real = true;
    lived.dir = dir_linux();
    lived.clock.ops = clock_manual(0).ops;
    return good;
}

/* Where each note ends. */
static size_t *moments(const struct bytes *log, size_t *ret_count)
{
    struct write_note n;
    size_t *ends = calloc(log->size / sizeof n + 1, sizeof *ends);
    *ret_count = 0;
    for (size_t at = 0; ends != NULL && note_at(log, at, &n); at += sizeof n + n.size) {
        ends[(*ret_count)++] = at + sizeof n + n.size;
    }
    return ends;
}

static bool cut_all(const struct bytes *image, const struct bytes *log, const char *folder,
                    unsigned long count, struct verdict *v)
{
    size_t ends = 0;
    size_t *end = moments(log, &ends);
    const int file = memfd_create("disk", MFD_CLOEXEC);
    bool good = end != NULL && ends > 0 && file >= 0 && ftruncate(file, (off_t)image->size) == 0;
    uint8_t *out =
        good ? mmap(NULL, image->size, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0) : NULL;
    good = good && out != MAP_FAILED;
    for (unsigned long i = 0; i < count && good; i++) {
        const size_t which = (size_t)((uint64_t)i * ends / count);
        const enum crash_left left = (enum crash_left)(i % 3);
        const unsigned long before = verdict_harm(v);
        replay(image, log, end[which], left, i + 1, out);
        if (!look(file, folder, end[which], v)) {
            printf("# cut %lu, note %zu of %zu: does not mount (%d)\n", i, which, ends, errno);
            good = false;
        }
        if (before == 0 && verdict_harm(v) > 0) {
            printf("# first harm: cut %lu, note %zu of %zu, %u; %s\n", i, which, ends, left,
                   after.bad.at == NULL ? "" : after.bad.at);
        }
        v->cuts++;
        v->left[left]++;
    }
    printf("# %zu writes and flushes noted; e2fsck had to mend %d before the mount\n", ends,
           mended);
    free(end);
    return good;
}

static int cut(int argc, char **argv)
{
    struct verdict v = {0};
    if (argc < 7 || failed(world_open(&after, 1)) || !load_marks(argv[4])) {
        return 2;
    }
    const struct bytes image = map_file(argv[2]);
    const struct bytes log = map_file(argv[3]);
    if (image.at == NULL || log.at == NULL) {
        return 2;
    }
    const bool good = cut_all(&image, &log, argv[5], strtoul(argv[6], NULL, 10), &v);
    verdict_print("below the file system", &v);
    return !good ? 1 : verdict_harm(&v) > 0 ? 3 : 0;
}

int main(int argc, char **argv)
{
    if (argc > 1 && strcmp(argv[1], "live") == 0) {
        return live(argc, argv);
    }
    if (argc > 1 && strcmp(argv[1], "cut") == 0) {
        return cut(argc, argv);
    }
    fprintf(stderr, "usage: block_cuts live STATE LOG MARKS SEED [careless]\n"
                    "       block_cuts cut IMAGE LOG MARKS MOUNT COUNT\n");
    return 2;
}
