/* A language folder made of texts in the test, and what is told about it. Its language is no real
 * one: qaa is a code for local use, its letters and words are nobody's. */
#ifndef TESTS_UNIT_FOLDER_WORLD_H
#define TESTS_UNIT_FOLDER_WORLD_H

#include <string.h>

#include "app/language/folder.h"
#include "tests/check.h"

struct made_file {
    const char *name, *text;
};

static struct folder_world {
    const struct made_file *files;
    int count;
    struct arena arena;
    struct folder folder;
    struct folder_problem first;
    int problems, unknown;
    uint8_t storage[256 * 1024];
} made;

static inline struct err made_each(void *context, const char *language,
                                   void (*visit)(void *visitor, const char *file), void *visitor)
{
    (void)context;
    (void)language;
    for (int i = 0; i < made.count; i++) {
        visit(visitor, made.files[i].name);
    }
    return ERR_OK;
}

static inline struct err made_read(void *context, const char *language, const char *file,
                                   const char **ret_bytes, size_t *ret_size)
{
    (void)context;
    (void)language;
    for (int i = 0; i < made.count; i++) {
        if (strcmp(made.files[i].name, file) == 0) {
            *ret_bytes = made.files[i].text;
            *ret_size = strlen(made.files[i].text);
            return ERR_OK;
        }
    }
    return ERR(ERR_NOT_FOUND, 0, "test: no file");
}

static inline void made_tell(void *context, const struct folder_problem *problem)
{
    (void)context;
    if (problem->unknown) {
        made.unknown++;
        return;
    }
    if (made.problems++ == 0) {
        made.first = *problem;
    }
}

static inline struct err made_folder(const struct made_file *files, int count)
{
    const struct folder_source source = {NULL, made_each, made_read};
    const struct folder_listener listener = {NULL, made_tell};
    made.files = files;
    made.count = count;
    made.problems = 0;
    made.unknown = 0;
    made.first = (struct folder_problem){.line = -1};
    arena_init(&made.arena, made.storage, sizeof made.storage);
    return folder_read(&made.arena, &source, "qaa", &listener, &made.folder);
}

#define MADE_NAME                                                                                  \
    {                                                                                              \
        "name", "name = Qaa\nvietnamese = Thử\nstrip = comb\nsource = a test\nstate = draft\n"   \
    }
#define MADE_LETTERS                                                                               \
    {                                                                                              \
        "letters", "letters = a b c ê ê̆ ƀ o u\n"                                              \
    }

#endif
