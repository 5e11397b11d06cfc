/* What a Vietnamese syllable may look like: known onsets and rhymes, and where the tone sits. The
 * tables allow letters whose marks are not typed yet, so a half-typed syllable is still one.
 * Pure; any thread. */
#ifndef APP_TYPING_RHYME_H
#define APP_TYPING_RHYME_H

#include "app/typing/letter.h"

/* The parts of letters[0..count): onset, vowels, coda. "qu" and "gi" belong to the onset when a
 * vowel follows. */
struct shape {
    int vowels;    /* index of the first vowel of the rhyme */
    int coda;      /* index behind the last vowel */
    bool onset_ok; /* the onset is Vietnamese */
    bool
        rhyme_ok; /* letters from vowels on begin a Vietnamese rhyme, marks still missing allowed */
    bool marked;  /* no letter of the rhyme lacks its mark: ue and ie do */
    bool stop;    /* ends in c ch k p t: only acute and dot tones */
};

struct shape shape_of(const struct letter *letters, int count);

/* Index of the letter that carries the tone; -1 when there is no vowel. new_place puts it on the
 * second letter of open oa, oe, uy. */
int shape_tone_place(const struct shape *s, const struct letter *letters, int count,
                     bool new_place);

#endif
