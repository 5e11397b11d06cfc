/* The form as loaded: what the definition says (def, control, text) and the one instance with the
 * answers (node). Inside app/form only; everybody else uses form.h. */
#ifndef APP_FORM_MODEL_H
#define APP_FORM_MODEL_H

#include "app/form/checker.h"
#include "app/form/element.h"
#include "app/form/form.h"
#include "app/form/node.h"
#include "app/form/xpath.h"

#define LANGUAGES_MOST  256
#define NODES_MAX       20000               /* nodes of the citizen's instance */
#define SCRATCH_BYTES   ((size_t)512 << 10) /* of one evaluation */
#define TEXTS_BYTES     ((size_t)512 << 10) /* labels and choices between two changes */
#define INTEGER_MOST    2147483647          /* of an int answer, as in the other engines */
#define REPEAT_MAX      1000
#define PLACES_MAX      256 /* repeats on the walk, each with the instance it stands in */
#define CHANGED_MAX     64
#define DEF_BUCKETS     1024
#define LISTS_MAX       256
#define SCANNED_MAX     1000000            /* fields that paths with * and // may lead to */
#define CHANGE_WORK_MAX 20000000           /* nodes looked at for all that depends on one change */
#define VALUE_BYTES_MAX ((size_t)32 << 10) /* of one answer */

enum data_type {
    TYPE_STRING,
    TYPE_INTEGER,
    TYPE_DECIMAL,
    TYPE_DATE,
    TYPE_TIME,
    TYPE_DATETIME,
    TYPE_BOOLEAN,
    TYPE_BINARY,
    TYPE_SELECT_ONE,
    TYPE_SELECT_MANY,
    TYPE_BARCODE,
};

struct vertex;

/* "When this changes, that must be computed again", for nodes below the same apex instance. An edge
 * that leads back (to another row of one's own repeat, or from inside a group to its relevance) has
 * no part in the order of computing: what it marks is computed in another round. */
struct edge {
    struct vertex *to;
    const struct def *apex;
    bool other_row, inside;
    struct edge *next;
};

/* Something computed: the value or the relevance of a def. */
struct vertex {
    struct def *def;
    bool is_relevance;
    bool speaks; /* its expression reads texts: computed again in another language */
    int rank;    /* place in the order of computing */
    int waiting; /* used while sorting */
    struct edge *dependents;
};

struct form_text; /* a label in all languages, see texts.h */

/* One element of the primary instance's definition and its bind. */
struct def {
    const char *name, *prefix, *uri;
    const char *path; /* "/data/child/name" */
    const char *initial;
    struct def *parent, *first, *last, *next;
    struct node *sole;       /* its node when it lies in no repeat */
    struct def *same_bucket; /* of form.def_names */
    const char *bind_id;
    struct def *same_id; /* of loader.bind_ids */
    unsigned number;     /* in order of loading */
    int line;
    int depth;
    bool repeat, in_repeat, has_template, bound;
    bool sets_others; /* a setvalue waits for its changes */
    enum data_type type;
    struct xpath_expression *calculate, *relevant, *required, *constraint, *readonly;
    struct form_text *required_message, *constraint_message;
    enum form_supplier supplier;
    const char *card;
    const char *preload, *preload_params;
    bool is_private, may_open;
    int max_length;
    struct control *control;
    struct vertex value, relevance;
};

struct choice_item { /* written out in the body */
    const char *value;
    struct form_text *label;
    struct choice_item *next;
};

struct setvalue {
    struct def *target;
    struct xpath_expression *value;
    bool first_load, new_repeat, value_changed;
    struct def *source; /* of value_changed: the question; of new_repeat: the repeat */
    struct setvalue *next;
};

struct control {
    enum form_kind kind;
    struct def *def; /* NULL for a group without ref */
    struct control *parent, *first, *last, *next;
    struct form_text *label, *hint;
    const char *appearance;
    bool field_list;
    struct choice_item *items, *last_item;
    struct xpath_expression *itemset;
    const char *value_ref, *label_ref;
    struct xpath_expression *label_value; /* a label that is computed, not a place in the item */
    bool label_is_itext;
    struct xpath_expression *count; /* jr:count */
    bool no_add_remove;             /* only jr:count changes their number */
    struct control *next_counted;
    int line;
};

struct instance {
    const char *id;
    struct node *top;
    struct instance *next;
};

