#include "app/papers.h"

#include <stdlib.h>

#include "app/settings.h"
#include "platform/port_picture.h"
#include "tests/check.h"

#define ROOM (((size_t)7 << 20) + 160 * 1024)

static struct app app;
static struct settings settings;
static struct visit visit;
static struct arena arena;
static uint8_t camera[3 << 20];

static void begin_with(size_t room)
{
    memset(&app, 0, sizeof app);
    memset(&visit, 0, sizeof visit);
    arena_init(&arena, malloc(room), room);
    app.visit = &visit;
    settings_default(&settings);
    app.settings = &settings;
    app.arena = &arena;
    for (size_t i = 0; i < sizeof camera; i++) {
        camera[i] = (uint8_t)(i * 7 + 1);
    }
}

static void begin(void)
{
    begin_with(ROOM);
}

static struct err keep_over(form_node question, int page, size_t size)
{
    const struct still still = {.bytes = camera, .size = size};
    return papers_keep(&app, question, page, &still);
}

/* One more page; returns its id. */
static int add(form_node question, uint8_t first)
{
    camera[0] = first;
    CHECK(!failed(keep_over(question, 0, 1000)));
    return papers_find(&visit, question)->chosen;
}

static const struct paper_page *page_at(form_node question, int i)
{
    return &papers_find(&visit, question)->pages[i];
}

TEST(every_paper_keeps_its_own_still)
{
    begin();
    CHECK(!papers_any_taken(&visit));
    (void)add(11, 1);
    CHECK(papers_any_taken(&visit));
    camera[0] = 99;
    CHECK(!failed(keep_over(12, 0, 2000)));
    CHECK_INT(visit.paper_count, 2);
    CHECK_INT(page_at(11, 0)->size, 1000);
    CHECK_INT(page_at(11, 0)->bytes[0], 1);
    CHECK_INT(page_at(12, 0)->bytes[0], 99);
    CHECK(papers_taken(&visit, 12) && !papers_handed_in(&visit, 12));
    CHECK(!papers_taken(&visit, 13) && papers_find(&visit, 13) == NULL);
    free(arena.base);
}

TEST(a_retake_lies_where_the_one_before_lay)
{
    begin();
    const int id = add(11, 1);
    const uint8_t *place = page_at(11, 0)->bytes;
    CHECK(!failed(keep_over(11, id, 3000)));
    CHECK_INT(papers_pages(&visit, 11), 1);
    CHECK(page_at(11, 0)->bytes == place && page_at(11, 0)->id == id);
    CHECK_INT(page_at(11, 0)->size, 3000);
    free(arena.base);
}

TEST(a_larger_retake_leaves_nothing_of_the_one_before)
{
    begin();
    const int id = add(11, 1);
    const uint8_t *place = page_at(11, 0)->bytes;
    CHECK(!failed(keep_over(11, id, 600 * 1024)));
    CHECK(page_at(11, 0)->bytes != place);
    for (int i = 0; i < 1000; i++) {
        CHECK_INT(place[i], 0);
    }
    free(arena.base);
}

TEST(what_does_not_fit_is_refused_and_leaves_what_was_there)
{
    begin();
    const int id = add(11, 1);
    CHECK(!failed(keep_over(12, 0, 3 << 20)));
    CHECK_INT(keep_over(11, id, 1 << 20).code, ERR_FULL);
    CHECK_INT(keep_over(11, 0, 1000).code, ERR_FULL); /* the rest is for filing */
    CHECK_INT(papers_pages(&visit, 11), 1);
    CHECK_INT(page_at(11, 0)->size, 1000);
    CHECK_INT(page_at(11, 0)->bytes[0], 1);
    CHECK(papers_taken(&visit, 12));
    for (form_node n = 20; n < 20 + VISIT_PAPERS_MAX - 2; n++) {
        CHECK(papers_of(&visit, n) != NULL);
    }
    CHECK(papers_of(&visit, 99) == NULL && !papers_may_add(&visit, 99));
    CHECK_INT(keep_over(99, 0, 10).code, ERR_FULL);
    free(arena.base);
}

