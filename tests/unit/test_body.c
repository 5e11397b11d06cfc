#define _GNU_SOURCE /* memmem */
#include "app/courier/body.h"

#include "tests/unit/outbox_world.h"

/* record_example's one paper. */
#define PAPER "\xFF\xD8\xFF\xE0 a birth notice \xFF\xD9"
#define SIZE  (sizeof PAPER - 1)

static struct outbox *kiosk, *courier;
static struct parcel parcel;
static struct exchange x;
static struct buf words;
static char storage[64], want[8192], got[8192];
static size_t want_size;

/* An application of one paper, and an exchange of every kind of piece. */
static void saved(void)
{
    struct port_dir dir = dir_linux();
    begin();
    kiosk = must_open();
    CHECK_INT(put(kiosk, UUID).code, ERR_NONE);
    CHECK(!failed(dispatch_open(&courier, state(), &dir)));
    CHECK(!failed(dispatch_load(courier, &secret, UUID, &parcel)));
    buf_init(&words, storage, sizeof storage);
    buf_puts(&words, "a=&b=;");
    x = (struct exchange){.pieces = {{PIECE_WORDS, 0, 2},
                                     {PIECE_RECORD, 0, parcel.json_size},
                                     {PIECE_WORDS, 0, 3},
                                     {PIECE_PAPER, 0, SIZE},
                                     {PIECE_WORDS, 0, 1}},
                          .piece_count = 5};
    want_size = (size_t)snprintf(want, sizeof want, "a=%.*s&b=" PAPER ";", (int)parcel.json_size,
                                 parcel.json);
    x.size = want_size;
}

static void end(void)
{
    dispatch_wipe(courier, &parcel);
    outbox_close(courier);
    outbox_close(kiosk);
}

static void unlink_one(void *context, const char *name)
{
    char path[DIR_PATH_MAX];
    (void)context;
    snprintf(path, sizeof path, "%s/%s", scratch("state/papers"), name);
    CHECK(unlink(path) == 0);
}

static void lose_papers(void)
{
    struct port_dir dir = dir_linux();
    CHECK(!failed(dir.ops->each(&dir, scratch("state/papers"), unlink_one, NULL)));
}

/* Everything, in bites of at most this. */
static size_t take_all(struct http_source *s, size_t bite)
{
    size_t used = 0;
    size_t size = 1;
    while (size > 0 && used + bite <= sizeof got) {
        CHECK_INT(s->read(s, got + used, bite, &size).code, ERR_NONE);
        used += size;
    }
    return used;
}

TEST(a_body_of_pieces_is_the_same_in_bites_of_any_size_and_again)
{
    static const size_t bites[] = {1, 2, 7, 1000, 4096};
    struct http_request request = {.method = "POST"};
    struct body b;
    saved();
    body_open(&b, &x, &words, &parcel, courier);
    CHECK(!failed(body_give(&b, &request)));
    CHECK(request.body == NULL && request.source == &b.source);
    CHECK_INT(request.size, want_size);
    for (size_t i = 0; i < sizeof bites / sizeof bites[0]; i++) {
        CHECK_INT(take_all(request.source, bites[i]), want_size);
        CHECK(memcmp(got, want, want_size) == 0);
        CHECK(!failed(request.source->rewind(request.source)));
    }
    /* From the middle of the paper back to the first byte. */
    size_t size = 0;
    CHECK(!failed(request.source->read(request.source, got, want_size - 5, &size)));
    CHECK(b.paper.base != NULL);
    CHECK(!failed(request.source->rewind(request.source)));
    CHECK(b.paper.base == NULL);
    CHECK_INT(take_all(request.source, 500), want_size);
    CHECK(memcmp(got, want, want_size) == 0);
    body_close(&b);
    end();
}

TEST(a_body_of_one_piece_is_given_whole_and_given_again)
{
    struct body b;
    saved();
    x = (struct exchange){.pieces = {{PIECE_PAPER, 0, SIZE}}, .piece_count = 1, .size = SIZE};
    body_open(&b, &x, NULL, &parcel, courier);
    for (int i = 0; i < 2; i++) { /* the same request after a new token */
        struct http_request request = {.method = "PUT"};
        CHECK(!failed(body_give(&b, &request)));
        CHECK(request.source == NULL);
        CHECK_INT(request.size, SIZE);
        CHECK(request.body != NULL && memcmp(request.body, PAPER, SIZE) == 0);
    }
    body_close(&b);
    CHECK(b.paper.base == NULL && b.bytes == NULL);
    end();
}

TEST(an_exchange_without_pieces_has_no_body)
{
    struct http_request request = {.method = "GET"};
    struct body b;
    x = (struct exchange){.kind = EXCHANGE_STATUS};
    body_open(&b, &x, NULL, NULL, NULL);
    CHECK(!failed(body_give(&b, &request)));
    CHECK(request.body == NULL && request.source == NULL && request.size == 0);
    body_close(&b);
}

TEST(a_paper_that_is_gone_ends_the_body_and_is_remembered)
{
    struct http_request request = {.method = "POST"};
    struct body b;
    size_t size = 0;
    saved();
    lose_papers();
    body_open(&b, &x, &words, &parcel, courier);
    CHECK(!failed(body_give(&b, &request)));
    CHECK_INT(request.source->read(request.source, got, sizeof got, &size).code, ERR_NOT_FOUND);
    CHECK_INT(b.error.code, ERR_NOT_FOUND);
    body_close(&b);
    x = (struct exchange){.pieces = {{PIECE_PAPER, 0, SIZE}}, .piece_count = 1, .size = SIZE};
    body_open(&b, &x, NULL, &parcel, courier);
    CHECK_INT(body_give(&b, &request).code, ERR_NOT_FOUND);
    CHECK_INT(b.error.code, ERR_NOT_FOUND);
    body_close(&b);
    end();
}

/* A frozen request beside an application it was not made for: nothing is read past its end. */
TEST(pieces_of_another_application_are_refused)
{
    static const struct piece others[] = {
        {PIECE_RECORD, 0, 1 << 20},
        {PIECE_PAPER, 0, SIZE + 1},
        {PIECE_PAPER, 1, SIZE},
        {PIECE_PAPER, 255, SIZE},
    };
    saved();
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        struct http_request request = {.method = "POST"};
        struct body b;
        x = (struct exchange){.pieces = {others[i]}, .piece_count = 1, .size = others[i].size};
        body_open(&b, &x, NULL, &parcel, courier);
        CHECK_INT(body_give(&b, &request).code, ERR_CORRUPT);
        CHECK(b.error.code == ERR_CORRUPT && b.bytes == NULL);
        body_close(&b);
    }
    end();
}

int main(void)
{
    RUN(a_body_of_pieces_is_the_same_in_bites_of_any_size_and_again);
    RUN(a_body_of_one_piece_is_given_whole_and_given_again);
    RUN(an_exchange_without_pieces_has_no_body);
    RUN(pieces_of_another_application_are_refused);
    RUN(a_paper_that_is_gone_ends_the_body_and_is_remembered);
    scratch_close();
    return check_done();
}
