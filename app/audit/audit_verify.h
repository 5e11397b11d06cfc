/* Reads the chains of STATE/log again: the writer its last file, to go on; kioskctl all of them. */
#ifndef APP_AUDIT_AUDIT_VERIFY_H
#define APP_AUDIT_AUDIT_VERIFY_H

#include "app/audit/chain.h"

#define AUDIT_FILE_NAME "%s-%d.log"

/* The end of a writer's log. */
struct audit_file {
    int number;         /* of the newest file */
    size_t bytes;       /* of the newest file; 0: not a whole line in it */
    bool torn;          /* its last line has no end */
    struct chain chain; /* after the last whole line, also when that stands in an older file */
    enum chain_verdict verdict;
};

/* Follows the hashes of the newest file with a line in it; signatures are not looked at.
 * ERR_NOT_FOUND: there is no file. */
MUST_USE struct err audit_read_last(const char *folder, const char *who,
                                    struct audit_file *ret_file);

enum audit_finding {
    AUDIT_FINE,
    AUDIT_BROKEN,       /* a line was changed, taken out or put in */
    AUDIT_UNSIGNED,     /* a seal that is not the writer's */
    AUDIT_NOT_SEALED,   /* too many lines without a seal */
    AUDIT_FILE_MISSING, /* one in the middle */
    AUDIT_CUT_SHORT,    /* ends before the last seal that is known */
    AUDIT_HEAD_FOREIGN, /* the last seal that is known is not of this log */
};

struct audit_report {
    enum audit_finding finding;
    int file, line;     /* where, from 1 */
    uint64_t head;      /* line of the last seal that is known; 0 = none */
    uint64_t from;      /* first line that is kept */
    int files;          /* with a line in them */
    struct chain chain; /* after the last good line */
};

/* ERR_NOT_FOUND: no log or no key of that name; ERR_CORRUPT: the key is none. */
MUST_USE struct err audit_verify(const char *folder, const char *who,
                                 struct audit_report *ret_report);

#endif