struct itext_entry {
    const char *id;
    struct form_text *text;
    struct itext_entry *next;
};

struct cached_text {
    const void *text;
    const struct node *node;
    const char *string;
    struct cached_text *next;
};

struct cached_choices {
    const struct node *node;
    struct node **nodes;
    int count;
    struct cached_choices *next;
};

/* A repeat where it stands, whether it has instances or not. Its handle is NODES_MAX + its place in
 * form.places. */
struct repeat_place {
    const struct control *control;
    struct node *parent;
};

struct form {
    struct arena *arena;
    struct arena scratch; /* of evaluations; empty between calls */
    struct arena texts;   /* strings handed out; emptied by the next change */
    struct xpath_host host;
    struct form_clock clock;
    const char *id, *version;
    struct def *root;
    struct def *def_names[DEF_BUCKETS]; /* every def but the root, by parent and name */
    unsigned def_count;
    struct node *top; /* above the root element */
    struct node **nodes;
    int node_count;
    struct instance *instances;
    const char **languages;
    int language_room, language_count, default_language, language;
    const char *words_language;                                          /* form_set_words() */
    const char *(*find_words)(const char *language, const char *source); /* NULL: none */
    struct itext_entry **itext;
    size_t itext_mask;
    struct control *body;
    struct control *counted;     /* repeats with jr:count */
    struct repeat_place *places; /* NULL: repeats are no pages of their own */
    int place_count;
    struct setvalue *setvalues;
    struct vertex **order;
    int vertex_count;
    uint64_t *pending; /* bit per rank */
    int marked_word;   /* the first word of pending marked while another is worked off */
    unsigned recomputed;
    const struct def *stuck;           /* whose computing failed last */
    bool started;                      /* loaded: from here on changes are somebody's */
    struct node *changed[CHANGED_MAX]; /* sources of setvalues whose value changed */
    int changed_count;
    struct cached_text *cached_texts;
    struct cached_choices *cached_choices;
    char default_uuid[40];
};

/* What an author may have overlooked; of each kind only the first are listed. */
enum warning {
    WARN_IGNORED, /* attributes, appearances and elements that do nothing here */
    WARN_TRANSLATION,
    WARN_SOUND,
    WARN_MESSAGE, /* a rule without the words that explain it */
    WARN_BOOLEAN,
    WARN_DATE,
    WARN_LABEL,
    WARN_NAME, /* a field that is not there: it reads as empty */
    WARN_LIST, /* a list that is not beside the form: it is empty */
    WARN_KINDS
};

/* While loading: the form, where it went wrong, the media. */
struct loader {
    struct form *form;
    struct form_where *where;
    const struct form_media *media;
    struct element *model, *body;
    const struct form_report *report; /* the checker's; NULL: the first refusal ends the load */
    int refused;                      /* how many it was told */
    int warned[WARN_KINDS];           /* and of each kind of warning */
    struct setvalue *last_setvalue;
    struct def *bind_ids[DEF_BUCKETS]; /* by the hash of bind_id */
    long looked;                       /* how much the warnings have read */
    long scanned;                      /* fields that paths with * and // may lead to */
    bool finished;                     /* every part was read, with or without refusals */
};

/* form_load without its report of what went wrong: l has the media, where and perhaps a report. */
MUST_USE struct err load_form(struct loader *l, struct arena *arena, const char *xml, size_t size,
                              const struct form_clock *clock);
/* After a step: its error, or ERR_OK when the checker was told of the refusal and the load goes on
 * to find the next one. */
MUST_USE struct err load_on(struct loader *l, struct err e);
/* Tells the checker, if there is one, what the author may have overlooked at this element. */
__attribute__((format(printf, 4, 5))) void
load_warn(struct loader *l, enum warning kind, const struct element *at, const char *format, ...);
void load_warn_at(struct loader *l, enum warning kind, const struct form_where *where);

/* Fills n as its preload says; a moment of the end is filled when the instance is sent. */
void preload_node(struct form *f, struct node *n);
bool preload_is_end(const struct def *d);

/* Steps of form_load, one file each. */
MUST_USE struct err load_primary(struct loader *l, const struct element *instance);
MUST_USE struct err load_secondary(struct loader *l, const struct element *instance);
MUST_USE struct err load_csv(struct loader *l, const struct element *at, const char *bytes,
                             size_t size, struct node *top);
