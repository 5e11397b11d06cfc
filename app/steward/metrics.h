/* What this kiosk tells the fleet of itself, as Prometheus text: one table of every metric there is
 * (METRICS), and the samples of the moment. Nothing of anybody can get in: a value is a whole
 * number, a label's value is a word of a table here, a procedure's code that this kiosk knows, or a
 * version; what is not is refused and counted.
 *
 * What moves with a visit is not told as it moves, or a row of samples would say when somebody
 * came: such a metric is told on the quarter of an hour and in steps, or once, of a day that is
 * over. Pure but for metrics_write; one thread. */
#ifndef APP_STEWARD_METRICS_H
#define APP_STEWARD_METRICS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "platform/base/buf.h"
#include "platform/base/err.h"
#include "platform/port_dir.h"

#define METRICS_FILE   "metrics.prom"
#define METRICS_SERIES 192
#define METRICS_LABEL  40          /* bytes of a label's value with its NUL */
#define METRICS_KIOSK  65          /* of this kiosk's name with its NUL */
#define METRICS_TEXT   (64 * 1024) /* of METRICS_SERIES lines at their longest, with room */
#define METRICS_EVERY  900         /* seconds: the quarter of an hour */

/* X(id, name, type, when, label, step, decimals, help). step: a value is told as a multiple of it,
 * rounded down, or up where it is negative; 0 = as it is. decimals: a value of 3 is in thousandths.
 * The name ends in its unit. */
