#include "app/staff/log_view.h"

#include "app/staff/staff_act.h"

static const enum message_id usual[EV_COUNT] = {
    [EV_STARTED] = MSG_LOG_STARTED,
    [EV_STOPPED] = MSG_LOG_STOPPED,
    [EV_BAD_SETTING] = MSG_LOG_BAD_SETTING,
    [EV_DEVICE_MISSING] = MSG_LOG_DEVICE_MISSING,
    [EV_SESSION_BEGAN] = MSG_LOG_SESSION_BEGAN,
    [EV_SESSION_WIPED] = MSG_LOG_SESSION_WIPED,
    [EV_STORED] = MSG_LOG_STORED,
    [EV_STORE_FAILED] = MSG_LOG_STORE_FAILED,
    [EV_PRINT_DONE] = MSG_LOG_PRINT_DONE,
    [EV_PRINT_UNPROVED] = MSG_LOG_PRINT_UNPROVED,
    [EV_PRINT_FAILED] = MSG_LOG_PRINT_FAILED,
    [EV_PRINT_UNKNOWN] = MSG_LOG_PRINT_UNKNOWN,
    [EV_AUDIO_LOST] = MSG_LOG_AUDIO_LOST,
    [EV_CLIP_MISSING] = MSG_LOG_CLIP_MISSING,
    [EV_SENT] = MSG_LOG_SENT,
    [EV_RECEIVED] = MSG_LOG_RECEIVED,
    [EV_SEND_FAILED] = MSG_LOG_SEND_FAILED,
    [EV_SEND_HELD] = MSG_LOG_SEND_HELD,
    [EV_WITHDRAWN] = MSG_LOG_WITHDRAWN,
    [EV_EXPORTED] = MSG_LOG_EXPORTED,
    [EV_UNSENT] = MSG_LOG_UNSENT,
    [EV_SOCKET_REFUSED] = MSG_LOG_SOCKET_REFUSED,
    [EV_WITHDRAWAL] = MSG_LOG_WITHDRAWAL,
    [EV_STAFF_PIN] = MSG_LOG_STAFF_PIN,
    [EV_STAFF_PIN_WRONG] = MSG_LOG_STAFF_PIN_WRONG,
    [EV_IDENTITY_CHECKED] = MSG_LOG_IDENTITY_CHECKED,
    [EV_SET_ASIDE] = MSG_LOG_SET_ASIDE,
    [EV_TAKEN_UP] = MSG_LOG_TAKEN_UP,
    [EV_STAFF_ACT] = MSG_LOG_STAFF_OTHER,
    [EV_ASSISTED] = MSG_LOG_ASSISTED,
    [EV_BADGE_REFUSED] = MSG_LOG_BADGE_REFUSED,
    [EV_BADGE_MADE] = MSG_LOG_BADGE_MADE,
    [EV_BADGE_LOST] = MSG_LOG_BADGE_LOST,
    [EV_LIMIT_REACHED] = MSG_LOG_LIMIT_REACHED,
    [EV_LIMIT_LIFTED] = MSG_LOG_LIMIT_LIFTED,
    [EV_POWER] = MSG_LOG_POWER_BACK,
    [EV_HEAT] = MSG_LOG_HEAT_WELL,
    [EV_TOUCH] = MSG_LOG_TOUCH_BACK,
    [EV_SHUTDOWN] = MSG_LOG_SHUTDOWN_BACK,
    [EV_WIFI] = MSG_LOG_WIFI,
    [EV_OFFICER_CALLED] = MSG_LOG_OFFICER_CALLED,
    [EV_STORE_DAMAGED] = MSG_LOG_STORE_DAMAGED,
    [EV_CONFINED] = MSG_LOG_CONFINED,
    [EV_NOT_CONFINED] = MSG_LOG_NOT_CONFINED,
    [EV_LOG_BROKEN] = MSG_LOG_BROKEN,
    [EV_PACK_SWITCHED] = MSG_LOG_PACK_SWITCHED,
    [EV_PACK_REFUSED] = MSG_LOG_PACK_REFUSED,
    [EV_PACK_UNDONE] = MSG_LOG_PACK_UNDONE,
    [EV_SEEN_AFAR] = MSG_LOG_SEEN_AFAR,
    [EV_INVARIANT] = MSG_LOG_INVARIANT,
};

