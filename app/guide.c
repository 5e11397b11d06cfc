#include "app/guide.h"

#include <string.h>

#include "app/app.h" /* enum intent_kind */

static uint32_t hash_text(uint32_t hash, const char *text)
{
    for (const char *p = text == NULL ? "" : text; *p != '\0'; p++) {
        hash = (hash ^ (uint8_t)*p) * 0x01000193u;
    }
    return (hash ^ 0x1Fu) * 0x01000193u; /* "ab","c" is not "a","bc" */
}

uint32_t guide_tag(const struct view_node *n)
{
    const uint32_t tag = hash_text(0x811C9DC5u, n->name);
    return tag == 0 ? 1 : tag;
}

/* Children are where their outermost group is. */
static enum view_zone zone_of(const struct view *v, const struct view_node *n)
{
    for (int steps = 0; n->parent >= 0 && n->parent < v->count && steps < v->count; steps++) {
        n = &v->nodes[n->parent];
    }
    return n->zone;
}

static bool has_overlay(const struct view *v)
{
    for (int i = 0; i < v->count; i++) {
        if (v->nodes[i].zone == ZONE_OVERLAY && v->nodes[i].parent < 0) {
            return true;
        }
    }
    return false;
}

/* Below an overlay nothing is read. */
static bool in_front(const struct view *v, const struct view_node *n)
{
    return !has_overlay(v) || zone_of(v, n) == ZONE_OVERLAY;
}

static bool on_page(const struct view *v, const struct view_node *n)
{
    return zone_of(v, n) != ZONE_ANSWERS || n->page == v->page || v->pages <= 1;
}

uint32_t guide_page(const struct view *v, int language)
{
    uint32_t hash = hash_text(0x811C9DC5u + (uint32_t)language, v->screen);
    for (int i = 0; i < v->count; i++) {
        const struct view_node *n = &v->nodes[i];
        if (n->role == ROLE_TITLE && in_front(v, n)) {
            hash = hash_text(hash, n->label);
            hash = n->sub != NULL ? hash_text(hash, n->sub) : hash; /* which of several */
        }
    }
    hash ^= has_overlay(v) ? 0x5A5A5A5Au : 0;
    return hash == 0 ? 1 : hash;
}

static uint32_t error_hash(const struct view *v)
{
    uint32_t hash = 0;
    for (int i = 0; i < v->count; i++) {
        if ((v->nodes[i].state & STATE_ERROR) != 0) {
            hash = hash_text(hash_text(hash + 1, v->nodes[i].name), v->nodes[i].label);
        }
    }
    return hash;
}

static bool marks_private(const struct view_node *n)
{
    for (int i = 0; i < SAY_MAX; i++) {
        if (n->say[i].private_) {
            return true;
        }
    }
    return false;
}

static void add_line(struct guide_plan *plan, const struct guide_line *line)
{
    if (plan->count < GUIDE_LINES) {
        plan->lines[plan->count++] = *line;
    }
}

static bool has_text(const char *text)
{
    return text != NULL && text[0] != '\0';
}

/* Nothing would sound: a field that nobody filled in. */
static bool is_empty(const struct say *say, int count)
{
    for (int i = 0; i < count && say[i].kind != SAY_END; i++) {
        const bool text = say[i].kind == SAY_TEXT || say[i].kind == SAY_NAME ||
                          say[i].kind == SAY_DIGITS || say[i].kind == SAY_LETTERS;
        if (!text || has_text(say[i].text)) {
            return false;
        }
    }
    return true;
}

/* What a node says: its sequence, or else its label (a field: its value). A private node whose
 * sequence marks nothing private is private as a whole. */
static void add_node(struct guide_plan *plan, const struct view_node *n)
{
    struct guide_line line = {.tag = guide_tag(n), .language = -1};
    line.private_ = n->private_ && !n->aloud && !marks_private(n);
    if (n->intent.kind == INTENT_LANGUAGE && !n->quiet) { /* a language with a voice */
        line.language = n->intent.argument;
    }
    if (n->say[0].kind != SAY_END) {
        line.say = n->say;
        line.count = SAY_MAX;
        if (!is_empty(n->say, SAY_MAX)) {
            add_line(plan, &line);
        }
        return;
    }
    const char *text = n->role == ROLE_FIELD ? n->value : n->label;
    if (has_text(text) && n->role != ROLE_KEY) {
        line.own = (struct say){.kind = SAY_TEXT, .text = text};
        line.count = 1;
        add_line(plan, &line);
    }
}

