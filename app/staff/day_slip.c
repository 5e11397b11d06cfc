#include "app/staff/day_slip.h"

#include "app/receipt/writer.h"
#include "app/sound/languages.h"

/* "Hồ sơ đã nhận: 12". */
static void add(struct writer *w, enum receipt_kind kind, const char *label, int count)
{
    struct buf text = writer_compose(w);
    buf_printf(&text, "%s: %d", label, count);
    (void)writer_add(w, kind, writer_commit(w, &text));
}

/* Of procedures or languages: "7", "<5", "5+", as day_veil() has it. */
static void add_veiled(struct writer *w, const char *const labels[], const int counts[], int count)
{
    enum day_told told[DAY_KINDS + 1];
    if (!day_veil(counts, count, told)) {
        return;
    }
    for (int i = 0; i < count; i++) {
        struct buf text = writer_compose(w);
        buf_printf(&text, "%s: %s%d%s", labels[i], told[i] == DAY_UNDER_FEW ? "<" : "",
                   told[i] == DAY_TELLS ? counts[i] : DAY_FEW,
                   told[i] == DAY_FEW_OR_MORE ? "+" : "");
        (void)writer_add(w, RECEIPT_LINE, writer_commit(w, &text));
    }
}

/* "93 %", or that so few tell of somebody. */
static void add_share(struct writer *w, enum message_id label, int percent)
{
    struct buf text = writer_compose(w);
    if (percent < 0) {
        buf_printf(&text, "%s: %s", message_text(w->language, label),
                   message_text(w->language, MSG_DAY_FEW));
    } else {
        buf_printf(&text, "%s: %d %%", message_text(w->language, label), percent);
    }
    (void)writer_add(w, RECEIPT_LINE, writer_commit(w, &text));
}

static void add_message(struct writer *w, enum message_id label, int count)
{
    add(w, RECEIPT_LINE, message_text(w->language, label), count);
}

static const char *title_of(const struct day_slip_facts *f, const char *code)
{
    const int entry = f->catalogue == NULL ? -1 : catalogue_find(f->catalogue, code);
    bool fallback = false;
    return entry < 0 ? code : catalogue_title(f->catalogue, entry, f->language, &fallback);
}

static void add_kinds(struct writer *w, const struct day_slip_facts *f)
{
    const struct day_files *d = f->files;
    const char *labels[DAY_KINDS + 1];
    int counts[DAY_KINDS + 1];
    int count = 0;
    for (; count < d->kind_count; count++) {
        labels[count] = title_of(f, d->kinds[count].code);
        counts[count] = d->kinds[count].count;
    }
    if (d->others > 0) {
        labels[count] = message_text(f->language, MSG_DAY_OTHERS);
        counts[count++] = d->others;
    }
    add_veiled(w, labels, counts, count);
}

static void add_files(struct writer *w, const struct day_slip_facts *f)
{
    const struct day_files *d = f->files;
    add(w, RECEIPT_PROCEDURE, message_text(f->language, MSG_DAY_FILED), d->filed);
    w->receipt->parts[w->receipt->count - 1].icon = "receipt";
    add_kinds(w, f);
    writer_add(w, RECEIPT_RULE, "");
    add_message(w, MSG_DAY_RECEIVED, d->received);
    add_message(w, MSG_DAY_WAITING, d->waiting);
    add_message(w, MSG_DAY_HELD, d->held);
    add_message(w, MSG_DAY_WITHDRAWN, d->withdrawn);
}

static void add_languages(struct writer *w, const struct day_slip_facts *f)
{
    const struct day_tally *t = f->tally;
    const char *labels[DAY_LANGUAGES];
    int counts[DAY_LANGUAGES];
    const int count = t->midnight == f->midnight ? t->language_count : 0;
    for (int i = 0; i < count; i++) {
        const struct language *language = language_find(t->languages[i].code);
        labels[i] = language == NULL ? t->languages[i].code : language->name;
        counts[i] = t->languages[i].count;
    }
    add_veiled(w, labels, counts, count);
}

/* Of what was saved today. */
static void add_visits(struct writer *w, const struct day_slip_facts *f)
{
    const struct day_tally *t = f->tally;
    const int saved = day_tally(t, DAY_SAVED, f->midnight);
    const int median = day_median(t, f->midnight);
    add_languages(w, f);
    add_share(w, MSG_DAY_COMPLETE, day_share(day_tally(t, DAY_COMPLETE, f->midnight), saved));
    add_share(w, MSG_DAY_SHARE_OFFLINE, day_share(day_tally(t, DAY_OFFLINE, f->midnight), saved));
    add_share(w, MSG_DAY_HELPED, day_share(day_tally(t, DAY_HELPED, f->midnight), saved));
    if (median >= 0) {
        add_message(w, MSG_DAY_MEDIAN, median);
    }
    writer_add(w, RECEIPT_RULE, "");
}

/* Whether it was easy: "36", "<5". */
static void add_ratings(struct writer *w, const struct day_slip_facts *f)
{
    static const enum message_id labels[DAY_RATINGS] = {MSG_DAY_EASY, MSG_DAY_FAIR, MSG_DAY_HARD};
    for (int i = 0; i < DAY_RATINGS; i++) {
        const int count = day_rating(f->tally, (enum day_what)(DAY_EASY + i), f->midnight);
        struct buf text = writer_compose(w);
        buf_printf(&text, "%s: %s%d", message_text(w->language, labels[i]), count < 0 ? "<" : "",
                   count < 0 ? DAY_FEW : count);
        (void)writer_add(w, RECEIPT_LINE, writer_commit(w, &text));
    }
}

static void add_tallies(struct writer *w, const struct day_slip_facts *f)
{
    static const enum message_id labels[DAY_TALLIES] = {
        [DAY_RECEIPTS] = MSG_DAY_RECEIPTS, [DAY_UNPROVED] = MSG_DAY_UNPROVED,
        [DAY_FAULTS] = MSG_DAY_FAULTS,     [DAY_PAGES] = MSG_DAY_PAGES,
        [DAY_OFFLINE] = MSG_DAY_OFFLINE,   [DAY_ABANDONED] = MSG_DAY_ABANDONED,
        [DAY_CALLS] = MSG_DAY_CALLS};
    for (int i = 0; i < DAY_TALLIES; i++) {
        if (labels[i] == MSG_NONE) { /* told in percent, or below */
            continue;
        }
        add_message(w, labels[i], day_tally(f->tally, (enum day_what)i, f->midnight));
    }
    add_ratings(w, f);
    if (f->paper_receipts >= 0) {
        add_message(w, MSG_DAY_PAPER, f->paper_receipts);
    }
    add_message(w, MSG_DAY_WRONG, f->wrong);
}

struct err day_slip_build(struct receipt *r, const struct day_slip_facts *facts)
{
    struct writer w;
    writer_init(&w, r, facts->language);
    writer_add_centre(&w, facts->centre, facts->practice);
    writer_add(&w, RECEIPT_RULE, "");
    writer_add_message(&w, RECEIPT_TITLE, MSG_DAY_TITLE);
    add_files(&w, facts);
    writer_add(&w, RECEIPT_RULE, "");
    add_visits(&w, facts);
    add_tallies(&w, facts);
    writer_add(&w, RECEIPT_RULE, "");
    writer_add_message(&w, RECEIPT_LINE, MSG_DAY_NOBODY);
    writer_add_printed(&w, facts->printed_at, facts->offset_minutes, facts->kiosk);
    return w.full ? ERR(ERR_FULL, 0, "day slip: texts too long") : ERR_OK;
}
