#include "platform/linux/us_keys.h"

#include <linux/input.h>

#include "tests/check.h"

/* Row by row as printed on the keys, from the left. */
static void row_types(uint16_t first, const char *plain, const char *shifted)
{
    for (uint16_t i = 0; plain[i] != '\0'; i++) {
        CHECK_INT(us_key((uint16_t)(first + i), false), plain[i]);
        CHECK_INT(us_key((uint16_t)(first + i), true), shifted[i]);
    }
}

TEST(each_row_types_what_is_printed_on_it)
{
    row_types(KEY_1, "1234567890-=", "!@#$%^&*()_+");
    row_types(KEY_Q, "qwertyuiop[]\r", "QWERTYUIOP{}\r");
    row_types(KEY_A, "asdfghjkl;'`", "ASDFGHJKL:\"~");
    row_types(KEY_BACKSLASH, "\\zxcvbnm,./", "|ZXCVBNM<>?");
    row_types(KEY_KP7, "789-456+1230.", "789-456+1230.");
    CHECK_INT(us_key(KEY_SPACE, false), ' ');
    CHECK_INT(us_key(KEY_TAB, true), '\t');
    CHECK_INT(us_key(KEY_KPENTER, false), '\r');
}

TEST(other_keys_type_nothing)
{
    const uint16_t silent[] = {KEY_ESC, KEY_BACKSPACE, KEY_LEFTSHIFT, KEY_F1,
                               KEY_UP,  KEY_MAX,       KEY_CNT,       UINT16_MAX};
    for (size_t i = 0; i < sizeof silent / sizeof silent[0]; i++) {
        CHECK_INT(us_key(silent[i], false), '\0');
        CHECK_INT(us_key(silent[i], true), '\0');
    }
}

int main(void)
{
    RUN(each_row_types_what_is_printed_on_it);
    RUN(other_keys_type_nothing);
    return check_done();
}
