#include "app/steward/metrics_ring.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#define MAGIC      "Rmb"
#define MAGIC_SIZE 3
#define KIND_BATCH 'b'
#define KIND_MARK  'm'
#define AT_SIZE    4
#define AT_SEQ     8
#define AT_LOST    16
#define AT_SUM     24
#define BYTE_BITS  8
#define TOO_LARGE  413
#define OK_FROM    200
#define OK_TO      300

/* A record, as it lies in a file. */
struct record_head {
    char kind;
    uint32_t size;
    uint64_t seq;  /* of the batch; of a mark, up to which all are done with */
    uint64_t lost; /* of a mark */
};

/* --- records ---------------------------------------------------------------------------------- */

static void put_number(uint8_t *at, uint64_t value, int bytes)
{
    for (int i = 0; i < bytes; i++) {
        at[i] = (uint8_t)(value >> (BYTE_BITS * i));
    }
}

static uint64_t get_number(const uint8_t *at, int bytes)
{
    uint64_t value = 0;
    for (int i = 0; i < bytes; i++) {
        value |= (uint64_t)at[i] << (BYTE_BITS * i);
    }
    return value;
}

/* Over all of the record but the sum itself. */
static uint32_t sum_of(const uint8_t head[RING_HEAD], const uint8_t *bytes, size_t size)
{
    return gzip_sum(gzip_sum(0, head, AT_SUM), bytes, size);
}

static void make_head(const struct record_head *h, const uint8_t *bytes, uint8_t head[RING_HEAD])
{
    memcpy(head, MAGIC, MAGIC_SIZE);
    head[MAGIC_SIZE] = (uint8_t)h->kind;
    put_number(head + AT_SIZE, h->size, 4);
    put_number(head + AT_SEQ, h->seq, 8);
    put_number(head + AT_LOST, h->lost, 8);
    put_number(head + AT_SUM, sum_of(head, bytes, h->size), 4);
}

/* The record at this place, whole and as it was written. */
static bool take_record(const uint8_t *at, size_t left, struct record_head *ret_head)
{
    if (left < RING_HEAD || memcmp(at, MAGIC, MAGIC_SIZE) != 0) {
        return false;
    }
    const uint64_t size = get_number(at + AT_SIZE, 4);
    if (size > left - RING_HEAD ||
        sum_of(at, at + RING_HEAD, (size_t)size) != get_number(at + AT_SUM, 4)) {
        return false;
    }
    *ret_head = (struct record_head){(char)at[MAGIC_SIZE], (uint32_t)size,
                                     get_number(at + AT_SEQ, 8), get_number(at + AT_LOST, 8)};
    return true;
}

/* The next record at *at or behind it, torn ones stepped over; *at is then behind it. NULL at the
 * end. */
static const uint8_t *next_record(const uint8_t *bytes, size_t size, size_t *at,
                                  struct record_head *ret_head)
{
    for (size_t i = *at; i + RING_HEAD <= size; i++) {
        if (bytes[i] == (uint8_t)MAGIC[0] && take_record(bytes + i, size - i, ret_head)) {
            *at = i + RING_HEAD + ret_head->size;
            return bytes + i + RING_HEAD;
        }
    }
    *at = size;
    return NULL;
}

/* --- files ------------------------------------------------------------------------------------ */

static struct err open_file(struct metrics_ring *r, int index)
{
    char name[16];
    if (r->open == index) {
        return ERR_OK;
    }
    (void)snprintf(name, sizeof name, "ring.%02d", index);
    r->open = -1;
    const struct err e = r->params.journal->ops->open(r->params.journal, r->params.folder, name);
    r->open = failed(e) ? -1 : index;
    return e;
}

/* What a file holds, in the ring's room. One that is longer than any of ours is read as far. */
static struct err read_file(struct metrics_ring *r, int index, size_t *ret_size)
{
    struct err e = open_file(r, index);
    if (failed(e)) {
        return e;
    }
    e = r->params.journal->ops->read(r->params.journal, (char *)r->params.room,
                                     r->params.file_bytes, ret_size);
    return e.code == ERR_FULL ? ERR_OK : e;
}

static struct err empty_file(struct metrics_ring *r, int index)
{
    struct err e = open_file(r, index);
    if (!failed(e)) {
        e = r->params.journal->ops->empty(r->params.journal);
    }
    if (!failed(e)) {
        r->files[index] = (struct metrics_ring_file){.size = 0};
    }
    return e;
}

