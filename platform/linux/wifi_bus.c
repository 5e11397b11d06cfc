#include "platform/linux/wifi_bus.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "platform/linux/monotonic.h"

static int64_t left_ms(const struct wifi_bus *t)
{
    return monotonic_left_ms(t->until_ms);
}

/* One message in or out, or a wait for the next. */
static struct err turn(struct wifi_bus *t)
{
    int r = sd_bus_process(t->bus, NULL);
    const int64_t left = left_ms(t);
    if (r >= 0 && left == 0) { /* also where others never stop talking to us */
        return ERR(ERR_TIMEOUT, 0, "wifi: no answer");
    }
    if (r > 0) {
        return ERR_OK;
    }
    r = r < 0 ? r : sd_bus_wait(t->bus, (uint64_t)left * 1000);
    return r < 0 && r != -EINTR ? ERR(ERR_OFFLINE, -r, "wifi: bus") : ERR_OK;
}

struct err wifi_bus_open(struct wifi_bus *t, const char *address, const char *service,
                         int deadline_ms)
{
    *t = (struct wifi_bus){.service = service, .until_ms = monotonic_ms() + deadline_ms};
    int r = sd_bus_new(&t->bus);
    r = r < 0 ? r : sd_bus_set_address(t->bus, address);
    r = r < 0 ? r : sd_bus_set_bus_client(t->bus, 1);
    r = r < 0 ? r : sd_bus_start(t->bus);
    if (r < 0) {
        return ERR(ERR_OFFLINE, -r, "wifi: bus");
    }
    struct err e = ERR_OK;
    while (!failed(e) && sd_bus_is_ready(t->bus) == 0) {
        e = turn(t);
    }
    return e;
}

sd_bus_message *wifi_bus_question(struct wifi_bus *t, const char *path, const char *interface,
                                  const char *method)
{
    sd_bus_message *m = NULL;
    const int r = sd_bus_message_new_method_call(t->bus, &m, t->service, path, interface, method);
    if (r >= 0) {
        (void)sd_bus_message_set_auto_start(m, 0); /* what staff's image left out stays out */
    }
    return m;
}

static int keep_reply(sd_bus_message *reply, void *context, sd_bus_error *ret_error)
{
    sd_bus_message **kept = context;
    (void)ret_error;
    *kept = sd_bus_message_ref(reply);
    return 1;
}

/* A service that ends while it is asked has its own error, as one that never ran. */
static struct err judge(const sd_bus_error *e)
{
    static const struct {
        const char *name;
        enum err_code code;
    } rows[] = {{SD_BUS_ERROR_SERVICE_UNKNOWN, ERR_OFFLINE},
                {SD_BUS_ERROR_NAME_HAS_NO_OWNER, ERR_OFFLINE},
                {SD_BUS_ERROR_NO_REPLY, ERR_OFFLINE},
                {SD_BUS_ERROR_DISCONNECTED, ERR_OFFLINE},
                {SD_BUS_ERROR_UNKNOWN_OBJECT, ERR_NOT_FOUND},
                {SD_BUS_ERROR_UNKNOWN_METHOD, ERR_NOT_FOUND},
                {SD_BUS_ERROR_UNKNOWN_INTERFACE, ERR_NOT_FOUND}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (sd_bus_error_has_name(e, rows[i].name)) {
            return ERR(rows[i].code, 0, "wifi: service");
        }
    }
    return ERR(ERR_REFUSED, 0, "wifi: refused");
}

static struct err read_reply(struct wifi_bus *t, sd_bus_message **reply, char *said,
                             size_t said_cap)
{
    const sd_bus_error *error = sd_bus_message_get_error(*reply);
    const char *sender = sd_bus_message_get_sender(*reply);
    if (error == NULL) {
        (void)snprintf(t->owner, sizeof t->owner, "%s", sender != NULL ? sender : "");
        return ERR_OK;
    }
    const struct err e = judge(error);
    if (said != NULL) {
        (void)snprintf(said, said_cap, "%s", error->name);
    }
    *reply = sd_bus_message_unref(*reply);
    return e;
}

struct err wifi_bus_ask(struct wifi_bus *t, sd_bus_message *question, sd_bus_message **ret_reply,
                        char *said, size_t said_cap)
{
    sd_bus_slot *slot = NULL;
    sd_bus_message *reply = NULL;
    struct err e = ERR_OK;
    if (said != NULL) {
        said[0] = '\0';
    }
    *ret_reply = NULL;
    const int r = question == NULL ? -ENOMEM
                                   : sd_bus_call_async(t->bus, &slot, question, keep_reply, &reply,
                                                       UINT64_MAX); /* the deadline is turn()'s */
    sd_bus_message_unref(question);
    if (r < 0) {
        e = ERR(r == -ENOMEM ? ERR_FULL : ERR_OFFLINE, -r, "wifi: ask");
    }
    while (!failed(e) && reply == NULL) {
        e = turn(t);
    }
    sd_bus_slot_unref(slot); /* who does not wait any more is not called */
    if (reply != NULL) {
        e = read_reply(t, &reply, said, said_cap);
    }
    *ret_reply = reply;
    return e;
}

struct err wifi_bus_tell(struct wifi_bus *t, const char *path, const char *interface,
                         const char *method, char *said, size_t said_cap)
{
    sd_bus_message *reply = NULL;
    const struct err e =
        wifi_bus_ask(t, wifi_bus_question(t, path, interface, method), &reply, said, said_cap);
    sd_bus_message_unref(reply);
    return e;
}

bool wifi_bus_pause(struct wifi_bus *t, int ms)
{
    const int64_t left = left_ms(t);
    const int64_t wait = left < ms ? left : ms;
    nanosleep(&(struct timespec){.tv_sec = wait / 1000, .tv_nsec = wait % 1000 * 1000000}, NULL);
    return left > 2 * (int64_t)ms;
}

bool wifi_bus_is_owner(const struct wifi_bus *t, sd_bus_message *m)
{
    const char *sender = sd_bus_message_get_sender(m);
    return t->owner[0] != '\0' && sender != NULL && strcmp(sender, t->owner) == 0;
}

void wifi_bus_end(struct wifi_bus *t)
{
    t->bus = sd_bus_close_unref(t->bus);
}
