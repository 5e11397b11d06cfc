/* The dashboard's rows: every fault is reached, the worst stand first. */
#include "app/staff/health.h"

#include "tests/check.h"
#include "tests/health_well.h"

static struct health_facts facts;
static struct health_row rows[HEALTH_PARTS];

static void well(void)
{
    facts = health_well;
}

static const struct health_row *row(enum health_part part)
{
    health_rows(&facts, rows);
    for (int i = 0; i < HEALTH_PARTS; i++) {
        if (rows[i].part == part) {
            return &rows[i];
        }
    }
    return NULL;
}

/* The facts as they are now say this of the part; they are well again afterwards. */
static void says(enum health_part part, enum health_grade grade, enum message_id words,
                 enum staff_act act)
{
    const struct health_row *r = row(part);
    CHECK(r != NULL);
    if (r != NULL) {
        CHECK_INT(r->grade, grade);
        CHECK_STR(message_text("vi", r->words), message_text("vi", words));
        CHECK_INT(r->act, act);
    }
    well();
}

TEST(a_kiosk_without_fault_has_only_good_rows)
{
    well();
    health_rows(&facts, rows);
    CHECK_INT(health_count(rows, HEALTH_GOOD), HEALTH_PARTS);
    for (int i = 0; i < HEALTH_PARTS; i++) {
        CHECK_INT(rows[i].part, i);
        CHECK(message_text("vi", health_name(rows[i].part))[0] != '\0');
    }
    CHECK_STR(row(HEALTH_VERSION)->text[0], "v1.2");
    CHECK_STR(row(HEALTH_VERSION)->text[1], "A");
    CHECK_INT(row(HEALTH_PAPER)->number[0], 21);
    CHECK_INT(row(HEALTH_PAPER)->number[1], 105);
}

TEST(each_good_row_has_its_sentence)
{
    well();
    says(HEALTH_PRINTER, HEALTH_GOOD, MSG_HEALTH_PRINTER_WELL, ACT_NOTHING);
    says(HEALTH_SCANNER, HEALTH_GOOD, MSG_HEALTH_SCANNER_WELL, ACT_NOTHING);
    says(HEALTH_CAMERA, HEALTH_GOOD, MSG_HEALTH_CAMERA_WELL, ACT_NOTHING);
    says(HEALTH_SOUND, HEALTH_GOOD, MSG_HEALTH_SOUND_WELL, ACT_SOUND);
    says(HEALTH_KEYPAD, HEALTH_GOOD, MSG_HEALTH_KEYPAD_WELL, ACT_KEYS);
    says(HEALTH_NETWORK, HEALTH_GOOD, MSG_HEALTH_NETWORK_WELL, ACT_LINES);
    says(HEALTH_PORTAL, HEALTH_GOOD, MSG_HEALTH_PORTAL_WELL, ACT_LINES);
    says(HEALTH_DISK, HEALTH_GOOD, MSG_HEALTH_DISK_WELL, ACT_NOTHING);
    says(HEALTH_CLOCK, HEALTH_GOOD, MSG_HEALTH_CLOCK_WELL, ACT_NOTHING);
    says(HEALTH_POWER, HEALTH_GOOD, MSG_HEALTH_POWER_WELL, ACT_NOTHING);
    says(HEALTH_VERSION, HEALTH_GOOD, MSG_HEALTH_VERSION_SLOT, ACT_NOTHING);
}

