#include "app/studio/cover.h"

#include <stdio.h>
#include <string.h>

#include "app/sound/installed.h"

/* In the order of a visit; places of one label are one row. What is not here is a procedure. */
static const struct {
    const char *place;
    enum message_id label;
} way[] = {
    {"welcome", MSG_STUDIO_PLACE_WELCOME},
    {"languages", MSG_LANGUAGE_TITLE},
    {"language-not-ready", MSG_STUDIO_PLACE_NOT_READY},
    {"need", MSG_NEED_TITLE},
    {"search", MSG_SEARCH_TITLE},
    {"list", MSG_LIST_FOUND},
    {"route", MSG_STUDIO_PLACE_ROUTE},
    {"info", MSG_STUDIO_PLACE_INFO},
    {"summary", MSG_CHECKLIST_TITLE},
    {"consent", MSG_CONSENT_TITLE},
    {"identity", MSG_IDENTITY_TITLE},
    {"type-id", MSG_TYPE_ID_TITLE},
    {"address", MSG_ADDRESS_TITLE},
    {"sign-in", MSG_SIGN_IN_TITLE},
    {"held", MSG_REUSE_TITLE},
    {"question-text", MSG_STUDIO_PLACE_TEXT},
    {"question-number", MSG_STUDIO_PLACE_NUMBER},
    {"question-date", MSG_STUDIO_PLACE_DATE},
    {"question-time", MSG_STUDIO_PLACE_TIME},
    {"question-date-time", MSG_STUDIO_PLACE_DATE_TIME},
    {"question-one", MSG_STUDIO_PLACE_ONE},
    {"question-many", MSG_STUDIO_PLACE_MANY},
    {"question-commune", MSG_STUDIO_PLACE_COMMUNE},
    {"question-barcode", MSG_STUDIO_PLACE_BARCODE},
    {"question-note", MSG_STUDIO_PLACE_NOTE},
    {"question-repeat", MSG_STUDIO_PLACE_REPEAT},
    {"question-paper", MSG_STUDIO_PLACE_PAPER_PAGE},
    {"upload", MSG_UPLOAD_TITLE},
    {"question-sign", MSG_STUDIO_PLACE_SIGN},
    {"check", MSG_CHECK_TITLE},
    {"sending", MSG_SENDING_TITLE},
    {"outcome", MSG_RECEIVED_TITLE},
    {"fee", MSG_PAY_OPEN},
    {"paper", MSG_STUDIO_PLACE_PAPER},
    {"rating", MSG_RATING_TITLE},
    {"goodbye", MSG_GOODBYE},
    {"slip", MSG_SLIP_TITLE},
    {"file", MSG_STUDIO_PLACE_FILE},
    {"hers", MSG_STUDIO_PLACE_FILE},
    {"later", MSG_LATER_TITLE},
    {"result", MSG_RESULT_TITLE},
    {"resume", MSG_RESUME_TITLE},
    {"year", MSG_YEAR_TITLE},
    {"withdraw", MSG_WITHDRAW_TITLE},
    {"number", MSG_TAKE_NUMBER},
    {"officer", MSG_OFFICER_TITLE},
    {"limit", MSG_LIMIT_TITLE},
    {"display", MSG_DISPLAY_TITLE},
    {"hearing", MSG_HEARING_TITLE},
    {"reach", MSG_REACH_TITLE},
    {"dark", MSG_REACH_TITLE},
    {"dialog", MSG_STUDIO_PLACE_DIALOG},
    {"notice", MSG_STUDIO_PLACE_NOTICE},
    {"starting", MSG_STUDIO_PLACE_STARTING},
    {"out-of-service", MSG_RESTING},
    {"looked-after", MSG_HOLD_TITLE},
    {"staff-pin", MSG_GATE_TITLE},
    {"staff", MSG_STAFF_TITLE},
    {"staff-menu", MSG_STAFF_TITLE},
    {"staff-paper", MSG_STAFF_TITLE},
    {"staff-file", MSG_STAFF_TITLE},
    {"staff-files", MSG_STAFF_TITLE},
    {"setup", MSG_SETUP_TITLE},
    {"staff-carry", MSG_STAFF_TITLE},
    {"staff-log", MSG_STAFF_TITLE},
    {"staff-badges", MSG_STAFF_TITLE},
    {"staff-badge", MSG_STAFF_TITLE},
    {"staff-day", MSG_STAFF_TITLE},
    {"staff-lines", MSG_STAFF_TITLE},
    {"staff-tests", MSG_STAFF_TITLE},
    {"staff-touch", MSG_STAFF_TITLE},
    {"studio", MSG_STUDIO_TITLE},
    {"wifi", MSG_STAFF_TITLE},
    {"wifi-network", MSG_STAFF_TITLE},
    {"studio-work", MSG_STUDIO_TITLE},
    {"studio-cover", MSG_STUDIO_TITLE},
    {"studio-people", MSG_STUDIO_TITLE},
    {"studio-person", MSG_STUDIO_TITLE},
    {"studio-record", MSG_STUDIO_TITLE},
    {"studio-review", MSG_STUDIO_TITLE},
};

