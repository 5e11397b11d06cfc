/* What is known of the last slip, on the disk (reference/devices.md 1.11): written and flushed
 * before its first byte goes to the printer and again when its end is known, and read at the start,
 * so that after a crash the kiosk knows whether a slip came out. Lines "NUMBER STATE HOW": the
 * number of the slip, a word, how it was proved; nothing of whose it is, so nothing is ever printed
 * from it. One thread at a time. */
#ifndef APP_RECEIPT_PRINT_JOURNAL_H
#define APP_RECEIPT_PRINT_JOURNAL_H

#include <stdint.h>

#include "platform/port_journal.h"
#include "platform/port_printer.h"

#define PRINT_JOURNAL_NAME "print.journal"

enum print_state {
    PRINT_STATE_NONE,        /* none was ever begun */
    PRINT_STATE_SENDING,     /* begun; found at a start this is UNKNOWN */
    PRINT_STATE_CONFIRMED,   /* it came out, and was cut: the printer said so */
    PRINT_STATE_NOT_PRINTED, /* the printer accepted nothing of it */
    PRINT_STATE_UNKNOWN,     /* it may have come out, or some of it, or may be in the printer yet */
};

struct print_journal {
    struct port_journal *port; /* NULL: nothing is kept */
    uint32_t number;           /* of the last slip */
    enum print_state state;
    size_t bytes;     /* of the file */
    bool interrupted; /* it was being sent when the last program ended */
};

/* Opens the journal in folder and reads it. A slip found SENDING is written down as UNKNOWN. A line
 * that does not read as one (torn by a power cut) counts as the begin of a slip: UNKNOWN. After an
 * error nothing is kept, and printing goes on without. */
MUST_USE struct err print_journal_open(struct print_journal *j, struct port_journal *port,
                                       const char *folder);

/* A slip is about to be sent. */
MUST_USE struct err print_journal_begin(struct print_journal *j);

/* How its sending ended, as the printer's print() told. */
MUST_USE struct err print_journal_end(struct print_journal *j, struct err outcome,
                                      enum print_proof proof);

#endif
