/* A folder of its own for a test program, removed with all it holds. The including file defines
 * _GNU_SOURCE first. */
#ifndef TESTS_UNIT_SCRATCH_H
#define TESTS_UNIT_SCRATCH_H

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static char scratch_root[64];
static char scratch_paths[8][256];
static int scratch_next;

static int scratch_remove_one(const char *path, const struct stat *info, int kind, struct FTW *at)
{
    (void)info;
    (void)kind;
    (void)at;
    return remove(path);
}

__attribute__((unused)) static void scratch_close(void)
{
    if (scratch_root[0] != '\0') {
        nftw(scratch_root, scratch_remove_one, 16, FTW_DEPTH | FTW_PHYS);
        scratch_root[0] = '\0';
    }
}

/* An empty folder; the one before is removed. */
__attribute__((unused)) static const char *scratch_open(void)
{
    scratch_close();
    snprintf(scratch_root, sizeof scratch_root, "/tmp/rong-test-XXXXXX");
    if (mkdtemp(scratch_root) == NULL) {
        perror("scratch");
        exit(1);
    }
    return scratch_root;
}

/* The same in memory where there is such a place, for tests of hundreds of databases: flushing them
 * to a disk is not what they are about. */
__attribute__((unused)) static const char *scratch_open_in_memory(void)
{
    scratch_close();
    snprintf(scratch_root, sizeof scratch_root, "/dev/shm/rong-test-XXXXXX");
    if (mkdtemp(scratch_root) == NULL) {
        scratch_root[0] = '\0';
        return scratch_open();
    }
    return scratch_root;
}

/* A path in it; good for the next seven calls. */
__attribute__((unused)) static const char *scratch(const char *name)
{
    char *path = scratch_paths[scratch_next++ % 8];
    snprintf(path, 256, "%s/%s", scratch_root, name);
    return path;
}

#endif
