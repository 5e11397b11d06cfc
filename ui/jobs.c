#include "ui/jobs.h"

#include <stdio.h>
#include <string.h>

#include "app/audit/audit_tail.h"
#include "app/audit/audit_verify.h"
#include "app/queue_count.h"
#include "app/staff/rest_mark.h"
#include "app/staff/survey.h"
#include "app/steward/lock.h"
#include "app/whole.h"
#include "platform/port_dir.h"
#include "platform/port_random.h"

static void run_store(void *context)
{
    struct job_store *job = context;
    job->error = filing_bind(&job->filing, job->picture);
    if (!failed(job->error)) {
        job->error = outbox_put(job->outbox, &job->filing.record);
    }
}

/* A slip whose end is not known has used its paper, too. */
static struct err count_paper(struct job_print *job)
{
    struct err e = ERR_OK;
    if (job->roll == NULL) {
        return ERR_OK;
    }
    if (!failed(job->error) || job->error.code == ERR_UNKNOWN_OUTCOME) {
        e = paper_roll_printed(job->roll, &job->page);
    } else if (job->error.code == ERR_NO_PAPER) {
        e = paper_roll_told(job->roll, PAPER_OUT);
    }
    job->figures = paper_roll_figures(job->roll);
    return e;
}

static void run_print(void *context)
{
    struct job_print *job = context;
    struct print_journal *journal = job->journal;
    struct err begun = journal == NULL ? ERR_OK : print_journal_begin(journal);
    const struct port_printer_ops *ops = job->printer->ops;
    if (job->trial != NULL) {
        job->error = job->trial->print(job->trial, job->uri, &job->page, job->stop, &job->proof);
    } else {
        job->error = (job->watched && ops->trial != NULL ? ops->trial : ops->print)(
            job->printer, &job->page, job->stop, &job->proof);
    }
    const struct err ended =
        journal == NULL ? ERR_OK : print_journal_end(journal, job->error, job->proof);
    const struct err counted = count_paper(job);
    job->journal_error = failed(begun) ? begun : failed(ended) ? ended : counted;
}

/* Whether it can be read, as it came from the camera. */
static void judge(struct job_still *job)
{
    int width = 0;
    int height = 0;
    job->error = job->picture->size(job->raw, job->raw_size, &width, &height);
    if (failed(job->error)) {
        return;
    }
    paper_meter_begin(job->meter, width, height);
    job->error = job->picture->rows(job->raw, job->raw_size, paper_meter_row, job->meter);
    job->verdict = failed(job->error) ? PHOTO_UNREADABLE
                                      : paper_meter_verdict(job->meter, &paper_limits_default);
}

static void take(struct job_still *job)
{
    const struct port_camera_ops *ops = job->camera->ops;
    /* While a camera hangs nothing of the page before lies there. */
    explicit_bzero(job->bytes, PAGE_BYTES_MAX);
    explicit_bzero(job->preview, PREVIEW_BYTES);
    job->error = ops->still(job->camera, &job->stop, job->raw, CAMERA_JPEG_MAX, &job->raw_size);
    job->feeds = !failed(job->error) && ops->feeds != NULL && ops->feeds(job->camera);
    if (!failed(job->error)) {
        judge(job);
    }
    if (!failed(job->error)) {
        job->error = job->picture->straighten(job->raw, job->raw_size, job->scale, job->bytes,
                                              PAGE_BYTES_MAX, &job->size, &job->found);
        job->verdict = paper_verdict(job->verdict, &job->found);
    }
}

static void run_still(void *context)
{
    struct job_still *job = context;
    job->error = ERR_OK;
    job->raw_size = job->camera != NULL ? 0 : job->raw_size;
    if (job->camera != NULL) {
        take(job);
    } else if (job->quarters != 0) {
        job->error = job->picture->turn(job->raw, job->raw_size, job->quarters, job->bytes,
                                        PAGE_BYTES_MAX, &job->size);
    }
    explicit_bzero(job->raw, job->raw_size);
    if (!failed(job->error)) {
        job->error = job->picture->preview(job->bytes, job->size, PREVIEW_SIDE, job->preview,
                                           PREVIEW_BYTES, &job->width, &job->height);
    }
}

static void run_live(void *context)
{
    struct job_live *job = context;
    job->error = ERR_OK;
    job->width = job->height = 0;
    if (job->rgb == NULL) {
        job->camera->ops->rest(job->camera);
    } else {
        job->error = job->camera->ops->view(job->camera, &job->stop, job->side, job->rgb, job->room,
                                            &job->width, &job->height);
    }
}

