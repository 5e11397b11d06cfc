#include "app/courier/aside.h"

#include <stdio.h>
#include <string.h>

#define WANTED_MS 30000

struct err aside_sign_in(struct aside *a, const char *uuid, int64_t now_ms,
                         struct portal_sign_in *ret_told)
{
    if (a->http[ASIDE_SIGNIN] == NULL) {
        return ERR(ERR_UNSUPPORTED, 0, "aside: nobody signs in here");
    }
    if (strlen(uuid) != sizeof a->uuid - 1) {
        return ERR(ERR_BAD_INPUT, 0, "aside: no uuid");
    }
    if (strcmp(a->uuid, uuid) != 0) {
        aside_sign_out(a, false);
        memcpy(a->uuid, uuid, sizeof a->uuid);
        signin_begin(&a->signin, now_ms);
    }
    a->wanted_ms = now_ms;
    signin_tick(&a->signin, now_ms);
    signin_tell(&a->signin, now_ms, ret_told);
    return ERR_OK;
}

void aside_sign_out(struct aside *a, bool kept)
{
    if (!kept && a->uuid[0] != '\0') {
        citizens_forget(&a->citizens, a->uuid);
    }
    a->round++;
    herfile_forget(&a->file);
    held_forget(&a->held);
    signin_forget(&a->signin);
    memset(a->uuid, 0, sizeof a->uuid);
}

void aside_hand_over(struct aside *a, bool kept, int64_t now_ms)
{
    char text[48];
    struct portal_upload told;
    if (a->handed[0] != '\0' && !kept) {
        snprintf(text, sizeof text, "%.36s 0 end", a->handed);
        const struct err e = handover_wish(&a->handover, text, now_ms, &told);
        (void)e; /* it is a wish */
    }
    handover_forget(&a->handover);
    memset(a->handed, 0, sizeof a->handed);
}

struct err aside_fee(struct aside *a, const char *text, int64_t now_ms, struct portal_fee *ret_told)
{
    char uuid[37];
    if (a->http[ASIDE_FEE] == NULL) {
        return ERR(ERR_UNSUPPORTED, 0, "aside: this portal asks for no payments");
    }
    if (strlen(text) < sizeof uuid - 1) {
        return ERR(ERR_BAD_INPUT, 0, "aside: no uuid");
    }
    snprintf(uuid, sizeof uuid, "%.36s", text);
    fee_begin(&a->fee, uuid, strcmp(text + 36, " again") == 0, now_ms);
    fee_tell(&a->fee, now_ms, ret_told);
    return ERR_OK;
}

struct err aside_queue(struct aside *a, const char *text, int64_t now_ms,
                       struct portal_queue *ret_told)
{
    if (a->http[ASIDE_QUEUE] == NULL) {
        *ret_told = (struct portal_queue){.state = QUEUE_NONE};
        return ERR_OK;
    }
    ticket_begin(&a->ticket, text, now_ms);
    *ret_told = a->ticket.told;
    return ERR_OK;
}

struct err aside_file(struct aside *a, const char *text, int64_t now_ms,
                      struct portal_file *ret_told)
{
    if (a->http[ASIDE_FILE] == NULL) {
        return ERR(ERR_UNSUPPORTED, 0, "aside: this portal tells no more of a file");
    }
    if (!herfile_begin(&a->file, text, now_ms)) {
        return ERR(ERR_BAD_INPUT, 0, "aside: no file");
    }
    herfile_tell(&a->file, now_ms, ret_told);
    return ERR_OK;
}

struct err aside_held(struct aside *a, const char *text, int64_t now_ms,
                      struct portal_held *ret_told)
{
    if (a->http[ASIDE_HELD] == NULL) {
        return ERR(ERR_UNSUPPORTED, 0, "aside: this portal holds nothing of a citizen");
    }
    if (!held_begin(&a->held, text, now_ms)) {
        return ERR(ERR_BAD_INPUT, 0, "aside: nobody");
    }
    *ret_told = a->held.told;
    return ERR_OK;
}

