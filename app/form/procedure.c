#include "app/form/procedure.h"

#include <ini.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/language/content.h"
#include "app/sound/languages.h"

#define CODE_LENGTH   8 /* "1.001193" */
#define QUESTIONS_MAX 99
#define LANGUAGE_MAX  16

/* The words of another language: a text that is not there stays NULL until the file is read. */
struct other {
    char language[LANGUAGE_MAX];
    struct procedure words;
};

struct reading {
    struct arena *arena;
    struct procedure *p;
    struct other *others[PROCEDURE_OTHERS_MAX];
    int other_count;
    struct procedure_problem *problem;
    bool bad;
};

static int refuse(struct reading *r, const char *why, const char *key)
{
    if (!r->bad) {
        snprintf(r->problem->message, sizeof r->problem->message, "%.60s: %s", key, why);
    }
    r->bad = true;
    return 0;
}

static int keep(struct reading *r, const char **ret_text, const char *key, const char *value)
{
    const char *copy = arena_copy(r->arena, value, strlen(value));
    if (copy == NULL) {
        return refuse(r, "the procedure is larger than this kiosk takes", key);
    }
    *ret_text = copy;
    return 1;
}

/* The words of a language, made when they are its first; NULL when there is no room. */
static struct procedure *words_in(struct reading *r, const char *language)
{
    for (int i = 0; i < r->other_count; i++) {
        if (strcmp(r->others[i]->language, language) == 0) {
            return &r->others[i]->words;
        }
    }
    struct other *other = arena_alloc(r->arena, sizeof *other);
    if (other == NULL || r->other_count == PROCEDURE_OTHERS_MAX ||
        strlen(language) >= LANGUAGE_MAX) {
        return NULL;
    }
    *other = (struct other){0};
    (void)memcpy(other->language, language, strlen(language) + 1);
    r->others[r->other_count++] = other;
    return &other->words;
}

/* "bring.2": row 2, made when it is the next one. */
static struct bring *bring_row(struct reading *r, const char *section)
{
    const long row = strtol(section + strlen("bring."), NULL, 10);
    struct procedure *p = r->p;
    if (row < 1 || row > PROCEDURE_BRING_MAX || row > p->bring_count + 1) {
        return NULL;
    }
    if (row == p->bring_count + 1) {
        p->bring[p->bring_count++] = (struct bring){"document", "", ""};
    }
    return &p->bring[row - 1];
}

static int bring_key(struct reading *r, const char *section, const char *key, const char *value)
{
    struct bring *row = bring_row(r, section);
    if (row == NULL) {
        return refuse(r, "rows are numbered 1, 2, 3 … without gaps, at most 8", section);
    }
    if (strcmp(key, "icon") == 0) {
        return keep(r, &row->icon, key, value);
    }
    const int place = (int)(row - r->p->bring);
    struct procedure *words = r->p;
    const size_t name = strcspn(key, ".");
    if (key[name] == '.' && (words = words_in(r, key + name + 1)) == NULL) {
        return refuse(r, "too many languages, at most 7", key);
    }
    if (name == strlen("title") && strncmp(key, "title", name) == 0) {
        return keep(r, &words->bring[place].title, key, value);
    }
    if (name == strlen("detail") && strncmp(key, "detail", name) == 0) {
        return keep(r, &words->bring[place].detail, key, value);
    }
    return refuse(r, "unknown; a row has icon, title and detail", key);
}

static int alias(struct reading *r, const char *key, const char *value)
{
    if (r->p->alias_count == PROCEDURE_ALIASES_MAX) {
        return refuse(r, "too many aliases, at most 4", key);
    }
    return keep(r, &r->p->aliases[r->p->alias_count++], key, value);
}

static int questions(struct reading *r, const char *key, const char *value)
{
    char *end = NULL;
    const long number = strtol(value, &end, 10);
    if (end == value || *end != '\0' || number < 1 || number > QUESTIONS_MAX) {
        return refuse(r, "a number from 1 to 99", key);
    }
    r->p->questions = (int)number;
    return 1;
}

/* "title.en": what may be said in another language. */
static int translated_key(struct reading *r, const char *key, const char *value)
{
    const size_t name = strcspn(key, ".");
    struct procedure *p = words_in(r, key + name + 1);
    if (p == NULL) {
        return refuse(r, "too many languages, at most 7", key);
    }
    const struct {
        const char *key;
        const char **text;
    } rows[] = {
        {"title", &p->title}, {"summary", &p->summary}, {"fee", &p->fee}, {"days", &p->days}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (strlen(rows[i].key) == name && strncmp(key, rows[i].key, name) == 0) {
            return keep(r, rows[i].text, key, value);
        }
    }
    return refuse(r, "not a text of [procedure] in another language", key);
}

static int state(struct reading *r, const char *key, const char *value)
{
    r->p->withdrawn = strcmp(value, "withdrawn") == 0;
    return r->p->withdrawn || strcmp(value, "offered") == 0
               ? 1
               : refuse(r, "is offered or withdrawn", key);
}

