#include "app/cli/cli_outbox_export.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "app/courier/reasons.h"
#include "app/outbox/key_file.h"
#include "app/outbox/outbox_export.h"
#include "platform/port_clock.h"
#include "platform/port_files.h"

#define LOOK_MS    100
#define SAY_MS     5000
#define RENEW_MS   60000
#define SPARE_ROOM ((int64_t)1024 * 1024) /* for the stick's own tables */

/* One export on its way. */
struct run {
    struct outbox *o;
    const struct cli_export *x;
    struct port_dir disk;
    struct seal_public to;
    int64_t room_wanted;       /* bytes on the stick */
    int asked, written, stays; /* applications */
};

static int64_t now_ms(void)
{
    struct port_clock clock = clock_linux();
    return (int64_t)clock.ops->now_ms(&clock);
}

static int64_t now_s(void)
{
    struct port_clock clock = clock_linux();
    return clock.ops->now_s(&clock);
}

static void fingerprint_of(const struct seal_public *key, char ret_text[BUNDLE_FINGERPRINT])
{
    uint8_t target[SEAL_HASH];
    bundle_target(key, target);
    bundle_fingerprint(target, ret_text);
}

static int trouble(const char *what, struct err e)
{
    fprintf(stderr, "kioskctl outbox: %s: %s (%s, %d).\n", what, e.at, err_name(e.code), e.os);
    return 1;
}

int cli_outbox_key(struct outbox *o, const char *state)
{
    struct seal_public key;
    char text[BUNDLE_FINGERPRINT];
    const struct err e = outbox_key(o, &key);
    if (failed(e)) {
        return trouble("this kiosk's key", e);
    }
    fingerprint_of(&key, text);
    printf("key          %s\nfile         %s/box.pub\n", text, state);
    return 0;
}

void cli_outbox_show_export(struct outbox *o, const struct outbox_row *row)
{
    struct outbox_export x;
    char text[BUNDLE_FINGERPRINT];
    if (row->state != OUTBOX_EXPORTED) {
        return;
    }
    if (row->at_rest) {
        printf("exported     to another kiosk, which has it; its content is deleted here\n");
        return;
    }
    if (failed(outbox_export_find(o, row->uuid, &x))) {
        printf("exported     to another kiosk; retry ID takes it back\n");
        return;
    }
    bundle_fingerprint(x.target, text);
    printf("exported     to the kiosk with the key %s%s; retry ID takes it back\n", text,
           x.written ? "" : "; its bundle was not written yet: export it again");
}

void cli_outbox_warn_of_unwritten(struct outbox *o)
{
    int count = 0;
    if (!failed(outbox_export_unwritten(o, &count)) && count > 0) {
        fprintf(stderr,
                "kioskctl outbox: %d exported, but not written to a stick: export them again.\n",
                count);
    }
}

/* --- wishing ---------------------------------------------------------------------------------- */

/* Rows that are asked for when none is named. */
static bool waits_here(struct run *r, const struct outbox_row *row)
{
    struct outbox_export x;
    uint8_t target[SEAL_HASH];
    if (row->state == OUTBOX_SAVED || row->state == OUTBOX_SENDING || row->state == OUTBOX_HELD) {
        return true;
    }
    bundle_target(&r->to, target);
    return row->state == OUTBOX_EXPORTED && !failed(outbox_export_find(r->o, row->uuid, &x)) &&
           memcmp(x.target, target, SEAL_HASH) == 0;
}

/* Calls visit for each application that is meant. */
static struct err each(struct run *r, struct err (*visit)(struct run *r, const char *uuid))
{
    struct outbox_row row;
    int64_t seq = 0;
    struct err e = ERR_OK;
    for (int i = 0; i < r->x->count && !failed(e); i++) {
        e = visit(r, r->x->uuids[i]);
    }
    while (r->x->count == 0 && !failed(e)) {
        e = outbox_next(r->o, seq, &seq, &row);
        if (!failed(e) && waits_here(r, &row)) {
            e = visit(r, row.uuid);
        }
    }
    return e.code == ERR_NOT_FOUND ? ERR_OK : e;
}

static struct err measure(struct run *r, const char *uuid)
{
    int64_t bytes = 0;
    const struct err e = outbox_export_size(r->o, uuid, &bytes);
    r->room_wanted += bytes;
    return e.code == ERR_NOT_FOUND ? ERR_OK : e; /* its own sentence comes when it is wished */
}

