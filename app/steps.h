/* The inside of app/app.c: one step function per part of the citizen's way. Not for others. */
#ifndef APP_STEPS_H
#define APP_STEPS_H

#include "app/app.h"
#include "app/citizen/date.h"
#include "app/sound/say.h"

#define ROUTE_PREFIX "route:"

/* Adds an effect; more than EFFECTS_MAX in one step is a programmer's mistake. */
void step_effect(struct effects *fx, enum effect_kind kind, int argument);

/* Goes to a screen: the clock of the screen starts anew and the guide reads it. */
void step_enter(struct app *a, enum screen screen, struct effects *fx);

/* Shows a sentence over the screen, with one button back. */
void step_notice(struct app *a, enum message_id message, struct effects *fx);

/* Opens a dialog over the screen; the guide reads it. */
void step_overlay(struct app *a, enum overlay overlay, struct effects *fx);

/* To GOODBYE: wipes the visit first, so that what GOODBYE says of it is true. */
void step_goodbye(struct app *a, struct effects *fx);

/* She is through with OUTCOME: the visit is wiped, and who filed something is asked whether it was
 * easy before GOODBYE. */
void step_ended(struct app *a, struct effects *fx);

/* The only door home: wipes the visit and goes to WELCOME. */
void step_home(struct app *a, struct effects *fx);

/* Forgets what she answered to another procedure and starts the visit anew; the route that led her
 * stays. False when that failed and she is home. */
bool step_restart(struct app *a, struct effects *fx);

/* Starts a visit in the wiped arena; false when the arena is too small. */
bool step_begin_visit(struct app *a);

/* Opens a sheet over everything, or goes back to it when it is open already. */
void step_sheet(struct app *a, enum sheet sheet, struct effects *fx);

/* Closes the topmost sheet; under the lowest, the dialog and the screen are as they were. */
void step_close_sheet(struct app *a, struct effects *fx);

/* Whether a sheet is open, topmost or under another. */
bool step_sheet_is_open(const struct app *a, enum sheet sheet);

/* A tile was touched: goes on in language i, or says how far it is. */
void step_choose_language(struct app *a, int i, struct effects *fx);

/* The form's texts in the language in use, or in its own when it has none of those. */
void step_form_language(struct app *a);

/* Calls an officer who speaks language i and shows that. */
void step_call_officer(struct app *a, int i, struct effects *fx);
/* The call is over, if there was one. */
void step_call_over(struct app *a, struct effects *fx);

/* The pages of Wi-Fi: opened, also by what is touched on LINES; left, what was typed wiped. An
 * intent there, what the shell told, the clock of looking. */
void step_open_wifi(struct app *a, struct effects *fx);
void step_leave_wifi(struct app *a);
bool step_wifi_opens(struct app *a, const struct event *e, struct effects *fx);
bool step_wifi_intent(struct app *a, const struct event *e, struct effects *fx);
void step_wifi_told(struct app *a, const struct wifi_news *news, struct effects *fx);
void step_wifi_tick(struct app *a, struct effects *fx);
/* Milliseconds until step_wifi_tick has something to do; -1 = nothing. */
int step_wifi_deadline_ms(const struct app *a, uint64_t now_ms);

/* An intent on a sheet, the courier's news of the call, the clock of the call. */
bool step_sheet_intent(struct app *a, const struct event *e, struct effects *fx);
void step_call_news(struct app *a, const struct portal_answer *answer, struct effects *fx);
void step_call_tick(struct app *a, struct effects *fx);
/* Milliseconds until step_call_tick has something to do; -1 = nothing. */
int step_call_deadline_ms(const struct app *a, uint64_t now_ms);

/* What the printer says of itself; a call for staff to it, once a visit; the clock of asking it. */
/* Of PRINTED or PRINT_FAILED: whether paper came out is not known, so nothing is said of it but
 * that. */
