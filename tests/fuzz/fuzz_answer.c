/* Whatever a portal answers over HTTP, or a courier over its socket: read as a meaning or refused;
 * an acknowledgement always echoes the uuid. The first byte chooses. */
#define _GNU_SOURCE /* memmem */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "app/courier/adapter.h"
#include "platform/linux/courier_socket_wire.h"

#define UUID "6ba7b810-9dad-41d1-80b4-00c04fd430c8"
#define HASH "8339ad71850214033f95b7eabd9b60c9b9f482b738914d8a56d368d09a3f07e2"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void over_http(uint8_t choice, const char *body, size_t size)
{
    static const int statuses[] = {200, 201, 401, 404, 409, 422, 500, 503};
    static const struct parcel parcel = {
        .uuid = UUID,
        .json = "{}",
        .json_size = 2,
        .sha256 = HASH,
        .papers = {{.sha256 = HASH, .size = 2, .type = "image/png"}},
        .paper_count = 1};
    const struct http_answer answer = {
        .status = statuses[choice % 8], .retry_after_s = -1, .body = body, .size = size};
    const struct exchange all[] = {adapter_rest.exchange(&parcel, 0),
                                   adapter_rest.exchange(&parcel, 1),
                                   adapter_rest.status(UUID, HASH), adapter_rest.check()};
    const struct exchange *x = &all[choice / 8 % 4];
    const struct reading r = adapter_rest.read(x, &answer);
    const bool acknowledged = r.meaning == MEANS_SENT || r.meaning == MEANS_RECEIVED;
    if (acknowledged && memmem(body, size, HASH, strlen(HASH)) == NULL &&
        memmem(body, size, "\\u", 2) == NULL) {
        abort();
    }
    if (memchr(r.file_number, '\0', sizeof r.file_number) == NULL ||
        memchr(r.state_text, '\0', sizeof r.state_text) == NULL) {
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
