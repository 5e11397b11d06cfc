/* The bar that the set-up prints to learn how wide the paper is, with the real fonts. */
#include "app/staff/test_slip.h"
#include "tests/unit/paper_painted.h"

/* A narrower head prints the left part of the bar: its right mark must be wholly beyond that. */
TEST(the_bar_of_the_set_up_ends_at_both_edges)
{
    const struct test_slip_facts facts = {.language = "vi", .centre = "Xã Ia Hrung"};
    for (int i = 0; i < 3; i++) {
        const int width = widths[i];
        int whole = 0;
        int run = 0;
        page = (struct bits){.width = width, .rows = rows};
        CHECK(!failed(test_slip_bar(&receipt, &facts, width)));
        CHECK(!failed(paper_draw(&tools, &receipt, &page)));
        for (int y = 0; y < page.height; y++) { /* rows of its upper and lower edge */
            int black = 0;
            for (int x = 0; x < width / 8; x++) {
                black += page.rows[y * width / 8 + x] == 0xFF;
            }
            run = black == width / 8 ? run + 1 : 0;
            whole += run == 4; /* the cloth at the paper's ends has no such high rows */
        }
        CHECK_INT(whole, 2);
        CHECK(i == 0 || widths[i] - widths[i - 1] >= 64); /* the right mark is 64 dots wide */
        CHECK(paper_black_per_mille(&page) <= 200);
    }
}

int main(void)
{
    CHECK(open_tools());
    RUN(the_bar_of_the_set_up_ends_at_both_edges);
    return check_done();
}
