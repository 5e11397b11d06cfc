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

#include "app/staff/site.h"
#include "app/steward/main_world.h"
#include "platform/base/options.h"
#include "platform/base/secret.h"
#include "platform/linux/http_curl.h"

#define REST_MS      5000
#define PIECE_MS     5000
#define ONCE_WAIT_MS 2500 /* with --once what comes later is left */
#define MIB          ((int64_t)1 << 20)

/* Composition root: one per process. */
static struct main_world world;
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

/* Defaults, the configuration, and what was chosen at the kiosk's own screen. */
static struct err read_settings(struct main_world *w)
{
    struct setting_problem problem = {.line = 0};
    struct file_bytes file = {0};
    struct err e = ERR_OK;
    settings_default(&w->site);
    if (w->options.config != NULL) {
        e = files_linux()->ops->map(w->options.config, &file);
        e = failed(e) ? e : settings_parse(&w->site, file.bytes, &problem);
        files_linux()->ops->unmap(&file);
    }
    if (failed(e)) {
        fprintf(stderr, "steward: %s:%d: %s\n", w->options.config, problem.line, problem.message);
        return e;
    }
    (void)failed(site_read(files_linux(), w->options.state, &w->site, &problem));
    return ERR_OK;
}

static struct err find_address(struct main_world *w)
{
    static const char place[] = "{name}";
    struct buf url;
    const char *at = strstr(w->options.ddi, place);
    buf_init(&url, w->url, sizeof w->url);
    buf_add(&url, w->options.ddi,
            at == NULL ? strlen(w->options.ddi) : (size_t)(at - w->options.ddi));
    if (at != NULL) {
        ddi_put_name(&url, w->site.name);
        buf_puts(&url, at + strlen(place));
    }
    return url.full || !ddi_href_is_fine(w->url)
               ? ERR(ERR_BAD_INPUT, 0, "the server's address is none")
               : ERR_OK;
}

/* Another host sees neither our certificate nor our token. */
static struct err open_stranger(void *context, const char *origin, struct port_http **ret_http)
{
    const struct main_world *w = context;
    const struct http_curl_params params = {
        .url = origin, .ca = w->options.ca, .agent = "rong-steward"};
    return http_curl_open(ret_http, &params);
}

/* A line of ours, by the certificate that is to be shown now. */
static struct err open_own(struct main_world *w, const char *url, struct port_http **http)
{
    const bool shows = w->has_identity && w->identity.cert[0] != '\0';
    const struct http_curl_params params = {.url = url,
                                            .ca = w->options.ca,
                                            .cert = shows ? w->identity.cert : w->options.cert,
                                            .key = shows ? w->identity.key : w->options.key,
                                            .agent = "rong-steward"};
    struct port_http *fresh = NULL;
    const struct err e = http_curl_open(&fresh, &params);
    if (failed(e)) {
        return e;
    }
    if (*http != NULL) {
        (*http)->ops->close(*http);
    }
    *http = fresh;
    return ERR_OK;
}

/* Of ddi_line.before: another certificate, another line. Without memory the one that is there
 * serves on. */
static void choose_identity(void *context, struct ddi_line *l)
{
    struct main_world *w = context;
    if (!w->has_identity || !main_identity_choose(&w->identity)) {
        return;
    }
    struct err e = open_own(w, l->origin, &w->http);
    l->own = w->http;
    if (!failed(e) && w->figures != NULL) {
        e = open_own(w, w->options.metrics, &w->figures);
        w->telemetry.params.http = w->figures;
    }
    if (!failed(e) && w->takes != NULL) {
        e = open_own(w, w->options.outgoing, &w->takes);
        w->outgoing.params.http = w->takes;
    }
    say("identity", failed(e) ? e.at : w->identity.cert);
}

/* The kiosk's own identity, where no other was named and a handshake can tell it. */
static struct err open_identity(struct main_world *w)
{
    const struct steward_options *o = &w->options;
    w->has_identity = o->cert == NULL && o->token == NULL && strncmp(o->ddi, "https:", 6) == 0;
    w->identity.dir = &w->dir;
    w->identity.clock = &w->clock;
    w->identity.state = o->state;
    w->identity.name = w->site.name;
    w->identity.ca = o->ca;
    const struct err e = w->has_identity ? main_identity_open(&w->identity) : ERR_OK;
    if (!failed(e) && w->has_identity) {
        (void)main_identity_choose(&w->identity);
    }
    return e;
}

