#include "app/cli/cli_pack.h"

#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "app/cli/cli_pack_build.h"
#include "app/outbox/key_file.h"
#include "app/pack/pack_store.h"
#include "app/pack/pack_trial.h"
#include "platform/base/buf.h"
#include "platform/base/options.h"
#include "platform/base/secret.h"
#include "platform/port_clock.h"

#define VIETNAM (7 * 3600)

struct request {
    const char *key, *state, *out, *today;
    char day[16];
};

static void tell(void *context, const char *sentence)
{
    fprintf(stderr, "pack: %s: %s\n", (const char *)context, sentence);
}

static bool read_key(const char *path, uint8_t key[SEAL_KEY])
{
    const struct err e = key_file_read_at(files_linux(), path, key);
    if (failed(e)) {
        fprintf(stderr,
                "pack: %s is no key (64 hex digits and a line end): `kioskctl pack key FILE` "
                "makes a pair\n",
                path);
    }
    return !failed(e);
}

/* FILE for who signs, FILE.pub for who installs. An old key is never written over. */
static int make_key(const char *path)
{
    char folder[DIR_PATH_MAX];
    char public_name[DIR_PATH_MAX];
    struct port_dir dir = dir_linux();
    struct dir_info there;
    uint8_t key[SEAL_KEY];
    uint8_t seed[SEAL_KEY];
    const char *slash = strrchr(path, '/');
    const char *name = slash != NULL ? slash + 1 : path;
    const int n = snprintf(folder, sizeof folder, "%.*s", slash != NULL ? (int)(slash - path) : 1,
                           slash != NULL ? path : ".");
    (void)snprintf(public_name, sizeof public_name, "%.400s.pub", name);
    if (n >= (int)sizeof folder || dir.ops->look(&dir, path, &there).code != ERR_NOT_FOUND) {
        fprintf(stderr, "pack key: %s is there already, or no name for a file\n", path);
        return 1;
    }
    seal_sign_pair(key, seed);
    struct err e = key_file_write(&dir, folder, public_name, 0644, key);
    if (!failed(e)) {
        e = key_file_write(&dir, folder, name, 0600, seed);
    }
    seal_forget(seed, sizeof seed);
    if (failed(e)) {
        fprintf(stderr, "pack key: %s cannot be written (%s)\n", path, e.at);
        return 1;
    }
    printf("%s signs packs: keep it where nobody else reads it. %s.pub goes to the kiosks.\n", path,
           path);
    return 0;
}

static int build(const char *folder, const struct request *r)
{
    uint8_t seed[SEAL_KEY];
    if (!read_key(r->key, seed)) {
        return 1;
    }
    const int status = cli_pack_build(folder, r->out, seed);
    seal_forget(seed, sizeof seed);
    return status;
}

static int say(const char *path, const struct pack_outcome *o, const char *good)
{
    const bool fine = o->refusal == PACK_TAKEN || o->refusal == PACK_SAME;
    FILE *to = fine ? stdout : stderr;
    fprintf(to, "%s: ", path);
    if (o->about.version > 0) {
        fprintf(to, "%s version %d, until %s: ", o->about.name, o->about.version, o->about.expires);
    }
    fprintf(to, "%s", o->refusal == PACK_TAKEN ? good : pack_sentence(o->refusal));
    if (o->refusal == PACK_OLDER) {
        fprintf(to, " (in use: version %d)", o->in_use);
    }
    if (o->refusal == PACK_NOT_STORED) {
        fprintf(to, " (%s, %d)", o->err.at, o->err.os);
    }
    fprintf(to, "\n");
    return fine ? 0 : 1;
}

/* To whoever waits at a terminal: a large one takes seconds. */
static void progress(const char *path, const struct file_bytes *file)
{
    if (isatty(STDERR_FILENO) == 1) {
        fprintf(stderr, "pack: %s: %zu KiB; its signature, then every form, row and text...\n",
                path, file->size >> 10);
    }
}

/* Verifies, or with a state directory installs. */
static int take(const char *path, const struct request *r, const char *state)
{
    static struct pack_contents contents;
    uint8_t key[SEAL_KEY];
    struct arena arena;
    struct file_bytes file = {0};
    struct port_dir dir = dir_linux();
    const struct pack_listener listener = {(void *)(uintptr_t)path, tell};
    if (!read_key(r->key, key)) {
        return 1;
    }
    const struct err e = files_linux()->ops->read(path, PACK_MAX, &file);
    if (failed(e)) {
        fprintf(stderr, "pack: %s cannot be read, or is larger than a pack may be (%s)\n", path,
                err_name(e.code));
        return 1;
    }
    if (failed(secret_open_large(&arena, PACK_TRIAL_BYTES))) {
        files_linux()->ops->unmap(&file);
        fprintf(stderr, "pack: there is no memory to try it in\n");
        return 1;
    }
    progress(path, &file);
    const struct pack_offer offer = {file.bytes, file.size, key, r->today};
    const struct pack_outcome o = state != NULL
                                      ? pack_install(&dir, state, &arena, &offer, &listener)
                                      : pack_judge(&arena, &offer, &listener, &contents);
    secret_close(&arena);
    files_linux()->ops->unmap(&file);
    return say(path, &o, state != NULL ? pack_sentence(PACK_TAKEN) : "whole, signed, and sound");
}

