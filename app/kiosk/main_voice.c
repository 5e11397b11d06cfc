/* Who reads what has no clips, and what is known of how sentences were heard. */
#include <stdio.h>
#include <string.h>

#include "app/citizen/date.h"
#include "app/kiosk/kiosk.h"

/* Who reads typed names. A played visit has a time of its own, with which no other program keeps in
 * step: there names are spelled, or read by the pretence. */
struct err kiosk_up_reader(struct kiosk *k)
{
    const char *uri = k->settings.reader;
    if (strcmp(uri, "sim:") == 0) {
        reader_script_open(&k->reader_script);
        k->reader = &k->reader_script.port;
    } else if (strcmp(uri, "espeak:") == 0 && !k->headless) {
        reader_espeak_open(&k->reader_espeak, READER_ESPEAK_PROGRAM);
        k->reader = &k->reader_espeak.port;
    } else if (strcmp(uri, "espeak:") != 0 && strcmp(uri, "none:") != 0) {
        fprintf(stderr, "kiosk: devices.reader: '%s' is no voice; see kioskctl devices.\n", uri);
        return ERR(ERR_BAD_INPUT, 0, "kiosk: reader");
    }
    return ERR_OK;
}

void kiosk_down_reader(struct kiosk *k)
{
    if (k->reader != NULL) {
        k->reader->ops->stop(k->reader);
    }
}

void kiosk_load_counts(struct kiosk *k)
{
    day_file_load(&k->dir, k->state, app_midnight(&k->app), &k->app.day);
    const struct err e =
        hourly_file_load(&k->dir, k->state, k->app.now_ms, k->app.now_s, &k->app.hourly);
    if (failed(e)) { /* nothing counts then: a damaged file holds nobody up */
        log_event(EV_STORE_FAILED, e.code, e.os);
    }
    char today[DATE_TEXT_MAX];
    date_write(date_today(k->app.now_s, k->settings.offset_minutes), today);
    counts_load(&k->counts, files_linux(), k->state, today);
}
