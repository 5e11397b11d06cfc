/* An exchange's own words and the order of its pieces, sealed to the courier's own key: how they
 * lie in courier.db. */
#ifndef APP_COURIER_FROZEN_H
#define APP_COURIER_FROZEN_H

#include "app/courier/adapter.h"

/* Whether the exchange has words of its own. */
bool frozen_needed(const struct exchange *x);

/* Bytes the sealed form takes. */
size_t frozen_size(const struct exchange *x, const struct buf *words);

/* Seals into out of cap bytes; scratch has room for as much again. */
MUST_USE struct err frozen_seal(const struct seal_secret *key, const struct exchange *x,
                                const struct buf *words, struct arena *scratch, uint8_t *out,
                                size_t cap, size_t *ret_size);

/* Fills pieces and words again. ERR_CORRUPT, ERR_NOT_FOUND (another key), ERR_VERSION. */
MUST_USE struct err frozen_open(const struct seal_secret *key, const uint8_t *sealed, size_t size,
                                struct exchange *x, struct buf *words);

#endif
