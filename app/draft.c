#include "app/draft.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/amount.h"
#include "app/citizen/commune.h"
#include "app/citizen/date.h"
#include "app/paper.h"
#include "app/papers.h"
#include "app/settings.h"
#include "app/typing/composer.h"
#include "platform/base/utf8.h"

static bool has_word(const char *words, const char *word)
{
    const size_t length = strlen(word);
    for (const char *at = words; (at = strstr(at, word)) != NULL; at += length) {
        const bool starts = at == words || at[-1] == ' ';
        if (starts && (at[length] == '\0' || at[length] == ' ')) {
            return true;
        }
    }
    return false;
}

bool draft_is_commune(const struct form_question *q)
{
    return has_word(q->appearance, "commune");
}

bool draft_is_date(const struct form_question *q)
{
    return q->kind == FORM_DATE || q->kind == FORM_TIME || q->kind == FORM_DATETIME ||
           has_word(q->appearance, "partial");
}

bool draft_is_number(const struct form_question *q)
{
    return q->kind == FORM_INTEGER || q->kind == FORM_DECIMAL || has_word(q->appearance, "numbers");
}

bool draft_is_typed(const struct form_question *q)
{
    return draft_is_date(q) || q->kind == FORM_TEXT || q->kind == FORM_BARCODE ||
           draft_is_number(q);
}

static void find_communes(struct app *a)
{
    struct visit *v = a->visit;
    v->pick_count = communes_filter(a->communes, v->composer->text, v->picks, PICKS_MAX);
    v->list_page = 0;
}

/* The digits of a date, whole or not. */
static void fill_date(struct date_draft *draft, struct date d)
{
    memset(draft->digits, 0, 3 * sizeof draft->digits[0]);
    draft->wrong = 0;
    if (d.day != 0) {
        snprintf(draft->digits[0], sizeof draft->digits[0], "%02u", (unsigned)d.day % 100u);
    }
    if (d.month != 0) {
        snprintf(draft->digits[1], sizeof draft->digits[1], "%02u", (unsigned)d.month % 100u);
    }
    snprintf(draft->digits[2], sizeof draft->digits[2], "%04u", (unsigned)d.year % 10000u);
    draft->year_only = d.month == 0;
    draft->part = draft->has_time ? 3 : 2;
}

int date_first_part(const struct date_draft *d)
{
    return d->no_date ? 3 : d->year_only ? 2 : 0;
}

int date_last_part(const struct date_draft *d)
{
    return d->has_time ? 4 : 2;
}

/* Hour and minute of "09:24:00.000+07:00", alone or after a date. */
static void fill_time(struct date_draft *draft, const char *value)
{
    const char *mark = strchr(value, 'T');
    const char *at = mark != NULL ? mark + 1 : value;
    draft->part = date_first_part(draft);
    if (strlen(at) >= 5 && at[2] == ':') {
        (void)snprintf(draft->digits[3], sizeof draft->digits[3], "%.2s", at);
        (void)snprintf(draft->digits[4], sizeof draft->digits[4], "%.2s", at + 3);
        draft->part = 4;
    }
}

static void open_date(struct visit *v, const struct form_question *q)
{
    struct date d;
    char day[11] = "";
    struct date_draft *draft = &v->date;
    memset(draft, 0, sizeof *draft);
    draft->may_be_partial = has_word(q->appearance, "partial");
    draft->no_date = q->kind == FORM_TIME;
    draft->has_time = draft->no_date || q->kind == FORM_DATETIME;
    (void)snprintf(day, sizeof day, "%.10s", draft->no_date ? "" : q->value);
    if (date_parse(day, &d)) {
        fill_date(draft, d);
    }
    if (draft->has_time) {
        fill_time(draft, q->value);
    }
}

void draft_open(struct app *a, const struct form_question *q)
{
    struct visit *v = a->visit;
    if (draft_is_date(q)) {
        open_date(v, q);
        return;
    }
    if (q->kind == FORM_PAPER || q->kind == FORM_SIGNATURE) {
        struct visit_paper *paper = papers_of(v, q->node);
        if (paper != NULL) {
            paper->handed_in = q->open == OPEN_COUNTER;
            papers_choose_first(paper);
        }
        return;
    }
    const bool commune = draft_is_commune(q);
    const enum composer_field field = draft_is_number(q)                ? FIELD_DIGITS
                                      : has_word(q->appearance, "name") ? FIELD_NAME
                                                                        : FIELD_TEXT;
    const bool telex = strcmp(app_language(a), "vi") == 0; /* else its key turns it on */
    composer_init(v->composer, v->composer_text, sizeof v->composer_text, field,
                  telex && field != FIELD_DIGITS, commune ? NULL : q->value);
    if (amount_is_money(q) || amount_is_decimal(q)) {
        v->composer->layer = amount_is_money(q) ? LAYER_PAD_MONEY : LAYER_PAD_DECIMAL;
    }
    if (commune) {
        find_communes(a);
    }
}

