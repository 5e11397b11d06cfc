#include "platform/linux/escpos_link.h"

#include <linux/lp.h>
#include <poll.h>
#include <string.h>

#include "platform/linux/monotonic.h"

#define SLICE_MS 50   /* how often a wait looks at `stop` */
#define DRAIN_MS 20   /* silence that ends the answers of before */
#define IN_PEACE 4    /* times as long nobody waits for the printer when no job does */
#define BRIEF_MS 1000 /* a printer whose buffer is full takes neither question nor command */

int64_t escpos_now(void)
{
    return monotonic_ms();
}

/* Process ids are four characters '0'..'o', six bits each: a printer gives them back as they
 * are. */
static uint32_t process_of(const char *id)
{
    uint32_t number = 0;
    for (int i = 0; i < 4; i++) {
        number = number << 6 | (uint32_t)((id[i] - '0') & 63);
    }
    return number;
}

static void note(struct printer_escpos *p, const struct escpos_answer *a)
{
    switch (a->kind) {
    case ANSWER_REALTIME:
        p->has_realtime = true;
        p->realtime = a->value;
        break;
    case ANSWER_ASB:
        p->has_asb = true;
        memcpy(p->asb, a->asb, sizeof p->asb);
        break;
    case ANSWER_SINGLE:
        p->has_single = true;
        p->single = a->value;
        p->singles++;
        break;
    case ANSWER_ID:
        p->has_process = true;
        p->process_done = process_of(a->id);
        break;
    case ANSWER_CLEARED:
        p->cleared = true;
        break;
    case ANSWER_BLOCK:
        p->named = true;
        p->is_process = strcmp(a->text, "EPSON") == 0 || strcmp(a->text, "CITIZEN") == 0;
        break;
    case ANSWER_NONE:
    case ANSWER_XON:
    case ANSWER_XOFF: /* the transport's own flow control already holds us back */
        break;
    }
}

struct err escpos_listen(struct printer_escpos *p, int wait_ms)
{
    if (p->transport.one_way) {
        (void)poll(NULL, 0, wait_ms);
        return ERR_OK;
    }
    uint8_t bytes[256];
    size_t got = 0;
    const struct err e = p->transport.ops->read(&p->transport, bytes, sizeof bytes, wait_ms, &got);
    for (size_t i = 0; i < got; i++) {
        struct escpos_answer answer;
        escpos_answers_take(&p->answers, bytes[i], &answer);
        note(p, &answer);
    }
    return e;
}

static void forget_answers(struct printer_escpos *p)
{
    escpos_answers_reset(&p->answers);
    p->has_asb = false;
    p->has_single = false;
    p->singles = 0;
    p->has_realtime = false;
    p->has_process = false;
    p->cleared = false;
}

/* Drops what is still coming; a printer that never falls silent is given up after a second. */
static struct err drain(struct printer_escpos *p)
{
    uint8_t bytes[256];
    size_t got = 1;
    for (int i = 0; i < 50 && got > 0; i++) {
        const struct err e =
            p->transport.ops->read(&p->transport, bytes, sizeof bytes, DRAIN_MS, &got);
        if (failed(e)) {
            return e;
        }
    }
    forget_answers(p);
    return got == 0 ? ERR_OK : ERR(ERR_OFFLINE, 0, "printer: never silent");
}

/* The USB printer that hangs there is not the one whose level was kept. */
static bool is_another(struct printer_escpos *p)
{
    const struct usblp_identity *now = &p->transport.identity;
    const struct usblp_identity was = p->kept;
    p->kept.known = false;
    const bool other =
        was.known && now->known && (was.vendor != now->vendor || was.product != now->product);
    p->mute &= !other;
    return other;
}

struct err escpos_connect(struct printer_escpos *p)
{
    const struct err e = p->transport.ops->open(&p->transport, p->patience.connect);
    if (failed(e)) {
        p->was_away = true;
        return e;
    }
    if (!p->configured && (p->was_away || is_another(p))) {
        p->level = ESCPOS_AUTO; /* it may be another printer: it is asked anew */
        p->asks_left = ESCPOS_ASKS;
    }
    p->was_away = false;
    if (p->level == ESCPOS_AUTO && p->transport.one_way) {
        p->level = ESCPOS_ONE_WAY; /* not guessed: the line has no way back */
        p->one_way_line = true;
    } else if (p->one_way_line && !p->transport.one_way) {
        p->level = ESCPOS_AUTO; /* another printer hangs there now */
        p->one_way_line = false;
    }
    return p->transport.one_way ? ERR_OK : drain(p);
}

static bool is_hot(const struct printer_escpos *p)
{
    return p->has_asb && (p->asb[1] & 0x40) != 0;
}

bool escpos_stopped(const struct printer_escpos *p)
{
    const bool empty = (p->asb[2] & 0x0C) != 0;
    const bool open = (p->asb[0] & 0x20) != 0;
    const bool broken = (p->asb[1] & 0x28) != 0;
    const bool offline = (p->asb[0] & 0x08) != 0;
    return p->has_asb && (empty || open || broken || (offline && !is_hot(p)));
}