bool step_print_unsure(const struct event *e);
/* The same: whether what comes next is a copy, because a slip is out or may be. One of which the
 * printer accepted nothing is none. */
bool step_print_counts(const struct event *e);
/* PRINTED or PRINT_FAILED of this slip, and of no other. */
bool step_printed_is(const struct event *e, enum print_what what);
/* A desk without a printer has none that could ail. */
bool step_has_printer(const struct app *a);
void step_printer_told(struct app *a, const struct printer_status *status);
void step_printer_call(struct app *a, struct effects *fx);
void step_printer_time(struct app *a, struct effects *fx);
/* Milliseconds until step_printer_time has something to do; -1 = nothing. */
int step_printer_deadline_ms(const struct app *a, uint64_t now_ms);

/* A payload of the scanner; true when the gate asks for a badge and took it. */
bool step_gate_scan(struct app *a, const struct event *e, struct effects *fx);

/* Asks an officer for the PIN; the task is done once it was right. */
void step_gate(struct app *a, enum staff_task task, struct effects *fx);
bool step_gate_intent(struct app *a, const struct event *e, struct effects *fx);
void step_gate_told(struct app *a, const struct pin_answer *answer, struct effects *fx);
void step_gate_tick(struct app *a, struct effects *fx);

/* Counts for the slip of the day. */
void step_tally(struct app *a, enum day_what what, int count);

/* Forgets what was counted on another day. */
void step_day_tick(struct app *a);

/* The application of the visit was saved: its language, its minutes, whether a paper is missing. */
void step_tally_filed(struct app *a);
/* A citizen's slip ended: came out, did not, or nobody knows. */
void step_tally_printed(struct app *a, const struct event *e);
/* Staff print it; its end. */
void step_print_day(struct app *a, struct effects *fx);
void step_day_printed(struct app *a, const struct event *e, struct effects *fx);

/* True when it was done too often within the hour: the page that says so is open. It was done. */
bool step_limited(struct app *a, enum hourly_what what, struct effects *fx);
void step_done(struct app *a, enum hourly_what what);
/* The same for a slip she asks for: true when too many were printed; else it is counted. */
bool step_print_limited(struct app *a, struct effects *fx);
bool step_limit_intent(struct app *a, const struct event *e, struct effects *fx);
/* An officer lifted it with the PIN. */
void step_lift(struct app *a, struct effects *fx);

/* Nobody is there, or somebody is again: the panel is darker, or as before. night: nobody is to be
 * greeted. */
void step_dim_tick(struct app *a, struct effects *fx);
void step_dim_touch(struct app *a, struct effects *fx);
bool step_is_night(const struct app *a);
/* Milliseconds until step_dim_tick has something to do; -1 = nothing. */
int step_dim_deadline_ms(const struct app *a, uint64_t now_ms);

/* The machine was looked at: what it says of its power and heat; before every picture, whether
 * somebody may begin; the clock of shutting down; the panel's light with less power. */
void step_machine_told(struct app *a, const struct machine_facts *m, struct effects *fx);
void step_machine_close(struct app *a, struct effects *fx);
void step_machine_tick(struct app *a, struct effects *fx);
int step_machine_light(const struct app *a, int light);

/* Who looks after the machine asks for the welcome page, or gives it back; while it is held, what
 * is touched begins nothing (true) and is told why; the clock of the lease. */
void step_hold(struct app *a, const struct event *e, struct effects *fx);
bool step_hold_stops(struct app *a, const struct event *e, struct effects *fx);
void step_hold_tick(struct app *a, struct effects *fx);
int step_hold_deadline_ms(const struct app *a, uint64_t now_ms);

/* The page that waits for her card saw no code for 20 s, in which nobody touched it and the guide
 * was silent: she is told to turn the card over, once (the code is on one side only, on cards of
 * 2024 on the back). The second: when that is, in ms of the kiosk's clock; 0: not on this page. */
void step_card_tick(struct app *a);
uint64_t step_card_due_ms(const struct app *a);

