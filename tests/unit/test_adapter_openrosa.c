#include "app/courier/adapter.h"

#include "tests/check.h"
#include "tests/unit/parcel_example.h"

static char json[16384], words_storage[16384], body_storage[16384];
static char learnt[ADAPTER_STEPS][LEARNT_SIZE];
static struct buf words, body;

static struct err make(const struct record *r, int i, struct parcel *ret_parcel,
                       struct exchange *ret_exchange)
{
    const struct errand e = {ret_parcel, (const char(*)[LEARNT_SIZE])learnt, "", NULL};
    buf_init(&words, words_storage, sizeof words_storage);
    buf_init(&body, body_storage, sizeof body_storage);
    *ret_parcel = parcel_of(r, json, sizeof json);
    return adapter_openrosa.exchange(&e, i, &words, ret_exchange);
}

static void post(const struct record *r, int i, struct exchange *ret_exchange)
{
    struct parcel p;
    CHECK_INT(make(r, i, &p, ret_exchange).code, ERR_NONE);
    whole_body(&p, ret_exchange, &words, &body);
}

static void set_limit(size_t limit)
{
    snprintf(learnt[0], LEARNT_SIZE, "%zu", limit);
}

TEST(a_preflight_then_one_post_with_every_file)
{
    struct record r = record_of_pages(EXAMPLE_UUID);
    struct parcel p;
    struct exchange x;
    char want[8192];
    learnt[0][0] = '\0';
    CHECK(!failed(make(&r, 0, &p, &x)));
    CHECK_STR(x.method, "HEAD");
    CHECK_STR(x.path, "/submission");
    CHECK_STR(x.headers[0].name, "X-OpenRosa-Version");
    CHECK_STR(x.headers[0].value, "1.0");
    CHECK(x.again && x.piece_count == 0);
    post(&r, 1, &x);
    CHECK_STR(x.method, "POST");
    CHECK_STR(x.path, "/submission");
    CHECK_INT(x.kind, EXCHANGE_RECORD);
    CHECK_STR(x.headers[0].value, "1.0");
    p = parcel_of(&r, json, sizeof json);
    const char *h = p.sha256;
    snprintf(want, sizeof want, "multipart/form-data; boundary=rong%.32s", h);
    CHECK_STR(x.type, want);
    snprintf(
        want, sizeof want,
        "--rong%.32s\r\nContent-Disposition: form-data; name=\"xml_submission_file\"; "
        "filename=\"submission.xml\"\r\nContent-Type: text/xml\r\n\r\n" EXAMPLE_NAMED
        "\r\n--rong%.32s\r\nContent-Disposition: form-data; name=\"birth_notice.jpg\"; "
        "filename=\"birth_notice.jpg\"\r\nContent-Type: image/jpeg\r\n\r\nfirst page"
        "\r\n--rong%.32s\r\nContent-Disposition: form-data; name=\"birth_notice-p2.jpg\"; "
        "filename=\"birth_notice-p2.jpg\"\r\nContent-Type: image/jpeg\r\n\r\nsecond page, longer"
        "\r\n--rong%.32s\r\nContent-Disposition: form-data; name=\"photo.png\"; "
        "filename=\"photo.png\"\r\nContent-Type: image/png\r\n\r\nphoto"
        "\r\n--rong%.32s--\r\n",
        h, h, h, h, h);
    CHECK_STR(body.data, want);
}

TEST(an_instance_without_further_pages_goes_out_byte_for_byte)
{
    struct record r = record_of_pages(EXAMPLE_UUID);
    struct exchange x;
    r.papers[1] = r.papers[2];
    r.papers[2] = r.papers[3];
    r.paper_count = 3;
    post(&r, 1, &x);
    CHECK(strstr(body.data, "\r\n\r\n" EXAMPLE_INSTANCE "\r\n--rong") != NULL);
    r.paper_count = 0;
    post(&r, 1, &x);
    CHECK(strstr(body.data, "\r\n\r\n" EXAMPLE_INSTANCE "\r\n--rong") != NULL);
    CHECK_INT(x.kind, EXCHANGE_RECORD);
    CHECK_INT(x.piece_count, 1);
}