#define METRICS(X)                                                                                 \
    X(METRIC_UP, "rong_up", GAUGE, MINUTE, NONE, 0, 0, "1 while the steward runs")                 \
    X(METRIC_BUILD, "rong_build_info", GAUGE, MINUTE, VERSION, 0, 0,                               \
      "1; the version of the firmware that runs")                                                  \
    X(METRIC_SLOT, "rong_slot_info", GAUGE, MINUTE, SLOT, 0, 0, "1; the slot that was started")    \
    X(METRIC_PACK, "rong_pack_info", GAUGE, MINUTE, VERSION, 0, 0,                                 \
      "1; the version of the content pack in use")                                                 \
    X(METRIC_BOOTS, "rong_boots_total", COUNTER, MINUTE, NONE, 0, 0, "Starts of the machine")      \
    X(METRIC_STARTS, "rong_starts_total", COUNTER, MINUTE, PROGRAM, 0, 0, "Starts of a program")   \
    X(METRIC_CRASHES, "rong_crashes_total", COUNTER, MINUTE, PROGRAM, 0, 0,                        \
      "Starts of a program that did not follow an end of its own")                                 \
    X(METRIC_WATCHDOG, "rong_watchdog_resets_total", COUNTER, MINUTE, NONE, 0, 0,                  \
      "Starts of the machine by its watchdog")                                                     \
    X(METRIC_DAMAGED, "rong_store_damaged_total", COUNTER, MINUTE, PROGRAM, 0, 0,                  \
      "Times a store on the disk did not verify")                                                  \
    X(METRIC_LOG_BROKEN, "rong_log_broken_total", COUNTER, MINUTE, PROGRAM, 0, 0,                  \
      "Times the chain of the log did not verify")                                                 \
    X(METRIC_POLL_AGE, "rong_update_poll_age_seconds", GAUGE, MINUTE, NONE, 0, 0,                  \
      "Since the update server last answered")                                                     \
    X(METRIC_FLEET, "rong_fleet_trouble", GAUGE, MINUTE, TROUBLE, 0, 0,                            \
      "1; what staff are told of the update server")                                               \
    X(METRIC_UPDATES, "rong_updates_total", COUNTER, MINUTE, RESULT, 0, 0,                         \
      "Updates that came to an end, by how")                                                       \
    X(METRIC_HEALTH, "rong_health_grade", GAUGE, MINUTE, PART, 0, 0,                               \
      "A row of the staff's dashboard: 0 well, 1 not known yet, 2 to be watched, 3 wrong")         \
    X(METRIC_PAPER, "rong_paper_left_receipts", GAUGE, QUARTER, NONE, 10, 0,                       \
      "Receipts left on the roll, rounded down to tens")                                           \
    X(METRIC_DISK_FREE, "rong_disk_free_bytes", GAUGE, QUARTER, NONE, 16777216, 0,                 \
      "Free where the state directory lies, rounded down to 16 MiB")                               \
    X(METRIC_DISK_SIZE, "rong_disk_size_bytes", GAUGE, MINUTE, NONE, 0, 0,                         \
      "Size of the disk where the state directory lies")                                           \
    X(METRIC_DISK_LIFE, "rong_disk_life_used_percent", GAUGE, MINUTE, NONE, 0, 0,                  \
      "Of its life the disk says is used")                                                         \
    X(METRIC_CLOCK_OFFSET, "rong_clock_offset_seconds", GAUGE, MINUTE, NONE, 0, 3,                 \
      "By how much the clock is ahead of the fleet server's, which says whole seconds")            \
    X(METRIC_CLOCK_SET, "rong_clock_set", GAUGE, MINUTE, NONE, 0, 0,                               \
      "1 when the network has set the clock since the start")                                      \
    X(METRIC_CERTIFICATE, "rong_certificate_left_seconds", GAUGE, MINUTE, CERTIFICATE, 0, 0,       \
      "Until a certificate is over; below 0: since")                                               \
    X(METRIC_HEAT, "rong_temperature_celsius", GAUGE, MINUTE, NONE, 0, 0,                          \
      "Of the hottest place that tells")                                                           \
    X(METRIC_ON_BATTERY, "rong_on_battery", GAUGE, MINUTE, NONE, 0, 0,                             \
      "1 while a battery gives the power")                                                         \
    X(METRIC_BATTERY, "rong_battery_percent", GAUGE, MINUTE, NONE, 0, 0, "Left in the battery")    \
    X(METRIC_LINES, "rong_lines_up", GAUGE, MINUTE, NONE, 0, 0, "Network devices with a carrier")  \
    X(METRIC_PORTAL, "rong_portal_up", GAUGE, MINUTE, NONE, 0, 0,                                  \
      "1 when the courier's last exchange reached the portal")                                     \
    X(METRIC_WAITING, "rong_outbox_waiting", GAUGE, QUARTER, NONE, -5, 0,                          \
      "Applications not sent yet, rounded up to fives")                                            \
    X(METRIC_HELD, "rong_outbox_held", GAUGE, QUARTER, NONE, -5, 0,                                \
      "Of them those a person must look at, rounded up to fives")                                  \
    X(METRIC_OLDEST, "rong_outbox_oldest_seconds", GAUGE, QUARTER, NONE, 900, 0,                   \
      "How long the oldest of them waits, rounded down to quarters of an hour")                    \
    X(METRIC_KEPT, "rong_telemetry_waiting_batches", GAUGE, MINUTE, NONE, 0, 0,                    \
      "Minutes of these figures that are not delivered yet")                                       \
    X(METRIC_DROPPED, "rong_telemetry_dropped_batches_total", COUNTER, MINUTE, NONE, 0, 0,         \
      "... that will never be: too old, or damaged on the disk")                                   \
    X(METRIC_UNDATED, "rong_telemetry_undated_batches_total", COUNTER, MINUTE, NONE, 0, 0,         \
      "... that were not kept since nobody knew the time")                                         \
    X(METRIC_REFUSED, "rong_telemetry_refused_samples_total", COUNTER, MINUTE, NONE, 0, 0,         \
      "Samples that were not told: a label that no table knows, or no room")                       \
    X(METRIC_DAY_FILED, "rong_day_applications", GAUGE, DAY, NONE, 0, 0,                           \
      "Applications saved on a day")                                                               \
    X(METRIC_DAY_PROCEDURE, "rong_day_applications_by_procedure", GAUGE, DAY, PROCEDURE, 0, 0,     \
      "... of one procedure")                                                                      \
    X(METRIC_DAY_LANGUAGE, "rong_day_applications_by_language", GAUGE, DAY, LANGUAGE, 0, 0,        \
      "... in one language")                                                                       \
    X(METRIC_DAY_ONLINE, "rong_day_online_percent", GAUGE, DAY, NONE, 0, 0,                        \
      "Of a day's applications, saved while the portal was there")                                 \
    X(METRIC_DAY_COMPLETE, "rong_day_papers_complete_percent", GAUGE, DAY, NONE, 0, 0,             \
      "Of a day's applications, with each paper that was asked for digitised")                     \
    X(METRIC_DAY_PAGES, "rong_day_paper_pages", GAUGE, DAY, NONE, 0, 0,                            \
      "Pages of papers digitised on a day")                                                        \
    X(METRIC_DAY_MEDIAN, "rong_day_median_minutes", GAUGE, DAY, NONE, 0, 0,                        \
      "Half of a day's visits that saved an application took at most so long")                     \
    X(METRIC_DAY_ACK, "rong_day_median_ack_seconds", GAUGE, DAY, NONE, 0, 0,                       \
      "Half of the applications that were received on a day were so within that time of being "    \
      "saved")                                                                                     \
    X(METRIC_DAY_LEFT, "rong_day_abandoned", GAUGE, DAY, NONE, 0, 0,                               \
      "Visits of a day that nobody answered for any more")                                         \
    X(METRIC_LEFT_PAGE, "rong_abandoned_by_page_total", COUNTER, DAY, PAGE, 5, 0,                  \
      "... at one page, since it is counted, rounded down to fives")                               \
    X(METRIC_LEFT_PROCEDURE, "rong_abandoned_by_procedure_total", COUNTER, DAY, PROCEDURE, 5, 0,   \
      "... at a question of one procedure, likewise")                                              \
    X(METRIC_FALLBACKS, "rong_fallbacks_heard_total", COUNTER, DAY, LANGUAGE, 5, 0,                \
      "Sentences heard in Vietnamese for want of a clip in the language asked for, likewise")      \
    X(METRIC_DAY_HELPED, "rong_day_helped", GAUGE, DAY, NONE, 0, 0,                                \
      "Applications of a day that an officer filed with her, or for her")                          \
    X(METRIC_DAY_CALLS, "rong_day_calls", GAUGE, DAY, NONE, 0, 0, "Calls for an officer on a day") \
    X(METRIC_DAY_SLIPS, "rong_day_slips", GAUGE, DAY, SLIP, 0, 0,                                  \
      "Slips of a day, by what the printer said of them")                                          \
    X(METRIC_DAY_RATING, "rong_day_ratings", GAUGE, DAY, RATING, 0, 0,                             \
      "Answers of a day to whether it was easy")