/* Said to who helps over the telephone. K the program, V visits, O applications, P slips, D devices
 * and power, S staff; one that is there never changes. */
static const char *const codes[EV_COUNT] = {
    [EV_STARTED] = "K01",
    [EV_STOPPED] = "K02",
    [EV_BAD_SETTING] = "K03",
    [EV_INVARIANT] = "K04",
    [EV_CONFINED] = "K05",
    [EV_NOT_CONFINED] = "K06",
    [EV_LOG_BROKEN] = "K07",
    [EV_SOCKET_REFUSED] = "K08",
    [EV_PACK_SWITCHED] = "K09",
    [EV_PACK_REFUSED] = "K10",
    [EV_PACK_UNDONE] = "K11",
    [EV_SEEN_AFAR] = "K12",
    [EV_SESSION_BEGAN] = "V01",
    [EV_SESSION_WIPED] = "V02",
    [EV_WITHDRAWAL] = "V03",
    [EV_SET_ASIDE] = "V04",
    [EV_TAKEN_UP] = "V05",
    [EV_OFFICER_CALLED] = "V06",
    [EV_LIMIT_REACHED] = "V07",
    [EV_LIMIT_LIFTED] = "V08",
    [EV_STORED] = "O01",
    [EV_STORE_FAILED] = "O02",
    [EV_STORE_DAMAGED] = "O03",
    [EV_SENT] = "O10",
    [EV_RECEIVED] = "O11",
    [EV_SEND_FAILED] = "O12",
    [EV_SEND_HELD] = "O13",
    [EV_WITHDRAWN] = "O14",
    [EV_EXPORTED] = "O15",
    [EV_UNSENT] = "O16",
    [EV_PRINT_DONE] = "P01",
    [EV_PRINT_FAILED] = "P02",
    [EV_PRINT_UNKNOWN] = "P03",
    [EV_PRINT_UNPROVED] = "P04",
    [EV_DEVICE_MISSING] = "D01",
    [EV_AUDIO_LOST] = "D02",
    [EV_CLIP_MISSING] = "D03",
    [EV_TOUCH] = "D04",
    [EV_POWER] = "D10",
    [EV_HEAT] = "D11",
    [EV_WIFI] = "D05",
    [EV_SHUTDOWN] = "D12",
    [EV_STAFF_PIN] = "S01",
    [EV_STAFF_PIN_WRONG] = "S02",
    [EV_STAFF_ACT] = "S03",
    [EV_ASSISTED] = "S04",
    [EV_IDENTITY_CHECKED] = "S05",
    [EV_BADGE_MADE] = "S10",
    [EV_BADGE_LOST] = "S11",
    [EV_BADGE_REFUSED] = "S12",
};

/* What staff did, in the words of the button. */
static enum message_id act_words(int64_t act)
{
    static const enum message_id words[ACT_COUNT] = {
        [ACT_PAPER] = MSG_STAFF_PAPER,     [ACT_RESET] = MSG_STAFF_RESET,
        [ACT_REST] = MSG_STAFF_REST,       [ACT_SERVE] = MSG_STAFF_SERVE,
        [ACT_AGAIN] = MSG_FILES_RETRY,     [ACT_RESTART] = MSG_STAFF_RESTART,
        [ACT_EXPORT] = MSG_CARRY_OUT,      [ACT_KEY_OUT] = MSG_CARRY_KEY,
        [ACT_IMPORT] = MSG_CARRY_IN,       [ACT_DAY] = MSG_DAY_MENU,
        [ACT_SETUP] = MSG_STAFF_SETUP,     [ACT_VOICES] = MSG_STUDIO_TITLE,
        [ACT_FILE_SEND] = MSG_UNSENT_SEND, [ACT_FILE_BACK] = MSG_UNSENT_BACK,
        [ACT_FILE_DONE] = MSG_UNSENT_DONE, [ACT_FILE_DROP] = MSG_UNSENT_DROP,
        [ACT_LOG_OUT] = MSG_LOG_OUT,       [ACT_DAY_OUT] = MSG_DAY_OUT,
        [ACT_WIFI] = MSG_WIFI_TITLE};
    return act >= 0 && act < ACT_COUNT ? words[act] : MSG_NONE;
}

