/* How the fleet double reads what devices say, as hawkBit maps it. */
#include "platform/sim/fleet/feedback.h"
#include "tests/check.h"

static enum said_verdict verdict(const char *text, struct said *said)
{
    json_t *body = json_loads(text, 0, NULL);
    const enum said_verdict v = said_read(body, said);
    json_decref(body);
    return v;
}

#define STATUS(inside) "{\"status\":{" inside "}}"
#define SAID           "\"execution\":\"closed\",\"result\":{\"finished\":\"success\"}"

TEST(what_is_needed_is_execution_and_finished)
{
    static const char *const wrong[] = {
        "{}",
        "[]",
        "\"x\"",
        "{\"status\":null}",
        STATUS("\"execution\":\"closed\""),
        STATUS("\"result\":{\"finished\":\"success\"}"),
        STATUS("\"execution\":\"closed\",\"result\":{}"),
        STATUS("\"execution\":\"CLOSED\",\"result\":{\"finished\":\"success\"}"),
        STATUS("\"execution\":\"closed\",\"result\":{\"finished\":\"maybe\"}"),
        STATUS(SAID ",\"details\":\"text\""),
        STATUS(SAID ",\"details\":[1]"),
        STATUS(SAID ",\"code\":\"7\"")};
    struct said said;
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        CHECK_INT(verdict(wrong[i], &said), SAID_UNREADABLE);
    }
    CHECK_INT(said_read(NULL, &said), SAID_UNREADABLE);
}

TEST(the_rest_may_be_there)
{
    struct said said;
    CHECK_INT(verdict(STATUS(SAID), &said), SAID_WELL);
    CHECK(said.code == -1 && said.count == -1 && said.of == -1 && said.reported == -1);
    CHECK_INT(verdict("{\"id\":7,\"time\":\"20261128T050000\",\"timestamp\":5,\"status\":{"
                      "\"execution\":\"proceeding\",\"result\":{\"finished\":\"none\",\"progress\":"
                      "{\"cnt\":2,\"of\":5}},\"code\":301,\"details\":[\"a\",\"b\"]}}",
                      &said),
              SAID_WELL);
    CHECK_STR(said.execution, "proceeding");
    CHECK(said.code == 301 && said.count == 2 && said.of == 5 && said.reported == 5);
}

TEST(markup_is_refused)
{
    struct said said;
    CHECK_INT(verdict(STATUS(SAID ",\"details\":[\"ok\",\"from <old> to <new>\"]"), &said),
              SAID_MARKUP);
    CHECK(said_is_markup("<b>") && said_is_markup("x</b>") && said_is_markup("<!-- -->"));
    CHECK(said_is_markup("1 < 2") && said_is_markup("a <") && said_is_markup("&lt"));
    CHECK(said_is_markup("&unknown;") && said_is_markup("&#") && said_is_markup("&#65"));
    CHECK(!said_is_markup("3 > 2") && !said_is_markup("R&D") && !said_is_markup("a & b"));
    CHECK(!said_is_markup("&lt;b&gt;") && !said_is_markup("&#65;") && !said_is_markup("a &"));
}

TEST(statuses_are_mapped_as_hawkbit_does)
{
    static const char *const rows[][4] = {{"closed", "failure", "ERROR", "ERROR"},
                                          {"closed", "success", "FINISHED", "CANCELED"},
                                          {"closed", "none", "FINISHED", "CANCELED"},
                                          {"canceled", "none", "CANCELED", "WARNING"},
                                          {"rejected", "none", "WARNING", "CANCEL_REJECTED"},
                                          {"download", "none", "DOWNLOAD", "RUNNING"},
                                          {"downloaded", "none", "DOWNLOADED", "RUNNING"},
                                          {"scheduled", "none", "RUNNING", "RUNNING"},
                                          {"proceeding", "none", "RUNNING", "RUNNING"},
                                          {"resumed", "none", "RUNNING", "RUNNING"}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        CHECK_STR(said_of_deployment(rows[i][0], rows[i][1]), rows[i][2]);
        CHECK_STR(said_of_cancel(rows[i][0], rows[i][1]), rows[i][3]);
    }
}

int main(void)
{
    RUN(what_is_needed_is_execution_and_finished);
    RUN(the_rest_may_be_there);
    RUN(markup_is_refused);
    RUN(statuses_are_mapped_as_hawkbit_does);
    return check_done();
}
