#define _GNU_SOURCE
#include "app/studio/issue.h"

#include "app/pack/pack_contents.h"
#include "app/sound/speech.h"
#include "tests/unit/studio_world.h"

#define TEXTS "MSG_YES = ab\nMSG_NO = bo\nMSG_FIND_COUNT = ab {0} bobo\n"

static struct desk *const d = &studio.desk;
static struct take_room room;
static struct arena arena;
static uint8_t storage[4u << 20];
static char folder[400];
static struct issue_result result;

static struct err write_out(int version)
{
    const struct issue issue = {
        .folder = folder, .today = "2026-11-27", .expires = "2099-11-27", .version = version};
    arena_init(&arena, storage, sizeof storage);
    return issue_write(d, &issue, &arena, &room, &result);
}

static void begin(void)
{
    int came = 0;
    studio_begin(TEXTS);
    CHECK(!failed(studio_bring(NULL, &came)));
    CHECK(!failed(desk_review(d, MSG_YES, true, &studio_reviewer, "2026-11-26")));
    CHECK(!failed(desk_review(d, MSG_FIND_COUNT, true, &studio_reviewer, "2026-11-26")));
    (void)snprintf(folder, sizeof folder, "%s/out", scratch_root);
}

static void record(const char *text)
{
    const int i = prompts_find(&d->prompts, clip_id("qaa", text, strlen(text)));
    CHECK(i >= 0);
    studio_take(i, 3000);
    CHECK(!failed(desk_keep(d, i, &studio_voice, "2026-11-27")));
}

static void read_out(const char *name, struct file_bytes *ret_file)
{
    char path[600];
    *ret_file = (struct file_bytes){0};
    (void)snprintf(path, sizeof path, "%s/%s", folder, name);
    CHECK(!failed(files_linux()->ops->map(path, ret_file)));
}

static bool holds(const char *name, const char *words)
{
    struct file_bytes file;
    read_out(name, &file);
    const bool there = file.bytes != NULL && strstr(file.bytes, words) != NULL;
    files_linux()->ops->unmap(&file);
    return there;
}

TEST(nothing_recorded_gives_nothing)
{
    begin();
    CHECK_INT(write_out(0).code, ERR_NOT_FOUND);
    studio_take(0, 3000); /* not approved */
    CHECK(!failed(desk_language(d, "qaa")));
    CHECK_INT(write_out(0).code, ERR_NOT_FOUND);
    scratch_close();
}

TEST(what_is_read_whole_is_recorded_and_half_of_it_is_not)
{
    struct file_bytes file;
    struct clips clips;
    begin();
    record("ab"); /* of MSG_YES, and the first part of MSG_FIND_COUNT */
    CHECK(!failed(write_out(0)));
    CHECK_INT(result.version, 1);
    CHECK_INT(result.clips, 1);
    CHECK_INT(result.recorded, 1);
    CHECK(holds("languages/qaa/state", "MSG_YES = recorded | 2026-11-26 | Reader | nowhere | "));
    CHECK(holds("languages/qaa/state", "MSG_FIND_COUNT = reviewed | "));
    CHECK(holds("languages/qaa/voices", " | 2026-11-27 | Voice | nowhere | the room\n"));
    CHECK(holds("languages/qaa/a.msg", "MSG_NO = bo"));
    read_out("clips-qaa.pak", &file);
    CHECK(!failed(clips_open(&clips, file.bytes, file.size)));
    CHECK(speech_has_clips(&clips, "ab") && !speech_has_clips(&clips, "ab {0} bobo"));
    files_linux()->ops->unmap(&file);
    /* The rest of it, and the next version. */
    record("bobo");
    CHECK(!failed(write_out(0)));
    CHECK_INT(result.version, 2);
    CHECK_INT(result.recorded, 2);
    CHECK(holds("languages/qaa/state", "MSG_FIND_COUNT = recorded | 2026-11-26 | Reader"));
    CHECK(holds("pack.ini", "name = studio-qaa\nversion = 2\nmade = 2026-11-27\n"));
    CHECK(!failed(write_out(9)));
    CHECK_INT(result.version, 9);
    scratch_close();
}

TEST(a_take_over_an_approved_one_does_not_go_out)
{
    struct file_bytes first;
    struct file_bytes second;
    begin();
    record("ab");
    CHECK(!failed(write_out(1)));
    read_out("clips-qaa.pak", &first);
    studio_take(prompts_find(&d->prompts, clip_id("qaa", "ab", 2)), 9000);
    CHECK(!failed(desk_language(d, "qaa")));
    CHECK(!failed(write_out(1)));
    read_out("clips-qaa.pak", &second);
    CHECK(first.size == second.size && memcmp(first.bytes, second.bytes, first.size) == 0);
    files_linux()->ops->unmap(&first);
    files_linux()->ops->unmap(&second);
    scratch_close();
}

TEST(what_came_with_a_pack_goes_out_again)
{
    struct file_bytes file;
    struct clips clips;
    int came = 0;
    begin();
    record("ab");
    CHECK(!failed(write_out(1)));
    read_out("clips-qaa.pak", &file);
    CHECK(!failed(clips_open(&clips, file.bytes, file.size)));
    /* Another desk. */
    (void)snprintf(studio.state, sizeof studio.state, "%s/other", scratch_root);
    (void)snprintf(studio.from, sizeof studio.from, "%s/languages", folder);
    CHECK(!failed(studio.dir.ops->make(&studio.dir, studio.state)));
    CHECK(studio_open());
    CHECK(!failed(studio_bring(&clips, &came)));
    CHECK_INT(came, 1);
    CHECK_INT(d->done, 1);
    (void)snprintf(folder, sizeof folder, "%s/again", scratch_root);
    CHECK(!failed(write_out(1)));
    CHECK_INT(result.clips, 1);
    struct file_bytes again;
    read_out("clips-qaa.pak", &again);
    CHECK(again.size == file.size && memcmp(again.bytes, file.bytes, file.size) == 0);
    files_linux()->ops->unmap(&again);
    files_linux()->ops->unmap(&file);
    scratch_close();
}

TEST(no_room_is_told)
{
    const struct issue issue = {.folder = folder, .today = "2026-11-27", .expires = "2099-11-27"};
    begin();
    record("ab");
    arena_init(&arena, storage, 1000);
    CHECK_INT(issue_write(d, &issue, &arena, &room, &result).code, ERR_FULL);
    scratch_close();
}

int main(void)
{
    RUN(nothing_recorded_gives_nothing);
    RUN(what_is_read_whole_is_recorded_and_half_of_it_is_not);
    RUN(a_take_over_an_approved_one_does_not_go_out);
    RUN(what_came_with_a_pack_goes_out_again);
    RUN(no_room_is_told);
    return check_done();
}
