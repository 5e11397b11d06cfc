/* Days of a centre's life in seconds: the real app, outbox and courier under a clock that only we
 * move, citizens and troubles drawn from one seed. The same seed does the same again, to the byte.
 * One thread. What goes wrong in the harness itself ends the program. */
#ifndef TESTS_SIMULATION_SIMULATION_H
#define TESTS_SIMULATION_SIMULATION_H

#include "app/app.h"
#include "app/assets.h"
#include "app/courier/courier.h"
#include "app/outbox/outbox.h"
#include "app/settings.h"
#include "platform/port_clock.h"
#include "platform/port_http.h"
#include "platform/port_random.h"
#include "platform/sim/crash_disk.h"

#define STATE_DIR  "/state"
#define TAG_DIGITS 12 /* the ID number she gives: it marks her application */

/* What is broken on purpose, to see that it is noticed. */
enum planted {
    PLANTED_NOTHING,
    PLANTED_SAYS_SAVED, /* "kept safe" is said of what was never committed */
    PLANTED_NEW_KEY,    /* every repetition goes out under another uuid */
    PLANTED_BELIEVES,   /* any answer at all is taken for "received" */
    PLANTED_NO_FLUSH,   /* the disk says it flushed and did not */
    PLANTED_SENDS_ON,   /* what was asked back, and is not there, is claimed and sent after all */
    PLANTED_HASTY,      /* the first "not there" is believed while it may be on its way */
    PLANTED_SENDS_AWAY, /* what went to another kiosk is sent from here all the same */
    PLANTED_LOOSE,      /* a bundle is said to be written and was not flushed */
    PLANTED_COMES_BACK, /* what the other kiosk has waits here again, and nobody asked */
    PLANTED_COUNT
};

/* Something she was told on the screen. */
struct promise {
    char uuid[37], tag[TAG_DIGITS + 1];
    char number[40];  /* "" until "received" was shown */
    bool asked, back; /* she asked for it back; and was told that it is withdrawn */
    bool ends, ended; /* staff said that the other kiosk has it; and were told that it is done */
};

/* What the portal holds. */
struct file_at_portal {
    char uuid[37], sha256[SEAL_HEX], tag[TAG_DIGITS + 1];
    unsigned number;  /* 0: none yet */
    int number_after; /* status questions until there is one */
    int papers;       /* named in the record and not here */
};

/* The portal's memory and its moods. */
struct practice {
    struct port_http port; /* first: the port is this struct */
    struct sim *sim;
    struct file_at_portal *files;
    int count, room;
    struct paper_at_portal {
        char uuid[37], sha256[SEAL_HEX];
    } * papers;
    int paper_count, paper_room;
    struct place_at_portal { /* of a paper that comes in parts */
        char uuid[37], sha256[SEAL_HEX];
        char *bytes; /* NULL: forgotten, or whole */
        size_t have, length, told;
    } * places;
    int place_count, place_room;
    unsigned numbers;           /* minted */
    int doubled;                /* a second file for one citizen's tag */
    struct file_at_portal late; /* a record on its way: its answer was given up, it arrives */
    uint64_t late_ms;           /* ... then; 0 = there is none */
    int calm;                   /* no mood but "well" while > 0 */
    char answer[2048];
};

struct counts {
    int sessions, finished, abandoned, stuck, kiosk_crashes, courier_crashes, cuts, exchanges,
        faults;
    int store_refused, held, prints, print_faults, withdrawn, late, parts, exported, written, done;
};