bool draft_scanned(struct app *a, const char *payload)
{
    struct visit *v = a->visit;
    const size_t len = strlen(payload);
    bool plain = len > 0 && len < sizeof v->composer_text && utf8_valid(payload, len);
    for (size_t i = 0; i < len; i++) {
        plain = plain && (uint8_t)payload[i] >= ' ' && payload[i] != 0x7F;
    }
    if (plain) {
        composer_init(v->composer, v->composer_text, sizeof v->composer_text, FIELD_TEXT, false,
                      payload);
    }
    return plain;
}

static bool date_digit(struct date_draft *d, int key)
{
    char *part = d->digits[d->part];
    const size_t size = d->part == 2 ? 4 : 2;
    const size_t length = strlen(part);
    if (key == KEY_CLEAR) {
        memset(d->digits, 0, sizeof d->digits);
        d->wrong = 0;
        d->part = date_first_part(d);
        return true;
    }
    if (key == KEY_ERASE) {
        d->wrong = 0;
        if (length > 0) {
            part[length - 1] = '\0';
            return true;
        }
        if (d->part > date_first_part(d)) {
            d->part--;
            return true;
        }
        return false;
    }
    if (key < 0 || key > 9) {
        return false;
    }
    if ((d->wrong & 1u << d->part) != 0) {
        d->wrong &= ~(1u << d->part);
        memset(part, 0, sizeof d->digits[0]);
        return date_digit(d, key);
    }
    if (length == size) {
        if (d->part == date_last_part(d)) {
            return false;
        }
        d->part++;
        return date_digit(d, key);
    }
    part[length] = (char)('0' + key);
    if (length + 1 == size && d->part < date_last_part(d)) {
        d->part++;
    }
    return true;
}

/* What was typed to find a commune finds others. */
static bool found(struct app *a, const struct form_question *q, bool changed)
{
    if (changed && draft_is_commune(q)) {
        find_communes(a);
    }
    return changed;
}

static bool press(struct app *a, const struct form_question *q, int argument)
{
    struct visit *v = a->visit;
    const struct layout *layout = layout_of(v->composer->layer);
    if (draft_is_date(q)) {
        return date_digit(&v->date, argument);
    }
    if (argument < 0 || argument >= layout->count) {
        return false;
    }
    return found(a, q, composer_press(v->composer, &layout->keys[argument]));
}

/* The same by a real keyboard. */
static bool stroke(struct app *a, const struct form_question *q, char character)
{
    const enum typing_method method = (enum typing_method)settings_method(a->settings);
    const bool written = !draft_is_date(q) && (draft_is_typed(q) || draft_is_commune(q));
    return written && found(a, q, composer_type(a->visit->composer, method, character));
}

static bool set(struct app *a, const struct form_question *q, const char *value)
{
    struct form_problem problem;
    return !failed(form_set(a->visit->form, q->node, value, &problem));
}

static bool choose(struct app *a, const struct form_question *q, int index)
{
    struct form_choice choice;
    return index >= 0 && index < q->choice_count &&
           !failed(form_choice(a->visit->form, q->node, index, &choice)) && set(a, q, choice.value);
}

/* Touched once it is "OK", as the other programs write it; once more, and it is empty again. */
static bool acknowledge(struct app *a, const struct form_question *q)
{
    return set(a, q, q->value[0] == '\0' ? "OK" : "");
}

