#include "platform/sim/printer_virtual.h"

#include <string.h>
#include <time.h>

#define HOT_MS     400
#define STALL_MS   800
#define LATE_MS    900
#define LAZY_MS    500
#define SLOW_MS    4 /* for so many bytes: */
#define SLOW_BYTES 256
#define DROPS_MS   100 /* one that loses bytes is slower than any host, a busy one too */

static const struct {
    const char *name, *help;
} fault_rows[PAPER_FAULT_COUNT] = {
    [PAPER_FAULT_NONE] = {"none", "nothing is wrong"},
    [PAPER_FAULT_PAPER_OUT] = {"paper-out",
                               "stops, keeps the job and prints it when paper is loaded"},
    [PAPER_FAULT_NEAR_END] = {"near-end", "paper is near its end"},
    [PAPER_FAULT_COVER_OPEN] = {"cover-open", "somebody opened the cover"},
    [PAPER_FAULT_JAM] = {"jam", "the cutter is stuck"},
    [PAPER_FAULT_BROKEN] = {"broken", "an error that only switching off and on may mend"},
    [PAPER_FAULT_HOT] = {"hot", "the head is hot and recovers by itself"},
    [PAPER_FAULT_STALL] = {"stall", "takes nothing for a while"},
    [PAPER_FAULT_DEAD] = {"dead", "takes nothing any more"},
    [PAPER_FAULT_HANG_UP] = {"hang-up", "drops the line"},
    [PAPER_FAULT_SILENT] = {"silent", "takes everything and answers nothing"},
    [PAPER_FAULT_SLOW] = {"slow", "prints slowly, so that its buffer fills"},
    [PAPER_FAULT_SIP] = {"sip", "takes one byte at a time"},
    [PAPER_FAULT_DROPS] = {"drops", "loses bytes when its buffer is full"},
    [PAPER_FAULT_GARBAGE] = {"garbage", "noise around every answer"},
    [PAPER_FAULT_CONSTANT] = {"constant", "sends 0xFF without end"},
    [PAPER_FAULT_TWICE] = {"twice", "says everything twice"},
    [PAPER_FAULT_LATE] = {"late", "answers when nobody waits any more"},
    [PAPER_FAULT_STALE] = {"stale", "has answers of an earlier job to tell first"},
    [PAPER_FAULT_ASB_INSIDE] = {"asb-inside", "status answers come inside automatic status"},
    [PAPER_FAULT_XOFF] = {"xoff", "XOFF and XON inside every answer"},
    [PAPER_FAULT_NO_CLEAR] = {"no-clear", "does not know DLE DC4 8"},
    [PAPER_FAULT_BAD_CLONE] = {"bad-clone", "says that all is well although paper is out"},
    [PAPER_FAULT_OLD_ID] = {"old-id", "tells the process id of an earlier job only"},
    [PAPER_FAULT_LATEST_ID] = {"latest-id", "of two process ids it tells only the latest"},
    [PAPER_FAULT_LAZY] = {"lazy", "tells its status at once, answers other questions late"},
    [PAPER_FAULT_ZEROS] = {"zeros", "sends 0x00 without end"},
};

static int64_t now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

enum virtual_fault virtual_fault_find(const char *name)
{
    for (int i = 1; i < PAPER_FAULT_COUNT; i++) {
        if (strcmp(fault_rows[i].name, name) == 0) {
            return (enum virtual_fault)i;
        }
    }
    return PAPER_FAULT_NONE;
}

const char *virtual_fault_name(enum virtual_fault fault)
{
    return fault > PAPER_FAULT_NONE && fault < PAPER_FAULT_COUNT ? fault_rows[fault].name : NULL;
}

const char *virtual_fault_help(enum virtual_fault fault)
{
    return fault > PAPER_FAULT_NONE && fault < PAPER_FAULT_COUNT ? fault_rows[fault].help : NULL;
}

void virtual_init(struct printer_virtual *v, int width, enum virtual_level level,
                  virtual_page *page, void *context)
{
    memset(v, 0, sizeof *v);
    pthread_mutex_init(&v->lock, NULL);
    decoder_init(&v->decoder, width);
    v->level = level;
    v->page = page;
    v->context = context;
}

void virtual_done(struct printer_virtual *v)
{
    pthread_mutex_destroy(&v->lock);
}

/* --- answers ------------------------------------------------------------------------------- */

static void queue(struct printer_virtual *v, const void *bytes, int size, int64_t due)
{
    if (v->answer_count < (int)(sizeof v->answers / sizeof v->answers[0])) {
        struct virtual_answer *a = &v->answers[v->answer_count++];
        memcpy(a->bytes, bytes, (size_t)size);
        a->size = size;
        a->due = due;
    }
}

