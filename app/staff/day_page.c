#include "app/staff/day_page.h"

struct rows {
    struct day_row *at;
    int count;
};

static void add(struct rows *r, enum message_id words, int number)
{
    r->at[r->count++] = (struct day_row){.words = words, .number = number};
}

static void add_share(struct rows *r, enum message_id words, int percent)
{
    r->at[r->count++] = (struct day_row){.words = words,
                                         .figure = percent < 0 ? DAY_IS_UNKNOWN : DAY_IS_PERCENT,
                                         .number = percent < 0 ? 0 : percent};
}

/* Of one procedure or language: a few of them are not counted, and have no bar. */
static void add_few(struct rows *r, struct day_row row, int count, int most)
{
    const bool few = count < DAY_FEW;
    row.figure = few ? DAY_IS_FEW : DAY_IS_COUNT;
    row.number = few ? 0 : count;
    row.most = few ? 0 : most;
    r->at[r->count++] = row;
}

static void add_files(struct rows *r, const struct day_files *d)
{
    add(r, MSG_DAY_FILED, d->filed);
    add(r, MSG_DAY_RECEIVED, d->received);
    add(r, MSG_DAY_WAITING, d->waiting);
    add(r, MSG_DAY_HELD, d->held);
    add(r, MSG_DAY_WITHDRAWN, d->withdrawn);
}

static void add_kinds(struct rows *r, const struct day_files *d)
{
    int most = d->others;
    for (int i = 0; i < d->kind_count; i++) {
        most = d->kinds[i].count > most ? d->kinds[i].count : most;
    }
    for (int i = 0; i < d->kind_count; i++) {
        add_few(r, (struct day_row){.procedure = d->kinds[i].code}, d->kinds[i].count, most);
    }
    if (d->others > 0) {
        add_few(r, (struct day_row){.words = MSG_DAY_OTHERS}, d->others, most);
    }
}

static void add_languages(struct rows *r, const struct day_tally *t, int64_t midnight)
{
    const int count = t->midnight == midnight ? t->language_count : 0;
    int most = 0;
    for (int i = 0; i < count; i++) {
        most = t->languages[i].count > most ? t->languages[i].count : most;
    }
    for (int i = 0; i < count; i++) {
        add_few(r, (struct day_row){.language = t->languages[i].code}, t->languages[i].count, most);
    }
}

static void add_tallies(struct rows *r, const struct day_page_facts *f)
{
    const int saved = day_tally(f->tally, DAY_SAVED, f->midnight);
    const int median = day_median(f->tally, f->midnight);
    add(r, MSG_DAY_ABANDONED, day_tally(f->tally, DAY_ABANDONED, f->midnight));
    if (median >= 0) {
        add(r, MSG_DAY_MEDIAN, median);
    }
    add(r, MSG_DAY_PAGES, day_tally(f->tally, DAY_PAGES, f->midnight));
    add(r, MSG_DAY_RECEIPTS, day_tally(f->tally, DAY_RECEIPTS, f->midnight));
    add(r, MSG_DAY_FAULTS, day_tally(f->tally, DAY_FAULTS, f->midnight));
    if (f->paper_receipts >= 0) {
        add(r, MSG_DAY_PAPER, f->paper_receipts);
    }
    add(r, MSG_DAY_OFFLINE, day_tally(f->tally, DAY_OFFLINE, f->midnight));
    add_share(r, MSG_DAY_COMPLETE,
              day_share(day_tally(f->tally, DAY_COMPLETE, f->midnight), saved));
    add_share(r, MSG_DAY_SHARE_OFFLINE,
              day_share(day_tally(f->tally, DAY_OFFLINE, f->midnight), saved));
    add_share(r, MSG_DAY_HELPED, day_share(day_tally(f->tally, DAY_HELPED, f->midnight), saved));
    add(r, MSG_DAY_CALLS, day_tally(f->tally, DAY_CALLS, f->midnight));
    add(r, MSG_DAY_WRONG, f->wrong);
}

int day_page_rows(const struct day_page_facts *facts, struct day_row rows[DAY_ROWS])
{
    struct rows r = {.at = rows};
    if (facts->files != NULL) {
        add_files(&r, facts->files);
        add_kinds(&r, facts->files);
    }
    add_languages(&r, facts->tally, facts->midnight);
    add_tallies(&r, facts);
    return r.count;
}
