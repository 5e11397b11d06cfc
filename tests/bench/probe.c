/* Linked around the real kiosk (-Wl,--wrap): measures it from inside while it does what it does.
 * PROBE=play: a played visit; touch to changed frame, storing, receipt, memory. PROBE_REST_MS is
 * how long a finger rests before each touch: what has a share of a processor earns it meanwhile.
 * PROBE=start: leaves at the first picture. PROBE=idle: waits until nothing speaks and the minute
 * is young, then counts 30 s. PROBE_OUT is the file that gets "name<TAB>value<TAB>limit<TAB>unit"
 * lines. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "app/kiosk/kiosk.h"
#include "ui/shell.h"

#define TOUCHES_MAX 4096
#define SETTLE_S    3
#define IDLE_S      30
#define LATE_S      5    /* a busy machine wakes late */
#define CLOCK_S     2    /* and draws the new minute late */
#define NONE_AT_ALL (-1) /* as a limit; 0 means no limit */

void __real_kiosk_show_starting(struct kiosk *k, int done, int total);
void __wrap_kiosk_show_starting(struct kiosk *k, int done, int total);
void __real_shell_tap(struct shell *s, int x, int y);
void __wrap_shell_tap(struct shell *s, int x, int y);
bool __real_shell_turn(struct shell *s, int max_wait_ms);
bool __wrap_shell_turn(struct shell *s, int max_wait_ms);
struct err __real_outbox_put(struct outbox *o, const struct record *r);
struct err __wrap_outbox_put(struct outbox *o, const struct record *r);
struct err __real_paper_draw(struct paper_tools *t, const struct receipt *r, struct bits *ret_page);
struct err __wrap_paper_draw(struct paper_tools *t, const struct receipt *r, struct bits *ret_page);

static double touch_ms[TOUCHES_MAX], touched[TOUCHES_MAX], opening_ms, filter_ms, stored_ms,
    receipt_ms, pss_mib;
static int touches;
static double tap_began;
static const struct port_display_ops *real_ops;
static struct port_display_ops our_ops;
static _Atomic int frames;

static bool probe_is(const char *what)
{
    const char *probe = getenv("PROBE");
    return probe != NULL && strcmp(probe, what) == 0;
}

static double ms_of(clockid_t id)
{
    struct timespec t;
    clock_gettime(id, &t);
    return (double)t.tv_sec * 1000 + (double)t.tv_nsec / 1e6;
}

/* Opened before main: later the kiosk has confined itself and reaches neither. */
static FILE *figures, *courier_stat;

static void report(const char *name, double value, double limit, const char *unit)
{
    FILE *f = figures == NULL ? stderr : figures;
    if (limit == NONE_AT_ALL) {
        fprintf(f, "%s\t%.3f\t0!\t%s\n", name, value, unit);
    } else {
        fprintf(f, "%s\t%.3f\t%.3f\t%s\n", name, value, limit, unit);
    }
    fflush(f);
}

static double pss_of(const char *pid)
{
    char path[80], line[200];
    double kib = 0;
    snprintf(path, sizeof path, "/proc/%s/smaps_rollup", pid);
    FILE *f = fopen(path, "r");
    while (f != NULL && fgets(line, sizeof line, f) != NULL) {
        if (strncmp(line, "Pss:", 4) == 0) {
            kib = strtod(line + 4, NULL);
            break;
        }
    }
    if (f != NULL) {
        fclose(f);
    }
    return kib / 1024;
}

/* The courier of tests/flow/rig, whose number is in its folder. */
static bool courier_pid(char *ret_pid, int size)
{
    char path[400];
    const char *rig = getenv("RIG");
    snprintf(path, sizeof path, "%s/courier.pid", rig == NULL ? "." : rig);
    FILE *f = fopen(path, "r");
    if (f == NULL) {
        return false;
    }
    const bool read = fgets(ret_pid, size, f) != NULL;
    fclose(f);
    ret_pid[strcspn(ret_pid, "\n")] = '\0';
    return read;
}