static void asb_now(const struct printer_virtual *v, uint8_t asb[4])
{
    const bool *f = v->faults;
    const bool out = f[PAPER_FAULT_PAPER_OUT];
    const bool offline = out || f[PAPER_FAULT_COVER_OPEN] || f[PAPER_FAULT_JAM] ||
                         f[PAPER_FAULT_BROKEN] || f[PAPER_FAULT_HOT];
    asb[0] = (uint8_t)(0x14 | (offline ? 0x08 : 0) | (f[PAPER_FAULT_COVER_OPEN] ? 0x20 : 0));
    asb[1] = (uint8_t)((f[PAPER_FAULT_JAM] ? 0x08 : 0) | (f[PAPER_FAULT_BROKEN] ? 0x20 : 0) |
                       (f[PAPER_FAULT_HOT] ? 0x40 : 0));
    asb[2] = (uint8_t)((out ? 0x0C : 0) | (out || f[PAPER_FAULT_NEAR_END] ? 0x03 : 0));
    asb[3] = 0x0F;
    if (f[PAPER_FAULT_BAD_CLONE]) {
        asb[0] = 0x14;
        asb[2] = 0;
    }
}

/* When an answer that begins so is given: real-time and automatic status are never lazy. */
static int64_t due_of(const struct printer_virtual *v, uint8_t first)
{
    const int lead = first & 0x93;
    const bool lazy = v->faults[PAPER_FAULT_LAZY] && lead != 0x12 && lead != 0x10;
    return now_ms() + (v->faults[PAPER_FAULT_LATE] ? LATE_MS : lazy ? LAZY_MS : 0);
}

static void say(struct printer_virtual *v, const void *bytes, int size)
{
    static const uint8_t noise[] = {0xFF, 0x80, 0xA5, 0xC3, 0x9F};
    static const uint8_t pause_line[] = {0x13}, go_on[] = {0x11};
    const int64_t due = due_of(v, *(const uint8_t *)bytes);
    if (v->faults[PAPER_FAULT_SILENT] || v->level == VIRTUAL_D) {
        return;
    }
    if (v->faults[PAPER_FAULT_GARBAGE]) {
        queue(v, noise, sizeof noise, due);
    }
    if (v->faults[PAPER_FAULT_ASB_INSIDE] && (*(const uint8_t *)bytes & 0x93) == 0x12) {
        uint8_t asb[4];
        asb_now(v, asb);
        queue(v, asb, 2, due);
        queue(v, bytes, size, due);
        queue(v, asb + 2, 2, due);
        return;
    }
    if (v->faults[PAPER_FAULT_XOFF]) {
        const int half = size / 2;
        queue(v, bytes, half, due);
        queue(v, pause_line, 1, due);
        queue(v, go_on, 1, due);
        queue(v, (const uint8_t *)bytes + half, size - half, due);
        return;
    }
    queue(v, bytes, size, due);
    if (v->faults[PAPER_FAULT_TWICE]) {
        queue(v, bytes, size, due);
    }
}

static void say_byte(struct printer_virtual *v, int byte)
{
    const uint8_t b = (uint8_t)byte;
    say(v, &b, 1);
}

/* Automatic status: on every change, while it is watched. */
static void watch(struct printer_virtual *v, bool always)
{
    uint8_t asb[4];
    asb_now(v, asb);
    if (v->decoder.watch != 0 && v->level <= VIRTUAL_B &&
        (always || memcmp(asb, v->asb_sent, 4) != 0)) {
        memcpy(v->asb_sent, asb, 4);
        say(v, asb, 4);
    }
}

static void tell_status(struct printer_virtual *v, int question)
{
    const bool *f = v->faults;
    const bool out = f[PAPER_FAULT_PAPER_OUT] && !f[PAPER_FAULT_BAD_CLONE];
    int b = 0x12;
    if (question == 1) {
        const bool offline = out || f[PAPER_FAULT_COVER_OPEN] || f[PAPER_FAULT_JAM] ||
                             f[PAPER_FAULT_BROKEN] || f[PAPER_FAULT_HOT];
        b |= 0x04 | (offline ? 0x08 : 0);
    } else if (question == 2) {
        b |= (f[PAPER_FAULT_COVER_OPEN] ? 0x04 : 0) | (out ? 0x20 : 0) |
             (f[PAPER_FAULT_JAM] || f[PAPER_FAULT_BROKEN] || f[PAPER_FAULT_HOT] ? 0x40 : 0);
    } else if (question == 3) {
        b |= (f[PAPER_FAULT_JAM] ? 0x08 : 0) | (f[PAPER_FAULT_BROKEN] ? 0x20 : 0) |
             (f[PAPER_FAULT_HOT] ? 0x40 : 0);
    } else if (question == 4) {
        b |= (out ? 0x60 : 0) | (out || f[PAPER_FAULT_NEAR_END] ? 0x0C : 0);
    } else {
        return;
    }
    v->realtime++;
    say_byte(v, b);
}

