/* kioskctl receipt: a record to ESC/POS bytes or a picture. It needs the painter and the fonts, so
 * it is composed here and not in the table of commands that tests link. */
#include "app/cli/main_receipt.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/assets.h"
#include "app/cli/receipt_file.h"
#include "platform/base/options.h"
#include "platform/linux/png_file.h"
#include "platform/linux/printer_escpos.h"
#include "platform/sdl/text_ttf.h"
#include "ui/paper.h"

#define CACHE_BYTES (4U << 20)

static int complain(const char *what, const char *why)
{
    fprintf(stderr, "kioskctl receipt: %s%s%s\n", what, why[0] == '\0' ? "" : ": ", why);
    return 1;
}

/* --- a printer that is the standard output -------------------------------------------------- */

static struct err open_stdout(struct transport *t, int timeout_ms)
{
    (void)t;
    (void)timeout_ms;
    return ERR_OK;
}

static struct err write_stdout(struct transport *t, const uint8_t *bytes, size_t size,
                               int timeout_ms, size_t *ret_written)
{
    (void)t;
    (void)timeout_ms;
    *ret_written = fwrite(bytes, 1, size, stdout);
    return *ret_written == size ? ERR_OK : ERR(ERR_OFFLINE, errno, "receipt: standard output");
}

static struct err read_nothing(struct transport *t, uint8_t *bytes, size_t size, int timeout_ms,
                               size_t *ret_read)
{
    (void)t;
    (void)bytes;
    (void)size;
    (void)timeout_ms;
    *ret_read = 0;
    return ERR_OK;
}

static void close_stdout(struct transport *t, bool flush)
{
    (void)t;
    if (flush) {
        (void)fflush(stdout);
    }
}

static struct err put_escpos(const struct bits *page)
{
    static const struct transport_ops ops = {open_stdout, write_stdout, read_nothing,
                                             NULL,        NULL,         close_stdout};
    const struct transport transport = {.ops = &ops, .fd = -1};
    struct printer_escpos printer;
    enum print_proof proof = PROOF_NONE;
    printer_escpos_init(&printer, &transport, ESCPOS_ONE_WAY);
    printer.rest = REST_NONE; /* a file has no earlier job to clear away */
    return printer.port.ops->print(&printer.port, page, NULL, &proof);
}

/* A picture is written whole into a temporary file first, then copied. */
static struct err put_png(const struct bits *page)
{
    char name[] = "/tmp/kioskctl-receipt-XXXXXX";
    const int fd = mkstemp(name);
    if (fd < 0) {
        return ERR(ERR_IO, errno, "receipt: temporary file");
    }
    struct err e = image_write_bits(name, page->rows, page->width, page->height);
    FILE *file = failed(e) ? NULL : fopen(name, "rb");
    if (file != NULL) {
        char bytes[4096];
        size_t got = 0;
        while ((got = fread(bytes, 1, sizeof bytes, file)) > 0) {
            (void)fwrite(bytes, 1, got, stdout);
        }
        (void)fclose(file);
        e = fflush(stdout) == 0 ? ERR_OK : ERR(ERR_IO, errno, "receipt: standard output");
    }
    close(fd);
    (void)unlink(name);
    return e;
}

/* --- painting ------------------------------------------------------------------------------- */

struct studio {
    struct paper_tools tools;
    struct art art;
    struct paint_cache cache;
    struct assets assets;
    struct file_bytes drawings;
    struct receipt receipt;
    uint8_t rows[PAPER_BYTES_MAX];
    uint8_t memory[CACHE_BYTES];
};

static struct err open_studio(struct studio *s)
{
    struct err e = assets_open(&s->assets, files_linux(), getenv("RONG_ASSETS"));
    e = failed(e) ? e : assets_map(&s->assets, "art.bin", &s->drawings);
    e = failed(e) ? e : art_open(&s->art, s->drawings.bytes, s->drawings.size);
    e = failed(e) ? e : text_ttf_open(TEXT_FONT_FOLDER, TEXT_CACHE_BYTES, &s->tools.text);
    paint_cache_init(&s->cache, s->memory, sizeof s->memory);
    s->tools.art = &s->art;
    s->tools.cache = &s->cache;
    return e;
}

static void close_studio(struct studio *s)
{
    if (s->tools.text != NULL) {
        s->tools.text->ops->close(s->tools.text);
    }
    assets_unmap(&s->assets, &s->drawings);
}

static int print_facts(const struct receipt_facts *facts, int width, bool png)
{
    static struct studio studio; /* too large for the stack; one receipt a run */
    struct studio *s = &studio;
    struct bits page = {.width = width, .rows = s->rows};
    struct err e = open_studio(s);
    e = failed(e) ? e : receipt_build(&s->receipt, facts);
    e = failed(e) ? e : paper_draw(&s->tools, &s->receipt, &page);
    e = failed(e) ? e : png ? put_png(&page) : put_escpos(&page);
    close_studio(s);
    return failed(e) ? complain(e.at, err_name(e.code)) : 0;
}

static int print_text(const char *name, const char *text, size_t size, const char *language,
                      int width, bool png)
{
    struct receipt_file file;
    char why[256];
    if (failed(receipt_file_read(text, size, &file, why, sizeof why))) {
        return complain(name, why);
    }
    if (language != NULL) {
        file.facts.language = language;
    }
    const int status = print_facts(&file.facts, width, png);
    receipt_file_free(&file);
    return status;
}

static bool take_width(void *context, const char *value)
{
    int *width = context;
    *width = strcmp(value, "384") == 0   ? 384
             : strcmp(value, "512") == 0 ? 512
             : strcmp(value, "576") == 0 ? 576
                                         : 0;
    return *width != 0;
}

int cli_receipt(int argc, char **argv)
{
    int width = 576;
    const char *language = NULL;
    bool png = false;
    bool example = false;
    int words = 0;
    const struct option_row rows[] = {
        {"--width", "DOTS", "384, 512 or 576 dots across the paper (576)", NULL, NULL, take_width,
         &width},
        {"--language", "L", "the citizen's language instead of the record's", &language, NULL, NULL,
         NULL},
        {"--png", NULL, "a picture instead of ESC/POS bytes", NULL, &png, NULL, NULL},
        {"--example", NULL, "prints a sample record", NULL, &example, NULL, NULL},
    };
    const struct program program = {
        "kioskctl receipt",
        "turns the record of a receipt into the bytes or the picture of the paper",
        "kioskctl receipt RECORD.json [OPTION]...",
        "  kioskctl receipt --example > record.json\n"
        "  kioskctl receipt record.json --png > receipt.png\n"
        "  kioskctl receipt record.json --width 384 > /dev/usb/lp0\n",
        rows,
        sizeof rows / sizeof rows[0],
    };
    const int status = options_parse(&program, argc, argv, &words);
    if (status >= 0) {
        return status;
    }
    if (example) {
        return fputs(receipt_file_example(), stdout) < 0;
    }
    if (words != 1) {
        return options_wrong(&program, "one RECORD.json is needed.");
    }
    struct file_bytes file = {0};
    if (failed(files_linux()->ops->map(argv[1], &file))) {
        return complain(argv[1], "cannot be read");
    }
    const int done = print_text(argv[1], file.bytes, file.size, language, width, png);
    files_linux()->ops->unmap(&file);
    return done;
}
