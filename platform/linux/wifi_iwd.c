#include "platform/linux/wifi_iwd.h"

#include <dirent.h>
#include <stdio.h>
#include <string.h>

#include "platform/linux/wifi_bus.h"
#include "platform/linux/wifi_world.h"

#define IWD         WIFI_IWD_SERVICE
#define AGENT_PATH  "/rong/wifi"
#define LOOK_MS     5000
#define SCAN_MS     15000
#define JOIN_MS     30000
#define POLL_MS     200
#define SAID        64
#define RADIOS      "/sys/class/ieee80211"
#define SIGNAL_NONE (-20000)

/* --- how it is -----------------------------------------------------------------------------------
 */

/* Hundredths of a dBm, as iwd tells them. */
static int bars_of(int signal)
{
    static const int steps[WIFI_BARS] = {-8000, -7400, -6700, -6000};
    int bars = 0;
    while (bars < WIFI_BARS && signal >= steps[bars]) {
        bars++;
    }
    return bars;
}

/* Behind those that stand before it; the weakest one has no room. */
static void put_row(struct wifi_facts *f, int *signals, const struct wifi_iwd_object *o, int signal)
{
    int at = 0;
    const int rank = o->connected ? 1 : signal; /* a signal is below zero */
    while (at < f->count && signals[at] >= rank) {
        at++;
    }
    f->left_out += f->count == WIFI_NETWORKS;
    if (at == WIFI_NETWORKS) {
        return;
    }
    f->count += f->count < WIFI_NETWORKS;
    for (int i = f->count - 1; i > at; i--) {
        f->rows[i] = f->rows[i - 1];
        signals[i] = signals[i - 1];
    }
    struct wifi_network *n = &f->rows[at];
    *n = (struct wifi_network){.bars = bars_of(signal),
                               .kind = o->kind,
                               .known = o->known[0] != '\0',
                               .connected = o->connected};
    memcpy(n->name, o->name, sizeof n->name);
    signals[at] = rank;
}

static int read_order(sd_bus_message *m, const struct wifi_iwd_world *w, struct wifi_facts *f)
{
    int signals[WIFI_NETWORKS];
    int r = sd_bus_message_enter_container(m, 'a', "(on)");
    while (r >= 0) {
        const char *path = NULL;
        int16_t signal = SIGNAL_NONE;
        r = sd_bus_message_read(m, "(on)", &path, &signal);
        if (r <= 0) {
            break;
        }
        const struct wifi_iwd_object *o = wifi_world_at(w, path);
        if (o == NULL || !o->shown) {
            f->left_out++;
        } else {
            put_row(f, signals, o, signal);
        }
    }
    return r;
}

static void read_state(const struct wifi_iwd_world *w, struct wifi_facts *f)
{
    const bool in = strcmp(w->state, "connected") == 0 || strcmp(w->state, "roaming") == 0;
    f->state = in                                                           ? WIFI_CONNECTED
               : strncmp(w->state, "connecting", strlen("connecting")) == 0 ? WIFI_CONNECTING
                                                                            : WIFI_IDLE;
    for (int i = 0; i < w->count && f->state != WIFI_IDLE; i++) {
        const struct wifi_iwd_object *o = &w->objects[i];
        if (o->connected && o->shown && wifi_world_is_ours(w, o)) {
            memcpy(f->name, o->name, sizeof f->name);
        }
    }
}

static struct err read_facts(struct wifi_bus *t, const struct wifi_iwd_world *w,
                             struct wifi_facts *f)
{
    sd_bus_message *reply = NULL;
    if (w->station[0] == '\0') {
        f->state = w->adapter || w->device ? WIFI_OFF : WIFI_NO_ADAPTER;
        return ERR_OK;
    }
    read_state(w, f);
    const struct err e = wifi_bus_ask(
        t, wifi_bus_question(t, w->station, IWD ".Station", "GetOrderedNetworks"), &reply, NULL, 0);
    const int r = failed(e) ? 0 : read_order(reply, w, f);
    sd_bus_message_unref(reply);
    if (e.code == ERR_NOT_FOUND) { /* pulled out since */
        *f = (struct wifi_facts){.state = WIFI_NO_ADAPTER};
        return ERR_OK;
    }
    return r < 0 ? ERR(ERR_REFUSED, -r, "wifi: networks") : e;
}

