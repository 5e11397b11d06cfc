#define _GNU_SOURCE /* nftw */
#include "tests/unit/steward_world.h"

TEST(an_update_is_fetched_installed_started_and_only_then_reported)
{
    begin(NOON);
    offer("8", "os", "2.0", FORCED, "");
    CHECK(until(PLAN_REBOOTING));
    CHECK_INT(slots.installs, 1);
    CHECK(kiosk.held && kiosk.countdown_s == 0);
    CHECK(told("\"execution\":\"download\""));
    CHECK(told("\"execution\":\"downloaded\""));
    CHECK(!told("closed"));
    pass(2);
    CHECK_INT(slots.reboots, 1);
    slots_script_boot(&slots);
    fleet.told[0] = '\0';
    restart();
    CHECK_INT(steward.plan.state, PLAN_TRIAL);
    pass(400);
    CHECK(!told("closed"));
    CHECK(strncmp(strstr(fleet.told, "/deploymentBase/8/feedback"), "/deploymentBase/8/feedback {",
                  28) == 0);
    CHECK(strstr(strstr(fleet.told, "/8/feedback"), "\"execution\":\"resumed\"") <
          strstr(strstr(fleet.told, "/8/feedback"), "\"execution\":\"proceeding\""));
    slots_script_judge(&slots);
    CHECK(until(PLAN_REPORT));
    offer_nothing();
    CHECK(until(PLAN_IDLE));
    CHECK(told("\"execution\":\"closed\",\"result\":{\"finished\":\"success\"},\"code\":0,"
               "\"details\":[\"2.0 runs in slot B and is marked good\"]"));
    CHECK(access(scratch(DOWNLOAD_FOLDER), F_OK) == 0);
    end();
}

TEST(a_version_that_falls_is_reported_as_fallen)
{
    begin(NOON);
    offer("8", "os", "2.0", FORCED, "");
    CHECK(until(PLAN_REBOOTING));
    pass(2);
    slots_script_boot(&slots);
    slots.fault = SLOTS_FALLS;
    slots_script_judge(&slots);
    restart();
    offer_nothing();
    CHECK(until(PLAN_REPORT));
    CHECK(until(PLAN_IDLE));
    CHECK(told("\"failure\"},\"code\":40,\"details\":[\"rolled back from 2.0 to 1.0\"]"));
    CHECK(ended("rolled-back") == 1 && ended("good") == 0 && ended("failed") == 0);
    end();
}

TEST(behind_a_start_nothing_is_decided_before_the_installer_answers)
{
    begin(NOON);
    offer("8", "os", "2.0", FORCED, "");
    CHECK(until(PLAN_REBOOTING));
    pass(2);
    slots_script_boot(&slots);
    slots.fault = SLOTS_NOBODY;
    kiosk.asked = 0;
    restart();
    pass(600);
    CHECK_INT(steward.plan.state, PLAN_REBOOTING);
    CHECK_INT(kiosk.asked, 0);
    CHECK_INT(slots.reboots, 1);
    CHECK(told("resumed") && !told("closed"));
    slots.fault = SLOTS_WELL;
    pass(5);
    CHECK_INT(steward.plan.state, PLAN_TRIAL);
    slots_script_judge(&slots);
    CHECK(until(PLAN_REPORT));
    CHECK_INT(slots.reboots, 1);
    end();
}

TEST(a_citizen_is_never_disturbed_and_an_attempt_waits_for_the_night)
{
    begin(NOON);
    offer("8", "os", "2.0", ATTEMPT, "");
    CHECK(until(PLAN_WAIT_IDLE));
    pass(3600);
    CHECK_INT(kiosk.asked, 0);
    clock_port.s = NIGHT;
    CHECK(hold_script_fault(&kiosk, "visit"));
    pass(1200);
    CHECK(kiosk.asked > 10);
    CHECK_INT(slots.installs, 0);
    CHECK(hold_script_fault(&kiosk, "well"));
    CHECK(until(PLAN_INSTALLED));
    CHECK(hold_script_fault(&kiosk, "visit"));
    pass(1200);
    CHECK_INT(slots.reboots, 0);
    CHECK(hold_script_fault(&kiosk, "well"));
    pass(35); /* the countdown runs: somebody comes all the same */
    CHECK(hold_script_fault(&kiosk, "well"));
    CHECK(until(PLAN_REBOOTING));
    end();
}

