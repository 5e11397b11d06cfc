/* Saves applications like a kiosk does and prints each uuid only after its commit.
 * usage: put_applications STATE COUNT [PAPER-BYTES]   (for tests/flow/kill9.sh) */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "app/outbox/outbox.h"
#include "platform/port_random.h"
#include "tests/unit/record_example.h"

static int make_uuid(char ret_uuid[37])
{
    struct port_random random = random_linux();
    unsigned char b[16];
    if (failed(random.ops->fill(&random, b, sizeof b))) {
        return 1;
    }
    b[6] = (unsigned char)((b[6] & 0x0F) | 0x40);
    b[8] = (unsigned char)((b[8] & 0x3F) | 0x80);
    snprintf(ret_uuid, 37, "%02x%02x%02x%02x-%02x%02x-%02x%02x-%02x%02x-%02x%02x%02x%02x%02x%02x",
             b[0], b[1], b[2], b[3], b[4], b[5], b[6], b[7], b[8], b[9], b[10], b[11], b[12], b[13],
             b[14], b[15]);
    return 0;
}

static int put_one(struct outbox *o, const char *paper, size_t size)
{
    char uuid[37];
    char token[27];
    char instance[320];
    struct timespec now;
    if (make_uuid(uuid) != 0) {
        return 1;
    }
    clock_gettime(CLOCK_REALTIME, &now);
    snprintf(token, sizeof token, "%.8s%.4s%.4s%.4s%.6s", uuid, uuid + 9, uuid + 14, uuid + 19,
             uuid + 24);
    struct record r = record_example(uuid);
    snprintf(instance, sizeof instance,
             "<data id=\"birth\"><name>R\xC6\xA1 Ch\xC3\xA2m H'Lan</name><birth_notice>"
             "birth_notice.jpg</birth_notice><meta><instanceID>uuid:%s</instanceID></meta></data>",
             uuid);
    r.instance = instance;
    r.token = token;
    r.filed_at = now.tv_sec;
    r.notice_at = now.tv_sec;
    if (size > 0) {
        r.papers[0].bytes = paper;
        r.papers[0].size = size;
    }
    const struct err e = outbox_put(o, &r);
    if (failed(e)) {
        fprintf(stderr, "put_applications: %s (%d)\n", e.at, e.os);
        return 1;
    }
    printf("%s\n", uuid);
    fflush(stdout);
    return 0;
}

int main(int argc, char **argv)
{
    struct outbox *o = NULL;
    if (argc < 3) {
        fprintf(stderr, "usage: put_applications STATE COUNT [PAPER-BYTES]\n");
        return 2;
    }
    const long count = strtol(argv[2], NULL, 10);
    const size_t size = argc > 3 ? (size_t)strtol(argv[3], NULL, 10) : 0;
    char *paper = calloc(1, size + 1);
    struct port_random random = random_linux();
    const struct err e = outbox_open(&o, argv[1]);
    if (failed(e) || paper == NULL || failed(random.ops->fill(&random, paper, size))) {
        fprintf(stderr, "put_applications: %s (%d)\n", e.at, e.os);
        free(paper);
        return 1;
    }
    int status = 0;
    for (long i = 0; i < count && status == 0; i++) {
        status = put_one(o, paper, size);
    }
    outbox_close(o);
    free(paper);
    return status;
}
