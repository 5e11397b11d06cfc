/* What a visit holds of the papers she photographed (app/papers.h). */
#ifndef APP_PAPER_PAGE_H
#define APP_PAPER_PAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "app/errands.h"
#include "app/form/form.h"

#define VISIT_PAPERS_MAX 8
#define PAPER_PAGES_MAX  50 /* of one paper, and of all papers of one visit (app/papers.h) */

/* One page of a paper: a still, or one that came from her phone and lies at the portal. */
struct paper_page {
    int id;            /* of this visit, from 1; stays when others go */
    uint8_t *bytes;    /* JPEG as captured, in the arena; nothing of a page from her phone */
    size_t size, room; /* of the page's file; of bytes */
    int verdict;       /* enum photo_verdict of app/paper.h */
    bool doubted;      /* she was told that it cannot be read well; it may go along all the same */
    bool removed;      /* taken out once she leaves the question; till then taken back */
    uint8_t *thumb;    /* RGB888, in the arena; NULL: none could be made */
    int thumb_width, thumb_height; /* of thumb */
    bool from_phone;
    int quarters;               /* ... clockwise, in which the portal is to turn it */
    char sha256[PORTAL_SHA256]; /* ... of its file there */
};

/* What she did about one paper the form asks for (app/papers.h). */
struct visit_paper {
    form_node question;
    struct paper_page pages[PAPER_PAGES_MAX]; /* in order; behind page_count spare room */
    int page_count;
    int chosen;     /* the page that is shown large; 0 = the next one, still to be taken */
    bool handed_in; /* she brings it to the counter */
    int held;       /* 1 + the offer of the visit that stands for it: the portal has it; 0 = none */
};

/* A still as the camera gave it, and as it is shown. */
struct still {
    const uint8_t *bytes;
    size_t size;
    int verdict;
    const uint8_t *rgb; /* RGB888; NULL: there is no preview */
    int width, height;  /* of rgb */
};

#endif
