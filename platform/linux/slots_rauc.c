#include "platform/linux/slots_rauc.h"

#include <stdio.h>
#include <string.h>

#include "platform/linux/wifi_bus.h"

#define RAUC       "de.pengutronix.rauc"
#define INSTALLER  RAUC ".Installer"
#define LOGIND     "org.freedesktop.login1"
#define SYSTEMD    "org.freedesktop.systemd1"
#define PROPERTIES "org.freedesktop.DBus.Properties"
#define HEALTH     "rong-health.service"
#define ROOT_CLASS "rootfs"
#define LINE_MAX_  256

static struct slots_rauc *own(struct port_slots *port)
{
    return (struct slots_rauc *)port;
}

static struct err strange(void)
{
    return ERR(ERR_OFFLINE, 0, "slots: the answer is none");
}

static void copy(char *out, size_t cap, const char *text)
{
    (void)snprintf(out, cap, "%s", text == NULL ? "" : text);
}

/* --- talks ------------------------------------------------------------------------------------ */

/* One question with up to two texts; the reply is the caller's. */
static struct err ask(const struct slots_rauc *s, const char *service, const char *path,
                      const char *const call[2], const char *const texts[2],
                      sd_bus_message **ret_reply)
{
    struct wifi_bus talk;
    *ret_reply = NULL;
    struct err e = wifi_bus_open(&talk, s->bus, service, SLOTS_PATIENCE_MS);
    if (!failed(e)) {
        sd_bus_message *m = wifi_bus_question(&talk, path, call[0], call[1]);
        bool good = m != NULL;
        for (int i = 0; i < 2 && good && texts[i] != NULL; i++) {
            good = sd_bus_message_append(m, "s", texts[i]) >= 0;
        }
        if (!good) {
            sd_bus_message_unref(m);
            m = NULL;
        }
        e = wifi_bus_ask(&talk, m, ret_reply, NULL, 0);
    }
    wifi_bus_end(&talk);
    return e.code == ERR_NOT_FOUND ? ERR(ERR_OFFLINE, 0, "slots: nobody answers to that") : e;
}

/* A property of type `type`, entered; the reply is the caller's. */
static struct err property(const struct slots_rauc *s, const char *service, const char *path,
                           const char *const interface_and_name[2], const char *type,
                           sd_bus_message **ret_reply)
{
    static const char *const get[2] = {PROPERTIES, "Get"};
    struct err e = ask(s, service, path, get, interface_and_name, ret_reply);
    if (!failed(e) && sd_bus_message_enter_container(*ret_reply, 'v', type) <= 0) {
        e = strange();
    }
    return e;
}

static struct err text_property(const struct slots_rauc *s, const char *name, char *out, size_t cap)
{
    const char *const what[2] = {INSTALLER, name};
    const char *text = NULL;
    sd_bus_message *reply = NULL;
    struct err e = property(s, RAUC, "/", what, "s", &reply);
    if (!failed(e) && sd_bus_message_read(reply, "s", &text) <= 0) {
        e = strange();
    }
    copy(out, cap, text);
    sd_bus_message_unref(reply);
    return e;
}

/* --- slots ------------------------------------------------------------------------------------ */

struct slot {
    const char *name; /* the reply's, as the rest */
    const char *class, *bootname, *state, *version, *status;
};

/* One entry of a{sv}; what is no text is passed over. */
static bool read_entry(sd_bus_message *m, struct slot *slot)
{
    const char *key = NULL;
    const char *inside = NULL;
    char type = '\0';
    if (sd_bus_message_read(m, "s", &key) <= 0 ||
        sd_bus_message_peek_type(m, &type, &inside) <= 0) {
        return false;
    }
    if (type != 'v' || inside == NULL || strcmp(inside, "s") != 0) {
        return sd_bus_message_skip(m, "v") >= 0;
    }
    const struct {
        const char *key;
        const char **value;
    } rows[] = {{"class", &slot->class},
                {"bootname", &slot->bootname},
                {"state", &slot->state},
                {"bundle.version", &slot->version},
                {"status", &slot->status}};
    const char *value = NULL;
    if (sd_bus_message_read(m, "v", "s", &value) <= 0) {
        return false;
    }
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (strcmp(key, rows[i].key) == 0) {
            *rows[i].value = value;
        }
    }
    return true;
}

static bool read_slot(sd_bus_message *m, struct slot *slot)
{
    *slot = (struct slot){"", "", "", "", "", ""};
    if (sd_bus_message_read(m, "s", &slot->name) <= 0 ||
        sd_bus_message_enter_container(m, 'a', "{sv}") < 0) {
        return false;
    }
    while (sd_bus_message_enter_container(m, 'e', "sv") > 0) {
        if (!read_entry(m, slot) || sd_bus_message_exit_container(m) < 0) {
            return false;
        }
    }
    return sd_bus_message_exit_container(m) >= 0;
}

