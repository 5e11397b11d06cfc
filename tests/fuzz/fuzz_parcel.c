/* What a kiosk sealed, whatever it holds: opened by the courier or refused, and made by each
 * adapter into requests that add up and can be sent. The first byte 'R': the rest is the sealed
 * part itself; else it is how many papers go with the record, whose rest follows. */
#define _GNU_SOURCE /* nftw */
#include <sanitizer/lsan_interface.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "app/courier/adapter.h"
#include "app/outbox/box_key.h"
#include "app/outbox/outbox_inside.h"
#include "tests/unit/record_example.h"
#include "tests/unit/scratch.h"

#define UUID "6ba7b810-9dad-41d1-80b4-00c04fd430c8"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerInitialize(int *argc, char ***argv);

static struct outbox *outbox;
static struct seal_secret secret;
static struct seal_public public;
static struct buf words;

static void must(struct err e)
{
    if (failed(e)) {
        abort();
    }
}

static void close_all(void)
{
    outbox_close(outbox);
    free(words.data);
    scratch_close();
}

/* An outbox with one row; what a run puts into it is never committed. */
int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    struct port_dir dir = dir_linux();
    const struct record r = record_example(UUID);
    struct outbox *kiosk = NULL;
    (void)argc;
    (void)argv;
    scratch_open_in_memory();
    must(box_key_open(&dir, scratch_root, &secret));
    must(outbox_open(&kiosk, scratch_root));
    must(outbox_put(kiosk, &r));
    outbox_close(kiosk);
    must(dispatch_open(&outbox, scratch_root, &dir));
    /* The search for leaks does not look into secret memory, where what it opened is kept. */
    __lsan_register_root_region(outbox, sizeof *outbox);
    public = seal_public_of(&secret);
    buf_init(&words, malloc(EXCHANGE_WORDS), EXCHANGE_WORDS);
    atexit(close_all);
    return 0;
}

/* How every record of that row begins, or it is refused before anything of it is read. */
#define BEGIN "{\"format\":\"rong-application/1\",\"uuid\":\"" UUID "\","

/* So many papers and a record that goes on like this as a kiosk puts them together. */
static size_t put_together(uint8_t papers, const uint8_t *json, size_t size, uint8_t *out)
{
    const size_t count = papers % (RECORD_PAPERS_MAX + 2);
    uint8_t *paper = out + PARCEL_HEAD;
    memset(out, 0, PARCEL_HEAD + count * PARCEL_PAPER);
    memcpy(out, PARCEL_MAGIC, 8);
    for (int i = 0; i < 4; i++) {
        out[8 + i] = (uint8_t)((sizeof BEGIN - 1 + size) >> 8 * i);
    }
    out[12] = (uint8_t)count;
    for (size_t i = 0; i < count; i++, paper += PARCEL_PAPER) {
        paper[SEAL_KEY] = (uint8_t)i;
        paper[SEAL_KEY + 2 * SEAL_HASH] = 100;
        memcpy(paper + PARCEL_PAPER - PARCEL_TYPE, "image/jpeg", 10);
    }
    memcpy(paper, BEGIN, sizeof BEGIN - 1);
    memcpy(paper + sizeof BEGIN - 1, json, size);
    return PARCEL_HEAD + count * PARCEL_PAPER + sizeof BEGIN - 1 + size;
}

/* What the row says of its record, as if nobody had changed it. */
static void hash_record(const uint8_t *plain, size_t size, uint8_t ret_hash[SEAL_HASH])
{
    const size_t papers = size >= PARCEL_HEAD ? plain[12] % (RECORD_PAPERS_MAX + 1) : 0;
    const size_t head = PARCEL_HEAD + papers * PARCEL_PAPER;
    seal_hash(plain + (head < size ? head : 0), head < size ? size - head : 0, ret_hash);
}

static bool printable(const char *text)
{
    for (; *text != '\0'; text++) {
        if ((unsigned char)*text < 0x20 || *text == 0x7F) {
            return false;
        }
    }
    return true;
}

static void judge(const struct exchange *x)
{
    size_t all = 0, own = 0;
    for (int i = 0; i < x->piece_count; i++) {
        all += x->pieces[i].size;
        own += x->pieces[i].kind == PIECE_WORDS ? x->pieces[i].size : 0;
    }
    if (all != x->size || (own > 0 && own != words.len) || words.full || !printable(x->type) ||
        !printable(x->path) || strchr(x->path, ' ') != NULL) {
        abort();
    }
}

static void make_requests(const struct adapter *adapter, const struct parcel *p)
{
    static const char learnt[ADAPTER_STEPS][LEARNT_SIZE] = {"1000000", "7", "8", "9"};
    const struct errand errand = {.parcel = p, .learnt = learnt, .unit = ""};
    struct exchange x = {.kind = EXCHANGE_CHECK};
    for (int i = 0; i < ADAPTER_STEPS && x.kind != EXCHANGE_RECORD; i++) {
        buf_clear(&words);
        if (failed(adapter->exchange(&errand, i, &words, &x))) {
            return;
        }
        judge(&x);
    }
    if (adapter->status != NULL && adapter->status(&errand, &x)) {
        buf_clear(&words);
        judge(&x);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static uint8_t plain[OUTBOX_PLAIN_MAX], boxed[OUTBOX_BOXED_MAX];
    size_t plain_size = size > 0 ? size - 1 : 0, boxed_size = 0;
    struct parcel parcel;
    uint8_t hash[SEAL_HASH];
    if (size == 0 || size > OUTBOX_JSON_MAX / 2) {
        return 0;
    }
    if (data[0] == 'R') {
        memcpy(plain, data, size);
        plain_size = size;
    } else {
        plain_size = put_together(data[0], data + 1, size - 1, plain);
    }
    must(seal_box(&public, plain, plain_size, boxed, sizeof boxed, &boxed_size));
    hash_record(plain, plain_size, hash);
    must(store_begin(&outbox->store));
    must(store_run(&outbox->store, "UPDATE application SET sealed=?1, record_sha256=?2",
                   BIND(BIND_BLOB(boxed, boxed_size), BIND_BLOB(hash, SEAL_HASH)), NULL));
    if (!failed(dispatch_load(outbox, &secret, UUID, &parcel))) {
        make_requests(&adapter_rest, &parcel);
        make_requests(&adapter_igate, &parcel);
        make_requests(&adapter_openrosa, &parcel);
        dispatch_wipe(outbox, &parcel);
    }
    store_rollback(&outbox->store);
    return 0;
}
