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

/* Of procedures or languages: what is not told has no number and no bar (day_veil). */
static void add_veiled(struct rows *r, const struct day_row of[], const int counts[], int count)
{
    static const enum day_figure figures[] = {
        [DAY_TELLS] = DAY_IS_COUNT, [DAY_UNDER_FEW] = DAY_IS_FEW, [DAY_FEW_OR_MORE] = DAY_IS_OVER};
    enum day_told told[DAY_KINDS + 1];
    int most = 0;
    if (!day_veil(counts, count, told)) {
        return;
    }
    for (int i = 0; i < count; i++) {
        most = told[i] == DAY_TELLS && counts[i] > most ? counts[i] : most;
    }
    for (int i = 0; i < count; i++) {
        struct day_row row = of[i];
        row.figure = figures[told[i]];
        row.number = told[i] == DAY_TELLS ? counts[i] : 0;
        row.most = told[i] == DAY_TELLS ? most : 0;
        r->at[r->count++] = row;
    }
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
    struct day_row of[DAY_KINDS + 1];
    int counts[DAY_KINDS + 1];
    int count = 0;
    for (; count < d->kind_count; count++) {
        of[count] = (struct day_row){.procedure = d->kinds[count].code};
        counts[count] = d->kinds[count].count;
    }
    if (d->others > 0) {
        of[count] = (struct day_row){.words = MSG_DAY_OTHERS};
        counts[count++] = d->others;
    }
    add_veiled(r, of, counts, count);
}

static void add_languages(struct rows *r, const struct day_tally *t, int64_t midnight)
{
    struct day_row of[DAY_LANGUAGES];
    int counts[DAY_LANGUAGES];
    const int count = t->midnight == midnight ? t->language_count : 0;
    for (int i = 0; i < count; i++) {
        of[i] = (struct day_row){.language = t->languages[i].code};
        counts[i] = t->languages[i].count;
    }
    add_veiled(r, of, counts, count);
}

/* Whether it was easy, as those said who were asked. */
static void add_ratings(struct rows *r, const struct day_page_facts *f)
{
    static const enum message_id words[DAY_RATINGS] = {MSG_DAY_EASY, MSG_DAY_FAIR, MSG_DAY_HARD};
    for (int i = 0; i < DAY_RATINGS; i++) {
        const int count = day_rating(f->tally, (enum day_what)(DAY_EASY + i), f->midnight);
        r->at[r->count++] = (struct day_row){.words = words[i],
                                             .figure = count < 0 ? DAY_IS_FEW : DAY_IS_COUNT,
                                             .number = count < 0 ? 0 : count};
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
    add(r, MSG_DAY_UNPROVED, day_tally(f->tally, DAY_UNPROVED, f->midnight));
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
    add_ratings(r, f);
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