static struct err is_scanning(struct wifi_bus *t, const char *station, bool *ret_yes)
{
    sd_bus_message *reply = NULL;
    int yes = 0;
    sd_bus_message *m = wifi_bus_question(t, station, "org.freedesktop.DBus.Properties", "Get");
    int r = m == NULL ? 0 : sd_bus_message_append(m, "ss", IWD ".Station", "Scanning");
    const struct err e = wifi_bus_ask(t, m, &reply, NULL, 0);
    r = failed(e) || r < 0 ? r : sd_bus_message_read(reply, "v", "b", &yes);
    sd_bus_message_unref(reply);
    *ret_yes = yes != 0;
    return r < 0 ? ERR(ERR_REFUSED, -r, "wifi: scanning") : e;
}

/* One that goes on for longer than anybody waits leaves what was found before. */
static struct err scan(struct wifi_iwd *w, const char *station)
{
    struct wifi_bus t;
    char said[SAID];
    bool more = true;
    struct err e = wifi_bus_open(&t, w->address, IWD, w->scan_ms);
    if (!failed(e)) {
        e = wifi_bus_tell(&t, station, IWD ".Station", "Scan", said, sizeof said);
        e = e.code == ERR_REFUSED ? ERR_OK : e; /* busy: it is being searched already */
    }
    while (!failed(e) && more && wifi_bus_pause(&t, POLL_MS)) {
        e = is_scanning(&t, station, &more);
    }
    wifi_bus_end(&t);
    return e.code == ERR_NOT_FOUND ? ERR_OK : e;
}

static bool has_adapter(const struct wifi_iwd *w)
{
    DIR *dir = opendir(w->radios);
    bool any = false;
    for (const struct dirent *d = dir == NULL ? NULL : readdir(dir); d != NULL; d = readdir(dir)) {
        any |= d->d_name[0] != '.';
    }
    if (dir != NULL) {
        (void)closedir(dir);
    }
    return any;
}

static struct err look(struct port_wifi *port, bool scans, struct wifi_facts *ret_facts)
{
    struct wifi_iwd *w = (struct wifi_iwd *)port;
    struct wifi_bus t;
    *ret_facts = (struct wifi_facts){.state = WIFI_NO_ADAPTER};
    struct err e = wifi_bus_open(&t, w->address, IWD, w->look_ms);
    e = failed(e) ? e : wifi_world_read(&t, &w->world);
    wifi_bus_end(&t);
    if (e.code == ERR_OFFLINE && !has_adapter(w)) { /* then iwd is not even started */
        return ERR_OK;
    }
    if (!failed(e) && scans && w->world.station[0] != '\0') {
        e = scan(w, w->world.station);
    }
    if (failed(e)) {
        return e;
    }
    e = wifi_bus_open(&t, w->address, IWD, w->look_ms);
    e = failed(e) ? e : wifi_world_read(&t, &w->world);
    e = failed(e) ? e : read_facts(&t, &w->world, ret_facts);
    wifi_bus_end(&t);
    return e;
}

/* --- joining -------------------------------------------------------------------------------------
 */

/* What iwd's question is answered with. */
struct agent {
    struct wifi_bus *talk;
    const char *path, *passphrase; /* of the one network it is for */
};

