/* The table of states, and what its fills are made with. */
#ifndef TESTS_TOOLS_STATE_ROWS_H
#define TESTS_TOOLS_STATE_ROWS_H

#include "app/settings.h"
#include "app/typing/composer.h"
#include "tests/tools/states.h"

/* The citizen's, staff's, the studio's, those of badges and the day, those of files that are not
 * sent, and what the set-up asks of devices. */
extern const struct state state_rows[], state_rows_staff[], state_rows_fleet[], state_rows_studio[],
    state_rows_office[], state_rows_files[], state_rows_setup[];

/* How many there are of each. */
int state_row_count(void);
int state_staff_count(void);
int state_fleet_count(void);
int state_studio_count(void);
int state_office_count(void);
int state_files_count(void);
int state_setup_count(void);

/* Opens the gallery form on one question, its answer given. */
void state_ask(const char *ref, const char *value);
/* Something typed. */
/* The same in the form of every kind, where three children are written down; value NULL asks how
 * many the repeat of that instance has. */
void state_kinds(const char *ref, const char *value);
void state_sign(void);
void state_type(enum composer_field field, const char *text);
/* The communes that fit what is typed. */
void state_find(const char *text);
/* The search with this typed; the list of a tile; a procedure without a form. */
void state_search(const char *text);
void state_tile(const char *tile);
void state_inform(const char *code);

/* A card with this residence. */
void state_card(const char *address);
void state_photo(void);
/* So many pages of the page's paper, the last one chosen and of this enum photo_verdict. */
void state_pages(int count, int last_verdict);
/* The settings of the state, to be changed. */
struct settings *state_settings(void);

/* The land route at the last of `depth` questions, by their places in its file. */
void state_route(const int *asked, int depth);
void state_receipt(enum portal_stage stage);

#endif
