#include "app/hourly_file.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "app/whole.h"
#include "platform/base/buf.h"
#include "platform/port_files.h"

#define HEAD          "# hourly 1 "
#define HOUR_MS       3600000U
#define HOUR_S        3600
#define SECOND_MS     1000U
#define NUMBER_DIGITS 18 /* no clock of ours needs more */
#define MARK_START    14695981039346656037U
#define MARK_FACTOR   1099511628211U

static const char *const names[HOURLY_KINDS] = {[HOURLY_APPLICATIONS] = "applications",
                                                [HOURLY_TICKETS] = "tickets",
                                                [HOURLY_CALLS] = "calls",
                                                [HOURLY_LOOKUPS] = "lookups",
                                                [HOURLY_PRINTS] = "prints"};

/* --- writing ---------------------------------------------------------------------------------- */

static int write_kind(struct buf *out, const char *name, const struct hourly_ring *r,
                      uint64_t now_ms)
{
    int written = 0;
    for (int i = 0; i < r->count; i++) {
        const uint64_t age = now_ms - r->at_ms[(r->head + i) % HOURLY_MOST];
        if (age < HOUR_MS) {
            buf_printf(out, "%s %" PRIu64, written == 0 ? name : "", age);
            written++;
        }
    }
    if (written > 0) {
        buf_puts(out, "\n");
    }
    return written;
}

size_t hourly_file_write(const struct hourly *h, uint64_t now_ms, int64_t now_s,
                         char text[HOURLY_FILE_BYTES])
{
    struct buf out;
    int written = 0;
    buf_init(&out, text, HOURLY_FILE_BYTES);
    buf_printf(&out, HEAD "%" PRIu64 " %" PRId64 "\n", now_ms, now_s > 0 ? now_s : 0);
    for (int i = 0; i < HOURLY_KINDS; i++) {
        written += write_kind(&out, names[i], &h->done[i], now_ms);
    }
    buf_puts(&out, "end\n");
    return written == 0 ? 0 : out.len;
}

uint64_t hourly_file_mark(const struct hourly *h)
{
    uint64_t mark = MARK_START;
    int all = 0;
    for (int i = 0; i < HOURLY_KINDS; i++) {
        const struct hourly_ring *r = &h->done[i];
        const int newest = r->count == 0 ? 0 : (r->head + r->count - 1) % HOURLY_MOST;
        const uint64_t parts[] = {(uint64_t)r->head, (uint64_t)r->count, r->at_ms[newest]};
        for (size_t k = 0; k < sizeof parts / sizeof parts[0]; k++) {
            mark = (mark ^ parts[k]) * MARK_FACTOR;
        }
        all += r->count;
    }
    return all == 0 ? 0 : mark | 1U;
}

/* --- reading ---------------------------------------------------------------------------------- */

/* What is still to be read. */
struct rest {
    const char *at, *end;
};

static bool take(struct rest *r, const char *word)
{
    const size_t length = strlen(word);
    const bool is = (size_t)(r->end - r->at) >= length && memcmp(r->at, word, length) == 0;
    r->at += is ? length : 0;
    return is;
}

static bool take_number(struct rest *r, uint64_t *ret_value)
{
    int digits = 0;
    *ret_value = 0;
    while (r->at < r->end && *r->at >= '0' && *r->at <= '9' && digits < NUMBER_DIGITS) {
        *ret_value = *ret_value * 10 + (uint64_t)(*r->at++ - '0');
        digits++;
    }
    return digits > 0;
}

/* The ages of one kind, the oldest first, up to the end of their line. */
static bool take_kind(struct rest *r, struct hourly *h, enum hourly_what what, uint64_t away_ms,
                      uint64_t now_ms)
{
    uint64_t before = HOUR_MS - 1;
    for (int i = 0; i < HOURLY_MOST; i++) {
        uint64_t age = 0;
        if (!take(r, " ") || !take_number(r, &age) || age > before) {
            return false;
        }
        before = age;
        if (age + away_ms < HOUR_MS) {
            hourly_note(h, what, now_ms - (age + away_ms)); /* both wrap alike, see reached */
        }
        if (take(r, "\n")) {
            return true;
        }
    }
    return false;
}

/* How long it is since it was written, at most an hour. */
static uint64_t away(uint64_t kept_ms, uint64_t kept_s, uint64_t now_ms, int64_t now_s)
{
    const uint64_t wall_s = now_s > (int64_t)kept_s ? (uint64_t)now_s - kept_s : 0;
    const uint64_t wall_ms = wall_s < HOUR_S ? wall_s * SECOND_MS : HOUR_MS;
    const uint64_t mono_ms = now_ms > kept_ms ? now_ms - kept_ms : 0;
    const uint64_t longer = wall_ms > mono_ms ? wall_ms : mono_ms;
    return longer < HOUR_MS ? longer : HOUR_MS;
}

static bool take_all(struct rest *r, uint64_t now_ms, int64_t now_s, struct hourly *h)
{
    uint64_t kept_ms = 0;
    uint64_t kept_s = 0;
    if (!take(r, HEAD) || !take_number(r, &kept_ms) || !take(r, " ") || !take_number(r, &kept_s) ||
        !take(r, "\n")) {
        return false;
    }
    const uint64_t away_ms = away(kept_ms, kept_s, now_ms, now_s);
    for (int i = 0; i < HOURLY_KINDS; i++) { /* in their order, each at most once */
        if (take(r, names[i]) && !take_kind(r, h, (enum hourly_what)i, away_ms, now_ms)) {
            return false;
        }
    }
    return take(r, "end\n") && r->at == r->end;
}

bool hourly_file_read(const char *text, size_t size, uint64_t now_ms, int64_t now_s,
                      struct hourly *ret_hourly)
{
    struct rest r = {text, text + size};
    hourly_lift(ret_hourly);
    const bool whole = take_all(&r, now_ms, now_s, ret_hourly);
    if (!whole) {
        hourly_lift(ret_hourly);
    }
    return whole;
}

/* --- the disk --------------------------------------------------------------------------------- */

struct err hourly_file_load(struct port_dir *dir, const char *state, uint64_t now_ms, int64_t now_s,
                            struct hourly *ret_hourly)
{
    char path[DIR_PATH_MAX];
    struct file_bytes file = {0};
    hourly_lift(ret_hourly);
    (void)snprintf(path, sizeof path, "%s/" HOURLY_FILE, state);
    struct err e = dir->files->ops->read(path, HOURLY_FILE_BYTES, &file);
    if (e.code == ERR_NOT_FOUND) {
        return ERR_OK;
    }
    if (!failed(e)) {
        const bool whole = hourly_file_read(file.bytes, file.size, now_ms, now_s, ret_hourly);
        dir->files->ops->unmap(&file);
        e = whole ? ERR_OK : ERR(ERR_CORRUPT, 0, "hourly: STATE/hourly is damaged");
    }
    if (hourly_file_mark(ret_hourly) == 0) {
        const struct err gone = whole_keep(dir, state, HOURLY_FILE, "", 0);
        e = failed(e) ? e : gone;
    }
    return e;
}