/* Time went on: greetings, the idle clock and its dialog, the clock on the screen. */
void step_time(struct app *a, struct effects *fx);
/* The guide began to speak or fell silent: the idle clock stands still while it speaks. */
void step_speech(struct app *a, const struct event *e);

/* Staff: the studio, what is touched on its pages, what happened there. */
void step_open_studio(struct app *a, struct effects *fx);
bool step_studio_intent(struct app *a, const struct event *e, struct effects *fx);
void step_studio_told(struct app *a, const struct event *e, struct effects *fx);
/* The same of a new person's page; entered: she was. */
void step_studio_wish(struct app *a, enum studio_wish what, struct effects *fx);
void step_open_person(struct app *a, struct effects *fx);
bool step_person_intent(struct app *a, const struct event *e, struct effects *fx);

/* Staff: the gesture on any screen, their pages, what is touched there, what the ports told. */
void step_staff_gesture(struct app *a, struct effects *fx);
void step_open_staff(struct app *a, struct effects *fx);
/* An officer helps her, or does it for her, from now on: it goes into the record. */
void step_help(struct app *a, enum staff_help how, struct staff_person who);
bool step_is_staff(enum sheet sheet);
bool step_staff_intent(struct app *a, const struct event *e, struct effects *fx);
/* The answer to OVERLAY_STAFF. */
bool step_staff_confirms(struct app *a, const struct event *e, struct effects *fx);
void step_staff_told(struct app *a, const struct staff_news *news, struct effects *fx);
void step_staff_printer(struct app *a, struct effects *fx);
void step_staff_portal(struct app *a, const struct portal_answer *answer);
/* True while staff are there: a visit underneath waits for them. */
bool step_staff_tick(struct app *a, struct effects *fx);
/* Milliseconds until step_staff_tick has something to do; -1 = nothing. */
int step_staff_deadline_ms(const struct app *a, uint64_t now_ms);

/* Staff: one application that is not known to have arrived, opened by its place in the list (false:
 * there is none); its row now, NULL when it is not listed any more; what may be done with it; it is
 * done, or said why not; what came of it. */
bool step_open_file(struct app *a, int which, struct effects *fx);
const struct outbox_row *step_file(const struct app *a);
bool step_file_may(const struct app *a, enum staff_act what);
void step_file_act(struct app *a, enum staff_act what, struct effects *fx);
void step_file_told(struct app *a, const struct staff_news *news, struct effects *fx);

/* Staff: something goes onto a stick, wish LOG_OUT or DAY_OUT; how it went, as a notice. */
void step_stick_out(struct app *a, enum staff_act what, enum staff_wish wish, struct effects *fx);
void step_stick_told(struct app *a, const struct staff_news *news, struct effects *fx);

/* Staff: the log; what is touched there, what was read of it. */
void step_open_log(struct app *a, struct effects *fx);
bool step_log_intent(struct app *a, const struct event *e, struct effects *fx);
void step_log_told(struct app *a, const struct staff_log *log, struct effects *fx);

/* Staff: badges; what is touched there (true: it was for them), what was read or written of them.
 * printed: a badge came out, or did not, or nobody knows. */
void step_open_badges(struct app *a, struct effects *fx);
bool step_badge_intent(struct app *a, const struct event *e, struct effects *fx);
void step_badge_lost(struct app *a, struct effects *fx);
void step_badge_told(struct app *a, const struct staff_news *news, struct effects *fx);
void step_badge_printed(struct app *a, const struct event *e, struct effects *fx);
/* The number that is being typed has a badge, which the new one makes lost. */
bool step_badge_replaces(const struct app *a);

/* Staff: the figures of the day, which their slip prints. */
void step_open_day(struct app *a, struct effects *fx);
bool step_day_intent(struct app *a, const struct event *e, struct effects *fx);

