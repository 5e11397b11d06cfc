/* The states of what is not sent, and of one such application. */
#include <stdio.h>
#include <string.h>

#include "app/clock_judge.h"
#include "tests/tools/state_fills.h"
#include "tests/tools/state_rows.h"

#define NOW ((int64_t)1795400640) /* 23 November 2026, 09:24 */

static struct staff_files files;

static void put_file(const char *procedure, enum outbox_state state, int64_t age, int attempts)
{
    struct outbox_row *r = &files.rows[files.count++];
    *r = (struct outbox_row){.state = state, .saved_at = NOW - age, .attempts = attempts};
    (void)snprintf(r->procedure, sizeof r->procedure, "%s", procedure);
    files.total = files.count;
}

void fill_staff_files(struct app *a)
{
    fill_staff(a);
    files = (struct staff_files){.count = 0};
    state_tile(""); /* the names of procedures */
    put_file("1.001193", OUTBOX_HELD, (int64_t)3 * 86400, 4);
    put_file("1.001193", OUTBOX_SAVED, 5 * 3600, 7);
    put_file("1.000894", OUTBOX_SENT, 40 * 60, 1);
    put_file("1.001193", OUTBOX_SAVED, 60, 0);
    a->staff.files = &files;
    a->now_s = NOW;
}

/* Saved while the clock was in doubt: since when it waits nobody knows. */
void fill_staff_files_undated(struct app *a)
{
    fill_staff_files(a);
    files.rows[0].saved_at = CLOCK_LEAST - 1;
}

/* One of them is looked at. */
static void look_at(struct app *a, enum outbox_state state, const char *reason, int status)
{
    fill_staff_files(a);
    struct outbox_row *row = &files.rows[0];
    row->state = state;
    (void)snprintf(row->uuid, sizeof row->uuid, "%s", "00000000-0000-4000-8000-000000000066");
    (void)snprintf(row->last_reason, sizeof row->last_reason, "%s", reason);
    row->last_status = status;
    memcpy(a->staff.file, row->uuid, sizeof a->staff.file);
}

void fill_staff_file_refused(struct app *a)
{
    look_at(a, OUTBOX_HELD, "refused", 422);
}

void fill_staff_file_waits(struct app *a)
{
    look_at(a, OUTBOX_SAVED, "offline", 0);
}

void fill_staff_file_old(struct app *a)
{
    look_at(a, OUTBOX_HELD, "too-old", 0);
    files.rows[0].saved_at = NOW - (int64_t)91 * 86400;
}

void fill_staff_file_away(struct app *a)
{
    look_at(a, OUTBOX_EXPORTED, "", 0);
}

void fill_staff_file_officer(struct app *a)
{
    fill_staff_file_refused(a);
    a->staff.who.role = STAFF_OFFICER;
}

void fill_staff_file_sends(struct app *a)
{
    look_at(a, OUTBOX_SAVED, "refused", 422);
    a->staff.file_word = MSG_UNSENT_SENDS;
}

void fill_staff_file_gone(struct app *a)
{
    look_at(a, OUTBOX_HELD, "refused", 422);
    a->staff.file_word = MSG_UNSENT_IS_DROPPED;
    files.rows[0].uuid[0] = '\0';
}

void fill_staff_file_asked_back(struct app *a)
{
    look_at(a, OUTBOX_SAVED, "timeout", 0);
    files.rows[0].withdrawal = OUTBOX_WITHDRAWAL_ASKED;
}

static void ask(struct app *a, enum staff_act act)
{
    a->staff.asks = act;
    a->overlay = OVERLAY_STAFF;
}

void fill_sure_drop(struct app *a)
{
    fill_staff_file_refused(a);
    ask(a, ACT_FILE_DROP);
}

void fill_sure_back(struct app *a)
{
    fill_staff_file_away(a);
    ask(a, ACT_FILE_BACK);
}

void fill_sure_done(struct app *a)
{
    fill_staff_file_away(a);
    ask(a, ACT_FILE_DONE);
}

void fill_staff_files_more(struct app *a)
{
    fill_staff_files(a);
    for (int i = 0; i < 8; i++) {
        put_file("1.001193", OUTBOX_SAVED, 50 * 60, 1);
    }
    a->staff.file_page = 1;
}
