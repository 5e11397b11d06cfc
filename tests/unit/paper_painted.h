/* A receipt painted as paper with the real fonts, and what is read from it: for tests of how it
 * looks and of what it survives. */
#ifndef TESTS_UNIT_PAPER_PAINTED_H
#define TESTS_UNIT_PAPER_PAINTED_H

#include <stdlib.h>
#include <sys/stat.h>

#include "app/assets.h"
#include "app/cli/receipt_file.h"
#include "platform/linux/png_file.h"
#include "platform/sdl/text_ttf.h"
#include "tests/check.h"
#include "ui/paper.h"

__attribute__((unused)) static const int widths[] = {384, 512, 576};
static struct paper_tools tools;
static struct art art;
static struct paint_cache cache;
static uint8_t cache_memory[4 << 20];
static struct receipt receipt;
static uint8_t rows[PAPER_BYTES_MAX];
static struct bits page;
static struct receipt_file file;

__attribute__((unused)) static bool open_tools(void)
{
    static struct assets assets;
    static struct file_bytes drawings;
    (void)mkdir("out", 0777);
    (void)mkdir("out/receipt", 0777);
    paint_cache_init(&cache, cache_memory, sizeof cache_memory);
    tools.art = &art;
    tools.cache = &cache;
    return !failed(assets_open(&assets, files_linux(), NULL)) &&
           !failed(assets_map(&assets, "art.bin", &drawings)) &&
           !failed(art_open(&art, drawings.bytes, drawings.size)) &&
           !failed(text_ttf_open(TEXT_FONT_FOLDER, TEXT_CACHE_BYTES, &tools.text));
}

/* Paints tests/fixtures/receipts/NAME.json. */
__attribute__((unused)) static bool paint(const char *name, int width)
{
    char path[128];
    char why[256] = "";
    struct file_bytes text = {0};
    receipt_file_free(&file); /* of the receipt before, which pointed into it */
    (void)snprintf(path, sizeof path, "tests/fixtures/receipts/%s.json", name);
    page = (struct bits){.width = width, .rows = rows};
    if (failed(files_linux()->ops->map(path, &text))) {
        return false;
    }
    const bool good = !failed(receipt_file_read(text.bytes, text.size, &file, why, sizeof why)) &&
                      !failed(receipt_build(&receipt, &file.facts)) &&
                      !failed(paper_draw(&tools, &receipt, &page));
    files_linux()->ops->unmap(&text);
    return good;
}

/* What zbarimg reads from a picture; "" for nothing. */
__attribute__((unused)) static const char *read_picture(const char *path)
{
    static char found[256];
    char command[256];
    (void)snprintf(command, sizeof command, "zbarimg --raw -q %s 2>/dev/null", path);
    FILE *out = popen(command, "r");
    found[0] = '\0';
    if (out != NULL) {
        if (fgets(found, sizeof found, out) == NULL) {
            found[0] = '\0';
        }
        (void)pclose(out);
    }
    found[strcspn(found, "\n")] = '\0';
    return found;
}

__attribute__((unused)) static const char *read_qr(const struct bits *p, const char *name)
{
    char path[128];
    (void)snprintf(path, sizeof path, "out/receipt/%s.png", name);
    CHECK(!failed(image_write_bits(path, p->rows, p->width, p->height)));
    return read_picture(path);
}

#define ADDRESS "HTTP://127.0.0.1:8780/H/0123456789ABCDEFGHJKMNPQRS"

__attribute__((unused)) static bool dot(const uint8_t *from, int x, int y)
{
    return x >= 0 && x < page.width && y >= 0 && y < page.height &&
           (from[(size_t)y * (size_t)(page.width / 8) + x / 8] >> (7 - x % 8) & 1) != 0;
}

/* Black dots from there to the right, at most `most`. */
static int run(int x, int y, int most)
{
    int length = 0;
    while (length < most && dot(rows, x + length, y)) {
        length++;
    }
    return length;
}

/* The upper left corner of the symbol and its dots a module: the first eye, 1:1:3:1:1 down its
 * middle row. */
__attribute__((unused)) static bool find_qr(int *ret_x, int *ret_y, int *ret_module)
{
    for (int y = 0; y < page.height; y++) {
        for (int x = 0; x < page.width; x++) {
            const int length = dot(rows, x - 1, y) || dot(rows, x, y - 1) ? 0 : run(x, y, 80);
            const int m = length / 7;
            const int middle = y + 7 * m / 2;
            if (length % 7 == 0 && m >= 4 && run(x, middle, 80) == m &&
                run(x + 2 * m, middle, 80) == 3 * m && run(x + 6 * m, middle, 80) == m &&
                run(x, y + 7 * m - 1, 80) == 7 * m) {
                *ret_x = x;
                *ret_y = y;
                *ret_module = m;
                return true;
            }
        }
    }
    return false;
}

/* Every module as libqrencode gave it, with four white ones around, none over the edge. */
#endif