TEST(each_fault_of_the_printer_has_its_sentence)
{
    well();
    facts.printer = DEVICE_NONE;
    says(HEALTH_PRINTER, HEALTH_WARN, MSG_HEALTH_PRINTER_NONE, ACT_NOTHING);
    facts.printer = DEVICE_GONE;
    says(HEALTH_PRINTER, HEALTH_BAD, MSG_HEALTH_PRINTER_GONE, ACT_NOTHING);
    facts.printer = DEVICE_ASKED;
    says(HEALTH_PRINTER, HEALTH_ASKED, MSG_HEALTH_ASKED, ACT_NOTHING);
    facts.status.cover_open = true;
    says(HEALTH_PRINTER, HEALTH_BAD, MSG_HEALTH_PRINTER_COVER, ACT_PAPER);
    facts.status.jam = facts.status.cutter = true;
    says(HEALTH_PRINTER, HEALTH_BAD, MSG_HEALTH_PRINTER_JAM, ACT_PAPER);
    facts.status.jam = facts.status.broken = true; /* to open it helps nothing */
    says(HEALTH_PRINTER, HEALTH_BAD, MSG_HEALTH_PRINTER_BROKEN, ACT_NOTHING);
    facts.status.jam = facts.status.broken = facts.status.cutter = true;
    facts.status.online = false;
    says(HEALTH_PRINTER, HEALTH_BAD, MSG_HEALTH_PRINTER_BROKEN, ACT_NOTHING);
    facts.status.hot = true;
    says(HEALTH_PRINTER, HEALTH_WARN, MSG_HEALTH_PRINTER_HOT, ACT_NOTHING);
    facts.status.online = false;
    says(HEALTH_PRINTER, HEALTH_BAD, MSG_HEALTH_PRINTER_OFFLINE, ACT_NOTHING);
    facts.status.answers = false;
    says(HEALTH_PRINTER, HEALTH_GOOD, MSG_HEALTH_PRINTER_MUTE, ACT_NOTHING);
}

TEST(paper_is_told_in_metres_and_receipts_or_as_the_printer_sees_it)
{
    well();
    facts.status.paper = PAPER_OUT;
    facts.status.online = false;
    says(HEALTH_PAPER, HEALTH_BAD, MSG_HEALTH_PAPER_OUT, ACT_PAPER);
    facts.paper_receipts = HEALTH_FEW_RECEIPTS - 1;
    says(HEALTH_PAPER, HEALTH_WARN, MSG_HEALTH_PAPER_FEW, ACT_PAPER);
    facts.status.paper = PAPER_NEAR_END;
    says(HEALTH_PAPER, HEALTH_WARN, MSG_HEALTH_PAPER_FEW, ACT_PAPER);
    says(HEALTH_PAPER, HEALTH_GOOD, MSG_HEALTH_PAPER_LEFT, ACT_PAPER);
    CHECK_INT(row(HEALTH_PAPER)->number[0], 21); /* metres of 21000 mm */
    facts.paper_mm = 400;
    CHECK_INT(row(HEALTH_PAPER)->number[0], 1);
    facts.paper_mm = 0;
    CHECK_INT(row(HEALTH_PAPER)->number[0], 0);
    facts.paper_mm = -1;
    says(HEALTH_PAPER, HEALTH_GOOD, MSG_HEALTH_PAPER_WELL, ACT_PAPER);
    facts.paper_mm = -1;
    facts.status.paper = PAPER_NEAR_END;
    says(HEALTH_PAPER, HEALTH_WARN, MSG_HEALTH_PAPER_NEAR, ACT_PAPER);
    facts.paper_mm = -1;
    facts.status.paper = PAPER_UNKNOWN;
    says(HEALTH_PAPER, HEALTH_WARN, MSG_HEALTH_PAPER_UNKNOWN, ACT_PAPER);
    facts.printer = DEVICE_NONE;
    says(HEALTH_PAPER, HEALTH_GOOD, MSG_HEALTH_PAPER_NONE, ACT_NOTHING);
}

