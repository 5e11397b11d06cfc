#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "app/pack/pack_contents.h"
#include "app/pack/pack_store.h"
#include "app/steward/main_world.h"
#include "app/steward/plan_end.h"
#include "platform/base/options.h"

#define EPOCH        "/usr/lib/clock-epoch" /* touched when the image was built; systemd's own */
#define IMAGE        "/run/rong/image"      /* the verified root's hash, by usr/lib/rong/data */
#define WORDS_BYTES  (8u << 20)             /* of the list of procedures; taken when used */
#define PATIENCE_MS  5000 /* for the clock to be put forward, before the server is asked */
#define UNAUTHORIZED 401
#define THOUSAND     1000
#define PACK_SHOWN   (METRICS_LABEL - 12) /* of its name, before "-" and a number */

static int64_t now_ms(struct main_world *w)
{
    return (int64_t)w->clock.ops->now_ms(&w->clock);
}

static int64_t now_s(struct main_world *w)
{
    return w->clock.ops->now_s(&w->clock);
}

/* --- the start -------------------------------------------------------------------------------- */

struct err main_tell_start(struct main_world *w)
{
    static const char *const logged[MAIN_TALLIES] = {"kiosk", "courier"};
    struct machine_facts facts = {.watchdog_reset = false};
    char boot[JOURNAL_TEXT];
    char text[JOURNAL_TEXT];
    int settled = 0;
    struct action_journal *j = &w->steward.journal;
    struct err e = action_journal_fact(j, "boot", boot);
    e = failed(e) ? e : action_journal_fact(j, "boots", text);
    if (failed(e)) {
        return e;
    }
    const bool anew = strcmp(boot, w->slots.boot_id) != 0;
    w->boots = (int)strtol(text, NULL, 10) + anew;
    /* What was begun is settled before the new start is written down: a cut in between settles it
     * again. */
    e = main_afar_settle(&w->afar, anew, &settled);
    if (!failed(e) && anew) {
        (void)snprintf(text, sizeof text, "%d", w->boots);
        e = action_journal_set_fact(j, "boots", text);
        e = failed(e) ? e : action_journal_set_fact(j, "boot", w->slots.boot_id);
    }
    for (int i = 0; !failed(e) && i < MAIN_TALLIES; i++) {
        e = log_tally_open(&w->tallies[i], j, logged[i]);
    }
    w->machine.port.ops->look(&w->machine.port, &facts);
    return failed(e) ? e : starts_begin(j, w->slots.boot_id, facts.watchdog_reset, &w->starts);
}

void main_tell_end(struct main_world *w)
{
    (void)failed(starts_end(&w->steward.journal)); /* not on the disk it counts as a crash */
}

/* --- the clock -------------------------------------------------------------------------------- */

/* When this system was built: nothing true is older. */
static int64_t built_s(const struct main_world *w)
{
    struct stat info;
    const char *path = w->options.epoch != NULL ? w->options.epoch : EPOCH;
    return stat(path, &info) == 0 && info.st_mtime > CLOCK_LEAST ? (int64_t)info.st_mtime
                                                                 : CLOCK_LEAST;
}

static int64_t mind_clock(struct main_world *w)
{
    struct machine_facts facts;
    w->machine.port.ops->look(&w->machine.port, &facts);
    const bool was_kept = w->wall.kept;
    const bool was_down = w->line_down;
    w->wall.floor_s = w->wall.floor_s != 0 ? w->wall.floor_s : built_s(w);
    w->wall.kept = facts.clock_kept && facts.clock_set;
    w->line_down = facts.lines_up == 0;
    const bool better = (w->wall.kept && !was_kept) || (was_down && !w->line_down);
    if (better && w->steward.schedule.failures > 0) {
        /* What failed for want of a line or of the time need not wait for an hour. Others may hear
         * of it in the same moment: a province's line, or its clock. */
        schedule_line_back(&w->steward.schedule, now_ms(w));
    }
    const int64_t to = wall_wish(&w->wall, now_s(w), now_ms(w));
    if (to != 0) {
        struct port_orders *orders = &w->orders.port;
        const struct err e = orders->ops->forward(orders, to);
        w->steward.params.say("clock", failed(e) ? e.at : "is to be put forward");
    }
    /* Before it is not earlier than this system no certificate of today is valid. */
    const bool early =
        now_s(w) < w->wall.floor_s && w->wall.wished && now_ms(w) - w->wall.wished_ms < PATIENCE_MS;
    return early ? PATIENCE_MS - (now_ms(w) - w->wall.wished_ms) : 0;
}

