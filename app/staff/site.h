/* What the first set-up found out about this kiosk's place: site.ini in the state directory, which
 * is read after the configuration file and before the command line. */
#ifndef APP_STAFF_SITE_H
#define APP_STAFF_SITE_H

#include "app/settings.h"
#include "platform/port_dir.h"
#include "platform/port_files.h"

#define SITE_FILE  "site.ini"
#define SITE_BYTES 4096 /* of its text, at most */

/* Writes the settings that a set-up asks for as an INI text into *out (SITE_BYTES are enough). */
void site_text(const struct settings *s, struct buf *out);

/* Keeps such a text; an error leaves what was there. Blocking. */
MUST_USE struct err site_keep(struct port_dir *dir, const char *state, const char *text,
                              size_t size);

/* Reads site.ini over *s; none there is no error. Else as settings_parse(). */
MUST_USE struct err site_read(const struct port_files *files, const char *state, struct settings *s,
                              struct setting_problem *ret_problem);

/* Whether this is an address a portal can have: http:// or https://, a host, no blanks. */
bool site_is_address(const char *text);

#endif
