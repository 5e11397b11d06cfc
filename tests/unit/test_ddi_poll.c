#include "app/steward/ddi_poll.h"

#include "tests/check.h"

#define BASE "https://fleet.example/DEFAULT/controller/v1/kiosk-1"

static struct ddi_poll poll;

static enum err_code hear(const char *text)
{
    return ddi_poll_read(text, strlen(text), &poll).code;
}

TEST(a_sleep_is_read_in_both_writings_and_capped)
{
    static const struct {
        const char *text;
        int64_t seconds;
    } rows[] = {{"00:05:00", 300},
                {"00:00:01", 30},
                {"23:59:59", 86399},
                {"99:00:00", 86400},
                {"P1DT", -1},
                {"P1D", 86400},
                {"P1DT2H", 86400},
                {"PT12H", 43200},
                {"PT1H30M5S", 5405},
                {"PT90.5S", 90},
                {"P1W", 86400},
                {"", -1},
                {"00:00:00", -1},
                {"5", -1},
                {"0:05:00", -1},
                {"00:60:00", -1},
                {"00:05:00 ", -1},
                {"-0:05:00", -1},
                {"P", -1},
                {"PT", -1},
                {"PT5", -1},
                {"P5M", -1},
                {"PT5M5H", -1},
                {"PT1.5H", -1},
                {"PT99999999999S", -1},
                {"P1DT1D", -1},
                {"PTT5S", -1}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (ddi_sleep(rows[i].text) != rows[i].seconds) {
            printf("# \"%s\"\n", rows[i].text);
        }
        CHECK_INT(ddi_sleep(rows[i].text), rows[i].seconds);
    }
}

TEST(an_answer_without_a_task_names_the_next_time)
{
    CHECK_INT(hear("{\"config\":{\"polling\":{\"sleep\":\"00:05:00\"}},\"_links\":{"
                   "\"configData\":{\"href\":\"" BASE "/configData\"}}}"),
              ERR_NONE);
    CHECK_INT(poll.sleep_s, 300);
    CHECK_INT(poll.task, DDI_NOTHING);
    CHECK_STR(poll.configure, BASE "/configData");
    CHECK_INT(hear("{\"config\":{\"polling\":{\"sleep\":\"soon\"}}}"), ERR_NONE);
    CHECK_INT(poll.sleep_s, -1);
}

TEST(ids_are_opaque_and_links_stay_as_they_are)
{
    CHECK_INT(hear("{\"_links\":{\"deploymentBase\":{\"href\":\"" BASE
                   "/deploymentBase/1230?c=-2129030598&actionHistory=5\"}}}"),
              ERR_NONE);
    CHECK_INT(poll.task, DDI_DEPLOYMENT);
    CHECK_STR(poll.id, "1230");
    CHECK_STR(poll.href, BASE "/deploymentBase/1230?c=-2129030598&actionHistory=5");
    CHECK_INT(hear("{\"_links\":{\"confirmationBase\":{\"href\":\"" BASE
                   "/confirmationBase/a.b-7?c=1\"}}}"),
              ERR_NONE);
    CHECK_INT(poll.task, DDI_CONFIRMATION);
    CHECK_STR(poll.id, "a.b-7");
}

TEST(a_cancellation_goes_before_what_it_cancels)
{
    CHECK_INT(hear("{\"_links\":{\"deploymentBase\":{\"href\":\"" BASE
                   "/deploymentBase/7\"},\"cancelAction\":{\"href\":\"" BASE
                   "/cancelAction/11\"}}}"),
              ERR_NONE);
    CHECK_INT(poll.task, DDI_CANCEL);
    CHECK_STR(poll.id, "11");
    char stop[DDI_ID];
    const char *text = "{\"id\":\"11\",\"cancelAction\":{\"stopId\":\"7\"}}";
    CHECK(!failed(ddi_cancel_read(text, strlen(text), stop)));
    CHECK_STR(stop, "7");
    static const char *const bad[] = {"{}",
                                      "[]",
                                      "",
                                      "{\"cancelAction\":{\"stopId\":7}}",
                                      "{\"cancelAction\":{\"stopId\":\"\"}}",
                                      "{\"cancelAction\":{\"stopId\":\"../7\"}}"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        CHECK_INT(ddi_cancel_read(bad[i], strlen(bad[i]), stop).code, ERR_BAD_INPUT);
        CHECK_STR(stop, "");
    }
}

TEST(what_is_no_answer_is_refused_whole)
{
    static const char *const bad[] = {
        "",
        "<html>sign in</html>",
        "[]",
        "{}",
        "{\"status\":200}",
        "{\"_links\":{\"deploymentBase\":\"" BASE "/deploymentBase/7\"}}",
        "{\"_links\":{\"deploymentBase\":{\"href\":\"/deploymentBase/7\"}}}",
        "{\"_links\":{\"deploymentBase\":{\"href\":\"ftp://h/deploymentBase/7\"}}}",
        "{\"_links\":{\"deploymentBase\":{\"href\":\"https://h/deploymentBase/\"}}}",
        "{\"_links\":{\"deploymentBase\":{\"href\":\"https://h/other/7\"}}}",
        "{\"_links\":{\"deploymentBase\":{\"href\":\"https://u@h/deploymentBase/7\"}}}",
        "{\"_links\":{\"deploymentBase\":{\"href\":\"https://h/deploymentBase/7 8\"}}}",
        "{\"_links\":{\"deploymentBase\":{\"href\":\"https://h/deploymentBase/7\\u0000\"}}}",
        "{\"_links\":{},\"_links\":{}}"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        if (hear(bad[i]) != ERR_BAD_INPUT) {
            printf("# %s\n", bad[i]);
        }
        CHECK_INT(hear(bad[i]), ERR_BAD_INPUT);
        CHECK_INT(poll.task, DDI_NOTHING);
        CHECK_STR(poll.href, "");
    }
    static char deep[70 * 1024];
    memset(deep, ' ', sizeof deep - 1);
    deep[0] = '{';
    CHECK_INT(hear(deep), ERR_BAD_INPUT);
}

int main(void)
{
    RUN(a_sleep_is_read_in_both_writings_and_capped);
    RUN(an_answer_without_a_task_names_the_next_time);
    RUN(ids_are_opaque_and_links_stay_as_they_are);
    RUN(a_cancellation_goes_before_what_it_cancels);
    RUN(what_is_no_answer_is_refused_whole);
    return check_done();
}
