#include "app/steward/moment.h"

#include <stdio.h>
#include <string.h>

#include "app/citizen/date.h"

#define DAY_S 86400
#define LAST  INT64_C(253402300799) /* 9999-12-31T23:59:59Z */

/* Two digits at a place; -1 when they are none. */
static int two(const char *at)
{
    const bool digits = at[0] >= '0' && at[0] <= '9' && at[1] >= '0' && at[1] <= '9';
    return digits ? (at[0] - '0') * 10 + at[1] - '0' : -1;
}

bool moment_read(const char *text, int64_t *ret_seconds)
{
    static const char shape[] = "....-..-..T..:..:..Z";
    if (strlen(text) != MOMENT_TEXT - 1) {
        return false;
    }
    for (int i = 0; shape[i] != '\0'; i++) {
        const bool digit = text[i] >= '0' && text[i] <= '9';
        if (shape[i] == '.' ? !digit : text[i] != shape[i]) {
            return false;
        }
    }
    const struct date day = {two(text) * 100 + two(text + 2), two(text + 5), two(text + 8)};
    const int hour = two(text + 11);
    const int minute = two(text + 14);
    const int second = two(text + 17);
    if (day.year < 1970 || !date_is_whole(day) || !date_valid(day) || hour > 23 || minute > 59 ||
        second > 59) {
        return false;
    }
    *ret_seconds = (int64_t)date_to_days(day) * DAY_S + hour * 3600 + minute * 60 + second;
    return true;
}

void moment_write(int64_t seconds, char ret_text[MOMENT_TEXT])
{
    const int64_t at = seconds < 0 ? 0 : seconds > LAST ? LAST : seconds;
    const struct date day = date_from_days((int32_t)(at / DAY_S));
    const int rest = (int)(at % DAY_S);
    char text[64];
    (void)snprintf(text, sizeof text, "%04d-%02d-%02dT%02d:%02d:%02dZ", day.year, day.month,
                   day.day, rest / 3600, rest / 60 % 60, rest % 60);
    (void)memcpy(ret_text, text, MOMENT_TEXT - 1);
    ret_text[MOMENT_TEXT - 1] = '\0';
}
