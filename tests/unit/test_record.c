#include "app/outbox/record.h"
#include "app/outbox/seal.h"
#include "tests/check.h"
#include "tests/unit/record_example.h"

#define UUID "6ba7b810-9dad-41d1-80b4-00c04fd430c8"

static char storage[8192];

static const char *write_json(const struct record *r, enum err_code want)
{
    struct buf out;
    buf_init(&out, storage, sizeof storage);
    CHECK_INT(record_json(r, &out).code, want);
    return storage;
}

/* Hashes below were computed with sha256sum. */
TEST(writes_the_contracts_json_byte_for_byte)
{
    const struct record r = record_example(UUID);
    CHECK_STR(
        write_json(&r, ERR_NONE),
        "{\"format\":\"rong-application/1\",\"uuid\":\"" UUID "\",\"procedure\":\"1.001193\","
        "\"form\":{\"id\":\"birth\",\"version\":\"2026-11-01\",\"sha256\":\""
        "825b18d5c8a43eb46677dabf48b8c3bb815c9e22366dcff17aaa68e106d03ba3\"},"
        "\"instance\":\"<data id=\\\"birth\\\"><name>R\xC6\xA1 Ch\xC3\xA2m H'Lan</name></data>\","
        "\"papers\":[{\"ref\":\"/data/papers/birth_notice\",\"name\":\"birth_notice.jpg\","
        "\"type\":\"image/jpeg\",\"size\":22,\"sha256\":\""
        "8339ad71850214033f95b7eabd9b60c9b9f482b738914d8a56d368d09a3f07e2\",\"pages\":1},"
        "{\"ref\":\"/data/papers/marriage\",\"handed_in\":true}],"
        "\"open\":[{\"ref\":\"/data/number\",\"by\":\"officer\"}],\"language\":\"vi\","
        "\"filed_at\":\"2026-11-23T09:24:00+07:00\",\"kiosk\":\"K07\",\"firmware\":\"test\","
        "\"packs\":[{\"name\":\"core-vi\",\"version\":\"3\"}],"
        "\"consent\":{\"notice\":\"1\",\"heard\":\"vi\",\"at\":\"2026-11-23T09:20:00+07:00\","
        "\"optional\":[{\"id\":\"sms\",\"given\":false}]},"
        "\"identity\":{\"source\":\"card\",\"warnings\":[\"expired\"]},\"assisted\":false,"
        "\"receipt\":{\"token_sha256\":\""
        "f5f69e3261dbfad2110670e539999eab56d4b1f0ce2e613dca4fd2e1f70faf44\",\"slip_sha256\":\""
        "2a33349e7e606a8ad2e30e3c84521f9377450cf09083e162e0a9b1480ce0f972\"}}");
}

TEST(a_supplement_names_the_application_it_belongs_to)
{
    struct record r = record_example(UUID);
    r.supplements = "00000000-0000-4000-8000-000000000009";
    CHECK(strstr(write_json(&r, ERR_NONE), "\"procedure\":\"1.001193\",\"supplements\":"
                                           "\"00000000-0000-4000-8000-000000000009\",") != NULL);
    r.supplements = "THU-1";
    (void)write_json(&r, ERR_BAD_INPUT);
}

TEST(escapes_quotes_backslashes_and_control_characters)
{
    struct record r = record_example(UUID);
    r.instance = "<a>\"\\\n\t\x01</a>";
    CHECK(strstr(write_json(&r, ERR_NONE),
                 "\"instance\":\"<a>\\\"\\\\\\u000a\\u0009\\u0001</a>\"") != NULL);
}

TEST(writes_local_time_on_both_sides_of_midnight_and_of_greenwich)
{
    struct record r = record_example(UUID);
    r.filed_at = 1709226000; /* 2024-02-29T17:00:00Z */
    CHECK(strstr(write_json(&r, ERR_NONE), "2024-03-01T00:00:00+07:00") != NULL);
    r.offset_minutes = -210;
    CHECK(strstr(write_json(&r, ERR_NONE), "2024-02-29T13:30:00-03:30") != NULL);
    r.filed_at = -30000; /* a kiosk whose clock was never set */
    r.offset_minutes = 420;
    CHECK(strstr(write_json(&r, ERR_NONE), "1969-12-31T22:40:00+07:00") != NULL);
}

TEST(a_clock_in_doubt_is_told_and_only_then)
{
    struct record r = record_example(UUID);
    CHECK(strstr(write_json(&r, ERR_NONE), "\"clock\"") == NULL);
    r.clock_doubtful = true;
    CHECK(strstr(write_json(&r, ERR_NONE),
                 "\"filed_at\":\"2026-11-23T09:24:00+07:00\",\"clock\":\"doubtful\",\"kiosk\":") !=
          NULL);
}

