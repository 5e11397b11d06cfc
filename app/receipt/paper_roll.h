/* How much of the roll is used, in lengths that grow with every slip, and what a roll holds here:
 * learned from rolls that ran out, so that staff read "about N receipts left" (staff's pages show
 * struct paper_figures). STATE/paper.roll keeps it: lengths only, nothing of whose the slips were.
 * One thread at a time, and blocking, since it is flushed: the printer's worker. */
#ifndef APP_RECEIPT_PAPER_ROLL_H
#define APP_RECEIPT_PAPER_ROLL_H

#include <stdbool.h>
#include <stdint.h>

#include "platform/port_dir.h"
#include "platform/port_files.h"
#include "platform/port_printer.h"

#define PAPER_ROLL_FILE "paper.roll"

/* What people are told. All zero: nothing is known yet. */
struct paper_figures {
    int used_mm;  /* of this roll: printed and cut off */
    int roll_mm;  /* what a roll holds: learned, or as it is set */
    bool learned; /* roll_mm is of rolls that ran out here */
    int left_mm;  /* 0 when the printer says it is out */
    bool sure;    /* left_mm is counted from its sensor on, as rolls ran out here: never guessed */
    int slip_mm;  /* of one slip as they were of late */
    int slips_left; /* "about N receipts left" */
    bool near_end;  /* the printer's own sensor said so */
    bool out;
};

/* Lengths are micrometres. */
struct paper_roll {
    struct port_dir *dir; /* NULL: nothing is kept */
    const char *folder;
    int64_t set;    /* a roll, as it is set */
    int64_t used;   /* since the roll was changed */
    int64_t length; /* a roll, as it was learned; 0 = not yet */
    int64_t tail;   /* what is left when the sensor first says so, as it was learned; 0 = not yet */
    int64_t near_at; /* used when the sensor said so; -1 = it did not */
    int64_t slip;    /* a slip of late */
    bool out;
    bool was_short; /* the last roll that ran out was shorter than half of what is known */
};

/* Reads what folder keeps; anew when it keeps nothing, or nothing that can be read. set_mm: what a
 * roll holds until one ran out here. folder must outlive it. */
void paper_roll_open(struct paper_roll *r, struct port_dir *dir, const char *folder, int set_mm);

/* A page of so many rows left the head, or may have, and was cut off. Errors are those of writing
 * it down, here and below: counting goes on. */
MUST_USE struct err paper_roll_printed(struct paper_roll *r, const struct bits *page);

/* What the printer says of its paper, as often as it is asked. Paper that was out or long near its
 * end and is there again is another roll, also when nobody told; a sensor at its edge and a cover
 * that was open are not. */
MUST_USE struct err paper_roll_told(struct paper_roll *r, enum printer_paper paper);

/* Staff put in a new roll. One that had run out teaches how long they are; a part of one (less than
 * half of what is known) only when two in a row did. */
MUST_USE struct err paper_roll_changed(struct paper_roll *r);

struct paper_figures paper_roll_figures(const struct paper_roll *r);

/* False when the page and its cut surely do not fit on what is left: it is not begun
 * (reference/devices.md 1.11). */
bool paper_figures_suffice(const struct paper_figures *f, const struct bits *page);

bool paper_figures_equal(const struct paper_figures *a, const struct paper_figures *b);

#endif
