/* Installed packs: opened before anything asks for a language, and again where they change while
 * nobody is there. A pack that cannot be used is told and left out: the kiosk serves with what is
 * built in. What a first visit makes of a pack: app/pack/pack_trial.h. The kills of
 * tests/tools/fleet_visit.c go through these steps in this order. */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "app/kiosk/kiosk.h"
#include "app/outbox/key_file.h"
#include "app/pack/pack_fate.h"
#include "app/pack/pack_tokens.h"

#define TEXT_BYTES (4u << 20) /* pages are taken when used */
#define LOOK_MS    5000
#define VIETNAM    (7 * 3600)
#define BOOT_ID    "/proc/sys/kernel/random/boot_id"

static void tell(void *context, const char *sentence)
{
    (void)context;
    fprintf(stderr, "kiosk: packs/%s.\n", sentence);
}

/* Into the sealed log; what happens before there is one waits for it. */
static void note(struct kiosk *k, enum event_id id, int64_t a, int64_t b)
{
    const int most = (int)(sizeof k->pack_events / sizeof k->pack_events[0]);
    if (k->packs_logged) {
        log_event(id, a, b);
    } else if (k->pack_event_count < most) {
        k->pack_events[k->pack_event_count++] = (struct log_entry){.id = id, .a = a, .b = b};
    }
}

/* Which start of the machine this is; none where the kernel does not say. */
static void read_boot(struct kiosk *k)
{
    FILE *f = fopen(BOOT_ID, "r");
    if (f == NULL || fscanf(f, "%39[0-9a-f-]", k->machine_start) != 1) {
        (void)snprintf(k->machine_start, sizeof k->machine_start, "none");
    }
    if (f != NULL) {
        (void)fclose(f);
    }
}

/* --- trials ----------------------------------------------------------------------------------- */

static void keep_trial(struct kiosk *k, const char *name, const struct pack_trial *t)
{
    struct port_dir dir = dir_linux();
    const struct err e = pack_trial_write(&dir, k->state, name, t);
    if (failed(e)) {
        log_event(EV_STORE_FAILED, e.code, e.os);
    }
}

static void moved(struct kiosk *k, int i, enum pack_trial_state from, enum pack_trial_state to)
{
    struct pack_trial *t = &k->trials[i];
    if (t->state == from) {
        t->state = to;
        keep_trial(k, k->sets[k->side].list[i].name, t);
    }
}

static void move_all(struct kiosk *k, enum pack_trial_state from, enum pack_trial_state to)
{
    for (int i = 0; i < k->sets[k->side].count; i++) {
        moved(k, i, from, to);
    }
}

/* A pack that was undone is not tried a second time; its trial ended, and is written down. */
static bool admits(void *context, const char *name, const char *mark)
{
    struct kiosk *k = context;
    struct port_dir dir = dir_linux();
    struct pack_trial was;
    struct pack_trial is;
    pack_trial_read(&dir, k->state, name, &was);
    is = was;
    const enum pack_trial_state state = pack_trial_begin(&is, mark, k->machine_start, k->starting);
    if (!pack_trial_same(&is, &was)) {
        keep_trial(k, name, &is);
    }
    k->packs_changed |= is.refused[0] != '\0';
    if (state == TRIAL_UNDONE && k->undone_count < PACK_SET_MAX) {
        (void)snprintf(k->undone[k->undone_count++], PACK_TITLE, "%s", name);
    }
    return state != TRIAL_UNDONE;
}

static void note_undone(struct kiosk *k, struct port_dir *dir, const char *name)
{
    static const char *const whys[] = {"crashed", "form", "load"};
    char path[DIR_PATH_MAX];
    struct dir_info there;
    struct pack_trial t;
    int why = 2;
    pack_trial_read(dir, k->state, name, &t);
    while (why > 0 && strcmp(t.why, whys[why]) != 0) {
        why--;
    }
    (void)snprintf(path, sizeof path, "%.440s/" PACK_FOLDER "/%s" PACK_SUFFIX, k->state, name);
    note(k, EV_PACK_UNDONE, why, failed(dir->ops->look(dir, path, &there)) ? 0 : 1);
}

