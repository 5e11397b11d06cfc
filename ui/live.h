/* What lies under the camera, shown while she puts a page there. One look after the other runs on
 * the camera's worker: the camera writes into one of two pictures while the other
 * is shown. When nobody looks any more the camera is told to rest, so that its light tells the
 * truth. Main thread only. */
#ifndef UI_LIVE_H
#define UI_LIVE_H

#include "app/app.h"
#include "ui/jobs.h"

#define LIVE_SIDE     820                   /* px: a quarter of 8 megapixels, as JPEG shrinks */
#define LIVE_BYTES    (LIVE_SIDE * 620 * 3) /* ... which is no higher than 3 : 4 */
#define LIVE_MEMORY   (2 * LIVE_BYTES + 64)
#define LIVE_EVERY_MS 100  /* from the end of one look to the next */
#define LIVE_AGAIN_MS 2000 /* the same after one that failed */

/* All zero but the first four, which are the caller's. */
struct live {
    struct port_camera *camera;
    struct worker *worker; /* the camera's */
    struct jobs *jobs;
    struct arena memory; /* LIVE_MEMORY, locked: of both pictures; wiped with the visit */
    uint8_t *rooms[2];   /* in it; NULL: the visit has not looked yet */
    bool looking;        /* the camera runs, or was asked to */
    uint64_t due_ms;     /* not before, the next look */
};

/* Begins a look when it is due, or lets the camera rest when it is not wanted. */
void live_step(struct live *l, struct app *a, bool wanted, uint64_t now_ms);

/* A look of JOB_LIVE ended: true when the visit has another picture than before. */
bool live_taken(struct live *l, struct app *a, uint64_t now_ms);

/* The visit ends: what it saw is wiped, and a picture still being taken is given up, and wiped by
 * live_taken(). Does not wait for the camera; nothing is shown before that. */
void live_forget(struct live *l);

/* The same when the camera's worker has ended. */
void live_close(struct live *l);

/* Milliseconds until live_step() has to do something; -1: only when something else happens. */
int live_deadline_ms(const struct live *l, bool wanted, uint64_t now_ms);

#endif
