#include "app/guide.h"

#include "app/app.h"
#include "app/sound/voices.h"
#include "platform/base/buf.h"
#include "platform/sim/audio_capture.h"
#include "tests/check.h"

static struct view view;
static struct guide guide;
static struct guide_plan plan;
static char line[1024];

/* "!" hush, "(n)" cue, then each line's text or message. */
static const char *planned(void)
{
    struct buf b;
    buf_init(&b, line, sizeof line);
    buf_puts(&b, plan.hush ? "!" : "");
    if (plan.has_cue) {
        buf_printf(&b, "(%d)", (int)plan.cue);
    }
    for (int i = 0; i < plan.count; i++) {
        const struct guide_line *l = &plan.lines[i];
        const struct say *say = l->say != NULL ? l->say : &l->own;
        buf_printf(&b, "%s%s%s", i > 0 ? "|" : "", l->private_ ? "*" : "",
                   say->kind == SAY_MESSAGE ? message_name(say->message) : say->text);
    }
    return line;
}

static const char *step(enum guide_kind kind, int node)
{
    guide_step(&view, &guide, &(struct guide_event){kind, node, 0}, &plan);
    return planned();
}

static int add(struct view_node node)
{
    node.parent = node.parent == 0 ? -1 : node.parent - 1;
    return view_add(&view, &node);
}

static struct {
    int brand, title, yes, no, closed, key, back, go, replay;
} at;

static void question(const char *title)
{
    view_begin(&view, "question-one");
    at.brand = add((struct view_node){
        .name = "brand", .role = ROLE_TEXT, .zone = ZONE_ROOF, .label = "Hành chính công"});
    at.title = add(
        (struct view_node){.name = "title", .role = ROLE_TITLE, .zone = ZONE_ROOF, .label = title});
    add((struct view_node){.name = "hint", .role = ROLE_HINT, .zone = ZONE_ROOF, .label = "Chạm."});
    const int group =
        add((struct view_node){.name = "choices", .role = ROLE_GROUP, .zone = ZONE_ANSWERS});
    at.yes = add((struct view_node){.name = "yes",
                                    .role = ROLE_CHOICE,
                                    .parent = group + 1,
                                    .label = "Có",
                                    .intent = {INTENT_CHOOSE, 0, NULL}});
    at.no = add((struct view_node){.name = "no",
                                   .role = ROLE_CHOICE,
                                   .parent = group + 1,
                                   .label = "Không",
                                   .say = {{.kind = SAY_MESSAGE, .message = MSG_NO}},
                                   .intent = {INTENT_CHOOSE, 1, NULL}});
    at.closed = add((struct view_node){.name = "closed",
                                       .role = ROLE_BUTTON,
                                       .parent = group + 1,
                                       .label = "Máy in",
                                       .say = {{.kind = SAY_TEXT, .text = "Chưa có"}},
                                       .state = STATE_DISABLED});
    at.key = add((struct view_node){.name = "key.a",
                                    .role = ROLE_KEY,
                                    .zone = ZONE_ANSWERS,
                                    .label = "a",
                                    .intent = {INTENT_KEY, 0, NULL}});
    at.back = add((struct view_node){.name = "back",
                                     .role = ROLE_BUTTON,
                                     .zone = ZONE_ACTIONS,
                                     .label = "Quay lại",
                                     .intent = {INTENT_BACK, 0, NULL}});
    at.go = add((struct view_node){.name = "go",
                                   .role = ROLE_BUTTON,
                                   .look = LOOK_MAIN,
                                   .zone = ZONE_ACTIONS,
                                   .label = "Tiếp theo",
                                   .intent = {INTENT_NEXT, 0, NULL}});
    at.replay = add((struct view_node){.name = "tool.replay",
                                       .role = ROLE_BUTTON,
                                       .zone = ZONE_TOOLS,
                                       .label = "Nghe lại",
                                       .intent = {INTENT_REPLAY, 0, NULL}});
}

static void begin(void)
{
    memset(&guide, 0, sizeof guide);
    question("Bé là con thứ mấy?");
}

/* When she asks once more, what stands around the page comes after it. */
#define ASKED "!Bé là con thứ mấy?|Chạm.|Có|MSG_NO|Chưa có|Tiếp theo|Hành chính công"

TEST(a_new_screen_is_read_title_hint_answers_main_act)
{
    begin();
    CHECK_STR(step(GUIDE_SHOWN, -1), "!Bé là con thứ mấy?|Chạm.|Có|MSG_NO|Chưa có|Tiếp theo");
    CHECK_STR(step(GUIDE_SHOWN, -1), "");
    CHECK_STR(step(GUIDE_SILENT, -1), "");
    CHECK_STR(step(GUIDE_SHOWN, -1), "");
}

