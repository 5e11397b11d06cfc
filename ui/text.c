#include "ui/text.h"

#include <string.h>

struct style_row {
    enum face face;
    int dp, line_dp;
};

static const struct style_row styles[TEXT_STYLE_COUNT] = {
    [TEXT_DISPLAY] = {FACE_DISPLAY, 100, 124}, [TEXT_CODE] = {FACE_DISPLAY, 128, 146},
    [TEXT_TICKET] = {FACE_DISPLAY, 230, 262},  [TEXT_COUNT] = {FACE_DISPLAY, 112, 124},
    [TEXT_QUESTION] = {FACE_DISPLAY, 64, 78},  [TEXT_TITLE] = {FACE_DISPLAY, 52, 66},
    [TEXT_FIELD] = {FACE_BOLD, 64, 84},        [TEXT_DIGIT] = {FACE_BOLD, 52, 64},
    [TEXT_LEAD] = {FACE_BOLD, 46, 58},         [TEXT_STRONG] = {FACE_BOLD, 42, 54},
    [TEXT_HINT] = {FACE_REGULAR, 42, 52},      [TEXT_BODY] = {FACE_REGULAR, 42, 57},
    [TEXT_LABEL] = {FACE_BOLD, 38, 48},        [TEXT_DETAIL] = {FACE_REGULAR, 38, 48},
    [TEXT_MARK] = {FACE_BOLD, 34, 44},         [TEXT_SMALL] = {FACE_REGULAR, 34, 44},
    [TEXT_GREETING] = {FACE_BOLD, 52, 66},     [TEXT_TOOL] = {FACE_BOLD, 34, 38},
};

struct measure {
    struct port_text *text;
    enum face face;
    int px;
};

static int measured(const struct measure *m, const char *text, size_t len)
{
    return len == 0 ? 0 : m->text->ops->measure(m->text, m->face, m->px, text, len);
}

/* Bytes of text[0..len) up to the first space, or all. */
static size_t word_end(const char *text, size_t len)
{
    const char *space = memchr(text, ' ', len);
    return space == NULL ? len : (size_t)(space - text);
}

/* Bytes of the longest run of words within width; at least one word. */
static size_t line_end(const struct measure *m, const char *text, size_t len, int width)
{
    size_t end = word_end(text, len);
    while (end < len) {
        const size_t next = end + 1 + word_end(text + end + 1, len - end - 1);
        if (measured(m, text, next) > width) {
            break;
        }
        end = next;
    }
    return end;
}

static void add_line(const struct measure *m, const char *text, size_t len,
                     struct text_block *block)
{
    if (block->count < TEXT_LINES_MAX) {
        block->lines[block->count++] = (struct text_span){text, len, measured(m, text, len)};
    } else {
        block->full = true;
    }
}

/* Lines a paragraph takes at a width; the widths and texts go to block when it is given. */
static int fill(const struct measure *m, const struct text_span *paragraph, int width,
                struct text_block *block)
{
    const char *text = paragraph->text;
    size_t len = paragraph->len;
    int lines = 0;
    do {
        const size_t end = line_end(m, text, len, width);
        if (block != NULL) {
            add_line(m, text, end, block);
        }
        lines++;
        const size_t step = end < len ? end + 1 : end;
        text += step;
        len -= step;
    } while (len > 0 && lines < 2 * TEXT_LINES_MAX);
    return lines;
}

