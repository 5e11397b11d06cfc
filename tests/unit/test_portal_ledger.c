/* The practice portal's ledger: once, whole, and still there after closing. */
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

#include "platform/sim/portal/ledger_office.h"
#include "tests/check.h"

static char dir[64];
static const char uuid[] = "00000000-0000-4000-8000-000000000001";
static const char token[] = "1111111111111111111111111111111111111111111111111111111111111111";

static struct ledger *open_fresh(int64_t delay_ms)
{
    struct ledger *l = NULL;
    snprintf(dir, sizeof dir, "/tmp/portal-ledger-XXXXXX");
    if (failed(portal_digest_start()) || mkdtemp(dir) == NULL ||
        failed(ledger_open(&l, dir, delay_ms))) {
        return NULL;
    }
    return l;
}

static void forget(struct ledger *l)
{
    static const char *const names[] = {"portal.db", "portal.db-wal", "portal.db-shm"};
    char path[128];
    ledger_close(l);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        snprintf(path, sizeof path, "%s/%s", dir, names[i]);
        (void)!unlink(path);
    }
    (void)!rmdir(dir);
}

static struct ledger_record record_of(const char *body, char (*papers)[SHA256_HEX], int count)
{
    return (struct ledger_record){.uuid = uuid,
                                  .body = body,
                                  .size = strlen(body),
                                  .token_sha256 = token,
                                  .papers = papers,
                                  .paper_count = count};
}

TEST(a_record_put_twice_is_stored_once)
{
    struct ledger *l = open_fresh(0);
    struct ledger_record r = record_of("{}", NULL, 0);
    struct ledger_entry e;
    enum ledger_put put = LEDGER_CONFLICT;
    char next[37] = "";
    CHECK(l != NULL);
    CHECK(!failed(ledger_put_record(l, &r, 1000, &put)));
    CHECK_INT(put, LEDGER_NEW);
    CHECK(!failed(ledger_put_record(l, &r, 2000, &put)));
    CHECK_INT(put, LEDGER_SAME);
    CHECK(!failed(ledger_find(l, uuid, &e)));
    CHECK_INT(e.puts, 2);
    CHECK_INT(e.received_at, 1000);
    CHECK(ledger_next(l, "", next));
    CHECK_STR(next, uuid);
    CHECK(!ledger_next(l, uuid, next));
    forget(l);
}

TEST(other_bytes_are_a_conflict_and_change_nothing)
{
    struct ledger *l = open_fresh(0);
    struct ledger_record r = record_of("{\"a\":1}", NULL, 0);
    struct ledger_record other = record_of("{\"a\":2}", NULL, 0);
    enum ledger_put put = LEDGER_NEW;
    char *body = NULL;
    size_t size = 0;
    CHECK(!failed(ledger_put_record(l, &r, 1000, &put)));
    CHECK(!failed(ledger_put_record(l, &other, 1000, &put)));
    CHECK_INT(put, LEDGER_CONFLICT);
    CHECK(!failed(ledger_body(l, uuid, &body, &size)));
    CHECK_STR(body, "{\"a\":1}");
    CHECK_INT(size, 7);
    free(body);
    forget(l);
}

