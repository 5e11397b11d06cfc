#define _GNU_SOURCE /* nftw */
#include "app/receipt/paper_roll.h"

#include "tests/check.h"
#include "tests/unit/scratch.h"

#define ROLL_MM 50000

static struct port_dir dir;
static struct paper_roll roll;
static const char *folder;

static void fresh(void)
{
    dir = dir_linux();
    folder = scratch_open();
    paper_roll_open(&roll, &dir, folder, ROLL_MM);
}

static void again(void)
{
    memset(&roll, 0x5A, sizeof roll);
    paper_roll_open(&roll, &dir, folder, ROLL_MM);
}

static struct paper_figures now(void)
{
    return paper_roll_figures(&roll);
}

/* Slips of 185 mm of paper and 15 mm to the blade, so 200 mm each. */
static void print(int slips)
{
    const struct bits page = {.width = 576, .height = 1478};
    for (int i = 0; i < slips; i++) {
        CHECK(!failed(paper_roll_printed(&roll, &page)));
    }
}

static void told(enum printer_paper paper)
{
    CHECK(!failed(paper_roll_told(&roll, paper)));
}

static bool about(int got, int want)
{
    return got >= want - want / 100 - 1 && got <= want + want / 100 + 1;
}

TEST(slips_are_counted_in_millimetres_and_kept)
{
    fresh();
    CHECK_INT(now().used_mm, 0);
    CHECK_INT(now().roll_mm, ROLL_MM);
    CHECK(!now().learned);
    print(40);
    CHECK(about(now().used_mm, 8000));
    CHECK(about(now().left_mm, 42000));
    CHECK(about(now().slip_mm, 200));
    CHECK(about(now().slips_left, 210));
    const struct paper_figures before = now();
    again();
    CHECK(about(now().used_mm, 8000));
    CHECK(about(now().slips_left, 210));
    const struct paper_figures after = now();
    CHECK(paper_figures_equal(&before, &after));
    print(1);
    const struct paper_figures more = now();
    CHECK(!paper_figures_equal(&before, &more));
    CHECK(!failed(paper_roll_changed(&roll)));
    again();
    CHECK_INT(now().used_mm, 0);
    CHECK(!now().learned); /* it was changed early: nobody knows how long it was */
    CHECK_INT(now().roll_mm, ROLL_MM);
}

TEST(coarse_heads_print_longer_slips)
{
    const struct bits fine = {.width = 576, .height = 1440},
                      coarse = {.width = 512, .height = 1440};
    fresh();
    CHECK(!failed(paper_roll_printed(&roll, &fine)));
    CHECK(about(now().used_mm, 180 + 15));
    fresh();
    CHECK(!failed(paper_roll_printed(&roll, &coarse)));
    CHECK(about(now().used_mm, 203 + 15));
}

TEST(a_roll_that_ran_out_teaches_how_long_they_are)
{
    fresh();
    print(180); /* 36 m, not the 50 m that were set */
    told(PAPER_OUT);
    CHECK(now().out);
    CHECK_INT(now().left_mm, 0);
    CHECK_INT(now().slips_left, 0);
    CHECK(!failed(paper_roll_changed(&roll)));
    CHECK(now().learned);
    CHECK(about(now().roll_mm, 36000));
    CHECK(about(now().slips_left, 180));
    CHECK(!now().out);
    again();
    CHECK(about(now().roll_mm, 36000));
    print(200); /* the next one is of 40 m */
    CHECK_INT(now().slips_left, 0);
    told(PAPER_OUT);
    CHECK(!failed(paper_roll_changed(&roll)));
    CHECK(about(now().roll_mm, 37000));
}

TEST(a_roll_that_lasts_longer_than_known_teaches_too)
{
    fresh();
    print(300); /* 60 m */
    CHECK_INT(now().slips_left, 0);
    CHECK(!failed(paper_roll_changed(&roll)));
    CHECK(about(now().roll_mm, 60000));
}

TEST(part_of_a_roll_teaches_nothing_two_in_a_row_do)
{
    fresh();
    print(50); /* 10 m, then out */
    told(PAPER_OUT);
    CHECK(!failed(paper_roll_changed(&roll)));
    CHECK_INT(now().roll_mm, ROLL_MM);
    again();
    print(50);
    told(PAPER_OUT);
    CHECK(!failed(paper_roll_changed(&roll)));
    CHECK(about(now().roll_mm, 10000));
}

TEST(the_sensor_near_the_end_is_believed_more_than_the_length)
{
    fresh();
    print(220);
    told(PAPER_NEAR_END);
    CHECK(now().near_end);
    print(20); /* four more metres, then it is out */
    told(PAPER_OUT);
    CHECK(!failed(paper_roll_changed(&roll)));
    CHECK(!now().near_end);
    print(150); /* the next roll is shorter: its sensor speaks early */
    CHECK(about(now().slips_left, 90));
    told(PAPER_NEAR_END);
    CHECK(about(now().slips_left, 20));
    print(15);
    told(PAPER_NEAR_END);
    CHECK(about(now().slips_left, 5));
    again();
    CHECK(about(now().slips_left, 5));
}

