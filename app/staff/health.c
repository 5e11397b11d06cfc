#include "app/staff/health.h"

#include <string.h>

#define MIB         ((int64_t)1 << 20)
#define DISK_LOW    (1024 * MIB)
#define DISK_FULL   (64 * MIB)
#define BATTERY_LOW 20
#define MINUTE_S    60
#define HOUR_S      3600
#define DAY_S       86400
#define ALARM_DAYS  30

static struct health_row row(enum health_grade grade, enum message_id words)
{
    return (struct health_row){.grade = grade, .words = words};
}

static struct health_row with(struct health_row r, int zero, int one)
{
    r.number[0] = zero;
    r.number[1] = one;
    return r;
}

static struct health_row leads(struct health_row r, enum staff_act act)
{
    r.act = act;
    return r;
}

static struct health_row printer(const struct health_facts *f)
{
    const struct printer_status *s = &f->status;
    switch (f->printer) {
    case DEVICE_NONE:
        return row(HEALTH_WARN, MSG_HEALTH_PRINTER_NONE);
    case DEVICE_ASKED:
        return row(HEALTH_ASKED, MSG_HEALTH_ASKED);
    case DEVICE_GONE:
        return row(HEALTH_BAD, MSG_HEALTH_PRINTER_GONE);
    case DEVICE_WELL:
        break;
    }
    if (s->cover_open) {
        return leads(row(HEALTH_BAD, MSG_HEALTH_PRINTER_COVER), ACT_PAPER);
    }
    if (s->broken) { /* opening it helps nothing */
        return row(HEALTH_BAD, MSG_HEALTH_PRINTER_BROKEN);
    }
    if (s->jam) {
        return leads(row(HEALTH_BAD, MSG_HEALTH_PRINTER_JAM), ACT_PAPER);
    }
    if (s->hot) {
        return row(HEALTH_WARN, MSG_HEALTH_PRINTER_HOT);
    }
    if (s->answers && !s->online && s->paper != PAPER_OUT) {
        return row(HEALTH_BAD, MSG_HEALTH_PRINTER_OFFLINE);
    }
    return s->answers ? row(HEALTH_GOOD, MSG_HEALTH_PRINTER_WELL)
                      : row(HEALTH_GOOD, MSG_HEALTH_PRINTER_MUTE);
}

/* Nobody measures a roll in millimetres: whole metres, the nearest, and never none of what is
 * there. */
static int metres(int millimetres)
{
    const int nearest = (millimetres + 500) / 1000;
    return millimetres > 0 && nearest == 0 ? 1 : nearest;
}

static struct health_row paper(const struct health_facts *f)
{
    const bool counted = f->paper_mm >= 0 && f->paper_receipts >= 0;
    if (f->printer == DEVICE_WELL && f->status.paper == PAPER_OUT) {
        return leads(row(HEALTH_BAD, MSG_HEALTH_PAPER_OUT), ACT_PAPER);
    }
    if (f->printer == DEVICE_NONE) {
        return row(HEALTH_GOOD, MSG_HEALTH_PAPER_NONE);
    }
    if (counted) {
        const bool few =
            f->status.paper == PAPER_NEAR_END || f->paper_receipts < HEALTH_FEW_RECEIPTS;
        return leads(with(row(few ? HEALTH_WARN : HEALTH_GOOD,
                              few ? MSG_HEALTH_PAPER_FEW : MSG_HEALTH_PAPER_LEFT),
                          metres(f->paper_mm), f->paper_receipts),
                     ACT_PAPER);
    }
    if (f->printer == DEVICE_WELL && f->status.paper == PAPER_NEAR_END) {
        return leads(row(HEALTH_WARN, MSG_HEALTH_PAPER_NEAR), ACT_PAPER);
    }
    if (f->printer == DEVICE_WELL && f->status.paper == PAPER_OK) {
        return leads(row(HEALTH_GOOD, MSG_HEALTH_PAPER_WELL), ACT_PAPER);
    }
    return f->printer == DEVICE_ASKED
               ? row(HEALTH_ASKED, MSG_HEALTH_ASKED)
               : leads(row(HEALTH_WARN, MSG_HEALTH_PAPER_UNKNOWN), ACT_PAPER);
}

