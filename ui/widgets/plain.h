/* What is only looked at: text, cards, facts, notes, pills, the status trail. Flat: no lip. */
#ifndef UI_WIDGETS_PLAIN_H
#define UI_WIDGETS_PLAIN_H

#include "ui/widgets/pen.h"

void look_plain(const struct pen *p); /* BODY, LEAD, HEADING, SMALL, LABEL, MUTED */
void look_card(const struct pen *p);  /* CARD, CARD_SPOKEN */
void look_rule(const struct pen *p);
void look_veil(const struct pen *p);
void look_fact(const struct pen *p);
void look_need(const struct pen *p);
void look_done(const struct pen *p);
void look_pill(const struct pen *p); /* PILL_OK, PILL_WARN, PILL_BAD */
void look_note(const struct pen *p); /* NOTE, NOTE_OK, NOTE_BAD */
void look_answer(const struct pen *p);
void look_trail(const struct pen *p);
void look_aside(const struct pen *p);
void look_dialog(const struct pen *p);
void look_step(const struct pen *p);

/* The style of the first of two lines beside an icon. */
enum text_style widget_need_style(const struct view_node *n);
enum text_style widget_note_style(const struct view_node *n);

/* True when what a step is and how far it is stand above one another at this width. */
bool step_in_two(const struct ui_env *env, const struct view_node *n, int width);

/* True when a fact this wide has its icon at the left. */
bool fact_is_wide(const struct ui_env *env, const struct view_node *n, int width);

/* How many stages a trail has, and whether they stand above one another at this width. */
int trail_rows(const struct view_node *n);
bool trail_stands(const struct ui_env *env, const struct view_node *n, int width);

/* Sizes layout asks for (ui/widgets/natural.h). */
#define FACT_WIDE_DP  380
#define NOTE_PAD_X_DP 32
#define NOTE_PAD_Y_DP 24
#define NOTE_ICON_DP  76
#define NOTE_GAP_DP   24
#define NEED_GAP_DP   30
#define PILL_PAD_DP   24
#define PILL_GAP_DP   12
#define PILL_ICON_DP  52

#endif
