#include "app/staff/badge.h"

#include <stdio.h>
#include <string.h>

#include "app/citizen/date.h"
#include "app/outbox/seal.h"
#include "platform/base/buf.h"
#include "platform/port_files.h"

#define BADGES_FILE "staff.badges"
#define HEAD        "RONG-THE/"
#define LINE_BYTES  128

static bool is_day(int day)
{
    const int month = day / 100 % 100;
    return day >= 20200101 && day <= 29991231 && month >= 1 && month <= 12 && day % 100 >= 1 &&
           day % 100 <= 31;
}

static bool is_number(int number)
{
    return number >= 1 && number <= STAFF_NUMBER_MOST;
}

/* "14 officer 20271231 valid HASH" */
static bool take_line(const char *line, struct badge_row *ret_row)
{
    char role[16];
    char state[8];
    int used = 0;
    struct badge_row r = {.lost = false};
    uint8_t bytes[SEAL_HASH];
    if (sscanf(line, "%5d %15s %8d %7s %64s%n", &r.who.number, role, &r.last_day, state, r.hash,
               &used) != 5 ||
        line[used] != '\0' || !is_number(r.who.number) || !is_day(r.last_day) ||
        !staff_role_of(role, &r.who.role) || !seal_unhex(r.hash, bytes)) {
        return false;
    }
    r.lost = strcmp(state, "lost") == 0;
    *ret_row = r;
    return r.lost || strcmp(state, "valid") == 0;
}

static struct err take_lines(const char *bytes, size_t size, struct badge_list *list)
{
    const char *at = bytes;
    const char *end = bytes + size;
    while (at < end) {
        char line[LINE_BYTES];
        const char *stop = memchr(at, '\n', (size_t)(end - at));
        const size_t length = stop == NULL ? LINE_BYTES : (size_t)(stop - at);
        if (length >= sizeof line || list->count == BADGES_MAX) {
            return ERR(ERR_CORRUPT, 0, "badge: staff.badges is damaged");
        }
        memcpy(line, at, length);
        line[length] = '\0';
        if (!take_line(line, &list->rows[list->count])) {
            return ERR(ERR_CORRUPT, 0, "badge: staff.badges is damaged");
        }
        list->count++;
        at = stop + 1;
    }
    return ERR_OK;
}

struct err badge_read(const struct badge_store *s, struct badge_list *ret_list)
{
    char path[DIR_PATH_MAX];
    struct file_bytes file;
    ret_list->count = 0;
    snprintf(path, sizeof path, "%s/%s", s->state, BADGES_FILE);
    struct err e = s->dir->files->ops->map(path, &file);
    if (failed(e)) {
        return e.code == ERR_NOT_FOUND ? ERR_OK : e;
    }
    e = take_lines(file.bytes, file.size, ret_list);
    s->dir->files->ops->unmap(&file);
    return e;
}

static struct err write_list(const struct badge_store *s, const struct badge_list *list)
{
    char text[BADGES_MAX * LINE_BYTES];
    struct buf out;
    struct dir_file f = {0};
    struct port_dir *dir = s->dir;
    buf_init(&out, text, sizeof text);
    for (int i = 0; i < list->count; i++) {
        const struct badge_row *r = &list->rows[i];
        buf_printf(&out, "%d %s %d %s %s\n", r->who.number, staff_role_word(r->who.role),
                   r->last_day, r->lost ? "lost" : "valid", r->hash);
    }
    struct err e = dir->ops->create(dir, s->state, 0640, &f);
    if (!failed(e)) {
        e = dir->ops->append(dir, &f, out.data, out.len);
        if (failed(e)) {
            dir->ops->drop(dir, &f);
        } else {
            e = dir->ops->commit(dir, &f, BADGES_FILE);
        }
    }
    return e;
}

/* "RONG-THE/NUMBER/TOKEN" */
static bool take_apart(const char *payload, int *ret_number, char ret_hash[SEAL_HEX])
{
    char token[CODES_TOKEN_SIZE];
    uint8_t hash[SEAL_HASH];
    int used = 0;
    if (strncmp(payload, HEAD, sizeof HEAD - 1) != 0 ||
        sscanf(payload + sizeof HEAD - 1, "%4d/%26[0-9A-Z]%n", ret_number, token, &used) != 2 ||
        payload[sizeof HEAD - 1 + (size_t)used] != '\0' || strlen(token) != sizeof token - 1 ||
        failed(seal_start())) {
        return false;
    }
    seal_hash(token, strlen(token), hash);
    seal_hex(hash, ret_hash);
    seal_forget(token, sizeof token);
    return true;
}

