#include "app/route.h"

#include <ini.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/language/content.h"

#define ASK "ask."

struct reading {
    struct arena *arena;
    struct route *route;
    struct route *words[TRANSLATED_LANGUAGES]; /* NULL where a language says nothing */
    const char *aims[ROUTE_QUESTIONS_MAX][ROUTE_ANSWERS_MAX]; /* as written */
    struct route_problem *problem;
    bool bad;
};

static int refuse(struct reading *r, const char *why, const char *where)
{
    if (!r->bad) {
        (void)snprintf(r->problem->message, sizeof r->problem->message, "%.60s: %s", where, why);
    }
    r->bad = true;
    return 0;
}

static int keep(struct reading *r, const char **ret_text, const char *key, const char *value)
{
    *ret_text = arena_copy(r->arena, value, strlen(value));
    return *ret_text != NULL ? 1 : refuse(r, "the route is larger than this kiosk takes", key);
}

/* The route whose words are being read: the Vietnamese or a translation of it. */
static struct route *words_of(struct reading *r, int language)
{
    if (language < 0) {
        return r->route;
    }
    if (r->words[language] == NULL) {
        r->words[language] = arena_alloc(r->arena, sizeof *r->route);
    }
    return r->words[language];
}

static int find_question(const struct route *route, const char *id)
{
    for (int i = 0; i < route->question_count; i++) {
        if (strcmp(route->questions[i].id, id) == 0) {
            return i;
        }
    }
    return -1;
}

/* The question of a section, made at its first key; -1: one too many. */
static int question_of(struct reading *r, const char *id)
{
    struct route *route = r->route;
    const int known = find_question(route, id);
    if (known >= 0 || route->question_count == ROUTE_QUESTIONS_MAX) {
        return known;
    }
    struct route_question *q = &route->questions[route->question_count];
    *q = (struct route_question){.title = "", .hint = ""};
    return keep(r, &q->id, id, id) == 1 ? route->question_count++ : -1;
}

/* answer.N, answer.N.icon, answer.N.to of question q. */
static int answer_key(struct reading *r, int q, const char *base, int language, const char *value)
{
    char *rest = NULL;
    struct route_question *question = &r->route->questions[q];
    const long n = strtol(base + strlen("answer."), &rest, 10);
    if (n < 1 || n > ROUTE_ANSWERS_MAX || n > question->answer_count + 1) {
        return refuse(r, "answers are numbered 1, 2, 3 … without gaps, at most 6", base);
    }
    if (n == question->answer_count + 1) {
        question->answers[question->answer_count++] =
            (struct route_answer){.label = "", .icon = "document", .question = -1};
    }
    struct route *words = words_of(r, language);
    if (words == NULL) {
        return refuse(r, "the route is larger than this kiosk takes", base);
    }
    if (*rest == '\0') {
        return keep(r, &words->questions[q].answers[n - 1].label, base, value);
    }
    if (strcmp(rest, ".icon") == 0 && language < 0) {
        return keep(r, &question->answers[n - 1].icon, base, value);
    }
    if (strcmp(rest, ".to") == 0 && language < 0) {
        return keep(r, &r->aims[q][n - 1], base, value);
    }
    return refuse(r, "unknown; an answer has its text, icon and to", base);
}

static int question_key(struct reading *r, int q, const char *key, const char *value)
{
    char base[TRANSLATED_KEY];
    int language = -1;
    if (q < 0 || !translated_key(key, base, &language)) {
        return refuse(r, "too many questions, at most 12, or a key too long", key);
    }
    if (strncmp(base, "answer.", strlen("answer.")) == 0) {
        return answer_key(r, q, base, language, value);
    }
    struct route *words = words_of(r, language);
    if (words != NULL && strcmp(base, "title") == 0) {
        return keep(r, &words->questions[q].title, key, value);
    }
    if (words != NULL && strcmp(base, "hint") == 0) {
        return keep(r, &words->questions[q].hint, key, value);
    }
    return refuse(r, "unknown; a question has title, hint and answer.1 …", key);
}

static int handle(void *user, const char *section, const char *key, const char *value)
{
    struct reading *r = user;
    if (r->bad) {
        return 1;
    }
    if (strcmp(section, "route") == 0 && strcmp(key, "id") == 0) {
        return keep(r, &r->route->id, key, value);
    }
    if (strncmp(section, ASK, strlen(ASK)) == 0) {
        return question_key(r, question_of(r, section + strlen(ASK)), key, value);
    }
    return refuse(r, "unknown; use [route] with id, and [ask.NAME]", section);
}