static int give_passphrase(sd_bus_message *m, void *context, sd_bus_error *ret_error)
{
    const struct agent *a = context;
    const char *path = NULL;
    sd_bus_message *reply = NULL;
    int r = sd_bus_message_read(m, "o", &path);
    if (r < 0 || strcmp(path, a->path) != 0 || !wifi_bus_is_owner(a->talk, m)) {
        return sd_bus_error_set(ret_error, IWD ".Agent.Error.Canceled", "not asked for");
    }
    r = sd_bus_message_new_method_return(m, &reply);
    r = r < 0 ? r : sd_bus_message_sensitive(reply); /* its bytes are wiped once they are sent */
    r = r < 0 ? r : sd_bus_message_append(reply, "s", a->passphrase);
    r = r < 0 ? r : sd_bus_send(NULL, reply, NULL);
    sd_bus_message_unref(reply);
    return r < 0 ? r : 1;
}

static int take_note(sd_bus_message *m, void *context, sd_bus_error *ret_error)
{
    (void)context;
    (void)ret_error;
    return sd_bus_reply_method_return(m, NULL);
}

static const sd_bus_vtable agent_table[] = {
    SD_BUS_VTABLE_START(0),
    SD_BUS_METHOD("RequestPassphrase", "o", "s", give_passphrase, SD_BUS_VTABLE_UNPRIVILEGED),
    SD_BUS_METHOD("Cancel", "s", "", take_note, SD_BUS_VTABLE_UNPRIVILEGED),
    SD_BUS_METHOD("Release", "", "", take_note, SD_BUS_VTABLE_UNPRIVILEGED), SD_BUS_VTABLE_END};

/* Stands by for iwd's question; it ends with the connection. */
static struct err stand_by(struct agent *a)
{
    sd_bus_message *reply = NULL;
    int r = sd_bus_add_object_vtable(a->talk->bus, NULL, AGENT_PATH, IWD ".Agent", agent_table, a);
    sd_bus_message *m =
        wifi_bus_question(a->talk, "/net/connman/iwd", IWD ".AgentManager", "RegisterAgent");
    r = r < 0 || m == NULL ? r : sd_bus_message_append(m, "o", AGENT_PATH);
    if (r < 0) {
        sd_bus_message_unref(m);
        return ERR(ERR_FULL, -r, "wifi: agent");
    }
    const struct err e = wifi_bus_ask(a->talk, m, &reply, NULL, 0);
    sd_bus_message_unref(reply);
    return e.code == ERR_REFUSED ? ERR(ERR_IO, 0, "wifi: agent") : e;
}

static bool is_said(const char *said, const char *word)
{
    return strncmp(said, IWD ".", strlen(IWD ".")) == 0 &&
           strcmp(said + strlen(IWD "."), word) == 0;
}

/* iwd has one word for a wrong passphrase and for most other trouble: where the network is still
 * heard and wants one, it is that. */
static struct err why_not(struct wifi_bus *t, const struct wifi_iwd *w,
                          const struct wifi_network *network, const char *said)
{
    struct wifi_facts f = {.count = 0};
    if (is_said(said, "NotSupported") || is_said(said, "NotConfigured")) {
        return ERR(ERR_UNSUPPORTED, 0, "wifi: kind");
    }
    if (is_said(said, "InvalidFormat") || is_said(said, "InvalidArguments")) {
        return ERR(ERR_BAD_INPUT, 0, "wifi: passphrase");
    }
    if (!is_said(said, "Failed")) {
        return ERR(ERR_IO, 0, "wifi: join");
    }
    const struct err e = read_facts(t, &w->world, &f);
    for (int i = 0; !failed(e) && i < f.count; i++) {
        if (strcmp(f.rows[i].name, network->name) == 0 && f.rows[i].kind == network->kind) {
            return network->kind == WIFI_PROTECTED ? ERR(ERR_REFUSED, 0, "wifi: passphrase refused")
                                                   : ERR(ERR_IO, 0, "wifi: join");
        }
    }
    return failed(e) ? e : ERR(ERR_NOT_FOUND, 0, "wifi: out of reach");
}

/* What is half joined when nobody waits any more is left again. */
static void give_up(const struct wifi_iwd *w)
{
    struct wifi_bus t;
    struct err e = wifi_bus_open(&t, w->address, IWD, w->look_ms);
    if (!failed(e)) {
        e = wifi_bus_tell(&t, w->world.station, IWD ".Station", "Disconnect", NULL, 0);
    }
    (void)e; /* it was to be tried */
    wifi_bus_end(&t);
}

