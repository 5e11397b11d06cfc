#include "platform/sim/portal/markup.h"

#include <stddef.h>
#include <string.h>

#include "platform/base/utf8.h"

struct span {
    const char *at;
    size_t len;
};

struct reader {
    const char *at;
    struct span open[MARKUP_DEPTH];
    int depth;
    bool done; /* the root element was closed */
};

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool is_name(char c, bool first)
{
    bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == ':' ||
                  (unsigned char)c >= 0x80;
    return letter || (!first && ((c >= '0' && c <= '9') || c == '-' || c == '.'));
}

static void skip_space(struct reader *r)
{
    while (is_space(*r->at)) {
        r->at++;
    }
}

static struct span take_name(struct reader *r)
{
    struct span name = {r->at, 0};
    if (is_name(*r->at, true)) {
        while (is_name(*r->at, false)) {
            r->at++;
        }
        name.len = (size_t)(r->at - name.at);
    }
    return name;
}

/* One of the five references or a character number; moves behind its ';'. */
static bool take_reference(struct reader *r)
{
    static const char *const names[] = {"amp;", "lt;", "gt;", "quot;", "apos;"};
    r->at++;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (strncmp(r->at, names[i], strlen(names[i])) == 0) {
            r->at += strlen(names[i]);
            return true;
        }
    }
    if (*r->at != '#') {
        return false;
    }
    r->at += r->at[1] == 'x' ? 2 : 1;
    size_t digits = strspn(r->at, "0123456789abcdefABCDEF");
    r->at += digits;
    return digits > 0 && digits <= 8 && *r->at++ == ';';
}

/* Characters up to `stop` (a quote, or '<' for text); false when there is no well-formed end. */
static bool take_text(struct reader *r, char stop)
{
    while (*r->at != '\0' && *r->at != stop) {
        if (*r->at == '&') {
            if (!take_reference(r)) {
                return false;
            }
        } else if (*r->at == '<' || ((unsigned char)*r->at < ' ' && !is_space(*r->at))) {
            return false;
        } else {
            r->at++;
        }
    }
    return *r->at == stop || stop == '<';
}

static const char *take_attributes(struct reader *r)
{
    while (is_space(*r->at)) {
        skip_space(r);
        if (*r->at == '>' || *r->at == '/') {
            break;
        }
        if (take_name(r).len == 0) {
            return "an attribute has no name";
        }
        skip_space(r);
        if (*r->at++ != '=') {
            return "an attribute has no value";
        }
        skip_space(r);
        char quote = *r->at;
        if (quote != '"' && quote != '\'') {
            return "an attribute's value is not quoted";
        }
        r->at++;
        if (!take_text(r, quote)) {
            return "an attribute's value is not well-formed";
        }
        r->at++;
    }
    return NULL;
}

static const char *take_open(struct reader *r)
{
    struct span name = take_name(r);
    if (name.len == 0) {
        return "a tag has no name";
    }
    if (r->done) {
        return "there is a second root element";
    }
    const char *wrong = take_attributes(r);
    if (wrong != NULL) {
        return wrong;
    }
    bool empty = *r->at == '/';
    r->at += empty ? 1 : 0;
    if (*r->at++ != '>') {
        return "a tag is not closed with '>'";
    }
    if (empty) {
        r->done = r->depth == 0;
        return NULL;
    }
    if (r->depth == MARKUP_DEPTH) {
        return "elements are nested too deeply";
    }
    r->open[r->depth++] = name;
    return NULL;
}

static const char *take_close(struct reader *r)
{
    struct span name = take_name(r);
    skip_space(r);
    if (*r->at++ != '>') {
        return "an end tag is not closed with '>'";
    }
    if (r->depth == 0) {
        return "an end tag closes nothing";
    }
    struct span open = r->open[--r->depth];
    if (open.len != name.len || memcmp(open.at, name.at, name.len) != 0) {
        return "an end tag does not match its start tag";
    }
    r->done = r->depth == 0;
    return NULL;
}

/* Comments and instructions: moves behind `end`. */
static const char *skip_past(struct reader *r, const char *end)
{
    const char *found = strstr(r->at, end);
    if (found == NULL) {
        return "a comment or instruction has no end";
    }
    r->at = found + strlen(end);
    return NULL;
}

static const char *take_markup(struct reader *r)
{
    r->at++;
    if (strncmp(r->at, "!--", 3) == 0) {
        return skip_past(r, "-->");
    }
    if (*r->at == '?') {
        return skip_past(r, "?>");
    }
    if (*r->at == '!') {
        return "document types and CDATA are not accepted";
    }
    if (*r->at == '/') {
        r->at++;
        return take_close(r);
    }
    return take_open(r);
}

const char *markup_check(const char *text)
{
    struct reader r = {.at = text};
    if (!utf8_valid(text, strlen(text))) {
        return "it is not UTF-8";
    }
    while (*r.at != '\0') {
        const char *wrong = NULL;
        if (*r.at == '<') {
            wrong = take_markup(&r);
        } else if (r.depth == 0 && !is_space(*r.at)) {
            wrong = "there is text outside the root element";
        } else if (!take_text(&r, '<')) {
            wrong = "text holds a character or reference that is not allowed";
        }
        if (wrong != NULL) {
            return wrong;
        }
    }
    return r.done ? NULL : "the root element is missing or not closed";
}