TEST(the_number_comes_when_the_last_paper_is_here_and_never_changes)
{
    struct ledger *l = open_fresh(5000);
    char papers[1][SHA256_HEX];
    portal_sha256_hex("jpeg", 4, papers[0]);
    struct ledger_record r = record_of("{}", papers, 1);
    struct ledger_entry e;
    enum ledger_put put = LEDGER_NEW;
    bool is_new = false;
    char number[24];
    CHECK(!failed(ledger_put_record(l, &r, 1000, &put)));
    CHECK(!failed(ledger_settle(l, 100000)));
    CHECK(!failed(ledger_find(l, uuid, &e)));
    CHECK_STR(e.file_number, "");
    CHECK(!failed(ledger_put_paper(l, uuid, "image/jpeg", "jpeg", 4, 200000, &is_new)));
    CHECK(is_new);
    CHECK(!failed(ledger_settle(l, 204999)));
    CHECK(!failed(ledger_find(l, uuid, &e)));
    CHECK_STR(e.file_number, "");
    CHECK(!failed(ledger_settle(l, 205000)));
    CHECK(!failed(ledger_find(l, uuid, &e)));
    CHECK(strncmp(e.file_number, "THU-700101-", 11) == 0);
    CHECK_INT(strlen(e.file_number), 17);
    CHECK_INT(e.numbered_at, 205000);
    snprintf(number, sizeof number, "%s", e.file_number);
    CHECK(!failed(ledger_put_paper(l, uuid, "image/jpeg", "jpeg", 4, 300000, &is_new)));
    CHECK(!is_new);
    CHECK(!failed(ledger_settle(l, 400000)));
    CHECK(!failed(ledger_find_token(l, token, &e)));
    CHECK_STR(e.file_number, number);
    forget(l);
}

TEST(a_paper_may_come_before_its_record)
{
    struct ledger *l = open_fresh(0);
    char papers[1][SHA256_HEX];
    portal_sha256_hex("jpeg", 4, papers[0]);
    struct ledger_record r = record_of("{}", papers, 1);
    struct ledger_paper list[LEDGER_PAPERS_MAX];
    struct ledger_entry e;
    enum ledger_put put = LEDGER_NEW;
    bool is_new = false;
    int count = 0;
    CHECK(!failed(ledger_put_paper(l, uuid, "image/jpeg", "jpeg", 4, 1, &is_new)));
    CHECK_INT(ledger_find(l, uuid, &e).code, ERR_NOT_FOUND);
    CHECK(!failed(ledger_put_record(l, &r, 2, &put)));
    CHECK(!failed(ledger_settle(l, 2)));
    CHECK(!failed(ledger_find(l, uuid, &e)));
    CHECK(e.file_number[0] != '\0');
    CHECK(!failed(ledger_papers(l, uuid, list, &count)));
    CHECK_INT(count, 1);
    CHECK(list[0].named && list[0].stored);
    forget(l);
}

TEST(too_many_papers_are_refused)
{
    struct ledger *l = open_fresh(0);
    bool is_new = false;
    for (int i = 0; i < LEDGER_PAPERS_MAX; i++) {
        CHECK(!failed(ledger_put_paper(l, uuid, "image/png", &i, sizeof i, 1, &is_new)));
    }
    int more = LEDGER_PAPERS_MAX;
    struct err e = ledger_put_paper(l, uuid, "image/png", &more, sizeof more, 1, &is_new);
    CHECK_INT(e.code, ERR_FULL);
    more = 3;
    CHECK(!failed(ledger_put_paper(l, uuid, "image/png", &more, sizeof more, 1, &is_new)));
    forget(l);
}

TEST(what_was_stored_is_there_after_opening_again)
{
    struct ledger *l = open_fresh(0);
    struct ledger_record r = record_of("{}", NULL, 0);
    struct ledger_entry before;
    struct ledger_entry after;
    enum ledger_put put = LEDGER_NEW;
    const struct ledger_move_in to_five = {
        .uuid = uuid, .state = 5, .text = "", .reason = "", .revision = -1};
    CHECK(!failed(ledger_put_record(l, &r, 1000, &put)));
    CHECK(!failed(ledger_settle(l, 1000)));
    CHECK(!failed(ledger_move(l, &to_five, 1500)));
    CHECK(!failed(ledger_find(l, uuid, &before)));
    ledger_close(l);
    CHECK(!failed(ledger_open(&l, dir, 0)));
    CHECK(!failed(ledger_find(l, uuid, &after)));
    CHECK_STR(after.file_number, before.file_number);
    CHECK_STR(after.sha256, before.sha256);
    CHECK_INT(after.state, 5);
    CHECK_INT(after.state_at, 1500);
    forget(l);
}

