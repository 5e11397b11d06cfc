#include "app/sound/letters_en.h"

#include "app/sound/letters.h"

static const struct letter_name letters[] = {
    {'a', "A"},
    {'b', "B"},
    {'c', "C"},
    {'d', "D"},
    {'e', "E"},
    {'f', "F"},
    {'g', "G"},
    {'h', "H"},
    {'i', "I"},
    {'j', "J"},
    {'k', "K"},
    {'l', "L"},
    {'m', "M"},
    {'n', "N"},
    {'o', "O"},
    {'p', "P"},
    {'q', "Q"},
    {'r', "R"},
    {'s', "S"},
    {'t', "T"},
    {'u', "U"},
    {'v', "V"},
    {'w', "W"},
    {'x', "X"},
    {'y', "Y"},
    {'z', "Z"},
    {'0', "zero"},
    {'1', "one"},
    {'2', "two"},
    {'3', "three"},
    {'4', "four"},
    {'5', "five"},
    {'6', "six"},
    {'7', "seven"},
    {'8', "eight"},
    {'9', "nine"},
    {0x103, "A with a curve"},
    {0xE2, "A with a hat"},
    {0x111, "D with a bar"},
    {0xEA, "E with a hat"},
    {0xF4, "O with a hat"},
    {0x1A1, "O with a horn"},
    {0x1B0, "U with a horn"},
    {0x180, "B with a bar"},
    {0x10D, "C with a small V"},
    {0xF1, "N with a wave"},
    {'\'', "apostrophe"},
    {0x2019, "apostrophe"},
    {0x2018, "apostrophe"},
    {'-', "hyphen"},
    {'.', "dot"},
    {',', "comma"},
    {'/', "slash"},
    {'@', "at sign"},
};

/* Tones by the way they look; the voice that rises or falls is not what an English reader sees. */
static const struct letter_name marks[] = {
    {0x301, "rising mark"}, {0x300, "falling mark"}, {0x309, "hook mark"},  {0x303, "wave mark"},
    {0x323, "dot below"},   {0x306, "curve mark"},   {0x331, "line below"},
};

static const struct alphabet english = {letters, sizeof letters / sizeof letters[0], marks,
                                        sizeof marks / sizeof marks[0]};

size_t letters_en(const char *text, size_t len, struct buf *out)
{
    return letters_spell(&english, text, len, out);
}

const char *letters_en_name(int i)
{
    return letters_name(&english, i);
}
