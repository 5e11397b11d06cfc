/* What the composition root lends the app: reading forms, whether one can be kept, randomness. */
#ifndef APP_APP_WORLD_H
#define APP_APP_WORLD_H

#include "app/form/form.h"
#include "app/staff/health.h"

struct desired;     /* app/steward/desired.h */
struct procedure;   /* app/form/procedure.h */
struct port_random; /* platform/port_random.h */

/* What the composition root lends the app: reading forms and randomness. */
struct app_world {
    void *context;
    /* The bytes of a procedure's form and the way to its media; valid until the visit is over and
     * what was filed in it is stored. */
    struct err (*form)(void *context, const struct procedure *procedure, const char **ret_xml,
                       size_t *ret_size, struct form_media *ret_media);
    /* Whether a new application could be kept: ERR_FULL, ERR_NOT_FOUND before any courier ran.
     * Asked before she types anything; NULL = not asked. */
    struct err (*admission)(void *context);
    /* Told that a procedure's form did not load; NULL = nobody is told. */
    void (*form_failed)(void *context, const struct procedure *procedure);
    /* Name and version of the i-th pack this visit is served with, for the record; NULL past the
     * last. NULL = there are none. Valid as long as a form's bytes. */
    const char *(*pack)(void *context, int i, const char **ret_version);
    /* The content pack that staff must hear of, and why: app/staff/health.h. NULL = nobody tells.
     */
    enum packs_word (*packs)(void *context, const char **ret_name);
    struct port_random *random;
    const char *firmware;       /* version */
    const struct desired *afar; /* settings from afar that are in use, or NULL */
};

#endif
