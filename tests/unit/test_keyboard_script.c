#include "platform/sim/keyboard_script.h"

#include "tests/check.h"

static struct keyboard_script keyboard;

/* What waits, as text: commands as n, b and e after a slash. */
static const char *taken(void)
{
    static const char letters[] = {[STROKE_ERASE] = 'e', [STROKE_NEXT] = 'n', [STROKE_BACK] = 'b'};
    static char text[2 * KEYBOARD_SCRIPT_QUEUE + 1];
    struct stroke s;
    size_t used = 0;
    while (keyboard.port.ops->take(&keyboard.port, &s)) {
        if (s.kind != STROKE_CHARACTER) {
            text[used++] = '/';
        }
        text[used++] = s.kind == STROKE_CHARACTER ? s.character : letters[s.kind];
    }
    text[used] = '\0';
    return text;
}

TEST(what_is_typed_is_taken_in_order_once)
{
    keyboard_script_open(&keyboard);
    CHECK(keyboard.port.ops->alive(&keyboard.port));
    CHECK(keyboard_script_type(&keyboard, "Rah Lan<space><erase><next>a<back>"));
    CHECK_STR(taken(), "Rah Lan /e/na/b");
    CHECK_STR(taken(), "");
    CHECK(!keyboard_script_type(&keyboard, "<other>"));
    CHECK(!keyboard_script_type(&keyboard, "\xC3\xA9")); /* a keyboard has ASCII only */
    for (int i = 0; i < KEYBOARD_SCRIPT_QUEUE + 5; i++) {
        CHECK(keyboard_script_type(&keyboard, "x"));
    }
    CHECK_INT(keyboard.count, KEYBOARD_SCRIPT_QUEUE);
    keyboard.port.ops->close(&keyboard.port);
    CHECK_STR(taken(), "");
}

TEST(each_fault_does_what_it_says)
{
    keyboard_script_open(&keyboard);
    CHECK(!keyboard_script_fault(&keyboard, "tired"));
    CHECK(keyboard_script_fault(&keyboard, "unplugged"));
    CHECK(!keyboard.port.ops->alive(&keyboard.port));
    CHECK(keyboard_script_type(&keyboard, "lost"));
    CHECK_STR(taken(), "");
    CHECK(keyboard_script_fault(&keyboard, "stuck"));
    CHECK(keyboard.port.ops->alive(&keyboard.port));
    CHECK(keyboard_script_type(&keyboard, "abc"));
    CHECK_STR(taken(), "a");
    CHECK(keyboard_script_fault(&keyboard, "well"));
    CHECK(keyboard_script_type(&keyboard, "d"));
    CHECK_STR(taken(), "d");
}

int main(void)
{
    RUN(what_is_typed_is_taken_in_order_once);
    RUN(each_fault_does_what_it_says);
    return check_done();
}
