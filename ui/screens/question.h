/* The kinds of question page. */
#ifndef UI_SCREENS_QUESTION_H
#define UI_SCREENS_QUESTION_H

#include "ui/screens/build.h"

struct asked {
    struct form_question question;
    bool wrong; /* the sentence about it is shown */
};

/* What one of several is called: its place ("con thứ 2"), or the first answers it was given. */
struct instance_words {
    const char *noun;           /* the repeat's short label */
    int place;                  /* from 1 */
    const char *which;          /* "con thứ 2" */
    const char *first, *second; /* answers, or NULL */
    struct say said[2];         /* the same, as they are said */
    bool secret;                /* one of them is private */
};
void instance_words(struct builder *b, form_node instance, struct instance_words *ret_words);
/* Appends "con thứ 2" as it is said; returns where the next item goes. */
struct say *instance_say(const struct instance_words *words, struct say *at);

/* The answer of q in words, or that there is none. */
const char *answer_words(struct builder *b, const struct form_question *q);
/* Those words as they are said: how many there are is a number of the language, as a text it would
 * be a clip nobody spoke. */
struct say answer_say(const struct form_question *q, const char *words, bool secret);

/* A message with the day something the portal holds was given: its words, and what is said. */
void held_message(struct builder *b, enum message_id message, const struct portal_held_item *item,
                  const char **ret_words, struct say ret_say[2]);

/* The paper of hers the portal holds, which she takes or lets go of on its question. own: pages
 * were taken here. False: there is none to offer. */
bool put_held_row(struct builder *b, int column, const struct visit_paper *paper, bool own);
/* True while what is wrong is that the portal does not give it; and the way back to it then. */
bool is_held_lost(const struct builder *b, bool wrong);
void put_held_sign_in(struct builder *b, int column);

/* Whether her own phone is offered for pages of the paper: more: for the first or for one more;
 * brief: there is one line for it, which does not tell how many came from it. And its button. */
bool is_phone_offered(const struct builder *b, const struct visit_paper *paper, bool more,
                      bool brief);
void put_phone_row(struct builder *b, int parent, const struct visit_paper *paper, bool brief);

void question_repeat(struct builder *b, const struct asked *asked);
void question_text(struct builder *b, const struct asked *asked);
/* An amount as an answer: "1.500.000 đồng", or that there is none. */
const char *money_answer(struct builder *b, const char *stored);
void question_number(struct builder *b, const struct asked *asked);
void question_date(struct builder *b, const struct asked *asked);
void question_choice(struct builder *b, const struct asked *asked); /* one of, many of */
/* Between a list and its letters, where they do not stand together (drawings 82 and 88). */
void put_typing_switch(struct builder *b, int parent);

void question_commune(struct builder *b, const struct asked *asked);
void question_note(struct builder *b, const struct asked *asked);
void question_sign(struct builder *b, const struct asked *asked);
void question_barcode(struct builder *b, const struct asked *asked);
/* True while the page shown is one that she was told about: it may go along all the same. */
bool question_paper_doubted(struct app *a);
void question_paper(struct builder *b, const struct asked *asked);

#endif