/* Staff: a new roll. printed: the test print came out, or did not. */
void step_open_paper_change(struct app *a, struct effects *fx);
bool step_paper_change_intent(struct app *a, const struct event *e, struct effects *fx);
void step_paper_change_told(struct app *a, struct effects *fx);
void step_staff_printed(struct app *a, const struct event *e, struct effects *fx);

/* The set-up: opened over staff's pages, or as the first thing; what is touched there, scanned
 * there (true: it was for it), what the shell and the courier told, its clock. */
void step_open_setup(struct app *a, bool first, struct effects *fx);
/* It is over, finished or not: the devices it listened to are let go, and nothing of it stays. */
void step_leave_setup(struct app *a, struct effects *fx);
bool step_setup_intent(struct app *a, const struct event *e, struct effects *fx);
bool step_setup_scan(struct app *a, const struct event *e, struct effects *fx);
/* Its bar is out, or not. */
void step_setup_printed(struct app *a, const struct event *e, struct effects *fx);
void step_setup_told(struct app *a, const struct setup_news *news, struct effects *fx);
void step_setup_portal(struct app *a, const struct portal_answer *answer, struct effects *fx);
void step_setup_tick(struct app *a, struct effects *fx);
int step_setup_deadline_ms(const struct app *a, uint64_t now_ms);

/* How many files wait too long is asked on WELCOME now and then, and shown to staff there. */
void step_count_unsent(struct app *a, struct effects *fx);
void step_unsent_told(struct app *a, const struct portal_answer *answer);

/* What the portal says of the time. */
void step_clock_told(struct app *a, const struct portal_answer *answer);
/* What the form of this visit calls now, Unix seconds. */
int64_t step_form_now(const struct app *a);
/* No day after it is taken for a true one. */
struct date step_latest_day(const struct app *a);
/* She, or her card, named a day that has been: while the clock is in doubt it is believed. */
void step_named_day(struct app *a, struct date day);
/* Once a visit, where a day is asked for: that the clock is in doubt. */
void step_clock_warns(struct app *a, struct effects *fx);

/* To the code of a slip. */
void step_open_slip(struct app *a, struct effects *fx);
/* An officer confirmed: the found file is withdrawn. */
void step_withdraw(struct app *a, struct effects *fx);

/* Letters and colours as the site has them. */
void step_display_default(struct app *a);
/* Letters, colours and pages: the same on every screen. */
bool step_display(struct app *a, const struct event *e, struct effects *fx);

/* Loudness and speed as the site has them. */
void step_hear_default(struct app *a, struct effects *fx);
/* Loudness, speed, a pause: the same on every screen. */
bool step_hear(struct app *a, const struct event *e, struct effects *fx);

/* Without pointing: nothing of it in use. */
void step_reach_default(struct app *a);
/* On WELCOME: a sheet lies open, or somebody began in another way and is gone. */
bool step_left_behind(const struct app *a);
/* Headphones went in or out. */
/* The touch panel went, or came back: who stands there is told what still works, an officer is
 * called when nothing does. */
void step_panel(struct app *a, const struct event *e, struct effects *fx);
/* ... and whoever comes to the welcome is told, too, while there are keys. */
void step_panel_welcome(struct app *a, struct effects *fx);
void step_jack(struct app *a, const struct event *e, struct effects *fx);
/* Somebody is here; by a key or a finger. */
void step_reach_touch(struct app *a, const struct event *e);
/* Before the first secret that is typed by ear she is asked whether the loudspeaker may say it. */
void step_reach_ask(struct app *a, struct effects *fx);
/* Trying keys, the ways to use the kiosk: the same on every screen. */
bool step_reach(struct app *a, const struct event *e, struct effects *fx);

/* Opens the sign-in with a new code; what was known of one before is given up. */
void step_open_sign_in(struct app *a, struct effects *fx);
/* The same for the file she found by its slip. */
void step_open_sign_in_of_file(struct app *a, struct effects *fx);
/* True when the site wants her signed in and nothing was chosen yet: the page is open then. */
bool step_wants_sign_in(struct app *a, struct effects *fx);
/* She gave her number, by card or typed. True when it is another one than that of who signed in, or
 * than the officer saw: that is over then, with all the portal told of it. */
