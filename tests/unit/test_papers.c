#include "app/papers.h"

#include <stdlib.h>

#include "tests/check.h"

#define ROOM ((size_t)4 << 20)

static struct app app;
static struct visit visit;
static struct arena arena;
static uint8_t camera[3 << 20];

static void begin(void)
{
    memset(&app, 0, sizeof app);
    memset(&visit, 0, sizeof visit);
    arena_init(&arena, malloc(ROOM), ROOM);
    app.visit = &visit;
    app.arena = &arena;
    for (size_t i = 0; i < sizeof camera; i++) {
        camera[i] = (uint8_t)(i * 7 + 1);
    }
}

static struct err keep(form_node question, size_t size)
{
    const struct still still = {camera, size, 0};
    return papers_keep(&app, question, &still);
}

TEST(every_paper_keeps_its_own_still)
{
    begin();
    CHECK(!papers_any_taken(&visit));
    CHECK(!failed(keep(11, 1000)));
    CHECK(papers_any_taken(&visit));
    camera[0] = 99;
    CHECK(!failed(keep(12, 2000)));
    CHECK_INT(visit.paper_count, 2);
    CHECK_INT(papers_find(&visit, 11)->size, 1000);
    CHECK_INT(papers_find(&visit, 11)->bytes[0], 1);
    CHECK_INT(papers_find(&visit, 12)->bytes[0], 99);
    CHECK(papers_taken(&visit, 12) && !papers_handed_in(&visit, 12));
    CHECK(!papers_taken(&visit, 13) && papers_find(&visit, 13) == NULL);
    free(arena.base);
}

TEST(a_retake_lies_where_the_one_before_lay)
{
    begin();
    CHECK(!failed(keep(11, 1000)));
    const uint8_t *place = papers_find(&visit, 11)->bytes;
    CHECK(!failed(keep(11, 3000)));
    CHECK(papers_find(&visit, 11)->bytes == place);
    CHECK_INT(papers_find(&visit, 11)->size, 3000);
    free(arena.base);
}

TEST(a_larger_retake_leaves_nothing_of_the_one_before)
{
    begin();
    CHECK(!failed(keep(11, 1000)));
    const uint8_t *place = papers_find(&visit, 11)->bytes;
    CHECK(!failed(keep(11, 600 * 1024)));
    CHECK(papers_find(&visit, 11)->bytes != place);
    for (int i = 0; i < 1000; i++) {
        CHECK_INT(place[i], 0);
    }
    free(arena.base);
}

TEST(what_does_not_fit_is_refused_and_counts_as_not_taken)
{
    begin();
    CHECK(!failed(keep(11, 1000)));
    CHECK(!failed(keep(12, 3 << 20)));
    CHECK_INT(keep(11, 1 << 20).code, ERR_FULL);
    CHECK(!papers_taken(&visit, 11));
    CHECK(papers_taken(&visit, 12));
    for (form_node n = 20; n < 20 + VISIT_PAPERS_MAX - 2; n++) {
        CHECK(papers_of(&visit, n) != NULL);
    }
    CHECK(papers_of(&visit, 99) == NULL);
    CHECK_INT(keep(99, 10).code, ERR_FULL);
    free(arena.base);
}

int main(void)
{
    RUN(every_paper_keeps_its_own_still);
    RUN(a_retake_lies_where_the_one_before_lay);
    RUN(a_larger_retake_leaves_nothing_of_the_one_before);
    RUN(what_does_not_fit_is_refused_and_counts_as_not_taken);
    return check_done();
}
