/* The studio's desk: working copies of languages in STATE/studio/CODE, who works there, and the
 * language that lies open: its texts, what is to be read of it and how far that is. Everything is
 * on the disk at once, so work goes on where it stopped. Blocking; one thread at a time.
 *
 *   STATE/studio/people       people.h
 *   STATE/studio/in/          bring.h
 *   STATE/studio/CODE/        name, letters, state, *.msg: a folder of folder.h
 *   STATE/studio/CODE/takes/  shelf.h
 *   STATE/studio/CODE/refused MSG_ID | DAY | NAME of who refused it, to be written anew */
#ifndef APP_STUDIO_DESK_H
#define APP_STUDIO_DESK_H

#include "app/language/folder_files.h"
#include "app/language/worksheet.h"
#include "app/studio/cover.h"

#define DESK_FOLDER    "studio"
#define DESK_PACKS     3 /* that are offered at once */
#define DESK_PACK_NAME 40

/* Packs that were laid there to be brought (bring.h), by name. */
struct desk_packs {
    char names[DESK_PACKS][DESK_PACK_NAME];
    int count;
};

struct desk {
    struct port_dir *dir;
    char root[DIR_PATH_MAX]; /* STATE/studio */
    struct folder_files files;
    struct folder_source source;
    struct folder_codes codes; /* languages that were brought */
    struct desk_packs offered;
    struct people people;
    struct prompt_order order; /* of sentences, to review and to read */

    struct arena arena; /* of the open language; storage is the caller's */
    char code[FOLDER_CODE];
    struct folder folder, before;
    struct prompts prompts;
    enum shelf_state states[PROMPTS_MAX];
    struct shelf shelf;
    int done;           /* prompts that have a recording */
    struct cover cover; /* as it was counted last */
    bool refused[MSG_COUNT];
    struct worksheet_result changes; /* of one step, to be written */
};

/* Opens the desk of a state directory, which may be empty; places as order_make(). storage holds
 * the texts of one language: 2 MiB is plenty. ERR_BAD_INPUT when people cannot be read, with the
 * line as its number. */
MUST_USE struct err desk_open(struct desk *d, struct port_dir *dir, const char *state,
                              const struct places *places, void *storage, size_t size);

/* Enters a person. ERR_BAD_INPUT when person_fault() has one, ERR_FULL. */
MUST_USE struct err desk_person(struct desk *d, const struct person *p);

/* Brings a language, or newer texts of it, from a folder or a pack; clips may be NULL. What was
 * reviewed here stays so while its text does; recordings stay with their texts. ret_clips: how many
 * came. ERR_NOT_FOUND when the source has no such language. */
MUST_USE struct err desk_bring(struct desk *d, const struct folder_source *from, const char *code,
                               const struct clips *clips, int *ret_clips);

/* Opens a language of the desk. ERR_NOT_FOUND; what is wrong in a text is left out. */
MUST_USE struct err desk_language(struct desk *d, const char *code);

/* The prompt to go on with: the first without a recording from `from` on, then from the start; -1
 * when all have one. */
int desk_next(const struct desk *d, int from);

/* Approves the take of a prompt. */
MUST_USE struct err desk_keep(struct desk *d, int prompt, const struct person *voice,
                              const char *today);

/* A reviewer answers for a sentence as it stands now, or refuses it. ERR_BAD_INPUT when nobody may
 * answer for it (desk_may_approve). */
MUST_USE struct err desk_review(struct desk *d, enum message_id message, bool approved,
                                const struct person *reviewer, const char *today);

/* Whether somebody may answer for it: it has a text, and nothing but letters of the language, each
 * place to fill in, and the lines there are. */
bool desk_may_approve(const struct desk *d, enum message_id message);

/* The sentence to be reviewed next, after `after` (MSG_NONE: from the first), then from the start:
 * it has a text, nobody answers for it and nobody refused it. MSG_NONE when there is none. */
enum message_id desk_unreviewed(const struct desk *d, enum message_id after);

#endif
