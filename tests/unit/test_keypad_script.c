#include "platform/sim/keypad_script.h"

#include <stdio.h>

#include "tests/check.h"

static struct keypad_script keypad;

/* What waits, as text. */
static const char *taken(void)
{
    static char text[400];
    struct input in;
    size_t used = 0;
    text[0] = '\0';
    while (keypad.port.ops->take(&keypad.port, &in)) {
        used += (size_t)snprintf(text + used, sizeof text - used, "%c%d ",
                                 in.kind == INPUT_KEY ? 'v' : '^', (int)in.key);
    }
    return text;
}

static void strike(enum pad_key key)
{
    keypad_script_strike(&keypad, key, true);
    keypad_script_strike(&keypad, key, false);
}

TEST(strokes_are_taken_in_order_once)
{
    keypad_script_open(&keypad);
    CHECK(keypad.port.ops->alive(&keypad.port));
    strike(PAD_DOWN);
    strike(PAD_SELECT);
    CHECK_STR(taken(), "v1 ^1 v4 ^4 ");
    CHECK_STR(taken(), "");
    for (int i = 0; i < KEYPAD_SCRIPT_QUEUE; i++) { /* twice what fits */
        strike(PAD_UP);
    }
    CHECK_INT(keypad.count, KEYPAD_SCRIPT_QUEUE);
    keypad.port.ops->close(&keypad.port);
    CHECK_STR(taken(), "");
}

TEST(each_fault_does_what_it_says)
{
    keypad_script_open(&keypad);
    CHECK(!keypad_script_fault(&keypad, "tired"));
    CHECK(keypad_script_fault(&keypad, "bounce"));
    strike(PAD_UP);
    CHECK_STR(taken(), "v0 ^0 v0 ^0 ");
    CHECK(keypad_script_fault(&keypad, "silent"));
    strike(PAD_UP);
    CHECK_STR(taken(), "");
    CHECK(keypad_script_fault(&keypad, "stuck"));
    strike(PAD_RIGHT);
    CHECK_STR(taken(), "v3 ");
    CHECK(keypad_script_fault(&keypad, "well"));
    CHECK_STR(taken(), "^3 ");
    keypad_script_strike(&keypad, PAD_LEFT, true);
    CHECK(keypad_script_fault(&keypad, "unplugged"));
    CHECK(!keypad.port.ops->alive(&keypad.port));
    strike(PAD_UP);
    CHECK_STR(taken(), "v2 ^2 ");
    CHECK(keypad_script_fault(&keypad, "well"));
    CHECK(keypad.port.ops->alive(&keypad.port));
    strike(PAD_UP);
    CHECK_STR(taken(), "v0 ^0 ");
}

int main(void)
{
    RUN(strokes_are_taken_in_order_once);
    RUN(each_fault_does_what_it_says);
    return check_done();
}