struct listing {
    const struct request *r;
    const char *folder;
    const uint8_t *key; /* or NULL */
    int count, bad;
};

static void tell_nobody(void *context, const char *sentence)
{
    (void)context;
    (void)sentence;
}

static void print_contents(const struct pack_contents *c)
{
    char text[400];
    struct buf b;
    buf_init(&b, text, sizeof text);
    for (int i = 0; i < c->language_count; i++) {
        buf_printf(&b, " %s", c->languages[i]);
    }
    for (int i = 0; i < c->clips_count; i++) {
        buf_printf(&b, " clips:%s(%u)", c->clips[i].language, c->clips[i].count);
    }
    if (c->forms > 0) {
        buf_printf(&b, " forms:%d", c->forms);
    }
    buf_printf(&b, "%s%s%s", c->has_rows ? " procedures" : "", c->has_settings ? " settings" : "",
               c->has_tokens ? " tokens" : "");
    printf("%s", text + (b.len > 0));
}

/* How far the kiosk's first visit with it is; nothing for the one before. */
static void print_trial(const struct listing *l, const char *name, const struct pack_file *p)
{
    char stem[PACK_TITLE];
    char mark[PACK_MARK];
    struct pack_trial trial;
    struct port_dir dir = dir_linux();
    const char *dot = strrchr(name, '.');
    if (strcmp(dot, PACK_SUFFIX) != 0 || dot - name >= PACK_TITLE) {
        return;
    }
    (void)snprintf(stem, sizeof stem, "%.*s", (int)(dot - name), name);
    pack_mark(p, mark);
    pack_trial_read(&dir, l->r->state, stem, &trial);
    printf("\t%s", strcmp(trial.mark, mark) == 0 ? pack_trial_word(trial.state) : "new");
}

static void list_pack(struct listing *l, const char *name, const struct file_bytes *file)
{
    static uint8_t storage[2u << 20];
    static struct pack_contents c;
    struct arena arena;
    struct pack_file p;
    const struct pack_listener listener = {l, tell_nobody};
    arena_init(&arena, storage, sizeof storage);
    const bool whole = !failed(pack_open(&p, file->bytes, file->size)) &&
                       !failed(pack_contents_read(&arena, &p, &listener, &c));
    if (!whole) {
        printf("%s\tdamaged: install it anew\n", name);
        l->bad++;
        return;
    }
    const bool is_signed = l->key != NULL && pack_is_signed(&p, l->key);
    printf("%s\tversion %d\tmade %s\tuntil %s%s\t%s\t", name, c.about.version, c.about.made,
           c.about.expires, pack_has_expired(&c.about, l->r->today) ? " (over)" : "",
           l->key == NULL ? "signature not looked at"
           : is_signed    ? "signed"
                          : "NOT signed by this key");
    print_contents(&c);
    print_trial(l, name, &p);
    printf("\n");
    l->bad += l->key != NULL && !is_signed;
}

static void list_one(void *context, const char *name)
{
    struct listing *l = context;
    char path[DIR_PATH_MAX + 128];
    struct file_bytes file = {0};
    const char *dot = strrchr(name, '.');
    if (dot == NULL || (strcmp(dot, PACK_SUFFIX) != 0 && strcmp(dot, PACK_BEFORE) != 0)) {
        return;
    }
    (void)snprintf(path, sizeof path, "%.500s/%.100s", l->folder, name);
    if (!failed(files_linux()->ops->map(path, &file))) {
        list_pack(l, name, &file);
        files_linux()->ops->unmap(&file);
        l->count++;
    }
}

static int list(const struct request *r)
{
    char folder[DIR_PATH_MAX];
    uint8_t key[SEAL_KEY];
    if (r->key != NULL && !read_key(r->key, key)) {
        return 1;
    }
    (void)snprintf(folder, sizeof folder, "%.480s/" PACK_FOLDER, r->state);
    struct listing l = {r, folder, r->key != NULL ? key : NULL, 0, 0};
    const struct err e = files_linux()->ops->list(folder, list_one, &l);
    if (failed(e) && e.code != ERR_NOT_FOUND) {
        fprintf(stderr, "pack list: %s cannot be read (%s)\n", folder, e.at);
        return 1;
    }
    if (l.count == 0) {
        printf("no pack is installed in %s\n", r->state);
    }
    return l.bad > 0 ? 1 : 0;
}

