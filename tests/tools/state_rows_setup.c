/* What the set-up asks of devices, after staff's pages. */
#include "tests/tools/state_fills.h"
#include "tests/tools/state_rows.h"

const struct state state_rows_setup[] = {
    {.name = "64p-setup-ask-scanner",
     .screen = SCREEN_OUT_OF_SERVICE,
     .sheet = SHEET_SETUP,
     .fill = fill_setup_ask_scanner},
    {.name = "64q-setup-ask-heard",
     .screen = SCREEN_OUT_OF_SERVICE,
     .sheet = SHEET_SETUP,
     .fill = fill_setup_ask_heard},
    {.name = "64r-setup-ask-keyboard",
     .screen = SCREEN_OUT_OF_SERVICE,
     .sheet = SHEET_SETUP,
     .fill = fill_setup_ask_keyboard},
    {.name = "64s-setup-ask-printer",
     .screen = SCREEN_OUT_OF_SERVICE,
     .sheet = SHEET_SETUP,
     .fill = fill_setup_ask_printer},
    {.name = "64t-setup-ask-no-printer",
     .screen = SCREEN_OUT_OF_SERVICE,
     .sheet = SHEET_SETUP,
     .fill = fill_setup_ask_no_printer},
    {.name = "64u-setup-ask-light",
     .screen = SCREEN_OUT_OF_SERVICE,
     .sheet = SHEET_SETUP,
     .fill = fill_setup_ask_light},
    {.name = "64v-setup-ask-no-light",
     .screen = SCREEN_OUT_OF_SERVICE,
     .sheet = SHEET_SETUP,
     .fill = fill_setup_ask_no_light},
    {.name = "64j-setup-bar",
     .screen = SCREEN_OUT_OF_SERVICE,
     .sheet = SHEET_SETUP,
     .fill = fill_setup_bar},
    {.name = "64k-setup-bar-runs",
     .screen = SCREEN_OUT_OF_SERVICE,
     .sheet = SHEET_SETUP,
     .fill = fill_setup_bar_runs},
    {.name = "64l-setup-bar-out",
     .screen = SCREEN_OUT_OF_SERVICE,
     .sheet = SHEET_SETUP,
     .fill = fill_setup_bar_out},
    {.name = "64m-setup-bar-kept",
     .screen = SCREEN_OUT_OF_SERVICE,
     .sheet = SHEET_SETUP,
     .fill = fill_setup_bar_kept},
    {.name = "64n-setup-bar-failed",
     .screen = SCREEN_OUT_OF_SERVICE,
     .sheet = SHEET_SETUP,
     .fill = fill_setup_bar_failed},
    {.name = "64o-setup-bar-none",
     .screen = SCREEN_OUT_OF_SERVICE,
     .sheet = SHEET_SETUP,
     .fill = fill_setup_bar_none},
};

int state_count(void)
{
    return state_row_count() + state_row_staff_count() +
           (int)(sizeof state_rows_setup / sizeof state_rows_setup[0]);
}
