/* Versions by their numbers and words, as sort -V has them. */
#ifndef APP_STEWARD_VERSION_ORDER_H
#define APP_STEWARD_VERSION_ORDER_H

/* < 0, 0, > 0: a is older than b, as old, newer. Runs of digits count by their value, however long
 * they are; where one ends the longer is the newer. */
int version_order(const char *a, const char *b);

#endif