/* --- the machine --------------------------------------------------------------------------- */

static void strike(struct printer_virtual *v, enum virtual_fault fault)
{
    v->faults[fault] = true;
    v->until[fault] = fault == PAPER_FAULT_HOT     ? now_ms() + HOT_MS
                      : fault == PAPER_FAULT_STALL ? now_ms() + STALL_MS
                                                   : 0;
    watch(v, false);
}

static void heal_by_time(struct printer_virtual *v)
{
    for (int i = 0; i < PAPER_FAULT_COUNT; i++) {
        if (v->faults[i] && v->until[i] != 0 && now_ms() >= v->until[i]) {
            v->faults[i] = false;
            watch(v, false);
        }
    }
}

static void cut(struct printer_virtual *v)
{
    if (v->decoder.height > 0) {
        const struct bits page = decoder_page(&v->decoder);
        v->printed++;
        if (v->page != NULL) {
            v->page(v->context, &page, v->raw, v->raw_size);
        }
    }
    decoder_tear(&v->decoder);
    v->raw_size = 0;
}

static void tell_process(struct printer_virtual *v)
{
    uint8_t block[7] = {0x37, 0x22};
    memcpy(block + 2, v->decoder.process, 4);
    if (v->faults[PAPER_FAULT_OLD_ID]) {
        block[3]--; /* 4096 jobs ago */
    }
    v->has_kept_id = v->faults[PAPER_FAULT_LATEST_ID] && !v->has_kept_id;
    if (v->level == VIRTUAL_A && !v->has_kept_id) {
        say(v, block, sizeof block);
    }
}

static void happen(struct printer_virtual *v, enum decoder_event event)
{
    switch (event) {
    case DECODED_ROW:
        if (v->coming != PAPER_FAULT_NONE && v->coming_rows > 0 && --v->coming_rows == 0) {
            strike(v, v->coming);
            v->coming = PAPER_FAULT_NONE;
        }
        break;
    case DECODED_CUT:
        cut(v);
        if (v->coming != PAPER_FAULT_NONE && v->coming_rows == VIRTUAL_AFTER_CUT) {
            strike(v, v->coming);
            v->coming = PAPER_FAULT_NONE;
        }
        break;
    case DECODED_ASK_PAPER:
        if (v->level <= VIRTUAL_B) {
            say_byte(v, v->faults[PAPER_FAULT_NEAR_END] ? 0x03 : 0x00);
        }
        break;
    case DECODED_ASK_MAKER:
        if (v->level == VIRTUAL_A) {
            say(v, "_EPSON", 7);
        }
        break;
    case DECODED_ASK_MODEL:
        if (v->level == VIRTUAL_A) {
            say(v, "_TM-VIRTUAL", 12);
        }
        break;
    case DECODED_PROCESS:
        tell_process(v);
        break;
    case DECODED_WATCH:
        watch(v, true);
        break;
    case DECODED_LETTER:
        v->letters++;
        break;
    case DECODED_NOTHING:
    case DECODED_RESET:
    case DECODED_CLEAR:
        break;
    }
}

static bool stands_still(const struct printer_virtual *v)
{
    const bool *f = v->faults;
    return f[PAPER_FAULT_PAPER_OUT] || f[PAPER_FAULT_COVER_OPEN] || f[PAPER_FAULT_JAM] ||
           f[PAPER_FAULT_BROKEN] || f[PAPER_FAULT_HOT] || f[PAPER_FAULT_DEAD] ||
           f[PAPER_FAULT_STALL];
}

/* Executes what is in the buffer, as far as the machine moves. */
static void work(struct printer_virtual *v)
{
    size_t done = 0;
    heal_by_time(v);
    while (done < v->buffered && !stands_still(v)) {
        if (v->faults[PAPER_FAULT_SLOW] && v->slow_left-- == 0) {
            v->slow_left = now_ms() < v->slow_at ? 0 : SLOW_BYTES;
            if (v->slow_left == 0) {
                break;
            }
            v->slow_at = now_ms() + (v->faults[PAPER_FAULT_DROPS] ? DROPS_MS : SLOW_MS);
        }
        const uint8_t byte = v->buffer[done++];
        if (v->raw_size < VIRTUAL_RAW) {
            v->raw[v->raw_size++] = byte;
        }
        happen(v, decoder_take(&v->decoder, byte));
    }
    memmove(v->buffer, v->buffer + done, v->buffered - done);
    v->buffered -= done;
}

static void clear_buffers(struct printer_virtual *v)
{
    static const uint8_t cleared[] = {0x37, 0x25, 0};
    if (v->faults[PAPER_FAULT_NO_CLEAR] || v->level > VIRTUAL_B) {
        return;
    }
    v->buffered = 0;
    decoder_abort(&v->decoder);
    say(v, cleared, sizeof cleared);
}

