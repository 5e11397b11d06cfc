/* A route: short questions that lead from what is wrong to the procedure that mends it, so that
 * nobody has to know a code. Read from assets/data/routes/NAME.ini, which the province's content
 * pack replaces; assets/data/routes/README.md shows the file. */
#ifndef APP_ROUTE_H
#define APP_ROUTE_H

#include "app/assets.h"
#include "app/translated.h"
#include "platform/base/arena.h"
#include "platform/base/err.h"

#define ROUTE_QUESTIONS_MAX 12
#define ROUTE_ANSWERS_MAX   6
#define ROUTE_DEPTH         4 /* questions one after the other, at most */

struct route_answer {
    const char *label;
    const char *icon; /* pictogram name */
    const char *code; /* of the procedure it leads to, or NULL */
    int question;     /* it leads to, or -1 */
};

struct route_question {
    const char *id;    /* "book" */
    const char *title; /* "Sổ đỏ của bà con bị sao?" */
    const char *hint;  /* "" when none */
    struct route_answer answers[ROUTE_ANSWERS_MAX];
    int answer_count;
};

struct route {
    const char *id;                                       /* "land" */
    struct route_question questions[ROUTE_QUESTIONS_MAX]; /* the first begins */
    int question_count;
    const struct route *in[TRANSLATED_LANGUAGES]; /* the same in other words, or NULL */
};

#define ROUTES_MAX 8

struct routes {
    const struct route *list[ROUTES_MAX]; /* in no order */
    int count;
};

struct route_problem {
    char file[96]; /* "" = not of a file */
    int line;      /* 0 = of the whole file */
    char message[200];
};

/* Reads the INI text of one route into the arena. ERR_BAD_INPUT with *ret_problem filled for an
 * unknown key, an answer without text or aim, an aim that is not there, or a way longer than
 * ROUTE_DEPTH. */
MUST_USE struct err route_read(struct arena *arena, const char *text,
                               const struct route **ret_route, struct route_problem *ret_problem);

/* Reads every route in the folder data/routes. Errors as route_read(), ERR_FULL for too many. */
MUST_USE struct err routes_load(struct arena *arena, const struct assets *assets,
                                struct routes *ret_routes, struct route_problem *ret_problem);

/* The route in the words of a language ("en"); what that language lacks is Vietnamese. */
const struct route *route_in(const struct route *r, const char *language);

/* A text as a language has it: what its file says in that language (`words`, of route_in()), else
 * the message it is (app/language/content.h), else the Vietnamese, and then *ret_fallback is true.
 * The two texts stand at the same place of both. */
const char *route_words(const char *language, const char *vietnamese, const char *words,
                        bool *ret_fallback);

#endif