TEST(lists_of_several_are_written_in_order)
{
    struct record r = record_example(UUID);
    r.packs[1] = (struct record_pack){"voice-vi", "2"};
    r.pack_count = 2;
    r.open[1] = (struct record_open){"/data/photo", "paper"};
    r.open_count = 2;
    r.consents[1] = (struct record_consent){"survey", true};
    r.consent_count = 2;
    r.identity_warnings[1] = "blurred";
    r.identity_warning_count = 2;
    write_json(&r, ERR_NONE);
    CHECK(strstr(storage, "\"packs\":[{\"name\":\"core-vi\",\"version\":\"3\"},"
                          "{\"name\":\"voice-vi\",\"version\":\"2\"}]") != NULL);
    CHECK(strstr(storage, "\"open\":[{\"ref\":\"/data/number\",\"by\":\"officer\"},"
                          "{\"ref\":\"/data/photo\",\"by\":\"paper\"}]") != NULL);
    CHECK(strstr(storage, "\"optional\":[{\"id\":\"sms\",\"given\":false},"
                          "{\"id\":\"survey\",\"given\":true}]") != NULL);
    CHECK(strstr(storage, "\"warnings\":[\"expired\",\"blurred\"]") != NULL);
    r.pack_count = r.open_count = r.consent_count = r.identity_warning_count = r.paper_count = 0;
    write_json(&r, ERR_NONE);
    CHECK(strstr(storage, "\"papers\":[],\"open\":[],") != NULL);
    CHECK(strstr(storage, "\"packs\":[],") != NULL);
    CHECK(strstr(storage, "\"optional\":[]}") != NULL);
    CHECK(strstr(storage, "\"warnings\":[]}") != NULL);
}

TEST(the_same_record_gives_the_same_bytes)
{
    const struct record r = record_example(UUID);
    char first[8192];
    snprintf(first, sizeof first, "%s", write_json(&r, ERR_NONE));
    CHECK_STR(write_json(&r, ERR_NONE), first);
}

TEST(refuses_what_breaks_a_rule)
{
    struct record r = record_example("6BA7B810-9dad-41d1-80b4-00c04fd430c8");
    write_json(&r, ERR_BAD_INPUT);
    r = record_example(UUID);
    r.instance = "\xC3(";
    write_json(&r, ERR_BAD_INPUT);
    r = record_example(UUID);
    r.language = NULL;
    write_json(&r, ERR_BAD_INPUT);
    r = record_example(UUID);
    r.slip_code = "12345678901X";
    write_json(&r, ERR_BAD_INPUT);
    r = record_example(UUID);
    r.paper_count = RECORD_PAPERS_MAX + 1;
    write_json(&r, ERR_BAD_INPUT);
    r = record_example(UUID);
    r.papers[0].type = "image/gif";
    write_json(&r, ERR_BAD_INPUT);
    r = record_example(UUID);
    r.papers[0].size = 0;
    write_json(&r, ERR_BAD_INPUT);
}

/* Each rule of the record broken alone, as often as it can be broken. */
#define REFUSED(change)                                                                            \
    do {                                                                                           \
        struct record r = record_example(UUID);                                                    \
        change;                                                                                    \
        write_json(&r, ERR_BAD_INPUT);                                                             \
    } while (0)

TEST(refuses_each_count_code_and_text_that_is_wrong)
{
    REFUSED(r.uuid = NULL);
    REFUSED(r.uuid = "6ba7b810-9dad-41d1-80b4-00c04fd430cg");
    REFUSED(r.form_bytes = NULL);
    REFUSED(r.kiosk = NULL);
    REFUSED(r.kiosk = "");
    REFUSED(r.token = NULL);
    REFUSED(r.token = "short");
    REFUSED(r.slip_code = NULL);
    REFUSED(r.slip_code = "1234");
    REFUSED(r.slip_code = "12345678901x");
    REFUSED(r.paper_count = -1);
    REFUSED(r.paper_count = RECORD_PAPERS_MAX + 1);
    REFUSED(r.open_count = -1);
    REFUSED(r.open_count = RECORD_OPEN_MAX + 1);
    REFUSED(r.pack_count = -1);
    REFUSED(r.pack_count = RECORD_PACKS + 1);
    REFUSED(r.consent_count = -1);
    REFUSED(r.consent_count = RECORD_CONSENTS + 1);
    REFUSED(r.identity_warning_count = -1);
    REFUSED(r.identity_warning_count = RECORD_WARN_MAX + 1);
    REFUSED(r.open[0].ref = NULL);
    REFUSED(r.open[0].by = NULL);
    REFUSED(r.packs[0].name = NULL);
    REFUSED(r.packs[0].version = NULL);
    REFUSED(r.consents[0].id = NULL);
    REFUSED(r.identity_warnings[0] = NULL);
}