/* Before anything is marked: a stick that is too small changes nothing. */
static bool has_room(struct run *r)
{
    int64_t room = 0;
    r->room_wanted = SPARE_ROOM;
    struct err e = each(r, measure);
    if (!failed(e)) {
        e = r->disk.ops->room(&r->disk, r->x->folder, &room);
    }
    if (failed(e)) {
        (void)trouble(r->x->folder, e);
        return false;
    }
    if (room < r->room_wanted) {
        const long long wanted = r->room_wanted;
        fprintf(stderr,
                "kioskctl outbox: %s has room for %lld MB, %lld are needed. Nothing was changed.\n",
                r->x->folder, (long long)(room >> 20), (wanted >> 20) + 1);
        return false;
    }
    return true;
}

static void say_not_waiting(struct run *r, const char *uuid)
{
    struct outbox_row row = {.state = OUTBOX_SAVED};
    if (failed(outbox_find(r->o, uuid, &row))) {
        fprintf(stderr, "kioskctl outbox: there is no application %s here; see outbox list.\n",
                uuid);
    } else if (row.state == OUTBOX_EXPORTED && row.at_rest) {
        fprintf(stderr, "kioskctl outbox: %s is done here: the other kiosk has it.\n", uuid);
    } else if (row.state == OUTBOX_EXPORTED) {
        fprintf(stderr,
                "kioskctl outbox: %s went to another kiosk already; outbox retry takes it back.\n",
                uuid);
    } else {
        fprintf(stderr, "kioskctl outbox: %s is %s: it is not waiting to be sent.\n", uuid,
                outbox_state_name(row.state));
    }
}

static struct err wish(struct run *r, const char *uuid)
{
    const struct err e = outbox_export_wish(r->o, uuid, &r->to, now_s());
    if (e.code == ERR_NOT_FOUND || e.code == ERR_REFUSED) {
        say_not_waiting(r, uuid);
        r->stays++;
        return ERR_OK;
    }
    r->asked += !failed(e);
    return e;
}

/* --- waiting for the courier, writing --------------------------------------------------------- */

static void rest(void)
{
    const struct timespec t = {0, LOOK_MS * 1000000L};
    nanosleep(&t, NULL);
}

/* Of this application as it lies here; not of the stick. */
static bool is_its_own(struct err e)
{
    return e.code == ERR_CORRUPT || e.code == ERR_NOT_FOUND || e.code == ERR_REFUSED;
}

/* The others are written all the same. */
static struct err pass_over(struct run *r, const struct outbox_export *x, struct err why)
{
    fprintf(stderr, "kioskctl outbox: %s could not be written: %s (%s, %d). %s\n", x->uuid, why.at,
            err_name(why.code), why.os,
            why.code == ERR_REFUSED
                ? "Somebody took it back or the portal has it: see outbox show."
                : "It is marked as exported and not sent from here: take it back with retry.");
    r->stays++;
    return outbox_export_pass_over(r->o, x->uuid);
}

/* What the courier has looked at: its bundle, or why there is none. */
static struct err finish_one(struct run *r, const struct outbox_export *x)
{
    if (x->state == OUTBOX_EXPORT_DENIED) {
        fprintf(stderr, "kioskctl outbox: %s stays here: %s.\n", x->uuid, reason_sentence(x->why));
        r->stays++;
        return outbox_export_drop(r->o, x->uuid);
    }
    const struct err e = outbox_export_write(r->o, x->uuid, &r->disk, r->x->folder);
    if (is_its_own(e)) {
        return pass_over(r, x, e);
    }
    if (failed(e)) {
        fprintf(stderr,
                "kioskctl outbox: %s could not be written: %s (%s, %d). It is marked as exported "
                "and not sent from here: repeat the command with another stick, or take it back "
                "with retry.\n",
                x->uuid, e.at, err_name(e.code), e.os);
        return e;
    }
    printf("%s\texported\n", x->uuid);
    fflush(stdout);
    r->written++;
    return ERR_OK;
}

struct patience {
    int64_t since, said, renewed; /* monotonic milliseconds */
    int waiting;                  /* as last seen */
};

