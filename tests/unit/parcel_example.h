/* A parcel as the courier opens it, with two papers of which one has two pages and one that is
 * handed in, and its whole body put together, for tests of the adapters. */
#ifndef TESTS_UNIT_PARCEL_EXAMPLE_H
#define TESTS_UNIT_PARCEL_EXAMPLE_H

#include <stdio.h>
#include <string.h>

#include "app/courier/adapter.h"
#include "tests/check.h"
#include "tests/unit/record_example.h"

#define EXAMPLE_UUID "6ba7b810-9dad-41d1-80b4-00c04fd430c8"
#define EXAMPLE_INSTANCE                                                                           \
    "<data xmlns:orx=\"http://openrosa.org/xforms\" id=\"birth\" version=\"1\"><requester>"        \
    "<HoVaTenC>R\xC6\xA1 Ch\xC3\xA2m H'Lan &amp; con</HoVaTenC><SoDinhDanhC>064190000001"          \
    "</SoDinhDanhC><NgaySinhC>1990-02-01</NgaySinhC><SoDienThoai/></requester><papers>"            \
    "<birth_notice>birth_notice.jpg</birth_notice><marriage kiosk:open=\"counter\"/>"              \
    "<photo>photo.png</photo></papers><orx:meta><orx:instanceID>uuid:" EXAMPLE_UUID                \
    "</orx:instanceID></orx:meta></data>"

/* The instance with the second page named. */
#define EXAMPLE_NAMED                                                                              \
    "<data xmlns:orx=\"http://openrosa.org/xforms\" id=\"birth\" version=\"1\"><requester>"        \
    "<HoVaTenC>R\xC6\xA1 Ch\xC3\xA2m H'Lan &amp; con</HoVaTenC><SoDinhDanhC>064190000001"          \
    "</SoDinhDanhC><NgaySinhC>1990-02-01</NgaySinhC><SoDienThoai/></requester><papers>"            \
    "<birth_notice>birth_notice.jpg</birth_notice><birth_notice>birth_notice-p2.jpg"               \
    "</birth_notice><marriage kiosk:open=\"counter\"/>"                                            \
    "<photo>photo.png</photo></papers><orx:meta><orx:instanceID>uuid:" EXAMPLE_UUID                \
    "</orx:instanceID></orx:meta></data>"

static const char *const example_files[] = {"first page", "second page, longer", "photo"};

__attribute__((unused)) static struct record record_of_pages(const char *uuid)
{
    struct record r = record_example(uuid);
    r.instance = EXAMPLE_INSTANCE;
    r.papers[0] = (struct record_paper){.ref = "/data/papers/birth_notice",
                                        .name = "birth_notice.jpg",
                                        .type = "image/jpeg",
                                        .bytes = example_files[0],
                                        .size = strlen(example_files[0]),
                                        .pages = 1};
    r.papers[1] = r.papers[0];
    r.papers[1].name = "birth_notice-p2.jpg";
    r.papers[1].bytes = example_files[1];
    r.papers[1].size = strlen(example_files[1]);
    r.papers[2] = (struct record_paper){.ref = "/data/papers/marriage", .handed_in = true};
    r.papers[3] = (struct record_paper){.ref = "/data/papers/photo",
                                        .name = "photo.png",
                                        .type = "image/png",
                                        .bytes = example_files[2],
                                        .size = strlen(example_files[2]),
                                        .pages = 1};
    r.paper_count = 4;
    return r;
}

static void example_hash(const void *bytes, size_t size, char hex[SEAL_HEX])
{
    uint8_t hash[SEAL_HASH];
    seal_hash(bytes, size, hash);
    seal_hex(hash, hex);
}

/* The record's JSON lies in storage. */
__attribute__((unused)) static struct parcel parcel_of(const struct record *r, char *storage,
                                                       size_t cap)
{
    struct parcel p = {.json = storage};
    struct buf json;
    buf_init(&json, storage, cap);
    CHECK(!failed(seal_start()) && !failed(record_json(r, &json)));
    p.json_size = json.len;
    snprintf(p.uuid, sizeof p.uuid, "%s", r->uuid);
    example_hash(json.data, json.len, p.sha256);
    for (int i = 0; i < r->paper_count; i++) {
        if (r->papers[i].bytes != NULL) {
            struct parcel_paper *paper = &p.papers[p.paper_count++];
            paper->size = r->papers[i].size;
            snprintf(paper->type, sizeof paper->type, "%s", r->papers[i].type);
            example_hash(r->papers[i].bytes, r->papers[i].size, paper->sha256);
        }
    }
    return p;
}

/* The bytes that go over the line, NUL behind them; papers are example_files. */
__attribute__((unused)) static void whole_body(const struct parcel *p, const struct exchange *x,
                                               const struct buf *words, struct buf *out)
{
    size_t at = 0;
    buf_clear(out);
    for (int i = 0; i < x->piece_count; i++) {
        const struct piece *piece = &x->pieces[i];
        switch (piece->kind) {
        case PIECE_WORDS:
            buf_add(out, words->data + at, piece->size);
            at += piece->size;
            break;
        case PIECE_RECORD:
            buf_add(out, p->json, p->json_size);
            break;
        case PIECE_PAPER:
            for (size_t k = 0; k < 3; k++) { /* each has a length of its own */
                buf_puts(out, strlen(example_files[k]) == piece->size ? example_files[k] : "");
            }
            break;
        }
    }
    CHECK_INT(at, words->len);
    CHECK_INT(out->len, x->size);
    CHECK(!out->full);
}

#endif
