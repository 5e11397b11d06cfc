/* What stands on a face: icon, label and sub-line, in a row or in a column, in the skin's colours.
 * Tick badge and speaker come from the node's state. */
#ifndef UI_WIDGETS_CONTENT_H
#define UI_WIDGETS_CONTENT_H

#include "ui/widgets/pen.h"

struct content {
    enum text_style label, sub;
    int icon_dp, gap_dp, pad_dp;
    bool column;
    bool left;       /* rows: from the left, else centred */
    bool icon_after; /* rows */
};

/* How a control's face of w by h px is filled (h 0: not known yet); false for looks without one. */
bool content_of(const struct ui_env *env, const struct view_node *n, int w, int h,
                struct content *ret_content);

/* How a placed control's face is filled: the same in each of its states, whose edges and lips
 * differ; false for looks without one. */
bool content_at_rest(const struct ui_env *env, const struct view_node *n,
                     struct content *ret_content);

/* The least a control needs around its words and icon, in px: width without breaking a word, height
 * at a width. 0 for looks without a face. */
int content_min_width(const struct ui_env *env, const struct view_node *n);
int content_min_height(const struct ui_env *env, const struct view_node *n, int w);

/* True when the ink of a placed control's words and icon is no higher than its face; true for looks
 * without a face. */
bool content_holds(const struct ui_env *env, const struct view_node *n);

/* Width of a control with its label in one line. */
int content_line_width(const struct ui_env *env, const struct view_node *n);

void paint_content(const struct pen *p, struct rect face, const struct skin *skin,
                   const struct content *c);

#endif
