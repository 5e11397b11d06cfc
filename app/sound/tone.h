/* Letters for speech: lower case and the tone taken off, for the letters of Vietnamese, Jrai and
 * Bahnar in NFC. Independent of the C locale. */
#ifndef APP_SOUND_TONE_H
#define APP_SOUND_TONE_H

#include <stddef.h>
#include <stdint.h>

/* Lower case of a code point; itself when it has none. */
uint32_t tone_lower(uint32_t cp);

/* Takes one tone or breve off a lower-case letter: U+1EBF gives U+00EA and U+0301. *ret_mark is 0
 * and the letter itself is returned when it carries none. */
uint32_t tone_split(uint32_t cp, uint32_t *ret_mark);

/* Copies text[0..len) in lower case into out (cap bytes, NUL added); returns the length, or 0 when
 * it does not fit. */
size_t tone_lower_text(const char *text, size_t len, char *out, size_t cap);

#endif
