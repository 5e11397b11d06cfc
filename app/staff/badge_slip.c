#include "app/staff/badge_slip.h"

#include "app/receipt/writer.h"

enum message_id badge_role(enum staff_role role)
{
    static const enum message_id words[STAFF_ROLES] = {[STAFF_MANAGER] = MSG_ROLE_MANAGER,
                                                       [STAFF_OFFICER] = MSG_ROLE_OFFICER,
                                                       [STAFF_TECHNICIAN] = MSG_ROLE_TECHNICIAN};
    return words[role];
}

static const char *number_of(struct writer *w, int number)
{
    struct buf text = writer_compose(w);
    buf_printf(&text, "%d", number);
    return writer_commit(w, &text);
}

static const char *day_of(struct writer *w, int day)
{
    struct buf text = writer_compose(w);
    buf_printf(&text, "%02d/%02d/%d", day % 100, day / 100 % 100, day / 10000);
    return writer_commit(w, &text);
}

static void add_fact(struct writer *w, const char *icon, enum message_id label, const char *text)
{
    struct receipt_part *part = writer_add(w, RECEIPT_FACT, text);
    part->icon = icon;
    part->label = message_text(w->language, label);
}

struct err badge_slip_build(struct receipt *r, const struct badge_slip_facts *facts)
{
    struct writer w;
    writer_init(&w, r, facts->language);
    writer_add_centre(&w, facts->centre, facts->practice);
    writer_add(&w, RECEIPT_RULE, "");
    writer_add_message(&w, RECEIPT_TITLE, MSG_BADGE_SLIP_TITLE);
    writer_add_message(&w, RECEIPT_LABEL, MSG_BADGE_NUMBER);
    writer_add(&w, RECEIPT_NUMBER, number_of(&w, facts->who.number));
    writer_add(&w, RECEIPT_QR_BESIDE, message_text(facts->language, MSG_BADGE_SLIP_QR));
    add_fact(&w, "staff", MSG_BADGE_SLIP_ROLE,
             message_text(facts->language, badge_role(facts->who.role)));
    add_fact(&w, "calendar", MSG_BADGE_SLIP_UNTIL, day_of(&w, facts->last_day));
    writer_add(&w, RECEIPT_RULE, "");
    writer_add_message(&w, RECEIPT_LINE, MSG_BADGE_SLIP_KEEP);
    writer_add_printed(&w, facts->printed_at, facts->offset_minutes, facts->kiosk);
    const struct err e = qr_encode(facts->text, QR_LEVEL_M, r->qr, sizeof r->qr, &r->qr_side);
    return failed(e) ? e : w.full ? ERR(ERR_FULL, 0, "badge slip: texts too long") : ERR_OK;
}
