#include "app/studio/people.h"

#include <stdio.h>
#include <string.h>

static const char *const roles[] = {[PERSON_VOICE] = "voice", [PERSON_REVIEWER] = "reviewer"};

/* Words that stand in a line between bars: none empty, no bar, no control character. */
static bool is_word(const char *text)
{
    bool any = false;
    for (const char *p = text; *p != '\0'; p++) {
        if (*p == '|' || (unsigned char)*p < ' ') {
            return false;
        }
        any |= *p != ' ';
    }
    return any && text[0] != ' ' && text[strlen(text) - 1] != ' ';
}

const char *person_fault(const struct person *p)
{
    if (!is_word(p->language) || strchr(p->language, '/') != NULL) {
        return "the language is a code like jra";
    }
    if (!is_word(p->name)) {
        return "the name is missing, or has a | or a line break";
    }
    if (!is_word(p->dialect) || !is_word(p->place)) {
        return "dialect and place are needed: who listens should know whose speech it is";
    }
    return folder_is_date(p->since, strlen(p->since)) ? NULL
                                                      : "the day of consent is like 2026-11-30";
}

/* The next part of a line up to a bar, trimmed; false when it does not fit. */
static bool next_part(const char **at, const char *end, char *out, size_t room)
{
    const char *bar = memchr(*at, '|', (size_t)(end - *at));
    const char *to = bar != NULL ? bar : end;
    const char *from = *at;
    *at = bar != NULL ? bar + 1 : end;
    while (from < to && *from == ' ') {
        from++;
    }
    while (to > from && (to[-1] == ' ' || to[-1] == '\r')) {
        to--;
    }
    if ((size_t)(to - from) >= room) {
        return false;
    }
    (void)memcpy(out, from, (size_t)(to - from));
    out[to - from] = '\0';
    return true;
}

static bool read_line(const char *line, size_t len, struct person *p)
{
    char role[16];
    const char *at = line;
    const char *end = line + len;
    *p = (struct person){.role = PERSON_VOICE};
    if (!next_part(&at, end, p->language, sizeof p->language) ||
        !next_part(&at, end, role, sizeof role) || !next_part(&at, end, p->name, sizeof p->name) ||
        !next_part(&at, end, p->dialect, sizeof p->dialect) ||
        !next_part(&at, end, p->place, sizeof p->place) ||
        !next_part(&at, end, p->since, sizeof p->since) || at != end) {
        return false;
    }
    if (strcmp(role, roles[PERSON_REVIEWER]) == 0) {
        p->role = PERSON_REVIEWER;
    } else if (strcmp(role, roles[PERSON_VOICE]) != 0) {
        return false;
    }
    return person_fault(p) == NULL;
}

struct err people_read(const char *text, size_t size, struct people *ret_people)
{
    int number = 0;
    ret_people->count = 0;
    for (size_t at = 0; at < size;) {
        const char *end = memchr(text + at, '\n', size - at);
        const size_t len = end != NULL ? (size_t)(end - text) - at : size - at;
        number++;
        if (len > 0 && text[at] != '#') {
            if (ret_people->count == PEOPLE_MAX) {
                return ERR(ERR_FULL, number, "studio: too many people");
            }
            if (!read_line(text + at, len, &ret_people->list[ret_people->count])) {
                return ERR(ERR_BAD_INPUT, number, "studio: people");
            }
            ret_people->count++;
        }
        at += len + 1;
    }
    return ERR_OK;
}

void people_write(const struct people *people, struct buf *out)
{
    for (int i = 0; i < people->count; i++) {
        const struct person *p = &people->list[i];
        buf_printf(out, "%s | %s | %s | %s | %s | %s\n", p->language, roles[p->role], p->name,
                   p->dialect, p->place, p->since);
    }
}

static bool is_of(const struct person *p, const char *language, enum person_role role)
{
    return p->role == role && strcmp(p->language, language) == 0;
}

struct err people_put(struct people *people, const struct person *p)
{
    int i = 0;
    while (i < people->count && (!is_of(&people->list[i], p->language, p->role) ||
                                 strcmp(people->list[i].name, p->name) != 0)) {
        i++;
    }
    if (i == PEOPLE_MAX) {
        return ERR(ERR_FULL, 0, "studio: too many people");
    }
    people->list[i] = *p;
    people->count = i == people->count ? i + 1 : people->count;
    return ERR_OK;
}

const struct person *people_at(const struct people *people, const char *language,
                               enum person_role role, int n)
{
    for (int i = 0; i < people->count; i++) {
        if (is_of(&people->list[i], language, role) && n-- == 0) {
            return &people->list[i];
        }
    }
    return NULL;
}

const struct person *people_find(const struct people *people, const char *language,
                                 enum person_role role, const char *name)
{
    const struct person *p = NULL;
    for (int i = 0; (p = people_at(people, language, role, i)) != NULL; i++) {
        if (strcmp(p->name, name) == 0) {
            return p;
        }
    }
    return NULL;
}
