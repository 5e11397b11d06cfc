#include "app/steward/centre.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#define HEAD    "# centre 1 "
#define DAY_S   86400
#define PERCENT 100
#define DECIMAL 10
#define PAGES   32

/* --- what may be told of it ------------------------------------------------------------------- */

/* Of procedures or languages, whose sum is told beside them. */
static void tell_veiled(struct metrics *m, enum metric_id id, const char *const of[],
                        const int counts[], int count)
{
    enum day_told told[DAY_KINDS + 1];
    if (!day_veil(counts, count, told)) {
        return;
    }
    for (int i = 0; i < count; i++) {
        if (told[i] == DAY_TELLS && of[i] != NULL) {
            metrics_set(m, id, of[i], counts[i]);
        }
    }
}

static void tell_files(struct metrics *m, const struct day_files *d)
{
    const char *of[DAY_KINDS + 1] = {NULL};
    int counts[DAY_KINDS + 1];
    int count = 0;
    for (; count < d->kind_count; count++) {
        of[count] = d->kinds[count].code;
        counts[count] = d->kinds[count].count;
    }
    if (d->others > 0) {
        counts[count++] = d->others;
    }
    metrics_set(m, METRIC_DAY_FILED, "", d->filed);
    tell_veiled(m, METRIC_DAY_PROCEDURE, of, counts, count);
}

static void tell_languages(struct metrics *m, const struct day_tally *t)
{
    const char *of[DAY_LANGUAGES];
    int counts[DAY_LANGUAGES];
    for (int i = 0; i < t->language_count; i++) {
        of[i] = t->languages[i].code;
        counts[i] = t->languages[i].count;
    }
    tell_veiled(m, METRIC_DAY_LANGUAGE, of, counts, t->language_count);
}

static void tell_share(struct metrics *m, enum metric_id id, int percent)
{
    if (percent >= 0) {
        metrics_set(m, id, "", percent);
    }
}

static void tell_tally(struct metrics *m, const struct day_tally *t)
{
    static const struct {
        enum day_what what;
        enum metric_id id;
        const char *label;
    } plain[] = {
        {DAY_PAGES, METRIC_DAY_PAGES, ""},           {DAY_ABANDONED, METRIC_DAY_LEFT, ""},
        {DAY_HELPED, METRIC_DAY_HELPED, ""},         {DAY_CALLS, METRIC_DAY_CALLS, ""},
        {DAY_RECEIPTS, METRIC_DAY_SLIPS, "printed"}, {DAY_UNPROVED, METRIC_DAY_SLIPS, "unproved"},
        {DAY_FAULTS, METRIC_DAY_SLIPS, "failed"}};
    static const char *const ratings[DAY_RATINGS] = {"easy", "fair", "hard"};
    const int offline = day_share(t->count[DAY_OFFLINE], t->count[DAY_SAVED]);
    for (size_t i = 0; i < sizeof plain / sizeof plain[0]; i++) {
        metrics_set(m, plain[i].id, plain[i].label, t->count[plain[i].what]);
    }
    tell_share(m, METRIC_DAY_ONLINE, offline < 0 ? -1 : PERCENT - offline);
    tell_share(m, METRIC_DAY_COMPLETE, day_share(t->count[DAY_COMPLETE], t->count[DAY_SAVED]));
    tell_share(m, METRIC_DAY_MEDIAN, day_median(t, t->midnight));
    for (int i = 0; i < DAY_RATINGS; i++) {
        const int count = day_rating(t, (enum day_what)(DAY_EASY + i), t->midnight);
        if (count >= 0) {
            metrics_set(m, METRIC_DAY_RATING, ratings[i], count);
        }
    }
    tell_languages(m, t);
}

/* --- where visits were given up, what was heard in Vietnamese --------------------------------- */

/* Sums by label; what finds no room is not told. */
struct sums {
    char label[PAGES][METRICS_LABEL];
    int64_t sum[PAGES];
    int count;
};

static void add_to(struct sums *s, const char *label, size_t length, int64_t times)
{
    int i = 0;
    if (times == 0 || length == 0 || length >= METRICS_LABEL) {
        return;
    }
    while (i < s->count &&
           (strncmp(s->label[i], label, length) != 0 || s->label[i][length] != '\0')) {
        i++;
    }
    if (i == PAGES) {
        return;
    }
    if (i == s->count) {
        memcpy(s->label[i], label, length);
        s->label[i][length] = '\0';
        s->sum[s->count++] = 0;
    }
    s->sum[i] += times;
}

static void tell_sums(struct metrics *m, enum metric_id id, const struct sums *s)
{
    for (int i = 0; i < s->count; i++) {
        if (metrics_may_tell(m, id, s->label[i])) {
            metrics_set(m, id, s->label[i], s->sum[i]);
        }
    }
}

