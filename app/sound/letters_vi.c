#include "app/sound/letters_vi.h"

#include "app/sound/letters.h"

static const struct letter_name letters[] = {
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
static const struct letter_name marks[] = {
    {0x301, "sắc"},  {0x300, "huyền"},     {0x309, "hỏi"},       {0x303, "ngã"},
    {0x323, "nặng"}, {0x306, "dấu trăng"}, {0x331, "gạch dưới"},
};

static const struct alphabet vietnamese = {letters, sizeof letters / sizeof letters[0], marks,
                                           sizeof marks / sizeof marks[0]};

size_t letters_vi(const char *text, size_t len, struct buf *out)
{
    return letters_spell(&vietnamese, text, len, out);
}

const char *letters_vi_name(int i)
{
    return letters_name(&vietnamese, i);
}
