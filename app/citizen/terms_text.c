#include "app/citizen/terms_text.h"

#include <string.h>

#include "app/sound/grammar.h"

enum message_id terms_fee_message(const struct fee *fee, struct say ret_say[TERMS_SAY])
{
    static const enum message_id amounts[] = {
        [FEE_WHOLE] = MSG_FEE_AMOUNT, [FEE_COPY] = MSG_FEE_COPY, [FEE_PAGE] = MSG_FEE_PAGE};
    const enum message_id id = fee->kind == FEE_COUNTER ? MSG_COUNTER_WILL_SAY
                               : fee->kind == FEE_FREE  ? MSG_FEE_FREE
                                                        : amounts[fee->per];
    ret_say[0] = (struct say){.kind = SAY_MESSAGE, .message = id};
    ret_say[1] = fee->kind == FEE_AMOUNT ? (struct say){.kind = SAY_MONEY, .number = fee->dong}
                                         : (struct say){.kind = SAY_END};
    ret_say[2] = (struct say){.kind = SAY_END};
    return id;
}

/* A language may say one of a thing otherwise than many; MSG_NONE: there is no such sentence. */
static enum message_id single(const struct term *term)
{
    const bool is_one = term->from == 1 && term->to == 1;
    return !is_one                           ? MSG_NONE
           : term->unit == TERM_HOURS        ? MSG_TERM_ONE_HOUR
           : term->unit == TERM_DAYS         ? MSG_TERM_ONE_DAY
           : term->unit == TERM_WORKING_DAYS ? MSG_TERM_ONE_WORKING_DAY
                                             : MSG_NONE;
}

enum message_id terms_days_message(const struct term *term, struct say ret_say[TERMS_SAY])
{
    static const enum message_id one[] = {[TERM_HOURS] = MSG_TERM_HOURS,
                                          [TERM_WORKING_HOURS] = MSG_TERM_WORKING_HOURS,
                                          [TERM_DAYS] = MSG_TERM_DAYS,
                                          [TERM_WORKING_DAYS] = MSG_TERM_WORKING_DAYS,
                                          [TERM_MONTHS] = MSG_TERM_MONTHS};
    static const enum message_id range[] = {[TERM_HOURS] = MSG_TERM_HOURS_RANGE,
                                            [TERM_WORKING_HOURS] = MSG_TERM_WORKING_HOURS_RANGE,
                                            [TERM_DAYS] = MSG_TERM_DAYS_RANGE,
                                            [TERM_WORKING_DAYS] = MSG_TERM_WORKING_DAYS_RANGE,
                                            [TERM_MONTHS] = MSG_TERM_MONTHS_RANGE};
    const bool whole = term->from == term->to;
    const enum message_id id = term->unit == TERM_COUNTER ? MSG_COUNTER_WILL_SAY
                               : single(term) != MSG_NONE ? single(term)
                               : whole                    ? one[term->unit]
                                                          : range[term->unit];
    ret_say[0] = (struct say){.kind = SAY_MESSAGE, .message = id};
    ret_say[1] = (struct say){.kind = SAY_END};
    ret_say[2] = (struct say){.kind = SAY_END};
    if (term->unit != TERM_COUNTER && id != single(term)) {
        ret_say[1] = (struct say){.kind = SAY_NUMBER, .number = term->from};
    }
    if (term->unit != TERM_COUNTER && !whole) {
        ret_say[2] = (struct say){.kind = SAY_NUMBER, .number = term->to};
    }
    return id;
}

enum message_id terms_place_message(enum catalogue_place place)
{
    static const enum message_id rows[] = {[PLACE_HERE] = MSG_PLACE_HERE,
                                           [PLACE_POLICE] = MSG_PLACE_POLICE,
                                           [PLACE_INSURANCE] = MSG_PLACE_INSURANCE,
                                           [PLACE_PROVINCE] = MSG_PLACE_PROVINCE};
    return rows[place];
}

void terms_fill(struct buf *out, const char *text, const char *zero, const char *one)
{
    for (; *text != '\0'; text++) {
        if (strncmp(text, "{0}", 3) == 0 || strncmp(text, "{1}", 3) == 0) {
            buf_puts(out, text[1] == '0' ? zero : one);
            text += 2;
        } else {
            buf_add(out, text, 1);
        }
    }
}

/* 20000 as the language writes it: "20.000". */
static void add_grouped(const char *language, int64_t number, struct buf *out)
{
    const struct grammar *grammar = grammar_find(language);
    const char group[] = {grammar != NULL ? grammar->group : '.', '\0'};
    if (number >= 1000) {
        add_grouped(language, number / 1000, out);
        buf_printf(out, "%s%03d", group, (int)(number % 1000));
    } else {
        buf_printf(out, "%d", (int)number);
    }
}

void terms_fee_text(const char *language, const struct fee *fee, struct buf *out)
{
    struct say say[TERMS_SAY];
    char amount[32];
    struct buf b;
    buf_init(&b, amount, sizeof amount);
    add_grouped(language, fee->dong, &b);
    terms_fill(out, message_text(language, terms_fee_message(fee, say)), amount, "");
}

void terms_days_text(const char *language, const struct term *term, struct buf *out)
{
    struct say say[TERMS_SAY];
    char from[16];
    char to[16];
    struct buf f;
    struct buf t;
    buf_init(&f, from, sizeof from);
    buf_init(&t, to, sizeof to);
    buf_printf(&f, "%d", term->from);
    buf_printf(&t, "%d", term->to);
    terms_fill(out, message_text(language, terms_days_message(term, say)), from, to);
}

enum message_id terms_doubt(const struct catalogue_entry *entry)
{
    if (entry->words[0].bring_count == 0) {
        return MSG_NOTE_NO_PAPERS;
    }
    if (entry->unchecked) {
        return MSG_NOTE_UNCHECKED;
    }
    switch (entry->trust) {
    case TRUST_READ:
        return MSG_NONE;
    case TRUST_COPIED:
        return MSG_NOTE_COPIED;
    case TRUST_NAMED:
        return MSG_NOTE_NAMED;
    }
    return MSG_NOTE_NAMED;
}

int terms_notes(const struct catalogue_entry *entry, enum message_id ret_notes[TERMS_NOTES])
{
    static const enum message_id places[] = {[PLACE_HERE] = MSG_NONE,
                                             [PLACE_POLICE] = MSG_NOTE_POLICE,
                                             [PLACE_INSURANCE] = MSG_NOTE_INSURANCE,
                                             [PLACE_PROVINCE] = MSG_NOTE_PROVINCE};
    const enum message_id all[TERMS_NOTES] = {
        places[entry->place], terms_fee(entry->fee).exempt ? MSG_NOTE_EXEMPT : MSG_NONE};
    int count = 0;
    for (int i = 0; i < TERMS_NOTES; i++) {
        if (all[i] != MSG_NONE) {
            ret_notes[count++] = all[i];
        }
    }
    return count;
}
