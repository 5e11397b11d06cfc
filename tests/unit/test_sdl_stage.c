#define _GNU_SOURCE
/* Every sentence of the firmware has a picture, most of them on their own screen, lit. */
#include "ui/stage.h"

#include "app/form/procedure.h"
#include "app/language/content.h"
#include "app/language/report.h"
#include "app/route.h"
#include "app/studio/cover.h"
#include "platform/port_files.h"
#include "tests/tools/state_rows.h"
#include "tests/unit/screens_world.h"

static struct stage stage;
static struct folder folder;
static struct app real;
static struct settings settings;

static const char *form_code;
static struct routes routes;
static struct places places;

static struct err read_media(void *context, const char *name, const char **ret_bytes,
                             size_t *ret_size)
{
    struct file_bytes file;
    char path[256];
    (void)context;
    (void)snprintf(path, sizeof path, "assets/forms/%s/%s", form_code, name);
    const struct err e = files_linux()->ops->map(path, &file);
    *ret_bytes = file.bytes; /* stays mapped: a test */
    *ret_size = file.size;
    return e;
}

static struct err read_form(void *context, const struct procedure *procedure, const char **ret_xml,
                            size_t *ret_size, struct form_media *ret_media)
{
    form_code = procedure->code;
    *ret_media = (struct form_media){context, read_media};
    return read_media(context, procedure->form, ret_xml, ret_size);
}

static void load_lists(struct app *a)
{
    (void)a;
    state_tile("");
}

static void load_routes(void)
{
    static uint8_t storage[256 << 10] __attribute__((aligned(16)));
    struct arena arena;
    struct assets assets;
    struct route_problem problem;
    arena_init(&arena, storage, sizeof storage);
    CHECK(!failed(assets_open(&assets, files_linux(), "assets")));
    CHECK(!failed(routes_load(&arena, &assets, &routes, &problem)));
}

static void begin(void)
{
    if (routes.count == 0) {
        load_routes();
    }
    const struct state state = {.name = "stage", .screen = SCREEN_WELCOME, .fill = load_lists};
    real = *state_make(&state);
    real.world.form = read_form;
    real.routes = &routes;
    struct file_bytes file;
    CHECK(!failed(files_linux()->ops->map("assets/languages/screens.tsv", &file)));
    CHECK(!failed(places_read(file.bytes, file.size, &places)));
    files_linux()->ops->unmap(&file);
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

/* Of the texts of forms one in twenty: a form is loaded for each. */
TEST(every_sentence_can_be_shown)
{
    int found = 0, own = 0;
    begin();
    for (int id = MSG_NONE + 1; id < MSG_COUNT; id++) {
        const bool of_forms = content_is((enum message_id)id);
        if (of_forms && id % 20 != 0) {
            continue;
        }
        const uint8_t *picture = stage_show(&stage, &real, &folder, (enum message_id)id,
                                            cover_place(&places, (enum message_id)id), &w.painter);
        if (picture == NULL) {
            printf("# %s\n", message_name((enum message_id)id));
        }
        CHECK(picture != NULL);
        own += !of_forms;
        found += stage.found && !of_forms;
    }
    printf("# %d of %d on their own screen\n", found, own);
    CHECK(found > own / 3);
}

/* A draft is seen as it is written, and nowhere else. */
TEST(the_picture_has_the_words_that_are_being_written)
{
    begin();
    const unsigned before = sum(stage_show(&stage, &real, &folder, MSG_NEED_TITLE, "", &w.painter));
    CHECK(stage.found && stage.app.screen == SCREEN_NEED);
    folder.messages[MSG_NEED_TITLE].text = "⁅ƀăč⁆";
    const uint8_t *after = stage_show(&stage, &real, &folder, MSG_NEED_TITLE, "", &w.painter);
    CHECK(after != NULL && sum(after) != before);
    CHECK(strcmp(message_text("qaa", MSG_NEED_TITLE), "⁅ƀăč⁆") != 0);
    CHECK(language_find("qaa") == NULL);
    CHECK_INT(real.screen, SCREEN_WELCOME);
}

/* A text of a form is seen on its page: question, hint, answer, or the procedure's own title. */
TEST(a_text_of_a_form_has_its_page)
{
    begin();
    int found = 0, all = 0;
    for (int id = MSG_NONE + 1; id < MSG_COUNT; id++) {
        struct file_bytes table;
        char line[64];
        CHECK(!failed(files_linux()->ops->map("assets/languages/content.tsv", &table)));
        (void)snprintf(line, sizeof line, "%s\t1.001193\n", message_name((enum message_id)id));
        const bool ours = memmem(table.bytes, table.size, line, strlen(line)) != NULL;
        files_linux()->ops->unmap(&table);
        if (ours) {
            CHECK(stage_show(&stage, &real, &folder, (enum message_id)id, "1.001193", &w.painter) !=
                  NULL);
            found += stage.found;
            all++;
        }
    }
    printf("# %d of %d texts of the birth of a child on their own page\n", found, all);
    CHECK(all > 100 && found > all / 2); /* not short names, not what is wrong with an answer */
    const enum message_id asked = content_find("Bé sinh ra ở đâu?");
    CHECK(asked != MSG_NONE);
    CHECK(stage_show(&stage, &real, &folder, asked, "1.001193", &w.painter) != NULL);
    CHECK(stage.found && stage.app.screen == SCREEN_QUESTION);
    CHECK(real.visit == NULL || real.visit->form != stage.app.visit->form);
}

/* So is every text of a route, on the question it belongs to. */
TEST(a_text_of_a_route_has_its_question)
{
    begin();
    int all = 0;
    for (int id = MSG_NONE + 1; id < MSG_COUNT; id++) {
        const char *where = cover_place(&places, (enum message_id)id);
        if (content_is((enum message_id)id) && strcmp(where, "route") == 0) {
            CHECK(stage_show(&stage, &real, &folder, (enum message_id)id, where, &w.painter) !=
                  NULL);
            if (stage.app.screen != SCREEN_SUMMARY) { /* a procedure's title is one, too */
                CHECK(stage.found && stage.app.screen == SCREEN_ROUTE);
            }
            all++;
        }
    }
    CHECK(all > 40);
}

TEST(two_pictures_in_turn_are_two)
{
    begin();
    const uint8_t *one = stage_show(&stage, &real, &folder, MSG_NEED_TITLE, "", &w.painter);
    const unsigned first = sum(one);
    const uint8_t *two = stage_show(&stage, &real, &folder, MSG_WELCOME_GREETING, "", &w.painter);
    CHECK(one != two && sum(one) == first && sum(two) != first);
}

int main(void)
{
    world_open();
    RUN(every_sentence_can_be_shown);
    RUN(the_picture_has_the_words_that_are_being_written);
    RUN(a_text_of_a_form_has_its_page);
    RUN(a_text_of_a_route_has_its_question);
    RUN(two_pictures_in_turn_are_two);
    world_close();
    return check_done();
}
