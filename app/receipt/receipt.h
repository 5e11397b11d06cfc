/* What a receipt says, never how it looks: an ordered list of parts that ui/paper draws. It holds
 * no name and no number of the citizen; the file number stands on it only when the portal gave
 * one, and until then it says that it is not the official acceptance form (PRODUCT.md "Receipt").
 * The kiosk's own code comes before the QR, so that a print that stopped early still carries it. */
#ifndef APP_RECEIPT_RECEIPT_H
#define APP_RECEIPT_RECEIPT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "app/receipt/qr.h"
#include "platform/port_portal.h" /* enum portal_stage */

#define RECEIPT_PARTS_MAX 64   /* the fullest end of a day has 53 */
#define RECEIPT_TEXT_MAX  4096 /* bytes of all composed texts */
#define RECEIPT_SLIP_LEN  12   /* digits of the slip code, check digits included */

/* Everything the app knows that may stand on paper. Strings are UTF-8, the caller's, and must live
 * as long as the receipt made from them. */
struct receipt_facts {
    const char *language;    /* of the citizen, "vi" */
    enum portal_stage stage; /* what is true now; STAGE_UNKNOWN is refused */
    const char *slip_code;   /* 12 digits, ungrouped */
    const char *url;         /* of the QR: {public_url}/H/TOKEN */
    const char *file_number; /* printed at STAGE_RECEIVED only, which needs it */
    const char *procedure;   /* its title in plain words */
    const char *beside; /* its Vietnamese title when procedure is in another language, or NULL */
    const char *icon;   /* of the procedure, "birth"; NULL = none */
    const char *result_when; /* the procedure's promise ("Trong ngày"); NULL = ask at the counter */
    const char *when_beside; /* the same in Vietnamese when that is another language, or NULL */
    const char *centre;      /* "Xã Ia Hrung, Gia Lai" */
    const char *kiosk;       /* the kiosk's name, "K07" */
    int64_t printed_at;      /* Unix seconds */
    int offset_minutes;      /* of local time from UTC, +420 */
    int copy;                /* 0 the first print, n > 0 the n-th copy, marked as one */
    bool practice;           /* marked BAN THU */
    bool counter;            /* without her sign-in: the counter accepts it */
};

enum receipt_kind {
    RECEIPT_HEAD,      /* icon, text; beside the icon a second line after '\n' */
    RECEIPT_MARK,      /* text in a frame across the paper */
    RECEIPT_TITLE,     /* the largest words */
    RECEIPT_PROCEDURE, /* icon, text */
    RECEIPT_STEP,      /* done or not; three in a row */
    RECEIPT_LABEL,     /* small words over the code or number that follows */
    RECEIPT_CODE,      /* digits as large as the paper allows */
    RECEIPT_NUMBER,    /* bold, may break at '-' */
    RECEIPT_QR_BESIDE, /* the QR; text stands to its right */
    RECEIPT_FACT,      /* icon, small label, bold text */
    RECEIPT_LINE,      /* small sentence */
    RECEIPT_CHECK,     /* an empty box to tick, bold text */
    RECEIPT_RULE,      /* a line across */
    RECEIPT_BAR,       /* from edge to edge, a square at its left end and a disc at its right */
};

struct receipt_part {
    enum receipt_kind kind;
    const char *text;   /* in the citizen's language; "" for RULE */
    const char *beside; /* the same in Vietnamese when the language is another one, else NULL */
    const char *label;  /* FACT only, else NULL */
    const char *icon;   /* name of a pictogram, or NULL */
    bool done;          /* STEP */
};

struct receipt {
    struct receipt_part parts[RECEIPT_PARTS_MAX];
    int count;
    int shift; /* 0..2: which of three columns the QR takes, so that one dead dot of the print head
                  does not hit the same module of every receipt */
    uint8_t qr[QR_BYTES_MAX];
    int qr_side;
    char text[RECEIPT_TEXT_MAX]; /* composed texts; parts point into it */
};

/* Composes the receipt in the caller's storage; it points into itself, so it may not be copied.
 * ERR_BAD_INPUT: no stage, a slip code that is not 12 digits, RECEIVED without file number, an
 * unusable url; ERR_FULL: texts too long for the paper. */
MUST_USE struct err receipt_build(struct receipt *r, const struct receipt_facts *facts);

#endif
