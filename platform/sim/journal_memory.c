#include "platform/sim/journal_memory.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

static struct journal_memory *own(struct port_journal *port)
{
    return (struct journal_memory *)port;
}

struct journal_memory_file *journal_memory_find(struct journal_memory *j, const char *name)
{
    for (int i = 0; i < JOURNAL_MEMORY_FILES; i++) {
        if (strcmp(j->files[i].name, name) == 0) {
            return &j->files[i];
        }
    }
    return NULL;
}

static bool fails(struct journal_memory *j)
{
    if (j->fail_after > 0 && --j->fail_after == 0) {
        j->failing = true;
    }
    return j->failing;
}

static struct err open_file(struct port_journal *port, const char *folder, const char *name)
{
    struct journal_memory *j = own(port);
    (void)folder;
    struct journal_memory_file *f = journal_memory_find(j, name);
    if (f == NULL) {
        f = journal_memory_find(j, "");
    }
    if (f == NULL || fails(j)) {
        return ERR(ERR_FULL, ENOSPC, "journal: no file more");
    }
    (void)snprintf(f->name, sizeof f->name, "%s", name);
    j->open = (int)(f - j->files);
    return ERR_OK;
}

static struct err read_file(struct port_journal *port, char *text, size_t cap, size_t *ret_size)
{
    struct journal_memory *j = own(port);
    const struct journal_memory_file *f = &j->files[j->open];
    *ret_size = f->size < cap ? f->size : cap;
    memcpy(text, f->text, *ret_size);
    return f->size > cap ? ERR(ERR_FULL, 0, "journal: longer than expected") : ERR_OK;
}

static struct err append(struct port_journal *port, const char *text, size_t size)
{
    struct journal_memory *j = own(port);
    struct journal_memory_file *f = &j->files[j->open];
    const bool broken = fails(j) || f->size + size > sizeof f->text;
    const size_t part = broken ? size / 2 : size;
    if (f->size + part <= sizeof f->text) {
        memcpy(f->text + f->size, text, part);
        f->size += part;
    }
    return broken ? ERR(ERR_FULL, ENOSPC, "journal: the disk is full") : ERR_OK;
}

static struct err flush(struct port_journal *port)
{
    struct journal_memory *j = own(port);
    if (fails(j)) {
        return ERR(ERR_IO, EIO, "journal: cannot write");
    }
    j->files[j->open].flushed = j->files[j->open].size;
    return ERR_OK;
}

static struct err empty(struct port_journal *port)
{
    struct journal_memory *j = own(port);
    j->files[j->open].size = 0;
    return flush(port);
}

static void close_file(struct port_journal *port)
{
    own(port)->open = -1;
}

void journal_memory_init(struct journal_memory *j)
{
    static const struct port_journal_ops ops = {"memory", open_file, read_file, append,
                                                flush,    empty,     close_file};
    memset(j, 0, sizeof *j);
    j->port.ops = &ops;
    j->open = -1;
}

void journal_memory_cut(struct journal_memory *j, size_t kept)
{
    for (int i = 0; i < JOURNAL_MEMORY_FILES; i++) {
        struct journal_memory_file *f = &j->files[i];
        if (f->size > f->flushed + kept) {
            f->size = f->flushed + kept;
        }
    }
    j->failing = false;
    j->open = -1;
}
