#include "app/courier/reasons.h"

#include <string.h>

struct reason {
    const char *word;
    const char *sentence;
};

static const struct reason reasons[] = {
    {"", "not tried yet"},
    {"offline", "the portal cannot be reached: check the line and the address"},
    {"no-name", "the portal's name leads nowhere: check the network's DNS and the address"},
    {"cert-over", "the portal's certificate has run out, or this machine's clock is wrong"},
    {"cert-early", "the portal's certificate is not valid yet, or this machine's clock is wrong"},
    {"cert-host", "the certificate shown is of another name: check the portal's address"},
    {"cert-foreign", "who signed the portal's certificate is not trusted here: check --ca"},
    {"no-tls", "no TLS with the portal came about: what stands between, or an old version"},
    {"own-cert", "the files of --ca, --cert or --key cannot be used"},
    {"own-refused", "the portal's TLS does not take the certificate of --cert"},
    {"timeout", "the portal did not answer in time; the same bytes will be sent again"},
    {"unknown-outcome", "the line dropped before the answer; the same bytes will be sent again"},
    {"busy", "the portal is busy and asks to come later"},
    {"not-the-portal", "what answered is not the portal (perhaps a login page of the network)"},
    {"wrong-uuid", "the portal answered about another application; not taken as an answer"},
    {"wrong-hash", "the portal answered about other bytes than were sent; not taken as an answer"},
    {"unauthorized", "the portal refuses this kiosk's credentials or certificate"},
    {"refused", "the portal refuses this application: a person must look"},
    {"conflict", "the portal holds other content under this number: a person must look"},
    {"forgotten", "the portal no longer knows it; it will be sent again"},
    {"papers-missing", "the portal waits for papers; they will be sent again"},
    {"no-number", "the portal has it and has not yet given a file number"},
    {"damaged", "what was saved here does not open any more: a person must look"},
    {"other-key", "it was sealed with a box.key that is not here: restore that key"},
    {"paper-lost", "a paper's file is missing or damaged here: a person must look"},
    {"changed", "its bytes are not those that were first sent: a person must look"},
    {"too-large", "the portal takes no body this large; it is told its limit again"},
    {"at-rest", "the portal has it; portals of this kind give no file number"},
    {"unfit", "this portal's language cannot say this application: a person must look"},
    {"taken", "the portal says another file has the number it gave us: a person must look"},
    {"whose-file", "a file has our number before we used it: look whose; retry takes it for ours"},
    {"queue-lost", "what was sent before is not known after damage: look at the portal first"},
    {"too-old", "unsent for 90 days: a person decides whether it is sent (retry) or withdrawn"},
    {"asked-back", "to be withdrawn: the portal has it not; asked once more, then it is withdrawn"},
    {"at-portal", "the portal has it: it need not go to another kiosk"},
    {"over", "it is not waiting to be sent any more"},
    {"may-be-there", "the portal may have it and cannot be asked: it stays, and is sent from here"},
    {"expired", "whoever asked for it waited no longer: it stays, and is sent from here"},
    {"bad-key", "the other kiosk's key is none: copy its box.pub again"},
    {"stopped", "the courier was asked to stop"},
    {"disk", "this kiosk's disk cannot be used"},
};

const char *reason_sentence(const char *word)
{
    for (size_t i = 0; i < sizeof reasons / sizeof reasons[0]; i++) {
        if (strcmp(reasons[i].word, word) == 0) {
            return reasons[i].sentence;
        }
    }
    return word;
}

const char *reason_word(const char *word)
{
    for (size_t i = 0; i < sizeof reasons / sizeof reasons[0]; i++) {
        if (strcmp(reasons[i].word, word) == 0) {
            return reasons[i].word;
        }
    }
    return "";
}

static const char *const aways[] = {
    [HTTP_AWAY_LINE] = "offline",        [HTTP_AWAY_NAME] = "no-name",
    [HTTP_AWAY_OVER] = "cert-over",      [HTTP_AWAY_EARLY] = "cert-early",
    [HTTP_AWAY_HOST] = "cert-host",      [HTTP_AWAY_FOREIGN] = "cert-foreign",
    [HTTP_AWAY_TLS] = "no-tls",          [HTTP_AWAY_OWN] = "own-cert",
    [HTTP_AWAY_REFUSED] = "own-refused",
};

const char *reason_away(enum http_away away)
{
    return aways[away];
}

bool reason_is_away(const char *word)
{
    for (size_t i = 0; i < sizeof aways / sizeof aways[0]; i++) {
        if (strcmp(aways[i], word) == 0) {
            return true;
        }
    }
    return false;
}

const char *reason_of(struct err e)
{
    switch (e.code) {
    case ERR_NONE:
        return "";
    case ERR_OFFLINE:
        return "offline";
    case ERR_TIMEOUT:
        return "timeout";
    case ERR_UNKNOWN_OUTCOME:
        return "unknown-outcome";
    case ERR_BAD_INPUT:
        return "not-the-portal";
    case ERR_CANCELLED:
        return "stopped";
    case ERR_NOT_FOUND:
        return "other-key";
    case ERR_CORRUPT:
    case ERR_VERSION:
        return "damaged";
    case ERR_IO:
    case ERR_FULL:
    case ERR_REFUSED:
    case ERR_NO_PAPER:
    case ERR_COVER_OPEN:
    case ERR_JAM:
    case ERR_UNSUPPORTED:
        break;
    }
    return "disk";
}
