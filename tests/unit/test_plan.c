#include "app/steward/plan.h"

#include <stdio.h>

#include "app/steward/plan_end.h"
#include "platform/port_random.h"
#include "platform/sim/slots_script.h"
#include "tests/check.h"

#define HREF "https://h/deploymentBase/8?c=1"
#define HASH "8339ad71850214033f95b7eabd9b60c9b9f482b738914d8a56d368d09a3f07e2"

static struct slots_script slots;
static const struct plan_world day = {.night = false, .budget = true};
static const struct plan_world night = {.night = true, .budget = true};

static struct ddi_deployment offer(const char *id, enum ddi_part part, const char *version)
{
    struct ddi_deployment d = {.download = DDI_FORCED, .update = DDI_ATTEMPT, .count = 1};
    snprintf(d.id, sizeof d.id, "%s", id);
    d.files[0] =
        (struct ddi_file){.part = part, .size = 100, .href = "https://h/a", .sha256 = HASH};
    snprintf(d.files[0].version, sizeof d.files[0].version, "%s", version);
    return d;
}

static struct plan begin(struct ddi_deployment d)
{
    struct plan p = {0};
    slots_script_init(&slots, "1.0");
    plan_offered(&p, &d, HREF, &slots.view);
    CHECK_INT(plan_check(&p), 0);
    return p;
}

/* To INSTALLING of version 2.0. */
static struct plan installing(void)
{
    struct plan p = begin(offer("8", DDI_OS, "2.0"));
    plan_fetched(&p, 0);
    plan_held(&p, &slots.view);
    CHECK_INT(p.state, PLAN_INSTALLING);
    CHECK_INT(plan_check(&p), 0);
    return p;
}

/* The machine comes up with what was installed, or falls back. */
static void boot(bool falls)
{
    snprintf(slots.view.held, sizeof slots.view.held, "2.0");
    slots.view.other_next = true;
    slots_script_boot(&slots);
    slots.fault = falls ? SLOTS_FALLS : SLOTS_WELL;
}

TEST(an_update_goes_all_the_way_and_is_reported_after_a_proven_start)
{
    struct plan p = begin(offer("8", DDI_OS, "2.0"));
    CHECK_INT(p.state, PLAN_DOWNLOADING);
    CHECK_INT(plan_deed(&p, &day), DEED_DOWNLOAD);
    plan_fetched(&p, 0);
    CHECK_INT(p.state, PLAN_WAIT_IDLE);
    CHECK_INT(plan_deed(&p, &day), DEED_NONE);
    CHECK_INT(plan_deed(&p, &night), DEED_HOLD);
    plan_held(&p, &slots.view);
    CHECK_STR(p.slot, "B");
    CHECK_STR(p.boot_id, "boot-1");
    CHECK_STR(p.to, "2.0");
    CHECK(plan_begin_install(&p));
    plan_installed(&p);
    CHECK_INT(plan_deed(&p, &day), DEED_NONE); /* the night is over meanwhile */
    plan_held(&p, &slots.view);
    CHECK_INT(plan_deed(&p, &day), DEED_REBOOT);
    boot(false);
    plan_restarted(&p, &slots.view);
    CHECK_INT(p.state, PLAN_TRIAL);
    plan_looked(&p, &slots.view);
    CHECK_INT(p.state, PLAN_TRIAL); /* not judged yet */
    slots_script_judge(&slots);
    plan_looked(&p, &slots.view);
    CHECK_INT(p.state, PLAN_REPORT);
    CHECK_INT(p.result.finished, DDI_SUCCESS);
    CHECK_STR(p.result.detail, "2.0 runs in slot B and is marked good");
    plan_reported(&p);
    CHECK_INT(p.state, PLAN_IDLE);
    CHECK_INT(plan_check(&p), 0);
}