/* Appends to the file in use. What an error left of it is counted in, and stepped over later. */
static struct err append(struct metrics_ring *r, const struct record_head *h, const uint8_t *bytes,
                         bool flushed)
{
    uint8_t head[RING_HEAD];
    make_head(h, bytes, head);
    struct err e = open_file(r, r->now);
    if (failed(e)) {
        return e;
    }
    const struct port_journal_ops *ops = r->params.journal->ops;
    r->files[r->now].size += RING_HEAD + h->size;
    e = ops->append(r->params.journal, (const char *)head, RING_HEAD);
    if (!failed(e) && h->size > 0) {
        e = ops->append(r->params.journal, (const char *)bytes, h->size);
    }
    return failed(e) || !flushed ? e : ops->flush(r->params.journal);
}

static struct err append_mark(struct metrics_ring *r, bool flushed)
{
    const struct record_head mark = {KIND_MARK, 0, r->done, r->lost};
    return append(r, &mark, NULL, flushed);
}

/* --- what is there ---------------------------------------------------------------------------- */

/* All up to seq are done with; those of them that nobody sent are lost. */
static void give_up(struct metrics_ring *r, uint64_t seq)
{
    if (seq > r->done) {
        r->lost += seq - r->done;
        r->done = seq;
    }
}

static void learn(struct metrics_ring *r, int index, size_t size, bool *any_mark)
{
    struct metrics_ring_file *f = &r->files[index];
    struct record_head h;
    size_t at = 0;
    f->size = size;
    while (next_record(r->params.room, size, &at, &h) != NULL) {
        if (h.kind == KIND_MARK &&
            (!*any_mark || h.seq > r->done || (h.seq == r->done && h.lost > r->lost))) {
            r->done = h.seq;
            r->lost = h.lost;
            *any_mark = true;
        } else if (h.kind == KIND_BATCH && h.seq > 0) {
            f->first = f->first == 0 ? h.seq : f->first;
            f->last = h.seq;
        }
    }
}

/* The file with the newest batch is the one in use; the oldest that is there and not done with
 * tells what is lost. */
static void find_ends(struct metrics_ring *r, bool any_mark)
{
    uint64_t oldest = 0;
    for (int i = 0; i < r->params.files; i++) {
        const struct metrics_ring_file *f = &r->files[i];
        if (f->last > r->last) {
            r->last = f->last;
            r->now = i;
        }
        if (f->last > r->done && (oldest == 0 || f->first < oldest)) {
            oldest = f->first;
        }
    }
    if (!any_mark && oldest > 0) { /* nobody knows what was before */
        r->done = oldest - 1;
    }
    if (oldest > r->done + 1) {
        give_up(r, oldest - 1);
    }
    r->last = r->last < r->done ? r->done : r->last;
    r->marked = r->files[r->now].size > 0;
}

struct err metrics_ring_open(struct metrics_ring *r, const struct metrics_ring_params *params)
{
    bool any_mark = false;
    *r = (struct metrics_ring){.params = *params, .open = -1, .most = RING_BATCHES};
    for (int i = 0; i < params->files; i++) {
        size_t size = 0;
        const struct err e = read_file(r, i, &size);
        if (failed(e)) {
            metrics_ring_close(r);
            return e;
        }
        learn(r, i, size, &any_mark);
    }
    find_ends(r, any_mark);
    return ERR_OK;
}

void metrics_ring_close(struct metrics_ring *r)
{
    if (r->params.journal != NULL) {
        r->params.journal->ops->close(r->params.journal);
    }
    r->open = -1;
}

uint64_t metrics_ring_waiting(const struct metrics_ring *r)
{
    return r->last - r->done;
}

/* --- keeping ---------------------------------------------------------------------------------- */

/* The next file is used from now on: it is emptied, and what it held is lost unless it was
 * delivered. */
static struct err turn_over(struct metrics_ring *r)
{
    const int next = (r->now + 1) % r->params.files;
    const uint64_t last = r->files[next].last;
    struct err e = empty_file(r, next);
    if (failed(e)) {
        return e;
    }
    give_up(r, last);
    r->now = next;
    r->marked = false;
    return ERR_OK;
}

struct err metrics_ring_put(struct metrics_ring *r, const char *text, size_t size)
{
    size_t pressed = 0;
    if (size == 0) {
        return ERR_OK;
    }
    struct err e = gzip_press(text, size, r->pressed, sizeof r->pressed, &pressed);
    if (failed(e)) {
        return e;
    }
    const size_t whole = RING_HEAD + pressed + RING_HEAD; /* a mark behind it has room, too */
    if (whole + RING_HEAD > r->params.file_bytes) {
        return ERR(ERR_FULL, 0, "ring: a batch is larger than a file");
    }
    if (r->files[r->now].size + whole > r->params.file_bytes) {
        e = turn_over(r);
    }
    if (!failed(e) && !r->marked) {
        e = append_mark(r, true);
        r->marked = !failed(e);
    }
    if (failed(e)) {
        return e;
    }
    /* Its number is used up whatever comes of it: a part, or all of it, may be there. */
    const struct record_head batch = {KIND_BATCH, (uint32_t)pressed, ++r->last, 0};
    e = append(r, &batch, r->pressed, true);
    struct metrics_ring_file *f = &r->files[r->now];
    f->first = f->first == 0 ? r->last : f->first;
    f->last = r->last;
    if (metrics_ring_waiting(r) > r->params.batches) {
        give_up(r, r->last - r->params.batches);
    }
    return e;
}

