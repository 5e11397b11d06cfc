#include "app/receipt/paper_roll.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "platform/base/buf.h"

#define UM_PER_MM   1000
#define UM_PER_INCH 25400
#define CUT_UM      (15 * UM_PER_MM)   /* from the head to the blade: devices.md 1.4 */
#define SLIP_UM     (180 * UM_PER_MM)  /* a slip before the first one was printed */
#define WAVER_UM    (1000 * UM_PER_MM) /* so far a sensor at its edge says now this, now that */
#define FILE_BYTES  256

/* The heads that put 512 dots on wide paper are the coarser ones. */
static int64_t length_of(const struct bits *page)
{
    const int dots_per_inch = page->width == 512 ? 180 : 203;
    return (int64_t)page->height * UM_PER_INCH / dots_per_inch + CUT_UM;
}

static int64_t roll_length(const struct paper_roll *r)
{
    return r->length > 0 ? r->length : r->set;
}

static void begin(struct paper_roll *r)
{
    r->used = 0;
    r->near_at = -1;
    r->out = false;
}

/* --- the file -------------------------------------------------------------------------------- */

static struct err keep(const struct paper_roll *r)
{
    char text[FILE_BYTES];
    struct buf b;
    struct dir_file f = {0};
    if (r->dir == NULL) {
        return ERR_OK;
    }
    buf_init(&b, text, sizeof text);
    buf_printf(&b,
               "used %" PRId64 "\nlength %" PRId64 "\ntail %" PRId64 "\nnear %" PRId64
               "\nslip %" PRId64 "\nout %d\nshort %d\n",
               r->used, r->length, r->tail, r->near_at, r->slip, r->out, r->was_short);
    struct err e = r->dir->ops->create(r->dir, r->folder, 0660, &f);
    if (failed(e)) {
        return e;
    }
    e = r->dir->ops->append(r->dir, &f, text, b.len);
    if (failed(e)) {
        r->dir->ops->drop(r->dir, &f);
        return e;
    }
    return r->dir->ops->commit(r->dir, &f, PAPER_ROLL_FILE);
}

static bool is_length(int64_t um)
{
    return um >= 0 && um <= (int64_t)10000 * 1000 * UM_PER_MM; /* ten kilometres */
}

/* False when the text is no such file. */
static bool read_text(struct paper_roll *r, const char *text)
{
    struct paper_roll in = *r;
    int out = 0;
    int was_short = 0;
    int end = 0;
    if (sscanf(text,
               "used %" SCNd64 "\nlength %" SCNd64 "\ntail %" SCNd64 "\nnear %" SCNd64
               "\nslip %" SCNd64 "\nout %d\nshort %d%n",
               &in.used, &in.length, &in.tail, &in.near_at, &in.slip, &out, &was_short,
               &end) != 7 ||
        strcmp(text + end, "\n") != 0) {
        return false;
    }
    if (!is_length(in.used) || !is_length(in.length) || !is_length(in.tail) ||
        !is_length(in.slip) || in.slip == 0 || (in.near_at != -1 && !is_length(in.near_at)) ||
        in.near_at > in.used) {
        return false;
    }
    in.out = out != 0;
    in.was_short = was_short != 0;
    *r = in;
    return true;
}

void paper_roll_open(struct paper_roll *r, struct port_dir *dir, const char *folder, int set_mm)
{
    char path[DIR_PATH_MAX];
    struct file_bytes file;
    *r = (struct paper_roll){
        .dir = dir, .folder = folder, .set = (int64_t)set_mm * UM_PER_MM, .slip = SLIP_UM};
    begin(r);
    (void)snprintf(path, sizeof path, "%s/%s", folder, PAPER_ROLL_FILE);
    if (dir != NULL && !failed(dir->files->ops->read(path, FILE_BYTES, &file))) {
        const bool known = read_text(r, file.bytes);
        (void)known; /* what is no such file is written anew */
        dir->files->ops->unmap(&file);
    }
}