TEST(pages_stay_in_order_when_one_is_taken_anew)
{
    begin();
    (void)add(11, 1);
    const int second = add(11, 2);
    (void)add(11, 3);
    camera[0] = 22;
    CHECK(!failed(keep_over(11, second, 1500)));
    CHECK_INT(papers_pages(&visit, 11), 3);
    CHECK_INT(page_at(11, 0)->bytes[0], 1);
    CHECK_INT(page_at(11, 1)->bytes[0], 22);
    CHECK_INT(page_at(11, 2)->bytes[0], 3);
    CHECK_INT(papers_find(&visit, 11)->chosen, second);
    CHECK(papers_page(&visit, second) == page_at(11, 1));
    CHECK(papers_page(&visit, 0) == NULL && papers_page(&visit, 77) == NULL);
    free(arena.base);
}

TEST(a_removed_page_comes_back_until_it_is_dropped)
{
    begin();
    (void)add(11, 1);
    const int second = add(11, 2);
    (void)add(11, 3);
    papers_page(&visit, second)->removed = true;
    CHECK_INT(papers_pages(&visit, 11), 2);
    papers_page(&visit, second)->removed = false;
    CHECK_INT(papers_pages(&visit, 11), 3);

    const uint8_t *place = papers_page(&visit, second)->bytes;
    papers_page(&visit, second)->removed = true;
    visit.photo_page = second;
    papers_find(&visit, 11)->chosen = second;
    papers_drop_removed(&visit);
    CHECK(papers_page(&visit, second) == NULL);
    CHECK_INT(papers_find(&visit, 11)->page_count, 2);
    CHECK_INT(page_at(11, 1)->bytes[0], 3);
    CHECK_INT(visit.photo_page, 0);
    CHECK_INT(papers_find(&visit, 11)->chosen, page_at(11, 0)->id);
    for (int i = 0; i < 1000; i++) {
        CHECK_INT(place[i], 0);
    }
    const size_t used = arena.used;
    CHECK(add(11, 4) != second); /* a new page, in the room of the one that went */
    CHECK(page_at(11, 2)->bytes == place && arena.used == used);
    free(arena.base);
}

TEST(all_removed_is_as_none_taken)
{
    begin();
    const int only = add(11, 1);
    papers_page(&visit, only)->removed = true;
    CHECK(!papers_taken(&visit, 11));
    papers_drop_removed(&visit);
    CHECK(!papers_any_taken(&visit));
    CHECK_INT(papers_find(&visit, 11)->chosen, 0);
    (void)add(11, 5);
    papers_clear(&visit, 11);
    CHECK_INT(page_at(11, 0)->bytes[0], 0);
    CHECK(!papers_taken(&visit, 11));
    free(arena.base);
}

TEST(fifty_pages_in_all_and_a_first_page_for_every_paper)
{
    begin_with((size_t)60 << 20);
    int first = 0;
    while (papers_may_add(&visit, 10)) {
        (void)add(10, (uint8_t)first++);
    }
    CHECK_INT(first, PAPER_PAGES_MAX - VISIT_PAPERS_MAX + 1);
    CHECK_INT(keep_over(10, 0, 10).code, ERR_FULL);
    for (form_node n = 11; n < 10 + VISIT_PAPERS_MAX; n++) {
        CHECK(papers_may_add(&visit, n));
        (void)add(n, 1);
        CHECK(!papers_may_add(&visit, n));
    }
    int all = 0;
    for (int i = 0; i < visit.paper_count; i++) {
        all += visit.papers[i].page_count;
    }
    CHECK_INT(all, PAPER_PAGES_MAX);
    free(arena.base);
}

TEST(a_paper_stays_under_the_portals_limit)
{
    begin_with((size_t)60 << 20);
    settings.paper_mb = 2;
    CHECK(!failed(keep_over(11, 0, 1 << 20)));
    const int first = papers_find(&visit, 11)->chosen;
    CHECK_INT(keep_over(11, 0, 1 << 20).code, ERR_FULL); /* what a PDF adds is reckoned as well */
    CHECK(!failed(keep_over(11, 0, 900000)));
    CHECK(!failed(keep_over(11, first, 1 << 20))); /* a retake takes the place of the one before */
    CHECK(!failed(keep_over(12, 0, 2000000)));     /* another paper is another file */
    CHECK_INT(papers_pages(&visit, 11), 2);
    free(arena.base);
}

