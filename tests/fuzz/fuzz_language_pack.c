/* What comes in packs from elsewhere: languages, forms, rows, settings. The first letter says as
 * what the rest is read: R  the bytes of a pack F  files of a pack, each after a line "%name"; the
 * pack is made of them M  two bytes of a place and one that is laid over it there, then files as
 * under F W  a translator's worksheet A pack that opens has one way to be written, and its files
 * lie in it; what is refused is told. Judged as an installation judges it, none is taken that the
 * key did not sign; signed, it is taken where what is in it is sound, and not with one bit changed.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "app/language/worksheet.h"
#include "app/pack/pack_store.h"

#define ROOM (1u << 20)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerInitialize(int *argc, char ***argv);

static uint8_t key[SEAL_KEY], seed[SEAL_KEY];
static _Alignas(16) uint8_t storage[32u << 20];
static int told;

static void tell(void *context, const char *sentence)
{
    (void)context;
    told += sentence[0] != '\0';
}

static void tell_row(void *context, const struct worksheet_problem *p)
{
    (void)context;
    told += p->what[0] != '\0';
}

static void tell_folder(void *context, const struct folder_problem *p)
{
    (void)context;
    told += p->what[0] != '\0';
}

/* Written again it is the same. */
static void check_head(const struct pack_file *p)
{
    static struct pack_entry entries[PACK_FILES_MAX];
    static uint8_t head[PACK_HEAD_MAX];
    size_t size = 0;
    for (uint32_t i = 0; i < p->files; i++) {
        entries[i] = pack_at(p, i);
        if (entries[i].bytes < p->bytes || entries[i].size > p->size ||
            entries[i].bytes + entries[i].size > p->bytes + p->size - SEAL_SIGNATURE) {
            abort();
        }
    }
    if (failed(pack_write_head(entries, p->files, head, sizeof head, &size)) ||
        memcmp(head, p->bytes, size) != 0) {
        abort();
    }
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    (void)argv;
    if (failed(seal_start())) {
        abort();
    }
    seal_sign_pair(key, seed);
    return 0;
}

static enum pack_refusal judge(const uint8_t *bytes, size_t size)
{
    static struct pack_contents contents;
    struct arena arena;
    const struct pack_listener listener = {NULL, tell};
    const struct pack_offer offer = {bytes, size, key, "2026-11-28"};
    arena_init(&arena, storage, sizeof storage);
    return pack_judge(&arena, &offer, &listener, &contents).refusal;
}

/* sound: what is in it was found so. */
static void verify(const uint8_t *bytes, size_t size, bool sound)
{
    uint8_t hash[SEAL_HASH];
    uint8_t *copy = malloc(size);
    memcpy(copy, bytes, size);
    if (judge(copy, size) != PACK_NOT_SIGNED) { /* nobody signed it */
        abort();
    }
    seal_hash(copy, size - SEAL_SIGNATURE, hash);
    seal_sign(seed, hash, copy + size - SEAL_SIGNATURE);
    const enum pack_refusal refusal = judge(copy, size);
    if (refusal == PACK_NOT_SIGNED || (refusal == PACK_TAKEN && !sound) ||
        (sound && refusal != PACK_TAKEN && refusal != PACK_EXPIRED)) {
        abort();
    }
    copy[(hash[0] | hash[1] << 8) % size] ^= (uint8_t)(1 << hash[2] % 8);
    if (judge(copy, size) == PACK_TAKEN) {
        abort();
    }
    free(copy);
}

static void read_pack(const uint8_t *bytes, size_t size)
{
    static struct pack_contents contents;
    struct pack_file p;
    struct arena arena;
    const struct pack_listener listener = {NULL, tell};
    if (failed(pack_open(&p, bytes, size))) {
        return;
    }
    check_head(&p);
    told = 0;
    arena_init(&arena, storage, sizeof storage);
    const struct err e = pack_contents_try(&arena, &p, &listener, &contents);
    if (failed(e) && e.code != ERR_FULL && told == 0) {
        abort();
    }
    if (!failed(e) && (contents.about.version < 1 || contents.about.name[0] == '\0')) {
        abort();
    }
    if (e.code != ERR_FULL) {
        verify(bytes, size, !failed(e));
    }
}

