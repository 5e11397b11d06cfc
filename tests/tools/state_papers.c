/* Papers and their pages, as the screens of tests/tools/state_rows.c have them. */
#include "tests/tools/state_fills.h"

#include "app/paper.h"
#include "tests/tools/state_rows.h"

void fill_capturing(struct app *a)
{
    state_ask("/data/paper", "");
    a->visit->capturing = true;
}

/* The test's page lies under the camera, and is seen there. */
static void lie_there(struct visit *v)
{
    state_photo();
    v->live_rgb[0] = v->photo_rgb;
    v->live_width = v->photo_width;
    v->live_height = v->photo_height;
}

void fill_live(struct app *a)
{
    state_ask("/data/paper", "");
    lie_there(a->visit);
    a->camera_shows = true;
    a->visit->paper_count = 0;
}

void fill_live_again(struct app *a)
{
    state_ask("/data/paper", "");
    lie_there(a->visit);
    state_pages(2, PHOTO_GLARE);
    a->camera_shows = true;
    a->visit->aimed_page = 2;
}

void fill_paper_taken(struct app *a)
{
    (void)a;
    state_ask("/data/paper", "");
    state_photo();
}

void fill_paper_later(struct app *a)
{
    state_ask("/data/paper", "");
    a->visit->papers[0] = (struct visit_paper){.question = a->visit->page, .handed_in = true};
    a->visit->paper_count = 1;
}

void fill_page_two(struct app *a)
{
    (void)a;
    state_ask("/data/paper", "");
    state_photo();
    state_pages(2, PHOTO_GLARE);
}

void fill_page_next(struct app *a)
{
    state_ask("/data/paper", "");
    state_photo();
    state_pages(3, PHOTO_GOOD);
    a->visit->papers[0].chosen = 0;
}

/* Two of the five came from her phone; the last of them is shown. */
void fill_page_from_phone(struct app *a)
{
    state_ask("/data/paper", "");
    state_photo();
    state_pages(5, PHOTO_GOOD);
    for (int i = 3; i < 5; i++) {
        a->visit->papers[0].pages[i].from_phone = true;
    }
    a->visit->papers[0].chosen = 4;
}

void fill_page_removed(struct app *a)
{
    state_ask("/data/paper", "");
    state_photo();
    state_pages(3, PHOTO_GOOD);
    a->visit->papers[0].pages[1].removed = true;
    a->visit->papers[0].chosen = 2;
}

void fill_page_ten(struct app *a)
{
    (void)a;
    state_ask("/data/paper", "");
    state_photo();
    state_pages(PAPER_PAGES_MAX, PHOTO_GOOD);
}

void fill_page_doubted(struct app *a)
{
    state_ask("/data/paper", "");
    state_photo();
    state_pages(2, PHOTO_BLURRED);
    a->visit->papers[0].pages[1].doubted = true;
    a->visit->has_problem = true;
    a->visit->problem_message = MSG_PHOTO_BLURRED;
}

static void page_of_verdict(enum photo_verdict verdict)
{
    state_ask("/data/paper", "");
    state_photo();
    state_pages(1, verdict);
}

void fill_page_cut(struct app *a)
{
    (void)a;
    page_of_verdict(PHOTO_CUT);
}

void fill_page_coarse(struct app *a)
{
    (void)a;
    page_of_verdict(PHOTO_COARSE);
}

void fill_page_double(struct app *a)
{
    (void)a;
    page_of_verdict(PHOTO_TWO);
}

void fill_page_blank(struct app *a)
{
    (void)a;
    page_of_verdict(PHOTO_BLANK);
}

void fill_page_none_left(struct app *a)
{
    state_ask("/data/paper", "");
    state_photo();
    state_pages(1, PHOTO_BLURRED);
    a->visit->papers[0].pages[0].removed = true;
    a->visit->has_problem = true;
    a->visit->problem_message = MSG_PAPER_NEEDED;
}

/* The portal does not give a paper she took: the sentence, and signing in again. */
void fill_page_held_lost(struct app *a)
{
    state_ask("/data/paper", "");
    a->visit->has_problem = true;
    a->visit->problem_message = MSG_REUSE_LOST;
}
