/* free() that forgets. Replaces the C library's free and realloc in our executables with
 * wipe-then-free, so that libxml2, SDL_ttf, SQLite, curl and jansson leave nothing of a citizen in
 * the heap (reference/house.md 6.6; glibc supports replacing the family). Left out of sanitizer
 * builds, which bring their own allocator. */
#include <malloc.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

void *__libc_malloc(size_t size);
void __libc_free(void *p);

void free(void *p)
{
    if (p != NULL) {
        explicit_bzero(p, malloc_usable_size(p));
        __libc_free(p);
    }
}

void *realloc(void *p, size_t size)
{
    if (p == NULL) {
        return __libc_malloc(size);
    }
    if (size == 0) {
        free(p);
        return NULL;
    }
    const size_t have = malloc_usable_size(p);
    if (size <= have && size > have / 2) {
        return p;
    }
    void *fresh = __libc_malloc(size);
    if (fresh != NULL) {
        memcpy(fresh, p, have < size ? have : size);
        free(p);
    }
    return fresh;
}
