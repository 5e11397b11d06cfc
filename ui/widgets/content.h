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

void paint_content(const struct pen *p, struct rect face, const struct skin *skin,
                   const struct content *c);

#endif
