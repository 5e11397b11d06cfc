#include "app/steward/steward_word.h"

#include <stdio.h>
#include <string.h>

#include "app/whole.h"

#define DAY_MS ((int64_t)86400 * 1000)

static const char *const names[FLEET_WORDS] = {
    [FLEET_UNKNOWN] = "unknown", [FLEET_WELL] = "well",           [FLEET_CERT_OVER] = "cert-over",
    [FLEET_REVOKED] = "revoked", [FLEET_CERT_FELL] = "cert-fell", [FLEET_LOST] = "lost",
    [FLEET_REFUSED] = "refused", [FLEET_FROZEN] = "frozen",       [FLEET_CERT_SOON] = "cert-soon",
    [FLEET_AWAY] = "away",       [FLEET_UNTRUSTED] = "untrusted",
};

const char *steward_word_name(enum fleet_word word)
{
    return word >= 0 && word < FLEET_WORDS ? names[word] : names[FLEET_UNKNOWN];
}

/* A clock that was put back says nothing about how long ago it was. */
static bool is_fresh(int64_t at_s, int64_t now_s, int64_t kept_s)
{
    return at_s != 0 && now_s >= at_s && now_s - at_s < kept_s;
}

int steward_word_doubts(int before, struct err e, const struct http_answer *a, bool clock_kept)
{
    if (!failed(e)) {
        return 0;
    }
    if (e.code != ERR_OFFLINE) {
        return before;
    }
    switch (a->away) {
    case HTTP_AWAY_REFUSED: /* it was trusted, and does not trust us */
        return 0;
    case HTTP_AWAY_OVER:
    case HTTP_AWAY_EARLY:
        return clock_kept && before < FLEET_DOUBTS ? before + 1 : before;
    case HTTP_AWAY_FOREIGN:
    case HTTP_AWAY_HOST:
        return before < FLEET_DOUBTS ? before + 1 : before;
    case HTTP_AWAY_LINE:
    case HTTP_AWAY_NAME:
    case HTTP_AWAY_TLS:
    case HTTP_AWAY_OWN:
        break;
    }
    return before;
}

static enum fleet_word word_of(const struct fleet_facts *f, int *ret_number)
{
    *ret_number = 0;
    /* By a wrong clock nothing can be said of dates. */
    if (f->shows && f->days_left < 0 && !f->clock_wrong) {
        *ret_number = -f->days_left;
        return FLEET_CERT_OVER;
    }
    if (f->doubts >= FLEET_DOUBTS) { /* newer than any word of the server's own */
        return FLEET_UNTRUSTED;
    }
    if (f->refused && !(f->shows && f->credential == CREDENTIAL_FALLEN)) {
        return FLEET_REVOKED;
    }
    if (f->shows && f->credential == CREDENTIAL_FALLEN) {
        *ret_number = f->days_left;
        return FLEET_CERT_FELL;
    }
    if (is_fresh(f->lost_s, f->now_s, FLEET_LOST_S)) {
        return FLEET_LOST;
    }
    if (f->ended_code != 0 && is_fresh(f->ended_s, f->now_s, FLEET_KEPT_S)) {
        *ret_number = f->ended_code;
        return FLEET_REFUSED;
    }
    if (f->frozen_days > 0) {
        *ret_number = f->frozen_days;
        return FLEET_FROZEN;
    }
    if (f->shows && f->credential == CREDENTIAL_ENDS_SOON) {
        *ret_number = f->days_left;
        return FLEET_CERT_SOON;
    }
    if (f->away_ms >= FLEET_AWAY_MS) {
        *ret_number = (int)(f->away_ms / DAY_MS);
        return FLEET_AWAY;
    }
    return FLEET_WELL;
}

struct fleet_state steward_word_of(const struct fleet_facts *f)
{
    struct fleet_state s = {.clock_wrong = f->clock_wrong};
    s.word = word_of(f, &s.number);
    return s;
}

void steward_word_write(const struct fleet_state *s, char ret_text[FLEET_BYTES])
{
    (void)snprintf(ret_text, FLEET_BYTES, "rong-fleet 1\nword = %s\nnumber = %d\nclock = %s\n",
                   steward_word_name(s->word), s->number, s->clock_wrong ? "wrong" : "right");
}

struct fleet_state steward_word_read(const char *text, size_t size)
{
    char copy[FLEET_BYTES];
    char again[FLEET_BYTES];
    char word[16];
    char clock[8];
    struct fleet_state s = {.word = FLEET_UNKNOWN};
    if (size == 0 || size >= sizeof copy) {
        return s;
    }
    (void)memcpy(copy, text, size);
    copy[size] = '\0';
    if (sscanf(copy, "rong-fleet 1\nword = %15s\nnumber = %9d\nclock = %7s\n", word, &s.number,
               clock) != 3) {
        return (struct fleet_state){.word = FLEET_UNKNOWN};
    }
    s.clock_wrong = strcmp(clock, "wrong") == 0;
    for (int i = 0; i < FLEET_WORDS; i++) {
        if (strcmp(names[i], word) == 0) {
            s.word = (enum fleet_word)i;
        }
    }
    steward_word_write(&s, again); /* what this program would not write is none */
    return strcmp(again, copy) == 0 && s.number >= 0 ? s
                                                     : (struct fleet_state){.word = FLEET_UNKNOWN};
}

struct err steward_word_keep(struct port_dir *dir, const char *state, const struct fleet_state *s)
{
    char text[FLEET_BYTES];
    steward_word_write(s, text);
    return whole_write(dir, state, FLEET_FILE, text, strlen(text));
}

struct fleet_state steward_word_load(const struct port_files *files, const char *state)
{
    char path[DIR_PATH_MAX];
    struct file_bytes file = {0};
    struct fleet_state s = {.word = FLEET_UNKNOWN};
    const int length = snprintf(path, sizeof path, "%s/" FLEET_FILE, state);
    if (length < 0 || (size_t)length >= sizeof path ||
        failed(files->ops->read(path, FLEET_BYTES, &file))) {
        return s;
    }
    s = steward_word_read(file.bytes, file.size);
    files->ops->unmap(&file);
    return s;
}
