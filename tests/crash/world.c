#include "tests/crash/world.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "app/outbox/outbox_export.h"
#include "app/outbox/outbox_inside.h"
#include "tests/crash/stick.h"
#include "tests/unit/record_example.h"

#define START_S 1795400700

/* --- chance ----------------------------------------------------------------------------------- */

static uint64_t bits(struct world *w)
{
    uint64_t n = 0;
    return failed(w->random.ops->fill(&w->random, &n, sizeof n)) ? 0 : n;
}

unsigned world_draw(struct world *w, unsigned n)
{
    return (unsigned)(bits(w) % n);
}

size_t world_now(struct world *w)
{
    struct stat info;
    if (w->log != NULL) {
        return stat(w->log, &info) == 0 ? (size_t)info.st_size : 0;
    }
    return w->real ? ++w->ticks : w->disk.op_count;
}

/* --- the programs ----------------------------------------------------------------------------- */

static struct world *noting; /* the courier's note has no context */

static void note(enum event_id id, int64_t a, int64_t b)
{
    struct world *w = noting;
    struct app *app = &w->apps[w->speaking];
    enum outbox_state state = OUTBOX_SAVED;
    (void)a;
    (void)b;
    if (!w->noting || app->move_count == MOVES) {
        return;
    }
    if (id == EV_RECEIVED) {
        state = OUTBOX_RECEIVED;
    } else if (id == EV_SENT) {
        state = OUTBOX_SENT;
    } else if (id == EV_SEND_HELD) {
        state = OUTBOX_HELD;
    } else if (id != EV_SEND_FAILED) {
        return;
    }
    app->moves[app->move_count].at = world_now(w);
    app->moves[app->move_count++].state = state;
}

/* For the test of the test only. */
static struct err be_careless(const struct world *w, struct outbox *o)
{
    return w->careless ? store_run(&o->store, "PRAGMA synchronous=NORMAL", BIND_NOTHING, NULL)
                       : ERR_OK;
}

static struct err start_courier(struct world *w)
{
    const struct courier_params params = {
        .state_dir = w->state,
        .dir = &w->dir,
        .adapter = &adapter_rest,
        .http = &w->http.port,
        .random = &w->random,
        .clock = &w->clock,
        .note = note,
    };
    noting = w;
    const struct err e = courier_open(&w->courier, &params);
    w->courier_open = !failed(e);
    return e;
}

static void stop_courier(struct world *w)
{
    if (w->courier_open) {
        courier_close(&w->courier);
        w->courier_open = false;
    }
}

static struct err start_kiosk(struct world *w)
{
    struct err e = outbox_open_on(&w->kiosk, w->state, &w->dir);
    if (!failed(e)) {
        e = be_careless(w, w->kiosk);
    }
    return e;
}

static void stop_kiosk(struct world *w)
{
    outbox_close(w->kiosk);
    w->kiosk = NULL;
}

struct err world_start(struct world *w)
{
    const struct err e = start_courier(w);
    return failed(e) ? e : start_kiosk(w);
}

void world_stop(struct world *w)
{
    stop_courier(w);
    stop_kiosk(w);
}

struct err world_open(struct world *w, uint64_t seed)
{
    memset(w, 0, sizeof *w);
    w->random = random_seeded(seed);
    w->keys = seed ^ 0x5EA1;
    w->clock = clock_manual(START_S);
    http_script_init(&w->http);
    w->http.answer = portal_answer;
    w->http.context = w;
    const struct err e = crash_disk_open(&w->disk, POOL_BYTES, POOL_OPS);
    crash_disk_mount(&w->disk);
    w->dir = dir_crash();
    snprintf(w->state, sizeof w->state, STATE);
    return e;
}

void world_on_real_disk(struct world *w, const char *state)
{
    w->real = true;
    w->dir = dir_linux();
    snprintf(w->state, sizeof w->state, "%s", state);
}

void world_close(struct world *w)
{
    world_stop(w);
    crash_disk_close(&w->disk);
}

/* --- applications ----------------------------------------------------------------------------- */

static void make_app(struct world *w, struct app *a)
{
    memset(a, 0, sizeof *a);
    a->began = a->done = a->asked = a->back = a->stored_at = a->number_at = NEVER;
    a->written = a->ends = a->ended = NEVER;
    snprintf(a->uuid, sizeof a->uuid, "%08x-%04x-4%03x-8%03x-%012llx", world_draw(w, UINT32_MAX),
             world_draw(w, 0x10000), world_draw(w, 0x1000), world_draw(w, 0x1000),
             (unsigned long long)(bits(w) & 0xFFFFFFFFFFFF));
    snprintf(a->instance, sizeof a->instance, "<data id=\"birth\"><name>%016llx</name></data>",
             (unsigned long long)bits(w));
    a->paper_count = (int)world_draw(w, PAPERS + 1);
    for (int i = 0; i < a->paper_count; i++) {
        uint8_t hash[SEAL_HASH];
        a->paper_at[i] = a->paper_done[i] = NEVER;
        a->paper_size[i] = 200 + world_draw(w, PAPER_MAX - 200);
        if (failed(w->random.ops->fill(&w->random, a->papers[i], a->paper_size[i]))) {
            return;
        }
        seal_hash(a->papers[i], a->paper_size[i], hash);
        seal_hex(hash, a->paper_sha256[i]);
    }
}

