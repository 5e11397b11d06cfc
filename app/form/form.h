/* The form engine's door: an XForm in, questions and answers, an instance XML out.
 * Runs the written profile of ODK XForms (reference/forms.md A). The definition lives in the arena
 * given to form_load (lifetime: procedure chosen .. session end); answers live in the session
 * arena. One thread. Node handles are indices, stable while no repeat instance is added or removed.
 */
#ifndef APP_FORM_FORM_H
#define APP_FORM_FORM_H

#include <stddef.h>
#include <stdint.h>

#include "platform/base/arena.h"
#include "platform/base/buf.h"

struct form;           /* opaque: definition, answers, dependency graph */
typedef int form_node; /* not a struct: an index; FORM_NONE = no node */
#define FORM_NONE      (-1)

#define FORM_BYTES_MAX ((size_t)24 << 20) /* of a form as loaded, before its answers */

/* Where a malformed form went wrong, in words for its author. */
struct form_where {
    int line;          /* 1-based; 0 = not known */
    char path[256];    /* element path or bind nodeset */
    char message[240]; /* what is wrong and what to do, one English sentence */
};

/* Reads a media file of the form ("communes.csv") as bytes that stay valid as long as the form. */
struct form_media {
    void *context;
    struct err (*read)(void *context, const char *name, const char **ret_bytes, size_t *ret_size);
};

struct form_clock {
    int64_t now_s;      /* Unix seconds of "now", fixed for one load; form_tick() moves it */
    int offset_minutes; /* local time offset, +420 in Vietnam */
    uint64_t seed;      /* for uuid() and instanceID when no uuid is given; tests fix it */
    const char *uuid;   /* application UUID used as instanceID ("uuid:" is put before), or NULL */
    const char *device; /* what the property deviceid is, the kiosk's name; NULL leaves it empty */
};

/* Parses and builds; every refusal is ERR_BAD_INPUT with ret_where filled. */
MUST_USE struct err form_load(struct arena *arena, const char *xml, size_t size,
                              const struct form_media *media, const struct form_clock *clock,
                              struct form **ret_form, struct form_where *ret_where);
void form_tick(struct form *f, int64_t now_s);

const char *form_id(const struct form *f);
const char *form_version(const struct form *f);

/* Languages of itext, default first. */
int form_language_count(const struct form *f);
const char *form_language(const struct form *f, int i);
MUST_USE struct err form_set_language(struct form *f, const char *language);

/* From here on texts of the default language are shown as `find` has them in this language; what it
 * has not stays. language and what find returns live as long as the form; find NULL: no longer. */
void form_set_words(struct form *f, const char *language,
                    const char *(*find)(const char *language, const char *source));

enum form_kind {
    FORM_TEXT,
    FORM_INTEGER,
    FORM_DECIMAL,
    FORM_DATE,
    FORM_TIME,
    FORM_DATETIME,
    FORM_SELECT_ONE,
    FORM_SELECT_MANY,
    FORM_NOTE,
    FORM_PAPER /* upload */,
    FORM_TRIGGER,
    FORM_BARCODE,
    FORM_SIGNATURE,
    FORM_GROUP,
    FORM_REPEAT,
    FORM_VALUE /* no control: calculated or hidden */
};

/* Who answers (kiosk:supplier on the bind); default citizen. A card field is only asked when the
 * card did not supply it. */
enum form_supplier { SUPPLIER_CITIZEN, SUPPLIER_CARD, SUPPLIER_DERIVED, SUPPLIER_OFFICER };

/* How a text answer stays open without blocking (kept in the record, never blocks sending). */
enum form_open {
    OPEN_NOT,
    OPEN_OFFICER /* "the officer writes this" */,
    OPEN_PAPER /* "from the paper I scan" */,
    OPEN_COUNTER /* "I hand it in at the counter" (papers) */
};

struct form_choice {
    const char *value;
    const char *label;
    const char *image; /* icon name from the form's media::image, or NULL */
    const char *audio; /* media name or NULL: speak the label */
    bool frequent;     /* the list's column "frequent" says so: it is offered first */
};

struct form_question {
    form_node node;
    enum form_kind kind;
    enum form_supplier supplier;
    const char *ref;         /* "/data/child/name" */
    const char *label;       /* current language, outputs filled in, markdown dropped; never NULL */
    const char *hint;        /* or NULL */
    const char *guidance;    /* or NULL: the help button */
    const char *short_label; /* itext form "short" for summary and receipt, else label */
    const char *audio, *image; /* or NULL */
    const char *appearance;    /* space-separated, "" when none */
    const char *value; /* current answer as text, "" when empty; dates ISO 8601, partial "1960" or
                          "1960-05" */
    const char
        *card_field; /* "name","id","birth","sex","address","issued" of kiosk:card, or NULL */
    bool required, readonly, relevant, private_;
    bool may_leave_open; /* officer/paper offered */
    enum form_open open;
    int choice_count; /* of the current itemset, filters applied */
    int max_length;   /* 0 = none stated */
};

/* Pages in document order: one question a page, or a field-list group as one page. Only relevant,
 * citizen-facing pages (supplier citizen; card fields that are still empty) exist for the walk. */
