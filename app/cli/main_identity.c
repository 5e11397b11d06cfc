/* A key that never leaves the kiosk, a request for a stick, and the certificate that comes back. A
 * new certificate lies beside the one in use (STATE/identity.new.pem) until the server took it. */
#include "app/cli/main_identity.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "app/cli/cli_signed.h"
#include "app/steward/moment.h"
#include "app/whole.h"
#include "platform/base/options.h"
#include "platform/linux/identity_openssl.h"
#include "platform/port_dir.h"

#define WHO       "identity"
#define KEY_FILE  "identity.key"
#define CERT_FILE "identity.pem"
#define NEW_FILE  "identity.new.pem"
#define DAY_S     86400

struct request {
    const char *state, *name, *out, *ca, *now;
};

static struct identity_text key, cert, ca;

static const char *path_in(const char *state, const char *name)
{
    static char path[DIR_PATH_MAX];
    (void)snprintf(path, sizeof path, "%s/%s", state, name);
    return path;
}

static struct err read_text(const char *path, struct identity_text *ret_text)
{
    struct file_bytes file = {0};
    const struct err e = files_linux()->ops->read(path, IDENTITY_PEM, &file);
    if (!failed(e)) {
        (void)memcpy(ret_text->bytes, file.bytes, file.size);
        ret_text->size = file.size;
        files_linux()->ops->unmap(&file);
    }
    return e;
}

static int trouble(const char *path, struct err e)
{
    fprintf(stderr, WHO ": %s: %s (%s, %d)\n", path, e.at, err_name(e.code), e.os);
    return 1;
}

/* Read by its owner alone. */
static struct err keep_key(const char *state)
{
    struct port_dir dir = dir_linux();
    struct dir_file f = {0};
    struct err e = dir.ops->create(&dir, state, 0400, &f);
    if (!failed(e)) {
        e = dir.ops->append(&dir, &f, key.bytes, key.size);
        if (failed(e)) {
            dir.ops->drop(&dir, &f);
        } else {
            e = dir.ops->commit(&dir, &f, KEY_FILE);
        }
    }
    return e;
}

/* Made at the first call and never again: certificates are of it. */
static struct err find_key(const char *state)
{
    struct err e = read_text(path_in(state, KEY_FILE), &key);
    if (e.code != ERR_NOT_FOUND) {
        return e;
    }
    e = identity_key(&key);
    return failed(e) ? e : keep_key(state);
}

static int request(const struct request *r)
{
    FILE *f = NULL;
    struct err e = find_key(r->state);
    if (failed(e)) {
        return trouble(path_in(r->state, KEY_FILE), e);
    }
    e = identity_request(&key, r->name, &cert);
    if (failed(e)) {
        return trouble(path_in(r->state, KEY_FILE), e);
    }
    f = fopen(r->out, "wb");
    bool good = f != NULL && fwrite(cert.bytes, 1, cert.size, f) == cert.size;
    good = f != NULL && fclose(f) == 0 && good;
    if (!good) {
        fprintf(stderr, WHO ": %s cannot be written\n", r->out);
        return 1;
    }
    printf("%s: a request for %s; the fleet's authority signs it. The key stays here.\n", r->out,
           r->name);
    return 0;
}

static const char *sentence(enum identity_fit fit)
{
    static const char *const sentences[] = {
        [IDENTITY_FITS] = "fits",
        [IDENTITY_NO_KEY] = "this kiosk has no key yet: `kioskctl identity request` makes it",
        [IDENTITY_NO_CERT] = "this is no certificate (PEM)",
        [IDENTITY_OTHER_KEY] = "this certificate is of another key than this kiosk's",
        [IDENTITY_OTHER_NAME] = "this certificate is of another kiosk",
        [IDENTITY_EARLY] = "this certificate is not good yet; look at the clock",
        [IDENTITY_ENDED] = "this certificate has ended",
        [IDENTITY_OTHER_CA] =
            "this certificate is not of the fleet's authority, or not for a client",
    };
    return sentences[fit];
}

static int install(const char *path, const struct request *r, int64_t now)
{
    struct port_dir dir = dir_linux();
    struct dir_info info;
    int64_t from = 0;
    int64_t until = 0;
    char text[MOMENT_TEXT];
    struct err e = read_text(path, &cert);
    if (failed(e)) {
        return trouble(path, e);
    }
    e = read_text(r->ca, &ca);
    if (failed(e)) {
        return trouble(r->ca, e);
    }
    e = read_text(path_in(r->state, KEY_FILE), &key);
    if (failed(e)) {
        key.size = 0;
    }
    const struct identity_question q = {&key, &cert, &ca, r->name, now};
    const enum identity_fit fit = identity_judge(&q, &from, &until);
    if (fit != IDENTITY_FITS) {
        fprintf(stderr, WHO ": %s: %s\n", path, sentence(fit));
        return 1;
    }
    const bool first = failed(dir.ops->look(&dir, path_in(r->state, CERT_FILE), &info));
    const char *name = first ? CERT_FILE : NEW_FILE;
    e = whole_write(&dir, r->state, name, cert.bytes, cert.size);
    if (failed(e)) {
        return trouble(path_in(r->state, name), e);
    }
    moment_write(until, text);
    printf("%s: for %s until %s, %" PRId64 " days; kept as %s\n", path, r->name, text,
           (until - now) / DAY_S, name);
    return 0;
}

int cli_identity(int argc, char **argv)
{
    struct request r = {0};
    const struct option_row rows[] = {
        {"--state", "DIR", "the kiosk's state directory", &r.state, NULL, NULL, NULL},
        {"--name", "NAME", "the kiosk's name, as the fleet's server knows it", &r.name, NULL, NULL,
         NULL},
        {"-o", "FILE", "request: the file to write, for a stick", &r.out, NULL, NULL, NULL},
        {"--ca", "FILE", "install: the fleet's authority", &r.ca, NULL, NULL, NULL},
        {"--now", "MOMENT", "install: at 2026-11-28T06:00:00Z; default: the clock's", &r.now, NULL,
         NULL, NULL},
    };
    const struct program program = {
        .name = "kioskctl identity",
        .summary = "the key that this kiosk has to itself, and the certificate of it.",
        .usage = "kioskctl identity request --state DIR --name NAME -o FILE | install CERT --state "
                 "DIR --name NAME --ca FILE",
        .examples = "  kioskctl identity request --state /var/lib/rong --name K07 -o "
                    "/run/rong/stick/K07.csr\n"
                    "  kioskctl identity install /run/rong/stick/K07.pem --state /var/lib/rong "
                    "--name K07 --ca /etc/rong/fleet-ca.pem\n"
                    "      as the user the steward runs as: it alone reads the key\n",
        .rows = rows,
        .count = (int)(sizeof rows / sizeof rows[0]),
    };
    int words = 0;
    int64_t now = 0;
    const int status = options_parse(&program, argc, argv, &words);
    if (status >= 0) {
        return status;
    }
    const char *verb = words > 0 ? argv[1] : "";
    if (!cli_signed_now(r.now, &now)) {
        return options_wrong(&program, "--now is like 2026-11-28T06:00:00Z.");
    }
    int done = -1;
    if (words == 1 && strcmp(verb, "request") == 0 && r.state && r.name && r.out) {
        done = request(&r);
    } else if (words == 2 && strcmp(verb, "install") == 0 && r.state && r.name && r.ca) {
        done = install(argv[2], &r, now);
    }
    explicit_bzero(&key, sizeof key);
    return done >= 0 ? done
                     : options_wrong(&program, "request needs --state, --name and -o; install a "
                                               "CERT, --state, --name and --ca.");
}
