#include "app/courier/main_aside.h"

#include <stdio.h>
#include <string.h>

#include "app/courier/adapter.h"
#include "platform/base/secret.h"
#include "platform/port_files.h"

/* A kiosk's name as it may stand in an address. */
#define PLAIN "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_."

bool aside_line_settings(struct aside_line *l, const char *config)
{
    struct file_bytes file = {0};
    struct setting_problem problem;
    settings_default(&l->settings);
    if (config == NULL) {
        return true;
    }
    const struct port_files *files = files_linux();
    if (failed(files->ops->map(config, &file))) {
        fprintf(stderr, "courier: --config: %s cannot be read\n", config);
        return false;
    }
    const struct err e = settings_parse(&l->settings, file.bytes, &problem);
    files->ops->unmap(&file);
    if (failed(e)) {
        fprintf(stderr, "courier: %s:%d: %s\n", config, problem.line, problem.message);
    }
    return !failed(e);
}

const char *aside_line_issuer(const struct aside_line *l, const struct courier_options *o)
{
    if (adapter_named(o->adapter)->citizen == NULL) {
        return ""; /* a token that nobody takes is not asked for */
    }
    return l->settings.issuer[0] != '\0' ? l->settings.issuer : o->portal;
}

static struct err open_line(struct aside *a, enum aside_what what, struct http_curl_params params,
                            const char *url, bool known)
{
    params.url = url;
    params.connect_ms = 3000; /* somebody stands there */
    params.silence_s = 8;
    if (!known) { /* what the portal knows this kiosk by is no business of others */
        params.token = NULL;
        params.password = NULL;
    }
    return url[0] == '\0' ? ERR_OK : http_curl_open(&a->http[what], &params);
}

struct err aside_line_open(struct aside_line *l, const struct courier_options *o,
                           const struct http_curl_params *portal)
{
    const struct settings *s = &l->settings;
    const bool rest = adapter_named(o->adapter)->citizen != NULL;
    bool locked = false;
    l->clock_of_its_own = clock_linux();
    l->clock = &l->clock_of_its_own;
    struct err e = secret_open(&l->memory, sizeof *l->aside + sizeof *l->job + 64, &locked);
    if (failed(e)) {
        return e;
    }
    l->aside = arena_alloc(&l->memory, sizeof *l->aside);
    l->job = arena_alloc(&l->memory, sizeof *l->job);
    if (l->aside == NULL || l->job == NULL) {
        return ERR(ERR_FULL, 0, "aside: memory");
    }
    const char *issuer = aside_line_issuer(l, o);
    l->aside->issuer = (struct signin_issuer){.client_id = s->issuer_client,
                                              .scope = s->issuer_scope,
                                              .device_path = s->issuer_device,
                                              .token_path = s->issuer_token,
                                              .tls = strncmp(issuer, "https:", 6) == 0};
    l->aside->queue_path = s->queue_path;
    fee_forget(&l->aside->fee);
    herfile_forget(&l->aside->file);
    held_forget(&l->aside->held);
    handover_forget(&l->aside->handover);
    e = open_line(l->aside, ASIDE_SIGNIN, *portal, issuer, false);
    if (!failed(e) && rest) {
        e = open_line(l->aside, ASIDE_FEE, *portal, portal->url, true);
    }
    if (!failed(e) && rest) {
        e = open_line(l->aside, ASIDE_FILE, *portal, portal->url, true);
    }
    if (!failed(e) && rest) {
        e = open_line(l->aside, ASIDE_HELD, *portal, portal->url, true);
    }
    if (!failed(e) && rest) {
        e = open_line(l->aside, ASIDE_UPLOAD, *portal, portal->url, true);
    }
    snprintf(l->aside->call_path, sizeof l->aside->call_path, "/calls/%s", s->name);
    if (!failed(e) && rest && s->name[strspn(s->name, PLAIN)] == '\0') {
        e = open_line(l->aside, ASIDE_CALL, *portal, portal->url, true);
    }
    return failed(e) ? e : open_line(l->aside, ASIDE_QUEUE, *portal, s->queue, false);
}

void aside_line_close(struct aside_line *l)
{
    for (int i = 0; l->aside != NULL && i < ASIDE_COUNT; i++) {
        if (l->aside->http[i] != NULL) {
            l->aside->http[i]->ops->close(l->aside->http[i]);
        }
    }
    secret_close(&l->memory);
}

static int64_t now_ms(struct aside_line *l)
{
    return (int64_t)l->clock->ops->now_ms(l->clock);
}

int64_t aside_line_wait_ms(struct aside_line *l, int64_t most)
{
    const int64_t wait = l->running ? -1 : aside_wait_ms(l->aside, now_ms(l));
    return wait >= 0 && wait < most ? wait : most;
}

static void run(void *context)
{
    struct aside_line *l = context;
    aside_run(l->job, &l->worker.stop);
}

void aside_line_turn(struct aside_line *l)
{
    struct job done;
    aside_tick(l->aside, now_ms(l));
    while (worker_take(&l->worker, &done)) {
        l->running = false;
        aside_heard(l->aside, l->job, now_ms(l));
    }
    if (!l->running && aside_next(l->aside, now_ms(l), l->job)) {
        const struct job job = {.run = run, .context = l};
        l->running = !failed(worker_put(&l->worker, job));
    }
}
