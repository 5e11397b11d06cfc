#include "app/steward/ddi_feedback.h"

#include <string.h>

const char *reason_sentence_of(enum reason reason)
{
    switch (reason) {
    case REASON_DONE:
        return "done";
    case REASON_OFFER:
        return "the offer is empty, misshapen or encrypted";
    case REASON_NO_HASH:
        return "a file was offered without its SHA-256";
    case REASON_TOO_LARGE:
        return "a file is larger than 1 GiB, or there are too many";
    case REASON_NO_ROOM:
        return "there is no room on the disk";
    case REASON_PART:
        return "this version does not install chunks of that part";
    case REASON_OLDER:
        return "it is older than what runs";
    case REASON_DOWNLOAD:
        return "a file could not be fetched";
    case REASON_HASH:
        return "a file came twice with another content than announced";
    case REASON_SIGNATURE:
        return "it is not signed for this kiosk";
    case REASON_INSTALL:
        return "it could not be installed";
    case REASON_OTHER:
        return "the bundle has another version than announced";
    case REASON_UNSOUND:
        return "what is in the pack cannot be used";
    case REASON_EXPIRED:
        return "its last day is over";
    case REASON_FIRMWARE:
        return "it is for a newer firmware";
    case REASON_ROLLED_BACK:
        return "the new version did not stay";
    case REASON_UNDONE:
        return "it failed in its first visit and was undone";
    case REASON_UNTRIED:
        return "it is in use; no visit has tried it yet";
    case REASON_CANCELLED:
        return "stopped before it was installed";
    case REASON_TOO_LATE:
        return "it is being installed and cannot be stopped";
    default:
        return "unknown";
    }
}

void ddi_plain(const char *text, char out[DDI_DETAIL])
{
    size_t used = 0;
    for (const char *at = text; *at != '\0' && used + 1 < DDI_DETAIL; at++) {
        const unsigned char c = (unsigned char)*at;
        const bool fine = c >= 0x20 && c < 0x7F && strchr("<>&\"\\", c) == NULL;
        out[used++] = (char)(fine ? c : ' ');
    }
    out[used] = '\0';
}

static void put_details(struct buf *out, const char *const *details)
{
    char line[DDI_DETAIL];
    bool any = false;
    for (int i = 0; i < DDI_DETAILS; i++) {
        if (details[i] == NULL || details[i][0] == '\0') {
            continue;
        }
        ddi_plain(details[i], line);
        buf_printf(out, "%s\"%s\"", any ? "," : ",\"details\":[", line);
        any = true;
    }
    buf_puts(out, any ? "]" : "");
}

void ddi_status_write(struct buf *out, const struct ddi_status *s)
{
    static const char *const executions[] = {"closed",  "proceeding", "scheduled", "rejected",
                                             "resumed", "download",   "downloaded"};
    static const char *const results[] = {"none", "success", "failure"};
    buf_puts(out, "{");
    if (s->time_ms > 0) {
        buf_printf(out, "\"timestamp\":%lld,", (long long)s->time_ms);
    }
    buf_printf(out, "\"status\":{\"execution\":\"%s\",\"result\":{\"finished\":\"%s\"",
               executions[s->execution], results[s->finished]);
    if (s->of > 0) {
        buf_printf(out, ",\"progress\":{\"cnt\":%d,\"of\":%d}", s->done, s->of);
    }
    buf_puts(out, "}");
    if (s->code >= 0) {
        buf_printf(out, ",\"code\":%d", s->code);
    }
    put_details(out, s->details);
    buf_puts(out, "}}");
}

void ddi_confirm_write(struct buf *out, bool yes, enum reason reason)
{
    const char *const details[DDI_DETAILS] = {yes ? "nobody need be asked at this kiosk"
                                                  : reason_sentence_of(reason)};
    buf_printf(out, "{\"confirmation\":\"%s\",\"code\":%d", yes ? "confirmed" : "denied",
               yes ? (int)REASON_DONE : (int)reason);
    put_details(out, details);
    buf_puts(out, "}");
}

static void put_short(struct buf *out, const char *text)
{
    char line[DDI_DETAIL];
    ddi_plain(text, line);
    buf_printf(out, "\"%.*s\"", DDI_ATTRIBUTE - 1, line);
}

void ddi_attributes_write(struct buf *out, const struct ddi_attribute *list, int count)
{
    bool any = false;
    buf_puts(out, "{\"mode\":\"replace\",\"data\":{");
    for (int i = 0; i < count && i < DDI_ATTRIBUTES; i++) {
        if (list[i].value == NULL || list[i].value[0] == '\0') {
            continue;
        }
        buf_puts(out, any ? "," : "");
        put_short(out, list[i].key);
        buf_puts(out, ":");
        put_short(out, list[i].value);
        any = true;
    }
    buf_puts(out, "}}");
}
