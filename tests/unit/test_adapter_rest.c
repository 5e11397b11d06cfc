#include "app/courier/adapter.h"

#include <stdlib.h>

#include "tests/check.h"

#define UUID  "6ba7b810-9dad-41d1-80b4-00c04fd430c8"
#define OTHER "6ba7b811-9dad-41d1-80b4-00c04fd430c8"
#define HASH  "8339ad71850214033f95b7eabd9b60c9b9f482b738914d8a56d368d09a3f07e2"
#define HASH2 "9339ad71850214033f95b7eabd9b60c9b9f482b738914d8a56d368d09a3f07e2"

static const struct parcel parcel = {
    .uuid = UUID,
    .json = "{}",
    .json_size = 2,
    .sha256 = HASH,
    .papers = {{.sha256 = HASH2, .size = 22, .type = "image/jpeg"}},
    .paper_count = 1,
};

static struct exchange exchange(int i)
{
    const struct errand e = {.parcel = &parcel, .unit = ""};
    struct exchange x;
    CHECK(!failed(adapter_rest.exchange(&e, i, NULL, &x)));
    return x;
}

static struct exchange question(void)
{
    const struct errand e = {.parcel = &parcel, .unit = ""};
    struct exchange x;
    CHECK(adapter_rest.status(&e, &x));
    return x;
}

static struct exchange ready(void)
{
    struct exchange x;
    adapter_rest.check(&x);
    return x;
}

static struct reading read_as(const struct exchange *x, int status, const char *body)
{
    const struct http_answer answer = {
        .status = status, .retry_after_s = 7, .body = body, .size = strlen(body)};
    return adapter_rest.read(x, &answer);
}

TEST(a_parcel_becomes_its_papers_and_then_the_record)
{
    const struct exchange paper = exchange(0);
    CHECK_STR(paper.path, "/applications/" UUID "/papers/" HASH2);
    CHECK_STR(paper.method, "PUT");
    CHECK_STR(paper.type, "image/jpeg");
    const struct exchange record = exchange(1);
    CHECK_STR(record.path, "/applications/" UUID);
    CHECK_STR(record.type, "application/json");
    CHECK_INT(record.size, 2);
    CHECK_INT(record.kind, EXCHANGE_RECORD);
    CHECK(record.keyed && !paper.keyed);
    CHECK_INT(record.piece_count, 1);
    CHECK_INT(record.pieces[0].kind, PIECE_RECORD);
    CHECK_INT(paper.pieces[0].kind, PIECE_PAPER);
    const struct exchange status = question();
    CHECK_STR(status.method, "GET");
    CHECK_STR(status.path, "/applications/" UUID);
}

#define BODY(uuid, hash, rest)                                                                     \
    "{\"uuid\":\"" uuid "\",\"sha256\":\"" hash "\",\"state\":1,\"state_text\":\"Mới\"" rest "}"

struct row {
    int status;
    const char *body;
    enum meaning record, paper, asked, check;
};

#define NOT MEANS_NOT_PORTAL