static bool has_main_act(const struct view *v)
{
    for (int i = 0; i < v->count; i++) {
        if (v->nodes[i].look == LOOK_MAIN && zone_of(v, &v->nodes[i]) == ZONE_ACTIONS) {
            return true;
        }
    }
    return false;
}

static bool is_read(const struct view *v, const struct view_node *n)
{
    const enum view_zone zone = zone_of(v, n);
    if (n->more && !view_is_shown(n)) {
        return false; /* there is but one page */
    }
    if (!in_front(v, n) || !on_page(v, n) || zone == ZONE_TOOLS || n->role == ROLE_KEY ||
        n->quiet) {
        return false;
    }
    if (zone == ZONE_ROOF) { /* not the brand row, the clock, the woven band */
        return n->role == ROLE_TITLE || n->role == ROLE_HINT || n->role == ROLE_NOTE;
    }
    if (zone == ZONE_ACTIONS) {
        return n->look == LOOK_MAIN || n->more || !has_main_act(v);
    }
    return (n->role != ROLE_IMAGE && n->role != ROLE_GROUP) || n->say[0].kind != SAY_END;
}

static void add_opening(const struct view *v, struct guide_plan *plan)
{
    struct guide_line line = {.say = v->opening, .count = SAY_MAX * 2, .language = -1};
    for (int i = 0; i < v->count; i++) {
        if (v->nodes[i].role == ROLE_TITLE && in_front(v, &v->nodes[i])) {
            line.tag = guide_tag(&v->nodes[i]);
        }
    }
    add_line(plan, &line);
}

static void read_all(const struct view *v, struct guide_plan *plan)
{
    if (v->opening[0].kind != SAY_END && !has_overlay(v)) {
        add_opening(v, plan);
        return;
    }
    for (int i = 0; i < v->count; i++) {
        if (is_read(v, &v->nodes[i])) {
            add_node(plan, &v->nodes[i]);
        }
    }
}

/* Its words stand on the page a second time: a note that repeats the title. */
static bool is_repeated(const struct view *v, const struct view_node *n)
{
    for (int i = 0; i < v->count && n->say[0].kind == SAY_END; i++) {
        const struct view_node *other = &v->nodes[i];
        if (other != n && has_text(n->label) && other->label != NULL &&
            strcmp(other->label, n->label) == 0 && is_read(v, other)) {
            return true;
        }
    }
    return false;
}

/* What stands around the page and is not read each time: the centre, the clock, the mark of a trial
 * run, what was typed, a word for staff. What she can go to says itself there. */
static void read_around(const struct view *v, struct guide_plan *plan)
{
    for (int i = 0; i < v->count; i++) {
        const struct view_node *n = &v->nodes[i];
        const bool words = has_text(n->label) || has_text(n->sub) || has_text(n->value);
        if (words && n->role != ROLE_GROUP && !view_is_target(n) && view_is_shown(n) &&
            in_front(v, n) && on_page(v, n) && !is_read(v, n) && !is_repeated(v, n)) {
            add_node(plan, n);
        }
    }
}

/* Where she was before: the question and what is answered, not every possible answer again. */
static void read_short(const struct view *v, struct guide_plan *plan)
{
    for (int i = 0; i < v->count; i++) {
        const struct view_node *n = &v->nodes[i];
        const bool now = n->role == ROLE_STATUS && (n->state & STATE_CURRENT) != 0;
        const bool title = n->role == ROLE_TITLE && zone_of(v, n) != ZONE_ANSWERS; /* no heading */
        if (is_read(v, n) && (title || n->role == ROLE_FIELD || now ||
                              (n->state & (STATE_CHOSEN | STATE_ERROR)) != 0)) {
            add_node(plan, n);
        }
    }
    if (plan->count == 0) {
        read_all(v, plan);
    }
}

