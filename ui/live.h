/* What lies under the camera, shown while she puts a page there. One look after the other runs on
 * the devices worker: the camera writes into one of two pictures of the visit arena while the other
 * is shown. When nobody looks any more the camera is told to rest, so that its light tells the
 * truth. Main thread only. */
#ifndef UI_LIVE_H
#define UI_LIVE_H

#include "app/app.h"
#include "ui/jobs.h"

#define LIVE_SIDE     820                   /* px: a quarter of 8 megapixels, as JPEG shrinks */
#define LIVE_BYTES    (LIVE_SIDE * 620 * 3) /* ... which is no higher than 3 : 4 */
#define LIVE_EVERY_MS 100                   /* from the end of one look to the next */
#define LIVE_AGAIN_MS 2000                  /* the same after one that failed */

/* All zero but the first three, which are the caller's. */
struct live {
    struct port_camera *camera;
    struct worker *worker; /* of the devices */
    struct jobs *jobs;
    bool looking;    /* the camera runs, or was asked to */
    uint64_t due_ms; /* not before, the next look */
};

/* Begins a look when it is due, or lets the camera rest when it is not wanted. */
void live_step(struct live *l, struct app *a, bool wanted, uint64_t now_ms);

/* A look of JOB_LIVE ended: true when the visit has another picture than before. */
bool live_taken(struct live *l, struct app *a, uint64_t now_ms);

/* The picture being taken is given up and wiped; returns once the camera no longer writes. The
 * arena may be wiped then. */
void live_forget(struct live *l);

/* Milliseconds until live_step() has to do something; -1: only when something else happens. */
int live_deadline_ms(const struct live *l, bool wanted, uint64_t now_ms);

#endif
