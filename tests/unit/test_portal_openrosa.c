/* The OpenRosa personality, row by row as ODK Central was seen to answer. */
#include "platform/sim/portal/openrosa.h"
#include "platform/sim/portal/submission.h"
#include "tests/unit/portal_world.h"

#define UUID  "0a1b2c3d-0000-4000-8000-000000000001"
#define TOKEN "1111111111111111111111111111111111111111111111111111111111111111"
#define META                                                                                       \
    "<orx:meta xmlns:orx=\"http://openrosa.org/xforms\"><orx:instanceID>uuid:" UUID                \
    "</orx:instanceID></orx:meta>"

static struct portal_world w;
static char body[4096];

static const char xml[] = "<data id=\"birth\">" META "<name>An</name></data>";
static const char other_xml[] = "<data id=\"birth\">" META "<name>Ba</name></data>";

/* One post of the XML with up to one file. */
static int post_as(const char *version, const char *text, const char *name, const char *type,
                   const char *bytes)
{
    int len = snprintf(body, sizeof body,
                       "--X\r\nContent-Disposition: form-data; name=\"xml_submission_file\";"
                       " filename=\"s.xml\"\r\nContent-Type: text/xml\r\n\r\n%s\r\n",
                       text);
    if (name != NULL) {
        len += snprintf(body + len, sizeof body - (size_t)len,
                        "--X\r\nContent-Disposition: form-data; name=\"f\"; filename=\"%s\"\r\n"
                        "Content-Type: %s\r\n\r\n%s\r\n",
                        name, type, bytes);
    }
    snprintf(body + len, sizeof body - (size_t)len, "--X--\r\n");
    return portal_world_ask(
        &w, (struct portal_request){.method = "POST",
                                    .path = "/submission",
                                    .content_type = "multipart/form-data; boundary=X",
                                    .openrosa_version = version,
                                    .body = body});
}

static int post(const char *text, const char *name, const char *bytes)
{
    return post_as("1.0", text, name, "image/jpeg", bytes);
}

static int get(const char *path)
{
    return portal_world_ask(&w, (struct portal_request){.method = "GET", .path = path});
}

TEST(head_says_what_it_takes)
{
    portal_world_begin(&w);
    const struct portal_request head = {.method = "HEAD", .path = "/submission"};
    CHECK_INT(portal_world_ask(&w, head), 204);
    CHECK_INT(w.reply.accept_length, OPENROSA_LIMIT);
    CHECK_INT(w.reply.size, 0);
    w.portal.accept_length = 5000;
    CHECK_INT(portal_world_ask(&w, head), 204);
    CHECK_INT(w.reply.accept_length, 5000);
    CHECK_INT(routes_limit(&w.portal, "/submission"), 5000);
    CHECK_INT(get("/submission"), 405);
    portal_world_end(&w);
}

TEST(the_same_xml_is_one_submission_and_its_files_are_merged)
{
    portal_world_begin(&w);
    CHECK_INT(post(xml, "a.jpg", "AAAA"), 201);
    CHECK(portal_world_says(&w, "http://openrosa.org/http/response"));
    CHECK_INT(post(xml, "b.jpg", "BBBB"), 201);
    CHECK_INT(post(xml, "b.jpg", "BBBB"), 201);
    CHECK_INT(post(other_xml, "c.jpg", "CCCC"), 409);
    CHECK(portal_world_says(&w, "different XML"));
    CHECK_INT(get("/api/applications"), 200);
    CHECK_INT(portal_world_count(&w, "\"uuid\":\"" UUID "\""), 1);
    CHECK(portal_world_says(&w, "\"adapter\":\"openrosa\",\"puts\":3"));
    CHECK(portal_world_says(&w, "\"name\":\"a.jpg\""));
    CHECK_INT(portal_world_count(&w, "\"name\":\"b.jpg\""), 1);
    CHECK_INT(portal_world_count(&w, "\"name\":\"c.jpg\""), 0);
    char sha256[SHA256_HEX];
    portal_sha256_hex(xml, strlen(xml), sha256);
    CHECK(portal_world_says(&w, sha256));
    portal_world_end(&w);
}

TEST(refusals)
{
    portal_world_begin(&w);
    CHECK_INT(post_as(NULL, xml, NULL, "", ""), 400);
    CHECK_INT(post_as("2.0", xml, NULL, "", ""), 400);
    CHECK_INT(post("<data>", NULL, ""), 400);
    CHECK_INT(post("<data/>", NULL, ""), 400);
    CHECK(portal_world_says(&w, "instanceID"));
    CHECK_INT(post("<!DOCTYPE d [<!ENTITY e 'x'>]><data>" META "&e;</data>", NULL, ""), 400);
    struct portal_request q = {.method = "POST", .path = "/submission", .openrosa_version = "1.0"};
    CHECK_INT(portal_world_ask(&w, q), 400);
    q.too_large = true;
    CHECK_INT(portal_world_ask(&w, q), 413);
    w.portal.token = "geheim";
    CHECK_INT(post(xml, NULL, ""), 401);
    CHECK_INT(portal_world_ask(
                  &w, (struct portal_request){.method = "HEAD", .path = "/key/falsch/submission"}),
              401);
    CHECK_INT(portal_world_ask(
                  &w, (struct portal_request){.method = "HEAD", .path = "/key/geheim/submission"}),
              204);
    CHECK_INT(get("/api/applications"), 200);
    CHECK_INT(portal_world_count(&w, "uuid"), 0);
    portal_world_end(&w);
}

TEST(the_record_beside_it_opens_both_pages)
{
    portal_world_begin(&w);
    static const char record[] =
        "{\"format\":\"rong-application/1\",\"uuid\":\"" UUID "\",\"procedure\":\"1.001193\","
        "\"receipt\":{\"token_sha256\":\"%s\"}}";
    char token[SHA256_HEX];
    char json[300];
    struct ledger_entry e;
    portal_sha256_hex("0123456789ABCDEFGHJKMNPQRS", 26, token);
    snprintf(json, sizeof json, record, token);
    CHECK_INT(post(xml, NULL, ""), 201);
    CHECK_INT(post_as("1.0", xml, "record.json", "application/json", json), 201);
    CHECK_INT(get("/H/0123456789ABCDEFGHJKMNPQRS"), 200);
    CHECK(!failed(ledger_find(w.portal.ledger, UUID, &e)));
    CHECK_STR(e.procedure, "birth");
    portal_world_end(&w);
}

TEST(a_sender_without_uuids_is_known_again_too)
{
    struct submission a;
    struct submission b;
    const char *why = NULL;
    static const char odd[] = "<d><meta><instanceID> kiosk-7/12 </instanceID></meta></d>";
    CHECK(!failed(portal_digest_start()));
    CHECK(!failed(submission_read(odd, sizeof odd - 1, &a, &why)));
    CHECK(!failed(submission_read(odd, sizeof odd - 1, &b, &why)));
    CHECK_STR(a.instance_id, "kiosk-7/12");
    CHECK_STR(a.uuid, b.uuid);
    CHECK(portal_is_uuid(a.uuid));
    CHECK(failed(submission_read("<d>\xff</d>", 8, &a, &why)));
    CHECK(failed(submission_read("", 0, &a, &why)));
}

int main(void)
{
    RUN(head_says_what_it_takes);
    RUN(the_same_xml_is_one_submission_and_its_files_are_merged);
    RUN(refusals);
    RUN(the_record_beside_it_opens_both_pages);
    RUN(a_sender_without_uuids_is_known_again_too);
    return check_done();
}
