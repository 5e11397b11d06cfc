#include "app/steward/obey.h"

#include <stdio.h>

#include "app/audit/log_bundle.h"
#include "app/steward/lock.h"

static struct err write_log(const struct obey_place *p, const char *folder, const char *id)
{
    char log[DIR_PATH_MAX];
    char name[OUTGOING_NAME];
    struct seal_public to;
    outgoing_name(id, OUTGOING_LOG, name);
    (void)snprintf(log, sizeof log, "%s/log", p->state);
    if (!seal_unhex(p->log_key, to.key)) {
        return ERR(ERR_BAD_INPUT, 0, "obey: log.key");
    }
    return log_bundle_write(log, &to, p->dir, folder, name);
}

static struct err take_picture(const struct obey_place *p, const char *folder, const char *id)
{
    char name[OUTGOING_NAME];
    outgoing_name(id, OUTGOING_PICTURE, name);
    return p->orders->ops->picture(p->orders, folder, name);
}

static struct err carry_out(const struct obey_place *p, const struct command *c)
{
    const enum command_kind kind = c->kind;
    char folder[DIR_PATH_MAX];
    (void)snprintf(folder, sizeof folder, "%s/" OUTGOING_FOLDER, p->state);
    if (command_brings(kind)) {
        const struct err e = p->dir->ops->make(p->dir, folder);
        if (failed(e)) {
            return e;
        }
    }
    return kind == COMMAND_RESTART   ? p->orders->ops->restart(p->orders)
           : kind == COMMAND_PICTURE ? take_picture(p, folder, c->id)
           : kind == COMMAND_LOG     ? write_log(p, folder, c->id)
                                     : lock_put(p->dir, p->state, kind == COMMAND_LOCK);
}

/* Nothing is done before it is listed; a refusal for the citizen's sake uses nothing up. */
static enum command_word begin(const struct obey_place *p, struct used *u, const struct command *c)
{
    if (failed(used_begin(p->dir, p->state, u, c, p->action))) {
        return COMMAND_NO_STORE;
    }
    const struct err e = carry_out(p, c);
    if (e.code == ERR_REFUSED && !failed(used_forget(p->dir, p->state, u, c->id))) {
        return COMMAND_NOT_NOW;
    }
    const enum command_word word = failed(e) ? COMMAND_FAILED : COMMAND_DONE;
    const struct err kept = used_end(p->dir, p->state, u, c->id, word);
    (void)kept; /* listed as begun it is used up all the same */
    return word;
}

enum command_word obey(const struct obey_place *p, const char *bytes, size_t size,
                       struct command *ret_command, bool *ret_before)
{
    struct used u;
    *ret_before = false;
    enum command_word word = command_read(bytes, size, p->key, ret_command);
    if (word != COMMAND_BEGUN) {
        return word;
    }
    const struct err listed = used_read(p->dir, p->state, &u);
    const bool used = !failed(listed) && used_has(&u, ret_command);
    if (used) {
        word = used_told(&u, ret_command->id, p->action);
        *ret_before = word != COMMAND_USED;
    }
    if (*ret_before) {
        return word;
    }
    word = command_judge(ret_command, p->kiosk, p->now);
    if (word != COMMAND_BEGUN) {
        return word;
    }
    if (failed(listed)) {
        return COMMAND_NO_STORE;
    }
    return used                                                      ? COMMAND_USED
           : command_needs_hold(ret_command->kind) && !p->held       ? COMMAND_NOT_NOW
           : ret_command->kind == COMMAND_LOG && *p->log_key == '\0' ? COMMAND_NO_KEY
                                                                     : begin(p, &u, ret_command);
}
