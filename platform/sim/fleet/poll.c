#include "platform/sim/fleet/poll.h"

#include <stdio.h>
#include <string.h>

#include "platform/base/utf8.h"
#include "platform/sim/fleet/action.h"
#include "platform/sim/fleet/auth.h"

void poll_link(const struct call *c, json_t *links, const char *name, const char *rest)
{
    json_object_set_new(links, name, json_pack("{s:s++}", "href", c->base, "/", rest));
}

/* The target's own sleep, else the server's; shorter while a maintenance window is to come. */
static void write_sleep(const struct call *c, const struct action *a, char *out, size_t cap)
{
    if (!store_text(c->store, out, cap,
                    "SELECT sleep FROM target WHERE id = ? AND sleep IS NOT NULL", "s",
                    c->place->target)) {
        store_setting(c->store, "sleep", "00:05:00", out, cap);
    }
    const int64_t seconds = nap_read(out);
    if (a != NULL && seconds > 0 && action_window(a, c->q->now) == WINDOW_COMING) {
        nap_write(nap_before(seconds, c->q->now, a->window_start), out, cap);
    }
}

static void link_action(const struct call *c, json_t *links, const struct action *a)
{
    char rest[80];
    const int number = action_number(a, c->q->now);
    if (action_is(a, "WAIT_FOR_CONFIRMATION")) {
        snprintf(rest, sizeof rest, "confirmationBase/%lld?c=%d", (long long)a->id, number);
        poll_link(c, links, "confirmationBase", rest);
    } else if (action_cancelled(a)) {
        snprintf(rest, sizeof rest, "cancelAction/%lld", (long long)a->id);
        poll_link(c, links, "cancelAction", rest);
    } else {
        snprintf(rest, sizeof rest, "deploymentBase/%lld?c=%d", (long long)a->id, number);
        poll_link(c, links, "deploymentBase", rest);
    }
}

static void link_rest(const struct call *c, json_t *links)
{
    char rest[80];
    const int64_t installed = store_number(
        c->store, 0, "SELECT installed_action FROM target WHERE id = ?", "s", c->place->target);
    if (installed > 0) {
        snprintf(rest, sizeof rest, "installedBase/%lld", (long long)installed);
        poll_link(c, links, "installedBase", rest);
    }
    if (store_number(c->store, 0, "SELECT ask FROM target WHERE id = ?", "s", c->place->target)) {
        poll_link(c, links, "configData", "configData");
    }
}

void poll_answer(struct call *c)
{
    struct action a;
    char sleep[64];
    json_t *links = json_object();
    auth_register(c);
    bool has_action = action_current(c->store, c->place->target, &a);
    if (has_action && action_window(&a, c->q->now) == WINDOW_LAPSED) {
        (void)action_cancel(c->store, &a, c->q->now);
        has_action = action_current(c->store, c->place->target, &a);
    }
    write_sleep(c, has_action ? &a : NULL, sleep, sizeof sleep);
    if (has_action) {
        link_action(c, links, &a);
    }
    link_rest(c, links);
    answer_json(
        c->r, 200,
        json_pack("{s:{s:{s:s}},s:o}", "config", "polling", "sleep", sleep, "_links", links));
}

/* Every value a string, and none too long. */
static bool attributes_fit(json_t *data)
{
    const char *key = NULL;
    json_t *value = NULL;
    json_object_foreach(data, key, value)
    {
        if (!json_is_string(value) || utf8_count(key) > POLL_ATTRIBUTE_LENGTH || key[0] == '\0' ||
            utf8_count(json_string_value(value)) > POLL_ATTRIBUTE_LENGTH) {
            return false;
        }
    }
    return true;
}

static void keep_attributes(const struct call *c, json_t *data, bool remove)
{
    const char *key = NULL;
    json_t *value = NULL;
    json_object_foreach(data, key, value)
    {
        if (remove) {
            store_run(c->store, "DELETE FROM attribute WHERE target = ? AND key = ?", "ss",
                      c->place->target, key);
        } else {
            store_run(c->store,
                      "INSERT OR REPLACE INTO attribute(target, key, value) VALUES(?, ?, ?)", "sss",
                      c->place->target, key, json_string_value(value));
        }
    }
}

/* The quota is looked at after the change, which is undone then. */
static void change_attributes(const struct call *c, json_t *data, const char *mode)
{
    const char *target = c->place->target;
    const bool remove = strcmp(mode, "remove") == 0;
    const bool replace = strcmp(mode, "replace") == 0;
    if (!attributes_fit(data)) {
        answer_mishap(c->r, MISHAP_ATTRIBUTES);
        return;
    }
    store_run(c->store, "SAVEPOINT attributes", "");
    if (replace) {
        store_run(c->store, "DELETE FROM attribute WHERE target = ?", "s", target);
    }
    keep_attributes(c, data, remove);
    const int64_t count =
        store_number(c->store, 0, "SELECT count(*) FROM attribute WHERE target = ?", "s", target);
    if (count > POLL_ATTRIBUTES) {
        store_run(c->store, "ROLLBACK TO attributes", "");
        answer_mishap(c->r, MISHAP_QUOTA);
        c->r->status = c->fleet->quota_status;
    } else {
        store_run(c->store, "UPDATE target SET ask = ask AND ? WHERE id = ?", "is", (int64_t)remove,
                  target);
        answer_empty(c->r, 200);
    }
    store_run(c->store, "RELEASE attributes", "");
}

void poll_config(struct call *c)
{
    json_t *body = json_loadb(c->q->body, c->q->size, 0, NULL);
    json_t *data = json_object_get(body, "data");
    const json_t *mode = json_object_get(body, "mode");
    const char *word = mode == NULL || json_is_null(mode) ? "merge" : json_string_value(mode);
    const bool known =
        word != NULL &&
        (strcmp(word, "merge") == 0 || strcmp(word, "replace") == 0 || strcmp(word, "remove") == 0);
    if (!json_is_object(body) || !known || (data != NULL && !json_is_object(data))) {
        answer_mishap(c->r, MISHAP_NOT_READABLE);
    } else if (json_object_size(data) == 0) {
        answer_mishap(c->r, MISHAP_CONSTRAINT);
    } else if (auth_known(c)) {
        change_attributes(c, data, word);
    }
    json_decref(body);
}
