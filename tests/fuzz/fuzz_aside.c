/* What an issuer, a portal's payments and a queue system answer: read or refused, and what is kept
 * of it fits the kiosk. The first line is the part's letter ('d' the issuer's code, 't' its token,
 * 'f' the fee, 'q' the number) and the status; the body follows. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/courier/aside.h"

#define UUID "6ba7b810-9dad-41d1-80b4-00c04fd430c8"
#define CODE                                                                                       \
    "{\"device_code\":\"d\",\"user_code\":\"BDRK\",\"verification_uri\":\"https://a.b/c\","        \
    "\"expires_in\":600}"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool good)
{
    if (!good) {
        abort();
    }
}

static bool is_ascii(const char *text)
{
    for (; *text != '\0'; text++) {
        if (*text <= ' ' || *text > '~') {
            return false;
        }
    }
    return true;
}

static void sign_in(bool token, const struct http_answer *answer)
{
    static struct signin s;
    struct portal_sign_in told;
    const struct signin_issuer issuer = {"k", "", "/d", "/t", true};
    const struct http_answer code = {.status = 200, .body = CODE, .size = strlen(CODE)};
    signin_begin(&s, 1000);
    if (token) {
        signin_heard(&s, &issuer, ERR_OK, &code, 1000);
        must(s.state == PHONE_WAITING);
    }
    signin_heard(&s, &issuer, ERR_OK, answer, 2000);
    signin_tell(&s, 2000, &told);
    if (told.state == PHONE_WAITING) {
        must(strncmp(told.address, "https://", 8) == 0 && is_ascii(told.address));
        must(told.whole[0] == '\0' || strncmp(told.whole, "https://", 8) == 0);
        must(strlen(told.code) >= 4 && is_ascii(told.code) && is_ascii(told.whole));
        must(told.seconds_left > 0 && told.seconds_left <= 1800);
    } else {
        must(told.code[0] == '\0' && told.address[0] == '\0');
    }
    must((s.state == PHONE_SIGNED) == (s.token[0] != '\0') && is_ascii(s.token));
    must(token || s.state != PHONE_SIGNED);
}

static void fee(const struct http_answer *answer)
{
    static struct fee_asked f;
    struct portal_fee told;
    fee_forget(&f);
    fee_begin(&f, UUID, false, 1000);
    fee_heard(&f, ERR_OK, answer, 2000);
    fee_tell(&f, 2000, &told);
    if (told.state == FEE_WAITING) {
        must(told.dong > 0 && told.payload[0] != '\0' && told.reference[0] != '\0');
    } else {
        must(told.payload[0] == '\0');
    }
}

static void number(const struct http_answer *answer)
{
    static struct ticket t;
    memset(&t, 0, sizeof t);
    ticket_begin(&t, "KEY any", 1000);
    ticket_heard(&t, ERR_OK, answer, 2000);
    must((t.told.state == QUEUE_GIVEN) == (t.told.number[0] != '\0'));
    must(strlen(t.told.number) <= 5 && is_ascii(t.told.number));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *text = malloc(size + 1);
    if (text == NULL) {
        return 0;
    }
    memcpy(text, data, size);
    text[size] = '\0';
    char *body = memchr(text, '\n', size);
    if (body != NULL && size > 1) {
        const struct http_answer answer = {.status = (int)strtol(text + 1, NULL, 10) % 1000,
                                           .body = body + 1,
                                           .size = size - (size_t)(body + 1 - text)};
        if (text[0] == 'f') {
            fee(&answer);
        } else if (text[0] == 'q') {
            number(&answer);
        } else {
            sign_in(text[0] == 't', &answer);
        }
    }
    free(text);
    return 0;
}
