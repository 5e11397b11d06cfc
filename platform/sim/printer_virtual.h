/* A receipt printer made of memory: receive buffer, real-time commands, paper, cover, cutter,
 * answers, and every way we know for them to go wrong (reference/devices.md 8). Reached in process
 * (printer_sim.h) or over a line (printer_serve.h). Safe to call from several threads. */
#ifndef PLATFORM_SIM_PRINTER_VIRTUAL_H
#define PLATFORM_SIM_PRINTER_VIRTUAL_H

#include <pthread.h>
#include <stddef.h>
#include <stdint.h>

#include "platform/sim/escpos_decoder.h"

#define VIRTUAL_BUFFER 4096    /* bytes the printer takes before it stops the line */
#define VIRTUAL_RAW    1000000 /* bytes kept of one receipt */

enum virtual_level { VIRTUAL_A = 'A', VIRTUAL_B = 'B', VIRTUAL_C = 'C', VIRTUAL_D = 'D' };

enum virtual_fault {
    PAPER_FAULT_NONE,
    PAPER_FAULT_PAPER_OUT,
    PAPER_FAULT_NEAR_END,
    PAPER_FAULT_COVER_OPEN,
    PAPER_FAULT_JAM,
    PAPER_FAULT_BROKEN,
    PAPER_FAULT_HOT,
    PAPER_FAULT_STALL,
    PAPER_FAULT_DEAD,
    PAPER_FAULT_HANG_UP,
    PAPER_FAULT_SILENT,
    PAPER_FAULT_SLOW,
    PAPER_FAULT_SIP,
    PAPER_FAULT_DROPS,
    PAPER_FAULT_GARBAGE,
    PAPER_FAULT_CONSTANT,
    PAPER_FAULT_TWICE,
    PAPER_FAULT_LATE,
    PAPER_FAULT_STALE,
    PAPER_FAULT_ASB_INSIDE,
    PAPER_FAULT_XOFF,
    PAPER_FAULT_NO_CLEAR,
    PAPER_FAULT_BAD_CLONE,
    PAPER_FAULT_OLD_ID,
    PAPER_FAULT_LATEST_ID,
    PAPER_FAULT_LAZY,
    PAPER_FAULT_ZEROS,
    PAPER_FAULT_COUNT
};

struct virtual_answer {
    uint8_t bytes[16];
    int size;
    int64_t due; /* ms, monotonic */
};

/* One finished piece of paper. Called with the printer locked: keep it short, do not call back. */
typedef void virtual_page(void *context, const struct bits *page, const uint8_t *raw, size_t size);

struct printer_virtual {
    pthread_mutex_t lock;
    struct escpos_decoder decoder;
    enum virtual_level level;
    uint8_t buffer[VIRTUAL_BUFFER];
    size_t buffered;
    uint8_t last[3];   /* for real-time commands in the raw stream */
    int clear_matched; /* bytes of DLE DC4 8 seen */
    bool faults[PAPER_FAULT_COUNT];
    int64_t until[PAPER_FAULT_COUNT]; /* of those that end by themselves, ms; 0 = never */
    enum virtual_fault coming;        /* strikes after coming_rows */
    int coming_rows;                  /* ... of dots; -1: after the next cut */
    bool has_kept_id;                 /* by LATEST_ID: one is not told yet */
    int64_t slow_at;                  /* when the next byte may be executed */
    int slow_left;                    /* bytes until then */
    uint8_t asb_sent[4];
    struct virtual_answer answers[64];
    int answer_count;
    uint8_t raw[VIRTUAL_RAW]; /* of the paper that is coming out */
    size_t raw_size;
    int printed;  /* pieces of paper cut */
    int realtime; /* real-time questions answered */
    int letters;  /* bytes printed as letters, over all */
    int64_t lost; /* bytes, by DROPS */
    virtual_page *page;
    void *context;
};

/* A printer without faults, paper loaded. page may be NULL. */
void virtual_init(struct printer_virtual *v, int width, enum virtual_level level,
                  virtual_page *page, void *context);
void virtual_done(struct printer_virtual *v);

/* The line to the host. feed takes at most size bytes and says how many it took; answers gives what
 * the printer says by now. hung_up: it closed the line. */
size_t virtual_feed(struct printer_virtual *v, const uint8_t *bytes, size_t size);
size_t virtual_answers(struct printer_virtual *v, uint8_t *ret_bytes, size_t cap);
bool virtual_hung_up(struct printer_virtual *v);
void virtual_connected(struct printer_virtual *v);

#define VIRTUAL_AFTER_CUT (-1)

/* Lets fault strike after so many more rows of dots (0 = now), or VIRTUAL_AFTER_CUT. */
void virtual_break(struct printer_virtual *v, enum virtual_fault fault, int after_rows);
/* Somebody loads paper, closes the cover, switches off and on what hung: all faults end. */
void virtual_mend(struct printer_virtual *v);
int virtual_printed(struct printer_virtual *v);

/* What happened so far. */
struct virtual_counts {
    int printed;  /* pieces of paper cut */
    int rows;     /* of the paper still in the printer */
    int realtime; /* real-time questions answered */
    int letters;  /* bytes printed as letters */
    int64_t lost; /* bytes dropped */
};
struct virtual_counts virtual_count(struct printer_virtual *v);

/* "paper-out" and back; PAPER_FAULT_NONE and NULL when unknown. */
enum virtual_fault virtual_fault_find(const char *name);
const char *virtual_fault_name(enum virtual_fault fault);
const char *virtual_fault_help(enum virtual_fault fault);

#endif