TEST(devices_that_are_gone_or_were_never_there)
{
    well();
    facts.scanner = DEVICE_NONE;
    says(HEALTH_SCANNER, HEALTH_WARN, MSG_HEALTH_SCANNER_NONE, ACT_NOTHING);
    facts.scanner = DEVICE_GONE;
    says(HEALTH_SCANNER, HEALTH_BAD, MSG_HEALTH_SCANNER_GONE, ACT_NOTHING);
    facts.camera = DEVICE_NONE;
    says(HEALTH_CAMERA, HEALTH_WARN, MSG_HEALTH_CAMERA_NONE, ACT_NOTHING);
    facts.camera = DEVICE_GONE;
    says(HEALTH_CAMERA, HEALTH_BAD, MSG_HEALTH_CAMERA_GONE, ACT_NOTHING);
    facts.camera = DEVICE_ASKED;
    says(HEALTH_CAMERA, HEALTH_ASKED, MSG_HEALTH_CAMERA_UNTRIED, ACT_NOTHING);
    facts.sound = DEVICE_NONE;
    says(HEALTH_SOUND, HEALTH_WARN, MSG_HEALTH_SOUND_NONE, ACT_SOUND);
    facts.sound = DEVICE_GONE;
    says(HEALTH_SOUND, HEALTH_BAD, MSG_HEALTH_SOUND_GONE, ACT_SOUND);
    says(HEALTH_BEACON, HEALTH_GOOD, MSG_HEALTH_BEACON_WELL, ACT_NOTHING);
    facts.beacon = DEVICE_NONE;
    says(HEALTH_BEACON, HEALTH_GOOD, MSG_HEALTH_BEACON_NONE, ACT_NOTHING);
    facts.beacon = DEVICE_GONE;
    says(HEALTH_BEACON, HEALTH_WARN, MSG_HEALTH_BEACON_GONE, ACT_NOTHING);
    facts.keypad = DEVICE_NONE;
    says(HEALTH_KEYPAD, HEALTH_GOOD, MSG_HEALTH_KEYPAD_NONE, ACT_NOTHING);
    facts.keypad = DEVICE_GONE;
    says(HEALTH_KEYPAD, HEALTH_BAD, MSG_HEALTH_KEYPAD_GONE, ACT_KEYS);
    says(HEALTH_KEYBOARD, HEALTH_GOOD, MSG_HEALTH_KEYBOARD_WELL, ACT_NOTHING);
    facts.keyboard = DEVICE_NONE;
    says(HEALTH_KEYBOARD, HEALTH_GOOD, MSG_HEALTH_KEYBOARD_NONE, ACT_NOTHING);
    facts.keyboard = DEVICE_GONE;
    says(HEALTH_KEYBOARD, HEALTH_WARN, MSG_HEALTH_KEYBOARD_GONE, ACT_NOTHING);
    says(HEALTH_TOUCH, HEALTH_GOOD, MSG_HEALTH_TOUCH_WELL, ACT_NOTHING);
    facts.touch = DEVICE_NONE;
    says(HEALTH_TOUCH, HEALTH_GOOD, MSG_HEALTH_TOUCH_NONE, ACT_NOTHING);
    facts.touch = DEVICE_GONE;
    says(HEALTH_TOUCH, HEALTH_BAD, MSG_HEALTH_TOUCH_GONE, ACT_NOTHING);
}

TEST(network_portal_and_courier_are_told_apart)
{
    well();
    facts.machine.lines = 0;
    says(HEALTH_NETWORK, HEALTH_BAD, MSG_HEALTH_NETWORK_NONE, ACT_LINES);
    facts.machine.lines_up = 0;
    says(HEALTH_NETWORK, HEALTH_BAD, MSG_HEALTH_NETWORK_DOWN, ACT_LINES);
    facts.online = false;
    says(HEALTH_PORTAL, HEALTH_WARN, MSG_HEALTH_PORTAL_OFFLINE, ACT_LINES);
    facts.online = false;
    facts.trouble = MSG_WHY_LINE;
    says(HEALTH_PORTAL, HEALTH_WARN, MSG_HEALTH_PORTAL_OFFLINE, ACT_LINES);
    facts.online = false;
    facts.trouble = MSG_WHY_KIOSK;
    says(HEALTH_PORTAL, HEALTH_BAD, MSG_WHY_KIOSK, ACT_LINES);
    facts.online = false;
    facts.trouble = MSG_WHY_OTHER_DOOR;
    says(HEALTH_PORTAL, HEALTH_WARN, MSG_WHY_OTHER_DOOR, ACT_LINES);
    facts.trouble = MSG_WHY_BUSY; /* it answers, and asks to come later */
    says(HEALTH_PORTAL, HEALTH_WARN, MSG_WHY_BUSY, ACT_LINES);
    facts.trouble = MSG_WHY_CERT_OVER; /* what a courier met that is gone says nothing */
    facts.courier = DEVICE_GONE;
    says(HEALTH_PORTAL, HEALTH_BAD, MSG_HEALTH_COURIER_GONE, ACT_LINES);
    facts.courier = DEVICE_ASKED;
    says(HEALTH_PORTAL, HEALTH_ASKED, MSG_HEALTH_ASKED, ACT_LINES);
}

