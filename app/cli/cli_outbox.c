#include "app/cli/cli_outbox.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/cli/cli_outbox_export.h"
#include "app/courier/reasons.h"
#include "app/outbox/outbox.h"
#include "app/outbox/outbox_export.h"
#include "platform/base/log.h"
#include "platform/base/nearest.h"
#include "platform/base/options.h"
#include "platform/port_clock.h"

static int complain(const char *state, struct err e)
{
    if (e.code == ERR_NOT_FOUND) {
        fprintf(stderr, "kioskctl outbox: %s holds no outbox: the kiosk has not run there yet.\n",
                state);
    } else if (e.code == ERR_VERSION) {
        fprintf(stderr, "kioskctl outbox: another version wrote this outbox; use its kioskctl. "
                        "Nothing was changed.\n");
    } else if (e.code == ERR_CORRUPT) {
        fprintf(stderr, "kioskctl outbox: the database is damaged; start the kiosk, which keeps it "
                        "aside and saves what can be read.\n");
    } else {
        fprintf(stderr, "kioskctl outbox: %s (%s, %d).\n", e.at, err_name(e.code), e.os);
    }
    return 1;
}

/* Unix seconds as UTC, "-" for none. */
static void put_time(const char *label, int64_t at)
{
    char text[32];
    struct buf out;
    buf_init(&out, text, sizeof text);
    record_time(&out, at, 0);
    printf("%s%s", label, at == 0 ? "-" : text);
}

static void put_state(enum outbox_state state)
{
    printf("%s", outbox_state_name(state));
    if (!outbox_state_known(state)) {
        printf(" (%d)", (int)state);
    }
}

static void put_line(const struct outbox_row *r)
{
    printf("%s\t", r->uuid);
    put_state(r->state);
    printf("\t%s\t", r->procedure);
    put_time("", r->saved_at);
    printf("\t%d\t%s\n", r->attempts, r->file_number[0] == '\0' ? "-" : r->file_number);
}

static int64_t now(void)
{
    struct port_clock clock = clock_linux();
    return clock.ops->now_s(&clock);
}

/* Beside the list, so that its lines stay what programs read. */
static void warn_of_old(struct outbox *o)
{
    struct outbox_unsent u = {0};
    if (failed(outbox_count_unsent(o, now(), &u)) || u.alarm == 0) {
        return;
    }
    fprintf(stderr, "kioskctl outbox: %d unsent for 30 days or more, the oldest for %d.\n", u.alarm,
            u.oldest_days);
    if (u.exported > 0) {
        fprintf(stderr,
                "kioskctl outbox: %d of them exported and not known to have arrived: is a stick "
                "lost?\n",
                u.exported);
    }
    if (u.decide > 0) {
        fprintf(stderr,
                "kioskctl outbox: %d of them for 90: decide with retry ID or withdraw ID.\n",
                u.decide);
    }
}

static void warn_of_away(int away)
{
    if (away > 0) {
        fprintf(stderr,
                "kioskctl outbox: %d went to another kiosk and are not known to have arrived.\n",
                away);
    }
}

static int list(struct outbox *o, const char *state)
{
    struct outbox_row row;
    int64_t seq = 0;
    int away = 0;
    struct err e = ERR_OK;
    while (!failed(e)) {
        e = outbox_next(o, seq, &seq, &row);
        if (!failed(e)) {
            put_line(&row);
            away += row.state == OUTBOX_EXPORTED && !row.at_rest;
        }
    }
    warn_of_old(o);
    warn_of_away(away);
    cli_outbox_warn_of_unwritten(o);
    return e.code == ERR_NOT_FOUND ? 0 : complain(state, e);
}

static void show_age(const struct outbox_row *r)
{
    const enum outbox_age age = outbox_age(r, now());
    const long long days = (long long)((now() - r->saved_at) / (24 * 60 * 60));
    if (age == OUTBOX_ALARM) {
        printf("age          unsent for %lld days: find out why\n", days);
    } else if (age == OUTBOX_DECIDE) {
        printf("age          unsent for %lld days: decide with retry ID or withdraw ID\n", days);
    }
}

static void show_withdrawal(const struct outbox_row *r)
{
    if (r->state == OUTBOX_WITHDRAWN) {
        printf("withdrawn    it was never at the portal; its content is deleted\n");
    } else if (r->withdrawal == OUTBOX_WITHDRAWAL_ASKED) {
        printf("withdrawn    asked for: the portal is asked first whether it is there\n");
    } else if (r->withdrawal == OUTBOX_WITHDRAWAL_TOO_LATE) {
        printf("withdrawn    asked for too late: the portal has it, or may have it\n");
    }
}

