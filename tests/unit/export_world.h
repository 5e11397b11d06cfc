/* Two kiosks with their keys and outboxes, the first one's courier, and a stick, for tests of what
 * goes from one to the other. The including file defines _GNU_SOURCE first. */
#ifndef TESTS_UNIT_EXPORT_WORLD_H
#define TESTS_UNIT_EXPORT_WORLD_H

#include "app/outbox/outbox_export.h"

#include "app/outbox/box_key.h"
#include "app/outbox/dispatch.h"
#include "app/outbox/outbox_inside.h"
#include "tests/check.h"
#include "tests/unit/record_example.h"
#include "tests/unit/scratch.h"

#define PAPERS 2
#define UUID   "6ba7b810-9dad-41d1-80b4-00c04fd430c8"
#define UUID2  "6ba7b811-9dad-41d1-80b4-00c04fd430c8"
#define NOW    1795400700

static struct seal_secret here_secret, there_secret;
static struct seal_public there_key;
static struct outbox *here, *there, *courier;
static struct port_dir disk;

/* With two papers. */
static struct record record_to_go(const char *uuid)
{
    static const char second[] = "another paper, a residence";
    struct record r = record_example(uuid);
    r.papers[1] = (struct record_paper){.ref = "/data/papers/residence",
                                        .name = "residence.jpg",
                                        .type = "image/jpeg",
                                        .bytes = second,
                                        .size = sizeof second - 1,
                                        .pages = 1};
    return r;
}

__attribute__((unused)) static void put(const char *uuid)
{
    const struct record r = record_to_go(uuid);
    CHECK_INT(outbox_put(here, &r).code, ERR_NONE);
}

static void begin(void)
{
    disk = dir_linux();
    scratch_open_in_memory();
    CHECK(!failed(disk.ops->make(&disk, scratch("here"))));
    CHECK(!failed(disk.ops->make(&disk, scratch("there"))));
    CHECK(!failed(disk.ops->make(&disk, scratch("stick"))));
    CHECK(!failed(box_key_open(&disk, scratch("here"), &here_secret)));
    CHECK(!failed(box_key_open(&disk, scratch("there"), &there_secret)));
    there_key = seal_public_of(&there_secret);
    CHECK(!failed(outbox_open(&here, scratch("here"))));
    CHECK(!failed(outbox_open(&there, scratch("there"))));
    CHECK(!failed(dispatch_open(&courier, scratch("here"), &disk)));
    put(UUID);
}

static void end(void)
{
    outbox_close(courier);
    outbox_close(here);
    outbox_close(there);
    scratch_close();
}

__attribute__((unused)) static enum outbox_state state_of(struct outbox *o, const char *uuid)
{
    struct outbox_row row = {.state = OUTBOX_SENDING};
    CHECK_INT(outbox_find(o, uuid, &row).code, ERR_NONE);
    return row.state;
}

/* What the courier does with the wish it meets next. */
static struct err seal_next(void)
{
    struct dispatch_export wish;
    struct parcel p;
    struct err e = dispatch_next_export(courier, &wish);
    if (!failed(e)) {
        e = dispatch_load(courier, &here_secret, wish.item.uuid, &p);
    }
    if (!failed(e)) {
        e = dispatch_export(courier, &p, &wish);
        dispatch_wipe(courier, &p);
    }
    return e;
}

/* Wished, sealed and on the stick. */
__attribute__((unused)) static void export(const char *uuid)
{
    CHECK_INT(outbox_export_wish(here, uuid, &there_key, NOW).code, ERR_NONE);
    CHECK_INT(seal_next().code, ERR_NONE);
    CHECK_INT(outbox_export_write(here, uuid, &disk, scratch("stick")).code, ERR_NONE);
}

static const char *bundle_path(const char *uuid)
{
    char name[64];
    snprintf(name, sizeof name, "stick/%s" BUNDLE_SUFFIX, uuid);
    return scratch(name);
}

__attribute__((unused)) static struct err import(const char *uuid, enum outbox_import *ret_how)
{
    struct bundle_head head;
    return outbox_import(there, bundle_path(uuid), NOW, ret_how, &head);
}

#endif
