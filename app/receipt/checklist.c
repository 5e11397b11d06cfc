#include "app/receipt/checklist.h"

#include <string.h>

#include "app/citizen/date.h"
#include "app/citizen/terms_text.h"

struct writer {
    struct receipt *receipt;
    const struct checklist_facts *facts;
    size_t used;
    bool full;
};

static struct buf compose(struct writer *w)
{
    struct buf b;
    buf_init(&b, w->receipt->text + w->used, sizeof w->receipt->text - w->used);
    return b;
}

static const char *commit(struct writer *w, const struct buf *b)
{
    w->full |= b->full || w->used + b->len + 2 > sizeof w->receipt->text;
    if (w->full) {
        return "";
    }
    w->used += b->len + 1;
    return b->data;
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

/* In the citizen's language, with the Vietnamese beside it when that is another. */
static struct receipt_part *add_message(struct writer *w, enum receipt_kind kind,
                                        enum message_id id)
{
    struct receipt_part *part = add(w, kind, message_text(w->facts->language, id));
    if (strcmp(w->facts->language, "vi") != 0 && message_has(w->facts->language, id)) {
        part->beside = message_text("vi", id);
    }
    return part;
}

static void add_title(struct writer *w)
{
    const struct checklist_facts *f = w->facts;
    bool fallback = false;
    const char *own = catalogue_title(f->catalogue, f->entry, f->language, &fallback);
    const char *vietnamese = catalogue_title(f->catalogue, f->entry, "vi", &fallback);
    struct buf b = compose(w);
    buf_printf(&b, "%s\n%s", message_text("vi", MSG_RECEIPT_CENTRE), f->centre);
    add(w, RECEIPT_HEAD, commit(w, &b))->icon = "home-page";
    if (f->practice) {
        add(w, RECEIPT_MARK, message_text("vi", MSG_PRACTICE_MARK));
    }
    add(w, RECEIPT_RULE, "");
    add_message(w, RECEIPT_TITLE, MSG_CHECKLIST_TITLE);
    struct receipt_part *title = add(w, RECEIPT_PROCEDURE, own);
    title->icon = f->catalogue->entries[f->entry].icon;
    title->beside = own != vietnamese ? vietnamese : NULL;
    add(w, RECEIPT_RULE, "");
}

static void add_papers(struct writer *w)
{
    const struct checklist_facts *f = w->facts;
    const int count = catalogue_bring_count(f->catalogue, f->entry);
    for (int i = 0; i < count; i++) {
        bool fallback = false;
        const char *own = catalogue_bring(f->catalogue, f->entry, i, f->language, &fallback);
        const char *vietnamese = catalogue_bring(f->catalogue, f->entry, i, "vi", &fallback);
        add(w, RECEIPT_CHECK, own)->beside = own != vietnamese ? vietnamese : NULL;
    }
}

static void add_fact(struct writer *w, enum message_id label, const char *text, const char *icon)
{
    struct receipt_part *fact = add(w, RECEIPT_FACT, text);
    fact->label = message_text(w->facts->language, label);
    fact->icon = icon;
}

static void add_facts(struct writer *w)
{
    const struct catalogue_entry *e = &w->facts->catalogue->entries[w->facts->entry];
    const char *language = w->facts->language;
    const struct fee fee = terms_fee(e->fee);
    const struct term term = terms_days(e->days);
    struct buf b = compose(w);
    terms_fee_text(language, &fee, &b);
    add_fact(w, MSG_FEE, commit(w, &b), "money");
    b = compose(w);
    terms_days_text(language, &term, &b);
    add_fact(w, MSG_RESULT_WHEN, commit(w, &b), "clock");
    add_fact(w, MSG_INFO_WHERE, message_text(language, terms_place_message(e->place)), "counter");
    add(w, RECEIPT_RULE, "");
}

/* "09:31, 23/11/2026" in local time. */
static void add_when(struct writer *w)
{
    const struct checklist_facts *f = w->facts;
    const int in_day = (int)((f->printed_at + (int64_t)f->offset_minutes * 60) % 86400);
    char day[DATE_TEXT_MAX];
    char when[48];
    struct buf t;
    date_write_local(date_today(f->printed_at, f->offset_minutes), day);
    buf_init(&t, when, sizeof when);
    buf_printf(&t, "%02d:%02d, %s", in_day / 3600, in_day / 60 % 60, day);
    struct buf b = compose(w);
    terms_fill(&b, message_text(f->language, MSG_RECEIPT_PRINTED), when, f->kiosk);
    add(w, RECEIPT_LINE, commit(w, &b));
}

struct err checklist_build(struct receipt *r, const struct checklist_facts *facts)
{
    enum message_id notes[TERMS_NOTES];
    *r = (struct receipt){0};
    struct writer w = {.receipt = r, .facts = facts};
    add_title(&w);
    add_papers(&w);
    const enum message_id doubt = terms_doubt(&facts->catalogue->entries[facts->entry]);
    if (doubt != MSG_NONE) {
        add_message(&w, RECEIPT_LINE, doubt);
    }
    const int count = terms_notes(&facts->catalogue->entries[facts->entry], notes);
    for (int i = 0; i < count; i++) {
        add_message(&w, RECEIPT_LINE, notes[i]);
    }
    add(&w, RECEIPT_RULE, "");
    add_facts(&w);
    add_message(&w, RECEIPT_LINE, MSG_CHECKLIST_NOT_FILED);
    add_when(&w);
    return w.full ? ERR(ERR_FULL, 0, "checklist: texts too long") : ERR_OK;
}
