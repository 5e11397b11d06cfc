#include "app/outbox/record.h"

#include <string.h>

#include "app/outbox/seal.h"
#include "platform/base/utf8.h"

/* A uuid as the records have it: 36 characters, lower case. */
static bool is_uuid(const char *text)
{
    static const char shape[] = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";
    for (size_t i = 0; i < sizeof shape - 1; i++) {
        const bool hex = (text[i] >= '0' && text[i] <= '9') || (text[i] >= 'a' && text[i] <= 'f');
        if (shape[i] == 'x' ? !hex : text[i] != shape[i]) {
            return false;
        }
    }
    return text[sizeof shape - 1] == '\0';
}

/* Present, not empty, UTF-8. */
static bool is_text(const char *text)
{
    return text != NULL && text[0] != '\0' && utf8_valid(text, strlen(text));
}

static bool texts_ok(const struct record *r)
{
    const char *const texts[] = {
        r->procedure, r->form_id,  r->form_version, r->instance,       r->language,
        r->kiosk,     r->firmware, r->notice_heard, r->notice_version, r->identity_source,
    };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        if (!is_text(texts[i])) {
            return false;
        }
    }
    return true;
}

static bool codes_ok(const struct record *r)
{
    return r->token != NULL && strlen(r->token) == 26 && r->slip_code != NULL &&
           strlen(r->slip_code) == 12 && strspn(r->slip_code, "0123456789") == 12;
}

static bool counts_ok(const struct record *r)
{
    return r->paper_count >= 0 && r->paper_count <= RECORD_PAPERS_MAX && r->open_count >= 0 &&
           r->open_count <= RECORD_OPEN_MAX && r->pack_count >= 0 &&
           r->pack_count <= RECORD_PACKS && r->consent_count >= 0 &&
           r->consent_count <= RECORD_CONSENTS && r->identity_warning_count >= 0 &&
           r->identity_warning_count <= RECORD_WARN_MAX;
}

static bool paper_ok(const struct record_paper *p)
{
    if (p->handed_in) {
        return is_text(p->ref);
    }
    if (p->sha256 != NULL && (p->bytes != NULL || strlen(p->sha256) != 64 ||
                              strspn(p->sha256, "0123456789abcdef") != 64)) {
        return false;
    }
    return is_text(p->ref) && is_text(p->name) && p->type != NULL &&
           (p->bytes != NULL || p->sha256 != NULL) && p->size > 0 &&
           p->size <= RECORD_PAPER_BYTES &&
           (strcmp(p->type, "image/jpeg") == 0 || strcmp(p->type, "image/png") == 0 ||
            strcmp(p->type, "application/pdf") == 0);
}

static bool lists_ok(const struct record *r)
{
    size_t total = 0;
    for (int i = 0; i < r->paper_count; i++) {
        if (!paper_ok(&r->papers[i])) {
            return false;
        }
        total += r->papers[i].bytes == NULL ? 0 : r->papers[i].size;
    }
    for (int i = 0; i < r->open_count; i++) {
        if (!is_text(r->open[i].ref) || !is_text(r->open[i].by)) {
            return false;
        }
    }
    for (int i = 0; i < r->pack_count; i++) {
        if (!is_text(r->packs[i].name) || !is_text(r->packs[i].version)) {
            return false;
        }
    }
    for (int i = 0; i < r->consent_count; i++) {
        if (!is_text(r->consents[i].id)) {
            return false;
        }
    }
    for (int i = 0; i < r->identity_warning_count; i++) {
        if (!is_text(r->identity_warnings[i])) {
            return false;
        }
    }
    return total <= RECORD_PAPERS_TOTAL;
}

static void quoted(struct buf *out, const char *text)
{
    buf_puts(out, "\"");
    for (const char *at = text; *at != '\0';) {
        const size_t plain = strcspn(at, "\"\\\x01\x02\x03\x04\x05\x06\x07\b\t\n\x0b\f\r\x0e\x0f"
                                         "\x10\x11\x12\x13\x14\x15\x16\x17\x18\x19\x1a\x1b\x1c\x1d"
                                         "\x1e\x1f");
        buf_add(out, at, plain);
        at += plain;
        if (*at == '"' || *at == '\\') {
            buf_printf(out, "\\%c", *at++);
        } else if (*at != '\0') {
            buf_printf(out, "\\u%04x", (unsigned)*at++);
        }
    }
    buf_puts(out, "\"");
}

