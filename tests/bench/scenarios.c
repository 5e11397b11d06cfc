/* One fixed scenario of the engine, the painter, the lists or the receipt: what is needed is made
 * ready, then measured() does the work and nothing else, so that `callgrind --toggle-collect=
 * 'measured*'` counts the instructions of that alone (tests/bench/counts). The same every time: no
 * clock is read and nothing is left to chance.
 * usage: scenarios NAME; without a name it lists them */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/citizen/commune.h"
#include "app/citizen/search.h"
#include "platform/sim/display_memory.h"
#include "tests/bench/big_form.h"
#include "tests/bench/need_screen.h"
#include "tests/bench/slip.h"
#include "ui/dirty.h"
#include "ui/paint/painter.h"

#define ARENA_BYTES ((size_t)96 << 20)
#define UNITS_MAX   4096
#define HITS_MAX    20
#define TYPED_MAX   64

struct scenario {
    const char *name;
    void (*prepare)(const struct scenario *s);
    void (*act)(void);
    int binds; /* of a form's: how many, and about how many bytes of labels */
    size_t bytes;
};

static struct arena arena;
static struct assets assets;

/* --- forms ----------------------------------------------------------------------------------- */

static struct form *form;
static form_node asked;
static size_t form_size;

static void must(bool good, const char *what)
{
    if (!good) {
        fprintf(stderr, "scenarios: %s\n", what);
        exit(1);
    }
}

static void load_form(void)
{
    must(big_form_load(&arena, form_size, &form), "the form is refused");
}

static void answer(const char *value)
{
    struct form_problem problem;
    must(!failed(form_set(form, asked, value, &problem)), "the answer is refused");
}

static void answer_once(void)
{
    answer("41");
}

static void make_form(const struct scenario *s)
{
    form_size = big_form(s->binds, s->bytes);
}

static void load_and_answer(const struct scenario *s)
{
    make_form(s);
    load_form();
    asked = form_find(form, "/data/q0");
    answer("40");
}

/* --- the screen ------------------------------------------------------------------------------ */

static const struct rect whole = {0, 0, 1080, 1920};
static struct draw_list list;
static struct dirty dirty;
static struct painter painter;
static struct port_text *text;
static struct port_display *display;
static uint8_t painter_cache[PAINTER_CACHE_BYTES];

static void paint_rects(const struct rect *rects, int count)
{
    must(!failed(painter_paint(&painter, &list, display->ops->canvas(display), rects, count)),
         "painting failed");
}

static void redraw(void)
{
    paint_rects(&whole, 1);
}

/* A finger comes down on a tile: the screen built anew, compared, painted where it differs. */
static void update(void)
{
    struct rect rects[DIRTY_RECTS];
    need_build(&list, text, 4);
    paint_rects(rects, dirty_step(&dirty, &list, 0, rects));
}

static void compare(void)
{
    struct rect rects[DIRTY_RECTS];
    must(dirty_step(&dirty, &list, 0, rects) == 0, "the same screen differs");
}

/* All that is computed once was computed, as on a kiosk that showed the page before. */
static void show_screen(const struct scenario *s)
{
    struct file_bytes art;
    struct rect rects[DIRTY_RECTS];
    (void)s;
    must(!failed(assets_map(&assets, "art.bin", &art)) &&
             !failed(text_ttf_open(TEXT_FONT_FOLDER, TEXT_CACHE_BYTES, &text)) &&
             !failed(display_memory_open(whole.w, whole.h, &display)) &&
             !failed(painter_init(&painter, text, art.bytes, art.size, painter_cache,
                                  sizeof painter_cache)),
         "no fonts, panel or drawings");
    dirty_init(&dirty, whole.w, whole.h);
    update();
    need_build(&list, text, -1);
    (void)dirty_step(&dirty, &list, 0, rects);
    redraw();
}

/* --- lists ----------------------------------------------------------------------------------- */

static struct communes *communes;
static struct search *search;

