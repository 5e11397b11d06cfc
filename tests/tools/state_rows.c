#include "tests/tools/state_rows.h"

#include <stdio.h>
#include <string.h>

static void practice(struct app *a)
{
    a->practice = true;
}

static void typed_id(struct app *a)
{
    memcpy(a->visit->id_digits, "0640900", 8);
}

static void route_start(struct app *a)
{
    (void)a;
    state_route((const int[]){0}, 1);
}

static void route_book(struct app *a)
{
    (void)a;
    state_route((const int[]){0, 1}, 2);
}

static void route_other(struct app *a)
{
    (void)a;
    state_route((const int[]){0, 4}, 2);
}

static void text(struct app *a)
{
    (void)a;
    state_ask("/data/name", "");
    state_type(FIELD_NAME, "Rơ Châm H'Lan");
}

static void letters(struct app *a)
{
    text(a);
    a->visit->composer->layer = LAYER_LETTERS;
}

static void digits(struct app *a)
{
    text(a);
    a->visit->composer->layer = LAYER_DIGITS;
}

static void text_practice(struct app *a)
{
    text(a);
    a->practice = true;
}

static void text_open(struct app *a)
{
    (void)a;
    state_ask("/data/note_place", "");
    state_type(FIELD_TEXT, "Làng Klă");
}

static void text_wrong(struct app *a)
{
    state_ask("/data/name", "");
    state_type(FIELD_NAME, "Lan");
    a->visit->has_problem = true;
    a->visit->problem.text = "Tên này ngắn quá. Bà con gõ đủ họ và tên của bé.";
}

static void pictures(struct app *a)
{
    (void)a;
    state_ask("/data/place", "home");
}

static void yes_no(struct app *a)
{
    (void)a;
    state_ask("/data/married", "yes");
}

static void set_date(struct app *a, const char *day, const char *month, const char *year, int part)
{
    struct date_draft *d = &a->visit->date;
    state_ask("/data/birth", "");
    (void)snprintf(d->digits[0], sizeof d->digits[0], "%s", day);
    (void)snprintf(d->digits[1], sizeof d->digits[1], "%s", month);
    (void)snprintf(d->digits[2], sizeof d->digits[2], "%s", year);
    d->part = part;
}

static void date(struct app *a)
{
    set_date(a, "16", "11", "2026", 2);
}

static void date_wrong(struct app *a)
{
    set_date(a, "31", "2", "2026", 0);
    a->visit->has_problem = true;
    a->visit->problem_message = MSG_DATE_NO_DAY;
    a->visit->date.wrong = 1;
}

static void year(struct app *a)
{
    set_date(a, "", "", "1996", 2);
    state_ask("/data/mother", "");
    a->visit->date.may_be_partial = true;
    a->visit->date.year_only = true;
}

static void number(struct app *a)
{
    (void)a;
    state_ask("/data/count", "");
    state_type(FIELD_DIGITS, "2");
}

static void many_rows(struct app *a)
{
    (void)a;
    state_ask("/data/people", "brau");
}

static void rows(struct app *a)
{
    (void)a;
    state_ask("/data/who", "mother");
}

static void checks(struct app *a)
{
    (void)a;
    state_ask("/data/brought", "a c");
}

static void commune(struct app *a)
{
    (void)a;
    state_ask("/data/home", "23767");
    state_find("ia hru");
}

static void commune_none(struct app *a)
{
    (void)a;
    state_ask("/data/home", "");
    state_find("zzz");
}

static void address(struct app *a)
{
    state_find("ia");
    a->visit->pick_count = 3;
    state_card("Làng Klă, Ia Sao, Ia Grai, Gia Lai");
}

static void address_one(struct app *a)
{
    state_find("ia hrung");
    a->visit->pick_count = 1;
    state_card("Làng Klă, Ia Sao, Ia Grai, Gia Lai");
}

static void note(struct app *a)
{
    (void)a;
    state_ask("/data/late", "");
}

static void paper(struct app *a)
{
    (void)a;
    state_ask("/data/paper", "");
}

static void capturing(struct app *a)
{
    state_ask("/data/paper", "");
    a->visit->capturing = true;
}

static void paper_taken(struct app *a)
{
    (void)a;
    state_ask("/data/paper", "");
    state_photo();
}

