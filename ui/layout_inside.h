/* The inside of layout, shared by its three parts: sizes, places, pages. Not for others. */
#ifndef UI_LAYOUT_INSIDE_H
#define UI_LAYOUT_INSIDE_H

#include "ui/layout.h"
#include "ui/shape.h"

struct layout {
    const struct ui_env *env;
    struct view *v;
    struct layout_report *report;
    struct shape shape;
    bool flex;                   /* sizes yield to the room; else they are the drawing's */
    bool tight;                  /* gaps and pads as small as they may be */
    bool aside;                  /* the answers stand in two columns */
    bool voiced;                 /* what may stay in the voice alone has left the picture */
    bool out[VIEW_NODES_MAX];    /* not placed: on another page, or in the voice alone */
    bool stands[VIEW_NODES_MAX]; /* rows whose children stand under one another all the same */
    struct {
        int width, height;
    } memo[VIEW_NODES_MAX]; /* least height of a leaf at the last width asked for */
};

/* The box children are placed in, and how. */
struct flow {
    struct rect box;
    int parent; /* node index, or -1 for a zone */
    enum view_zone zone;
    enum view_flow flow;
    int gap, columns;
    enum view_align align;
};

#define KIDS_MAX VIEW_NODES_MAX

/* What one child may take along the flow. */
struct share {
    int node, least, wish, grow, size;
};

/* Children in order that are not out: of the parent, or the top-level nodes of the zone. */
int next_child(const struct layout *l, const struct flow *f, int after);
struct flow flow_of(const struct layout *l, int index);
int pad_x_of(const struct layout *l, int index);
int pad_y_of(const struct layout *l, int index);

/* Least size without breaking a word or a rule, and the size wished for. */
int least_width(const struct layout *l, int index);
int wished_width(const struct layout *l, int index);
int least_height(struct layout *l, int index, int width);
int wished_height(struct layout *l, int index, int width);

/* True when a row's children stand under one another because their words do not fit side by side
 * in width px. */
bool row_stacks(const struct layout *l, const struct flow *f, int width);

/* Columns of a grid in width px. */
int grid_columns(const struct layout *l, const struct flow *f, int width);

/* Fills shares[] with the children of a row or column and gives each its size along it; returns how
 * many there are and how much room is missing (*ret_missing <= 0: none). */
int share_out(struct layout *l, const struct flow *f, struct share shares[KIDS_MAX],
              int *ret_missing);

/* Places a flow's children and theirs. Reports what does not fit. */
void place(struct layout *l, const struct flow *f);

/* True when the answers fit as they are now. */
bool answers_fit(struct layout *l, int root);

/* Words of a zone are some steps smaller. */
void smaller_words(struct layout *l, enum view_zone zone, int small);

/* Places the acts, and the tools; pages of the view are known. */
void place_actions(struct layout *l);
void place_tools(struct layout *l);

/* Places the answers, over pages where they do not fit. */
void place_answers(struct layout *l);

/* Deals the answers over pages: sets page of every node and pages of the view. */
void deal_pages(struct layout *l, int root);

#endif