/* The courier seals for one that is there. */
static struct err renew(struct run *r, struct patience *p)
{
    const int64_t now = now_ms();
    if (now - p->renewed < RENEW_MS) {
        return ERR_OK;
    }
    p->renewed = now;
    return outbox_export_renew(r->o, &r->to, now_s());
}

/* True while it is worth waiting. */
static bool wait_on(struct run *r, struct patience *p, int waiting)
{
    const int64_t now = now_ms();
    if (waiting < p->waiting) {
        p->since = now;
    }
    p->waiting = waiting;
    if (now - p->since >= (int64_t)r->x->wait_s * 1000) {
        return false;
    }
    if (now - p->said >= SAY_MS) {
        p->said = now;
        fprintf(stderr, "kioskctl outbox: %d written, waiting for the courier to seal %d more\n",
                r->written, waiting);
    }
    rest();
    return true;
}

static struct err give_up(struct run *r)
{
    int left = 0;
    const struct err e = outbox_export_cancel(r->o, &r->to, &left);
    if (!failed(e) && left > 0) {
        fprintf(stderr,
                "kioskctl outbox: the courier looked at nothing for %d s: is it running on this "
                "kiosk? %d stay here unchanged. Start it, then repeat the command.\n",
                r->x->wait_s, left);
        r->stays += left;
    }
    return e;
}

static struct err finish_all(struct run *r)
{
    struct patience p = {
        .since = now_ms(), .said = now_ms(), .renewed = now_ms(), .waiting = r->asked + 1};
    struct outbox_export x;
    for (;;) {
        int waiting = 0;
        struct err e = renew(r, &p);
        if (failed(e)) {
            return e;
        }
        e = outbox_export_next(r->o, &r->to, &waiting, &x);
        if (!failed(e)) {
            e = finish_one(r, &x);
            p.since = now_ms();
        } else if (e.code == ERR_NOT_FOUND && waiting == 0) {
            return ERR_OK;
        } else if (e.code == ERR_NOT_FOUND) {
            e = wait_on(r, &p, waiting) ? ERR_OK : give_up(r);
        }
        if (failed(e)) {
            return e;
        }
    }
}

static int run(struct run *r)
{
    struct err e = each(r, wish);
    if (!failed(e)) {
        e = finish_all(r);
    }
    if (failed(e)) {
        int left = 0;
        const struct err cancelled = outbox_export_cancel(r->o, &r->to, &left);
        return trouble("the export ended", failed(cancelled) ? cancelled : e);
    }
    printf("kioskctl outbox: %d exported to %s", r->written, r->x->folder);
    printf(r->stays > 0 ? ", %d not\n" : "\n", r->stays);
    return r->stays == 0 ? 0 : 1;
}

/* The other kiosk's key, and that it is another's. */
static bool read_target(struct run *r)
{
    struct seal_public own;
    char text[BUNDLE_FINGERPRINT];
    struct err e = key_file_read_at(r->disk.files, r->x->to, r->to.key);
    if (e.code == ERR_NOT_FOUND || e.code == ERR_CORRUPT) {
        fprintf(stderr,
                "kioskctl outbox: %s %s: copy box.pub of the other kiosk's state directory.\n",
                r->x->to, e.code == ERR_NOT_FOUND ? "is not there" : "is no key");
        return false;
    }
    if (!failed(e)) {
        e = outbox_key(r->o, &own);
    }
    if (failed(e)) {
        (void)trouble(r->x->to, e);
        return false;
    }
    if (memcmp(own.key, r->to.key, SEAL_KEY) == 0) {
        fprintf(stderr, "kioskctl outbox: %s is this kiosk's own key; the other's is needed.\n",
                r->x->to);
        return false;
    }
    fingerprint_of(&r->to, text);
    fprintf(stderr,
            "kioskctl outbox: for the kiosk with the key %s: outbox key says the same there.\n",
            text);
    return true;
}

int cli_outbox_export(struct outbox *o, const struct cli_export *x)
{
    struct run r = {.o = o, .x = x, .disk = dir_linux()};
    if (!r.disk.files->ops->is_directory(x->folder)) {
        fprintf(stderr, "kioskctl outbox: %s is no directory: is the stick mounted?\n", x->folder);
        return 1;
    }
    return read_target(&r) && has_room(&r) ? run(&r) : 1;
}
