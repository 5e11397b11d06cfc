#include "app/steward/metrics.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "app/screen_name.h"
#include "app/sound/messages.h"
#include "app/whole.h"

#define MS       1000
#define THOUSAND 1000
#define WORDS    20

static const struct metric_row rows[METRIC_COUNT] = {
#define METRIC_ROW(id, name, type, when, label, step, decimals, help)                              \
    [id] = {name, METRIC_##type, METRIC_##when, METRIC_BY_##label, step, decimals, help},
    METRICS(METRIC_ROW)
#undef METRIC_ROW
};

/* The label of each kind, and its words; without words a rule of its own says what may stand there.
 */
static const struct {
    const char *name;
    const char *words[WORDS];
} labels[METRIC_LABELS] = {
    [METRIC_BY_VERSION] = {"version", {NULL}},
    [METRIC_BY_SLOT] = {"slot", {"A", "B"}},
    [METRIC_BY_PROGRAM] = {"program", {"kiosk", "courier", "steward"}},
    [METRIC_BY_RESULT] = {"result", {"good", "failed", "rolled-back", "cancelled", "refused"}},
    [METRIC_BY_PART] = {"part",
                        {"printer", "paper", "scanner", "camera", "sound", "keypad", "keyboard",
                         "network", "portal", "unsent", "disk", "clock", "power", "heat", "version",
                         "beacon", "touch"}},
    [METRIC_BY_CERTIFICATE] = {"certificate", {"kiosk", "kiosk-next", "fleet-ca", "portal"}},
    [METRIC_BY_TROUBLE] = {"trouble",
                           {"cert-over", "revoked", "cert-fell", "lost", "refused", "frozen",
                            "cert-soon", "away", "untrusted", "clock"}},
    [METRIC_BY_PROCEDURE] = {"procedure", {NULL}},
    [METRIC_BY_LANGUAGE] = {"language",
                            {"vi", "en", "jra", "bdq", "bdq-x-kriem", "hre", "hro", "rad"}},
    [METRIC_BY_PAGE] = {"page", {"other"}},
    [METRIC_BY_SLIP] = {"slip", {"printed", "unproved", "failed"}},
    [METRIC_BY_RATING] = {"rating", {"easy", "fair", "hard"}},
};

const struct metric_row *metric_row(enum metric_id id)
{
    return &rows[id];
}

const char *metric_label_name(enum metric_id id)
{
    return labels[rows[id].label].name;
}

/* --- what may be told ------------------------------------------------------------------------- */

/* Whether it is of these letters alone, and short enough. */
static bool of_letters(const char *word, const char *which, size_t room)
{
    const size_t length = strlen(word);
    return length > 0 && length < room && strspn(word, which) == length;
}

#define NUMERALS "0123456789"
#define LETTERS  "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"

/* A page is called by the message that is its title, or by its screen. */
static bool is_page(const char *word)
{
    for (int s = 0; s < SCREEN_COUNT; s++) {
        const char *name = screen_name((enum screen)s);
        if (name[0] != '\0' && strcmp(name, word) == 0) {
            return true;
        }
    }
    return message_find(word) != MSG_NONE;
}

static bool is_word(enum metric_label label, const char *word)
{
    for (int i = 0; i < WORDS && labels[label].words[i] != NULL; i++) {
        if (strcmp(labels[label].words[i], word) == 0) {
            return true;
        }
    }
    return false;
}

bool metrics_may_tell(const struct metrics *m, enum metric_id id, const char *label)
{
    const enum metric_label kind = rows[id].label;
    if (kind == METRIC_BY_NONE) {
        return label[0] == '\0';
    }
    if (kind == METRIC_BY_VERSION) {
        return of_letters(label, LETTERS NUMERALS "._+-", METRICS_LABEL);
    }
    if (kind == METRIC_BY_PROCEDURE) {
        return of_letters(label, NUMERALS ".", METRICS_LABEL) && m->params.knows != NULL &&
               m->params.knows(m->params.context, label);
    }
    return is_word(kind, label) ||
           (kind == METRIC_BY_PAGE && strlen(label) < METRICS_LABEL && is_page(label));
}

/* --- the samples ------------------------------------------------------------------------------ */

struct err metrics_init(struct metrics *m, const struct metrics_params *params)
{
    *m = (struct metrics){.params = *params};
    if (!of_letters(params->kiosk, LETTERS NUMERALS "._-", METRICS_KIOSK)) {
        return ERR(ERR_BAD_INPUT, 0, "metrics: the kiosk's name");
    }
    (void)snprintf(m->kiosk, sizeof m->kiosk, "%s", params->kiosk);
    return ERR_OK;
}

/* Takes out what is no longer told at all. */
static void forget(struct metrics *m, enum metric_when when)
{
    int kept = 0;
    for (int i = 0; i < m->count; i++) {
        if (rows[m->samples[i].id].when != when) {
            m->samples[kept++] = m->samples[i];
        }
    }
    m->count = kept;
}

void metrics_begin(struct metrics *m)
{
    forget(m, METRIC_MINUTE);
    for (int i = 0; i < m->count; i++) {
        m->samples[i].waits = false;
    }
}

void metrics_day_begin(struct metrics *m, int64_t day_end)
{
    forget(m, METRIC_DAY);
    m->day_end = day_end;
    m->day_due = true;
}

static struct metric_sample *find(struct metrics *m, enum metric_id id, const char *label)
{
    for (int i = 0; i < m->count; i++) {
        if (m->samples[i].id == id && strcmp(m->samples[i].label, label) == 0) {
            return &m->samples[i];
        }
    }
    if (m->count == METRICS_SERIES) {
        return NULL;
    }
    struct metric_sample *s = &m->samples[m->count++];
    *s = (struct metric_sample){.id = id};
    (void)snprintf(s->label, sizeof s->label, "%s", label);
    return s;
}

static int64_t in_steps(int64_t value, int64_t step)
{
    const int64_t by = step < 0 ? -step : step;
    if (by == 0 || value % by == 0) {
        return value;
    }
    const int64_t down = value - (value % by + by) % by;
    return step < 0 ? down + by : down;
}

void metrics_set(struct metrics *m, enum metric_id id, const char *label, int64_t value)
{
    struct metric_sample *s = metrics_may_tell(m, id, label) ? find(m, id, label) : NULL;
    if (s == NULL) {
        m->refused++;
        return;
    }
    if (rows[id].when == METRIC_QUARTER) {
        s->next = value;
        s->waits = true;
        return;
    }
    s->value = in_steps(value, rows[id].step);
    s->told = true;
}

void metrics_tick(struct metrics *m, int64_t now)
{
    const int64_t quarter = now / METRICS_EVERY;
    if (quarter == m->quarter) {
        return;
    }
    m->quarter = quarter;
    m->quarter_due = true;
    for (int i = 0; i < m->count; i++) {
        struct metric_sample *s = &m->samples[i];
        if (rows[s->id].when == METRIC_QUARTER) {
            s->told = s->waits;
            s->value = in_steps(s->next, rows[s->id].step);
        }
    }
}

void metrics_told(struct metrics *m)
{
    m->quarter_due = false;
    m->day_due = false;
}

/* --- the text --------------------------------------------------------------------------------- */

static void add_value(struct buf *out, const struct metric_sample *s)
{
    if (rows[s->id].decimals == 0) {
        buf_printf(out, " %" PRId64, s->value);
        return;
    }
    const int64_t size = s->value < 0 ? -s->value : s->value;
    buf_printf(out, " %s%" PRId64 ".%03d", s->value < 0 ? "-" : "", size / THOUSAND,
               (int)(size % THOUSAND));
}

static void add_sample(const struct metrics *m, struct buf *out, const struct metric_sample *s)
{
    buf_printf(out, "%s{kiosk=\"%s\"", rows[s->id].name, m->kiosk);
    if (s->label[0] != '\0') {
        buf_printf(out, ",%s=\"%s\"", metric_label_name(s->id), s->label);
    }
    buf_puts(out, "}");
    add_value(out, s);
}

void metrics_text(const struct metrics *m, struct buf *out)
{
    for (int id = 0; id < METRIC_COUNT; id++) {
        bool first = true;
        for (int i = 0; i < m->count; i++) {
            if ((int)m->samples[i].id != id || !m->samples[i].told) {
                continue;
            }
            if (first) {
                buf_printf(out, "# HELP %s %s\n# TYPE %s %s\n", rows[id].name, rows[id].help,
                           rows[id].name, rows[id].type == METRIC_COUNTER ? "counter" : "gauge");
            }
            first = false;
            add_sample(m, out, &m->samples[i]);
            buf_puts(out, "\n");
        }
    }
}

void metrics_batch(const struct metrics *m, int64_t now, struct buf *out)
{
    for (int i = 0; i < m->count; i++) {
        const struct metric_sample *s = &m->samples[i];
        const enum metric_when when = rows[s->id].when;
        if (!s->told || (when == METRIC_QUARTER && !m->quarter_due) ||
            (when == METRIC_DAY && !m->day_due)) {
            continue;
        }
        add_sample(m, out, s);
        buf_printf(out, " %" PRId64 "\n", (when == METRIC_DAY ? m->day_end : now) * MS);
    }
}

struct err metrics_write(const struct metrics *m, struct port_dir *dir, const char *state,
                         char text[METRICS_TEXT])
{
    struct buf out;
    buf_init(&out, text, METRICS_TEXT);
    metrics_text(m, &out);
    return out.full ? ERR(ERR_FULL, 0, "metrics: the text does not fit")
                    : whole_write(dir, state, METRICS_FILE, text, out.len);
}
