#include "app/courier/multipart.h"

#include "tests/check.h"

#define HASH  "8339ad71850214033f95b7eabd9b60c9b9f482b738914d8a56d368d09a3f07e2"
#define BOUND "rong8339ad71850214033f95b7eabd9b60c9"

static char storage[4096];
static struct buf words;
static struct exchange x;

static struct multipart begin(void)
{
    buf_init(&words, storage, sizeof storage);
    x = (struct exchange){.kind = EXCHANGE_PAPER, .method = "POST"};
    return multipart_begin(&x, &words, HASH);
}

TEST(words_between_two_files_are_one_piece_and_the_files_stay_where_they_are)
{
    const struct parcel p = {.json_size = 9, .papers = {{.size = 5}, {.size = 70}}};
    struct multipart m = begin();
    CHECK_STR(x.type, "multipart/form-data; boundary=" BOUND);
    multipart_part(&m, "a", "a.json", "application/json");
    multipart_record(&m, &p);
    multipart_part(&m, "b", "b.jpg", "image/jpeg");
    multipart_paper(&m, &p, 1);
    CHECK(!failed(multipart_end(&m)));
    CHECK_STR(words.data,
              "--" BOUND "\r\nContent-Disposition: form-data; name=\"a\"; filename=\"a.json\"\r\n"
              "Content-Type: application/json\r\n\r\n"
              "\r\n--" BOUND "\r\nContent-Disposition: form-data; name=\"b\"; filename=\"b.jpg\""
              "\r\nContent-Type: image/jpeg\r\n\r\n"
              "\r\n--" BOUND "--\r\n");
    static const enum piece_kind kinds[] = {PIECE_WORDS, PIECE_RECORD, PIECE_WORDS, PIECE_PAPER,
                                            PIECE_WORDS};
    CHECK_INT(x.piece_count, 5);
    for (int i = 0; i < 5; i++) {
        CHECK_INT(x.pieces[i].kind, kinds[i]);
    }
    CHECK(x.pieces[3].paper == 1 && x.pieces[3].size == 70);
    CHECK_INT(x.size, words.len + 9 + 70);
}

/* The adapters share files out over requests by these two numbers. */
TEST(what_heads_and_the_rest_cost_is_what_they_take)
{
    struct multipart m = begin();
    multipart_part(&m, "first", "first.xml", "text/xml");
    multipart_words(&m, "12345", 5);
    multipart_part(&m, "b", "b.jpg", "image/jpeg");
    CHECK(!failed(multipart_end(&m)));
    CHECK_INT(words.len, multipart_head_size("first", "first.xml", "text/xml") + 5 +
                             multipart_head_size("b", "b.jpg", "image/jpeg") + MULTIPART_REST);
    CHECK_INT(x.size, words.len);
    CHECK_INT(x.piece_count, 1);
}

TEST(a_name_cannot_break_out_of_its_quotes)
{
    struct multipart m = begin();
    multipart_part(&m, "a", "q\"b\\r\r\nX: y\x01\x7F\xC3\xA2.jpg", "image/jpeg");
    CHECK(strstr(words.data, "filename=\"q_b_r__X: y__\xC3\xA2.jpg\"\r\n") != NULL);
}

TEST(words_that_do_not_fit_are_told_at_the_end)
{
    struct multipart m = begin();
    buf_init(&words, storage, 100);
    multipart_part(&m, "a", "a.json", "application/json");
    CHECK_INT(multipart_end(&m).code, ERR_FULL);
}

int main(void)
{
    RUN(words_between_two_files_are_one_piece_and_the_files_stay_where_they_are);
    RUN(what_heads_and_the_rest_cost_is_what_they_take);
    RUN(a_name_cannot_break_out_of_its_quotes);
    RUN(words_that_do_not_fit_are_told_at_the_end);
    return check_done();
}
