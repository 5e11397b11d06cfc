#include "platform/linux/courier_socket_wire.h"

#include "tests/check.h"

static char bytes[WIRE_MAX];

TEST(questions_and_answers_go_and_come_back)
{
    const struct wire_question q = {
        .id = 7, .question = PORTAL_OFFICER, .deadline_ms = 800, .text = "jra"};
    struct wire_question q2;
    size_t size = wire_put_question(&q, bytes, sizeof bytes);
    CHECK(size > 0 && !failed(wire_get_question(bytes, size, &q2)));
    CHECK(q2.id == 7 && q2.question == PORTAL_OFFICER && q2.known && q2.deadline_ms == 800);
    CHECK_STR(q2.text, "jra");
    struct portal_answer a = {.id = 8,
                              .error = ERR_OK,
                              .question = PORTAL_STATUS,
                              .stage = STAGE_RECEIVED,
                              .file_number = "THU-1",
                              .state_text = "Mới \"đăng\" ký",
                              .online = true};
    struct portal_answer b;
    size = wire_put_answer(&a, bytes, sizeof bytes);
    CHECK(size > 0 && !failed(wire_get_answer(bytes, size, &b)));
    CHECK(b.id == 8 && b.stage == STAGE_RECEIVED && b.online && b.question == PORTAL_STATUS);
    CHECK_STR(b.file_number, "THU-1");
    CHECK_STR(b.state_text, "Mới \"đăng\" ký");
    CHECK(b.portal_state == 0 && !b.papers_asked && !b.reasoned && b.results == 0);
    a.portal_state = 5;
    a.papers_asked = a.reasoned = true;
    a.results = 2;
    size = wire_put_answer(&a, bytes, sizeof bytes);
    CHECK(size > 0 && !failed(wire_get_answer(bytes, size, &b)));
    CHECK(b.portal_state == 5 && b.papers_asked && b.reasoned && b.results == 2);
    CHECK(!b.dated);
    a = (struct portal_answer){.id = 9, .question = PORTAL_CHECK, .dated = true};
    memcpy(a.trouble, "unauthorized", sizeof "unauthorized");
    a.clock_off_s = (int64_t)-365 * 86400 * 12; /* twelve years */
    size = wire_put_answer(&a, bytes, sizeof bytes);
    CHECK(size > 0 && !failed(wire_get_answer(bytes, size, &b)));
    CHECK(b.question == PORTAL_CHECK && b.dated && b.clock_off_s == a.clock_off_s);
    CHECK_STR(b.trouble, "unauthorized");
    a = (struct portal_answer){.id = 9, .error = ERR_OK, .question = PORTAL_CALL, .coming = true};
    memcpy(a.officer, "Chị Thủy", sizeof "Chị Thủy");
    size = wire_put_answer(&a, bytes, sizeof bytes);
    CHECK(size > 0 && !failed(wire_get_answer(bytes, size, &b)));
    CHECK(b.question == PORTAL_CALL && b.coming && !b.online);
    CHECK_STR(b.officer, "Chị Thủy");
    a = (struct portal_answer){
        .id = 9, .question = PORTAL_CALL, .desk_closed = true, .until = "13:30", .away = true};
    size = wire_put_answer(&a, bytes, sizeof bytes);
    CHECK(size > 0 && !failed(wire_get_answer(bytes, size, &b)));
    CHECK(b.desk_closed && b.away && !b.coming);
    CHECK_STR(b.until, "13:30");
    memcpy(a.until, "99:99", sizeof a.until);
    size = wire_put_answer(&a, bytes, sizeof bytes);
    CHECK(failed(wire_get_answer(bytes, size, &b)));
    a.error = ERR(ERR_UNSUPPORTED, 0, "test");
    size = wire_put_answer(&a, bytes, sizeof bytes);
    CHECK(size > 0 && !failed(wire_get_answer(bytes, size, &b)));
    CHECK_INT(b.error.code, ERR_UNSUPPORTED);
    CHECK_INT(wire_put_answer(&a, bytes, 5), 0);
}