static const struct row rows[] = {
    {201, BODY(UUID, HASH, ""), MEANS_SENT, NOT, MEANS_SENT, NOT},
    {200, BODY(UUID, HASH, ",\"file_number\":\"THU-1\",\"papers_missing\":[]"), MEANS_RECEIVED, NOT,
     MEANS_RECEIVED, NOT},
    {200, BODY(UUID, HASH, ",\"file_number\":\"THU-1\",\"papers_missing\":[\"x\"]"), MEANS_SENT,
     NOT, MEANS_SENT, NOT},
    {200, BODY(UUID, HASH, ",\"file_number\":\"<b>\""), NOT, NOT, NOT, NOT},
    {200, BODY(UUID, HASH, ",\"file_number\":\"0123456789012345678901234567890123456789\""), NOT,
     NOT, NOT, NOT},
    {200, BODY(OTHER, HASH, ""), NOT, NOT, NOT, NOT},
    {200, BODY(UUID, HASH2, ""), NOT, NOT, MEANS_CONFLICT, NOT},
    {200, "{\"sha256\":\"" HASH2 "\",\"size\":22}", NOT, MEANS_STORED, NOT, NOT},
    {201, "{\"sha256\":\"" HASH2 "\",\"size\":21}", NOT, NOT, NOT, NOT},
    {201, "{\"sha256\":\"" HASH2 "\",\"size\":\"22\"}", NOT, NOT, NOT, NOT},
    {201, "{\"sha256\":\"" HASH2 "\"}", NOT, NOT, NOT, NOT},
    {200, "{\"uuid\":\"" UUID "\",\"state\":1}", NOT, NOT, NOT, NOT},
    {200, "{\"uuid\":\"" UUID "\",\"sha256\":\"" HASH "\"}", NOT, NOT, NOT, NOT},
    {200, "{\"uuid\":\"" UUID "\",\"sha256\":\"" HASH "\",\"state\":\"1\"}", NOT, NOT, NOT, NOT},
    {201, "{\"sha256\":\"" HASH "\",\"size\":22}", NOT, NOT, NOT, NOT},
    {200, "<html>hello</html>", NOT, NOT, NOT, NOT},
    {200, "", NOT, NOT, NOT, NOT},
    {200, "[1]", NOT, NOT, NOT, NOT},
    {200, "{\"uuid\":1}", NOT, NOT, NOT, NOT},
    {202, BODY(UUID, HASH, ""), NOT, NOT, NOT, NOT},
    {204, "", NOT, NOT, NOT, NOT},
    {302, "", NOT, NOT, NOT, NOT},
    {307, "", NOT, NOT, NOT, NOT},
    {400, "{\"error\":\"bad-json\"}", MEANS_REFUSED, MEANS_REFUSED, MEANS_REFUSED, MEANS_REFUSED},
    {400, "<html>", NOT, NOT, NOT, NOT},
    {401, "", MEANS_UNAUTHORIZED, MEANS_UNAUTHORIZED, MEANS_UNAUTHORIZED, MEANS_UNAUTHORIZED},
    {403, "<html>", MEANS_UNAUTHORIZED, MEANS_UNAUTHORIZED, MEANS_UNAUTHORIZED, MEANS_UNAUTHORIZED},
    {404, "{\"error\":\"unknown\"}", MEANS_REFUSED, MEANS_REFUSED, MEANS_FORGOTTEN, MEANS_READY},
    {404, "not found", NOT, NOT, NOT, NOT},
    {404, "{\"error\":\"\"}", NOT, NOT, NOT, NOT},
    {404, "{\"message\":\"no such page\"}", NOT, NOT, NOT, NOT},
    {404, "{\"error\":\"gone\"}", MEANS_REFUSED, MEANS_REFUSED, MEANS_REFUSED, MEANS_REFUSED},
    {407, "", NOT, NOT, NOT, NOT},
    {408, "", MEANS_LATER, MEANS_LATER, MEANS_LATER, MEANS_LATER},
    {409, "{\"error\":\"conflict\"}", MEANS_CONFLICT, MEANS_CONFLICT, MEANS_CONFLICT,
     MEANS_CONFLICT},
    {409, "", NOT, NOT, NOT, NOT},
    {413, "{\"error\":\"too-large\"}", MEANS_REFUSED, MEANS_REFUSED, MEANS_REFUSED, MEANS_REFUSED},
    {422, "{\"error\":\"hash-mismatch\"}", MEANS_REFUSED, MEANS_REFUSED, MEANS_REFUSED,
     MEANS_REFUSED},
    {429, "", MEANS_LATER, MEANS_LATER, MEANS_LATER, MEANS_LATER},
    {500, "<html>", MEANS_LATER, MEANS_LATER, MEANS_LATER, MEANS_LATER},
    {503, "{}", MEANS_LATER, MEANS_LATER, MEANS_LATER, MEANS_LATER},
    {511, "", NOT, NOT, NOT, NOT},
    {0, "", NOT, NOT, NOT, NOT},
    {999, "", NOT, NOT, NOT, NOT},
};

TEST(the_table_of_status_and_body_gives_the_meaning)
{
    const struct exchange paper = exchange(0);
    const struct exchange record = exchange(1);
    const struct exchange asked = question();
    const struct exchange check = ready();
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct row *r = &rows[i];
        const bool before = check_bad;
        CHECK_INT(read_as(&record, r->status, r->body).meaning, r->record);
        CHECK_INT(read_as(&paper, r->status, r->body).meaning, r->paper);
        CHECK_INT(read_as(&asked, r->status, r->body).meaning, r->asked);
        CHECK_INT(read_as(&check, r->status, r->body).meaning, r->check);
        if (check_bad != before) {
            printf("# row %zu: %d %s\n", i, r->status, r->body);
        }
    }
}