/* A device that is there or not. */
static struct health_row device(enum device_word word, struct health_row none, enum message_id well,
                                struct health_row gone)
{
    switch (word) {
    case DEVICE_NONE:
        return none;
    case DEVICE_WELL:
        return row(HEALTH_GOOD, well);
    case DEVICE_GONE:
        return gone;
    case DEVICE_ASKED:
        break;
    }
    return row(HEALTH_ASKED, MSG_HEALTH_ASKED);
}

static struct health_row scanner(const struct health_facts *f)
{
    return device(f->scanner, row(HEALTH_WARN, MSG_HEALTH_SCANNER_NONE), MSG_HEALTH_SCANNER_WELL,
                  row(HEALTH_BAD, MSG_HEALTH_SCANNER_GONE));
}

static struct health_row camera(const struct health_facts *f)
{
    if (f->camera == DEVICE_ASKED) {
        return row(HEALTH_ASKED, MSG_HEALTH_CAMERA_UNTRIED);
    }
    return device(f->camera, row(HEALTH_WARN, MSG_HEALTH_CAMERA_NONE), MSG_HEALTH_CAMERA_WELL,
                  row(HEALTH_BAD, MSG_HEALTH_CAMERA_GONE));
}

static struct health_row sound(const struct health_facts *f)
{
    return leads(device(f->sound, row(HEALTH_WARN, MSG_HEALTH_SOUND_NONE), MSG_HEALTH_SOUND_WELL,
                        row(HEALTH_BAD, MSG_HEALTH_SOUND_GONE)),
                 ACT_SOUND);
}

static struct health_row keypad(const struct health_facts *f)
{
    const struct health_row r =
        device(f->keypad, row(HEALTH_GOOD, MSG_HEALTH_KEYPAD_NONE), MSG_HEALTH_KEYPAD_WELL,
               row(HEALTH_BAD, MSG_HEALTH_KEYPAD_GONE));
    return f->keypad == DEVICE_NONE ? r : leads(r, ACT_KEYS);
}

/* Nobody but an officer misses it. */
static struct health_row keyboard(const struct health_facts *f)
{
    return device(f->keyboard, row(HEALTH_GOOD, MSG_HEALTH_KEYBOARD_NONE), MSG_HEALTH_KEYBOARD_WELL,
                  row(HEALTH_WARN, MSG_HEALTH_KEYBOARD_GONE));
}

static struct health_row touch(const struct health_facts *f)
{
    return device(f->touch, row(HEALTH_GOOD, MSG_HEALTH_TOUCH_NONE), MSG_HEALTH_TOUCH_WELL,
                  row(HEALTH_BAD, MSG_HEALTH_TOUCH_GONE));
}

static struct health_row network(const struct health_facts *f)
{
    if (!f->machine_told) {
        return row(HEALTH_ASKED, MSG_HEALTH_ASKED);
    }
    if (f->machine.lines == 0) {
        return leads(row(HEALTH_BAD, MSG_HEALTH_NETWORK_NONE), ACT_LINES);
    }
    return leads(f->machine.lines_up == 0 ? row(HEALTH_BAD, MSG_HEALTH_NETWORK_DOWN)
                                          : row(HEALTH_GOOD, MSG_HEALTH_NETWORK_WELL),
                 ACT_LINES);
}

static struct health_row portal(const struct health_facts *f)
{
    return leads(device(f->courier, row(HEALTH_BAD, MSG_HEALTH_COURIER_GONE),
                        MSG_HEALTH_PORTAL_WELL, row(HEALTH_BAD, MSG_HEALTH_COURIER_GONE)),
                 ACT_LINES);
}

/* What the courier met that has a sentence of its own. Without any line no name is found, which
 * says nothing of the name. */
