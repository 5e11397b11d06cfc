#include "ui/paper.h"

#include <string.h>

/* Lengths below are those of the drawing, at 576 dots; scaled() fits them to the paper. */
#define PAD       24
#define RULE      4
#define RULE_GAP  20

#define BAR_HIGH  104 /* dots, whatever the paper is: 13 mm */
#define BAR_EDGE  4
#define BAR_INSET 20
#define BAR_MARK  (BAR_HIGH - 2 * BAR_INSET)
#define BAR_GAP   56 /* white above and below: the head stays cool */

#define QR_EYE    7 /* modules across one of its three eyes */

struct sheet {
    struct dots dots;
    const struct receipt *receipt;
    int y;          /* where the next part begins */
    int per_mille;  /* of the drawing's sizes */
    int step_px;    /* letters of the steps, as drawn at 576 dots */
    int left, wide; /* the column text stands in */
};

static int scaled(const struct sheet *s, int length)
{
    return (length * s->per_mille + 500) / 1000;
}

static struct words style(const struct sheet *s, enum face face, int px, int line)
{
    return (struct words){.face = face, .px = scaled(s, px), .line = scaled(s, line)};
}

/* The Vietnamese beside another language: smaller and not bold. */
static struct words smaller(const struct words *words)
{
    struct words small = *words;
    small.face = FACE_REGULAR;
    small.px = words->px * 4 / 5;
    small.line = words->line * 4 / 5;
    return small;
}

static int both_height(struct sheet *s, int w, const struct words *words,
                       const struct receipt_part *part)
{
    const struct words small = smaller(words);
    return dots_text_height(&s->dots, w, words, part->text) +
           (part->beside == NULL ? 0 : dots_text_height(&s->dots, w, &small, part->beside));
}

/* Text, then the same in Vietnamese when the text is in another language. */
static int both(struct sheet *s, int x, int y, int w, const struct words *words,
                const struct receipt_part *part)
{
    int height = dots_text(&s->dots, x, y, w, words, part->text);
    if (part->beside != NULL) {
        const struct words small = smaller(words);
        height += dots_text(&s->dots, x, y + height, w, &small, part->beside);
    }
    return height;
}

static void draw_rule(struct sheet *s, const struct receipt_part *part)
{
    (void)part;
    dots_fill(&s->dots, s->left, s->y + scaled(s, RULE_GAP), s->wide, RULE, true);
    s->y += 2 * scaled(s, RULE_GAP) + RULE;
}

/* Whoever looks at the paper sees whether both ends came out (app/steps_setup_bar.c). */
static void draw_bar(struct sheet *s, const struct receipt_part *part)
{
    const int width = s->dots.page->width;
    (void)part;
    s->y += scaled(s, BAR_GAP);
    dots_frame(&s->dots, 0, s->y, width, BAR_HIGH, BAR_EDGE);
    dots_fill(&s->dots, BAR_INSET, s->y + BAR_INSET, BAR_MARK, BAR_MARK, true);
    dots_disc(&s->dots, width - BAR_INSET - BAR_MARK, s->y + BAR_INSET, BAR_MARK, 0);
    s->y += BAR_HIGH + scaled(s, BAR_GAP);
}

/* Pictogram left, words right, both centred on the higher of the two. */
static void draw_beside_icon(struct sheet *s, const struct receipt_part *part, int icon, int gap,
                             const struct words *words)
{
    const int side = part->icon == NULL ? 0 : scaled(s, icon);
    const int x = side == 0 ? s->left : s->left + side + scaled(s, gap);
    const int w = s->left + s->wide - x;
    struct words label = style(s, FACE_REGULAR, 32, 42);
    const int above = part->label == NULL ? 0 : dots_text_height(&s->dots, w, &label, part->label);
    const int height = above + both_height(s, w, words, part);
    const int row = height > side ? height : side;
    dots_icon(&s->dots, s->left, s->y + (row - side) / 2, side, part->icon, false);
    int y = s->y + (row - height) / 2;
    if (part->label != NULL) {
        y += dots_text(&s->dots, x, y, w, &label, part->label);
    }
    y += both(s, x, y, w, words, part);
    s->y = y > s->y + row ? y : s->y + row;
}

