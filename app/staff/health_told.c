#include "app/staff/health_told.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "platform/base/buf.h"

#define HEAD    "rong-health 1\n"
#define DECIMAL 10

static const char *const words[HEALTH_PARTS] = {
    [HEALTH_PRINTER] = "printer",   [HEALTH_PAPER] = "paper",     [HEALTH_SCANNER] = "scanner",
    [HEALTH_CAMERA] = "camera",     [HEALTH_SOUND] = "sound",     [HEALTH_KEYPAD] = "keypad",
    [HEALTH_KEYBOARD] = "keyboard", [HEALTH_NETWORK] = "network", [HEALTH_PORTAL] = "portal",
    [HEALTH_UNSENT] = "unsent",     [HEALTH_DISK] = "disk",       [HEALTH_CLOCK] = "clock",
    [HEALTH_POWER] = "power",       [HEALTH_HEAT] = "heat",       [HEALTH_VERSION] = "version",
    [HEALTH_BEACON] = "beacon",     [HEALTH_TOUCH] = "touch"};

void health_told_make(const struct health_facts *f, int64_t now, struct health_told *ret_told)
{
    struct health_row rows[HEALTH_PARTS];
    *ret_told = (struct health_told){.at = now, .paper_left = -1, .portal = -1};
    health_rows(f, rows);
    for (int i = 0; i < HEALTH_PARTS; i++) {
        ret_told->known[rows[i].part] = rows[i].part != HEALTH_UNSENT;
        ret_told->grade[rows[i].part] = rows[i].grade;
    }
    ret_told->grade[HEALTH_UNSENT] = HEALTH_GOOD;
    if (f->printer != DEVICE_NONE && f->paper_receipts >= 0) {
        ret_told->paper_left = f->paper_receipts;
    }
    if (f->courier == DEVICE_WELL || f->courier == DEVICE_GONE) {
        ret_told->portal = f->courier == DEVICE_WELL && f->online;
    }
}

bool health_told_same(const struct health_told *a, const struct health_told *b)
{
    bool same = a->paper_left == b->paper_left && a->portal == b->portal;
    for (int i = 0; i < HEALTH_PARTS; i++) {
        same &= a->known[i] == b->known[i] && (!a->known[i] || a->grade[i] == b->grade[i]);
    }
    return same;
}

const char *health_told_word(enum health_part part)
{
    return part < HEALTH_PARTS ? words[part] : "";
}

size_t health_told_write(const struct health_told *told, char text[HEALTH_TOLD_BYTES])
{
    struct buf out;
    buf_init(&out, text, HEALTH_TOLD_BYTES);
    buf_printf(&out, HEAD "at %" PRId64 "\n", told->at);
    for (int i = 0; i < HEALTH_PARTS; i++) {
        if (told->known[i]) {
            buf_printf(&out, "%s %d\n", words[i], (int)told->grade[i]);
        }
    }
    if (told->paper_left >= 0) {
        buf_printf(&out, "paper_left %d\n", told->paper_left);
    }
    if (told->portal >= 0) {
        buf_printf(&out, "portal_up %d\n", told->portal);
    }
    buf_puts(&out, "end\n");
    return out.len;
}

/* "WORD NUMBER": the number behind the word, 0 to most. */
static bool number_of(const char *line, size_t word, int64_t most, int64_t *ret_number)
{
    char *end = NULL;
    const bool digit = line[word] == ' ' && line[word + 1] >= '0' && line[word + 1] <= '9';
    *ret_number = digit ? strtoll(line + word + 1, &end, DECIMAL) : -1;
    return digit && *end == '\0' && *ret_number <= most;
}

static void take_part(struct health_told *t, const char *line, size_t word, int64_t number)
{
    for (int i = 0; i < HEALTH_PARTS; i++) {
        if (strncmp(words[i], line, word) == 0 && words[i][word] == '\0' && number <= HEALTH_BAD) {
            t->known[i] = true;
            t->grade[i] = (enum health_grade)number;
        }
    }
}

static bool take_line(struct health_told *t, const char *line)
{
    const size_t word = strcspn(line, " ");
    int64_t number = 0;
    if (!number_of(line, word, INT64_MAX / 2, &number)) {
        return false;
    }
    if (strncmp(line, "at ", 3) == 0) {
        t->at = number;
    } else if (strncmp(line, "paper_left ", word + 1) == 0) {
        t->paper_left = number < INT32_MAX ? (int)number : -1;
    } else if (strncmp(line, "portal_up ", word + 1) == 0) {
        t->portal = number > 0;
    } else {
        take_part(t, line, word, number);
    }
    return true;
}

bool health_told_read(const char *text, size_t size, struct health_told *ret_told)
{
    static const struct health_told nothing = {.paper_left = -1, .portal = -1};
    static const char tail[] = "\nend\n";
    const size_t head = strlen(HEAD);
    const size_t foot = strlen(tail);
    char copy[HEALTH_TOLD_BYTES];
    char *rest = NULL;
    bool good = true;
    *ret_told = nothing;
    if (size < head + foot || size >= sizeof copy || memchr(text, '\0', size) != NULL ||
        memcmp(text, HEAD, head) != 0 || memcmp(text + size - foot, tail, foot) != 0) {
        return false;
    }
    memcpy(copy, text + head, size - head);
    copy[size - head - foot] = '\0';
    for (char *line = strtok_r(copy, "\n", &rest); line != NULL && good;
         line = strtok_r(NULL, "\n", &rest)) {
        good = take_line(ret_told, line);
    }
    if (!good || ret_told->at == 0) {
        *ret_told = nothing;
        return false;
    }
    return true;
}

bool health_told_fresh(const struct health_told *told, int64_t now)
{
    return told->at > 0 && now - told->at <= HEALTH_TOLD_OLD && told->at - now <= HEALTH_TOLD_OLD;
}