static enum health_grade portal_trouble(const struct health_facts *f)
{
    if (f->courier != DEVICE_WELL) {
        return HEALTH_GOOD;
    }
    switch ((int)f->trouble) {
    case MSG_WHY_KIOSK: /* nothing gets better of itself, nor do the next */
    case MSG_WHY_CERT_OVER:
    case MSG_WHY_CERT_EARLY:
    case MSG_WHY_CERT_HOST:
    case MSG_WHY_CERT_FOREIGN:
    case MSG_WHY_OWN_CERT:
        return HEALTH_BAD;
    case MSG_WHY_OTHER_DOOR:
    case MSG_WHY_BUSY:
    case MSG_WHY_NO_TLS:
        return HEALTH_WARN;
    case MSG_WHY_NAME:
        return f->machine_told && f->machine.lines_up == 0 ? HEALTH_GOOD : HEALTH_WARN;
    default:
        return HEALTH_GOOD;
    }
}

static struct health_row portal_line(const struct health_facts *f)
{
    const enum health_grade grade = portal_trouble(f);
    if (grade != HEALTH_GOOD) {
        return leads(row(grade, f->trouble), ACT_LINES);
    }
    return f->courier == DEVICE_WELL && !f->online
               ? leads(row(HEALTH_WARN, MSG_HEALTH_PORTAL_OFFLINE), ACT_LINES)
               : portal(f);
}

/* How long the oldest waits, in the words that fit. */
static struct health_row waiting(const struct health_outbox *o)
{
    const int64_t s = o->oldest_s < 0 ? 0 : o->oldest_s;
    if (o->undated > 0 && s / DAY_S < ALARM_DAYS) {
        return with(row(HEALTH_WARN, MSG_HEALTH_UNSENT_UNDATED), o->waiting, o->undated);
    }
    if (s < HOUR_S) {
        return with(row(HEALTH_GOOD, MSG_HEALTH_UNSENT_MINUTES), o->waiting, (int)(s / MINUTE_S));
    }
    if (s < DAY_S) {
        return with(row(HEALTH_WARN, MSG_HEALTH_UNSENT_HOURS), o->waiting, (int)(s / HOUR_S));
    }
    return with(row(s / DAY_S >= ALARM_DAYS ? HEALTH_BAD : HEALTH_WARN, MSG_HEALTH_UNSENT_DAYS),
                o->waiting, (int)(s / DAY_S));
}

static struct health_row unsent(const struct health_facts *f)
{
    const struct health_outbox *o = &f->outbox;
    if (!o->told) {
        return row(HEALTH_ASKED, MSG_HEALTH_ASKED);
    }
    if (o->held > 0) {
        return leads(with(row(HEALTH_BAD, MSG_HEALTH_UNSENT_HELD), o->held, 0), ACT_FILES);
    }
    return o->waiting == 0 ? row(HEALTH_GOOD, MSG_HEALTH_UNSENT_NONE)
                           : leads(waiting(o), ACT_FILES);
}

static struct health_row disk(const struct health_facts *f)
{
    const int64_t free = f->machine.disk_free;
    if (!f->machine_told || !f->outbox.told) {
        return row(HEALTH_ASKED, MSG_HEALTH_ASKED);
    }
    const int mib = free < 0 ? 0 : (int)(free / MIB);
    if (f->outbox.room < f->outbox.worst || (free >= 0 && free < DISK_FULL)) {
        return with(row(HEALTH_BAD, MSG_HEALTH_DISK_FULL), mib, 0);
    }
    return with(free < DISK_LOW ? row(HEALTH_WARN, MSG_HEALTH_DISK_LOW)
                                : row(HEALTH_GOOD, MSG_HEALTH_DISK_WELL),
                mib, 0);
}

static struct health_row clock_row(const struct health_facts *f)
{
    switch (f->clock) {
    case CLOCK_EARLY:
        return row(HEALTH_BAD, MSG_HEALTH_CLOCK_WRONG);
    case CLOCK_JUMPED:
        return row(HEALTH_BAD, MSG_HEALTH_CLOCK_JUMPED);
    case CLOCK_APART:
        return row(HEALTH_BAD, MSG_HEALTH_CLOCK_APART);
    case CLOCK_WELL:
        break;
    }
    if (f->fleet.clock_wrong) {
        return row(HEALTH_BAD, MSG_HEALTH_CLOCK_FLEET);
    }
    if (!f->machine_told) {
        return row(HEALTH_ASKED, MSG_HEALTH_ASKED);
    }
    return f->machine.clock_kept && f->machine.clock_set ? row(HEALTH_GOOD, MSG_HEALTH_CLOCK_WELL)
                                                         : row(HEALTH_WARN, MSG_HEALTH_CLOCK_UNSET);
}

