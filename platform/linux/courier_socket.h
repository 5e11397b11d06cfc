/* The courier's end of STATE/run/courier.sock: SOCK_SEQPACKET, one JSON message each way, callers
 * checked as platform/linux/state_socket.h says. Never blocks. One thread. */
#ifndef PLATFORM_LINUX_COURIER_SOCKET_H
#define PLATFORM_LINUX_COURIER_SOCKET_H

#include <poll.h>
#include <stddef.h>

#include "platform/port_portal.h"

#define COURIER_SOCKET_CALLERS 8
#define COURIER_SOCKET_FDS     (1 + COURIER_SOCKET_CALLERS)

struct courier_socket;

/* Answers one question at once; id is filled in by the socket. */
typedef void courier_socket_answer(void *context, enum portal_question question, const char *text,
                                   struct portal_answer *ret_answer);

/* STATE/run must exist; a socket file left by a dead courier is replaced (the caller holds the
 * lock that makes this safe). */
MUST_USE struct err courier_socket_open(struct courier_socket **ret_socket, const char *state_dir,
                                        courier_socket_answer *answer, void *context);

/* What to poll: fills at most COURIER_SOCKET_FDS entries, returns how many. */
int courier_socket_fds(const struct courier_socket *s, struct pollfd *ret_fds);

/* Serves what poll found; returns how many callers were refused. */
int courier_socket_serve(struct courier_socket *s, const struct pollfd *fds, int count);

/* Accepts NULL. Removes the socket file. */
void courier_socket_close(struct courier_socket *s);

/* The seals of a file that comes beside an answer: nobody changes it any more. */
#define COURIER_SOCKET_SEALS (F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE)

/* A sealed memfd with a copy of the bytes, the caller's to close; -1 when none can be made. */
int courier_socket_sealed(const void *bytes, size_t size);

#endif
