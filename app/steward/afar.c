#include "app/steward/afar.h"

#include <stdio.h>
#include <string.h>

#define SETTINGS_CODE 600

static bool begins(const char *bytes, size_t size, const char *with)
{
    const size_t length = strlen(with);
    return size > length && memcmp(bytes, with, length) == 0;
}

bool afar_is(const char *bytes, size_t size)
{
    return begins(bytes, size, "rong-desired ") || begins(bytes, size, "rong-command ");
}

bool afar_disturbs(const char *bytes, size_t size, const uint8_t *operator_key)
{
    struct command c;
    return operator_key == NULL || !begins(bytes, size, "rong-command ") ||
           command_read(bytes, size, operator_key, &c) != COMMAND_BEGUN ||
           command_needs_hold(c.kind);
}

static void say(struct afar_outcome *o, int code, const char *sentence)
{
    o->code = code;
    (void)snprintf(o->sentence, sizeof o->sentence, "%s", sentence);
}

/* Refused keys are counted here and named in what is reported of the settings. */
static void take_settings(const struct afar_place *p, const char *bytes, size_t size,
                          struct afar_outcome *o)
{
    struct desired d;
    const struct remote_offer offer = {.bytes = bytes,
                                       .size = size,
                                       .key = p->fleet_key,
                                       .kiosk = p->kiosk,
                                       .group = p->group,
                                       .now = p->now};
    if (p->fleet_key == NULL) {
        say(o, SETTINGS_CODE + (int)DESIRED_UNSIGNED, "this kiosk has no key to judge settings by");
        return;
    }
    const enum desired_word word = remote_take(p->dir, p->state, &offer, &d);
    o->done = word == DESIRED_TAKEN || word == DESIRED_SAME;
    o->settings = word == DESIRED_TAKEN;
    /* Also for the same ones: they may have been cut off between the taking and the order. */
    o->restarts = o->done && !failed(p->orders->ops->again(p->orders));
    say(o, SETTINGS_CODE + (int)word, desired_sentence(word));
    if (o->done && desired_refused(&d) > 0) {
        (void)snprintf(o->sentence, sizeof o->sentence, "%s; %d of %d keys were refused",
                       desired_sentence(word), desired_refused(&d), d.count);
    }
}

static void take_command(const struct afar_place *p, const char *bytes, size_t size,
                         struct afar_outcome *o)
{
    struct command c;
    bool before = false;
    const struct obey_place place = {.dir = p->dir,
                                     .state = p->state,
                                     .key = p->operator_key,
                                     .kiosk = p->kiosk,
                                     .log_key = p->log_key,
                                     .orders = p->orders,
                                     .action = p->action,
                                     .held = p->held,
                                     .now = p->now};
    if (p->operator_key == NULL) {
        say(o, command_code(COMMAND_UNSIGNED), "this kiosk has no key to judge commands by");
        return;
    }
    const enum command_word word = obey(&place, bytes, size, &c, &before);
    o->done = word == COMMAND_DONE;
    o->restarts = o->done && !before && c.kind == COMMAND_RESTART;
    o->again = word == COMMAND_NOT_NOW;
    o->brings = o->done && command_brings(c.kind);
    say(o, command_code(word),
        o->brings && p->sends ? "taken, goes to the fleet" : command_sentence(word));
}

void afar_take(const struct afar_place *p, const char *bytes, size_t size,
               struct afar_outcome *ret_outcome)
{
    *ret_outcome = (struct afar_outcome){.code = 0};
    if (begins(bytes, size, "rong-desired ")) {
        take_settings(p, bytes, size, ret_outcome);
    } else {
        take_command(p, bytes, size, ret_outcome);
    }
}