static int show(struct outbox *o, const char *state, const struct outbox_row *r)
{
    struct outbox_told t;
    const struct err e = outbox_told(o, r->uuid, &t);
    if (failed(e)) {
        return complain(state, e);
    }
    printf("id           %s\n", r->uuid);
    printf("procedure    %s\n", r->procedure);
    printf("state        ");
    put_state(r->state);
    put_time("\nsaved        ", r->saved_at);
    printf("\nbytes        %lld\n", (long long)r->payload_bytes);
    printf("tries        %d\n", r->attempts);
    put_time("next try     ", r->next_try_at);
    printf("\nlast status  %d\n", r->last_status);
    printf("file number  %s\n", r->file_number[0] == '\0' ? "-" : r->file_number);
    printf("portal says  %s\n", r->state_text[0] == '\0' ? "-" : r->state_text);
    if (t.state > 0) {
        printf("its number   %d%s%s, results %d\n", t.state,
               t.papers_asked ? ", papers are asked for" : "",
               t.reasoned ? ", a reason is given" : "", t.results);
    }
    show_age(r);
    show_withdrawal(r);
    cli_outbox_show_export(o, r);
    if (r->state != OUTBOX_RECEIVED && r->state != OUTBOX_WITHDRAWN &&
        r->state != OUTBOX_EXPORTED) {
        printf("why          %s\n", reason_sentence(r->last_reason));
    }
    return 0;
}

struct wish {
    const char *verb, *uuid, *state; /* uuid: or the folder of export and import */
    bool yes;                        /* withdraw or take back without asking */
    const char *to;                  /* export: the other kiosk's box.pub */
    char *const *more;               /* export: the IDs */
    int more_count;
    int wait_s;
};

static bool is_sure(const char *uuid, const char *what)
{
    char line[16] = "";
    printf("%s: %s Type yes to do it: ", uuid, what);
    fflush(stdout);
    return fgets(line, sizeof line, stdin) != NULL && strcmp(line, "yes\n") == 0;
}

static int refuse_at_rest(const char *uuid)
{
    fprintf(stderr,
            "kioskctl outbox: %s is done here: its content is deleted, the other kiosk has it. "
            "Nothing was changed.\n",
            uuid);
    return 1;
}

/* It may have been sent from there. */
static int take_back(struct outbox *o, const struct wish *w, bool at_rest)
{
    if (at_rest) {
        return refuse_at_rest(w->uuid);
    }
    if (!w->yes &&
        !is_sure(
            w->uuid,
            "it went to another kiosk, which may send it too. A portal that knows applications "
            "by their id makes one of both; any other may make two. A "
            "withdrawal, here or there, does not reach the stick. It is sent from here again.")) {
        fprintf(stderr, "kioskctl outbox: nothing was changed.\n");
        return 1;
    }
    const struct err e = outbox_take_back(o, w->uuid, now());
    if (failed(e)) {
        return complain(w->state, e);
    }
    printf("%s is taken back and will be tried from here at once\n", w->uuid);
    return 0;
}

static int retry(struct outbox *o, const char *state, const char *uuid)
{
    const struct err e = outbox_retry(o, uuid, now());
    if (e.code == ERR_REFUSED) {
        fprintf(stderr, "kioskctl outbox: %s is not waiting to be sent any more.\n", uuid);
        return 1;
    }
    if (failed(e)) {
        return complain(state, e);
    }
    printf("%s will be tried again at once\n", uuid);
    return 0;
}

/* The other kiosk has it. */
static int finish(struct outbox *o, const struct wish *w, const struct outbox_row *row)
{
    if (row->state == OUTBOX_EXPORTED && row->at_rest) {
        return refuse_at_rest(w->uuid);
    }
    if (!w->yes && row->state == OUTBOX_EXPORTED &&
        !is_sure(w->uuid, "has the other kiosk imported it? Its content is deleted here and a lost "
                          "stick cannot be written again.")) {
        fprintf(stderr, "kioskctl outbox: nothing was changed.\n");
        return 1;
    }
    const struct err e = outbox_export_end(o, w->uuid);
    if (e.code == ERR_REFUSED) {
        fprintf(stderr, "kioskctl outbox: %s is %s%s. Nothing was changed.\n", w->uuid,
                outbox_state_name(row->state),
                row->state == OUTBOX_EXPORTED ? ", but its bundle was not written: export it again"
                                              : ": only what was exported is done so");
        return 1;
    }
    if (failed(e)) {
        return complain(w->state, e);
    }
    printf("%s is done here: its content is deleted, the other kiosk sends it\n", w->uuid);
    return 0;
}

