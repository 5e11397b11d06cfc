#include "app/cli/cli_catalogue.h"

#include <stdio.h>
#include <stdlib.h>

#include "app/citizen/date.h"
#include "platform/base/secret.h"
#include "platform/port_clock.h"

#define VIETNAM_MINUTES 420

struct err cli_catalogue_open(struct cli_catalogue *c, const char *language)
{
    const char *const languages[] = {language, NULL};
    struct catalogue_problem problem = {0};
    bool locked = false;
    struct port_clock clock = clock_linux();
    *c = (struct cli_catalogue){0};
    date_write(date_today(clock.ops->now_s(&clock), VIETNAM_MINUTES), c->today);
    struct err e = assets_open(&c->assets, files_linux(), getenv("RONG_ASSETS"));
    if (!failed(e)) {
        e = secret_open(&c->arena, CATALOGUE_BYTES, &locked);
    }
    if (!failed(e)) {
        e = catalogue_load(&c->arena, &c->assets, languages, &c->catalogue, &problem);
    }
    if (failed(e) && problem.file[0] != '\0') {
        fprintf(stderr, "kioskctl: %s:%d: %s\n", problem.file, problem.line, problem.message);
    } else if (failed(e)) {
        fprintf(stderr, "kioskctl: procedures: %s (%s)\n", e.at, err_name(e.code));
    }
    return e;
}

void cli_catalogue_close(struct cli_catalogue *c)
{
    secret_close(&c->arena);
}