static struct record record_of(const struct app *a)
{
    static const char *const refs[] = {"/data/papers/birth_notice", "/data/papers/residence"};
    static const char *const names[] = {"birth_notice.jpg", "residence.jpg"};
    struct record r = record_example(a->uuid);
    r.instance = a->instance;
    for (int i = 0; i < a->paper_count; i++) {
        r.papers[i] = (struct record_paper){.ref = refs[i],
                                            .name = names[i],
                                            .type = "image/jpeg",
                                            .bytes = a->papers[i],
                                            .size = a->paper_size[i],
                                            .pages = 1};
    }
    r.paper_count = a->paper_count;
    return r;
}

/* Notes by what the sealed bytes are known again on the disk. */
static bool take_box(void *context, const struct store_row *row)
{
    struct app *a = context;
    size_t size = 0;
    const uint8_t *box = store_blob(row, 0, &size);
    if (size > 200 + PIECE) {
        memcpy(a->pieces[a->piece_count++], box + 100, PIECE);
    }
    return true;
}

static bool take_paper(void *context, const struct store_row *row)
{
    struct app *a = context;
    struct crash_disk *disk = crash_disk_mounted();
    char path[CRASH_PATH];
    snprintf(path, sizeof path, STATE "/papers/%s", store_text(row, 0));
    const int file = crash_find(disk, path);
    if (file >= 0 && disk->files[file].size > 100 + PIECE) {
        memcpy(a->pieces[a->piece_count++], disk->files[file].bytes + 100, PIECE);
    }
    return true;
}

static struct err note_pieces(struct world *w, struct app *a)
{
    if (w->real) {
        return ERR_OK;
    }
    struct err e = store_rows(&w->kiosk->store, "SELECT sealed FROM application WHERE uuid=?1",
                              BIND(BIND_TEXT(a->uuid)), take_box, a, NULL);
    return failed(e)
               ? e
               : store_rows(&w->kiosk->store, "SELECT file FROM paper WHERE uuid=?1 ORDER BY n",
                            BIND(BIND_TEXT(a->uuid)), take_paper, a, NULL);
}

struct err world_put(struct world *w, int i)
{
    static char json[OUTBOX_JSON_MAX];
    struct app *a = &w->apps[i];
    struct buf out;
    uint8_t hash[SEAL_HASH];
    make_app(w, a);
    w->app_count = i + 1;
    const struct record r = record_of(a);
    buf_init(&out, json, sizeof json);
    struct err e = record_json(&r, &out);
    if (failed(e)) {
        return e;
    }
    seal_hash(out.data, out.len, hash);
    seal_hex(hash, a->sha256);
    a->began = world_now(w);
    e = outbox_put(w->kiosk, &r);
    if (!failed(e)) {
        a->done = world_now(w);
        e = note_pieces(w, a);
    }
    return e;
}

/* --- the day ---------------------------------------------------------------------------------- */

struct err world_round(struct world *w, bool everything)
{
    const struct seal_public to = stick_key();
    struct courier_report report;
    w->clock.ops->pass(&w->clock, 3700 * 1000);
    /* Who wished an export waits for it. */
    const struct err e = outbox_export_renew(w->kiosk, &to, w->clock.ops->now_s(&w->clock));
    return failed(e) ? e : courier_round(&w->courier, everything, &report);
}

static struct err go_round(struct world *w)
{
    struct err e = world_round(w, world_draw(w, 3) != 0);
    if (!failed(e) && w->careless) {
        e = be_careless(w, w->courier.outbox);
    }
    return e.code == ERR_NOT_FOUND ? ERR_OK : e;
}

/* What the other kiosk has comes back no more, whoever asks. */
static struct err try_at_rest(struct world *w, const char *uuid)
{
    const struct err back = outbox_take_back(w->kiosk, uuid, 0);
    const struct err again = outbox_retry(w->kiosk, uuid, 0);
    if (back.code == ERR_REFUSED && again.code == ERR_REFUSED) {
        return ERR_OK;
    }
    return failed(back) && failed(again) ? back
                                         : ERR(ERR_CORRUPT, 0, "crash: what was done is back");
}

static struct err send_again(struct world *w, struct app *a, const struct outbox_row *row)
{
    if (row->state == OUTBOX_EXPORTED && row->at_rest) {
        return try_at_rest(w, a->uuid);
    }
    const struct err e = row->state == OUTBOX_HELD ? outbox_retry(w->kiosk, a->uuid, 0)
                                                   : outbox_take_back(w->kiosk, a->uuid, 0);
    if (!failed(e) && w->noting && a->move_count < MOVES) {
        a->moves[a->move_count].at = world_now(w);
        a->moves[a->move_count++].state = OUTBOX_SAVED;
    }
    return e;
}

