#include "ui/print_queue.h"

bool print_queue_has(const struct print_queue *q, enum print_what what)
{
    for (int i = 0; i < q->count; i++) {
        if (q->waiting[i] == what) {
            return true;
        }
    }
    return false;
}

void print_queue_put(struct print_queue *q, enum print_what what)
{
    if (!print_queue_has(q, what)) { /* each kind once: there is room for all */
        q->waiting[q->count++] = what;
    }
}

bool print_queue_take(struct print_queue *q, enum print_what *ret_what)
{
    if (q->count == 0) {
        return false;
    }
    *ret_what = q->waiting[0];
    q->count--;
    for (int i = 0; i < q->count; i++) {
        q->waiting[i] = q->waiting[i + 1];
    }
    return true;
}

void print_queue_prune(struct print_queue *q, const struct app *a)
{
    int kept = 0;
    for (int i = 0; i < q->count; i++) {
        if (app_print_wanted(a, q->waiting[i])) {
            q->waiting[kept++] = q->waiting[i];
        }
    }
    q->count = kept;
}
