/* Any configuration file: read or refused with a sentence; never half applied. What is read is
 * written out and read again as the same. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "app/settings.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static char printed[32768];
    struct settings before, s, again;
    struct setting_problem problem = {0};
    char *text = malloc(size + 1);
    memcpy(text, data, size);
    text[size] = '\0';
    memset(&before, 0, sizeof before);
    settings_default(&before);
    s = before;
    if (failed(settings_parse(&s, text, &problem))) {
        if (problem.message[0] == '\0' || memcmp(&s, &before, sizeof s) != 0) {
            abort();
        }
    } else {
        struct buf out;
        buf_init(&out, printed, sizeof printed);
        settings_print(&s, &out);
        again = before;
        if (failed(settings_parse(&again, out.data, &problem))) {
            abort();
        }
    }
    free(text);
    return 0;
}
