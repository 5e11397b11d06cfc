/* Who reads sentences into the microphone and who answers for their words: staff and helpers who
 * agreed to it on paper before, entered by `kioskctl studio person`. Never a citizen. A text file,
 * one person a line:
 *
 *   CODE | voice or reviewer | NAME | DIALECT | PLACE | DAY of consent */
#ifndef APP_STUDIO_PEOPLE_H
#define APP_STUDIO_PEOPLE_H

#include "app/language/folder.h"
#include "platform/base/buf.h"

#define PEOPLE_MAX  32
#define PERSON_WORD 64 /* bytes of a name, a dialect or a place, its NUL included */

enum person_role { PERSON_VOICE, PERSON_REVIEWER };

struct person {
    char language[FOLDER_CODE];
    enum person_role role;
    char name[PERSON_WORD], dialect[PERSON_WORD], place[PERSON_WORD];
    char since[11]; /* "2026-11-30" */
};

struct people {
    struct person list[PEOPLE_MAX];
    int count;
};

/* What is wrong with a person, as words; NULL when nothing is. */
const char *person_fault(const struct person *p);

/* Reads the file. ERR_BAD_INPUT with the line as its number, ERR_FULL. */
MUST_USE struct err people_read(const char *text, size_t size, struct people *ret_people);

/* Appends the file. */
void people_write(const struct people *people, struct buf *out);

/* Adds a person, or puts her in the place of the one with the same language, role and name.
 * ERR_FULL. */
MUST_USE struct err people_put(struct people *people, const struct person *p);

/* The n-th person of a language and role, from 0; NULL past the last. */
const struct person *people_at(const struct people *people, const char *language,
                               enum person_role role, int n);

/* By name; NULL when there is none. */
const struct person *people_find(const struct people *people, const char *language,
                                 enum person_role role, const char *name);

#endif