TEST(number_words_and_waiting_time_are_taken_along)
{
    const struct exchange record = exchange(1);
    struct reading r = read_as(&record, 200, BODY(UUID, HASH, ",\"file_number\":\"THU-1/2026\""));
    CHECK_STR(r.file_number, "THU-1/2026");
    CHECK_STR(r.state_text, "Mới");
    r = read_as(&record, 503, "");
    CHECK_INT(r.retry_after_s, 7);
    r = read_as(&record, 200,
                "{\"uuid\":\"" UUID "\",\"sha256\":\"" HASH "\",\"state\":1,\"state_text\":"
                "\"ơơơơơơơơơơơơơơơơơơơơơơơơơơơơơơơơơơơơơơơơơơơơơơơơơơ\"}");
    CHECK_INT(strlen(r.state_text), 78);
    r = read_as(&record, 200,
                "{\"uuid\":\"" UUID "\",\"sha256\":\"" HASH "\",\"state\":1,\"state_text\":"
                "\"a\\nb\"}");
    CHECK_STR(r.state_text, "a");
}

TEST(deep_and_odd_json_is_survived)
{
    const struct exchange record = exchange(1);
    static char deep[60001];
    memset(deep, '[', sizeof deep - 1);
    CHECK_INT(read_as(&record, 200, deep).meaning, MEANS_NOT_PORTAL);
    CHECK_INT(read_as(&record, 200, "{\"uuid\":\"\\u0000\"}").meaning, MEANS_NOT_PORTAL);
    CHECK_INT(read_as(&record, 200, "{\"uuid\":\"a\",\"uuid\":\"b\"}").meaning, MEANS_NOT_PORTAL);
    CHECK_INT(read_as(&record, 200, "{\"uuid\":\"\xFF\"}").meaning, MEANS_NOT_PORTAL);
}

TEST(a_status_tells_state_reason_and_results_and_may_be_unchanged)
{
    static const char body[] =
        BODY(UUID, HASH, ",\"file_number\":\"THU-1\",\"reason\":\"x\",\"results\":[{},{}]");
    const struct errand e = {.parcel = &parcel, .unit = "", .version = "\"v1\""};
    struct http_answer a = {
        .status = 200, .body = body, .size = strlen(body), .wanted = {"\"v2\""}};
    struct exchange x;
    CHECK(adapter_rest.status(&e, &x));
    CHECK_STR(x.headers[0].name, "If-None-Match");
    CHECK_STR(x.headers[0].value, "\"v1\"");
    struct reading r = adapter_rest.read(&x, &a);
    CHECK(r.meaning == MEANS_RECEIVED && r.state == 1 && r.reasoned && r.results == 2);
    CHECK_STR(r.version, "\"v2\"");
    a = (struct http_answer){.status = 304, .body = ""};
    CHECK_INT(adapter_rest.read(&x, &a).meaning, MEANS_UNCHANGED);
    const struct exchange plain = question();
    CHECK_INT(adapter_rest.read(&plain, &a).meaning, MEANS_NOT_PORTAL);
}

/* --- uploads ---------------------------------------------------------------------------------- */

#define UPLOAD "/applications/" UUID "/papers/" HASH2 "/upload"
#define NONE   MEANS_FORGOTTEN
#define OFTEN  MEANS_LATER

/* Of a paper of 22 bytes; REST begins at 10. */
static struct exchange step(enum exchange_kind kind)
{
    const struct exchange paper = exchange(0);
    const bool placed = kind != EXCHANGE_UPLOAD;
    struct exchange x;
    CHECK(adapter_rest.upload(&paper, kind, placed ? "a-1_B" : "", kind == EXCHANGE_REST ? 10 : 0,
                              &x));
    return x;
}

