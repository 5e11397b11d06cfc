/* Every procedure the kiosk knows, once: the province's list (assets/data/procedures.csv) joined
 * with the forms found under assets/forms. A procedure answers to its own code, to a repealed one
 * it took the place of, and to the aliases of its form; a repealed one is never offered. Titles and
 * what to bring may be given in other languages and in plainer Vietnamese
 * (assets/data/procedures.LANG.tsv). A content pack's rows take the place of the
 * list's, or stand behind them. Read-only once it is loaded, any thread; where packs change it is
 * loaded anew. */
#ifndef APP_CITIZEN_CATALOGUE_H
#define APP_CITIZEN_CATALOGUE_H

#include "app/assets.h"
#include "app/form/procedure.h"
#include "platform/base/arena.h"

/* Where the rows of content packs lie in the layer of assets.h: "packs/0/procedures.csv". */
#define CATALOGUE_PACKED    "packs"
#define CATALOGUE_PACKS     8

#define CATALOGUE_BYTES     (1 << 20) /* room catalogue_load() needs at most */
#define CATALOGUE_MAX       1024
#define CATALOGUE_FORMS_MAX 32
#define CATALOGUE_LANGUAGES 4  /* Vietnamese and three more */
#define CATALOGUE_BRING_MAX 12 /* papers of one procedure */

/* How sure the list is (assets/data/README.md). */
enum catalogue_trust {
    TRUST_READ,   /* read on the portal and written again by hand */
    TRUST_COPIED, /* copied from the portal by a script: may be short of something */
    TRUST_NAMED,  /* only its name is known for sure */
};

/* Who takes it. */
enum catalogue_place { PLACE_HERE, PLACE_POLICE, PLACE_INSURANCE, PLACE_PROVINCE };

/* What a language says of an entry. */
struct catalogue_words {
    const char *title;        /* NULL: not in this language */
    const char *const *bring; /* each starts in upper case */
    int bring_count;          /* 0: not in this language */
};

struct catalogue_entry {
    const char *code;                         /* "1.001193" */
    const char *official;                     /* official name without "Thủ tục" */
    const char *sector, *days, *fee, *source; /* as the list writes them */
    const char *icon;                         /* name of a pictogram */
    enum catalogue_trust trust;
    enum catalogue_place place;
    bool unchecked; /* its papers are those of the ministry's procedure, not checked here */
    bool repealed;
    int successor;                                     /* of a repealed one; -1 = none */
    const struct procedure *form;                      /* NULL: the kiosk informs only */
    struct catalogue_words words[CATALOGUE_LANGUAGES]; /* by catalogue_language() */
};

struct catalogue {
    struct catalogue_entry *entries; /* most used first */
    int count;
    struct procedure *forms; /* by code */
    int form_count;
    char languages[CATALOGUE_LANGUAGES][8]; /* "vi" first */
    int language_count;
};

/* What is wrong with the installed data, for people. */
struct catalogue_problem {
    char file[96];
    int line;
    char message[200];
};

/* Reads the list, the forms and the words of each language (codes, NULL ends them; "vi" is always
 * there). ERR_CORRUPT or ERR_BAD_INPUT with *ret_problem filled for malformed data, ERR_FULL when
 * the arena is too small. */
MUST_USE struct err catalogue_load(struct arena *arena, const struct assets *assets,
                                   const char *const *languages, struct catalogue **ret_catalogue,
                                   struct catalogue_problem *ret_problem);

/* Index of the procedure for any of its codes, whole or with what portals add to it
 * ("1.012818.000.00.00.H21"); a repealed code gives what took its place. -1 when there is none. */
int catalogue_find(const struct catalogue *c, const char *code);

/* True when it may be offered on the day ("2026-11-23"). */
bool catalogue_offered(const struct catalogue *c, int index, const char *today);

/* Its title, and the i-th paper to bring; Vietnamese with *ret_fallback set where the language has
 * none. Never NULL for an i below catalogue_bring_count(). */
const char *catalogue_title(const struct catalogue *c, int index, const char *language,
                            bool *ret_fallback);
const char *catalogue_bring(const struct catalogue *c, int index, int i, const char *language,
                            bool *ret_fallback);
int catalogue_bring_count(const struct catalogue *c, int index);

#endif
