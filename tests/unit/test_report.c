/* Coverage is counted on a made language, and on Vietnamese with its real clips. */
#include "app/language/report.h"

#include "app/assets.h"
#include "app/language/folder_files.h"
#include "tests/unit/folder_world.h"

static struct places places;
static struct core core;
static struct report report;

static void tables(void)
{
    static const char screens[] = "MSG_YES\tneed slip\nMSG_NO\tneed\nMSG_BACK\tslip\n";
    static const char path[] = "# core\nMSG_YES\nMSG_OF_TOMORROW\nMSG_NO\n";
    CHECK(!failed(places_read(screens, sizeof screens - 1, &places)));
    CHECK(!failed(core_read(path, sizeof path - 1, &core)));
    CHECK_INT(core.count, 2);
}

TEST(states_and_screens_are_counted)
{
    char state[400];
    (void)snprintf(state, sizeof state,
                   "MSG_YES = reviewed | 2026-11-30 | Somebody | here | %016llx\n"
                   "MSG_NO = recorded | 2026-11-30 | Somebody | here | %016llx\n",
                   (unsigned long long)folder_hash("qaa", "bab", NULL),
                   (unsigned long long)folder_hash("qaa", "bob", NULL));
    const struct made_file files[] = {MADE_NAME,
                                      MADE_LETTERS,
                                      {"a.msg", "MSG_YES = bab\nMSG_NO = bob\nMSG_BACK = bo\n"},
                                      {"state", state}};
    tables();
    CHECK(!failed(made_folder(files, 4)));
    report_make(&made.folder, NULL, &places, &core, &report);
    CHECK_INT(report.total, MSG_COUNT - 1);
    CHECK_INT(report.of[STATE_REVIEWED], 2); /* the recording is not there */
    CHECK_INT(report.of[STATE_DRAFT], 1);
    CHECK_INT(report.of[STATE_MISSING], report.total - 3);
    CHECK_INT(report.without_clip, 1);
    CHECK_INT(report.shown, 2);
    CHECK_INT(report.spoken, 0);
    CHECK_STR(places.names[0], "need");
    CHECK_INT(report.places[0].total, 2);
    CHECK_INT(report.places[0].shown, 2);
    CHECK_INT(report.places[1].total, 2);
    CHECK_INT(report.places[1].shown, 1);
    CHECK_INT(report.silent_count, 2);
}

static void untold(void *context, const struct folder_problem *problem)
{
    (void)context;
    (void)problem;
}

TEST(vietnamese_is_spoken_whole_and_by_nobody)
{
    static uint8_t storage[1024 * 1024];
    static struct folder folder;
    struct arena arena;
    struct assets assets;
    struct folder_files files;
    struct folder_source source;
    struct file_bytes pack;
    struct clips clips;
    const struct folder_listener listener = {NULL, untold};
    tables();
    arena_init(&arena, storage, sizeof storage);
    CHECK(!failed(assets_open(&assets, files_linux(), NULL)));
    CHECK(!failed(folder_files_open(&files, files_linux(), "assets/languages", &source)));
    CHECK(!failed(folder_read(&arena, &source, "vi", &listener, &folder)));
    CHECK(!failed(assets_map(&assets, "clips-vi.pak", &pack)));
    CHECK(!failed(clips_open(&clips, pack.bytes, pack.size)));
    report_make(&folder, &clips, &places, &core, &report);
    CHECK_INT(report.of[STATE_SYNTHETIC], report.total);
    CHECK_INT(report.human, 0);
    CHECK_INT(report.silent_count, 2);
    report_make(&folder, NULL, &places, &core, &report);
    CHECK_INT(report.of[STATE_DRAFT], report.total);
    folder_files_close(&files);
    assets_unmap(&assets, &pack);
}

int main(void)
{
    RUN(states_and_screens_are_counted);
    RUN(vietnamese_is_spoken_whole_and_by_nobody);
    return check_done();
}
