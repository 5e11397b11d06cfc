/* What staff must know of this kiosk, one sentence a row: what is wrong and what to do about it.
 * Made of facts that the ports told; pure. */
#ifndef APP_STAFF_HEALTH_H
#define APP_STAFF_HEALTH_H

#include "app/clock_judge.h"
#include "app/sound/messages.h"
#include "app/staff/staff_act.h"
#include "app/steward/steward_word.h"
#include "platform/port_machine.h"
#include "platform/port_printer.h"

enum health_part {
    HEALTH_PRINTER,
    HEALTH_PAPER,
    HEALTH_SCANNER,
    HEALTH_CAMERA,
    HEALTH_SOUND,
    HEALTH_KEYPAD,
    HEALTH_KEYBOARD,
    HEALTH_NETWORK,
    HEALTH_PORTAL,
    HEALTH_UNSENT,
    HEALTH_DISK,
    HEALTH_CLOCK,
    HEALTH_POWER,
    HEALTH_HEAT,
    HEALTH_VERSION,
    HEALTH_BEACON, /* the light that calls an officer */
    HEALTH_TOUCH,  /* what feels fingers */
    HEALTH_PARTS
};

enum health_grade { HEALTH_GOOD, HEALTH_ASKED, HEALTH_WARN, HEALTH_BAD };

/* A device as its port knows it. */
enum device_word {
    DEVICE_NONE, /* none is configured */
    DEVICE_WELL,
    DEVICE_GONE,  /* unplugged, or it does not answer */
    DEVICE_ASKED, /* it was not looked at yet, or may not be now */
};

/* How it stands with the content packs in use. */
enum packs_word {
    PACKS_WELL,
    PACKS_OVER,   /* one is past its last day, and goes on serving */
    PACKS_UNDONE, /* the newest that came failed here and was undone */
};

/* Of this kiosk's outbox. */
struct health_outbox {
    bool told;
    int waiting, held;   /* applications that wait to be sent; that a person must look at */
    int64_t oldest_s;    /* how long the oldest of both waits, seconds */
    int undated;         /* of them, saved by a clock in doubt: oldest_s says nothing of those */
    int64_t room, worst; /* bytes free for new ones; what one at its largest needs */
};

struct health_facts {
    enum device_word printer; /* WELL: status says how it is */
    struct printer_status status;
    int paper_mm, paper_receipts; /* left on the roll, as counted; -1 = not counted */
    enum device_word scanner, camera, sound, keypad, beacon, keyboard, touch;
    bool machine_told;
    struct machine_facts machine;
    enum device_word courier; /* WELL: online says what it knows of the portal */
    bool online;
    enum message_id trouble; /* why nothing is sent (file_why.h); MSG_NONE = it is not known */
    struct health_outbox outbox;
    int64_t now_s; /* the best that is known of the time, Unix seconds */
    enum clock_doubt clock;
    struct fleet_state fleet; /* as the steward left it */
    const char *version;      /* of the program */
    enum packs_word packs;
    const char *pack; /* the name of the one that packs is about */
};

struct health_row {
    enum health_part part;
    enum health_grade grade;
    enum message_id words; /* its {0} and {1} are number[0] and number[1], or text[0] and text[1] */
    int number[2];
    const char *text[2]; /* NULL: the number */
    enum staff_act act;  /* what helps, ACT_NOTHING = nothing on this kiosk's pages */
};

/* Under so many receipts a new roll should lie ready. */
#define HEALTH_FEW_RECEIPTS 30

/* Degrees at which the machine is warm, and so hot that it must rest. */
#define HEALTH_WARM 85
#define HEALTH_HOT  95

/* Whether what gives the power will not do so for long. */
bool health_power_low(const struct machine_facts *m);

/* Fills all rows: what is wrong first, then what should be watched, then what is not known yet, in
 * each the order of enum health_part. Texts are those of the facts. */
void health_rows(const struct health_facts *f, struct health_row ret_rows[HEALTH_PARTS]);

/* How many of the rows have this grade. */
int health_count(const struct health_row rows[HEALTH_PARTS], enum health_grade grade);

/* The name of a part. */
enum message_id health_name(enum health_part part);

#endif