/* Sign-in, fee and number come through whole, and what is none of them is refused. */
TEST(what_is_asked_beside_the_sending_comes_through)
{
    struct portal_answer a = {.question = PORTAL_SIGN_IN,
                              .sign_in = {PHONE_WAITING, "BDRK-HXLT", "https://a.b/c", "", 599}};
    struct portal_answer b;
    size_t size = wire_put_answer(&a, bytes, sizeof bytes);
    CHECK(!failed(wire_get_answer(bytes, size, &b)));
    CHECK(memcmp(&a.sign_in, &b.sign_in, sizeof a.sign_in) == 0);
    a = (struct portal_answer){.question = PORTAL_FEE,
                               .fee = {FEE_WAITING, 8000, "https://p/1", "THU-1", "Xã", 60}};
    size = wire_put_answer(&a, bytes, sizeof bytes);
    CHECK(!failed(wire_get_answer(bytes, size, &b)));
    CHECK(memcmp(&a.fee, &b.fee, sizeof a.fee) == 0);
    a = (struct portal_answer){.question = PORTAL_QUEUE, .queue = {QUEUE_GIVEN, "A27", 3, 4, 20}};
    size = wire_put_answer(&a, bytes, sizeof bytes);
    CHECK(!failed(wire_get_answer(bytes, size, &b)));
    CHECK(memcmp(&a.queue, &b.queue, sizeof a.queue) == 0);
    a = (struct portal_answer){.question = PORTAL_FILE,
                               .file = {.state = HERS_KNOWN,
                                        .portal_state = 5,
                                        .state_text = "Bổ sung",
                                        .papers_asked = true,
                                        .results_there = 2,
                                        .reason = "Thiếu giấy",
                                        .asked = {"Giấy chứng sinh", "Sổ cũ"},
                                        .asked_count = 2,
                                        .results = {"Khai sinh"},
                                        .has_file = {true},
                                        .result_count = 1,
                                        .link = LINK_WAITING,
                                        .address = "https://p/R/1",
                                        .seconds_left = 300}};
    size = wire_put_answer(&a, bytes, sizeof bytes);
    CHECK(!failed(wire_get_answer(bytes, size, &b)));
    CHECK(memcmp(&a.file, &b.file, sizeof a.file) == 0);
    a = (struct portal_answer){
        .question = PORTAL_HELD,
        .held = {
            .state = HELD_KNOWN,
            .items = {{.ref = "/data/a/b",
                       .value = "Lê Thị Hoa",
                       .procedure = "1.001193",
                       .file_number = "THU-1",
                       .date = "2026-11-23"},
                      {.paper = true,
                       .ref = "/data/papers/p[2]",
                       .value = "p.pdf",
                       .procedure = "1.001193",
                       .date = "2026-11-23",
                       .type = "application/pdf",
                       .sha256 = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
                       .size = 12,
                       .pages = 2}},
            .count = 2}};
    size = wire_put_answer(&a, bytes, sizeof bytes);
    CHECK(!failed(wire_get_answer(bytes, size, &b)));
    CHECK(memcmp(&a.held, &b.held, sizeof a.held) == 0);
    a = (struct portal_answer){.question = PORTAL_STATUS, .signed_in = true};
    size = wire_put_answer(&a, bytes, sizeof bytes);
    CHECK(!failed(wire_get_answer(bytes, size, &b)) && b.signed_in);
}

#define HEAD "{\"id\":1,\"stage\":\"unknown\",\"online\":true,"
TEST(what_is_no_such_answer_is_refused)
{
    static const char *const rows[] = {
        HEAD "\"kind\":\"signin\"}",
        HEAD "\"kind\":\"file\"}",
        HEAD "\"kind\":\"file\",\"file\":{\"state\":\"known\",\"link\":\"waiting\"}}",
        HEAD "\"kind\":\"file\",\"file\":{\"state\":\"known\",\"link\":\"none\",\"asked\":[1]}}",
        HEAD "\"kind\":\"signin\",\"signin\":{\"state\":\"waiting\"}}",
        HEAD "\"kind\":\"signin\",\"signin\":{\"state\":\"known\"}}",
        HEAD
        "\"kind\":\"signin\",\"signin\":{\"state\":\"waiting\",\"code\":\"Ã\",\"address\":\"a\"}}",
        HEAD "\"kind\":\"held\"}",
        HEAD "\"kind\":\"held\",\"held\":{\"state\":\"known\"}}",
        HEAD "\"kind\":\"held\",\"held\":{\"state\":\"else\",\"items\":[]}}",
        HEAD "\"kind\":\"held\",\"held\":{\"state\":\"known\",\"items\":[1]}}",
        HEAD "\"kind\":\"fee\",\"fee\":{\"state\":\"waiting\",\"dong\":0,\"payload\":\"p\"}}",
        HEAD "\"kind\":\"fee\",\"fee\":{\"state\":\"waiting\",\"dong\":8000}}",
        HEAD "\"kind\":\"fee\",\"fee\":{\"state\":\"paid\",\"reference\":\"<b>\"}}",
        HEAD "\"kind\":\"queue\",\"queue\":{\"state\":\"given\",\"ahead\":1}}",
        HEAD "\"kind\":\"queue\",\"queue\":{\"state\":\"given\",\"number\":\"A1\",\"ahead\":-2}}",
        HEAD "\"kind\":\"queue\",\"queue\":[]}",
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct portal_answer a;
        CHECK_INT(wire_get_answer(rows[i], strlen(rows[i]), &a).code, ERR_BAD_INPUT);
    }
}

