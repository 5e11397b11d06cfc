/* The settings from afar that this kiosk uses: STATE/remote.ini, the signed text itself as it came,
 * and STATE/remote.old.ini, the one before it. Whoever uses it verifies it again: the signature
 * lies on the disk too, so a changed file sets nothing. The order of settings is: defaults, the
 * configuration file, site.ini (what was chosen at the kiosk's own screen), remote.ini, the command
 * line; no key that site.ini has may be set from afar, so those two never argue. */
#ifndef APP_STEWARD_REMOTE_H
#define APP_STEWARD_REMOTE_H

#include "app/steward/desired.h"
#include "platform/port_dir.h"
#include "platform/port_files.h"

#define REMOTE_FILE "remote.ini"
#define REMOTE_OLD  "remote.old.ini"

/* What is in use; when the newest cannot be read any more, the one before. ERR_NOT_FOUND: none;
 * ERR_CORRUPT: there is one and it is not what was signed. seal_start() was called. Blocking. */
MUST_USE struct err remote_read(const struct port_files *files, const char *state,
                                const uint8_t key[SEAL_KEY], struct desired *ret_desired);

struct remote_offer {
    const char *bytes;
    size_t size;
    const uint8_t *key; /* SEAL_KEY bytes */
    const char *kiosk, *group;
    int64_t now;
};

/* Judges an offer and, when it is TAKEN, keeps it: from then on it is in use, over a power cut, or
 * what was before still is. ret_desired: what the offer says, when it is TAKEN, SAME, OTHER, OLDER,
 * EXPIRED or EARLY. Blocking. */
enum desired_word remote_take(struct port_dir *dir, const char *state,
                              const struct remote_offer *offer, struct desired *ret_desired);

/* Sets in *s what is in use and this kiosk's, after site.ini; ret_desired is filled when something
 * is. Errors as remote_read(), and ERR_REFUSED when it is another kiosk's: nothing was set then,
 * and the kiosk serves without. */
MUST_USE struct err remote_apply(const struct port_files *files, const char *state,
                                 const uint8_t key[SEAL_KEY], struct settings *s,
                                 struct desired *ret_desired);

#endif
