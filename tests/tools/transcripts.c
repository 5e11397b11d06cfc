/* What is heard on every screen, by every way of asking, as the exact clips in order:
 *
 *     build/release/tests/transcripts LANGUAGE      all of it, as tests/golden/heard keeps it
 *     build/release/tests/transcripts LANGUAGE NAME...   states whose name holds one of these
 *     ... --packs STATE KEY LANGUAGE   a language that a pack brings, installed in STATE
 *
 * tests/golden/README.md tells how to read it. The gallery's own form has no clips: its pages are
 * left out, those of the real forms are heard. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/guide.h"
#include "app/outbox/key_file.h"
#include "app/pack/pack_use.h"
#include "platform/port_files.h"
#include "tests/tools/shapes.h"
#include "tests/tools/ways.h"

static struct clip_words words;
static struct guide guide;
static struct guide_plan plan;
static struct state_look look = {1080, 1920, 100, 0, 0};
static char **wanted;

/* What was last written of a target's name: its lines' hash. */
#define NAMES_MAX 4096
static struct {
    char name[64];
    uint64_t lines;
} before[NAMES_MAX];
static int before_count;

/* The plan as one line of text, until the next. */
static const char *write_plan(const struct app *app, bool aloud)
{
    static char storage[CLIP_WORDS_BYTES];
    struct buf out;
    buf_init(&out, storage, sizeof storage);
    clip_words_add(&words, &plan, app, aloud, &out);
    return out.data;
}

static const char *hear(const struct drawn *p, enum guide_kind kind, int node)
{
    const struct guide_event event = {.kind = kind, .node = node, .language = look.language};
    guide_step(p->view, &guide, &event, &plan);
    return write_plan(p->app, false);
}

/* A way that says something else than coming did. */
static void write_way(const char *way, const char *what, const char *comes)
{
    if (*what != '\0' && strcmp(what, comes) != 0) {
        printf("%s:%s\n", way, what);
    }
}

static void write_page(const struct drawn *p)
{
    static char comes[32768];
    memset(&guide, 0, sizeof guide);
    (void)snprintf(comes, sizeof comes, "%s", hear(p, GUIDE_SHOWN, -1));
    printf("comes:%s\n", comes);
    write_way("aloud", write_plan(p->app, true), comes);
    const char *asks = hear(p, GUIDE_REPLAY, -1);
    const bool adds = strncmp(asks, comes, strlen(comes)) == 0; /* to what she heard */
    write_way(adds ? "asks too" : "asks", adds ? asks + strlen(comes) : asks, comes);
    guide.screen = 0; /* she was elsewhere in between */
    write_way("again", hear(p, GUIDE_SHOWN, -1), comes);
    write_way("codes", hear(p, GUIDE_CODE, -1), comes);
}

/* True when this name's lines were these the last time; remembers them. */
static bool is_as_before(const char *name, uint64_t lines)
{
    int i = 0;
    while (i < before_count && strcmp(before[i].name, name) != 0) {
        i++;
    }
    if (i == NAMES_MAX || strlen(name) >= sizeof before[0].name) {
        fprintf(stderr, "transcripts: too many names, or too long: %s\n", name);
        exit(1);
    }
    const bool same = i < before_count && before[i].lines == lines;
    before_count += i == before_count;
    (void)snprintf(before[i].name, sizeof before[i].name, "%s", name);
    before[i].lines = lines;
    return same;
}

/* What was written of the targets of this page: hashes of what "at" and "press" say. */
#define TARGETS_MAX VIEW_NODES_MAX
static struct {
    const char *name;
    uint64_t at, press;
} here[TARGETS_MAX];
static int here_count;

static uint64_t hash(const char *text)
{
    return clip_id("", text, strlen(text));
}

/* The lines of one target; nothing when they are as before. */
static bool write_target(const struct drawn *p, int node)
{
    static char lines[65536];
    const char *name = p->view->nodes[node].name;
    struct buf out;
    buf_init(&out, lines, sizeof lines);
    const char *at = hear(p, GUIDE_FOCUSED, node);
    here[here_count].name = name;
    here[here_count].at = hash(at);
    buf_printf(&out, "at %s:%s\n", name, at);
    const char *press = hear(p, GUIDE_TOUCHED, node);
    here[here_count++].press = hash(press);
    if (strcmp(press, " (touch)") != 0) {
        buf_printf(&out, "press %s:%s\n", name, press);
    }
    if (is_as_before(name, clip_id("", out.data, out.len))) {
        return false;
    }
    fputs(out.data, stdout);
    return true;
}

static void write_targets(const struct drawn *p)
{
    static char same[8192];
    struct buf out;
    buf_init(&out, same, sizeof same);
    here_count = 0;
    for (int i = 0; i < p->view->count; i++) {
        const struct view_node *n = &p->view->nodes[i];
        if (view_is_target(n) && view_is_shown(n) && !write_target(p, i)) {
            buf_printf(&out, " %s", n->name);
        }
    }
    if (out.len > 0) {
        printf("as before:%s\n", out.data);
    }
}

/* --- the other ways ----------------------------------------------------------------------------
 */

/* Orders of stops, and what they say where it is not what is known already. */
struct orders {
    char ring[4096], now[4096];
    const char *way;            /* whose order `now` is */
    uint64_t keys[TARGETS_MAX]; /* what a key said at a target of here[] */
};

static int find_here(const char *name)
{
    int i = 0;
    while (i < here_count && strcmp(here[i].name, name) != 0) {
        i++;
    }
    return i;
}

static void write_once(const char *way, const char *name, const char *text)
{
    char title[64];
    (void)snprintf(title, sizeof title, "%s%s%s", way, *name != '\0' ? " " : "", name);
    if (!is_as_before(title, hash(text))) {
        printf("%s:%s\n", title, text);
    }
}

