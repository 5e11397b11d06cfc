/* Staff look at one application that is not known to have arrived: where it stands and why, and
 * what a person may decide. It may move meanwhile: it is found anew by its id with every look. */
#include <stdio.h>
#include <string.h>

#include "app/staff/file_why.h"
#include "app/steps.h"
#include "platform/base/log.h"

const struct outbox_row *step_file(const struct app *a)
{
    const struct staff_files *files = a->staff.files;
    for (int i = 0; files != NULL && i < files->count; i++) {
        if (strcmp(files->rows[i].uuid, a->staff.file) == 0) {
            return &files->rows[i];
        }
    }
    return NULL;
}

bool step_open_file(struct app *a, int which, struct effects *fx)
{
    const struct staff_files *files = a->staff.files;
    if (files == NULL || which < 0 || which >= files->count) {
        return false;
    }
    memcpy(a->staff.file, files->rows[which].uuid, sizeof a->staff.file);
    a->staff.file_word = MSG_NONE;
    step_sheet(a, SHEET_STAFF_FILE, fx);
    return true;
}

bool step_file_may(const struct app *a, enum staff_act what)
{
    const struct outbox_row *row = step_file(a);
    if (row == NULL || row->withdrawal == OUTBOX_WITHDRAWAL_ASKED) {
        return false;
    }
    const bool away = row->state == OUTBOX_EXPORTED;
    return what == ACT_FILE_SEND ? !away
           : what == ACT_FILE_BACK || what == ACT_FILE_DONE
               ? away
               : what == ACT_FILE_DROP && file_is_for_a_person(row, a->now_s);
}

static enum staff_wish wish_of(enum staff_act what)
{
    return what == ACT_FILE_SEND   ? STAFF_FILE_SEND
           : what == ACT_FILE_BACK ? STAFF_FILE_BACK
           : what == ACT_FILE_DONE ? STAFF_FILE_DONE
                                   : STAFF_FILE_DROP;
}

void step_file_act(struct app *a, enum staff_act what, struct effects *fx)
{
    if (!step_file_may(a, what)) { /* it moved while staff thought about it */
        a->staff.file_word = MSG_UNSENT_MOVED;
    } else {
        a->staff.file_word = MSG_NONE;
        log_event(EV_STAFF_ACT, what, a->visit != NULL);
        step_effect(fx, FX_STAFF, (int)wish_of(what));
    }
    a->revision++;
}

/* What was done is said once it is; the courier is woken where it has something to do. */
void step_file_told(struct app *a, const struct staff_news *news, struct effects *fx)
{
    static const enum message_id done[] = {[STAFF_FILE_SEND] = MSG_UNSENT_SENDS,
                                           [STAFF_FILE_BACK] = MSG_UNSENT_IS_BACK,
                                           [STAFF_FILE_DONE] = MSG_UNSENT_IS_DONE,
                                           [STAFF_FILE_DROP] = MSG_UNSENT_IS_DROPPED};
    if (app_sheet(a) != SHEET_STAFF_FILE || news->wish < STAFF_FILE_SEND ||
        news->wish > STAFF_FILE_DROP) {
        return;
    }
    a->staff.file_word = !failed(news->error)              ? done[news->wish]
                         : news->error.code == ERR_REFUSED ? MSG_UNSENT_MOVED
                                                           : MSG_UNSENT_NOT_DONE;
    if (!failed(news->error)) {
        step_effect(fx, FX_ASK, PORTAL_TRY);
    }
    step_effect(fx, FX_SPEAK, 0);
}