/* Real-time commands work wherever they stand in the stream. */
static void sniff(struct printer_virtual *v, uint8_t byte)
{
    static const uint8_t clear[] = {0x10, 0x14, 8, 1, 3, 20, 1, 6, 2, 8};
    v->last[0] = v->last[1];
    v->last[1] = v->last[2];
    v->last[2] = byte;
    if (v->last[0] == 0x10 && v->last[1] == 0x04) {
        tell_status(v, byte);
    }
    v->clear_matched = byte == clear[v->clear_matched] ? v->clear_matched + 1 : byte == 0x10;
    if (v->clear_matched == (int)sizeof clear) {
        v->clear_matched = 0;
        clear_buffers(v);
    }
}

static bool room(struct printer_virtual *v)
{
    if (v->faults[PAPER_FAULT_DEAD] || v->faults[PAPER_FAULT_STALL]) {
        return false;
    }
    if (v->buffered == VIRTUAL_BUFFER) {
        work(v);
    }
    return v->buffered < VIRTUAL_BUFFER || v->faults[PAPER_FAULT_DROPS];
}

size_t virtual_feed(struct printer_virtual *v, const uint8_t *bytes, size_t size)
{
    pthread_mutex_lock(&v->lock);
    size_t taken = 0;
    const size_t most = v->faults[PAPER_FAULT_SIP] && size > 1 ? 1 : size;
    heal_by_time(v);
    while (taken < most && room(v) && !v->faults[PAPER_FAULT_HANG_UP]) {
        const uint8_t byte = bytes[taken++];
        if (v->buffered < VIRTUAL_BUFFER) {
            v->buffer[v->buffered++] = byte;
        } else {
            v->lost++;
        }
        sniff(v, byte);
    }
    work(v);
    pthread_mutex_unlock(&v->lock);
    return taken;
}

size_t virtual_answers(struct printer_virtual *v, uint8_t *ret_bytes, size_t cap)
{
    pthread_mutex_lock(&v->lock);
    work(v);
    size_t size = 0;
    int kept = 0;
    const int64_t now = now_ms();
    for (int i = 0; i < v->answer_count; i++) { /* what is late holds up nothing behind it */
        const struct virtual_answer *a = &v->answers[i];
        if (a->due <= now && size + (size_t)a->size <= cap) {
            memcpy(ret_bytes + size, a->bytes, (size_t)a->size);
            size += (size_t)a->size;
        } else {
            v->answers[kept++] = *a;
        }
    }
    v->answer_count = kept;
    if (v->faults[PAPER_FAULT_CONSTANT] || v->faults[PAPER_FAULT_ZEROS]) {
        size = cap < 64 ? cap : 64;
        memset(ret_bytes, v->faults[PAPER_FAULT_ZEROS] ? 0x00 : 0xFF, size);
    }
    pthread_mutex_unlock(&v->lock);
    return size;
}

bool virtual_hung_up(struct printer_virtual *v)
{
    pthread_mutex_lock(&v->lock);
    const bool gone = v->faults[PAPER_FAULT_HANG_UP];
    pthread_mutex_unlock(&v->lock);
    return gone;
}

void virtual_connected(struct printer_virtual *v)
{
    static const uint8_t old[] = {0x16, 0x7E, 0x37, 0x22, '0', '0', '0', '1', 0, 0x00};
    pthread_mutex_lock(&v->lock);
    if (v->faults[PAPER_FAULT_STALE]) {
        queue(v, old, sizeof old, now_ms());
    }
    pthread_mutex_unlock(&v->lock);
}

void virtual_break(struct printer_virtual *v, enum virtual_fault fault, int after_rows)
{
    pthread_mutex_lock(&v->lock);
    if (after_rows != 0) {
        v->coming = fault;
        v->coming_rows = after_rows;
    } else {
        strike(v, fault);
    }
    pthread_mutex_unlock(&v->lock);
}

void virtual_mend(struct printer_virtual *v)
{
    pthread_mutex_lock(&v->lock);
    memset(v->faults, 0, sizeof v->faults);
    v->coming = PAPER_FAULT_NONE;
    for (int i = 0; i < v->answer_count; i++) {
        v->answers[i].due = 0; /* what was late comes now */
    }
    watch(v, false);
    work(v);
    pthread_mutex_unlock(&v->lock);
}

struct virtual_counts virtual_count(struct printer_virtual *v)
{
    pthread_mutex_lock(&v->lock);
    work(v);
    const struct virtual_counts counts = {.printed = v->printed,
                                          .rows = v->decoder.height,
                                          .realtime = v->realtime,
                                          .letters = v->letters,
                                          .lost = v->lost};
    pthread_mutex_unlock(&v->lock);
    return counts;
}

int virtual_printed(struct printer_virtual *v)
{
    return virtual_count(v).printed;
}
