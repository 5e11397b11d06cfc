/* What every screen is built with: texts in the shown language, nodes with their speech, the roof,
 * the acts and the tool bar. Texts made here live in the frame arena, as long as the view. */
#ifndef UI_SCREENS_BUILD_H
#define UI_SCREENS_BUILD_H

#include "app/app.h"
#include "app/typing/layout.h"
#include "app/view.h"
#include "ui/icons.h"
#include "ui/shape.h"

struct builder {
    struct app *app;
    struct view *view;
    struct arena *frame;
    const char *language; /* code of the shown language */
    bool mute;            /* digits of its pad are not said at all: a PIN */
    bool secret;          /* what is asked is private: its keys and value are not said aloud */
    struct shape shape;   /* of the picture; sizes stay the reference drawing's, layout fits them */
    struct view_node more; /* what that act says and does, where the screen deals its own pages */
    bool has_more;         /* the act that turns the page is put */
    bool has_roof;         /* an ordinary one, with room for the mark of another language */
};

/* A builder for the app's language and shape. */
struct builder builder_of(struct app *app, struct arena *frame, struct view *view);

/* Text of a message in the shown language. */
const char *text_of(const struct builder *b, enum message_id id);

/* Text of a message with {0} and {1} filled in; "" when the arena is full. */
const char *text_filled(const struct builder *b, enum message_id id, const char *zero,
                        const char *one);

/* printf into the frame arena; "" when it is full. */
__attribute__((format(printf, 2, 3))) const char *text_format(const struct builder *b,
                                                              const char *format, ...);

/* Icon of a form's image name ("birth", "birth.svg") as nodes hold it; `fallback` when unknown. */
int build_icon(const char *image, int fallback);

/* A number as text. */
const char *text_number(const struct builder *b, int number);

/* Adds a node; parent -1 keeps its zone, else it stands in the parent's. Returns its index. */
int put(struct builder *b, int parent, struct view_node node);

/* The same with a message as label and speech. */
int put_message(struct builder *b, int parent, enum message_id label, struct view_node node);

/* Label and sub-line from messages; both are said. */
int put_two(struct builder *b, int parent, enum message_id label, enum message_id sub,
            struct view_node node);

/* A group: flow, gap, pads, look of the node given; the rest as struct view_node says. */
int put_group(struct builder *b, int parent, struct view_node group);

/* Empty room that takes what is left. */
void put_space(struct builder *b, int parent);

/* A thin line across a column, or upright in a row. */
void put_rule(struct builder *b, int parent, bool upright);

/* Appends one item to a node's speech; nothing when it is full. */
void say_more(struct view_node *n, struct say item);
struct say say_message(enum message_id id);
struct say say_text(const char *text, bool private_);

/* The roof of an ordinary screen. */
struct roof {
    const char *title, *hint; /* hint may be NULL */
    const char *which;        /* of several that are asked the same, stands above; or NULL */
    struct say title_say[SAY_MAX], hint_say[SAY_MAX];
    const char *right; /* end of the brand row, or NULL: the clock */
    struct say right_say[3];
    int cells, done; /* band; cells 0 = whole cloth */
    bool now;        /* the shuttle stands on cell `done` */
    bool flat;       /* of staff */
};
void put_roof(struct builder *b, const struct roof *roof);

/* The mark on the roof that what stands or sounds here is in another language than hers. */
void put_fallback_mark(struct builder *b);

/* A roof whose title and hint are messages (hint MSG_NONE: none), with the whole cloth. */
struct roof roof_of(const struct builder *b, enum message_id title, enum message_id hint);

/* The answers of a screen: one column that fills the zone. */
int put_answers(struct builder *b, int gap);

/* Back at the left, the main act at the right. A reason makes the main act disabled: it is what
 * touching it says, and what is read at the end of the page unless the page has said it. */
void put_back(struct builder *b);
void put_next(struct builder *b, enum message_id label, int icon, enum message_id reason);

/* The button that turns the page where layout or the screen deals several. put_back and put_act put
 * it into the act row; a screen without acts puts it into its answers. Label and speech may be left
 * to the words "more" and the page. */
void put_more(struct builder *b, int parent, struct view_node node);

/* An act where Back stands on other screens. */
void put_first_act(struct builder *b, const char *name, enum message_id label, int icon,
                   struct intent intent);

/* "Done", the main act of a page where something is set. */
void put_done(struct builder *b, struct intent intent);

