#include "app/paper.h"
#include "tests/check.h"

TEST(a_page_of_too_few_dots_is_told_when_nothing_else_is_wrong)
{
    struct picture_found found = {.page = true, .dpi = 200};
    CHECK_INT(paper_verdict(PHOTO_GOOD, &found), PHOTO_GOOD);
    found.dpi = 199;
    CHECK_INT(paper_verdict(PHOTO_GOOD, &found), PHOTO_COARSE);
    CHECK_INT(paper_verdict(PHOTO_BLURRED, &found), PHOTO_BLURRED); /* that she can mend */
    found.two = true;
    CHECK_INT(paper_verdict(PHOTO_GOOD, &found), PHOTO_TWO);
}

TEST(every_verdict_has_its_sentence)
{
    for (int v = PHOTO_GOOD; v <= PHOTO_COARSE; v++) {
        CHECK(message_has("vi", paper_message((enum photo_verdict)v)));
        CHECK(message_has("vi", paper_phone_message((enum photo_verdict)v)));
    }
}

TEST(a_phone_is_held_otherwise_than_a_paper_under_the_camera)
{
    static const enum photo_verdict measured[] = {PHOTO_BLURRED, PHOTO_GLARE, PHOTO_DARK,
                                                  PHOTO_SMALL, PHOTO_COARSE};
    for (int i = 0; i < 5; i++) {
        CHECK(paper_phone_message(measured[i]) != paper_message(measured[i]));
    }
    CHECK_INT(paper_phone_message(PHOTO_SMALL), MSG_UPLOAD_COARSE);
    CHECK_INT(paper_phone_message(PHOTO_GOOD), MSG_PHOTO_GOOD);
}

int main(void)
{
    RUN(a_page_of_too_few_dots_is_told_when_nothing_else_is_wrong);
    RUN(every_verdict_has_its_sentence);
    RUN(a_phone_is_held_otherwise_than_a_paper_under_the_camera);
    return check_done();
}