/* What boots of itself is a slot; kernels are their children. */
static void take_slot(const struct slot *slot, struct slots_view *v, char *ret_other, size_t cap)
{
    if (strcmp(slot->class, ROOT_CLASS) != 0 || slot->bootname[0] == '\0') {
        return;
    }
    if (strcmp(slot->state, "booted") == 0) {
        copy(v->booted, sizeof v->booted, slot->bootname);
        return;
    }
    copy(v->other, sizeof v->other, slot->bootname);
    copy(ret_other, cap, slot->name);
    if (strcmp(slot->status, "ok") == 0) {
        copy(v->held, sizeof v->held, slot->version);
    }
}

static struct err look_at_slots(const struct slots_rauc *s, struct slots_view *v)
{
    static const char *const all[2] = {INSTALLER, "GetSlotStatus"};
    static const char *const first[2] = {INSTALLER, "GetPrimary"};
    static const char *const nothing[2] = {NULL, NULL};
    char other[SLOTS_NAME] = "";
    const char *primary = NULL;
    struct slot slot;
    sd_bus_message *reply = NULL;
    struct err e = ask(s, RAUC, "/", all, nothing, &reply);
    if (!failed(e) && sd_bus_message_enter_container(reply, 'a', "(sa{sv})") < 0) {
        e = strange();
    }
    while (!failed(e) && sd_bus_message_enter_container(reply, 'r', "sa{sv}") > 0) {
        if (!read_slot(reply, &slot) || sd_bus_message_exit_container(reply) < 0) {
            e = strange();
        } else {
            take_slot(&slot, v, other, sizeof other);
        }
    }
    sd_bus_message_unref(reply);
    if (failed(e) || v->booted[0] == '\0' || v->other[0] == '\0') {
        return failed(e) ? e : ERR(ERR_OFFLINE, 0, "slots: there are not two");
    }
    e = ask(s, RAUC, "/", first, nothing, &reply);
    if (e.code == ERR_REFUSED) {
        return ERR_OK; /* none is next: this start is counted as a try until it is found good */
    }
    if (!failed(e) && sd_bus_message_read(reply, "s", &primary) <= 0) {
        e = strange();
    }
    v->other_next = !failed(e) && strcmp(primary, other) == 0;
    sd_bus_message_unref(reply);
    return e;
}

/* --- health and version ----------------------------------------------------------------------- */

/* The gate of health stays "active" once it marked the version good. Whatever is not known of it
 * is not good. */
static enum slots_health look_at_health(const struct slots_rauc *s)
{
    static const char *const unit[2] = {SYSTEMD ".Manager", "GetUnit"};
    static const char *const name[2] = {HEALTH, NULL};
    static const char *const state[2] = {SYSTEMD ".Unit", "ActiveState"};
    enum slots_health health = SLOTS_TRYING;
    sd_bus_message *reply = NULL;
    sd_bus_message *said = NULL;
    const char *path = NULL;
    const char *word = NULL;
    if (!failed(ask(s, SYSTEMD, "/org/freedesktop/systemd1", unit, name, &reply)) &&
        sd_bus_message_read(reply, "o", &path) > 0 &&
        !failed(property(s, SYSTEMD, path, state, "s", &said)) &&
        sd_bus_message_read(said, "s", &word) > 0) {
        health = strcmp(word, "active") == 0   ? SLOTS_GOOD
                 : strcmp(word, "failed") == 0 ? SLOTS_FAILED
                                               : SLOTS_TRYING;
    }
    sd_bus_message_unref(said);
    sd_bus_message_unref(reply);
    return health;
}

static struct err read_version(const char *path, char *out, size_t cap)
{
    char line[LINE_MAX_];
    FILE *file = fopen(path, "re");
    out[0] = '\0';
    while (file != NULL && fgets(line, sizeof line, file) != NULL) {
        if (strncmp(line, "VERSION_ID=", 11) == 0) {
            const char *from = line + 11 + (line[11] == '"');
            (void)snprintf(out, cap, "%.*s", (int)strcspn(from, "\"\r\n"), from);
        }
    }
    if (file != NULL) {
        (void)fclose(file);
    }
    return out[0] != '\0' ? ERR_OK : ERR(ERR_OFFLINE, 0, "slots: what runs has no version");
}

static struct err look(struct port_slots *port, struct slots_view *ret_view)
{
    const struct slots_rauc *s = own(port);
    char operation[SLOTS_NAME];
    struct slots_view v = {.health = SLOTS_TRYING};
    copy(v.boot_id, sizeof v.boot_id, s->boot_id);
    struct err e = read_version(s->os_release, v.running, sizeof v.running);
    e = failed(e) ? e : text_property(s, "Compatible", v.compatible, sizeof v.compatible);
    e = failed(e) ? e : text_property(s, "Operation", operation, sizeof operation);
    e = failed(e) ? e : look_at_slots(s, &v);
    if (!failed(e)) {
        v.busy = strcmp(operation, "idle") != 0;
        v.health = look_at_health(s);
        *ret_view = v;
    }
    return e;
}

/* --- bundles ---------------------------------------------------------------------------------- */

