/* A procedure the kiosk offers: what it is called, what it costs and takes, what to bring. Read
 * from assets/forms/CODE/procedure.ini, which the province's content pack replaces; nothing of it
 * is in the firmware (reference/vietnam.md 0). */
#ifndef APP_FORM_PROCEDURE_H
#define APP_FORM_PROCEDURE_H

#include <stddef.h>

#include "platform/base/arena.h"
#include "platform/base/err.h"

#define PROCEDURE_BRING_MAX   8
#define PROCEDURE_ALIASES_MAX 4
#define PROCEDURE_OTHERS_MAX  7 /* languages besides Vietnamese */

struct bring {
    const char *icon;   /* pictogram name, "document" */
    const char *title;  /* "Giấy chứng sinh" */
    const char *detail; /* one or two short sentences; "" when none */
};

struct procedure {
    const char *language; /* of the texts below: "vi", see procedure_in() */
    const struct procedure *others[PROCEDURE_OTHERS_MAX];
    int other_count;
    const char *code; /* "1.001193" */
    const char *aliases[PROCEDURE_ALIASES_MAX];
    int alias_count;
    const char *title;        /* "Đăng ký khai sinh" */
    const char *summary;      /* one line under the title */
    const char *icon;         /* pictogram name */
    const char *fee;          /* in words; never "0" for a fee the province sets */
    const char *days;         /* "Trong ngày" */
    int questions;            /* about how many the kiosk asks, of her longest likely path; 0 = not
                                 said */
    const char *form;         /* file name of the XForm beside it, or "" for information only */
    const char *from, *until; /* ISO dates it is offered, "" = no limit */
    bool withdrawn;           /* kept for old files, never offered */
    struct bring bring[PROCEDURE_BRING_MAX];
    int bring_count;
};

struct procedure_problem {
    int line; /* 0 = of the whole file */
    char message[200];
};

/* Reads the INI text of one procedure into the arena: `title = ...` in Vietnamese, `title.en = ...`
 * in another language; also summary, fee, days, and title and detail of a row. ERR_BAD_INPUT with
 * *ret_problem filled for an unknown key, a missing code or title, or too many rows. */
MUST_USE struct err procedure_read(struct arena *arena, const char *text,
                                   struct procedure *ret_procedure,
                                   struct procedure_problem *ret_problem);

/* The same procedure in the words of a language; what is not there in it, in Vietnamese. */
const struct procedure *procedure_in(const struct procedure *p, const char *language);

/* True for its code or any alias, whole or as the first eight characters of a longer portal code
 * ("1.001193.000.00.00.H21"). */
bool procedure_has_code(const struct procedure *p, const char *code);

/* True when it is offered on the day ("2026-11-23"): not withdrawn, and within its days. */
bool procedure_offered(const struct procedure *p, const char *today);

#endif
