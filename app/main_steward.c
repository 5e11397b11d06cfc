/* The steward's composition root: options, the lock, the real ports, the loop. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "app/courier/credentials.h"
#include "app/staff/site.h"
#include "app/steward/main_forms.h"
#include "app/steward/main_options.h"
#include "app/steward/main_pack.h"
#include "app/steward/steward.h"
#include "platform/base/options.h"
#include "platform/base/secret.h"
#include "platform/linux/hold_socket.h"
#include "platform/linux/http_curl.h"
#include "platform/linux/part_file.h"
#include "platform/linux/slots_rauc.h"

#define REST_MS      5000
#define PIECE_MS     5000
#define ONCE_WAIT_MS 2500 /* with --once what comes later is left */
#define MIB          ((int64_t)1 << 20)

/* Composition root: one per process. */
struct world {
    struct steward steward;
    struct steward_options options;
    struct settings site;
    struct credentials token;
    struct port_dir dir;
    struct part_file part;
    struct slots_rauc slots;
    struct hold_socket hold;
    struct port_clock clock;
    struct port_random random;
    struct port_http *http;
    struct ddi_line line;
    struct pack_taker packs;
    struct steward_forms forms;
    char url[DDI_HREF];
    struct ddi_attribute ours[2];
};
static struct world world;
static atomic_bool stop;

static void end_soon(int signal)
{
    (void)signal;
    atomic_store(&stop, true);
}

static void say(const char *what, const char *detail)
{
    printf("steward: %s%s%s\n", what, detail[0] == '\0' ? "" : ": ", detail);
    (void)fflush(stdout);
}

static int complain(const char *what, struct err e)
{
    fprintf(stderr, "steward: %s: %s%s\n", what, e.at,
            e.code == ERR_VERSION ? "; nothing was changed: start the newer version" : "");
    return 1;
}

/* --- what is opened --------------------------------------------------------------------------- */

/* The kiosk's name goes into a path: what may not stand there is percent-encoded. */
static void put_name(struct buf *out, const char *name)
{
    for (const char *at = name; *at != '\0'; at++) {
        const unsigned char c = (unsigned char)*at;
        const bool plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
                           (c >= 'a' && c <= 'z') || c == '-' || c == '_' || c == '.';
        if (plain) {
            buf_add(out, at, 1);
        } else {
            buf_printf(out, "%%%02X", c);
        }
    }
}

static struct err find_address(struct world *w)
{
    static const char place[] = "{name}";
    struct setting_problem problem;
    struct buf url;
    const char *at = strstr(w->options.ddi, place);
    settings_default(&w->site);
    (void)failed(site_read(files_linux(), w->options.state, &w->site, &problem));
    buf_init(&url, w->url, sizeof w->url);
    buf_add(&url, w->options.ddi,
            at == NULL ? strlen(w->options.ddi) : (size_t)(at - w->options.ddi));
    if (at != NULL) {
        put_name(&url, w->site.name);
        buf_puts(&url, at + strlen(place));
    }
    return url.full || !ddi_href_is_fine(w->url)
               ? ERR(ERR_BAD_INPUT, 0, "the server's address is none")
               : ERR_OK;
}

/* Another host sees neither our certificate nor our token. */
static struct err open_stranger(void *context, const char *origin, struct port_http **ret_http)
{
    const struct world *w = context;
    const struct http_curl_params params = {
        .url = origin, .ca = w->options.ca, .agent = "rong-steward"};
    return http_curl_open(ret_http, &params);
}

static struct err open_line(struct world *w)
{
    char origin[DDI_ORIGIN];
    struct err e = find_address(w);
    if (!failed(e) && w->options.token != NULL) {
        e = credentials_read(w->options.token, &w->token);
    }
    if (failed(e) || !ddi_origin(w->url, origin)) {
        return failed(e) ? e : ERR(ERR_BAD_INPUT, 0, "the server's address is none");
    }
    const struct http_curl_params params = {.url = origin,
                                            .ca = w->options.ca,
                                            .cert = w->options.cert,
                                            .key = w->options.key,
                                            .agent = "rong-steward"};
    e = http_curl_open(&w->http, &params);
    if (!failed(e)) {
        e = ddi_line_init(&w->line, w->http, w->url,
                          w->options.token != NULL ? w->token.token : NULL, &stop);
        w->line.open = open_stranger;
        w->line.context = w;
    }
    return e;
}

