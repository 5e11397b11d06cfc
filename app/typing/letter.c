#include "app/typing/letter.h"

#include <stdatomic.h>

#include "platform/base/utf8.h"

struct vowel {
    enum letter_mark mark;
    uint16_t forms[2][TONE_COUNT]; /* lower, upper; by tone */
    char base;
    bool breve;
};

static const struct vowel vowels[] = {
    {MARK_NONE,
     {{0x0061, 0x00E0, 0x1EA3, 0x00E3, 0x00E1, 0x1EA1},
      {0x0041, 0x00C0, 0x1EA2, 0x00C3, 0x00C1, 0x1EA0}},
     'a',
     false},
    {MARK_NONE,
     {{0x0103, 0x1EB1, 0x1EB3, 0x1EB5, 0x1EAF, 0x1EB7},
      {0x0102, 0x1EB0, 0x1EB2, 0x1EB4, 0x1EAE, 0x1EB6}},
     'a',
     true},
    {MARK_CIRCUMFLEX,
     {{0x00E2, 0x1EA7, 0x1EA9, 0x1EAB, 0x1EA5, 0x1EAD},
      {0x00C2, 0x1EA6, 0x1EA8, 0x1EAA, 0x1EA4, 0x1EAC}},
     'a',
     false},
    {MARK_NONE,
     {{0x0065, 0x00E8, 0x1EBB, 0x1EBD, 0x00E9, 0x1EB9},
      {0x0045, 0x00C8, 0x1EBA, 0x1EBC, 0x00C9, 0x1EB8}},
     'e',
     false},
    {MARK_CIRCUMFLEX,
     {{0x00EA, 0x1EC1, 0x1EC3, 0x1EC5, 0x1EBF, 0x1EC7},
      {0x00CA, 0x1EC0, 0x1EC2, 0x1EC4, 0x1EBE, 0x1EC6}},
     'e',
     false},
    {MARK_NONE,
     {{0x0069, 0x00EC, 0x1EC9, 0x0129, 0x00ED, 0x1ECB},
      {0x0049, 0x00CC, 0x1EC8, 0x0128, 0x00CD, 0x1ECA}},
     'i',
     false},
    {MARK_NONE,
     {{0x006F, 0x00F2, 0x1ECF, 0x00F5, 0x00F3, 0x1ECD},
      {0x004F, 0x00D2, 0x1ECE, 0x00D5, 0x00D3, 0x1ECC}},
     'o',
     false},
    {MARK_CIRCUMFLEX,
     {{0x00F4, 0x1ED3, 0x1ED5, 0x1ED7, 0x1ED1, 0x1ED9},
      {0x00D4, 0x1ED2, 0x1ED4, 0x1ED6, 0x1ED0, 0x1ED8}},
     'o',
     false},
    {MARK_HORN,
     {{0x01A1, 0x1EDD, 0x1EDF, 0x1EE1, 0x1EDB, 0x1EE3},
      {0x01A0, 0x1EDC, 0x1EDE, 0x1EE0, 0x1EDA, 0x1EE2}},
     'o',
     false},
    {MARK_NONE,
     {{0x0075, 0x00F9, 0x1EE7, 0x0169, 0x00FA, 0x1EE5},
      {0x0055, 0x00D9, 0x1EE6, 0x0168, 0x00DA, 0x1EE4}},
     'u',
     false},
    {MARK_HORN,
     {{0x01B0, 0x1EEB, 0x1EED, 0x1EEF, 0x1EE9, 0x1EF1},
      {0x01AF, 0x1EEA, 0x1EEC, 0x1EEE, 0x1EE8, 0x1EF0}},
     'u',
     false},
    {MARK_NONE,
     {{0x0079, 0x1EF3, 0x1EF7, 0x1EF9, 0x00FD, 0x1EF5},
      {0x0059, 0x1EF2, 0x1EF6, 0x1EF8, 0x00DD, 0x1EF4}},
     'y',
     false},
};

