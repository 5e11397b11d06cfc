/* The kiosk's own identifiers: the application's UUID, the receipt's token and address, the slip
 * code. None can be mistaken for a dossier code of the portal (reference/vietnam.md 3.1): those
 * hold a letter, dots and hyphens, such as H21.138-261123-0001. Any thread. */
#ifndef APP_CITIZEN_CODES_H
#define APP_CITIZEN_CODES_H

#include "platform/port_random.h"

#define CODES_UUID_SIZE  37 /* with the NUL */
#define CODES_TOKEN_SIZE 27
#define CODES_SLIP_SIZE  13
#define CODES_SLIP_SHOWN 15 /* "1234 5678 9012" with the NUL */

/* A version 4 UUID in lower case. ERR_IO when there is no randomness. */
MUST_USE struct err codes_uuid(struct port_random *random, char ret_uuid[CODES_UUID_SIZE]);

/* 26 upper-case Crockford base-32 characters, 130 random bits. */
MUST_USE struct err codes_token(struct port_random *random, char ret_token[CODES_TOKEN_SIZE]);

/* Ten random digits and two check digits, ISO 7064 mod 97-10. */
MUST_USE struct err codes_slip(struct port_random *random, char ret_slip[CODES_SLIP_SIZE]);

/* True for 12 digits whose check digits fit; blanks between groups are skipped. */
bool codes_slip_valid(const char *slip);

/* "123456789012" as "1234 5678 9012" for screen and paper. */
void codes_slip_groups(const char slip[CODES_SLIP_SIZE], char ret_shown[CODES_SLIP_SHOWN]);

/* "{public_url}/H/TOKEN"; a slash at the end of public_url is not doubled. ERR_FULL when url_size
 * is too small. */
MUST_USE struct err codes_receipt_url(const char *public_url, const char *token, char *ret_url,
                                      size_t url_size);

#endif