TEST(a_kiosk_that_never_comes_up_does_not_keep_its_cure_away)
{
    begin(NOON);
    offer("8", "os", "2.0", FORCED, "");
    CHECK(hold_script_fault(&kiosk, "offline"));
    CHECK(until(PLAN_WAIT_IDLE));
    pass(500);
    CHECK_INT(steward.plan.state, PLAN_WAIT_IDLE);
    CHECK(until(PLAN_REBOOTING));
    end();
}

TEST(the_slot_it_would_be_sent_back_to_is_not_written_before_this_start_is_proved)
{
    begin(NOON);
    slots.view.health = SLOTS_TRYING;
    offer("8", "os", "2.0", FORCED, "");
    CHECK(until(PLAN_WAIT_IDLE));
    pass(1800);
    CHECK_INT(kiosk.asked, 0);
    CHECK_INT(slots.installs, 0);
    slots_script_judge(&slots);
    CHECK(until(PLAN_INSTALLED));
    end();
}

TEST(a_version_that_ails_for_an_hour_does_not_keep_its_cure_away)
{
    begin(NOON);
    slots.view.health = SLOTS_TRYING;
    offer("8", "os", "2.0", FORCED, "");
    CHECK(until(PLAN_WAIT_IDLE));
    pass(3500);
    CHECK_INT(slots.installs, 0);
    CHECK(until(PLAN_INSTALLED));
    end();
}

TEST(a_cancellation_in_time_deletes_what_came)
{
    begin(NOON);
    offer("8", "os", "2.0", FORCED, "");
    fleet.cut = 50000;
    CHECK(until(PLAN_DOWNLOADING));
    pass(2);
    snprintf(fleet.poll, sizeof fleet.poll,
             "{\"_links\":{\"cancelAction\":{\"href\":\"" FLEET_BASE "/cancelAction/9\"}}}");
    snprintf(fleet.page, sizeof fleet.page, "{\"id\":\"9\",\"cancelAction\":{\"stopId\":\"8\"}}");
    fleet.status = 503;
    CHECK(until(PLAN_IDLE));
    CHECK(!steward_is_idle(&steward));
    restart(); /* killed before it could say so */
    CHECK(!steward_is_idle(&steward));
    fleet.told[0] = '\0';
    pass(1);
    CHECK(told("/cancelAction/9/feedback {"));
    CHECK(told("\"execution\":\"closed\",\"result\":{\"finished\":\"success\"},\"code\":50"));
    CHECK(steward_is_idle(&steward));
    CHECK(ended("cancelled") == 1 && ended("good") == 0);
    end();
}

TEST(a_cancellation_from_installing_on_is_refused)
{
    begin(NOON);
    offer("8", "os", "2.0", FORCED, "");
    slots.turns = 100000;
    CHECK(until(PLAN_INSTALLING));
    snprintf(fleet.poll, sizeof fleet.poll,
             "{\"_links\":{\"cancelAction\":{\"href\":\"" FLEET_BASE "/cancelAction/9\"}}}");
    snprintf(fleet.page, sizeof fleet.page, "{\"id\":\"9\",\"cancelAction\":{\"stopId\":\"8\"}}");
    pass(400);
    CHECK(told("/cancelAction/9/feedback {"));
    CHECK(told("\"execution\":\"rejected\""));
    CHECK_INT(steward.plan.state, PLAN_INSTALLING);
    end();
}

TEST(the_last_word_is_kept_until_it_is_taken)
{
    begin(NOON);
    offer("8", "command", "1", FORCED, "");
    fleet.feedback = 503;
    CHECK(until(PLAN_REPORT));
    pass(3000);
    CHECK_INT(steward.plan.state, PLAN_REPORT);
    restart();
    CHECK_INT(steward.plan.state, PLAN_REPORT);
    fleet.told[0] = '\0';
    fleet.feedback = 410;
    offer_nothing();
    CHECK(until(PLAN_IDLE));
    CHECK(told("\"resumed\""));
    end();
}

