/* On the sample page of tests/fixtures/papers: held in each of the eight ways and marked so, it
 * comes out as it lies in the fixture. */
#include "platform/linux/exif.h"

#include <stdlib.h>

#include "platform/linux/jpeg_file.h"
#include "platform/linux/jpeg_file_write.h"
#include "platform/linux/page_file.h"
#include "platform/port_files.h"
#include "tests/check.h"

enum { SMALL = 64, ROOM = 3 << 20 };

static uint8_t pixels[3000 * 3000 * 3], held[3000 * 3000 * 3];
static uint8_t plain[ROOM], marked[ROOM], page[ROOM];
static size_t plain_size, page_size;
static int width, height, held_width;

/* Writes EXIF with this tag value behind the start of the picture; returns the bytes written. The
 * type and the count of the value may be wrong. */
static size_t mark(uint8_t *to, bool big, int value, int type, int count)
{
    const uint8_t head[] = {0xFF, 0xD8, 0xFF, 0xE1, 0, 32, 'E', 'x', 'i', 'f', 0, 0};
    const uint8_t large[] = {'M',  'M',
                             0,    42,
                             0,    0,
                             0,    8,
                             0,    1,
                             0x01, 0x12,
                             0,    (uint8_t)type,
                             0,    0,
                             0,    (uint8_t)count,
                             0,    (uint8_t)value,
                             0,    0,
                             0,    0};
    const uint8_t little[] = {'I',
                              'I',
                              42,
                              0,
                              8,
                              0,
                              0,
                              0,
                              1,
                              0,
                              0x12,
                              0x01,
                              (uint8_t)type,
                              0,
                              (uint8_t)count,
                              0,
                              0,
                              0,
                              (uint8_t)value,
                              0,
                              0,
                              0,
                              0,
                              0};
    memcpy(to, head, sizeof head);
    memcpy(to + sizeof head, big ? large : little, sizeof large);
    return sizeof head + sizeof large;
}

static void draw(void *context, int y, uint8_t *ret_rgb)
{
    memcpy(ret_rgb, (const uint8_t *)context + (size_t)y * (size_t)held_width * 3,
           (size_t)held_width * 3);
}

/* Where pixel (x, y) of the upright picture lies in one that is stored in this way: the second
 * corner of EXIF's table says which edge of what is stored is the top. */
static void stored_at(int way, int x, int y, int *ret_x, int *ret_y)
{
    const int right = width - 1 - x, bottom = height - 1 - y;
    const int at[9][2] = {{0, 0}, {x, y},     {right, y},      {right, bottom}, {x, bottom},
                          {y, x}, {y, right}, {bottom, right}, {bottom, x}};
    *ret_x = at[way][0];
    *ret_y = at[way][1];
}

/* The fixture as a camera held in this way stores it, marked; returns its size. */
static size_t hold(int way, bool big)
{
    const bool across = way >= 5;
    held_width = across ? height : width;
    for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
            int to_x = 0, to_y = 0;
            stored_at(way, x, y, &to_x, &to_y);
            memcpy(held + ((size_t)to_y * (size_t)held_width + (size_t)to_x) * 3,
                   pixels + ((size_t)y * (size_t)width + (size_t)x) * 3, 3);
        }
    }
    const struct jpeg_rows rows = {
        .width = held_width, .height = across ? width : height, .row = draw, .context = held};
    CHECK(!failed(image_jpeg_write(&rows, 90, plain, sizeof plain, &plain_size)));
    const size_t head = mark(marked, big, way, 3, 1);
    memcpy(marked + head, plain + 2, plain_size - 2);
    return head + plain_size - 2;
}

/* The page that comes out, as SMALL x SMALL greys. */
static void straighten(const uint8_t *jpeg, size_t size, uint8_t ret_small[SMALL * SMALL])
{
    static uint8_t rgb[2500 * 2500 * 3];
    struct picture_found found;
    int w = 0, h = 0;
    CHECK(!failed(image_page_straighten(jpeg, size, (struct picture_scale){.dpi = 200}, page,
                                        sizeof page, &page_size, &found)));
    CHECK_INT(found.turned, 0); /* it lay upright: what it says was done before */
    CHECK(!failed(image_jpeg_preview(page, page_size, 2500, rgb, sizeof rgb, &w, &h)));
    for (int i = 0; i < SMALL * SMALL; i++) {
        long sum = 0, count = 0;
        for (int y = i / SMALL * h / SMALL; y < (i / SMALL + 1) * h / SMALL; y++) {
            for (int x = i % SMALL * w / SMALL; x < (i % SMALL + 1) * w / SMALL; x++) {
                sum += rgb[((size_t)y * (size_t)w + (size_t)x) * 3 + 1];
                count++;
            }
        }
        ret_small[i] = (uint8_t)(sum / count);
    }
}

TEST(a_page_comes_out_upright_whichever_way_the_camera_was_held)
{
    static uint8_t wanted[SMALL * SMALL], got[SMALL * SMALL];
    struct file_bytes file;
    CHECK(!failed(files_linux()->ops->map("tests/fixtures/papers/land-1.jpg", &file)));
    CHECK(!failed(
        image_jpeg_preview(file.bytes, file.size, 3000, pixels, sizeof pixels, &width, &height)));
    straighten((const uint8_t *)file.bytes, file.size, wanted);
    for (int way = 1; way <= 8; way++) {
        long sum = 0;
        straighten(marked, hold(way, way % 2 == 0), got);
        for (int i = 0; i < SMALL * SMALL; i++) {
            sum += labs((long)got[i] - wanted[i]);
        }
        CHECK(sum / (SMALL * SMALL) <= 2);
    }
    files_linux()->ops->unmap(&file);
}

static bool is_plain(const uint8_t *bytes, size_t size)
{
    const struct exif_way way = exif_way_of(bytes, size);
    return !way.mirrored && way.quarters == 0;
}

TEST(what_is_odd_is_taken_as_it_is)
{
    uint8_t bytes[64];
    const size_t size = mark(bytes, true, 6, 3, 1);
    CHECK_INT(exif_way_of(bytes, size).quarters, 1);
    CHECK(is_plain(NULL, 0));
    for (size_t cut = 0; cut < size; cut++) {
        uint8_t *exact = malloc(cut + 1);
        memcpy(exact, bytes, cut);
        CHECK(is_plain(exact, cut));
        free(exact);
    }
    const int wrong[][3] = {{0, 3, 1}, {9, 3, 1}, {6, 4, 1}, {6, 3, 2}, {6, 3, 0}};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        CHECK(is_plain(bytes, mark(bytes, true, wrong[i][0], wrong[i][1], wrong[i][2])));
    }
    (void)mark(bytes, true, 6, 3, 1);
    bytes[12] = 'I'; /* one byte says little, the other big */
    CHECK(is_plain(bytes, size));
    (void)mark(bytes, true, 6, 3, 1);
    memset(bytes + 16, 0xFF, 4); /* a directory far behind the end */
    CHECK(is_plain(bytes, size));
    (void)mark(bytes, true, 6, 3, 1);
    bytes[5] = 255; /* a segment longer than the file */
    CHECK(is_plain(bytes, size));
    (void)mark(bytes, true, 6, 3, 1);
    bytes[3] = 0xDA; /* the picture begins before any EXIF */
    CHECK(is_plain(bytes, size));
}

int main(void)
{
    RUN(a_page_comes_out_upright_whichever_way_the_camera_was_held);
    RUN(what_is_odd_is_taken_as_it_is);
    return check_done();
}
