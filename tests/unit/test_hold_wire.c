#include "platform/linux/hold_wire.h"

#include "tests/check.h"

static char out[HOLD_WIRE_MAX];

static const char *text(size_t size)
{
    CHECK(size > 0 && size < sizeof out);
    out[size] = '\0';
    return out;
}

static enum err_code question(const char *bytes, struct hold_question *ret_question)
{
    return hold_get_question(bytes, strlen(bytes), ret_question).code;
}

static enum err_code answer(const char *bytes, struct hold_answer *ret_answer)
{
    return hold_get_answer(bytes, strlen(bytes), ret_answer).code;
}

TEST(questions_are_written_as_the_contract_says)
{
    CHECK_STR(text(hold_put_question(&(struct hold_question){HOLD_ASKED, -1}, out, sizeof out)),
              "{\"kind\":\"hold\"}");
    CHECK_STR(text(hold_put_question(&(struct hold_question){HOLD_ASKED, 120}, out, sizeof out)),
              "{\"kind\":\"hold\",\"countdown\":120}");
    CHECK_STR(text(hold_put_question(&(struct hold_question){HOLD_RELEASED, 3}, out, sizeof out)),
              "{\"kind\":\"release\"}");
}

TEST(answers_are_written_as_the_contract_says)
{
    const struct hold_answer yes = {.granted = true, .seconds = 60};
    const struct hold_answer no = {.why = HOLD_DIALOG};
    CHECK_STR(text(hold_put_answer(&yes, out, sizeof out)), "{\"granted\":true,\"seconds\":60}");
    CHECK_STR(text(hold_put_answer(&no, out, sizeof out)),
              "{\"granted\":false,\"why\":\"dialog\"}");
    CHECK_STR(text(hold_put_other(HOLD_RELEASED, out, sizeof out)), "{\"released\":true}");
    CHECK_STR(text(hold_put_other(HOLD_UNKNOWN, out, sizeof out)), "{\"error\":\"unsupported\"}");
}

TEST(a_picture_is_asked_for_and_answered_in_a_word)
{
    struct hold_question q = {.kind = HOLD_UNKNOWN};
    enum hold_picture word = HOLD_PICTURES;
    CHECK_STR(text(hold_put_question(&(struct hold_question){HOLD_PICTURED, -1}, out, sizeof out)),
              "{\"kind\":\"picture\"}");
    CHECK_INT(question(out, &q), ERR_NONE);
    CHECK_INT(q.kind, HOLD_PICTURED);
    for (int i = 0; i < HOLD_PICTURES; i++) {
        (void)text(hold_put_picture((enum hold_picture)i, out, sizeof out));
        CHECK(!failed(hold_get_picture(out, strlen(out), &word)) && (int)word == i);
    }
    CHECK_STR(out, "{\"picture\":\"failed\"}");
    CHECK_INT(hold_get_picture("{\"error\":\"unsupported\"}", 23, &word).code, ERR_UNSUPPORTED);
    CHECK_INT(hold_get_picture("{\"picture\":\"art\"}", 17, &word).code, ERR_BAD_INPUT);
    CHECK_INT(hold_get_picture("{\"granted\":true}", 16, &word).code, ERR_BAD_INPUT);
    CHECK_INT(hold_get_picture("rubbish", 7, &word).code, ERR_BAD_INPUT);
}

TEST(questions_come_back)
{
    struct hold_question q = {.kind = HOLD_UNKNOWN};
    CHECK_INT(question("{\"kind\":\"hold\"}", &q), ERR_NONE);
    CHECK(q.kind == HOLD_ASKED && q.countdown_s == -1);
    CHECK_INT(question("{\"kind\":\"hold\",\"countdown\":0,\"more\":[1]}", &q), ERR_NONE);
    CHECK(q.kind == HOLD_ASKED && q.countdown_s == 0);
    CHECK_INT(question("{\"kind\":\"hold\",\"countdown\":3600}", &q), ERR_NONE);
    CHECK_INT(q.countdown_s, 3600);
    CHECK_INT(question("{\"kind\":\"release\"}", &q), ERR_NONE);
    CHECK_INT(q.kind, HOLD_RELEASED);
    CHECK_INT(question("{\"kind\":\"dance\"}", &q), ERR_NONE);
    CHECK_INT(q.kind, HOLD_UNKNOWN);
}

TEST(what_is_no_question_is_refused)
{
    static const char *const bad[] = {
        "",
        "hold",
        "[]",
        "{}",
        "{\"kind\":1}",
        "{\"kind\":\"hold\",\"kind\":\"hold\"}",
        "{\"kind\":\"hold\",\"countdown\":-1}",
        "{\"kind\":\"hold\",\"countdown\":3601}",
        "{\"kind\":\"hold\",\"countdown\":99999999999}",
        "{\"kind\":\"hold\",\"countdown\":1.5}",
        "{\"kind\":\"hold\",\"countdown\":\"9\"}",
        "{\"kind\":\"hold\",\"countdown\":null}",
    };
    struct hold_question q = {.kind = HOLD_UNKNOWN};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        CHECK_INT(question(bad[i], &q), ERR_BAD_INPUT);
    }
    char huge[HOLD_WIRE_MAX + 64];
    memset(huge, ' ', sizeof huge);
    memcpy(huge, "{\"kind\":\"hold\"}", 15);
    CHECK_INT(hold_get_question(huge, sizeof huge, &q).code, ERR_BAD_INPUT);
    CHECK_INT(hold_get_question(huge, 40, &q).code, ERR_NONE);
}

TEST(every_reason_comes_back_and_a_new_one_is_another)
{
    for (int why = 0; why < HOLD_WHYS; why++) {
        const struct hold_answer no = {.why = (enum hold_why)why};
        struct hold_answer a = {.granted = true};
        const size_t size = hold_put_answer(&no, out, sizeof out);
        CHECK_INT(hold_get_answer(out, size, &a).code, ERR_NONE);
        CHECK(!a.granted && a.why == (enum hold_why)why && a.seconds == 0);
    }
    struct hold_answer a = {.granted = true};
    CHECK_INT(answer("{\"granted\":false,\"why\":\"the moon\"}", &a), ERR_NONE);
    CHECK(!a.granted && a.why == HOLD_OTHER);
    CHECK_STR(hold_why_name(HOLD_WHYS), "other");
    CHECK_INT(answer("{\"granted\":true,\"seconds\":60}", &a), ERR_NONE);
    CHECK(a.granted && a.seconds == 60);
}

TEST(what_is_no_answer_is_refused)
{
    static const char *const bad[] = {
        "no",
        "{}",
        "{\"granted\":1}",
        "{\"granted\":true}",
        "{\"granted\":true,\"seconds\":0}",
        "{\"granted\":true,\"seconds\":-60}",
        "{\"granted\":true,\"seconds\":\"60\"}",
        "{\"granted\":false}",
        "{\"granted\":false,\"why\":7}",
        "{\"error\":\"unsupported\"}",
    };
    struct hold_answer a = {.granted = false};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        CHECK_INT(answer(bad[i], &a), ERR_BAD_INPUT);
        CHECK(!a.granted);
    }
    CHECK_INT(answer("{\"released\":true}", &a), ERR_CANCELLED);
}

int main(void)
{
    RUN(questions_are_written_as_the_contract_says);
    RUN(answers_are_written_as_the_contract_says);
    RUN(a_picture_is_asked_for_and_answered_in_a_word);
    RUN(questions_come_back);
    RUN(what_is_no_question_is_refused);
    RUN(every_reason_comes_back_and_a_new_one_is_another);
    RUN(what_is_no_answer_is_refused);
    return check_done();
}