/* Every page behind the first is named in a copy of the first one's element, in order. */
TEST(a_third_page_stands_behind_the_second)
{
    struct record r = record_of_pages(EXAMPLE_UUID);
    struct exchange x;
    r.papers[2] = r.papers[1]; /* instead of the one that is handed in */
    r.papers[2].name = "birth_notice-p3.jpg";
    post(&r, 1, &x);
    CHECK(strstr(body.data, "<birth_notice>birth_notice.jpg</birth_notice>"
                            "<birth_notice>birth_notice-p2.jpg</birth_notice>"
                            "<birth_notice>birth_notice-p3.jpg</birth_notice><marriage") != NULL);
}

TEST(a_paper_handed_in_last_is_no_file)
{
    struct record r = record_of_pages(EXAMPLE_UUID);
    struct exchange x;
    const struct record_paper marriage = r.papers[2];
    r.papers[2] = r.papers[3];
    r.papers[3] = marriage;
    post(&r, 1, &x);
    CHECK(strstr(body.data, "\r\n\r\n" EXAMPLE_NAMED "\r\n--rong") != NULL);
    CHECK_INT(x.kind, EXCHANGE_RECORD);
    CHECK_INT(x.piece_count, 7);
}

/* Every limit from nothing to plenty: each file once and in order, the same instance in every POST,
 * none longer than the limit unless a single file is. */
TEST(files_are_shared_out_over_posts_at_the_servers_limit)
{
    struct record r = record_of_pages(EXAMPLE_UUID);
    static const char *const names[] = {"\"birth_notice.jpg\"", "\"birth_notice-p2.jpg\"",
                                        "\"photo.png\""};
    int most = 0;
    for (size_t limit = 500; limit < 1800; limit += 7) {
        struct exchange x = {.kind = EXCHANGE_PAPER};
        int files = 0;
        int posts = 0;
        set_limit(limit);
        while (x.kind == EXCHANGE_PAPER && posts < 9) {
            int here = 0;
            post(&r, ++posts, &x);
            CHECK(strstr(body.data, EXAMPLE_NAMED) != NULL);
            while (files < 3 && strstr(body.data, names[files]) != NULL) {
                files++;
                here++;
            }
            CHECK(x.size <= limit || here == 1);
            CHECK(here >= 1);
        }
        CHECK_INT(files, 3);
        most = posts > most ? posts : most;
    }
    CHECK_INT(most, 3);
    struct exchange x;
    set_limit(1800);
    post(&r, 1, &x);
    CHECK_INT(x.kind, EXCHANGE_RECORD);
    const size_t exact = x.size;
    set_limit(exact);
    post(&r, 1, &x);
    CHECK_INT(x.kind, EXCHANGE_RECORD);
    set_limit(exact - 1);
    post(&r, 1, &x);
    CHECK_INT(x.kind, EXCHANGE_PAPER);
    learnt[0][0] = '\0';
}

TEST(what_openrosa_cannot_say_is_told)
{
    struct record r = record_of_pages(EXAMPLE_UUID);
    struct parcel p;
    struct exchange x;
    r.instance = "<data><meta><instanceID>uuid:6ba7b811-9dad-41d1-80b4-00c04fd430c8</instanceID>"
                 "</meta></data>";
    CHECK_INT(make(&r, 1, &p, &x).code, ERR_BAD_INPUT);
    r = record_of_pages(EXAMPLE_UUID);
    r.supplements =
        "6ba7b810-9dad-41d1-80b4-00c04fd430c9"; /* of a file that is at another portal */
    CHECK_INT(make(&r, 1, &p, &x).code, ERR_BAD_INPUT);
    r = record_of_pages(EXAMPLE_UUID);
    r.papers[3].name = "birth_notice.jpg";
    CHECK_INT(make(&r, 1, &p, &x).code, ERR_BAD_INPUT);
    r = record_of_pages(EXAMPLE_UUID);
    r.papers[0].name = "other.jpg"; /* two pages of which the first is not in the instance */
    CHECK_INT(make(&r, 1, &p, &x).code, ERR_BAD_INPUT);
    r = record_of_pages(EXAMPLE_UUID);
    p = parcel_of(&r, json, sizeof json);
    p.paper_count = 2;
    const struct errand fewer = {&p, (const char(*)[LEARNT_SIZE])learnt, "", NULL};
    CHECK_INT(adapter_openrosa.exchange(&fewer, 1, &words, &x).code, ERR_BAD_INPUT);
    p.json = "[]";
    p.json_size = 2;
    CHECK_INT(adapter_openrosa.exchange(&fewer, 1, &words, &x).code, ERR_BAD_INPUT);
    r = record_of_pages(EXAMPLE_UUID);
    char longer[300] = ""; /* a name of which two pages cannot be told apart any more */
    memset(longer, 'n', sizeof longer - 1);
    r.papers[0].name = longer;
    CHECK_INT(make(&r, 1, &p, &x).code, ERR_BAD_INPUT);
}