int form_page_count(struct form *f);              /* pages on the current path */
int form_page_index(struct form *f, form_node n); /* 0-based index of the page holding n, or -1 */
form_node form_page_first(struct form *f);
form_node form_page_next(struct form *f, form_node page); /* FORM_NONE after the last */
form_node form_page_prev(struct form *f, form_node page); /* FORM_NONE before the first */
/* Questions of the page that holds `page` (one, or those of a field-list); returns how many, at
 * most max. A question that is off the walk (derived, of the card) is a page of its own: it can be
 * changed. */
int form_page_questions(struct form *f, form_node page, form_node *out, int max);

/* The kiosk asks about a repeat before its instances: from here on every repeat whose number is
 * hers is a page of kind FORM_REPEAT where it stands, also in form_next_question, and counts with
 * all its instances as one page. Repeats that jr:count or jr:noAddRemove decides have no such page.
 */
void form_list_repeats(struct form *f);
/* Instances of the repeat of that page, and the i-th of them (from 0). */
int form_instance_count(struct form *f, form_node repeat);
form_node form_instance(struct form *f, form_node repeat, int i);
/* The innermost instance that holds n, not n itself; FORM_NONE outside every repeat. */
form_node form_instance_above(struct form *f, form_node n);
/* The page of the repeat that an instance is of; FORM_NONE when it has none. */
form_node form_repeat_of(struct form *f, form_node instance);

/* Fills ret_question for the current language; strings live until the next call that changes f. */
MUST_USE struct err form_question(struct form *f, form_node n, struct form_question *ret_question);
/* Choice i of 0..choice_count-1. */
MUST_USE struct err form_choice(struct form *f, form_node n, int i, struct form_choice *ret_choice);
form_node form_find(struct form *f, const char *ref); /* "/data/p[2]/a", or FORM_NONE */
/* Writes the reference of a node, with places of repeats: "/data/p[2]/a". */
MUST_USE struct err form_ref(struct form *f, form_node n, struct buf *out);
/* The node after n in document order, relevant or not (FORM_NONE starts and ends). */
form_node form_next_node(struct form *f, form_node n);

enum form_fault { FAULT_NONE, FAULT_REQUIRED, FAULT_CONSTRAINT, FAULT_TYPE };
struct form_problem {
    form_node node;
    enum form_fault fault;
    const char *text; /* the form's own message in the current language, or NULL */
};

/* Stores an answer (NULL or "" empties it), recomputes only what depends on it. The value is kept
 * even when it violates a rule: ret_problem says so and the page must not be left. ERR_BAD_INPUT
 * only for readonly nodes or values that are not text at all; ERR_FULL when the arena is. */
MUST_USE struct err form_set(struct form *f, form_node n, const char *value,
                             struct form_problem *ret_problem);
/* True when the rules of n alone would accept this value; nothing changes. */
bool form_would_take(struct form *f, form_node n, const char *value);
MUST_USE struct err form_set_open(struct form *f, form_node n, enum form_open open);
/* Fills every field with this kiosk:card from the scanned card; such fields are not asked. An empty
 * value takes the card back. ret_count: how many fields took it. Names in use: name, id, birth,
 * sex, issued, commune (code of today's unit), detail (hamlet, house number). */
MUST_USE struct err form_prefill(struct form *f, const char *card_field, const char *value,
                                 int *ret_count);
/* First problem of one question; fault NONE when all is well. */
struct form_problem form_check(struct form *f, form_node n);
/* First problem of one page / of the whole form; fault NONE when all is well. */
struct form_problem form_check_page(struct form *f, form_node page);
struct form_problem form_check_all(struct form *f);

/* All nodes with answers in document order, for "check answers": relevant questions only. Returns
 * the next question node after n (FORM_NONE starts), or FORM_NONE at the end. */
form_node form_next_question(struct form *f, form_node n);
/* The answer in words of the current language ("Nữ", "16/11/2026"), "" when empty. */
MUST_USE struct err form_answer_text(struct form *f, form_node n, struct buf *out);

/* The instance to send: irrelevant nodes left out, meta and the moment of the end filled.
 * Byte-identical for equal answers, clock and seed. */
MUST_USE struct err form_instance_xml(struct form *f, struct buf *out);

/* Takes the answers of an instance XML of this form and version (for checking what was sent);
 * ERR_BAD_INPUT with ret_where when it is another form's or holds unknown elements. */
MUST_USE struct err form_restore(struct form *f, const char *xml, size_t size,
                                 struct form_where *ret_where);

/* One more instance of the repeat in this group (or beside this instance, or of a repeat's page).
 * Handles stay valid. */
MUST_USE struct err form_repeat_add(struct form *f, form_node group, form_node *ret_instance);
/* The same for a repeat named by its reference, "/data/p" or "/data/p[1]/q", whether or not it has
 * instances; a place at its end is not read. */
MUST_USE struct err form_repeat_add_at(struct form *f, const char *ref, form_node *ret_instance);
/* Removes an instance; its handles become invalid. */
MUST_USE struct err form_repeat_remove(struct form *f, form_node instance);

/* How many expressions the last change computed again (calculate and relevant). */
unsigned form_recomputed(const struct form *f);

#endif
