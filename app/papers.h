/* The papers of one application: of each the form asks for, its pages or that it will be handed in.
 * Stills lie in the visit arena, each as large as it is; pages from her phone lie at the portal and
 * stand among them, in the order in which all came.
 *
 * At "send" the stills of each paper become one PDF (app/filing.h), for which room is kept; the
 * portal makes one of it and the pages it has. A paper with all its pages stays under
 * `papers.file_mb` of the settings, and a visit has PAPER_PAGES_MAX pages of all papers. */
#ifndef APP_PAPERS_H
#define APP_PAPERS_H

#include "app/app.h"

#define PAPERS_THUMB_SIDE PHONE_THUMB_SIDE /* px: the longer side of a thumbnail, at most */

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

/* ERR_FULL when these pages from her phone would be too many or too large for the question's
 * paper. */
MUST_USE struct err papers_phone_fits(struct app *a, form_node question,
                                      const struct phone_page *pages, int count);

/* Puts pages from her phone behind the others, the first of them chosen; their small pictures are
 * the visit's. ERR_FULL as above: then nothing is put. */
MUST_USE struct err papers_put_phone(struct app *a, form_node question,
                                     const struct phone_page *pages, int count);

/* A page from her phone a quarter clockwise: its small picture here, the page by the portal. */
void papers_turn_phone(struct app *a, struct paper_page *page);

/* How many pages of the question's paper were taken and are not removed, or its held paper has. */
int papers_pages(struct visit *v, form_node question);

/* What the portal holds that stands for the question's paper, alone; NULL: nothing does. */
const struct portal_held_item *papers_held(const struct visit *v, form_node question);

/* Pages from her phone, of all papers, removed ones too until they are gone. */
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

/* What is said of a page that cannot be read well: another sentence where she took it with her
 * phone. */
enum message_id papers_message(const struct paper_page *page);

/* True when a still of any paper is there: what it shows lay under the camera and may lie there
 * still. */
bool papers_any_taken(const struct visit *v);

/* True while she puts a page under the camera: its question is seen, and no page that was taken. */
bool papers_aiming(struct app *a);

/* True when she hands the question's paper in at the counter. */
bool papers_handed_in(struct visit *v, form_node question);

#endif