bool step_number_given(struct app *a, const char *number, struct effects *fx);
/* An officer said with the PIN that it was looked at who she is. */
void step_assisted(struct app *a, struct staff_person who, struct effects *fx);
/* She leaves: what waits for her phone is given up. */
void step_sign_out(struct app *a, struct effects *fx);

/* Asks now and then whether something is to be paid; of OUTCOME. */
void step_fee_tick(struct app *a, struct effects *fx);
/* News of it. */
void step_fee_told(struct app *a, const struct portal_answer *answer, struct effects *fx);

/* What only she may know of the file she found: on FILE whether it moved is asked and told; forgets
 * what was told of another file. */
bool step_hers_of_file(struct app *a, const struct event *e, struct effects *fx);
void step_forget_hers(struct app *a, struct effects *fx);
/* It is known who she is: the page of it is open. by_officer: an officer said so with the PIN. */
void step_open_hers(struct app *a, bool by_officer, struct effects *fx);
/* Back to the page of it, from the notice before she adds a paper. */
void step_back_to_hers(struct app *a, struct effects *fx);
/* The form of supplements was loaded: it is told what is missing. */
void step_tell_asked(struct app *a);
/* Opens the address her phone sends pages to, for the paper that is asked. */
void step_open_upload(struct app *a, struct effects *fx);

/* It is known who she is: the portal is asked what it holds of her. */
void step_ask_held(struct app *a, struct effects *fx);
/* True when something is offered to her, or may be in a moment: the page of it is open then. */
bool step_offers_held(struct app *a, struct effects *fx);
/* True when there is a page of offers to go back to; it is open then. */
bool step_back_to_held(struct app *a, struct effects *fx);
/* It is not known any more who she is: what she took of it goes out of the form. */
void step_forget_held(struct app *a);
/* The offer whose answer or paper stands in the form as it came, NULL: none. */
const struct offer *step_held_of(struct app *a, form_node question);
/* True when such an offer answers the question well: it is not asked on the way. */
bool step_held_answers(struct app *a, form_node question);
/* The words of the offers in the language in use. */
void step_held_words(struct app *a);
/* Takes offer i, or lets go of it. */
void step_held_choose(struct app *a, int i, bool taken);
/* Before sending: true when nothing stands on her sign-in that has to be asked for once more; else
 * the portal is asked, and step_store() or her question follows (app/steps_held_sure.c). */
bool step_held_sure(struct app *a, struct effects *fx);
/* An answer to that; false: it was not asked. And time that passes meanwhile. */
bool step_held_answered(struct app *a, const struct portal_answer *answer, struct effects *fx);
void step_held_wait(struct app *a, struct effects *fx);
/* On the question of a paper that was not to be had any more: to signing in again; false elsewhere.
 * Then true until it is over, and how it went. */
bool step_held_sign_in(struct app *a, struct effects *fx);
bool step_held_signs_in(const struct visit *v);
void step_held_signed(struct app *a, bool signed_in, struct effects *fx);
/* From CHECK to a question, and back to it then. */
void step_change(struct app *a, form_node question, struct effects *fx);
/* Keeps the application, and with that sends it. */
void step_store(struct app *a, struct effects *fx);
/* What asks the portal for it: "UUID", or "UUID NUMBER" after an officer's look. */
void step_held_text(const struct visit *v, char ret_text[65]);

/* Takes a number for the counter that serves `service` (a pictogram's name; NULL = any), or shows
 * the one she has. */
void step_take_number(struct app *a, const char *service, struct effects *fx);

