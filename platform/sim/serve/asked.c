#include "platform/sim/serve/asked.h"

#include <netdb.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>

int64_t asked_now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_REALTIME, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

const char *asked_header(struct MHD_Connection *c, const char *name)
{
    return MHD_lookup_connection_value(c, MHD_HEADER_KIND, name);
}

const char *asked_argument(struct MHD_Connection *c, const char *name)
{
    return MHD_lookup_connection_value(c, MHD_GET_ARGUMENT_KIND, name);
}

void asked_visitor(struct MHD_Connection *c, char *out, size_t cap)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(c, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    out[0] = '\0';
    if (info != NULL && info->client_addr != NULL) {
        const socklen_t size = info->client_addr->sa_family == AF_INET
                                   ? sizeof(struct sockaddr_in)
                                   : sizeof(struct sockaddr_in6);
        if (getnameinfo(info->client_addr, size, out, (socklen_t)cap, NULL, 0, NI_NUMERICHOST) !=
            0) {
            out[0] = '\0';
        }
    }
}

void asked_body_add(struct asked_body *b, const char *data, size_t size, size_t limit)
{
    if (b->too_large || b->size > limit || size > limit - b->size) {
        b->too_large = true;
        return;
    }
    if (b->size + size + 1 > b->cap) {
        const size_t cap = (b->size + size + 1) * 2;
        char *bytes = realloc(b->bytes, cap);
        if (bytes == NULL) {
            b->too_large = true;
            return;
        }
        b->bytes = bytes;
        b->cap = cap;
    }
    memcpy(b->bytes + b->size, data, size);
    b->size += size;
    b->bytes[b->size] = '\0';
}

void asked_body_done(struct asked_body *b)
{
    free(b->bytes);
    *b = (struct asked_body){.bytes = NULL};
}
