#include "platform/linux/printer_escpos.h"

#include <string.h>
#include <time.h>

#include "platform/linux/escpos_link.h"

#define STRIP_ROWS 24  /* of ESC * in its finest mode */
#define WATCH_MS   200 /* how often a printer that does not tell when it is done is asked */

/* One job on its way. */
struct job {
    struct printer_escpos *printer;
    const struct bits *page;
    const atomic_bool *stop;
    int64_t deadline;
    int64_t printed_by; /* when the slowest printer has it on paper */
    bool began;         /* a byte of the page was taken */
};

static bool stopped(const atomic_bool *stop)
{
    return stop != NULL && atomic_load(stop);
}

static struct err send(struct job *j, const void *bytes, size_t size)
{
    size_t sent = 0;
    const struct err e = escpos_send(j->printer, bytes, size, j->deadline, j->stop, &sent);
    j->began |= sent > 0;
    return e;
}

/* The printer obeys 10 04 n, 10 05 n and 10 14 n wherever they stand, in pictures too. One more
 * dot beside an existing one breaks them; a lone dot (0x10) never stands in a QR, whose modules are
 * five dots or wider, so the QR stays as it is. */
static void break_commands(uint8_t *bytes, size_t size)
{
    for (size_t i = 0; i + 1 < size; i++) {
        const uint8_t next = bytes[i + 1];
        if (bytes[i] == 0x10 && (next == 0x04 || next == 0x05 || next == 0x14)) {
            bytes[i + 1] |= 0x02;
        }
    }
}

static struct err send_band(struct job *j, int first, int rows)
{
    uint8_t band[8 + ESCPOS_BAND_BYTES] = {0x1D, 'v', '0', 0};
    const int across = j->page->width / 8;
    const size_t size = (size_t)across * (size_t)rows;
    band[4] = (uint8_t)across;
    band[6] = (uint8_t)rows;
    memcpy(band + 8, j->page->rows + (size_t)first * (size_t)across, size);
    break_commands(band + 8, size);
    const struct err e = send(j, band, 8 + size);
    return failed(e) ? e : escpos_listen(j->printer, 0);
}

static bool black(const struct bits *page, int x, int y)
{
    const uint8_t byte = page->rows[(size_t)y * (size_t)(page->width / 8) + (size_t)(x / 8)];
    return (byte >> (7 - x % 8) & 1) != 0;
}

/* 24 rows as columns of three bytes, the uppermost dot in the highest bit, and a line feed. */
static struct err send_strip(struct job *j, int first, int rows)
{
    uint8_t strip[5 + ESCPOS_WIDTH_MAX * 3 + 1] = {0x1B, '*', 33};
    const int width = j->page->width;
    uint8_t *at = strip + 5;
    strip[3] = (uint8_t)(width & 0xFF);
    strip[4] = (uint8_t)(width >> 8);
    for (int x = 0; x < width; x++, at += 3) {
        for (int y = 0; y < rows; y++) {
            at[y / 8] |= (uint8_t)(black(j->page, x, first + y) << (7 - y % 8));
        }
    }
    break_commands(strip + 5, (size_t)width * 3);
    *at++ = '\n';
    const struct err e = send(j, strip, (size_t)(at - strip));
    return failed(e) ? e : escpos_listen(j->printer, 0);
}

static struct err send_page(struct job *j)
{
    const int most = j->printer->columns ? STRIP_ROWS : ESCPOS_BAND_BYTES / (j->page->width / 8);
    for (int row = 0; row < j->page->height; row += most) {
        const int left = j->page->height - row;
        const int rows = left < most ? left : most;
        const struct err e =
            j->printer->columns ? send_strip(j, row, rows) : send_band(j, row, rows);
        if (failed(e)) {
            return e;
        }
        if (escpos_stopped(j->printer)) {
            return ERR(ERR_OFFLINE, 0, "printer: stopped in the page");
        }
    }
    return ERR_OK;
}

static struct err send_process(struct job *j)
{
    struct printer_escpos *p = j->printer;
    uint8_t command[] = {0x1D, '(', 'H', 6, 0, '0', '0', 0, 0, 0, 0};
    p->process = (p->process + 1) & 0xFFFFFF;
    for (int i = 0; i < 4; i++) {
        command[7 + i] = (uint8_t)('0' + (p->process >> (18 - 6 * i) & 63));
    }
    return send(j, command, sizeof command);
}

