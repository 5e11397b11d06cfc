#include "platform/sim/portal/page.h"

#include <stdio.h>
#include <string.h>

#include "platform/sim/portal/html.h"

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
    struct html html;
    const struct stage *stage;
    const struct ledger_entry *entry; /* NULL: the token is unknown */
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

static void put_stage_word(struct writer *w, const char *part)
{
    char key[40];
    snprintf(key, sizeof key, "%s.%s", w->stage->key, part);
    html_word(&w->html, key);
}

static void put_stage_card(struct writer *w)
{
    static const char *const tones[] = {"card", "card good", "card todo"};
    buf_printf(w->html.out, "<section class=\"%s\" id=\"stage\" data-stage=\"%s\">",
               tones[w->stage->tone], w->stage->key);
    buf_puts(w->html.out, "<div class=\"row\">");
    html_icon(&w->html, w->stage->icon, 52);
    buf_puts(w->html.out, "<div class=\"grow\"><h2>");
    if (w->stage == &other_stage && w->entry->state_text[0] != '\0') {
        buf_xml(w->html.out, w->entry->state_text);
    } else {
        put_stage_word(w, "title");
    }
    buf_puts(w->html.out, "</h2><p>");
    put_stage_word(w, "text");
    buf_puts(w->html.out, "</p></div></div></section>\n");
}

static void put_number_card(struct writer *w)
{
    if (w->entry == NULL || w->entry->file_number[0] == '\0') {
        return;
    }
    buf_puts(w->html.out, "<section class=\"card\"><div class=\"row\">");
    html_icon(&w->html, "document", 52);
    buf_puts(w->html.out, "<div class=\"grow\"><p class=\"muted small\">");
    html_word(&w->html, "number.label");
    buf_puts(w->html.out, "</p><p class=\"code\">");
    buf_xml(w->html.out, w->entry->file_number);
    buf_puts(w->html.out, "</p></div></div></section>\n");
}

static void put_step(struct writer *w, int step)
{
    char key[40];
    bool done = step < w->stage->at;
    bool here = step == w->stage->at;
    buf_puts(w->html.out, done ? "<li class=\"done\"><b>"
                               : (here ? "<li class=\"at\" aria-current=\"step\"><b>" : "<li><b>"));
    snprintf(key, sizeof key, "way.%d", step + 1);
    html_word(&w->html, key);
    if (done) {
        buf_puts(w->html.out, "<span class=\"tick\">");
        html_icon(&w->html, "check", 16);
        buf_puts(w->html.out, "</span>");
    }
    buf_puts(w->html.out, "</b><span class=\"muted\">");
    if (done && step == 0 && w->entry->numbered_at != 0) {
        html_day(&w->html, w->entry->numbered_at);
    } else if (here) {
        /* "Here" is only said where the portal says that somebody works on it. */
        bool worked_on = w->stage->state >= 4 && w->stage->state <= 6;
        html_word(&w->html, worked_on ? "way.here" : "way.next");
    }
    buf_puts(w->html.out, "</span></li>\n");
}

static void put_way(struct writer *w)
{
    if (w->stage->at < 0) {
        return;
    }
    buf_puts(w->html.out, "<section class=\"card\"><h2 class=\"over\">");
    html_word(&w->html, "way.title");
    buf_puts(w->html.out, "</h2><ol class=\"way\">\n");
    for (int step = 0; step < STEPS; step++) {
        put_step(w, step);
    }
    buf_puts(w->html.out, "</ol></section>\n");
}

static void put_place(void *self, struct html *html, const char *name)
{
    struct writer *w = self;
    if (strcmp(name, "stage") == 0) {
        put_stage_card(w);
        put_number_card(w);
        put_way(w);
    } else {
        html_word(html, name);
    }
}

struct err status_page_write(const struct ledger_entry *entry, enum words_language language,
                             struct buf *out)
{
    struct writer w = {{out, language, false}, stage_of(entry), entry};
    return html_fill(&w.html, "status.html", put_place, &w);
}
