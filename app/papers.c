#include "app/papers.h"

#include <string.h>

#include "app/paper.h"
#include "app/settings.h"
#include "platform/port_picture.h"

/* Room is taken in steps, so that a still retaken a little larger finds room in the same place. */
#define ROOM_STEP   ((size_t)128 * 1024)
#define THUMB_BYTES ((size_t)PAPERS_THUMB_SIDE * PAPERS_THUMB_SIDE * 3)
#define LEFT_OVER   ((size_t)1024 * 1024) /* of the arena, for her answers and for filing them */

struct visit_paper *papers_find(struct visit *v, form_node question)
{
    for (int i = 0; i < v->paper_count; i++) {
        if (v->papers[i].question == question) {
            return &v->papers[i];
        }
    }
    return NULL;
}

const struct portal_held_item *papers_held(const struct visit *v, form_node question)
{
    for (int i = 0; i < v->paper_count; i++) {
        const int held = v->papers[i].held;
        if (v->papers[i].question == question && held > 0 && held <= v->offers.count) {
            return &v->offers.list[held - 1].item;
        }
    }
    return NULL;
}

struct visit_paper *papers_of(struct visit *v, form_node question)
{
    struct visit_paper *paper = papers_find(v, question);
    if (paper == NULL && v->paper_count < VISIT_PAPERS_MAX) {
        paper = &v->papers[v->paper_count++];
        *paper = (struct visit_paper){.question = question};
    }
    return paper;
}

struct paper_page *papers_page(struct visit *v, int id)
{
    for (int i = 0; i < v->paper_count; i++) {
        for (int k = 0; k < v->papers[i].page_count; k++) {
            if (v->papers[i].pages[k].id == id) {
                return &v->papers[i].pages[k];
            }
        }
    }
    return NULL;
}

/* Bytes of all pages of a paper, without page `but`. */
static size_t bytes_of(const struct visit_paper *paper, const struct paper_page *but)
{
    size_t bytes = 0;
    for (int i = 0; i < paper->page_count; i++) {
        bytes += &paper->pages[i] != but ? paper->pages[i].size : 0;
    }
    return bytes;
}

/* Of them those that lie here. */
static size_t stills_of(const struct visit_paper *paper)
{
    size_t bytes = 0;
    for (int i = 0; i < paper->page_count; i++) {
        bytes += paper->pages[i].from_phone ? 0 : paper->pages[i].size;
    }
    return bytes;
}

/* What filing will take for the PDFs, which lie beside the pages. */
static size_t pdf_room(const struct visit *v)
{
    size_t bytes = 0;
    for (int i = 0; i < v->paper_count; i++) {
        bytes += stills_of(&v->papers[i]) + PICTURE_PDF_ROOM(v->papers[i].page_count);
    }
    return bytes;
}

/* With so many bytes and pages more the paper stays under the portal's limit. */
static bool under_limit(const struct app *a, const struct visit_paper *paper,
                        const struct paper_page *but, size_t bytes, int pages)
{
    return bytes_of(paper, but) + bytes + PICTURE_PDF_ROOM(paper->page_count + pages) <=
           (size_t)a->settings->paper_mb << 20;
}

static bool has_room(const struct app *a, size_t bytes)
{
    return a->arena->used + bytes + pdf_room(a->visit) + LEFT_OVER <= a->arena->size;
}

/* Room for size bytes; what lay in a smaller room before is overwritten once there is another. */
static bool make_room(struct app *a, struct paper_page *page, size_t size)
{
    if (page->room >= size) {
        return has_room(a, size);
    }
    const size_t room = (size + ROOM_STEP - 1) / ROOM_STEP * ROOM_STEP;
    uint8_t *bytes = has_room(a, room + size) ? arena_alloc(a->arena, room) : NULL;
    if (bytes == NULL) {
        return false;
    }
    if (page->room > 0) {
        explicit_bzero(page->bytes, page->room);
    }
    page->bytes = bytes;
    page->room = room;
    return true;
}

/* Each pixel of the thumbnail is the mean of those it stands for. */
static void shrink(const struct still *still, struct paper_page *page)
{
    for (int y = 0; y < page->thumb_height; y++) {
        const int top = y * still->height / page->thumb_height;
        const int end_y = (y + 1) * still->height / page->thumb_height;
        for (int x = 0; x < page->thumb_width * 3; x++) {
            const int left = x / 3 * still->width / page->thumb_width;
            const int end_x = (x / 3 + 1) * still->width / page->thumb_width;
            unsigned sum = 0;
            for (int row = top; row < end_y; row++) {
                for (int at = left; at < end_x; at++) {
                    sum += still->rgb[((size_t)row * (size_t)still->width + (size_t)at) * 3 +
                                      (size_t)(x % 3)];
                }
            }
            page->thumb[(size_t)y * (size_t)page->thumb_width * 3 + (size_t)x] =
                (uint8_t)(sum / (unsigned)((end_y - top) * (end_x - left)));
        }
    }
}

