/* The second thread of the courier's program and the lines it talks over: sign-in, fee, number.
 * A part of its composition root (app/main_courier.c); all calls are the main thread's. */
#ifndef APP_COURIER_MAIN_ASIDE_H
#define APP_COURIER_MAIN_ASIDE_H

#include "app/courier/aside.h"
#include "app/courier/main_options.h"
#include "app/settings.h"
#include "platform/base/arena.h"
#include "platform/base/worker.h"
#include "platform/linux/http_curl.h"
#include "platform/port_clock.h"

struct aside_line {
    struct settings settings; /* of --config, else the defaults */
    struct port_clock clock_of_its_own;
    struct port_clock *clock;
    struct arena memory; /* locked: a citizen's token lies in it */
    struct aside *aside; /* in memory, as the next */
    struct aside_job *job;
    struct worker worker; /* started by the loop */
    bool running;
};

/* Reads the settings, before the process confines itself. False after a sentence. */
bool aside_line_settings(struct aside_line *l, const char *config);

/* The address of who signs citizens in: the settings', else the portal's where its language knows
 * citizens, else "". */
const char *aside_line_issuer(const struct aside_line *l, const struct courier_options *o);

/* Opens memory and lines; portal: how the portal itself is spoken to. */
MUST_USE struct err aside_line_open(struct aside_line *l, const struct courier_options *o,
                                    const struct http_curl_params *portal);
void aside_line_close(struct aside_line *l);

/* Milliseconds to wait at most, where `most` would be waited for. */
int64_t aside_line_wait_ms(struct aside_line *l, int64_t most);

/* Takes what came, asks what is due. */
void aside_line_turn(struct aside_line *l);

#endif
