/* Prints what tests/golden/digests.tsv holds for panels of this size: a line per kept picture with
 * the sha256 of its pixels (rows of R, G, B) and of its scene. */
#ifndef TESTS_TOOLS_DIGESTS_H
#define TESTS_TOOLS_DIGESTS_H

void digests_print(const char *size);

#endif