TEST(a_name_or_a_certificate_that_keeps_it_away_is_named)
{
    static const struct {
        enum message_id why;
        enum health_grade grade;
    } kept[] = {{MSG_WHY_NAME, HEALTH_WARN},      {MSG_WHY_CERT_OVER, HEALTH_BAD},
                {MSG_WHY_CERT_EARLY, HEALTH_BAD}, {MSG_WHY_CERT_HOST, HEALTH_BAD},
                {MSG_WHY_OWN_CERT, HEALTH_BAD},   {MSG_WHY_CERT_FOREIGN, HEALTH_BAD},
                {MSG_WHY_NO_TLS, HEALTH_WARN}};
    for (size_t i = 0; i < sizeof kept / sizeof kept[0]; i++) {
        well();
        facts.online = false;
        facts.trouble = kept[i].why;
        says(HEALTH_PORTAL, kept[i].grade, kept[i].why, ACT_LINES);
    }
    facts.online = false; /* without a line no name is found: that is the network's row */
    facts.trouble = MSG_WHY_NAME;
    facts.machine.lines_up = 0;
    says(HEALTH_PORTAL, HEALTH_WARN, MSG_HEALTH_PORTAL_OFFLINE, ACT_LINES);
}

static void waits(int count, int64_t oldest_s)
{
    facts.outbox.waiting = count;
    facts.outbox.oldest_s = oldest_s;
}

TEST(what_is_not_sent_grows_worse_with_its_age)
{
    well();
    says(HEALTH_UNSENT, HEALTH_GOOD, MSG_HEALTH_UNSENT_NONE, ACT_NOTHING);
    waits(3, 59 * 60);
    CHECK_INT(row(HEALTH_UNSENT)->number[0], 3);
    CHECK_INT(row(HEALTH_UNSENT)->number[1], 59);
    says(HEALTH_UNSENT, HEALTH_GOOD, MSG_HEALTH_UNSENT_MINUTES, ACT_FILES);
    waits(1, 3600);
    says(HEALTH_UNSENT, HEALTH_WARN, MSG_HEALTH_UNSENT_HOURS, ACT_FILES);
    waits(1, 86400);
    says(HEALTH_UNSENT, HEALTH_WARN, MSG_HEALTH_UNSENT_DAYS, ACT_FILES);
    waits(1, (int64_t)30 * 86400);
    says(HEALTH_UNSENT, HEALTH_BAD, MSG_HEALTH_UNSENT_DAYS, ACT_FILES);
    waits(3, 60);
    facts.outbox.undated = 1; /* nobody knows for how long */
    CHECK_INT(row(HEALTH_UNSENT)->number[1], 1);
    says(HEALTH_UNSENT, HEALTH_WARN, MSG_HEALTH_UNSENT_UNDATED, ACT_FILES);
    waits(3, (int64_t)30 * 86400); /* of another it is known */
    facts.outbox.undated = 1;
    says(HEALTH_UNSENT, HEALTH_BAD, MSG_HEALTH_UNSENT_DAYS, ACT_FILES);
    waits(4, 60);
    facts.outbox.held = 2;
    CHECK_INT(row(HEALTH_UNSENT)->number[0], 2);
    says(HEALTH_UNSENT, HEALTH_BAD, MSG_HEALTH_UNSENT_HELD, ACT_FILES);
    facts.outbox.told = false;
    says(HEALTH_UNSENT, HEALTH_ASKED, MSG_HEALTH_ASKED, ACT_NOTHING);
}