static int procedure_key(struct reading *r, const char *key, const char *value)
{
    struct procedure *p = r->p;
    const struct {
        const char *key;
        const char **text;
    } rows[] = {{"code", &p->code}, {"title", &p->title}, {"summary", &p->summary},
                {"icon", &p->icon}, {"fee", &p->fee},     {"days", &p->days},
                {"form", &p->form}, {"from", &p->from},   {"until", &p->until}};
    if (strchr(key, '.') != NULL) {
        return translated_key(r, key, value);
    }
    if (strcmp(key, "alias") == 0) {
        return alias(r, key, value);
    }
    if (strcmp(key, "questions") == 0) {
        return questions(r, key, value);
    }
    if (strcmp(key, "state") == 0) {
        return state(r, key, value);
    }
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (strcmp(rows[i].key, key) == 0) {
            return keep(r, rows[i].text, key, value);
        }
    }
    return refuse(r, "unknown key of [procedure]; see assets/README.md", key);
}

static int handle(void *user, const char *section, const char *key, const char *value)
{
    struct reading *r = user;
    if (r->bad) {
        return 1;
    }
    if (strcmp(section, "procedure") == 0) {
        return procedure_key(r, key, value);
    }
    if (strncmp(section, "bring.", strlen("bring.")) == 0) {
        return bring_key(r, section, key, value);
    }
    return refuse(r, "unknown section; use [procedure] and [bring.1] …", section);
}

static const char *either(const char *text, const char *source)
{
    return text != NULL ? text : source;
}

/* All of p, in the words of the language where it has them. */
static void fill_other(const struct procedure *p, struct other *other)
{
    const struct procedure words = other->words;
    struct procedure *full = &other->words;
    *full = *p;
    full->language = other->language;
    full->other_count = 0;
    full->title = either(words.title, p->title);
    full->summary = either(words.summary, p->summary);
    full->fee = either(words.fee, p->fee);
    full->days = either(words.days, p->days);
    for (int i = 0; i < p->bring_count; i++) {
        full->bring[i].title = either(words.bring[i].title, p->bring[i].title);
        full->bring[i].detail = either(words.bring[i].detail, p->bring[i].detail);
    }
}

static const char *installed(const char *code, const char *text)
{
    return text[0] != '\0' ? content_text(code, text) : NULL;
}

/* The words that a language has of its own, where the file has none: a pack brought them. */
static void add_installed(struct reading *r)
{
    const struct procedure *p = r->p;
    const struct language *l = NULL;
    for (int i = 0; (l = language_at(i)) != NULL; i++) {
        const bool named = content_text(l->code, p->title) != NULL;
        struct procedure *words = named ? words_in(r, l->code) : NULL;
        if (words == NULL || words->title != NULL) {
            continue;
        }
        words->title = installed(l->code, p->title);
        words->summary = installed(l->code, p->summary);
        words->fee = installed(l->code, p->fee);
        words->days = installed(l->code, p->days);
        for (int b = 0; b < p->bring_count; b++) {
            words->bring[b].title = installed(l->code, p->bring[b].title);
            words->bring[b].detail = installed(l->code, p->bring[b].detail);
        }
    }
}

struct err procedure_read(struct arena *arena, const char *text, struct procedure *ret_procedure,
                          struct procedure_problem *ret_problem)
{
    struct procedure p = {.language = "vi",
                          .code = "",
                          .title = "",
                          .summary = "",
                          .icon = "document",
                          .fee = "",
                          .days = "",
                          .form = "",
                          .from = "",
                          .until = ""};
    *ret_problem = (struct procedure_problem){0};
    struct reading r = {.arena = arena, .p = &p, .problem = ret_problem};
    const int line = ini_parse_string(text, handle, &r);
    if (line == 0 && (p.code[0] == '\0' || p.title[0] == '\0')) {
        refuse(&r, "code and title must be there", "[procedure]");
    }
    if (line != 0 || r.bad) {
        if (!r.bad) {
            snprintf(ret_problem->message, sizeof ret_problem->message,
                     "the line is neither [section], key = value nor ; comment");
        }
        ret_problem->line = line > 0 ? line : 0;
        return ERR(ERR_BAD_INPUT, line, "procedure: read");
    }
    add_installed(&r);
    for (int i = 0; i < r.other_count; i++) {
        fill_other(&p, r.others[i]);
        p.others[i] = &r.others[i]->words;
    }
    p.other_count = r.other_count;
    *ret_procedure = p;
    return ERR_OK;
}

const struct procedure *procedure_in(const struct procedure *p, const char *language)
{
    for (int i = 0; p != NULL && i < p->other_count; i++) {
        if (strcmp(p->others[i]->language, language) == 0) {
            return p->others[i];
        }
    }
    return p;
}

static bool same_code(const char *own, const char *asked)
{
    const size_t length = strlen(own);
    return strncmp(own, asked, length) == 0 &&
           (asked[length] == '\0' || (length == CODE_LENGTH && asked[length] == '.'));
}

bool procedure_has_code(const struct procedure *p, const char *code)
{
    if (same_code(p->code, code)) {
        return true;
    }
    for (int i = 0; i < p->alias_count; i++) {
        if (same_code(p->aliases[i], code)) {
            return true;
        }
    }
    return false;
}

bool procedure_offered(const struct procedure *p, const char *today)
{
    return !p->withdrawn && (p->from[0] == '\0' || strcmp(p->from, today) <= 0) &&
           (p->until[0] == '\0' || strcmp(today, p->until) <= 0);
}
