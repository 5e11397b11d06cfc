/* The kiosk as far as its packs go, for whoever kills it: the steps of app/kiosk/main_packs.c in
 * their order, at the start, at the welcome screen and in visits, by the same pack_set.h and
 * pack_trial.h on the real disk, without a screen. Somebody comes whenever a pack waits for her.
 *     fleet_visit STATE SLOTS PACKS-KEY VISIT VERSION [POINT [TRACE]]
 * Which start of the machine it is lies in SLOTS/boot (slots_folder.h). VISIT is how a visit with
 * the pack of that version goes: "well"; "form", a form of it does not load; "crash", the program
 * ends in the midst of it, with 7; or "none", nobody comes. With any other pack it goes well.
 * "once": it starts, and ends. POINT and TRACE as in fleet_kiosk.c. Told to end (SIGTERM), it does
 * so in order, with 0. */
#include <poll.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/outbox/key_file.h"
#include "app/pack/pack_set.h"
#include "tests/tools/kill_points.h"

#define TEXT_BYTES (4u << 20)
#define LOOK_MS    4 /* the kiosk's own are 5 s */
#define VISIT_MS   12
#define CRASHED    7

static struct kiosk {
    struct port_dir disk, dir;
    struct kill_points points;
    struct pack_set sets[2];
    struct pack_trial trials[PACK_SET_MAX]; /* of the side in use */
    char undone[PACK_SET_MAX][PACK_TITLE];
    int undone_count, side;
    bool starting;
    char boot[40];
    uint8_t key[SEAL_KEY];
    const char *state, *visit, *version, *step;
} kiosk;
static uint8_t text[TEXT_BYTES];
static atomic_bool stop;

static void end_soon(int signal)
{
    (void)signal;
    atomic_store(&stop, true);
}

static const char *where(void)
{
    return kiosk.step;
}

static void tell(void *context, const char *sentence)
{
    (void)context;
    fprintf(stderr, "fleet_visit: %s\n", sentence);
}

static void end_ill(const char *why)
{
    fprintf(stderr, "fleet_visit: %s\n", why);
    _exit(1);
}

/* --- trials ----------------------------------------------------------------------------------- */

static void keep_trial(struct kiosk *k, const char *name, const struct pack_trial *t)
{
    if (failed(pack_trial_write(&k->dir, k->state, name, t))) {
        end_ill("the note was not written");
    }
}

static void move_all(struct kiosk *k, enum pack_trial_state from, enum pack_trial_state to)
{
    for (int i = 0; i < k->sets[k->side].count; i++) {
        if (k->trials[i].state == from) {
            k->trials[i].state = to;
            keep_trial(k, k->sets[k->side].list[i].name, &k->trials[i]);
        }
    }
}

static bool admits(void *context, const char *name, const char *mark)
{
    struct kiosk *k = context;
    struct pack_trial was;
    struct pack_trial is;
    pack_trial_read(&k->dir, k->state, name, &was);
    is = was;
    const enum pack_trial_state state = pack_trial_begin(&is, mark, k->boot, k->starting);
    if (!pack_trial_same(&is, &was)) {
        keep_trial(k, name, &is);
    }
    if (state == TRIAL_UNDONE && k->undone_count < PACK_SET_MAX) {
        (void)snprintf(k->undone[k->undone_count++], PACK_TITLE, "%s", name);
    }
    return state != TRIAL_UNDONE;
}

static bool undo_all(struct kiosk *k)
{
    const bool any = k->undone_count > 0;
    k->step = any ? "undo" : k->step;
    for (int i = 0; i < k->undone_count; i++) {
        if (failed(pack_undo(&k->dir, k->state, k->undone[i]))) {
            end_ill("what was before did not come back");
        }
    }
    k->undone_count = 0;
    return any;
}

/* --- the switch ------------------------------------------------------------------------------- */

static void open_packs(struct kiosk *k)
{
    struct arena arena;
    const struct pack_listener listener = {NULL, tell};
    const struct pack_set_plan plan = {&arena, &k->dir, k->state, k->key, &listener, admits, k};
    struct pack_set *set = &k->sets[k->side];
    for (int tries = 0; tries < 3; tries++) { /* what was before may have failed as well */
        k->step = "switch";
        arena_init(&arena, text, sizeof text);
        pack_set_open(&plan, set);
        if (k->undone_count == 0 || !undo_all(k)) {
            break;
        }
        pack_set_close(set, files_linux());
    }
    for (int i = 0; i < set->count; i++) {
        pack_trial_read(&k->dir, k->state, set->list[i].name, &k->trials[i]);
    }
    k->step = "switch";
    move_all(k, TRIAL_LOADING, TRIAL_WAITING);
}