struct err escpos_send(struct printer_escpos *p, const uint8_t *bytes, size_t size,
                       int64_t deadline, const atomic_bool *stop, size_t *ret_sent)
{
    size_t sent = 0;
    struct err e = ERR_OK;
    int64_t progress = escpos_now();
    while (sent < size && !failed(e)) {
        size_t taken = 0;
        e = p->transport.ops->write(&p->transport, bytes + sent, size - sent, SLICE_MS, &taken);
        sent += taken;
        const int64_t now = escpos_now();
        progress = taken > 0 ? now : progress;
        if (failed(e) || sent == size) {
            break;
        }
        if (stop != NULL && atomic_load(stop)) {
            e = ERR(ERR_CANCELLED, 0, "printer: stopped");
        } else if (now - progress > (is_hot(p) ? p->patience.cool : p->patience.stall) ||
                   now > deadline) {
            e = ERR(ERR_TIMEOUT, 0, "printer: takes no more");
        } else {
            e = escpos_listen(p, 0);
            e = !failed(e) && taken == 0 && escpos_stopped(p)
                    ? ERR(ERR_OFFLINE, 0, "printer: stopped")
                    : e;
        }
    }
    *ret_sent = sent;
    return e;
}

static struct err send_now(struct printer_escpos *p, const void *bytes, size_t size)
{
    size_t sent = 0;
    return escpos_send(p, bytes, size, escpos_now() + p->patience.stall, NULL, &sent);
}

/* Waits until *flag or the time is over. */
static struct err wait_for(struct printer_escpos *p, const bool *flag, int wait_ms)
{
    const int64_t end = escpos_now() + wait_ms;
    while (!*flag && escpos_now() < end) {
        const struct err e = escpos_listen(p, SLICE_MS);
        if (failed(e)) {
            return e;
        }
    }
    return ERR_OK;
}

static void judge(int question, uint8_t b, struct printer_status *status)
{
    if (question == 1) {
        status->online = (b & 0x08) == 0;
    } else if (question == 2) {
        status->cover_open = (b & 0x04) != 0;
        status->paper = (b & 0x20) != 0 ? PAPER_OUT : status->paper;
    } else if (question == 3) {
        status->cutter = (b & 0x08) != 0;
        status->broken = (b & 0x20) != 0;
        status->jam = status->cutter || status->broken;
        status->hot = (b & 0x40) != 0 && !status->cover_open;
    } else if ((b & 0x60) != 0) {
        status->paper = PAPER_OUT;
    } else if (status->paper != PAPER_OUT) {
        status->paper = (b & 0x0C) != 0 ? PAPER_NEAR_END : PAPER_OK;
    }
}

/* The lines of the printer port. Cheap printers give a constant "all well", so only what they say
 * is wrong is believed: paper stays unknown until it is out. False when there are no lines. */
static bool judge_port(struct printer_escpos *p, struct printer_status *status)
{
    int bits = 0;
    status->online = p->level == ESCPOS_ONE_WAY;
    if (p->transport.ops->port == NULL || !p->transport.ops->port(&p->transport, &bits)) {
        return false;
    }
    if ((bits & LP_POUTPA) != 0) {
        status->paper = PAPER_OUT;
    }
    if ((bits & LP_PERRORP) == 0 || (bits & LP_PSELECD) == 0) {
        status->online = false;
    }
    return true;
}

/* What the automatic status said when the job broke off. */
static bool judge_last(const struct printer_escpos *p, struct printer_status *status)
{
    const uint8_t *asb = p->last;
    if (p->has_last) {
        *status =
            (struct printer_status){.answers = true,
                                    .cover_open = (asb[0] & 0x20) != 0,
                                    .jam = (asb[1] & 0x28) != 0,
                                    .cutter = (asb[1] & 0x08) != 0,
                                    .broken = (asb[1] & 0x20) != 0,
                                    .paper = (asb[2] & 0x0C) != 0 ? PAPER_OUT : PAPER_UNKNOWN};
    }
    return p->has_last;
}

/* Asks one question; p->has_realtime tells whether it was answered. */
static struct err ask_one(struct printer_escpos *p, int question)
{
    const uint8_t ask[] = {0x10, 0x04, (uint8_t)question};
    size_t sent = 0;
    p->has_realtime = false;
    const struct err e = escpos_send(p, ask, sizeof ask, escpos_now() + BRIEF_MS, NULL, &sent);
    return failed(e) ? e : wait_for(p, &p->has_realtime, p->patience.answer);
}

