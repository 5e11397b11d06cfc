#include "app/steward/main_identity.h"

#include <stdio.h>
#include <string.h>

#include "app/whole.h"
#include "platform/linux/identity_openssl.h"

#define BEGIN            "-----BEGIN CERTIFICATE-----"
#define IDENTITY_CODE    800 /* + enum identity_fit */
#define UNAUTHORIZED     401
#define SSL_CERT_ERROR   495 /* as a proxy says it */
#define SSL_CERT_MISSING 496

static struct identity_text key, cert, ca; /* one thread; too large for its stack */

static struct err read_text(const char *path, struct identity_text *ret_text)
{
    struct file_bytes file = {0};
    const struct err e = files_linux()->ops->read(path, IDENTITY_PEM, &file);
    ret_text->size = 0;
    if (!failed(e)) {
        (void)memcpy(ret_text->bytes, file.bytes, file.size);
        ret_text->size = file.size;
        files_linux()->ops->unmap(&file);
    }
    return e;
}

static void path_of(const struct main_identity *i, const char *name, char ret_path[DIR_PATH_MAX])
{
    (void)snprintf(ret_path, DIR_PATH_MAX, "%s/%s", i->state, name);
}

static enum identity_fit judge(const struct main_identity *i, int64_t *ret_from, int64_t *ret_until)
{
    const struct identity_question q = {&key, &cert, &ca, i->name, i->clock->ops->now_s(i->clock)};
    *ret_from = *ret_until = 0;
    return identity_judge(&q, ret_from, ret_until);
}

/* --- the key ---------------------------------------------------------------------------------- */

/* Read by its owner alone. */
static struct err keep_key(struct main_identity *i)
{
    struct dir_file f = {0};
    struct err e = i->dir->ops->create(i->dir, i->state, 0400, &f);
    if (!failed(e)) {
        e = i->dir->ops->append(i->dir, &f, key.bytes, key.size);
    }
    if (failed(e)) {
        i->dir->ops->drop(i->dir, &f);
        return e;
    }
    return i->dir->ops->commit(i->dir, &f, IDENTITY_KEY_FILE);
}

/* Made at the first start and never again: certificates are of it. */
static struct err find_key(struct main_identity *i)
{
    struct err e = read_text(i->key, &key);
    if (e.code != ERR_NOT_FOUND) {
        return e;
    }
    e = identity_key(&key);
    return failed(e) ? e : keep_key(i);
}

/* With it a stick, or whoever is at the machine, brings the authority's word. */
static struct err ask_for_certificate(struct main_identity *i)
{
    char path[DIR_PATH_MAX];
    struct dir_info info;
    path_of(i, IDENTITY_REQUEST, path);
    if (!failed(i->dir->ops->look(i->dir, path, &info))) {
        return ERR_OK;
    }
    const struct err e = identity_request(&key, i->name, &cert);
    return failed(e) ? e : whole_write(i->dir, i->state, IDENTITY_REQUEST, cert.bytes, cert.size);
}

/* --- the two files ---------------------------------------------------------------------------- */

/* One that cannot be this kiosk's is as none; one whose time is over, or to come, is one. */
static void find(const struct main_identity *i, const char *name, struct identity_found *ret_found)
{
    char path[DIR_PATH_MAX];
    uint8_t hash[SEAL_HASH];
    *ret_found = (struct identity_found){.hash = ""};
    path_of(i, name, path);
    if (failed(read_text(path, &cert))) {
        return;
    }
    seal_hash(cert.bytes, cert.size, hash);
    seal_hex(hash, ret_found->hash);
    if (strcmp(ret_found->hash, i->pair.old_hash) == 0 ||
        strcmp(ret_found->hash, i->pair.new_hash) == 0) {
        return; /* known, with its dates */
    }
    const enum identity_fit fit = judge(i, &ret_found->from, &ret_found->until);
    if (fit != IDENTITY_FITS && fit != IDENTITY_EARLY && fit != IDENTITY_ENDED) {
        ret_found->hash[0] = '\0';
    }
}

static void keep_pair(struct main_identity *i)
{
    char text[IDENTITY_PAIR_TEXT];
    identity_pair_write(&i->pair, text);
    const struct err e = whole_write(i->dir, i->state, IDENTITY_PAIR_FILE, text, strlen(text));
    (void)e; /* what is not kept is learnt again */
}

/* The new one was taken for seven days: it is the one. */
static void move_up(struct main_identity *i)
{
    char from[DIR_PATH_MAX];
    struct credentials_two two = i->pair.two;
    path_of(i, IDENTITY_NEW_FILE, from);
    if (!credential_settle(&two, i->clock->ops->now_s(i->clock)) ||
        failed(read_text(from, &cert)) ||
        failed(whole_write(i->dir, i->state, IDENTITY_FILE, cert.bytes, cert.size)) ||
        failed(i->dir->ops->remove(i->dir, from))) {
        return;
    }
    i->pair.two = two;
    memcpy(i->pair.old_hash, i->pair.new_hash, sizeof i->pair.old_hash);
    i->pair.new_hash[0] = '\0';
    keep_pair(i);
}

