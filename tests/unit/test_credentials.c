#define _GNU_SOURCE /* nftw */
#include "app/courier/credentials.h"

#include "tests/check.h"
#include "tests/unit/scratch.h"

static enum err_code read_from(const char *content, char *token)
{
    FILE *f = fopen(scratch("token"), "w");
    fputs(content, f);
    fclose(f);
    return credentials_read(scratch("token"), token).code;
}

TEST(the_first_line_is_the_token)
{
    char token[CREDENTIALS_TOKEN];
    scratch_open();
    CHECK_INT(read_from("abc.def-1\r\nnot this\n", token), ERR_NONE);
    CHECK_STR(token, "abc.def-1");
    CHECK_INT(read_from("abc", token), ERR_NONE);
    CHECK_STR(token, "abc");
}

TEST(what_is_no_token_is_refused)
{
    char token[CREDENTIALS_TOKEN];
    char longer[CREDENTIALS_TOKEN + 2];
    scratch_open();
    memset(longer, 'x', sizeof longer - 1);
    longer[sizeof longer - 1] = '\0';
    CHECK_INT(read_from("", token), ERR_BAD_INPUT);
    CHECK_INT(read_from("\nabc", token), ERR_BAD_INPUT);
    CHECK_INT(read_from("a b", token), ERR_BAD_INPUT);
    CHECK_INT(read_from(longer, token), ERR_BAD_INPUT);
    CHECK_INT(credentials_read(scratch("none"), token).code, ERR_NOT_FOUND);
}

int main(void)
{
    RUN(the_first_line_is_the_token);
    RUN(what_is_no_token_is_refused);
    scratch_close();
    return check_done();
}
