/* mlock2 is GNU's. */
#define _GNU_SOURCE
#include "platform/base/secret.h"

#include <errno.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

static size_t page_size(void)
{
    return (size_t)sysconf(_SC_PAGESIZE);
}

static struct err open_guarded(struct arena *ret_arena, size_t size)
{
    const size_t page = page_size();
    const size_t body = (size + page - 1) / page * page;
    char *map = mmap(NULL, body + 2 * page, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (map == MAP_FAILED) {
        return ERR(ERR_IO, errno, "secret: map");
    }
    if (mprotect(map + page, body, PROT_READ | PROT_WRITE) != 0) {
        const int saved = errno;
        munmap(map, body + 2 * page);
        return ERR(ERR_IO, saved, "secret: protect");
    }
    madvise(map + page, body, MADV_DONTDUMP);
    arena_init_clean(ret_arena, map + page, body);
    return ERR_OK;
}

struct err secret_open(struct arena *ret_arena, size_t size, bool *ret_locked)
{
    const struct err e = open_guarded(ret_arena, size);
    if (!failed(e)) {
        /* Pages are locked as they are first touched: nothing of a citizen is ever on an unlocked
         * one, and room for ten papers does not weigh on a visit with none. */
        *ret_locked = mlock2(ret_arena->base, ret_arena->size, MLOCK_ONFAULT) == 0;
        ret_arena->locked = *ret_locked;
    }
    return e;
}

struct err secret_open_large(struct arena *ret_arena, size_t size)
{
    const struct err e = open_guarded(ret_arena, size);
    if (!failed(e)) {
        (void)madvise(ret_arena->base, ret_arena->size, MADV_HUGEPAGE);
    }
    return e;
}

void secret_close(struct arena *a)
{
    if (a->base == NULL) {
        return;
    }
    const size_t page = page_size();
    arena_wipe(a);
    munmap(a->base - page, a->size + 2 * page);
    *a = (struct arena){0};
}

struct err secret_no_dumps(void)
{
    const struct rlimit none = {0, 0};
    if (setrlimit(RLIMIT_CORE, &none) != 0 || prctl(PR_SET_DUMPABLE, 0) != 0) {
        return ERR(ERR_IO, errno, "secret: no dumps");
    }
    return ERR_OK;
}
