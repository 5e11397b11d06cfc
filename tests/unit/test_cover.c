/* How far the voice is on each screen: counted by sentences, not by parts; every screen has a name.
 */
#include "app/studio/cover.h"

#include <ctype.h>

#include "app/sound/installed.h"
#include "platform/port_files.h"
#include "tests/check.h"

static struct folder folder;
static struct prompts prompts;
static struct prompt_order order;
static struct places places;
static struct cover cover;
static enum shelf_state states[PROMPTS_MAX];
static struct arena arena;
static uint8_t storage[4096];

/* "ab" and "ab {0} bo" on one screen, "bo" on another, and one that nobody wrote. */
static void begin(void)
{
    static const char table[] = "MSG_YES\tneed\nMSG_NO\tneed dialog\nMSG_BACK\tdialog\n"
                                "MSG_NEXT\t1.001193 studio-work\nMSG_STUDIO_HEAR\tstudio\n";
    arena_init(&arena, storage, sizeof storage);
    order_make(NULL, &order);
    memset(&folder, 0, sizeof folder);
    memset(states, 0, sizeof states);
    (void)snprintf(folder.code, sizeof folder.code, "qaa");
    folder.rest = STATE_SYNTHETIC;
    folder.messages[MSG_YES].text = "ab";
    folder.messages[MSG_NO].text = "ab {0} bo";
    folder.messages[MSG_BACK].text = "bo";
    folder.messages[MSG_STUDIO_HEAR].text = "{0}";
    CHECK(!failed(places_read(table, sizeof table - 1, &places)));
    CHECK(!failed(prompts_of(&arena, &folder, &order, &prompts)));
    CHECK_INT(prompts.count, 2);
}

static const struct cover_row *row(enum message_id label, const char *place)
{
    static const struct cover_row none = {.total = -1};
    for (int i = 0; i < cover.count; i++) {
        if (cover.rows[i].label == label && strcmp(cover.rows[i].place, place) == 0) {
            return &cover.rows[i];
        }
    }
    return &none;
}

static void check_row(enum message_id label, const char *place, int recorded, int total)
{
    CHECK_INT(row(label, place)->recorded, recorded);
    CHECK_INT(row(label, place)->total, total);
}

static void record(const char *text, enum shelf_state state)
{
    const int i = prompts_find(&prompts, clip_id("qaa", text, strlen(text)));
    CHECK(i >= 0);
    states[i] = state;
}

TEST(a_sentence_counts_when_all_its_parts_are_recorded)
{
    begin();
    cover_make(&folder, &prompts, states, &places, &cover);
    check_row(MSG_NEED_TITLE, "", 0, 2);
    record("ab", SHELF_KEPT);
    cover_make(&folder, &prompts, states, &places, &cover);
    check_row(MSG_NEED_TITLE, "", 1, 2);
    check_row(MSG_STUDIO_PLACE_DIALOG, "", 0, 2);
    record("bo", SHELF_TAKEN); /* not approved */
    cover_make(&folder, &prompts, states, &places, &cover);
    check_row(MSG_STUDIO_PLACE_DIALOG, "", 0, 2);
    record("bo", SHELF_CAME);
    cover_make(&folder, &prompts, states, &places, &cover);
    check_row(MSG_NEED_TITLE, "", 2, 2);
    check_row(MSG_STUDIO_PLACE_DIALOG, "", 2, 2);
}

/* What has no words yet is missing, what says only a name lacks nothing; rows of one label are one.
 */
TEST(what_is_not_written_is_missing)
{
    begin();
    cover_make(&folder, &prompts, states, &places, &cover);
    check_row(MSG_NONE, "1.001193", 0, 1);
    check_row(MSG_STUDIO_TITLE, "", 0, 1); /* the one of studio-work; {0} is not counted */
    CHECK(cover.core > 0);
    CHECK_INT(cover.core_recorded, 0);
}

TEST(rows_stand_in_the_order_of_a_visit)
{
    begin();
    cover_make(&folder, &prompts, states, &places, &cover);
    CHECK_INT(cover.count, 4);
    CHECK(cover.rows[0].label == MSG_NEED_TITLE);
    CHECK(cover.rows[1].label == MSG_STUDIO_PLACE_DIALOG);
    CHECK(cover.rows[2].label == MSG_STUDIO_TITLE);
    CHECK_STR(cover.rows[3].place, "1.001193");
    CHECK_STR(cover_place(&places, MSG_NO), "need");
    CHECK_STR(cover_place(&places, MSG_NEXT), "studio-work");
    CHECK_STR(cover_place(&places, MSG_LEAVE_TITLE), "");
    CHECK(cover_rank(&places, MSG_NO) < cover_rank(&places, MSG_BACK));
    CHECK(cover_rank(&places, MSG_BACK) < cover_rank(&places, MSG_NEXT));
    CHECK(cover_rank(&places, MSG_NEXT) < cover_rank(&places, MSG_LEAVE_TITLE));
}

TEST(the_core_path_is_counted_by_itself)
{
    begin();
    const enum message_id first = language_core(0);
    folder.messages[first].text = "ba";
    CHECK(!failed(prompts_of(&arena, &folder, &order, &prompts)));
    record("ba", SHELF_KEPT);
    cover_make(&folder, &prompts, states, &places, &cover);
    CHECK_INT(cover.core_recorded, 1);
}

/* The firmware's own table: a screen without a name would be shown by its code. */
TEST(every_screen_has_a_name)
{
    struct file_bytes file = {0};
    const struct port_files *files = files_linux();
    CHECK(!failed(files->ops->map("assets/languages/screens.tsv", &file)));
    CHECK(!failed(places_read(file.bytes, file.size, &places)));
    files->ops->unmap(&file);
    for (int i = 0; i < places.count; i++) {
        const char *name = places.names[i];
        if (cover_label(name) == MSG_NONE && !isdigit((unsigned char)name[0])) {
            printf("# %s\n", name);
            CHECK(false);
        }
    }
    CHECK(places.count > 40);
}

int main(void)
{
    RUN(a_sentence_counts_when_all_its_parts_are_recorded);
    RUN(what_is_not_written_is_missing);
    RUN(rows_stand_in_the_order_of_a_visit);
    RUN(the_core_path_is_counted_by_itself);
    RUN(every_screen_has_a_name);
    return check_done();
}