void aside_tick(struct aside *a, int64_t now_ms)
{
    const bool open = a->signin.state == PHONE_ASKING || a->signin.state == PHONE_WAITING;
    if (open && now_ms - a->wanted_ms > WANTED_MS) { /* nobody stands there any more */
        aside_sign_out(a, false);
    }
    citizens_tick(&a->citizens, now_ms);
}

struct err aside_upload(struct aside *a, const char *text, int64_t now_ms,
                        struct portal_upload *ret_told)
{
    if (a->http[ASIDE_UPLOAD] == NULL) {
        return ERR(ERR_UNSUPPORTED, 0, "aside: this portal takes no papers from phones");
    }
    const struct err e = handover_wish(&a->handover, text, now_ms, ret_told);
    if (!failed(e)) {
        snprintf(a->handed, sizeof a->handed, "%.36s", text);
    }
    return e;
}

static int64_t wait_of(struct aside *a, enum aside_what what, int64_t now_ms)
{
    switch (what) {
    case ASIDE_SIGNIN:
        return signin_wait_ms(&a->signin, now_ms);
    case ASIDE_FEE:
        return fee_wait_ms(&a->fee, now_ms);
    case ASIDE_QUEUE:
        return ticket_wait_ms(&a->ticket, now_ms);
    case ASIDE_CALL:
        return a->http[what] == NULL ? -1 : call_wait_ms(&a->call, now_ms);
    case ASIDE_FILE:
        return herfile_wait_ms(&a->file, now_ms);
    case ASIDE_HELD:
        return held_wait_ms(&a->held, now_ms);
    case ASIDE_UPLOAD:
        return handover_wait_ms(&a->handover, now_ms);
    case ASIDE_COUNT:
        break;
    }
    return -1;
}

int64_t aside_wait_ms(struct aside *a, int64_t now_ms)
{
    int64_t least = -1;
    for (int i = 0; i < ASIDE_COUNT; i++) {
        const int64_t wait = wait_of(a, (enum aside_what)i, now_ms);
        least = wait >= 0 && (least < 0 || wait < least) ? wait : least;
    }
    return least;
}

/* The job's own copy of what the request points to: its owner may begin anew meanwhile. */
static void own(struct aside_job *job)
{
    struct http_request *r = &job->request;
    snprintf(job->path, sizeof job->path, "%s", r->path);
    r->path = job->path;
    if (r->idempotency_key != NULL) {
        snprintf(job->key, sizeof job->key, "%s", r->idempotency_key);
        r->idempotency_key = job->key;
    }
    if (r->body != NULL && r->body != job->words && r->size < sizeof job->words) {
        memcpy(job->words, r->body, r->size);
        job->words[r->size] = '\0';
        r->body = job->words;
    }
}

/* "Bearer TOKEN" of who signed in for this application; "" when there is none. */
static void put_citizen(struct aside *a, struct aside_job *job, const char *uuid, int64_t now_ms)
{
    static const char scheme[] = "Bearer ";
    char *token = job->citizen + sizeof scheme - 1;
    const bool known = citizens_token(&a->citizens, uuid, now_ms, token);
    memcpy(job->citizen, scheme, sizeof scheme - 1);
    if (!known) {
        explicit_bzero(job->citizen, sizeof job->citizen);
    }
}