static struct err inspect(struct port_slots *port, const char *path,
                          struct slots_bundle *ret_bundle)
{
    static const char *const info[2] = {INSTALLER, "Info"};
    const char *const what[2] = {path, NULL};
    const char *compatible = NULL;
    const char *version = NULL;
    sd_bus_message *reply = NULL;
    struct err e = ask(own(port), RAUC, "/", info, what, &reply);
    if (!failed(e) && sd_bus_message_read(reply, "ss", &compatible, &version) <= 0) {
        e = strange();
    }
    copy(ret_bundle->compatible, sizeof ret_bundle->compatible, compatible);
    copy(ret_bundle->version, sizeof ret_bundle->version, version);
    sd_bus_message_unref(reply);
    return e;
}

static struct err install(struct port_slots *port, const char *path)
{
    const struct slots_rauc *s = own(port);
    struct wifi_bus talk;
    sd_bus_message *reply = NULL;
    struct err e = wifi_bus_open(&talk, s->bus, RAUC, SLOTS_PATIENCE_MS);
    if (!failed(e)) {
        sd_bus_message *m = wifi_bus_question(&talk, "/", INSTALLER, "InstallBundle");
        if (m != NULL && sd_bus_message_append(m, "sa{sv}", path, 0) < 0) {
            m = sd_bus_message_unref(m);
        }
        e = wifi_bus_ask(&talk, m, &reply, NULL, 0);
    }
    sd_bus_message_unref(reply);
    wifi_bus_end(&talk);
    return e;
}

static struct err progress(struct port_slots *port, struct slots_progress *ret_progress)
{
    static const char *const what[2] = {INSTALLER, "Progress"};
    const struct slots_rauc *s = own(port);
    char operation[SLOTS_NAME];
    struct slots_progress p = {.over = false};
    sd_bus_message *reply = NULL;
    int percent = 0;
    struct err e = text_property(s, "Operation", operation, sizeof operation);
    e = failed(e) ? e : text_property(s, "LastError", p.said, sizeof p.said);
    e = failed(e) ? e : property(s, RAUC, "/", what, "(isi)", &reply);
    if (!failed(e) && sd_bus_message_enter_container(reply, 'r', "isi") > 0) {
        (void)sd_bus_message_read(reply, "i", &percent);
    }
    sd_bus_message_unref(reply);
    if (!failed(e)) {
        p.over = strcmp(operation, "idle") == 0;
        p.good = p.over && p.said[0] == '\0';
        p.percent = percent < 0 ? 0 : percent > 100 ? 100 : percent;
        *ret_progress = p;
    }
    return e;
}

static struct err reboot(struct port_slots *port)
{
    const struct slots_rauc *s = own(port);
    struct wifi_bus talk;
    sd_bus_message *reply = NULL;
    struct err e = wifi_bus_open(&talk, s->bus, LOGIND, SLOTS_PATIENCE_MS);
    if (!failed(e)) {
        sd_bus_message *m =
            wifi_bus_question(&talk, "/org/freedesktop/login1", LOGIND ".Manager", "Reboot");
        if (m != NULL && sd_bus_message_append(m, "b", 0) < 0) {
            m = sd_bus_message_unref(m);
        }
        e = wifi_bus_ask(&talk, m, &reply, NULL, 0);
    }
    sd_bus_message_unref(reply);
    wifi_bus_end(&talk);
    /* Without polkit logind restarts for root alone. */
    return failed(e) && s->orders != NULL ? s->orders->ops->restart(s->orders) : e;
}

static void close_port(struct port_slots *port)
{
    (void)port; /* no talk outlives its question */
}

/* --- opening ---------------------------------------------------------------------------------- */

static bool fits(char *out, size_t cap, const char *text)
{
    const int length = snprintf(out, cap, "%s", text);
    return length > 0 && (size_t)length < cap;
}

static bool ask_kernel(char out[SLOTS_BOOT_ID])
{
    FILE *file = fopen("/proc/sys/kernel/random/boot_id", "re");
    const bool good = file != NULL && fgets(out, SLOTS_BOOT_ID, file) != NULL;
    if (file != NULL) {
        (void)fclose(file);
    }
    if (good) {
        out[strcspn(out, "\n")] = '\0';
    }
    return good && out[0] != '\0';
}

struct err slots_rauc_open(struct slots_rauc *s, const char *bus, const char *os_release,
                           const char *boot_id)
{
    static const struct port_slots_ops ops = {"rauc",   look,   inspect,   install,
                                              progress, reboot, close_port};
    *s = (struct slots_rauc){.port = {&ops}};
    if (!fits(s->bus, sizeof s->bus, bus != NULL ? bus : WIFI_BUS_SYSTEM) ||
        !fits(s->os_release, sizeof s->os_release,
              os_release != NULL ? os_release : "/etc/os-release") ||
        (boot_id != NULL && !fits(s->boot_id, sizeof s->boot_id, boot_id))) {
        return ERR(ERR_FULL, 0, "slots: a name is too long");
    }
    return boot_id != NULL || ask_kernel(s->boot_id)
               ? ERR_OK
               : ERR(ERR_IO, 0, "slots: the kernel does not tell which start this is");
}
