#include "app/courier/main_once.h"

#include <stdio.h>

#include "app/courier/reasons.h"

#define ONCE_PASSES 3

static int say_what_is_left(const struct courier_report *r)
{
    if (r->waiting > 0) {
        printf("courier: %d sent, waiting for the file number\n", r->waiting);
    }
    if (r->left > 0) {
        printf("courier: %d left: %s\n", r->left, reason_sentence(r->reason));
    }
    return r->left == 0 ? 0 : 1;
}

int courier_run_once(struct courier *c)
{
    struct courier_report sum = {.reason = ""};
    struct courier_report r = {.reason = ""};
    struct err e = ERR_OK;
    for (int pass = 0; pass < ONCE_PASSES; pass++) {
        e = courier_round(c, true, &r);
        sum.received += r.received;
        sum.withdrawn += r.withdrawn;
        sum.exported += r.exported;
        if (failed(e) || r.later == 0 || c->line_lost ||
            (c->params.stop != NULL && atomic_load(c->params.stop))) {
            break;
        }
    }
    if (e.code == ERR_NOT_FOUND) {
        printf("courier: nothing was ever saved here\n");
        return 0;
    }
    if (!failed(e)) {
        e = courier_count(c, &sum);
    }
    if (failed(e)) {
        fprintf(stderr, "courier: outbox: %s%s\n", e.at,
                e.code == ERR_VERSION ? "; nothing was changed: start the newer version" : "");
        return 1;
    }
    printf("courier: %d received\n", sum.received);
    if (sum.withdrawn > 0) {
        printf("courier: %d withdrawn\n", sum.withdrawn);
    }
    if (sum.exported > 0) {
        printf("courier: %d sealed for another kiosk\n", sum.exported);
    }
    return say_what_is_left(&sum);
}
