/* What the fleet's server brings is told from a pack, taken, and answered in its words. */
#define _GNU_SOURCE
#include "app/steward/afar.h"

#include <string.h>

#include "platform/sim/orders_script.h"
#include "tests/check.h"
#include "tests/unit/scratch.h"

#define TIMES "issued = 2026-11-28T06:00:00Z\nexpires = 2026-11-28T18:00:00Z\n"
#define SETTINGS                                                                                   \
    "rong-desired 1\nkiosk = K07\nversion = 3\n" TIMES "send.wait_s = 9\nkiosk.name = K8\n"
#define COMMAND                                                                                    \
    "rong-command 1\nkiosk = K07\nid = 0123456789abcdef0123456789abcdef\nkind = restart\n" TIMES
#define PICTURE                                                                                    \
    "rong-command 1\nkiosk = K07\nid = 0123456789abcdef0123456789abcde0\nkind = "                  \
    "screenshot\n" TIMES

static uint8_t fleet[SEAL_KEY], fleet_seed[SEAL_KEY], operator[SEAL_KEY], operator_seed[SEAL_KEY];
static struct port_dir dir;
static struct orders_script orders;
static struct afar_place place;
static struct afar_outcome o;

static void begin_anew(void)
{
    (void)scratch_open();
    dir = dir_linux();
    orders_script_open(&orders);
    place = (struct afar_place){.dir = &dir,
                                .action = "7",
                                .state = scratch_root,
                                .fleet_key = fleet,
                                .operator_key = operator,
                                .kiosk = "K07",
                                .group = "",
                                .log_key = "",
                                .orders = &orders.port,
                                .held = true,
                                .now = INT64_C(1795845600)};
}

static void take(const char *draft, const uint8_t seed[SEAL_KEY])
{
    char text[SIGNED_TEXT_MAX];
    size_t size = 0;
    CHECK(!failed(signed_text_sign(draft, strlen(draft), seed, text, sizeof text, &size)));
    CHECK(afar_is(text, size));
    afar_take(&place, text, size, &o);
    CHECK_INT(strcspn(o.sentence, "<>&"), strlen(o.sentence));
}

TEST(settings_are_taken_and_refused_keys_counted)
{
    begin_anew();
    take(SETTINGS, fleet_seed);
    CHECK(o.done && o.settings && !o.again && o.restarts);
    CHECK_INT(orders.agains, 1);
    CHECK_INT(o.code, 600);
    CHECK_STR(o.sentence,
              "these settings are in use from the kiosk's next start; 1 of 2 keys were refused");
    take(SETTINGS, fleet_seed);
    CHECK(o.done && !o.settings);
    CHECK_INT(o.code, 600 + DESIRED_SAME);
}

TEST(each_is_signed_by_its_own_key)
{
    begin_anew();
    take(SETTINGS, operator_seed);
    CHECK(!o.done);
    CHECK_INT(o.code, 600 + DESIRED_UNSIGNED);
    take(COMMAND, fleet_seed);
    CHECK(!o.done);
    CHECK_INT(o.code, 700 + COMMAND_UNSIGNED);
    CHECK_INT(orders.restarts, 0);
    place.fleet_key = NULL;
    place.operator_key = NULL;
    take(SETTINGS, fleet_seed);
    CHECK(!o.done);
    take(COMMAND, operator_seed);
    CHECK(!o.done);
}

TEST(a_command_is_done_once_and_waits_for_her)
{
    begin_anew();
    place.held = false;
    take(COMMAND, operator_seed);
    CHECK(!o.done && o.again);
    place.held = true;
    take(COMMAND, operator_seed);
    CHECK(o.done && !o.again);
    CHECK_INT(o.code, 700 + COMMAND_DONE);
    CHECK(o.restarts);
    take(COMMAND, operator_seed); /* the steward was killed before it wrote down what came of it */
    CHECK(o.done && !o.again && !o.restarts);
    CHECK_INT(o.code, 700 + COMMAND_DONE);
    place.action = "8";
    take(COMMAND, operator_seed);
    CHECK(!o.done && !o.again);
    CHECK_INT(o.code, 700 + COMMAND_USED);
    CHECK_INT(orders.restarts, 1);
}

static bool disturbs(const char *draft, const uint8_t seed[SEAL_KEY], const uint8_t *key)
{
    char text[SIGNED_TEXT_MAX];
    size_t size = 0;
    CHECK(!failed(signed_text_sign(draft, strlen(draft), seed, text, sizeof text, &size)));
    return afar_disturbs(text, size, key);
}

TEST(what_starts_nothing_anew_disturbs_nobody_if_it_is_the_operator_s)
{
    CHECK(!disturbs(PICTURE, operator_seed, operator));
    CHECK(disturbs(PICTURE, fleet_seed, operator));
    CHECK(disturbs(PICTURE, operator_seed, NULL));
    CHECK(disturbs(COMMAND, operator_seed, operator));
    CHECK(disturbs(SETTINGS, fleet_seed, operator));
    CHECK(afar_disturbs("rong-command 1\n", 15, operator));
    CHECK(afar_disturbs("", 0, operator));
}

TEST(what_a_command_brings_is_told_as_going_to_the_fleet)
{
    begin_anew();
    place.held = false;
    orders.answer = ERR(ERR_REFUSED, 0, "a visit");
    take(PICTURE, operator_seed);
    CHECK(!o.done && o.again && !o.brings);
    orders.answer = ERR_OK;
    place.sends = true;
    take(PICTURE, operator_seed);
    CHECK(o.done && !o.again && o.brings);
    CHECK_STR(o.sentence, "taken, goes to the fleet");
    begin_anew(); /* nobody named where it goes */
    take(PICTURE, operator_seed);
    CHECK(o.done && o.brings);
    CHECK_STR(o.sentence, "the command was done");
}

TEST(a_pack_is_none_of_them)
{
    CHECK(!afar_is("RONGPACK and so on", 18));
    CHECK(!afar_is("rong-desired", 12));
    CHECK(!afar_is("", 0));
}

int main(void)
{
    if (failed(seal_start())) {
        return 1;
    }
    seal_sign_pair(fleet, fleet_seed);
    seal_sign_pair(operator, operator_seed);
    RUN(settings_are_taken_and_refused_keys_counted);
    RUN(each_is_signed_by_its_own_key);
    RUN(a_command_is_done_once_and_waits_for_her);
    RUN(what_starts_nothing_anew_disturbs_nobody_if_it_is_the_operator_s);
    RUN(what_a_command_brings_is_told_as_going_to_the_fleet);
    RUN(a_pack_is_none_of_them);
    scratch_close();
    return check_done();
}
