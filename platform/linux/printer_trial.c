#include "platform/linux/printer_trial.h"

#include <string.h>

static struct err print(struct port_printer_trial *port, const char *uri, const struct bits *page,
                        const atomic_bool *stop, enum print_proof *ret_proof)
{
    struct printer_trial *t = (struct printer_trial *)port;
    if (t->used != NULL && strcmp(uri, t->used_uri) == 0) {
        return t->used->ops->print(t->used, page, stop, ret_proof);
    }
    struct err e = printer_open(&t->own, uri, page->width);
    if (!failed(e)) {
        e = t->own.port->ops->print(t->own.port, page, stop, ret_proof);
    }
    printer_close(&t->own);
    return e;
}

void printer_trial_init(struct printer_trial *t, struct port_printer *used, const char *used_uri)
{
    *t = (struct printer_trial){.port = {print}, .used = used, .used_uri = used_uri};
}
