/* The states of signing in on a phone, of a fee, and of a number for the counter. */
#include <stdio.h>

#include "app/receipt/qr.h"
#include "tests/tools/state_fills.h"
#include "tests/tools/state_rows.h"

#define WHOLE   "https://dvc.example/phone?code=BDRK-HXLT"
#define PAYLOAD "https://dvc.example/pay/THU-3F9A1C77B02D4E61"

static uint8_t modules[QR_BYTES_MAX];

static int draw(const char *text)
{
    int side = 0;
    const struct err e = qr_encode(text, QR_LEVEL_M, modules, sizeof modules, &side);
    return failed(e) ? 0 : side;
}

static struct phone *phone_is(struct app *a, enum portal_phone state)
{
    a->visit->phone = (struct phone){.state = state};
    return &a->visit->phone;
}

void fill_phone_waiting(struct app *a)
{
    struct phone *p = phone_is(a, PHONE_WAITING);
    (void)snprintf(p->code, sizeof p->code, "BDRK-HXLT");
    (void)snprintf(p->address, sizeof p->address, "https://dvc.example/phone");
    p->qr_side = draw(WHOLE);
    p->qr = modules;
    p->minutes = 9;
}

void fill_phone_asking(struct app *a)
{
    (void)phone_is(a, PHONE_ASKING);
}

void fill_phone_signed(struct app *a)
{
    (void)phone_is(a, PHONE_SIGNED);
}

void fill_phone_expired(struct app *a)
{
    (void)phone_is(a, PHONE_EXPIRED);
}

void fill_phone_denied(struct app *a)
{
    (void)phone_is(a, PHONE_DENIED);
}

void fill_phone_offline(struct app *a)
{
    (void)phone_is(a, PHONE_OFFLINE);
}

void fill_phone_refused(struct app *a)
{
    (void)phone_is(a, PHONE_REFUSED);
}

void fill_phone_ways(struct app *a)
{
    phone_is(a, PHONE_WAITING)->others = true;
}

void fill_counter_accepts(struct app *a)
{
    state_receipt(STAGE_RECEIVED);
    a->visit->printed = true;
    a->visit->phone.counter = true;
}

static struct fee_due *fee_is(struct app *a, enum portal_fee_state state)
{
    struct fee_due *f = &a->visit->fee;
    state_receipt(STAGE_RECEIVED);
    a->visit->printed = true;
    *f = (struct fee_due){.state = state, .dong = 8000};
    return f;
}

void fill_fee(struct app *a)
{
    struct fee_due *f = fee_is(a, FEE_WAITING);
    (void)snprintf(f->payload, sizeof f->payload, "%s", PAYLOAD);
    (void)snprintf(f->reference, sizeof f->reference, "THU-3F9A1C77B02D4E61");
    (void)snprintf(f->receiver, sizeof f->receiver, "Xã Ia Hrung");
    f->qr_side = draw(PAYLOAD);
    f->qr = modules;
    f->minutes = 10;
}

void fill_fee_at_counter(struct app *a)
{
    fill_fee(a);
    a->visit->fee.counter = true;
}

void fill_fee_paid(struct app *a)
{
    (void)fee_is(a, FEE_PAID);
}

void fill_fee_expired(struct app *a)
{
    (void)fee_is(a, FEE_EXPIRED);
}

void fill_fee_failed(struct app *a)
{
    (void)fee_is(a, FEE_FAILED);
}

void fill_fee_offline(struct app *a)
{
    (void)fee_is(a, FEE_OFFLINE);
}

static struct upload_seen *upload_is(struct app *a, enum portal_upload_state state, int pages)
{
    static uint8_t thumb[60 * 80 * 3];
    struct upload_seen *u = &a->visit->upload;
    for (size_t i = 0; i < sizeof thumb; i++) { /* lines of writing */
        thumb[i] = i / (60 * 3) % 8 < 2 && i / (60 * 3) > 10 ? 90 : 245;
    }
    *u = (struct upload_seen){
        .state = state, .number = 1, .minutes = 14, .check = 42, .coming = -1, .count = pages};
    for (int i = 0; i < pages; i++) {
        u->pages[i] =
            (struct phone_page){.id = i + 1, .thumb = thumb, .thumb_width = 60, .thumb_height = 80};
    }
    return u;
}

