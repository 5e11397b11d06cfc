/* Photographs of papers: what the app asks for, and what came of it. */
#include "ui/effects_photo.h"

#include <string.h>

#include "app/papers.h"
#include "app/settings.h"
#include "ui/shell.h"

/* Room for one still, its page and its preview, taken once a visit; only while no job has it. */
static bool still_room(struct shell *s)
{
    struct job_still *job = &s->jobs.still;
    if (job->raw == NULL) {
        job->raw = arena_alloc(&job->memory, CAMERA_JPEG_MAX);
        job->bytes = arena_alloc(&job->memory, PAGE_BYTES_MAX);
        job->preview = arena_alloc(&job->memory, PREVIEW_BYTES);
        job->meter = arena_alloc(&job->memory, sizeof *job->meter);
    }
    s->app->visit->photo_rgb = job->preview;
    job->picture = s->ports.picture;
    return job->raw != NULL && job->bytes != NULL && job->preview != NULL && job->meter != NULL;
}

static void gave_nothing(struct shell *s, struct err why)
{
    struct event e = {.kind = HAPPENED_PHOTO, .error = why};
    shell_event(s, &e);
}

static void still(struct shell *s)
{
    struct visit *v = s->app->visit;
    struct job_still *job = &s->jobs.still;
    const bool free = !s->jobs.busy[JOB_STILL] && still_room(s);
    if (free) {
        v->photo_width = 0;
        v->photo_page = 0;
        atomic_store(&job->stop, false);
        atomic_store(&s->jobs.live.stop, true); /* the still comes first */
        job->camera = s->ports.camera;
        job->until_ms = s->now_ms + (uint64_t)job->camera->ops->limit_ms;
        job->scale = (struct picture_scale){.dpi = s->app->camera_dpi,
                                            .told = s->ports.camera->ops->tells_dpi};
        job->quarters = 0;
        job->question = v->capturing_of;
        job->page = v->capturing_page;
    }
    if (!free || !jobs_put(&s->jobs, &s->camera, JOB_STILL)) {
        gave_nothing(s, ERR(ERR_TIMEOUT, 0, "shell: camera busy"));
    }
}

void effects_photo_step(struct shell *s)
{
    struct job_still *job = &s->jobs.still;
    if (s->jobs.busy[JOB_STILL] && !job->left && job->camera != NULL &&
        s->now_ms >= job->until_ms) {
        atomic_store(&job->stop, true);
        job->left = true;
        gave_nothing(s, ERR(ERR_TIMEOUT, 0, "shell: camera hangs"));
    }
}

/* The paper a page belongs to. */
static form_node question_of(const struct visit *v, const struct paper_page *page)
{
    for (int i = 0; i < v->paper_count; i++) {
        const struct paper_page *pages = v->papers[i].pages;
        if (page >= pages && page < pages + PAPER_PAGES_MAX) {
            return v->papers[i].question;
        }
    }
    return FORM_NONE;
}

/* A page taken before is decoded again for the screen, as it is or turned: only one preview is
 * kept. Its bytes are copied, since she may take the page out meanwhile. */
static void preview(struct shell *s, int id, int quarters)
{
    struct visit *v = s->app->visit;
    struct job_still *job = &s->jobs.still;
    const struct paper_page *page = papers_page(v, id);
    if (page == NULL || page->size > PAGE_BYTES_MAX || s->jobs.busy[JOB_STILL] || !still_room(s)) {
        return; /* she sees that it was taken, and not the picture */
    }
    v->photo_width = 0;
    v->photo_page = 0;
    job->camera = NULL;
    job->quarters = quarters;
    job->question = question_of(v, page);
    job->page = id;
    job->verdict = (enum photo_verdict)page->verdict;
    job->size = page->size;
    job->raw_size = quarters != 0 ? page->size : 0;
    memcpy(quarters != 0 ? job->raw : job->bytes, page->bytes, page->size);
    if (!jobs_put(&s->jobs, &s->camera, JOB_STILL)) {
        return; /* the same */
    }
}

void effects_photo(struct shell *s, enum effect_kind kind, int page)
{
    if (kind == FX_CAMERA) {
        still(s);
    } else {
        preview(s, page, kind == FX_TURN ? 1 : 0);
    }
}

static void forget(struct job_still *job)
{
    arena_wipe(&job->memory);
    job->raw = job->bytes = job->preview = NULL;
    job->meter = NULL;
    job->left = false;
}

/* A camera that does not answer is not waited for. */
void effects_photo_wipe(struct shell *s)
{
    struct job_still *job = &s->jobs.still;
    if (s->jobs.busy[JOB_STILL]) {
        atomic_store(&job->stop, true);
        job->left = true;
    } else {
        forget(job);
    }
    live_forget(&s->live);
}

void effects_photo_close(struct shell *s)
{
    forget(&s->jobs.still);
    live_close(&s->live);
}

static struct err keep_still(struct shell *s, const struct job_still *job)
{
    const struct still still = {.bytes = job->bytes,
                                .size = job->size,
                                .verdict = (int)job->verdict,
                                .rgb = job->preview,
                                .width = job->width,
                                .height = job->height};
    return papers_keep(s->app, job->question, job->page, &still);
}

void effects_photo_done(struct shell *s)
{
    struct visit *v = s->app->visit;
    struct job_still *job = &s->jobs.still;
    if (job->left || v == NULL) { /* the visit it belonged to is over */
        forget(job);
        return;
    }
    struct err e = job->error;
    const bool changed = job->camera != NULL || job->quarters != 0;
    if (!failed(e) && changed) {
        e = keep_still(s, job);
    }
    if (!failed(e)) {
        v->photo_page = changed ? papers_find(v, job->question)->chosen : job->page;
        v->photo_width = job->width;
        v->photo_height = job->height;
    }
    struct event event = {.kind = job->camera != NULL ? HAPPENED_PHOTO : HAPPENED_PREVIEW,
                          .argument = job->camera != NULL && job->feeds,
                          .error = e};
    shell_event(s, &event);
}
