/* What a pack says of itself, its file pack.ini:
 *
 *   name = gia-lai-jrai         lower-case letters, digits and hyphens
 *   version = 7                 grows with every issue; an older one is never taken over a newer
 *   made = 2026-11-26
 *   expires = 2027-11-26        not installed after that day; what is installed goes on serving
 *   min_firmware = 1            PACK_FIRMWARE of the oldest firmware that understands it
 */
#ifndef APP_PACK_PACK_ABOUT_H
#define APP_PACK_PACK_ABOUT_H

#include "app/pack/pack_file.h"

/* What packs this firmware understands: raised when packs may hold something new. 1: languages and
 * recordings; 2: forms, procedures, settings and tokens as well. */
#define PACK_FIRMWARE       2
#define PACK_FIRMWARE_FORMS 2

#define PACK_ABOUT          "pack.ini"
#define PACK_TITLE          40

struct pack_about {
    char name[PACK_TITLE];
    int version;
    char made[11], expires[11]; /* "2027-11-26" */
    int min_firmware;
};

/* Reads it. ERR_BAD_INPUT with what is wrong and what to do in ret_what. */
MUST_USE struct err pack_about_read(const char *text, size_t size, struct pack_about *ret_about,
                                    char ret_what[160]);

/* True on a day ("2027-11-27") after its last. */
bool pack_has_expired(const struct pack_about *about, const char *today);

#endif
