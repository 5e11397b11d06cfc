/* What staff at the kiosk must know of its fleet, in one word and a number: the steward writes it
 * to STATE/fleet.state whenever it changes, the staff's dashboard reads it there. The file is
 * hostile to the screen: strict, bounded, no text of it is shown. Pure but for the two that say
 * where; any thread. */
#ifndef APP_STEWARD_STEWARD_WORD_H
#define APP_STEWARD_STEWARD_WORD_H

#include "app/steward/credential.h"
#include "platform/port_dir.h"
#include "platform/port_files.h"
#include "platform/port_http.h"

#define FLEET_FILE    "fleet.state"
#define FLEET_BYTES   256
#define FLEET_KEPT_S  ((int64_t)7 * 86400) /* so long a refused update is told */
#define FLEET_LOST_S  ((int64_t)86400)     /* so long a server that began anew */
#define FLEET_AWAY_MS ((int64_t)3 * 86400 * 1000)
#define FLEET_DOUBTS  3 /* of the server in a row: a minute of polls, and no sign-in page of one */

/* The first of them that is so is told. */
enum fleet_word {
    FLEET_UNKNOWN, /* there is no file: nobody manages this kiosk from afar */
    FLEET_WELL,
    FLEET_CERT_OVER, /* the kiosk's certificate; number: days since */
    FLEET_UNTRUSTED, /* who answers there is not who the fleet's authority signed for */
    FLEET_REVOKED,   /* the server does not take who we are any more */
    FLEET_CERT_FELL, /* a new certificate was refused, the old one serves; number: its days left */
    FLEET_LOST,      /* the server asked who we are as if it had never known: it was set up anew */
    FLEET_REFUSED,   /* what it sent last was not taken; number: status.code */
    FLEET_FROZEN,    /* it answers and has nothing newer; number: days */
    FLEET_CERT_SOON, /* number: days left */
    FLEET_AWAY,      /* it was not heard; number: days */
    FLEET_WORDS
};

struct fleet_state {
    enum fleet_word word;
    int number;
    bool clock_wrong; /* beside the word, which it may be the reason of */
};

struct fleet_facts {
    bool shows;   /* a certificate of our own is shown; else a token, or nothing */
    int doubts;   /* steward_word_doubts() */
    bool refused; /* 401, or TLS refused us, and nothing was taken since */
    enum credential_word credential;
    int days_left;
    int64_t lost_s, ended_s; /* steward.h */
    int ended_code, frozen_days;
    int64_t away_ms; /* since the server was last heard, or the start */
    bool clock_wrong;
    int64_t now_s;
};

/* How often in a row the server's certificate was not trusted, after an exchange that ended with e
 * and *a, when it was so before. A line that is down says nothing about it. Of a date that does not
 * hold the clock may be the reason, unless somebody keeps it (wall.h tells staff of that one). */
int steward_word_doubts(int before, struct err e, const struct http_answer *a, bool clock_kept);

struct fleet_state steward_word_of(const struct fleet_facts *f);

/* The word as it is written and told as a metric ("cert-over"); never NULL. */
const char *steward_word_name(enum fleet_word word);

/* The file's text. */
void steward_word_write(const struct fleet_state *s, char ret_text[FLEET_BYTES]);

/* Reads such a text; anything else is UNKNOWN. */
struct fleet_state steward_word_read(const char *text, size_t size);

/* Keeps it in, reads it from the state directory. Blocking. */
MUST_USE struct err steward_word_keep(struct port_dir *dir, const char *state,
                                      const struct fleet_state *s);
struct fleet_state steward_word_load(const struct port_files *files, const char *state);

#endif