TEST(a_version_that_fell_is_reported_with_both)
{
    struct plan p = installing();
    plan_installed(&p);
    plan_held(&p, &slots.view);
    boot(true);
    slots_script_judge(&slots);
    plan_restarted(&p, &slots.view);
    CHECK_INT(p.state, PLAN_TRIAL);
    plan_looked(&p, &slots.view);
    CHECK_INT(p.result.finished, DDI_FAILURE);
    CHECK_INT(p.result.code, REASON_ROLLED_BACK);
    CHECK_STR(p.result.detail, "rolled back from 2.0 to 1.0");
}

TEST(a_restart_at_any_step_goes_on_from_there)
{
    struct plan p = installing();
    plan_restarted(&p, &slots.view); /* the program alone */
    CHECK_INT(p.state, PLAN_INSTALLING);
    boot(false); /* the power, when it was written but not yet noted */
    plan_restarted(&p, &slots.view);
    CHECK_INT(p.state, PLAN_TRIAL);
    p = installing();
    plan_installed(&p);
    plan_restarted(&p, &slots.view);
    CHECK_INT(p.state, PLAN_INSTALLED);
    plan_held(&p, &slots.view);
    plan_restarted(&p, &slots.view); /* killed before the restart was asked for */
    CHECK_INT(p.state, PLAN_INSTALLED);
    boot(false); /* somebody else restarted the machine */
    plan_restarted(&p, &slots.view);
    CHECK_INT(p.state, PLAN_TRIAL);
    p = installing();
    slots_script_boot(&slots); /* the power, half way: the old version comes up */
    plan_restarted(&p, &slots.view);
    CHECK_INT(p.state, PLAN_INSTALLING);
}

TEST(a_cancellation_is_granted_before_and_refused_from_installing_on)
{
    struct plan p = begin(offer("8", DDI_OS, "2.0"));
    plan_cancelled(&p, "8", "https://h/cancelAction/9");
    CHECK_INT(p.state, PLAN_IDLE);
    CHECK(p.cancel_granted);
    CHECK_STR(p.cancel_href, "https://h/cancelAction/9");
    plan_cancel_told(&p);
    p = begin(offer("8", DDI_OS, "2.0"));
    plan_fetched(&p, 0);
    plan_cancelled(&p, "8", "https://h/c");
    CHECK_INT(p.state, PLAN_IDLE);
    p = installing();
    plan_cancelled(&p, "8", "https://h/c");
    CHECK_INT(p.state, PLAN_INSTALLING);
    CHECK(!p.cancel_granted);
    plan_cancelled(&p, "77", "https://h/c"); /* nobody knows it here */
    CHECK(p.cancel_granted);
    CHECK_INT(p.state, PLAN_INSTALLING);
}

TEST(what_may_be_skipped_waits_and_disturbs_nobody)
{
    struct ddi_deployment d = offer("8", DDI_OS, "2.0");
    d.download = DDI_SKIP;
    struct plan p = begin(d);
    CHECK_INT(p.state, PLAN_OFFERED);
    CHECK_INT(plan_deed(&p, &night), DEED_NONE);
    d.download = DDI_ATTEMPT;
    d.update = DDI_SKIP;
    d.window = DDI_WINDOW_SHUT;
    CHECK(!plan_wants(&p, "8", HREF));
    CHECK(plan_wants(&p, "8", HREF "2"));
    plan_offered(&p, &d, HREF "2", &slots.view);
    CHECK_INT(p.state, PLAN_DOWNLOADING);
    plan_fetched(&p, 0);
    CHECK_INT(p.state, PLAN_VERIFIED);
    CHECK_INT(plan_deed(&p, &night), DEED_NONE);
    d.update = DDI_ATTEMPT;
    d.window = DDI_WINDOW_OPEN;
    plan_offered(&p, &d, HREF "3", &slots.view);
    CHECK_INT(plan_deed(&p, &day), DEED_HOLD); /* the operator's window stands for the night */
    d.update = DDI_SKIP;
    d.window = DDI_WINDOW_SHUT;
    plan_offered(&p, &d, HREF "4", &slots.view);
    CHECK_INT(p.state, PLAN_VERIFIED);
    CHECK_INT(plan_check(&p), 0);
}

