#include "platform/sim/serve/life.h"

#include <sys/socket.h>
#include <unistd.h>

#include "platform/sim/serve/line.h"
#include "platform/sim/serve/tls.h"

#define PATIENCE_S 120 /* of a line on which nothing comes */

static struct MHD_Daemon *start_daemon(struct serve_life *l, const struct serve_params *params,
                                       const struct serve_work *work)
{
    struct MHD_OptionItem tls[TLS_OPTIONS];
    struct MHD_OptionItem line[2];
    int n = 0;
    unsigned flags = MHD_USE_THREAD_PER_CONNECTION | MHD_USE_INTERNAL_POLLING_THREAD |
                     MHD_USE_POLL | MHD_USE_ITC;
    tls_options(params, tls);
    flags |= params->cert != NULL ? MHD_USE_TLS : 0;
    flags |= work->accepts ? MHD_USE_NO_LISTEN_SOCKET : 0;
    if (!work->accepts) {
        line[n++] = (struct MHD_OptionItem){MHD_OPTION_LISTEN_SOCKET, l->listen_fd, NULL};
    }
    line[n] = (struct MHD_OptionItem){MHD_OPTION_END, 0, NULL};
    return MHD_start_daemon(flags, 0, NULL, NULL, work->handle, work->self,
                            MHD_OPTION_NOTIFY_COMPLETED, work->completed, work->self,
                            MHD_OPTION_CONNECTION_LIMIT, work->lines, MHD_OPTION_CONNECTION_TIMEOUT,
                            (unsigned)PATIENCE_S, MHD_OPTION_THREAD_STACK_SIZE, work->stack,
                            MHD_OPTION_ARRAY, line, MHD_OPTION_ARRAY, tls, MHD_OPTION_END);
}

struct err serve_life_open(struct serve_life *l, const struct serve_params *params,
                           const struct serve_work *work)
{
    *l = (struct serve_life){.listen_fd = -1, .ask_certificate = params->client_ca != NULL};
    pause_init(&l->pause);
    struct err e = line_listen(params->host, params->port, &l->listen_fd, &l->port);
    if (!failed(e)) {
        /* All of them may come back at once. */
        (void)listen(l->listen_fd, (int)work->lines);
        l->daemon = start_daemon(l, params, work);
        e = l->daemon == NULL ? ERR(ERR_IO, 0, "server: start (with TLS: wrong CERT or KEY?)") : e;
    }
    if (failed(e)) {
        serve_life_close(l);
    } else if (!work->accepts) {
        l->listen_fd = -1; /* libmicrohttpd closes the socket it was given */
    }
    return e;
}

void serve_life_end(struct serve_life *l)
{
    pause_end(&l->pause);
}

void serve_life_close(struct serve_life *l)
{
    if (l->daemon != NULL) {
        MHD_stop_daemon(l->daemon);
    }
    if (l->listen_fd >= 0) {
        close(l->listen_fd);
    }
    pause_done(&l->pause);
}
