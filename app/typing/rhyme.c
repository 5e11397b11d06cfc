#include "app/typing/rhyme.h"

#include <string.h>

/* One character a letter: A a-breve, Q a-circumflex, E e-circumflex, O o-circumflex, W o-horn,
 * U u-horn, D d-stroke. Includes Ak, for the place
 * names of the highlands; Pek has no sign, and English desk and task shall get none. */
static const char *const rhymes[] = {
    "a",   "ac",   "ach",  "ai",   "am",   "an",   "ang",  "anh",  "ao",  "ap",  "at",   "au",
    "ay",  "Ac",   "Am",   "An",   "Ang",  "Ap",   "At",   "Ak",   "Qc",  "Qm",  "Qn",   "Qng",
    "Qp",  "Qt",   "Qu",   "Qy",   "e",    "ec",   "em",   "en",   "eng", "eo",  "ep",   "et",
    "E",   "Ech",  "Em",   "En",   "Enh",  "Ep",   "Et",   "Eu",   "Ec",  "Eng", "i",    "ia",
    "ich", "im",   "in",   "inh",  "ip",   "it",   "iu",   "iEc",  "iEm", "iEn", "iEng", "iEp",
    "iEt", "iEu",  "y",    "yt",   "yn",   "ynh",  "ych",  "yu",   "yp",  "yEm", "yEn",  "yEng",
    "yEt", "yEu",  "o",    "oc",   "oi",   "om",   "on",   "ong",  "op",  "ot",  "oong", "ooc",
    "oa",  "oac",  "oach", "oai",  "oam",  "oan",  "oang", "oanh", "oao", "oap", "oat",  "oay",
    "oAc", "oAm",  "oAn",  "oAng", "oAt",  "oe",   "oen",  "oeo",  "oet", "oem", "O",    "Oc",
    "Oi",  "Om",   "On",   "Ong",  "Op",   "Ot",   "W",    "Wi",   "Wm",  "Wn",  "Wp",   "Wt",
    "u",   "ua",   "uc",   "ui",   "um",   "un",   "ung",  "up",   "ut",  "uQn", "uQng", "uQt",
    "uQy", "uE",   "uEch", "uEnh", "uEn",  "uEt",  "uEu",  "uOc",  "uOi", "uOm", "uOn",  "uOng",
    "uOt", "uW",   "uy",   "uya",  "uych", "uynh", "uyt",  "uyn",  "uyp", "uyu", "uyEn", "uyEt",
    "U",   "Ua",   "Uc",   "Ui",   "Um",   "Un",   "Ung",  "Ut",   "Uu",  "UWc", "UWi",  "UWm",
    "UWn", "UWng", "UWp",  "UWt",  "UWu",  "Wc",   "Wng",
};

static const char *const onsets[] = {
    "",   "b",   "c",  "ch", "d",  "D",  "g", "gh", "gi", "h",  "k",  "kh", "l", "m",  "n",
    "ng", "ngh", "nh", "p",  "ph", "qu", "r", "s",  "t",  "th", "tr", "v",  "x", "dz",
};

/* The letter as one character of the tables; 0 when it is none of theirs. */
static char code_of(const struct letter *l)
{
    if (l->base > 'z' || l->mark == MARK_CARON || (l->breve && l->base != 'a')) {
        return 0;
    }
    switch (l->mark) {
    case MARK_CIRCUMFLEX:
        return l->base == 'a' && !l->breve ? 'Q'
               : l->base == 'e'            ? 'E'
               : l->base == 'o'            ? 'O'
                                           : (char)0;
    case MARK_HORN:
        return l->base == 'o' ? 'W' : 'U';
    case MARK_STROKE:
        return l->base == 'd' ? 'D' : (char)0;
    case MARK_NONE:
    case MARK_CARON:
        break;
    }
    return l->breve ? 'A' : (char)l->base;
}

static char plain(char code)
{
    switch (code) {
    case 'A':
    case 'Q':
        return 'a';
    case 'E':
        return 'e';
    case 'O':
    case 'W':
        return 'o';
    case 'U':
        return 'u';
    default:
        return code;
    }
}

