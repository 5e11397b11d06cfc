#include "app/courier/main_site.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "app/staff/site.h"

#define AGAIN_MS 250

static bool look(const char *state, struct settings *ret_site)
{
    struct setting_problem problem;
    settings_default(ret_site);
    const struct err e = site_read(files_linux(), state, ret_site, &problem);
    if (failed(e)) {
        fprintf(stderr, "courier: %s/%s:%d: %s\n", state, SITE_FILE, problem.line, problem.message);
    }
    return !failed(e);
}

bool courier_await_site(const char *state, struct settings *ret_site)
{
    const struct timespec pause = {0, AGAIN_MS * 1000000L};
    bool told = false;
    while (look(state, ret_site)) {
        if (site_is_address(ret_site->portal_url)) {
            return true;
        }
        if (!told) {
            printf("courier: waits for the portal's address in %s/%s\n", state, SITE_FILE);
            fflush(stdout);
            told = true;
        }
        nanosleep(&pause, NULL);
    }
    return false;
}

bool courier_site_changed(const char *state, const struct settings *site)
{
    struct settings now;
    return look(state, &now) && site_is_address(now.portal_url) &&
           (strcmp(now.portal_url, site->portal_url) != 0 ||
            strcmp(now.portal_adapter, site->portal_adapter) != 0);
}