TEST(forced_comes_by_day_and_fetching_alone_ends_with_downloaded)
{
    struct ddi_deployment d = offer("8", DDI_OS, "2.0");
    d.update = DDI_FORCED;
    struct plan p = begin(d);
    plan_fetched(&p, 0);
    CHECK_INT(plan_deed(&p, &day), DEED_HOLD);
    d.update = DDI_SKIP;
    p = begin(d);
    plan_fetched(&p, 0);
    CHECK_INT(p.state, PLAN_REPORT);
    CHECK_INT(p.result.execution, DDI_DOWNLOADED);
    plan_reported(&p);
    CHECK(!plan_wants(&p, "8", HREF)); /* told; nothing more until the link is another one */
    CHECK(plan_wants(&p, "8", HREF "2"));
}

TEST(another_offer_takes_the_place_only_before_installing)
{
    struct plan p = begin(offer("8", DDI_OS, "2.0"));
    struct ddi_deployment d = offer("9", DDI_OS, "3.0");
    CHECK(plan_wants(&p, "9", HREF));
    plan_offered(&p, &d, HREF, &slots.view);
    CHECK_STR(p.action, "9");
    p = installing();
    CHECK(!plan_wants(&p, "9", HREF));
    plan_offered(&p, &d, HREF, &slots.view);
    CHECK_STR(p.action, "8");
    plan_withdrawn(&p);
    CHECK_INT(p.state, PLAN_INSTALLING);
    p = begin(offer("8", DDI_OS, "2.0"));
    plan_withdrawn(&p);
    CHECK_INT(p.state, PLAN_IDLE);
}

TEST(what_ended_is_told_again_and_not_done_again)
{
    struct plan p = begin(offer("8", DDI_OS, "2.0"));
    const struct ddi_deployment d = offer("8", DDI_OS, "2.0");
    plan_failed(&p, REASON_DOWNLOAD, "file 1: status 404");
    plan_reported(&p);
    plan_offered(&p, &d, HREF, &slots.view);
    CHECK_INT(p.state, PLAN_REPORT);
    CHECK_INT(p.result.code, REASON_DOWNLOAD);
    CHECK_STR(p.result.detail, "file 1: status 404");
    CHECK_INT(plan_check(&p), 0);
}

/* A server that lost everything counts anew: another action has the id of one that ended. */
TEST(what_only_has_the_id_of_one_that_ended_is_begun)
{
    struct plan p = begin(offer("8", DDI_OS, "2.0"));
    const struct ddi_deployment same = offer("8", DDI_OS, "2.0");
    const struct ddi_deployment other = offer("8", DDI_OS, "3.0");
    struct ddi_deployment moved = same;
    plan_failed(&p, REASON_ROLLED_BACK, "rolled back");
    plan_reported(&p);
    const struct plan ended = p;
    plan_offered(&p, &other, HREF, &slots.view);
    CHECK_INT(p.state, PLAN_DOWNLOADING);
    CHECK_INT(plan_end_of(&ended, &p), PLAN_NO_END);
    plan_failed(&p, REASON_DOWNLOAD, NULL);
    CHECK_INT(plan_end_of(&ended, &p), PLAN_END_FAILED); /* an end of its own */
    p = ended;
    snprintf(moved.files[0].href, sizeof moved.files[0].href, "https://elsewhere.example/f");
    plan_offered(&p, &moved, HREF, &slots.view);
    CHECK_INT(p.state, PLAN_REPORT);
    CHECK_INT(p.result.code, REASON_ROLLED_BACK);
    CHECK_INT(plan_end_of(&ended, &p), PLAN_NO_END);
    plan_reported(&p);
    plan_offered(&p, &other, HREF, &slots.view);
    plan_offered(&p, &same, HREF "?c=2", &slots.view); /* while the other is fetched */
    CHECK_STR(p.files[0].file.version, "2.0");
    CHECK_INT(plan_check(&p), 0);
}