TEST(fetching_alone_is_reported_and_the_file_kept)
{
    begin(NOON);
    offer("8", "os", "2.0", ONLY, "");
    CHECK(until(PLAN_REPORT));
    CHECK(until(PLAN_IDLE));
    CHECK(told("\"execution\":\"downloaded\",\"result\":{\"finished\":\"success\"}"));
    const int gets = fleet.gets;
    pass(1000); /* offered on and on */
    CHECK_INT(steward.plan.state, PLAN_IDLE);
    offer("9", "os", "2.0", FORCED, "");
    CHECK(until(PLAN_INSTALLED));
    CHECK_INT(fleet.gets, gets);
    end();
}

TEST(a_window_that_is_shut_is_waited_for)
{
    begin(NIGHT);
    offer("8", "os", "2.0", "\"download\":\"attempt\",\"update\":\"skip\",",
          "\"maintenanceWindow\":\"unavailable\",");
    CHECK(until(PLAN_VERIFIED));
    pass(3000);
    CHECK_INT(steward.plan.state, PLAN_VERIFIED);
    offer("8", "os", "2.0", ATTEMPT, "\"maintenanceWindow\":\"available\",");
    char *c = strstr(fleet.poll, "c=1");
    c[2] = '2';
    CHECK(until(PLAN_INSTALLING));
    end();
}

TEST(bundles_that_are_not_ours_fail_with_their_reason)
{
    static const struct {
        enum slots_fault fault;
        const char *version;
        const char *compatible;
        const char *code;
    } rows[] = {{SLOTS_UNSIGNED, "2.0", "rong-x86", "\"code\":30"},
                {SLOTS_WELL, "2.1", "rong-x86", "\"code\":32"},
                {SLOTS_WELL, "2.0", "other-arm", "\"code\":30"},
                {SLOTS_BREAKS, "2.0", "rong-x86",
                 "\"code\":31,\"details\":[\"write error:  slot  "
                 "B   more\"]"}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        begin(NOON);
        slots.fault = rows[i].fault;
        snprintf(slots.bundle.version, SLOTS_VERSION, "%s", rows[i].version);
        snprintf(slots.bundle.compatible, SLOTS_NAME, "%s", rows[i].compatible);
        offer("8", "os", "2.0", FORCED, "");
        CHECK(until(PLAN_REPORT));
        offer_nothing();
        CHECK(until(PLAN_IDLE));
        CHECK(told(rows[i].code));
        CHECK_INT(slots.reboots, 0);
        end();
    }
}

TEST(a_pack_is_handed_over_on_the_welcome_screen)
{
    begin(NIGHT);
    offer("8", "pack", "3", ATTEMPT, "");
    CHECK(until(PLAN_REPORT));
    CHECK_INT(packs, 1);
    CHECK(kiosk.asked >= 1 && !kiosk.held);
    offer_nothing();
    CHECK(until(PLAN_IDLE));
    CHECK(told("\"success\"},\"code\":0"));
    pack_good = false;
    offer("9", "pack", "4", ATTEMPT, "");
    CHECK(until(PLAN_REPORT));
    offer_nothing();
    CHECK(until(PLAN_IDLE));
    CHECK(told("\"code\":30,\"details\":[\"the key did not sign this file\"]"));
    end();
}

/* A log or a picture: nobody is asked to stand back for it. */
TEST(what_disturbs_nobody_is_taken_without_a_hold)
{
    begin(NIGHT);
    afar = (struct afar_outcome){.done = true, .code = 701, .sentence = "done"};
    CHECK(hold_script_fault(&kiosk, "visit"));
    offer("8", "command", "1", FORCED, "");
    CHECK(!until(PLAN_REPORT));
    CHECK(afars == 0 && kiosk.asked > 0);
    disturbing = false;
    kiosk.asked = 0;
    CHECK(until(PLAN_REPORT));
    CHECK(afars == 1 && kiosk.asked == 0);
    end();
}