TEST(a_ups_that_says_no_percent_or_nothing)
{
    well();
    facts.machine.power = POWER_GONE;
    says(HEALTH_POWER, HEALTH_WARN, MSG_HEALTH_POWER_GONE, ACT_NOTHING);
    facts.machine.power = POWER_BATTERY;
    facts.machine.battery_percent = -1;
    says(HEALTH_POWER, HEALTH_WARN, MSG_HEALTH_POWER_GIVES, ACT_NOTHING);
    facts.machine.power = POWER_BATTERY;
    facts.machine.battery_percent = -1;
    facts.machine.battery_low = true;
    says(HEALTH_POWER, HEALTH_BAD, MSG_HEALTH_POWER_ENDS, ACT_NOTHING);
    facts.machine.power = POWER_BATTERY; /* its own word counts before the percent */
    facts.machine.battery_percent = 55;
    facts.machine.battery_low = true;
    says(HEALTH_POWER, HEALTH_BAD, MSG_HEALTH_POWER_LOW, ACT_NOTHING);
}

TEST(heat_is_told_in_degrees)
{
    well();
    says(HEALTH_HEAT, HEALTH_GOOD, MSG_HEALTH_HEAT_WELL, ACT_NOTHING);
    facts.machine.celsius = -1;
    says(HEALTH_HEAT, HEALTH_GOOD, MSG_HEALTH_HEAT_NONE, ACT_NOTHING);
    facts.machine.celsius = HEALTH_WARM;
    CHECK_INT(row(HEALTH_HEAT)->number[0], HEALTH_WARM);
    says(HEALTH_HEAT, HEALTH_WARN, MSG_HEALTH_HEAT_WARM, ACT_NOTHING);
    facts.machine.celsius = HEALTH_HOT;
    says(HEALTH_HEAT, HEALTH_BAD, MSG_HEALTH_HEAT_HOT, ACT_NOTHING);
    facts.machine_told = false;
    says(HEALTH_HEAT, HEALTH_ASKED, MSG_HEALTH_ASKED, ACT_NOTHING);
}

TEST(disk_clock_and_power)
{
    well();
    facts.machine.disk_free = 300 * MIB;
    CHECK_INT(row(HEALTH_DISK)->number[0], 300);
    says(HEALTH_DISK, HEALTH_WARN, MSG_HEALTH_DISK_LOW, ACT_NOTHING);
    facts.machine.disk_free = 10 * MIB;
    says(HEALTH_DISK, HEALTH_BAD, MSG_HEALTH_DISK_FULL, ACT_NOTHING);
    facts.outbox.room = facts.outbox.worst - 1;
    says(HEALTH_DISK, HEALTH_BAD, MSG_HEALTH_DISK_FULL, ACT_NOTHING);
    facts.machine.clock_set = false;
    says(HEALTH_CLOCK, HEALTH_WARN, MSG_HEALTH_CLOCK_UNSET, ACT_NOTHING);
    facts.clock = CLOCK_EARLY; /* 1970: its battery is empty */
    says(HEALTH_CLOCK, HEALTH_BAD, MSG_HEALTH_CLOCK_WRONG, ACT_NOTHING);
    facts.clock = CLOCK_JUMPED;
    says(HEALTH_CLOCK, HEALTH_BAD, MSG_HEALTH_CLOCK_JUMPED, ACT_NOTHING);
    facts.clock = CLOCK_APART;
    says(HEALTH_CLOCK, HEALTH_BAD, MSG_HEALTH_CLOCK_APART, ACT_NOTHING);
    facts.machine.battery_percent = -1;
    says(HEALTH_POWER, HEALTH_GOOD, MSG_HEALTH_POWER_MAINS, ACT_NOTHING);
    facts.machine.power = POWER_UNKNOWN;
    says(HEALTH_POWER, HEALTH_GOOD, MSG_HEALTH_POWER_NONE, ACT_NOTHING);
    facts.machine.power = POWER_BATTERY;
    says(HEALTH_POWER, HEALTH_WARN, MSG_HEALTH_POWER_BATTERY, ACT_NOTHING);
    facts.machine.power = POWER_BATTERY;
    facts.machine.battery_percent = 19;
    says(HEALTH_POWER, HEALTH_BAD, MSG_HEALTH_POWER_LOW, ACT_NOTHING);
    facts.machine.slot[0] = '\0';
    says(HEALTH_VERSION, HEALTH_GOOD, MSG_HEALTH_VERSION, ACT_NOTHING);
    facts.packs = PACKS_OVER;
    says(HEALTH_VERSION, HEALTH_WARN, MSG_HEALTH_PACK_OVER, ACT_NOTHING);
    facts.packs = PACKS_UNDONE;
    says(HEALTH_VERSION, HEALTH_WARN, MSG_HEALTH_PACK_UNDONE, ACT_NOTHING);
}