TEST(words_that_do_not_fit_are_told_wherever_they_end)
{
    struct record r = record_of_pages(EXAMPLE_UUID);
    struct parcel p;
    struct exchange x;
    CHECK_INT(make(&r, 1, &p, &x).code, ERR_NONE);
    const size_t whole = words.len;
    const struct errand e = {&p, (const char(*)[LEARNT_SIZE])learnt, "", NULL};
    for (size_t cap = 1; cap <= whole; cap += cap < whole - 9 ? 9 : 1) {
        struct buf small;
        buf_init(&small, words_storage, cap);
        CHECK_INT(adapter_openrosa.exchange(&e, 1, &small, &x).code, ERR_FULL);
    }
}

TEST(a_file_name_cannot_break_out_of_its_head)
{
    struct record r = record_of_pages(EXAMPLE_UUID);
    struct exchange x;
    r.papers[3].name = "a\"\r\nX: b\\c.png";
    post(&r, 1, &x);
    CHECK(strstr(body.data, "name=\"a___X: b_c.png\"; filename=\"a___X: b_c.png\"\r\n") != NULL);
}

/* --- answers ---------------------------------------------------------------------------------- */

#define XML                                                                                        \
    "<OpenRosaResponse xmlns=\"http://openrosa.org/http/response\"><message/></OpenRosaResponse>"
#define NOT  MEANS_NOT_PORTAL
#define DENY MEANS_UNAUTHORIZED

struct row {
    int status;
    const char *version, *body;
    enum meaning head, middle, last;
};

static const struct row rows[] = {
    {204, "1.0", "", MEANS_STORED, NOT, NOT},
    {204, "", "", NOT, NOT, NOT},
    {204, "2.0", "", NOT, NOT, NOT},
    {201, "1.0", XML, NOT, MEANS_STORED, MEANS_SENT},
    {202, "1.0", XML, NOT, MEANS_STORED, MEANS_SENT},
    {201, "1.0", "", NOT, NOT, NOT},
    {202, "1.0", "<html>", NOT, NOT, NOT},
    {201, "", XML, NOT, MEANS_STORED, MEANS_SENT},
    {201, "", "", NOT, NOT, NOT},
    {201, "", "<html>welcome</html>", NOT, NOT, NOT},
    {200, "1.0", XML, NOT, NOT, NOT},
    {200, "", "<html>welcome</html>", NOT, NOT, NOT},
    {203, "1.0", "", NOT, NOT, NOT},
    {302, "1.0", "", NOT, NOT, NOT},
    {307, "", "", NOT, NOT, NOT},
    {400, "1.0", XML, NOT, MEANS_REFUSED, MEANS_REFUSED},
    {400, "", "<html>", NOT, NOT, NOT},
    {401, "1.0", "", DENY, DENY, DENY},
    {403, "", "", DENY, DENY, DENY},
    {404, "", XML, NOT, MEANS_REFUSED, MEANS_REFUSED},
    {404, "", "not found", NOT, NOT, NOT},
    {405, "1.0", "", NOT, MEANS_REFUSED, MEANS_REFUSED},
    {407, "1.0", "", NOT, NOT, NOT},
    {408, "", "", MEANS_LATER, MEANS_LATER, MEANS_LATER},
    {409, "", XML, NOT, MEANS_CONFLICT, MEANS_CONFLICT},
    {409, "", "", NOT, NOT, NOT},
    {410, "1.0", "", NOT, MEANS_REFUSED, MEANS_REFUSED},
    {413, "1.0", "", NOT, MEANS_REFUSED, MEANS_REFUSED},
    {413, "", "<html>nginx</html>", NOT, MEANS_REFUSED, MEANS_REFUSED},
    {415, "1.0", "", NOT, MEANS_REFUSED, MEANS_REFUSED},
    {422, "", XML, NOT, MEANS_REFUSED, MEANS_REFUSED},
    {425, "", "", MEANS_LATER, MEANS_LATER, MEANS_LATER},
    {429, "", "", MEANS_LATER, MEANS_LATER, MEANS_LATER},
    {500, "", "<html>", MEANS_LATER, MEANS_LATER, MEANS_LATER},
    {503, "1.0", XML, MEANS_LATER, MEANS_LATER, MEANS_LATER},
    {511, "1.0", XML, NOT, NOT, NOT},
    {599, "", "", MEANS_LATER, MEANS_LATER, MEANS_LATER},
    {0, "", "", NOT, NOT, NOT},
    {999, "1.0", XML, NOT, NOT, NOT},
};