/* Opens the search with what was typed before. */
void step_open_search(struct app *a, struct effects *fx);
/* Shows the list of a tile, or goes where its only row leads; false when it has none. */
bool step_open_tile(struct app *a, const char *tile, struct effects *fx);
/* To a procedure's code or a route ("route:land"); `later` is said when it is not offered. */
void step_choose(struct app *a, const char *to, enum message_id later, struct effects *fx);
/* What there is to know of a procedure that has no form here. */
void step_inform(struct app *a, int entry, struct effects *fx);
/* Back to where the procedure was chosen. */
void step_back_to_finding(struct app *a, struct effects *fx);

/* Each handles one event on its screens; true when it was theirs. */
bool step_start(struct app *a, const struct event *e, struct effects *fx);  /* WELCOME..CONSENT */
bool step_route(struct app *a, const struct event *e, struct effects *fx);  /* ROUTE */
bool step_slip(struct app *a, const struct event *e, struct effects *fx);   /* SLIP..WITHDRAW */
bool step_find(struct app *a, const struct event *e, struct effects *fx);   /* SEARCH..INFO */
bool step_number(struct app *a, const struct event *e, struct effects *fx); /* NUMBER */
bool step_hers(struct app *a, const struct event *e, struct effects *fx);   /* HERS, RESULT */
bool step_later(struct app *a, const struct event *e, struct effects *fx);  /* LATER, RESUME */
bool step_phone(struct app *a, const struct event *e, struct effects *fx);  /* SIGN_IN */
bool step_fee(struct app *a, const struct event *e, struct effects *fx);    /* FEE */
bool step_upload(struct app *a, const struct event *e, struct effects *fx); /* UPLOAD, and to it */
bool step_held(struct app *a, const struct event *e, struct effects *fx);   /* HELD, and to it */
bool step_identity(struct app *a, const struct event *e,
                   struct effects *fx);                                    /* IDENTITY..ADDRESS */
bool step_paper(struct app *a, const struct event *e, struct effects *fx); /* of QUESTION */
bool step_sign(struct app *a, const struct event *e, struct effects *fx);  /* of QUESTION */
bool step_question(struct app *a, const struct event *e, struct effects *fx); /* QUESTION */
bool step_send(struct app *a, const struct event *e, struct effects *fx);     /* CHECK..GOODBYE */
bool step_rating(struct app *a, const struct event *e, struct effects *fx);   /* RATING */

/* From NEED or ROUTE to what is known of the procedure with this code (any of its codes); `later`
 * is shown when there is nothing, or MSG_NONE for the usual words. */
void step_procedure(struct app *a, const char *code, enum message_id later, struct effects *fx);
/* Opens the route with this id at its first question; false when there is none. */
bool step_open_route(struct app *a, const char *id, struct effects *fx);

/* A scanned code is that of an application set aside: it is opened, or why not is said. False when
 * it is no such code. */
bool step_scanned_later(struct app *a, const char *payload, struct effects *fx);
/* It was sent: what lies in the kiosk for it goes. */
void step_drop_later(struct app *a, struct effects *fx);
/* Loads the form the procedure names into the visit arena; false when it cannot be read. */
bool step_load_form(struct app *a);
/* To CHECK. */
void step_open_check(struct app *a, struct effects *fx);

/* A stroke of the real keyboard: nothing at all unless an officer files with her and the page
 * underhand is one to type on. */
void step_stroke(struct app *a, const struct event *e, struct effects *fx);

/* Opens the form's page `page` (or CHECK after the last, or when Change came from there). */
void step_open_page(struct app *a, form_node page, struct effects *fx);
/* From IDENTITY or ADDRESS into the form's first page. */
void step_first_page(struct app *a, struct effects *fx);
/* Back from CHECK into the form. */
void step_last_page(struct app *a, struct effects *fx);
/* The screen shows one still: the chosen page of the question's paper. */
void step_show_still(struct app *a, struct effects *fx);
/* Marks the page with what is wrong; the guide says it. */
void step_show_message(struct app *a, enum message_id message); /* what is wrong, in words */
void step_show_problem(struct app *a, const struct form_problem *problem);

#endif