/* Letters that carry no Vietnamese tone. */
struct other {
    uint16_t lower, upper;
    enum letter_mark mark;
    enum letter_tone tone;
    char base;
    bool breve;
};

static const struct other others[] = {
    {0x0111, 0x0110, MARK_STROKE, TONE_NONE, 'd', false},
    {0x0180, 0x0243, MARK_STROKE, TONE_NONE, 'b', false},
    {0x0115, 0x0114, MARK_NONE, TONE_NONE, 'e', true},
    {0x012D, 0x012C, MARK_NONE, TONE_NONE, 'i', true},
    {0x014F, 0x014E, MARK_NONE, TONE_NONE, 'o', true},
    {0x016D, 0x016C, MARK_NONE, TONE_NONE, 'u', true},
    {0x010D, 0x010C, MARK_CARON, TONE_NONE, 'c', false},
    {0x00F1, 0x00D1, MARK_NONE, TONE_TILDE, 'n', false},
    {0x01F9, 0x01F8, MARK_NONE, TONE_GRAVE, 'n', false},
    {0x0144, 0x0143, MARK_NONE, TONE_ACUTE, 'n', false},
};

#define VOWELS (sizeof vowels / sizeof vowels[0])
#define OTHERS (sizeof others / sizeof others[0])

/* Combining marks of the tones, by enum letter_tone. */
static const uint32_t tone_marks[TONE_COUNT] = {0, 0x300, 0x309, 0x303, 0x301, 0x323};
#define BREVE 0x306u

/* What a letter is, as a number: 0 not looked for yet, then the forms of vowels, the others, and
 * PLAIN for what is neither. */
enum { FORMS = 2 * TONE_COUNT, FIRST_OTHER = 1 + VOWELS * FORMS, PLAIN = 255 };
_Static_assert(FIRST_OTHER + 2 * OTHERS < PLAIN, "a letter's number fits a byte");

static uint8_t find(uint32_t cp)
{
    for (unsigned i = 0; i < VOWELS * FORMS; i++) {
        if (vowels[i / FORMS].forms[i % FORMS / TONE_COUNT][i % TONE_COUNT] == cp) {
            return (uint8_t)(1 + i);
        }
    }
    for (unsigned i = 0; i < 2 * OTHERS; i++) {
        if ((i % 2 == 0 ? others[i / 2].lower : others[i / 2].upper) == cp) {
            return (uint8_t)(FIRST_OTHER + i);
        }
    }
    return PLAIN;
}

/* All our letters lie in two stretches; what was found once is remembered, by whatever thread. */
static uint8_t number_of(uint32_t cp)
{
    enum { A = 0xC0, A_END = 0x244, B = 0x1EA0, B_END = 0x1EFA };
    static _Atomic(uint8_t) known[A_END - A + B_END - B];
    if (!(cp >= A && cp < A_END) && !(cp >= B && cp < B_END)) {
        return PLAIN;
    }
    _Atomic(uint8_t) *memory = &known[cp < A_END ? cp - A : cp - B + A_END - A];
    uint8_t number = atomic_load_explicit(memory, memory_order_relaxed);
    if (number == 0) {
        number = find(cp);
        atomic_store_explicit(memory, number, memory_order_relaxed);
    }
    return number;
}

struct letter letter_of(uint32_t cp)
{
    if (cp >= 'A' && cp <= 'Z') {
        return (struct letter){.base = cp + 32, .upper = true};
    }
    const unsigned number = number_of(cp);
    if (number == PLAIN) {
        return (struct letter){.base = cp};
    }
    if (number >= FIRST_OTHER) {
        const unsigned i = number - FIRST_OTHER;
        const struct other *o = &others[i / 2];
        return (struct letter){(uint32_t)o->base, o->mark, o->breve, o->tone, i % 2 == 1};
    }
    const unsigned i = number - 1;
    const struct vowel *v = &vowels[i / FORMS];
    return (struct letter){.base = (uint32_t)v->base,
                           .mark = v->mark,
                           .breve = v->breve,
                           .tone = (enum letter_tone)(i % TONE_COUNT),
                           .upper = i % FORMS >= TONE_COUNT};
}

