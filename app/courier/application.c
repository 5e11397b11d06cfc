#include "app/courier/application.h"

#include <string.h>

#include "platform/base/utf8.h"

struct err application_open(const struct parcel *p, struct application *ret_application)
{
    json_t *record = json_loadb(p->json, p->json_size, JSON_REJECT_DUPLICATES, NULL);
    const char *instance = json_string_value(json_object_get(record, "instance"));
    if (instance == NULL) {
        json_decref(record);
        return ERR(ERR_BAD_INPUT, 0, "application: the record is none");
    }
    *ret_application = (struct application){record, instance};
    return ERR_OK;
}

void application_close(struct application *a)
{
    json_decref(a->record);
    *a = (struct application){NULL, NULL};
}

static const char *text_of(const json_t *o, const char *name)
{
    const char *text = json_string_value(json_object_get(o, name));
    return text == NULL ? "" : text;
}

const char *application_text(const struct application *a, const char *name)
{
    return text_of(a->record, name);
}

int application_paper_count(const struct application *a)
{
    return (int)json_array_size(json_object_get(a->record, "papers"));
}

struct application_paper application_paper(const struct application *a, int i)
{
    const json_t *papers = json_object_get(a->record, "papers");
    struct application_paper paper = {.file = -1};
    int files = 0;
    for (int k = 0; k <= i; k++) {
        const json_t *o = json_array_get(papers, (size_t)k);
        paper.ref = text_of(o, "ref");
        paper.name = text_of(o, "name");
        paper.handed_in = json_is_true(json_object_get(o, "handed_in"));
        paper.at_portal = json_is_true(json_object_get(o, "at_portal"));
        const bool elsewhere = paper.handed_in || paper.at_portal;
        paper.file = elsewhere ? -1 : files;
        files += !elsewhere;
    }
    return paper;
}

bool application_is_whole(const struct application *a)
{
    bool whole = application_text(a, "supplements")[0] == '\0';
    for (int i = 0; i < application_paper_count(a); i++) {
        whole = whole && !application_paper(a, i).at_portal;
    }
    return whole;
}

void application_last_step(const char *ref, char *out, size_t cap)
{
    struct buf b;
    const char *slash = strrchr(ref, '/');
    const char *step = slash == NULL ? ref : slash + 1;
    buf_init(&b, out, cap);
    buf_add(&b, step, strcspn(step, "["));
}

/* --- one answer ------------------------------------------------------------------------------- */

struct span {
    const char *from, *to;
};

/* What stands between the first start of this name and its end. The kiosk wrote the instance
 * itself: no comments, no CDATA, no element within one of its own name. */
static bool find_element(struct span in, const char *name, struct span *ret_inside)
{
    const size_t len = strlen(name);
    for (const char *at = in.from; at + len + 1 < in.to; at++) {
        if (at[0] != '<' || memcmp(at + 1, name, len) != 0 || strchr(" />", at[len + 1]) == NULL) {
            continue;
        }
        const char *end = memchr(at, '>', (size_t)(in.to - at));
        if (end == NULL || end[-1] == '/') {
            return false;
        }
        for (const char *close = end; close + len + 3 <= in.to; close++) {
            if (close[0] == '<' && close[1] == '/' && memcmp(close + 2, name, len) == 0 &&
                close[len + 2] == '>') {
                *ret_inside = (struct span){end + 1, close};
                return true;
            }
        }
        return false;
    }
    return false;
}

/* One letter or reference; moves behind it. */
static void put_letter(struct buf *out, struct span *text)
{
    static const struct {
        const char *name, *letter;
    } references[] = {
        {"&amp;", "&"}, {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&apos;", "'"}};
    const size_t left = (size_t)(text->to - text->from);
    for (size_t i = 0; i < sizeof references / sizeof references[0]; i++) {
        const size_t len = strlen(references[i].name);
        if (len <= left && memcmp(text->from, references[i].name, len) == 0) {
            buf_puts(out, references[i].letter);
            text->from += len;
            return;
        }
    }
    size_t bytes = 1;
    (void)utf8_decode(text->from, left, &bytes);
    buf_add(out, text->from, bytes);
    text->from += bytes;
}

void application_answer(const struct application *a, const char *group, const char *name, char *out,
                        size_t cap)
{
    struct buf b;
    struct span s = {a->instance, a->instance + strlen(a->instance)};
    buf_init(&b, out, cap);
    if (!find_element(s, group, &s) || !find_element(s, name, &s)) {
        return;
    }
    while (s.from < s.to && *s.from != '<' && !b.full) {
        put_letter(&b, &s);
    }
}
