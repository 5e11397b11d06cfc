/* What the practice portal takes: records against the contract, instances as well-formed text. */
#include <stdlib.h>

#include "platform/sim/portal/intake.h"
#include "platform/sim/portal/markup.h"
#include "tests/check.h"

#define HASH "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"

static const char good[] =
    "{\"format\":\"rong-application/1\",\"uuid\":\"00000000-0000-4000-8000-000000000001\","
    "\"procedure\":\"1.001193\",\"form\":{\"id\":\"f\",\"version\":\"1\",\"sha256\":\"" HASH "\"},"
    "\"instance\":\"<data a='1'><b>x &amp; y</b></data>\","
    "\"papers\":[{\"ref\":\"/data/p\",\"name\":\"p.jpg\",\"type\":\"image/jpeg\",\"size\":3,"
    "\"sha256\":\"" HASH "\",\"pages\":1},{\"ref\":\"/data/q\",\"handed_in\":true}],"
    "\"open\":[{\"ref\":\"/data/n\",\"by\":\"officer\"}],\"language\":\"vi\","
    "\"filed_at\":\"2026-11-23T09:24:00+07:00\",\"kiosk\":\"K07\",\"firmware\":\"1\","
    "\"packs\":[],\"consent\":{\"notice\":\"1\",\"heard\":\"vi\","
    "\"at\":\"2026-11-23T09:20:00+07:00\",\"optional\":[]},"
    "\"identity\":{\"source\":\"card\",\"warnings\":[]},\"assisted\":false,"
    "\"receipt\":{\"token_sha256\":\"" HASH "\",\"slip_sha256\":\"" HASH "\"}}";

/* The good record with the first `from` replaced by `to`, checked. */
static struct refusal refused(const char *from, const char *to)
{
    static char body[4096];
    struct intake in;
    struct refusal no = {0, "", "", ""};
    const char *at = strstr(good, from);
    CHECK(at != NULL);
    if (at != NULL) {
        snprintf(body, sizeof body, "%.*s%s%s", (int)(at - good), good, to, at + strlen(from));
        CHECK(failed(intake_check(body, strlen(body), &in, &no)));
    }
    return no;
}

TEST(a_whole_record_is_taken)
{
    struct intake in;
    struct refusal no;
    CHECK(!failed(intake_check(good, strlen(good), &in, &no)));
    CHECK_STR(in.uuid, "00000000-0000-4000-8000-000000000001");
    CHECK_STR(in.token_sha256, HASH);
    CHECK_INT(in.paper_count, 1);
    CHECK_STR(in.papers[0], HASH);
}

TEST(each_member_is_needed_and_named)
{
    static const char *const members[] = {
        "format",   "uuid",  "procedure", "form",  "instance", "papers",   "open",     "language",
        "filed_at", "kiosk", "firmware",  "packs", "consent",  "identity", "assisted", "receipt"};
    for (size_t i = 0; i < sizeof members / sizeof members[0]; i++) {
        char from[32];
        char to[32];
        snprintf(from, sizeof from, "\"%s\":", members[i]);
        snprintf(to, sizeof to, "\"x%s\":", members[i]);
        struct refusal no = refused(from, to);
        CHECK_INT(no.status, 422);
        CHECK_STR(no.field, members[i]);
    }
}

TEST(wrong_values_are_refused_where_they_stand)
{
    CHECK_STR(refused("rong-application/1", "rong-application/2").field, "format");
    CHECK_STR(refused("000000000001", "00000000000Z").field, "uuid");
    CHECK_STR(refused("\"version\":\"1\"", "\"version\":1").field, "form.version");
    CHECK_STR(refused("</data>", "").field, "instance");
    CHECK_STR(refused("T09:24", " 09:24").field, "filed_at");
    CHECK_STR(refused("\"size\":3", "\"size\":-3").field, "papers[0].");
    CHECK_STR(refused("image/jpeg", "text/html").field, "papers[0].");
    CHECK_STR(refused("\"pages\":1", "\"page\":51").field, "papers[0].");
    CHECK_STR(refused("\"pages\":1", "\"page\":\"1\"").field, "papers[0].");
    CHECK_STR(refused("\"pages\":1", "\"turned\":45").field, "papers[0].");
    CHECK_STR(refused("\"handed_in\":true", "\"handed_in\":false").field, "papers[1].name");
    CHECK_STR(refused("\"by\":\"officer\"", "\"by\":\"me\"").field, "open.by");
    CHECK_STR(refused("\"source\":\"card\"", "\"source\":\"x\"").field, "identity.source");
    CHECK_STR(refused("\"assisted\":false", "\"assisted\":\"no\"").field, "assisted");
    CHECK_STR(refused("\"token_sha256\":\"a", "\"token_sha256\":\"A").field,
              "receipt.token_sha256");
}

