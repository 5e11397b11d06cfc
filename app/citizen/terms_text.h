/* Fee, days and place in words of a language, for the screen, the voice and the paper. */
#ifndef APP_CITIZEN_TERMS_TEXT_H
#define APP_CITIZEN_TERMS_TEXT_H

#include "app/citizen/terms.h"
#include "app/sound/say.h"
#include "platform/base/buf.h"

#define TERMS_SAY 3

/* Which sentence it is, and what is said: the message, then the numbers in it. */
enum message_id terms_fee_message(const struct fee *fee, struct say ret_say[TERMS_SAY]);
enum message_id terms_days_message(const struct term *term, struct say ret_say[TERMS_SAY]);
enum message_id terms_place_message(enum catalogue_place place);

/* The same as text. */
void terms_fee_text(const char *language, const struct fee *fee, struct buf *out);
void terms_days_text(const char *language, const struct term *term, struct buf *out);

/* What is not sure about the papers; MSG_NONE when they were read and checked. */
enum message_id terms_doubt(const struct catalogue_entry *entry);

/* What is good to know besides: who takes it, who does not pay; at most TERMS_NOTES. */
#define TERMS_NOTES 2
int terms_notes(const struct catalogue_entry *entry, enum message_id ret_notes[TERMS_NOTES]);

/* A message's text with {0} and {1} replaced. */
void terms_fill(struct buf *out, const char *text, const char *zero, const char *one);

#endif
