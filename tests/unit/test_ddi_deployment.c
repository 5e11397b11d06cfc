#include "app/steward/ddi_deployment.h"

#include "tests/check.h"

#define HASH "8339ad71850214033f95b7eabd9b60c9b9f482b738914d8a56d368d09a3f07e2"
#define FILE_(size, hashes)                                                                        \
    "{\"filename\":\"rong.raucb\",\"size\":" size ",\"hashes\":{" hashes "},"                      \
    "\"_links\":{\"download\":{\"href\":\"https://fleet.example/a/rong.raucb\"}}}"
#define GOOD_FILE FILE_("1024", "\"sha256\":\"" HASH "\"")
#define CHUNK(part, files)                                                                         \
    "{\"part\":\"" part "\",\"version\":\"1.2\",\"name\":\"rong\",\"artifacts\":[" files "]}"
#define BODY(more, chunks)                                                                         \
    "{\"id\":\"80\",\"deployment\":{\"download\":\"forced\",\"update\":\"attempt\"," more          \
    "\"chunks\":[" chunks "]},\"actionHistory\":{\"status\":\"RUNNING\"}}"

static struct ddi_deployment d;

static enum err_code hear(const char *text)
{
    return ddi_deployment_read(text, strlen(text), false, &d).code;
}

TEST(a_deployment_is_read_with_its_files)
{
    CHECK_INT(hear(BODY("", CHUNK("os", GOOD_FILE) "," CHUNK("pack", GOOD_FILE))), ERR_NONE);
    CHECK_STR(d.id, "80");
    CHECK_INT(d.download, DDI_FORCED);
    CHECK_INT(d.update, DDI_ATTEMPT);
    CHECK_INT(d.window, DDI_NO_WINDOW);
    CHECK_INT(d.fault, DDI_SOUND);
    CHECK_INT(d.count, 2);
    CHECK_INT(d.files[0].part, DDI_OS);
    CHECK_INT(d.files[1].part, DDI_PACK);
    CHECK_STR(d.files[0].version, "1.2");
    CHECK_STR(d.files[0].sha256, HASH);
    CHECK_INT(d.files[0].size, 1024);
    CHECK_STR(d.files[0].href, "https://fleet.example/a/rong.raucb");
}

TEST(the_window_and_the_confirmation_are_read)
{
    const char *asked = "{\"id\":\"5\",\"confirmation\":{\"download\":\"skip\",\"update\":\"skip\","
                        "\"maintenanceWindow\":\"unavailable\",\"chunks\":[]}}";
    CHECK(!failed(ddi_deployment_read(asked, strlen(asked), true, &d)));
    CHECK_INT(d.window, DDI_WINDOW_SHUT);
    CHECK_INT(d.fault, DDI_EMPTY);
    CHECK_INT(hear(asked), ERR_BAD_INPUT);
    CHECK_INT(hear(BODY("\"maintenanceWindow\":\"available\",", CHUNK("os", GOOD_FILE))), ERR_NONE);
    CHECK_INT(d.window, DDI_WINDOW_OPEN);
}

TEST(an_offer_that_cannot_be_taken_says_why)
{
    static const struct {
        const char *text;
        enum ddi_fault fault;
    } rows[] = {
        {BODY("", ""), DDI_EMPTY},
        {BODY("", CHUNK("os", "")), DDI_EMPTY},
        {BODY("", CHUNK("os", FILE_("9", "\"sha1\":\"a\",\"md5\":\"b\""))), DDI_NO_HASH},
        {BODY("", CHUNK("os", FILE_("9", "\"sha256\":\"abc\""))), DDI_NO_HASH},
        {BODY("", CHUNK("os", FILE_("1073741825", "\"sha256\":\"" HASH "\""))), DDI_TOO_LARGE},
        {BODY("", CHUNK("os", FILE_("0", "\"sha256\":\"" HASH "\""))), DDI_MISSHAPEN},
        {BODY("", CHUNK("os", FILE_("-5", "\"sha256\":\"" HASH "\""))), DDI_MISSHAPEN},
        {BODY("", CHUNK("os", FILE_("1.5", "\"sha256\":\"" HASH "\""))), DDI_MISSHAPEN},
        {BODY("", CHUNK("os", "7")), DDI_MISSHAPEN},
        {BODY("", "7"), DDI_MISSHAPEN},
        {BODY("", "{\"part\":\"os\",\"version\":\"1\",\"encrypted\":true,\"artifacts\":[" GOOD_FILE
                  "]}"),
         DDI_ENCRYPTED},
        {BODY("", CHUNK("os", GOOD_FILE "," GOOD_FILE "," GOOD_FILE "," GOOD_FILE "," GOOD_FILE
                                        "," GOOD_FILE "," GOOD_FILE "," GOOD_FILE "," GOOD_FILE)),
         DDI_TOO_MANY}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        CHECK_INT(hear(rows[i].text), ERR_NONE);
        CHECK_INT(d.fault, rows[i].fault);
        CHECK_STR(d.id, "80");
    }
    CHECK_INT(hear(BODY("", CHUNK("bApp", GOOD_FILE))), ERR_NONE);
    CHECK_INT(d.files[0].part, DDI_UNKNOWN);
    CHECK_STR(ddi_part_name(DDI_COMMAND), "command");
    CHECK_STR(ddi_part_name(DDI_UNKNOWN), "unknown");
}

TEST(what_is_no_deployment_is_refused)
{
    static const char *const bad[] = {
        "",
        "{}",
        "<html>",
        "{\"id\":80,\"deployment\":{\"download\":\"skip\",\"update\":\"skip\",\"chunks\":[]}}",
        "{\"id\":\"8/0\",\"deployment\":{\"download\":\"skip\",\"update\":\"skip\"}}",
        "{\"id\":\"80\",\"deployment\":{\"download\":\"now\",\"update\":\"skip\"}}",
        "{\"id\":\"80\",\"deployment\":{\"update\":\"skip\"}}",
        ("{\"id\":\"80\",\"deployment\":{\"download\":\"skip\",\"update\":\"skip\","
         "\"maintenanceWindow\":\"perhaps\"}}")};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        CHECK_INT(hear(bad[i]), ERR_BAD_INPUT);
        CHECK_INT(d.count, 0);
    }
}

int main(void)
{
    RUN(a_deployment_is_read_with_its_files);
    RUN(the_window_and_the_confirmation_are_read);
    RUN(an_offer_that_cannot_be_taken_says_why);
    RUN(what_is_no_deployment_is_refused);
    return check_done();
}
