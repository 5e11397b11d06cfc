/* What is seen is heard: every node with words in the picture is said when the page comes, or when
 * the ring or a finger comes to it, and none of its words are left out: not its second line, not
 * what it holds. All states, all pages of the forms, in the languages that are ready. */
#include "app/guide.h"
#include "tests/unit/screens_world.h"

static bool said[VIEW_NODES_MAX];
static int looked_at, wrong;

static bool says(const struct guide_line *line, const struct view_node *n)
{
    return line->say != NULL ? line->say == n->say
                             : line->own.text != NULL &&
                                   (line->own.text == n->label || line->own.text == n->value);
}

static void note(const struct guide_plan *plan)
{
    for (int i = 0; i < plan->count; i++) {
        for (int node = 0; node < w.view.count; node++) {
            said[node] |= says(&plan->lines[i], &w.view.nodes[node]);
        }
    }
}

static bool has_text(const char *text)
{
    return text != NULL && text[0] != '\0';
}

static bool is_overlaid(const struct view_node *n)
{
    bool overlay = false;
    for (int i = 0; i < w.view.count; i++) {
        overlay |= w.view.nodes[i].zone == ZONE_OVERLAY;
    }
    while (n->parent >= 0) {
        n = &w.view.nodes[n->parent];
    }
    return overlay && n->zone != ZONE_OVERLAY;
}

/* Stands on the page a second time, as it is or within what a node says that is heard. */
static bool is_said_beside(const struct view_node *n)
{
    for (int i = 0; i < w.view.count && n->label != NULL; i++) {
        const struct view_node *other = &w.view.nodes[i];
        if (other != n && said[i] && other->label != NULL &&
            strstr(other->label, n->label) != NULL) {
            return true;
        }
    }
    return false;
}

/* By what is said when a page is asked for, in every way. */
static void ask_everything(int language)
{
    static struct guide_plan plan;
    static struct guide guide;
    static const enum guide_kind ways[] = {GUIDE_REPLAY, GUIDE_CODE};
    memset(&guide, 0, sizeof guide);
    memset(said, 0, sizeof said);
    for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++) {
        guide_step(&w.view, &guide, &(struct guide_event){ways[i], -1, language}, &plan);
        note(&plan);
        if (plan.count == GUIDE_LINES) {
            printf("# %s says more lines than a plan holds\n", w.name);
            wrong++;
        }
    }
    for (int i = 0; i < w.view.count; i++) {
        if (view_is_target(&w.view.nodes[i])) {
            guide_step(&w.view, &guide, &(struct guide_event){GUIDE_FOCUSED, i, language}, &plan);
            note(&plan);
        }
    }
}

/* What it says, when it says its label by itself, is the label only. */
static bool leaves_words_out(const struct view_node *n)
{
    return n->say[0].kind == SAY_END &&
           (has_text(n->sub) || (has_text(n->value) && has_text(n->label)));
}

static void hold(const struct state_look *look)
{
    ask_everything(look->language);
    for (int i = 0; i < w.view.count; i++) {
        const struct view_node *n = &w.view.nodes[i];
        const bool words = has_text(n->label) || has_text(n->sub) || has_text(n->value);
        if (!view_is_shown(n) || !words || is_overlaid(n)) {
            continue;
        }
        looked_at++;
        const bool heard = said[i] || is_said_beside(n);
        if (!heard || leaves_words_out(n)) {
            printf("# %s: %s (%s | %s | %s) is %s\n", w.name, n->name, n->label, n->sub, n->value,
                   heard ? "said without its other words" : "never said");
        }
        wrong += !heard || leaves_words_out(n);
    }
}

TEST(what_is_seen_is_heard)
{
    int languages[LANGUAGES_MAX];
    const int count = world_languages(languages);
    for (int i = 0; i < count; i++) {
        const struct state_look look = {1080, 1920, 100, 0, languages[i]};
        world_states(&look, hold);
        world_forms(&look, hold);
    }
    CHECK(looked_at > 1000);
    CHECK_INT(wrong, 0);
}

int main(void)
{
    world_open();
    RUN(what_is_seen_is_heard);
    world_close();
    return check_done();
}
