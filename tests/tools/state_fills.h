/* What the rows of the table of states are filled with, each named after what the picture shows.
 * Every name and number is invented. */
#ifndef TESTS_TOOLS_STATE_FILLS_H
#define TESTS_TOOLS_STATE_FILLS_H

#include "app/app.h"

void fill_practice(struct app *a);
void fill_typed_id(struct app *a);
void fill_route_start(struct app *a);
void fill_route_book(struct app *a);
void fill_route_other(struct app *a);
void fill_text(struct app *a);
void fill_letters(struct app *a);
void fill_digits(struct app *a);
void fill_text_practice(struct app *a);
void fill_text_open(struct app *a);
void fill_text_wrong(struct app *a);
void fill_pictures(struct app *a);
void fill_yes_no(struct app *a);
void fill_date(struct app *a);
void fill_date_wrong(struct app *a);
void fill_year(struct app *a);
void fill_number(struct app *a);
void fill_many_rows(struct app *a);
void fill_rows(struct app *a);
void fill_checks(struct app *a);
void fill_commune(struct app *a);
void fill_commune_none(struct app *a);
void fill_address(struct app *a);
void fill_address_one(struct app *a);
void fill_note(struct app *a);
void fill_repeat(struct app *a);
void fill_repeat_none(struct app *a);
void fill_instance(struct app *a);
void fill_check_family(struct app *a);
void fill_sign(struct app *a);
void fill_signed(struct app *a);
void fill_frequent(struct app *a);
void fill_barcode(struct app *a);
void fill_barcode_read(struct app *a);
void fill_money(struct app *a);
void fill_money_none(struct app *a);
void fill_decimal(struct app *a);
void fill_time_of_day(struct app *a);
void fill_date_time(struct app *a);
void fill_date_time_wrong(struct app *a);
void fill_paper(struct app *a);
void fill_capturing(struct app *a);
void fill_paper_taken(struct app *a);
void fill_paper_later(struct app *a);
void fill_page_two(struct app *a);
void fill_page_next(struct app *a);
void fill_page_removed(struct app *a);
void fill_page_ten(struct app *a);
void fill_page_none_left(struct app *a);
void fill_check_two(struct app *a);
void fill_consented(struct app *a);
void fill_sending(struct app *a);
void fill_goodbye(struct app *a);
void fill_goodbye_waiting(struct app *a);
void fill_received(struct app *a);
void fill_sent(struct app *a);
void fill_held(struct app *a);
void fill_saved_printed(struct app *a);
void fill_no_slip(struct app *a);
void fill_no_slip_saved(struct app *a);
void fill_counter_one(struct app *a);
void fill_starting(struct app *a);
void fill_greeting(struct app *a);
void fill_called(struct app *a);
void fill_called_late(struct app *a);
void fill_officer_unheard(struct app *a);
void fill_officer_coming(struct app *a);
void fill_bahnar_asked(struct app *a);
void fill_more_languages(struct app *a);
void fill_in_jrai(struct app *a);
void fill_pictures_in_jrai(struct app *a);
void fill_search(struct app *a);
void fill_search_all(struct app *a);
void fill_search_none(struct app *a);
void fill_list_tile(struct app *a);
void fill_list_short(struct app *a);
void fill_list_found(struct app *a);
void fill_info(struct app *a);
void fill_info_long(struct app *a);
void fill_info_unsure(struct app *a);
void fill_info_bare(struct app *a);
void fill_info_residence(struct app *a);
void fill_info_no_print(struct app *a);

#endif
