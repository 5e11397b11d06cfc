/* What staff are told of the camera they measured. */
#include "app/staff/measure.h"

#include "tests/check.h"

TEST(a_camera_of_200_dots_is_sharp_enough_and_one_of_131_is_not)
{
    CHECK(measure_is_sharp(200) && measure_is_sharp(300));
    CHECK(measure_is_sharp(196)); /* corners are found to 2 per cent */
    CHECK(!measure_is_sharp(195) && !measure_is_sharp(131) && !measure_is_sharp(0));
    CHECK_INT(measure_message(MEASURE_DONE, 231), MSG_CAMERA_SHARP);
    CHECK_INT(measure_message(MEASURE_DONE, 131), MSG_CAMERA_LOW);
    CHECK_INT(measure_message(MEASURE_NONE, 131), MSG_CAMERA_LOW); /* as it was measured before */
    CHECK_INT(measure_message(MEASURE_NONE, 0), MSG_CAMERA_NEVER);
}

TEST(what_went_wrong_comes_before_what_was_known)
{
    CHECK_INT(measure_message(MEASURE_RUNS, 231), MSG_CAMERA_MEASURES);
    CHECK_INT(measure_message(MEASURE_NO_SHEET, 231), MSG_CAMERA_NO_SHEET);
    CHECK_INT(measure_message(MEASURE_FAILED, 231), MSG_CAMERA_NOT_MEASURED);
}

int main(void)
{
    RUN(a_camera_of_200_dots_is_sharp_enough_and_one_of_131_is_not);
    RUN(what_went_wrong_comes_before_what_was_known);
    return check_done();
}