static int withdraw(struct outbox *o, const struct wish *w)
{
    struct outbox_row row;
    struct err e = outbox_find(o, w->uuid, &row);
    if (!failed(e) && row.state == OUTBOX_EXPORTED) {
        fprintf(stderr,
                "kioskctl outbox: %s went to another kiosk, which may send it yet: withdraw it "
                "there. Nothing was changed.\n",
                w->uuid);
        return 1;
    }
    if (!w->yes && !is_sure(w->uuid, "it will not be sent and its content is deleted.")) {
        fprintf(stderr, "kioskctl outbox: nothing was changed.\n");
        return 1;
    }
    e = outbox_withdraw(o, w->uuid);
    if (e.code == ERR_REFUSED) {
        fprintf(stderr,
                "kioskctl outbox: %s is at the portal, or may be there and it cannot be asked. "
                "Nothing was changed.\n",
                w->uuid);
        return 1;
    }
    e = failed(e) ? e : outbox_find(o, w->uuid, &row);
    if (failed(e)) {
        return complain(w->state, e);
    }
    printf(
        row.state == OUTBOX_WITHDRAWN
            ? "%s is withdrawn: it was never sent and its content is deleted\n"
            : "%s will not be sent any more; it is withdrawn once the portal says that it is not "
              "there: see outbox show\n",
        w->uuid);
    return 0;
}

static int serve(struct outbox *o, const struct wish *w)
{
    struct outbox_row row;
    const struct cli_export x = {w->uuid, w->to, w->more, w->more_count, w->wait_s};
    INVARIANT(w->verb != NULL);
    if (strcmp(w->verb, "list") == 0) {
        return list(o, w->state);
    }
    if (strcmp(w->verb, "key") == 0) {
        return cli_outbox_key(o, w->state);
    }
    if (strcmp(w->verb, "export") == 0) {
        return cli_outbox_export(o, &x);
    }
    if (strcmp(w->verb, "import") == 0) {
        return cli_outbox_import(o, w->uuid);
    }
    const struct err e = outbox_find(o, w->uuid, &row);
    if (e.code == ERR_NOT_FOUND) {
        fprintf(stderr, "kioskctl outbox: there is no application %s here; see outbox list.\n",
                w->uuid);
        return 1;
    }
    if (failed(e)) {
        return complain(w->state, e);
    }
    if (strcmp(w->verb, "show") == 0) {
        return show(o, w->state, &row);
    }
    if (strcmp(w->verb, "retry") == 0) {
        return row.state == OUTBOX_EXPORTED ? take_back(o, w, row.at_rest)
                                            : retry(o, w->state, w->uuid);
    }
    if (strcmp(w->verb, "done") == 0) {
        return finish(o, w, &row);
    }
    return withdraw(o, w);
}

static int refuse(const char *sentence, const char *word)
{
    fprintf(stderr, "kioskctl outbox: %s%s See kioskctl outbox --help.\n", sentence, word);
    return 2;
}

struct verb {
    const char *name;
    const char *needs; /* what its one word is; NULL = it takes none */
    bool more;         /* further words */
};

static const struct verb verbs[] = {
    {"list", NULL, false},
    {"show", "one ID is needed, as outbox list prints it.", false},
    {"retry", "one ID is needed, as outbox list prints it.", false},
    {"withdraw", "one ID is needed, as outbox list prints it.", false},
    {"export", "the directory of a stick is needed.", true},
    {"import", "the directory of a stick is needed, and no further word.", false},
    {"done", "one ID is needed, as outbox list prints it.", false},
    {"key", NULL, false},
};
#define VERBS (sizeof verbs / sizeof verbs[0])

static const struct verb *find_verb(const char *name)
{
    for (size_t i = 0; i < VERBS; i++) {
        if (strcmp(name, verbs[i].name) == 0) {
            return &verbs[i];
        }
    }
    return NULL;
}

static int refuse_verb(const char *name)
{
    static const char which[] =
        "list, show ID, retry ID, withdraw ID, export DIR, import DIR, done ID or key?";
    const char *names[VERBS];
    for (size_t i = 0; i < VERBS; i++) {
        names[i] = verbs[i].name;
    }
    const char *near = name == NULL ? NULL : nearest(name, names, (int)VERBS);
    return refuse(near == NULL ? which : "did you mean ", near == NULL ? "" : near);
}