TEST(an_upload_is_made_asked_about_and_continued)
{
    const struct exchange made = step(EXCHANGE_UPLOAD);
    CHECK_STR(made.method, "POST");
    CHECK_STR(made.path, UPLOAD);
    CHECK_STR(made.headers[0].name, "Tus-Resumable");
    CHECK_STR(made.headers[0].value, "1.0.0");
    CHECK_STR(made.headers[1].name, "Upload-Length");
    CHECK(made.headers[1].value == NULL);
    CHECK_STR(made.values[1], "22");
    CHECK_STR(made.headers[2].value, "type aW1hZ2UvanBlZw==");
    CHECK(made.piece_count == 0 && made.size == 0);
    const struct exchange asked = step(EXCHANGE_OFFSET);
    CHECK_STR(asked.method, "HEAD");
    CHECK_STR(asked.path, UPLOAD "/a-1_B");
    const struct exchange rest = step(EXCHANGE_REST);
    CHECK_STR(rest.method, "PATCH");
    CHECK_STR(rest.path, UPLOAD "/a-1_B");
    CHECK_STR(rest.type, "application/offset+octet-stream");
    CHECK_STR(rest.headers[1].name, "Upload-Offset");
    CHECK_STR(rest.values[1], "10");
    CHECK(rest.from == 10 && rest.size == 12 && rest.pieces[0].size == 22);
}

TEST(what_the_contract_has_no_type_for_or_no_bytes_of_is_no_upload)
{
    struct exchange paper = exchange(0);
    struct exchange x;
    CHECK(!adapter_rest.upload(&paper, EXCHANGE_REST, "a", 23, &x));
    snprintf(paper.type, sizeof paper.type, "image/webp");
    CHECK(!adapter_rest.upload(&paper, EXCHANGE_UPLOAD, "", 0, &x));
}

struct upload_row {
    int status;
    const char *version, *second, *length; /* headers: Tus-Resumable, Location or Upload-Offset */
    const char *body;
    enum meaning made, asked, went;
};

static const struct upload_row upload_rows[] = {
    {201, "1.0.0", UPLOAD "/a-1_B", "", "", MEANS_STORED, NOT, NOT},
    {201, "1.0.0", "/base" UPLOAD "/0123456789abcdef01234567", "", "", MEANS_STORED, NOT, NOT},
    {201, "1.0.0", UPLOAD "/0123456789abcdef012345678", "", "", NONE, NOT, NOT},
    {201, "1.0.0", UPLOAD, "", "", NONE, NOT, NOT},
    {201, "1.0.0", UPLOAD "/", "", "", NONE, NOT, NOT},
    {201, "1.0.0", UPLOAD "/a/b", "", "", NONE, NOT, NOT},
    {201, "1.0.0", UPLOAD "/a?b", "", "", NONE, NOT, NOT},
    {201, "1.0.0", UPLOAD "/../a", "", "", NONE, NOT, NOT},
    {201, "1.0.0", "/.." UPLOAD "/a", "", "", NONE, NOT, NOT},
    {201, "1.0.0", UPLOAD "x/a", "", "", NONE, NOT, NOT},
    {201, "1.0.0", "http://elsewhere.invalid" UPLOAD "/a", "", "", NONE, NOT, NOT},
    {201, "1.0.0", "//elsewhere.invalid" UPLOAD "/a", "", "", NONE, NOT, NOT},
    {201, "1.0.0", "/applications/" OTHER "/papers/" HASH2 "/upload/a", "", "", NONE, NOT, NOT},
    {201, "1.0.0", "", "", "", NONE, NOT, NOT},
    {201, "", UPLOAD "/a", "", "", NONE, NOT, NOT},
    {201, "0.2.2", UPLOAD "/a", "", "", NONE, NOT, NOT},
    {204, "1.0.0", "22", "", "", NONE, MEANS_STORED, MEANS_STORED},
    {200, "1.0.0", "22", "22", "", NONE, MEANS_STORED, MEANS_STORED},
    {204, "1.0.0", "15", "", "", NONE, MEANS_STORED, OFTEN},
    {204, "1.0.0", "10", "", "", NONE, MEANS_STORED, NOT},
    {200, "1.0.0", "0", "22", "", NONE, MEANS_STORED, NOT},
    {200, "1.0.0", "0", "21", "", NONE, NOT, NOT},
    {200, "1.0.0", "0", "x", "", NONE, NOT, NOT},
    {204, "1.0.0", "23", "", "", NONE, NOT, NOT},
    {204, "1.0.0", "-1", "", "", NONE, NOT, NOT},
    {204, "1.0.0", "+5", "", "", NONE, NOT, NOT},
    {204, "1.0.0", "1e1", "", "", NONE, NOT, NOT},
    {204, "1.0.0", "18446744073709551638", "", "", NONE, NOT, NOT},
    {204, "1.0.0", "", "", "", NONE, NOT, NOT},
    {204, "", "22", "", "", NONE, NOT, NOT},
    {200, "", "", "", "<html>welcome</html>", NONE, NOT, NOT},
    {302, "1.0.0", UPLOAD "/a", "", "", NOT, NOT, NOT},
    {400, "", "", "", "{\"error\":\"bad-path\"}", NONE, NONE, MEANS_REFUSED},
    {401, "1.0.0", "", "", "", MEANS_UNAUTHORIZED, MEANS_UNAUTHORIZED, MEANS_UNAUTHORIZED},
    {403, "", "", "", "", NONE, NONE, NONE},
    {404, "", "", "", "not found", NONE, NONE, NONE},
    {405, "", "", "", "", NONE, NONE, NONE},
    {407, "", "", "", "", NOT, NOT, NOT},
    {408, "", "", "", "", OFTEN, OFTEN, OFTEN},
    {409, "1.0.0", "12", "", "{\"error\":\"offset\"}", NONE, NONE, OFTEN},
    {410, "1.0.0", "", "", "", NONE, NONE, NONE},
    {412, "1.0.0", "", "", "{\"error\":\"version\"}", NONE, NONE, MEANS_REFUSED},
    {413, "1.0.0", "", "", "{\"error\":\"too-large\"}", NONE, NONE, MEANS_REFUSED},
    {423, "1.0.0", "", "", "", NONE, NONE, OFTEN},
    {429, "", "", "", "", OFTEN, OFTEN, OFTEN},
    {460, "1.0.0", "", "", "{\"error\":\"hash-mismatch\"}", NONE, NONE, MEANS_REFUSED},
    {460, "1.0.0", "", "", "<html>", NONE, NONE, NOT},
    {500, "", "", "", "", NONE, OFTEN, OFTEN},
    {501, "", "", "", "", NONE, NONE, NONE},
    {503, "1.0.0", "", "", "", OFTEN, OFTEN, OFTEN},
    {511, "", "", "", "", NOT, NOT, NOT},
    {0, "1.0.0", "22", "", "", NOT, NOT, NOT},
};