enum metric_id {
#define METRIC_ID(id, name, type, when, label, step, decimals, help) id,
    METRICS(METRIC_ID)
#undef METRIC_ID
        METRIC_COUNT
};

enum metric_type { METRIC_GAUGE, METRIC_COUNTER };

enum metric_when {
    METRIC_MINUTE,
    METRIC_QUARTER, /* in steps, as it stands on the quarter of an hour */
    METRIC_DAY,     /* once, as a day was at its end, dated there */
};

/* Whose words a label's value may be. */
enum metric_label {
    METRIC_BY_NONE,
    METRIC_BY_VERSION, /* letters, digits, ".", "_", "+", "-" */
    METRIC_BY_SLOT,
    METRIC_BY_PROGRAM,
    METRIC_BY_RESULT,
    METRIC_BY_PART, /* of the staff's dashboard */
    METRIC_BY_CERTIFICATE,
    METRIC_BY_TROUBLE,   /* steward_word_name(), or "clock" */
    METRIC_BY_PROCEDURE, /* a code that the kiosk knows */
    METRIC_BY_LANGUAGE,
    METRIC_BY_PAGE, /* the message that is its title, a screen's name, or "other" */
    METRIC_BY_SLIP,
    METRIC_BY_RATING,
    METRIC_LABELS
};

struct metric_row {
    const char *name;
    enum metric_type type;
    enum metric_when when;
    enum metric_label label;
    int64_t step;
    int decimals;
    const char *help;
};

struct metric_sample {
    enum metric_id id;
    char label[METRICS_LABEL];
    int64_t value;
    int64_t next;     /* of a quarter's metric: as it stands now */
    bool told, waits; /* value is there; next is */
};

struct metrics_params {
    const char *kiosk; /* its name in the fleet: letters, digits, ".", "_", "-" */
    /* Whether this kiosk knows a procedure of this code; NULL: it knows none. */
    bool (*knows)(void *context, const char *code);
    void *context;
};

struct metrics {
    struct metrics_params params;
    char kiosk[METRICS_KIOSK];
    struct metric_sample samples[METRICS_SERIES];
    int count;
    int64_t quarter; /* the last that was told, counted from 1970; 0 = none */
    bool quarter_due, day_due;
    int64_t day_end; /* Unix seconds: when the day was over that is told */
    int refused;
};

/* The row of one metric. */
const struct metric_row *metric_row(enum metric_id id);

/* The name of the label that this metric's samples have beside "kiosk"; NULL = none. */
const char *metric_label_name(enum metric_id id);

/* Empty; ERR_BAD_INPUT for a kiosk's name that cannot be a label. */
MUST_USE struct err metrics_init(struct metrics *m, const struct metrics_params *params);

/* A minute begins: what is not set again before the next batch is not known any more. */
void metrics_begin(struct metrics *m);

/* A day is over at day_end (Unix seconds): its metrics are set behind this, those of the day before
 * are forgotten. */
void metrics_day_begin(struct metrics *m, int64_t day_end);

/* Whether a sample of this metric may have this label. */
bool metrics_may_tell(const struct metrics *m, enum metric_id id, const char *label);

/* One sample; label is "" where the metric has none. What may not be told is refused and counted.
 */
void metrics_set(struct metrics *m, enum metric_id id, const char *label, int64_t value);

/* All is set for the minute at now (Unix seconds): takes over what is told on the quarter when it
 * is another than last time. */
void metrics_tick(struct metrics *m, int64_t now);

/* Text with names explained and without times, as node_exporter's textfile collector wants it. */
void metrics_text(const struct metrics *m, struct buf *out);

/* The lines for the server, each with its own time in milliseconds: what is of this minute, what is
 * of this quarter when it began, and what is of the day that ended until metrics_told. */
void metrics_batch(const struct metrics *m, int64_t now, struct buf *out);

/* The batch is safe on the disk. */
void metrics_told(struct metrics *m);

/* STATE/metrics.prom, replaced whole. text: METRICS_TEXT bytes to make it in. ERR_FULL also when it
 * does not fit; what was there stays after any error. Blocking. */
MUST_USE struct err metrics_write(const struct metrics *m, struct port_dir *dir, const char *state,
                                  char text[METRICS_TEXT]);

#endif
