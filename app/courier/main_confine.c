#include "app/courier/main_confine.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "platform/base/log.h"
#include "platform/linux/sandbox.h"

#define PATHS_MAX  32
#define PORT_NAMES 53
#define PORT_HTTP  80
#define PORT_HTTPS 443

struct reach {
    struct sandbox_path paths[PATHS_MAX];
    int count;
    char resolver[PATH_MAX];
};

static void add(struct reach *r, const char *path, enum sandbox_right right)
{
    INVARIANT(r->count < PATHS_MAX);
    r->paths[r->count++] = (struct sandbox_path){path, right};
}

/* The list of name servers is replaced, not rewritten, when the network changes, so its folder is
 * what must be read: on the appliance the resolver's own in /run, on some desks all of /etc. */
static void add_resolver(struct reach *r)
{
    if (realpath("/etc/resolv.conf", r->resolver) != NULL) {
        *strrchr(r->resolver, '/') = '\0';
        add(r, r->resolver, SANDBOX_READ);
    }
}

static void add_system(struct reach *r)
{
    static const char *const read[] = {"/usr/lib",
                                       "/lib",
                                       "/usr/share/zoneinfo",
                                       "/usr/share/ca-certificates",
                                       "/etc/ssl",
                                       "/etc/hosts",
                                       "/etc/host.conf",
                                       "/usr/local/share/ca-certificates",
                                       "/etc/gai.conf",
                                       "/etc/localtime",
                                       "/etc/nsswitch.conf",
                                       "/etc/resolv.conf",
                                       "/etc/services",
                                       "/etc/protocols",
                                       "/sys/devices/system/cpu",
                                       "/etc/ld.so.cache"};
    for (size_t i = 0; i < sizeof read / sizeof read[0]; i++) {
        add(r, read[i], SANDBOX_READ);
    }
    add(r, "/dev/null", SANDBOX_DEVICE);
    add(r, "/dev/urandom", SANDBOX_READ);
}

/* The port of "scheme://host[:port]/path"; a host in brackets holds colons of its own. */
static uint16_t port_of(const char *url)
{
    const char *host = strstr(url, "://");
    const uint16_t usual = strncmp(url, "https:", 6) == 0 ? PORT_HTTPS : PORT_HTTP;
    if (host == NULL) {
        return usual;
    }
    host += 3;
    const char *end = host + strcspn(host, "/?#");
    const char *colon = end;
    while (colon > host && *colon != ':' && *colon != ']') {
        colon--;
    }
    const long port = *colon == ':' ? strtol(colon + 1, NULL, 10) : 0;
    return port > 0 && port <= UINT16_MAX ? (uint16_t)port : usual;
}

void courier_confine(const struct confine_files *files)
{
    static struct reach r; /* composition root: one per process */
    uint16_t ports[4] = {port_of(files->portal), PORT_NAMES};
    int port_count = 2;
    if (files->issuer[0] != '\0') {
        ports[port_count++] = port_of(files->issuer);
    }
    if (files->queue[0] != '\0') {
        ports[port_count++] = port_of(files->queue);
    }
    struct sandbox_report report;
    add(&r, files->state, SANDBOX_WRITE);
    add(&r, files->ca, SANDBOX_READ);
    add(&r, files->cert, SANDBOX_READ);
    add(&r, files->key, SANDBOX_READ);
    add_system(&r);
    add_resolver(&r);
    const struct sandbox_plan plan = {
        .paths = r.paths, .count = r.count, .ports = ports, .port_count = port_count};
    const struct err e = sandbox_enter(&plan, &report);
    if (failed(e)) {
        log_event(EV_NOT_CONFINED, e.code, e.os);
    } else {
        log_event(EV_CONFINED, report.version, report.paths);
    }
}
