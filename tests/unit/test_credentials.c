#define _GNU_SOURCE /* nftw */
#include "app/courier/credentials.h"

#include "tests/check.h"
#include "tests/unit/scratch.h"

static enum err_code read_from(const char *content, struct credentials *c)
{
    FILE *f = fopen(scratch("token"), "w");
    fputs(content, f);
    fclose(f);
    return credentials_read(scratch("token"), c).code;
}

TEST(the_first_line_is_the_token_the_second_a_secret)
{
    struct credentials c;
    scratch_open();
    CHECK_INT(read_from("abc.def-1\r\nnot this\n", &c), ERR_NONE);
    CHECK_STR(c.token, "abc.def-1");
    CHECK_STR(c.secret, "");
    CHECK_INT(read_from("abc", &c), ERR_NONE);
    CHECK_STR(c.token, "abc");
    CHECK_STR(c.secret, "");
    CHECK_INT(read_from("kiosk-07\r\ns3cret/+=\r\nmore", &c), ERR_NONE);
    CHECK_STR(c.token, "kiosk-07");
    CHECK_STR(c.secret, "s3cret/+=");
    CHECK_INT(read_from("kiosk-07\ns3cret", &c), ERR_NONE);
    CHECK_STR(c.secret, "s3cret");
    CHECK_INT(read_from("kiosk-07\rs3cret\r", &c), ERR_NONE); /* an old Mac's */
    CHECK_STR(c.token, "kiosk-07");
    CHECK_STR(c.secret, "s3cret");
}

TEST(what_is_no_token_is_refused)
{
    struct credentials c;
    char longer[CREDENTIALS_TOKEN + 2];
    scratch_open();
    memset(longer, 'x', sizeof longer - 1);
    longer[sizeof longer - 1] = '\0';
    CHECK_INT(read_from("", &c), ERR_BAD_INPUT);
    CHECK_INT(read_from("\nabc", &c), ERR_BAD_INPUT);
    CHECK_INT(read_from("a b", &c), ERR_BAD_INPUT);
    CHECK_INT(read_from("a\x7F", &c), ERR_BAD_INPUT);
    CHECK_INT(read_from(longer, &c), ERR_BAD_INPUT);
    CHECK_INT(credentials_read(scratch("none"), &c).code, ERR_NOT_FOUND);
}

TEST(an_address_may_ask_for_the_token)
{
    const struct credentials c = {.token = "abc"};
    const struct credentials odd = {.token = "a/b"};
    const struct credentials none = {.token = ""};
    char out[64];
    bool used = true;
    CHECK(!failed(credentials_address(NULL, "https://p/x", out, sizeof out, &used)));
    CHECK_STR(out, "https://p/x");
    CHECK(!used);
    CHECK(!failed(credentials_address(&c, "https://p/key/{token}/x", out, sizeof out, &used)));
    CHECK_STR(out, "https://p/key/abc/x");
    CHECK(used);
    CHECK_INT(credentials_address(NULL, "https://p/{token}", out, sizeof out, &used).code,
              ERR_BAD_INPUT);
    CHECK_INT(credentials_address(&none, "https://p/{token}", out, sizeof out, &used).code,
              ERR_BAD_INPUT);
    CHECK_INT(credentials_address(&odd, "https://p/{token}", out, sizeof out, &used).code,
              ERR_BAD_INPUT);
    CHECK_INT(credentials_address(&c, "https://p/{token}", out, 8, &used).code, ERR_FULL);
}

int main(void)
{
    RUN(the_first_line_is_the_token_the_second_a_secret);
    RUN(what_is_no_token_is_refused);
    RUN(an_address_may_ask_for_the_token);
    scratch_close();
    return check_done();
}
