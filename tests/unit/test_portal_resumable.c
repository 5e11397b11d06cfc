/* The practice portal's uploads: parts, in order, until they make the paper. */
#include "platform/sim/portal/ledger_uploads.h"
#include "platform/sim/portal/resumable.h"
#include "tests/unit/portal_world.h"

#define UUID  "00000000-0000-4000-8000-000000000001"
#define PAPER "the bytes of a paper"
#define SIZE  "20"
#define JPEG  "type aW1hZ2UvanBlZw=="
#define DAY   ((int64_t)24 * 3600 * 1000)

static struct portal_world w;
static char hash[SHA256_HEX], upload[160], place[192];

static void begin(void)
{
    portal_world_begin(&w);
    portal_sha256_hex(PAPER, strlen(PAPER), hash);
    snprintf(upload, sizeof upload, "/applications/" UUID "/papers/%s/upload", hash);
}

static int make(const char *length, const char *metadata)
{
    const int status = portal_world_ask(&w, (struct portal_request){.method = "POST",
                                                                    .path = upload,
                                                                    .tus_resumable = "1.0.0",
                                                                    .upload_length = length,
                                                                    .upload_metadata = metadata});
    CHECK(w.reply.tus);
    if (status == 201) {
        snprintf(place, sizeof place, "%s", w.reply.location);
    }
    return status;
}

/* The offset it tells, or the negative status. */
static int64_t look(void)
{
    const int status = portal_world_ask(
        &w, (struct portal_request){.method = "HEAD", .path = place, .tus_resumable = "1.0.0"});
    CHECK(status != 200 || w.reply.upload_length == (int64_t)strlen(PAPER));
    return status == 200 ? w.reply.upload_offset : -status;
}

static struct portal_request part_of(const char *offset, const char *bytes)
{
    return (struct portal_request){.method = "PATCH",
                                   .path = place,
                                   .content_type = "application/offset+octet-stream",
                                   .tus_resumable = "1.0.0",
                                   .upload_offset = offset,
                                   .body = bytes};
}

static int part(const char *offset, const char *bytes)
{
    return portal_world_ask(&w, part_of(offset, bytes));
}

static int papers(void)
{
    struct ledger_paper list[LEDGER_PAPERS_MAX];
    int count = 0;
    CHECK(!failed(ledger_papers(w.portal.ledger, UUID, list, &count)));
    CHECK(count == 0 || (strcmp(list[0].sha256, hash) == 0 && list[0].stored &&
                         strcmp(list[0].type, "image/jpeg") == 0));
    return count;
}

TEST(parts_in_order_make_the_paper)
{
    begin();
    CHECK_INT(make(SIZE, JPEG), 201);
    CHECK(strncmp(place, upload, strlen(upload)) == 0 && place[strlen(upload)] == '/');
    CHECK_INT(look(), 0);
    CHECK_INT(part("0", "the byt"), 204);
    CHECK_INT(w.reply.upload_offset, 7);
    CHECK_INT(look(), 7);
    CHECK_INT(papers(), 0);
    CHECK_INT(part("7", ""), 204);
    CHECK_INT(part("7", "es of a paper"), 204);
    CHECK_INT(w.reply.upload_offset, 20);
    CHECK_INT(papers(), 1);
    CHECK_INT(look(), 20); /* a lost answer is asked for */
    CHECK_INT(part("20", ""), 204);
    CHECK_INT(part("7", "es of a paper"), 409);
    portal_world_end(&w);
}

TEST(an_upload_is_made_once_however_often_it_is_asked_for)
{
    char first[160];
    begin();
    CHECK_INT(make(SIZE, JPEG), 201);
    memcpy(first, place, sizeof first);
    CHECK_INT(part("0", "the"), 204);
    CHECK_INT(make(SIZE, "name eA==,type aW1hZ2UvanBlZw=="), 201);
    CHECK_STR(place, first);
    CHECK_INT(w.reply.upload_offset, 3);
    CHECK_INT(make(SIZE, "type aW1hZ2UvcG5n"), 201); /* another one in its place */
    CHECK(strcmp(place, first) != 0);
    CHECK_INT(look(), 0);
    snprintf(place, sizeof place, "%s", first);
    CHECK_INT(look(), -404);
    portal_world_end(&w);
}

