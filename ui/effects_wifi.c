#define _GNU_SOURCE /* explicit_bzero */
#include "ui/effects_wifi.h"

#include <string.h>

#include "ui/shell.h"

static void told(struct shell *s, enum wifi_wish wish, const struct wifi_facts *facts,
                 struct err error)
{
    const struct wifi_news news = {.wish = wish, .error = error, .facts = facts};
    struct event e = {.kind = HAPPENED_WIFI, .wifi = &news, .error = error};
    shell_event(s, &e);
}

/* Nobody waits for a look of before: what is wished now comes first. */
static void begin(struct shell *s, enum wifi_wish wish)
{
    struct job_wifi *job = &s->jobs.wifi;
    const struct wifi_desk *desk = &s->app->wifi;
    job->wifi = s->ports.wifi;
    job->wish = wish;
    job->network = desk->chosen;
    job->typed = wish == WIFI_WISH_JOIN && desk->types;
    if (job->typed) {
        memcpy(job->passphrase, desk->typed, sizeof job->passphrase);
    }
    if (!jobs_put(&s->jobs, &s->air, JOB_WIFI)) {
        explicit_bzero(job->passphrase, sizeof job->passphrase);
        told(s, wish, &job->facts, ERR(ERR_TIMEOUT, 0, "shell: wifi busy"));
    }
}

void effects_wifi(struct shell *s, enum wifi_wish wish)
{
    static const struct wifi_facts none = {.state = WIFI_NO_ADAPTER};
    if (s->ports.wifi == NULL) {
        const bool look = wish == WIFI_WISH_LOOK || wish == WIFI_WISH_SCAN;
        told(s, wish, &none, look ? ERR_OK : ERR(ERR_NOT_FOUND, 0, "shell: no wifi"));
    } else if (s->jobs.busy[JOB_WIFI]) {
        s->wifi_next = 1 + (int)wish;
    } else {
        begin(s, wish);
    }
}

void effects_wifi_done(struct shell *s)
{
    const struct job_wifi *job = &s->jobs.wifi;
    const int next = s->wifi_next;
    s->wifi_next = 0;
    if (next != 0) { /* wished while it was at work: only that one is waited for */
        begin(s, (enum wifi_wish)(next - 1));
    } else {
        const struct wifi_facts facts = job->facts; /* telling may begin the next look */
        told(s, job->wish, &facts, job->error);
    }
}