TEST(an_unknown_application_has_no_state_to_move)
{
    struct ledger *l = open_fresh(0);
    const struct ledger_move_in to_two = {
        .uuid = uuid, .state = 2, .text = "", .reason = "", .revision = -1};
    CHECK_INT(ledger_move(l, &to_two, 1).code, ERR_NOT_FOUND);
    forget(l);
}

TEST(numbers_are_unique_among_many)
{
    struct ledger *l = open_fresh(0);
    char id[37];
    char last[24] = "";
    struct ledger_entry e;
    enum ledger_put put = LEDGER_NEW;
    int distinct = 0;
    for (int i = 0; i < 200; i++) {
        snprintf(id, sizeof id, "00000000-0000-4000-8000-%012d", i);
        struct ledger_record r = {.uuid = id, .body = "{}", .size = 2, .token_sha256 = token};
        CHECK(!failed(ledger_put_record(l, &r, 1000, &put)));
    }
    CHECK(!failed(ledger_settle(l, 1000)));
    for (int i = 0; i < 200; i++) {
        snprintf(id, sizeof id, "00000000-0000-4000-8000-%012d", i);
        CHECK(!failed(ledger_find(l, id, &e)));
        distinct += strlen(e.file_number) == 17 && strcmp(e.file_number, last) != 0;
        snprintf(last, sizeof last, "%s", e.file_number);
    }
    CHECK_INT(distinct, 200);
    forget(l);
}

static void *put_often(void *self)
{
    struct ledger_record r = record_of("{}", NULL, 0);
    enum ledger_put put = LEDGER_CONFLICT;
    size_t news = 0;
    for (int i = 0; i < 20; i++) {
        if (!failed(ledger_put_record(self, &r, 1, &put)) && put == LEDGER_NEW) {
            news++;
        }
    }
    return (void *)news;
}

TEST(threads_putting_the_same_make_one)
{
    struct ledger *l = open_fresh(0);
    pthread_t threads[4];
    struct ledger_entry e;
    size_t news = 0;
    for (int i = 0; i < 4; i++) {
        CHECK_INT(pthread_create(&threads[i], NULL, put_often, l), 0);
    }
    for (int i = 0; i < 4; i++) {
        void *got = NULL;
        pthread_join(threads[i], &got);
        news += (size_t)got;
    }
    CHECK_INT(news, 1);
    CHECK(!failed(ledger_find(l, uuid, &e)));
    CHECK_INT(e.puts, 80);
    forget(l);
}

TEST(a_file_that_is_no_database_is_left_alone)
{
    char path[128];
    struct ledger *l = open_fresh(0);
    ledger_close(l);
    snprintf(path, sizeof path, "%s/portal.db", dir);
    FILE *f = fopen(path, "wb");
    CHECK(f != NULL);
    for (int i = 0; i < 400; i++) {
        fputs("no database ", f);
    }
    fclose(f);
    l = NULL;
    CHECK_INT(ledger_open(&l, dir, 0).code, ERR_CORRUPT);
    CHECK(l == NULL);
    f = fopen(path, "rb");
    char head[13] = "";
    CHECK(f != NULL && fread(head, 1, 12, f) == 12);
    CHECK_STR(head, "no database ");
    fclose(f);
    forget(NULL);
}

int main(void)
{
    RUN(a_record_put_twice_is_stored_once);
    RUN(other_bytes_are_a_conflict_and_change_nothing);
    RUN(the_number_comes_when_the_last_paper_is_here_and_never_changes);
    RUN(a_paper_may_come_before_its_record);
    RUN(too_many_papers_are_refused);
    RUN(what_was_stored_is_there_after_opening_again);
    RUN(an_unknown_application_has_no_state_to_move);
    RUN(numbers_are_unique_among_many);
    RUN(threads_putting_the_same_make_one);
    RUN(a_file_that_is_no_database_is_left_alone);
    return check_done();
}