/* A person retries whatever is held, and takes back what went to another kiosk. */
static struct err retry_held(struct world *w)
{
    for (int i = 0; i < w->app_count; i++) {
        struct outbox_row row;
        struct err e = outbox_find(w->kiosk, w->apps[i].uuid, &row);
        if (!failed(e) && (row.state == OUTBOX_HELD || row.state == OUTBOX_EXPORTED)) {
            e = send_again(w, &w->apps[i], &row);
        }
        if (failed(e) && e.code != ERR_NOT_FOUND) {
            return e;
        }
    }
    return ERR_OK;
}

/* A citizen comes back and takes hers back, or cannot any more. */
static struct err take_back(struct world *w)
{
    struct outbox_row row;
    if (w->app_count == 0) {
        return ERR_OK;
    }
    struct app *a = &w->apps[world_draw(w, (unsigned)w->app_count)];
    const size_t now = world_now(w);
    a->asked = a->asked < now ? a->asked : now;
    struct err e = outbox_withdraw(w->kiosk, a->uuid);
    if (!failed(e)) {
        e = outbox_find(w->kiosk, a->uuid, &row);
        if (!failed(e) && row.state == OUTBOX_WITHDRAWN && a->back == NEVER) {
            a->back = world_now(w);
        }
    }
    return e.code == ERR_REFUSED || e.code == ERR_NOT_FOUND ? ERR_OK : e;
}

struct err world_wish_export(struct world *w, int i)
{
    const struct seal_public to = stick_key();
    return outbox_export_wish(w->kiosk, w->apps[i].uuid, &to, w->clock.ops->now_s(&w->clock));
}

/* A person wishes one to go to another kiosk, where that is still possible. */
static struct err wish_export(struct world *w)
{
    if (w->app_count == 0) {
        return ERR_OK;
    }
    const struct err e = world_wish_export(w, (int)world_draw(w, (unsigned)w->app_count));
    return e.code == ERR_REFUSED || e.code == ERR_NOT_FOUND ? ERR_OK : e;
}

/* ... and says at times that the other kiosk has it. */
static struct err end_one(struct world *w)
{
    return w->app_count == 0 ? ERR_OK : stick_end(w, (int)world_draw(w, (unsigned)w->app_count));
}

/* The line is down for long: what is saved is wished away at once. */
static struct err put_to_carry(struct world *w)
{
    if (w->app_count == APPS) {
        return go_round(w);
    }
    const struct err e = world_put(w, w->app_count);
    return failed(e) ? e : world_wish_export(w, w->app_count - 1);
}

static struct err step_carrying(struct world *w)
{
    switch (world_draw(w, 10)) {
    case 0:
    case 1:
        return put_to_carry(w);
    case 2:
        return wish_export(w);
    case 3:
    case 4:
        return stick_carry(w);
    case 5:
        return end_one(w);
    case 6:
        return retry_held(w);
    default:
        return go_round(w);
    }
}

static struct err step(struct world *w)
{
    switch (world_draw(w, 12)) {
    case 0:
    case 1:
    case 2:
        return w->app_count < APPS ? world_put(w, w->app_count) : go_round(w);
    case 3:
        stop_courier(w);
        return start_courier(w);
    case 4:
        stop_kiosk(w);
        return start_kiosk(w);
    case 5:
        return retry_held(w);
    case 6:
        return take_back(w);
    case 7:
        return wish_export(w);
    case 8:
        return stick_carry(w);
    case 9:
        return end_one(w);
    default:
        return go_round(w);
    }
}

void world_live(struct world *w, int steps)
{
    struct err e = ERR_OK;
    w->noting = true;
    w->moody = true;
    if (w->kiosk == NULL) {
        e = world_start(w);
    }
    for (int i = 0; i < steps && !failed(e); i++) {
        e = w->carrying ? step_carrying(w) : step(w);
    }
    w->bad = failed(e) ? e : w->bad;
    w->noting = false;
    w->moody = false;
    world_stop(w);
}

/* Nobody carries anything away any more. */
static struct err end_wishes(struct world *w)
{
    const struct seal_public to = stick_key();
    int count = 0;
    const struct err e = outbox_export_cancel(w->kiosk, &to, &count);
    return failed(e) ? e : retry_held(w);
}

bool world_drain(struct world *w)
{
    for (int i = 0; i < 12; i++) {
        struct courier_report report = {.reason = ""};
        w->clock.ops->pass(&w->clock, 3700 * 1000);
        struct err e = end_wishes(w);
        if (!failed(e)) {
            e = courier_round(&w->courier, true, &report);
        }
        if (!failed(e)) {
            e = courier_count(&w->courier, &report);
        }
        if (failed(e)) {
            w->bad = e;
            return false;
        }
        if (report.left == 0 && report.waiting == 0) {
            return true;
        }
    }
    return false;
}

enum outbox_state world_told(const struct app *a, size_t op, enum outbox_state *ret_next)
{
    enum outbox_state state = OUTBOX_SAVED;
    int i = 0;
    for (; i < a->move_count && a->moves[i].at <= op; i++) {
        state = a->moves[i].state;
    }
    *ret_next = i < a->move_count ? a->moves[i].state : state;
    return state;
}