static void run_status(void *context)
{
    struct job_status *job = context;
    if (job->seen && job->printer->ops->seen != NULL) {
        job->printer->ops->seen(job->printer);
    }
    job->error = job->printer->ops->status(job->printer, &job->status);
    job->roll_error = ERR_OK;
    if (job->roll != NULL) {
        if (!failed(job->error)) {
            job->roll_error = paper_roll_told(job->roll, job->status.paper);
        }
        job->figures = paper_roll_figures(job->roll);
    }
}

static void run_roll(void *context)
{
    struct job_roll *job = context;
    job->error = paper_roll_changed(job->roll);
    job->figures = paper_roll_figures(job->roll);
}

static void run_file(void *context)
{
    struct job_file *job = context;
    job->error = job->withdraw ? outbox_withdraw(job->outbox, job->uuid) : ERR_OK;
    const struct err e = job->slip[0] == '\0' ? outbox_find(job->outbox, job->uuid, &job->row)
                         : job->scanned       ? outbox_find_token(job->outbox, job->slip, &job->row)
                                              : outbox_find_slip(job->outbox, job->slip, &job->row);
    job->there = !failed(e);
    if (job->there && failed(outbox_told(job->outbox, job->row.uuid, &job->told))) {
        job->told = (struct outbox_told){.state = 0};
    }
    if (!failed(job->error)) {
        job->error = e;
    }
}

/* A right code opens the lock of the role; what is known of its PIN then is told with it. */
static void judge_code(struct job_pin *job, const struct province_store *store)
{
    struct province_answer a = province_check(store, job->staff.role, job->pin);
    if (a.word == PROVINCE_RIGHT && failed(staff_pin_forgive(&job->staff))) {
        a.word = PROVINCE_BROKEN;
    }
    job->answer = staff_pin_look(&job->staff, job->now_ms);
    job->answer.coded = true;
    job->answer.province = a;
}

static void run_pin(void *context)
{
    struct job_pin *job = context;
    struct port_random random = random_linux(); /* no random of the screen's thread */
    const struct province_store province = {job->staff.dir, job->staff.state, &random};
    if (job->what == PIN_BADGE) {
        const struct badge_store store = {job->staff.dir, job->staff.state};
        job->answer = (struct pin_answer){.badged = true};
        job->answer.badge = badge_check(&store, job->badge, job->day, &job->answer.who);
    } else if (job->what == PIN_CODE) {
        judge_code(job, &province);
    } else if (job->what == PIN_JUDGE) {
        job->answer = staff_pin_check(&job->staff, job->pin, job->now_ms);
    } else {
        job->answer = job->what == PIN_LOOK ? staff_pin_look(&job->staff, job->now_ms)
                                            : staff_pin_begin(&job->staff, job->now_ms);
    }
    if (!job->answer.coded && !job->answer.badged &&
        (job->answer.word == PIN_CLOSED || job->answer.wait_ms > 0)) {
        job->answer.province = province_look(&province);
    }
    explicit_bzero(job->pin, sizeof job->pin);
    explicit_bzero(job->badge, sizeof job->badge);
}

static void run_keep(void *context)
{
    struct job_keep *job = context;
    job->error = whole_keep(job->dir, job->state, job->name, job->text, job->size);
}

static void run_studio(void *context)
{
    struct job_studio *job = context;
    kit_carry_out(job->kit, &job->wish);
}

/* To or from a stick, one step a look. */
static void run_carry(struct job_look *job)
{
    const struct carry_place place = {job->staff->dir, files_linux(), job->stick};
    if (job->wish == STAFF_KEY_OUT) {
        carry_key(job->outbox, &place, &job->carry);
    } else if (job->wish == STAFF_EXPORT) {
        carry_begin(job->outbox, &place, job->now_s, &job->carry);
    } else if (job->wish == STAFF_IMPORT) {
        carry_take(job->outbox, &place, job->now_s, &job->carry);
    } else {
        carry_step(job->outbox, &place, &job->carry);
    }
}

static void run_badge(struct job_look *job)
{
    const struct badge_store store = {job->staff->dir, job->staff->state};
    struct job_badge *b = &job->badge;
    if (job->wish == STAFF_BADGE_MAKE) {
        job->error = badge_keep(&store, b->who, b->last_day, b->token, &b->list);
    } else if (job->wish == STAFF_BADGE_LOSE) {
        job->error = badge_lose(&store, b->who.number);
    }
    explicit_bzero(b->token, sizeof b->token);
    b->read = !failed(badge_read(&store, &b->list));
}

static bool is_of_badges(enum staff_wish wish)
{
    return wish == STAFF_BADGES || wish == STAFF_BADGE_MAKE || wish == STAFF_BADGE_LOSE;
}

static bool is_of_stick(enum staff_wish wish)
{
    return wish == STAFF_LOG_OUT || wish == STAFF_DAY_OUT;
}