TEST(an_opening_is_said_instead)
{
    begin();
    view.opening[0] = (struct say){.kind = SAY_MESSAGE, .message = MSG_YES};
    CHECK_STR(step(GUIDE_SHOWN, -1), "!MSG_YES");
    CHECK_INT(guide_light(&view, &(struct spoken){.tag = plan.lines[0].tag}), at.title);
}

TEST(the_ring_says_its_target_and_whether_it_is_chosen)
{
    begin();
    (void)step(GUIDE_SHOWN, -1);
    CHECK_STR(step(GUIDE_FOCUSED, at.yes), "!Có");
    view.nodes[at.yes].state |= STATE_CHOSEN;
    CHECK_STR(step(GUIDE_FOCUSED, at.yes), "!Có|MSG_STATE_CHOSEN");
    CHECK_STR(step(GUIDE_FOCUSED, at.closed), "!Chưa có");
}

TEST(the_ring_on_the_gong_says_the_question_and_what_is_typed)
{
    begin();
    const int gong = add((struct view_node){.name = "gong", .look = LOOK_GONG, .zone = ZONE_ROOF});
    add((struct view_node){
        .name = "field", .role = ROLE_FIELD, .zone = ZONE_ANSWERS, .value = "Ksor"});
    CHECK_STR(step(GUIDE_FOCUSED, gong), "!Bé là con thứ mấy?|Chạm.|Ksor");
}

TEST(pressed_by_a_key_says_what_it_typed)
{
    begin();
    (void)step(GUIDE_SHOWN, -1);
    const int key = add((struct view_node){.name = "key-m",
                                           .role = ROLE_KEY,
                                           .zone = ZONE_ANSWERS,
                                           .writes = true,
                                           .say = {{.kind = SAY_TEXT, .text = "mờ"}},
                                           .intent = {INTENT_KEY, 0, NULL}});
    CHECK_STR(step(GUIDE_TOUCHED, key), "!(0)mờ");
    CHECK_STR(step(GUIDE_PRESSED, key), "!(0)MSG_KEY_TYPED|mờ");
    const int erase = add((struct view_node){.name = "key-backspace",
                                             .role = ROLE_KEY,
                                             .zone = ZONE_ANSWERS,
                                             .say = {{.kind = SAY_TEXT, .text = "Xóa"}},
                                             .intent = {INTENT_KEY, 1, NULL}});
    CHECK_STR(step(GUIDE_PRESSED, erase), "!(0)Xóa");
    CHECK_STR(step(GUIDE_PRESSED, at.yes), "!(1)Có");
    CHECK_STR(step(GUIDE_PRESSED, at.closed), "!(2)Chưa có");
}

TEST(the_ring_does_not_cut_a_closing_sentence)
{
    begin();
    view.uncut = true;
    (void)step(GUIDE_SHOWN, -1);
    CHECK_STR(step(GUIDE_FOCUSED, at.go), "Tiếp theo");
    (void)step(GUIDE_SILENT, -1);
    CHECK_STR(step(GUIDE_FOCUSED, at.go), "!Tiếp theo");
}

TEST(going_back_says_the_question_and_what_is_answered)
{
    begin();
    (void)step(GUIDE_SHOWN, -1);
    question("Bé sinh ra ở đâu?");
    CHECK_STR(step(GUIDE_SHOWN, -1), "!Bé sinh ra ở đâu?|Chạm.|Có|MSG_NO|Chưa có|Tiếp theo");
    question("Bé là con thứ mấy?");
    view.nodes[at.no].state |= STATE_CHOSEN;
    CHECK_STR(step(GUIDE_SHOWN, -1), "!Bé là con thứ mấy?|MSG_NO");
    CHECK_STR(step(GUIDE_REPLAY, -1), ASKED);
    (void)step(GUIDE_RESET, -1);
    CHECK_STR(step(GUIDE_SHOWN, -1), "!Bé là con thứ mấy?|Chạm.|Có|MSG_NO|Chưa có|Tiếp theo");
}

