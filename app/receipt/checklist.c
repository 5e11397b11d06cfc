#include "app/receipt/checklist.h"

#include "app/citizen/terms_text.h"
#include "app/receipt/writer.h"

static void add_title(struct writer *w, const struct checklist_facts *f)
{
    bool fallback = false;
    const char *own = catalogue_title(f->catalogue, f->entry, f->language, &fallback);
    const char *vietnamese = catalogue_title(f->catalogue, f->entry, "vi", &fallback);
    writer_add_centre(w, f->centre, f->practice);
    writer_add(w, RECEIPT_RULE, "");
    writer_add_message(w, RECEIPT_TITLE, MSG_CHECKLIST_TITLE);
    struct receipt_part *title = writer_add(w, RECEIPT_PROCEDURE, own);
    title->icon = f->catalogue->entries[f->entry].icon;
    title->beside = own != vietnamese ? vietnamese : NULL;
    writer_add(w, RECEIPT_RULE, "");
}

static void add_papers(struct writer *w, const struct checklist_facts *f)
{
    const int count = catalogue_bring_count(f->catalogue, f->entry);
    for (int i = 0; i < count; i++) {
        bool fallback = false;
        const char *own = catalogue_bring(f->catalogue, f->entry, i, f->language, &fallback);
        const char *vietnamese = catalogue_bring(f->catalogue, f->entry, i, "vi", &fallback);
        writer_add(w, RECEIPT_CHECK, own)->beside = own != vietnamese ? vietnamese : NULL;
    }
}

static void add_fact(struct writer *w, enum message_id label, const char *text, const char *icon)
{
    struct receipt_part *fact = writer_add(w, RECEIPT_FACT, text);
    fact->label = message_text(w->language, label);
    fact->icon = icon;
}

static void add_facts(struct writer *w, const struct checklist_facts *f)
{
    const struct catalogue_entry *e = &f->catalogue->entries[f->entry];
    const char *language = w->language;
    const struct fee fee = terms_fee(e->fee);
    const struct term term = terms_days(e->days);
    struct buf b = writer_compose(w);
    terms_fee_text(language, &fee, &b);
    add_fact(w, MSG_FEE, writer_commit(w, &b), "money");
    b = writer_compose(w);
    terms_days_text(language, &term, &b);
    add_fact(w, MSG_RESULT_WHEN, writer_commit(w, &b), "clock");
    add_fact(w, MSG_INFO_WHERE, message_text(language, terms_place_message(e->place)), "counter");
    writer_add(w, RECEIPT_RULE, "");
}

struct err checklist_build(struct receipt *r, const struct checklist_facts *facts)
{
    enum message_id notes[TERMS_NOTES];
    struct writer w;
    writer_init(&w, r, facts->language);
    add_title(&w, facts);
    add_papers(&w, facts);
    const enum message_id doubt = terms_doubt(&facts->catalogue->entries[facts->entry]);
    if (doubt != MSG_NONE) {
        writer_add_message(&w, RECEIPT_LINE, doubt);
    }
    const int count = terms_notes(&facts->catalogue->entries[facts->entry], notes);
    for (int i = 0; i < count; i++) {
        writer_add_message(&w, RECEIPT_LINE, notes[i]);
    }
    writer_add(&w, RECEIPT_RULE, "");
    add_facts(&w, facts);
    writer_add_message(&w, RECEIPT_LINE, MSG_CHECKLIST_NOT_FILED);
    writer_add_printed(&w, facts->printed_at, facts->offset_minutes, facts->kiosk);
    return w.full ? ERR(ERR_FULL, 0, "checklist: texts too long") : ERR_OK;
}
