/* Sockets that lie in STATE/run: SOCK_SEQPACKET, between processes of this machine only, who calls
 * checked by SO_PEERCRED. The folder is held open, so that long paths do not matter. */
#ifndef PLATFORM_LINUX_STATE_SOCKET_H
#define PLATFORM_LINUX_STATE_SOCKET_H

#include <stdbool.h>

#include "platform/base/err.h"

struct state_socket {
    int run, listener; /* the folder; -1 = not open */
    unsigned group;    /* that owns the folder */
    const char *name;  /* of the file in it */
};

/* Listens at STATE/run/NAME. The folder must exist; a socket file left by a dead process is
 * replaced (the caller knows that nobody lives there). After a failure close it all the same. */
MUST_USE struct err state_socket_listen(struct state_socket *s, const char *state_dir,
                                        const char *name, int callers);

/* The next caller, not blocking; -1 when there is none. *ret_refused: there was one who may not
 * talk to us. */
int state_socket_accept(const struct state_socket *s, bool *ret_refused);

/* Removes the socket file. Accepts a half-opened one. */
void state_socket_close(struct state_socket *s);

/* Calls whoever listens at STATE/run/NAME; -1 when nobody does, or a stranger. Does not block, nor
 * does the line. */
int state_socket_call(const char *state_dir, const char *name);

/* True when the process behind fd may talk to us: our user, root, or a member of this group. */
bool state_socket_peer_ok(int fd, unsigned group);

#endif