/* No room for it is no reason to refuse the page. */
static void make_thumb(struct app *a, struct paper_page *page, const struct still *still)
{
    page->thumb_width = page->thumb_height = 0;
    if (page->thumb == NULL && still->rgb != NULL && has_room(a, THUMB_BYTES)) {
        page->thumb = arena_alloc(a->arena, THUMB_BYTES);
    }
    if (page->thumb == NULL || still->rgb == NULL || still->width <= 0 || still->height <= 0) {
        return;
    }
    const int longer = still->width > still->height ? still->width : still->height;
    const int side = longer < PAPERS_THUMB_SIDE ? longer : PAPERS_THUMB_SIDE;
    const int width = still->width * side / longer, height = still->height * side / longer;
    page->thumb_width = width > 0 ? width : 1;
    page->thumb_height = height > 0 ? height : 1;
    shrink(still, page);
}

static int pages_of_all(const struct visit *v)
{
    int pages = 0;
    for (int i = 0; i < v->paper_count; i++) {
        pages += v->papers[i].page_count;
    }
    return pages;
}

int papers_from_phone(const struct visit *v)
{
    int pages = 0;
    for (int i = 0; i < v->paper_count; i++) {
        for (int k = 0; k < v->papers[i].page_count; k++) {
            pages += v->papers[i].pages[k].from_phone;
        }
    }
    return pages;
}

/* A place is kept for the first page of each paper there may be. */
#define PAGES_FREE (PAPER_PAGES_MAX - VISIT_PAPERS_MAX + 1)

bool papers_phone_room(const struct visit *v)
{
    return papers_from_phone(v) <= PHONE_PAGES_MAX - PORTAL_PAGES &&
           pages_of_all(v) <= PAGES_FREE - PORTAL_PAGES;
}

static bool takes_more(const struct visit *v, const struct visit_paper *paper)
{
    return paper->page_count == 0 || pages_of_all(v) < PAGES_FREE;
}

bool papers_may_add(struct visit *v, form_node question)
{
    const struct visit_paper *paper = papers_find(v, question);
    return paper != NULL ? takes_more(v, paper) : v->paper_count < VISIT_PAPERS_MAX;
}

/* Page `id` of the paper, or the room behind its last; NULL when it takes no more. */
static struct paper_page *place_for(struct visit *v, struct visit_paper *paper, int id)
{
    for (int i = 0; i < paper->page_count; i++) {
        if (paper->pages[i].id == id) {
            return &paper->pages[i];
        }
    }
    return takes_more(v, paper) ? &paper->pages[paper->page_count] : NULL;
}

struct err papers_keep(struct app *a, form_node question, int id, const struct still *still)
{
    struct visit *v = a->visit;
    struct visit_paper *paper = papers_of(v, question);
    struct paper_page *page = paper != NULL ? place_for(v, paper, id) : NULL;
    if (page == NULL) {
        return ERR(ERR_FULL, 0, "papers: too many");
    }
    if (!under_limit(a, paper, page, still->size, 1)) {
        return ERR(ERR_FULL, 0, "papers: the portal's limit");
    }
    if (!make_room(a, page, still->size)) {
        return ERR(ERR_FULL, 0, "papers: arena");
    }
    if (page == &paper->pages[paper->page_count]) {
        page->id = ++v->page_ids;
        paper->page_count++;
    }
    memcpy(page->bytes, still->bytes, still->size);
    page->size = still->size;
    page->verdict = still->verdict;
    page->removed = page->from_phone = false;
    paper->chosen = page->id;
    make_thumb(a, page, still);
    return ERR_OK;
}

struct err papers_phone_fits(struct app *a, form_node question, const struct phone_page *pages,
                             int count)
{
    const struct visit_paper none = {.question = question},
                             *paper = papers_find(a->visit, question);
    size_t bytes = 0;
    for (int i = 0; i < count; i++) {
        bytes += (size_t)pages[i].size;
    }
    if (papers_from_phone(a->visit) + count > PHONE_PAGES_MAX ||
        pages_of_all(a->visit) + count > PAGES_FREE) {
        return ERR(ERR_FULL, 0, "papers: too many");
    }
    return under_limit(a, paper != NULL ? paper : &none, NULL, bytes, count)
               ? ERR_OK
               : ERR(ERR_FULL, 0, "papers: the portal's limit");
}

/* Into a free place, whose room stays its own. */
static void put_phone(struct paper_page *page, int id, const struct phone_page *from)
{
    page->id = id;
    page->size = (size_t)from->size;
    page->verdict = (int)from->quality;
    page->doubted = from->doubted;
    page->removed = false;
    page->from_phone = true;
    page->quarters = 0;
    page->thumb = from->thumb != NULL ? from->thumb : page->thumb;
    page->thumb_width = from->thumb != NULL ? from->thumb_width : 0;
    page->thumb_height = from->thumb != NULL ? from->thumb_height : 0;
    memcpy(page->sha256, from->sha256, sizeof page->sha256);
}

