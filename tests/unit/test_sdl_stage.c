/* Every sentence of the firmware has a picture, most of them on their own screen, lit. */
#include "ui/stage.h"

#include "app/language/report.h"
#include "tests/unit/screens_world.h"

static struct stage stage;
static struct folder folder;
static struct app real;
static struct settings settings;

static void begin(void)
{
    const struct state state = {.name = "stage", .screen = SCREEN_WELCOME};
    real = *state_make(&state);
    settings_default(&settings);
    real.settings = &settings;
    memset(&folder, 0, sizeof folder);
    (void)snprintf(folder.code, sizeof folder.code, "qaa");
    folder.name = "⁅qaa⁆";
    folder.rest = STATE_DRAFT;
    for (int id = MSG_NONE + 1; id < MSG_COUNT; id++) {
        folder.messages[id].text = message_text("vi", (enum message_id)id);
    }
}

static unsigned sum(const uint8_t *picture)
{
    unsigned s = 2166136261u;
    for (size_t i = 0; picture != NULL && i < (size_t)STAGE_WIDTH * STAGE_HEIGHT * 3; i++) {
        s = (s ^ picture[i]) * 16777619u;
    }
    return s;
}

TEST(every_sentence_can_be_shown)
{
    int found = 0;
    begin();
    for (int id = MSG_NONE + 1; id < MSG_COUNT; id++) {
        const uint8_t *picture =
            stage_show(&stage, &real, &folder, (enum message_id)id, &w.painter);
        if (picture == NULL) {
            printf("# %s\n", message_name((enum message_id)id));
        }
        CHECK(picture != NULL);
        found += stage.found;
    }
    printf("# %d of %d on their own screen\n", found, MSG_COUNT - 1);
    CHECK(found > MSG_COUNT / 4);
}

/* A draft is seen as it is written, and nowhere else. */
TEST(the_picture_has_the_words_that_are_being_written)
{
    begin();
    const unsigned before = sum(stage_show(&stage, &real, &folder, MSG_NEED_TITLE, &w.painter));
    CHECK(stage.found && stage.app.screen == SCREEN_NEED);
    folder.messages[MSG_NEED_TITLE].text = "⁅ƀăč⁆";
    const uint8_t *after = stage_show(&stage, &real, &folder, MSG_NEED_TITLE, &w.painter);
    CHECK(after != NULL && sum(after) != before);
    CHECK(strcmp(message_text("qaa", MSG_NEED_TITLE), "⁅ƀăč⁆") != 0);
    CHECK(language_find("qaa") == NULL);
    CHECK_INT(real.screen, SCREEN_WELCOME);
}

TEST(two_pictures_in_turn_are_two)
{
    begin();
    const uint8_t *one = stage_show(&stage, &real, &folder, MSG_NEED_TITLE, &w.painter);
    const unsigned first = sum(one);
    const uint8_t *two = stage_show(&stage, &real, &folder, MSG_WELCOME_GREETING, &w.painter);
    CHECK(one != two && sum(one) == first && sum(two) != first);
}

int main(void)
{
    world_open();
    RUN(every_sentence_can_be_shown);
    RUN(the_picture_has_the_words_that_are_being_written);
    RUN(two_pictures_in_turn_are_two);
    world_close();
    return check_done();
}
