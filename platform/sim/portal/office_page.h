/* What the files of the officer's page share: one request on its way to a page. Included by
 * office*.c only. */
#ifndef PLATFORM_SIM_PORTAL_OFFICE_PAGE_H
#define PLATFORM_SIM_PORTAL_OFFICE_PAGE_H

#include "platform/sim/portal/form_data.h"
#include "platform/sim/portal/html.h"
#include "platform/sim/portal/ledger_office.h"
#include "platform/sim/portal/office.h"

struct office {
    struct portal *portal;
    const struct portal_request *q;
    struct portal_reply *reply;
    enum words_language language;
    char cookie[SESSION_ID];
    char token[SHA256_HEX]; /* of this page's forms */
    bool signed_in;
    const char *error;   /* key of a sentence to show above, NULL = none */
    const char *subject; /* what the heading's {} stands for, NULL = nothing */
};

/* What the officer had typed into a move that was refused, to be shown again. */
struct office_draft {
    int state;
    const char *reason, *text, *result;
};

typedef void office_body(struct office *o, struct html *w, void *self);

/* Answers with a page: `heading` is a word's key. */
void office_page(struct office *o, int status, const char *heading, office_body *body, void *self);

/* Answers with a page that says only a sentence, and a way back. */
void office_sentence(struct office *o, int status, const char *key);

/* Answers with 303 to a path of ours. */
void office_see_other(struct office *o, const char *path);

/* The hidden token of every form. */
void office_put_token(struct office *o, struct html *w);

/* A state in words with its number; `text` are another system's own words, "" = none. */
void office_put_state(struct html *w, int state, const char *text);

/* "card todo", "card good" or "card", and the same without "card ". */
const char *office_tone(int state);

/* The pages. */
void office_list_page(struct office *o);
void office_file_page(struct office *o, int status, const char *uuid,
                      const struct office_draft *draft);

/* What a form of a file's page asks for; the token was checked. */
void office_move(struct office *o, const char *uuid, const struct form_data *form);
void office_undo(struct office *o, const char *uuid, const struct form_data *form);

#endif
