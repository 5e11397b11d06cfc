/* Defaults of settings that a pack brings, its file settings.ini: written as the kiosk's own INI
 * file is, and below it, so what a kiosk was told itself always wins. Only what takes effect at the
 * next visit may come this way: no device, no address, no name of one kiosk. */
#ifndef APP_PACK_PACK_SETTINGS_H
#define APP_PACK_PACK_SETTINGS_H

#include "app/pack/pack_tell.h"
#include "app/settings.h"

#define PACK_SETTINGS       "settings.ini"
#define PACK_SETTINGS_BYTES 16384

/* True when packs may set it ("idle.warning_s"). */
bool pack_may_set(const char *key);

/* Copies every setting that packs may set. */
void pack_settings_copy(struct settings *to, const struct settings *from);

/* Reads INI text over *s as settings_parse() does, and tells what may not be; *s is as it was
 * then. */
MUST_USE struct err pack_settings_read(struct pack_telling *t, const char *text,
                                       struct settings *s);

#endif
