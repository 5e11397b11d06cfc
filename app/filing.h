/* From a visit to the record that is frozen at "send", and the codes drawn for it. */
#ifndef APP_FILING_H
#define APP_FILING_H

#include "app/app.h"
#include "app/outbox/record.h"
#include "platform/port_picture.h"

/* Draws the visit's uuid when the form starts. ERR_IO when there is no randomness. */
MUST_USE struct err filing_start(struct app *a);

/* Draws token, slip code, URL and the URL's QR, once. */
MUST_USE struct err filing_codes(struct app *a);

/* The pages of one paper on their way into its file. */
struct filing_pdf {
    int paper; /* of the record */
    struct picture_page pages[PAPER_PAGES_MAX];
    int count;
    uint8_t *room; /* in the arena */
    size_t cap;
};

/* An application as it is frozen; points into the visit and its arena. */
struct filing {
    struct record record;
    struct filing_pdf pdfs[VISIT_PAPERS_MAX];
    int pdf_count;
};

/* Fills *ret_filing; the instance XML and room for the PDFs are taken in the arena. ERR_FULL when
 * there is no room. Main thread; filing_bind() comes before the record is used. */
MUST_USE struct err filing_record(struct app *a, struct filing *ret_filing);

/* Makes one PDF of each paper's pages and puts it into the record. Any thread. Fails as pdf() of
 * platform/port_picture.h does. */
MUST_USE struct err filing_bind(struct filing *f, const struct port_picture *picture);

#endif