/* withdraw NAME, or back NAME. */
static int turn(const char *what, const char *name, const struct request *r)
{
    struct port_dir dir = dir_linux();
    const bool back = strcmp(what, "back") == 0;
    const struct err e =
        back ? pack_back(&dir, r->state, name) : pack_withdraw(&dir, r->state, name);
    if (failed(e)) {
        fprintf(stderr, "pack %s: %s: %s\n", what, name,
                e.code == ERR_NOT_FOUND && back ? "no pack is kept from before"
                : e.code == ERR_NOT_FOUND       ? "no such pack is in use; `pack list` names them"
                                                : e.at);
        return 1;
    }
    printf("%s: %s; the kiosk sees it when nobody is there\n", name,
           back ? "the pack before is back in use" : "withdrawn; `pack back` takes it up again");
    return 0;
}

static int run(const struct program *p, char **words, int count, struct request *r)
{
    const char *what = count > 0 ? words[0] : "";
    if (strcmp(what, "key") == 0 && count == 2) {
        return make_key(words[1]);
    }
    if (strcmp(what, "build") == 0 && count == 2) {
        return r->key == NULL || r->out == NULL
                   ? options_wrong(p, "build needs --key FILE, which signs, and -o FILE.")
                   : build(words[1], r);
    }
    if (strcmp(what, "verify") == 0 && count == 2) {
        return r->key == NULL ? options_wrong(p, "verify needs --key FILE, the public key.")
                              : take(words[1], r, NULL);
    }
    if (strcmp(what, "install") == 0 && count == 2) {
        return r->key == NULL || r->state == NULL
                   ? options_wrong(p, "install needs --key FILE, the public key, and --state DIR.")
                   : take(words[1], r, r->state);
    }
    if ((strcmp(what, "withdraw") == 0 || strcmp(what, "back") == 0) && count == 2) {
        return r->state == NULL ? options_wrong(p, "it needs --state DIR.")
                                : turn(what, words[1], r);
    }
    if (strcmp(what, "list") == 0 && count == 1) {
        return r->state == NULL ? options_wrong(p, "list needs --state DIR.") : list(r);
    }
    return options_wrong(p, "it is `key FILE`, `build DIR`, `verify FILE`, `install FILE`, `list`, "
                            "`withdraw NAME` or `back NAME`.");
}

/* The day in Vietnam. */
static void find_day(struct request *r)
{
    struct port_clock clock = clock_linux();
    const time_t now = (time_t)(clock.ops->now_s(&clock) + VIETNAM);
    struct tm t;
    if (gmtime_r(&now, &t) == NULL || strftime(r->day, sizeof r->day, "%Y-%m-%d", &t) == 0) {
        (void)snprintf(r->day, sizeof r->day,
                       "9999-12-31"); /* without a clock nothing is in time */
    }
    r->today = r->today != NULL ? r->today : r->day;
}

int cli_pack(int argc, char **argv)
{
    struct request r = {0};
    const struct option_row rows[] = {
        {"--key", "FILE", "build: the key that signs; else the public key to be signed by", &r.key,
         NULL, NULL, NULL},
        {"--state", "DIR", "the kiosk's state directory", &r.state, NULL, NULL, NULL},
        {"-o", "FILE", "the pack to write", &r.out, NULL, NULL, NULL},
        {"--today", "DAY", "the day to judge by, as 2026-11-30; default: the clock's", &r.today,
         NULL, NULL, NULL},
    };
    const struct program program = {
        .name = "kioskctl pack",
        .summary = "forms, procedures, languages, recordings and settings in one signed file.",
        .usage = "kioskctl pack key FILE | build DIR --key FILE -o FILE | verify FILE --key FILE | "
                 "install FILE --key FILE --state DIR | list --state DIR [--key FILE] | "
                 "withdraw NAME --state DIR | back NAME --state DIR",
        .examples = "  kioskctl pack key packs.key\n"
                    "  kioskctl pack build jrai --key packs.key -o jrai.pack\n"
                    "      jrai holds pack.ini, languages/CODE/, clips-CODE.pak, forms/CODE/, "
                    "procedures.csv, needs.tsv,\n"
                    "      settings.ini, tokens.tsv; the same files give the same bytes\n"
                    "  kioskctl pack install jrai.pack --key packs.key.pub --state /var/lib/rong\n"
                    "      the kiosk uses it when nobody is there, when "
                    "it has that key:\n      kiosk --packs-key FILE\n"
                    "  kioskctl pack back jrai --state /var/lib/rong\n",
        .rows = rows,
        .count = (int)(sizeof rows / sizeof rows[0]),
    };
    int words = 0;
    const int status = options_parse(&program, argc, argv, &words);
    if (status >= 0) {
        return status;
    }
    if (r.today != NULL && !folder_is_date(r.today, strlen(r.today))) {
        return options_wrong(&program, "--today is a day like 2026-11-30.");
    }
    if (failed(seal_start())) {
        fprintf(stderr, "pack: this machine gives no randomness\n");
        return 1;
    }
    find_day(&r);
    return run(&program, argv + 1, words, &r);
}
