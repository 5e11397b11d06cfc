/* What the adapters read out of a frozen record: its instance, single answers, its papers. The
 * memory is the library's and is wiped when it is freed (platform/base/wipe.c). */
#ifndef APP_COURIER_APPLICATION_H
#define APP_COURIER_APPLICATION_H

#include <jansson.h>

#include "app/outbox/dispatch.h"
#include "platform/base/buf.h"

struct application {
    json_t *record;
    const char *instance; /* the XForm instance, its bytes as the kiosk froze them */
};

struct application_paper {
    const char *ref;  /* "/data/papers/birth_notice" */
    const char *name; /* file name; "" when it is handed in at the counter */
    bool handed_in;
    bool at_portal; /* a rest portal has it, and this kiosk has not */
    int file;       /* index in the parcel; -1 when handed in or at the portal */
};

/* ERR_BAD_INPUT when the record is none. */
MUST_USE struct err application_open(const struct parcel *p, struct application *ret_application);
void application_close(struct application *a);

/* A member's text; "" when there is none. */
const char *application_text(const struct application *a, const char *name);

/* Papers in the record's order, those handed in included. */
int application_paper_count(const struct application *a);
struct application_paper application_paper(const struct application *a, int i);

/* Whether all it speaks of comes along: it supplements no other file and leans on no paper that
 * lies at a rest portal. Portals of other languages have neither, and would take half of it for
 * all. */
bool application_is_whole(const struct application *a);

/* The last step of a place in the form: "/data/papers/notice[2]" is "notice". */
void application_last_step(const char *ref, char *out, size_t cap);

/* The answer at group/name below the instance's root, whole letters only; "" when there is none. */
void application_answer(const struct application *a, const char *group, const char *name, char *out,
                        size_t cap);

#endif