bool main_tell_dated(struct main_world *w)
{
    const bool desk = strncmp(w->url, "https:", 6) != 0;
    return wall_is_dated(&w->wall, now_s(w), now_ms(w)) ||
           (desk && !wall_is_wrong(&w->wall, now_s(w), now_ms(w)));
}

bool main_tell_misdated(void *context)
{
    struct main_world *w = context;
    return wall_is_wrong(&w->wall, now_s(w), now_ms(w));
}

void main_tell_heard(void *context, struct err e, const struct http_answer *a)
{
    struct main_world *w = context;
    const bool tls = strncmp(w->url, "https:", 6) == 0;
    wall_heard(&w->wall, e, a, tls, now_ms(w));
    w->doubts = steward_word_doubts(w->doubts, e, a, w->wall.kept);
    if (w->has_identity) {
        main_identity_ended(&w->identity, e, a);
        w->refused = w->identity.refused;
    } else if (!failed(e) || a->away == HTTP_AWAY_REFUSED) {
        w->refused = failed(e) || a->status == UNAUTHORIZED;
    }
}

/* --- the word for staff ----------------------------------------------------------------------- */

static struct fleet_state word_now(struct main_world *w)
{
    struct steward *s = &w->steward;
    const int64_t at = now_ms(w);
    const int64_t heard = s->answered_ms != 0 ? s->answered_ms : w->start_ms;
    const struct credentials_two *two = &w->identity.pair.two;
    const bool shows = w->has_identity && w->identity.shown != CREDENTIAL_SHOW_NONE;
    const struct fleet_facts f = {.shows = shows,
                                  .doubts = w->doubts,
                                  .refused = w->refused,
                                  .credential = credential_state(two, now_s(w)),
                                  .days_left = shows ? credential_days_left(two, now_s(w)) : 0,
                                  .lost_s = s->lost_s,
                                  .ended_s = s->ended_s,
                                  .ended_code = s->ended_code,
                                  .frozen_days = s->frozen_days,
                                  .away_ms = at - heard,
                                  .clock_wrong = wall_is_wrong(&w->wall, now_s(w), at),
                                  .now_s = now_s(w)};
    return steward_word_of(&f);
}

static void keep_word(struct main_world *w)
{
    const struct fleet_state is = word_now(w);
    const bool same = w->was_told && is.word == w->told.word && is.number == w->told.number &&
                      is.clock_wrong == w->told.clock_wrong;
    if (!same) {
        w->was_told = !failed(steward_word_keep(&w->dir, w->options.state, &is));
        w->told = is;
    }
}

int64_t main_tell_turn(struct main_world *w)
{
    const int64_t wait = mind_clock(w);
    keep_word(w);
    return wait;
}

/* --- packs in use ------------------------------------------------------------------------------
 */

struct packs_walk {
    const char *state;
    void (*each)(void *context, const struct pack_about *about);
    void *context;
};

static void walk_pack(void *context, const char *name)
{
    const struct packs_walk *walk = context;
    char path[DIR_PATH_MAX];
    char what[160];
    struct file_bytes file = {0};
    struct pack_file pack;
    struct pack_entry entry;
    struct pack_about about;
    const size_t length = strlen(name);
    const size_t tail = strlen(PACK_SUFFIX);
    const int whole = snprintf(path, sizeof path, "%s/" PACK_FOLDER "/%s", walk->state, name);
    if (length <= tail || strcmp(name + length - tail, PACK_SUFFIX) != 0 ||
        (size_t)whole >= sizeof path || failed(files_linux()->ops->map(path, &file))) {
        return;
    }
    if (!failed(pack_open(&pack, file.bytes, file.size)) && pack_find(&pack, PACK_ABOUT, &entry) &&
        !failed(pack_about_read((const char *)entry.bytes, entry.size, &about, what))) {
        walk->each(walk->context, &about);
    }
    files_linux()->ops->unmap(&file);
}

