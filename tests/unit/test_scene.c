#include "ui/scene.h"

#include "tests/check.h"

static struct view v;
static char storage[2048];
static struct buf out;

static void begin(void)
{
    view_begin(&v, "test");
    buf_init(&out, storage, sizeof storage);
}

TEST(a_target_shows_its_place_in_the_order_of_focus)
{
    begin();
    view_add(&v, &(struct view_node){.name = "title",
                                     .role = ROLE_TITLE,
                                     .label = "Mot\nhai",
                                     .parent = -1,
                                     .rect = {1, 2, 3, 4},
                                     .say = {{.kind = SAY_TEXT, .text = "Mot hai"}}});
    view_add(&v, &(struct view_node){.name = "go",
                                     .role = ROLE_BUTTON,
                                     .label = "Di",
                                     .parent = -1,
                                     .state = STATE_CHOSEN,
                                     .intent = {.kind = 1},
                                     .say = {{.kind = SAY_MESSAGE, .message = MSG_YES}}});
    scene_write(&v, "vi", &out);
    CHECK_STR(storage, "screen test\n"
                       "-- title title 1,2 3x4 \"Mot hai\" \"\" \"\" says \"Mot hai\"\n"
                       "01 go button 0,0 0x0 \"Di\" \"\" \"\" [chosen] says \"Có\"\n");
}

TEST(groups_and_nameless_pictures_are_left_out)
{
    begin();
    view_add(&v, &(struct view_node){.name = "answers", .role = ROLE_GROUP, .parent = -1});
    view_add(&v, &(struct view_node){.role = ROLE_IMAGE, .parent = -1});
    scene_write(&v, "vi", &out);
    CHECK_STR(storage, "screen test\n");
}

TEST(a_private_answer_is_marked_and_a_number_is_written)
{
    begin();
    view_add(&v,
             &(struct view_node){.name = "field",
                                 .role = ROLE_FIELD,
                                 .parent = -1,
                                 .value = "12",
                                 .private_ = true,
                                 .say = {{.kind = SAY_NUMBER, .number = 12}, {.kind = SAY_CUE}}});
    scene_write(&v, "vi", &out);
    CHECK(strstr(storage, "\"12\" private says \"12 | (gong)\"") != NULL);
}

int main(void)
{
    RUN(a_target_shows_its_place_in_the_order_of_focus);
    RUN(groups_and_nameless_pictures_are_left_out);
    RUN(a_private_answer_is_marked_and_a_number_is_written);
    return check_done();
}
