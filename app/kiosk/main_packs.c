/* Installed packs, before anything asks for a language. A pack that cannot be used is told and left
 * out: the kiosk serves with what is built in. */
#include <stdio.h>
#include <string.h>

#include "app/kiosk/kiosk.h"
#include "app/outbox/key_file.h"

#define TEXT_BYTES (4u << 20) /* pages are taken when used */

static void tell(void *context, const char *sentence)
{
    (void)context;
    fprintf(stderr, "kiosk: packs/%s.\n", sentence);
}

void kiosk_packs(struct kiosk *k)
{
    static uint8_t storage[TEXT_BYTES];
    static struct arena arena;
    uint8_t key[SEAL_KEY];
    const struct pack_listener listener = {NULL, tell};
    if (k->packs_key == NULL) {
        return;
    }
    if (failed(seal_start()) || failed(key_file_read_at(files_linux(), k->packs_key, key))) {
        fprintf(stderr, "kiosk: --packs-key: %s is no key; packs are not used.\n", k->packs_key);
        return;
    }
    (void)memcpy(k->kit.packs_key, key, SEAL_KEY);
    k->kit.has_packs_key = true;
    arena_init(&arena, storage, sizeof storage);
    pack_use_all(&arena, files_linux(), k->state, key, &listener, &k->packs);
}