TEST(a_pack_is_reported_only_after_its_first_visit)
{
    begin(NIGHT);
    tried = PLAN_TRYING;
    offer("8", "pack", "3", ATTEMPT, "");
    CHECK(until(PLAN_TRIAL));
    CHECK(!kiosk.held);
    pass(7200);
    CHECK_INT(steward.plan.state, PLAN_TRIAL);
    CHECK(!told("closed"));
    CHECK(told("waits for a first visit"));
    restart(); /* killed: it still knows which pack it was */
    fleet.told[0] = '\0';
    pass(400);
    CHECK(told("\"resumed\""));
    CHECK_INT(steward.plan.state, PLAN_TRIAL);
    CHECK_INT(packs, 1);
    tried = PLAN_FELL;
    offer_nothing();
    CHECK(until(PLAN_IDLE));
    CHECK(told("\"failure\"},\"code\":41,\"details\":[\"what the visit came to\"]"));
    tried = PLAN_UNTRIED;
    offer("9", "pack", "4", ATTEMPT, "");
    CHECK(until(PLAN_REPORT));
    offer_nothing();
    CHECK(until(PLAN_IDLE));
    CHECK(told("\"success\"},\"code\":42"));
    end();
}

TEST(a_pack_on_trial_gives_way_when_it_is_cancelled)
{
    begin(NIGHT);
    tried = PLAN_TRYING;
    offer("8", "pack", "3", ATTEMPT, "");
    CHECK(until(PLAN_TRIAL));
    snprintf(fleet.poll, sizeof fleet.poll,
             "{\"_links\":{\"cancelAction\":{\"href\":\"" FLEET_BASE "/cancelAction/9\"}}}");
    snprintf(fleet.page, sizeof fleet.page, "{\"id\":\"9\",\"cancelAction\":{\"stopId\":\"8\"}}");
    CHECK(until(PLAN_REPORT));
    offer_nothing();
    CHECK(until(PLAN_IDLE));
    CHECK(told("\"execution\":\"rejected\""));
    CHECK(told("\"success\"},\"code\":42"));
    end();
}

TEST(a_confirmation_is_given_for_what_could_be_taken)
{
    begin(NOON);
    offer("8", "os", "2.0", FORCED, "");
    char *at = strstr(fleet.page, "deployment");
    memmove(at + 12, at + 10, strlen(at + 10) + 1);
    memcpy(at, "confirmation", 12);
    snprintf(fleet.poll, sizeof fleet.poll,
             "{\"_links\":{\"confirmationBase\":{\"href\":\"" FLEET_BASE
             "/confirmationBase/8?c=1\"}}}");
    pass(330);
    CHECK(told("/confirmationBase/8/feedback {\"confirmation\":\"confirmed\""));
    CHECK_INT(steward.plan.state, PLAN_IDLE);
    at = strstr(fleet.page, "\"version\":\"2.0\"");
    memcpy(at, "\"version\":\"0.1\"", 15);
    fleet.told[0] = '\0';
    pass(3000);
    CHECK(told("\"denied\",\"code\":15"));
    fleet.told[0] = '\0';
    pass(3000); /* offered at every poll; it was answered */
    CHECK(!told("confirmation"));
    at = strstr(fleet.poll, "c=1"); /* something else, of a server that counts anew */
    at[2] = '2';
    pass(3000);
    CHECK(told("\"denied\",\"code\":15"));
    end();
}

