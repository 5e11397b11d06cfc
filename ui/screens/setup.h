/* The pages of the set-up that stand in files of their own, and what they share with staff's
 * others.
 */
#ifndef UI_SCREENS_SETUP_H
#define UI_SCREENS_SETUP_H

#include "ui/screens/build.h"

/* 63: how large a pixel is, and which way is up. */
void put_setup_panel(struct builder *b);

/* 64: what was found. */
void put_setup_devices(struct builder *b);

/* What no name told of a device: the page, its words, and why it cannot be left yet. */
void put_setup_ask(struct builder *b);
enum message_id setup_ask_title(const struct setup *s);
enum message_id setup_ask_hint(const struct setup *s);
enum message_id setup_ask_blocked(const struct setup *s);

/* One of the answers to what the page asks: a row with its picture. */
struct setup_answer {
    const char *name;
    enum message_id words;
    int icon, icon_dp, height_dp;
    enum setup_act act;
};
void put_setup_answer(struct builder *b, int column, const struct setup_answer *answer);

/* Which picture the printed bar is like. */
void put_setup_bar(struct builder *b);
enum message_id setup_bar_blocked(const struct setup *s);
enum message_id setup_bar_act_words(const struct setup *s);

#endif
