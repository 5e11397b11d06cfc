#include "platform/linux/wifi_world.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "platform/base/utf8.h"

#define IWD WIFI_IWD_SERVICE

/* Calls take() for each property, which reads its variant and says so, or leaves it: <0 an error,
 * 0 left, >0 read. */
static int each_property(sd_bus_message *m,
                         int (*take)(sd_bus_message *m, const char *key, void *context),
                         void *context)
{
    int r = sd_bus_message_enter_container(m, 'a', "{sv}");
    while (r >= 0 && (r = sd_bus_message_enter_container(m, 'e', "sv")) > 0) {
        const char *key = NULL;
        r = sd_bus_message_read(m, "s", &key);
        r = r < 0 ? r : take(m, key, context);
        r = r == 0 ? sd_bus_message_skip(m, "v") : r;
        r = r < 0 ? r : sd_bus_message_exit_container(m);
    }
    return r < 0 ? r : sd_bus_message_exit_container(m);
}

static void keep(char *to, size_t cap, const char *text)
{
    (void)snprintf(to, cap, "%s", strlen(text) < cap ? text : "");
}

static int read_text(sd_bus_message *m, const char *type, char *to, size_t cap)
{
    const char *text = NULL;
    const int r = sd_bus_message_read(m, "v", type, &text);
    if (r >= 0) {
        keep(to, cap, text);
    }
    return r == -ENXIO ? 0 : r < 0 ? r : 1; /* of another type than iwd has: left */
}

/* Letters that would turn a line of the screen around, or that nobody sees. */
static bool is_seen(uint32_t c)
{
    const bool control = c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0xad || c == 0xfeff;
    const bool turns = (c >= 0x200b && c <= 0x200f) || (c >= 0x2028 && c <= 0x202e) ||
                       (c >= 0x2060 && c <= 0x206f);
    return !control && !turns && c != 0xfffd && c <= 0x10ffff;
}

static bool can_be_shown(const char *name)
{
    const size_t length = strlen(name);
    size_t bytes = 0;
    bool blank = true;
    for (size_t at = 0; at < length; at += bytes) {
        const uint32_t c = utf8_decode(name + at, length - at, &bytes);
        if (!is_seen(c)) {
            return false;
        }
        blank &= c == ' ' || c == 0xa0;
    }
    return !blank;
}

static int take_network(sd_bus_message *m, const char *key, void *context)
{
    struct wifi_iwd_object *o = context;
    char type[16];
    int r = 0;
    if (strcmp(key, "Name") == 0) {
        r = read_text(m, "s", o->name, sizeof o->name);
    } else if (strcmp(key, "KnownNetwork") == 0) {
        r = read_text(m, "o", o->known, sizeof o->known);
    } else if (strcmp(key, "Connected") == 0) {
        int yes = 0;
        r = sd_bus_message_read(m, "v", "b", &yes);
        o->connected = yes != 0;
        r = r == -ENXIO ? 0 : r < 0 ? r : 1;
    } else if (strcmp(key, "Type") == 0) {
        r = read_text(m, "s", type, sizeof type);
        o->kind = r <= 0                      ? WIFI_UNFIT
                  : strcmp(type, "open") == 0 ? WIFI_OPEN
                  : strcmp(type, "psk") == 0  ? WIFI_PROTECTED
                                              : WIFI_UNFIT;
    }
    return r;
}

static int take_station(sd_bus_message *m, const char *key, void *context)
{
    struct wifi_iwd_world *w = context;
    return strcmp(key, "State") == 0 ? read_text(m, "s", w->state, sizeof w->state) : 0;
}

static int read_network(sd_bus_message *m, const char *path, struct wifi_iwd_world *w)
{
    if (w->count == WIFI_IWD_OBJECTS || strlen(path) >= WIFI_IWD_PATH) {
        return sd_bus_message_skip(m, "a{sv}");
    }
    struct wifi_iwd_object *o = &w->objects[w->count];
    *o = (struct wifi_iwd_object){.kind = WIFI_UNFIT};
    keep(o->path, sizeof o->path, path);
    const int r = each_property(m, take_network, o);
    o->shown = can_be_shown(o->name);
    w->count++;
    return r;
}