/* One large act over the whole row. */
void put_act(struct builder *b, const char *name, enum message_id label, int icon,
             struct intent intent, bool main);

void put_tools(struct builder *b);
/* The tools that put_tools had no room for, into a grid. */
void put_more_tools(struct builder *b, int parent);

/* Stands a part of the answers at a side of a wide screen. */
void put_aside(struct builder *b, int part, enum view_side side);

/* The number pad with keys key_dp high. INTENT_KEY's argument is the digit, KEY_CLEAR or KEY_ERASE.
 */
int put_pad(struct builder *b, int column, int key_dp);
/* The pad of a layer, for the composer: INTENT_KEY's argument is the index in it. */
int put_pad_of(struct builder *b, int column, int key_dp, enum keyboard_layer layer);

/* One of two or three buttons side by side in a row. */
void put_half(struct builder *b, int row, const char *name, enum message_id label, int icon,
              struct intent intent);

/* The mark of practice, on every screen while the portal is one for practice. */
void put_practice(struct builder *b);

/* Local time "09:24"; day and date "Thứ Hai, 23/11". */
const char *text_clock(const struct builder *b);
const char *text_day(const struct builder *b);

/* Adds the time of day, the weekday and the date to what it says. */
void say_now(const struct builder *b, struct view_node *n);

/* Rows a page of a list, where the reference drawing has `reference` of them: two at 200 %. */
int list_rows(const struct builder *b, int reference, int landscape);

/* The screen deals its own pages, of which `page` is shown: what the act that turns them says
 * (NULL: "more") and does. Before put_back. */
void deal_own_pages(struct builder *b, int page, int pages, const char *label,
                    struct intent intent);

/* A list of pages of per_page, turned by the one act between back and on. Before put_back. */
void put_large_pager(struct builder *b, int page, int per_page, int total);

/* The button that turns a list by step pages; closed, and saying so, when there is nothing there.
 * Of node the size and icon_only count. */
void put_turn(struct builder *b, int row, int step, bool there, struct view_node node);

/* Which page of a list stands there, and which of its rows, counted from 1. */
struct rows_shown {
    int page, pages;
    int from, to, total;
};

/* Up, which of how many, down. */
void put_range_pager(struct builder *b, int column, const struct rows_shown *shown);

/* The same for a list dealt in pages of per_page. */
void put_pager(struct builder *b, int column, int page, int per_page, int total);

/* What turns a list that has more than one page: the pager in the column of the reference shape,
 * else the one act. Before put_back. */
void put_list_pager(struct builder *b, int column, int page, int per_page, int total);

/* The next three return their group, -1 when there is none. The sentence that says what is wrong
 * and what to do, as the voice says it. */
int put_problem(struct builder *b, int column, int height_dp);

/* "The officer writes this" and "take it from the paper", where the form allows it. */
int put_open_row(struct builder *b, int column, const struct form_question *q, int height_dp);

/* A PIN being typed, one disc a digit, under what is to be done. */
void put_pin_dots(struct builder *b, int column, const char *digits, int least,
                  enum message_id words);

/* The steps of a file on its way, in a card: so many are done, the next one is under way or waits.
 */
void put_steps(struct builder *b, int card, int done, bool under_way);

/* The field that what is typed is searched with; its size and what it says are the screen's. */
struct view_node search_field(const struct builder *b, const char *sub);

/* A card with a large icon, where a page has little else to show; none at 200 %. */
void put_emblem(struct builder *b, int column, int icon);

/* Time and day in the corner of the big roof, and the mark of practice. */
void put_corner(struct builder *b);

/* The big roof under the sun, lit while the kiosk can speak: a title and a lead, both said. */
void put_scene(struct builder *b, enum message_id title, const char *lead, struct say lead_say,
               bool lit);

/* Tiles of the configured languages: how many there are, one page of them in a grid. */
int language_count(const struct builder *b);
void put_languages(struct builder *b, int column, int page);
/* Configured language `index` in a sentence of the shown language: "Jrai" after "tiếng". */
const char *text_language(const struct builder *b, int index);

/* The counter that helps, with its number where the kiosk knows it. */
void put_counter(struct builder *b, int parent, enum message_id plain, enum message_id numbered,
                 enum message_id sub, struct view_node node);

/* The place shown on screens. */
const char *text_place(const struct builder *b);

#endif