/* Puts back what was before; true when the folder is another one now. */
static bool undo_all(struct kiosk *k)
{
    struct port_dir dir = dir_linux();
    bool any = false;
    for (int i = 0; i < k->undone_count; i++) {
        const struct err e = pack_undo(&dir, k->state, k->undone[i]);
        if (failed(e)) {
            log_event(EV_STORE_FAILED, e.code, e.os);
        } else {
            fprintf(stderr, "kiosk: packs/%s: undone; what was before is back.\n", k->undone[i]);
            note_undone(k, &dir, k->undone[i]);
            any = true;
        }
    }
    k->undone_count = 0;
    return any;
}

/* "xa.newest": whether it is the one that failed. */
static void look_for_fallen(void *context, const char *file)
{
    struct kiosk *k = context;
    char name[PACK_TITLE];
    struct port_dir dir = dir_linux();
    const char *dot = strrchr(file, '.');
    if (dot == NULL || strcmp(dot, PACK_NEWEST) != 0 || dot - file >= PACK_TITLE) {
        return;
    }
    (void)snprintf(name, sizeof name, "%.*s", (int)(dot - file), file);
    if (pack_newest_fell(&dir, k->state, name)) {
        (void)snprintf(k->fell, sizeof k->fell, "%s", name);
    }
}

/* What staff and the log are told of the folder as it is now. */
static void look_over(struct kiosk *k, const struct pack_set *set)
{
    char folder[DIR_PATH_MAX];
    (void)snprintf(folder, sizeof folder, "%.480s/" PACK_FOLDER, k->state);
    k->fell[0] = '\0';
    (void)files_linux()->ops->list(folder, look_for_fallen, k).code;
    if (set->left_out > 0) {
        note(k, EV_PACK_REFUSED, set->left_out, 0);
    }
}

void kiosk_open_packs(struct kiosk *k, int side, struct pack_trial trials[PACK_SET_MAX])
{
    struct arena arena = {0};
    struct port_dir dir = dir_linux();
    const struct pack_listener listener = {NULL, tell};
    const struct pack_set_plan plan = {&arena,    &dir,   k->state, k->kit.packs_key,
                                       &listener, admits, k};
    if (failed(secret_open_large(&arena, PACK_TRIAL_BYTES))) {
        fprintf(stderr, "kiosk: there is no memory to try packs in; they are not used.\n");
        return;
    }
    for (int tries = 0; tries < 3; tries++) { /* what was before may have failed as well */
        pack_set_open(&plan, &k->sets[side]);
        if (k->undone_count == 0 || !undo_all(k)) {
            break;
        }
        pack_set_close(&k->sets[side], files_linux());
    }
    secret_close(&arena);
    look_over(k, &k->sets[side]);
    for (int i = 0; i < k->sets[side].count; i++) {
        pack_trial_read(&dir, k->state, k->sets[side].list[i].name, &trials[i]);
    }
}

/* --- at the start ----------------------------------------------------------------------------- */

static void take_gone(void *context, const char *name)
{
    struct kiosk *k = context;
    const char *dot = strrchr(name, '.');
    k->packs_changed |= dot != NULL && strcmp(dot, PACK_BEFORE) == 0;
}

void kiosk_packs(struct kiosk *k)
{
    static uint8_t storage[TEXT_BYTES];
    static struct arena arena;
    char folder[DIR_PATH_MAX];
    uint8_t key[SEAL_KEY];
    const struct pack_listener listener = {NULL, tell};
    if (k->packs_key == NULL) {
        return;
    }
    if (failed(seal_start()) || failed(key_file_read_at(files_linux(), k->packs_key, key))) {
        fprintf(stderr, "kiosk: --packs-key: %s is no key; packs are not used.\n", k->packs_key);
        return;
    }
    pack_tokens_lend(tokens_judge);
    (void)memcpy(k->kit.packs_key, key, SEAL_KEY);
    k->kit.has_packs_key = true;
    read_boot(k);
    arena_init(&arena, storage, sizeof storage);
    (void)snprintf(folder, sizeof folder, "%.480s/" PACK_FOLDER, k->state);
    (void)files_linux()->ops->list(folder, take_gone, k).code;
    k->starting = true;
    kiosk_open_packs(k, k->side, k->trials);
    k->starting = false;
    pack_use_languages(&arena, &k->sets[k->side], &listener, &k->packs);
}

