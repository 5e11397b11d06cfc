/* The packs a kiosk serves with, all at once: mapped, verified, and laid over the program's own
 * data (assets.h). A set does not change; where packs change another set takes its place. What
 * comes of it: languages and recordings at the start (pack_use.h), forms, procedures, settings,
 * tokens and recordings whenever nobody is there. */
#ifndef APP_PACK_PACK_SET_H
#define APP_PACK_PACK_SET_H

#include "app/assets.h"
#include "app/pack/pack_store.h"
#include "app/pack/pack_trial.h"
#include "app/settings.h"

#define PACK_SET_MAX 8 /* packs of one kiosk */

struct pack_installed {
    char name[PACK_TITLE]; /* of its file, without PACK_SUFFIX */
    char mark[PACK_MARK];
    char version[12]; /* as text, for the record */
    struct pack_contents contents;
    struct file_bytes file; /* mapped as long as the set */
    struct pack_file pack;
};

struct pack_set {
    struct pack_installed list[PACK_SET_MAX]; /* by name */
    int count;
    int left_out;  /* lie there and are not used */
    uint64_t seen; /* of the folder as it was: pack_set_look() */
    struct assets_layer layer;
    char text[PACK_INI_BYTES + 1]; /* the ".ini" that was asked for last, with its NUL */
};

/* Decides about a pack whose signature is good, before what is in it is tried: false leaves it out.
 * NULL decides yes. */
typedef bool pack_set_admits(void *context, const char *name, const char *mark);

/* How a set is made. */
struct pack_set_plan {
    struct arena *arena; /* used and given back; PACK_TRIAL_BYTES for forms */
    struct port_dir *dir;
    const char *state;
    const uint8_t *key; /* SEAL_KEY bytes */
    const struct pack_listener *listener;
    pack_set_admits *admits;
    void *context;
};

/* Verifies every pack in state/packs whole, in the order of their names. One that is not signed by
 * the key, or unsound, is told and left out. ret_set stays where it is. Blocking. */
void pack_set_open(const struct pack_set_plan *plan, struct pack_set *ret_set);

/* Unmaps all; accepts a zeroed one. */
void pack_set_close(struct pack_set *s, const struct port_files *files);

/* The packs in the folder as one number, by their inodes and times; 0 where there is no folder. */
uint64_t pack_set_look(struct port_dir *dir, const char *state);

/* Which pack brings the form with that code; NULL when none does. */
const struct pack_installed *pack_set_form(const struct pack_set *s, const char *code);

/* Lays the settings of every pack over *s. */
void pack_set_settings(struct pack_set *set, struct settings *s);

/* The rows of tokens.tsv of pack i; NULL when it has none. */
const char *pack_set_tokens(const struct pack_set *s, int i, size_t *ret_size);

#endif