#define WAY ((int)(sizeof way / sizeof way[0]))

static int stage_of(const char *place)
{
    int i = 0;
    while (i < WAY && strcmp(way[i].place, place) != 0) {
        i++;
    }
    return i;
}

enum message_id cover_label(const char *place)
{
    const int i = stage_of(place);
    return i < WAY ? way[i].label : MSG_NONE;
}

/* The first place's number among the places, -1 when there is none, and its stage. */
static int first_place(const struct places *places, enum message_id message, int *ret_stage)
{
    int best = -1;
    *ret_stage = WAY + 1;
    for (int p = 0; p < places->count; p++) {
        const int stage = stage_of(places->names[p]);
        if (places_has(&places->of[message], p) && stage < *ret_stage) {
            *ret_stage = stage;
            best = p;
        }
    }
    return best;
}

const char *cover_place(const struct places *places, enum message_id message)
{
    int stage = 0;
    const int p = first_place(places, message, &stage);
    return p >= 0 ? places->names[p] : "";
}

int cover_rank(const struct places *places, enum message_id message)
{
    int stage = 0;
    const int p = first_place(places, message, &stage);
    return stage * PLACES_MAX + (stage == WAY ? p : 0);
}

/* --- counting -------------------------------------------------------------------------------- */

struct counting {
    const struct prompts *prompts;
    const enum shelf_state *states;
    int parts, recorded;
};

static void count_part(void *context, uint64_t id, const char *text, size_t len)
{
    struct counting *c = context;
    (void)text;
    (void)len;
    const int i = prompts_find(c->prompts, id);
    const enum shelf_state state = i >= 0 ? c->states[i] : SHELF_NONE;
    c->parts++;
    c->recorded += state == SHELF_CAME || state == SHELF_KEPT;
}

/* What a sentence adds: whether it is said, whether it is recorded whole. */
static void judge(const struct folder *f, struct counting *c, enum message_id id, bool *ret_said,
                  bool *ret_recorded)
{
    c->parts = 0;
    c->recorded = 0;
    prompts_each(f, id, count_part, c);
    *ret_said = c->parts > 0 || f->messages[id].text == NULL;
    *ret_recorded = c->parts > 0 && c->recorded == c->parts;
}

/* The row of a label, or of a procedure; a new one at the end. */
static struct cover_row *row_of(struct cover *c, enum message_id label, const char *place)
{
    const char *code = label == MSG_NONE ? place : "";
    for (int i = 0; i < c->count; i++) {
        if (c->rows[i].label == label && strcmp(c->rows[i].place, code) == 0) {
            return &c->rows[i];
        }
    }
    struct cover_row *row = &c->rows[c->count++]; /* there are no more labels than places */
    *row = (struct cover_row){.label = label};
    (void)snprintf(row->place, sizeof row->place, "%s", code);
    return row;
}

/* The places that go into one row. */
static struct place_set places_of(const struct places *places, const struct cover_row *row)
{
    struct place_set set = {{0}};
    for (int p = 0; p < places->count; p++) {
        const enum message_id label = cover_label(places->names[p]);
        if (label == row->label &&
            (label != MSG_NONE || strcmp(places->names[p], row->place) == 0)) {
            places_add(&set, p);
        }
    }
    return set;
}

static bool meet(const struct place_set *a, const struct place_set *b)
{
    bool meets = false;
    for (int w = 0; w < PLACE_WORDS; w++) {
        meets |= (a->words[w] & b->words[w]) != 0;
    }
    return meets;
}

static void put_rows(struct cover *c, const struct places *places)
{
    for (int stage = 0; stage <= WAY; stage++) {
        for (int p = 0; p < places->count; p++) {
            if (stage_of(places->names[p]) == stage) {
                (void)row_of(c, cover_label(places->names[p]), places->names[p]);
            }
        }
    }
}

void cover_make(const struct folder *f, const struct prompts *p,
                const enum shelf_state states[PROMPTS_MAX], const struct places *places,
                struct cover *ret_cover)
{
    struct cover *c = ret_cover;
    struct counting counting = {.prompts = p, .states = states};
    struct place_set sets[PLACES_MAX];
    bool said = false, recorded = false;
    (void)memset(c, 0, sizeof *c);
    put_rows(c, places);
    for (int r = 0; r < c->count; r++) {
        sets[r] = places_of(places, &c->rows[r]);
    }
    for (int id = MSG_NONE + 1; id < MSG_COUNT; id++) {
        judge(f, &counting, (enum message_id)id, &said, &recorded);
        for (int r = 0; r < c->count; r++) {
            const bool here = said && meet(&places->of[id], &sets[r]);
            c->rows[r].total += here;
            c->rows[r].recorded += here && recorded;
        }
    }
    for (int i = 0; language_core(i) != MSG_NONE; i++) {
        judge(f, &counting, language_core(i), &said, &recorded);
        c->core += said;
        c->core_recorded += said && recorded;
    }
}
