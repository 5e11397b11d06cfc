/* Any scanned payload: judged, never over its fields; a rejection leaves nothing behind. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "app/citizen/card.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct card card;
    char *payload = malloc(size + 1);
    memcpy(payload, data, size);
    payload[size] = '\0';
    card_parse(payload, size, (struct date){2026, 11, 23}, &card);
    if (card.result == CARD_REJECT && (card.name[0] != '\0' || card.id[0] != '\0')) {
        abort();
    }
    if (card.result != CARD_REJECT && strlen(card.id) != 12) {
        abort();
    }
    free(payload);
    return 0;
}
