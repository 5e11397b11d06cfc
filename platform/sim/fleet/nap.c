#include "platform/sim/fleet/nap.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DAY 86400

void nap_write(int64_t seconds, char *out, size_t cap)
{
    const int hours = (int)(seconds % DAY / 3600);
    const int minutes = (int)(seconds % 3600 / 60);
    if (seconds >= DAY) {
        snprintf(out, cap, "P%lldDT%dH%dM%dS", (long long)(seconds / DAY), hours, minutes,
                 (int)(seconds % 60));
    } else {
        snprintf(out, cap, "%02d:%02d:%02d", hours, minutes, (int)(seconds % 60));
    }
}

static int64_t read_clock(const char *text)
{
    int h = 0;
    int m = 0;
    int s = 0;
    int end = 0;
    if (strlen(text) != 8 || strspn(text, "0123456789:") != 8 ||
        sscanf(text, "%2d:%2d:%2d%n", &h, &m, &s, &end) != 3 || end != 8) {
        return -1;
    }
    return (int64_t)h * 3600 + m * 60 + s;
}

static int64_t unit_of(char letter, bool time)
{
    return letter == 'D' && !time  ? DAY
           : letter == 'H' && time ? 3600
           : letter == 'M' && time ? 60
           : letter == 'S' && time ? 1
                                   : 0;
}

int64_t nap_read(const char *text)
{
    int64_t sum = 0;
    bool time = false;
    if (text[0] != 'P' || text[1] == '\0') {
        return read_clock(text);
    }
    for (text++; *text != '\0';) {
        if (*text == 'T' && !time) {
            time = true;
            text++;
            continue;
        }
        char *end = NULL;
        const size_t count = strspn(text, "0123456789");
        const int64_t number = count == 0 || count > 9 ? -1 : strtoll(text, &end, 10);
        const int64_t unit = number < 0 ? 0 : unit_of(*end, time);
        if (unit == 0) {
            return -1;
        }
        sum += number * unit;
        text = end + 1;
    }
    return sum;
}

int64_t nap_before(int64_t seconds, int64_t now_ms, int64_t start_ms)
{
    int64_t third = (start_ms - now_ms) / 3000;
    third = third < NAP_SHORTEST ? NAP_SHORTEST : third;
    return third < seconds ? third : seconds;
}

enum window window_at(int64_t start_ms, int64_t end_ms, int64_t now_ms)
{
    if (start_ms == 0 && end_ms == 0) {
        return WINDOW_NONE;
    }
    return now_ms < start_ms ? WINDOW_COMING : now_ms < end_ms ? WINDOW_OPEN : WINDOW_LAPSED;
}