TEST(attributes_are_told_when_asked_for_or_changed)
{
    begin(NOON);
    pass(400);
    CHECK(told("PUT /DEFAULT/controller/v1/k/configData {\"mode\":\"replace\",\"data\":"
               "{\"version\":\"1.0\",\"slot\":\"A\",\"hardware\":\"rong-x86\",\"name\":\"k\","
               "\"commune\":\"23767\"}}"));
    fleet.told[0] = '\0';
    pass(3000);
    CHECK(!told("configData"));
    snprintf(fleet.poll, sizeof fleet.poll,
             "{\"_links\":{\"configData\":{\"href\":\"" FLEET_BASE "/configData\"}}}");
    pass(400);
    CHECK(told("configData"));
    fleet.told[0] = '\0';
    offer_nothing();
    snprintf(slots.view.running, SLOTS_VERSION, "1.1");
    pass(400);
    CHECK(told("\"version\":\"1.1\""));
    fleet.told[0] = '\0';
    slots.fault = SLOTS_NOBODY; /* as behind a start, until the installer is there */
    pass(400);
    CHECK(!told("configData"));
    end();
}

TEST(the_server_is_never_asked_faster_than_the_pace)
{
    begin(NOON);
    fleet.same = true;
    snprintf(fleet.poll, sizeof fleet.poll,
             "{\"config\":{\"polling\":{\"sleep\":\"00:00:01\"}},\"_links\":{}}");
    pass(3600);
    CHECK(fleet.polls <= 121 && fleet.polls > 90);
    const int polls = fleet.polls;
    fleet.down = 1000000;
    pass(7200);
    CHECK_INT(fleet.polls, polls);
    CHECK(1000000 - fleet.down < 60);
    end();
}

/* Killed after every single turn: never between, and the report is right. */
TEST(killed_at_every_turn_it_ends_at_the_new_version)
{
    begin(NOON);
    offer("8", "os", "2.0", FORCED, "");
    fleet.cut = 30000;
    int turns = 0;
    for (; turns < 3000 && !told("\"closed\""); turns++) {
        int64_t wait = 0;
        CHECK(!failed(steward_turn(&steward, &wait)));
        clock_port.ops->pass(&clock_port, (int)(wait < 1 ? 1 : wait));
        if (slots.reboots > 0 && slots.boots == 1) {
            slots_script_boot(&slots);
            slots_script_judge(&slots);
        }
        /* A countdown is lost with the process, and begins anew. */
        if (steward.plan.state != PLAN_INSTALLED && turns % 2 == 0) {
            restart();
        }
    }
    CHECK(turns < 3000);
    CHECK_STR(slots.view.running, "2.0");
    CHECK(told("\"success\"},\"code\":0"));
    CHECK(!told("\"failure\""));
    CHECK(ended("good") == 1 && ended("cancelled") == 0 && ended("failed") == 0);
    end();
}

int main(void)
{
    RUN(an_update_is_fetched_installed_started_and_only_then_reported);
    RUN(a_version_that_falls_is_reported_as_fallen);
    RUN(behind_a_start_nothing_is_decided_before_the_installer_answers);
    RUN(a_citizen_is_never_disturbed_and_an_attempt_waits_for_the_night);
    RUN(a_kiosk_that_never_comes_up_does_not_keep_its_cure_away);
    RUN(the_slot_it_would_be_sent_back_to_is_not_written_before_this_start_is_proved);
    RUN(a_version_that_ails_for_an_hour_does_not_keep_its_cure_away);
    RUN(a_cancellation_in_time_deletes_what_came);
    RUN(a_cancellation_from_installing_on_is_refused);
    RUN(the_last_word_is_kept_until_it_is_taken);
    RUN(fetching_alone_is_reported_and_the_file_kept);
    RUN(a_window_that_is_shut_is_waited_for);
    RUN(bundles_that_are_not_ours_fail_with_their_reason);
    RUN(a_pack_is_handed_over_on_the_welcome_screen);
    RUN(what_disturbs_nobody_is_taken_without_a_hold);
    RUN(a_pack_is_reported_only_after_its_first_visit);
    RUN(a_pack_on_trial_gives_way_when_it_is_cancelled);
    RUN(a_confirmation_is_given_for_what_could_be_taken);
    RUN(attributes_are_told_when_asked_for_or_changed);
    RUN(the_server_is_never_asked_faster_than_the_pace);
    RUN(killed_at_every_turn_it_ends_at_the_new_version);
    free(fleet.file);
    return check_done();
}
