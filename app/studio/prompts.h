/* What is to be read aloud in a language: its sentences that somebody answers for, in the order of
 * order.h; a sentence with something filled in is read in its fixed parts. A text is read
 * once wherever it stands. Pure. */
#ifndef APP_STUDIO_PROMPTS_H
#define APP_STUDIO_PROMPTS_H

#include "app/language/folder.h"
#include "app/studio/order.h"

#define PROMPTS_MAX 3072

struct prompt {
    enum message_id message; /* the first one that it is of */
    int part, parts;         /* which of its fixed parts, from 0 */
    const char *text;        /* as it is read: spaces single, no line break */
    uint64_t id;             /* of its clip (app/sound/clips.h) */
    int letters;
};

struct prompts {
    struct prompt list[PROMPTS_MAX];
    int count;
};

/* Texts lie in the arena. ERR_FULL. */
MUST_USE struct err prompts_of(struct arena *arena, const struct folder *f,
                               const struct prompt_order *order, struct prompts *ret_prompts);

/* The prompt of that clip; -1 when there is none. */
int prompts_find(const struct prompts *p, uint64_t id);

/* Calls take for every fixed part of a message's spoken text, with the id of its clip. */
void prompts_each(const struct folder *f, enum message_id message,
                  void (*take)(void *context, uint64_t id, const char *text, size_t len),
                  void *context);

#endif
