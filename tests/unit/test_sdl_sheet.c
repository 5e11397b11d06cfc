/* The component sheet: one of each thing the painter can paint, with real fonts and drawings. The
 * picture goes to out/sheet.png to be looked at beside the design; the test checks what can be
 * checked without eyes. */
#include <stdlib.h>
#include <sys/stat.h>

#include "platform/linux/png_file.h"
#include "platform/port_files.h"
#include "platform/sdl/text_ttf.h"
#include "platform/sim/display_memory.h"
#include "tests/check.h"
#include "ui/paint/painter.h"

static struct draw_list list;
static struct painter painter;
static struct port_text *text;
static struct port_display *display;
static uint8_t cache[PAINTER_CACHE_BYTES];
static struct file_bytes art;

static void rrect(struct rect r, enum theme_color fill, enum theme_color edge, int edge_px, int lip,
                  int radius)
{
    draw_add(&list, &(struct draw_cmd){.kind = DRAW_RRECT,
                                       .rect = r,
                                       .fill = fill,
                                       .edge = edge,
                                       .edge_px = (int16_t)edge_px,
                                       .bottom_px = (int16_t)lip,
                                       .radius = (int16_t)radius});
}

static void words(int x, int y, enum face face, int px, enum theme_color ink, const char *s)
{
    draw_add(&list,
             &(struct draw_cmd){
                 .kind = DRAW_TEXT,
                 .rect = {x, y - px, text->ops->measure(text, face, px, s, strlen(s)), px * 4 / 3},
                 .baseline = (int16_t)y,
                 .fill = ink,
                 .face = face,
                 .px = (int16_t)px,
                 .text = s,
                 .text_len = strlen(s)});
}

static void icon(enum icon id, int x, int y, int side, enum theme_color ink, enum theme_color paper)
{
    draw_add(&list, &(struct draw_cmd){
                        .kind = DRAW_ICON,
                        .rect = {x, y, side, side},
                        .id = id,
                        .colors = {ink, COLOR_ICON_ACCENT, COLOR_ICON_RED, paper},
                    });
}

static void picture(enum picture id, int x, int y, int w, int h, enum theme_color a,
                    enum theme_color b, enum theme_color c, enum theme_color d)
{
    draw_add(&list,
             &(struct draw_cmd){
                 .kind = DRAW_PICTURE, .rect = {x, y, w, h}, .id = id, .colors = {a, b, c, d}});
}

static void band(int y, int cells, int done, bool now)
{
    draw_add(&list, &(struct draw_cmd){.kind = DRAW_BAND,
                                       .rect = {0, y, 1080, 68},
                                       .px = 4,
                                       .cells = (int16_t)cells,
                                       .done = (int16_t)done,
                                       .now = now});
}

static void buttons(void)
{
    rrect((struct rect){48, 640, 312, 150}, COLOR_PRIMARY, COLOR_PRIMARY_LIP, 3, 12, 24);
    words(68, 722, FACE_BOLD, 42, COLOR_ON_PRIMARY, "Tiếp theo");
    icon(ICON_NEXT, 280, 680, 60, COLOR_ON_PRIMARY, COLOR_PRIMARY);
    rrect((struct rect){384, 640, 312, 150}, COLOR_SURFACE, COLOR_LINE, 3, 12, 24);
    icon(ICON_SEARCH, 420, 680, 60, COLOR_ICON_INK, COLOR_ICON_PAPER);
    words(500, 722, FACE_BOLD, 42, COLOR_INK, "Tìm ê̆ ƀ");
    rrect((struct rect){720, 640, 312, 150}, COLOR_SPOKEN, COLOR_SPOKEN_LINE, 6, 12, 24);
    icon(ICON_MARRIAGE, 816, 650, 124, COLOR_ON_SPOKEN, COLOR_SPOKEN_PAPER);
    draw_add(&list, &(struct draw_cmd){.kind = DRAW_RRECT,
                                       .rect = {48, 830, 312, 120},
                                       .fill = COLOR_DISABLED_FILL,
                                       .edge = COLOR_LINE,
                                       .edge_px = 3,
                                       .radius = 24,
                                       .dashed = true});
    for (int ring = 0; ring < 2; ring++) { /* focus: 6 px inner, 8 px outer */
        const int out = ring == 0 ? 14 : 6;
        rrect((struct rect){400 - out, 840 - out, 280 + 2 * out, 100 + 2 * out},
              ring == 0 ? COLOR_FOCUS : COLOR_FOCUS_INNER, COLOR_FOCUS, 0, 0, 24 + out);
    }
    rrect((struct rect){400, 840, 280, 100}, COLOR_SURFACE, COLOR_LINE, 3, 12, 24);
    rrect((struct rect){720, 830, 312, 180}, COLOR_SURFACE, COLOR_LINE, 3, 12, 24);
    draw_add(&list, &(struct draw_cmd){.kind = DRAW_STRIP,
                                       .rect = {723, 833, 306, 85},
                                       .px = 5,
                                       .radius = 21,
                                       .id = STRIP_ZIGZAG});
}

