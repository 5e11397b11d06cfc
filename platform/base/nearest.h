/* "Did you mean": the closest of some words to one that was not understood. */
#ifndef PLATFORM_BASE_NEAREST_H
#define PLATFORM_BASE_NEAREST_H

/* The word of words[0..count) with the fewest edits to `wrong`, or NULL when none is near (more
 * than a third of its letters differ). */
const char *nearest(const char *wrong, const char *const *words, int count);

#endif