/* Devices.md 1.11: no start on too little. Only what was counted here counts, not a guess. */
TEST(what_surely_does_not_fit_is_known_and_a_guess_is_not)
{
    const struct bits slip = {.width = 576, .height = 1478}; /* 200 mm with its cut */
    struct paper_figures f;
    fresh();
    print(249);
    f = now();
    CHECK(f.left_mm > 0 && f.left_mm < 300 && !f.sure);
    print(2);
    f = now();
    CHECK(f.left_mm == 0 && paper_figures_suffice(&f, &slip)); /* this roll may be a longer one */
    told(PAPER_NEAR_END);
    f = now();
    CHECK(!f.sure && paper_figures_suffice(&f, &slip)); /* how much that is, nobody knows yet */
    print(20);
    told(PAPER_OUT);
    CHECK(!failed(paper_roll_changed(&roll)));
    f = now();
    CHECK(!f.sure && paper_figures_suffice(&f, &slip));
    told(PAPER_NEAR_END);
    print(18);
    f = now();
    CHECK(f.sure && paper_figures_suffice(&f, &slip));
    print(2);
    f = now();
    CHECK(f.sure && !paper_figures_suffice(&f, &slip));
    told(PAPER_OK); /* another roll */
    f = now();
    CHECK(!f.sure && paper_figures_suffice(&f, &slip));
}

TEST(while_the_sensor_says_nothing_there_is_what_it_would_have_said)
{
    fresh();
    print(220);
    told(PAPER_NEAR_END);
    print(20);
    told(PAPER_OUT);
    CHECK(!failed(paper_roll_changed(&roll)));
    print(239); /* of 240 by the length */
    CHECK(about(now().slips_left, 20));
}

TEST(a_roll_changed_without_a_word_is_noticed)
{
    fresh();
    print(240);
    told(PAPER_OUT);
    told(PAPER_OUT);
    told(PAPER_OK);
    CHECK_INT(now().used_mm, 0);
    CHECK(about(now().roll_mm, 48000));
    print(200);
    told(PAPER_NEAR_END);
    print(10); /* changed while some was left */
    told(PAPER_OK);
    CHECK_INT(now().used_mm, 0);
    CHECK(about(now().roll_mm, 48000));
}

TEST(an_open_cover_and_a_wavering_sensor_change_nothing)
{
    fresh();
    print(20);
    told(PAPER_OUT); /* many say so while the cover is open */
    CHECK(now().out);
    told(PAPER_OK);
    CHECK(!now().out);
    CHECK(about(now().used_mm, 4000));
    print(180);
    for (int i = 0; i < 4; i++) {
        told(PAPER_NEAR_END);
        CHECK(now().near_end);
        told(PAPER_OK);
        CHECK(!now().near_end);
        print(1);
    }
    CHECK(about(now().used_mm, 40800));
    told(PAPER_UNKNOWN);
    CHECK(about(now().used_mm, 40800));
}

TEST(what_is_no_such_file_begins_anew_and_a_full_disk_is_told)
{
    static const char *const bad[] = {
        "",
        "used 5\n",
        "used -5\nlength 0\ntail 0\nnear -1\nslip 1\nout 0\nshort 0\n",
        "used 5\nlength 0\ntail 0\nnear 9\nslip 1\nout 0\nshort 0\n",
        "used 5\nlength 0\ntail 0\nnear -1\nslip 0\nout 0\nshort 0\n",
        "used 5\nlength 0\ntail 0\nnear -1\nslip 1\nout 0\nshort 0\nmore\n"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        fresh();
        FILE *f = fopen(scratch(PAPER_ROLL_FILE), "w");
        CHECK(f != NULL && fputs(bad[i], f) >= 0 && fclose(f) == 0);
        again();
        CHECK_INT(now().used_mm, 0);
        CHECK(about(now().slip_mm, 180));
        print(1);
        again();
        CHECK(about(now().used_mm, 200));
    }
    const struct bits page = {.width = 576, .height = 1478};
    struct port_dir full = dir_faulty(&dir, 1, ERR_FULL);
    roll.dir = &full;
    CHECK_INT(paper_roll_printed(&roll, &page).code, ERR_FULL);
    CHECK(about(now().used_mm, 400)); /* counted all the same */
}

TEST(nowhere_to_keep_it_is_no_error)
{
    paper_roll_open(&roll, NULL, "", ROLL_MM);
    print(1);
    CHECK(about(now().used_mm, 200));
    scratch_close();
}

int main(void)
{
    RUN(slips_are_counted_in_millimetres_and_kept);
    RUN(coarse_heads_print_longer_slips);
    RUN(a_roll_that_ran_out_teaches_how_long_they_are);
    RUN(a_roll_that_lasts_longer_than_known_teaches_too);
    RUN(part_of_a_roll_teaches_nothing_two_in_a_row_do);
    RUN(the_sensor_near_the_end_is_believed_more_than_the_length);
    RUN(what_surely_does_not_fit_is_known_and_a_guess_is_not);
    RUN(while_the_sensor_says_nothing_there_is_what_it_would_have_said);
    RUN(a_roll_changed_without_a_word_is_noticed);
    RUN(an_open_cover_and_a_wavering_sensor_change_nothing);
    RUN(what_is_no_such_file_begins_anew_and_a_full_disk_is_told);
    RUN(nowhere_to_keep_it_is_no_error);
    return check_done();
}