TEST(what_is_no_json_is_a_400)
{
    struct intake in;
    struct refusal no;
    char deep[200];
    memset(deep, '[', sizeof deep);
    CHECK(failed(intake_check(deep, sizeof deep, &in, &no)));
    CHECK_INT(no.status, 400);
    CHECK(strstr(no.message, "deep") != NULL);
    CHECK(failed(intake_check("", 0, &in, &no)));
    CHECK_INT(no.status, 400);
    CHECK(failed(intake_check("[]", 2, &in, &no)));
    CHECK_INT(no.status, 400);
    CHECK(failed(intake_check("{\"a\":1,\"a\":1}", 13, &in, &no)));
    CHECK_INT(no.status, 400);
    static const char quoted[] = "{\"a\":\"[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[\\\"\"}";
    CHECK(failed(intake_check(quoted, strlen(quoted), &in, &no)));
    CHECK_STR(no.field, "format");
    CHECK(strstr(no.message, "deep") == NULL);
}

TEST(well_formed_text_is_told_from_the_rest)
{
    static const char *const yes[] = {"<a/>",
                                      "<?xml version=\"1.0\"?><a b='1' c=\"&lt;\">x&#x41;</a>\n",
                                      "<h:a><!-- - --><b/></h:a >", "<rơ>Châm</rơ>"};
    static const char *const no[] = {"",
                                     "text",
                                     "<a>",
                                     "<a></b>",
                                     "<a/><b/>",
                                     "</a>",
                                     "<a b></a>",
                                     "<a b=1/>",
                                     "<a b='<'/>",
                                     "<a>&x;</a>",
                                     "<a>& </a>",
                                     "<a",
                                     "<a b='1",
                                     "<a>\x01</a>",
                                     "<!DOCTYPE a><a/>",
                                     "<a><![CDATA[x]]></a>",
                                     "<a>\xff</a>",
                                     "<a/>x",
                                     "<a><!-- </a>",
                                     "<1/>",
                                     "<a>&#;</a>"};
    for (size_t i = 0; i < sizeof yes / sizeof yes[0]; i++) {
        CHECK_STR(markup_check(yes[i]), NULL);
    }
    for (size_t i = 0; i < sizeof no / sizeof no[0]; i++) {
        if (markup_check(no[i]) == NULL) {
            printf("# taken: %s\n", no[i]);
            check_bad = true;
        }
    }
}

TEST(depth_is_bounded)
{
    char text[(MARKUP_DEPTH + 1) * 7 + 1];
    size_t at = 0;
    for (int i = 0; i < MARKUP_DEPTH; i++) {
        memcpy(text + at, "<a>", 3);
        at += 3;
    }
    for (int i = 0; i < MARKUP_DEPTH; i++) {
        memcpy(text + at, "</a>", 4);
        at += 4;
    }
    text[at] = '\0';
    CHECK_STR(markup_check(text), NULL);
    memmove(text + 3, text, at + 1);
    CHECK_STR(markup_check(text), "elements are nested too deeply");
}

TEST(how_an_officer_helped_is_one_of_two_ways)
{
    static const char plain[] = "\"assisted\":false";
    CHECK_STR(refused(plain, "\"assisted\":true,\"assistance\":{\"how\":\"watched\","
                             "\"role\":\"officer\"}")
                  .field,
              "assistance.how");
    CHECK_STR(refused(plain, "\"assisted\":true,\"assistance\":{\"how\":\"helped\","
                             "\"role\":\"technician\"}")
                  .field,
              "assistance.role");
    CHECK_STR(refused(plain, "\"assisted\":true,\"assistance\":{\"how\":\"helped\","
                             "\"role\":\"officer\",\"number\":10000}")
                  .field,
              "assistance.number");
    CHECK_STR(refused(plain, "\"assisted\":true,\"assistance\":{\"role\":\"officer\"}").field,
              "assistance.how");
}

int main(void)
{
    CHECK(!failed(portal_digest_start()));
    RUN(a_whole_record_is_taken);
    RUN(each_member_is_needed_and_named);
    RUN(wrong_values_are_refused_where_they_stand);
    RUN(what_is_no_json_is_a_400);
    RUN(well_formed_text_is_told_from_the_rest);
    RUN(depth_is_bounded);
    RUN(how_an_officer_helped_is_one_of_two_ways);
    return check_done();
}