static void draw_head(struct sheet *s, const struct receipt_part *part)
{
    const struct words words = style(s, FACE_BOLD, 34, 42);
    draw_beside_icon(s, part, 84, 18, &words);
}

static void draw_title(struct sheet *s, const struct receipt_part *part)
{
    const struct words words = style(s, FACE_DISPLAY, 64, 76);
    s->y += both(s, s->left, s->y, s->wide, &words, part);
}

static void draw_procedure(struct sheet *s, const struct receipt_part *part)
{
    const struct words words = style(s, FACE_BOLD, 42, 52);
    s->y += scaled(s, 14);
    draw_beside_icon(s, part, 116, 22, &words);
}

static void draw_fact(struct sheet *s, const struct receipt_part *part)
{
    const bool brief = part->label != NULL && strlen(part->text) < 40;
    const struct words words = brief ? style(s, FACE_BOLD, 42, 54) : style(s, FACE_BOLD, 34, 46);
    draw_beside_icon(s, part, 84, 22, &words);
    s->y += scaled(s, 16);
}

static void draw_mark(struct sheet *s, const struct receipt_part *part)
{
    struct words words = style(s, FACE_BOLD, 34, 46);
    const int inner = s->wide - 2 * scaled(s, 20);
    words.centered = true;
    while (words.px > scaled(s, 24) && dots_text_width(&s->dots, &words, part->text) > inner) {
        words.px--; /* better a little smaller than one word alone in a second line */
    }
    const int height = both_height(s, inner, &words, part);
    s->y += scaled(s, 14);
    dots_frame(&s->dots, s->left, s->y, s->wide, height + 2 * scaled(s, 10), 5);
    (void)both(s, s->left + scaled(s, 20), s->y + scaled(s, 10), inner, &words, part);
    s->y += height + 2 * scaled(s, 10);
}

static int step_width(struct sheet *s, const struct receipt_part *part)
{
    const struct words words = style(s, FACE_BOLD, s->step_px, 40);
    const struct words small = smaller(&words);
    const int text = dots_text_width(&s->dots, &words, part->text);
    const int beside = part->beside == NULL ? 0 : dots_text_width(&s->dots, &small, part->beside);
    return scaled(s, 38 + 8) + (text > beside ? text : beside);
}

static void draw_step_at(struct sheet *s, const struct receipt_part *part, int x)
{
    const struct words words = style(s, FACE_BOLD, s->step_px, 40);
    const int side = scaled(s, 38);
    dots_disc(&s->dots, x, s->y, side, part->done ? 0 : 4);
    if (part->done) {
        const int check = scaled(s, 22);
        dots_icon(&s->dots, x + (side - check) / 2, s->y + (side - check) / 2, check, "check",
                  true);
    }
    (void)both(s, x + side + scaled(s, 8), s->y + (side - words.line) / 2, s->wide, &words, part);
}

#define STEP_GAP 10

/* Width of all steps side by side. */
static int steps_width(struct sheet *s, int first, int count)
{
    int total = (count - 1) * STEP_GAP;
    for (int i = 0; i < count; i++) {
        total += step_width(s, &s->receipt->parts[first + i]);
    }
    return total;
}

/* All steps at once: in a row spread over the width, in a little smaller letters when they need
 * it, or one below the other on narrow paper. */
static int draw_steps(struct sheet *s, int first)
{
    const struct receipt *r = s->receipt;
    int count = 0;
    while (first + count < r->count && r->parts[first + count].kind == RECEIPT_STEP) {
        count++;
    }
    s->step_px = 30;
    while (s->step_px > 26 && steps_width(s, first, count) > s->wide) {
        s->step_px--;
    }
    const int spare = s->wide - steps_width(s, first, count);
    const int below = r->parts[first].beside == NULL ? 0 : scaled(s, 34);
    int x = s->left;
    s->y += scaled(s, 24);
    for (int i = 0; i < count; i++) {
        const struct receipt_part *part = &r->parts[first + i];
        draw_step_at(s, part, x);
        if (spare >= 0 && count > 1) {
            x += step_width(s, part) + STEP_GAP + spare / (count - 1);
        } else {
            s->y += scaled(s, 46) + below;
        }
    }
    s->y += spare >= 0 ? scaled(s, 40) + below : 0;
    return count;
}