TEST(what_was_begun_survives_a_restart_and_is_forgotten_after_a_week)
{
    int64_t open = 0;
    begin();
    CHECK_INT(make(SIZE, JPEG), 201);
    CHECK_INT(part("0", "the byt"), 204);
    ledger_close(w.portal.ledger);
    CHECK(!failed(ledger_open(&w.portal.ledger, w.dir, 0)));
    CHECK_INT(look(), 7);
    w.now += 7 * DAY;
    CHECK_INT(look(), 7);
    CHECK(!failed(ledger_count_places(w.portal.ledger, &open)) && open == 1);
    w.now += 1;
    CHECK_INT(look(), -404);
    CHECK_INT(part("7", "es of a paper"), 404);
    CHECK_INT(make(SIZE, JPEG), 201); /* forgets it on the disk, too */
    CHECK_INT(look(), 0);
    CHECK(!failed(ledger_count_places(w.portal.ledger, &open)) && open == 1);
    portal_world_end(&w);
}

TEST(parts_of_another_paper_are_discarded_and_said_so)
{
    begin();
    CHECK_INT(make(SIZE, JPEG), 201);
    CHECK_INT(part("0", "the bytes of a pixel"), 460);
    CHECK(portal_world_says(&w, "hash-mismatch"));
    CHECK_INT(papers(), 0);
    CHECK_INT(look(), -404);
    CHECK_INT(make(SIZE, JPEG), 201);
    CHECK_INT(part("0", PAPER), 204);
    CHECK_INT(papers(), 1);
    portal_world_end(&w);
}

TEST(what_is_no_part_changes_nothing)
{
    begin();
    CHECK_INT(make(SIZE, JPEG), 201);
    CHECK_INT(part("0", "the byt"), 204);
    struct portal_request q = part_of("7", "es");
    q.content_type = "image/jpeg";
    CHECK_INT(portal_world_ask(&w, q), 415);
    q = part_of("7", "es");
    q.tus_resumable = "0.2.2";
    CHECK_INT(portal_world_ask(&w, q), 412);
    CHECK(w.reply.tus_options > 0);
    q.tus_resumable = NULL;
    CHECK_INT(portal_world_ask(&w, q), 412);
    CHECK_INT(part(NULL, "es"), 400);
    CHECK_INT(part("-7", "es"), 400);
    CHECK_INT(part("7x", "es"), 400);
    CHECK_INT(part("9999999999", "es"), 400);
    CHECK_INT(part("6", "es"), 409);
    CHECK_INT(w.reply.upload_offset, 7);
    CHECK_INT(part("8", "es"), 409);
    CHECK_INT(part("7", "es of a paper and more"), 413);
    CHECK_INT(look(), 7);
    q = part_of("7", "es");
    q.method = "PUT";
    CHECK_INT(portal_world_ask(&w, q), 405);
    portal_world_end(&w);
}

TEST(what_cannot_be_an_upload_is_not_begun)
{
    begin();
    CHECK_INT(make(NULL, JPEG), 400);
    CHECK_INT(make("", JPEG), 400);
    CHECK_INT(make("0", JPEG), 400);
    CHECK_INT(make("-1", JPEG), 400);
    CHECK_INT(make("67108865", JPEG), 413);
    CHECK_INT(make(SIZE, NULL), 422);
    CHECK_INT(make(SIZE, "type dGV4dC9wbGFpbg=="), 422);
    CHECK_INT(make(SIZE, ","), 422);
    struct portal_request q = {.method = "GET", .path = upload, .tus_resumable = "1.0.0"};
    CHECK_INT(portal_world_ask(&w, q), 405);
    q.method = "OPTIONS";
    q.tus_resumable = NULL;
    CHECK_INT(portal_world_ask(&w, q), 204);
    CHECK_INT(w.reply.tus_options, 64 * 1024 * 1024);
    snprintf(place, sizeof place, "%sx", upload); /* no upload's address at all */
    CHECK_INT(part("0", "x"), 400);
    snprintf(place, sizeof place, "%s/0123456789abcdef", upload);
    CHECK_INT(part("0", "x"), 404);
    snprintf(place, sizeof place, "%s/../../../..", upload);
    CHECK_INT(part("0", "x"), 404);
    portal_world_end(&w);
}