/* ,"name":"text" — the comma unless it is the first member. */
static void member(struct buf *out, const char *name, const char *text)
{
    const bool first = out->len > 0 && out->data[out->len - 1] == '{';
    buf_printf(out, "%s\"%s\":", first ? "" : ",", name);
    quoted(out, text);
}

static void hash_member(struct buf *out, const char *name, const void *bytes, size_t size)
{
    uint8_t hash[SEAL_HASH];
    char hex[SEAL_HEX];
    seal_hash(bytes, size, hash);
    seal_hex(hash, hex);
    member(out, name, hex);
}

/* Days since 1970-01-01 as a civil date, from the year 0 on (Howard Hinnant's algorithm, proleptic
 * Gregorian). */
static void civil(int64_t days, int *ret_year, int *ret_month, int *ret_day)
{
    const int64_t z = days + 719468;
    const int64_t era = z / 146097;
    const int64_t doe = z - era * 146097;
    const int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    const int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    const int64_t mp = (5 * doy + 2) / 153;
    *ret_day = (int)(doy - (153 * mp + 2) / 5 + 1);
    *ret_month = (int)(mp < 10 ? mp + 3 : mp - 9);
    *ret_year = (int)(yoe + era * 400 + (*ret_month <= 2 ? 1 : 0));
}

void record_time(struct buf *out, int64_t at, int offset_minutes)
{
    const int64_t local = at + (int64_t)offset_minutes * 60;
    const int64_t days = local >= 0 ? local / 86400 : (local - 86399) / 86400;
    const int second = (int)(local - days * 86400);
    const int offset = offset_minutes < 0 ? -offset_minutes : offset_minutes;
    int year = 0;
    int month = 0;
    int day = 0;
    civil(days, &year, &month, &day);
    buf_printf(out, "%04d-%02d-%02dT%02d:%02d:%02d%c%02d:%02d", year, month, day, second / 3600,
               second / 60 % 60, second % 60, offset_minutes < 0 ? '-' : '+', offset / 60,
               offset % 60);
}

static void time_member(struct buf *out, const char *name, int64_t at, int offset_minutes)
{
    buf_printf(out, ",\"%s\":\"", name);
    record_time(out, at, offset_minutes);
    buf_puts(out, "\"");
}

/* Their numbers, from 1; nothing where every page is clear. */
static void unclear_pages(struct buf *out, const struct record_paper *p)
{
    int told = 0;
    for (int i = 0; i < p->pages && i < 64; i++) {
        if ((p->unclear >> i & 1) != 0) {
            buf_printf(out, "%s%d", told == 0 ? ",\"unclear\":[" : ",", i + 1);
            told++;
        }
    }
    buf_puts(out, told > 0 ? "]" : "");
}

static void papers(struct buf *out, const struct record *r)
{
    buf_puts(out, ",\"papers\":[");
    for (int i = 0; i < r->paper_count; i++) {
        const struct record_paper *p = &r->papers[i];
        buf_puts(out, i == 0 ? "{" : ",{");
        member(out, "ref", p->ref);
        if (p->handed_in) {
            buf_puts(out, ",\"handed_in\":true}");
            continue;
        }
        member(out, "name", p->name);
        member(out, "type", p->type);
        buf_printf(out, ",\"size\":%zu", p->size);
        if (p->sha256 != NULL) {
            member(out, "sha256", p->sha256);
            buf_puts(out, ",\"at_portal\":true");
        } else {
            hash_member(out, "sha256", p->bytes, p->size);
        }
        buf_printf(out, ",\"pages\":%d", p->pages);
        if (p->page > 0) {
            buf_printf(out, ",\"page\":%d", p->page);
        }
        if (p->turned > 0) {
            buf_printf(out, ",\"turned\":%d", p->turned);
        }
        unclear_pages(out, p);
        buf_puts(out, "}");
    }
    buf_puts(out, "]");
}

