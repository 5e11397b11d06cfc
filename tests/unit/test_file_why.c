/* What staff read of an application that is not known to have arrived: every word the courier
 * writes has a sentence, or needs none. */
#include "app/staff/file_why.h"

#include "app/courier/reasons.h"
#include "tests/check.h"

static const char *const words[] = {"",
                                    "offline",
                                    "no-name",
                                    "cert-over",
                                    "cert-early",
                                    "cert-host",
                                    "cert-foreign",
                                    "no-tls",
                                    "own-cert",
                                    "own-refused",
                                    "timeout",
                                    "unknown-outcome",
                                    "busy",
                                    "not-the-portal",
                                    "wrong-uuid",
                                    "wrong-hash",
                                    "unauthorized",
                                    "refused",
                                    "conflict",
                                    "forgotten",
                                    "papers-missing",
                                    "no-number",
                                    "damaged",
                                    "other-key",
                                    "paper-lost",
                                    "changed",
                                    "too-large",
                                    "at-rest",
                                    "unfit",
                                    "taken",
                                    "whose-file",
                                    "queue-lost",
                                    "too-old",
                                    "asked-back",
                                    "at-portal",
                                    "over",
                                    "may-be-there",
                                    "expired",
                                    "bad-key",
                                    "stopped",
                                    "disk"};

TEST(every_word_of_the_courier_has_a_sentence_or_needs_none)
{
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        const bool plain = words[i][0] == '\0' || strcmp(words[i], "at-rest") == 0 ||
                           strcmp(words[i], "stopped") == 0;
        CHECK(words[i][0] == '\0' || strcmp(reason_word(words[i]), words[i]) == 0);
        CHECK((file_why(words[i]) == MSG_NONE) == plain);
    }
    CHECK_INT(file_why("no-such-word"), MSG_NONE);
}

TEST(whom_staff_must_call_differs)
{
    CHECK_INT(file_why("offline"), MSG_WHY_LINE);
    CHECK_INT(file_why("no-name"), MSG_WHY_NAME);
    CHECK_INT(file_why("cert-over"), MSG_WHY_CERT_OVER);
    CHECK_INT(file_why("cert-early"), MSG_WHY_CERT_EARLY);
    CHECK_INT(file_why("cert-host"), MSG_WHY_CERT_HOST);
    CHECK_INT(file_why("cert-foreign"), MSG_WHY_CERT_FOREIGN);
    CHECK_INT(file_why("no-tls"), MSG_WHY_NO_TLS);
    CHECK_INT(file_why("own-cert"), MSG_WHY_OWN_CERT);
    CHECK_INT(file_why("own-refused"), MSG_WHY_KIOSK);
    CHECK_INT(file_why("unauthorized"), MSG_WHY_KIOSK);
    CHECK_INT(file_why("refused"), MSG_WHY_REFUSED);
    CHECK_INT(file_why("conflict"), MSG_WHY_OTHER_FILE);
    CHECK_INT(file_why("paper-lost"), MSG_WHY_DAMAGED);
    CHECK_INT(file_why("too-old"), MSG_WHY_OLD);
}

static struct outbox_row row_of(enum outbox_state state, const char *reason)
{
    struct outbox_row r = {.state = state, .saved_at = (int64_t)21000 * 86400};
    (void)snprintf(r.last_reason, sizeof r.last_reason, "%s", reason);
    return r;
}

TEST(where_it_stands_is_said_by_state)
{
    struct outbox_row r = row_of(OUTBOX_SAVED, "");
    CHECK_INT(file_state(&r), MSG_FILES_NEW);
    r.attempts = 1;
    CHECK_INT(file_state(&r), MSG_FILES_TRIED);
    r.withdrawal = OUTBOX_WITHDRAWAL_ASKED;
    CHECK_INT(file_state(&r), MSG_FILES_ASKED_BACK);
    r = row_of(OUTBOX_SENT, "");
    CHECK_INT(file_state(&r), MSG_FILES_SENT);
    r = row_of(OUTBOX_EXPORTED, "");
    CHECK_INT(file_state(&r), MSG_FILES_AWAY);
    r = row_of(OUTBOX_HELD, "refused");
    CHECK_INT(file_state(&r), MSG_FILES_HELD);
    r = row_of(OUTBOX_HELD, "too-old");
    CHECK_INT(file_state(&r), MSG_FILES_OLD);
}

TEST(a_person_decides_on_what_was_refused_or_is_90_days_old)
{
    const int64_t day = (int64_t)24 * 60 * 60;
    struct outbox_row r = row_of(OUTBOX_SAVED, "offline");
    CHECK(!file_is_for_a_person(&r, r.saved_at + 89 * day));
    CHECK(file_is_for_a_person(&r, r.saved_at + 90 * day));
    r = row_of(OUTBOX_HELD, "refused");
    CHECK(file_is_for_a_person(&r, r.saved_at));
    r = row_of(OUTBOX_EXPORTED, "");
    CHECK(!file_is_for_a_person(&r, r.saved_at + 400 * day)); /* another kiosk has it */
}

int main(void)
{
    RUN(every_word_of_the_courier_has_a_sentence_or_needs_none);
    RUN(whom_staff_must_call_differs);
    RUN(where_it_stands_is_said_by_state);
    RUN(a_person_decides_on_what_was_refused_or_is_90_days_old);
    return check_done();
}
