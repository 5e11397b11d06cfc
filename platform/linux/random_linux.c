#include <errno.h>
#include <sys/random.h>

#include "platform/port_random.h"

static struct err fill(struct port_random *r, void *ret_bytes, size_t size)
{
    (void)r;
    uint8_t *out = ret_bytes;
    for (size_t done = 0; done < size;) {
        const ssize_t got = getrandom(out + done, size - done, 0);
        if (got < 0 && errno != EINTR) {
            return ERR(ERR_IO, errno, "random: getrandom");
        }
        done += got > 0 ? (size_t)got : 0;
    }
    return ERR_OK;
}

struct port_random random_linux(void)
{
    static const struct port_random_ops ops = {.name = "linux", .fill = fill};
    return (struct port_random){.ops = &ops};
}