/* letters[0..count) begin the rhyme; with `half` a letter without mark stands for any of its marked
 * forms. */
static bool begins(const char *rhyme, const struct letter *letters, int count, bool half)
{
    for (int i = 0; i < count; i++) {
        const char code = code_of(&letters[i]);
        const bool same = code == rhyme[i] || (half && code == plain(rhyme[i]));
        if (rhyme[i] == '\0' || code == 0 || !same) {
            return false;
        }
    }
    return true;
}

static bool is_rhyme(const struct letter *letters, int count, bool half)
{
    for (size_t i = 0; i < sizeof rhymes / sizeof rhymes[0]; i++) {
        if (begins(rhymes[i], letters, count, half)) {
            return true;
        }
    }
    return false;
}

static bool is_onset(const struct letter *letters, int count)
{
    char text[8] = {0};
    if (count > 3) {
        return false;
    }
    for (int i = 0; i < count; i++) {
        text[i] = code_of(&letters[i]);
    }
    for (size_t i = 0; i < sizeof onsets / sizeof onsets[0]; i++) {
        if (strcmp(onsets[i], text) == 0) {
            return (int)strlen(text) == count;
        }
    }
    return false;
}

static bool is_plain(const struct letter *l, char base)
{
    return code_of(l) == base;
}

/* How many letters the onset has; first is the index of the first vowel. */
static int onset_length(const struct letter *letters, int count, int first)
{
    if (first != 1 || count < 3 || !letter_is_vowel(&letters[2])) {
        return first;
    }
    if (is_plain(&letters[0], 'q') && is_plain(&letters[1], 'u')) {
        return 2;
    }
    if (is_plain(&letters[0], 'g') && is_plain(&letters[1], 'i') &&
        is_rhyme(letters + 2, count - 2, true)) {
        return 2;
    }
    return first;
}

static bool ends_in_stop(const struct letter *letters, int coda, int count)
{
    if (coda == count) {
        return false;
    }
    const char last = code_of(&letters[count - 1]);
    return last == 'c' || last == 'k' || last == 'p' || last == 't' ||
           (last == 'h' && count - coda == 2 && is_plain(&letters[coda], 'c'));
}

struct shape shape_of(const struct letter *letters, int count)
{
    int first = 0;
    while (first < count && !letter_is_vowel(&letters[first])) {
        first++;
    }
    const int onset = onset_length(letters, count, first);
    struct shape s = {.vowels = onset, .coda = onset};
    while (s.coda < count && letter_is_vowel(&letters[s.coda])) {
        s.coda++;
    }
    s.onset_ok = is_onset(letters, onset);
    s.rhyme_ok = onset < count && is_rhyme(letters + onset, count - onset, true);
    s.marked = s.rhyme_ok && is_rhyme(letters + onset, count - onset, false);
    s.stop = ends_in_stop(letters, s.coda, count);
    if (!s.onset_ok || !s.rhyme_ok) { /* a foreign word: its last vowels carry a tone key */
        int end = count;
        while (end > 0 && !letter_is_vowel(&letters[end - 1])) {
            end--;
        }
        int start = end;
        while (start > onset && letter_is_vowel(&letters[start - 1])) {
            start--;
        }
        s.vowels = start;
        s.coda = end;
    }
    return s;
}

int shape_tone_place(const struct shape *s, const struct letter *letters, int count, bool new_place)
{
    const int vowels = s->coda - s->vowels;
    if (vowels <= 0) {
        return -1;
    }
    for (int i = s->coda - 1; i >= s->vowels; i--) {
        if (letters[i].mark != MARK_NONE || letters[i].breve) {
            return i;
        }
    }
    if (s->coda < count || vowels == 1) {
        return s->coda - 1;
    }
    if (vowels >= 3) {
        return s->vowels + 1;
    }
    const char first = code_of(&letters[s->vowels]);
    const char second = code_of(&letters[s->vowels + 1]);
    const bool moved =
        (first == 'o' && (second == 'a' || second == 'e')) || (first == 'u' && second == 'y');
    return s->vowels + (moved && new_place ? 1 : 0);
}
