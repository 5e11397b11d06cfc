#include "app/receipt/receipt.h"

#include <string.h>

#include "app/citizen/date.h"
#include "app/sound/messages.h"
#include "platform/base/buf.h"

struct writer {
    struct receipt *receipt;
    const struct receipt_facts *facts;
    size_t used;
    bool full;
};

struct err receipt_group_code(const char *digits, char ret_text[15])
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

/* Room for a composed text; commit() ends it. */
static struct buf compose(struct writer *w)
{
    struct buf b;
    buf_init(&b, w->receipt->text + w->used, sizeof w->receipt->text - w->used);
    return b;
}

static const char *commit(struct writer *w, struct buf *b)
{
    w->full |= b->full || w->used + b->len + 2 > sizeof w->receipt->text;
    if (w->full) {
        return "";
    }
    w->used += b->len + 1;
    return b->data;
}

/* Appends text with {0} and {1} replaced. */
static void fill_in(struct buf *b, const char *text, const char *first, const char *second)
{
    for (; *text != '\0'; text++) {
        if (strncmp(text, "{0}", 3) == 0 || strncmp(text, "{1}", 3) == 0) {
            buf_puts(b, text[1] == '0' ? first : second);
            text += 2;
        } else {
            buf_add(b, text, 1);
        }
    }
}

static struct receipt_part *add(struct writer *w, enum receipt_kind kind, const char *text)
{
    struct receipt *r = w->receipt;
    if (r->count == RECEIPT_PARTS_MAX) {
        w->full = true;
        return &r->parts[RECEIPT_PARTS_MAX - 1];
    }
    struct receipt_part *part = &r->parts[r->count++];
    *part = (struct receipt_part){.kind = kind, .text = text};
    return part;
}

/* A message in the citizen's language, with the Vietnamese beside it when that is another. */
static struct receipt_part *add_message(struct writer *w, enum receipt_kind kind,
                                        enum message_id id)
{
    struct receipt_part *part = add(w, kind, message_text(w->facts->language, id));
    if (strcmp(w->facts->language, "vi") != 0 && message_has(w->facts->language, id)) {
        part->beside = message_text("vi", id);
    }
    return part;
}

static void add_head(struct writer *w)
{
    const struct receipt_facts *f = w->facts;
    struct buf b = compose(w);
    buf_printf(&b, "%s\n%s", message_text("vi", MSG_RECEIPT_CENTRE), f->centre);
    add(w, RECEIPT_HEAD, commit(w, &b))->icon = "home-page";
    if (f->practice) {
        add(w, RECEIPT_MARK, message_text("vi", MSG_PRACTICE_MARK));
    }
    if (f->copy > 0) {
        char number[12];
        struct buf n;
        buf_init(&n, number, sizeof number);
        buf_printf(&n, "%d", f->copy);
        b = compose(w);
        fill_in(&b, message_text("vi", MSG_RECEIPT_COPY), number, "");
        add(w, RECEIPT_MARK, commit(w, &b));
    }
    add(w, RECEIPT_RULE, "");
}

static void add_trail(struct writer *w)
{
    const bool sent = w->facts->stage == STAGE_SENT || w->facts->stage == STAGE_RECEIVED;
    const bool received = w->facts->stage == STAGE_RECEIVED;
    add_message(w, RECEIPT_STEP, MSG_RECEIPT_SAVED)->done = true;
    add_message(w, RECEIPT_STEP, sent ? MSG_RECEIPT_SENT : MSG_RECEIPT_NOT_SENT)->done = sent;
    add_message(w, RECEIPT_STEP, received ? MSG_RECEIPT_RECEIVED : MSG_RECEIPT_NOT_RECEIVED)->done =
        received;
}