TEST(room_is_kept_for_the_pdfs)
{
    begin_with((size_t)8 << 20);
    settings.paper_mb = 15;
    CHECK(!failed(keep_over(11, 0, 3 << 20)));
    CHECK_INT(keep_over(12, 0, 1 << 20).code, ERR_FULL);
    CHECK(arena_alloc(&arena, (3 << 20) + PICTURE_PDF_ROOM(1)) != NULL);
    free(arena.base);
}

TEST(a_thumbnail_is_the_mean_of_what_it_shows)
{
    begin();
    static uint8_t rgb[256 * 512 * 3];
    for (int y = 0; y < 512; y++) {
        for (int x = 0; x < 256; x++) {
            rgb[(y * 256 + x) * 3] = (uint8_t)(x % 2 * 200);           /* red: stripes */
            rgb[(y * 256 + x) * 3 + 1] = (uint8_t)(y < 256 ? 0 : 240); /* green: lower half */
            rgb[(y * 256 + x) * 3 + 2] = 7;
        }
    }
    const struct still still = {
        .bytes = camera, .size = 10, .rgb = rgb, .width = 256, .height = 512};
    CHECK(!failed(papers_keep(&app, 11, 0, &still)));
    const struct paper_page *page = page_at(11, 0);
    CHECK_INT(page->thumb_width, 64);
    CHECK_INT(page->thumb_height, 128);
    CHECK_INT(page->thumb[0], 100);
    CHECK_INT(page->thumb[1], 0);
    CHECK_INT(page->thumb[(127 * 64 + 63) * 3 + 1], 240);
    CHECK_INT(page->thumb[(127 * 64 + 63) * 3 + 2], 7);
    CHECK(!failed(keep_over(11, page->id, 10))); /* without a preview the old one is not shown */
    CHECK_INT(page->thumb_width, 0);
    free(arena.base);
}

/* Pages from her phone: they lie at the portal, here is how large they are. */
static uint8_t small[2][2 * 3 * 3];

static struct phone_page from_phone(int i, int bytes)
{
    struct phone_page page = {
        .id = i + 1, .size = bytes, .thumb = small[i], .thumb_width = 2, .thumb_height = 3};
    memset(page.sha256, 'a' + i, sizeof page.sha256 - 1);
    for (size_t k = 0; k < sizeof small[i]; k++) {
        small[i][k] = (uint8_t)k;
    }
    return page;
}

TEST(pages_from_her_phone_stand_behind_the_stills_and_before_the_next)
{
    begin();
    (void)add(11, 1);
    const struct phone_page pages[] = {from_phone(0, 5000), from_phone(1, 6000)};
    CHECK(!failed(papers_put_phone(&app, 11, pages, 2)));
    const int last = add(11, 9);
    CHECK_INT(papers_pages(&visit, 11), 4);
    CHECK_INT(papers_from_phone(&visit), 2);
    CHECK(!page_at(11, 0)->from_phone && page_at(11, 1)->from_phone && page_at(11, 2)->from_phone);
    CHECK(!page_at(11, 3)->from_phone && page_at(11, 3)->id == last);
    CHECK_INT(page_at(11, 2)->size, 6000);
    CHECK(page_at(11, 2)->sha256[0] == 'b' && page_at(11, 1)->thumb == small[0]);
    CHECK(papers_doubtful(&visit, 11) == NULL);
    free(arena.base);
}

TEST(a_page_from_her_phone_that_cannot_be_read_well_is_doubted_as_a_still_is)
{
    begin();
    struct phone_page pages[] = {from_phone(0, 5000), from_phone(1, 6000)};
    pages[0].quality = PHOTO_GLARE;
    pages[0].doubted = true; /* she was told and goes on */
    pages[1].quality = PHOTO_BLURRED;
    CHECK(!failed(papers_put_phone(&app, 11, pages, 2)));
    CHECK_INT(page_at(11, 0)->verdict, PHOTO_GLARE);
    CHECK(papers_doubtful(&visit, 11) == page_at(11, 1));
    CHECK_INT(papers_message(page_at(11, 1)), MSG_UPLOAD_BLURRED);
    free(arena.base);
}