static void read_answers(const struct view *v, struct guide_plan *plan)
{
    for (int i = 0; i < v->count; i++) {
        if ((zone_of(v, &v->nodes[i]) == ZONE_ANSWERS || v->nodes[i].more) &&
            is_read(v, &v->nodes[i])) {
            add_node(plan, &v->nodes[i]);
        }
    }
}

static void read_errors(const struct view *v, struct guide_plan *plan)
{
    for (int i = 0; i < v->count; i++) {
        const struct view_node *n = &v->nodes[i];
        if ((n->state & STATE_ERROR) != 0 && n->role != ROLE_FIELD && n->role != ROLE_GROUP) {
            add_node(plan, n);
        }
    }
}

/* What a status says now, told apart from what it said before. */
static uint32_t words_of(const struct view_node *n)
{
    return hash_text(hash_text(0x811C9DC5u, n->label), n->value);
}

static bool is_news(const struct guide *g, const struct view_node *n, bool same_screen)
{
    for (int i = 0; i < g->status_count; i++) {
        if (g->status[i].tag == guide_tag(n)) {
            return same_screen && g->status[i].words != words_of(n);
        }
    }
    return same_screen;
}

/* A state that changed while she is on the page is said after what sounds: "the slip is printed",
 * the weekday of a date when its last digit is typed. */
static void read_news(const struct view *v, struct guide *g, bool same_screen,
                      struct guide_plan *plan)
{
    struct guide_status now[GUIDE_STATUSES];
    int count = 0;
    for (int i = 0; i < v->count && count < GUIDE_STATUSES; i++) {
        const struct view_node *n = &v->nodes[i];
        if (n->role != ROLE_STATUS || n->name == NULL || (n->state & STATE_ERROR) != 0 ||
            zone_of(v, n) != ZONE_ANSWERS || !is_read(v, n)) {
            continue;
        }
        if (is_news(g, n, same_screen)) {
            add_node(plan, n);
        }
        now[count++] = (struct guide_status){guide_tag(n), words_of(n)};
    }
    memcpy(g->status, now, sizeof now[0] * (size_t)count);
    g->status_count = count;
}

static bool was_here(struct guide *g, uint32_t screen)
{
    for (int i = 0; i < g->visited_count; i++) {
        if (g->visited[i] == screen) {
            return true;
        }
    }
    if (g->visited_count == GUIDE_VISITED) {
        g->visited_count--;
        memmove(&g->visited[0], &g->visited[1], sizeof g->visited - sizeof g->visited[0]);
    }
    g->visited[g->visited_count++] = screen;
    return false;
}

/* What is on the screen now is known: only what changes from here on is said. */
static void note_screen(const struct view *v, struct guide *g, int language)
{
    g->screen = guide_page(v, language);
    g->error = error_hash(v);
    g->page = v->page;
}

static void shown(const struct view *v, struct guide *g, int language, struct guide_plan *plan)
{
    const uint32_t screen = guide_page(v, language);
    const uint32_t error = error_hash(v);
    bool same_page = false;
    if (screen != g->screen) {
        plan->hush = true;
        if (was_here(g, screen) && v->opening[0].kind == SAY_END && !v->whole) {
            read_short(v, plan);
        } else {
            read_all(v, plan);
        }
    } else if (error != 0 && error != g->error) {
        plan->hush = true;
        plan->has_cue = true;
        plan->cue = CUE_CANNOT;
        read_errors(v, plan);
    } else if (v->page != g->page) {
        plan->hush = true;
        read_answers(v, plan);
    } else {
        same_page = true;
    }
    if (!has_overlay(v)) { /* a dialog hides the page; what changed is said when it closes */
        read_news(v, g, same_page, plan);
    }
    g->reading |= plan->count > 0;
    note_screen(v, g, language);
}

static void add_message(struct guide_plan *plan, const struct view_node *n, enum message_id id)
{
    add_line(plan, &(struct guide_line){.count = 1,
                                        .own = {.kind = SAY_MESSAGE, .message = id},
                                        .tag = guide_tag(n),
                                        .language = -1});
}

/* The gong: the question, how to answer, what is typed so far. */
static void read_heading(const struct view *v, struct guide_plan *plan)
{
    for (int i = 0; i < v->count; i++) {
        const struct view_node *n = &v->nodes[i];
        const bool roof = n->role == ROLE_TITLE || n->role == ROLE_HINT;
        if ((roof && zone_of(v, n) == ZONE_ROOF) || n->role == ROLE_FIELD) {
            add_node(plan, n);
        }
    }
}