/* --- while it runs ---------------------------------------------------------------------------- */

/* Forms, lists, settings, colours and recordings of the other side from now on. What a citizen's
 * application was made of stays mapped until packs change again; the first set stays to the end:
 * languages that would go keep what it brought. */
static void put_to_use(struct kiosk *k, int side, const struct content *offer,
                       const struct pack_trial trials[PACK_SET_MAX])
{
    kiosk_forget_forms(k);
    k->side = side;
    k->switches++;
    k->offer = *offer;
    (void)memcpy(k->trials, trials, sizeof k->trials);
    k->assets.layer = kiosk_layer(k, side);
    k->app.catalogue = offer->catalogue;
    k->app.search = offer->search;
    k->app.needs = offer->needs;
    pack_use_recordings(&k->sets[side]);
    kiosk_wear(k);
    kiosk_settings_again(k);
    k->app.revision++;
    move_all(k, TRIAL_LOADING, TRIAL_WAITING);
    fprintf(stderr, "kiosk: packs: %d in use from now on.\n", k->sets[side].count);
    note(k, EV_PACK_SWITCHED, k->sets[side].count, k->switches);
}

/* Texts of languages of the side at once, where none that is in use would go. */
static bool use_words(struct kiosk *k, int side)
{
    const struct pack_listener listener = {NULL, tell};
    struct arena *arena = &k->words[1 - k->words_side];
    secret_close(arena); /* of the time before the last */
    if (failed(secret_open_large(arena, TEXT_BYTES))) {
        fprintf(stderr, "kiosk: there is no memory for texts of packs; they stay as they are.\n");
        return false;
    }
    if (!pack_use_languages_again(arena, &k->sets[side], &listener, &k->packs)) {
        fprintf(stderr, "kiosk: packs: languages change with the next start: one would go.\n");
        return false;
    }
    k->words_side = 1 - k->words_side;
    return true;
}

/* Each pack was found sound; together they are too much: those that are new are undone. */
static void refuse_new(struct kiosk *k, int side, struct pack_trial trials[PACK_SET_MAX])
{
    for (int i = 0; i < k->sets[side].count; i++) {
        if (trials[i].state == TRIAL_LOADING && k->undone_count < PACK_SET_MAX) {
            char name[PACK_TITLE];
            (void)snprintf(name, sizeof name, "%s", k->sets[side].list[i].name);
            pack_trial_undo(&trials[i], "load");
            keep_trial(k, name, &trials[i]);
            (void)snprintf(k->undone[k->undone_count++], PACK_TITLE, "%s", name);
        }
    }
    (void)undo_all(k);
}

static void change(struct kiosk *k)
{
    static struct pack_trial trials[PACK_SET_MAX];
    const int side = 1 - k->side;
    struct content offer = {NULL, NULL, NULL};
    if (k->switches != 1) { /* then it is the first set's place */
        pack_set_close(&k->sets[side], files_linux());
    }
    kiosk_open_packs(k, side, trials);
    const bool worded = use_words(k, side); /* titles are looked up in them */
    const struct err e = kiosk_load_content(k, side, &offer);
    if (failed(e)) { /* as before, until the folder is another one */
        fprintf(stderr, "kiosk: packs are not changed: %s.\n", e.at);
        if (worded) {
            (void)use_words(k, k->side); /* what it brings was there just before */
        }
        refuse_new(k, side, trials);
        k->sets[k->side].seen = pack_set_look(&k->dir, k->state);
        return;
    }
    put_to_use(k, side, &offer, trials);
}

