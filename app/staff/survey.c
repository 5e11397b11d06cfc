#include "app/staff/survey.h"

#include "app/clock_judge.h"
#include "app/outbox/outbox_export.h"

static bool waits(const struct outbox_row *r)
{
    return !r->at_rest && (r->state == OUTBOX_SAVED || r->state == OUTBOX_SENDING ||
                           r->state == OUTBOX_SENT || r->state == OUTBOX_HELD);
}

/* It went to another kiosk and is not known to have arrived. */
static bool is_away(const struct outbox_row *r)
{
    return !r->at_rest && r->state == OUTBOX_EXPORTED;
}

static void list(const struct outbox_row *r, struct staff_files *files)
{
    if (files->count < STAFF_FILES) {
        files->rows[files->count++] = *r;
    }
    files->total++;
}

static void count(const struct outbox_row *r, int64_t now, struct health_outbox *found)
{
    const bool dated = r->saved_at >= CLOCK_LEAST; /* app/clock_judge.h */
    const int64_t age = dated && now > r->saved_at ? now - r->saved_at : 0;
    found->waiting++;
    found->undated += !dated;
    found->held += r->state == OUTBOX_HELD;
    found->oldest_s = age > found->oldest_s ? age : found->oldest_s;
}

struct err survey(struct outbox *o, int64_t now, int64_t midnight, struct health_outbox *ret_found,
                  struct staff_files *ret_files)
{
    struct outbox_row row;
    int64_t seq = 0;
    *ret_found = (struct health_outbox){.worst = OUTBOX_WORST_CASE};
    ret_files->count = 0;
    ret_files->total = 0;
    ret_files->day = (struct day_files){.filed = 0};
    struct err e = outbox_next(o, seq, &seq, &row);
    while (!failed(e)) {
        day_count(&ret_files->day, &row, midnight);
        if (waits(&row)) {
            count(&row, now, ret_found);
        }
        if (waits(&row) || is_away(&row)) {
            list(&row, ret_files);
        }
        e = outbox_next(o, seq, &seq, &row);
    }
    if (e.code != ERR_NOT_FOUND) {
        return e;
    }
    e = outbox_room(o, &ret_found->room);
    if (failed(e) && e.code == ERR_NOT_FOUND) { /* no courier ran yet: its row says so */
        ret_found->room = OUTBOX_WORST_CASE;
        e = ERR_OK;
    }
    ret_found->told = !failed(e);
    return e;
}

struct err survey_file(struct outbox *o, enum staff_wish wish, const char *uuid, int64_t now)
{
    return wish == STAFF_FILE_SEND   ? outbox_retry(o, uuid, now)
           : wish == STAFF_FILE_BACK ? outbox_take_back(o, uuid, now)
           : wish == STAFF_FILE_DONE ? outbox_export_end(o, uuid)
                                     : outbox_withdraw(o, uuid);
}

struct err survey_retry(struct outbox *o, int64_t now, int *ret_count)
{
    struct outbox_row row;
    int64_t seq = 0;
    *ret_count = 0;
    struct err e = outbox_next(o, seq, &seq, &row);
    while (!failed(e)) {
        const struct err tried = waits(&row) ? outbox_retry(o, row.uuid, now) : ERR_OK;
        if (failed(tried) && tried.code != ERR_REFUSED) {
            return tried;
        }
        *ret_count += waits(&row) && !failed(tried);
        e = outbox_next(o, seq, &seq, &row);
    }
    return e.code == ERR_NOT_FOUND ? ERR_OK : e;
}
