#include "app/outbox/seal_pin.h"

#include <string.h>

#include "app/outbox/seal.h"
#include "tests/check.h"

static const struct seal_pin_cost cheap = {1, 8192};

TEST(the_word_opens_and_another_does_not)
{
    char text[SEAL_PIN_TEXT];
    char again[SEAL_PIN_TEXT];
    CHECK(!failed(seal_start()));
    CHECK(!failed(seal_pin_make("280519", cheap, text)));
    CHECK(!failed(seal_pin_make("280519", cheap, again)));
    CHECK(strncmp(text, "$argon2id$", 10) == 0 && strstr(text, "280519") == NULL);
    CHECK(strcmp(text, again) != 0); /* its own salt */
    CHECK(!failed(seal_pin_check(text, "280519")));
    CHECK_INT(seal_pin_check(text, "280518").code, ERR_REFUSED);
    CHECK_INT(seal_pin_check(text, "").code, ERR_REFUSED);
}

TEST(a_damaged_text_is_told_from_a_wrong_word)
{
    CHECK_INT(seal_pin_check("$argon2id$v=19$m=8,t=1,p=1$x", "280519").code, ERR_CORRUPT);
    CHECK_INT(seal_pin_check("", "280519").code, ERR_CORRUPT);
    const struct seal_pin_cost usual = seal_pin_cost_usual();
    CHECK(usual.passes >= 2 && usual.bytes >= (size_t)19 << 20);
}

int main(void)
{
    RUN(the_word_opens_and_another_does_not);
    RUN(a_damaged_text_is_told_from_a_wrong_word);
    return check_done();
}