static void open_questions(struct buf *out, const struct record *r)
{
    buf_puts(out, ",\"open\":[");
    for (int i = 0; i < r->open_count; i++) {
        buf_puts(out, i == 0 ? "{" : ",{");
        member(out, "ref", r->open[i].ref);
        member(out, "by", r->open[i].by);
        buf_puts(out, "}");
    }
    buf_puts(out, "]");
}

static void packs(struct buf *out, const struct record *r)
{
    buf_puts(out, ",\"packs\":[");
    for (int i = 0; i < r->pack_count; i++) {
        buf_puts(out, i == 0 ? "{" : ",{");
        member(out, "name", r->packs[i].name);
        member(out, "version", r->packs[i].version);
        buf_puts(out, "}");
    }
    buf_puts(out, "]");
}

static void consent(struct buf *out, const struct record *r)
{
    buf_puts(out, ",\"consent\":{");
    member(out, "notice", r->notice_version);
    member(out, "heard", r->notice_heard);
    time_member(out, "at", r->notice_at, r->offset_minutes);
    buf_puts(out, ",\"optional\":[");
    for (int i = 0; i < r->consent_count; i++) {
        buf_puts(out, i == 0 ? "{" : ",{");
        member(out, "id", r->consents[i].id);
        buf_printf(out, ",\"given\":%s}", r->consents[i].given ? "true" : "false");
    }
    buf_puts(out, "]}");
}

static void identity(struct buf *out, const struct record *r)
{
    buf_puts(out, ",\"identity\":{");
    member(out, "source", r->identity_source);
    buf_puts(out, ",\"warnings\":[");
    for (int i = 0; i < r->identity_warning_count; i++) {
        buf_puts(out, i == 0 ? "" : ",");
        quoted(out, r->identity_warnings[i]);
    }
    buf_puts(out, "]");
    if (r->sign_in != NULL) {
        member(out, "sign_in", r->sign_in);
    }
    buf_printf(out, "},\"assisted\":%s", r->assisted ? "true" : "false");
    if (r->assisted && r->help != NULL && r->help_role != NULL) {
        buf_puts(out, ",\"assistance\":{");
        member(out, "how", r->help);
        member(out, "role", r->help_role);
        if (r->help_number > 0) {
            buf_printf(out, ",\"number\":%d", r->help_number);
        }
        buf_puts(out, "}");
    }
}

struct err record_json(const struct record *r, struct buf *out)
{
    if (r->uuid == NULL || !is_uuid(r->uuid)) {
        return ERR(ERR_BAD_INPUT, 0, "record: the uuid is none");
    }
    if (r->supplements != NULL && !is_uuid(r->supplements)) {
        return ERR(ERR_BAD_INPUT, 0, "record: what it supplements is none");
    }
    if (!counts_ok(r) || !lists_ok(r)) {
        return ERR(ERR_BAD_INPUT, 0, "record: a list breaks its limits");
    }
    if (!texts_ok(r) || !codes_ok(r) || r->form_bytes == NULL) {
        return ERR(ERR_BAD_INPUT, 0, "record: a text is missing or not UTF-8");
    }
    buf_clear(out);
    buf_puts(out, "{");
    member(out, "format", "rong-application/1");
    member(out, "uuid", r->uuid);
    member(out, "procedure", r->procedure);
    if (r->supplements != NULL) {
        member(out, "supplements", r->supplements);
    }
    buf_puts(out, ",\"form\":{");
    member(out, "id", r->form_id);
    member(out, "version", r->form_version);
    hash_member(out, "sha256", r->form_bytes, r->form_size);
    buf_puts(out, "}");
    member(out, "instance", r->instance);
    papers(out, r);
    open_questions(out, r);
    member(out, "language", r->language);
    time_member(out, "filed_at", r->filed_at, r->offset_minutes);
    if (r->clock_doubtful) {
        member(out, "clock", "doubtful");
    }
    member(out, "kiosk", r->kiosk);
    member(out, "firmware", r->firmware);
    packs(out, r);
    consent(out, r);
    identity(out, r);
    buf_puts(out, ",\"receipt\":{");
    hash_member(out, "token_sha256", r->token, strlen(r->token));
    hash_member(out, "slip_sha256", r->slip_code, strlen(r->slip_code));
    buf_puts(out, "}}");
    return out->full ? ERR(ERR_FULL, 0, "record: longer than its buffer") : ERR_OK;
}