struct err main_identity_open(struct main_identity *i)
{
    char path[DIR_PATH_MAX];
    struct file_bytes file = {0};
    path_of(i, IDENTITY_KEY_FILE, i->key);
    i->shown = CREDENTIAL_SHOW_NONE;
    struct err e = seal_start();
    e = failed(e) ? e : find_key(i);
    if (failed(e)) {
        return e;
    }
    path_of(i, IDENTITY_PAIR_FILE, path);
    if (!failed(files_linux()->ops->read(path, IDENTITY_PAIR_TEXT, &file))) {
        (void)identity_pair_read(file.bytes, &i->pair);
        files_linux()->ops->unmap(&file);
    }
    if (i->ca != NULL) {
        e = read_text(i->ca, &ca);
    }
    return failed(e) ? e : ask_for_certificate(i);
}

void main_identity_close(void)
{
    explicit_bzero(&key, sizeof key);
}

bool main_identity_choose(struct main_identity *i)
{
    struct identity_found old;
    struct identity_found new;
    const int64_t now = i->clock->ops->now_s(i->clock);
    char before[SEAL_HEX];
    memcpy(before, i->shown == CREDENTIAL_SHOW_NEW ? i->pair.new_hash : i->pair.old_hash,
           sizeof before);
    find(i, IDENTITY_FILE, &old);
    find(i, IDENTITY_NEW_FILE, &new);
    if (identity_pair_meet(&i->pair, &old, &new, now)) {
        keep_pair(i);
    }
    move_up(i);
    const enum credential_choice choice = credential_choose(&i->pair.two, now);
    const char *hash = choice == CREDENTIAL_SHOW_NEW ? i->pair.new_hash : i->pair.old_hash;
    const bool other = choice != i->shown || strcmp(hash, before) != 0;
    i->cert[0] = '\0';
    if (choice != CREDENTIAL_SHOW_NONE) {
        path_of(i, choice == CREDENTIAL_SHOW_NEW ? IDENTITY_NEW_FILE : IDENTITY_FILE, i->cert);
    }
    i->shown = choice;
    return other;
}

static enum credential_end end_of(struct err e, const struct http_answer *a)
{
    if (!failed(e)) {
        const bool refused = a->status == UNAUTHORIZED || a->status == SSL_CERT_ERROR ||
                             a->status == SSL_CERT_MISSING;
        return refused ? CREDENTIAL_REFUSED : CREDENTIAL_TAKEN;
    }
    return e.code == ERR_OFFLINE && a->away == HTTP_AWAY_REFUSED ? CREDENTIAL_REFUSED
                                                                 : CREDENTIAL_NO_LINE;
}

void main_identity_ended(struct main_identity *i, struct err e, const struct http_answer *a)
{
    const enum credential_end end = end_of(e, a);
    if (end != CREDENTIAL_NO_LINE) {
        i->refused = end == CREDENTIAL_REFUSED;
    }
    if (credential_ended(&i->pair.two, i->shown, end, i->clock->ops->now_s(i->clock))) {
        keep_pair(i);
    }
}

/* --- one from afar ---------------------------------------------------------------------------- */

bool main_identity_is(const char *bytes, size_t size)
{
    return size > strlen(BEGIN) && memcmp(bytes, BEGIN, strlen(BEGIN)) == 0;
}

static const char *sentence(enum identity_fit fit)
{
    static const char *const sentences[] = {
        [IDENTITY_FITS] = "the certificate is tried from the next exchange on",
        [IDENTITY_NO_KEY] = "this kiosk has no key",
        [IDENTITY_NO_CERT] = "this is no certificate",
        [IDENTITY_OTHER_KEY] = "this certificate is of another key than this kiosk's",
        [IDENTITY_OTHER_NAME] = "this certificate is of another kiosk",
        [IDENTITY_EARLY] = "this certificate is not good yet",
        [IDENTITY_ENDED] = "this certificate has ended",
        [IDENTITY_OTHER_CA] =
            "this certificate is not of the fleet's authority, or not for a client",
    };
    return sentences[fit];
}

void main_identity_take(struct main_identity *i, const char *bytes, size_t size,
                        struct afar_outcome *ret_outcome)
{
    int64_t from = 0;
    int64_t until = 0;
    enum identity_fit fit = IDENTITY_NO_CERT;
    const char *name = i->pair.old_hash[0] == '\0' ? IDENTITY_FILE : IDENTITY_NEW_FILE;
    if (size <= IDENTITY_PEM) {
        (void)memcpy(cert.bytes, bytes, size);
        cert.size = size;
        fit = judge(i, &from, &until);
    }
    *ret_outcome = (struct afar_outcome){.code = IDENTITY_CODE + (int)fit};
    (void)snprintf(ret_outcome->sentence, sizeof ret_outcome->sentence, "%s", sentence(fit));
    if (fit != IDENTITY_FITS) {
        return;
    }
    ret_outcome->done = !failed(whole_write(i->dir, i->state, name, bytes, size));
    if (!ret_outcome->done) {
        (void)snprintf(ret_outcome->sentence, sizeof ret_outcome->sentence,
                       "the certificate could not be kept");
    }
}