static void draw_label(struct sheet *s, const struct receipt_part *part)
{
    const struct words words = style(s, FACE_REGULAR, 32, 42);
    s->y += both(s, s->left, s->y, s->wide, &words, part);
}

/* As large as the width allows, never broken. */
static void draw_code(struct sheet *s, const struct receipt_part *part)
{
    struct words words = style(s, FACE_DISPLAY, 76, 86);
    words.personal = true;
    while (words.px > 24 && dots_text_width(&s->dots, &words, part->text) > s->wide) {
        words.px--;
    }
    words.line = words.px * 9 / 8;
    s->y += dots_text(&s->dots, s->left, s->y, s->wide, &words, part->text);
}

static void draw_number(struct sheet *s, const struct receipt_part *part)
{
    struct words words = style(s, FACE_BOLD, 44, 56);
    words.personal = true;
    /* A number in two lines is copied wrongly: smaller letters first. */
    while (words.px > scaled(s, 32) && dots_text_width(&s->dots, &words, part->text) > s->wide) {
        words.px--;
    }
    s->y += dots_text(&s->dots, s->left, s->y, s->wide, &words, part->text) + scaled(s, 10);
}

static void draw_line(struct sheet *s, const struct receipt_part *part)
{
    const struct words words = style(s, FACE_REGULAR, 30, 42);
    s->y += both(s, s->left, s->y, s->wide, &words, part);
}

/* A box she ticks at home, as high as the first line. */
static void draw_check(struct sheet *s, const struct receipt_part *part)
{
    const struct words words = style(s, FACE_BOLD, 34, 46);
    const int side = scaled(s, 34);
    const int step = side + scaled(s, 18);
    s->y += scaled(s, 8);
    dots_frame(&s->dots, s->left, s->y + (words.line - side) / 2, side, side, 4);
    s->y += both(s, s->left + step, s->y, s->wide - step, &words, part);
}

/* Where the code stands, in dots. Twice, so that one dead dot of the head, a white line down the
 * paper, never goes through an eye of both: without an eye most readers see no code at all. */
struct qr_place {
    int module;
    int second_x, second_y; /* of the second, from the first; 0, 0 = there is none */
    int width, height;      /* of all, white frames included */
};

/* Seven eighths of a millimetre a module, which survives a head that is hot: seven dots, or six of
 * the coarser heads that put 512 dots on wide paper. */
static int best_module(const struct sheet *s)
{
    return s->dots.page->width == 512 ? 6 : 7;
}

/* Side by side, sharing the white between them; or one below the other, an eye's width apart. */
static bool place_twice(const struct sheet *s, int module, bool below, struct qr_place *ret_place)
{
    const int step = (s->receipt->qr_side + QR_QUIET) * module;
    const int whole = step + QR_QUIET * module;
    const int aside = below ? QR_EYE * module : step;
    *ret_place = (struct qr_place){.module = module,
                                   .second_x = aside,
                                   .second_y = below ? step : 0,
                                   .width = whole + aside,
                                   .height = whole + (below ? step : 0)};
    return ret_place->width <= s->dots.page->width;
}

/* Five dots only for an address so long that six do not fit between the edges. */
static struct qr_place place_once(const struct sheet *s)
{
    const int modules = s->receipt->qr_side + 2 * QR_QUIET;
    int module = best_module(s);
    while (module > 6 && modules * module > s->wide) {
        module--;
    }
    module = modules * module > s->dots.page->width ? 5 : module;
    return (struct qr_place){
        .module = module, .width = modules * module, .height = modules * module};
}

/* A reader needs six dots a module. */
static struct qr_place place_qr(const struct sheet *s)
{
    struct qr_place place;
    for (int below = 0; below < 2; below++) {
        for (int module = best_module(s); module >= 6; module--) {
            if (place_twice(s, module, below == 1, &place)) {
                return place;
            }
        }
    }
    return place_once(s);
}

