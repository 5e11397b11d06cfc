#include "app/courier/signin.h"

#include <stdio.h>
#include <string.h>

#include "app/courier/verdict.h"

#define INTERVAL_MS      5000 /* RFC 8628 3.2: when the issuer names none */
#define INTERVAL_MOST_MS 60000
#define SLOW_DOWN_MS     5000                      /* RFC 8628 3.5: more at each slow_down */
#define LIFE_MOST_S      1800                      /* nobody stands at a kiosk for longer */
#define TOKEN_LIFE_MS    ((int64_t)30 * 60 * 1000) /* when the issuer names none */
#define FAILURES_MOST    3

#define GRANT            "urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Adevice_code"

void signin_forget(struct signin *s)
{
    explicit_bzero(s, sizeof *s);
}

void signin_begin(struct signin *s, int64_t now_ms)
{
    signin_forget(s);
    s->state = PHONE_ASKING;
    s->interval_ms = INTERVAL_MS;
    s->next_ms = now_ms;
}

static bool is_open(const struct signin *s)
{
    return s->state == PHONE_ASKING || s->state == PHONE_WAITING;
}

/* Over: nothing but how it ended is kept. */
static void end(struct signin *s, enum portal_phone state)
{
    signin_forget(s);
    s->state = state;
}

int64_t signin_wait_ms(const struct signin *s, int64_t now_ms)
{
    if (!is_open(s)) {
        return -1;
    }
    return s->next_ms > now_ms ? s->next_ms - now_ms : 0;
}

void signin_tick(struct signin *s, int64_t now_ms)
{
    if (s->state == PHONE_WAITING && now_ms >= s->ends_ms) {
        end(s, PHONE_EXPIRED);
    }
}

/* --- request ---------------------------------------------------------------------------------- */

