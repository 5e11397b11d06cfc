/* The least sizes of looks, for pictures that are not the reference drawing. */
#include "ui/shape.h"
#include "ui/widgets/content.h"
#include "ui/widgets/control.h"
#include "ui/widgets/field.h"
#include "ui/widgets/natural.h"
#include "ui/widgets/page_tile.h"
#include "ui/widgets/plain.h"
#include "ui/widgets/sample.h"

#define STRIP_DP      85 /* a language's woven strip */
#define LINE_SLACK_DP 24 /* a block of lines is higher than its ink */

static int larger(int a, int b)
{
    return a > b ? a : b;
}

static int line_px(const struct ui_env *env, enum text_style style)
{
    struct text_block block;
    text_block(env, style, "0", 0, &block);
    return block.line;
}

static int wide_word(const struct ui_env *env, enum text_style label, enum text_style sub,
                     const struct view_node *n)
{
    return larger(text_widest_word(env, label, n->label),
                  larger(text_widest_word(env, sub, n->sub), text_widest_word(env, sub, n->value)));
}

/* Icon and gap left of lines. */
static int aside_px(const struct ui_env *env, const struct view_node *n, int icon_dp, int gap_dp)
{
    const int dp = n->icon_dp > 0 ? n->icon_dp : icon_dp;
    const int gap = n->label != NULL ? ui_text_px(env, gap_dp) : 0; /* an icon alone */
    return n->icon > 0 || n->look == LOOK_DONE ? ui_text_px(env, dp) + gap : 0;
}

int widget_least_width(const struct ui_env *env, const struct view_node *n)
{
    enum text_style style;
    if (widget_text_style(n, &style)) {
        return text_widest_word(env, style, n->label);
    }
    switch ((int)n->look) {
    case LOOK_NEED:
    case LOOK_DONE:
    case LOOK_STEP:
        return wide_word(env, widget_need_style(n), TEXT_DETAIL, n) +
               aside_px(env, n, n->look == LOOK_STEP ? 60 : 104, NEED_GAP_DP);
    case LOOK_FACT:
        return larger(wide_word(env, TEXT_DETAIL, TEXT_STRONG, n),
                      ui_shape(env).large       ? ui_px(env, 520)
                      : ui_shape(env).landscape ? ui_text_px(env, 230)
                                                : ui_text_px(env, 160));
    case LOOK_ASIDE:
        return wide_word(env, TEXT_DETAIL, TEXT_DETAIL, n) + aside_px(env, n, 64, 22);
    case LOOK_NOTE:
    case LOOK_NOTE_OK:
    case LOOK_NOTE_BAD:
        return wide_word(env, TEXT_DETAIL, TEXT_DETAIL, n) +
               aside_px(env, n, NOTE_ICON_DP, NOTE_GAP_DP) + 2 * ui_px(env, NOTE_PAD_X_DP);
    case LOOK_PILL_OK:
    case LOOK_PILL_WARN:
    case LOOK_PILL_BAD:
        return wide_word(env, TEXT_MARK, TEXT_MARK, n) +
               aside_px(env, n, PILL_ICON_DP, PILL_GAP_DP) + 2 * ui_px(env, PILL_PAD_DP);
    case LOOK_LANGUAGE:
        return text_width(env, TEXT_QUESTION, n->label) + 2 * ui_px(env, 20) +
               (ui_shape(env).large ? ui_text_px(env, 42 + 14) : 0);
    case LOOK_CODE:
        return text_width(env, n->number > 0 ? TEXT_DISPLAY : TEXT_TITLE, n->value);
    case LOOK_DATE_PART:
        return larger(
            text_width(env, TEXT_DETAIL, n->label),
            larger(text_width(env, TEXT_QUESTION, "00"), text_width(env, TEXT_QUESTION, n->value)) +
                ui_px(env, 40));
    case LOOK_ANSWER:
        return larger(wide_word(env, TEXT_DETAIL, TEXT_LABEL, n), ui_px(env, 240));
    case LOOK_FIELD:
    case LOOK_SEARCH:
        return ui_px(env, 300);
    case LOOK_LETTER:
        return text_widest_word(env, TEXT_LABEL, n->label) + ui_px(env, 20);
    case LOOK_PAGE:
        return page_tile_width(env, n);
    case LOOK_THEME:
        return ui_shape(env).large ? text_widest_word(env, TEXT_LABEL, n->label) + ui_px(env, 60)
                                   : text_widest_word(env, TEXT_LEAD, n->label) + ui_px(env, 195);
    default:
        return content_min_width(env, n);
    }
}

static int lines_px(const struct ui_env *env, enum text_style style, const char *text, int width)
{
    struct text_block block;
    text_block(env, style, text, larger(width, 1), &block);
    return block.height;
}

