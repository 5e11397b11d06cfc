#include "app/courier/adapter.h"

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

int main(void)
{
    RUN(a_parcel_becomes_its_papers_and_then_the_record);
    RUN(the_table_of_status_and_body_gives_the_meaning);
    RUN(number_words_and_waiting_time_are_taken_along);
    RUN(deep_and_odd_json_is_survived);
    RUN(a_status_tells_state_reason_and_results_and_may_be_unchanged);
    return check_done();
}
