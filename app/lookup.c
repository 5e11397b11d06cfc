#include "app/lookup.h"

#include <string.h>
#include <strings.h>

#include "app/settings.h"

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Twelve digits, with blanks between the groups or none, and nothing else. */
static bool read_digits(const char *payload, char ret_digits[LOOKUP_DIGITS + 1])
{
    int count = 0;
    for (const char *p = payload; *p != '\0'; p++) {
        if (is_digit(*p) && count < LOOKUP_DIGITS) {
            ret_digits[count++] = *p;
        } else if (*p != ' ') {
            return false;
        }
    }
    ret_digits[count] = '\0';
    return count == LOOKUP_DIGITS;
}

/* Scheme and host are printed in capitals, whatever the settings say. */
static bool is_ours(const char *payload, const char *token, const char *public_url)
{
    char ours[SETTING_TEXT + CODES_TOKEN_SIZE + 4];
    return !failed(codes_receipt_url(public_url, token, ours, sizeof ours)) &&
           strcasecmp(ours, payload) == 0;
}

enum slip_read lookup_read(const char *payload, const char *public_url,
                           char ret_digits[LOOKUP_DIGITS + 1], char ret_token[CODES_TOKEN_SIZE])
{
    static const char letters[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"; /* Crockford's */
    if (read_digits(payload, ret_digits) && codes_slip_valid(ret_digits)) {
        return SLIP_CODE;
    }
    memset(ret_digits, 0, LOOKUP_DIGITS + 1);
    memset(ret_token, 0, CODES_TOKEN_SIZE);
    const char *at = strrchr(payload, '/');
    const bool address = at != NULL && at - payload >= 2 && memcmp(at - 2, "/H", 2) == 0 &&
                         strlen(at + 1) == CODES_TOKEN_SIZE - 1 &&
                         strspn(at + 1, letters) == CODES_TOKEN_SIZE - 1;
    if (!address) {
        return SLIP_NONE;
    }
    if (!is_ours(payload, at + 1, public_url)) {
        return SLIP_ELSEWHERE;
    }
    memcpy(ret_token, at + 1, CODES_TOKEN_SIZE);
    return SLIP_ADDRESS;
}

void lookup_hash(const struct lookup *l, char ret_hex[OUTBOX_SLIP_HEX])
{
    outbox_slip_sha256(l->token[0] != '\0' ? l->token : l->digits, ret_hex);
}

enum file_stage lookup_stage(const struct outbox_row *row)
{
    static const enum file_stage stages[] = {
        [OUTBOX_SAVED] = FILE_SAVED,         [OUTBOX_SENDING] = FILE_SENDING,
        [OUTBOX_SENT] = FILE_SENT,           [OUTBOX_RECEIVED] = FILE_RECEIVED,
        [OUTBOX_HELD] = FILE_HELD,           [OUTBOX_EXPORTED] = FILE_EXPORTED,
        [OUTBOX_WITHDRAWN] = FILE_WITHDRAWN,
    };
    /* Of a state it does not know, this program knows only that the file has been here. */
    const enum file_stage stage =
        outbox_state_known(row->state) ? stages[row->state] : FILE_TOO_LATE;
    if (!lookup_withdrawable(stage)) {
        return stage;
    }
    switch (row->withdrawal) {
    case OUTBOX_WITHDRAWAL_ASKED:
        return FILE_ASKED;
    case OUTBOX_WITHDRAWAL_TOO_LATE:
        return FILE_TOO_LATE;
    case OUTBOX_WITHDRAWAL_NONE:
        break;
    }
    return stage;
}

bool lookup_withdrawable(enum file_stage stage)
{
    return stage == FILE_SAVED || stage == FILE_SENDING || stage == FILE_HELD;
}

bool lookup_final(enum file_stage stage)
{
    return stage == FILE_UNKNOWN || stage == FILE_RECEIVED || stage == FILE_WITHDRAWN ||
           stage == FILE_EXPORTED;
}

enum message_id lookup_state_message(int state)
{
    static const enum message_id states[] = {MSG_NONE,         MSG_FILE_STATE_1, MSG_FILE_STATE_2,
                                             MSG_FILE_STATE_3, MSG_FILE_STATE_4, MSG_FILE_STATE_5,
                                             MSG_FILE_STATE_6, MSG_FILE_STATE_7, MSG_FILE_STATE_8,
                                             MSG_FILE_STATE_9, MSG_FILE_STATE_10};
    return state > 0 && state < (int)(sizeof states / sizeof states[0]) ? states[state] : MSG_NONE;
}

enum message_id lookup_state_hint(int state)
{
    static const enum message_id hints[] = {
        MSG_FILE_STATE_OTHER_HINT, MSG_FILE_STATE_1_HINT, MSG_FILE_STATE_2_HINT,
        MSG_FILE_STATE_3_HINT,     MSG_FILE_STATE_4_HINT, MSG_FILE_STATE_5_HINT,
        MSG_FILE_STATE_6_HINT,     MSG_FILE_STATE_7_HINT, MSG_FILE_STATE_8_HINT,
        MSG_FILE_STATE_9_HINT,     MSG_FILE_STATE_10_HINT};
    const int count = (int)(sizeof hints / sizeof hints[0]);
    return hints[state > 0 && state < count ? state : 0];
}