/* Where every answer leads: a question of this route or a procedure's code. */
static void resolve(struct reading *r)
{
    for (int i = 0; i < r->route->question_count; i++) {
        struct route_question *q = &r->route->questions[i];
        if (q->title[0] == '\0' || q->answer_count == 0) {
            refuse(r, "a question has a title and answers", q->id);
        }
        for (int k = 0; k < q->answer_count; k++) {
            const char *aim = r->aims[i][k];
            const bool asks = aim != NULL && strncmp(aim, ASK, strlen(ASK)) == 0;
            q->answers[k].code = asks ? NULL : aim;
            q->answers[k].question = asks ? find_question(r->route, aim + strlen(ASK)) : -1;
            if (q->answers[k].label[0] == '\0' || aim == NULL || aim[0] == '\0' ||
                (asks && q->answers[k].question < 0)) {
                refuse(r, "an answer has a text, and leads to a code or an ask.NAME that is there",
                       q->id);
            }
        }
    }
}

/* Ways from question `at` are at most `left` questions long; a ring is longer than any. */
static bool ends_within(const struct route *route, int at, int left)
{
    if (left == 0) {
        return false;
    }
    const struct route_question *q = &route->questions[at];
    for (int k = 0; k < q->answer_count; k++) {
        const int next = q->answers[k].question;
        if (next >= 0 && !ends_within(route, next, left - 1)) {
            return false;
        }
    }
    return true;
}

static const char *or_else(const char *text, const char *other)
{
    return text != NULL ? text : other;
}

/* Fills what a language does not say with the Vietnamese. */
static void complete(struct route *words, const struct route *route)
{
    const struct route said = *words;
    *words = *route;
    for (int i = 0; i < route->question_count; i++) {
        struct route_question *q = &words->questions[i];
        q->title = or_else(said.questions[i].title, q->title);
        q->hint = or_else(said.questions[i].hint, q->hint);
        for (int k = 0; k < q->answer_count; k++) {
            q->answers[k].label = or_else(said.questions[i].answers[k].label, q->answers[k].label);
        }
    }
}

static void add_languages(struct reading *r)
{
    const struct route vietnamese = *r->route;
    for (int i = 0; i < TRANSLATED_LANGUAGES; i++) {
        if (r->words[i] != NULL) {
            complete(r->words[i], &vietnamese);
            r->route->in[i] = r->words[i];
        }
    }
}

struct err route_read(struct arena *arena, const char *text, const struct route **ret_route,
                      struct route_problem *ret_problem)
{
    *ret_problem = (struct route_problem){.line = 0};
    struct reading r = {.arena = arena, .problem = ret_problem};
    r.route = arena_alloc(arena, sizeof *r.route);
    if (r.route == NULL) {
        return ERR(ERR_FULL, 0, "route: read");
    }
    r.route->id = "";
    const int line = ini_parse_string(text, handle, &r);
    if (line == 0) {
        resolve(&r);
    }
    if (line == 0 && !r.bad && (r.route->id[0] == '\0' || r.route->question_count == 0)) {
        refuse(&r, "id and a question must be there", "[route]");
    }
    if (line == 0 && !r.bad && !ends_within(r.route, 0, ROUTE_DEPTH)) {
        refuse(&r, "a way is longer than 4 questions or runs in a ring", r.route->id);
    }
    if (line != 0 || r.bad) {
        if (!r.bad) {
            (void)snprintf(ret_problem->message, sizeof ret_problem->message,
                           "the line is neither [section], key = value nor ; comment");
        }
        ret_problem->line = line > 0 ? line : 0;
        return ERR(ERR_BAD_INPUT, line, "route: read");
    }
    add_languages(&r);
    *ret_route = r.route;
    return ERR_OK;
}

const struct route *route_in(const struct route *r, const char *language)
{
    const int i = translated_language(language);
    return i >= 0 && r->in[i] != NULL ? r->in[i] : r;
}

const char *route_words(const char *language, const char *vietnamese, const char *words,
                        bool *ret_fallback)
{
    *ret_fallback = false;
    if (words != vietnamese || strcmp(language, "vi") == 0) {
        return words;
    }
    const char *own = content_text(language, vietnamese);
    *ret_fallback = own == NULL;
    return own != NULL ? own : vietnamese;
}
