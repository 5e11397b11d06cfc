/* The ledger's moves, results and lists, and a ledger written before there were any. */
#include <sqlite3.h>
#include <stdlib.h>
#include <unistd.h>

#include "platform/sim/portal/ledger_office.h"
#include "platform/sim/portal/ledger_uploads.h"
#include "tests/check.h"

static char dir[64];
static const char token[] = "1111111111111111111111111111111111111111111111111111111111111111";

static void make_dir(void)
{
    snprintf(dir, sizeof dir, "/tmp/portal-office-XXXXXX");
    CHECK(!failed(portal_digest_start()));
    CHECK(mkdtemp(dir) != NULL);
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

static const char *uuid_of(int n)
{
    static char id[4][37];
    static int turn;
    turn = (turn + 1) % 4;
    snprintf(id[turn], sizeof id[turn], "00000000-0000-4000-8000-%012d", n);
    return id[turn];
}

static struct ledger *open_with(int files)
{
    struct ledger *l = NULL;
    enum ledger_put put = LEDGER_NEW;
    make_dir();
    CHECK(!failed(ledger_open(&l, dir, 0)));
    for (int i = 1; i <= files; i++) {
        static const char body[] = "{\"procedure\":\"1.001193\"}";
        struct ledger_record r = {
            .uuid = uuid_of(i), .body = body, .size = sizeof body - 1, .token_sha256 = token};
        CHECK(!failed(ledger_put_record(l, &r, 1000 + i, &put)));
    }
    CHECK(!failed(ledger_settle(l, 5000)));
    return l;
}

static struct ledger_move_in move_to(int state, const char *reason, int revision)
{
    return (struct ledger_move_in){.uuid = uuid_of(1),
                                   .state = state,
                                   .text = "",
                                   .reason = reason,
                                   .revision = revision,
                                   .actor = LEDGER_OFFICER,
                                   .result = {.text = ""}};
}

TEST(a_move_is_told_and_undone_and_both_are_remembered)
{
    struct ledger *l = open_with(1);
    struct ledger_entry e;
    struct ledger_move moves[LEDGER_MOVES_MAX];
    int count = 0;
    struct ledger_move_in in = move_to(5, "Thiếu giấy", 0);
    CHECK(!failed(ledger_move(l, &in, 6000)));
    CHECK(!failed(ledger_find(l, uuid_of(1), &e)));
    CHECK_INT(e.state, 5);
    CHECK_STR(e.reason, "Thiếu giấy");
    CHECK_INT(e.moves, 1);
    CHECK_INT(e.state_at, 6000);
    CHECK_STR(e.procedure, "1.001193");
    CHECK(!failed(ledger_undo(l, uuid_of(1), 1, 1000, 7000)));
    CHECK(!failed(ledger_find(l, uuid_of(1), &e)));
    CHECK_INT(e.state, 1);
    CHECK_STR(e.reason, "");
    CHECK_INT(e.moves, 2);
    CHECK(!failed(ledger_moves(l, uuid_of(1), moves, &count)));
    CHECK_INT(count, 1);
    CHECK_INT(moves[0].from, 1);
    CHECK_INT(moves[0].to, 5);
    CHECK_INT(moves[0].undone_at, 7000);
    CHECK_STR(moves[0].reason, "Thiếu giấy");
    forget(l);
}

TEST(who_looks_at_an_old_page_moves_nothing)
{
    struct ledger *l = open_with(1);
    struct ledger_entry e;
    struct ledger_move_in in = move_to(2, "", 0);
    CHECK(!failed(ledger_move(l, &in, 6000)));
    in = move_to(3, "x", 0);
    CHECK_INT(ledger_move(l, &in, 6001).code, ERR_REFUSED);
    CHECK_INT(ledger_undo(l, uuid_of(1), 0, 1000, 6001).code, ERR_REFUSED);
    CHECK(!failed(ledger_find(l, uuid_of(1), &e)));
    CHECK_INT(e.state, 2);
    in.uuid = uuid_of(99);
    CHECK_INT(ledger_move(l, &in, 6001).code, ERR_NOT_FOUND);
    forget(l);
}

TEST(only_an_officers_last_move_can_be_undone_and_not_for_ever)
{
    struct ledger *l = open_with(1);
    CHECK_INT(ledger_undo(l, uuid_of(1), 0, 1000, 6000).code, ERR_REFUSED);
    struct ledger_move_in in = move_to(2, "", 0);
    CHECK(!failed(ledger_move(l, &in, 6000)));
    CHECK_INT(ledger_undo(l, uuid_of(1), 1, 1000, 7001).code, ERR_REFUSED);
    in = move_to(42, "", 1);
    in.actor = LEDGER_CONTROL;
    in.text = "Chờ xã khác";
    CHECK(!failed(ledger_move(l, &in, 7000)));
    CHECK_INT(ledger_undo(l, uuid_of(1), 2, 100000, 7000).code, ERR_REFUSED);
    in = move_to(4, "", 2);
    CHECK(!failed(ledger_move(l, &in, 7100)));
    CHECK(!failed(ledger_undo(l, uuid_of(1), 3, 1000, 7200)));
    struct ledger_entry e;
    CHECK(!failed(ledger_find(l, uuid_of(1), &e)));
    CHECK_INT(e.state, 42);
    CHECK_STR(e.state_text, "Chờ xã khác");
    forget(l);
}

TEST(a_result_stands_until_its_move_is_undone)
{
    struct ledger *l = open_with(1);
    struct ledger_result results[LEDGER_RESULTS_MAX];
    char type[20];
    char *bytes = NULL;
    size_t size = 0;
    int count = 0;
    struct ledger_move_in in = move_to(9, "", 0);
    in.result = (struct ledger_result_in){"Giấy khai sinh", "application/pdf", "%PDF-1", 6};
    CHECK(!failed(ledger_move(l, &in, 6000)));
    CHECK(!failed(ledger_results(l, uuid_of(1), results, &count)));
    CHECK_INT(count, 1);
    CHECK_STR(results[0].text, "Giấy khai sinh");
    CHECK_STR(results[0].type, "application/pdf");
    CHECK_INT(results[0].size, 6);
    CHECK(!failed(ledger_result_bytes(l, uuid_of(1), results[0].sha256, type, &bytes, &size)));
    CHECK_STR(type, "application/pdf");
    CHECK(size == 6 && memcmp(bytes, "%PDF-1", 6) == 0);
    free(bytes);
    CHECK_INT(ledger_result_bytes(l, uuid_of(2), results[0].sha256, type, &bytes, &size).code,
              ERR_NOT_FOUND);
    CHECK(!failed(ledger_undo(l, uuid_of(1), 1, 1000, 6500)));
    CHECK_INT(ledger_result_bytes(l, uuid_of(1), results[0].sha256, type, &bytes, &size).code,
              ERR_NOT_FOUND);
    CHECK(!failed(ledger_results(l, uuid_of(1), results, &count)));
    CHECK_INT(count, 0);
    forget(l);
}

TEST(results_are_bounded)
{
    struct ledger *l = open_with(1);
    struct ledger_move_in in = move_to(9, "", -1);
    in.result.text = "x";
    for (int i = 0; i < LEDGER_RESULTS_MAX; i++) {
        CHECK(!failed(ledger_move(l, &in, 6000 + i)));
    }
    CHECK_INT(ledger_move(l, &in, 7000).code, ERR_FULL);
    struct ledger_entry e;
    CHECK(!failed(ledger_find(l, uuid_of(1), &e)));
    CHECK_INT(e.moves, LEDGER_RESULTS_MAX);
    forget(l);
}

TEST(lists_are_newest_first_in_pages_filtered_and_searched)
{
    struct ledger *l = open_with(45);
    struct ledger_row rows[20];
    struct ledger_entry e;
    int counts[11];
    int count = 0;
    int total = 0;
    struct ledger_query query = {0, "", 40, 20};
    CHECK(!failed(ledger_list(l, &query, rows, &count, &total)));
    CHECK_INT(count, 5);
    CHECK_INT(total, 45);
    CHECK_STR(rows[0].entry.uuid, uuid_of(5));
    struct ledger_move_in in = move_to(5, "x", -1);
    CHECK(!failed(ledger_move(l, &in, 6000)));
    in = move_to(77, "", -1);
    in.uuid = uuid_of(2);
    CHECK(!failed(ledger_move(l, &in, 6000)));
    query = (struct ledger_query){5, "", 0, 20};
    CHECK(!failed(ledger_list(l, &query, rows, &count, &total)));
    CHECK_INT(count, 1);
    CHECK_STR(rows[0].entry.uuid, uuid_of(1));
    query.state = -1;
    CHECK(!failed(ledger_list(l, &query, rows, &count, &total)));
    CHECK_INT(count, 1);
    CHECK_STR(rows[0].entry.uuid, uuid_of(2));
    CHECK(!failed(ledger_counts(l, counts)));
    CHECK_INT(counts[1], 43);
    CHECK_INT(counts[5], 1);
    CHECK_INT(counts[0], 1);
    CHECK(!failed(ledger_find(l, uuid_of(7), &e)));
    char small[24];
    for (size_t i = 0; i <= strlen(e.file_number); i++) {
        small[i] = (char)(e.file_number[i] == 'T' ? 't' : e.file_number[i]);
    }
    query = (struct ledger_query){0, small, 0, 20};
    CHECK(!failed(ledger_list(l, &query, rows, &count, &total)));
    CHECK_INT(count, 1);
    CHECK_STR(rows[0].entry.uuid, uuid_of(7));
    query.find = "THU_";
    CHECK(!failed(ledger_list(l, &query, rows, &count, &total)));
    CHECK_INT(total, 0);
    query.find = "%";
    CHECK(!failed(ledger_list(l, &query, rows, &count, &total)));
    CHECK_INT(total, 0);
    forget(l);
}

/* tests/fixtures/portal-vN.sql is what a portal of version N wrote, as sqlite3's .dump tells it. */
static void write_old_ledger(const char *dump)
{
    char path[128];
    static char sql[16 * 1024];
    sqlite3 *db = NULL;
    FILE *f = fopen(dump, "rb");
    const size_t size = f == NULL ? 0 : fread(sql, 1, sizeof sql - 1, f);
    if (f != NULL) {
        fclose(f);
    }
    snprintf(path, sizeof path, "%s/portal.db", dir);
    CHECK(size > 1000 && size < sizeof sql - 1);
    sql[size] = '\0';
    CHECK_INT(sqlite3_open(path, &db), SQLITE_OK);
    CHECK_INT(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
}

TEST(a_ledger_of_the_first_version_opens_with_all_it_held)
{
    struct ledger *l = NULL;
    struct ledger_row rows[5];
    struct ledger_paper papers[LEDGER_PAPERS_MAX];
    int count = 0;
    int total = 0;
    const struct ledger_query query = {0, "", 0, 5};
    make_dir();
    write_old_ledger("tests/fixtures/portal-v1.sql");
    for (int turn = 0; turn < 2; turn++) { /* the second time nothing is left to do */
        CHECK(!failed(ledger_open(&l, dir, 0)));
        CHECK(!failed(ledger_list(l, &query, rows, &count, &total)));
        CHECK_INT(count, 3);
        CHECK_STR(rows[0].entry.state_text, "Chờ xã khác");
        CHECK_INT(rows[0].entry.state, 42);
        CHECK_INT(rows[1].missing, 1);
        CHECK_STR(rows[1].entry.file_number, "");
        CHECK_INT(rows[2].entry.state, 5);
        CHECK_STR(rows[2].entry.procedure, "1.001193");
        CHECK_INT(strlen(rows[2].entry.file_number), 17);
        CHECK(!failed(ledger_papers(l, uuid_of(1), papers, &count)));
        CHECK(count == 1 && papers[0].stored);
        if (turn == 0) {
            ledger_close(l);
        }
    }
    struct ledger_move_in in = move_to(4, "", 0);
    CHECK(!failed(ledger_move(l, &in, 6000)));
    CHECK(!failed(ledger_undo(l, uuid_of(1), 1, 10, 6001)));
    forget(l);
}

TEST(a_ledger_of_the_second_version_opens_with_all_it_held)
{
    struct ledger *l = NULL;
    struct ledger_entry e;
    struct ledger_move moves[LEDGER_MOVES_MAX];
    struct ledger_paper papers[LEDGER_PAPERS_MAX];
    int count = 0;
    make_dir();
    write_old_ledger("tests/fixtures/portal-v2.sql");
    CHECK(!failed(ledger_open(&l, dir, 0)));
    CHECK(!failed(ledger_settle(l, 2000000000000)));
    CHECK(!failed(ledger_find(l, uuid_of(1), &e)));
    CHECK_STR(e.adapter, "rest");
    CHECK_INT(strlen(e.file_number), 17);
    CHECK(!failed(ledger_papers(l, uuid_of(1), papers, &count)));
    CHECK(count == 1 && papers[0].stored && papers[0].named);
    CHECK(!failed(ledger_find(l, uuid_of(2), &e)));
    CHECK_STR(e.file_number, "THU-261126-182024");
    CHECK_INT(e.state, 5);
    CHECK(!failed(ledger_moves(l, uuid_of(2), moves, &count)));
    CHECK_INT(count, 1);
    forget(l);
}

TEST(a_ledger_of_the_third_version_opens_with_all_it_held)
{
    struct ledger *l = NULL;
    struct ledger_entry e;
    struct ledger_place place = {
        .uuid = "5f21e167-23dc-4085-b2c7-c7739eadac53", .type = "image/jpeg", .size = 200};
    struct ledger_paper papers[LEDGER_PAPERS_MAX];
    int count = 0;
    make_dir();
    write_old_ledger("tests/fixtures/portal-v3.sql");
    CHECK(!failed(ledger_open(&l, dir, 0)));
    CHECK(!failed(ledger_find(l, place.uuid, &e)));
    CHECK_STR(e.file_number, "THU-261126-216553");
    CHECK_INT(e.state, 4);
    CHECK(!failed(ledger_papers(l, place.uuid, papers, &count)));
    CHECK(count == 1 && papers[0].stored && papers[0].size == 200);
    memcpy(place.sha256, papers[0].sha256, sizeof place.sha256);
    CHECK(!failed(ledger_make_place(l, &place, 1795400000000)));
    CHECK_INT(place.offset, 200);
    forget(l);
}

TEST(a_ledger_of_the_fourth_version_opens_with_all_it_held)
{
    struct ledger *l = NULL;
    struct ledger_entry e;
    make_dir();
    write_old_ledger("tests/fixtures/portal-v4.sql");
    CHECK(!failed(ledger_open(&l, dir, 0)));
    CHECK(!failed(ledger_find(l, "5f21e167-23dc-4085-b2c7-c7739eadac53", &e)));
    CHECK_STR(e.file_number, "THU-261126-216553");
    CHECK(!e.signed_in);
    forget(l);
}

int main(void)
{
    RUN(a_move_is_told_and_undone_and_both_are_remembered);
    RUN(who_looks_at_an_old_page_moves_nothing);
    RUN(only_an_officers_last_move_can_be_undone_and_not_for_ever);
    RUN(a_result_stands_until_its_move_is_undone);
    RUN(results_are_bounded);
    RUN(lists_are_newest_first_in_pages_filtered_and_searched);
    RUN(a_ledger_of_the_first_version_opens_with_all_it_held);
    RUN(a_ledger_of_the_second_version_opens_with_all_it_held);
    RUN(a_ledger_of_the_third_version_opens_with_all_it_held);
    RUN(a_ledger_of_the_fourth_version_opens_with_all_it_held);
    return check_done();
}
