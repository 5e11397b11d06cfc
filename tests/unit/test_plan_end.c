/* An action ends once, and how is what the server is told of it. */
#include "app/steward/plan_end.h"

#include <stdio.h>
#include <string.h>

#include "app/steward/command.h"
#include "app/steward/desired.h"
#include "app/steward/metrics.h"
#include "tests/check.h"

static struct plan at(enum plan_state state, const char *action)
{
    struct plan p = {.state = state};
    snprintf(p.action, sizeof p.action, "%s", action);
    return p;
}

static struct plan report(const char *action, enum ddi_finished finished, int code)
{
    struct plan p = at(PLAN_REPORT, action);
    p.result = (struct plan_result){DDI_CLOSED, finished, code, ""};
    return p;
}

/* From the trial to the report of it. */
static enum plan_end ended(enum ddi_finished finished, int code)
{
    const struct plan before = at(PLAN_TRIAL, "8");
    const struct plan next = report("8", finished, code);
    return plan_end_of(&before, &next);
}

TEST(how_it_ended_follows_from_the_code)
{
    CHECK_INT(ended(DDI_SUCCESS, REASON_DONE), PLAN_END_GOOD);
    CHECK_INT(ended(DDI_SUCCESS, REASON_UNTRIED), PLAN_END_GOOD);
    CHECK_INT(ended(DDI_SUCCESS, command_code(COMMAND_DONE)), PLAN_END_GOOD);
    CHECK_INT(ended(DDI_FAILURE, REASON_ROLLED_BACK), PLAN_END_ROLLED_BACK);
    CHECK_INT(ended(DDI_FAILURE, REASON_UNDONE), PLAN_END_ROLLED_BACK);
    CHECK_INT(ended(DDI_FAILURE, REASON_SIGNATURE), PLAN_END_REFUSED);
    CHECK_INT(ended(DDI_FAILURE, REASON_OLDER), PLAN_END_REFUSED);
    CHECK_INT(ended(DDI_FAILURE, 600 + DESIRED_OLDER), PLAN_END_REFUSED);
    CHECK_INT(ended(DDI_FAILURE, command_code(COMMAND_USED)), PLAN_END_REFUSED);
    CHECK_INT(ended(DDI_FAILURE, REASON_DOWNLOAD), PLAN_END_FAILED);
    CHECK_INT(ended(DDI_FAILURE, REASON_NO_ROOM), PLAN_END_FAILED);
    CHECK_INT(ended(DDI_FAILURE, REASON_INSTALL), PLAN_END_FAILED);
    CHECK_INT(ended(DDI_FAILURE, 600 + DESIRED_NOT_STORED), PLAN_END_FAILED);
    CHECK_INT(ended(DDI_FAILURE, command_code(COMMAND_CUT_OFF)), PLAN_END_FAILED);
}

TEST(it_ends_once)
{
    struct plan before = report("8", DDI_SUCCESS, REASON_DONE);
    struct plan next = before;
    CHECK_INT(plan_end_of(&before, &next), PLAN_NO_END); /* it waits to be taken */
    next = at(PLAN_IDLE, "");
    CHECK_INT(plan_end_of(&before, &next), PLAN_NO_END); /* it was */
    before = at(PLAN_IDLE, "");
    snprintf(before.last, sizeof before.last, "8");
    before.last_result = (struct plan_result){DDI_CLOSED, DDI_SUCCESS, REASON_DONE, ""};
    next = report("8", DDI_SUCCESS, REASON_DONE);
    CHECK_INT(plan_end_of(&before, &next), PLAN_NO_END); /* the server lost it */
    next = report("9", DDI_FAILURE, REASON_OLDER);
    CHECK_INT(plan_end_of(&before, &next), PLAN_END_REFUSED); /* and this one is new */
}

TEST(what_was_only_fetched_has_not_ended_and_ends_when_it_is_installed)
{
    struct plan before = at(PLAN_DOWNLOADING, "8");
    struct plan next = report("8", DDI_SUCCESS, REASON_DONE);
    next.result.execution = DDI_DOWNLOADED;
    CHECK_INT(plan_end_of(&before, &next), PLAN_NO_END);
    before = at(PLAN_IDLE, "");
    snprintf(before.last, sizeof before.last, "8");
    before.last_result = next.result;
    next = at(PLAN_DOWNLOADING, "8");
    CHECK_INT(plan_end_of(&before, &next), PLAN_NO_END);
    next = report("8", DDI_SUCCESS, REASON_DONE);
    CHECK_INT(plan_end_of(&before, &next), PLAN_END_GOOD);
}

TEST(what_gives_way_before_it_is_installed_was_cancelled)
{
    struct plan before = at(PLAN_DOWNLOADING, "8");
    struct plan next = at(PLAN_IDLE, "");
    CHECK_INT(plan_end_of(&before, &next), PLAN_END_CANCELLED);
    next = at(PLAN_OFFERED, "9");
    CHECK_INT(plan_end_of(&before, &next), PLAN_END_CANCELLED);
    next = at(PLAN_WAIT_IDLE, "8");
    CHECK_INT(plan_end_of(&before, &next), PLAN_NO_END);
    before = at(PLAN_IDLE, "");
    next = at(PLAN_OFFERED, "9");
    CHECK_INT(plan_end_of(&before, &next), PLAN_NO_END);
}

TEST(each_end_has_a_word_of_the_metrics_and_a_fact_of_its_own)
{
    static struct metrics m;
    const struct metrics_params params = {.kiosk = "K"};
    CHECK(!failed(metrics_init(&m, &params)));
    CHECK(plan_end_fact(PLAN_NO_END) == NULL && plan_end_name(PLAN_NO_END)[0] == '\0');
    for (int i = PLAN_END_GOOD; i < PLAN_ENDS; i++) {
        const char *fact = plan_end_fact((enum plan_end)i);
        CHECK(metrics_may_tell(&m, METRIC_UPDATES, plan_end_name((enum plan_end)i)));
        CHECK(strncmp(fact, "updates.", 8) == 0);
        CHECK_STR(fact + 8, plan_end_name((enum plan_end)i));
    }
}

int main(void)
{
    RUN(how_it_ended_follows_from_the_code);
    RUN(it_ends_once);
    RUN(what_was_only_fetched_has_not_ended_and_ends_when_it_is_installed);
    RUN(what_gives_way_before_it_is_installed_was_cancelled);
    RUN(each_end_has_a_word_of_the_metrics_and_a_fact_of_its_own);
    return check_done();
}
