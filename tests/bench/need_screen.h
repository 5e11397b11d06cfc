/* The "choose need" screen (12 tiles, tool bar, roof) as a draw list, through the real fonts: what
 * painting is measured with. */
#ifndef TESTS_BENCH_NEED_SCREEN_H
#define TESTS_BENCH_NEED_SCREEN_H

#include <string.h>

#include "platform/port_text.h"
#include "ui/draw.h"

static void need_button(struct draw_list *list, struct port_text *text, struct rect r,
                        enum theme_color fill, enum icon icon, int icon_px, int px,
                        const char *label)
{
    const int wide = text->ops->measure(text, FACE_BOLD, px, label, strlen(label));
    draw_add(list, &(struct draw_cmd){.kind = DRAW_RRECT,
                                      .rect = r,
                                      .fill = fill,
                                      .edge = COLOR_LINE,
                                      .edge_px = 3,
                                      .bottom_px = 12,
                                      .radius = 24});
    draw_add(list,
             &(struct draw_cmd){
                 .kind = DRAW_ICON,
                 .rect = {r.x + (r.w - icon_px) / 2, r.y + 20, icon_px, icon_px},
                 .id = (int)icon,
                 .colors = {COLOR_ICON_INK, COLOR_ICON_ACCENT, COLOR_ICON_RED, COLOR_ICON_PAPER}});
    draw_add(list, &(struct draw_cmd){.kind = DRAW_TEXT,
                                      .rect = {r.x + (r.w - wide) / 2, r.y + r.h - 80, wide, 50},
                                      .baseline = (int16_t)(r.y + r.h - 42),
                                      .fill = COLOR_INK,
                                      .face = FACE_BOLD,
                                      .px = (int16_t)px,
                                      .text = label,
                                      .text_len = strlen(label)});
}

static void need_roof(struct draw_list *list)
{
    static const char question[] = "Hôm nay bà con cần làm việc gì?";
    draw_add(list,
             &(struct draw_cmd){.kind = DRAW_RECT, .rect = {0, 0, 1080, 1920}, .fill = COLOR_BG});
    draw_add(list,
             &(struct draw_cmd){.kind = DRAW_PICTURE,
                                .rect = {0, 0, 1080, 472},
                                .id = PICTURE_ROOF,
                                .colors = {COLOR_ROOF, COLOR_ROOF_EDGE, COLOR_ROOF, COLOR_ROOF}});
    draw_add(list, &(struct draw_cmd){.kind = DRAW_BAND,
                                      .rect = {0, 404, 1080, 68},
                                      .px = TOKEN_STITCH_PX,
                                      .cells = 9,
                                      .done = 3,
                                      .now = true});
    draw_add(list, &(struct draw_cmd){.kind = DRAW_TEXT,
                                      .rect = {260, 150, 760, 78},
                                      .baseline = 210,
                                      .fill = COLOR_ON_ROOF,
                                      .face = FACE_DISPLAY,
                                      .px = 52,
                                      .text = question,
                                      .text_len = strlen(question)});
}

/* The screen, with one tile pressed or none (-1). */
static void need_build(struct draw_list *list, struct port_text *text, int pressed)
{
    static const struct {
        enum icon icon;
        const char *label;
    } tiles[12] = {
        {ICON_BIRTH, "Khai sinh"},       {ICON_MARRIAGE, "Kết hôn"},
        {ICON_DEATH, "Khai tử"},         {ICON_LAND, "Đất đai, sổ đỏ"},
        {ICON_HOME, "Cư trú"},           {ICON_SUPPORT, "Trợ cấp xã hội"},
        {ICON_COPY, "Chứng thực"},       {ICON_BUSINESS, "Hộ kinh doanh"},
        {ICON_DISABILITY, "Khuyết tật"}, {ICON_VETERAN, "Người có công"},
        {ICON_CONSTRUCTION, "Xây nhà"},  {ICON_ID_CARD, "Căn cước"},
    };
    static const enum icon tools[6] = {ICON_REPLAY,  ICON_SLOWER,   ICON_LOUDER,
                                       ICON_DISPLAY, ICON_LANGUAGE, ICON_HELP};
    draw_clear(list);
    need_roof(list);
    for (int i = 0; i < 12; i++) {
        const struct rect r = {48 + i % 3 * 336, 504 + i / 3 * 248, 312, 226};
        need_button(list, text, r, i == pressed ? COLOR_SUNK : COLOR_SURFACE, tiles[i].icon, 124,
                    38, tiles[i].label);
    }
    for (int i = 0; i < 6; i++) {
        need_button(list, text, (struct rect){48 + i * 166, 1694, 154, 206}, COLOR_SURFACE,
                    tools[i], 76, 34, "Nói");
    }
}

#endif