static struct err open_all(struct world *w)
{
    const struct steward_options *o = &w->options;
    w->dir = dir_linux();
    w->clock = clock_linux();
    w->random = random_linux();
    w->packs = (struct pack_taker){o->state, o->packs_key};
    part_file_init(&w->part);
    hold_socket_open(&w->hold, o->state);
    struct err e = slots_rauc_open(&w->slots, o->bus, o->os_release, o->boot);
    e = failed(e) ? e : open_line(w);
    if (failed(e)) {
        return e;
    }
    w->ours[0] = (struct ddi_attribute){"name", w->site.name};
    w->ours[1] = (struct ddi_attribute){"program", options_version()};
    const struct steward_params params = {.state_dir = o->state,
                                          .url = w->url,
                                          .line = &w->line,
                                          .dir = &w->dir,
                                          .part = &w->part.port,
                                          .slots = &w->slots.port,
                                          .hold = &w->hold.port,
                                          .clock = &w->clock,
                                          .random = &w->random,
                                          .attributes = w->ours,
                                          .attribute_count =
                                              (int)(sizeof w->ours / sizeof w->ours[0]),
                                          .night_from = (int)o->night_from,
                                          .night_to = (int)o->night_to,
                                          .countdown_s = (int)o->countdown_s,
                                          .budget = o->budget_mib * MIB,
                                          .reserve = o->reserve_mib * MIB,
                                          .pace_ms = o->pace_ms,
                                          .take_pack = steward_take_pack,
                                          .try_pack = steward_try_pack,
                                          .context = &w->packs,
                                          .say = say};
    e = steward_open(&w->steward, &params);
    w->forms.url = o->forms;
    w->forms.ca = o->ca;
    w->forms.credentials = o->forms_credentials;
    return failed(e) ? e
                     : steward_forms_open(&w->forms, &w->packs, &w->steward.journal, &stop, say);
}

static void close_all(struct world *w)
{
    w->part.port.ops->close(&w->part.port);
    w->hold.port.ops->close(&w->hold.port);
    ddi_line_done(&w->line);
    steward_forms_close(&w->forms);
    if (w->http != NULL) {
        w->http->ops->close(w->http);
    }
    explicit_bzero(&w->token, sizeof w->token);
}

/* --- the loop --------------------------------------------------------------------------------- */

static int left(const struct world *w)
{
    if (w->steward.schedule.failures > 0) {
        printf("steward: left: the server was not heard\n");
        return 1;
    }
    if (steward_is_idle(&w->steward) && w->steward.behind) {
        printf("steward: left: what the server offers could not be read\n");
        return 1;
    }
    if (steward_is_idle(&w->steward)) {
        printf("steward: nothing left\n");
        return 0;
    }
    printf("steward: left: %s\n", plan_state_name(w->steward.plan.state));
    return 1;
}

/* Waits; false when it is to end. A signal cuts the wait short, or, at the worst moment, the next
 * piece of it. */
static bool rest(int64_t ms)
{
    while (ms > 0 && !atomic_load(&stop)) {
        const int64_t piece = ms < PIECE_MS ? ms : PIECE_MS;
        (void)poll(NULL, 0, (int)piece);
        ms -= piece;
    }
    return !atomic_load(&stop);
}

static int loop(struct world *w)
{
    int64_t wait = 0;
    if (w->options.once) {
        steward_poll_now(&w->steward);
    } else {
        say("ready", "");
    }
    for (;;) {
        const struct err e = steward_turn(&w->steward, &wait);
        if (failed(e)) {
            (void)complain("state", e);
            if (w->options.once || e.code == ERR_VERSION) {
                return 1;
            }
            wait = REST_MS;
        }
        if (steward_is_idle(&w->steward)) { /* between the fleet's actions */
            const int64_t forms =
                steward_forms_turn(&w->forms, (int64_t)w->clock.ops->now_ms(&w->clock));
            wait = forms < wait ? forms : wait;
        }
        if (w->options.once &&
            (wait > ONCE_WAIT_MS || (wait > 0 && steward_is_idle(&w->steward)))) {
            return left(w);
        }
        if (!rest(wait)) {
            return w->options.once ? left(w) : 0;
        }
    }
}

static bool catch_signals(void)
{
    struct sigaction act = {.sa_handler = end_soon};
    (void)signal(SIGPIPE, SIG_IGN);
    return sigaction(SIGTERM, &act, NULL) == 0 && sigaction(SIGINT, &act, NULL) == 0;
}

/* One steward works on a state directory. */
static int lock(const char *state, int *ret_fd)
{
    char path[DIR_PATH_MAX + 32];
    struct port_dir dir = dir_linux();
    (void)snprintf(path, sizeof path, "%s/run", state);
    struct err e = dir.ops->make(&dir, state);
    e = failed(e) ? e : dir.ops->make(&dir, path);
    if (failed(e)) {
        return complain(state, e);
    }
    (void)snprintf(path, sizeof path, "%s/run/steward.lock", state);
    *ret_fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0660);
    if (*ret_fd < 0 || flock(*ret_fd, LOCK_EX | LOCK_NB) != 0) {
        fprintf(stderr, "steward: %s: %s\n", state,
                errno == EWOULDBLOCK ? "another steward works on this state directory"
                                     : strerror(errno));
        return 1;
    }
    return -1;
}

int main(int argc, char **argv)
{
    int lock_fd = -1;
    int status = steward_options_read(argc, argv, &world.options);
    if (status < 0) {
        status = lock(world.options.state, &lock_fd);
    }
    if (status >= 0) {
        return status;
    }
    if (!catch_signals()) {
        return complain("start", ERR(ERR_IO, errno, "no signals"));
    }
    struct err e = secret_no_dumps();
    e = failed(e) ? e : open_all(&world);
    if (failed(e)) {
        status = complain(world.options.state, e);
    } else {
        status = loop(&world);
        steward_close(&world.steward);
    }
    close_all(&world);
    (void)close(lock_fd);
    return status;
}
