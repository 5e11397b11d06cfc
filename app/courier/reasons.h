/* Why an application is not yet at the portal: one table of words, kept in the outbox, and the
 * sentences people read. */
#ifndef APP_COURIER_REASONS_H
#define APP_COURIER_REASONS_H

#include <stdbool.h>

#include "platform/port_http.h"

/* The sentence for a word of an outbox row ("offline"); for an unknown word the word itself. */
const char *reason_sentence(const char *word);

/* The table's own word equal to this one, which may be in passing memory; "" when there is none. */
const char *reason_word(const char *word);

/* The word for a failed exchange or a failed opening. */
const char *reason_of(struct err e);

/* The word for what kept an exchange at home (ERR_OFFLINE). */
const char *reason_away(enum http_away away);

/* Whether for this word nothing left the kiosk: no line, no name, no certificate to trust. */
bool reason_is_away(const char *word);

#endif