TEST(unknown_kinds_and_cancels_are_understood)
{
    struct wire_question q;
    const char *photo = "{\"id\":3,\"kind\":\"photo\",\"deadline_ms\":1}";
    const char *cancel = "{\"id\":3,\"cancel\":true}";
    CHECK(!failed(wire_get_question(photo, strlen(photo), &q)));
    CHECK(!q.known && !q.cancel);
    CHECK(!failed(wire_get_question(cancel, strlen(cancel), &q)));
    CHECK(q.cancel);
}

TEST(hostile_messages_are_refused)
{
    static const char *const questions[] = {
        "",
        "[]",
        "{}",
        "{\"id\":1}",
        "{\"id\":-1,\"kind\":\"check\",\"deadline_ms\":1}",
        "{\"id\":1e3,\"kind\":\"check\",\"deadline_ms\":1}",
        "{\"id\":99999999999,\"kind\":\"check\",\"deadline_ms\":1}",
        "{\"id\":1,\"kind\":7,\"deadline_ms\":1}",
        "{\"id\":1,\"kind\":\"check\",\"deadline_ms\":1,\"text\":7}",
        "{\"id\":1,\"kind\":\"check\",\"deadline_ms\":1,\"text\":\"a\\nb\"}",
        ("{\"id\":1,\"kind\":\"check\",\"deadline_ms\":1,\"text\":\""
         "0123456789012345678901234567890123456789012345678901234567890123456789\"}"),
        "{\"id\":1,\"kind\":\"check\",\"deadline_ms\":1}{",
        "\xFF\xFE"};
    static const char *const answers[] = {
        "{\"id\":1,\"kind\":\"status\",\"stage\":\"eaten\",\"online\":true}",
        "{\"id\":1,\"kind\":\"status\",\"stage\":\"sent\",\"online\":1}",
        "{\"id\":1,\"kind\":\"what\",\"stage\":\"sent\",\"online\":true}",
        "{\"id\":1,\"kind\":\"status\",\"stage\":\"sent\",\"online\":true,"
        "\"file_number\":\"<script>\"}",
        "{\"id\":1,\"kind\":\"status\",\"stage\":\"sent\",\"online\":true,\"file_number\":"
        "\"0123456789012345678901234567890123456789\"}",
        "{\"id\":1,\"error\":7}",
        "{\"error\":\"io\"}"};
    struct wire_question q;
    struct portal_answer a;
    for (size_t i = 0; i < sizeof questions / sizeof questions[0]; i++) {
        CHECK_INT(wire_get_question(questions[i], strlen(questions[i]), &q).code, ERR_BAD_INPUT);
    }
    for (size_t i = 0; i < sizeof answers / sizeof answers[0]; i++) {
        CHECK_INT(wire_get_answer(answers[i], strlen(answers[i]), &a).code, ERR_BAD_INPUT);
    }
    memset(bytes, '[', sizeof bytes);
    CHECK_INT(wire_get_answer(bytes, sizeof bytes, &a).code, ERR_BAD_INPUT);
}

int main(void)
{
    RUN(questions_and_answers_go_and_come_back);
    RUN(what_is_asked_beside_the_sending_comes_through);
    RUN(what_is_no_such_answer_is_refused);
    RUN(unknown_kinds_and_cancels_are_understood);
    RUN(hostile_messages_are_refused);
    return check_done();
}
