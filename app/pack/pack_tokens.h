/* Colours that a pack changes, its file tokens.tsv: theme TAB colour TAB RRGGBB, by the names of
 * assets/design/tokens.json. Which themes and colours there are, and what has to be read on what,
 * only the screen knows: its composition root lends the judge (ui/tokens.h). */
#ifndef APP_PACK_PACK_TOKENS_H
#define APP_PACK_PACK_TOKENS_H

#include <stddef.h>

#include "app/pack/pack_tell.h"

#define PACK_TOKENS       "tokens.tsv"
#define PACK_TOKENS_BYTES 16384

/* Tells what is wrong with the rows. */
typedef void pack_tokens_judge(struct pack_telling *t, const char *text, size_t size);

/* Lends the judge, once at the start; NULL: no tokens are taken. */
void pack_tokens_lend(pack_tokens_judge *judge);

/* Asks the judge; without one that is told, and is a fault. */
void pack_tokens_try(struct pack_telling *t, const char *text, size_t size);

#endif