TEST(refuses_each_paper_that_is_wrong_and_takes_each_kind)
{
    REFUSED(r.papers[0].ref = NULL);
    REFUSED(r.papers[0].name = NULL);
    REFUSED(r.papers[0].type = NULL);
    REFUSED(r.papers[0].type = "text/html");
    REFUSED(r.papers[0].bytes = NULL);
    REFUSED(r.papers[0].size = 0);
    REFUSED(r.papers[0].size = RECORD_PAPER_BYTES + 1);
    REFUSED(r.papers[1].ref = NULL);
    static const char *const kinds[] = {"image/png", "application/pdf"};
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        struct record r = record_example(UUID);
        r.papers[0].type = kinds[i];
        r.consents[0].given = true;
        r.assisted = true;
        r.filed_at = -5; /* before 1970 */
        write_json(&r, ERR_NONE);
        CHECK(strstr(storage, kinds[i]) != NULL);
        CHECK(strstr(storage, "\"assisted\":true") != NULL);
    }
}

TEST(pages_that_could_not_be_read_well_are_named)
{
    struct record r = record_example(UUID);
    r.papers[0].pages = 5;
    r.papers[0].unclear = 1 | 1 << 4 | 1 << 5; /* there is no sixth */
    CHECK(strstr(write_json(&r, ERR_NONE), "\"pages\":5,\"unclear\":[1,5]},") != NULL);
    r.papers[0].unclear = 1 << 5;
    CHECK(strstr(write_json(&r, ERR_NONE), "\"pages\":5},") != NULL);
}

TEST(a_page_from_her_phone_says_which_it_is_and_how_it_is_turned)
{
    struct record r = record_example(UUID);
    static const char sha256[] = "8339ad71850214033f95b7eabd9b60c9b9f482b738914d8a56d368d09a3f07e2";
    r.papers[0].sha256 = sha256;
    r.papers[0].bytes = NULL;
    r.papers[0].pages = 1;
    r.papers[0].page = 4;
    CHECK(strstr(write_json(&r, ERR_NONE), "\"at_portal\":true,\"pages\":1,\"page\":4}") != NULL);
    r.papers[0].turned = 270;
    CHECK(strstr(write_json(&r, ERR_NONE), "\"page\":4,\"turned\":270}") != NULL);
}

TEST(says_when_the_buffer_is_too_small)
{
    const struct record r = record_example(UUID);
    struct buf out;
    const size_t whole = strlen(write_json(&r, ERR_NONE));
    for (size_t cap = 1; cap <= whole; cap++) {
        buf_init(&out, storage, cap);
        CHECK_INT(record_json(&r, &out).code, ERR_FULL);
    }
    buf_init(&out, storage, whole + 1);
    CHECK_INT(record_json(&r, &out).code, ERR_NONE);
}

TEST(who_helped_is_told_by_role_and_number_and_never_by_name)
{
    struct record r = record_example(UUID);
    r.help = "taken-over";
    r.help_role = "officer";
    r.help_number = 14;
    CHECK(strstr(write_json(&r, ERR_NONE), "assistance") == NULL); /* nobody helped */
    r.assisted = true;
    CHECK(strstr(write_json(&r, ERR_NONE),
                 "\"assisted\":true,\"assistance\":{\"how\":\"taken-over\",\"role\":\"officer\","
                 "\"number\":14},\"receipt\"") != NULL);
    r.help = "helped";
    r.help_number = 0; /* by the PIN of the role */
    CHECK(strstr(write_json(&r, ERR_NONE),
                 "\"assistance\":{\"how\":\"helped\",\"role\":\"officer\"},") != NULL);
    r.help = NULL;
    CHECK(strstr(write_json(&r, ERR_NONE), "assistance") == NULL);
}

int main(void)
{
    if (failed(seal_start())) {
        return 1;
    }
    RUN(writes_the_contracts_json_byte_for_byte);
    RUN(a_supplement_names_the_application_it_belongs_to);
    RUN(escapes_quotes_backslashes_and_control_characters);
    RUN(writes_local_time_on_both_sides_of_midnight_and_of_greenwich);
    RUN(a_clock_in_doubt_is_told_and_only_then);
    RUN(lists_of_several_are_written_in_order);
    RUN(the_same_record_gives_the_same_bytes);
    RUN(refuses_what_breaks_a_rule);
    RUN(refuses_each_count_code_and_text_that_is_wrong);
    RUN(refuses_each_paper_that_is_wrong_and_takes_each_kind);
    RUN(pages_that_could_not_be_read_well_are_named);
    RUN(a_page_from_her_phone_says_which_it_is_and_how_it_is_turned);
    RUN(says_when_the_buffer_is_too_small);
    RUN(who_helped_is_told_by_role_and_number_and_never_by_name);
    return check_done();
}
