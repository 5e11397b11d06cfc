#include "app/staff/file_why.h"

#include <string.h>

struct why {
    const char *reason;
    enum message_id words;
};

static const struct why whys[] = {
    {"offline", MSG_WHY_LINE},
    {"no-name", MSG_WHY_NAME},
    {"cert-over", MSG_WHY_CERT_OVER},
    {"cert-early", MSG_WHY_CERT_EARLY},
    {"cert-host", MSG_WHY_CERT_HOST},
    {"cert-foreign", MSG_WHY_CERT_FOREIGN},
    {"no-tls", MSG_WHY_NO_TLS},
    {"own-cert", MSG_WHY_OWN_CERT},
    {"own-refused", MSG_WHY_KIOSK},
    {"timeout", MSG_WHY_LINE},
    {"unknown-outcome", MSG_WHY_LINE},
    {"not-the-portal", MSG_WHY_OTHER_DOOR},
    {"busy", MSG_WHY_BUSY},
    {"forgotten", MSG_WHY_BUSY},
    {"papers-missing", MSG_WHY_BUSY},
    {"too-large", MSG_WHY_BUSY},
    {"no-number", MSG_WHY_NUMBER},
    {"unauthorized", MSG_WHY_KIOSK},
    {"refused", MSG_WHY_REFUSED},
    {"unfit", MSG_WHY_REFUSED},
    {"conflict", MSG_WHY_OTHER_FILE},
    {"taken", MSG_WHY_OTHER_FILE},
    {"whose-file", MSG_WHY_OTHER_FILE},
    {"wrong-uuid", MSG_WHY_OTHER_FILE},
    {"wrong-hash", MSG_WHY_OTHER_FILE},
    {"queue-lost", MSG_WHY_OTHER_FILE},
    {"damaged", MSG_WHY_DAMAGED},
    {"paper-lost", MSG_WHY_DAMAGED},
    {"changed", MSG_WHY_DAMAGED},
    {"other-key", MSG_WHY_KEY},
    {"disk", MSG_WHY_DISK},
    {"too-old", MSG_WHY_OLD},
    {"asked-back", MSG_WHY_ASKED_BACK},
    {"at-portal", MSG_WHY_STAYED},
    {"over", MSG_WHY_STAYED},
    {"may-be-there", MSG_WHY_STAYED},
    {"expired", MSG_WHY_STAYED},
    {"bad-key", MSG_WHY_STAYED},
};

enum message_id file_state(const struct outbox_row *row)
{
    if (row->withdrawal == OUTBOX_WITHDRAWAL_ASKED) {
        return MSG_FILES_ASKED_BACK;
    }
    switch (row->state) {
    case OUTBOX_HELD:
        return strcmp(row->last_reason, "too-old") == 0 ? MSG_FILES_OLD : MSG_FILES_HELD;
    case OUTBOX_SENT:
        return MSG_FILES_SENT;
    case OUTBOX_EXPORTED:
        return MSG_FILES_AWAY;
    case OUTBOX_SAVED:
    case OUTBOX_SENDING:
    case OUTBOX_RECEIVED:
    case OUTBOX_WITHDRAWN:
        break;
    }
    return row->attempts == 0 ? MSG_FILES_NEW : MSG_FILES_TRIED;
}

enum message_id file_why(const char *reason)
{
    for (size_t i = 0; i < sizeof whys / sizeof whys[0]; i++) {
        if (strcmp(whys[i].reason, reason) == 0) {
            return whys[i].words;
        }
    }
    return MSG_NONE;
}

bool file_is_for_a_person(const struct outbox_row *row, int64_t now_s)
{
    return row->state != OUTBOX_EXPORTED &&
           (row->state == OUTBOX_HELD || outbox_age(row, now_s) == OUTBOX_DECIDE);
}