static double courier_pss(void)
{
    char pid[20] = {0};
    return courier_pid(pid, sizeof pid) ? pss_of(pid) : 0;
}

__attribute__((constructor)) static void open_early(void)
{
    char pid[20] = {0}, path[80];
    if (getenv("PROBE_OUT") != NULL) {
        figures = fopen(getenv("PROBE_OUT"), "ae");
    }
    if (courier_pid(pid, sizeof pid)) {
        snprintf(path, sizeof path, "/proc/%s/stat", pid);
        courier_stat = fopen(path, "re");
    }
}

/* Milliseconds of processor the courier has used; in steps of the kernel's tick. */
static double courier_cpu_ms(void)
{
    unsigned long user = 0, kernel = 0;
    if (courier_stat == NULL) {
        return 0;
    }
    rewind(courier_stat);
    if (fscanf(courier_stat, "%*d %*s %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu", &user,
               &kernel) != 2) {
        user = kernel = 0;
    }
    return (double)(user + kernel) * 1000 / (double)sysconf(_SC_CLK_TCK);
}

static int by_size(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void play_report(void)
{
    qsort(touch_ms, (size_t)touches, sizeof touch_ms[0], by_size);
    if (touches == 0) {
        return;
    }
    report("touches measured", touches, 0, "");
    qsort(touched, (size_t)touches, sizeof touched[0], by_size);
    report("touch to changed frame, median", touch_ms[touches / 2], 8, "ms");
    report("touch to changed frame, p95", touch_ms[touches * 95 / 100], 0, "ms");
    report("touch to changed frame, p99", touch_ms[touches * 99 / 100], 16.7, "ms");
    report("touch to changed frame, longest", touch_ms[touches - 1], 0, "ms");
    report("pixels a touch changes, median", touched[touches / 2], 10, "%");
    report("pixels a touch changes, p95: another page", touched[touches * 95 / 100], 0, "%");
    report("opening the list of 3,321 communes", opening_ms, 50, "ms");
    report("filtering the communes, longest key", filter_ms, 5, "ms");
    report("application safe on disk, in this visit", stored_ms, 0, "ms");
    report("receipt ready to send to the printer", receipt_ms, 50, "ms");
    report("memory, form open (PSS kiosk + courier)", pss_mib, 60, "MiB");
}

/* Milliseconds since the shell script started us: CLOCK_MONOTONIC then is PROBE_SINCE_MS. */
static double since_start_ms(void)
{
    const char *since = getenv("PROBE_SINCE_MS");
    return ms_of(CLOCK_MONOTONIC) - (since != NULL ? strtod(since, NULL) : 0);
}

/* The page of starting is the first picture; the welcome comes when everything is there. */
void __wrap_kiosk_show_starting(struct kiosk *k, int done, int total)
{
    static bool shown;
    __real_kiosk_show_starting(k, done, total);
    if (!shown && probe_is("start")) {
        report("start to first picture", since_start_ms(), 300, "ms");
    }
    shown = true;
}

static void started(void)
{
    report("start to the welcome screen", since_start_ms(), 0, "ms");
    _exit(0);
}

/* Per cent of the panel's pixels. */
static double share_of(const struct canvas *canvas, const struct rect *changed, int count)
{
    double pixels = 0;
    for (int i = 0; i < count; i++) {
        pixels += (double)changed[i].w * changed[i].h;
    }
    return pixels * 100 / ((double)canvas->width * canvas->height);
}

static struct err present(struct port_display *d, const struct rect *changed, int count)
{
    const struct err e = real_ops->present(d, changed, count);
    frames++;
    if (probe_is("start")) {
        started();
    }
    if (tap_began > 0 && touches < TOUCHES_MAX) {
        const double now = ms_of(CLOCK_MONOTONIC);
        touched[touches] = share_of(real_ops->canvas(d), changed, count);
        touch_ms[touches++] = now - tap_began;
        tap_began = now; /* the release counts from here */
    }
    return e;
}

static void watch(struct shell *s)
{
    if (real_ops != NULL) {
        return;
    }
    real_ops = s->ports.display->ops;
    our_ops = *real_ops;
    our_ops.present = present;
    s->ports.display->ops = &our_ops;
    (void)atexit(play_report);
}

static void rest(void)
{
    const char *text = getenv("PROBE_REST_MS");
    const long ms = text == NULL ? 0 : strtol(text, NULL, 10);
    (void)nanosleep(&(struct timespec){ms / 1000, ms % 1000 * 1000000}, NULL);
}

void __wrap_shell_tap(struct shell *s, int x, int y)
{
    watch(s);
    rest();
    const bool was_commune = strcmp(s->view.screen, "question-commune") == 0;
    const int first = touches;
    const double start = ms_of(CLOCK_MONOTONIC);
    tap_began = start;
    __real_shell_tap(s, x, y);
    tap_began = 0;
    const double whole = ms_of(CLOCK_MONOTONIC) - start;
    const bool is_commune = strcmp(s->view.screen, "question-commune") == 0;
    if (is_commune && !was_commune && whole > opening_ms) {
        opening_ms = whole;
    }
    if (is_commune && was_commune) {
        for (int i = first; i < touches; i++) {
            filter_ms = touch_ms[i] > filter_ms ? touch_ms[i] : filter_ms;
        }
    }
    if (strncmp(s->view.screen, "question", 8) == 0 && first % 16 < 2) {
        const double now = pss_of("self") + courier_pss();
        pss_mib = now > pss_mib ? now : pss_mib;
    }
}

struct err __wrap_outbox_put(struct outbox *o, const struct record *r)
{
    const double start = ms_of(CLOCK_MONOTONIC);
    const struct err e = __real_outbox_put(o, r);
    stored_ms = ms_of(CLOCK_MONOTONIC) - start;
    return e;
}

struct err __wrap_paper_draw(struct paper_tools *t, const struct receipt *r, struct bits *ret_page)
{
    const double start = ms_of(CLOCK_MONOTONIC);
    const struct err e = __real_paper_draw(t, r, ret_page);
    receipt_ms = ms_of(CLOCK_MONOTONIC) - start;
    return e;
}

/* Nothing moves: no voice for SETTLE_S, and the clock on the screen keeps its minute meanwhile. */
/* The clock on the screen changes a tenth of a second after the minute: that frame is no idle one.
 */
static bool fits_into_minute(time_t now)
{
    return now % 60 >= CLOCK_S && now % 60 < 60 - IDLE_S - LATE_S;
}

static void wait_for_rest(const struct shell *s)
{
    int silent = 0;
    while (silent < SETTLE_S || !fits_into_minute(time(NULL))) {
        sleep(1);
        silent = *(volatile const bool *)&s->app->speaking ? 0 : silent + 1;
    }
}

static void *idle(void *shell)
{
    wait_for_rest(shell);
    const double cpu = ms_of(CLOCK_PROCESS_CPUTIME_ID);
    const double courier = courier_cpu_ms();
    const int drawn = frames;
    sleep(IDLE_S);
    report("idle for 30 s, CPU", (ms_of(CLOCK_PROCESS_CPUTIME_ID) - cpu) / 1000, 0.05, "s");
    report("idle for 30 s, CPU of the courier", (courier_cpu_ms() - courier) / 1000, 0.05, "s");
    report("idle for 30 s, frames drawn", frames - drawn, NONE_AT_ALL, "frames");
    report("memory at rest (PSS kiosk)", pss_of("self"), 0, "MiB");
    _exit(0);
}

bool __wrap_shell_turn(struct shell *s, int max_wait_ms)
{
    const char *probe = getenv("PROBE");
    static bool running;
    if (probe != NULL && strcmp(probe, "play") != 0) {
        if (real_ops == NULL) {
            watch(s);
        }
        if (strcmp(probe, "idle") == 0 && !running) {
            pthread_t thread;
            running = pthread_create(&thread, NULL, idle, s) == 0;
        }
    }
    return __real_shell_turn(s, max_wait_ms);
}