static struct err add_codes(struct writer *w)
{
    char grouped[15];
    const struct err e = receipt_group_code(w->facts->slip_code, grouped);
    if (failed(e)) {
        return e;
    }
    if (w->facts->stage == STAGE_RECEIVED) {
        add_message(w, RECEIPT_LABEL, MSG_RECEIPT_FILE_NUMBER);
        add(w, RECEIPT_NUMBER, w->facts->file_number);
    }
    struct buf b = compose(w);
    buf_puts(&b, grouped);
    add_message(w, RECEIPT_LABEL, MSG_RECEIPT_SLIP_CODE);
    add(w, RECEIPT_CODE, commit(w, &b));
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

static struct err add_qr(struct writer *w)
{
    size_t length;
    const char *host = host_of(w->facts->url, &length);
    struct buf b = compose(w);
    buf_printf(&b, "%s\n%s\n", message_text(w->facts->language, MSG_RECEIPT_SCAN),
               message_text(w->facts->language, MSG_RECEIPT_HOST));
    for (size_t i = 0; i < length; i++) {
        const char c = host[i];
        const char lower = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
        buf_add(&b, &lower, 1);
    }
    struct receipt_part *part = add(w, RECEIPT_QR_BESIDE, commit(w, &b));
    if (strcmp(w->facts->language, "vi") != 0 &&
        message_has(w->facts->language, MSG_RECEIPT_SCAN)) {
        part->beside = message_text("vi", MSG_RECEIPT_SCAN);
    }
    return qr_encode(w->facts->url, QR_LEVEL_M, w->receipt->qr, sizeof w->receipt->qr,
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

static void add_next(struct writer *w)
{
    const struct next_step *step = &next_steps[w->facts->stage];
    struct receipt_part *fact = add_message(w, RECEIPT_FACT, step->next);
    fact->label = message_text(w->facts->language, step->lead);
    fact->icon = step->icon;
    if (w->facts->stage == STAGE_RECEIVED && w->facts->result_when != NULL) {
        fact->text = w->facts->result_when;
        fact->beside = w->facts->when_beside;
    }
    add_message(w, RECEIPT_FACT, MSG_RECEIPT_BRING)->icon = "id-card";
    if (w->facts->stage != STAGE_RECEIVED) {
        add_message(w, RECEIPT_MARK, MSG_RECEIPT_NOT_OFFICIAL);
    }
    add(w, RECEIPT_RULE, "");
}

/* "09:31, 23/11/2026" in local time. */
static void add_time(struct buf *b, int64_t seconds, int offset_minutes)
{
    const int in_day = (int)((seconds + (int64_t)offset_minutes * 60) % 86400);
    char day[DATE_TEXT_MAX];
    date_write_local(date_today(seconds, offset_minutes), day);
    buf_printf(b, "%02d:%02d, %s", in_day / 3600, in_day / 60 % 60, day);
}

static void add_foot(struct writer *w)
{
    char when[32];
    struct buf t;
    buf_init(&t, when, sizeof when);
    add_time(&t, w->facts->printed_at, w->facts->offset_minutes);
    add_message(w, RECEIPT_LINE, MSG_RECEIPT_OFFICER_GIVES);
    add_message(w, RECEIPT_LINE, MSG_RECEIPT_KEEP);
    struct buf b = compose(w);
    fill_in(&b, message_text(w->facts->language, MSG_RECEIPT_PRINTED), when, w->facts->kiosk);
    add(w, RECEIPT_LINE, commit(w, &b));
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
    *r = (struct receipt){0};
    struct writer w = {.receipt = r, .facts = facts};
    add_head(&w);
    add_message(&w, RECEIPT_TITLE, MSG_RECEIPT_TITLE);
    struct receipt_part *procedure = add(&w, RECEIPT_PROCEDURE, facts->procedure);
    procedure->icon = facts->icon;
    procedure->beside = facts->beside;
    add_trail(&w);
    add(&w, RECEIPT_RULE, "");
    e = add_codes(&w);
    if (!failed(e)) {
        e = add_qr(&w);
    }
    if (failed(e)) {
        return e;
    }
    add(&w, RECEIPT_RULE, "");
    add_next(&w);
    add_foot(&w);
    return w.full ? ERR(ERR_FULL, 0, "receipt: texts too long") : ERR_OK;
}