static void focused(const struct view *v, struct guide *g, int node, struct guide_plan *plan)
{
    plan->hush = !(v->uncut && g->reading);
    g->reading = !plan->hush;
    if (node < 0 || node >= v->count) {
        return;
    }
    const struct view_node *n = &v->nodes[node];
    if (n->look == LOOK_GONG) {
        read_heading(v, plan);
        return;
    }
    add_node(plan, n);
    if ((n->state & STATE_CHOSEN) != 0) {
        add_message(plan, n, MSG_STATE_CHOSEN);
    }
}

/* by_key: who does not look hears what a key wrote, not only its name. */
static void touched(const struct view *v, struct guide *g, int node, bool by_key,
                    struct guide_plan *plan)
{
    const bool closing = v->uncut && g->reading; /* its sentence is heard to the end */
    plan->hush = !closing;
    if (node < 0 || node >= v->count) {
        if (!g->reading && v->count > 0 && strcmp(v->screen, "welcome") == 0) {
            read_all(v, plan); /* the greetings once more for whoever comes */
            g->reading = true;
            return;
        }
        const bool greets = strcmp(v->screen, "welcome") == 0; /* there a touch chooses */
        plan->pause = g->reading && !closing && !greets;
        g->reading = closing || plan->pause;
        return;
    }
    const struct view_node *n = &v->nodes[node];
    plan->has_cue = !closing;
    plan->cue = CUE_TOUCH;
    g->reading = closing;
    if ((n->state & STATE_DISABLED) != 0) {
        plan->cue = CUE_CANNOT;
        add_node(plan, n);
    } else if (n->role == ROLE_CHOICE || n->role == ROLE_CHECK) {
        plan->cue = CUE_WOVEN;
        add_node(plan, n);
    } else if (n->role == ROLE_KEY) {
        if (by_key && n->writes) {
            add_message(plan, n, MSG_KEY_TYPED);
        }
        add_node(plan, n);
        if (!by_key && plan->count > 0) {
            plan->lines[plan->count - 1].tap_only = true;
        }
    }
    if (zone_of(v, n) == ZONE_ACTIONS) {
        g->error = 0; /* tried again: an error that is still there is said again */
    }
}

static void read_codes(const struct view *v, struct guide_plan *plan)
{
    for (int i = 0; i < v->count; i++) {
        if (v->nodes[i].role == ROLE_CODE && on_page(v, &v->nodes[i])) {
            add_node(plan, &v->nodes[i]);
        }
    }
}

void guide_step(const struct view *v, struct guide *g, const struct guide_event *event,
                struct guide_plan *ret_plan)
{
    memset(ret_plan, 0, sizeof *ret_plan);
    switch (event->kind) {
    case GUIDE_SHOWN:
        shown(v, g, event->language, ret_plan);
        break;
    case GUIDE_TOUCHED:
        touched(v, g, event->node, false, ret_plan);
        break;
    case GUIDE_FOCUSED:
        focused(v, g, event->node, ret_plan);
        break;
    case GUIDE_PRESSED:
        touched(v, g, event->node, true, ret_plan);
        break;
    case GUIDE_REPLAY:
        ret_plan->hush = true;
        read_all(v, ret_plan);
        read_around(v, ret_plan);
        g->reading = true;
        (void)was_here(g, guide_page(v, event->language));
        note_screen(v, g, event->language);
        break;
    case GUIDE_CODE:
        ret_plan->hush = true;
        read_codes(v, ret_plan);
        break;
    case GUIDE_SILENT:
        g->reading = false;
        break;
    case GUIDE_RESET:
        memset(g, 0, sizeof *g);
        ret_plan->hush = true;
        break;
    }
}

void guide_message(enum message_id message, struct guide_plan *ret_plan)
{
    memset(ret_plan, 0, sizeof *ret_plan);
    ret_plan->hush = true;
    add_line(ret_plan, &(struct guide_line){.count = 1,
                                            .own = {.kind = SAY_MESSAGE, .message = message},
                                            .language = -1});
}