/* Adds the word to the space-separated list, or takes it out. */
static bool toggle(struct app *a, const struct form_question *q, int index)
{
    struct form_choice choice;
    char value[DRAFT_VALUE_MAX];
    struct buf out;
    bool was_in = false;
    if (index < 0 || index >= q->choice_count ||
        failed(form_choice(a->visit->form, q->node, index, &choice))) {
        return false;
    }
    buf_init(&out, value, sizeof value);
    for (const char *at = q->value; *at != '\0';) {
        const size_t length = strcspn(at, " ");
        if (length == strlen(choice.value) && strncmp(at, choice.value, length) == 0) {
            was_in = true;
        } else if (length > 0) {
            buf_printf(&out, "%s%.*s", out.len > 0 ? " " : "", (int)length, at);
        }
        at += length + (at[length] == ' ' ? 1 : 0);
    }
    if (!was_in) {
        buf_printf(&out, "%s%s", out.len > 0 ? " " : "", choice.value);
    }
    return !out.full && set(a, q, value);
}

static bool pick(struct app *a, const struct form_question *q, int index)
{
    const struct visit *v = a->visit;
    if (index < 0 || index >= v->pick_count) {
        return false;
    }
    return set(a, q, a->communes->units[v->picks[index]].code);
}

bool draft_intent(struct app *a, const struct form_question *q, int intent, int argument)
{
    struct date_draft *date = &a->visit->date;
    switch (intent) {
    case INTENT_KEY:
        return press(a, q, argument);
    case INTENT_STROKE:
        return stroke(a, q, (char)argument);
    case INTENT_CHOOSE:
        return choose(a, q, argument);
    case INTENT_TOGGLE:
        return q->kind == FORM_TRIGGER ? acknowledge(a, q) : toggle(a, q, argument);
    case INTENT_PICK:
        return pick(a, q, argument);
    case INTENT_DATE_PART:
        date->part = argument >= 0 && argument < DATE_PARTS ? argument : 0;
        date->digits[date->part][0] = '\0';
        return true;
    case INTENT_YEAR_ONLY:
        if (!date->may_be_partial) {
            return false;
        }
        date->year_only = !date->year_only;
        date->part = date->year_only ? 2 : 0;
        return true;
    case INTENT_NO_AMOUNT:
        composer_init(a->visit->composer, a->visit->composer_text, sizeof a->visit->composer_text,
                      FIELD_DIGITS, false, "0");
        a->visit->composer->layer = LAYER_PAD_MONEY;
        return amount_is_money(q);
    case INTENT_DAYS_AGO:
        if (!draft_is_date(q)) {
            return false;
        }
        fill_date(date, date_today(a->now_s - (int64_t)argument * 24 * 3600,
                                   a->settings->offset_minutes));
        return true;
    default:
        return false;
    }
}

static int number(const char *digits)
{
    return (int)strtol(digits, NULL, 10);
}

/* Marks parts as wrong and puts the cursor on the first of them. */
static void refuse_date(struct date_draft *d, unsigned parts)
{
    d->wrong = parts;
    d->part = date_last_part(d);
    for (int i = DATE_PARTS - 1; i >= 0; i--) {
        d->part = (parts & 1u << i) != 0 ? i : d->part;
    }
}

/* What is not there yet: empty parts, and a year of fewer than four digits. */
static unsigned missing_parts(const struct date_draft *d)
{
    unsigned missing = 0;
    for (int i = date_first_part(d); i <= date_last_part(d); i++) {
        const bool there = i == 2 ? strlen(d->digits[i]) == 4 : d->digits[i][0] != '\0';
        missing |= there ? 0u : 1u << i;
    }
    return missing;
}

/* Whole, but not in the calendar: the part that is to blame. */
static enum message_id date_wrong(struct date_draft *d, struct date date)
{
    if (!d->year_only && (date.month < 1 || date.month > 12)) {
        refuse_date(d, 2u);
        return MSG_DATE_NO_MONTH;
    }
    if (!d->year_only && date.year > 0 &&
        (date.day < 1 || date.day > date_days_in_month(date.year, date.month))) {
        refuse_date(d, 1u);
        return MSG_DATE_NO_DAY;
    }
    refuse_date(d, 4u);
    return MSG_DATE_WRONG;
}

void draft_refused(struct app *a, const struct form_question *q)
{
    if (draft_is_date(q)) {
        const struct date_draft *d = &a->visit->date;
        refuse_date(&a->visit->date, d->no_date ? 24u : d->has_time ? 31u : d->year_only ? 4u : 7u);
    }
}

static bool time_wrong(struct date_draft *d)
{
    const unsigned wrong =
        d->has_time ? (number(d->digits[3]) > 23 ? 8u : 0u) | (number(d->digits[4]) > 59 ? 16u : 0u)
                    : 0u;
    if (wrong != 0) {
        refuse_date(d, wrong);
    }
    return wrong != 0;
}

