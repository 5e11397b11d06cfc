/* What came of measuring the camera by a sheet of A4 (ui/effects_staff.c does it), in words. Pure.
 */
#ifndef APP_STAFF_MEASURE_H
#define APP_STAFF_MEASURE_H

#include <stdbool.h>

#include "app/sound/messages.h"

enum camera_measure {
    MEASURE_NONE, /* it is as it was measured before, or never */
    MEASURE_RUNS,
    MEASURE_DONE,
    MEASURE_NO_SHEET, /* no sheet of A4 was seen */
    MEASURE_FAILED    /* no picture came */
};

/* True when papers can be filed as they must be: PICTURE_DPI, but for what a measurement errs. dpi:
 * dots to the inch, 0 = never measured. */
bool measure_is_sharp(int dpi);

/* What is shown and said; of what is known of the camera when nothing went wrong. */
enum message_id measure_message(enum camera_measure measure, int dpi);

#endif