void fill_upload_waiting(struct app *a)
{
    struct upload_seen *u = upload_is(a, UPLOAD_WAITING, 0);
    u->qr_side = draw("https://dvc.example/U/0123456789ABCDEFGHJKMNPQRS");
    u->qr = modules;
    u->minutes = 5;
}

void fill_upload_asking(struct app *a)
{
    (void)upload_is(a, UPLOAD_ASKING, 0);
}

void fill_upload_joined(struct app *a)
{
    (void)upload_is(a, UPLOAD_JOINED, 0);
}

void fill_upload_coming(struct app *a)
{
    upload_is(a, UPLOAD_JOINED, 2)->coming = 62;
}

void fill_upload_finished(struct app *a)
{
    (void)upload_is(a, UPLOAD_FINISHED, 2);
}

void fill_upload_ten(struct app *a)
{
    (void)upload_is(a, UPLOAD_FINISHED, 10);
}

void fill_upload_bad(struct app *a)
{
    struct upload_seen *u = upload_is(a, UPLOAD_JOINED, 3);
    u->pages[1].quality = PHOTO_BLURRED;
    u->pages[2].quality = PHOTO_COARSE;
}

void fill_upload_anyway(struct app *a)
{
    struct upload_seen *u = upload_is(a, UPLOAD_FINISHED, 10);
    for (int i = 0; i < 10; i++) {
        u->pages[i].quality = PHOTO_COARSE;
        u->pages[i].doubted = true;
    }
}

void fill_upload_taking(struct app *a)
{
    upload_is(a, UPLOAD_FINISHED, 2)->using = true;
}

void fill_upload_over(struct app *a)
{
    (void)upload_is(a, UPLOAD_OVER, 0);
}

void fill_upload_offline(struct app *a)
{
    (void)upload_is(a, UPLOAD_OFFLINE, 0);
}

void fill_upload_refused(struct app *a)
{
    (void)upload_is(a, UPLOAD_REFUSED, 0);
}

static struct number_taken *number_is(struct app *a, enum portal_queue_state state)
{
    a->visit->number = (struct number_taken){.state = state, .from = SCREEN_NEED, .ahead = -1};
    return &a->visit->number;
}

void fill_ticket(struct app *a)
{
    struct number_taken *n = number_is(a, QUEUE_GIVEN);
    (void)snprintf(n->number, sizeof n->number, "A27");
    n->counter = 3;
    n->ahead = 4;
    n->minutes = 20;
    n->printing = true;
}

void fill_number_own(struct app *a)
{
    struct number_taken *n = number_is(a, QUEUE_GIVEN);
    (void)snprintf(n->number, sizeof n->number, "27");
    n->own = true;
    n->printed = true;
}

void fill_number_unsure(struct app *a)
{
    fill_number_unprinted(a);
    a->visit->number.print_failed = false;
    a->visit->number.unsure = true;
}

void fill_number_unprinted(struct app *a)
{
    struct number_taken *n = number_is(a, QUEUE_GIVEN);
    (void)snprintf(n->number, sizeof n->number, "A01");
    n->counter = 1;
    n->ahead = 0;
    n->print_failed = true;
}

void fill_number_asking(struct app *a)
{
    (void)number_is(a, QUEUE_ASKING);
}

void fill_number_closed(struct app *a)
{
    (void)number_is(a, QUEUE_CLOSED);
}

void fill_number_offline(struct app *a)
{
    (void)number_is(a, QUEUE_OFFLINE);
}

/* The file a slip led to, in a state of the portal's. */
static void file_at(struct app *a, int state, const char *words)
{
    struct lookup *l = &a->visit->lookup;
    l->stage = FILE_RECEIVED;
    l->state = state;
    (void)snprintf(l->state_text, sizeof l->state_text, "%s", words);
    (void)snprintf(l->file_number, sizeof l->file_number, "H21.138-261123-0042");
}

void fill_file_missing(struct app *a)
{
    file_at(a, 5, "Yêu cầu bổ sung giấy tờ");
}

void fill_file_other(struct app *a)
{
    file_at(a, 14, "Đang lấy ý kiến khu dân cư");
}

