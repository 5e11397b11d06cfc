#include "app/outbox/seal_pin.h"

#include <errno.h>
#include <sodium.h>
#include <string.h>

_Static_assert(SEAL_PIN_TEXT == crypto_pwhash_argon2id_STRBYTES, "one size of the kept text");

#define USUAL_PASSES 3
#define USUAL_BYTES  ((size_t)64 << 20)

struct seal_pin_cost seal_pin_cost_usual(void)
{
    return (struct seal_pin_cost){USUAL_PASSES, USUAL_BYTES};
}

struct err seal_pin_make(const char *word, struct seal_pin_cost cost, char ret_text[SEAL_PIN_TEXT])
{
    memset(ret_text, 0, SEAL_PIN_TEXT);
    const int made =
        crypto_pwhash_argon2id_str(ret_text, word, strlen(word), cost.passes, cost.bytes);
    return made == 0 ? ERR_OK : ERR(ERR_FULL, 0, "seal pin: no memory for it");
}

struct err seal_pin_check(const char *text, const char *word)
{
    /* Asks libsodium itself whether it reads the text: any cost fits here. */
    if (crypto_pwhash_argon2id_str_needs_rehash(text, USUAL_PASSES, USUAL_BYTES) < 0) {
        return ERR(ERR_CORRUPT, 0, "seal pin: the kept text is damaged");
    }
    errno = 0;
    if (crypto_pwhash_argon2id_str_verify(text, word, strlen(word)) == 0) {
        return ERR_OK;
    }
    return errno == ENOMEM ? ERR(ERR_FULL, 0, "seal pin: no memory for it")
                           : ERR(ERR_REFUSED, 0, "seal pin: another word");
}
