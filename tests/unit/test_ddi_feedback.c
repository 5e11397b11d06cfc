#include "app/steward/ddi_feedback.h"

#include "tests/check.h"

static char storage[DDI_STATUS_MAX];
static struct buf out;

static const char *status(const struct ddi_status *s)
{
    buf_init(&out, storage, sizeof storage);
    ddi_status_write(&out, s);
    return out.data;
}

TEST(a_status_is_what_hawkbit_reads)
{
    CHECK_STR(status(&(struct ddi_status){.execution = DDI_CLOSED,
                                          .finished = DDI_SUCCESS,
                                          .code = REASON_DONE,
                                          .time_ms = 1795400640000,
                                          .details = {"1.2 runs", "slot B"}}),
              "{\"timestamp\":1795400640000,\"status\":{\"execution\":\"closed\",\"result\":"
              "{\"finished\":\"success\"},\"code\":0,\"details\":[\"1.2 runs\",\"slot B\"]}}");
    CHECK_STR(
        status(&(struct ddi_status){.execution = DDI_PROCEEDING, .code = -1, .done = 2, .of = 5}),
        "{\"status\":{\"execution\":\"proceeding\",\"result\":{\"finished\":\"none\","
        "\"progress\":{\"cnt\":2,\"of\":5}}}}");
}

TEST(a_detail_is_plain_and_short_whatever_it_was_made_of)
{
    char line[DDI_DETAIL];
    char much[600];
    ddi_plain("<b>tiếng & \"x\" \\ \n\x7f~", line);
    CHECK_STR(line, " b ti   ng    x      ~");
    memset(much, 'x', sizeof much - 1);
    much[sizeof much - 1] = '\0';
    ddi_plain(much, line);
    CHECK_INT(strlen(line), 200);
    struct ddi_status s = {.execution = DDI_RESUMED, .code = -1};
    for (int i = 0; i < DDI_DETAILS; i++) {
        s.details[i] = much;
    }
    CHECK_INT(strlen(status(&s)), 4135);
    CHECK(!out.full);
}

TEST(a_confirmation_is_yes_or_no_with_a_reason)
{
    buf_init(&out, storage, sizeof storage);
    ddi_confirm_write(&out, false, REASON_OLDER);
    CHECK_STR(out.data, "{\"confirmation\":\"denied\",\"code\":15,\"details\":"
                        "[\"it is older than what runs\"]}");
    buf_clear(&out);
    ddi_confirm_write(&out, true, REASON_DONE);
    CHECK(strstr(out.data, "\"confirmed\",\"code\":0") != NULL);
}

TEST(attributes_replace_ours_and_none_is_too_long)
{
    char value[200];
    memset(value, 'v', sizeof value - 1);
    value[sizeof value - 1] = '\0';
    const struct ddi_attribute list[] = {{"version", "1.2"}, {"slot", ""}, {"long", value}};
    buf_init(&out, storage, sizeof storage);
    ddi_attributes_write(&out, list, 3);
    CHECK(strncmp(out.data, "{\"mode\":\"replace\",\"data\":{\"version\":\"1.2\",\"long\":\"vvv",
                  53) == 0);
    value[128] = '\0';
    CHECK(strstr(out.data, value) != NULL);
    CHECK_INT(strlen(out.data), 50 + 128 + 3);
}

TEST(every_reason_has_a_sentence_that_may_be_told)
{
    char line[DDI_DETAIL];
    static const enum reason all[] = {
        REASON_DONE,    REASON_OFFER, REASON_NO_HASH,     REASON_TOO_LARGE, REASON_NO_ROOM,
        REASON_PART,    REASON_OLDER, REASON_DOWNLOAD,    REASON_HASH,      REASON_SIGNATURE,
        REASON_INSTALL, REASON_OTHER, REASON_ROLLED_BACK, REASON_CANCELLED, REASON_TOO_LATE};
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        ddi_plain(reason_sentence_of(all[i]), line);
        CHECK_STR(line, reason_sentence_of(all[i]));
        CHECK(strcmp(line, "unknown") != 0);
    }
}

int main(void)
{
    RUN(a_status_is_what_hawkbit_reads);
    RUN(a_detail_is_plain_and_short_whatever_it_was_made_of);
    RUN(a_confirmation_is_yes_or_no_with_a_reason);
    RUN(attributes_replace_ours_and_none_is_too_long);
    RUN(every_reason_has_a_sentence_that_may_be_told);
    return check_done();
}
