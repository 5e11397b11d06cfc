#include "app/steward/main_pack.h"

#include <stdio.h>
#include <time.h>

#include "app/outbox/key_file.h"
#include "app/pack/pack_store.h"
#include "platform/port_clock.h"

#define VIETNAM    (7 * 3600)
#define TEXT_BYTES (4u << 20) /* pages are taken when used */

/* The last sentence is what staff are told. */
static void tell(void *context, const char *sentence)
{
    ddi_plain(sentence, context);
}

static void today(char out[16])
{
    struct port_clock clock = clock_linux();
    const time_t now = (time_t)clock.ops->now_s(&clock) + VIETNAM;
    struct tm t;
    if (gmtime_r(&now, &t) == NULL || strftime(out, 16, "%Y-%m-%d", &t) == 0) {
        (void)snprintf(out, 16, "1970-01-01");
    }
}

bool steward_take_pack(void *context, const char *path, char ret_why[DDI_DETAIL])
{
    static uint8_t storage[TEXT_BYTES];
    const struct pack_taker *taker = context;
    const struct pack_listener listener = {ret_why, tell};
    struct port_dir dir = dir_linux();
    struct arena arena;
    struct file_bytes file = {0};
    uint8_t key[SEAL_KEY];
    char day[16];
    ret_why[0] = '\0';
    if (taker->key == NULL || failed(key_file_read_at(files_linux(), taker->key, key))) {
        (void)snprintf(ret_why, DDI_DETAIL, "this kiosk has no key to judge packs by");
        return false;
    }
    if (failed(files_linux()->ops->read(path, PACK_MAX, &file))) {
        (void)snprintf(ret_why, DDI_DETAIL, "larger than a pack may be");
        return false;
    }
    today(day);
    arena_init(&arena, storage, sizeof storage);
    const struct pack_offer offer = {file.bytes, file.size, key, day};
    const struct pack_outcome o = pack_install(&dir, taker->state, &arena, &offer, &listener);
    files_linux()->ops->unmap(&file);
    if (ret_why[0] == '\0') {
        ddi_plain(pack_sentence(o.refusal), ret_why);
    }
    return o.refusal == PACK_TAKEN || o.refusal == PACK_SAME;
}
