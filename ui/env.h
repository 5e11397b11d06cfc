/* What laying out and drawing need to know of the panel. Sizes in views are dp (1 dp = 0.311 mm,
 * one pixel of the reference panel); everything drawn is px. Integers only, so that the same view
 * gives the same picture on every machine. */
#ifndef UI_ENV_H
#define UI_ENV_H

#include "platform/port_text.h"

#define UM_PER_DP 311 /* design/tokens.json unit.mm_per_px_reference */

struct ui_env {
    struct port_text *text;
    int width, height; /* px of the panel */
    int um_per_px;     /* micrometres of one px */
    int text_percent;  /* 100, 125, 150 or 200 */
};

/* dp to px, rounded to the nearest. */
static inline int ui_px(const struct ui_env *env, int dp)
{
    const int up = dp < 0 ? -dp : dp;
    const int px = (up * UM_PER_DP * 2 + env->um_per_px) / (2 * env->um_per_px);
    return dp < 0 ? -px : px;
}

/* dp of text, icons and inner gaps, which grow with the text size, to px. */
static inline int ui_text_px(const struct ui_env *env, int dp)
{
    return ui_px(env, dp * env->text_percent / 100);
}

/* px to tenths of a millimetre, rounded down: a target is never called larger than it is. */
static inline int ui_mm10(const struct ui_env *env, int px)
{
    return px * env->um_per_px / 100;
}

#endif
