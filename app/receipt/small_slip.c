#include "app/receipt/small_slip.h"

#include "app/amount.h"
#include "app/citizen/date.h"
#include "app/citizen/terms_text.h"
#include "app/lookup.h"
#include "app/receipt/writer.h"

static void add_head(struct writer *w, const struct small_slip_facts *f, enum message_id title)
{
    writer_add_centre(w, f->centre, f->practice);
    writer_add_copy(w, f->copy);
    writer_add(w, RECEIPT_RULE, "");
    writer_add_message(w, RECEIPT_TITLE, title);
}

static struct err end(struct writer *w, const struct small_slip_facts *f)
{
    writer_add(w, RECEIPT_RULE, "");
    writer_add_printed(w, f->printed_at, f->offset_minutes, f->kiosk);
    return w->full ? ERR(ERR_FULL, 0, "slip: texts too long") : ERR_OK;
}

static void add_fact(struct writer *w, enum message_id label, const char *text, const char *icon)
{
    struct receipt_part *fact = writer_add(w, RECEIPT_FACT, text);
    fact->label = message_text(w->language, label);
    fact->icon = icon;
}

/* A number into a sentence. */
static void add_counted(struct writer *w, enum receipt_kind kind, enum message_id id, int number)
{
    char digits[12];
    struct buf n;
    buf_init(&n, digits, sizeof digits);
    buf_printf(&n, "%d", number);
    struct buf b = writer_compose(w);
    terms_fill(&b, message_text(w->language, id), digits, "");
    writer_add(w, kind, writer_commit(w, &b));
}

struct err small_slip_fee(struct receipt *r, const struct small_slip_facts *facts,
                          const struct fee_due *fee)
{
    struct writer w;
    if (fee->payload[0] == '\0') {
        return ERR(ERR_BAD_INPUT, 0, "slip: no code to pay by");
    }
    writer_init(&w, r, facts->language);
    add_head(&w, facts, MSG_PAY_SLIP_TITLE);
    struct buf b = writer_compose(&w);
    buf_puts(&b, message_text(w.language, MSG_PAY_SLIP_SCAN));
    writer_add(&w, RECEIPT_QR_BESIDE, writer_commit(&w, &b));
    const struct err e = qr_encode(fee->payload, QR_LEVEL_M, r->qr, sizeof r->qr, &r->qr_side);
    if (failed(e)) {
        return e;
    }
    b = writer_compose(&w);
    char dong[24];
    struct buf digits;
    buf_init(&digits, dong, sizeof dong);
    buf_printf(&digits, "%lld", (long long)fee->dong);
    amount_show(dong, w.language, true, &b);
    buf_printf(&b, " %s", message_text(w.language, MSG_DONG));
    add_fact(&w, MSG_PAY_AMOUNT, writer_commit(&w, &b), "money");
    writer_add_message(&w, RECEIPT_LABEL, MSG_PAY_REFERENCE);
    writer_add(&w, RECEIPT_NUMBER, fee->reference);
    if (fee->minutes > 0) {
        add_counted(&w, RECEIPT_LINE, MSG_PAY_SLIP_MINUTES, fee->minutes);
    }
    writer_add_message(&w, RECEIPT_LINE, MSG_PAY_SLIP_SAFE);
    return end(&w, facts);
}

struct err small_slip_number(struct receipt *r, const struct small_slip_facts *facts,
                             const struct number_taken *number)
{
    struct writer w;
    if (number->number[0] == '\0') {
        return ERR(ERR_BAD_INPUT, 0, "slip: no number");
    }
    writer_init(&w, r, facts->language);
    add_head(&w, facts, MSG_NUMBER_SLIP_TITLE);
    writer_add(&w, RECEIPT_CODE, number->number);
    if (number->counter > 0) {
        add_counted(&w, RECEIPT_FACT, MSG_NUMBER_COUNTER, number->counter);
        r->parts[r->count - 1].icon = "counter";
    }
    if (number->ahead >= 0) {
        add_counted(&w, RECEIPT_LINE, MSG_NUMBER_AHEAD, number->ahead);
    }
    writer_add_message(&w, RECEIPT_LINE, MSG_NUMBER_SLIP_WAIT);
    return end(&w, facts);
}

/* A list of what the portal told in its own words, under a label; nothing when it is empty. */
static void add_list(struct writer *w, enum message_id label, const char (*words)[PORTAL_WORDS],
                     int count)
{
    if (count > 0) {
        writer_add_message(w, RECEIPT_LABEL, label);
    }
    for (int i = 0; i < count; i++) {
        if (words[i][0] != '\0') {
            writer_add(w, RECEIPT_LINE, words[i]);
        }
    }
}

struct err small_slip_file(struct receipt *r, const struct small_slip_facts *facts,
                           const char *file_number, const struct portal_file *file)
{
    struct writer w;
    if (file->state != HERS_KNOWN || file_number[0] == '\0') {
        return ERR(ERR_BAD_INPUT, 0, "slip: nothing is told of a file");
    }
    writer_init(&w, r, facts->language);
    add_head(&w, facts, MSG_HERS_SLIP_TITLE);
    writer_add_message(&w, RECEIPT_LABEL, MSG_FILE_NUMBER);
    writer_add(&w, RECEIPT_NUMBER, file_number);
    const enum message_id state = lookup_state_message(file->portal_state);
    if (state != MSG_NONE) {
        writer_add_message(&w, RECEIPT_LINE, state);
    } else {
        writer_add(&w, RECEIPT_LINE, file->state_text);
    }
    if (file->asked_count > 0) {
        add_list(&w, MSG_HERS_ASKED, file->asked, file->asked_count);
    } else if (file->reason[0] != '\0') {
        writer_add_message(&w, RECEIPT_LABEL, MSG_HERS_REASON);
        writer_add(&w, RECEIPT_LINE, file->reason);
    }
    add_list(&w, MSG_HERS_RESULTS, file->results, file->result_count);
    writer_add_message(&w, RECEIPT_LINE, MSG_HERS_SLIP_KEEP);
    return end(&w, facts);
}

struct err small_slip_later(struct receipt *r, const struct small_slip_facts *facts,
                            const struct later *later, const char *procedure)
{
    struct writer w;
    char day[DATE_TEXT_MAX];
    if (later->code[0] == '\0') {
        return ERR(ERR_BAD_INPUT, 0, "slip: nothing was set aside");
    }
    writer_init(&w, r, facts->language);
    add_head(&w, facts, MSG_LATER_SLIP_TITLE);
    writer_add(&w, RECEIPT_LINE, procedure);
    struct buf b = writer_compose(&w);
    buf_puts(&b, message_text(w.language, MSG_LATER_SLIP_SCAN));
    writer_add(&w, RECEIPT_QR_BESIDE, writer_commit(&w, &b));
    const struct err e = qr_encode(later->code, QR_LEVEL_M, r->qr, sizeof r->qr, &r->qr_side);
    if (failed(e)) {
        return e;
    }
    if (later->day == LATER_UNDATED) { /* no day that may be wrong */
        writer_add_message(&w, RECEIPT_LINE, MSG_LATER_DAYS);
    } else {
        date_write_local(date_from_days(later->day - 1), day);
        b = writer_compose(&w);
        buf_puts(&b, day);
        add_fact(&w, MSG_LATER_SLIP_UNTIL, writer_commit(&w, &b), "calendar");
    }
    writer_add_message(&w, RECEIPT_LINE, MSG_LATER_SLIP_ALONE);
    writer_add_message(&w, RECEIPT_LINE, MSG_LATER_SLIP_NOT_FILED);
    return end(&w, facts);
}