static void change(struct kiosk *k)
{
    k->side = 1 - k->side;
    pack_set_close(&k->sets[k->side], files_linux());
    open_packs(k);
}

/* --- a visit ---------------------------------------------------------------------------------- */

/* The pack that somebody is to come for; NULL when none waits. */
static const struct pack_installed *waiting(const struct kiosk *k, int *ret_i)
{
    const struct pack_set *set = &k->sets[k->side];
    for (int i = 0; i < set->count; i++) {
        const bool meant = strcmp(set->list[i].version, k->version) == 0;
        if (k->trials[i].state == TRIAL_WAITING && !(meant && strcmp(k->visit, "none") == 0)) {
            *ret_i = i;
            return &set->list[i];
        }
    }
    return NULL;
}

static void form_fails(struct kiosk *k, const char name[PACK_TITLE], struct pack_trial *t)
{
    pack_trial_undo(t, "form");
    keep_trial(k, name, t);
    (void)memcpy(k->undone[k->undone_count++], name, PACK_TITLE);
}

static void visit(struct kiosk *k, const struct pack_installed *pack, int i)
{
    char name[PACK_TITLE];
    const char *how = strcmp(pack->version, k->version) == 0 ? k->visit : "well";
    (void)memcpy(name, pack->name, sizeof name);
    k->step = "visit";
    move_all(k, TRIAL_WAITING, TRIAL_VISITED);
    (void)poll(NULL, 0, VISIT_MS);
    if (strcmp(how, "crash") == 0) {
        exit(CRASHED);
    } else if (strcmp(how, "form") == 0) {
        form_fails(k, name, &k->trials[i]);
    }
    move_all(k, TRIAL_VISITED, TRIAL_PROVED);
    if (undo_all(k)) {
        change(k);
    }
}

static void turn(struct kiosk *k)
{
    int i = 0;
    const struct pack_installed *pack = waiting(k, &i);
    if (pack != NULL) {
        visit(k, pack, i);
    }
    if (pack_set_look(&k->dir, k->state) != k->sets[k->side].seen) {
        change(k);
    }
}

/* --- the program ------------------------------------------------------------------------------ */

static void read_boot(struct kiosk *k, const char *slots)
{
    char path[DIR_PATH_MAX];
    (void)snprintf(path, sizeof path, "%.500s/boot", slots);
    FILE *f = fopen(path, "re");
    if (f == NULL || fscanf(f, "%39[a-z0-9-]", k->boot) != 1) {
        end_ill("nobody says which start of the machine it is");
    }
    (void)fclose(f);
}

int main(int argc, char **argv)
{
    struct kiosk *k = &kiosk;
    const struct sigaction act = {.sa_handler = end_soon};
    if (argc < 6) {
        fprintf(stderr, "fleet_visit: STATE SLOTS PACKS-KEY VISIT VERSION [POINT [TRACE]]\n");
        return 2;
    }
    (void)sigaction(SIGTERM, &act, NULL);
    k->state = argv[1];
    k->visit = argv[4];
    k->version = argv[5];
    k->step = "switch";
    k->points.where = where;
    k->points.at = argc > 6 ? (int)strtol(argv[6], NULL, 10) : 0;
    k->points.trace = argc > 7 ? fopen(argv[7], "we") : NULL;
    kill_points_start(&k->points);
    k->disk = dir_linux();
    k->dir = kill_points_dir(&k->disk);
    read_boot(k, argv[2]);
    if (failed(seal_start()) || failed(key_file_read_at(files_linux(), argv[3], k->key))) {
        end_ill("no key");
    }
    k->starting = true;
    open_packs(k);
    k->starting = false;
    while (strcmp(k->visit, "once") != 0 && !atomic_load(&stop)) {
        turn(k);
        (void)poll(NULL, 0, LOOK_MS);
    }
    return k->points.trace != NULL && fclose(k->points.trace) != 0;
}
