#include "app/cli/cli_outbox.h"

#include <stdio.h>
#include <string.h>

#include "app/courier/reasons.h"
#include "app/outbox/outbox.h"
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

static void put_line(const struct outbox_row *r)
{
    printf("%s\t%s\t%s\t", r->uuid, outbox_state_name(r->state), r->procedure);
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
    if (u.decide > 0) {
        fprintf(stderr,
                "kioskctl outbox: %d of them for 90: decide with retry ID or withdraw ID.\n",
                u.decide);
    }
}

static int list(struct outbox *o, const char *state)
{
    struct outbox_row row;
    int64_t seq = 0;
    struct err e = ERR_OK;
    while (!failed(e)) {
        e = outbox_next(o, seq, &seq, &row);
        if (!failed(e)) {
            put_line(&row);
        }
    }
    warn_of_old(o);
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
    printf("state        %s\n", outbox_state_name(r->state));
    put_time("saved        ", r->saved_at);
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
    if (r->state != OUTBOX_RECEIVED && r->state != OUTBOX_WITHDRAWN) {
        printf("why          %s\n", reason_sentence(r->last_reason));
    }
    return 0;
}

struct wish {
    const char *verb, *uuid, *state;
    bool yes; /* withdraw without asking */
};

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

static bool is_sure(const char *uuid)
{
    char line[16] = "";
    printf("withdraw %s: it will not be sent and its content is deleted. Type yes to do it: ",
           uuid);
    fflush(stdout);
    return fgets(line, sizeof line, stdin) != NULL && strcmp(line, "yes\n") == 0;
}

static int withdraw(struct outbox *o, const struct wish *w)
{
    struct outbox_row row;
    if (!w->yes && !is_sure(w->uuid)) {
        fprintf(stderr, "kioskctl outbox: nothing was changed.\n");
        return 1;
    }
    struct err e = outbox_withdraw(o, w->uuid);
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
    if (strcmp(w->verb, "list") == 0) {
        return list(o, w->state);
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
    return strcmp(w->verb, "show") == 0    ? show(o, w->state, &row)
           : strcmp(w->verb, "retry") == 0 ? retry(o, w->state, w->uuid)
                                           : withdraw(o, w);
}

static int refuse(const char *sentence, const char *word)
{
    fprintf(stderr, "kioskctl outbox: %s%s See kioskctl outbox --help.\n", sentence, word);
    return 2;
}

static bool is_one_of(const char *word, const char *const *list, int count)
{
    for (int i = 0; i < count; i++) {
        if (strcmp(word, list[i]) == 0) {
            return true;
        }
    }
    return false;
}

static int check(const struct wish *w, int words)
{
    static const char *const verbs[] = {"list", "show", "retry", "withdraw"};
    static const char which[] = "list, show ID, retry ID or withdraw ID?";
    if (w->verb == NULL) {
        return refuse(which, "");
    }
    const bool takes_id = is_one_of(w->verb, verbs + 1, 3);
    if (!takes_id && strcmp(w->verb, "list") != 0) {
        const char *near = nearest(w->verb, verbs, 4);
        return refuse(near == NULL ? which : "did you mean ", near == NULL ? "" : near);
    }
    if (w->yes && strcmp(w->verb, "withdraw") != 0) {
        return refuse("--yes belongs to withdraw.", "");
    }
    if (words != (takes_id ? 2 : 1)) {
        return refuse(takes_id ? "one ID is needed, as outbox list prints it."
                               : "list takes no further word.",
                      "");
    }
    return w->state == NULL ? refuse("--state DIR is needed.", "") : -1;
}

int cli_outbox(int argc, char **argv)
{
    struct wish w = {.verb = NULL};
    const struct option_row rows[] = {
        {"--state", "DIR", "the kiosk's state directory", &w.state, NULL, NULL, NULL},
        {"--yes", NULL, "withdraw without asking", NULL, &w.yes, NULL, NULL},
    };
    const struct program program = {
        .name = "kioskctl outbox",
        .summary = "what waits to be sent, trying again, taking back; nothing of a citizen is "
                   "shown.",
        .usage = "kioskctl outbox list|show ID|retry ID|withdraw ID --state DIR",
        .examples = "  kioskctl outbox list --state out/state\n"
                    "      one line each: id, state, procedure, saved, tries, file number\n"
                    "  kioskctl outbox retry 6ba7b810-9dad-41d1-80b4-00c04fd430c8 --state "
                    "out/state\n"
                    "  kioskctl outbox withdraw 6ba7b810-9dad-41d1-80b4-00c04fd430c8 --state "
                    "out/state\n"
                    "      asks first; --yes does not\n",
        .rows = rows,
        .count = 2,
    };
    int words = 0;
    struct outbox *o = NULL;
    int status = options_parse(&program, argc, argv, &words);
    if (status >= 0) {
        return status;
    }
    w.verb = words > 0 ? argv[1] : NULL;
    w.uuid = words > 1 ? argv[2] : NULL;
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
