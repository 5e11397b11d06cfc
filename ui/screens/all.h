/* The build function of each screen; the table is in screens.c. */
#ifndef UI_SCREENS_ALL_H
#define UI_SCREENS_ALL_H

#include "ui/screens/build.h"

void screen_welcome_build(struct builder *b);
void screen_need_build(struct builder *b);
void screen_route_build(struct builder *b);
void screen_search_build(struct builder *b);
void screen_list_build(struct builder *b);
void screen_info_build(struct builder *b);
void screen_slip_build(struct builder *b);
void screen_file_build(struct builder *b);
void screen_withdraw_build(struct builder *b);
void screen_number_build(struct builder *b);
void screen_hers_build(struct builder *b);
void screen_result_build(struct builder *b);
void screen_resume_build(struct builder *b);
void screen_year_build(struct builder *b);
void screen_later_build(struct builder *b);
void screen_summary_build(struct builder *b);
void screen_consent_build(struct builder *b);
void screen_identity_build(struct builder *b);
void screen_type_id_build(struct builder *b);
void screen_address_build(struct builder *b);
void screen_sign_in_build(struct builder *b);
void screen_fee_build(struct builder *b);
void screen_upload_build(struct builder *b);
void screen_held_build(struct builder *b);
void screen_question_build(struct builder *b);
void screen_check_build(struct builder *b);
void screen_sending_build(struct builder *b);
void screen_outcome_build(struct builder *b);
void screen_rating_build(struct builder *b);
void screen_goodbye_build(struct builder *b);
void screen_out_of_service_build(struct builder *b);
void screen_starting_build(struct builder *b);
void screen_looked_after_build(struct builder *b);

/* Sheets: whole pages over any screen. */
void sheet_languages_build(struct builder *b);
void sheet_not_ready_build(struct builder *b);
void sheet_officer_build(struct builder *b);
void sheet_limit_build(struct builder *b);
void sheet_display_build(struct builder *b);
void sheet_hearing_build(struct builder *b);
void sheet_gate_build(struct builder *b);
void sheet_reach_build(struct builder *b);
void sheet_studio_build(struct builder *b);
void sheet_studio_work_build(struct builder *b);
void sheet_studio_cover_build(struct builder *b);
void sheet_studio_people_build(struct builder *b);
void sheet_studio_person_build(struct builder *b);
void sheet_studio_record_build(struct builder *b);
void sheet_studio_review_build(struct builder *b);
void sheet_staff_build(struct builder *b);
void sheet_staff_menu_build(struct builder *b);
void sheet_staff_paper_build(struct builder *b);
void sheet_staff_files_build(struct builder *b);
void sheet_staff_carry_build(struct builder *b);
void sheet_staff_badges_build(struct builder *b);
void sheet_staff_badge_build(struct builder *b);
void sheet_staff_day_build(struct builder *b);
void sheet_staff_lines_build(struct builder *b);
void sheet_staff_file_build(struct builder *b);
void sheet_staff_log_build(struct builder *b);
void sheet_staff_tests_build(struct builder *b);
void sheet_staff_touch_build(struct builder *b);
void sheet_setup_build(struct builder *b);
void sheet_wifi_build(struct builder *b);
void sheet_wifi_one_build(struct builder *b);

/* What is seen while the picture is off. */
void screen_dark_build(struct builder *b);

/* Adds the dialog of app->overlay, if any. */
void overlay_build(struct builder *b);

#endif