/* Ends the order that is being gathered. */
static void end_order(struct orders *o)
{
    if (o->way != NULL && strcmp(o->way, "ring") == 0) {
        printf("ring:%s\n", o->now);
        memcpy(o->ring, o->now, sizeof o->ring);
    } else if (o->way != NULL && strcmp(o->now, o->ring) != 0) {
        printf("%s:%s\n", o->way, o->now);
    }
    o->way = NULL;
    o->now[0] = '\0';
}

static void add_stop(struct orders *o, const char *way, const char *name, const char *text)
{
    const int i = find_here(name);
    const size_t len = strlen(o->now);
    if (o->way == NULL || strcmp(o->way, way) != 0) {
        end_order(o);
        o->way = way;
    }
    (void)snprintf(o->now + strlen(o->now), sizeof o->now - len, " %s", name);
    if (i == here_count || here[i].at != hash(text)) {
        write_once("at", name, text); /* the heading, which no finger asks */
    }
}

/* A first touch: what "at" says, a tap, and that a second one chooses. */
static uint64_t first_of(const struct drawn *p, int i)
{
    static char storage[CLIP_WORDS_BYTES];
    struct buf out;
    bool closed = false;
    buf_init(&out, storage, sizeof storage);
    for (int node = 0; node < p->view->count; node++) {
        const char *name = p->view->nodes[node].name;
        if (name != NULL && strcmp(name, here[i].name) == 0) {
            buf_puts(&out, hear(p, GUIDE_FOCUSED, node));
            closed = (p->view->nodes[node].state & STATE_DISABLED) != 0;
        }
    }
    buf_puts(&out, closed ? " (cannot)" : " (touch) /");
    if (!closed) {
        guide_message(MSG_LISTEN_AGAIN, &plan);
        buf_puts(&out, write_plan(p->app, false));
    }
    return hash(out.data);
}

struct gathering {
    const struct drawn *p;
    struct orders orders;
};

static void gather(void *context, const char *way, const char *name, const char *text)
{
    struct gathering *g = context;
    const int i = find_here(name);
    const bool known = i < here_count;
    const bool around =
        strcmp(way, "ring") == 0 || strcmp(way, "switch") == 0 || strcmp(way, "zone") == 0;
    const bool stop = around && !g->p->app->dark;
    if (stop) {
        add_stop(&g->orders, way, name, text);
        return;
    }
    end_order(&g->orders);
    if (strcmp(way, "key") == 0 && known) {
        g->orders.keys[i] = hash(text);
    }
    const uint64_t expected = !known                       ? 0
                              : strcmp(way, "key") == 0    ? here[i].press
                              : strcmp(way, "first") == 0  ? first_of(g->p, i)
                              : strcmp(way, "second") == 0 ? g->orders.keys[i]
                                                           : 0;
    if (expected == 0 || expected != hash(text)) {
        write_once(way, name, text);
    }
}

static void write_ways(const struct drawn *p)
{
    static struct gathering g;
    memset(&g, 0, sizeof g);
    g.p = p;
    ways_go(p, &words, gather, &g);
    end_order(&g.orders);
}

static bool is_wanted(const char *state)
{
    for (char **name = wanted; *name != NULL; name++) {
        if (strstr(state, *name) != NULL) {
            return true;
        }
    }
    return *wanted == NULL;
}

static void transcribe(const char *state, int shape, int page, const struct drawn *p)
{
    (void)shape;
    const bool own_form = isdigit((unsigned char)state[0]) != 0 &&
                          (strncmp(p->view->screen, "question", strlen("question")) == 0 ||
                           strcmp(p->view->screen, "check") == 0);
    if (is_wanted(state) && !own_form) {
        printf("== %s, page %d\n", state, page + 1);
        write_page(p);
        write_targets(p);
        write_ways(p);
    }
}

static void tell_pack(void *context, const char *sentence)
{
    (void)context;
    fprintf(stderr, "transcripts: %s.\n", sentence);
    exit(1);
}

/* Vietnamese and the language of a pack are configured, as a kiosk would. */
static void use_packs(const char *state, const char *key_path, const char *language)
{
    static uint8_t storage[4U << 20];
    static struct arena arena;
    static struct pack_use packs;
    static struct pack_set set;
    struct port_dir dir = dir_linux();
    static char list[SETTING_TEXT];
    uint8_t key[SEAL_KEY];
    const struct pack_listener listener = {NULL, tell_pack};
    studio_must(seal_start(), "libsodium");
    studio_must(key_file_read_at(files_linux(), key_path, key), key_path);
    arena_init(&arena, storage, sizeof storage);
    const struct pack_set_plan how = {&arena, &dir, state, key, &listener, NULL, NULL};
    pack_set_open(&how, &set);
    pack_use_languages(&arena, &set, &listener, &packs);
    (void)snprintf(list, sizeof list, "vi,%s,en", language);
    state_languages(list);
}

int main(int argc, char **argv)
{
    const bool packs = argc > 4 && strcmp(argv[1], "--packs") == 0;
    char **rest = packs ? argv + 4 : argv + 1;
    if (argc < 2 || rest[0] == NULL || rest[0][0] == '-') {
        fprintf(stderr, "usage: transcripts [--packs STATE KEY] LANGUAGE [NAME...]\n");
        return 2;
    }
    wanted = rest + 1;
    if (packs) {
        use_packs(argv[2], argv[3], rest[0]);
    }
    studio_open();
    clip_words_open(&words);
    look.language = words.language = shape_language(rest[0]);
    shapes_place(&look, transcribe);
    studio_close();
    return ferror(stdout) == 0 ? 0 : 1;
}