static void draw_qr_at(struct sheet *s, const struct qr_place *place, int x, int y)
{
    const int quiet = QR_QUIET * place->module;
    dots_qr(&s->dots, x + quiet, y + quiet, place->module, s->receipt->qr, s->receipt->qr_side);
}

static void draw_qr(struct sheet *s, const struct receipt_part *part)
{
    struct words words = style(s, FACE_REGULAR, 30, 40);
    const struct qr_place place = place_qr(s);
    const int shift = s->receipt->shift * 8;
    /* Its white frame may reach into the margin, never over the edge. */
    const int spare = s->dots.page->width - place.width;
    const int x =
        place.width > s->wide ? spare / 2 : s->left + (s->wide - place.width < shift ? 0 : shift);
    const int beside = s->left + s->wide - x - place.width;
    words.personal = true;
    dots_grow(&s->dots, s->y + place.height);
    draw_qr_at(s, &place, x, s->y);
    if (place.second_x + place.second_y > 0) {
        draw_qr_at(s, &place, x + place.second_x, s->y + place.second_y);
    }
    if (beside >= scaled(s, 170)) {
        const int height = both_height(s, beside, &words, part);
        const int above = height < place.height ? (place.height - height) / 2 : 0;
        (void)both(s, x + place.width, s->y + above, beside, &words, part);
        s->y += height > place.height ? height : place.height;
    } else {
        s->y += place.height + both(s, s->left, s->y + place.height, s->wide, &words, part);
    }
}

static void draw_part(struct sheet *s, const struct receipt_part *part)
{
    static void (*const painters[])(struct sheet *, const struct receipt_part *) = {
        [RECEIPT_HEAD] = draw_head,     [RECEIPT_MARK] = draw_mark,
        [RECEIPT_TITLE] = draw_title,   [RECEIPT_PROCEDURE] = draw_procedure,
        [RECEIPT_LABEL] = draw_label,   [RECEIPT_CODE] = draw_code,
        [RECEIPT_NUMBER] = draw_number, [RECEIPT_QR_BESIDE] = draw_qr,
        [RECEIPT_FACT] = draw_fact,     [RECEIPT_LINE] = draw_line,
        [RECEIPT_RULE] = draw_rule,     [RECEIPT_CHECK] = draw_check,
        [RECEIPT_BAR] = draw_bar,
    };
    painters[part->kind](s, part);
}

static int per_mille_of(int width)
{
    return width == 576 ? 1000 : width == 512 ? 889 : 830;
}

struct err paper_draw(struct paper_tools *tools, const struct receipt *r, struct bits *page)
{
    if (page->width != 384 && page->width != 512 && page->width != 576) {
        return ERR(ERR_BAD_INPUT, 0, "paper: width is 384, 512 or 576 dots");
    }
    page->height = 0;
    struct sheet s = {.dots = {.page = page,
                               .rows_max = PAPER_ROWS_MAX,
                               .text = tools->text,
                               .art = tools->art,
                               .cache = tools->cache,
                               .scratch = tools->scratch},
                      .receipt = r,
                      .per_mille = per_mille_of(page->width)};
    s.left = scaled(&s, PAD);
    s.wide = page->width - 2 * s.left;
    s.y = dots_band(&s.dots, 0, 3) + scaled(&s, 22);
    for (int i = 0; i < r->count;) {
        if (r->parts[i].kind == RECEIPT_STEP) {
            i += draw_steps(&s, i);
        } else {
            draw_part(&s, &r->parts[i++]);
        }
    }
    (void)dots_band(&s.dots, s.y + scaled(&s, 22), 3);
    return s.dots.full ? ERR(ERR_FULL, 0, "paper: receipt too long") : ERR_OK;
}

int paper_black_per_mille(const struct bits *page)
{
    const size_t bytes = (size_t)page->height * (size_t)(page->width / 8);
    size_t black = 0;
    for (size_t i = 0; i < bytes; i++) {
        for (int bit = 0; bit < 8; bit++) {
            black += page->rows[i] >> bit & 1;
        }
    }
    return bytes == 0 ? 0 : (int)(black * 1000 / (bytes * 8));
}