static bool is_changed(struct kiosk *k)
{
    if (k->app.now_ms - k->looked_ms < LOOK_MS) {
        return false;
    }
    k->looked_ms = k->app.now_ms;
    return pack_set_look(&k->dir, k->state) != k->sets[k->side].seen;
}

/* A visit went well: what it was served with is proved. A form that did not load was undone. */
static void visit_over(struct kiosk *k)
{
    k->visited = false;
    move_all(k, TRIAL_VISITED, TRIAL_PROVED);
    if (undo_all(k)) {
        change(k);
    }
}

void kiosk_packs_turn(struct kiosk *k)
{
    const bool home = k->app.screen == SCREEN_WELCOME;
    if (!k->kit.has_packs_key) {
        return;
    }
    if (!home && !k->visited) {
        k->visited = true;
        move_all(k, TRIAL_WAITING, TRIAL_VISITED);
    } else if (home && !shell_busy(&k->shell) && !player_speaking(&k->player)) {
        if (k->visited) {
            visit_over(k);
        }
        if (is_changed(k)) {
            change(k);
        }
    }
}

int kiosk_packs_wait_ms(const struct kiosk *k, int wait_ms)
{
    return k->kit.has_packs_key && (wait_ms < 0 || wait_ms > LOOK_MS) ? LOOK_MS : wait_ms;
}

void kiosk_packs_loaded(struct kiosk *k)
{
    k->packs_logged = true;
    for (int i = 0; i < k->pack_event_count; i++) {
        const struct log_entry *e = &k->pack_events[i];
        log_event(e->id, e->a, e->b);
    }
    if (k->sets[k->side].count > 0) {
        kiosk_wear(k);
        note(k, EV_PACK_SWITCHED, k->sets[k->side].count, 0);
    }
    move_all(k, TRIAL_LOADING, TRIAL_WAITING);
}

void kiosk_packs_end(struct kiosk *k)
{
    move_all(k, TRIAL_VISITED, TRIAL_WAITING);
}

/* --- what the app asks ------------------------------------------------------------------------ */

void kiosk_form_failed(void *context, const struct procedure *procedure)
{
    struct kiosk *k = context;
    struct pack_set *set = &k->sets[k->side];
    const struct pack_installed *from = pack_set_form(set, procedure->code);
    if (from == NULL || k->undone_count == PACK_SET_MAX) {
        return;
    }
    const int i = (int)(from - set->list);
    if (k->trials[i].state != TRIAL_UNDONE) {
        pack_trial_undo(&k->trials[i], "form");
        keep_trial(k, from->name, &k->trials[i]);
        (void)snprintf(k->undone[k->undone_count++], PACK_TITLE, "%s", from->name);
        k->visited = true;
    }
}

const char *kiosk_pack_at(void *context, int i, const char **ret_version)
{
    const struct kiosk *k = context;
    const struct pack_set *set = &k->sets[k->side];
    if (i >= set->count) {
        return NULL;
    }
    *ret_version = set->list[i].version;
    return set->list[i].name;
}

/* The day in Vietnam, as packs write it. */
static void today(struct kiosk *k, char out[16])
{
    const time_t now = (time_t)k->clock.ops->now_s(&k->clock) + VIETNAM;
    struct tm t;
    if (gmtime_r(&now, &t) == NULL || strftime(out, 16, "%Y-%m-%d", &t) == 0) {
        out[0] = '\0'; /* before every day: a clock that cannot be read accuses nobody */
    }
}

enum packs_word kiosk_packs_word(void *context, const char **ret_name)
{
    struct kiosk *k = context;
    const struct pack_set *set = &k->sets[k->side];
    char day[16];
    if (k->fell[0] != '\0') {
        *ret_name = k->fell;
        return PACKS_UNDONE;
    }
    today(k, day);
    for (int i = 0; i < set->count; i++) {
        if (pack_has_expired(&set->list[i].contents.about, day)) {
            *ret_name = set->list[i].name;
            return PACKS_OVER;
        }
    }
    return PACKS_WELL;
}