/* application/x-www-form-urlencoded: letters, digits and - . _ ~ stand for themselves. */
static void add_encoded(struct buf *out, const char *text)
{
    static const char plain[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    for (; *text != '\0'; text++) {
        if (strchr(plain, *text) != NULL) {
            buf_add(out, text, 1);
        } else {
            buf_printf(out, "%%%02X", (unsigned)(unsigned char)*text);
        }
    }
}

struct err signin_request(const struct signin *s, const struct signin_issuer *issuer,
                          struct buf *body, struct http_request *ret_request)
{
    const bool first = s->state == PHONE_ASKING;
    buf_clear(body);
    buf_puts(body, "client_id=");
    add_encoded(body, issuer->client_id);
    if (first && issuer->scope[0] != '\0') {
        buf_puts(body, "&scope=");
        add_encoded(body, issuer->scope);
    }
    if (!first) {
        buf_puts(body, "&grant_type=" GRANT "&device_code=");
        add_encoded(body, s->device_code);
    }
    if (body->full) {
        return ERR(ERR_FULL, 0, "signin: request");
    }
    *ret_request = (struct http_request){.method = "POST",
                                         .path = first ? issuer->device_path : issuer->token_path,
                                         .type = "application/x-www-form-urlencoded",
                                         .body = body->data,
                                         .size = body->len};
    return ERR_OK;
}

/* --- answer ----------------------------------------------------------------------------------- */

/* Printable ASCII without blanks and quotes, shorter than cap. */
static bool is_plain(const char *text, size_t cap)
{
    const size_t size = strlen(text);
    for (size_t i = 0; i < size; i++) {
        if (text[i] <= ' ' || text[i] > '~' || strchr("\"'<>\\^`{|}", text[i]) != NULL) {
            return false;
        }
    }
    return size > 0 && size < cap;
}

/* Bytes of "https://host" at the start of an address her phone may be sent to; 0 = it may not. */
static size_t origin_of(const char *address, bool tls)
{
    const size_t scheme = strncmp(address, "https://", 8) == 0          ? 8
                          : !tls && strncmp(address, "http://", 7) == 0 ? 7
                                                                        : 0;
    const size_t host = scheme == 0 ? 0 : strcspn(address + scheme, "/?#");
    /* What stands before an @ would look like the host and not be it. */
    return host == 0 || memchr(address + scheme, '@', host) != NULL ? 0 : scheme + host;
}

static bool take_address(struct signin *s, const json_t *o, bool tls)
{
    const char *address = json_text(o, "verification_uri");
    const char *whole = json_text(o, "verification_uri_complete");
    const size_t origin = origin_of(address, tls);
    if (origin == 0 || !is_plain(address, sizeof s->address)) {
        return false;
    }
    const bool same = origin_of(whole, tls) == origin && strncmp(whole, address, origin) == 0;
    if (whole[0] != '\0' && (!same || !is_plain(whole, sizeof s->whole))) {
        return false;
    }
    snprintf(s->address, sizeof s->address, "%s", address);
    snprintf(s->whole, sizeof s->whole, "%s", whole);
    return true;
}

/* Said letter by letter and typed by hand: capitals, digits and '-', at least four. */
static bool take_code(struct signin *s, const char *code)
{
    const size_t size = strlen(code);
    if (size < 4 || size >= sizeof s->user_code ||
        strspn(code, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-") != size) {
        return false;
    }
    snprintf(s->user_code, sizeof s->user_code, "%s", code);
    return true;
}

/* A member's whole number from 1 to most; `otherwise` when it is absent, 0 when it is neither. */
static int64_t whole_of(const json_t *o, const char *name, int64_t most, int64_t otherwise)
{
    const json_t *value = json_object_get(o, name);
    const json_int_t n = json_integer_value(value);
    if (value == NULL) {
        return otherwise;
    }
    return json_is_integer(value) && n > 0 ? (n < most ? n : most) : 0;
}

static void take_device(struct signin *s, const json_t *o, bool tls, int64_t now_ms)
{
    const char *device = json_text(o, "device_code");
    const int64_t life = whole_of(o, "expires_in", LIFE_MOST_S, 0);
    const int64_t interval = whole_of(o, "interval", INTERVAL_MOST_MS / 1000, INTERVAL_MS / 1000);
    if (!is_plain(device, sizeof s->device_code) || life == 0 || interval == 0 ||
        !take_code(s, json_text(o, "user_code")) || !take_address(s, o, tls)) {
        end(s, PHONE_REFUSED);
        return;
    }
    snprintf(s->device_code, sizeof s->device_code, "%s", device);
    s->interval_ms = interval * 1000;
    s->next_ms = now_ms + s->interval_ms;
    s->ends_ms = now_ms + life * 1000;
    s->failures = 0;
    s->state = PHONE_WAITING;
}

static void take_token(struct signin *s, const json_t *o, int64_t now_ms)
{
    const char *token = json_text(o, "access_token");
    const char *type = json_text(o, "token_type");
    const int64_t life = whole_of(o, "expires_in", TOKEN_LIFE_MS / 1000, TOKEN_LIFE_MS / 1000);
    if (!is_plain(token, sizeof s->token) || life == 0 ||
        (strcmp(type, "Bearer") != 0 && strcmp(type, "bearer") != 0)) {
        end(s, PHONE_REFUSED);
        return;
    }
    snprintf(s->token, sizeof s->token, "%s", token);
    explicit_bzero(s->device_code, sizeof s->device_code);
    s->token_ends_ms = now_ms + life * 1000;
    s->state = PHONE_SIGNED;
}

/* RFC 8628 3.5, RFC 6749 5.2: what the issuer says while there is no token. */
static void take_error(struct signin *s, const char *error, int64_t now_ms)
{
    if (s->state == PHONE_WAITING && strcmp(error, "authorization_pending") == 0) {
        s->failures = 0;
        s->next_ms = now_ms + s->interval_ms;
    } else if (s->state == PHONE_WAITING && strcmp(error, "slow_down") == 0) {
        s->failures = 0;
        s->interval_ms += SLOW_DOWN_MS;
        s->next_ms = now_ms + s->interval_ms;
    } else if (s->state == PHONE_WAITING && strcmp(error, "expired_token") == 0) {
        end(s, PHONE_EXPIRED);
    } else if (s->state == PHONE_WAITING && strcmp(error, "access_denied") == 0) {
        end(s, PHONE_DENIED);
    } else {
        end(s, PHONE_REFUSED);
    }
}

/* No answer, or none for now: RFC 8628 3.5 wants fewer questions then. Nobody shows a code for
 * long that cannot be used. */
static void wait_longer(struct signin *s, int64_t now_ms)
{
    s->failures++;
    if (s->state == PHONE_ASKING || s->failures >= FAILURES_MOST) {
        end(s, PHONE_OFFLINE);
        return;
    }
    s->interval_ms = s->interval_ms * 2 < INTERVAL_MOST_MS ? s->interval_ms * 2 : INTERVAL_MOST_MS;
    s->next_ms = now_ms + s->interval_ms;
}

static void take_object(struct signin *s, bool tls, int status, const json_t *o, int64_t now_ms)
{
    if (!json_is_object(o)) {
        end(s, PHONE_REFUSED);
    } else if (status == 200 && s->state == PHONE_ASKING) {
        take_device(s, o, tls, now_ms);
    } else if (status == 200) {
        take_token(s, o, now_ms);
    } else {
        take_error(s, json_text(o, "error"), now_ms);
    }
}

void signin_heard(struct signin *s, const struct signin_issuer *issuer, struct err why,
                  const struct http_answer *answer, int64_t now_ms)
{
    if (!is_open(s)) {
        return;
    }
    if (failed(why) && why.code != ERR_BAD_INPUT) {
        wait_longer(s, now_ms);
    } else if (failed(why)) {
        end(s, PHONE_REFUSED);
    } else if (answer->status == 408 || answer->status == 429 || answer->status >= 500) {
        wait_longer(s, now_ms);
    } else {
        json_t *o = json_loadb(answer->body, answer->size, JSON_REJECT_DUPLICATES, NULL);
        take_object(s, issuer->tls, answer->status, o, now_ms);
        json_decref(o);
    }
    signin_tick(s, now_ms);
}

void signin_tell(const struct signin *s, int64_t now_ms, struct portal_sign_in *ret_told)
{
    *ret_told = (struct portal_sign_in){.state = s->state};
    if (s->state != PHONE_WAITING) {
        return;
    }
    const int64_t left = s->ends_ms > now_ms ? s->ends_ms - now_ms : 0;
    snprintf(ret_told->code, sizeof ret_told->code, "%s", s->user_code);
    snprintf(ret_told->address, sizeof ret_told->address, "%s", s->address);
    snprintf(ret_told->whole, sizeof ret_told->whole, "%s", s->whole);
    ret_told->seconds_left = (int)((left + 999) / 1000);
}