/* The least width that keeps the number of lines: all lines become about equally long. */
static int balanced(const struct measure *m, const struct text_span *paragraph, int width)
{
    const int lines = fill(m, paragraph, width, NULL);
    if (lines < 2) {
        return width;
    }
    int low = width / 2, high = width;
    while (high - low > 8) {
        const int middle = (low + high) / 2;
        if (fill(m, paragraph, middle, NULL) > lines) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return high;
}

/* Bytes of the first line when a paragraph of two lines can break after a sentence, or after a
 * comma near its middle, so that lines break by meaning; 0 when it cannot. */
static size_t meaning_end(const struct measure *m, const struct text_span *paragraph, int width)
{
    size_t best = 0;
    int least = 0;
    for (size_t i = 1; i + 1 < paragraph->len; i++) {
        const char mark = paragraph->text[i - 1];
        if (paragraph->text[i] != ' ' || strchr(".?!:,", mark) == NULL) {
            continue;
        }
        const int first = measured(m, paragraph->text, i);
        const int second = measured(m, paragraph->text + i + 1, paragraph->len - i - 1);
        const int longer = first > second ? first : second;
        const int shorter = first > second ? second : first;
        const bool fits = longer <= width && (mark != ',' || shorter * 2 > longer);
        if (fits && (best == 0 || longer < least)) {
            best = i;
            least = longer;
        }
    }
    return best;
}

static void add_paragraph(const struct measure *m, const struct text_span *paragraph, int width,
                          struct text_block *block)
{
    if (width <= 0 || measured(m, paragraph->text, paragraph->len) <= width) {
        add_line(m, paragraph->text, paragraph->len, block);
        return;
    }
    const size_t end = meaning_end(m, paragraph, width);
    if (end > 0) {
        add_line(m, paragraph->text, end, block);
        add_line(m, paragraph->text + end + 1, paragraph->len - end - 1, block);
        return;
    }
    fill(m, paragraph, balanced(m, paragraph, width), block);
}

void text_block(const struct ui_env *env, enum text_style style, const char *text, int width,
                struct text_block *ret_block)
{
    const struct style_row *row = &styles[style];
    memset(ret_block, 0, sizeof *ret_block);
    ret_block->face = row->face;
    ret_block->px = ui_text_px(env, row->dp);
    ret_block->line = ui_text_px(env, row->line_dp);
    const struct measure m = {env->text, row->face, ret_block->px};
    while (text != NULL && *text != '\0') {
        const size_t len = strcspn(text, "\n");
        const struct text_span paragraph = {text, len, 0};
        add_paragraph(&m, &paragraph, width, ret_block);
        text += len + (text[len] == '\n');
    }
    for (int i = 0; i < ret_block->count; i++) {
        if (ret_block->lines[i].width > ret_block->width) {
            ret_block->width = ret_block->lines[i].width;
        }
    }
    ret_block->height = ret_block->count * ret_block->line;
}

int text_baseline(const struct ui_env *env, const struct text_block *block)
{
    int ascent = 0, descent = 0;
    env->text->ops->extent(env->text, block->face, block->px, &ascent, &descent);
    return (block->line - ascent - descent) / 2 + ascent;
}

int text_width(const struct ui_env *env, enum text_style style, const char *text)
{
    struct text_block block;
    text_block(env, style, text, 0, &block);
    return block.width;
}

int text_widest_word(const struct ui_env *env, enum text_style style, const char *text)
{
    const struct measure m = {env->text, styles[style].face, ui_text_px(env, styles[style].dp)};
    int widest = 0;
    while (text != NULL && *text != '\0') {
        const size_t len = strcspn(text, " \n");
        const int width = measured(&m, text, len);
        widest = width > widest ? width : widest;
        text += len + (text[len] != '\0');
    }
    return widest;
}

static enum text_style step_below(enum text_style style)
{
    switch ((int)style) {
    case TEXT_TITLE:
    case TEXT_LEAD:
    case TEXT_STRONG:
        return TEXT_LABEL;
    case TEXT_HINT:
    case TEXT_BODY:
        return TEXT_DETAIL;
    case TEXT_DETAIL:
        return TEXT_SMALL;
    case TEXT_LABEL:
        return TEXT_MARK;
    default:
        return style;
    }
}

enum text_style text_smaller_style(enum text_style style, int steps)
{
    for (int i = 0; i < steps; i++) {
        style = step_below(style);
    }
    return style;
}

int text_smaller_percent(int percent)
{
    static const int sizes[] = {150, 125, 100, 78};
    for (int i = 0; i < (int)(sizeof sizes / sizeof sizes[0]); i++) {
        if (sizes[i] < percent) {
            return sizes[i];
        }
    }
    return TEXT_LEAST_PERCENT;
}