/* Asks the printer to say when it got so far. */
static struct err send_question(struct job *j)
{
    static const uint8_t paper[] = {0x1D, 'r', 1};
    const enum escpos_level level = j->printer->level;
    struct err e = ERR_OK;
    j->printer->has_single = false;
    j->printer->singles = 0;
    j->printer->has_process = false;
    if (level == ESCPOS_PROCESS_ID) {
        e = send_process(j);
    }
    if (!failed(e) && (level == ESCPOS_PROCESS_ID || level == ESCPOS_IN_ORDER)) {
        e = send(j, paper, sizeof paper);
    }
    return e;
}

/* An id given earlier than ours proves nothing; one given with it or just after does. */
static bool process_is_done(const struct printer_escpos *p)
{
    return p->has_process && ((p->process_done - p->process) & 0xFFFFFF) < 4;
}

/* Waits until the printer took the last byte: before that, nothing was written to it. */
static struct err wait_taken(struct printer_escpos *p)
{
    const struct transport_ops *ops = p->transport.ops;
    return ops->drain == NULL ? ERR_OK : ops->drain(&p->transport, p->patience.finish);
}

/* Whether nothing is known to be wrong. One that is hot, or so busy that it takes no question, is
 * asked again for a while. */
static struct err looks_well(struct job *j, bool *ret_again)
{
    const struct printer_escpos *p = j->printer;
    struct printer_status status = {.paper = PAPER_UNKNOWN};
    const struct err e = escpos_ask(j->printer, &status);
    const bool silent = e.code == ERR_TIMEOUT || (p->level == ESCPOS_REALTIME && !status.answers);
    const bool hot = !silent && status.hot && status.paper != PAPER_OUT;
    const int64_t late = escpos_now() - j->printed_by;
    *ret_again =
        (hot && late < p->patience.cool) || (silent && late < (int64_t)p->patience.answer * 4);
    if (*ret_again || (!failed(e) && !silent && status.online && status.paper != PAPER_OUT)) {
        return ERR_OK;
    }
    return ERR(ERR_TIMEOUT, e.os, "printer: not well after the page");
}

/* Levels C and D tell at least that nothing is known to be wrong after the time that the page takes
 * a slow printer; what they hold in a buffer until then may still fail. */
static struct err watch_paper(struct job *j, enum print_proof *ret_proof)
{
    struct err e = wait_taken(j->printer);
    while (!failed(e)) {
        bool again = false;
        const int64_t left = j->printed_by - escpos_now();
        e = looks_well(j, &again);
        if (failed(e) || (left <= 0 && !again)) {
            break;
        }
        e = stopped(j->stop)
                ? ERR(ERR_CANCELLED, 0, "printer: stopped")
                : escpos_listen(j->printer, left > 0 && left < WATCH_MS ? (int)left : WATCH_MS);
    }
    if (!failed(e)) {
        *ret_proof = PROOF_WRITTEN;
    }
    return e;
}

/* "There is paper" is a zero, and a broken line may send zeros without end: a printer says it once,
 * a talkative one twice (reference/devices.md 8.4). */
static struct err believe_single(struct printer_escpos *p, enum print_proof *ret_proof)
{
    const struct err e = escpos_listen(p, 20);
    if (failed(e)) {
        return e;
    }
    if (p->singles > 2) {
        return ERR(ERR_OFFLINE, 0, "printer: noise instead of an answer");
    }
    escpos_level_is(p, ESCPOS_IN_ORDER);
    *ret_proof = PROOF_ANSWERED;
    return ERR_OK;
}

static struct err wait_for_proof(struct job *j, enum print_proof *ret_proof)
{
    struct printer_escpos *p = j->printer;
    const int64_t end = escpos_now() + p->patience.finish;
    if (p->level == ESCPOS_REALTIME || p->level == ESCPOS_ONE_WAY) {
        return watch_paper(j, ret_proof);
    }
    for (;;) {
        const bool over = escpos_now() >= end;
        if (process_is_done(p)) {
            *ret_proof = PROOF_PROCESS_ID;
            return ERR_OK;
        }
        /* A printer that only answers in order is believed at once; one that should have given its
         * id (some old models of good makes cannot) when the time is over. */
        if ((over || p->level == ESCPOS_IN_ORDER) && p->has_single && (p->single & 0x0C) == 0) {
            return believe_single(p, ret_proof);
        }
        if (over) {
            p->was_away = true; /* perhaps another printer than it was: the next job asks it */
            return ERR(ERR_TIMEOUT, 0, "printer: no proof");
        }
        if (stopped(j->stop)) {
            return ERR(ERR_CANCELLED, 0, "printer: stopped");
        }
        const struct err e = escpos_listen(p, 50);
        if (failed(e) || escpos_stopped(p)) {
            return failed(e) ? e : ERR(ERR_OFFLINE, 0, "printer: stopped after the page");
        }
    }
}

