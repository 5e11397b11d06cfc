/* Sentences about a pack, for whoever made it. */
#ifndef APP_PACK_PACK_TELL_H
#define APP_PACK_PACK_TELL_H

#include <stdbool.h>

/* One sentence about what is wrong. */
struct pack_listener {
    void *context;
    void (*tell)(void *context, const char *sentence);
};

struct pack_telling {
    const struct pack_listener *listener;
    bool bad; /* something was told */
};

/* Tells a sentence of at most 599 bytes. */
__attribute__((format(printf, 2, 3))) void pack_tell(struct pack_telling *t, const char *format,
                                                     ...);

#endif
