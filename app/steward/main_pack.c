#include "app/steward/main_pack.h"

#include <stdio.h>
#include <time.h>

#include "app/outbox/key_file.h"
#include "app/pack/pack_fate.h"
#include "app/pack/pack_store.h"
#include "app/pack/pack_tokens.h"
#include "platform/base/secret.h"
#include "platform/port_clock.h"
#include "ui/tokens.h"

#define VIETNAM (7 * 3600)

_Static_assert(PACK_HANDLE <= PLAN_HANDLE, "a handle fits into the plan");

/* The first sentence is what staff are told: those after it follow from it. */
static void tell(void *context, const char *sentence)
{
    char *why = context;
    if (why[0] == '\0') {
        ddi_plain(sentence, why);
    }
}

static int64_t now_s(void)
{
    struct port_clock clock = clock_linux();
    return clock.ops->now_s(&clock);
}

static void today(char out[16])
{
    const time_t now = (time_t)now_s() + VIETNAM;
    struct tm t;
    if (gmtime_r(&now, &t) == NULL || strftime(out, 16, "%Y-%m-%d", &t) == 0) {
        (void)snprintf(out, 16, "9999-12-31"); /* without a clock nothing is in time */
    }
}

static enum reason reason_of(enum pack_refusal refusal)
{
    switch (refusal) {
    case PACK_TAKEN:
    case PACK_SAME:
        return REASON_DONE;
    case PACK_NOT_SIGNED:
        return REASON_SIGNATURE;
    case PACK_UNSOUND:
        return REASON_UNSOUND;
    case PACK_NEEDS_NEWER:
        return REASON_FIRMWARE;
    case PACK_EXPIRED:
        return REASON_EXPIRED;
    case PACK_OLDER:
        return REASON_OLDER;
    case PACK_UNDONE:
        return REASON_UNDONE;
    case PACK_NOT_STORED:
    default:
        return REASON_INSTALL;
    }
}

/* Read into memory of its own: nobody can change it between the judgement and the writing. */
static enum reason take(const struct pack_taker *taker, const char *path, struct arena *arena,
                        char ret_handle[PLAN_HANDLE], char ret_why[DDI_DETAIL])
{
    const struct pack_listener listener = {ret_why, tell};
    struct file_bytes file = {0};
    uint8_t key[SEAL_KEY];
    char day[16];
    if (taker->key == NULL || failed(key_file_read_at(files_linux(), taker->key, key))) {
        (void)snprintf(ret_why, DDI_DETAIL, "this kiosk has no key to judge packs by");
        return REASON_SIGNATURE;
    }
    if (failed(files_linux()->ops->read(path, PACK_MAX, &file))) {
        (void)snprintf(ret_why, DDI_DETAIL, "larger than a pack may be");
        return REASON_TOO_LARGE;
    }
    today(day);
    const struct pack_offer offer = {file.bytes, file.size, key, day};
    const struct pack_outcome o = pack_install(taker->dir, taker->state, arena, &offer, &listener);
    files_linux()->ops->unmap(&file);
    pack_handle(o.about.name, o.mark, ret_handle);
    if (ret_why[0] == '\0') {
        ddi_plain(pack_sentence(o.refusal), ret_why);
    }
    return reason_of(o.refusal);
}

enum reason steward_take_pack(void *context, const char *path, char ret_handle[PLAN_HANDLE],
                              char ret_why[DDI_DETAIL])
{
    struct arena arena = {0};
    ret_why[0] = '\0';
    pack_tokens_lend(tokens_judge);
    if (failed(secret_open_large(&arena, PACK_TRIAL_BYTES))) {
        (void)snprintf(ret_why, DDI_DETAIL, "there is no memory to try the pack in");
        return REASON_INSTALL;
    }
    const enum reason reason = take(context, path, &arena, ret_handle, ret_why);
    secret_close(&arena);
    return reason;
}

enum plan_try steward_try_pack(void *context, const char *handle, char ret_why[DDI_DETAIL])
{
    const struct pack_taker *taker = context;
    char why[PACK_FATE_WHY];
    const enum pack_fate fate = pack_fate(taker->dir, taker->state, handle, now_s(), why);
    ddi_plain(why, ret_why);
    switch (fate) {
    case FATE_TRYING:
        return PLAN_TRYING;
    case FATE_STANDS:
        return PLAN_STANDS;
    case FATE_UNTRIED:
        return PLAN_UNTRIED;
    case FATE_FELL:
    case FATE_GONE:
    default:
        return PLAN_FELL;
    }
}
