/* Whatever a portal answers over HTTP to any adapter, or a courier over its socket: read as a
 * meaning or refused; an acknowledgement echoes what was sent. The first byte chooses. */
#define _GNU_SOURCE /* memmem */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/courier/adapter.h"
#include "platform/linux/courier_socket_wire.h"

#define UUID   "6ba7b810-9dad-41d1-80b4-00c04fd430c8"
#define NUMBER "H21-7"
#define HASH   "8339ad71850214033f95b7eabd9b60c9b9f482b738914d8a56d368d09a3f07e2"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What each adapter may be waiting for; a status's number stands for what was asked by. */
static struct exchange waiting_for(const struct adapter *adapter, uint8_t choice)
{
    static const enum exchange_kind kinds[] = {EXCHANGE_PAPER, EXCHANGE_RECORD, EXCHANGE_STATUS,
                                               EXCHANGE_CHECK, EXCHANGE_FIRST,  EXCHANGE_LOGIN};
    const int count = adapter == &adapter_rest ? 4 : 6;
    return (struct exchange){
        .kind = kinds[choice % count], .uuid = UUID, .sha256 = HASH, .number = NUMBER, .size = 2};
}

/* rest acknowledges what echoes the hash, igate what echoes the number, openrosa by status alone.
 */
static bool echoed(const struct adapter *adapter, const char *body, size_t size)
{
    const char *want = adapter == &adapter_igate ? NUMBER : HASH;
    return adapter == &adapter_openrosa || memmem(body, size, want, strlen(want)) != NULL ||
           memmem(body, size, "\\u", 2) != NULL;
}

static void over_http(uint8_t choice, const char *body, size_t size)
{
    static const int statuses[] = {200, 201, 204, 400, 401, 404, 409, 413, 503};
    static const struct adapter *const adapters[] = {&adapter_rest, &adapter_igate,
                                                     &adapter_openrosa};
    static struct session session;
    const struct adapter *adapter = adapters[choice / 9 % 3];
    const struct exchange x = waiting_for(adapter, size == 0 ? 0 : (uint8_t)body[size - 1]);
    struct http_answer answer = {
        .status = statuses[choice % 9], .retry_after_s = -1, .body = body, .size = size};
    if (size > 0 && body[0] == '1') {
        memcpy(answer.wanted[0], "1.0", 4);
        snprintf(answer.wanted[1], HTTP_VALUE, "%s", body);
    }
    const struct reading r = adapter->read(&x, &answer);
    const bool acknowledged = r.meaning == MEANS_SENT || r.meaning == MEANS_RECEIVED;
    if (acknowledged && !echoed(adapter, body, size)) {
        abort();
    }
    if (memchr(r.file_number, '\0', sizeof r.file_number) == NULL ||
        memchr(r.learnt, '\0', sizeof r.learnt) == NULL ||
        memchr(r.state_text, '\0', sizeof r.state_text) == NULL) {
        abort();
    }
    if (adapter->session != NULL && adapter->session(&answer, &session) &&
        strpbrk(session.token, "\r\n ") != NULL) {
        abort();
    }
}

static void over_socket(const char *bytes, size_t size)
{
    struct wire_question question;
    struct portal_answer answer;
    char *out = malloc(WIRE_MAX);
    if (!failed(wire_get_question(bytes, size, &question)) && question.known && !question.cancel &&
        wire_put_question(&question, out, WIRE_MAX) == 0) {
        abort();
    }
    if (!failed(wire_get_answer(bytes, size, &answer))) {
        (void)wire_put_answer(&answer, out, WIRE_MAX);
    }
    free(out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 1) {
        return 0;
    }
    char *body = malloc(size);
    memcpy(body, data + 1, size - 1);
    body[size - 1] = '\0';
    if (data[0] < 128) {
        over_http(data[0], body, size - 1);
    } else {
        over_socket(body, size - 1);
    }
    free(body);
    return 0;
}
