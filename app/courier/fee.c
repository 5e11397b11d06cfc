#include "app/courier/fee.h"

#include <stdio.h>
#include <string.h>

#include "app/courier/verdict.h"

#define ASK_EVERY_MS  1000
#define ASK_LATER_MS  4000
#define FAILURES_MOST 2
#define WANTED_MS     10000
#define DONG_MOST     1000000000
#define LIFE_MOST_S   86400

void fee_forget(struct fee_asked *f)
{
    explicit_bzero(f, sizeof *f);
    f->next_ms = -1;
}

void fee_begin(struct fee_asked *f, const char *uuid, bool again, int64_t now_ms)
{
    if (strcmp(f->uuid, uuid) != 0) {
        fee_forget(f);
        snprintf(f->uuid, sizeof f->uuid, "%.36s", uuid);
        f->told.state = FEE_ASKING;
        f->next_ms = now_ms;
    }
    f->wanted_ms = now_ms;
    if (again && (f->told.state == FEE_EXPIRED || f->told.state == FEE_FAILED)) {
        f->told = (struct portal_fee){.state = FEE_ASKING};
        f->again = true;
        f->next_ms = now_ms;
    }
}

int64_t fee_wait_ms(const struct fee_asked *f, int64_t now_ms)
{
    if (f->uuid[0] == '\0' || f->next_ms < 0 || now_ms - f->wanted_ms > WANTED_MS) {
        return -1;
    }
    return f->next_ms > now_ms ? f->next_ms - now_ms : 0;
}

void fee_request(struct fee_asked *f, struct http_request *ret_request)
{
    snprintf(f->path, sizeof f->path, "/applications/%.36s/payment", f->uuid);
    *ret_request = (struct http_request){.method = f->again ? "POST" : "GET", .path = f->path};
    if (f->again) {
        ret_request->type = "application/json";
        ret_request->body = "{}";
        ret_request->size = 2;
    }
}

/* What a QR holds, and a reference: printable ASCII, shorter than cap. */
static bool take_ascii(char *out, size_t cap, const char *text)
{
    const size_t size = strlen(text);
    for (size_t i = 0; i < size; i++) {
        if (text[i] < ' ' || text[i] > '~') {
            return false;
        }
    }
    if (size >= cap) {
        return false;
    }
    memcpy(out, text, size + 1);
    return true;
}

static bool take_amount(struct portal_fee *told, const json_t *o)
{
    const json_t *amount = json_object_get(o, "amount");
    told->dong = json_integer_value(amount);
    return json_is_integer(amount) && told->dong > 0 && told->dong <= DONG_MOST &&
           strcmp(json_text(o, "currency"), "VND") == 0;
}

/* False for a payment request that is none. */
static bool take_request(struct fee_asked *f, const json_t *o, int64_t now_ms)
{
    struct portal_fee told = {.state = FEE_WAITING};
    const json_t *life = json_object_get(o, "expires_in");
    const json_int_t seconds = json_integer_value(life);
    if (!take_amount(&told, o) || json_text(o, "payload")[0] == '\0' ||
        !take_ascii(told.payload, sizeof told.payload, json_text(o, "payload")) ||
        json_text(o, "reference")[0] == '\0' ||
        !is_number_text(json_text(o, "reference"), sizeof told.reference) ||
        (life != NULL && (!json_is_integer(life) || seconds <= 0 || seconds > LIFE_MOST_S))) {
        return false;
    }
    snprintf(told.reference, sizeof told.reference, "%s", json_text(o, "reference"));
    copy_words(told.receiver, sizeof told.receiver, json_text(o, "receiver"));
    f->told = told;
    f->ends_ms = life == NULL ? 0 : now_ms + seconds * 1000;
    f->next_ms = now_ms + ASK_EVERY_MS;
    return true;
}

/* It ended one way or another; what there was to pay stays known. */
static void end(struct fee_asked *f, enum portal_fee_state state)
{
    f->told.state = state;
    memset(f->told.payload, 0, sizeof f->told.payload);
    f->ends_ms = 0;
    f->next_ms = -1;
}

/* An answer that is none counts as no answer: nobody pays by what may be a stranger's code. */
static void no_answer(struct fee_asked *f, int64_t now_ms)
{
    f->failures++;
    f->next_ms = now_ms + (f->failures < FAILURES_MOST ? ASK_EVERY_MS : ASK_LATER_MS);
    if (f->told.state == FEE_ASKING || f->failures >= FAILURES_MOST) {
        f->told.state = FEE_OFFLINE;
    }
}

static bool take_object(struct fee_asked *f, const json_t *o, int64_t now_ms)
{
    const char *state = json_text(o, "state");
    if (strcmp(state, "waiting") == 0) {
        return take_request(f, o, now_ms);
    }
    if (strcmp(state, "none") == 0) {
        end(f, FEE_NONE);
        return true;
    }
    const enum portal_fee_state ended = strcmp(state, "paid") == 0      ? FEE_PAID
                                        : strcmp(state, "expired") == 0 ? FEE_EXPIRED
                                        : strcmp(state, "failed") == 0  ? FEE_FAILED
                                                                        : FEE_NONE;
    struct portal_fee told = {.state = ended};
    if (ended == FEE_NONE || !take_amount(&told, o)) {
        return false;
    }
    f->told.dong = told.dong;
    end(f, ended);
    return true;
}

void fee_heard(struct fee_asked *f, struct err why, const struct http_answer *answer,
               int64_t now_ms)
{
    if (f->uuid[0] == '\0') {
        return;
    }
    if (failed(why)) {
        no_answer(f, now_ms);
        return;
    }
    if (answer->status == 404 || answer->status == 405) { /* this portal asks for no payments */
        end(f, FEE_NONE);
        return;
    }
    json_t *o = answer->status == 200 || answer->status == 201
                    ? json_loadb(answer->body, answer->size, JSON_REJECT_DUPLICATES, NULL)
                    : NULL;
    if (json_is_object(o) && take_object(f, o, now_ms)) {
        f->failures = 0;
        f->again = false;
    } else {
        no_answer(f, now_ms);
    }
    json_decref(o);
}

void fee_tell(const struct fee_asked *f, int64_t now_ms, struct portal_fee *ret_told)
{
    *ret_told = f->told;
    if (f->told.state != FEE_WAITING || f->ends_ms == 0) {
        return;
    }
    const int64_t left = f->ends_ms > now_ms ? f->ends_ms - now_ms : 0;
    ret_told->seconds_left = (int)((left + 999) / 1000);
    if (left == 0) { /* until the portal has said so itself: a code that is over is not shown */
        ret_told->state = FEE_EXPIRED;
        memset(ret_told->payload, 0, sizeof ret_told->payload);
    }
}