/* The page is proved before it is cut off: a printer that keeps what it could not print must not
 * hold a whole slip, which somebody else would get. */
static struct err finish(struct job *j, enum print_proof *ret_proof)
{
    static const uint8_t cut[] = {0x1D, 'V', 66, 0};
    struct err e = send_question(j);
    e = failed(e) ? e : wait_for_proof(j, ret_proof);
    e = failed(e) ? e : send(j, cut, sizeof cut);
    e = failed(e) ? e : send_question(j);
    return failed(e) ? e : wait_for_proof(j, ret_proof);
}

/* Why a job may not start, or ERR_OK. */
static struct err refusal(const struct printer_status *s)
{
    if (s->paper == PAPER_OUT) {
        return ERR(ERR_NO_PAPER, 0, "printer: no paper");
    }
    if (s->cover_open) {
        return ERR(ERR_COVER_OPEN, 0, "printer: cover open");
    }
    if (s->jam) {
        return ERR(ERR_JAM, 0, "printer: jam");
    }
    return s->online ? ERR_OK : ERR(ERR_OFFLINE, 0, "printer: offline");
}

/* Asks until the printer is well, or says what it needs; a hot head is waited for. */
static struct err ready(struct printer_escpos *p, const atomic_bool *stop)
{
    const int64_t end = escpos_now() + p->patience.cool;
    for (;;) {
        struct printer_status status;
        struct err e = escpos_ask(p, &status);
        if (failed(e)) {
            return e;
        }
        e = refusal(&status);
        if (!status.answers && p->level != ESCPOS_ONE_WAY && e.code != ERR_NO_PAPER) {
            p->tried = p->trial && !p->configured;
            return p->tried ? ERR_OK : ERR(ERR_OFFLINE, 0, "printer: silent");
        }
        if (!failed(e) || !status.hot || e.code != ERR_OFFLINE || escpos_now() > end ||
            stopped(stop)) {
            return e;
        }
        e = escpos_listen(p, 100);
        if (failed(e)) {
            return e;
        }
    }
}

/* Clears what may be left in the printer and asks what it can. A torn page goes first: questions
 * would be taken for the rest of its picture. */
static struct err clear_and_learn(struct printer_escpos *p)
{
    struct err e = p->rest == REST_TORN ? escpos_clear(p) : ERR_OK;
    e = failed(e) ? e : escpos_learn(p);
    return failed(e) || p->rest == REST_NONE ? e : escpos_clear(p);
}

/* Everything before the first byte of the page. */
static struct err prepare(struct printer_escpos *p, const atomic_bool *stop)
{
    p->told = (struct printer_status){.paper = PAPER_UNKNOWN}; /* of an earlier job */
    const struct err e = ready(p, stop);
    p->level = !failed(e) && p->tried ? ESCPOS_ONE_WAY : p->level; /* for this job */
    return failed(e) ? e : clear_and_learn(p);
}

static struct err run(struct job *j, enum print_proof *ret_proof)
{
    static const uint8_t plain[] = {0x1B, '@'};
    static const uint8_t watched[] = {0x1B, '@', 0x1D, 'a', 0x0E};
    static const uint8_t unwatched[] = {0x1D, 'a', 0};
    struct printer_escpos *p = j->printer;
    const bool watch = p->level == ESCPOS_PROCESS_ID || p->level == ESCPOS_IN_ORDER;
    struct err e = send(j, watch ? watched : plain, watch ? sizeof watched : sizeof plain);
    if (!failed(e) && p->columns) { /* lines without a gap between strips */
        static const uint8_t spacing[] = {0x1B, '3', 16};
        e = send(j, spacing, sizeof spacing);
    }
    j->began = false; /* only the page counts as begun */
    j->printed_by = escpos_now() + (int64_t)j->page->height * 1000 / p->patience.pace;
    e = failed(e) ? e : send_page(j);
    e = failed(e) ? e : finish(j, ret_proof);
    if (!failed(e) && watch) { /* proved already: whether this arrives changes nothing */
        size_t sent = 0;
        (void)escpos_send(p, unwatched, sizeof unwatched, j->deadline, NULL, &sent).code;
    }
    return e;
}

static bool is_page(const struct bits *page)
{
    return page->rows != NULL && page->height > 0 && page->width > 0 &&
           page->width <= ESCPOS_WIDTH_MAX && page->width % 8 == 0;
}

