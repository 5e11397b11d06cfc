/* A state directory with its keys and an outbox in it, for the tests of the outbox. The including
 * file defines _GNU_SOURCE first. */
#ifndef TESTS_UNIT_OUTBOX_WORLD_H
#define TESTS_UNIT_OUTBOX_WORLD_H

#include "app/outbox/outbox.h"

#include "app/outbox/box_key.h"
#include "tests/check.h"
#include "tests/unit/record_example.h"
#include "tests/unit/scratch.h"

#define UUID  "6ba7b810-9dad-41d1-80b4-00c04fd430c8"
#define UUID2 "6ba7b811-9dad-41d1-80b4-00c04fd430c8"
#define UUID3 "6ba7b812-9dad-41d1-80b4-00c04fd430c8"

static struct seal_secret secret;

static const char *state(void)
{
    return scratch("state");
}

/* A state directory with a key pair, as the courier leaves it. */
static void make_state(void)
{
    struct port_dir dir = dir_linux();
    CHECK(!failed(dir.ops->make(&dir, state())));
    CHECK(!failed(box_key_open(&dir, state(), &secret)));
}

static void begin(void)
{
    scratch_open();
    make_state();
}

static struct outbox *must_open(void)
{
    struct outbox *o = NULL;
    const struct err e = outbox_open(&o, state());
    CHECK_INT(e.code, ERR_NONE);
    if (o == NULL) {
        printf("# %s\n", e.at);
        exit(1);
    }
    return o;
}

static struct err put(struct outbox *o, const char *uuid)
{
    const struct record r = record_example(uuid);
    return outbox_put(o, &r);
}

static void count_name(void *context, const char *name)
{
    (void)name;
    (*(int *)context)++;
}

__attribute__((unused)) static int papers_on_disk(void)
{
    struct port_dir dir = dir_linux();
    int count = 0;
    CHECK(!failed(dir.ops->each(&dir, scratch("state/papers"), count_name, &count)));
    return count;
}

__attribute__((unused)) static bool file_holds(const char *path, const char *text)
{
    FILE *in = fopen(path, "rb");
    static char bytes[1 << 20];
    if (in == NULL) {
        return false;
    }
    const size_t size = fread(bytes, 1, sizeof bytes, in);
    fclose(in);
    return memmem(bytes, size, text, strlen(text)) != NULL;
}

#endif