static enum meaning told(enum exchange_kind kind, const struct upload_row *r)
{
    const struct exchange x = step(kind);
    struct http_answer a = {
        .status = r->status, .retry_after_s = 7, .body = r->body, .size = strlen(r->body)};
    snprintf(a.wanted[0], HTTP_VALUE, "%s", r->version);
    snprintf(a.wanted[1], HTTP_VALUE, "%s", r->second);
    snprintf(a.wanted[2], HTTP_VALUE, "%s", r->length);
    const struct reading got = adapter_rest.read(&x, &a);
    CHECK(got.retry_after_s == (got.meaning == MEANS_LATER && got.retry_after_s == 7 ? 7 : -1));
    if (got.meaning == MEANS_STORED && kind == EXCHANGE_UPLOAD) {
        CHECK_STR(got.learnt, strrchr(r->second, '/') + 1);
    } else if (got.meaning == MEANS_STORED) {
        CHECK_INT(got.offset, strtol(r->second, NULL, 10));
    }
    return got.meaning;
}

TEST(the_table_of_an_uploads_answers_gives_the_meaning)
{
    for (size_t i = 0; i < sizeof upload_rows / sizeof upload_rows[0]; i++) {
        const struct upload_row *r = &upload_rows[i];
        const bool before = check_bad;
        CHECK_INT(told(EXCHANGE_UPLOAD, r), r->made);
        CHECK_INT(told(EXCHANGE_OFFSET, r), r->asked);
        CHECK_INT(told(EXCHANGE_REST, r), r->went);
        if (check_bad != before) {
            printf("# upload row %zu: %d %s %s\n", i, r->status, r->version, r->second);
        }
    }
}

int main(void)
{
    RUN(an_upload_is_made_asked_about_and_continued);
    RUN(what_the_contract_has_no_type_for_or_no_bytes_of_is_no_upload);
    RUN(the_table_of_an_uploads_answers_gives_the_meaning);
    RUN(a_parcel_becomes_its_papers_and_then_the_record);
    RUN(the_table_of_status_and_body_gives_the_meaning);
    RUN(number_words_and_waiting_time_are_taken_along);
    RUN(deep_and_odd_json_is_survived);
    RUN(a_status_tells_state_reason_and_results_and_may_be_unchanged);
    return check_done();
}
