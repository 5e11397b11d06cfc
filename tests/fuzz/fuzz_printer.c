/* Any bytes from a printer: answers come out whole, texts end. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "platform/linux/escpos_answers.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct escpos_answers answers;
    memset(&answers, 0x2A, sizeof answers);
    escpos_answers_reset(&answers);
    for (size_t i = 0; i < size; i++) {
        struct escpos_answer a;
        memset(&a, 0, sizeof a);
        escpos_answers_take(&answers, data[i], &a);
        if (memchr(a.text, '\0', sizeof a.text) == NULL ||
            memchr(a.id, '\0', sizeof a.id) == NULL) {
            abort();
        }
    }
    return 0;
}
