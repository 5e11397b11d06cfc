#include "platform/sim/portal/html.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "platform/sim/portal/asset.h"

#define WORD_MAX 400

void html_raw(struct html *w, const char *markup)
{
    buf_puts(w->out, markup);
}

void html_text(struct html *w, const char *text)
{
    buf_xml(w->out, text);
}

void html_word(struct html *w, const char *key)
{
    char text[WORD_MAX];
    w->missing = !words_find(w->language, key, text, sizeof text) || w->missing;
    buf_xml(w->out, text);
}

void html_word_with(struct html *w, const char *key, const char *value)
{
    char text[WORD_MAX];
    w->missing = !words_find(w->language, key, text, sizeof text) || w->missing;
    char *hole = strstr(text, "{}");
    if (hole == NULL) {
        buf_xml(w->out, text);
        return;
    }
    *hole = '\0';
    buf_xml(w->out, text);
    buf_xml(w->out, value);
    buf_xml(w->out, hole + 2);
}

void html_icon(struct html *w, const char *icon, int size)
{
    buf_printf(w->out,
               "<svg class=\"i\" width=\"%d\" height=\"%d\" aria-hidden=\"true\">"
               "<use href=\"#i-%s\"/></svg>",
               size, size, icon);
}

static struct tm local_time(int64_t at_ms)
{
    time_t local = (time_t)(at_ms / 1000 + 7 * 3600);
    struct tm day;
    gmtime_r(&local, &day);
    return day;
}

void html_day(struct html *w, int64_t at_ms)
{
    const struct tm day = local_time(at_ms);
    buf_printf(w->out, "%d/%d/%d", day.tm_mday, day.tm_mon + 1, day.tm_year + 1900);
}

void html_time(struct html *w, int64_t at_ms)
{
    const struct tm day = local_time(at_ms);
    html_day(w, at_ms);
    buf_printf(w->out, ", %02d:%02d", day.tm_hour, day.tm_min);
}

static void put_place(struct html *w, const char *page, const char *name, html_place *place,
                      void *self)
{
    struct portal_asset file;
    if (strcmp(name, "lang") == 0) {
        html_raw(w, words_code(w->language));
    } else if (strcmp(name, "other-lang") == 0) {
        html_raw(w, words_code(w->language == WORDS_VI ? WORDS_EN : WORDS_VI));
    } else if (strcmp(name, "page") == 0) {
        buf_add(w->out, page, strcspn(page, "."));
    } else if (strcmp(name, "symbols") == 0 && portal_asset_find("symbols.html", &file)) {
        html_raw(w, file.bytes);
    } else if (place != NULL) {
        place(self, w, name);
    } else {
        html_word(w, name);
    }
}

struct err html_fill(struct html *w, const char *file, html_place *place, void *self)
{
    struct portal_asset page;
    if (!portal_asset_find(file, &page)) {
        return ERR(ERR_NOT_FOUND, 0, "page: template");
    }
    const char *at = page.bytes;
    for (const char *open = strstr(at, "{{"); open != NULL; open = strstr(at, "{{")) {
        const char *close = strstr(open, "}}");
        char name[40];
        if (close == NULL) {
            break;
        }
        buf_add(w->out, at, (size_t)(open - at));
        snprintf(name, sizeof name, "%.*s", (int)(close - open - 2), open + 2);
        put_place(w, file, name, place, self);
        at = close + 2;
    }
    buf_puts(w->out, at);
    if (w->missing) {
        return ERR(ERR_NOT_FOUND, 0, "page: a word is missing from the language file");
    }
    return w->out->full ? ERR(ERR_FULL, 0, "page: too long") : ERR_OK;
}
