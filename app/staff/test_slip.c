#include "app/staff/test_slip.h"

#include "app/receipt/writer.h"

/* Every digit, and letters whose marks stand on each other. */
#define DIGITS  "0123-4567-89"
#define LETTERS "Ấ ằ ễ ộ ữ Đ"

struct err test_slip_build(struct receipt *r, const struct test_slip_facts *facts)
{
    static const enum message_id marks[] = {MSG_TEST_SLIP_LINE, MSG_TEST_SLIP_DARK,
                                            MSG_TEST_SLIP_CUT};
    struct writer w;
    writer_init(&w, r, facts->language);
    writer_add_centre(&w, facts->centre, facts->practice);
    writer_add(&w, RECEIPT_RULE, "");
    writer_add_message(&w, RECEIPT_TITLE, MSG_TEST_SLIP_TITLE);
    writer_add_message(&w, RECEIPT_LABEL, MSG_TEST_SLIP_NUMBERS);
    writer_add(&w, RECEIPT_NUMBER, DIGITS);
    writer_add(&w, RECEIPT_PROCEDURE, LETTERS)->icon = "receipt";
    writer_add(&w, RECEIPT_QR_BESIDE, message_text(facts->language, MSG_TEST_SLIP_QR));
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
        writer_add_message(&w, RECEIPT_CHECK, marks[i]);
    }
    writer_add(&w, RECEIPT_RULE, "");
    writer_add_message(&w, RECEIPT_LINE, MSG_TEST_SLIP_NOBODY);
    writer_add_printed(&w, facts->printed_at, facts->offset_minutes, facts->kiosk);
    const struct err e = qr_encode(facts->url, QR_LEVEL_M, r->qr, sizeof r->qr, &r->qr_side);
    return failed(e) ? e : w.full ? ERR(ERR_FULL, 0, "test slip: texts too long") : ERR_OK;
}

struct err test_slip_bar(struct receipt *r, const struct test_slip_facts *facts, int dots)
{
    struct writer w;
    writer_init(&w, r, facts->language);
    writer_add_centre(&w, facts->centre, facts->practice);
    writer_add_message(&w, RECEIPT_TITLE, MSG_TEST_SLIP_WIDTH);
    writer_add(&w, RECEIPT_BAR, "");
    struct buf width = writer_compose(&w);
    buf_printf(&width, "%d", dots);
    writer_add(&w, RECEIPT_NUMBER, writer_commit(&w, &width));
    writer_add_message(&w, RECEIPT_LINE, MSG_TEST_SLIP_NOBODY);
    return w.full ? ERR(ERR_FULL, 0, "test slip: texts too long") : ERR_OK;
}
