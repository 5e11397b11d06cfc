/* The rules of design/tokens.json and DESIGN.md, measured on a laid-out view and on its picture. */
#ifndef UI_CHECK_H
#define UI_CHECK_H

#include "app/view.h"
#include "ui/draw.h"
#include "ui/env.h"

#define CHECK_FINDINGS_MAX 32

struct check_finding {
    const char *rule;  /* "gap", "clipped", "contrast" */
    const char *node;  /* name, or label, or "-" */
    const char *other; /* the second node of a pair, or NULL */
    int got, want;     /* px; contrast in hundredths */
};

struct check_report {
    struct check_finding findings[CHECK_FINDINGS_MAX];
    int count; /* of all findings; the first CHECK_FINDINGS_MAX are kept */
};

/* Sizes of targets, gaps, zones, eave, names, speech, text size, clipped and overlapping text.
 * scratch is overwritten. Findings are added to *report. */
void check_view(const struct ui_env *env, const struct view *v, struct draw_list *scratch,
                struct check_report *report);

/* Contrast of every text with the colour around it in the painted picture; at least 7:1. colors is
 * the theme's row of 0xRRGGBB. Texts under the veil are left out. A finding names the innermost
 * node around the text, and the text. */
void check_contrast(const struct view *v, const struct draw_list *frame,
                    const struct canvas *canvas, const uint32_t *colors,
                    struct check_report *report);

/* How far apart two colours (0xRRGGBB) are in brightness, in hundredths: 100 to 2100 (WCAG 2). */
int check_contrast_of(uint32_t a, uint32_t b);

#endif
