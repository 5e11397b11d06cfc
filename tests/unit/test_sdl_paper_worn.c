/* Whether the QR of a receipt survives what thermal printers, the sun and pockets do to it
 * (reference/devices.md 3.2). What was read lies in out/receipt. */
#include "tests/unit/paper_painted.h"

static uint8_t damaged[PAPER_BYTES_MAX];

static void set(int x, int y, bool black)
{
    uint8_t *byte = damaged + (size_t)y * (size_t)(page.width / 8) + x / 8;
    const uint8_t bit = (uint8_t)(0x80 >> (x % 8));
    *byte = (uint8_t)(black ? *byte | bit : *byte & ~bit);
}

/* Every dot grows by so many to the right and down. */
static void bleed(int by)
{
    memset(damaged, 0, sizeof damaged);
    for (int y = 0; y < page.height; y++) {
        for (int x = 0; x < page.width; x++) {
            for (int i = 0; i <= by * (by + 2) && dot(rows, x, y); i++) {
                const int right = x + i % (by + 1);
                const int down = y + i / (by + 1);
                if (right < page.width && down < page.height) {
                    set(right, down, true);
                }
            }
        }
    }
}

TEST(the_qr_survives_a_hot_head_whose_dots_grow_by_two)
{
    for (int i = 0; i < 3; i++) {
        CHECK(paint("saved", widths[i]));
        bleed(2);
        const struct bits grown = {page.width, page.height, damaged};
        CHECK_STR(read_qr(&grown, "qr-hot"), ADDRESS);
    }
}

/* Its rows alone, so that a reader has little to look at. */
static struct bits qr_rows(int *ret_x, int *ret_module)
{
    int y = 0;
    CHECK(find_qr(ret_x, &y, ret_module));
    const int first = y - QR_QUIET * *ret_module;
    const int most = (2 * receipt.qr_side + 3 * QR_QUIET) * *ret_module;
    const int left = page.height - first;
    memcpy(damaged, rows + (size_t)first * (size_t)(page.width / 8),
           (size_t)(left < most ? left : most) * (size_t)(page.width / 8));
    return (struct bits){page.width, left < most ? left : most, damaged};
}

/* One dot of the head prints nothing: through an eye, at its edge, anywhere. */
TEST(the_qr_survives_one_dead_dot_of_the_head_wherever_it_is)
{
    for (int i = 0; i < 3; i++) {
        int x = 0;
        int module = 0;
        CHECK(paint("saved", widths[i]));
        (void)qr_rows(&x, &module);
        const int ends[] = {0, 7, receipt.qr_side - 7, receipt.qr_side};
        for (int at = 0; at < 12; at++) { /* in both eyes of the first, and between */
            const struct bits code = qr_rows(&x, &module);
            const int column = x + ends[at / 3] * module + (at % 3 - 1) * module / 2;
            for (int y = 0; y < code.height; y++) {
                set(column, y, false);
            }
            CHECK_STR(read_qr(&code, "qr-dead"), ADDRESS);
        }
        for (int column = i; column < page.width; column += page.width / 6) {
            const struct bits code = qr_rows(&x, &module);
            for (int y = 0; y < code.height; y++) {
                set(column, y, false);
            }
            CHECK_STR(read_qr(&code, "qr-dead"), ADDRESS);
        }
    }
}

TEST(the_qr_survives_paper_that_stretches_by_three_in_a_hundred)
{
    for (int i = 0; i < 3; i++) {
        CHECK(paint("saved", widths[i]));
        const size_t across = (size_t)(page.width / 8);
        int out = 0;
        for (int y = 0; y < page.height && out + 2 < PAPER_ROWS_MAX; y++) {
            memcpy(damaged + across * (size_t)out++, rows + across * (size_t)y, across);
            if (y % 33 == 0) {
                memcpy(damaged + across * (size_t)out++, rows + across * (size_t)y, across);
            }
        }
        const struct bits longer = {page.width, out, damaged};
        CHECK_STR(read_qr(&longer, "qr-stretched"), ADDRESS);
    }
}