/* A sentence is a page's name, a question's ("1.001193/child/name"), or a message's. Of a question
 * only the procedure is told. */
static void tell_counts(struct metrics *m, const struct counts *c)
{
    struct sums pages = {.count = 0};
    struct sums procedures = {.count = 0};
    struct sums languages = {.count = 0};
    for (int i = 0; i < c->count; i++) {
        const struct count_row *row = &c->rows[i];
        const char *slash = strchr(row->sentence, '/');
        if (slash == NULL) {
            const bool page = metrics_may_tell(m, METRIC_LEFT_PAGE, row->sentence);
            const char *name = page ? row->sentence : "other";
            add_to(&pages, name, strlen(name), row->times[COUNT_LEFT]);
        } else {
            add_to(&pages, "question", strlen("question"), row->times[COUNT_LEFT]);
            add_to(&procedures, row->sentence, (size_t)(slash - row->sentence),
                   row->times[COUNT_LEFT]);
        }
        add_to(&languages, row->language, strlen(row->language), row->times[COUNT_SOUND]);
    }
    tell_sums(m, METRIC_LEFT_PAGE, &pages);
    tell_sums(m, METRIC_LEFT_PROCEDURE, &procedures);
    tell_sums(m, METRIC_FALLBACKS, &languages);
}

void centre_tell(struct metrics *m, const struct centre_facts *f)
{
    metrics_day_begin(m, f->midnight + DAY_S);
    if (f->files != NULL) {
        tell_files(m, f->files);
    }
    if (f->tally->midnight == f->midnight) {
        tell_tally(m, f->tally);
    }
    if (f->acks != NULL && f->acks->midnight == f->midnight && ack_times_median(f->acks) >= 0) {
        metrics_set(m, METRIC_DAY_ACK, "", ack_times_median(f->acks));
    }
    if (f->counts != NULL) {
        tell_counts(m, f->counts);
    }
}

/* --- as text ---------------------------------------------------------------------------------- */

size_t centre_write(const struct metrics *m, char text[CENTRE_BYTES])
{
    struct buf out;
    int count = 0;
    buf_init(&out, text, CENTRE_BYTES);
    buf_printf(&out, HEAD "%" PRId64 "\n", m->day_end);
    for (int i = 0; i < m->count; i++) {
        const struct metric_sample *s = &m->samples[i];
        if (metric_row(s->id)->when == METRIC_DAY) {
            buf_printf(&out, "%s %" PRId64 " %s\n", metric_row(s->id)->name, s->value, s->label);
            count++;
        }
    }
    buf_puts(&out, "end\n");
    return out.full || count == 0 ? 0 : out.len;
}

static bool take_line(char *line, struct metrics *m)
{
    char *rest = strchr(line, ' ');
    if (rest == NULL) {
        return false;
    }
    *rest++ = '\0';
    char *end = NULL;
    const int64_t value = strtoll(rest, &end, DECIMAL);
    if (end == rest || *end != ' ') {
        return false;
    }
    for (int id = 0; id < METRIC_COUNT; id++) {
        const struct metric_row *row = metric_row((enum metric_id)id);
        if (row->when == METRIC_DAY && strcmp(row->name, line) == 0) {
            metrics_set(m, (enum metric_id)id, end + 1, value);
            return true;
        }
    }
    return true; /* of another version: the rest of the day is told all the same */
}

int64_t centre_end(const char *text, size_t size)
{
    static const char tail[] = "\nend\n";
    const size_t head = strlen(HEAD);
    const size_t foot = strlen(tail);
    if (size < head + foot || size >= CENTRE_BYTES || memchr(text, '\0', size) != NULL ||
        memcmp(text, HEAD, head) != 0 || memcmp(text + size - foot, tail, foot) != 0) {
        return 0;
    }
    char *end = NULL;
    const int64_t at = strtoll(text + head, &end, DECIMAL);
    return *end == '\n' && at > 0 ? at : 0;
}

bool centre_read(const char *text, size_t size, struct metrics *m)
{
    char copy[CENTRE_BYTES];
    char *rest = NULL;
    const int64_t end = centre_end(text, size);
    if (end == 0) {
        return false;
    }
    memcpy(copy, text, size);
    copy[size] = '\0';
    metrics_day_begin(m, end);
    (void)strtok_r(copy, "\n", &rest); /* the day's end */
    char *line = NULL;
    while ((line = strtok_r(NULL, "\n", &rest)) != NULL && strcmp(line, "end") != 0) {
        if (!take_line(line, m)) {
            metrics_day_begin(m, end); /* nothing of it */
            m->day_due = false;
            return false;
        }
    }
    return true;
}
