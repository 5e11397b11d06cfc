#include "app/steward/main_afar.h"

#include <stdio.h>
#include <string.h>

#include "app/outbox/key_file.h"
#include "app/steward/ddi_feedback.h"

#define SETTINGS_CODE 600

/* NULL where there is no such key: then nothing of that kind is taken. */
static const uint8_t *key_of(const char *path, uint8_t key[SEAL_KEY])
{
    return path != NULL && !failed(key_file_read_at(files_linux(), path, key)) ? key : NULL;
}

struct err main_afar_settle(const struct main_afar *a, bool new_boot, int *ret_count)
{
    static struct used u; /* one thread */
    *ret_count = 0;
    const struct err e = used_read(a->dir, a->state, &u);
    if (e.code == ERR_CORRUPT) {
        return ERR_OK; /* every command is refused for it, and says so */
    }
    return failed(e) ? e : used_settle(a->dir, a->state, &u, new_boot, ret_count);
}

static void take(struct main_afar *a, const char *action, const char *bytes, size_t size,
                 struct afar_outcome *o)
{
    uint8_t fleet[SEAL_KEY];
    uint8_t operator[SEAL_KEY];
    const struct afar_place place = {.dir = a->dir,
                                     .state = a->state,
                                     .fleet_key = key_of(a->fleet_key, fleet),
                                     .operator_key = key_of(a->operator_key, operator),
                                     .kiosk = a->site->name,
                                     .group = a->site->group,
                                     .log_key = a->site->log_key,
                                     .action = action,
                                     .orders = a->orders,
                                     .held = true,
                                     .sends = a->outgoing->params.http != NULL,
                                     .now = a->clock->ops->now_s(a->clock)};
    afar_take(&place, bytes, size, o);
    const int word = o->code - SETTINGS_CODE;
    if (word >= 0 && word < DESIRED_WORDS) {
        a->offer = word;
    }
    if (o->brings) {
        outgoing_came(a->outgoing);
    }
}

bool main_afar_disturbs(const struct main_afar *a, const char *path)
{
    uint8_t operator[SEAL_KEY];
    struct file_bytes file = {0};
    if (failed(files_linux()->ops->read(path, SIGNED_TEXT_MAX, &file))) {
        return true;
    }
    const bool disturbs = afar_disturbs(file.bytes, file.size, key_of(a->operator_key, operator));
    files_linux()->ops->unmap(&file);
    return disturbs;
}

void main_afar_take(struct main_afar *a, const char *path, const char *action,
                    struct afar_outcome *ret_outcome)
{
    struct file_bytes file = {0};
    *ret_outcome = (struct afar_outcome){.code = (int)REASON_PART};
    (void)snprintf(ret_outcome->sentence, sizeof ret_outcome->sentence,
                   "the file is neither settings nor a command nor a certificate");
    if (failed(files_linux()->ops->read(path, SIGNED_TEXT_MAX, &file))) {
        return;
    }
    if (afar_is(file.bytes, file.size)) {
        take(a, action, file.bytes, file.size, ret_outcome);
    } else if (a->identity != NULL && main_identity_is(file.bytes, file.size)) {
        main_identity_take(a->identity, file.bytes, file.size, ret_outcome);
    }
    files_linux()->ops->unmap(&file);
}

void main_afar_report(const struct main_afar *a, struct reported *ret_rows)
{
    uint8_t key[SEAL_KEY];
    static struct desired use; /* one thread; large */
    const bool there = key_of(a->fleet_key, key) != NULL &&
                       !failed(remote_read(files_linux(), a->state, key, &use));
    reported_settings(there ? &use : NULL, ret_rows);
    if (a->offer >= 0) {
        reported_offer((enum desired_word)a->offer, ret_rows);
    }
}
