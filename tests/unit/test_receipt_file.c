#include "app/cli/receipt_file.h"
#include "tests/check.h"

static char why[256];

static enum err_code read_text(const char *text, struct receipt_file *ret_file)
{
    why[0] = '\0';
    return receipt_file_read(text, strlen(text), ret_file, why, sizeof why).code;
}

TEST(the_example_is_a_record_that_makes_a_receipt)
{
    static struct receipt receipt;
    struct receipt_file file = {0};
    CHECK_INT(read_text(receipt_file_example(), &file), ERR_NONE);
    CHECK_INT(file.facts.stage, STAGE_RECEIVED);
    CHECK_INT(file.facts.printed_at, 1795401060);
    CHECK_INT(file.facts.offset_minutes, 420);
    CHECK(file.facts.practice);
    CHECK(!failed(receipt_build(&receipt, &file.facts)));
    receipt_file_free(&file);
}

TEST(what_is_wrong_in_a_record_is_named)
{
    const struct {
        const char *text, *says;
    } table[] = {
        {"{\"stage\": \"sav", "line 1"},
        {"[]", "one JSON object"},
        {"{\"stge\": \"saved\"}", "did you mean stage"},
        {"{\"stage\": \"done\"}", "saved, sent, received or held"},
        {"{\"stage\": \"saved\"}", "missing \"slip_code\""},
        {"{\"stage\": \"saved\", \"slip_code\": 12}", "12 digits in quotes"},
        {"{\"stage\":\"saved\",\"slip_code\":\"1\",\"url\":\"u\",\"procedure\":\"p\",\"centre\":"
         "\"c\",\"kiosk\":\"k\",\"printed_at\":\"2026-02-30T00:00:00+07:00\"}",
         "2026-11-23T09:31:00+07:00"},
        {"{\"stage\":\"saved\",\"slip_code\":\"1\",\"url\":\"u\",\"procedure\":\"p\",\"centre\":"
         "\"c\",\"kiosk\":\"k\",\"printed_at\":\"2026-02-01T00:00:00+07:00\",\"copy\":100}",
         "from 0 to 99"},
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        struct receipt_file file = {0};
        CHECK_INT(read_text(table[i].text, &file), ERR_BAD_INPUT);
        if (strstr(why, table[i].says) == NULL) {
            printf("# row %zu says: %s\n", i, why);
            check_bad = true;
        }
        CHECK(file.document == NULL);
    }
}

int main(void)
{
    RUN(the_example_is_a_record_that_makes_a_receipt);
    RUN(what_is_wrong_in_a_record_is_named);
    return check_done();
}
