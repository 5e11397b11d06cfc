/* What a phone's browser, or anybody, posts to the portal: refused, or fields that lie in what
 * came, with texts that are texts. The first line is the Content-Type; the body follows. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "platform/base/utf8.h"
#include "platform/sim/portal/form_data.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool good)
{
    if (!good) {
        abort();
    }
}

static void judge(const struct form_data *form, size_t size)
{
    size_t files = 0;
    must(form->count >= 0 && form->count <= FORM_FIELDS);
    for (int i = 0; i < form->count; i++) {
        const struct form_field *f = &form->fields[i];
        must(f->name != NULL && f->value != NULL && f->filename != NULL && f->type != NULL);
        must(f->value[f->size] == '\0' && f->size <= size);
        must(strlen(f->name) <= size && strlen(f->filename) <= size && strlen(f->type) <= size);
        if (!f->file) {
            must(strlen(f->value) == f->size && utf8_valid(f->value, f->size));
        }
        files += f->file ? f->size : 0;
        must(form_data_find(form, f->name) != NULL);
    }
    must(files <= size);
    /* The fuzzer reads this name in the comparison and sends it, one day in many. */
    static const char name[] = "no such name of any form";
    must(form_data_find(form, name) != NULL || form_data_text(form, name)[0] == '\0');
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const uint8_t *end = memchr(data, '\n', size);
    char type[200];
    if (end == NULL || end - data >= (ptrdiff_t)sizeof type) {
        return 0;
    }
    const size_t head = (size_t)(end - data);
    memcpy(type, data, head);
    type[head] = '\0';
    char *body = malloc(size - head); /* the NUL takes the line's end's place */
    memcpy(body, end + 1, size - head - 1);
    body[size - head - 1] = '\0';
    struct form_data form;
    if (!failed(form_data_read(type, body, size - head - 1, &form))) {
        judge(&form, size);
        form_data_free(&form);
    }
    free(body);
    return 0;
}