static void run_number(void *context)
{
    struct job_number *job = context;
    const bool dated = job->today[0] != '\0';
    const bool same = !dated || job->last_day[0] == '\0' || strcmp(job->today, job->last_day) == 0;
    job->error = queue_count_next(job->dir, job->state, dated ? job->today : NULL,
                                  same ? job->last : 0, &job->number);
}

static void run_later(void *context)
{
    struct job_later *job = context;
    job->error = ERR_OK;
    if (job->what == LATER_KEEP) {
        job->error = later_keep(job->dir, job->state, &job->place, job->parts, job->count);
    } else if (job->what == LATER_OPEN || job->what == LATER_PAGE) {
        job->error =
            later_open(job->dir, job->state, &job->place, job->first, job->parts, job->count);
    }
    struct err gone = later_drop(job->dir, job->state, &job->dropping);
    if (!failed(gone)) {
        gone = later_clean(job->dir, job->state, job->today);
    }
    (void)gone; /* what stays is unreadable, and asked for again soon */
    explicit_bzero(&job->dropping, sizeof job->dropping);
}

/* On the staff's list the program that starts and ends is the screen. */
static int without_starts(struct log_entry *rows, int count)
{
    int kept = 0;
    for (int i = 0; i < count; i++) {
        if (rows[i].id != EV_STARTED && rows[i].id != EV_STOPPED) {
            rows[kept++] = rows[i];
        }
    }
    return kept;
}

/* The kiosk's own events, and the courier's where they may be read. */
static void run_log(struct job_look *job)
{
    static const char *const who[] = {"kiosk", "courier"};
    struct log_entry rows[STAFF_LOG];
    struct audit_report report;
    char folder[DIR_PATH_MAX];
    (void)snprintf(folder, sizeof folder, "%s/log", job->staff->state);
    job->log.count = 0;
    for (size_t i = 0; i < sizeof who / sizeof who[0]; i++) {
        int count = 0;
        const struct err e = audit_tail(folder, who[i], rows, STAFF_LOG, &count);
        (void)e; /* what was read before it counts */
        count = i == 0 ? count : without_starts(rows, count);
        job->log.count = audit_tail_merge(job->log.rows, job->log.count, STAFF_LOG, rows, count);
    }
    job->log.checked = !failed(audit_verify(folder, "kiosk", &report));
    job->log.whole = job->log.checked && report.finding == AUDIT_FINE;
}

static void run_stick(struct job_look *job)
{
    const struct carry_place place = {job->staff->dir, files_linux(), job->stick};
    char folder[DIR_PATH_MAX];
    if (job->wish == STAFF_DAY_OUT) {
        job->stuck = stick_plain(&place, job->sheet, job->sheet_size, job->stick_name);
        return;
    }
    (void)snprintf(folder, sizeof folder, "%s/log", job->staff->state);
    job->stuck = stick_log(&place, folder, job->log_key, job->stick_name);
}

/* What is wished first; then how it all is. */
static void run_look(void *context)
{
    struct job_look *job = context;
    int count = 0;
    job->error = ERR_OK;
    job->looked = job->wish != STAFF_RESTED && job->wish != STAFF_SERVES;
    job->found = (struct health_outbox){.told = false};
    job->stuck = STICK_FAILED;
    if (job->wish == STAFF_RETRY && job->outbox != NULL) {
        job->error = survey_retry(job->outbox, job->now_s, &count);
    } else if (job->wish >= STAFF_FILE_SEND && job->wish <= STAFF_FILE_DROP) {
        job->error = job->outbox == NULL
                         ? ERR(ERR_NOT_FOUND, 0, "jobs: no outbox")
                         : survey_file(job->outbox, job->wish, job->uuid, job->now_s);
    } else if (!job->looked && job->staff != NULL) {
        job->error = rest_mark_put(job->staff->dir, job->staff->state, job->wish == STAFF_RESTED);
        if (job->wish == STAFF_SERVES && !failed(job->error)) {
            job->error = lock_put(job->staff->dir, job->staff->state, false);
        }
    }
    if (!job->looked) {
        return;
    }
    if (job->wish == STAFF_LOG_LOOK && job->staff != NULL) {
        run_log(job);
    }
    if (is_of_stick(job->wish) && job->staff != NULL) {
        run_stick(job);
    }
    if (is_of_badges(job->wish) && job->staff != NULL) {
        run_badge(job);
    }
    if (job->outbox != NULL && job->staff != NULL) {
        run_carry(job);
    }
    if (job->outbox != NULL) {
        const struct err e =
            survey(job->outbox, job->now_s, job->midnight, &job->found, &job->files);
        job->error = failed(job->error) ? job->error : e;
    }
    if (job->machine != NULL) {
        job->machine->ops->look(job->machine, &job->told);
    }
    if (job->staff != NULL) {
        job->fleet = steward_word_load(job->staff->dir->files, job->staff->state);
    }
}

