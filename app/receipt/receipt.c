#include "app/receipt/receipt.h"

#include <string.h>

#include "app/citizen/terms_text.h"
#include "app/receipt/writer.h"

/* "1234 5678 9012" from 12 digits; ERR_BAD_INPUT when they are not. ret_text holds 15 bytes. */
static struct err group_code(const char *digits, char ret_text[15])
{
    if (digits == NULL || strlen(digits) != RECEIPT_SLIP_LEN ||
        strspn(digits, "0123456789") != RECEIPT_SLIP_LEN) {
        return ERR(ERR_BAD_INPUT, 0, "receipt: slip code is not 12 digits");
    }
    for (int i = 0; i < RECEIPT_SLIP_LEN; i++) {
        ret_text[i + i / 4] = digits[i];
    }
    ret_text[4] = ' ';
    ret_text[9] = ' ';
    ret_text[14] = '\0';
    return ERR_OK;
}

static void add_head(struct writer *w, const struct receipt_facts *f)
{
    writer_add_centre(w, f->centre, f->practice);
    writer_add_copy(w, f->copy);
    writer_add(w, RECEIPT_RULE, "");
}

static void add_trail(struct writer *w, const struct receipt_facts *f)
{
    const bool sent = f->stage == STAGE_SENT || f->stage == STAGE_RECEIVED;
    const bool received = f->stage == STAGE_RECEIVED;
    writer_add_message(w, RECEIPT_STEP, MSG_RECEIPT_SAVED)->done = true;
    writer_add_message(w, RECEIPT_STEP, sent ? MSG_RECEIPT_SENT : MSG_RECEIPT_NOT_SENT)->done =
        sent;
    writer_add_message(w, RECEIPT_STEP, received ? MSG_RECEIPT_RECEIVED : MSG_RECEIPT_NOT_RECEIVED)
        ->done = received;
}

static struct err add_codes(struct writer *w, const struct receipt_facts *f)
{
    char grouped[15];
    const struct err e = group_code(f->slip_code, grouped);
    if (failed(e)) {
        return e;
    }
    if (f->stage == STAGE_RECEIVED) {
        writer_add_message(w, RECEIPT_LABEL, MSG_RECEIPT_FILE_NUMBER);
        writer_add(w, RECEIPT_NUMBER, f->file_number);
    }
    struct buf b = writer_compose(w);
    buf_puts(&b, grouped);
    writer_add_message(w, RECEIPT_LABEL, MSG_RECEIPT_SLIP_CODE);
    writer_add(w, RECEIPT_CODE, writer_commit(w, &b));
    w->receipt->shift = (grouped[13] - '0') % 3;
    return ERR_OK;
}

/* The host of a web address: what stands between "//" and the next '/'. */
static const char *host_of(const char *url, size_t *ret_length)
{
    const char *host = strstr(url, "//");
    host = host == NULL ? url : host + 2;
    *ret_length = strcspn(host, "/");
    return host;
}

static struct err add_qr(struct writer *w, const struct receipt_facts *f)
{
    size_t length;
    const char *host = host_of(f->url, &length);
    struct buf b = writer_compose(w);
    buf_printf(&b, "%s\n%s\n", message_text(w->language, MSG_RECEIPT_SCAN),
               message_text(w->language, MSG_RECEIPT_HOST));
    for (size_t i = 0; i < length; i++) {
        const char c = host[i];
        const char lower = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
        buf_add(&b, &lower, 1);
    }
    struct receipt_part *part = writer_add(w, RECEIPT_QR_BESIDE, writer_commit(w, &b));
    if (strcmp(w->language, "vi") != 0 && message_has(w->language, MSG_RECEIPT_SCAN)) {
        part->beside = message_text("vi", MSG_RECEIPT_SCAN);
    }
    return qr_encode(f->url, QR_LEVEL_M, w->receipt->qr, sizeof w->receipt->qr,
                     &w->receipt->qr_side);
}

struct next_step {
    enum message_id lead, next;
    const char *icon;
};

static const struct next_step next_steps[] = {
    [STAGE_SAVED] = {MSG_RECEIPT_SAVED_LEAD, MSG_RECEIPT_SAVED_NEXT, "saved"},
    [STAGE_SENT] = {MSG_RECEIPT_SENT_LEAD, MSG_RECEIPT_SENT_NEXT, "clock"},
    [STAGE_RECEIVED] = {MSG_RECEIPT_RECEIVED_LEAD, MSG_RECEIPT_RECEIVED_NEXT, "clock"},
    [STAGE_HELD] = {MSG_RECEIPT_HELD_LEAD, MSG_RECEIPT_HELD_NEXT, "staff"},
};

static void add_next(struct writer *w, const struct receipt_facts *f)
{
    const struct next_step *step = &next_steps[f->stage];
    struct receipt_part *fact = writer_add_message(w, RECEIPT_FACT, step->next);
    fact->label = message_text(w->language, step->lead);
    fact->icon = step->icon;
    if (f->stage == STAGE_RECEIVED && f->result_when != NULL) {
        fact->text = f->result_when;
        fact->beside = f->when_beside;
    }
    writer_add_message(w, RECEIPT_FACT, f->counter ? MSG_RECEIPT_COUNTER : MSG_RECEIPT_BRING)
        ->icon = "id-card";
    if (f->stage != STAGE_RECEIVED) {
        writer_add_message(w, RECEIPT_MARK, MSG_RECEIPT_NOT_OFFICIAL);
    }
    writer_add(w, RECEIPT_RULE, "");
}

static void add_foot(struct writer *w, const struct receipt_facts *f)
{
    writer_add_message(w, RECEIPT_LINE, MSG_RECEIPT_OFFICER_GIVES);
    writer_add_message(w, RECEIPT_LINE, MSG_RECEIPT_KEEP);
    writer_add_printed(w, f->printed_at, f->offset_minutes, f->kiosk);
}

static struct err check(const struct receipt_facts *f)
{
    if (f->stage <= STAGE_UNKNOWN || f->stage > STAGE_HELD) {
        return ERR(ERR_BAD_INPUT, 0, "receipt: no stage");
    }
    if (f->stage == STAGE_RECEIVED && (f->file_number == NULL || f->file_number[0] == '\0')) {
        return ERR(ERR_BAD_INPUT, 0, "receipt: received without a file number");
    }
    if (f->printed_at < 0 || f->language == NULL || f->url == NULL || f->procedure == NULL ||
        f->centre == NULL || f->kiosk == NULL) {
        return ERR(ERR_BAD_INPUT, 0, "receipt: a fact is missing");
    }
    return ERR_OK;
}

struct err receipt_build(struct receipt *r, const struct receipt_facts *facts)
{
    struct err e = check(facts);
    if (failed(e)) {
        return e;
    }
    struct writer w;
    writer_init(&w, r, facts->language);
    add_head(&w, facts);
    writer_add_message(&w, RECEIPT_TITLE, MSG_RECEIPT_TITLE);
    struct receipt_part *procedure = writer_add(&w, RECEIPT_PROCEDURE, facts->procedure);
    procedure->icon = facts->icon;
    procedure->beside = facts->beside;
    add_trail(&w, facts);
    writer_add(&w, RECEIPT_RULE, "");
    e = add_codes(&w, facts);
    if (!failed(e)) {
        e = add_qr(&w, facts);
    }
    if (failed(e)) {
        return e;
    }
    writer_add(&w, RECEIPT_RULE, "");
    add_next(&w, facts);
    add_foot(&w, facts);
    return w.full ? ERR(ERR_FULL, 0, "receipt: texts too long") : ERR_OK;
}
