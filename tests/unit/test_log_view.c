/* Every event has a sentence, trouble is told from what is usual, and nothing else is listed. */
#include "app/staff/log_view.h"

#include <string.h>

#include "app/staff/staff_act.h"
#include "tests/check.h"

static struct log_line of(enum event_id id, int64_t a, int64_t b)
{
    return log_line_of(&(struct log_entry){.id = id, .a = a, .b = b});
}

TEST(every_event_has_a_sentence_of_its_own)
{
    for (int id = 0; id < EV_COUNT; id++) {
        const struct log_line line = of((enum event_id)id, 0, 0);
        CHECK(line.words != MSG_LOG_OTHER);
        CHECK(message_text("vi", line.words)[0] != '\0' &&
              message_text("en", line.words)[0] != '\0');
        CHECK(line.code != NULL && strlen(line.code) == 3 && strcmp(line.code, "K99") != 0);
        for (int other = 0; other < id; other++) {
            CHECK(of((enum event_id)other, 0, 0).words != line.words);
            CHECK(strcmp(of((enum event_id)other, 0, 0).code, line.code) != 0);
        }
    }
    CHECK_INT(of(EV_COUNT, 7, 0).words, MSG_LOG_OTHER); /* of a later program */
    CHECK_STR(of(EV_COUNT, 7, 0).code, "K99");
    CHECK_STR(of(EV_STAFF_PIN_WRONG, 0, 300).code, of(EV_STAFF_PIN_WRONG, 4, 0).code);
}

TEST(the_number_says_which_it_was)
{
    CHECK(of(EV_POWER, 0, 96).grade == HEALTH_GOOD && of(EV_POWER, 1, 60).grade == HEALTH_WARN);
    CHECK_INT(of(EV_POWER, 2, 9).words, MSG_LOG_POWER_LOW);
    CHECK_INT(of(EV_HEAT, 2, 97).grade, HEALTH_BAD);
    CHECK(of(EV_SHUTDOWN, 1, 0).words != of(EV_SHUTDOWN, 0, 0).words);
    CHECK_INT(of(EV_STAFF_PIN_WRONG, 4, 0).grade, HEALTH_WARN);
    CHECK_INT(of(EV_STAFF_PIN_WRONG, 0, 300).words, MSG_LOG_STAFF_LOCKED);
    CHECK(of(EV_STOPPED, 0, 0).grade == HEALTH_GOOD && of(EV_STOPPED, 1, 0).grade == HEALTH_BAD);
}

TEST(what_staff_did_is_named_as_its_button)
{
    const struct log_line paper = of(EV_STAFF_ACT, ACT_PAPER, 0);
    CHECK(paper.words == MSG_LOG_STAFF_ACT && paper.what == MSG_STAFF_PAPER);
    CHECK_INT(of(EV_STAFF_ACT, 12345, 0).words, MSG_LOG_STAFF_OTHER);
    CHECK_INT(of(EV_STAFF_ACT, -1, 0).words, MSG_LOG_STAFF_OTHER);
    CHECK_INT(of(EV_STORED, 12, 0).what, MSG_NONE);
}

TEST(trouble_alone_is_what_was_no_information)
{
    const struct staff_log log = {.rows = {{.id = EV_STORED},
                                           {.id = EV_PRINT_FAILED},
                                           {.id = EV_POWER, .a = 0},
                                           {.id = EV_POWER, .a = 2}},
                                  .count = 4};
    CHECK_INT(log_view_count(&log, false), 4);
    CHECK_INT(log_view_count(&log, true), 2);
    CHECK(log_view_at(&log, false, 0) == &log.rows[0]);
    CHECK(log_view_at(&log, true, 0) == &log.rows[1] && log_view_at(&log, true, 1) == &log.rows[3]);
    CHECK(log_view_at(&log, true, 2) == NULL && log_view_at(&log, false, 4) == NULL);
}

int main(void)
{
    RUN(every_event_has_a_sentence_of_its_own);
    RUN(the_number_says_which_it_was);
    RUN(what_staff_did_is_named_as_its_button);
    RUN(trouble_alone_is_what_was_no_information);
    return check_done();
}