static void build(void)
{
    static const uint8_t dots[9] = {1, 1, 1, 1, 0, 1, 1, 1, 0};
    draw_clear(&list);
    draw_add(&list,
             &(struct draw_cmd){.kind = DRAW_RECT, .rect = {0, 0, 1080, 1920}, .fill = COLOR_BG});
    picture(PICTURE_ROOF, 0, 0, 1080, 472, COLOR_ROOF, COLOR_ROOF_EDGE, COLOR_BG, COLOR_BG);
    picture(PICTURE_GONG, 84, 170, 150, 150, COLOR_ON_SPOKEN, COLOR_WEAVE_YELLOW,
            COLOR_WEAVE_YELLOW, COLOR_ROOF);
    words(260, 200, FACE_DISPLAY, 64, COLOR_ON_ROOF, "Bé sinh ra ở đâu? ỰỄ");
    words(260, 290, FACE_REGULAR, 40, COLOR_ON_ROOF2, "Chạm vào hình để nghe và chọn.");
    band(404, 9, 3, true);
    band(540, 0, 0, false);
    buttons();
    draw_add(&list, &(struct draw_cmd){
                        .kind = DRAW_QR, .rect = {48, 1000, 220, 220}, .modules = dots, .side = 3});
    draw_add(&list, &(struct draw_cmd){.kind = DRAW_RING,
                                       .rect = {300, 1000, 220, 220},
                                       .fill = COLOR_SUNK,
                                       .edge = COLOR_PRIMARY,
                                       .edge_px = 24,
                                       .id = 400});
    picture(PICTURE_IDENTITY_TRAY, 560, 1030, 400, 330, COLOR_ICON_INK, COLOR_ICON_ACCENT,
            COLOR_ICON_RED, COLOR_ICON_PAPER);
    picture(PICTURE_SLIP_OUT, 48, 1240, 280, 196, COLOR_ICON_INK, COLOR_ICON_ACCENT, COLOR_ICON_RED,
            COLOR_ICON_PAPER);
    picture(PICTURE_WELCOME_SKY, 0, 1430, 540, 150, COLOR_SPOKEN_LINE, COLOR_ICON_ACCENT,
            COLOR_ICON_RED, COLOR_BG);
    picture(PICTURE_WELCOME_ROOF, 0, 1430, 540, 386, COLOR_ROOF, COLOR_ROOF_EDGE, COLOR_THATCH,
            COLOR_BG);
    draw_add(&list,
             &(struct draw_cmd){
                 .kind = DRAW_VEIL, .rect = {560, 1400, 520, 520}, .fill = COLOR_ROOF, .id = 224});
}

TEST(component_sheet_paints_without_an_error)
{
    const struct rect whole = {0, 0, 1080, 1920};
    struct canvas *c = display->ops->canvas(display);
    build();
    const struct err e = painter_paint(&painter, &list, c, &whole, 1);
    CHECK_STR(e.at, "");
    CHECK(!list.full);
    mkdir("out", 0755);
    CHECK_STR(image_write_rgb("out/sheet.png", c).at, "");
}

TEST(painting_in_pieces_gives_the_same_picture)
{
    struct port_display *other = NULL;
    CHECK_STR(display_memory_open(1080, 1920, &other).at, "");
    struct canvas *c = other->ops->canvas(other);
    for (int y = 0; y < 1920; y += 97) {
        for (int x = 0; x < 1080; x += 131) {
            const struct rect piece = {x, y, 131, 97};
            CHECK_STR(painter_paint(&painter, &list, c, &piece, 1).at, "");
        }
    }
    long different = -1;
    CHECK_STR(image_compare(c, display->ops->canvas(display), "out/sheet-diff.png", &different).at,
              "");
    CHECK_INT(different, 0);
    other->ops->close(other);
}

static uint32_t at(int x, int y)
{
    const struct canvas *c = display->ops->canvas(display);
    return c->pixels[y * c->stride + x];
}

TEST(colours_are_the_themes)
{
    const uint32_t *light = theme_colors[THEME_LIGHT];
    CHECK_INT(at(10, 630), light[COLOR_BG]);
    CHECK_INT(at(540, 20), light[COLOR_ROOF]);
    CHECK_INT(at(200, 655), light[COLOR_PRIMARY]);
    CHECK_INT(at(200, 785), light[COLOR_PRIMARY_LIP]);
    CHECK_INT(at(100, 1010), 0xFFFFFF); /* the QR symbol's margin */
    CHECK_INT(at(48 + 4 * 20 + 5, 1000 + 4 * 20 + 5), 0x000000);
    CHECK_INT(at(410, 1005), light[COLOR_PRIMARY]); /* the ring starts at the top */
    CHECK_INT(at(400, 1005), light[COLOR_SUNK]);
}

int main(void)
{
    const struct port_files *files = files_linux();
    if (failed(files->ops->map("build/assets/art.bin", &art)) ||
        failed(text_ttf_open(TEXT_FONT_FOLDER, TEXT_CACHE_BYTES, &text)) ||
        failed(display_memory_open(1080, 1920, &display)) ||
        failed(painter_init(&painter, text, art.bytes, art.size, cache, sizeof(cache)))) {
        printf("not ok opening\n");
        return 1;
    }
    RUN(component_sheet_paints_without_an_error);
    RUN(painting_in_pieces_gives_the_same_picture);
    RUN(colours_are_the_themes);
    text->ops->close(text);
    display->ops->close(display);
    files->ops->unmap(&art);
    return check_done();
}