static struct reading read_as(enum exchange_kind kind, const struct row *r, const char *limit)
{
    const struct exchange x = {.kind = kind};
    struct http_answer a = {
        .status = r->status, .retry_after_s = 7, .body = r->body, .size = strlen(r->body)};
    snprintf(a.wanted[0], HTTP_VALUE, "%s", r->version);
    snprintf(a.wanted[1], HTTP_VALUE, "%s", limit);
    return adapter_openrosa.read(&x, &a);
}

TEST(the_table_of_status_and_body_gives_the_meaning)
{
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct row *r = &rows[i];
        const bool before = check_bad;
        const enum meaning check = r->head == MEANS_STORED ? MEANS_READY : r->head;
        CHECK_INT(read_as(EXCHANGE_FIRST, r, "").meaning, r->head);
        CHECK_INT(read_as(EXCHANGE_CHECK, r, "").meaning, check);
        CHECK_INT(read_as(EXCHANGE_PAPER, r, "").meaning, r->middle);
        const struct reading last = read_as(EXCHANGE_RECORD, r, "");
        CHECK_INT(last.meaning, r->last);
        CHECK_INT(last.at_rest, r->last == MEANS_SENT);
        CHECK_INT(last.replan, r->status == 413 && r->last == MEANS_REFUSED);
        CHECK_INT(last.retry_after_s, r->last == MEANS_LATER ? 7 : -1);
        CHECK_STR(last.file_number, "");
        if (check_bad != before) {
            printf("# row %zu: %d %s\n", i, r->status, r->body);
        }
    }
}

TEST(the_preflight_teaches_the_limit)
{
    const struct row good = {204, "1.0", "", MEANS_STORED, NOT, NOT};
    CHECK_STR(read_as(EXCHANGE_FIRST, &good, "100000000").learnt, "100000000");
    CHECK_STR(read_as(EXCHANGE_FIRST, &good, "").learnt, "");
    CHECK_STR(read_as(EXCHANGE_FIRST, &good, "-1").learnt, "");
    CHECK_STR(read_as(EXCHANGE_FIRST, &good, "10 MB").learnt, "");
    CHECK_STR(read_as(EXCHANGE_FIRST, &good, "99999999999999999999999").learnt,
              "9999999999999999999");
}

int main(void)
{
    RUN(a_preflight_then_one_post_with_every_file);
    RUN(an_instance_without_further_pages_goes_out_byte_for_byte);
    RUN(a_third_page_stands_behind_the_second);
    RUN(a_paper_handed_in_last_is_no_file);
    RUN(files_are_shared_out_over_posts_at_the_servers_limit);
    RUN(what_openrosa_cannot_say_is_told);
    RUN(words_that_do_not_fit_are_told_wherever_they_end);
    RUN(a_file_name_cannot_break_out_of_its_head);
    RUN(the_table_of_status_and_body_gives_the_meaning);
    RUN(the_preflight_teaches_the_limit);
    return check_done();
}