static struct err open_line(struct main_world *w)
{
    char origin[DDI_ORIGIN];
    struct err e = find_address(w);
    if (!failed(e) && w->options.token != NULL) {
        e = credentials_read(w->options.token, &w->token);
    }
    e = failed(e) ? e : open_identity(w);
    if (failed(e) || !ddi_origin(w->url, origin)) {
        return failed(e) ? e : ERR(ERR_BAD_INPUT, 0, "the server's address is none");
    }
    e = open_own(w, origin, &w->http);
    if (!failed(e) && w->options.metrics != NULL) {
        e = open_own(w, w->options.metrics, &w->figures);
    }
    if (!failed(e) && w->options.outgoing != NULL) {
        e = open_own(w, w->options.outgoing, &w->takes);
    }
    if (!failed(e)) {
        e = ddi_line_init(&w->line, w->http, w->url,
                          w->options.token != NULL ? w->token.token : NULL, &stop);
        w->line.open = open_stranger;
        w->line.before = choose_identity;
        w->line.after = main_tell_heard;
        w->line.context = w;
    }
    return e;
}

static enum reason take_pack(void *context, const char *path, char ret_handle[PLAN_HANDLE],
                             char ret_why[DDI_DETAIL])
{
    struct main_world *w = context;
    return steward_take_pack(&w->packs, path, ret_handle, ret_why);
}

static enum plan_try try_pack(void *context, const char *handle, char ret_why[DDI_DETAIL])
{
    struct main_world *w = context;
    return steward_try_pack(&w->packs, handle, ret_why);
}

static void take_afar(void *context, const char *path, const char *action,
                      struct afar_outcome *ret_outcome)
{
    struct main_world *w = context;
    main_afar_take(&w->afar, path, action, ret_outcome);
}

static bool disturbs(void *context, const char *path)
{
    const struct main_world *w = context;
    return main_afar_disturbs(&w->afar, path);
}

static void open_outgoing(struct main_world *w)
{
    const struct outgoing_params params = {.dir = &w->dir,
                                           .state = w->options.state,
                                           .kiosk = w->site.name,
                                           .http = w->takes,
                                           .random = &w->random,
                                           .clock = &w->clock,
                                           .stop = &stop,
                                           .say = say};
    outgoing_open(&w->outgoing, &params);
}

static struct err open_ports(struct main_world *w)
{
    const struct steward_options *o = &w->options;
    w->dir = dir_linux();
    w->clock = clock_linux();
    w->start_ms = (int64_t)w->clock.ops->now_ms(&w->clock);
    w->random = random_linux();
    w->packs = (struct pack_taker){o->state, o->packs_key, &w->dir};
    part_file_init(&w->part);
    hold_socket_open(&w->hold, o->state);
    struct err e = read_settings(w);
    e = failed(e) ? e : slots_rauc_open(&w->slots, o->bus, o->os_release, o->boot);
    e = failed(e) ? e : orders_linux_open(&w->orders, o->state);
    e = failed(e) ? e : machine_linux_open(&w->machine, "", o->state);
    w->slots.orders = &w->orders.port;
    w->afar = (struct main_afar){.dir = &w->dir,
                                 .clock = &w->clock,
                                 .orders = &w->orders.port,
                                 .state = o->state,
                                 .fleet_key = o->fleet_key,
                                 .operator_key = o->operator_key,
                                 .site = &w->site,
                                 .outgoing = &w->outgoing,
                                 .offer = -1};
    e = failed(e) ? e : open_line(w);
    open_outgoing(w);
    w->afar.identity = w->has_identity ? &w->identity : NULL;
    return e;
}

