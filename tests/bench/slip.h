/* A receipt from its facts to the dots that a printer gets, with the real fonts and drawings. */
#ifndef TESTS_BENCH_SLIP_H
#define TESTS_BENCH_SLIP_H

#include "app/assets.h"
#include "app/cli/receipt_file.h"
#include "platform/sdl/text_ttf.h"
#include "ui/paper.h"

#define SLIP_DOTS 576 /* of the head across: paper of 80 mm */

static struct paper_tools slip_tools;
static struct receipt_file slip_file;

static bool slip_open(const struct assets *assets)
{
    static struct art art;
    static struct paint_cache cache;
    static uint8_t memory[4 << 20];
    struct file_bytes drawings;
    paint_cache_init(&cache, memory, sizeof memory);
    slip_tools.art = &art;
    slip_tools.cache = &cache;
    return !failed(assets_map(assets, "art.bin", &drawings)) &&
           !failed(art_open(&art, drawings.bytes, drawings.size)) &&
           !failed(text_ttf_open(TEXT_FONT_FOLDER, TEXT_CACHE_BYTES, &slip_tools.text));
}

/* The facts of tests/fixtures/receipts/NAME.json, of which there is one at a time. */
static bool slip_read(const char *name)
{
    char path[128];
    char why[256] = "";
    struct file_bytes text = {0};
    receipt_file_free(&slip_file); /* of the receipt before, which pointed into it */
    (void)snprintf(path, sizeof path, "tests/fixtures/receipts/%s.json", name);
    if (failed(files_linux()->ops->map(path, &text))) {
        return false;
    }
    const bool good =
        !failed(receipt_file_read(text.bytes, text.size, &slip_file, why, sizeof why));
    files_linux()->ops->unmap(&text);
    return good;
}

/* What was read, as dots. */
static bool slip_draw(void)
{
    static struct receipt receipt;
    static uint8_t rows[PAPER_BYTES_MAX];
    struct bits page = {.width = SLIP_DOTS, .rows = rows};
    return !failed(receipt_build(&receipt, &slip_file.facts)) &&
           !failed(paper_draw(&slip_tools, &receipt, &page));
}

#endif