TEST(a_touch_cuts_and_tells_what_it_did)
{
    begin();
    (void)step(GUIDE_SHOWN, -1);
    (void)step(GUIDE_TOUCHED, -1);
    CHECK(plan.pause && plan.count == 0);
    (void)step(GUIDE_TOUCHED, -1);
    CHECK(plan.pause); /* and it goes on */
    CHECK_STR(step(GUIDE_TOUCHED, at.yes), "!(1)Có");
    CHECK(!plan.pause);
    CHECK_STR(step(GUIDE_TOUCHED, -1), "!"); /* nothing is being read */
    CHECK(!plan.pause);
    CHECK_STR(step(GUIDE_TOUCHED, at.closed), "!(2)Chưa có");
    CHECK_STR(step(GUIDE_TOUCHED, at.go), "!(0)");
    CHECK_STR(step(GUIDE_TOUCHED, at.key), "!(0)");
    view.nodes[at.key].say[0] = (struct say){.kind = SAY_LETTERS, .text = "a"};
    view.nodes[at.key].writes = true;
    CHECK_STR(step(GUIDE_TOUCHED, at.key), "!(0)a");
    CHECK(plan.lines[0].tap_only);
    (void)step(GUIDE_PRESSED, at.key);
    CHECK(plan.count == 2 && !plan.lines[1].tap_only);
    (void)step(GUIDE_FOCUSED, at.key);
    CHECK(!plan.lines[0].tap_only);
}

TEST(an_empty_field_is_passed_over_without_a_pause)
{
    begin();
    const int field =
        add((struct view_node){.name = "field", .role = ROLE_FIELD, .zone = ZONE_ANSWERS});
    view.nodes[field].say[0] = (struct say){.kind = SAY_NAME, .text = ""};
    (void)step(GUIDE_FOCUSED, field);
    CHECK_INT(plan.count, 0);
    view.nodes[field].say[0].text = "Lan";
    (void)step(GUIDE_FOCUSED, field);
    CHECK_INT(plan.count, 1);
}

TEST(focus_says_the_target)
{
    begin();
    CHECK_STR(step(GUIDE_FOCUSED, at.go), "!Tiếp theo");
    CHECK_STR(step(GUIDE_FOCUSED, at.replay), "!Nghe lại");
    CHECK_STR(step(GUIDE_FOCUSED, -1), "!");
    CHECK_STR(step(GUIDE_FOCUSED, 9999), "!");
}

TEST(an_error_is_said_when_it_appears_and_when_she_tries_again)
{
    begin();
    (void)step(GUIDE_SHOWN, -1);
    add((struct view_node){.name = "problem",
                           .role = ROLE_NOTE,
                           .zone = ZONE_ANSWERS,
                           .label = "Cần trả lời.",
                           .state = STATE_ERROR});
    CHECK_STR(step(GUIDE_SHOWN, -1), "!(2)Cần trả lời.");
    CHECK_STR(step(GUIDE_SHOWN, -1), "");
    CHECK_STR(step(GUIDE_TOUCHED, at.key), "!(0)");
    CHECK_STR(step(GUIDE_SHOWN, -1), "");
    CHECK_STR(step(GUIDE_TOUCHED, at.go), "!(0)");
    CHECK_STR(step(GUIDE_SHOWN, -1), "!(2)Cần trả lời.");
}

TEST(a_refusal_is_read_whole_when_it_comes_again)
{
    static const char whole[] = "!Bé là con thứ mấy?|Chạm.|Có|MSG_NO|Chưa có|Tiếp theo";
    begin();
    const char *page = view.screen;
    for (int again = 0; again < 2; again++) {
        view.whole = again == 0;
        CHECK_STR(step(GUIDE_SHOWN, -1), again == 0 ? whole : "!Bé là con thứ mấy?");
        view.screen = "another";
        (void)step(GUIDE_SHOWN, -1);
        view.screen = page;
        view.whole = true;
        CHECK_STR(step(GUIDE_SHOWN, -1), whole);
        view.screen = "another";
        (void)step(GUIDE_SHOWN, -1);
        view.screen = page;
    }
}

TEST(a_turned_page_says_its_answers_only)
{
    begin();
    view.pages = 2;
    view.nodes[at.no].page = 1;
    CHECK_STR(step(GUIDE_SHOWN, -1), "!Bé là con thứ mấy?|Chạm.|Có|Chưa có|Tiếp theo");
    view.page = 1;
    CHECK_STR(step(GUIDE_SHOWN, -1), "!MSG_NO");
}

