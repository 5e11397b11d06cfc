#include "app/form/checker.h"

#include <stdarg.h>
#include <stdio.h>

#include "app/form/warn.h"

static enum finding finding_of(enum warning kind)
{
    return kind == WARN_NAME || kind == WARN_LIST ? FINDING_MISTAKE : FINDING_WARNING;
}

void load_warn_at(struct loader *l, enum warning kind, const struct form_where *where)
{
    if (l->report != NULL && ++l->warned[kind] <= WARNINGS_MAX) {
        l->report->tell(l->report->context, finding_of(kind), where);
    }
}

void load_warn(struct loader *l, enum warning kind, const struct element *at, const char *format,
               ...)
{
    if (l->report == NULL) {
        return;
    }
    struct form_where where = {.line = at != NULL ? at->line : 0};
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(where.message, sizeof where.message, format, arguments);
    va_end(arguments);
    element_path(at, where.path, sizeof where.path);
    load_warn_at(l, kind, &where);
}

/* How many of each kind were not listed. */
static void tell_rest(struct loader *l)
{
    static const char *const words[] = {
        [WARN_IGNORED] = "attributes or elements that do nothing here",
        [WARN_TRANSLATION] = "missing translations",
        [WARN_SOUND] = "languages without sounds",
        [WARN_MESSAGE] = "rules without a message",
        [WARN_BOOLEAN] = "booleans read as texts",
        [WARN_DATE] = "dates computed before they are answered",
        [WARN_LABEL] = "questions without a label or choices",
        [WARN_NAME] = "names of fields that are not there",
        [WARN_LIST] = "lists that are missing",
    };
    for (enum warning kind = 0; kind < WARN_KINDS; kind++) {
        if (l->warned[kind] > WARNINGS_MAX) {
            struct form_where where = {.line = l->model->line};
            element_path(l->model, where.path, sizeof where.path);
            snprintf(where.message, sizeof where.message, "and %d more %s",
                     l->warned[kind] - WARNINGS_MAX, words[kind]);
            l->report->tell(l->report->context, finding_of(kind), &where);
        }
    }
}

struct err form_examine(struct arena *arena, const char *xml, size_t size,
                        const struct form_media *media, const struct form_clock *clock,
                        const struct form_report *report)
{
    struct form_where where = {0};
    struct loader l = {.where = &where, .media = media, .report = report};
    const struct err e = load_form(&l, arena, xml, size, clock);
    const bool told = e.code == ERR_BAD_INPUT && l.refused > 0 && l.finished;
    if (failed(e) && !told && l.refused < REFUSALS_MAX) {
        report->tell(report->context, FINDING_REFUSAL, &where);
    }
    if (l.finished) {
        warn_of_texts(&l);
        warn_of_appearances(&l);
        warn_of_rules(&l);
        tell_rest(&l);
    }
    return e;
}