/* A faded print: one dot in fifty is missing, and one column. */
TEST(the_qr_survives_faint_speckled_print)
{
    uint32_t noise = 7;
    for (int i = 0; i < 3; i++) {
        CHECK(paint("saved", widths[i]));
        memcpy(damaged, rows, sizeof damaged);
        for (int y = 0; y < page.height; y++) {
            set(174, y, false);
            for (int x = 0; x < page.width; x++) {
                noise = noise * 1664525u + 1013904223u;
                if (noise >> 24 < 5) {
                    set(x, y, false);
                }
            }
        }
        const struct bits worn = {page.width, page.height, damaged};
        CHECK_STR(read_qr(&worn, "qr-worn"), ADDRESS);
    }
}

#define FADED_PAPER 205 /* of 255: yellowed thermal paper */
#define FADED_GRAIN 3   /* of the sensor, either way */

static uint32_t next(uint32_t *noise)
{
    *noise = *noise * 1664525u + 1013904223u;
    return *noise >> 16;
}

/* One dot in forty is gone, or stands where none was. */
static void speckle(uint32_t *noise)
{
    memcpy(damaged, rows, sizeof damaged);
    for (int y = 0; y < page.height; y++) {
        for (int x = 0; x < page.width; x++) {
            if (next(noise) % 40 == 0) {
                set(x, y, !dot(rows, x, y));
            }
        }
    }
}

/* How dark a dot is to a lens that sees its neighbours, too: of 9. */
static int blurred(int x, int y)
{
    int black = 0;
    for (int i = 0; i < 9; i++) {
        black += dot(damaged, x + i % 3 - 1, y + i / 3 - 1);
    }
    return black;
}

/* What a photograph shows of a faded print: ink is `contrast` of 255 darker than paper. */
static bool write_faded(const char *path, int contrast)
{
    uint32_t noise = 11;
    FILE *out = fopen(path, "wb");
    if (out == NULL) {
        return false;
    }
    speckle(&noise);
    (void)fprintf(out, "P5\n%d %d\n255\n", page.width, page.height);
    for (int y = 0; y < page.height; y++) {
        for (int x = 0; x < page.width; x++) {
            const int grain = (int)(next(&noise) % (2 * FADED_GRAIN + 1)) - FADED_GRAIN;
            (void)fputc(FADED_PAPER - contrast * blurred(x, y) / 9 + grain, out);
        }
    }
    return fclose(out) == 0;
}

/* Lying in the sun for a year: a contrast of 15 in a hundred, and speckle (reference/devices.md
 * 3.2). Bleached to nothing it is not read: the picture is really so pale. */
TEST(the_qr_survives_fading_to_a_pale_grey)
{
    static const char path[] = "out/receipt/qr-faded.pgm";
    for (int i = 0; i < 3; i++) {
        CHECK(paint("saved", widths[i]));
        CHECK(write_faded(path, 255 * 15 / 100));
        CHECK_STR(read_picture(path), ADDRESS);
        CHECK(write_faded(path, 0));
        CHECK_STR(read_picture(path), "");
    }
}

TEST(the_qr_survives_paper_that_slips)
{
    CHECK(paint("saved", 576));
    const size_t across = (size_t)(page.width / 8);
    int out = 0;
    for (int y = 0; y < page.height && out + 2 < PAPER_ROWS_MAX; y++) {
        memcpy(damaged + across * (size_t)out++, rows + across * (size_t)y, across);
        if (y % 15 == 0) {
            memcpy(damaged + across * (size_t)out++, rows + across * (size_t)y, across);
        }
    }
    const struct bits slipped = {page.width, out, damaged};
    CHECK_STR(read_qr(&slipped, "qr-slipped"), ADDRESS);
}

int main(void)
{
    if (!open_tools()) {
        printf("not ok fonts_and_pictograms_are_there\n");
        return 1;
    }
    RUN(the_qr_survives_a_hot_head_whose_dots_grow_by_two);
    RUN(the_qr_survives_one_dead_dot_of_the_head_wherever_it_is);
    RUN(the_qr_survives_paper_that_stretches_by_three_in_a_hundred);
    RUN(the_qr_survives_faint_speckled_print);
    RUN(the_qr_survives_fading_to_a_pale_grey);
    RUN(the_qr_survives_paper_that_slips);
    receipt_file_free(&file);
    tools.text->ops->close(tools.text);
    return check_done();
}