/* The files of a text: each after a line with its name. */
static uint32_t cut(char *text, size_t size, struct pack_entry *entries)
{
    uint32_t count = 0;
    char *end = text + size;
    for (char *at = text; at < end && *at == '%' && count < PACK_FILES_MAX;) {
        char *line = memchr(at, '\n', (size_t)(end - at));
        if (line == NULL) {
            break;
        }
        *line = '\0';
        char *next = line + 1;
        while (next < end && (*next != '%' || next[-1] != '\n')) {
            next++;
        }
        if (next[-1] == '\n' || next == end) {
            entries[count++] =
                (struct pack_entry){at + 1, (uint8_t *)line + 1, (size_t)(next - line) - 1};
        }
        at = next;
    }
    return count;
}

static void read_files(char *text, size_t size, const uint8_t *over)
{
    static struct pack_entry entries[PACK_FILES_MAX];
    static uint8_t pack[ROOM];
    size_t at = 0;
    const uint32_t count = cut(text, size, entries);
    if (failed(pack_write_head(entries, count, pack, sizeof pack / 2, &at))) {
        return;
    }
    for (uint32_t i = 0; i < count; i++) {
        memcpy(pack + at, entries[i].bytes, entries[i].size);
        at += entries[i].size;
    }
    at += SEAL_SIGNATURE;
    if (over != NULL) {
        pack[(size_t)(over[0] | over[1] << 8) % at] ^= over[2];
    }
    uint8_t *exact = malloc(at); /* what lies behind it belongs to nobody */
    memcpy(exact, pack, at);
    read_pack(exact, at);
    free(exact);
}

static struct err each(void *context, const char *language,
                       void (*visit)(void *visitor, const char *file), void *visitor)
{
    (void)context;
    (void)language;
    visit(visitor, "a.msg");
    return ERR_OK;
}

static struct err read(void *context, const char *language, const char *file,
                       const char **ret_bytes, size_t *ret_size)
{
    (void)context;
    (void)language;
    *ret_bytes = strcmp(file, "name") == 0
                     ? "name = a\nvietnamese = a\nstrip = comb\nsource = a\nstate = draft\n"
                 : strcmp(file, "letters") == 0 ? "letters = a b ê ê̆ o\n"
                 : strcmp(file, "a.msg") == 0   ? "MSG_YES = bab\n"
                                                : "* = missing\n";
    *ret_size = strlen(*ret_bytes);
    return ERR_OK;
}

static void read_sheet(const char *text, size_t size)
{
    static struct folder f;
    static struct worksheet_result result;
    struct arena arena;
    const struct folder_source source = {NULL, each, read};
    const struct folder_listener silent = {NULL, tell_folder};
    const struct worksheet_listener listener = {NULL, tell_row};
    arena_init(&arena, storage, sizeof storage);
    if (failed(folder_read(&arena, &source, "qaa", &silent, &f))) {
        abort();
    }
    told = 0;
    const struct err e = worksheet_read(&arena, &f, NULL, text, size, &listener, &result);
    if ((failed(e) || result.refused > 0) && told == 0) {
        abort();
    }
    for (int id = 0; id < MSG_COUNT && !failed(e); id++) {
        char what[FOLDER_WHAT];
        const struct worksheet_edit *edit = &result.edits[id];
        if (edit->taken &&
            !folder_text_check(&f, edit->text, message_text("vi", (enum message_id)id), false,
                               what)) {
            abort();
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 4) {
        return 0;
    }
    char *rest = malloc(size);
    const size_t from = data[0] == 'M' ? 4 : 1;
    memcpy(rest, data + from, size - from);
    if (data[0] == 'R') {
        read_pack((const uint8_t *)rest, size - from);
    } else if (data[0] == 'F' || data[0] == 'M') {
        read_files(rest, size - from, data[0] == 'M' ? data + 1 : NULL);
    } else if (data[0] == 'W') {
        read_sheet(rest, size - from);
    }
    free(rest);
    return 0;
}