TEST(offers_that_cannot_be_taken_are_refused_at_once)
{
    static const struct {
        enum ddi_part part;
        const char *version;
        enum ddi_fault fault;
        enum reason reason;
    } rows[] = {{DDI_UNKNOWN, "1", DDI_SOUND, REASON_PART},
                {DDI_OS, "0.9", DDI_SOUND, REASON_OLDER},
                {DDI_OS, "", DDI_SOUND, REASON_OLDER},
                {DDI_OS, "2", DDI_NO_HASH, REASON_NO_HASH},
                {DDI_OS, "2", DDI_TOO_LARGE, REASON_TOO_LARGE},
                {DDI_OS, "2", DDI_TOO_MANY, REASON_TOO_LARGE},
                {DDI_OS, "2", DDI_ENCRYPTED, REASON_OFFER}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct ddi_deployment d = offer("8", rows[i].part, rows[i].version);
        d.fault = rows[i].fault;
        const struct plan p = begin(d);
        CHECK_INT(p.state, PLAN_REPORT);
        CHECK_INT(p.result.finished, DDI_FAILURE);
        CHECK_INT(p.result.code, rows[i].reason);
    }
    struct ddi_deployment two = offer("8", DDI_OS, "2");
    two.count = 2;
    two.files[1] = two.files[0];
    CHECK_INT(begin(two).result.code, REASON_OFFER);
}

TEST(what_runs_already_is_judged_as_after_a_restart)
{
    struct plan p = begin(offer("8", DDI_OS, "1.0"));
    CHECK_INT(p.state, PLAN_TRIAL);
    plan_looked(&p, &slots.view);
    CHECK_INT(p.result.finished, DDI_SUCCESS);
}

TEST(a_pack_is_handed_over_and_needs_no_restart)
{
    struct plan p = begin(offer("8", DDI_PACK, "3"));
    plan_fetched(&p, 0);
    plan_held(&p, &slots.view);
    CHECK_INT(p.state, PLAN_INSTALLING);
    CHECK_INT(plan_next_given(&p), 0);
    CHECK_INT(plan_bundle(&p), -1);
    plan_given_taken(&p, 0, "");
    CHECK_INT(p.state, PLAN_REPORT);
    CHECK_INT(p.result.finished, DDI_SUCCESS);
}

TEST(settings_and_commands_are_handed_over_likewise_and_say_what_came_of_them)
{
    struct ddi_deployment d = offer("8", DDI_CONFIG, "3");
    d.count = 2;
    d.files[1] = d.files[0];
    d.files[1].part = DDI_COMMAND;
    struct plan p = begin(d);
    plan_fetched(&p, 0);
    plan_fetched(&p, 1);
    plan_held(&p, &slots.view);
    CHECK_INT(plan_next_given(&p), 0);
    plan_given_taken(&p, 0, "");
    plan_said(&p, 600, "too early to be said");
    CHECK_INT(p.state, PLAN_INSTALLING);
    plan_not_now(&p);
    CHECK_INT(p.state, PLAN_WAIT_IDLE);
    CHECK_INT(plan_check(&p), 0);
    plan_held(&p, &slots.view);
    CHECK_INT(plan_next_given(&p), 1);
    plan_given_taken(&p, 1, "");
    plan_said(&p, 701, "the command was <done>");
    CHECK_INT(p.state, PLAN_REPORT);
    CHECK_INT(p.result.finished, DDI_SUCCESS);
    CHECK_INT(p.result.code, 701);
    CHECK_STR(p.result.detail, "the command was  done ");
    CHECK_INT(plan_check(&p), 0);
}

