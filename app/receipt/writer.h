/* Writes a receipt part after part (app/receipt/receipt.h): what the slip of an application and the
 * list of what to bring have in common. Composed texts lie in the receipt itself. What does not fit
 * is remembered in full, so that a builder asks once, at its end. */
#ifndef APP_RECEIPT_WRITER_H
#define APP_RECEIPT_WRITER_H

#include "app/receipt/receipt.h"
#include "app/sound/messages.h"
#include "platform/base/buf.h"

struct writer {
    struct receipt *receipt;
    const char *language; /* of the citizen */
    size_t used;          /* bytes of receipt->text */
    bool full;
};

/* Starts with an emptied receipt. */
void writer_init(struct writer *w, struct receipt *receipt, const char *language);

/* Room for one composed text at a time; writer_commit ends it. */
struct buf writer_compose(struct writer *w);

/* The text composed in b, which stays where it is; "" when it did not fit. */
const char *writer_commit(struct writer *w, const struct buf *b);

/* The next part, everything but kind and text empty; the last one again when there is no room. */
struct receipt_part *writer_add(struct writer *w, enum receipt_kind kind, const char *text);

/* The same with a message in the citizen's language, its Vietnamese beside it when that is another.
 */
struct receipt_part *writer_add_message(struct writer *w, enum receipt_kind kind,
                                        enum message_id id);

/* The centre at the head and, when practice, the mark that this is no real paper. */
void writer_add_centre(struct writer *w, const char *centre, bool practice);

/* The mark of a copy, in Vietnamese for whoever is handed it; nothing for the first print, 0. */
void writer_add_copy(struct writer *w, int copy);

/* "In lúc 09:31, 23/11/2026 tại K07": Unix seconds in local time. */
void writer_add_printed(struct writer *w, int64_t seconds, int offset_minutes, const char *kiosk);

#endif
