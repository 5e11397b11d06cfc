#include "tests/tools/state_fills.h"

#include <stdio.h>
#include <string.h>

#include "app/paper.h"
#include "app/sound/player.h"
#include "tests/tools/state_rows.h"

void fill_practice(struct app *a)
{
    a->practice = true;
}

void fill_listening(struct app *a)
{
    a->listen = true;
}

void fill_dark(struct app *a)
{
    a->dark = true;
}

void fill_second_switch(struct app *a)
{
    a->second_switch = true;
}

void fill_typed_id(struct app *a)
{
    memcpy(a->visit->id_digits, "0640900", 8);
}

void fill_card_again(struct app *a)
{
    a->visit->card_again = true;
}

void fill_route_start(struct app *a)
{
    (void)a;
    state_route((const int[]){0}, 1);
}

void fill_route_book(struct app *a)
{
    (void)a;
    state_route((const int[]){0, 1}, 2);
}

void fill_route_other(struct app *a)
{
    (void)a;
    state_route((const int[]){0, 4}, 2);
}

void fill_text(struct app *a)
{
    (void)a;
    state_ask("/data/name", "");
    state_type(FIELD_NAME, "Rơ Châm H'Lan");
}

void fill_letters(struct app *a)
{
    fill_text(a);
    a->visit->composer->layer = LAYER_LETTERS;
}

void fill_digits(struct app *a)
{
    fill_text(a);
    a->visit->composer->layer = LAYER_DIGITS;
}

void fill_text_practice(struct app *a)
{
    fill_text(a);
    a->practice = true;
}

void fill_text_open(struct app *a)
{
    (void)a;
    state_ask("/data/note_place", "");
    state_type(FIELD_TEXT, "Làng Klă");
}

void fill_text_wrong(struct app *a)
{
    state_ask("/data/name", "Lan");
    state_type(FIELD_NAME, "Lan");
    a->visit->has_problem = true;
    a->visit->problem = form_check_page(a->visit->form, a->visit->page);
}

void fill_pictures(struct app *a)
{
    (void)a;
    state_ask("/data/place", "home");
}

void fill_yes_no(struct app *a)
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

void fill_date(struct app *a)
{
    set_date(a, "16", "11", "2026", 2);
}

void fill_date_wrong(struct app *a)
{
    set_date(a, "31", "2", "2026", 0);
    a->visit->has_problem = true;
    a->visit->problem_message = MSG_DATE_NO_DAY;
    a->visit->date.wrong = 1;
}

void fill_year(struct app *a)
{
    set_date(a, "", "", "1996", 2);
    state_ask("/data/mother", "");
    a->visit->date.may_be_partial = true;
    a->visit->date.year_only = true;
}

void fill_number(struct app *a)
{
    (void)a;
    state_ask("/data/count", "");
    state_type(FIELD_DIGITS, "2");
}

void fill_many_rows(struct app *a)
{
    (void)a;
    state_ask("/data/people", "brau");
}

void fill_rows(struct app *a)
{
    (void)a;
    state_ask("/data/who", "mother");
}

void fill_checks(struct app *a)
{
    (void)a;
    state_ask("/data/brought", "a c");
}

void fill_commune(struct app *a)
{
    (void)a;
    state_ask("/data/home", "23767");
    state_find("ia hru");
}

void fill_commune_none(struct app *a)
{
    (void)a;
    state_ask("/data/home", "");
    state_find("zzz");
}

void fill_address(struct app *a)
{
    state_find("ia");
    a->visit->pick_count = 3;
    state_card("Làng Klă, Ia Sao, Ia Grai, Gia Lai");
}

void fill_address_one(struct app *a)
{
    state_find("ia hrung");
    a->visit->pick_count = 1;
    state_card("Làng Klă, Ia Sao, Ia Grai, Gia Lai");
}

void fill_note(struct app *a)
{
    (void)a;
    state_ask("/data/late", "");
}

void fill_confirm(struct app *a)
{
    state_ask("/data/count", "15");
    a->visit->page = form_find(a->visit->form, "/data/sworn");
}

void fill_paper(struct app *a)
{
    (void)a;
    state_ask("/data/paper", "");
}

void fill_check_two(struct app *a)
{
    state_ask("/data/who", "mother");
    a->visit->list_page = 1;
}

void fill_consented(struct app *a)
{
    a->visit->consents[0] = true;
}

void fill_sending(struct app *a)
{
    (void)a;
    state_receipt(STAGE_SAVED);
}

void fill_goodbye(struct app *a)
{
    a->take_along = (struct take_along){.slip = true, .card = true, .paper = true};
}

void fill_goodbye_waiting(struct app *a)
{
    a->take_along = (struct take_along){.slip = true, .waiting = true};
}

void fill_received(struct app *a)
{
    state_receipt(STAGE_RECEIVED);
    a->visit->printing = true;
}