TEST(under_a_dialog_only_the_dialog_is_read)
{
    begin();
    (void)step(GUIDE_SHOWN, -1);
    const int dialog =
        add((struct view_node){.name = "idle", .role = ROLE_GROUP, .zone = ZONE_OVERLAY});
    add((struct view_node){
        .name = "idle.title", .role = ROLE_TITLE, .parent = dialog + 1, .label = "Còn đó không?"});
    add((struct view_node){.name = "stay",
                           .role = ROLE_BUTTON,
                           .parent = dialog + 1,
                           .label = "Tôi còn ở đây",
                           .intent = {INTENT_STAY, 0, NULL}});
    CHECK_STR(step(GUIDE_SHOWN, -1), "!Còn đó không?|Tôi còn ở đây");
    question("Bé là con thứ mấy?");
    CHECK_STR(step(GUIDE_SHOWN, -1), "!Bé là con thứ mấy?");
}

TEST(what_was_read_again_is_not_read_once_more_when_it_is_built_anew)
{
    begin();
    CHECK_STR(step(GUIDE_REPLAY, -1), ASKED);
    CHECK_STR(step(GUIDE_SHOWN, -1), "");
}

TEST(a_changed_state_is_said_after_what_sounds)
{
    begin();
    const int slip = add((struct view_node){
        .name = "slip", .role = ROLE_STATUS, .zone = ZONE_ANSWERS, .label = "Đang in"});
    (void)step(GUIDE_SHOWN, -1);
    CHECK_STR(step(GUIDE_SHOWN, -1), "");
    view.nodes[slip].label = "In xong";
    CHECK_STR(step(GUIDE_SHOWN, -1), "In xong");
    CHECK_STR(step(GUIDE_SHOWN, -1), "");
    add((struct view_node){
        .name = "date", .role = ROLE_STATUS, .zone = ZONE_ANSWERS, .label = "Thứ Hai"});
    CHECK_STR(step(GUIDE_SHOWN, -1), "Thứ Hai");
    view.nodes[slip].quiet = true;
    view.nodes[slip].label = "Đang in";
    CHECK_STR(step(GUIDE_SHOWN, -1), "");
}

TEST(without_a_main_act_every_act_is_read)
{
    begin();
    view.nodes[at.go].look = LOOK_BUTTON;
    CHECK_STR(step(GUIDE_SHOWN, -1),
              "!Bé là con thứ mấy?|Chạm.|Có|MSG_NO|Chưa có|Quay lại|Tiếp theo");
}

TEST(a_closing_sentence_is_not_cut_by_a_touch)
{
    begin();
    view.uncut = true;
    (void)step(GUIDE_SHOWN, -1);
    CHECK_STR(step(GUIDE_TOUCHED, -1), "");
    CHECK_STR(step(GUIDE_TOUCHED, at.go), "");
    (void)step(GUIDE_SILENT, -1);
    CHECK_STR(step(GUIDE_TOUCHED, at.go), "!(0)");
}

TEST(private_nodes_are_private_whole_unless_they_say_which_part_is)
{
    begin();
    view.nodes[at.yes].private_ = true;
    view.nodes[at.no].private_ = true;
    view.nodes[at.no].say[1] = (struct say){.kind = SAY_TEXT, .text = "x", .private_ = true};
    CHECK_STR(step(GUIDE_SHOWN, -1), "!Bé là con thứ mấy?|Chạm.|*Có|MSG_NO|Chưa có|Tiếp theo");
    view.nodes[at.yes].aloud = true;
    CHECK_STR(step(GUIDE_REPLAY, -1), ASKED);
}

TEST(greetings_are_heard_in_their_own_languages_and_again_for_whoever_comes)
{
    memset(&guide, 0, sizeof guide);
    view_begin(&view, "welcome");
    for (int i = 0; i < 3; i++) {
        static const char *const names[] = {"lang.vi", "lang.jra", "lang.en"};
        add((struct view_node){.name = names[i],
                               .role = ROLE_BUTTON,
                               .look = LOOK_LANGUAGE,
                               .zone = ZONE_ANSWERS,
                               .label = names[i],
                               .intent = {i == 1 ? INTENT_NOTICE : INTENT_LANGUAGE, i, NULL}});
    }
    CHECK_STR(step(GUIDE_SHOWN, -1), "!lang.vi|lang.jra|lang.en");
    CHECK_INT(plan.lines[0].language, 0);
    CHECK_INT(plan.lines[1].language, -1);
    CHECK_INT(plan.lines[2].language, 2);
    CHECK_STR(step(GUIDE_TOUCHED, -1), "!");
    CHECK_STR(step(GUIDE_TOUCHED, -1), "!lang.vi|lang.jra|lang.en");
}