static int trail_height(const struct ui_env *env, const struct view_node *n, int width)
{
    const int row = larger(ui_text_px(env, 72), line_px(env, TEXT_STRONG)) + ui_px(env, 20);
    return trail_stands(env, n, width) ? trail_rows(n) * row + ui_px(env, 12) : row + ui_px(env, 8);
}

static int answer_height(const struct ui_env *env, const struct view_node *n, int width)
{
    struct text_block value;
    text_block(env, TEXT_LEAD, n->value, width, &value);
    if (value.count > 1 || value.width > width) {
        text_block(env, TEXT_LABEL, n->value, width, &value);
    }
    return value.height + lines_px(env, TEXT_DETAIL, n->label, width) + ui_px(env, 8);
}

/* Lines beside an icon, whichever is higher. */
static int beside_height(const struct ui_env *env, const struct view_node *n, int width)
{
    const enum text_style top = n->look == LOOK_STEP ? TEXT_STRONG : widget_need_style(n);
    const int aside = aside_px(env, n, n->look == LOOK_STEP ? 60 : 104, NEED_GAP_DP);
    const int icon = aside > 0 ? aside - (n->label != NULL ? ui_text_px(env, NEED_GAP_DP) : 0) : 0;
    const bool one_line = n->look == LOOK_STEP && !step_in_two(env, n, width);
    const char *sub = one_line ? NULL : n->sub;
    const int lines = lines_px(env, top, n->label, width - aside) +
                      lines_px(env, TEXT_DETAIL, sub, width - aside);
    return larger(lines, icon) + ui_px(env, 8);
}

static int theme_height(const struct ui_env *env, const struct view_node *n, int width)
{
    const bool large = ui_shape(env).large;
    const int room = width - ui_px(env, large ? 60 : 195);
    const int words = lines_px(env, large ? TEXT_LABEL : TEXT_LEAD, n->label, room);
    return larger(words + ui_px(env, 26), ui_px(env, 136));
}

/* Letter and name beside each other where both have room, else above each other. */
static int letter_height(const struct ui_env *env, const struct view_node *n, int width)
{
    const int name = line_px(env, TEXT_LABEL);
    return sample_letter_is_beside(env, n, width) ? larger(name + ui_px(env, 30), ui_px(env, 140))
                                                  : name + ui_px(env, SAMPLE_LETTER_DP + 20);
}

static int language_height(const struct ui_env *env, const struct view_node *n, int width)
{
    struct text_block lines;
    language_line(env, n, width - 2 * ui_px(env, 3), false, &lines);
    const int one = n->sub != NULL ? line_px(env, TEXT_DETAIL) : 0;
    return ui_px(env, STRIP_DP + 8 + 15 + 6) + line_px(env, TEXT_QUESTION) +
           larger(one, lines.height);
}

int widget_least_height(const struct ui_env *env, const struct view_node *n, int width)
{
    switch ((int)n->look) {
    case LOOK_NEED:
    case LOOK_DONE:
    case LOOK_STEP:
        return beside_height(env, n, width);
    case LOOK_TRAIL:
        return trail_height(env, n, width);
    case LOOK_ANSWER:
        return answer_height(env, n, width);
    case LOOK_FIELD:
        return line_px(env, TEXT_DIGIT) + ui_px(env, 24);
    case LOOK_SEARCH:
        return line_px(env, TEXT_TITLE) + ui_px(env, 24);
    case LOOK_DATE_PART:
        return ui_text_px(env, 60) + line_px(env, TEXT_QUESTION) + ui_px(env, 18);
    case LOOK_CELLS:
        return line_px(env, TEXT_TITLE) + ui_px(env, 20);
    case LOOK_CODE: /* her number is the largest thing on its page */
        return line_px(env, n->number > 0 ? TEXT_DISPLAY : TEXT_QUESTION);
    case LOOK_LANGUAGE:
        return language_height(env, n, width);
    case LOOK_LETTER:
        return letter_height(env, n, width);
    case LOOK_PAGE:
        return page_tile_height(env, n);
    case LOOK_THEME:
        return theme_height(env, n, width);
    case LOOK_METER:
        return ui_px(env, n->h);
    default:
        break;
    }
    const int own = content_min_height(env, n, width);
    return own > 0 ? own : widget_height(env, n, width);
}

bool widget_holds(const struct ui_env *env, const struct view_node *n)
{
    const bool note = n->look == LOOK_NOTE || n->look == LOOK_NOTE_OK || n->look == LOOK_NOTE_BAD;
    const int slack = ui_text_px(env, LINE_SLACK_DP) + (note ? 2 * ui_px(env, NOTE_PAD_Y_DP) : 0);
    return content_holds(env, n) && widget_height(env, n, n->rect.w) <= n->rect.h + slack;
}