static void run_camera(void *context)
{
    struct job_camera *job = context;
    const size_t cap = job->measure ? CAMERA_JPEG_MAX : CAMERA_TRY_BYTES;
    size_t size = 0;
    job->dpi = 0;
    job->error = job->camera->ops->still(job->camera, NULL, job->room, cap, &size);
    if (job->measure && !failed(job->error)) {
        job->error = job->picture->measure(job->room, size, &job->dpi);
    }
    explicit_bzero(job->room, cap);
}

static void run_setup(void *context)
{
    struct job_setup *job = context;
    job->error = job->wish == SETUP_WISH_KEEP
                     ? site_keep(job->staff.dir, job->staff.state, job->text, job->size)
                     : staff_pin_set(&job->staff, job->pin, seal_pin_cost_usual());
    explicit_bzero(job->pin, sizeof job->pin);
}

static void run_find(void *context)
{
    struct job_find *job = context;
    if (job->probes) {
        job->finder->ops->ask(job->finder, &job->found);
    } else {
        job->finder->ops->find(job->finder, &job->found);
    }
}

static void run_machine(void *context)
{
    struct job_machine *job = context;
    job->error = ERR_OK;
    if (job->wish == STAFF_LOOK) {
        job->machine->ops->look(job->machine, &job->told);
        if (job->staff != NULL) {
            job->fleet = steward_word_load(job->staff->dir->files, job->staff->state);
        }
    } else {
        job->error = job->machine->ops->off(job->machine, job->wish == STAFF_OFF);
    }
}

static void run_wifi(void *context)
{
    struct job_wifi *job = context;
    const struct port_wifi_ops *ops = job->wifi->ops;
    if (job->wish == WIFI_WISH_JOIN) {
        job->error = ops->join(job->wifi, &job->network, job->typed ? job->passphrase : NULL);
    } else if (job->wish == WIFI_WISH_FORGET) {
        job->error = ops->forget(job->wifi, &job->network);
    } else {
        job->error = ops->look(job->wifi, job->wish == WIFI_WISH_SCAN, &job->facts);
    }
    explicit_bzero(job->passphrase, sizeof job->passphrase);
}

bool jobs_put(struct jobs *j, struct worker *w, enum job_tag tag)
{
    const struct job all[JOB_COUNT] = {
        [JOB_STORE] = {run_store, &j->store, JOB_STORE},
        [JOB_PRINT] = {run_print, &j->print, JOB_PRINT},
        [JOB_STILL] = {run_still, &j->still, JOB_STILL},
        [JOB_PRINTER_STATUS] = {run_status, &j->status, JOB_PRINTER_STATUS},
        [JOB_FILE] = {run_file, &j->file, JOB_FILE},
        [JOB_PIN] = {run_pin, &j->pin, JOB_PIN},
        [JOB_COUNTS] = {run_keep, &j->counts, JOB_COUNTS},
        [JOB_DAY] = {run_keep, &j->day, JOB_DAY},
        [JOB_HOURLY] = {run_keep, &j->hourly, JOB_HOURLY},
        [JOB_STUDIO] = {run_studio, &j->studio, JOB_STUDIO},
        [JOB_NUMBER] = {run_number, &j->number, JOB_NUMBER},
        [JOB_LATER] = {run_later, &j->later, JOB_LATER},
        [JOB_ROLL] = {run_roll, &j->roll, JOB_ROLL},
        [JOB_LOOK] = {run_look, &j->look, JOB_LOOK},
        [JOB_LIVE] = {run_live, &j->live, JOB_LIVE},
        [JOB_CAMERA] = {run_camera, &j->camera, JOB_CAMERA},
        [JOB_SETUP] = {run_setup, &j->setup, JOB_SETUP},
        [JOB_FIND] = {run_find, &j->find, JOB_FIND},
        [JOB_MACHINE] = {run_machine, &j->machine, JOB_MACHINE},
        [JOB_WIFI] = {run_wifi, &j->wifi, JOB_WIFI},
        [JOB_HEALTH] = {run_keep, &j->health, JOB_HEALTH},
    };
    if (j->busy[tag]) {
        return false;
    }
    j->busy[tag] = !failed(worker_put(w, all[tag]));
    return j->busy[tag];
}

bool jobs_take(struct jobs *j, struct worker *w, enum job_tag *ret_tag)
{
    struct job done;
    if (!worker_take(w, &done)) {
        return false;
    }
    *ret_tag = (enum job_tag)done.tag;
    j->busy[*ret_tag] = false;
    return true;
}
