/* The two languages that nobody speaks (tests/tools/pseudo_languages.py), installed as a pack would
 * bring them: their texts are two fifths longer and use every letter of the Jrai and Bahnar
 * alphabets. */
#ifndef TESTS_UNIT_PSEUDO_WORLD_H
#define TESTS_UNIT_PSEUDO_WORLD_H

#include <stdlib.h>

#include "app/language/folder_files.h"
#include "app/sound/installed.h"
#include "tests/check.h"
#include "tests/tools/states.h"

static inline void pseudo_tell(void *context, const struct folder_problem *problem)
{
    (void)context;
    printf("# pseudo: %s:%d: %s\n", problem->file, problem->line, problem->what);
    CHECK(false);
}

static inline void pseudo_install(struct arena *arena, const struct folder_source *source,
                                  const char *code)
{
    static struct folder f;
    const struct folder_listener listener = {NULL, pseudo_tell};
    struct installed_text *texts = arena_alloc(arena, MSG_COUNT * sizeof *texts);
    struct language *row = arena_alloc(arena, sizeof *row);
    CHECK(texts != NULL && row != NULL && !failed(folder_read(arena, source, code, &listener, &f)));
    *row = (struct language){.code = code,
                             .name = f.name,
                             .vietnamese = f.vietnamese,
                             .strip = f.strip,
                             .messages = MSG_COUNT - 1,
                             .spoken = MSG_COUNT - 1,
                             .greets = true,
                             .ready = true};
    for (int id = MSG_NONE + 1; id < MSG_COUNT; id++) {
        texts[id] = (struct installed_text){f.messages[id].text, f.messages[id].say};
        CHECK(texts[id].text != NULL);
    }
    CHECK(installed_add(row, texts));
}

/* Both are ready languages of every state made from here on. */
static inline void pseudo_open(void)
{
    static uint8_t storage[4U << 20];
    static struct arena arena;
    static struct folder_files files;
    struct folder_source source;
    arena_init(&arena, storage, sizeof storage);
    CHECK(!failed(folder_files_open(&files, files_linux(), "build/pseudo/languages", &source)));
    pseudo_install(&arena, &source, "qaa-x-jra");
    pseudo_install(&arena, &source, "qaa-x-bdq");
    state_languages("vi,jra,bdq,en,qaa-x-jra,qaa-x-bdq");
}

#endif
