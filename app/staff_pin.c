#include "app/staff_pin.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "app/outbox/seal.h"
#include "platform/port_files.h"

#define PIN_FILE    "pin"
#define TRIES_FILE  "tries"
#define NAME_BYTES  32
#define FREE_TRIES  5
#define CLOSED_AT   20
#define MINUTE_MS   60000u
#define LINE_BYTES  64
#define PERIOD_MOST 4 /* a part this long that is repeated makes no PIN */

struct tries {
    int wrong;      /* in a row */
    uint64_t at_ms; /* monotonic time of the last one */
};

/* How long nothing is judged after so many wrong ones. */
static uint64_t wait_after_ms(int wrong)
{
    static const unsigned minutes[] = {1, 5, 15, 60};
    const int step = wrong - FREE_TRIES;
    return step < 0 ? 0 : (uint64_t)minutes[step < 3 ? step : 3] * MINUTE_MS;
}

/* The manager's names are those from before there were roles. */
static void name_of(const struct staff_pin *p, const char *what, char ret_name[NAME_BYTES])
{
    if (p->role == STAFF_MANAGER) {
        snprintf(ret_name, NAME_BYTES, "staff.%s", what);
    } else {
        snprintf(ret_name, NAME_BYTES, "staff-%s.%s", staff_role_word(p->role), what);
    }
}

static struct err write_file(const struct staff_pin *p, const char *what, unsigned mode,
                             const char *text)
{
    char name[NAME_BYTES];
    name_of(p, what, name);
    struct port_dir *dir = p->dir;
    struct dir_file f = {0};
    struct err e = dir->ops->create(dir, p->state, mode, &f);
    if (!failed(e)) {
        e = dir->ops->append(dir, &f, text, strlen(text));
        if (failed(e)) {
            dir->ops->drop(dir, &f);
        } else {
            e = dir->ops->commit(dir, &f, name);
        }
    }
    return e;
}

/* The first line of a file. */
static struct err read_line(const struct staff_pin *p, const char *what, char *text, size_t cap)
{
    char name[NAME_BYTES];
    char path[DIR_PATH_MAX];
    struct file_bytes file;
    name_of(p, what, name);
    snprintf(path, sizeof path, "%s/%s", p->state, name);
    const struct err e = p->dir->files->ops->map(path, &file);
    if (failed(e)) {
        return e;
    }
    const char *end = memchr(file.bytes, '\n', file.size);
    const size_t length = end == NULL ? 0 : (size_t)(end - file.bytes);
    const bool good = length > 0 && length < cap;
    if (good) {
        memcpy(text, file.bytes, length);
        text[length] = '\0';
    }
    p->dir->files->ops->unmap(&file);
    return good ? ERR_OK : ERR(ERR_CORRUPT, 0, "staff pin: a damaged file");
}

static struct err write_tries(const struct staff_pin *p, const struct tries *t)
{
    char line[LINE_BYTES];
    snprintf(line, sizeof line, "%d %" PRIu64 "\n", t->wrong, t->at_ms);
    return write_file(p, TRIES_FILE, 0660, line);
}

static struct err read_tries(const struct staff_pin *p, struct tries *ret_tries)
{
    char line[LINE_BYTES];
    int used = 0;
    *ret_tries = (struct tries){.wrong = 0};
    const struct err e = read_line(p, TRIES_FILE, line, sizeof line);
    if (e.code == ERR_NOT_FOUND) {
        return ERR_OK;
    }
    if (failed(e) ||
        sscanf(line, "%3d %20" SCNu64 "%n", &ret_tries->wrong, &ret_tries->at_ms, &used) != 2 ||
        line[used] != '\0' || ret_tries->wrong < 0) {
        return ERR(ERR_CORRUPT, 0, "staff pin: staff.tries is damaged");
    }
    return ERR_OK;
}

/* What stands in the way of a try, with the tries so far. The monotonic clock begins at zero with
 * each start of the machine: one that is behind the last try tells of a restart, and the wait
 * begins anew; one that has passed it again is never ahead of the time that really went by. */
static struct pin_answer stand(const struct staff_pin *p, uint64_t now_ms, struct tries *ret_tries)
{
    char text[SEAL_PIN_TEXT];
    const struct err known = read_line(p, PIN_FILE, text, sizeof text);
    if (known.code == ERR_NOT_FOUND) {
        return (struct pin_answer){.word = PIN_UNSET};
    }
    struct tries *t = ret_tries;
    if (failed(known) || failed(read_tries(p, t))) {
        return (struct pin_answer){.word = PIN_BROKEN};
    }
    if (t->wrong >= CLOSED_AT) {
        return (struct pin_answer){.word = PIN_CLOSED};
    }
    if (t->wrong > 0 && now_ms < t->at_ms) {
        t->at_ms = now_ms;
        if (failed(write_tries(p, t))) {
            return (struct pin_answer){.word = PIN_BROKEN};
        }
    }
    const uint64_t until = t->at_ms + wait_after_ms(t->wrong);
    if (now_ms < until) {
        return (struct pin_answer){.word = PIN_LOCKED, .wait_ms = until - now_ms};
    }
    const int left = FREE_TRIES - t->wrong;
    return (struct pin_answer){.word = PIN_READY, .tries = left > 0 ? left : 1};
}