bool health_power_low(const struct machine_facts *m)
{
    return m->power == POWER_BATTERY &&
           (m->battery_low || (m->battery_percent >= 0 && m->battery_percent < BATTERY_LOW));
}

static struct health_row power(const struct health_facts *f)
{
    const int percent = f->machine.battery_percent;
    if (!f->machine_told) {
        return row(HEALTH_ASKED, MSG_HEALTH_ASKED);
    }
    switch (f->machine.power) {
    case POWER_UNKNOWN:
        return row(HEALTH_GOOD, MSG_HEALTH_POWER_NONE);
    case POWER_MAINS:
        return percent < 0 ? row(HEALTH_GOOD, MSG_HEALTH_POWER_MAINS)
                           : with(row(HEALTH_GOOD, MSG_HEALTH_POWER_WELL), percent, 0);
    case POWER_GONE:
        return row(HEALTH_WARN, MSG_HEALTH_POWER_GONE);
    case POWER_BATTERY:
        break;
    }
    const bool low = health_power_low(&f->machine);
    if (percent < 0) {
        return low ? row(HEALTH_BAD, MSG_HEALTH_POWER_ENDS)
                   : row(HEALTH_WARN, MSG_HEALTH_POWER_GIVES);
    }
    return with(low ? row(HEALTH_BAD, MSG_HEALTH_POWER_LOW)
                    : row(HEALTH_WARN, MSG_HEALTH_POWER_BATTERY),
                percent, 0);
}

static struct health_row heat(const struct health_facts *f)
{
    const int celsius = f->machine.celsius;
    if (!f->machine_told) {
        return row(HEALTH_ASKED, MSG_HEALTH_ASKED);
    }
    if (celsius < 0) {
        return row(HEALTH_GOOD, MSG_HEALTH_HEAT_NONE);
    }
    return with(celsius >= HEALTH_HOT    ? row(HEALTH_BAD, MSG_HEALTH_HEAT_HOT)
                : celsius >= HEALTH_WARM ? row(HEALTH_WARN, MSG_HEALTH_HEAT_WARM)
                                         : row(HEALTH_GOOD, MSG_HEALTH_HEAT_WELL),
                celsius, 0);
}

/* What stands between this kiosk and a new version, beside the one it has. */
static struct health_row fleet(const struct health_facts *f)
{
    static const struct {
        enum health_grade grade;
        enum message_id words;
    } rows[FLEET_WORDS] = {
        [FLEET_UNKNOWN] = {HEALTH_GOOD, MSG_NONE},
        [FLEET_WELL] = {HEALTH_GOOD, MSG_NONE},
        [FLEET_CERT_OVER] = {HEALTH_BAD, MSG_FLEET_CERT_OVER},
        [FLEET_UNTRUSTED] = {HEALTH_BAD, MSG_FLEET_UNTRUSTED},
        [FLEET_REVOKED] = {HEALTH_BAD, MSG_FLEET_REVOKED},
        [FLEET_CERT_FELL] = {HEALTH_BAD, MSG_FLEET_CERT_FELL},
        [FLEET_LOST] = {HEALTH_WARN, MSG_FLEET_LOST},
        [FLEET_REFUSED] = {HEALTH_WARN, MSG_FLEET_REFUSED},
        [FLEET_FROZEN] = {HEALTH_WARN, MSG_FLEET_FROZEN},
        [FLEET_CERT_SOON] = {HEALTH_WARN, MSG_FLEET_CERT_SOON},
        [FLEET_AWAY] = {HEALTH_WARN, MSG_FLEET_AWAY},
    };
    struct health_row r =
        with(row(rows[f->fleet.word].grade, rows[f->fleet.word].words), 0, f->fleet.number);
    r.text[0] = f->version;
    return r;
}

