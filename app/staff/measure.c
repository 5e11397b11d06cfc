#include "app/staff/measure.h"

#include "platform/port_picture.h"

#define ERRS_PER_CENT 2 /* as much as of a page itself (platform/linux/page_scale.c) */

bool measure_is_sharp(int dpi)
{
    return dpi * 100 >= PICTURE_DPI * (100 - ERRS_PER_CENT);
}

enum message_id measure_message(enum camera_measure measure, int dpi)
{
    switch (measure) {
    case MEASURE_RUNS:
        return MSG_CAMERA_MEASURES;
    case MEASURE_NO_SHEET:
        return MSG_CAMERA_NO_SHEET;
    case MEASURE_FAILED:
        return MSG_CAMERA_NOT_MEASURED;
    case MEASURE_NONE:
    case MEASURE_DONE:
        break;
    }
    return dpi == 0 ? MSG_CAMERA_NEVER : measure_is_sharp(dpi) ? MSG_CAMERA_SHARP : MSG_CAMERA_LOW;
}