/* "09:24:00.000+07:00", as the established engines store it. */
static void add_time(const struct date_draft *d, int offset_minutes, char *out)
{
    const unsigned offset = (unsigned)abs(offset_minutes) % (24 * 60);
    const size_t len = strlen(out);
    (void)snprintf(out + len, DRAFT_VALUE_MAX - len, "%s%02u:%02u:00.000%c%02u:%02u",
                   d->no_date ? "" : "T", (unsigned)number(d->digits[3]),
                   (unsigned)number(d->digits[4]), offset_minutes < 0 ? '-' : '+', offset / 60,
                   offset % 60);
}

static bool anything_typed(const struct date_draft *d)
{
    bool any = false;
    for (int i = 0; i < DATE_PARTS; i++) {
        any = any || d->digits[i][0] != '\0';
    }
    return any;
}

static enum message_id date_value(struct date_draft *d, int offset_minutes, char *out)
{
    struct date date = {number(d->digits[2]), number(d->digits[1]), number(d->digits[0])};
    out[0] = '\0';
    if (!anything_typed(d)) {
        return MSG_NONE;
    }
    if (d->year_only) {
        date.month = 0;
        date.day = 0;
    }
    if (missing_parts(d) != 0) {
        refuse_date(d, missing_parts(d));
        return d->no_date ? MSG_TIME_WRONG : MSG_DATE_INCOMPLETE;
    }
    if (!d->no_date && (!date_valid(date) || (!d->year_only && !date_is_whole(date)))) {
        return date_wrong(d, date);
    }
    if (time_wrong(d)) {
        return MSG_TIME_WRONG;
    }
    if (!d->no_date) {
        date_write(date, out);
    }
    if (d->has_time) {
        add_time(d, offset_minutes, out);
    }
    return MSG_NONE;
}

/* Once for each page: what is wrong with it, while it can still be taken anew. Then her choice
 * holds, since a paper may be no better than it is. */
static enum message_id doubt(struct visit *v, form_node question)
{
    struct paper_page *page = papers_doubtful(v, question);
    if (page == NULL) {
        return MSG_NONE;
    }
    page->doubted = true;
    papers_find(v, question)->chosen = page->id;
    return papers_message(page);
}

enum message_id draft_value(struct app *a, const struct form_question *q,
                            char ret_value[DRAFT_VALUE_MAX])
{
    struct visit *v = a->visit;
    ret_value[0] = '\0';
    if (draft_is_date(q)) {
        return date_value(&v->date, a->settings->offset_minutes, ret_value);
    }
    if (q->kind == FORM_PAPER || q->kind == FORM_SIGNATURE) {
        const bool there = papers_taken(v, q->node) || papers_handed_in(v, q->node);
        const bool sign = q->kind == FORM_SIGNATURE;
        if (!sign && !papers_handed_in(v, q->node) && papers_taken(v, q->node)) {
            return doubt(v, q->node);
        }
        return !q->required || there ? MSG_NONE : sign ? MSG_SIGN_NEEDED : MSG_PAPER_NEEDED;
    }
    if (draft_is_typed(q)) {
        composer_finish(v->composer);
        snprintf(ret_value, DRAFT_VALUE_MAX, "%s", v->composer->text);
    }
    if (amount_is_money(q) || amount_is_decimal(q)) {
        amount_store(ret_value);
    }
    return MSG_NONE;
}

void draft_set_paper(struct app *a, const struct form_question *q)
{
    const bool handed_in = papers_handed_in(a->visit, q->node);
    const bool taken = papers_taken(a->visit, q->node) && !handed_in;
    char name[64];
    const char *slash = strrchr(q->ref, '/');
    const char *last = slash == NULL ? "paper" : slash + 1;
    const char *type = q->kind == FORM_SIGNATURE ? "png" : "pdf";
    if (form_instance_above(a->visit->form, q->node) == FORM_NONE) {
        (void)snprintf(name, sizeof name, "%.48s.%s", last, type);
    } else { /* each of several has its own */
        (void)snprintf(name, sizeof name, "%.40s-%d.%s", last, q->node, type);
    }
    const struct err opened =
        form_set_open(a->visit->form, q->node, handed_in ? OPEN_COUNTER : OPEN_NOT);
    (void)opened; /* a form may not allow it; then the constraint speaks */
    const bool done = set(a, q, taken ? name : "");
    (void)done;
}
