/* 18: the kiosk rests; 56: it is being started; 57: it is looked after. Nothing works, so nothing
 * is offered but the way to the counter. */
#include "app/settings.h"
#include "ui/screens/all.h"

/* Why it rests. */
static enum message_id title_of(const struct app *a)
{
    return !a->care.closed                                          ? MSG_RESTING
           : a->care.heat.now == CARE_HOT                           ? MSG_HEAT_TITLE
           : a->care.numb && a->care.power.now != CARE_LOW          ? MSG_PANEL_TITLE
           : a->care.lock.now != 0 && a->care.power.now != CARE_LOW ? MSG_RESTING
                                                                    : MSG_POWER_LOW_TITLE;
}

void screen_out_of_service_build(struct builder *b)
{
    const int counter = b->app->settings != NULL ? b->app->settings->counter : 0;
    const enum message_id lead = counter > 0 ? MSG_GO_TO_COUNTER_N : MSG_GO_TO_COUNTER;
    put_scene(b, title_of(b->app), text_filled(b, lead, text_number(b, counter), NULL),
              say_message(lead), false);
    if (counter > 0) {
        say_more(view_find(b->view, "title"), (struct say){.kind = SAY_NUMBER, .number = counter});
    }
    const int column = put_answers(b, 24);
    const int card = put_group(
        b, column,
        (struct view_node){
            .look = LOOK_CARD, .flow = FLOW_ROW, .gap = 50, .h = 390, .align = ALIGN_CENTER});
    put_space(b, card);
    static const struct {
        int picture, w, h;
    } parts[] = {{PICTURE_PERSON + 1, 200, 200},
                 {PICTURE_ARROW_RIGHT + 1, 170, 110},
                 {PICTURE_COUNTER_STAFF + 1, 300, 240}};
    for (int i = 0; i < 3; i++) {
        put(b, card,
            (struct view_node){.role = ROLE_IMAGE,
                               .look = LOOK_ILLUSTRATION,
                               .picture = parts[i].picture,
                               .w = parts[i].w,
                               .h = parts[i].h});
    }
    put_space(b, card);
    const int lines = put_group(
        b, column, (struct view_node){.look = LOOK_CARD, .pad_x = 44, .pad_y = 34, .gap = 20});
    put_two(
        b, lines, MSG_SENT_FILES_SAFE, MSG_SENT_FILES_SAFE_DETAIL,
        (struct view_node){
            .role = ROLE_TEXT, .look = LOOK_NEED, .icon = ICON_SAVED + 1, .icon_dp = 84, .h = 122});
    put_two(
        b, lines, MSG_STAFF_KNOW, MSG_STAFF_KNOW_DETAIL,
        (struct view_node){
            .role = ROLE_TEXT, .look = LOOK_NEED, .icon = ICON_CLOCK + 1, .icon_dp = 84, .h = 122});
    put_more(b, column, (struct view_node){.h = 128});
    put_tools(b);
}

/* What is being woken, woven step by step. */
static void put_waking(struct builder *b, int column)
{
    const struct app *a = b->app;
    const int card = put_group(
        b, column,
        (struct view_node){.look = LOOK_CARD, .pad_x = 60, .pad_y = 32, .gap = 20, .h = 290});
    put(b, card,
        (struct view_node){.name = "steps",
                           .role = ROLE_PROGRESS,
                           .look = LOOK_METER,
                           .number = a->starting_step,
                           .total = a->starting_steps,
                           .state = STATE_CURRENT,
                           .h = 68});
    put_message(b, card, MSG_STARTING_WHAT,
                (struct view_node){
                    .name = "what", .role = ROLE_STATUS, .look = LOOK_LEAD, .align = ALIGN_CENTER});
    struct view_node step = {.name = "step",
                             .role = ROLE_STATUS,
                             .look = LOOK_BODY_MUTED,
                             .align = ALIGN_CENTER,
                             .fold = FOLD_VOICE};
    step.label = text_filled(b, MSG_STARTING_STEP, text_number(b, a->starting_step + 1),
                             text_number(b, a->starting_steps));
    put(b, card, step);
}

/* Who is in a hurry need not wait. */
static void put_hurry(struct builder *b, int column, struct view_node line)
{
    const int counter = put_group(b, column, line);
    put_counter(b, counter, MSG_STARTING_COUNTER, MSG_STARTING_COUNTER_N,
                MSG_OFFICER_COUNTER_DETAIL,
                (struct view_node){.name = "counter",
                                   .role = ROLE_TEXT,
                                   .look = LOOK_NEED,
                                   .icon_dp = 92,
                                   .total = 1,
                                   .grow = 1});
}

void screen_starting_build(struct builder *b)
{
    put_scene(b, MSG_STARTING, text_of(b, MSG_STARTING_LEAD), say_message(MSG_STARTING_LEAD),
              false);
    const int column = put_answers(b, 22);
    put_waking(b, column);
    const struct view_node line = {
        .look = LOOK_CARD, .flow = FLOW_ROW, .pad_x = 48, .h = 148, .align = ALIGN_CENTER};
    const int safe = put_group(b, column, line);
    b->view->nodes[safe].fold = FOLD_VOICE; /* nothing turns a page yet */
    put_two(b, safe, MSG_STARTING_SAFE, MSG_STARTING_SAFE_DETAIL,
            (struct view_node){.name = "safe",
                               .role = ROLE_TEXT,
                               .look = LOOK_NEED,
                               .icon = ICON_SAVED + 1,
                               .icon_dp = 92,
                               .total = 1,
                               .grow = 1});
    put_hurry(b, column, line);
    put_space(b, column);
    const char *name = b->app->settings != NULL ? b->app->settings->name : "";
    struct view_node kiosk = {.name = "kiosk",
                              .role = ROLE_NOTE,
                              .look = LOOK_MUTED,
                              .align = ALIGN_CENTER,
                              .fold = FOLD_VOICE,
                              .label = text_filled(b, MSG_STARTING_KIOSK, text_place(b), name)};
    say_more(&kiosk, say_message(MSG_STARTING_KIOSK));
    say_more(&kiosk, say_text(text_place(b), false));
    say_more(&kiosk, (struct say){.kind = SAY_LETTERS, .text = name});
    put(b, column, kiosk);
}

/* Nothing of it is said by itself: who touches it hears why (app/steps_hold.c). */
void screen_looked_after_build(struct builder *b)
{
    put_scene(b, MSG_HOLD_TITLE, text_of(b, MSG_HOLD_LEAD), say_message(MSG_HOLD_LEAD), false);
    view_find(b->view, "title")->quiet = true;
    const int column = put_answers(b, 22);
    const int minutes = app_hold_minutes(b->app);
    const struct view_node line = {
        .look = LOOK_CARD, .flow = FLOW_ROW, .pad_x = 48, .h = 148, .align = ALIGN_CENTER};
    put_emblem(b, column, ICON_CLOCK);
    if (minutes > 0) {
        const int card = put_group(b, column, line);
        struct view_node until = {.name = "until",
                                  .role = ROLE_STATUS,
                                  .look = LOOK_LEAD,
                                  .quiet = true,
                                  .grow = 1,
                                  .align = ALIGN_CENTER};
        until.label = text_filled(b, MSG_HOLD_MINUTES, text_number(b, minutes), NULL);
        say_more(&until, say_message(MSG_HOLD_MINUTES));
        say_more(&until, (struct say){.kind = SAY_NUMBER, .number = minutes});
        put(b, card, until);
    }
    put_hurry(b, column, line);
    view_find(b->view, "counter")->quiet = true;
    put_space(b, column);
}
