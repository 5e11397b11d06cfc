/* Everything the steward's process has, made in app/main_steward.c; what main_tell.c says of it.
 * One per process; one thread. */
#ifndef APP_STEWARD_MAIN_WORLD_H
#define APP_STEWARD_MAIN_WORLD_H

#include "app/citizen/catalogue.h"
#include "app/courier/credentials.h"
#include "app/steward/log_tally.h"
#include "app/steward/main_afar.h"
#include "app/steward/main_forms.h"
#include "app/steward/main_options.h"
#include "app/steward/main_pack.h"
#include "app/steward/starts.h"
#include "app/steward/steward.h"
#include "app/steward/steward_word.h"
#include "app/steward/telemetry.h"
#include "app/steward/wall.h"
#include "platform/linux/hold_socket.h"
#include "platform/linux/journal.h"
#include "platform/linux/machine_linux.h"
#include "platform/linux/orders_linux.h"
#include "platform/linux/part_file.h"
#include "platform/linux/slots_rauc.h"

#define MAIN_TALLIES 2

struct main_world {
    struct steward steward;
    struct steward_options options;
    struct settings site;
    struct credentials token;
    struct port_dir dir;
    struct part_file part;
    struct slots_rauc slots;
    struct hold_socket hold;
    struct orders_linux orders;
    struct machine_linux machine;
    struct journal_linux ring;
    struct port_clock clock;
    struct port_random random;
    struct port_http *http;    /* to the fleet server */
    struct port_http *figures; /* to the server of figures, or NULL */
    struct port_http *takes;   /* to who takes what commands bring, or NULL */
    struct outgoing outgoing;
    struct ddi_line line;
    struct pack_taker packs;
    struct steward_forms forms;
    struct main_identity identity;
    bool has_identity; /* it is shown: neither --cert nor --token was given */
    struct main_afar afar;
    struct telemetry telemetry;
    bool has_telemetry;
    struct catalogue *catalogue; /* or NULL: no procedure is told by its code */
    struct wall wall;
    bool line_down; /* no network device had a carrier at the last look */
    bool refused;   /* the newest word of the server on who we are */
    int doubts;     /* of who the server is, in a row (steward_word.h) */
    struct fleet_state told;
    bool was_told; /* ->told lies in the state directory */
    int64_t start_ms;
    int boots; /* of the machine, as far as they were seen */
    struct starts starts;
    struct log_tally tallies[MAIN_TALLIES]; /* of the kiosk, of the courier */
    char url[DDI_HREF];                     /* of this kiosk at the fleet server */
    struct reported rows;
    char facts[32][DDI_ATTRIBUTE];
};

/* Counts the start of the machine and settles what was cut off by it; the steward is open. */
MUST_USE struct err main_tell_start(struct main_world *w);

/* The program ends in order; the steward is still open. */
void main_tell_end(struct main_world *w);

/* Of steward_params.describe. */
int main_tell_describe(void *context, struct ddi_attribute *list, int room);

/* Of telemetry_params.tell. */
void main_tell_figures(void *context, struct metrics *m);

/* Reads the list of procedures, and opens the figures' ring. What cannot be is told and left out.
 */
void main_tell_open(struct main_world *w, const atomic_bool *stop);

/* Looks whether the clock is kept, has it put forward when it must be, and keeps the word for
 * staff. Milliseconds for which nothing is to be asked of the server: the clock is put forward. */
int64_t main_tell_turn(struct main_world *w);

/* Whether what is kept may be dated by the clock; on a desk, whose server is this machine, by any
 * that is not wrong. */
bool main_tell_dated(struct main_world *w);

/* Of steward_params.misdated. */
bool main_tell_misdated(void *context);

/* Of ddi_line.after. */
void main_tell_heard(void *context, struct err e, const struct http_answer *a);

#endif
