/* Counts which sentences fail people (app/language/counts.h): what was shown or heard in Vietnamese
 * for want of her language, and what happened on the page that is shown. Main thread only. */
#ifndef UI_LEARNING_H
#define UI_LEARNING_H

#include "app/app.h"
#include "app/language/counts.h"
#include "app/sound/player.h"
#include "app/view.h"

struct learning {
    struct counts *counts;          /* NULL: nothing is counted */
    char sentence[COUNTS_SENTENCE]; /* of the page that is shown */
    char language[COUNTS_LANGUAGE]; /* shown now */
    uint32_t page;                  /* guide_page() of it */
    enum message_id heard;          /* in another language, last; of the node ... */
    uint32_t heard_tag;             /* ... with this tag */
};

/* The view was built: a new page's sentences in Vietnamese are counted. */
void learning_shown(struct learning *l, const struct app *a, const struct view *v);

/* Something was heard to its end or until it was cut. */
void learning_heard(struct learning *l, const struct heard *heard);

/* Something happened on the page that is shown. */
void learning_add(struct learning *l, enum count_kind kind);

#endif
