/* A folder of lists of its own for tests of what reads assets/data. The including file defines
 * _GNU_SOURCE first. */
#ifndef TESTS_UNIT_LISTS_WORLD_H
#define TESTS_UNIT_LISTS_WORLD_H

#include "app/assets.h"
#include "tests/check.h"
#include "tests/unit/scratch.h"

static struct assets lists;

/* An empty data/, which lists_write() fills. */
static void lists_open(void)
{
    scratch_open();
    CHECK_INT(mkdir(scratch("data"), 0700), 0);
    CHECK_INT(mkdir(scratch("forms"), 0700), 0);
    CHECK_INT(assets_open(&lists, files_linux(), scratch("")).code, ERR_NONE);
}

/* "data/NAME" with this text. */
static void lists_write(const char *name, const char *text)
{
    FILE *f = fopen(scratch(name), "wb");
    CHECK(f != NULL && fputs(text, f) >= 0);
    if (f != NULL) {
        fclose(f);
    }
}

#endif
