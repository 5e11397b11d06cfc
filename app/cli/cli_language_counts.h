#ifndef APP_CLI_CLI_LANGUAGE_COUNTS_H
#define APP_CLI_CLI_LANGUAGE_COUNTS_H

/* Which sentences failed people at the kiosk whose state directory this is, most often first; of
 * one language when `only` is not NULL. Numbers from 1 to 4 show as <5. Returns the exit status. */
int cli_language_counts(const char *state, const char *only);

#endif