/* To TRIAL of a pack, with or without a bundle beside it. */
static struct plan trying(void)
{
    struct plan p = begin(offer("8", DDI_PACK, "3"));
    plan_fetched(&p, 0);
    plan_held(&p, &slots.view);
    plan_given_taken(&p, 0, "xa 00");
    CHECK_INT(p.state, PLAN_TRIAL);
    CHECK_INT(plan_check(&p), 0);
    return p;
}

TEST(a_pack_is_reported_by_what_its_first_visit_came_to)
{
    struct plan p = trying();
    CHECK_INT(plan_deed(&p, &day), DEED_LOOK);
    plan_looked(&p, &slots.view); /* no slot is judged for it */
    plan_tried(&p, PLAN_TRYING, "w");
    plan_restarted(&p, &slots.view);
    CHECK_INT(p.state, PLAN_TRIAL);
    plan_tried(&p, PLAN_STANDS, "it stands");
    CHECK_INT(p.result.finished, DDI_SUCCESS);
    CHECK_INT(p.result.code, REASON_DONE);
    CHECK_STR(p.result.detail, "it stands");
    p = trying();
    plan_tried(&p, PLAN_UNTRIED, "w");
    CHECK_INT(p.result.finished, DDI_SUCCESS);
    CHECK_INT(p.result.code, REASON_UNTRIED);
    p = trying();
    plan_tried(&p, PLAN_FELL, "it fell");
    CHECK_INT(p.result.finished, DDI_FAILURE);
    CHECK_INT(p.result.code, REASON_UNDONE);
    CHECK_STR(p.result.detail, "it fell");
    p = trying();
    plan_cancelled(&p, "8", "https://h/c");
    CHECK(!p.cancel_granted);
    CHECK_INT(p.result.code, REASON_UNTRIED);
    CHECK_INT(plan_check(&p), 0);
}

TEST(a_bundle_with_packs_waits_for_no_visit_but_falls_with_them)
{
    for (int i = 0; i < 2; i++) {
        struct ddi_deployment d = offer("8", DDI_OS, "2.0");
        d.count = 2;
        d.files[1] = d.files[0];
        d.files[1].part = DDI_PACK;
        struct plan p = begin(d);
        plan_fetched(&p, 0);
        plan_fetched(&p, 1);
        plan_held(&p, &slots.view);
        plan_given_taken(&p, 1, "xa 00");
        CHECK_INT(p.state, PLAN_INSTALLING);
        CHECK(plan_begin_install(&p));
        plan_installed(&p);
        plan_held(&p, &slots.view);
        boot(false);
        plan_restarted(&p, &slots.view);
        slots_script_judge(&slots);
        plan_tried(&p, i == 0 ? PLAN_TRYING : PLAN_FELL, "w");
        plan_looked(&p, &slots.view);
        CHECK_INT(p.state, PLAN_REPORT);
        CHECK_INT(p.result.code, i == 0 ? REASON_DONE : REASON_UNDONE);
    }
}

TEST(a_spoilt_file_is_fetched_once_more_and_then_it_is_over)
{
    struct plan p = begin(offer("8", DDI_OS, "2.0"));
    p.files[0].offset = 50;
    plan_spoilt(&p, 0);
    CHECK_INT(p.state, PLAN_DOWNLOADING);
    CHECK_INT(p.files[0].offset, 0);
    plan_spoilt(&p, 0);
    CHECK_INT(p.result.code, REASON_HASH);
}

TEST(an_installation_is_begun_three_times_at_most)
{
    struct plan p = installing();
    CHECK(plan_begin_install(&p) && plan_begin_install(&p) && plan_begin_install(&p));
    CHECK(!plan_begin_install(&p));
    CHECK_INT(p.result.code, REASON_INSTALL);
    CHECK_INT(plan_check(&p), 0);
}