static bool is_ascii_letter(uint32_t base)
{
    return base >= 'a' && base <= 'z';
}

bool letter_add_mark(struct letter *l, uint32_t mark)
{
    if (!is_ascii_letter(l->base)) {
        return false;
    }
    if (mark == BREVE && !l->breve) {
        l->breve = true;
        return true;
    }
    const enum letter_mark named = mark == 0x302   ? MARK_CIRCUMFLEX
                                   : mark == 0x31B ? MARK_HORN
                                   : mark == 0x30C ? MARK_CARON
                                                   : MARK_NONE;
    if (named != MARK_NONE && l->mark == MARK_NONE) {
        l->mark = named;
        return true;
    }
    for (int tone = TONE_GRAVE; tone < TONE_COUNT && l->tone == TONE_NONE; tone++) {
        if (tone_marks[tone] == mark) {
            l->tone = (enum letter_tone)tone;
            return true;
        }
    }
    return false;
}

/* The precomposed form of base, mark, breve and tone, or 0. */
static uint32_t composed(const struct letter *l)
{
    for (size_t i = 0; i < VOWELS; i++) {
        const struct vowel *v = &vowels[i];
        if ((uint32_t)v->base == l->base && v->mark == l->mark && v->breve == l->breve) {
            return v->forms[l->upper][l->tone];
        }
    }
    for (size_t i = 0; i < OTHERS; i++) {
        const struct other *o = &others[i];
        if ((uint32_t)o->base == l->base && o->mark == l->mark && o->breve == l->breve &&
            o->tone == l->tone) {
            return l->upper ? o->upper : o->lower;
        }
    }
    if (l->mark == MARK_NONE && !l->breve && l->tone == TONE_NONE) {
        return l->upper && is_ascii_letter(l->base) ? l->base - 32 : l->base;
    }
    return 0;
}

/* Drops what has no precomposed form: first the breve, then the tone, then the mark. */
size_t letter_write(const struct letter *l, char *out)
{
    static const uint32_t mark_points[] = {0, 0x302, 0x31B, 0x335, 0x30C};
    struct letter core = *l;
    uint32_t loose[3];
    size_t count = 0;
    uint32_t cp = composed(&core);
    if (cp == 0 && core.breve && core.mark != MARK_NONE) {
        loose[count++] = BREVE;
        core.breve = false;
        cp = composed(&core);
    }
    if (cp == 0 && core.tone != TONE_NONE) {
        loose[count++] = tone_marks[core.tone];
        core.tone = TONE_NONE;
        cp = composed(&core);
    }
    if (cp == 0 && core.breve) {
        loose[count++] = BREVE;
        core.breve = false;
        cp = composed(&core);
    }
    if (cp == 0) {
        loose[count++] = mark_points[core.mark];
        core.mark = MARK_NONE;
        cp = composed(&core);
    }
    size_t bytes = utf8_encode(cp, out);
    while (count > 0) {
        bytes += utf8_encode(loose[--count], out + bytes);
    }
    return bytes;
}

bool letter_is_vowel(const struct letter *l)
{
    return l->base == 'a' || l->base == 'e' || l->base == 'i' || l->base == 'o' || l->base == 'u' ||
           l->base == 'y';
}

static uint32_t cased(uint32_t cp, bool upper)
{
    struct letter l = letter_of(cp);
    if (!is_ascii_letter(l.base) || l.upper == upper) {
        return cp;
    }
    l.upper = upper;
    const uint32_t other = composed(&l);
    return other == 0 ? cp : other;
}

uint32_t letter_upper(uint32_t cp)
{
    return cased(cp, true);
}

uint32_t letter_lower(uint32_t cp)
{
    return cased(cp, false);
}