static struct err print(struct port_printer *port, const struct bits *page, const atomic_bool *stop,
                        enum print_proof *ret_proof)
{
    struct printer_escpos *p = (struct printer_escpos *)port;
    if (!is_page(page)) {
        return ERR(ERR_BAD_INPUT, 0, "printer: page");
    }
    struct err e = escpos_connect(p);
    if (failed(e)) {
        p->transport.ops->close(&p->transport, false);
        return e.code == ERR_BAD_INPUT ? e : ERR(ERR_OFFLINE, e.os, "printer: not reached");
    }
    const enum escpos_level level = p->level;
    p->tried = false;
    struct job j = {
        .printer = p, .page = page, .stop = stop, .deadline = escpos_now() + p->patience.total};
    enum print_proof proof = PROOF_NONE;
    e = prepare(p, stop);
    e = failed(e) ? e : run(&j, &proof);
    if (failed(e) && j.began) { /* at once: when paper is loaded it would print on */
        p->rest = REST_TORN;
        p->has_last = p->has_asb;
        memcpy(p->last, p->asb, sizeof p->last);
        escpos_forget(p);
    }
    p->level = p->tried ? level : p->level;
    p->tried &= !failed(e);
    p->transport.ops->close(&p->transport, !failed(e));
    if (!failed(e)) {
        *ret_proof = proof;
    } else if (j.began) {
        e = ERR(ERR_UNKNOWN_OUTCOME, e.os, "printer: the page may have come out");
    } else if (e.code == ERR_TIMEOUT || e.code == ERR_IO) {
        e = ERR(ERR_OFFLINE, e.os, "printer: takes nothing");
    }
    return e;
}

static struct err trial(struct port_printer *port, const struct bits *page, const atomic_bool *stop,
                        enum print_proof *ret_proof)
{
    struct printer_escpos *p = (struct printer_escpos *)port;
    p->trial = true;
    const struct err e = print(port, page, stop, ret_proof);
    p->trial = false;
    return e;
}

static void seen(struct port_printer *port)
{
    struct printer_escpos *p = (struct printer_escpos *)port;
    if (p->tried) {
        p->tried = false;
        p->mute = true;
        escpos_level_is(p, ESCPOS_ONE_WAY);
    }
}

/* Between citizens: what an earlier job left in the printer is thrown away, its paper cut off. */
static struct err settle(struct printer_escpos *p, const struct printer_status *found)
{
    const bool tells = found->answers || p->level == ESCPOS_ONE_WAY;
    if (p->rest != REST_TORN && p->rest != REST_PAPER) {
        return ERR_OK;
    }
    if (tells && !failed(refusal(found))) {
        return clear_and_learn(p);
    }
    if (p->rest == REST_TORN && found->answers) {
        escpos_forget(p);
    }
    return ERR_OK;
}

static struct err status(struct port_printer *port, struct printer_status *ret_status)
{
    struct printer_escpos *p = (struct printer_escpos *)port;
    struct printer_status found = {.paper = PAPER_UNKNOWN};
    struct err e = escpos_connect(p);
    if (!failed(e)) {
        e = escpos_ask(p, &found);
    }
    if (!failed(e)) {
        e = settle(p, &found);
    }
    if (!failed(e) && !failed(refusal(&found))) {
        e = escpos_learn_more(p);
    }
    p->transport.ops->close(&p->transport, !failed(e));
    /* One that hangs in a torn page may take no new line; it has said why. */
    if (failed(e) && p->rest == REST_TORN && p->told.answers && failed(refusal(&p->told))) {
        *ret_status = p->told;
        return ERR_OK;
    }
    if (failed(e)) {
        return ERR(ERR_OFFLINE, e.os, "printer: not reached");
    }
    p->told = found;
    *ret_status = found;
    return ERR_OK;
}

static void close_printer(struct port_printer *port)
{
    struct printer_escpos *p = (struct printer_escpos *)port;
    if (p->transport.ops != NULL) {
        p->transport.ops->close(&p->transport, true);
    }
}

void printer_escpos_init(struct printer_escpos *p, const struct transport *transport,
                         enum escpos_level level)
{
    static const struct port_printer_ops ops = {"escpos", print, status,
                                                trial,    seen,  close_printer};
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    /* Process numbers go on rising over restarts: a job takes over a second. */
    *p = (struct printer_escpos){.port = {&ops},
                                 .transport = *transport,
                                 .patience = {3000, 500, 10000, 5000, 15000, 60000, 400},
                                 .level = level,
                                 .configured = level != ESCPOS_AUTO,
                                 .rest = REST_MAYBE,
                                 .asks_left = ESCPOS_ASKS,
                                 .process = (uint32_t)(now.tv_sec * 2) & 0xFFFFFF};
}