/* --- sending ---------------------------------------------------------------------------------- */

/* The file with the oldest batch that waits; -1 = none. */
static int oldest_file(const struct metrics_ring *r)
{
    int found = -1;
    for (int i = 0; i < r->params.files; i++) {
        if (r->files[i].last > r->done &&
            (found < 0 || r->files[i].first < r->files[found].first)) {
            found = i;
        }
    }
    return found;
}

/* What is sent in one request, at the front of the room. */
struct load {
    size_t size;
    uint64_t count, last; /* of its batches; the number of the newest */
};

/* Pushes the batches that wait together: several members of gzip in a row are one. */
static struct load gather(const struct metrics_ring *r, size_t size)
{
    struct load load = {.size = 0};
    struct record_head h;
    size_t at = 0;
    const uint8_t *bytes = NULL;
    while ((bytes = next_record(r->params.room, size, &at, &h)) != NULL) {
        if (h.kind != KIND_BATCH || h.seq <= r->done) {
            continue;
        }
        if (load.count == r->most || (load.count > 0 && load.size + h.size > RING_REQUEST)) {
            break;
        }
        memmove(r->params.room + load.size, bytes, h.size);
        load.size += h.size;
        load.last = h.seq;
        load.count++;
    }
    return load;
}

/* Frees the disk of files that hold nothing any more; what cannot be emptied is tried later. */
static void empty_done(struct metrics_ring *r)
{
    for (int i = 0; i < r->params.files; i++) {
        if (i != r->now && r->files[i].size > 0 && r->files[i].last <= r->done) {
            const struct err e = empty_file(r, i);
            (void)e;
        }
    }
}

static bool any_to_empty(const struct metrics_ring *r)
{
    for (int i = 0; i < r->params.files; i++) {
        if (i != r->now && r->files[i].size > 0 && r->files[i].last <= r->done) {
            return true;
        }
    }
    return false;
}

/* So many arrived, the last of them with this number. The mark is flushed only where older files
 * are emptied behind it: without it the same batches are sent once more, and are the same samples.
 * Where it finds no room it begins the next file. */
static void note_done(struct metrics_ring *r, uint64_t last, uint64_t count)
{
    const uint64_t passed = last - r->done;
    r->lost += passed > count ? passed - count : 0;
    r->done = last;
    if (r->marked && r->files[r->now].size + RING_HEAD <= r->params.file_bytes &&
        !failed(append_mark(r, any_to_empty(r)))) {
        empty_done(r);
    }
}

static struct err post(struct metrics_ring *r, struct port_http *http, const atomic_bool *stop,
                       size_t size, int64_t *ret_retry_s)
{
    const struct http_request request = {.method = "POST",
                                         .path = RING_PATH,
                                         .type = "text/plain",
                                         .accept = "*/*",
                                         .body = r->params.room,
                                         .size = size,
                                         .headers = {{"Content-Encoding", "gzip"}}};
    struct http_answer answer = {.retry_after_s = -1};
    const struct err e = http->ops->exchange(http, &request, stop, &answer);
    if (failed(e)) {
        return e;
    }
    *ret_retry_s = answer.retry_after_s;
    if (answer.status < OK_FROM || answer.status >= OK_TO) {
        return ERR(ERR_REFUSED, answer.status, "ring: the server did not take it");
    }
    return ERR_OK;
}

struct err metrics_ring_push(struct metrics_ring *r, struct port_http *http,
                             const atomic_bool *stop, int64_t *ret_retry_s)
{
    size_t size = 0;
    const int index = oldest_file(r);
    *ret_retry_s = -1;
    if (index < 0) {
        give_up(r, r->last);
        return ERR_OK;
    }
    struct err e = read_file(r, index, &size);
    if (failed(e)) {
        return e;
    }
    const struct load load = gather(r, size);
    if (load.count == 0) { /* damaged since it was written: nothing of it can be sent */
        give_up(r, r->files[index].last);
        return ERR_OK;
    }
    e = post(r, http, stop, load.size, ret_retry_s);
    if (!failed(e)) {
        note_done(r, load.last, load.count);
        r->most = RING_BATCHES;
    } else if (e.code == ERR_REFUSED && e.os == TOO_LARGE) {
        r->most = load.count > 1 ? load.count / 2 : 1;
    }
    return e;
}