static struct portal_file *hers_is(struct app *a, enum portal_hers state)
{
    file_at(a, 5, "Yêu cầu bổ sung giấy tờ");
    a->visit->hers = (struct her_file){.told = {.state = state}, .open = true};
    return &a->visit->hers.told;
}

void fill_hers_missing(struct app *a)
{
    struct portal_file *f = hers_is(a, HERS_KNOWN);
    f->portal_state = 5;
    f->papers_asked = true;
    f->asked_count = 2;
    (void)snprintf(f->asked[0], sizeof f->asked[0], "Giấy người làm chứng");
    (void)snprintf(f->asked[1], sizeof f->asked[1], "Giấy xác nhận nơi ở của mẹ");
}

void fill_hers_reason(struct app *a)
{
    struct portal_file *f = hers_is(a, HERS_KNOWN);
    f->portal_state = 3;
    (void)snprintf(f->reason, sizeof f->reason,
                   "Hồ sơ thuộc xã khác. Bà con nộp lại ở xã nơi mẹ cư trú.");
}

void fill_hers_nothing(struct app *a)
{
    hers_is(a, HERS_KNOWN)->portal_state = 4;
}

void fill_hers_asking(struct app *a)
{
    (void)hers_is(a, HERS_ASKING);
}

void fill_hers_over(struct app *a)
{
    (void)hers_is(a, HERS_SIGN_IN);
}

void fill_hers_not(struct app *a)
{
    (void)hers_is(a, HERS_NOT);
}

void fill_hers_offline(struct app *a)
{
    (void)hers_is(a, HERS_OFFLINE);
}

void fill_hers_none(struct app *a)
{
    (void)hers_is(a, HERS_NONE);
}

void fill_hers_ways(struct app *a)
{
    file_at(a, 5, "");
    a->visit->phone = (struct phone){.state = PHONE_WAITING, .others = true, .of_file = true};
}

void fill_results(struct app *a)
{
    struct portal_file *f = hers_is(a, HERS_KNOWN);
    f->portal_state = 9;
    f->result_count = 2;
    (void)snprintf(f->results[0], sizeof f->results[0], "Giấy khai sinh bản điện tử");
    f->has_file[0] = true;
    (void)snprintf(f->results[1], sizeof f->results[1], "Mời bà con nhận bản giấy ở quầy 2");
}

static void result_is(struct app *a, enum portal_link link)
{
    fill_results(a);
    a->visit->hers.shown = 1;
    a->visit->hers.told.link = link;
}

void fill_result(struct app *a)
{
    result_is(a, LINK_WAITING);
    a->visit->hers.qr_side = draw("https://dvc.example/R/5b0f2d7ac1934e6680a2d1f4c7e93b58");
    a->visit->hers.qr = modules;
    a->visit->hers.minutes = 5;
}

void fill_result_asking(struct app *a)
{
    result_is(a, LINK_ASKING);
}

void fill_result_taken(struct app *a)
{
    result_is(a, LINK_TAKEN);
}

void fill_result_expired(struct app *a)
{
    result_is(a, LINK_EXPIRED);
}

void fill_result_offline(struct app *a)
{
    result_is(a, LINK_OFFLINE);
}

void fill_resume(struct app *a)
{
    (void)snprintf(a->visit->later.procedure, sizeof a->visit->later.procedure, "1.001193");
    a->visit->later.answers = 9;
}

void fill_resume_year(struct app *a)
{
    fill_resume(a);
    (void)snprintf(a->visit->later.year, sizeof a->visit->later.year, "19");
}

void fill_resume_year_wrong(struct app *a)
{
    fill_resume(a);
    a->visit->has_problem = true;
    a->visit->problem_message = MSG_YEAR_WRONG;
}

static struct later *later_is_kept(struct app *a)
{
    a->visit->later = (struct later){.kept = true, .day = 20794};
    a->visit->later.qr_side = draw("RONG-GIU/1F2E3D4C/20794/0123456789ABCDEFGHJKMNPQRS");
    a->visit->later.qr = modules;
    return &a->visit->later;
}

void fill_later_kept(struct app *a)
{
    later_is_kept(a)->printed = true;
}

void fill_later_unsure(struct app *a)
{
    later_is_kept(a)->unsure = true;
}

void fill_later_unprinted(struct app *a)
{
    later_is_kept(a)->print_failed = true;
}
