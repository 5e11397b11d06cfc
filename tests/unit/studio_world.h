/* A studio on a disk of its own, with a language that nobody speaks (folder_world.h). */
#ifndef TESTS_UNIT_STUDIO_WORLD_H
#define TESTS_UNIT_STUDIO_WORLD_H

#include "app/studio/desk.h"
#include "app/whole.h"
#include "tests/check.h"
#include "tests/unit/scratch.h"

#define STUDIO_NAME    "name = Qaa\nvietnamese = Thử\nstrip = comb\nsource = a test\nstate = draft\n"
#define STUDIO_LETTERS "letters = a b o\n"

static struct studio_world {
    struct port_dir dir;
    struct desk desk;
    char state[256], from[500];
    uint8_t storage[1u << 20];
} studio;

static const struct person studio_voice = {.language = "qaa",
                                           .role = PERSON_VOICE,
                                           .name = "Voice",
                                           .dialect = "nowhere",
                                           .place = "the room",
                                           .since = "2026-11-20"};
static const struct person studio_reviewer = {.language = "qaa",
                                              .role = PERSON_REVIEWER,
                                              .name = "Reader",
                                              .dialect = "nowhere",
                                              .place = "the room",
                                              .since = "2026-11-20"};

static inline void studio_file(const char *name, const char *text)
{
    char folder[600];
    (void)snprintf(folder, sizeof folder, "%s/qaa", studio.from);
    CHECK(!failed(whole_write(&studio.dir, folder, name, text, strlen(text))));
}

static inline bool studio_open(void)
{
    return !failed(desk_open(&studio.desk, &studio.dir, studio.state, NULL, studio.storage,
                             sizeof studio.storage));
}

/* An empty state directory beside a folder of languages with these texts, all of them drafts. */
static inline void studio_begin(const char *texts)
{
    char folder[600];
    const char *root = scratch_open();
    studio.dir = dir_linux();
    (void)snprintf(studio.state, sizeof studio.state, "%s/state", root);
    (void)snprintf(studio.from, sizeof studio.from, "%s/languages", root);
    (void)snprintf(folder, sizeof folder, "%s/qaa", studio.from);
    CHECK(!failed(studio.dir.ops->make(&studio.dir, studio.state)));
    CHECK(!failed(studio.dir.ops->make(&studio.dir, studio.from)));
    CHECK(!failed(studio.dir.ops->make(&studio.dir, folder)));
    studio_file("name", STUDIO_NAME);
    studio_file("letters", STUDIO_LETTERS);
    studio_file("a.msg", texts);
    studio_file("state", "language = qaa\n* = missing\n");
    CHECK(studio_open());
}

static inline struct err studio_bring(const struct clips *clips, int *ret_clips)
{
    struct folder_files files;
    struct folder_source source;
    struct err e = folder_files_open(&files, studio.dir.files, studio.from, &source);
    if (!failed(e)) {
        e = desk_bring(&studio.desk, &source, "qaa", clips, ret_clips);
        folder_files_close(&files);
    }
    return e;
}

/* A file of the desk; "" when there is none. Good until the next call. */
static inline const char *studio_text(const char *name)
{
    static struct file_bytes file;
    char path[600];
    files_linux()->ops->unmap(&file);
    file = (struct file_bytes){0};
    (void)snprintf(path, sizeof path, "%s/studio/%s", studio.state, name);
    return failed(files_linux()->ops->map(path, &file)) ? "" : file.bytes;
}

static inline void studio_take(int prompt, int16_t value)
{
    static int16_t samples[48000];
    for (int i = 0; i < 48000; i++) {
        samples[i] = (int16_t)(i / 50 % 2 == 0 ? value : -value);
    }
    CHECK(!failed(
        shelf_take(&studio.desk.shelf, studio.desk.prompts.list[prompt].id, samples, 48000)));
}

#endif
