/* Whatever stands in the journal of slips: read to a state the kiosk can go on from, and the same
 * when it is read again. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/receipt/print_journal.h"
#include "platform/sim/journal_memory.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct journal_memory memory;
    struct print_journal j, again;
    journal_memory_init(&memory);
    if (size > JOURNAL_MEMORY_BYTES) {
        return 0;
    }
    snprintf(memory.files[0].name, sizeof memory.files[0].name, "%s", PRINT_JOURNAL_NAME);
    memcpy(memory.files[0].text, data, size);
    memory.files[0].size = size;
    if (failed(print_journal_open(&j, &memory.port, ""))) {
        return 0;
    }
    if (j.state == PRINT_STATE_SENDING || (j.interrupted && j.state != PRINT_STATE_UNKNOWN)) {
        abort();
    }
    if (failed(print_journal_open(&again, &memory.port, ""))) {
        return 0;
    }
    if (again.interrupted || again.state != j.state || again.number != j.number) {
        abort();
    }
    (void)!failed(print_journal_begin(&again));
    (void)!failed(print_journal_end(&again, ERR_OK, (enum print_proof)0));
    return 0;
}