struct pin_answer staff_pin_look(const struct staff_pin *p, uint64_t now_ms)
{
    struct tries t;
    struct pin_answer a = stand(p, now_ms, &t);
    a.who.role = p->role;
    return a;
}

unsigned staff_pin_roles(const struct staff_pin *p)
{
    unsigned roles = 0;
    for (int i = 0; i < STAFF_ROLES; i++) {
        char text[SEAL_PIN_TEXT];
        const struct staff_pin of = {p->dir, p->state, (enum staff_role)i};
        roles |= read_line(&of, PIN_FILE, text, sizeof text).code == ERR_NOT_FOUND ? 0U : 1U << i;
    }
    return roles;
}

struct pin_answer staff_pin_begin(const struct staff_pin *p, uint64_t now_ms)
{
    struct staff_pin only = *p;
    const unsigned roles = staff_pin_roles(p);
    if ((roles & (roles - 1)) != 0) {
        return (struct pin_answer){.word = PIN_CHOOSE, .roles = roles};
    }
    for (int i = 0; i < STAFF_ROLES; i++) {
        only.role = (roles >> i & 1U) != 0 ? (enum staff_role)i : only.role;
    }
    return staff_pin_look(&only, now_ms);
}

static struct pin_answer judged_wrong(const struct staff_pin *p, const struct tries *t)
{
    const int left = FREE_TRIES - t->wrong;
    return (struct pin_answer){.word = t->wrong >= CLOSED_AT ? PIN_CLOSED : PIN_WRONG,
                               .tries = left > 0 ? left : 0,
                               .wait_ms = wait_after_ms(t->wrong),
                               .who = {.role = p->role}};
}

struct pin_answer staff_pin_check(const struct staff_pin *p, const char *pin, uint64_t now_ms)
{
    struct tries t;
    char text[SEAL_PIN_TEXT];
    struct pin_answer before = stand(p, now_ms, &t);
    before.who.role = p->role;
    if (before.word != PIN_READY) {
        return before;
    }
    t.wrong++;
    t.at_ms = now_ms;
    if (failed(seal_start()) || failed(read_line(p, PIN_FILE, text, sizeof text)) ||
        failed(write_tries(p, &t))) {
        return (struct pin_answer){.word = PIN_BROKEN};
    }
    const struct err e = seal_pin_check(text, pin);
    if (e.code == ERR_REFUSED) {
        return judged_wrong(p, &t);
    }
    const struct tries none = {.wrong = 0};
    if (failed(e) || failed(write_tries(p, &none))) {
        return (struct pin_answer){.word = PIN_BROKEN};
    }
    return (struct pin_answer){.word = PIN_RIGHT, .who = {.role = p->role}};
}

/* 111111, 123456, 987654, 121212, 123123, 12341234. */
static bool anybody_guesses(const char *pin, size_t length)
{
    for (int step = -1; step <= 1; step++) {
        size_t same = 1;
        while (same < length && (pin[same] - pin[same - 1] + 10) % 10 == (step + 10) % 10) {
            same++;
        }
        if (same == length) {
            return true;
        }
    }
    for (size_t period = 2; period <= PERIOD_MOST && period < length; period++) {
        if (length % period == 0 && memcmp(pin, pin + period, length - period) == 0) {
            return true;
        }
    }
    return false;
}

struct err staff_pin_forgive(const struct staff_pin *p)
{
    const struct tries none = {.wrong = 0};
    return write_tries(p, &none);
}

struct err staff_pin_set(const struct staff_pin *p, const char *pin, struct seal_pin_cost cost)
{
    char text[SEAL_PIN_TEXT + 1];
    const size_t length = strlen(pin);
    if (length < STAFF_PIN_MIN || length > STAFF_PIN_MAX || strspn(pin, "0123456789") != length) {
        return ERR(ERR_BAD_INPUT, 0, "staff pin: six to twelve digits");
    }
    if (anybody_guesses(pin, length)) {
        return ERR(ERR_REFUSED, 0, "staff pin: too easy to guess");
    }
    struct err e = seal_start();
    if (!failed(e)) {
        e = seal_pin_make(pin, cost, text);
    }
    if (!failed(e)) {
        memcpy(text + strlen(text), "\n", 2);
        e = write_file(p, PIN_FILE, 0640, text);
    }
    if (!failed(e)) {
        char name[NAME_BYTES];
        char path[DIR_PATH_MAX];
        name_of(p, TRIES_FILE, name);
        snprintf(path, sizeof path, "%s/%s", p->state, name);
        e = p->dir->ops->remove(p->dir, path);
    }
    return e;
}