/* --- counting and learning ------------------------------------------------------------------- */

struct err paper_roll_printed(struct paper_roll *r, const struct bits *page)
{
    const int64_t length = length_of(page);
    r->used += length;
    r->slip = (7 * r->slip + length) / 8;
    return keep(r);
}

/* What is known so far weighs three times what this roll says. */
static int64_t learn(int64_t known, int64_t now)
{
    return known > 0 ? (3 * known + now) / 4 : now;
}

static void learn_from_end(struct paper_roll *r)
{
    const bool is_short = 2 * r->used < roll_length(r);
    if (!is_short) {
        r->length = learn(r->length, r->used);
    } else if (r->was_short) {
        r->length = r->used; /* two in a row: they are shorter now */
    }
    r->was_short = is_short && !r->was_short;
    if (r->near_at >= 0 && !is_short) {
        r->tail = learn(r->tail, r->used - r->near_at);
    }
}

struct err paper_roll_changed(struct paper_roll *r)
{
    if (r->out && r->used > 0) {
        learn_from_end(r);
    } else if (r->used > roll_length(r)) {
        r->length = r->used; /* it held at least that much */
    }
    begin(r);
    return keep(r);
}

static bool nearly_used_up(const struct paper_roll *r)
{
    return r->near_at >= 0 || 2 * r->used >= roll_length(r);
}

struct err paper_roll_told(struct paper_roll *r, enum printer_paper paper)
{
    if (paper == PAPER_OUT && !r->out) {
        r->out = true;
        return keep(r);
    }
    if (paper == PAPER_OK && r->out && nearly_used_up(r)) {
        return paper_roll_changed(r);
    }
    if (paper == PAPER_OK && r->near_at >= 0 && r->used - r->near_at > WAVER_UM) {
        return paper_roll_changed(r);
    }
    const struct paper_roll before = *r;
    if (paper == PAPER_NEAR_END && r->near_at < 0) {
        r->near_at = r->used;
    } else if (paper == PAPER_OK) {
        r->near_at = -1;
    }
    r->out = r->out && paper != PAPER_OK && paper != PAPER_NEAR_END; /* only a cover was open */
    return before.out != r->out || before.near_at != r->near_at ? keep(r) : ERR_OK;
}

static int64_t left_of(const struct paper_roll *r)
{
    const int64_t rest = roll_length(r) - r->used;
    int64_t left = rest;
    if (r->tail > 0 && r->near_at >= 0) {
        left = r->tail - (r->used - r->near_at);
    } else if (r->tail > rest) {
        left = r->tail; /* its sensor would have said so */
    }
    return r->out || left < 0 ? 0 : left;
}

struct paper_figures paper_roll_figures(const struct paper_roll *r)
{
    const int64_t left = left_of(r);
    return (struct paper_figures){.used_mm = (int)(r->used / UM_PER_MM),
                                  .roll_mm = (int)(roll_length(r) / UM_PER_MM),
                                  .learned = r->length > 0,
                                  .left_mm = (int)(left / UM_PER_MM),
                                  .sure = r->tail > 0 && r->near_at >= 0,
                                  .slip_mm = (int)(r->slip / UM_PER_MM),
                                  .slips_left = (int)(left / r->slip),
                                  .near_end = r->near_at >= 0 && !r->out,
                                  .out = r->out};
}

bool paper_figures_suffice(const struct paper_figures *f, const struct bits *page)
{
    return !f->sure || length_of(page) <= (int64_t)f->left_mm * UM_PER_MM;
}

bool paper_figures_equal(const struct paper_figures *a, const struct paper_figures *b)
{
    return a->used_mm == b->used_mm && a->roll_mm == b->roll_mm && a->learned == b->learned &&
           a->left_mm == b->left_mm && a->sure == b->sure && a->slip_mm == b->slip_mm &&
           a->slips_left == b->slips_left && a->near_end == b->near_end && a->out == b->out;
}
