/* Saves applications like a kiosk does and prints each uuid only after its commit.
 * usage: put_applications STATE COUNT [PAPER-BYTES [PAPERS]]   (kill9.sh, proofs/drain.sh) */
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

/* What every application's papers are cut from: no two papers of one are the same. */
struct bytes {
    char *bytes;
    size_t size; /* of one paper; 0 = the example's own */
    int papers;
};

static void add_papers(struct record *r, const struct bytes *b)
{
    static char refs[RECORD_PAPERS_MAX][40];
    static char names[RECORD_PAPERS_MAX][24];
    r->papers[0].bytes = b->bytes;
    r->papers[0].size = b->size;
    for (int i = 1; i < b->papers; i++) {
        snprintf(refs[i], sizeof refs[i], "/data/papers/paper_%d", i);
        snprintf(names[i], sizeof names[i], "paper_%d.jpg", i);
        r->papers[i] = r->papers[0];
        r->papers[i].ref = refs[i];
        r->papers[i].name = names[i];
        r->papers[i].bytes = b->bytes + i;
    }
    r->paper_count = b->papers > 1 ? b->papers : r->paper_count;
}

static int put_one(struct outbox *o, const struct bytes *paper)
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
    if (paper->size > 0) {
        add_papers(&r, paper);
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
        fprintf(stderr, "usage: put_applications STATE COUNT [PAPER-BYTES [PAPERS]]\n");
        return 2;
    }
    const long count = strtol(argv[2], NULL, 10);
    struct bytes b = {.size = argc > 3 ? (size_t)strtol(argv[3], NULL, 10) : 0,
                      .papers = argc > 4 ? (int)strtol(argv[4], NULL, 10) : 1};
    if (b.papers < 1 || b.papers > RECORD_PAPERS_MAX) {
        fprintf(stderr, "put_applications: 1 to %d papers\n", RECORD_PAPERS_MAX);
        return 2;
    }
    const size_t all = b.size + RECORD_PAPERS_MAX;
    struct port_random random = random_linux();
    const struct err e = outbox_open(&o, argv[1]);
    b.bytes = malloc(all);
    if (failed(e) || b.bytes == NULL || failed(random.ops->fill(&random, b.bytes, all))) {
        fprintf(stderr, "put_applications: %s (%d)\n", e.at, e.os);
        free(b.bytes);
        return 1;
    }
    int status = 0;
    for (long i = 0; i < count && status == 0; i++) {
        status = put_one(o, &b);
    }
    outbox_close(o);
    free(b.bytes);
    return status;
}
