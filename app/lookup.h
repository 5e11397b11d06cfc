/* Finding a file again by its slip, and withdrawing it before it was sent (PRODUCT.md, "Send,
 * once"). Part of the visit: the digits are a citizen's. Of the file only what this kiosk knows is
 * kept, and nothing of whoever filed it. */
#ifndef APP_LOOKUP_H
#define APP_LOOKUP_H

#include "app/citizen/codes.h"
#include "app/outbox/outbox.h"
#include "app/sound/messages.h"

#define LOOKUP_DIGITS       (CODES_SLIP_SIZE - 1)
#define LOOKUP_STATE_PAPERS 5 /* the portal waits for papers */
#define LOOKUP_TRIES        5 /* wrong ones in a visit; then an officer looks */

enum file_stage {
    FILE_UNKNOWN, /* not filed at this kiosk */
    FILE_SAVED,
    FILE_SENDING,
    FILE_SENT,
    FILE_RECEIVED,
    FILE_HELD,
    FILE_EXPORTED, /* another kiosk sends it */
    FILE_WITHDRAWN,
    FILE_ASKED,    /* not sent any more; the portal is being asked whether it has it */
    FILE_TOO_LATE, /* the portal has it or may have it: it cannot be withdrawn here */
};

struct lookup {
    char digits[LOOKUP_DIGITS + 1]; /* as typed */
    char token[CODES_TOKEN_SIZE];   /* as scanned, while it is looked for; else "" */
    int wrong;                      /* codes that were none of this kiosk's, in this visit */
    bool asking;                    /* the outbox is being asked ... */
    bool again;                     /* ... after the file it found: the answer opens nothing */
    bool next;                      /* another is looked for once that is answered */
    char uuid[CODES_UUID_SIZE];     /* of the file that was found, or "" */
    char file_number[40];           /* of it; "" until received */
    char procedure[16];             /* of it */
    enum file_stage stage;
    int state;           /* RECEIVED: the portal's number as this kiosk last heard; 0 = never */
    char state_text[80]; /* ... and its words */
    bool withdrawing;    /* an officer confirmed it; its end is awaited */
    bool withdrawn;      /* ... and the end is told */
    uint64_t since_ms;   /* when it began */
    uint64_t asked_ms;   /* when the outbox was last asked */
};

/* What the scanner read: the code of a slip into ret_digits; the address of one under public_url,
 * its token into ret_token; the address of another place's slip; or none of these. */
enum slip_read { SLIP_CODE, SLIP_ADDRESS, SLIP_ELSEWHERE, SLIP_NONE };
enum slip_read lookup_read(const char *payload, const char *public_url,
                           char ret_digits[LOOKUP_DIGITS + 1], char ret_token[CODES_TOKEN_SIZE]);

/* The hash of the scanned token, else of the typed code, as the outbox keeps it. */
void lookup_hash(const struct lookup *l, char ret_hex[OUTBOX_SLIP_HEX]);

/* Where the file of a row is. */
enum file_stage lookup_stage(const struct outbox_row *row);

/* Nothing was sent yet, or nothing came of it: it can be withdrawn. */
bool lookup_withdrawable(enum file_stage stage);

/* Nothing more can become of it here. */
bool lookup_final(enum file_stage stage);

/* What a portal's state (1 to 10) is called, and what she may do; MSG_NONE and the words for "as
 * the portal says" for any other, whose name is the portal's own (lookup.state_text). */
enum message_id lookup_state_message(int state);
enum message_id lookup_state_hint(int state);

#endif
