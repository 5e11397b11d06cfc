/* kioskctl log key and open: the pair that staff's sealed logs are for, and such a log opened. */
#ifndef APP_CLI_CLI_LOG_BUNDLE_H
#define APP_CLI_CLI_LOG_BUNDLE_H

/* Makes folder/log.key (0400) and folder/log.pub and prints the line for a kiosk's configuration.
 * One that is there is never replaced: what was sealed to it would be lost. Returns the exit code.
 */
int cli_log_key(const char *folder);

/* Opens a sealed log with the secret key of key_path into to/log, where kioskctl log verify --state
 * TO proves it. Nothing is written unless all of it is whole. Returns the exit code. */
int cli_log_open(const char *path, const char *key_path, const char *to);

#endif