TEST(codes_are_said_alone)
{
    begin();
    add((struct view_node){.name = "code",
                           .role = ROLE_CODE,
                           .zone = ZONE_ANSWERS,
                           .say = {{.kind = SAY_DIGITS, .text = "1234 5678"}}});
    CHECK_STR(step(GUIDE_CODE, -1), "!1234 5678");
}

TEST(the_node_that_sounds_is_lit_and_marked_when_it_fell_back)
{
    begin();
    (void)step(GUIDE_SHOWN, -1);
    const struct spoken now = {.tag = plan.lines[2].tag, .fallback = true};
    CHECK_INT(guide_light(&view, &now), at.yes);
    CHECK_INT(view.nodes[at.yes].state, STATE_SPOKEN | STATE_FALLBACK);
    CHECK_INT(guide_light(&view, NULL), -1);
    CHECK_INT(view.nodes[at.yes].state, 0);
}

TEST(a_message_is_said_at_once)
{
    guide_message(MSG_NO, &plan);
    CHECK_STR(planned(), "!MSG_NO");
}

TEST(a_plan_is_played_with_its_nodes_and_private_answers_kept)
{
    static const char *const languages[] = {"vi"};
    static struct voices voices;
    static struct audio_capture audio;
    static struct player player;
    static struct speech scratch;
    struct file_bytes files[SPEECH_LANGUAGES];
    struct assets assets;
    struct tempo tempo;
    CHECK(!failed(assets_open(&assets, files_linux(), NULL)) &&
          !failed(voices_open(&voices, &assets, languages, 1, files)));
    CHECK(!failed(audio_capture_open(&audio, NULL)) && !failed(tempo_open(&tempo)));
    player_init(&player, &audio.port, &tempo, NULL, NULL);
    struct guide_speaker by = {.voices = &voices,
                               .languages = languages,
                               .language_count = 1,
                               .scratch = &scratch,
                               .player = &player};
    begin();
    view.nodes[at.yes].private_ = true;
    (void)step(GUIDE_TOUCHED, at.yes);
    CHECK(guide_play(&plan, &by, 0));
    CHECK_INT(player.count, 2);
    CHECK_INT(player.items[0].what.kind, SPOKEN_CUE);
    CHECK_INT(player.items[1].what.message, MSG_PRIVATE_ANSWER);
    player_step(&player, 0);
    CHECK(player_speaking(&player));
    CHECK_INT(guide_light(&view, &player.items[1].what), at.yes);
    by.private_aloud = true;
    (void)step(GUIDE_TOUCHED, at.yes);
    CHECK(guide_play(&plan, &by, 0));
    CHECK_STR(player.items[player.count - 1].what.clip.text, "Có");
    for (size_t i = 0; i < sizeof scratch; i++) {
        CHECK(((const uint8_t *)&scratch)[i] == 0);
    }
    tempo_close(&tempo);
}

int main(void)
{
    RUN(a_new_screen_is_read_title_hint_answers_main_act);
    RUN(an_opening_is_said_instead);
    RUN(the_ring_says_its_target_and_whether_it_is_chosen);
    RUN(the_ring_on_the_gong_says_the_question_and_what_is_typed);
    RUN(pressed_by_a_key_says_what_it_typed);
    RUN(the_ring_does_not_cut_a_closing_sentence);
    RUN(going_back_says_the_question_and_what_is_answered);
    RUN(a_touch_cuts_and_tells_what_it_did);
    RUN(an_empty_field_is_passed_over_without_a_pause);
    RUN(focus_says_the_target);
    RUN(an_error_is_said_when_it_appears_and_when_she_tries_again);
    RUN(a_refusal_is_read_whole_when_it_comes_again);
    RUN(a_turned_page_says_its_answers_only);
    RUN(under_a_dialog_only_the_dialog_is_read);
    RUN(what_was_read_again_is_not_read_once_more_when_it_is_built_anew);
    RUN(a_changed_state_is_said_after_what_sounds);
    RUN(without_a_main_act_every_act_is_read);
    RUN(a_closing_sentence_is_not_cut_by_a_touch);
    RUN(private_nodes_are_private_whole_unless_they_say_which_part_is);
    RUN(greetings_are_heard_in_their_own_languages_and_again_for_whoever_comes);
    RUN(codes_are_said_alone);
    RUN(the_node_that_sounds_is_lit_and_marked_when_it_fell_back);
    RUN(a_message_is_said_at_once);
    RUN(a_plan_is_played_with_its_nodes_and_private_answers_kept);
    return check_done();
}