static void walk_packs(const struct main_world *w,
                       void (*each)(void *context, const struct pack_about *about), void *context)
{
    struct packs_walk walk = {w->options.state, each, context};
    char path[DIR_PATH_MAX];
    (void)snprintf(path, sizeof path, "%s/" PACK_FOLDER, w->options.state);
    (void)failed(files_linux()->ops->list(path, walk_pack, &walk)); /* without the folder: none */
}

/* --- attributes ------------------------------------------------------------------------------- */

struct attributes {
    struct main_world *w;
    struct ddi_attribute *list;
    int count, room, facts;
};

/* One more, its texts kept in w->facts. */
static void put(struct attributes *p, const char *key, const char *value)
{
    const int most = (int)(sizeof p->w->facts / sizeof p->w->facts[0]);
    if (p->count >= p->room || p->facts + 2 > most || value[0] == '\0') {
        return;
    }
    char *own_key = p->w->facts[p->facts++];
    char *own_value = p->w->facts[p->facts++];
    (void)snprintf(own_key, DDI_ATTRIBUTE, "%s", key);
    (void)snprintf(own_value, DDI_ATTRIBUTE, "%s", value);
    p->list[p->count++] = (struct ddi_attribute){own_key, own_value};
}

static void put_pack(void *context, const struct pack_about *about)
{
    char key[PACK_TITLE + 8];
    char value[16];
    (void)snprintf(key, sizeof key, "pack.%s", about->name);
    (void)snprintf(value, sizeof value, "%d", about->version);
    put(context, key, value);
}

static void put_image(struct attributes *p)
{
    struct file_bytes file = {0};
    char hash[DDI_ATTRIBUTE];
    const char *path = p->w->options.image != NULL ? p->w->options.image : IMAGE;
    if (failed(files_linux()->ops->read(path, 4096, &file))) {
        return;
    }
    (void)snprintf(hash, sizeof hash, "%.*s", (int)strcspn(file.bytes, "\r\n"), file.bytes);
    files_linux()->ops->unmap(&file);
    put(p, "image", hash);
}

int main_tell_describe(void *context, struct ddi_attribute *list, int room)
{
    struct main_world *w = context;
    struct attributes p = {.w = w, .list = list, .room = room};
    char number[16];
    put(&p, "name", w->site.name);
    put(&p, "program", options_version());
    put(&p, "commune", w->site.commune);
    put(&p, "group", w->site.group);
    (void)snprintf(number, sizeof number, "%d", w->boots);
    put(&p, "boots", number);
    put_image(&p);
    walk_packs(w, put_pack, &p);
    main_afar_report(&w->afar, &w->rows);
    for (int i = 0; i < w->rows.count && p.count < room; i++) {
        list[p.count++] = (struct ddi_attribute){w->rows.rows[i].key, w->rows.rows[i].value};
    }
    return p.count;
}

/* --- figures ---------------------------------------------------------------------------------- */

static void put_left(struct metrics *m, const char *label, const struct credential *c, int64_t now)
{
    if (c->until != 0) {
        metrics_set(m, METRIC_CERTIFICATE, label, c->until - now);
    }
}

/* "NAME-VERSION"; of a name that leaves the version no room, its begin. */
static void tell_pack(void *context, const struct pack_about *about)
{
    char label[METRICS_LABEL];
    (void)snprintf(label, sizeof label, "%.*s-%d", PACK_SHOWN, about->name, about->version);
    metrics_set(context, METRIC_PACK, label, 1);
}

static void tell_clock(struct main_world *w, struct metrics *m)
{
    int64_t offset = 0;
    if (wall_offset(&w->wall, now_s(w), now_ms(w), &offset)) {
        metrics_set(m, METRIC_CLOCK_OFFSET, "", offset * THOUSAND);
    }
}

static void tell_logs(struct main_world *w, struct metrics *m)
{
    char folder[DIR_PATH_MAX];
    (void)snprintf(folder, sizeof folder, "%s/log", w->options.state);
    for (int i = 0; i < MAIN_TALLIES; i++) {
        /* What cannot be read or kept now is so in a minute; before there is a log nothing is. */
        if (log_tally_turn(&w->tallies[i], &w->steward.journal, folder).code != ERR_NOT_FOUND) {
            log_tally_tell(&w->tallies[i], m);
        }
    }
}