TEST(a_page_from_her_phone_is_turned_taken_out_and_taken_anew_like_another)
{
    begin();
    (void)add(11, 1);
    const struct phone_page pages[] = {from_phone(0, 5000), from_phone(1, 6000)};
    CHECK(!failed(papers_put_phone(&app, 11, pages, 2)));
    const int first = page_at(11, 1)->id, second = page_at(11, 2)->id;
    CHECK_INT(papers_find(&visit, 11)->chosen, first);
    struct paper_page *page = papers_page(&visit, first);
    const size_t used = arena.used;
    papers_turn_phone(&app, page);
    CHECK_INT(page->quarters, 1);
    CHECK(page->thumb_width == 3 && page->thumb_height == 2);
    CHECK_INT(page->thumb[0], 12); /* what stood below on the left is above on the left */
    CHECK_INT(page->thumb[6], 0);
    CHECK_INT(arena.used, used);
    for (int i = 0; i < 3; i++) {
        papers_turn_phone(&app, page);
    }
    CHECK(page->quarters == 0 && page->thumb_width == 2 && page->thumb[4] == 4);

    camera[0] = 77;
    CHECK(!failed(keep_over(11, first, 1500)));
    CHECK(!page_at(11, 1)->from_phone && page_at(11, 1)->bytes[0] == 77);
    papers_page(&visit, second)->removed = true;
    CHECK_INT(papers_pages(&visit, 11), 2);
    papers_drop_removed(&visit);
    CHECK_INT(papers_from_phone(&visit), 0);
    CHECK(papers_page(&visit, second) == NULL && papers_pages(&visit, 11) == 2);
    free(arena.base);
}

TEST(a_paper_stays_under_the_portals_limit_wherever_its_pages_lie)
{
    begin();
    settings.paper_mb = 1;
    CHECK(!failed(keep_over(11, 0, 600 * 1024)));
    const struct phone_page large = from_phone(0, 500 * 1024), fits = from_phone(1, 300 * 1024);
    CHECK_INT(papers_phone_fits(&app, 11, &large, 1).code, ERR_FULL);
    CHECK_INT(papers_put_phone(&app, 11, &large, 1).code, ERR_FULL);
    CHECK_INT(papers_pages(&visit, 11), 1);
    CHECK(!failed(papers_phone_fits(&app, 12, &large, 1))); /* another paper */
    CHECK(papers_find(&visit, 12) == NULL);
    CHECK(!failed(papers_put_phone(&app, 11, &fits, 1)));
    CHECK_INT(keep_over(11, 0, 200 * 1024).code, ERR_FULL);
    CHECK(!failed(keep_over(11, 0, 50 * 1024)));
    free(arena.base);
}

TEST(so_many_pages_from_phones_a_visit_has_and_no_more)
{
    begin();
    CHECK(papers_phone_room(&visit));
    struct phone_page pages[PORTAL_PAGES];
    for (int i = 0; i < PORTAL_PAGES; i++) {
        pages[i] = (struct phone_page){.id = i + 1, .size = 10};
    }
    CHECK(!failed(papers_put_phone(&app, 11, pages, PORTAL_PAGES)));
    CHECK(papers_phone_room(&visit) && !papers_any_taken(&visit)); /* nothing lay here */
    CHECK(!failed(papers_put_phone(&app, 12, pages, PORTAL_PAGES)));
    CHECK(!papers_phone_room(&visit));
    CHECK_INT(papers_put_phone(&app, 12, pages, 1).code, ERR_FULL);
    free(arena.base);
}

int main(void)
{
    RUN(every_paper_keeps_its_own_still);
    RUN(a_retake_lies_where_the_one_before_lay);
    RUN(a_larger_retake_leaves_nothing_of_the_one_before);
    RUN(what_does_not_fit_is_refused_and_leaves_what_was_there);
    RUN(pages_stay_in_order_when_one_is_taken_anew);
    RUN(a_removed_page_comes_back_until_it_is_dropped);
    RUN(all_removed_is_as_none_taken);
    RUN(fifty_pages_in_all_and_a_first_page_for_every_paper);
    RUN(a_paper_stays_under_the_portals_limit);
    RUN(room_is_kept_for_the_pdfs);
    RUN(a_thumbnail_is_the_mean_of_what_it_shows);
    RUN(pages_from_her_phone_stand_behind_the_stills_and_before_the_next);
    RUN(a_page_from_her_phone_that_cannot_be_read_well_is_doubted_as_a_still_is);
    RUN(a_page_from_her_phone_is_turned_taken_out_and_taken_anew_like_another);
    RUN(a_paper_stays_under_the_portals_limit_wherever_its_pages_lie);
    RUN(so_many_pages_from_phones_a_visit_has_and_no_more);
    return check_done();
}
