/* Who calls for an officer, and what the desk answers. */
#include <string.h>

#include "platform/sim/portal/calls.h"
#include "tests/unit/portal_world.h"

static struct portal_world w;

static int ask(const char *method, const char *path, const char *body)
{
    return portal_world_ask(&w,
                            (struct portal_request){.method = method, .path = path, .body = body});
}

static int call(const char *kiosk, const char *body)
{
    char path[64];
    snprintf(path, sizeof path, "/calls/%s", kiosk);
    return portal_world_ask(&w,
                            (struct portal_request){.method = "PUT", .path = path, .body = body});
}

TEST(calls_for_an_officer_are_open_until_they_are_over)
{
    portal_world_begin(&w);
    w.portal.control = true;
    CHECK_INT(call("K07", "{\"state\":\"open\",\"language\":\"jra\",\"page\":\"question\"}"), 200);
    CHECK_INT(call("K08", "{\"state\":\"open\",\"language\":\"vi\",\"page\":\"need\"}"), 200);
    CHECK_INT(ask("POST", "/practice/calls", NULL), 200);
    CHECK(portal_world_says(&w, "\"kiosk\":\"K07\",\"language\":\"jra\",\"page\":\"question\""));
    CHECK(portal_world_says(&w, "K08"));
    CHECK_INT(call("K07", "{\"state\":\"over\",\"language\":\"jra\",\"page\":\"question\"}"), 200);
    CHECK_INT(ask("POST", "/practice/calls", NULL), 200);
    CHECK_INT(portal_world_count(&w, "K07"), 0);
    CHECK_INT(call("K09", "{\"state\":\"else\",\"language\":\"vi\",\"page\":\"need\"}"), 422);
    CHECK_INT(call("K09", "{\"state\":\"open\",\"language\":\"<b>\",\"page\":\"need\"}"), 422);
    CHECK_INT(call("K09", "[]"), 422);
    CHECK_INT(call("", "{}"), 422);
    w.portal.token = "agreed";
    CHECK_INT(call("K09", "{\"state\":\"open\",\"language\":\"vi\",\"page\":\"need\"}"), 401);
    portal_world_end(&w);
}

TEST(the_desk_answers_a_call)
{
    portal_world_begin(&w);
    CHECK_INT(ask("GET", "/calls/K07", NULL), 404);
    CHECK_INT(call("K07", "{\"state\":\"open\",\"language\":\"jra\",\"page\":\"question\"}"), 200);
    CHECK_INT(ask("GET", "/calls/K07", NULL), 200);
    CHECK(portal_world_says(&w, "\"state\":\"open\""));
    CHECK(!calls_close(&w.portal.calls, "25:00") && !calls_close(&w.portal.calls, "noon"));
    CHECK(calls_close(&w.portal.calls, "13:30"));
    CHECK_INT(ask("GET", "/calls/K07", NULL), 200);
    CHECK(portal_world_says(&w, "\"state\":\"closed\",\"until\":\"13:30\""));
    CHECK(calls_come(&w.portal.calls, "K07") && !calls_come(&w.portal.calls, "K08"));
    CHECK_INT(ask("GET", "/calls/K07", NULL), 200);
    CHECK(portal_world_says(&w, "\"state\":\"coming\"")); /* in spite of the hour */
    CHECK_INT(call("K07", "{\"state\":\"open\",\"language\":\"jra\",\"page\":\"question\"}"), 200);
    CHECK_INT(ask("GET", "/calls/K07", NULL), 200);
    CHECK(portal_world_says(&w, "\"state\":\"closed\"")); /* called again: a new call */
    CHECK_INT(ask("DELETE", "/calls/K07", NULL), 405);
    w.portal.token = "agreed";
    CHECK_INT(ask("GET", "/calls/K07", NULL), 401);
    portal_world_end(&w);
}

/* More kiosks than the desk shows: the one that waits longest makes room. */
TEST(the_oldest_call_makes_room_for_a_new_one)
{
    struct kiosk_call open[CALLS_MAX];
    char kiosk[16];
    portal_world_begin(&w);
    for (int i = 0; i <= CALLS_MAX; i++) {
        snprintf(kiosk, sizeof kiosk, "K%03d", i);
        w.now++;
        CHECK_INT(call(kiosk, "{\"state\":\"open\",\"language\":\"vi\",\"page\":\"need\"}"), 200);
    }
    CHECK_INT(calls_list(&w.portal.calls, open), CALLS_MAX);
    CHECK_INT(ask("GET", "/calls/K000", NULL), 404);
    CHECK_INT(ask("GET", "/calls/K001", NULL), 200);
    CHECK_INT(ask("GET", "/calls/", NULL), 404);
    portal_world_end(&w);
}

int main(void)
{
    RUN(calls_for_an_officer_are_open_until_they_are_over);
    RUN(the_desk_answers_a_call);
    RUN(the_oldest_call_makes_room_for_a_new_one);
    return check_done();
}