static void tell_damage(struct main_world *w, struct metrics *m)
{
    char text[JOURNAL_TEXT];
    if (!failed(action_journal_fact(&w->steward.journal, "damaged", text))) {
        metrics_set(m, METRIC_DAMAGED, "steward", strtol(text, NULL, 10));
    }
}

static void tell_ends(struct main_world *w, struct metrics *m)
{
    char text[JOURNAL_TEXT];
    for (int end = PLAN_END_GOOD; end < PLAN_ENDS; end++) {
        const char *fact = plan_end_fact((enum plan_end)end);
        if (!failed(action_journal_fact(&w->steward.journal, fact, text))) {
            metrics_set(m, METRIC_UPDATES, plan_end_name((enum plan_end)end),
                        strtol(text, NULL, 10));
        }
    }
}

void main_tell_figures(void *context, struct metrics *m)
{
    struct main_world *w = context;
    struct slots_view view = {.booted = ""};
    struct port_slots *slots = &w->slots.port;
    const int64_t at = now_ms(w);
    if (!failed(slots->ops->look(slots, &view))) {
        metrics_set(m, METRIC_BUILD, view.running, 1);
        metrics_set(m, METRIC_SLOT, view.booted, 1);
    }
    metrics_set(m, METRIC_BOOTS, "", w->boots);
    metrics_set(m, METRIC_WATCHDOG, "", w->starts.resets);
    metrics_set(m, METRIC_STARTS, "steward", w->starts.starts);
    metrics_set(m, METRIC_CRASHES, "steward", w->starts.crashes);
    walk_packs(w, tell_pack, m);
    tell_clock(w, m);
    tell_ends(w, m);
    tell_logs(w, m);
    tell_damage(w, m);
    if (w->steward.answered_ms != 0) {
        metrics_set(m, METRIC_POLL_AGE, "", (at - w->steward.answered_ms) / 1000);
    }
    if (w->has_identity && wall_is_dated(&w->wall, now_s(w), at)) {
        put_left(m, "kiosk", &w->identity.pair.two.old, now_s(w));
        put_left(m, "kiosk-next", &w->identity.pair.two.new, now_s(w));
    }
    if (w->told.word > FLEET_WELL) {
        metrics_set(m, METRIC_FLEET, steward_word_name(w->told.word), 1);
    }
    if (w->told.clock_wrong) {
        metrics_set(m, METRIC_FLEET, "clock", 1);
    }
}

static bool knows(void *context, const char *code)
{
    const struct main_world *w = context;
    return w->catalogue != NULL && catalogue_find(w->catalogue, code) >= 0;
}

static void load_catalogue(struct main_world *w)
{
    static uint8_t storage[WORDS_BYTES];
    static const char *const languages[] = {"vi", NULL};
    static struct arena arena;
    static struct assets assets;
    struct catalogue_problem problem;
    arena_init(&arena, storage, sizeof storage);
    struct err e = assets_open(&assets, files_linux(), getenv("RONG_ASSETS"));
    e = failed(e) ? e : catalogue_load(&arena, &assets, languages, &w->catalogue, &problem);
    if (failed(e)) {
        w->catalogue = NULL;
        w->steward.params.say("figures", "no procedure is told by its code: no list of them");
    }
}

void main_tell_open(struct main_world *w, const atomic_bool *stop)
{
    load_catalogue(w);
    journal_linux_init(&w->ring);
    const struct telemetry_params params = {
        .gather = {.state = w->options.state,
                   .dir = &w->dir,
                   .machine = &w->machine.port,
                   .offset_minutes = w->site.offset_minutes},
        .metrics = {.kiosk = w->site.name, .knows = knows, .context = w},
        .journal = &w->ring.port,
        .http = w->figures,
        .random = &w->random,
        .clock = &w->clock,
        .tell = main_tell_figures,
        .context = w,
        .stop = stop};
    const struct err e = telemetry_open(&w->telemetry, &params);
    w->has_telemetry = !failed(e);
    if (failed(e)) {
        w->steward.params.say("figures", e.at);
    }
}
