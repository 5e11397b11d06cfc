/* Samples of letters and colours, on the page where they are chosen. */
#include "ui/widgets/sample.h"

#include "ui/shape.h"

#define RADIUS_DP  24
#define LETTER_DP  120 /* box of the letter on a sample of colours */
#define BADGE_DP   60
#define ASIDE_DP   30  /* between the letter and its name beside it */
#define TEXT_START 100 /* percent that the letter of text size 100 % is drawn with */

/* The letter is drawn as large as the sizes are to each other, whatever size is in use. */
static void measure_letter(const struct ui_env *now, const struct view_node *n, int width,
                           bool beside, struct text_block *ret_letter, struct text_block *ret_name)
{
    struct ui_env env = *now;
    env.text_percent = TEXT_START + (n->number - TEXT_START) * 9 / 8;
    text_block(&env, TEXT_TITLE, "A", 0, ret_letter);
    const int letter = width > 0 && beside ? ret_letter->width + ui_px(now, ASIDE_DP) : 0;
    const bool holds = width == 0 || text_widest_word(now, TEXT_LABEL, n->label) + letter <= width;
    text_block(now, holds ? TEXT_LABEL : TEXT_MARK, n->label,
               width > letter ? width - letter : width, ret_name);
}

bool sample_letter_is_beside(const struct ui_env *env, const struct view_node *n, int width)
{
    struct text_block letter, name;
    measure_letter(env, n, 0, false, &letter, &name);
    return letter.width + ui_px(env, ASIDE_DP) + name.width + ui_px(env, 40) <= width;
}

void look_letter(const struct pen *p)
{
    const struct skin skin = pen_skin(p);
    const struct rect face = pen_face(p, &skin, RADIUS_DP);
    struct text_block letter, name;
    const int room = pen_px(p, SAMPLE_LETTER_DP), width = face.w - pen_px(p, 12);
    measure_letter(p->env, p->node, width, false, &letter, &name);
    if (room + name.height > face.h) { /* beside each other where the face is low */
        measure_letter(p->env, p->node, width, true, &letter, &name);
        const int gap = pen_px(p, ASIDE_DP), both = letter.width + gap + name.width;
        struct text_place at = {face.x + (face.w - both) / 2, face.y + (face.h - letter.height) / 2,
                                letter.width, ALIGN_START, skin.ink};
        pen_block(p, &letter, &at);
        at.x += letter.width + gap;
        at.y = face.y + (face.h - name.height) / 2;
        at.w = name.width;
        pen_block(p, &name, &at);
        return;
    }
    const int rest = (face.h - room - name.height) / 2;
    struct text_place at = {face.x, face.y + rest + (room - letter.height) / 2, face.w,
                            ALIGN_CENTER, skin.ink};
    pen_block(p, &letter, &at);
    at.y = face.y + rest + room;
    pen_block(p, &name, &at);
}

#define LETTER_LINE_DP 86

static void sample_letter(const struct pen *p, struct rect box)
{
    const bool bright = p->node->number == THEME_HC;
    pen_box(p, box,
            &(struct box_style){.fill = COLOR_ROOF,
                                .edge = p->node->number == THEME_LIGHT ? COLOR_ROOF : COLOR_ON_ROOF,
                                .edge_dp = 3,
                                .bottom_dp = 3,
                                .radius_dp = 18});
    const bool low = box.h < pen_grown(p, LETTER_LINE_DP);
    pen_text(p, low ? TEXT_TITLE : TEXT_QUESTION, "A", box,
             &(struct text_place){.align = ALIGN_CENTER,
                                  .ink = bright ? COLOR_WEAVE_YELLOW : COLOR_ON_ROOF});
}

static void badge(const struct pen *p, struct rect face)
{
    struct icon_colors colors = pen_plain_icon;
    const int side = pen_grown(p, BADGE_DP), inset = pen_px(p, 16);
    const struct rect r = {face.x + face.w - inset - side, face.y + inset, side, side};
    colors.of[0] = COLOR_ON_PRIMARY;
    pen_disc(p, r, COLOR_PRIMARY);
    pen_icon(p, pen_square(p, r, 38), ICON_CHECK + 1, &colors);
}

static int smaller(int a, int b)
{
    return a < b ? a : b;
}

/* Ground, letter and name in the sample's own colours; edge and tick in those in use. */
void look_theme(const struct pen *p)
{
    struct skin skin = pen_skin(p);
    const bool chosen = (p->node->state & STATE_CHOSEN) != 0;
    const bool plain = (p->node->state & (STATE_SPOKEN | STATE_PRESSED)) == 0;
    if (plain) {
        skin.edge = chosen ? COLOR_PRIMARY : COLOR_LINE;
        skin.edge_dp = chosen ? 8 : 3;
        skin.bottom_dp = 12;
    }
    const struct rect face = pen_face(p, &skin, RADIUS_DP);
    const int from = p->draw->count;
    const bool large = ui_shape(p->env).large; /* the name alone shows the colours */
    const int side = large ? 0 : smaller(pen_px(p, LETTER_DP), face.h - pen_px(p, 16));
    const int pad = pen_px(p, large ? 24 : 33), gap = large ? 0 : pen_px(p, 28);
    if (plain) {
        const int inset = pen_px(p, 10);
        pen_fill(p, (struct rect){face.x, face.y + inset, face.w, face.h - 2 * inset}, COLOR_BG);
        pen_fill(p, (struct rect){face.x + inset, face.y, face.w - 2 * inset, face.h}, COLOR_BG);
    }
    if (!large) {
        sample_letter(p, (struct rect){face.x + pad, face.y + (face.h - side) / 2, side, side});
    }
    const struct rect name = {face.x + pad + side + gap, face.y,
                              face.w - pad - side - gap - pen_px(p, 8), face.h};
    const enum theme_color ink = plain ? COLOR_INK : skin.ink;
    struct text_block words;
    text_block(p->env, large ? TEXT_LABEL : TEXT_LEAD, p->node->label, name.w, &words);
    if (words.height > face.h - pen_px(p, 16)) { /* never more than the face holds */
        text_block(p->env, TEXT_LABEL, p->node->label, name.w, &words);
    }
    pen_block(p, &words,
              &(struct text_place){name.x, name.y + (name.h - words.height) / 2, name.w,
                                   ALIGN_START, ink});
    for (int i = from; i < p->draw->count && plain; i++) {
        p->draw->cmds[i].theme = p->node->number + 1;
    }
    if (chosen) {
        badge(p, face);
    }
}
