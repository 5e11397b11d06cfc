#include "app/citizen/codes.h"

#include "tests/check.h"

TEST(uuid_has_version_and_variant)
{
    struct port_random random = random_seeded(1);
    char uuid[CODES_UUID_SIZE];
    for (int i = 0; i < 200; i++) {
        CHECK_INT(codes_uuid(&random, uuid).code, ERR_NONE);
        CHECK_INT(strlen(uuid), 36);
        CHECK(uuid[14] == '4' && strchr("89ab", uuid[19]) != NULL && uuid[8] == '-');
    }
}

TEST(token_is_26_crockford_characters)
{
    struct port_random random = random_linux();
    char one[CODES_TOKEN_SIZE];
    char two[CODES_TOKEN_SIZE];
    CHECK_INT(codes_token(&random, one).code, ERR_NONE);
    CHECK_INT(codes_token(&random, two).code, ERR_NONE);
    CHECK_INT(strspn(one, "0123456789ABCDEFGHJKMNPQRSTVWXYZ"), 26);
    CHECK(strcmp(one, two) != 0);
}

TEST(slip_code_checks_itself)
{
    struct port_random random = random_seeded(7);
    char slip[CODES_SLIP_SIZE];
    for (int i = 0; i < 500; i++) {
        CHECK_INT(codes_slip(&random, slip).code, ERR_NONE);
        CHECK(codes_slip_valid(slip));
        CHECK_INT(strspn(slip, "0123456789"), 12); /* no dossier code is of digits only */
    }
    /* ISO 7064 mod 97-10: 794 has the check digits 44. */
    CHECK(codes_slip_valid("000000079444"));
    CHECK(!codes_slip_valid("000000079445"));
}

TEST(every_wrong_digit_and_swap_is_noticed)
{
    struct port_random random = random_seeded(9);
    char slip[CODES_SLIP_SIZE];
    CHECK_INT(codes_slip(&random, slip).code, ERR_NONE);
    for (int i = 0; i < 12; i++) {
        char wrong[CODES_SLIP_SIZE];
        memcpy(wrong, slip, sizeof wrong);
        wrong[i] = (char)(slip[i] == '9' ? '0' : slip[i] + 1);
        CHECK(!codes_slip_valid(wrong));
        if (i > 0 && slip[i] != slip[i - 1]) {
            memcpy(wrong, slip, sizeof wrong);
            wrong[i] = slip[i - 1];
            wrong[i - 1] = slip[i];
            CHECK(!codes_slip_valid(wrong));
        }
    }
}

TEST(slip_code_is_shown_in_groups)
{
    char shown[CODES_SLIP_SHOWN];
    codes_slip_groups("123456789012", shown);
    CHECK_STR(shown, "1234 5678 9012");
    CHECK(codes_slip_valid("0000 0007 9444"));
    CHECK(!codes_slip_valid("0000 0007 944"));
    CHECK(!codes_slip_valid("0000-0007-9444"));
}

TEST(receipt_address_has_one_slash)
{
    char url[64];
    CHECK_INT(codes_receipt_url("http://h:1/", "ABC", url, sizeof url).code, ERR_NONE);
    CHECK_STR(url, "http://h:1/H/ABC");
    CHECK_INT(codes_receipt_url("http://h:1", "ABC", url, 10).code, ERR_FULL);
}

TEST(no_randomness_is_an_error)
{
    struct port_random random = random_seeded(1);
    random.fail_after = 1;
    char uuid[CODES_UUID_SIZE];
    char slip[CODES_SLIP_SIZE];
    CHECK_INT(codes_uuid(&random, uuid).code, ERR_IO);
    CHECK_INT(codes_slip(&random, slip).code, ERR_IO);
}

int main(void)
{
    RUN(uuid_has_version_and_variant);
    RUN(token_is_26_crockford_characters);
    RUN(slip_code_checks_itself);
    RUN(every_wrong_digit_and_swap_is_noticed);
    RUN(slip_code_is_shown_in_groups);
    RUN(receipt_address_has_one_slash);
    RUN(no_randomness_is_an_error);
    return check_done();
}