/* Calls key() for every beginning of what is typed that ends with a whole letter. */
static void type_keys(const char *typed, void (*key)(const char *begun))
{
    char begun[TYPED_MAX];
    const size_t length = strlen(typed);
    for (size_t n = 1; n <= length && n < sizeof begun; n++) {
        if (((unsigned char)typed[n] & 0xC0) != 0x80) {
            memcpy(begun, typed, n);
            begun[n] = '\0';
            key(begun);
        }
    }
}

static void open_communes(void)
{
    must(!failed(communes_load(&arena, &assets, "52", &communes)), "no communes");
}

static void filter_key(const char *begun)
{
    static uint16_t units[UNITS_MAX];
    (void)communes_filter(communes, begun, units, UNITS_MAX);
}

static void filter_communes(void)
{
    type_keys("Ia Hiao, Gia Lai", filter_key);
}

static void opened_communes(const struct scenario *s)
{
    (void)s;
    open_communes();
}

static void search_key(const char *begun)
{
    struct search_hit hits[HITS_MAX];
    (void)search_find(search, begun, hits, HITS_MAX);
}

static void search_procedures(void)
{
    type_keys("làm giấy khai sinh cho con", search_key);
}

static void opened_search(const struct scenario *s)
{
    static const char *const languages[] = {"vi", "en", NULL};
    struct catalogue *catalogue = NULL;
    struct catalogue_problem problem = {.line = 0};
    (void)s;
    must(!failed(catalogue_load(&arena, &assets, languages, &catalogue, &problem)) &&
             !failed(search_load(&arena, &assets, catalogue, &search)),
         "the procedures do not load");
}

/* --- the receipt ----------------------------------------------------------------------------- */

static void print_receipt(void)
{
    must(slip_draw(), "no receipt");
}

static void opened_paper(const struct scenario *s)
{
    (void)s;
    must(slip_open(&assets) && slip_read("long"), "no receipt to draw, or nothing to do it with");
    print_receipt();
}

/* --------------------------------------------------------------------------------------------- */

static void nothing(const struct scenario *s)
{
    (void)s;
}

static const struct scenario scenarios[] = {
    {"form-load-50", make_form, load_form, 50, 15000},
    {"form-load-500", make_form, load_form, 500, 1400000},
    {"form-load-5000", make_form, load_form, 5000, 2600000},
    {"form-answer-50", load_and_answer, answer_once, 50, 15000},
    {"form-answer-500", load_and_answer, answer_once, 500, 1400000},
    {"form-answer-5000", load_and_answer, answer_once, 5000, 2600000},
    {"redraw-whole", show_screen, redraw, 0, 0},
    {"redraw-touch", show_screen, update, 0, 0},
    {"redraw-nothing", show_screen, compare, 0, 0},
    {"communes-open", nothing, open_communes, 0, 0},
    {"communes-filter", opened_communes, filter_communes, 0, 0},
    {"search-keys", opened_search, search_procedures, 0, 0},
    {"receipt", opened_paper, print_receipt, 0, 0},
};

/* What is counted. It is called and calls: the compiler may make neither a jump. */
__attribute__((noinline)) static void measured(const struct scenario *s)
{
    s->act();
    __asm__ volatile("" ::: "memory");
}

int main(int argc, char **argv)
{
    const size_t count = sizeof scenarios / sizeof scenarios[0];
    char *memory = malloc(ARENA_BYTES);
    must(memory != NULL && !failed(assets_open(&assets, files_linux(), NULL)),
         "no memory or no assets; run from the top of the checkout after make all");
    arena_init(&arena, memory, ARENA_BYTES);
    for (size_t i = 0; i < count; i++) {
        if (argc < 2) {
            puts(scenarios[i].name);
        } else if (strcmp(argv[1], scenarios[i].name) == 0) {
            scenarios[i].prepare(&scenarios[i]);
            measured(&scenarios[i]);
            return 0;
        }
    }
    return argc < 2 ? 0 : 2;
}