static struct err join_object(struct wifi_bus *t, const struct wifi_iwd *w,
                              const struct wifi_iwd_object *o, const struct wifi_network *network,
                              const char *passphrase)
{
    struct agent agent = {.talk = t, .path = o->path, .passphrase = passphrase};
    char said[SAID];
    struct err e = ERR_OK;
    if (passphrase != NULL && o->known[0] != '\0') { /* else the one that is kept would be used */
        e = wifi_bus_tell(t, o->known, IWD ".KnownNetwork", "Forget", NULL, 0);
        e = e.code == ERR_NOT_FOUND ? ERR_OK : e;
    }
    if (!failed(e) && passphrase != NULL) {
        e = stand_by(&agent);
    }
    if (failed(e)) {
        return e;
    }
    e = wifi_bus_tell(t, o->path, IWD ".Network", "Connect", said, sizeof said);
    if (e.code == ERR_TIMEOUT) {
        give_up(w);
    }
    return e.code == ERR_REFUSED ? why_not(t, w, network, said) : e;
}

static struct err join(struct port_wifi *port, const struct wifi_network *network,
                       const char *passphrase)
{
    struct wifi_iwd *w = (struct wifi_iwd *)port;
    struct wifi_bus t;
    if (network->kind == WIFI_UNFIT) {
        return ERR(ERR_UNSUPPORTED, 0, "wifi: kind");
    }
    if (passphrase != NULL && !wifi_is_passphrase(passphrase)) {
        return ERR(ERR_BAD_INPUT, 0, "wifi: passphrase");
    }
    struct err e = wifi_bus_open(&t, w->address, IWD, w->join_ms);
    e = failed(e) ? e : wifi_world_read(&t, &w->world);
    const struct wifi_iwd_object *o = failed(e) ? NULL : wifi_world_find(&w->world, network);
    if (!failed(e)) {
        e = o == NULL ? ERR(ERR_NOT_FOUND, 0, "wifi: gone")
                      : join_object(&t, w, o, network, passphrase);
    }
    wifi_bus_end(&t);
    return e;
}

static struct err forget(struct port_wifi *port, const struct wifi_network *network)
{
    struct wifi_iwd *w = (struct wifi_iwd *)port;
    struct wifi_bus t;
    struct err e = wifi_bus_open(&t, w->address, IWD, w->look_ms);
    e = failed(e) ? e : wifi_world_read(&t, &w->world);
    const struct wifi_iwd_object *o = failed(e) ? NULL : wifi_world_find(&w->world, network);
    if (!failed(e)) {
        e = o == NULL || o->known[0] == '\0'
                ? ERR(ERR_NOT_FOUND, 0, "wifi: not known")
                : wifi_bus_tell(&t, o->known, IWD ".KnownNetwork", "Forget", NULL, 0);
    }
    wifi_bus_end(&t);
    return e.code == ERR_REFUSED ? ERR(ERR_IO, 0, "wifi: forget") : e;
}

static void close_wifi(struct port_wifi *port)
{
    (void)port; /* nothing is open between calls */
}

struct err wifi_iwd_open(struct wifi_iwd *w, const char *address, const char *root)
{
    static const struct port_wifi_ops ops = {"iwd", look, join, forget, close_wifi};
    const char *own = address[0] != '\0' ? address : WIFI_BUS_SYSTEM;
    *w = (struct wifi_iwd){
        .port = {&ops}, .look_ms = LOOK_MS, .scan_ms = SCAN_MS, .join_ms = JOIN_MS};
    const int bus = snprintf(w->address, sizeof w->address, "%s", own);
    const int radios = snprintf(w->radios, sizeof w->radios, "%s" RADIOS, root);
    return bus >= WIFI_IWD_ADDRESS || radios >= WIFI_IWD_ADDRESS
               ? ERR(ERR_BAD_INPUT, 0, "wifi: address")
               : ERR_OK;
}
