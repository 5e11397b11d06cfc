/* What this kiosk did since midnight, in counts only: what the outbox holds of it, and what is
 * tallied as it happens (kept over a restart by day_file.h). Nothing of anybody, and no time of
 * anything. Pure; one thread. */
#ifndef APP_STAFF_DAY_H
#define APP_STAFF_DAY_H

#include "app/outbox/outbox.h"

#define DAY_KINDS     10
#define DAY_LANGUAGES 8
#define DAY_LENGTHS   200 /* visits whose length is kept */
#define DAY_FEW       5   /* a smaller count of one procedure or language says who it was */

/* Of the applications saved today; survey() fills it. */
struct day_files {
    struct {
        char code[16]; /* of the procedure */
        int count;
    } kinds[DAY_KINDS];
    int kind_count;
    int others; /* of procedures that found no room */
    int filed, received, waiting, held, withdrawn;
};

enum day_what {
    DAY_RECEIPTS,  /* slips that came out, by the printer's own word */
    DAY_UNPROVED,  /* that were given to it, and it said nothing */
    DAY_FAULTS,    /* that did not come out */
    DAY_PAGES,     /* of papers, in applications that were saved */
    DAY_OFFLINE,   /* saved while the portal was away */
    DAY_SAVED,     /* applications; the next two are of them */
    DAY_COMPLETE,  /* each paper that was asked for came with it */
    DAY_ABANDONED, /* visits that nobody answered for any more */
    DAY_HELPED,    /* applications that an officer filed with her, or for her */
    DAY_CALLS,     /* for an officer */
    DAY_EASY,      /* who filed was asked whether it was easy, and said so; ... */
    DAY_FAIR,      /* ... or fairly; ... */
    DAY_HARD,      /* ... or hard; whoever said nothing is not counted */
    DAY_TALLIES
};

#define DAY_RATINGS 3 /* the last three */

/* Since midnight. */
struct day_tally {
    int64_t midnight; /* Unix seconds; 0 = nothing was counted yet */
    int count[DAY_TALLIES];
    struct {
        char code[16];
        int count;
    } languages[DAY_LANGUAGES]; /* applications that were saved in it */
    int language_count;
    uint8_t minutes[DAY_LENGTHS]; /* of the visits that saved one, sorted */
    int minute_count;
    bool changed; /* since it was last kept */
};

/* The last midnight at now (Unix seconds), this many minutes east of UTC. */
int64_t day_midnight(int64_t now, int offset_minutes);

/* Counts an application into the day when it was saved at midnight or after. */
void day_count(struct day_files *d, const struct outbox_row *row, int64_t midnight);

/* Whether what was counted is of another day than the one that began at midnight. */
bool day_is_over(const struct day_tally *t, int64_t midnight);

/* Adds to a tally; on another day all of them begin anew. */
void day_add(struct day_tally *t, enum day_what what, int count, int64_t midnight);

/* An application was saved in this language, in a visit of so many minutes: counted with the rest,
 * and no time of it is kept. */
void day_filed(struct day_tally *t, const char *language, int minutes, int64_t midnight);

/* The minutes that half of today's visits took at most; -1 under DAY_FEW of them. */
int day_median(const struct day_tally *t, int64_t midnight);

/* What is told of one procedure or language. */
enum day_told { DAY_TELLS, DAY_UNDER_FEW, DAY_FEW_OR_MORE };

/* Which of the counts are told, where their sum is told beside them. One under DAY_FEW is not, nor
 * as many of the least others as it takes that none of them follows from the rest. False: it
 * follows all the same, and not even what they are of may be told. */
bool day_veil(const int counts[], int count, enum day_told ret_told[]);

/* So many of all in percent, rounded; -1 where all are too few to say it of nobody. */
int day_share(int part, int all);

/* How many of today's answers were so; -1 under DAY_FEW of them: who was here last said it. Their
 * sum is not told anywhere. rating: DAY_EASY, DAY_FAIR or DAY_HARD. */
int day_rating(const struct day_tally *t, enum day_what rating, int64_t midnight);

/* A tally of today; 0 when nothing was counted since midnight. */
int day_tally(const struct day_tally *t, enum day_what what, int64_t midnight);

#endif