/* Whatever comes in whatever order, the invariants hold. */
TEST(no_order_of_events_breaks_an_invariant)
{
    struct port_random random = random_seeded(9);
    struct plan p = begin(offer("8", DDI_OS, "2.0"));
    for (int i = 0; i < 200000; i++) {
        uint8_t b[4];
        (void)failed(random.ops->fill(&random, b, sizeof b));
        struct ddi_deployment d = offer(b[1] % 2 == 0 ? "8" : "9", (enum ddi_part)(b[2] % 3),
                                        b[3] % 4 == 0 ? "1.0" : "2.0");
        d.update = (enum ddi_urge)(b[1] / 2 % 3);
        d.download = (enum ddi_urge)(b[2] / 4 % 3);
        d.window = (enum ddi_window)(b[3] / 4 % 3);
        const enum plan_deed deed = plan_deed(&p, b[3] % 2 == 0 ? &day : &night);
        switch (b[0] % 9) {
        case 0:
            if (plan_wants(&p, d.id, HREF)) {
                plan_offered(&p, &d, HREF, &slots.view);
            }
            break;
        case 1:
            plan_cancelled(&p, d.id, "https://h/c");
            break;
        case 2:
            plan_withdrawn(&p);
            break;
        case 3:
            if (b[1] % 8 == 0) {
                slots_script_boot(&slots);
            }
            plan_restarted(&p, &slots.view);
            break;
        default:
            if (deed == DEED_DOWNLOAD && b[1] % 4 == 0) {
                plan_spoilt(&p, plan_next_file(&p));
            } else if (deed == DEED_DOWNLOAD) {
                plan_fetched(&p, plan_next_file(&p));
            } else if (deed == DEED_HOLD) {
                plan_held(&p, &slots.view);
            } else if (deed == DEED_INSTALL && plan_next_given(&p) >= 0) {
                plan_given_taken(&p, plan_next_given(&p), b[1] % 2 == 0 ? "xa 00" : "");
            } else if (deed == DEED_INSTALL && plan_begin_install(&p) && b[1] % 2 == 0) {
                plan_installed(&p);
            } else if (deed == DEED_REBOOT) {
                boot(b[1] % 3 == 0);
                plan_restarted(&p, &slots.view);
            } else if (deed == DEED_LOOK) {
                slots_script_judge(&slots);
                plan_tried(&p, (enum plan_try)(b[2] / 4 % 4), "w");
                plan_looked(&p, &slots.view);
            } else if (deed == DEED_REPORT) {
                plan_reported(&p);
            }
        }
        if (plan_check(&p) != 0) {
            printf("# step %d: invariant %d in %s\n", i, plan_check(&p), plan_state_name(p.state));
            CHECK(false);
            return;
        }
    }
}

int main(void)
{
    RUN(an_update_goes_all_the_way_and_is_reported_after_a_proven_start);
    RUN(a_version_that_fell_is_reported_with_both);
    RUN(a_restart_at_any_step_goes_on_from_there);
    RUN(a_cancellation_is_granted_before_and_refused_from_installing_on);
    RUN(what_may_be_skipped_waits_and_disturbs_nobody);
    RUN(forced_comes_by_day_and_fetching_alone_ends_with_downloaded);
    RUN(another_offer_takes_the_place_only_before_installing);
    RUN(what_ended_is_told_again_and_not_done_again);
    RUN(what_only_has_the_id_of_one_that_ended_is_begun);
    RUN(offers_that_cannot_be_taken_are_refused_at_once);
    RUN(what_runs_already_is_judged_as_after_a_restart);
    RUN(a_pack_is_handed_over_and_needs_no_restart);
    RUN(settings_and_commands_are_handed_over_likewise_and_say_what_came_of_them);
    RUN(a_pack_is_reported_by_what_its_first_visit_came_to);
    RUN(a_bundle_with_packs_waits_for_no_visit_but_falls_with_them);
    RUN(a_spoilt_file_is_fetched_once_more_and_then_it_is_over);
    RUN(an_installation_is_begun_three_times_at_most);
    RUN(no_order_of_events_breaks_an_invariant);
    return check_done();
}
