#include "platform/sim/portal/page.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "platform/sim/portal/asset.h"

enum tone { PLAIN, GOOD, NEEDED };

/* One stage as the page tells it. `at` is the step of the way she is at, -1 = no way is shown. */
struct stage {
    int state;
    const char *key; /* KEY.title and KEY.text in the language files */
    const char *icon;
    enum tone tone;
    int at;
};

#define STEPS 4

static const struct stage stages[] = {
    {1, "received", "check", GOOD, 1},       {2, "accepted", "check", GOOD, 2},
    {3, "refused", "warning", NEEDED, -1},   {4, "working", "document", PLAIN, 2},
    {5, "papers", "warning", NEEDED, 2},     {6, "fee", "warning", NEEDED, 2},
    {7, "withdrawn", "document", PLAIN, -1}, {8, "stopped", "warning", NEEDED, -1},
    {9, "ready", "check", GOOD, 3},          {10, "returned", "check", GOOD, STEPS},
};
static const struct stage sent_stage = {0, "sent", "send", PLAIN, 0};
static const struct stage unknown_stage = {0, "unknown", "phone", PLAIN, -1};
static const struct stage other_stage = {0, "other", "document", PLAIN, -1};

struct writer {
    struct buf *out;
    enum words_language language;
    const struct stage *stage;
    const struct ledger_entry *entry; /* NULL: the token is unknown */
    bool missing;                     /* a word was not found */
};

static const struct stage *stage_of(const struct ledger_entry *e)
{
    if (e == NULL) {
        return &unknown_stage;
    }
    if (e->file_number[0] == '\0' && e->state == 1) {
        return &sent_stage;
    }
    for (size_t i = 0; i < sizeof stages / sizeof stages[0]; i++) {
        if (stages[i].state == e->state) {
            return &stages[i];
        }
    }
    return &other_stage;
}

static void put_word(struct writer *w, const char *key)
{
    char text[400];
    w->missing = !words_find(w->language, key, text, sizeof text) || w->missing;
    buf_xml(w->out, text);
}

static void put_stage_word(struct writer *w, const char *part)
{
    char key[40];
    snprintf(key, sizeof key, "%s.%s", w->stage->key, part);
    put_word(w, key);
}

static void put_icon(struct writer *w, const char *icon, int size)
{
    buf_printf(w->out,
               "<svg class=\"i\" width=\"%d\" height=\"%d\" aria-hidden=\"true\">"
               "<use href=\"#%s\"/></svg>",
               size, size, icon);
}

/* The day in Viet Nam, 23/11/2026: numbers only, so it needs no language. */
static void put_day(struct writer *w, int64_t at_ms)
{
    time_t local = (time_t)(at_ms / 1000 + 7 * 3600);
    struct tm day;
    gmtime_r(&local, &day);
    buf_printf(w->out, "%d/%d/%d", day.tm_mday, day.tm_mon + 1, day.tm_year + 1900);
}

static void put_stage_card(struct writer *w)
{
    static const char *const tones[] = {"card", "card good", "card todo"};
    buf_printf(w->out, "<section class=\"%s\" id=\"stage\" data-stage=\"%s\">",
               tones[w->stage->tone], w->stage->key);
    buf_puts(w->out, "<div class=\"row\">");
    put_icon(w, w->stage->icon, 52);
    buf_puts(w->out, "<div class=\"grow\"><h2>");
    if (w->stage == &other_stage && w->entry->state_text[0] != '\0') {
        buf_xml(w->out, w->entry->state_text);
    } else {
        put_stage_word(w, "title");
    }
    buf_puts(w->out, "</h2><p>");
    put_stage_word(w, "text");
    buf_puts(w->out, "</p></div></div></section>\n");
}

static void put_number_card(struct writer *w)
{
    if (w->entry == NULL || w->entry->file_number[0] == '\0') {
        return;
    }
    buf_puts(w->out, "<section class=\"card\"><div class=\"row\">");
    put_icon(w, "document", 52);
    buf_puts(w->out, "<div class=\"grow\"><p class=\"muted small\">");
    put_word(w, "number.label");
    buf_puts(w->out, "</p><p class=\"code\">");
    buf_xml(w->out, w->entry->file_number);
    buf_puts(w->out, "</p></div></div></section>\n");
}

static void put_step(struct writer *w, int step)
{
    char key[40];
    bool done = step < w->stage->at;
    bool here = step == w->stage->at;
    buf_puts(w->out, done ? "<li class=\"done\"><b>"
                          : (here ? "<li class=\"at\" aria-current=\"step\"><b>" : "<li><b>"));
    snprintf(key, sizeof key, "way.%d", step + 1);
    put_word(w, key);
    if (done) {
        buf_puts(w->out, "<span class=\"tick\">");
        put_icon(w, "check", 16);
        buf_puts(w->out, "</span>");
    }
    buf_puts(w->out, "</b><span class=\"muted\">");
    if (done && step == 0 && w->entry->numbered_at != 0) {
        put_day(w, w->entry->numbered_at);
    } else if (here) {
        /* "Here" is only said where the portal says that somebody works on it. */
        bool worked_on = w->stage->state >= 4 && w->stage->state <= 6;
        put_word(w, worked_on ? "way.here" : "way.next");
    }
    buf_puts(w->out, "</span></li>\n");
}

static void put_way(struct writer *w)
{
    if (w->stage->at < 0) {
        return;
    }
    buf_puts(w->out, "<section class=\"card\"><h2 class=\"over\">");
    put_word(w, "way.title");
    buf_puts(w->out, "</h2><ol class=\"way\">\n");
    for (int step = 0; step < STEPS; step++) {
        put_step(w, step);
    }
    buf_puts(w->out, "</ol></section>\n");
}

static void put_place(struct writer *w, const char *name)
{
    if (strcmp(name, "lang") == 0) {
        buf_puts(w->out, words_code(w->language));
    } else if (strcmp(name, "other-lang") == 0) {
        buf_puts(w->out, words_code(w->language == WORDS_VI ? WORDS_EN : WORDS_VI));
    } else if (strcmp(name, "stage") == 0) {
        put_stage_card(w);
        put_number_card(w);
        put_way(w);
    } else {
        put_word(w, name);
    }
}

/* Copies the template; {{name}} is replaced. */
static void fill(struct writer *w, const struct portal_asset *page)
{
    const char *at = page->bytes;
    const char *open = NULL;
    while ((open = strstr(at, "{{")) != NULL) {
        const char *close = strstr(open, "}}");
        char name[40];
        if (close == NULL) {
            break;
        }
        buf_add(w->out, at, (size_t)(open - at));
        snprintf(name, sizeof name, "%.*s", (int)(close - open - 2), open + 2);
        put_place(w, name);
        at = close + 2;
    }
    buf_puts(w->out, at);
}

struct err status_page_write(const struct ledger_entry *entry, enum words_language language,
                             struct buf *out)
{
    struct portal_asset page;
    struct writer w = {out, language, stage_of(entry), entry, false};
    if (!portal_asset_find("status.html", &page)) {
        return ERR(ERR_NOT_FOUND, 0, "page: template");
    }
    fill(&w, &page);
    if (w.missing) {
        return ERR(ERR_NOT_FOUND, 0, "page: a word is missing from the language file");
    }
    return out->full ? ERR(ERR_FULL, 0, "page: too long") : ERR_OK;
}
