#include "ui/live.h"

#include <string.h>

/* Room for both pictures, taken once a visit; without it nothing is shown. Only while no job has
 * any of it. */
static bool has_room(struct live *l, struct visit *v)
{
    for (int i = 0; i < 2; i++) {
        if (l->rooms[i] == NULL) {
            l->rooms[i] = arena_alloc(&l->memory, LIVE_BYTES);
        }
        v->live_rgb[i] = l->rooms[i];
    }
    return l->rooms[0] != NULL && l->rooms[1] != NULL;
}

static void put(struct live *l, uint8_t *rgb)
{
    struct job_live *job = &l->jobs->live;
    job->camera = l->camera;
    job->rgb = rgb;
    job->side = LIVE_SIDE;
    job->room = LIVE_BYTES;
    atomic_store(&job->stop, false);
    if (jobs_put(l->jobs, l->worker, JOB_LIVE)) {
        l->looking = rgb != NULL;
    }
}

static void stop_showing(struct app *a)
{
    if (a->visit != NULL && a->visit->live_width > 0 && !a->visit->capturing) {
        a->visit->live_width = 0;
        a->revision++;
    }
}

void live_step(struct live *l, struct app *a, bool wanted, uint64_t now_ms)
{
    if (l->camera->ops->view == NULL) {
        return;
    }
    const bool busy = l->jobs->busy[JOB_LIVE];
    if (wanted && !busy && now_ms >= l->due_ms) {
        l->due_ms = now_ms + LIVE_AGAIN_MS; /* unless it can be begun */
        if (has_room(l, a->visit)) {
            put(l, a->visit->live_rgb[1 - a->visit->live_shown]);
        }
    } else if (!wanted) {
        stop_showing(a);
        if (busy) {
            atomic_store(&l->jobs->live.stop, true);
        } else if (l->looking) {
            put(l, NULL);
            l->due_ms = 0;
        }
    }
}

static void wipe(struct live *l)
{
    arena_wipe(&l->memory);
    l->rooms[0] = l->rooms[1] = NULL;
    l->jobs->live.rgb = NULL;
    l->due_ms = 0;
}

bool live_taken(struct live *l, struct app *a, uint64_t now_ms)
{
    struct job_live *job = &l->jobs->live;
    struct visit *v = a->visit;
    if (job->left || v == NULL) { /* the visit is over */
        job->left = false;
        wipe(l);
        return false;
    }
    if (job->rgb == NULL) {
        return false; /* it rests */
    }
    l->due_ms = now_ms + (failed(job->error) ? LIVE_AGAIN_MS : LIVE_EVERY_MS);
    if (job->error.code == ERR_CANCELLED || (!failed(job->error) && job->width == 0)) {
        return false; /* what was shown is still so */
    }
    const int before = v->live_width;
    v->live_width = failed(job->error) ? 0 : job->width;
    v->live_height = job->height;
    v->live_shown = 1 - v->live_shown;
    return v->live_width > 0 || before > 0;
}

void live_forget(struct live *l)
{
    struct job_live *job = &l->jobs->live;
    if (!l->jobs->busy[JOB_LIVE]) {
        wipe(l);
        return;
    }
    atomic_store(&job->stop, true);
    job->left = true;
    for (int i = 0; i < 2; i++) {
        if (l->rooms[i] != NULL && l->rooms[i] != job->rgb) { /* that one may be written to */
            explicit_bzero(l->rooms[i], LIVE_BYTES);
        }
    }
}

void live_close(struct live *l)
{
    if (l->jobs != NULL) {
        wipe(l);
    }
}

int live_deadline_ms(const struct live *l, bool wanted, uint64_t now_ms)
{
    if (!wanted || l->camera->ops->view == NULL || l->jobs->busy[JOB_LIVE]) {
        return -1;
    }
    return l->due_ms <= now_ms ? 0 : (int)(l->due_ms - now_ms);
}
