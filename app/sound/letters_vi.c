#include "app/sound/letters_vi.h"

#include <stdint.h>
#include <string.h>

#include "app/sound/tone.h"
#include "platform/base/utf8.h"

struct letter {
    uint32_t letter;
    const char *name;
};

static const struct letter letters[] = {
    {'a', "a"},
    {0x103, "á"},
    {0xE2, "ớ"},
    {'b', "bê"},
    {'c', "xê"},
    {'d', "dê"},
    {0x111, "đê"},
    {'e', "e"},
    {0xEA, "ê"},
    {'f', "ép"},
    {'g', "giê"},
    {'h', "hát"},
    {'i', "i"},
    {'j', "di"},
    {'k', "ca"},
    {'l', "e-lờ"},
    {'m', "em-mờ"},
    {'n', "en-nờ"},
    {'o', "o"},
    {0xF4, "ô"},
    {0x1A1, "ơ"},
    {'p', "pê"},
    {'q', "quy"},
    {'r', "e-rờ"},
    {'s', "ét-sì"},
    {'t', "tê"},
    {'u', "u"},
    {0x1B0, "ư"},
    {'v', "vê"},
    {'w', "vê kép"},
    {'x', "ích-xì"},
    {'y', "y dài"},
    {'z', "dét"},
    {'0', "không"},
    {'1', "một"},
    {'2', "hai"},
    {'3', "ba"},
    {'4', "bốn"},
    {'5', "năm"},
    {'6', "sáu"},
    {'7', "bảy"},
    {'8', "tám"},
    {'9', "chín"},
    {0x180, "bê gạch"},
    {0x10D, "xê mũ ngược"},
    {0xF1, "en-nờ ngã"},
    {'\'', "dấu nháy"},
    {0x2019, "dấu nháy"},
    {0x2018, "dấu nháy"},
    {'-', "gạch nối"},
    {'.', "dấu chấm"},
    {',', "dấu phẩy"},
    {'/', "dấu gạch chéo"},
    {'@', "a còng"},
};

/* Marks that follow a letter's name. */
static const struct letter marks[] = {
    {0x301, "sắc"},  {0x300, "huyền"},     {0x309, "hỏi"},       {0x303, "ngã"},
    {0x323, "nặng"}, {0x306, "dấu trăng"}, {0x331, "gạch dưới"},
};

static const char *find(const struct letter *table, size_t count, uint32_t letter)
{
    for (size_t i = 0; i < count; i++) {
        if (table[i].letter == letter) {
            return table[i].name;
        }
    }
    return NULL;
}
#define FIND(table, letter) find((table), sizeof(table) / sizeof(table)[0], (letter))

static void add(struct buf *out, const char *name)
{
    if (name == NULL) {
        return;
    }
    if (out->len > 0) {
        buf_puts(out, ", ");
    }
    buf_puts(out, name);
}

size_t letters_vi(const char *text, size_t len, struct buf *out)
{
    const size_t used = utf8_cluster(text, len);
    for (size_t at = 0; at < used;) {
        size_t bytes = 1;
        const uint32_t cp = tone_lower(utf8_decode(text + at, used - at, &bytes));
        uint32_t mark = 0;
        at += bytes;
        if (utf8_is_mark(cp)) {
            add(out, FIND(marks, cp));
        } else if (FIND(letters, cp) != NULL) {
            add(out, FIND(letters, cp));
        } else {
            add(out, FIND(letters, tone_split(cp, &mark)));
            add(out, FIND(marks, mark));
        }
    }
    return used;
}

const char *letters_vi_name(int i)
{
    const int count = (int)(sizeof letters / sizeof letters[0]);
    if (i < count) {
        return letters[i].name;
    }
    i -= count;
    return i < (int)(sizeof marks / sizeof marks[0]) ? marks[i].name : NULL;
}