static void paper_later(struct app *a)
{
    state_ask("/data/paper", "");
    a->visit->papers[0] = (struct visit_paper){.question = a->visit->page, .handed_in = true};
    a->visit->paper_count = 1;
}

static void check_two(struct app *a)
{
    state_ask("/data/who", "mother");
    a->visit->list_page = 1;
}

static void consented(struct app *a)
{
    a->visit->consents[0] = true;
}

static void sending(struct app *a)
{
    (void)a;
    state_receipt(STAGE_SAVED);
}

static void goodbye(struct app *a)
{
    a->take_along = (struct take_along){.slip = true, .card = true, .paper = true};
}

static void goodbye_waiting(struct app *a)
{
    a->take_along = (struct take_along){.slip = true, .waiting = true};
}

static void received(struct app *a)
{
    state_receipt(STAGE_RECEIVED);
    a->visit->printing = true;
}

static void sent(struct app *a)
{
    state_receipt(STAGE_SENT);
    a->visit->printed = true;
}

static void held(struct app *a)
{
    state_receipt(STAGE_HELD);
    a->visit->printed = true;
}

static void saved_printed(struct app *a)
{
    state_receipt(STAGE_SAVED);
    a->visit->printed = true;
}

static void no_slip(struct app *a)
{
    state_receipt(STAGE_RECEIVED);
    a->visit->print_failed = true;
    a->printer.paper = PAPER_OUT;
}

static void no_slip_saved(struct app *a)
{
    state_receipt(STAGE_SAVED);
    a->visit->print_failed = true;
}

static void counter_one(struct app *a)
{
    (void)a;
    state_settings()->counter = 1;
}

static void starting(struct app *a)
{
    counter_one(a);
    a->visit = NULL;
    a->starting_step = 3;
    a->starting_steps = 6;
}

static void greeting(struct app *a)
{
    a->spoken_language = 0;
}

static void called(struct app *a)
{
    a->call.open = true;
    a->call.language = 2; /* Bahnar */
}

static void called_late(struct app *a)
{
    called(a);
    a->call.late = true;
    state_settings()->counter = 1;
}

static void officer_unheard(struct app *a)
{
    called(a);
    a->call.unheard = true;
}

static void officer_coming(struct app *a)
{
    called(a);
    a->call.coming = true;
    a->call.coming_s = a->now_s + 180;
    (void)snprintf(a->call.name, sizeof a->call.name, "Chị Thủy");
}

static void bahnar_asked(struct app *a)
{
    a->visit = NULL;
    a->sheets.language = 2;
}

static void more_languages(struct app *a)
{
    a->visit = NULL;
    a->sheets.page = 1;
    (void)snprintf(state_settings()->languages, SETTING_TEXT, "vi,jra,bdq,en,hre,hro,rad");
}

static void in_jrai(struct app *a)
{
    a->language = 1;
}

static void pictures_in_jrai(struct app *a)
{
    pictures(a);
    in_jrai(a);
}

static void search(struct app *a)
{
    (void)a;
    state_search("con moi si");
}

static void search_all(struct app *a)
{
    (void)a;
    state_search("");
}

static void search_none(struct app *a)
{
    (void)a;
    state_search("zzzz");
}

static void list_tile(struct app *a)
{
    (void)a;
    state_tile("residence");
}

static void list_short(struct app *a)
{
    (void)a;
    state_tile("disability");
}

static void list_found(struct app *a)
{
    state_search("giay phep");
    a->visit->finding.page = 1;
}

static void info(struct app *a)
{
    (void)a;
    state_inform("1.013225");
}

static void info_long(struct app *a)
{
    (void)a;
    state_inform("2.001263");
}

static void info_unsure(struct app *a)
{
    (void)a;
    state_inform("1.115362");
}

static void info_bare(struct app *a)
{
    state_inform("1.010801");
    a->visit->finding.printed = true;
}

static void info_residence(struct app *a)
{
    (void)a;
    state_inform("1.004222");
}

static void info_no_print(struct app *a)
{
    state_inform("1.004222");
    a->notice = MSG_LIST_NOT_PRINTED;
}