static struct health_row version(const struct health_facts *f)
{
    const struct health_row told = fleet(f);
    if (told.words != MSG_NONE) {
        return told;
    }
    const bool slots = f->machine_told && f->machine.slot[0] != '\0';
    struct health_row r = row(HEALTH_GOOD, slots ? MSG_HEALTH_VERSION_SLOT : MSG_HEALTH_VERSION);
    if (f->packs != PACKS_WELL) {
        r = row(HEALTH_WARN,
                f->packs == PACKS_OVER ? MSG_HEALTH_PACK_OVER : MSG_HEALTH_PACK_UNDONE);
        r.text[0] = f->pack;
        r.text[1] = f->version;
        return r;
    }
    r.text[0] = f->version;
    r.text[1] = f->machine.slot;
    return r;
}

static struct health_row beacon(const struct health_facts *f)
{
    return device(f->beacon, row(HEALTH_GOOD, MSG_HEALTH_BEACON_NONE), MSG_HEALTH_BEACON_WELL,
                  row(HEALTH_WARN, MSG_HEALTH_BEACON_GONE));
}

static struct health_row one(enum health_part part, const struct health_facts *f)
{
    static struct health_row (*const all[HEALTH_PARTS])(const struct health_facts *f) = {
        [HEALTH_PRINTER] = printer,    [HEALTH_PAPER] = paper,   [HEALTH_SCANNER] = scanner,
        [HEALTH_CAMERA] = camera,      [HEALTH_SOUND] = sound,   [HEALTH_KEYPAD] = keypad,
        [HEALTH_NETWORK] = network,    [HEALTH_UNSENT] = unsent, [HEALTH_DISK] = disk,
        [HEALTH_PORTAL] = portal_line, [HEALTH_POWER] = power,   [HEALTH_CLOCK] = clock_row,
        [HEALTH_VERSION] = version,    [HEALTH_BEACON] = beacon, [HEALTH_KEYBOARD] = keyboard,
        [HEALTH_HEAT] = heat,          [HEALTH_TOUCH] = touch};
    struct health_row r = all[part](f);
    r.part = part;
    return r;
}

void health_rows(const struct health_facts *f, struct health_row ret_rows[HEALTH_PARTS])
{
    static const enum health_grade order[] = {HEALTH_BAD, HEALTH_WARN, HEALTH_ASKED, HEALTH_GOOD};
    int count = 0;
    for (size_t g = 0; g < sizeof order / sizeof order[0]; g++) {
        for (int part = 0; part < HEALTH_PARTS; part++) {
            const struct health_row r = one((enum health_part)part, f);
            if (r.grade == order[g]) {
                ret_rows[count++] = r;
            }
        }
    }
}

int health_count(const struct health_row rows[HEALTH_PARTS], enum health_grade grade)
{
    int count = 0;
    for (int i = 0; i < HEALTH_PARTS; i++) {
        count += rows[i].grade == grade;
    }
    return count;
}

enum message_id health_name(enum health_part part)
{
    static const enum message_id names[HEALTH_PARTS] = {
        [HEALTH_PRINTER] = MSG_HEALTH_PRINTER,      [HEALTH_PAPER] = MSG_HEALTH_PAPER,
        [HEALTH_SCANNER] = MSG_HEALTH_SCANNER,      [HEALTH_CAMERA] = MSG_HEALTH_CAMERA,
        [HEALTH_SOUND] = MSG_HEALTH_SOUND,          [HEALTH_KEYPAD] = MSG_HEALTH_KEYPAD,
        [HEALTH_NETWORK] = MSG_HEALTH_NETWORK,      [HEALTH_PORTAL] = MSG_HEALTH_PORTAL,
        [HEALTH_UNSENT] = MSG_HEALTH_UNSENT,        [HEALTH_DISK] = MSG_HEALTH_DISK,
        [HEALTH_CLOCK] = MSG_HEALTH_CLOCK,          [HEALTH_POWER] = MSG_HEALTH_POWER,
        [HEALTH_VERSION] = MSG_HEALTH_VERSION_NAME, [HEALTH_BEACON] = MSG_HEALTH_BEACON,
        [HEALTH_KEYBOARD] = MSG_HEALTH_KEYBOARD,    [HEALTH_HEAT] = MSG_HEALTH_HEAT,
        [HEALTH_TOUCH] = MSG_HEALTH_TOUCH};
    return names[part];
}