struct err escpos_ask(struct printer_escpos *p, struct printer_status *ret_status)
{
    struct printer_status status = {.paper = PAPER_UNKNOWN};
    struct err e = ERR_OK;
    for (int question = 1; question <= 4 && p->level != ESCPOS_ONE_WAY; question++) {
        e = ask_one(p, question);
        if (failed(e)) {
            break;
        }
        if (!p->has_realtime && question == 1) {
            break; /* it does not talk */
        }
        if (!p->has_realtime) {
            return ERR(ERR_OFFLINE, 0, "printer: stopped answering");
        }
        status.answers = true;
        judge(question, p->realtime, &status);
    }
    if (!failed(e) && p->level == ESCPOS_AUTO && p->mute) {
        p->mute = !status.answers; /* another one, or mended: what it can is found out */
        p->level = p->mute ? ESCPOS_ONE_WAY : ESCPOS_AUTO;
    }
    /* A printer whose buffer is full takes no question any more; its port still speaks, or it said
     * why before it fell silent. */
    if (!status.answers && (!failed(e) || e.code == ERR_TIMEOUT) &&
        (judge_port(p, &status) || judge_last(p, &status))) {
        e = ERR_OK;
    }
    p->has_last = p->has_last && !(status.answers && p->has_realtime);
    if (!failed(e)) {
        *ret_status = status;
    }
    return e;
}

void escpos_level_is(struct printer_escpos *p, enum escpos_level level)
{
    const bool news = p->level != level;
    p->level = level;
    if (news && p->learned != NULL) {
        p->learned(p->context, p);
    }
}

/* What it can tell, as far as it answers within wait_ms each. */
static struct err find_level(struct printer_escpos *p, int wait_ms, enum escpos_level *ret_level)
{
    static const uint8_t who[] = {0x1D, 'I', 66};
    static const uint8_t paper[] = {0x1D, 'r', 1};
    p->named = false;
    struct err e = send_now(p, who, sizeof who);
    if (!failed(e)) {
        e = wait_for(p, &p->named, wait_ms);
    }
    if (!failed(e) && p->named && p->is_process) {
        *ret_level = ESCPOS_PROCESS_ID;
        return ERR_OK;
    }
    p->has_single = false;
    e = failed(e) ? e : send_now(p, paper, sizeof paper);
    e = failed(e) ? e : wait_for(p, &p->has_single, wait_ms);
    *ret_level = p->has_single ? ESCPOS_IN_ORDER : ESCPOS_REALTIME;
    return e;
}

struct err escpos_learn(struct printer_escpos *p)
{
    enum escpos_level found = ESCPOS_REALTIME;
    if (p->level != ESCPOS_AUTO) {
        return ERR_OK;
    }
    const struct err e = find_level(p, p->patience.answer, &found);
    if (!failed(e)) {
        escpos_level_is(p, found);
    }
    return e;
}

struct err escpos_learn_more(struct printer_escpos *p)
{
    enum escpos_level found = ESCPOS_REALTIME;
    if (p->level != ESCPOS_REALTIME || p->configured || p->asks_left == 0) {
        return ERR_OK;
    }
    p->asks_left--;
    const struct err e = find_level(p, p->patience.answer * IN_PEACE, &found);
    if (!failed(e) && found != ESCPOS_REALTIME) {
        escpos_level_is(p, found);
    }
    return e;
}

/* Ends a broken raster band with blank bytes, then resets; for printers without DLE DC4 8. */
static struct err fill_up(struct printer_escpos *p)
{
    static const uint8_t filler[ESCPOS_FILLER];
    return send_now(p, filler, sizeof filler);
}

/* DLE DC4 8 works although the printer stands still; sets p->cleared when it did. */
static struct err empty_buffer(struct printer_escpos *p, int wait_ms)
{
    static const uint8_t clear[] = {0x10, 0x14, 8, 1, 3, 20, 1, 6, 2, 8};
    size_t sent = 0;
    p->cleared = false;
    if (p->level == ESCPOS_REALTIME || p->level == ESCPOS_ONE_WAY) {
        return ERR_OK;
    }
    const struct err e =
        escpos_send(p, clear, sizeof clear, escpos_now() + p->patience.stall, NULL, &sent);
    return failed(e) ? e : wait_for(p, &p->cleared, wait_ms);
}

void escpos_forget(struct printer_escpos *p)
{
    const int stall = p->patience.stall;
    p->patience.stall = stall < BRIEF_MS ? stall : BRIEF_MS;
    const struct err e = empty_buffer(p, p->patience.answer);
    p->patience.stall = stall;
    if (!failed(e) && p->cleared) {
        p->rest = REST_PAPER;
    }
}

struct err escpos_clear(struct printer_escpos *p)
{
    static const uint8_t reset_and_cut[] = {0x1B, '@', 0x1D, 'V', 66, 0};
    const bool torn = p->rest == REST_TORN || p->rest == REST_PAPER;
    struct err e = empty_buffer(p, p->patience.answer * 4);
    if (!failed(e) && !p->cleared) {
        e = fill_up(p);
    }
    e = failed(e) ? e : send_now(p, reset_and_cut, torn ? sizeof reset_and_cut : 2);
    p->rest = failed(e) ? p->rest : REST_NONE;
    return e;
}