const struct state state_rows[] = {
    {.name = "01-welcome", .screen = SCREEN_WELCOME, .fill = greeting, .spoken = "lang.vi"},
    {.name = "01b-welcome-practice", .screen = SCREEN_WELCOME, .fill = practice},
    {.name = "02-choose-need", .screen = SCREEN_NEED, .spoken = "need.marriage"},
    {.name = "02b-route", .screen = SCREEN_ROUTE, .fill = route_start, .spoken = "answer.1"},
    {.name = "02c-route-red-book", .screen = SCREEN_ROUTE, .fill = route_book},
    {.name = "02d-route-most-rows", .screen = SCREEN_ROUTE, .fill = route_other},
    {.name = "03-procedure-summary", .screen = SCREEN_SUMMARY},
    {.name = "03b-summary-spoken", .screen = SCREEN_SUMMARY, .spoken = "bring.1"},
    {.name = "04-identity", .screen = SCREEN_IDENTITY},
    {.name = "04b-type-id", .screen = SCREEN_TYPE_ID, .fill = typed_id},
    {.name = "04c-address", .screen = SCREEN_ADDRESS, .fill = address},
    {.name = "04d-address-one", .screen = SCREEN_ADDRESS, .fill = address_one},
    {.name = "05-question-text", .screen = SCREEN_QUESTION, .fill = text},
    {.name = "05b-question-text-letters", .screen = SCREEN_QUESTION, .fill = letters},
    {.name = "05c-question-text-digits", .screen = SCREEN_QUESTION, .fill = digits},
    {.name = "05d-question-text-practice", .screen = SCREEN_QUESTION, .fill = text_practice},
    {.name = "05e-question-text-open", .screen = SCREEN_QUESTION, .fill = text_open},
    {.name = "05f-question-text-wrong", .screen = SCREEN_QUESTION, .fill = text_wrong},
    {.name = "06-question-pictures", .screen = SCREEN_QUESTION, .fill = pictures},
    {.name = "06b-question-pictures-spoken",
     .screen = SCREEN_QUESTION,
     .fill = pictures,
     .spoken = "choice.station",
     .pressed = "choice.other"},
    {.name = "07-question-date", .screen = SCREEN_QUESTION, .fill = date},
    {.name = "07b-question-year", .screen = SCREEN_QUESTION, .fill = year},
    {.name = "08-commune-picker", .screen = SCREEN_QUESTION, .fill = commune},
    {.name = "08b-commune-nothing", .screen = SCREEN_QUESTION, .fill = commune_none},
    {.name = "09-attach-document", .screen = SCREEN_QUESTION, .fill = paper},
    {.name = "09b-attach-taken", .screen = SCREEN_QUESTION, .fill = paper_taken},
    {.name = "09c-attach-at-counter", .screen = SCREEN_QUESTION, .fill = paper_later},
    {.name = "09d-attach-capturing", .screen = SCREEN_QUESTION, .fill = capturing},
    {.name = "10-check-answers", .screen = SCREEN_CHECK, .fill = rows, .spoken = "answer.name"},
    {.name = "10b-check-answers-2", .screen = SCREEN_CHECK, .fill = check_two},
    {.name = "11-received", .screen = SCREEN_OUTCOME, .fill = received},
    {.name = "11b-sent", .screen = SCREEN_OUTCOME, .fill = sent},
    {.name = "12-idle-warning",
     .screen = SCREEN_QUESTION,
     .overlay = OVERLAY_IDLE,
     .fill = pictures,
     .focused = "idle.stay"},
    {.name = "13-portal-unreachable", .screen = SCREEN_OUTCOME, .fill = sending},
    {.name = "13c-held", .screen = SCREEN_OUTCOME, .fill = held},
    {.name = "13b-saved-printed", .screen = SCREEN_OUTCOME, .fill = saved_printed},
    {.name = "14-out-of-paper", .screen = SCREEN_OUTCOME, .fill = no_slip, .spoken = "say-code"},
    {.name = "14b-out-of-paper-saved", .screen = SCREEN_OUTCOME, .fill = no_slip_saved},
    {.name = "18-out-of-service", .screen = SCREEN_OUT_OF_SERVICE, .fill = counter_one},
    {.name = "19-text-and-colour", .screen = SCREEN_NEED, .sheet = SHEET_DISPLAY},
    {.name = "32-search", .screen = SCREEN_SEARCH, .fill = search, .spoken = "find.1"},
    {.name = "32b-search-empty", .screen = SCREEN_SEARCH, .fill = search_all},
    {.name = "32c-search-nothing", .screen = SCREEN_SEARCH, .fill = search_none},
    {.name = "32d-list-tile", .screen = SCREEN_LIST, .fill = list_tile, .spoken = "find.1"},
    {.name = "32e-list-found", .screen = SCREEN_LIST, .fill = list_found},
    {.name = "32f-list-short", .screen = SCREEN_LIST, .fill = list_short},
    {.name = "33-information-only", .screen = SCREEN_INFO, .fill = info, .spoken = "bring.2"},
    {.name = "33b-information-long", .screen = SCREEN_INFO, .fill = info_long},
    {.name = "33c-information-unsure", .screen = SCREEN_INFO, .fill = info_unsure},
    {.name = "33d-information-bare", .screen = SCREEN_INFO, .fill = info_bare},
    {.name = "33e-information-not-printed",
     .screen = SCREEN_INFO,
     .overlay = OVERLAY_NOTICE,
     .fill = info_no_print},
    {.name = "33f-information-residence", .screen = SCREEN_INFO, .fill = info_residence},
    {.name = "34-privacy-consent", .screen = SCREEN_CONSENT, .spoken = "consent.needed"},
    {.name = "34b-privacy-consented", .screen = SCREEN_CONSENT, .fill = consented},
    {.name = "35-question-number", .screen = SCREEN_QUESTION, .fill = number},
    {.name = "36-question-long-list", .screen = SCREEN_QUESTION, .fill = many_rows},
    {.name = "36b-question-rows", .screen = SCREEN_QUESTION, .fill = rows},
    {.name = "36c-question-many", .screen = SCREEN_QUESTION, .fill = checks},
    {.name = "37-question-yes-no", .screen = SCREEN_QUESTION, .fill = yes_no},
    {.name = "38-question-note", .screen = SCREEN_QUESTION, .fill = note},
    {.name = "49-officer-called", .screen = SCREEN_NEED, .sheet = SHEET_OFFICER, .fill = called},
    {.name = "49d-officer-unheard",
     .screen = SCREEN_NEED,
     .sheet = SHEET_OFFICER,
     .fill = officer_unheard},
    {.name = "49b-officer-late",
     .screen = SCREEN_NEED,
     .sheet = SHEET_OFFICER,
     .fill = called_late},
    {.name = "49c-officer-coming",
     .screen = SCREEN_NEED,
     .sheet = SHEET_OFFICER,
     .fill = officer_coming},
    {.name = "50-language-not-ready",
     .screen = SCREEN_WELCOME,
     .sheet = SHEET_NOT_READY,
     .fill = bahnar_asked,
     .spoken = "call-speaker"},
    {.name = "50b-languages", .screen = SCREEN_QUESTION, .sheet = SHEET_LANGUAGES, .fill = date},
    {.name = "50c-languages-more",
     .screen = SCREEN_WELCOME,
     .sheet = SHEET_LANGUAGES,
     .fill = more_languages},
    {.name = "50d-in-pictures", .screen = SCREEN_NEED, .fill = in_jrai, .spoken = "need.birth"},
    {.name = "50e-question-in-pictures", .screen = SCREEN_QUESTION, .fill = pictures_in_jrai},
    {.name = "52-field-error", .screen = SCREEN_QUESTION, .fill = date_wrong},
    {.name = "53-sending", .screen = SCREEN_SENDING, .fill = sending},
    {.name = "55-goodbye", .screen = SCREEN_GOODBYE, .fill = goodbye},
    {.name = "55b-goodbye-nothing", .screen = SCREEN_GOODBYE},
    {.name = "55c-goodbye-waiting", .screen = SCREEN_GOODBYE, .fill = goodbye_waiting},
    {.name = "56-starting", .screen = SCREEN_STARTING, .fill = starting},
    {.name = "61-notice", .screen = SCREEN_NEED, .overlay = OVERLAY_NOTICE},
    {.name = "62-read-aloud", .screen = SCREEN_NEED, .overlay = OVERLAY_READ_ALOUD},
    {.name = "63-leave", .screen = SCREEN_NEED, .overlay = OVERLAY_LEAVE},
};

int state_count(void)
{
    return (int)(sizeof state_rows / sizeof state_rows[0]);
}
