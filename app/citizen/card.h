/* The QR of the ID card: seven fields with | between, unsigned, so it prefills and proves nothing
 * (reference/vietnam.md 2, devices.md 4.1). The payload is hostile input: bounded, checked as
 * UTF-8, without control characters. A mismatch warns; only what cannot be such a card is rejected.
 * Everything lies in the caller's struct, which belongs into the visit arena. Pure; any thread. */
#ifndef APP_CITIZEN_CARD_H
#define APP_CITIZEN_CARD_H

#include <stddef.h>

#include "app/citizen/date.h"

#define CARD_PAYLOAD_MAX 1024 /* bytes */
#define CARD_REASONS_MAX 8

enum card_result { CARD_OK, CARD_WARN, CARD_REJECT };

/* X(id, word in records and on the command line) */
#define CARD_REASONS(X)                                                                            \
    X(CARD_EXTRA_FIELDS, "extra-fields")               /* read seven, dropped the rest */          \
    X(CARD_ISSUE_DATE_MISSING, "issue-date-missing")   /* ask for it */                            \
    X(CARD_ADDRESS_MISSING, "address-missing")         /* ask for it */                            \
    X(CARD_BIRTH_DATE_PARTIAL, "birth-date-partial")   /* day and month are 00 */                  \
    X(CARD_UNKNOWN_PREFIX, "unknown-prefix")           /* none of the 63 provinces of birth */     \
    X(CARD_BIRTH_YEAR_MISMATCH, "birth-year-mismatch") /* number and birth date disagree */        \
    X(CARD_SEX_MISMATCH, "sex-mismatch")               /* number and sex disagree */               \
    X(CARD_OLD_ID_ODD, "old-id-odd")                   /* neither 9 nor 12 digits: dropped */      \
    X(CARD_BAD_LENGTH, "length")                                                                   \
    X(CARD_BAD_UTF8, "utf8")                                                                       \
    X(CARD_BAD_CONTROL, "control")                                                                 \
    X(CARD_NOT_A_CARD, "not-cccd") /* some other code */                                           \
    X(CARD_BAD_FIELDS, "fields")                                                                   \
    X(CARD_BAD_ID, "id")                                                                           \
    X(CARD_BAD_NAME, "name")                                                                       \
    X(CARD_BAD_SEX, "sex")                                                                         \
    X(CARD_BAD_DATE, "date")

enum card_reason {
#define CARD_REASON_ID(id, word) id,
    CARD_REASONS(CARD_REASON_ID)
#undef CARD_REASON_ID
        CARD_REASON_COUNT
};

enum card_sex { CARD_MALE, CARD_FEMALE };

struct card {
    enum card_result result;
    enum card_reason reasons[CARD_REASONS_MAX]; /* of a warning, in the order found; or the one of a
                                                   rejection */
    int reason_count;
    char id[13];     /* 12 digits */
    char old_id[13]; /* 9 or 12 digits, or "" */
    char name[256];  /* stored form (nfc.h), as on the card */
    struct date birth;
    enum card_sex sex;
    char address[512];  /* residence in stored form, free text of the issue date; may be "" */
    struct date issued; /* year 0 when missing */
};

/* Reads one scanned payload. A line end and a symbology prefix such as ]Q1 are skipped. today
 * decides what lies in the future. On rejection every field is empty. */
void card_parse(const char *payload, size_t len, struct date today, struct card *ret_card);

/* The year of birth that a number of 12 digits says (digit 4 is century and sex, 5 and 6 the year);
 * 0 for anything else. A card may differ after a correction: CARD_BIRTH_YEAR_MISMATCH. */
int card_number_year(const char *digits);

/* "birth-year-mismatch"; never NULL. */
const char *card_reason_word(enum card_reason reason);
const char *card_result_word(enum card_result result);

#endif