static enum health_grade grade_of(enum event_id id)
{
    const char level = log_event_level(id);
    return level == 'E' ? HEALTH_BAD : level == 'W' ? HEALTH_WARN : HEALTH_GOOD;
}

static struct log_line line(enum message_id words, enum health_grade grade)
{
    return (struct log_line){.words = words, .grade = grade};
}

/* Those whose number says which of several things it was. */
static const struct {
    enum event_id id;
    int64_t a;
    struct log_line line;
} special[] = {
    {EV_POWER, 0, {MSG_LOG_POWER_BACK, MSG_NONE, HEALTH_GOOD, NULL}},
    {EV_POWER, 1, {MSG_LOG_POWER_BATTERY, MSG_NONE, HEALTH_WARN, NULL}},
    {EV_POWER, 2, {MSG_LOG_POWER_LOW, MSG_NONE, HEALTH_BAD, NULL}},
    {EV_HEAT, 0, {MSG_LOG_HEAT_WELL, MSG_NONE, HEALTH_GOOD, NULL}},
    {EV_HEAT, 1, {MSG_LOG_HEAT_WARM, MSG_NONE, HEALTH_WARN, NULL}},
    {EV_HEAT, 2, {MSG_LOG_HEAT_HOT, MSG_NONE, HEALTH_BAD, NULL}},
    {EV_TOUCH, 0, {MSG_LOG_TOUCH_BACK, MSG_NONE, HEALTH_GOOD, NULL}},
    {EV_TOUCH, 1, {MSG_LOG_TOUCH_GONE, MSG_NONE, HEALTH_BAD, NULL}},
    {EV_SHUTDOWN, 0, {MSG_LOG_SHUTDOWN_BACK, MSG_NONE, HEALTH_GOOD, NULL}},
    {EV_SHUTDOWN, 1, {MSG_LOG_SHUTDOWN, MSG_NONE, HEALTH_WARN, NULL}},
    {EV_WIFI, 0, {MSG_LOG_WIFI_FORGOTTEN, MSG_NONE, HEALTH_GOOD, NULL}},
};

static struct log_line by_number(const struct log_entry *e, struct log_line l)
{
    for (size_t i = 0; i < sizeof special / sizeof special[0]; i++) {
        if (special[i].id == e->id && special[i].a == e->a) {
            return special[i].line;
        }
    }
    if (e->id == EV_STAFF_PIN_WRONG && e->b > 0) {
        return line(MSG_LOG_STAFF_LOCKED, HEALTH_BAD);
    }
    if (e->id == EV_STOPPED && e->a != 0) {
        return line(l.words, HEALTH_BAD);
    }
    return l;
}

struct log_line log_line_of(const struct log_entry *e)
{
    if (e->id >= EV_COUNT || usual[e->id] == MSG_NONE) {
        struct log_line other = line(MSG_LOG_OTHER, HEALTH_WARN);
        other.code = "K99";
        return other;
    }
    struct log_line l = by_number(e, line(usual[e->id], grade_of(e->id)));
    l.code = codes[e->id];
    l.what = e->id == EV_STAFF_ACT ? act_words(e->a) : MSG_NONE;
    l.words = l.what != MSG_NONE ? MSG_LOG_STAFF_ACT : l.words;
    return l;
}

static bool counts(const struct log_entry *e, bool trouble)
{
    const enum health_grade grade = log_line_of(e).grade;
    return !trouble || grade == HEALTH_WARN || grade == HEALTH_BAD;
}

int log_view_count(const struct staff_log *log, bool trouble)
{
    int count = 0;
    for (int i = 0; i < log->count; i++) {
        count += counts(&log->rows[i], trouble);
    }
    return count;
}

const struct log_entry *log_view_at(const struct staff_log *log, bool trouble, int i)
{
    for (int row = 0; row < log->count; row++) {
        if (counts(&log->rows[row], trouble) && i-- == 0) {
            return &log->rows[row];
        }
    }
    return NULL;
}
