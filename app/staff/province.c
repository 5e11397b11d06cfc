#include "app/staff/province.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "platform/port_files.h"

#define SECRET_FILE "staff.province"
#define CODE_FILE   "staff.code"
#define LINE_BYTES  (SEAL_HEX + 1)
#define MODULUS     100000000U /* PROVINCE_DIGITS digits */
#define MAC_USED    8          /* bytes of it that become the code */

struct count {
    char number[PROVINCE_TEXT];
    int wrong; /* in a row */
};

/* The one line of a file, without its end. */
static struct err read_line(const struct province_store *s, const char *name, char line[LINE_BYTES])
{
    char path[DIR_PATH_MAX];
    struct file_bytes file;
    snprintf(path, sizeof path, "%s/%s", s->state, name);
    const struct err e = s->dir->files->ops->map(path, &file);
    if (failed(e)) {
        return e;
    }
    const bool whole =
        file.size > 1 && file.size <= LINE_BYTES && file.bytes[file.size - 1] == '\n';
    if (whole) {
        memcpy(line, file.bytes, file.size - 1);
        line[file.size - 1] = '\0';
    }
    s->dir->files->ops->unmap(&file);
    return whole ? ERR_OK : ERR(ERR_CORRUPT, 0, "province: a damaged file");
}

static struct err write_line(const struct province_store *s, const char *name, unsigned mode,
                             const char *line)
{
    struct dir_file f = {0};
    struct port_dir *dir = s->dir;
    struct err e = dir->ops->create(dir, s->state, mode, &f);
    if (failed(e)) {
        return e;
    }
    e = dir->ops->append(dir, &f, line, strlen(line));
    if (failed(e)) {
        dir->ops->drop(dir, &f);
        return e;
    }
    return dir->ops->commit(dir, &f, name);
}

static bool is_digits(const char *text)
{
    return strlen(text) == PROVINCE_DIGITS && strspn(text, "0123456789") == PROVINCE_DIGITS;
}

static struct err keep(const struct province_store *s, const struct count *c)
{
    char line[LINE_BYTES];
    snprintf(line, sizeof line, "%s %d\n", c->number, c->wrong);
    return write_line(s, CODE_FILE, 0660, line);
}

/* Another number, with no wrong try. */
static struct err draw(const struct province_store *s, struct count *ret_count)
{
    uint32_t drawn = 0;
    const struct err e = s->random->ops->fill(s->random, &drawn, sizeof drawn);
    if (failed(e)) {
        return e;
    }
    *ret_count = (struct count){.wrong = 0};
    snprintf(ret_count->number, sizeof ret_count->number, "%08" PRIu32, drawn % MODULUS);
    return keep(s, ret_count);
}

static struct err read_count(const struct province_store *s, struct count *ret_count)
{
    char line[LINE_BYTES];
    int used = 0;
    const struct err e = read_line(s, CODE_FILE, line);
    if (e.code == ERR_NOT_FOUND) {
        return draw(s, ret_count);
    }
    if (failed(e) || sscanf(line, "%8s %3d%n", ret_count->number, &ret_count->wrong, &used) != 2 ||
        line[used] != '\0' || !is_digits(ret_count->number) || ret_count->wrong < 0) {
        return ERR(ERR_CORRUPT, 0, "province: staff.code is damaged");
    }
    return ERR_OK;
}

/* What stands in the way of a try, with the secret and the count. */
static struct province_answer stand(const struct province_store *s, char secret[LINE_BYTES],
                                    struct count *ret_count)
{
    uint8_t key[SEAL_HASH];
    const struct err known =
        failed(seal_start()) ? ERR(ERR_IO, 0, "province: seal") : read_line(s, SECRET_FILE, secret);
    if (known.code == ERR_NOT_FOUND) {
        return (struct province_answer){.word = PROVINCE_NONE};
    }
    if (failed(known) || !seal_unhex(secret, key) || failed(read_count(s, ret_count))) {
        return (struct province_answer){.word = PROVINCE_BROKEN};
    }
    seal_forget(key, sizeof key);
    struct province_answer a = {.word = PROVINCE_CLOSED};
    if (ret_count->wrong < PROVINCE_TRIES) {
        a.word = PROVINCE_READY;
        a.tries = PROVINCE_TRIES - ret_count->wrong;
        memcpy(a.number, ret_count->number, sizeof a.number);
    }
    return a;
}

struct err province_code(const char *secret, enum staff_role role, const char *number,
                         char ret_code[PROVINCE_TEXT])
{
    char text[48];
    uint8_t key[SEAL_KEY];
    uint8_t mac[SEAL_HASH];
    uint64_t value = 0;
    const struct err e = seal_start();
    if (failed(e)) {
        return e;
    }
    if (strlen(secret) != SEAL_HEX - 1 || !seal_unhex(secret, key) || !is_digits(number)) {
        return ERR(ERR_BAD_INPUT, 0, "province: no secret or no number");
    }
    const int length = snprintf(text, sizeof text, "RONG-MO/%s/%s", staff_role_word(role), number);
    seal_mac(key, text, (size_t)length, mac);
    for (int i = 0; i < MAC_USED; i++) {
        value = value << 8 | mac[i];
    }
    snprintf(ret_code, PROVINCE_TEXT, "%08" PRIu64, value % MODULUS);
    seal_forget(key, sizeof key);
    seal_forget(mac, sizeof mac);
    return ERR_OK;
}

struct province_answer province_look(const struct province_store *s)
{
    char secret[LINE_BYTES] = "";
    struct count c;
    const struct province_answer a = stand(s, secret, &c);
    seal_forget(secret, sizeof secret);
    return a;
}

/* Takes as long for one wrong digit as for eight. */
static bool is_same(const char *typed, const char code[PROVINCE_TEXT])
{
    unsigned differs = 0;
    for (int i = 0; is_digits(typed) && i < PROVINCE_DIGITS; i++) {
        differs |= (unsigned)(typed[i] ^ code[i]);
    }
    return is_digits(typed) && differs == 0;
}

struct province_answer province_check(const struct province_store *s, enum staff_role role,
                                      const char *code)
{
    char secret[LINE_BYTES] = "";
    char wanted[PROVINCE_TEXT] = "";
    struct count c;
    struct province_answer a = stand(s, secret, &c);
    if (a.word == PROVINCE_READY) {
        c.wrong++;
        const bool counted =
            !failed(keep(s, &c)) && !failed(province_code(secret, role, c.number, wanted));
        if (!counted) {
            a = (struct province_answer){.word = PROVINCE_BROKEN};
        } else if (is_same(code, wanted)) {
            a = (struct province_answer){.word = failed(draw(s, &c)) ? PROVINCE_BROKEN
                                                                     : PROVINCE_RIGHT};
        } else {
            a.tries = PROVINCE_TRIES - c.wrong;
            a.word = a.tries > 0 ? PROVINCE_WRONG : PROVINCE_CLOSED;
        }
    }
    seal_forget(secret, sizeof secret);
    seal_forget(wanted, sizeof wanted);
    return a;
}

struct err province_make(const struct province_store *s, char ret_secret[SEAL_HEX])
{
    uint8_t key[SEAL_KEY];
    char line[LINE_BYTES];
    struct count c;
    struct err e = s->random->ops->fill(s->random, key, sizeof key);
    if (failed(e)) {
        return e;
    }
    seal_hex(key, ret_secret);
    snprintf(line, sizeof line, "%s\n", ret_secret);
    e = write_line(s, SECRET_FILE, 0640, line);
    seal_forget(key, sizeof key);
    seal_forget(line, sizeof line);
    return failed(e) ? e : draw(s, &c);
}
