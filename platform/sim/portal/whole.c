#include "platform/sim/portal/whole.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "platform/linux/jpeg_file_photo.h"
#include "platform/linux/pdf_file.h"
#include "platform/linux/pdf_pictures.h"
#include "platform/sim/portal/intake.h"
#include "platform/sim/portal/ledger_office.h"
#include "platform/sim/portal/ledger_whole.h"

#define PAGES_MAX 50
#define QUALITY   88 /* as a page is made when it comes (handover_page.c) */

/* One file of the paper, its bytes from malloc. */
struct part {
    uint8_t *bytes;
    size_t size;
    struct photo turned; /* made anew; jpeg NULL = it is as it came */
};

/* A paper being put together. */
struct binding {
    struct part parts[LEDGER_PAPERS_MAX];
    int part_count;
    struct picture_page pages[PAGES_MAX]; /* jpeg NULL = free */
};

static int number_of(const json_t *o, const char *name)
{
    const json_int_t n = json_integer_value(json_object_get(o, name));
    return n > 0 && n <= 360 ? (int)n : 0;
}

static void drop(struct binding *b)
{
    for (int i = 0; i < b->part_count; i++) {
        struct part *part = &b->parts[i];
        photo_free(&part->turned);
        if (part->bytes != NULL) {
            explicit_bzero(part->bytes, part->size);
        }
        free(part->bytes);
    }
    memset(b, 0, sizeof *b);
}

/* What an orientation of EXIF is called that turns a picture clockwise by so much. */
static int orientation(int degrees)
{
    return degrees == 90 ? 6 : degrees == 180 ? 3 : degrees == 270 ? 8 : 0;
}

/* The one picture of a part is turned. */
static bool turn(struct part *part, struct picture_page *page, int degrees)
{
    if (degrees == 0) {
        return true;
    }
    if (failed(photo_remake(page->jpeg, page->size, PHOTO_SIDE_LEAST, orientation(degrees), QUALITY,
                            &part->turned))) {
        return false;
    }
    *page = (struct picture_page){part->turned.jpeg, part->turned.size};
    return true;
}

/* The pages of one file at their places: from its number on, or where free ones are. */
static bool place(struct binding *b, const struct picture_page *pages, int count, int number)
{
    int at = number > 0 ? number - 1 : 0;
    for (int i = 0; i < count; i++) {
        while (number == 0 && at < PAGES_MAX && b->pages[at].jpeg != NULL) {
            at++;
        }
        if (at >= PAGES_MAX || b->pages[at].jpeg != NULL) {
            return false;
        }
        b->pages[at++] = pages[i];
    }
    return true;
}

static bool add(struct portal *p, const char *uuid, struct binding *b, const json_t *file)
{
    char type[20] = "";
    char *bytes = NULL;
    struct picture_page pages[PAGES_MAX];
    if (b->part_count == LEDGER_PAPERS_MAX) {
        return false;
    }
    struct part *part = &b->parts[b->part_count];
    if (failed(ledger_paper_bytes(p->ledger, uuid, intake_text(file, "sha256"), type, &bytes,
                                  &part->size))) {
        return false;
    }
    part->bytes = (uint8_t *)bytes;
    b->part_count++;
    const int count = strcmp(type, "application/pdf") == 0
                          ? pdf_pictures(part->bytes, part->size, pages, PAGES_MAX)
                          : -1;
    const int number = number_of(file, "page"), degrees = number_of(file, "turned");
    return count > 0 && count == number_of(file, "pages") && (number == 0 || count == 1) &&
           (degrees == 0 || (count == 1 && turn(part, &pages[0], degrees))) &&
           place(b, pages, count, number);
}

/* How many pages there are, one behind the other; 0 when one is missing between. */
static int pages_of(const struct binding *b)
{
    int count = 0;
    while (count < PAGES_MAX && b->pages[count].jpeg != NULL) {
        count++;
    }
    for (int i = count; i < PAGES_MAX; i++) {
        if (b->pages[i].jpeg != NULL) {
            return 0;
        }
    }
    return count;
}

static struct err write_whole(struct portal *p, const char *uuid, const char *ref,
                              const struct binding *b)
{
    const int count = pages_of(b);
    size_t cap = PICTURE_PDF_ROOM(count), size = 0;
    for (int i = 0; i < count; i++) {
        cap += b->pages[i].size;
    }
    uint8_t *pdf = count > 0 ? malloc(cap) : NULL;
    if (pdf == NULL) {
        return count > 0 ? ERR(ERR_FULL, 1, "whole: memory") : ERR_OK;
    }
    struct err e = image_pdf_write(b->pages, count, PICTURE_DPI, pdf, cap, &size);
    if (!failed(e)) {
        e = ledger_whole_put(p->ledger, uuid, ref, pdf, size, count);
    } else if (e.code == ERR_BAD_INPUT) {
        e = ERR_OK; /* no picture after all: the files stay as they are */
    }
    explicit_bzero(pdf, cap);
    free(pdf);
    return e;
}