struct sim {
    uint64_t seed;
    enum planted planted;
    struct port_clock clock;
    struct port_random chance;                 /* citizens and troubles */
    struct port_random drawn;                  /* what the kiosk draws: uuids and codes */
    struct port_random staff;                  /* what they wish to go to another kiosk */
    struct crash_disk disks[2], *disk, *spare; /* the one in use, and the one a cut is made into */
    struct port_dir dir;
    struct settings settings;
    struct assets assets;
    struct arena lists, visit;
    struct app app;
    struct effects fx;
    struct outbox *outbox; /* the kiosk's */
    struct practice portal;
    struct courier courier;
    bool courier_up, line_down, hurry;
    uint64_t line_until_ms, courier_at_ms;
    struct promise *promises;
    int promise_count, promise_room;
    struct pending { /* what a worker would bring back later */
        enum happening kind;
        uint64_t at_ms;
        struct err error;
        enum print_what slip;
    } pending[8];
    int pending_count;
    struct counts counts;
    char wrong[512]; /* the first broken promise; "" while there is none */
};

/* A number of 0 to limit-1. */
unsigned sim_draw(struct sim *s, unsigned limit);
/* True once in so many. */
bool sim_once_in(struct sim *s, unsigned times);
/* Ends the program with a sentence if e failed. */
void sim_must(struct err e, const char *what);
/* Notes that an invariant broke; the first is kept. */
void sim_wrong(struct sim *s, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* world.c: the kiosk's side. */
void world_open(struct sim *s);
void world_close(struct sim *s);
/* One event into the app and its effects carried out. */
void world_event(struct sim *s, struct event e);
void world_intent(struct sim *s, enum intent_kind kind, int argument, const char *text);
/* Lets time pass: workers finish, the app's clock ticks. */
void world_pass(struct sim *s, int ms);
void world_start(struct sim *s);
/* The kiosk's process dies and is started again. */
void world_crash(struct sim *s);
/* How many procedures can be filled in; their codes. */
int world_procedures(void);
const char *world_procedure(int i);

/* uploads.c: the portal's side of a paper that comes in parts. */
bool upload_is_asked(const struct http_request *r);
/* Answers one such request; cut = the line broke in the body, and a part of it came. */
void upload_serve(struct practice *p, const struct http_request *r, bool cut,
                  struct http_answer *answer);
void uploads_free(struct practice *p);

/* couriers.c: the courier's side and the portal. */
/* An answer of this status whose body is p->answer. */
void portal_say(struct practice *p, struct http_answer *answer, int status);
bool portal_has_paper(const struct practice *p, const char *uuid, const char *sha256);
void portal_keep_paper(struct practice *p, const char *uuid, const char *sha256);
void courier_start(struct sim *s);
void courier_kill(struct sim *s);
/* A round, if it is time for one. */
void courier_turn(struct sim *s);
void portal_init(struct sim *s);
void portal_free(struct sim *s);
/* What was on its way is there, if its time has come; or now. */
void portal_arrives(struct sim *s, bool now);

/* staff.c: now and then they carry one to another kiosk, say that it is there, or think better of
 * it. */
void staff_turn(struct sim *s);
/* Whether they were told that the other kiosk has it, and it is done here. */
bool staff_ended(const struct sim *s, const char *uuid);
/* They carry nothing any more: what went away is taken back. */
void staff_ends(struct sim *s);

/* planted.c: whose bugs these are. */
void planted_in(struct sim *s);

/* power.c */
void power_open(struct sim *s);
void power_close(struct sim *s);
/* From here on flushes lie, if that is what is planted; no cut comes any more. */
void power_lies(struct sim *s);
void power_stays(struct sim *s);
/* From the first failing call on until the cut. */
bool power_is_failing(const struct sim *s);
/* Plans a cut, or carries out the one that came. */
void power_turn(struct sim *s);

/* citizen.c */
struct citizen {
    bool here;
    bool filed; /* she was told that it is kept: at the next welcome she is through */
    char tag[TAG_DIGITS + 1];
    const char *procedure;
    int patience; /* acts until she gives up */
    int wanders;  /* in so many acts she touches anything; 0 = never */
    int tries;    /* on this page */
    form_node page;
    enum screen screen;
};
void citizen_arrives(struct sim *s, struct citizen *c);
/* One touch. */
void citizen_acts(struct sim *s, struct citizen *c);

/* judge.c: after everything was let through, is every promise kept? */
void judge_drain(struct sim *s);
void judge(struct sim *s);

#endif