enum badge_word badge_check(const struct badge_store *s, const char *payload, int day,
                            struct staff_person *ret_who)
{
    struct badge_list list;
    char hash[SEAL_HEX];
    int number = 0;
    if (!take_apart(payload, &number, hash)) {
        return BADGE_FOREIGN;
    }
    if (failed(badge_read(s, &list))) {
        return BADGE_BROKEN;
    }
    for (int i = 0; i < list.count; i++) {
        const struct badge_row *r = &list.rows[i];
        if (r->who.number == number && strcmp(r->hash, hash) == 0) {
            *ret_who = r->who;
            return r->lost               ? BADGE_LOST
                   : day == BADGE_NO_DAY ? BADGE_UNDATED
                   : r->last_day < day   ? BADGE_EXPIRED
                                         : BADGE_GOOD;
        }
    }
    return BADGE_FOREIGN;
}

static int lose(struct badge_list *list, int number)
{
    int found = 0;
    for (int i = 0; i < list->count; i++) {
        if (list->rows[i].who.number == number) {
            list->rows[i].lost = true;
            found++;
        }
    }
    return found;
}

/* The oldest lost one makes room. */
static bool make_room(struct badge_list *list)
{
    for (int i = 0; list->count == BADGES_MAX && i < list->count; i++) {
        if (list->rows[i].lost) {
            list->count--;
            memmove(&list->rows[i], &list->rows[i + 1],
                    (size_t)(list->count - i) * sizeof list->rows[0]);
        }
    }
    return list->count < BADGES_MAX;
}

void badge_text(int number, const char *token, char ret_text[BADGE_TEXT])
{
    snprintf(ret_text, BADGE_TEXT, HEAD "%d/%s", number, token);
}

struct err badge_keep(const struct badge_store *s, struct staff_person who, int last_day,
                      const char *token, struct badge_list *ret_list)
{
    char text[BADGE_TEXT];
    int number = 0;
    if (!is_number(who.number) || !is_day(last_day)) {
        return ERR(ERR_BAD_INPUT, 0, "badge: number or day");
    }
    const struct err e = badge_read(s, ret_list);
    if (failed(e)) {
        return e;
    }
    (void)lose(ret_list, who.number);
    if (!make_room(ret_list)) {
        return ERR(ERR_FULL, 0, "badge: too many");
    }
    struct badge_row *r = &ret_list->rows[ret_list->count++];
    *r = (struct badge_row){.who = who, .last_day = last_day};
    badge_text(who.number, token, text);
    const bool hashed = take_apart(text, &number, r->hash);
    explicit_bzero(text, sizeof text);
    return hashed ? write_list(s, ret_list) : ERR(ERR_BAD_INPUT, 0, "badge: no token");
}

struct err badge_make(const struct badge_store *s, struct port_random *random,
                      struct staff_person who, int last_day, char ret_text[BADGE_TEXT])
{
    struct badge_list list;
    char token[CODES_TOKEN_SIZE];
    struct err e = codes_token(random, token);
    if (!failed(e)) {
        e = badge_keep(s, who, last_day, token, &list);
        badge_text(who.number, token, ret_text);
    }
    explicit_bzero(token, sizeof token);
    return e;
}

bool badge_is_valid(const struct badge_list *list, int number, int day)
{
    for (int i = 0; i < list->count; i++) {
        const struct badge_row *r = &list->rows[i];
        if (r->who.number == number && !r->lost && r->last_day >= day) {
            return true;
        }
    }
    return false;
}

struct err badge_lose(const struct badge_store *s, int number)
{
    struct badge_list list;
    const struct err e = badge_read(s, &list);
    if (failed(e)) {
        return e;
    }
    return lose(&list, number) == 0 ? ERR(ERR_NOT_FOUND, 0, "badge: no such number")
                                    : write_list(s, &list);
}

int badge_day(int64_t now_s, int offset_minutes)
{
    const struct date d = date_today(now_s, offset_minutes);
    return d.year * 10000 + d.month * 100 + d.day;
}