MUST_USE struct err load_binds(struct loader *l);
MUST_USE struct err load_body(struct loader *l);
MUST_USE struct err load_setvalue(struct loader *l, const struct element *e, struct def *source);
MUST_USE struct err load_expression(struct loader *l, const struct element *at, const char *what,
                                    const char *text, struct xpath_expression **ret_expression);
MUST_USE struct err graph_build(struct loader *l);

/* The def whose bind has this id, or NULL. */
struct def *bind_find(const struct loader *l, const char *id);

/* Def at an absolute path, or relative to base (may be NULL); NULL when there is none. */
struct def *def_find(const struct form *f, const struct def *base, const char *path);

/* The child of parent with this name, or NULL; takes the same time however many children it has. */
struct def *def_child(const struct form *f, const struct def *parent, const char *name, size_t len);

/* Nodes for def and all below it, under parent, numbered; NULL when full. */
struct node *instance_add(struct form *f, struct node *parent, struct def *def);

/* First node of def below (or at) the apex instance that holds from. */
typedef void (*node_visitor)(struct form *f, struct node *n, void *context);
void visit_instances(struct form *f, struct node *apex, const struct def *def, node_visitor visit,
                     void *context);
/* A node_visitor: the vertex in context must be computed again at n by the next graph_run. */
void vertex_mark(struct form *f, struct node *n, void *context);

/* The value of n is another one: marks what depends on it and remembers it for its setvalues. */
void value_changed(struct form *f, struct node *n);
/* Runs the setvalues of everything remembered, and of what these change in turn. */
MUST_USE struct err run_changed(struct form *f);

/* Marks what depends on this, then computes everything marked. */
void graph_touch(struct form *f, const struct vertex *v, struct node *n);
void graph_touch_all(struct form *f);
MUST_USE struct err graph_run(struct form *f);

/* Evaluates at n; results live in f->scratch until arena_release. */
MUST_USE struct err form_evaluate(struct form *f, const struct xpath_expression *x, struct node *n,
                                  struct xpath_value *ret_value);
bool form_is_true(struct form *f, const struct xpath_expression *x, struct node *n, bool otherwise);

/* The text of a computed value in the form of its def's type, "" when it is not of that type; lies
 * in text or in out. An answer keeps what is not of its type: form_check tells. */
struct typed {
    char text[48];
};
const char *typed_value(const struct form *f, const struct def *d, const char *text,
                        struct typed *out);
const char *typed_answer(const struct form *f, const struct def *d, const char *text,
                         struct typed *out);

/* Runs setvalues for an event. */
MUST_USE struct err run_setvalues(struct form *f, const struct def *source, struct node *at,
                                  bool first_load);

/* Brings every repeat with jr:count to its number. */
MUST_USE struct err repeat_counts(struct form *f);

/* The repeat's page of this handle, or NULL: none, or the instance it stood in is gone. */
const struct repeat_place *repeat_place_at(const struct form *f, form_node n);
/* Its handle, made when there is none; FORM_NONE when repeats are no pages, or not this one. */
form_node repeat_place_of(struct form *f, const struct control *c, struct node *parent);
/* The control that has the words for this one: the group around a repeat. */
const struct control *words_of(const struct control *c);

/* After any change: strings handed out before are gone. */
void form_changed(struct form *f);

/* The choices of an itemset question at n, cached until the next change. */
MUST_USE struct err choices_of(struct form *f, struct node *n, struct cached_choices *ret_choices);

/* Whether every word of value is among the choices of n. */
bool choice_is_offered(struct form *f, struct node *n, const char *value);

/* Text in the current language, outputs filled in for node n; NULL when it says nothing. */
enum text_form { TEXT_LONG, TEXT_SHORT, TEXT_GUIDANCE, TEXT_FORMS };
const char *text_at(struct form *f, const struct form_text *t, enum text_form form, struct node *n);
const char *text_image(const struct form *f, const struct form_text *t);
const char *text_audio(const struct form *f, const struct form_text *t);
struct form_text *itext_find(const struct form *f, const char *id);
/* Reads model/itext; reads a label, hint or message element or attribute. */
MUST_USE struct err load_itext(struct loader *l, const struct element *itext);
MUST_USE struct err load_label(struct loader *l, const struct element *e,
                               struct form_text **ret_text);
MUST_USE struct err load_message(struct loader *l, const struct element *at, const char *message,
                                 struct form_text **ret_text);

#endif
