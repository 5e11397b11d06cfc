/* The courier's events on the disk; a part of its composition root (app/main_courier.c). */
#ifndef APP_COURIER_MAIN_LOG_H
#define APP_COURIER_MAIN_LOG_H

/* From here on events are kept in STATE/log, too, its start first; without a log the courier sends
 * all the same. */
void courier_log_open(const char *state);

/* The program ends with this exit status. */
void courier_log_close(int status);

#endif