static int check(const struct wish *w, int words)
{
    const struct verb *v = w->verb == NULL ? NULL : find_verb(w->verb);
    if (v == NULL) {
        return refuse_verb(w->verb);
    }
    const bool is_export = strcmp(v->name, "export") == 0;
    if (w->yes && strcmp(v->name, "withdraw") != 0 && strcmp(v->name, "retry") != 0 &&
        strcmp(v->name, "done") != 0) {
        return refuse("--yes belongs to withdraw, retry and done.", "");
    }
    if (v->needs == NULL && words != 1) {
        return refuse(v->name, " takes no further word.");
    }
    if (v->needs != NULL && (words < 2 || (words > 2 && !v->more))) {
        return refuse(v->needs, "");
    }
    if (is_export != (w->to != NULL)) {
        return refuse(is_export ? "--to FILE is needed: box.pub of the other kiosk."
                                : "--to belongs to export.",
                      "");
    }
    return w->state == NULL ? refuse("--state DIR is needed.", "") : -1;
}

static bool take_seconds(void *context, const char *value)
{
    char *end = NULL;
    const long n = strtol(value, &end, 10);
    *(int *)context = (int)n;
    return end != value && *end == '\0' && n > 0 && n <= 3600;
}

int cli_outbox(int argc, char **argv)
{
    struct wish w = {.wait_s = 60};
    const struct option_row rows[] = {
        {"--state", "DIR", "the kiosk's state directory", &w.state, NULL, NULL, NULL},
        {"--yes", NULL, "withdraw, take back what was exported or be done with it, without asking",
         NULL, &w.yes, NULL, NULL},
        {"--to", "FILE", "export: box.pub of the other kiosk", &w.to, NULL, NULL, NULL},
        {"--wait", "SECONDS", "export: so long the courier may do nothing (60)", NULL, NULL,
         take_seconds, &w.wait_s},
    };
    const struct program program = {
        .name = "kioskctl outbox",
        .summary = "what waits to be sent, trying again, taking back, carrying to another kiosk; "
                   "nothing of a citizen is shown.",
        .usage = "kioskctl outbox list|show ID|retry ID|withdraw ID --state DIR\n"
                 "       kioskctl outbox export DIR --to BOX.PUB [ID]... --state DIR\n"
                 "       kioskctl outbox import DIR|done ID|key --state DIR",
        .examples =
            "  kioskctl outbox list --state out/state\n"
            "      one line each: id, state, procedure, saved, tries, file number\n"
            "  kioskctl outbox retry 6ba7b810-9dad-41d1-80b4-00c04fd430c8 --state "
            "out/state\n"
            "  kioskctl outbox withdraw 6ba7b810-9dad-41d1-80b4-00c04fd430c8 --state "
            "out/state\n"
            "      asks first; --yes does not\n"
            "  kioskctl outbox export /media/stick --to /media/stick/box.pub --state "
            "out/state\n"
            "      seals all that wait here to the other kiosk's key; they are not sent from "
            "here any more\n"
            "      unless retry ID takes one back. Both kiosks must serve the same portal. "
            "The courier must run.\n"
            "  kioskctl outbox import /media/stick --state out/other\n"
            "      at the other kiosk, which sends them; to do it again changes nothing\n"
            "  kioskctl outbox done 6ba7b810-9dad-41d1-80b4-00c04fd430c8 --state out/state\n"
            "      the other kiosk has it: its content is deleted at the one it left; asks first\n"
            "  kioskctl outbox key --state out/other\n"
            "      the fingerprint export names, for two people to compare\n",
        .rows = rows,
        .count = (int)(sizeof rows / sizeof rows[0]),
    };
    int words = 0;
    struct outbox *o = NULL;
    int status = options_parse(&program, argc, argv, &words);
    if (status >= 0) {
        return status;
    }
    w.verb = words > 0 ? argv[1] : NULL;
    w.uuid = words > 1 ? argv[2] : NULL;
    w.more = words > 2 ? argv + 3 : NULL;
    w.more_count = words > 2 ? words - 2 : 0;
    status = check(&w, words);
    if (status >= 0) {
        return status;
    }
    const struct err e = outbox_open_guest(&o, w.state);
    if (failed(e)) {
        return complain(w.state, e);
    }
    status = serve(o, &w);
    outbox_close(o);
    return status;
}