/* Those of the ref with a number, in their places; then those without. */
static bool gather(struct portal *p, const char *uuid, const json_t *papers, const char *ref,
                   struct binding *b)
{
    size_t i = 0;
    const json_t *file = NULL;
    for (int numbered = 1; numbered >= 0; numbered--) {
        json_array_foreach(papers, i, file)
        {
            const bool mine = strcmp(intake_text(file, "ref"), ref) == 0;
            if (mine && (number_of(file, "page") > 0) == (numbered == 1) &&
                !add(p, uuid, b, file)) {
                return false;
            }
        }
    }
    return true;
}

/* True for the first file of a paper that came in several, or of which a page is to be turned. */
static bool is_first(const json_t *papers, size_t at)
{
    const char *ref = intake_text(json_array_get(papers, at), "ref");
    int files = 0, numbered = 0, turned = 0;
    size_t i = 0;
    const json_t *file = NULL;
    json_array_foreach(papers, i, file)
    {
        if (strcmp(intake_text(file, "ref"), ref) != 0) {
            continue;
        }
        if (i < at || json_is_true(json_object_get(file, "handed_in"))) {
            return false;
        }
        files++;
        numbered += number_of(file, "page") > 0;
        turned += number_of(file, "turned") > 0;
    }
    return numbered > 0 && (files > 1 || turned > 0);
}

static struct err bind_all(struct portal *p, const char *uuid, const json_t *papers)
{
    size_t i = 0;
    const json_t *file = NULL;
    struct err e = ERR_OK;
    struct binding *b = calloc(1, sizeof *b);
    if (b == NULL) {
        return ERR(ERR_FULL, 1, "whole: memory");
    }
    json_array_foreach(papers, i, file)
    {
        const char *ref = intake_text(file, "ref");
        if (!failed(e) && strlen(ref) < LEDGER_REF && is_first(papers, i)) {
            if (gather(p, uuid, papers, ref, b)) {
                e = write_whole(p, uuid, ref, b);
            }
            drop(b);
        }
    }
    free(b);
    return e;
}

/* Every file the record names is here, and none of its papers was bound before. */
static struct err is_ready(struct portal *p, const char *uuid, bool *ret_ready)
{
    struct ledger_paper papers[LEDGER_PAPERS_MAX];
    struct ledger_whole wholes[LEDGER_PAPERS_MAX];
    int count = 0, bound = 0;
    struct err e = ledger_wholes(p->ledger, uuid, wholes, &bound);
    e = failed(e) ? e : ledger_papers(p->ledger, uuid, papers, &count);
    *ret_ready = !failed(e) && count > 0 && bound == 0;
    for (int i = 0; i < count; i++) {
        *ret_ready = *ret_ready && (papers[i].stored || !papers[i].named);
    }
    return e;
}

struct err whole_bind(struct portal *p, const char *uuid)
{
    char *body = NULL;
    size_t size = 0;
    bool ready = false;
    struct err e = is_ready(p, uuid, &ready);
    if (failed(e) || !ready) {
        return e;
    }
    e = ledger_body(p->ledger, uuid, &body, &size);
    if (e.code == ERR_NOT_FOUND) {
        return ERR_OK; /* papers come first */
    }
    json_t *record = failed(e) ? NULL : json_loadb(body, size, JSON_REJECT_DUPLICATES, NULL);
    e = failed(e) ? e : bind_all(p, uuid, json_object_get(record, "papers"));
    json_decref(record);
    free(body);
    return e;
}

/* --- what is told ------------------------------------------------------------------------------
 */

/* One the portal made of a paper's files says of which paper it is. */
static void say_whole(json_t *o, const struct ledger_whole *wholes, int count)
{
    const char *sha256 = json_string_value(json_object_get(o, "sha256"));
    for (int i = 0; i < count; i++) {
        if (strcmp(wholes[i].sha256, sha256) == 0) {
            json_object_set_new(o, "ref", json_string(wholes[i].ref));
            json_object_set_new(o, "pages", json_integer(wholes[i].pages));
        }
    }
}

json_t *whole_list(struct ledger *l, const char *uuid, struct err *ret_err)
{
    struct ledger_paper papers[LEDGER_PAPERS_MAX];
    struct ledger_whole wholes[LEDGER_PAPERS_MAX];
    int count = 0;
    int bound = 0;
    json_t *list = json_array();
    *ret_err = ledger_papers(l, uuid, papers, &count);
    *ret_err = failed(*ret_err) ? *ret_err : ledger_wholes(l, uuid, wholes, &bound);
    for (int i = 0; i < count; i++) {
        if (papers[i].stored) {
            json_t *o = json_pack("{s:s, s:s, s:I, s:b}", "sha256", papers[i].sha256, "type",
                                  papers[i].type, "size", (json_int_t)papers[i].size, "named",
                                  (int)papers[i].named);
            say_whole(o, wholes, bound);
            json_array_append_new(list, o);
        }
    }
    return list;
}