/* Of several adapters always the same one. */
static int read_station(sd_bus_message *m, const char *path, struct wifi_iwd_world *w)
{
    const bool other = w->station[0] != '\0' && strcmp(w->station, path) < 0;
    if (other || strlen(path) >= WIFI_IWD_PATH) {
        return sd_bus_message_skip(m, "a{sv}");
    }
    keep(w->station, sizeof w->station, path);
    return each_property(m, take_station, w);
}

static int read_interface(sd_bus_message *m, const char *path, struct wifi_iwd_world *w)
{
    const char *interface = NULL;
    const int r = sd_bus_message_read(m, "s", &interface);
    if (r < 0) {
        return r;
    }
    if (strcmp(interface, IWD ".Network") == 0) {
        return read_network(m, path, w);
    }
    if (strcmp(interface, IWD ".Station") == 0) {
        return read_station(m, path, w);
    }
    w->adapter |= strcmp(interface, IWD ".Adapter") == 0;
    w->device |= strcmp(interface, IWD ".Device") == 0;
    return sd_bus_message_skip(m, "a{sv}");
}

static int read_objects(sd_bus_message *m, struct wifi_iwd_world *w)
{
    int r = sd_bus_message_enter_container(m, 'a', "{oa{sa{sv}}}");
    while (r >= 0 && (r = sd_bus_message_enter_container(m, 'e', "oa{sa{sv}}")) > 0) {
        const char *path = NULL;
        r = sd_bus_message_read(m, "o", &path);
        r = r < 0 ? r : sd_bus_message_enter_container(m, 'a', "{sa{sv}}");
        while (r >= 0 && (r = sd_bus_message_enter_container(m, 'e', "sa{sv}")) > 0) {
            r = read_interface(m, path, w);
            r = r < 0 ? r : sd_bus_message_exit_container(m);
        }
        r = r < 0 ? r : sd_bus_message_exit_container(m);
        r = r < 0 ? r : sd_bus_message_exit_container(m);
    }
    return r;
}

struct err wifi_world_read(struct wifi_bus *t, struct wifi_iwd_world *w)
{
    sd_bus_message *reply = NULL;
    *w = (struct wifi_iwd_world){.adapter = false};
    const struct err e = wifi_bus_ask(
        t, wifi_bus_question(t, "/", "org.freedesktop.DBus.ObjectManager", "GetManagedObjects"),
        &reply, NULL, 0);
    const int r = failed(e) ? 0 : read_objects(reply, w);
    sd_bus_message_unref(reply);
    return r < 0 ? ERR(ERR_REFUSED, -r, "wifi: objects") : e;
}

const struct wifi_iwd_object *wifi_world_at(const struct wifi_iwd_world *w, const char *path)
{
    for (int i = 0; i < w->count; i++) {
        if (strcmp(w->objects[i].path, path) == 0) {
            return &w->objects[i];
        }
    }
    return NULL;
}

bool wifi_world_is_ours(const struct wifi_iwd_world *w, const struct wifi_iwd_object *o)
{
    const size_t length = strlen(w->station);
    return length > 0 && strncmp(o->path, w->station, length) == 0 && o->path[length] == '/';
}

const struct wifi_iwd_object *wifi_world_find(const struct wifi_iwd_world *w,
                                              const struct wifi_network *network)
{
    for (int i = 0; i < w->count; i++) {
        const struct wifi_iwd_object *o = &w->objects[i];
        if (wifi_world_is_ours(w, o) && o->kind == network->kind &&
            strcmp(o->name, network->name) == 0) {
            return o;
        }
    }
    return NULL;
}
