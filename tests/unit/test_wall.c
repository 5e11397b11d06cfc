/* The clock is put forward, never back, and only by a word that TLS has shown. */
#include "app/steward/wall.h"

#include "tests/check.h"

#define BUILT INT64_C(1793000000)
#define NOW   INT64_C(1795845600)

static struct wall fresh(void)
{
    return (struct wall){.floor_s = BUILT};
}

static void hear(struct wall *w, int64_t date_s, bool tls, int64_t ms)
{
    const struct http_answer a = {.status = 200, .date_s = date_s};
    wall_heard(w, ERR_OK, &a, tls, ms);
}

static void mistrust(struct wall *w, enum http_away away)
{
    const struct http_answer a = {.away = away};
    wall_heard(w, ERR(ERR_OFFLINE, 60, "test"), &a, true, 0);
}

TEST(it_is_never_before_the_system_was_built)
{
    struct wall w = fresh();
    CHECK(wall_is_wrong(&w, 0, 0));
    CHECK_INT(wall_wish(&w, 0, 1000), BUILT);
    CHECK_INT(wall_wish(&w, 0, 2000), 0); /* nobody is asked all the time */
    CHECK_INT(wall_wish(&w, 0, 1000 + WALL_AGAIN_MS), BUILT);
    CHECK_INT(wall_wish(&w, BUILT, 10 * WALL_AGAIN_MS), 0);
    CHECK(!wall_is_wrong(&w, BUILT, 0));
    CHECK(!wall_is_dated(&w, BUILT, 0)); /* that it is not before says not that it is right */
}

TEST(the_server_s_word_counts_forward_only)
{
    struct wall w = fresh();
    hear(&w, NOW, true, 5000);
    CHECK_INT(wall_wish(&w, BUILT, 65000), NOW + 60);
    w = fresh();
    hear(&w, NOW, true, 5000);
    CHECK_INT(wall_wish(&w, NOW - WALL_FORWARD_S, 5000), 0);
    CHECK(wall_is_dated(&w, NOW - 20, 5000));
    CHECK_INT(wall_wish(&w, NOW + 40 * 86400, 5000), 0); /* ahead: told, not put back */
    CHECK(wall_is_wrong(&w, NOW + 40 * 86400, 5000));
    CHECK(!wall_is_dated(&w, NOW + 40 * 86400, 5000));
}

TEST(not_without_tls_nor_where_somebody_keeps_it_nor_what_no_clock_shows)
{
    struct wall w = fresh();
    hear(&w, NOW, false, 0);
    CHECK_INT(wall_wish(&w, BUILT, 0), 0);
    hear(&w, 1, true, 0);
    hear(&w, CLOCK_MOST, true, 0);
    CHECK(!w.heard);
    w.kept = true;
    hear(&w, NOW, true, 0);
    CHECK_INT(wall_wish(&w, BUILT, 0), 0);
    CHECK(wall_is_wrong(&w, BUILT, 0));
}

TEST(a_certificate_that_looks_too_old_speaks_against_a_clock_nobody_keeps)
{
    struct wall w = fresh();
    mistrust(&w, HTTP_AWAY_FOREIGN);
    CHECK(!wall_is_wrong(&w, NOW, 0));
    mistrust(&w, HTTP_AWAY_OVER);
    CHECK(wall_is_wrong(&w, NOW, 0));
    w.kept = true;
    CHECK(!wall_is_wrong(&w, NOW, 0));
    w.kept = false;
    mistrust(&w, HTTP_AWAY_EARLY);
    CHECK(wall_is_wrong(&w, NOW, 0));
    CHECK_INT(wall_wish(&w, NOW, 0), 0);
    hear(&w, NOW, true, 0);
    CHECK(!wall_is_wrong(&w, NOW, 0));
    CHECK(wall_is_wrong(&w, INT64_C(4102444800), 0)); /* 2100 */
}

TEST(how_far_ahead_is_told_by_a_fresh_word_alone)
{
    struct wall w = fresh();
    int64_t offset = 77;
    CHECK(!wall_offset(&w, NOW, 0, &offset) && offset == 77);
    hear(&w, NOW, false, 0);
    CHECK(!wall_offset(&w, NOW, 0, &offset));
    hear(&w, NOW, true, 5000);
    CHECK(wall_offset(&w, NOW + 3, 5000, &offset));
    CHECK_INT(offset, 3);
    CHECK(wall_offset(&w, NOW, 65000, &offset));
    CHECK_INT(offset, -60);
    CHECK(wall_offset(&w, NOW + 3600, 5000 + WALL_FRESH_MS, &offset));
    CHECK_INT(offset, 0);
    CHECK(!wall_offset(&w, NOW + 3601, 5001 + WALL_FRESH_MS, &offset));
    hear(&w, NOW + 4000, true, 4005000); /* and is told again with the next */
    CHECK(wall_offset(&w, NOW + 4000, 4005000, &offset));
}

int main(void)
{
    RUN(it_is_never_before_the_system_was_built);
    RUN(the_server_s_word_counts_forward_only);
    RUN(not_without_tls_nor_where_somebody_keeps_it_nor_what_no_clock_shows);
    RUN(how_far_ahead_is_told_by_a_fresh_word_alone);
    RUN(a_certificate_that_looks_too_old_speaks_against_a_clock_nobody_keeps);
    return check_done();
}
