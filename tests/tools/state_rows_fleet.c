/* The dashboard where something keeps new versions away. */
#include "tests/tools/state_fills.h"
#include "tests/tools/state_rows.h"

const struct state state_rows_fleet[] = {
    {.name = "15wa-fleet-cert-over",
     .screen = SCREEN_WELCOME,
     .sheet = SHEET_STAFF,
     .fill_case = fill_fleet,
     .which = FLEET_CERT_OVER},
    {.name = "15wb-fleet-revoked",
     .screen = SCREEN_WELCOME,
     .sheet = SHEET_STAFF,
     .fill_case = fill_fleet,
     .which = FLEET_REVOKED},
    {.name = "15wc-fleet-cert-fell",
     .screen = SCREEN_WELCOME,
     .sheet = SHEET_STAFF,
     .fill_case = fill_fleet,
     .which = FLEET_CERT_FELL},
    {.name = "15wd-fleet-lost",
     .screen = SCREEN_WELCOME,
     .sheet = SHEET_STAFF,
     .fill_case = fill_fleet,
     .which = FLEET_LOST},
    {.name = "15we-fleet-refused",
     .screen = SCREEN_WELCOME,
     .sheet = SHEET_STAFF,
     .fill_case = fill_fleet,
     .which = FLEET_REFUSED},
    {.name = "15wf-fleet-frozen",
     .screen = SCREEN_WELCOME,
     .sheet = SHEET_STAFF,
     .fill_case = fill_fleet,
     .which = FLEET_FROZEN},
    {.name = "15wg-fleet-cert-soon",
     .screen = SCREEN_WELCOME,
     .sheet = SHEET_STAFF,
     .fill_case = fill_fleet,
     .which = FLEET_CERT_SOON},
    {.name = "15wh-fleet-away",
     .screen = SCREEN_WELCOME,
     .sheet = SHEET_STAFF,
     .fill_case = fill_fleet,
     .which = FLEET_AWAY},
    {.name = "15wi-fleet-untrusted",
     .screen = SCREEN_WELCOME,
     .sheet = SHEET_STAFF,
     .fill_case = fill_fleet,
     .which = FLEET_UNTRUSTED},
};

int state_fleet_count(void)
{
    return (int)(sizeof state_rows_fleet / sizeof state_rows_fleet[0]);
}