TEST(what_the_steward_left_is_told_beside_the_version)
{
    static const struct {
        enum fleet_word word;
        enum health_grade grade;
        enum message_id words;
    } all[] = {{FLEET_UNKNOWN, HEALTH_GOOD, MSG_HEALTH_VERSION_SLOT},
               {FLEET_WELL, HEALTH_GOOD, MSG_HEALTH_VERSION_SLOT},
               {FLEET_CERT_OVER, HEALTH_BAD, MSG_FLEET_CERT_OVER},
               {FLEET_UNTRUSTED, HEALTH_BAD, MSG_FLEET_UNTRUSTED},
               {FLEET_REVOKED, HEALTH_BAD, MSG_FLEET_REVOKED},
               {FLEET_CERT_FELL, HEALTH_BAD, MSG_FLEET_CERT_FELL},
               {FLEET_LOST, HEALTH_WARN, MSG_FLEET_LOST},
               {FLEET_REFUSED, HEALTH_WARN, MSG_FLEET_REFUSED},
               {FLEET_FROZEN, HEALTH_WARN, MSG_FLEET_FROZEN},
               {FLEET_CERT_SOON, HEALTH_WARN, MSG_FLEET_CERT_SOON},
               {FLEET_AWAY, HEALTH_WARN, MSG_FLEET_AWAY}};
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        facts.fleet = (struct fleet_state){all[i].word, 12, false};
        const struct health_row *r = row(HEALTH_VERSION);
        CHECK(r != NULL && strcmp(r->text[0], "v1.2") == 0);
        CHECK(r != NULL && (all[i].grade == HEALTH_GOOD || r->number[1] == 12));
        says(HEALTH_VERSION, all[i].grade, all[i].words, ACT_NOTHING);
    }
    facts.fleet.clock_wrong = true;
    says(HEALTH_CLOCK, HEALTH_BAD, MSG_HEALTH_CLOCK_FLEET, ACT_NOTHING);
}

TEST(what_is_wrong_stands_first)
{
    well();
    facts.machine.power = POWER_BATTERY;
    facts.scanner = DEVICE_GONE;
    facts.courier = DEVICE_ASKED;
    health_rows(&facts, rows);
    CHECK_INT(rows[0].part, HEALTH_SCANNER);
    CHECK_INT(rows[1].part, HEALTH_POWER);
    CHECK_INT(rows[2].part, HEALTH_PORTAL);
    CHECK_INT(rows[3].part, HEALTH_PRINTER);
    CHECK_INT(health_count(rows, HEALTH_BAD), 1);
    CHECK_INT(health_count(rows, HEALTH_WARN), 1);
}

int main(void)
{
    RUN(a_kiosk_without_fault_has_only_good_rows);
    RUN(each_good_row_has_its_sentence);
    RUN(each_fault_of_the_printer_has_its_sentence);
    RUN(paper_is_told_in_metres_and_receipts_or_as_the_printer_sees_it);
    RUN(devices_that_are_gone_or_were_never_there);
    RUN(network_portal_and_courier_are_told_apart);
    RUN(a_name_or_a_certificate_that_keeps_it_away_is_named);
    RUN(what_is_not_sent_grows_worse_with_its_age);
    RUN(a_ups_that_says_no_percent_or_nothing);
    RUN(heat_is_told_in_degrees);
    RUN(disk_clock_and_power);
    RUN(what_the_steward_left_is_told_beside_the_version);
    RUN(what_is_wrong_stands_first);
    return check_done();
}
