/* The papers of one application: of each the form asks for, the stills of its pages or that it will
 * be handed in. The stills lie in the visit arena, each as large as it is.
 *
 * At "send" the pages of each paper become one PDF (app/filing.h), for which room is kept; a paper
 * stays under `papers.file_mb` of the settings, and a visit has PAPER_PAGES_MAX pages of all
 * papers. */
#ifndef APP_PAPERS_H
#define APP_PAPERS_H

#include "app/app.h"

#define PAPERS_THUMB_SIDE 128 /* px: the longer side of a thumbnail, at most */

/* What is known of the paper of this question; NULL: nothing yet. */
struct visit_paper *papers_find(struct visit *v, form_node question);

/* The same, made when there is none; NULL when the application has all it may carry. */
struct visit_paper *papers_of(struct visit *v, form_node question);

/* The page with this id, of any paper, removed or not; NULL when there is none. */
struct paper_page *papers_page(struct visit *v, int id);

/* Copies a still of this question's paper into the visit, over page `id`, or as one more when there
 * is no such page; that page is then the chosen one. ERR_FULL when the arena or the list is: then
 * every page stays as it was. */
MUST_USE struct err papers_keep(struct app *a, form_node question, int id,
                                const struct still *still);

/* How many pages of the question's paper were taken and are not removed, or its held paper has. */
int papers_pages(struct visit *v, form_node question);

/* What the portal holds that stands for the question's paper, alone; NULL: nothing does. */
const struct portal_held_item *papers_held(const struct visit *v, form_node question);

/* Pages from her phone, of all papers. */
int papers_from_phone(const struct visit *v);

/* True when as many pages as one handover has may still come from a phone. */
bool papers_phone_room(const struct visit *v);

/* True when one more page of this paper may be taken. Removed pages count until they are gone. The
 * last free place stays for a paper that has no page yet. */
bool papers_may_add(struct visit *v, form_node question);

/* She leaves the question: pages she removed are wiped and gone, of every paper, and no page is
 * being taken anew. */
void papers_drop_removed(struct visit *v);

/* Wipes all pages of the question's paper. */
void papers_clear(struct visit *v, form_node question);

/* The chosen page of every paper is its first again. */
void papers_choose_first(struct visit_paper *paper);

/* True when a still of the question's paper is there. */
bool papers_taken(struct visit *v, form_node question);

/* The first page of the question's paper that cannot be read well and of which she was not told yet
 * on leaving; NULL: there is none. */
struct paper_page *papers_doubtful(struct visit *v, form_node question);

/* True when a still of any paper is there: it lay under the camera and may lie there still. */
bool papers_any_taken(const struct visit *v);

/* True while she puts a page under the camera: its question is seen, and no page that was taken. */
bool papers_aiming(struct app *a);

/* True when she hands the question's paper in at the counter. */
bool papers_handed_in(struct visit *v, form_node question);

#endif