TEST(a_line_that_was_cut_leaves_what_had_come)
{
    begin();
    CHECK_INT(make(SIZE, JPEG), 201);
    struct portal_request q = part_of("0", "the byt");
    q.size = 7;
    q.now = w.now;
    routes_cut(&w.portal, &q);
    CHECK_INT(look(), 7);
    q.method = "PUT"; /* half a record is nothing */
    q.path = "/applications/" UUID;
    routes_cut(&w.portal, &q);
    CHECK_INT(papers(), 0);
    CHECK_INT(part("7", "es of a paper"), 204);
    CHECK_INT(papers(), 1);
    portal_world_end(&w);
}

TEST(an_upload_may_be_given_up_and_papers_have_an_end)
{
    char bytes[16];
    bool is_new = false;
    begin();
    CHECK_INT(make(SIZE, JPEG), 201);
    CHECK_INT(part("0", "the"), 204);
    const struct portal_request q = {.method = "DELETE", .path = place, .tus_resumable = "1.0.0"};
    CHECK_INT(portal_world_ask(&w, q), 204);
    CHECK_INT(portal_world_ask(&w, q), 404);
    CHECK_INT(look(), -404);
    for (int i = 0; i < LEDGER_PAPERS_MAX; i++) {
        const int size = snprintf(bytes, sizeof bytes, "paper %d", i);
        CHECK(!failed(ledger_put_paper(w.portal.ledger, UUID, "image/png", bytes, (size_t)size,
                                       w.now, &is_new)));
    }
    CHECK_INT(make(SIZE, JPEG), 201);
    CHECK_INT(part("0", PAPER), 422);
    CHECK(portal_world_says(&w, "too-many-papers"));
    CHECK_INT(look(), 0); /* nothing of that part was kept */
    portal_world_end(&w);
}

/* A paper that was PUT whole needs no byte. */
TEST(an_upload_of_a_paper_that_is_here_is_at_its_end)
{
    bool is_new = false;
    begin();
    CHECK(!failed(ledger_put_paper(w.portal.ledger, UUID, "image/jpeg", PAPER, strlen(PAPER), w.now,
                                   &is_new)));
    CHECK_INT(make(SIZE, JPEG), 201);
    CHECK_INT(look(), 20);
    w.portal.token = "sesame";
    CHECK_INT(look(), -401);
    portal_world_end(&w);
}

TEST(checks_are_told_how_much_came)
{
    begin();
    w.portal.control = true;
    CHECK_INT(make(SIZE, JPEG), 201);
    CHECK_INT(part("0", "the byt"), 204);
    CHECK_INT(part("0", "the"), 409);
    CHECK_INT(portal_world_ask(
                  &w, (struct portal_request){.method = "POST", .path = "/practice/uploads"}),
              200);
    CHECK_STR(w.reply.body, "{\"open\":1,\"bytes\":10}");
    portal_world_end(&w);
}

int main(void)
{
    RUN(parts_in_order_make_the_paper);
    RUN(an_upload_is_made_once_however_often_it_is_asked_for);
    RUN(what_was_begun_survives_a_restart_and_is_forgotten_after_a_week);
    RUN(parts_of_another_paper_are_discarded_and_said_so);
    RUN(what_is_no_part_changes_nothing);
    RUN(what_cannot_be_an_upload_is_not_begun);
    RUN(a_line_that_was_cut_leaves_what_had_come);
    RUN(an_upload_may_be_given_up_and_papers_have_an_end);
    RUN(an_upload_of_a_paper_that_is_here_is_at_its_end);
    RUN(checks_are_told_how_much_came);
    return check_done();
}
