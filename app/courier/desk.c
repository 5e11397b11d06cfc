#include "app/courier/desk.h"

#include <stdio.h>
#include <string.h>

#include "app/courier/reasons.h"
#include "app/outbox/dispatch.h"

void courier_desk_init(struct courier_desk *d, const char *state_dir,
                       void (*note)(enum event_id id, int64_t a, int64_t b))
{
    *d = (struct courier_desk){.note = note};
    snprintf(d->state_dir, sizeof d->state_dir, "%s", state_dir);
}

void courier_desk_close(struct courier_desk *d)
{
    outbox_close(d->outbox);
    d->outbox = NULL;
}

void courier_desk_lend(struct courier_desk *d, struct aside *aside, struct port_clock *clock)
{
    d->aside = aside;
    d->clock = clock;
}

void courier_desk_set_online(struct courier_desk *d, bool online, const char *trouble)
{
    d->online = online;
    d->trouble = trouble == NULL ? "" : reason_word(trouble);
}

void courier_desk_set_dated(struct courier_desk *d, int64_t dated_s, int64_t dated_ms)
{
    d->dated_s = dated_s;
    d->dated_ms = dated_ms;
}

void courier_desk_set_unsent(struct courier_desk *d, const struct outbox_unsent *unsent)
{
    d->unsent = *unsent;
}

static enum portal_stage stage_of(enum outbox_state state)
{
    switch (state) {
    case OUTBOX_SAVED:
    case OUTBOX_SENDING:
    case OUTBOX_EXPORTED:
        return STAGE_SAVED;
    case OUTBOX_SENT:
        return STAGE_SENT;
    case OUTBOX_RECEIVED:
        return STAGE_RECEIVED;
    case OUTBOX_HELD:
        return STAGE_HELD;
    case OUTBOX_WITHDRAWN:
        break; /* nothing of it is here any more */
    }
    return STAGE_UNKNOWN;
}

static struct err find(struct courier_desk *d, const char *uuid, struct outbox_row *ret_row)
{
    if (d->outbox != NULL && dispatch_replaced(d->outbox)) {
        courier_desk_close(d);
    }
    const struct err e = d->outbox != NULL ? ERR_OK : outbox_open_guest(&d->outbox, d->state_dir);
    return failed(e) ? e : outbox_find(d->outbox, uuid, ret_row);
}

static void answer_status(struct courier_desk *d, const char *uuid, struct portal_answer *a)
{
    struct outbox_row row;
    const struct err e = find(d, uuid, &row);
    if (e.code == ERR_NOT_FOUND) {
        return; /* STAGE_UNKNOWN is an answer */
    }
    if (failed(e)) {
        a->error = e;
        return;
    }
    a->stage = stage_of(row.state);
    snprintf(a->file_number, sizeof a->file_number, "%s", row.file_number);
    snprintf(a->state_text, sizeof a->state_text, "%s", row.state_text);
    struct outbox_told told = {.state = 0};
    a->error = outbox_told(d->outbox, uuid, &told);
    a->portal_state = told.state;
    a->papers_asked = told.papers_asked;
    a->reasoned = told.reasoned;
    a->results = told.results;
    a->signed_in = d->aside != NULL && citizens_taken(&d->aside->citizens, uuid);
}

static int64_t now_ms(struct courier_desk *d)
{
    return (int64_t)d->clock->ops->now_ms(d->clock);
}

/* By how much this machine's clock differs from the portal's, which has gone on since it spoke. */
static void tell_clock(struct courier_desk *d, struct portal_answer *a)
{
    if (d->dated_s > 0 && d->clock != NULL) {
        const int64_t portal_s = d->dated_s + (now_ms(d) - d->dated_ms) / 1000;
        a->dated = true;
        a->clock_off_s = portal_s - d->clock->ops->now_s(d->clock);
    }
}

/* What still waits here keeps the token of who signed in for it; what is in the outbox, sent or
 * not, keeps the pages that came from her phone. */
static void sign_out(struct courier_desk *d)
{
    struct outbox_row row;
    const bool kept = d->aside->uuid[0] != '\0' && !failed(find(d, d->aside->uuid, &row)) &&
                      (row.state == OUTBOX_SAVED || row.state == OUTBOX_SENDING);
    const char *handed = d->aside->handed;
    const struct err there = handed[0] != '\0' ? find(d, handed, &row) : ERR_OK;
    aside_sign_out(d->aside, kept);
    aside_hand_over(d->aside, there.code != ERR_NOT_FOUND, now_ms(d));
}

