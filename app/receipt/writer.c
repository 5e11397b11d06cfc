#include "app/receipt/writer.h"

#include <string.h>

#include "app/citizen/date.h"
#include "app/citizen/terms_text.h"

void writer_init(struct writer *w, struct receipt *receipt, const char *language)
{
    *receipt = (struct receipt){0};
    *w = (struct writer){.receipt = receipt, .language = language};
}

struct buf writer_compose(struct writer *w)
{
    struct buf b;
    buf_init(&b, w->receipt->text + w->used, sizeof w->receipt->text - w->used);
    return b;
}

const char *writer_commit(struct writer *w, const struct buf *b)
{
    w->full |= b->full || w->used + b->len + 2 > sizeof w->receipt->text;
    if (w->full) {
        return "";
    }
    w->used += b->len + 1;
    return b->data;
}

struct receipt_part *writer_add(struct writer *w, enum receipt_kind kind, const char *text)
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

struct receipt_part *writer_add_message(struct writer *w, enum receipt_kind kind,
                                        enum message_id id)
{
    struct receipt_part *part = writer_add(w, kind, message_text(w->language, id));
    if (strcmp(w->language, "vi") != 0 && message_has(w->language, id)) {
        part->beside = message_text("vi", id);
    }
    return part;
}

void writer_add_centre(struct writer *w, const char *centre, bool practice)
{
    struct buf b = writer_compose(w);
    buf_printf(&b, "%s\n%s", message_text("vi", MSG_RECEIPT_CENTRE), centre);
    writer_add(w, RECEIPT_HEAD, writer_commit(w, &b))->icon = "home-page";
    if (practice) {
        writer_add(w, RECEIPT_MARK, message_text("vi", MSG_PRACTICE_MARK));
    }
}

void writer_add_copy(struct writer *w, int copy)
{
    char number[12];
    struct buf n;
    if (copy <= 0) {
        return;
    }
    buf_init(&n, number, sizeof number);
    buf_printf(&n, "%d", copy);
    struct buf b = writer_compose(w);
    terms_fill(&b, message_text("vi", MSG_RECEIPT_COPY), number, "");
    writer_add(w, RECEIPT_MARK, writer_commit(w, &b));
}

void writer_add_printed(struct writer *w, int64_t seconds, int offset_minutes, const char *kiosk)
{
    const int in_day = (int)((seconds + (int64_t)offset_minutes * 60) % 86400);
    char day[DATE_TEXT_MAX];
    char when[48];
    struct buf t;
    date_write_local(date_today(seconds, offset_minutes), day);
    buf_init(&t, when, sizeof when);
    buf_printf(&t, "%02d:%02d, %s", in_day / 3600, in_day / 60 % 60, day);
    struct buf b = writer_compose(w);
    terms_fill(&b, message_text(w->language, MSG_RECEIPT_PRINTED), when, kiosk);
    writer_add(w, RECEIPT_LINE, writer_commit(w, &b));
}
