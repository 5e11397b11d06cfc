#include "ui/learning.h"

#include <string.h>

#include "app/form/procedure.h"
#include "app/guide.h"
#include "tests/unit/app_world.h"

static struct learning learning;
static struct counts counts;
static struct view view;

static void show(const char *screen, enum message_id title)
{
    struct view_node node = {
        .name = "title", .role = ROLE_TITLE, .zone = ZONE_ROOF, .parent = -1, .label = screen};
    view_begin(&view, screen);
    if (title != MSG_NONE) {
        node.say[0] = (struct say){.kind = SAY_MESSAGE, .message = title};
    }
    (void)view_add(&view, &node);
}

static void begin(void)
{
    app_begin((struct app_world){0});
    counts_begin(&counts, "2026-11-26");
    learning = (struct learning){.counts = &counts};
}

static uint32_t times(enum count_kind kind, const char *language, const char *sentence)
{
    for (int i = 0; i < counts.count; i++) {
        if (strcmp(counts.rows[i].language, language) == 0 &&
            strcmp(counts.rows[i].sentence, sentence) == 0) {
            return counts.rows[i].times[kind];
        }
    }
    return 0;
}

TEST(what_happens_is_counted_for_the_pages_question)
{
    begin();
    show("need", MSG_NEED_TITLE);
    learning_shown(&learning, &app, &view);
    learning_add(&learning, COUNT_REPLAY);
    learning_add(&learning, COUNT_REPLAY);
    show("list", MSG_NONE);
    learning_shown(&learning, &app, &view);
    learning_add(&learning, COUNT_LEFT);
    CHECK_INT(times(COUNT_REPLAY, "vi", "MSG_NEED_TITLE"), 2);
    CHECK_INT(times(COUNT_LEFT, "vi", "list"), 1);
    CHECK_INT(counts.count, 2);
}

TEST(words_in_vietnamese_count_once_a_page)
{
    begin();
    app.language = 1; /* jra, of the usual settings */
    show("need", MSG_NEED_TITLE);
    view.lacking[view.lacking_count++] = MSG_NEED_TITLE;
    view.lacking[view.lacking_count++] = MSG_YES;
    learning_shown(&learning, &app, &view);
    learning_shown(&learning, &app, &view);
    CHECK_INT(times(COUNT_TEXT, "jra", "MSG_NEED_TITLE"), 1);
    CHECK_INT(times(COUNT_TEXT, "jra", "MSG_YES"), 1);
    show("list", MSG_NONE);
    learning_shown(&learning, &app, &view);
    show("need", MSG_NEED_TITLE);
    view.lacking[view.lacking_count++] = MSG_NEED_TITLE;
    learning_shown(&learning, &app, &view);
    CHECK_INT(times(COUNT_TEXT, "jra", "MSG_NEED_TITLE"), 2);
}

static void hear(enum message_id message, uint32_t tag, bool fallback)
{
    learning_heard(
        &learning,
        &(struct heard){
            .what = {.kind = SPOKEN_CLIP, .message = message, .tag = tag, .fallback = fallback}});
}

TEST(a_sentence_of_many_pieces_is_heard_once)
{
    begin();
    app.language = 1;
    show("need", MSG_NEED_TITLE);
    learning_shown(&learning, &app, &view);
    hear(MSG_QUESTIONS, 7, true);
    hear(MSG_QUESTIONS, 7, true);
    hear(MSG_QUESTIONS, 8, true);
    hear(MSG_YES, 9, false);
    hear(MSG_NONE, 9, true); /* a text of the page */
    CHECK_INT(times(COUNT_SOUND, "jra", "MSG_QUESTIONS"), 2);
    CHECK_INT(times(COUNT_SOUND, "jra", "MSG_NEED_TITLE"), 1);
    CHECK_INT(counts.count, 2);
}

TEST(without_a_table_nothing_is_counted)
{
    begin();
    learning.counts = NULL;
    show("need", MSG_NEED_TITLE);
    learning_shown(&learning, &app, &view);
    hear(MSG_YES, 1, true);
    learning_add(&learning, COUNT_HELP);
    CHECK_INT(counts.count, 0);
}

int main(void)
{
    RUN(what_happens_is_counted_for_the_pages_question);
    RUN(words_in_vietnamese_count_once_a_page);
    RUN(a_sentence_of_many_pieces_is_heard_once);
    RUN(without_a_table_nothing_is_counted);
    return check_done();
}