struct err papers_put_phone(struct app *a, form_node question, const struct phone_page *pages,
                            int count)
{
    struct visit_paper *paper = papers_of(a->visit, question);
    const struct err e = papers_phone_fits(a, question, pages, count);
    if (paper == NULL || failed(e)) {
        return paper == NULL ? ERR(ERR_FULL, 0, "papers: too many") : e;
    }
    for (int i = 0; i < count; i++) {
        const int id = ++a->visit->page_ids;
        put_phone(&paper->pages[paper->page_count++], id, &pages[i]);
        paper->chosen = i == 0 ? id : paper->chosen;
    }
    return ERR_OK;
}

void papers_turn_phone(struct app *a, struct paper_page *page)
{
    const int width = page->thumb_width, height = page->thumb_height;
    const size_t size = (size_t)width * (size_t)height * 3, mark = arena_mark(a->arena);
    uint8_t *old = size > 0 ? arena_alloc(a->arena, size) : NULL;
    page->quarters = (page->quarters + 1) % 4;
    if (old == NULL) {
        page->thumb_width = page->thumb_height = 0; /* rather none than one that lies */
        return;
    }
    memcpy(old, page->thumb, size);
    for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
            memcpy(page->thumb + 3 * ((size_t)x * (size_t)height + (size_t)(height - 1 - y)),
                   old + 3 * ((size_t)y * (size_t)width + (size_t)x), 3);
        }
    }
    page->thumb_width = height;
    page->thumb_height = width;
    explicit_bzero(old, size);
    arena_release(a->arena, mark);
}

int papers_pages(struct visit *v, form_node question)
{
    const struct visit_paper *paper = papers_find(v, question);
    int kept = 0;
    for (int i = 0; paper != NULL && i < paper->page_count; i++) {
        kept += !paper->pages[i].removed;
    }
    const struct portal_held_item *held = papers_held(v, question);
    return kept + (held != NULL ? held->pages : 0);
}

void papers_choose_first(struct visit_paper *paper)
{
    paper->chosen = paper->page_count > 0 ? paper->pages[0].id : 0;
}

/* Takes page i out and leaves its room, wiped, behind the last. */
static void drop(struct visit *v, struct visit_paper *paper, int i)
{
    struct paper_page gone = paper->pages[i];
    if (gone.room > 0) {
        explicit_bzero(gone.bytes, gone.room);
    }
    if (gone.thumb != NULL) {
        explicit_bzero(gone.thumb, THUMB_BYTES);
    }
    if (v->photo_page == gone.id) {
        v->photo_page = 0;
    }
    memmove(&paper->pages[i], &paper->pages[i + 1],
            (size_t)(paper->page_count - i - 1) * sizeof paper->pages[0]);
    paper->page_count--;
    paper->pages[paper->page_count] =
        (struct paper_page){.bytes = gone.bytes, .room = gone.room, .thumb = gone.thumb};
    if (paper->chosen == gone.id) {
        papers_choose_first(paper);
    }
}

void papers_drop_removed(struct visit *v)
{
    v->aimed_page = 0;
    for (int i = 0; i < v->paper_count; i++) {
        for (int k = v->papers[i].page_count - 1; k >= 0; k--) {
            if (v->papers[i].pages[k].removed) {
                drop(v, &v->papers[i], k);
            }
        }
    }
}

void papers_clear(struct visit *v, form_node question)
{
    struct visit_paper *paper = papers_find(v, question);
    while (paper != NULL && paper->page_count > 0) {
        drop(v, paper, paper->page_count - 1);
    }
}

bool papers_taken(struct visit *v, form_node question)
{
    return papers_pages(v, question) > 0;
}

struct paper_page *papers_doubtful(struct visit *v, form_node question)
{
    struct visit_paper *paper = papers_find(v, question);
    for (int i = 0; paper != NULL && i < paper->page_count; i++) {
        struct paper_page *page = &paper->pages[i];
        if (!page->removed && !page->doubted && page->verdict != PHOTO_GOOD) {
            return page;
        }
    }
    return NULL;
}

enum message_id papers_message(const struct paper_page *page)
{
    const enum photo_verdict verdict = (enum photo_verdict)page->verdict;
    return page->from_phone ? paper_phone_message(verdict) : paper_message(verdict);
}

bool papers_any_taken(const struct visit *v)
{
    for (int i = 0; i < v->paper_count; i++) {
        for (int k = 0; k < v->papers[i].page_count; k++) {
            if (!v->papers[i].pages[k].from_phone) {
                return true;
            }
        }
    }
    return false;
}

bool papers_aiming(struct app *a)
{
    struct form_question q;
    struct visit *v = a->visit;
    if (v == NULL || a->screen != SCREEN_QUESTION || a->dark || app_depth(a) > 0 ||
        !app_question(a, &q) || q.kind != FORM_PAPER) {
        return false;
    }
    const struct visit_paper *paper = papers_find(v, q.node);
    return paper == NULL || papers_page(v, paper->chosen) == NULL || paper->chosen == v->aimed_page;
}

bool papers_handed_in(struct visit *v, form_node question)
{
    const struct visit_paper *paper = papers_find(v, question);
    return paper != NULL && paper->handed_in;
}