static bool prepare(struct aside *a, enum aside_what what, struct aside_job *job, int64_t now_ms)
{
    struct buf words;
    buf_init(&words, job->words, sizeof job->words);
    switch (what) {
    case ASIDE_SIGNIN:
        return !failed(signin_request(&a->signin, &a->issuer, &words, &job->request));
    case ASIDE_FEE:
        fee_request(&a->fee, &job->request);
        return true;
    case ASIDE_QUEUE:
        ticket_request(&a->ticket, a->queue_path, &job->request);
        return true;
    case ASIDE_CALL:
        call_request(&a->call, a->call_path, &job->request);
        return true;
    case ASIDE_FILE:
        if (a->file.level == HERFILE_SIGNED) {
            put_citizen(a, job, a->file.uuid, now_ms);
        }
        herfile_request(&a->file, job->citizen, &job->request);
        return true;
    case ASIDE_HELD:
        if (a->held.number[0] == '\0') {
            put_citizen(a, job, a->held.uuid, now_ms);
        }
        held_request(&a->held, job->citizen, &job->request);
        return true;
    case ASIDE_UPLOAD:
        handover_request(&a->handover, &job->request);
        return true;
    case ASIDE_COUNT:
        break;
    }
    return false;
}

bool aside_next(struct aside *a, int64_t now_ms, struct aside_job *job)
{
    for (unsigned i = 1; i <= ASIDE_COUNT; i++) {
        const enum aside_what what = (enum aside_what)((a->last + i) % ASIDE_COUNT);
        if (wait_of(a, what, now_ms) != 0) {
            continue;
        }
        a->last = what;
        *job = (struct aside_job){.what = what, .round = a->round, .http = a->http[what]};
        if (!prepare(a, what, job, now_ms)) { /* settings that fit no request */
            const struct http_answer none = {.status = 500, .body = ""};
            signin_heard(&a->signin, &a->issuer, ERR_OK, &none, now_ms);
            return false;
        }
        own(job);
        return true;
    }
    return false;
}

void aside_run(struct aside_job *job, const atomic_bool *stop)
{
    job->why = job->http->ops->exchange(job->http, &job->request, stop, &job->answer);
    job->text[0] = '\0';
    if (!failed(job->why)) {
        memcpy(job->text, job->answer.body, job->answer.size);
        job->text[job->answer.size] = '\0';
        job->answer.body = job->text;
    }
    job->http->ops->forget(job->http);
}

static void hear_sign_in(struct aside *a, const struct aside_job *job, int64_t now_ms)
{
    if (job->round != a->round) {
        return; /* somebody else's */
    }
    signin_heard(&a->signin, &a->issuer, job->why, &job->answer, now_ms);
    if (a->signin.state == PHONE_SIGNED) {
        citizens_keep(&a->citizens, a->uuid, a->signin.token, a->signin.token_ends_ms);
        explicit_bzero(a->signin.token, sizeof a->signin.token);
    }
}

void aside_heard(struct aside *a, struct aside_job *job, int64_t now_ms)
{
    switch (job->what) {
    case ASIDE_SIGNIN:
        hear_sign_in(a, job, now_ms);
        break;
    case ASIDE_FEE:
        if (strstr(job->path, a->fee.uuid) != NULL) {
            fee_heard(&a->fee, job->why, &job->answer, now_ms);
        }
        break;
    case ASIDE_QUEUE:
        if (strcmp(job->key, a->ticket.key) == 0) {
            ticket_heard(&a->ticket, job->why, &job->answer, now_ms);
        }
        break;
    case ASIDE_CALL:
        if (job->request.body == NULL
                ? a->call.asking
                : strcmp(job->words, a->call.body) == 0) { /* else there is newer news to tell */
            call_heard(&a->call, job->why, &job->answer, now_ms);
        }
        break;
    case ASIDE_FILE:
        if (strcmp(job->path, a->file.path) == 0) { /* else another is asked about */
            herfile_heard(&a->file, job->why, &job->answer, now_ms);
        }
        break;
    case ASIDE_HELD:
        if (job->round == a->round && strcmp(job->path, a->held.path) == 0) {
            held_heard(&a->held, job->why, &job->answer, now_ms);
        }
        break;
    case ASIDE_UPLOAD:
        handover_heard(&a->handover, job->path, job->why, &job->answer, now_ms);
        break;
    case ASIDE_COUNT:
        break;
    }
    explicit_bzero(job, sizeof *job);
}