static struct err open_all(struct main_world *w)
{
    const struct steward_options *o = &w->options;
    struct err e = open_ports(w);
    if (failed(e)) {
        return e;
    }
    const struct steward_params params = {.state_dir = o->state,
                                          .url = w->url,
                                          .line = &w->line,
                                          .dir = &w->dir,
                                          .part = &w->part.port,
                                          .slots = &w->slots.port,
                                          .hold = &w->hold.port,
                                          .clock = &w->clock,
                                          .random = &w->random,
                                          .describe = main_tell_describe,
                                          .night_from = (int)o->night_from,
                                          .night_to = (int)o->night_to,
                                          .countdown_s = (int)o->countdown_s,
                                          .budget = o->budget_mib * MIB,
                                          .reserve = o->reserve_mib * MIB,
                                          .pace_ms = o->pace_ms,
                                          .take_pack = take_pack,
                                          .try_pack = try_pack,
                                          .take_afar = take_afar,
                                          .disturbs = disturbs,
                                          .misdated = main_tell_misdated,
                                          .context = w,
                                          .say = say};
    e = steward_open(&w->steward, &params);
    e = failed(e) ? e : main_tell_start(w);
    if (!failed(e)) {
        main_tell_open(w, &stop);
    }
    w->forms.url = o->forms;
    w->forms.ca = o->forms_ca != NULL ? o->forms_ca : o->ca; /* it is another's server */
    w->forms.credentials = o->forms_credentials;
    return failed(e) ? e
                     : steward_forms_open(&w->forms, &w->packs, &w->steward.journal, &stop, say);
}

static void close_all(struct main_world *w)
{
    w->part.port.ops->close(&w->part.port);
    w->hold.port.ops->close(&w->hold.port);
    ddi_line_done(&w->line);
    steward_forms_close(&w->forms);
    if (w->has_telemetry) {
        telemetry_close(&w->telemetry);
    }
    if (w->http != NULL) {
        w->http->ops->close(w->http);
    }
    if (w->figures != NULL) {
        w->figures->ops->close(w->figures);
    }
    if (w->takes != NULL) {
        w->takes->ops->close(w->takes);
    }
    main_identity_close();
    explicit_bzero(&w->token, sizeof w->token);
}

/* --- the loop --------------------------------------------------------------------------------- */

static int left(const struct main_world *w)
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

/* Another name or place was chosen for this kiosk: who started us starts us anew. */
static bool is_another(const struct main_world *w)
{
    static struct settings now; /* one thread; too large for its stack */
    struct setting_problem problem;
    now = w->site;
    return !failed(site_read(files_linux(), w->options.state, &now, &problem)) &&
           (strcmp(now.name, w->site.name) != 0 || strcmp(now.commune, w->site.commune) != 0 ||
            strcmp(now.group, w->site.group) != 0 || strcmp(now.log_key, w->site.log_key) != 0);
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

static void tell_figures(struct main_world *w, int64_t *wait)
{
    if (w->has_telemetry) {
        if (w->options.once) { /* nobody comes back for it */
            telemetry_now(&w->telemetry);
        }
        telemetry_turn(&w->telemetry, main_tell_dated(w));
        const int64_t next = telemetry_wait_ms(&w->telemetry);
        *wait = next < *wait ? next : *wait;
    }
}

/* Between the fleet's actions; at the end of --once all of it, as far as it is taken. */
static void send_outgoing(struct main_world *w, int64_t *wait)
{
    int turns = w->options.once ? OUTGOING_MOST : 1;
    while (turns-- > 0 && !atomic_load(&stop)) {
        outgoing_turn(&w->outgoing, main_tell_dated(w));
        if (w->options.once && w->outgoing.failures == 0 && w->outgoing.waiting > 0) {
            outgoing_came(&w->outgoing);
        }
    }
    const int64_t next = outgoing_wait_ms(&w->outgoing);
    *wait = next < *wait ? next : *wait;
}

static int loop(struct main_world *w)
{
    int64_t wait = 0;
    if (w->options.once) {
        steward_poll_now(&w->steward);
    } else {
        say("ready", "");
    }
    for (;;) {
        const int64_t early = main_tell_turn(w);
        if (early > 0) {
            if (!rest(early < REST_MS / 10 ? early : REST_MS / 10)) {
                return w->options.once ? left(w) : 0;
            }
            continue;
        }
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
            if (!w->options.once) {
                send_outgoing(w, &wait);
            }
        }
        if (w->options.once &&
            (wait > ONCE_WAIT_MS || (wait > 0 && steward_is_idle(&w->steward)))) {
            (void)main_tell_turn(w);
            tell_figures(w, &wait);
            send_outgoing(w, &wait);
            return left(w);
        }
        if (!w->options.once) {
            tell_figures(w, &wait);
            if (is_another(w)) {
                say("site", "it is another; starts anew");
                return 0;
            }
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
        main_tell_end(&world);
        steward_close(&world.steward);
    }
    close_all(&world);
    (void)close(lock_fd);
    return status;
}