void fill_sent(struct app *a)
{
    state_receipt(STAGE_SENT);
    a->visit->printed = true;
}

void fill_held(struct app *a)
{
    state_receipt(STAGE_HELD);
    a->visit->printed = true;
}

void fill_saved_printed(struct app *a)
{
    state_receipt(STAGE_SAVED);
    a->visit->printed = true;
}

void fill_no_slip(struct app *a)
{
    state_receipt(STAGE_RECEIVED);
    a->visit->print_failed = true;
    a->printer.paper = PAPER_OUT;
}

void fill_no_slip_saved(struct app *a)
{
    state_receipt(STAGE_SAVED);
    a->visit->print_failed = true;
}

/* A printer that only takes bytes: nobody but her knows whether it came out. */
void fill_slip_asked(struct app *a)
{
    state_receipt(STAGE_RECEIVED);
    a->visit->slip_asked = true;
}

void fill_slip_asked_saved(struct app *a)
{
    state_receipt(STAGE_SAVED);
    a->visit->slip_asked = true;
}

void fill_info_list_unsure(struct app *a)
{
    state_inform("1.010801");
    a->visit->finding.unsure = true;
}

void fill_counter_one(struct app *a)
{
    (void)a;
    state_settings()->counter = 1;
}

void fill_hearing(struct app *a)
{
    a->speed = PLAYER_SPEED_DEFAULT;
    a->volume = PLAYER_VOLUME_DEFAULT;
}

void fill_starting(struct app *a)
{
    fill_counter_one(a);
    a->visit = NULL;
    a->starting_step = 3;
    a->starting_steps = 6;
}

void fill_looked_after(struct app *a)
{
    fill_counter_one(a);
    a->visit = NULL;
}

void fill_restarts(struct app *a)
{
    fill_looked_after(a);
    a->hold.restart_ms = a->now_ms + 290000;
}

void fill_greeting(struct app *a)
{
    a->spoken_language = 0;
}

void fill_called(struct app *a)
{
    a->call.open = true;
    a->call.language = 2; /* Bahnar */
}

void fill_called_late(struct app *a)
{
    fill_called(a);
    a->call.late = true;
    state_settings()->counter = 1;
}

void fill_officer_unheard(struct app *a)
{
    fill_called(a);
    a->call.unheard = true;
}

void fill_officer_coming(struct app *a)
{
    fill_called(a);
    a->call.coming = true;
    a->call.coming_s = a->now_s + 180;
    (void)snprintf(a->call.name, sizeof a->call.name, "Chị Thủy");
}

void fill_bahnar_asked(struct app *a)
{
    a->visit = NULL;
    a->sheets.language = 2;
}

void fill_more_languages(struct app *a)
{
    a->visit = NULL;
    a->sheets.page = 1;
    (void)snprintf(state_settings()->languages, SETTING_TEXT, "vi,jra,bdq,en,hre,hro,rad");
}

void fill_in_jrai(struct app *a)
{
    a->language = 1;
}

void fill_pictures_in_jrai(struct app *a)
{
    fill_pictures(a);
    fill_in_jrai(a);
}

void fill_search(struct app *a)
{
    (void)a;
    state_search("con moi si");
}

void fill_search_all(struct app *a)
{
    (void)a;
    state_search("");
}

void fill_search_none(struct app *a)
{
    (void)a;
    state_search("zzzz");
}

void fill_list_tile(struct app *a)
{
    (void)a;
    state_tile("residence");
}

void fill_list_short(struct app *a)
{
    (void)a;
    state_tile("disability");
}

void fill_list_found(struct app *a)
{
    state_search("giay phep");
    a->visit->finding.page = 1;
}

void fill_info(struct app *a)
{
    (void)a;
    state_inform("1.013225");
}

void fill_info_long(struct app *a)
{
    (void)a;
    state_inform("2.001263");
}

void fill_info_unsure(struct app *a)
{
    (void)a;
    state_inform("1.115362");
}

void fill_info_bare(struct app *a)
{
    state_inform("1.010801");
    a->visit->finding.printed = true;
}

void fill_info_residence(struct app *a)
{
    (void)a;
    state_inform("1.004222");
}

void fill_info_no_print(struct app *a)
{
    state_inform("1.004222");
    a->notice = MSG_LIST_NOT_PRINTED;
}

void fill_limit_applications(struct app *a)
{
    a->limited = HOURLY_APPLICATIONS;
}

void fill_limit_calls(struct app *a)
{
    a->limited = HOURLY_CALLS;
}

void fill_limit_tickets(struct app *a)
{
    a->limited = HOURLY_TICKETS;
}

void fill_limit_lookups(struct app *a)
{
    a->limited = HOURLY_LOOKUPS;
}

void fill_limit_prints(struct app *a)
{
    a->limited = HOURLY_PRINTS;
}
