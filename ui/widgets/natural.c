#include "ui/widgets/natural.h"

#include <stddef.h>

#include "ui/widgets/plain.h"

bool widget_text_style(const struct view_node *n, enum text_style *ret_style)
{
    static const struct {
        enum view_look look;
        enum text_style style;
    } rows[] = {{LOOK_BODY, TEXT_BODY},       {LOOK_LEAD, TEXT_LEAD},    {LOOK_HEADING, TEXT_TITLE},
                {LOOK_SMALL, TEXT_SMALL},     {LOOK_LABEL, TEXT_LABEL},  {LOOK_MUTED, TEXT_DETAIL},
                {LOOK_BODY_MUTED, TEXT_BODY}, {LOOK_STRONG, TEXT_STRONG}};
    for (int i = 0; i < (int)(sizeof rows / sizeof rows[0]); i++) {
        if (rows[i].look == n->look) {
            *ret_style = text_smaller_style(rows[i].style, n->small);
            return true;
        }
    }
    return false;
}

static int icon_px(const struct ui_env *env, const struct view_node *n, int fallback_dp)
{
    return n->icon == 0 ? 0 : ui_text_px(env, n->icon_dp > 0 ? n->icon_dp : fallback_dp);
}

static bool is_pill(enum view_look look)
{
    return look == LOOK_PILL_OK || look == LOOK_PILL_WARN || look == LOOK_PILL_BAD;
}

static bool is_note(enum view_look look)
{
    return look == LOOK_NOTE || look == LOOK_NOTE_OK || look == LOOK_NOTE_BAD;
}

int widget_width(const struct ui_env *env, const struct view_node *n)
{
    enum text_style style;
    if (widget_text_style(n, &style)) {
        return text_width(env, style, n->label);
    }
    if (is_pill(n->look)) {
        const int icon = icon_px(env, n, PILL_ICON_DP);
        const int gap = icon > 0 ? ui_text_px(env, PILL_GAP_DP) : 0;
        return text_width(env, TEXT_MARK, n->label) + icon + gap + 2 * ui_px(env, PILL_PAD_DP);
    }
    if (n->look == LOOK_NEED || n->look == LOOK_DONE) {
        const int icon = n->look == LOOK_DONE ? ui_text_px(env, n->icon_dp > 0 ? n->icon_dp : 80)
                                              : icon_px(env, n, 104);
        const int gap = icon > 0 && n->label != NULL ? ui_text_px(env, NEED_GAP_DP) : 0;
        const int top = text_width(env, n->number != 0 ? TEXT_TITLE : TEXT_LEAD, n->label);
        const int sub = text_width(env, TEXT_DETAIL, n->sub);
        return icon + gap + (top > sub ? top : sub);
    }
    return 0;
}

static int text_height(const struct ui_env *env, enum text_style style, const char *text, int width)
{
    struct text_block block;
    text_block(env, style, text, width, &block);
    return block.height;
}

static int need_height(const struct ui_env *env, const struct view_node *n, int width)
{
    const int icon = n->look == LOOK_DONE ? ui_text_px(env, n->icon_dp > 0 ? n->icon_dp : 80)
                                          : icon_px(env, n, 104);
    const int room = width - (icon > 0 ? icon + ui_text_px(env, NEED_GAP_DP) : 0);
    const enum text_style top =
        n->number != 0 ? TEXT_TITLE
                       : (n->total != 0 || n->look == LOOK_DONE ? TEXT_STRONG : TEXT_LEAD);
    const int text =
        text_height(env, top, n->label, room) + text_height(env, TEXT_DETAIL, n->sub, room);
    return text > icon ? text : icon;
}

int widget_height(const struct ui_env *env, const struct view_node *n, int width)
{
    enum text_style style;
    if (widget_text_style(n, &style)) {
        return text_height(env, style, n->label, width);
    }
    if (n->look == LOOK_NEED || n->look == LOOK_DONE) {
        return need_height(env, n, width);
    }
    if (n->look == LOOK_FACT && fact_is_wide(env, n, width)) {
        const int icon = icon_px(env, n, 88), room = width - icon - ui_text_px(env, NEED_GAP_DP);
        const int text = text_height(env, TEXT_DETAIL, n->label, room) +
                         text_height(env, TEXT_STRONG, n->value, room);
        return text > icon ? text : icon;
    }
    if (n->look == LOOK_FACT) {
        return icon_px(env, n, 88) + 2 * ui_text_px(env, 6) +
               text_height(env, TEXT_DETAIL, n->label, width) +
               text_height(env, TEXT_STRONG, n->value, width);
    }
    if (n->look == LOOK_ASIDE) {
        const int icon = icon_px(env, n, 64);
        const int text =
            text_height(env, TEXT_DETAIL, n->label, width - icon - ui_text_px(env, 22));
        return text > icon ? text : icon;
    }
    if (is_pill(n->look)) {
        const int icon = icon_px(env, n, PILL_ICON_DP);
        const int room = width - icon - (icon > 0 ? ui_text_px(env, PILL_GAP_DP) : 0) -
                         2 * ui_px(env, PILL_PAD_DP);
        const int one = ui_text_px(env, n->icon > 0 ? 76 : 62);
        const int text = text_height(env, TEXT_MARK, n->label, room) + ui_px(env, 16);
        return text > one ? text : one;
    }
    if (is_note(n->look)) {
        const int icon = icon_px(env, n, NOTE_ICON_DP);
        const int room = width - 2 * ui_px(env, NOTE_PAD_X_DP) -
                         (icon > 0 ? icon + ui_text_px(env, NOTE_GAP_DP) : 0);
        const int text = text_height(env, widget_note_style(n), n->label, room);
        return (text > icon ? text : icon) + 2 * ui_px(env, NOTE_PAD_Y_DP);
    }
    return 0;
}