/* What is asked beside the sending, and only while somebody stands at the kiosk. */
static void answer_aside(struct courier_desk *d, enum portal_question question, const char *text,
                         struct portal_answer *a)
{
    if (d->aside == NULL) {
        a->error = ERR(ERR_UNSUPPORTED, 0, "desk: nothing is asked beside the sending");
        return;
    }
    const int64_t now = now_ms(d);
    if (question == PORTAL_SIGN_IN) {
        a->error = aside_sign_in(d->aside, text, now, &a->sign_in);
    } else if (question == PORTAL_SIGN_OUT) {
        sign_out(d);
    } else if (question == PORTAL_FEE) {
        a->error = aside_fee(d->aside, text, now, &a->fee);
    } else if (question == PORTAL_FILE) {
        a->error = aside_file(d->aside, text, now, &a->file);
    } else if (question == PORTAL_HELD) {
        a->error = aside_held(d->aside, text, now, &a->held);
    } else if (question == PORTAL_UPLOAD) {
        a->error = aside_upload(d->aside, text, now, &a->upload);
    } else {
        a->error = aside_queue(d->aside, text, now, &a->queue);
    }
}

/* Somebody at the counter answers; ERR_NOT_FOUND when nobody called. */
static void answer_call(struct courier_desk *d, const char *who, struct portal_answer *a)
{
    if (!d->called) {
        a->error = ERR(ERR_NOT_FOUND, 0, "desk: nobody called");
        return;
    }
    d->coming = true;
    if (d->aside != NULL) {
        call_end(&d->aside->call, now_ms(d));
    }
    snprintf(d->officer, sizeof d->officer, "%s", strlen(who) < sizeof d->officer ? who : "");
}

/* Somebody answered by kioskctl, or at the portal's desk. */
static void tell_call(const struct courier_desk *d, struct portal_answer *a)
{
    const struct call *c = d->aside != NULL && d->called ? &d->aside->call : NULL;
    const bool by_portal = !d->coming && c != NULL && c->coming;
    a->coming = d->coming || by_portal;
    snprintf(a->officer, sizeof a->officer, "%s",
             by_portal   ? c->officer
             : d->coming ? d->officer
                         : "");
    if (c != NULL && !a->coming) {
        a->desk_closed = c->closed;
        memcpy(a->until, c->until, sizeof a->until);
        a->away = c->away && !c->told;
    }
}

void courier_desk_answer(void *context, enum portal_question question, const char *text,
                         struct portal_answer *ret_answer)
{
    struct courier_desk *d = context;
    struct portal_answer a = {.error = ERR_OK,
                              .question = question,
                              .stage = STAGE_UNKNOWN,
                              .online = d->online,
                              .unsent_30_days = d->unsent.alarm,
                              .unsent_90_days = d->unsent.decide};
    switch (question) {
    case PORTAL_STATUS:
        answer_status(d, text, &a);
        break;
    case PORTAL_CHECK:
        (void)snprintf(a.trouble, sizeof a.trouble, "%s", d->trouble == NULL ? "" : d->trouble);
        tell_clock(d, &a);
        break;
    case PORTAL_TRY:
        d->hurry = true;
        break;
    case PORTAL_OFFICER:
        if (d->note != NULL) {
            d->note(EV_OFFICER_CALLED, 0, 0);
        }
        d->called = true;
        d->coming = false;
        if (d->aside != NULL) {
            call_begin(&d->aside->call, text, now_ms(d));
        }
        break;
    case PORTAL_COMING:
        answer_call(d, text, &a);
        break;
    case PORTAL_NEVERMIND:
        d->called = false;
        d->coming = false;
        if (d->aside != NULL) {
            call_end(&d->aside->call, now_ms(d));
        }
        break;
    case PORTAL_SIGN_IN:
    case PORTAL_SIGN_OUT:
    case PORTAL_FEE:
    case PORTAL_QUEUE:
    case PORTAL_FILE:
    case PORTAL_HELD:
    case PORTAL_UPLOAD:
        answer_aside(d, question, text, &a);
        break;
    case PORTAL_CALL:
        tell_call(d, &a);
        break;
    }
    *ret_answer = a;
}
