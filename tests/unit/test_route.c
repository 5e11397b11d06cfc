#include "app/route.h"

#include <string.h>

#include "app/citizen/catalogue.h"
#include "app/language/content.h"
#include "app/sound/installed.h"
#include "app/steps.h"
#include "platform/base/utf8.h"
#include "platform/port_files.h"
#include "tests/unit/app_world.h"

static uint8_t route_storage[64 << 10] __attribute__((aligned(16)));
static struct arena routes_arena;
static const struct route *route;
static struct route_problem problem;

static struct err read_text(const char *text)
{
    arena_init(&routes_arena, route_storage, sizeof route_storage);
    routes_arena.peak = sizeof route_storage;
    arena_wipe(&routes_arena);
    return route_read(&routes_arena, text, &route, &problem);
}

static const char good[] = "[route]\nid = land\n[ask.what]\ntitle = Bị sao?\n"
                           "title.en = What is wrong?\nanswer.1 = Mất\nanswer.1.en = Lost\n"
                           "answer.1.icon = search\nanswer.1.to = 1.115350\nanswer.2 = Sai\n"
                           "answer.2.to = ask.wrong\n[ask.wrong]\ntitle = Sai gì?\n"
                           "answer.1 = Sai người\nanswer.1.to = 1.115353\n";

TEST(answers_lead_to_questions_and_codes)
{
    CHECK(!failed(read_text(good)));
    CHECK_STR(route->id, "land");
    CHECK_INT(route->question_count, 2);
    CHECK_STR(route->questions[0].answers[0].code, "1.115350");
    CHECK_STR(route->questions[0].answers[0].icon, "search");
    CHECK_INT(route->questions[0].answers[1].question, 1);
    CHECK(route->questions[0].answers[1].code == NULL);
    CHECK_STR(route->questions[0].hint, "");
}

TEST(what_a_language_lacks_is_vietnamese)
{
    CHECK(!failed(read_text(good)));
    const struct route *english = route_in(route, "en");
    CHECK_STR(english->questions[0].title, "What is wrong?");
    CHECK_STR(english->questions[0].answers[0].label, "Lost");
    CHECK_STR(english->questions[0].answers[1].label, "Sai");
    CHECK_STR(english->questions[0].answers[0].code, "1.115350");
    CHECK_STR(english->questions[1].title, "Sai gì?");
    CHECK(route_in(route, "jra") == route);
    CHECK(route_in(route, "vi") == route);
}

/* A pack brings the words of one answer. */
TEST(a_pack_brings_words_that_the_file_lacks)
{
    static struct installed_text texts[MSG_COUNT];
    static const struct language made = {"qaa", "Qaa", "Qaa", "comb", 1, MSG_COUNT - 1, true, true};
    const char *lost = "Bị mất";
    bool fallback = true;
    CHECK(content_find(lost) != MSG_NONE);
    installed_clear();
    texts[content_find(lost)] = (struct installed_text){"\u2045lost\u2046", NULL};
    CHECK(installed_add(&made, texts));
    CHECK_STR(route_words("qaa", lost, lost, &fallback), "\u2045lost\u2046");
    CHECK(!fallback);
    CHECK_STR(route_words("qaa", "Cũ, rách, mờ", "Cũ, rách, mờ", &fallback), "Cũ, rách, mờ");
    CHECK(fallback);
    CHECK_STR(route_words("qaa", lost, "written in the file", &fallback), "written in the file");
    CHECK(!fallback);
    CHECK_STR(route_words("vi", lost, lost, &fallback), lost);
    CHECK(!fallback);
    CHECK_STR(route_words("en", lost, lost, &fallback), lost);
    CHECK(fallback);
    installed_clear();
}

TEST(mistakes_are_named)
{
    static const struct {
        const char *text, *why;
    } wrong[] = {
        {"[route]\nid = x\n", "id and a question"},
        {"[ask.a]\ntitle = t\nanswer.1 = a\nanswer.1.to = 1\n", "id and a question"},
        {"[route]\nid = x\n[ask.a]\ntitle = t\nanswer.1 = a\n", "leads to a code"},
        {"[route]\nid = x\n[ask.a]\ntitle = t\nanswer.1 = a\nanswer.1.to = ask.b\n", "leads to"},
        {"[route]\nid = x\n[ask.a]\ntitle = t\nanswer.1 = a\nanswer.1.to = ask.a\n", "ring"},
        {"[route]\nid = x\n[ask.a]\ntitle = t\nanswer.2 = a\n", "without gaps"},
        {"[route]\nid = x\n[ask.a]\nanswer.1 = a\nanswer.1.to = 1\n", "has a title"},
        {"[route]\nid = x\n[ask.a]\ntitel = t\n", "unknown"},
        {"[route]\nid = x\n[ask.a]\nanswer.1.to.en = t\n", "unknown"},
        {"[rute]\nid = x\n", "unknown"},
        {"[route]\nid\n", "neither"},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        CHECK_INT(read_text(wrong[i].text).code, ERR_BAD_INPUT);
        if (strstr(problem.message, wrong[i].why) == NULL) {
            printf("# %zu: %s\n", i, problem.message);
        }
        CHECK(strstr(problem.message, wrong[i].why) != NULL);
    }
}

/* The mark X of a code's row, or what else stands there; '-' when there is no such row. */
static char confidence(const char *rows, const char *code)
{
    char start[32];
    (void)snprintf(start, sizeof start, "\n%s,", code);
    const char *row = strstr(rows, start);
    if (row == NULL) {
        return '-';
    }
    const char *end = strchr(row + 1, '\n');
    const char *mark = strstr(row, ",X,");
    return mark != NULL && mark < end ? 'X' : 'A';
}

static void look_at(const struct route *r, const char *rows)
{
    for (int i = 0; i < r->question_count; i++) {
        const struct route_question *q = &r->questions[i];
        CHECK(utf8_count(q->title) <= 40);
        CHECK(utf8_count(q->hint) <= 60);
        for (int k = 0; k < q->answer_count; k++) {
            const struct route_answer *a = &q->answers[k];
            if (a->code != NULL && confidence(rows, a->code) != 'A') {
                printf("# %s: %s is no procedure that is offered\n", q->id, a->code);
            }
            CHECK(a->code == NULL || confidence(rows, a->code) == 'A');
            CHECK(utf8_count(a->label) <= 34);
        }
    }
}

/* Nothing of it was forgotten. */
static void is_translated(const struct route *r, const struct route *english)
{
    for (int i = 0; i < r->question_count; i++) {
        CHECK(strcmp(r->questions[i].title, english->questions[i].title) != 0);
        for (int k = 0; k < r->questions[i].answer_count; k++) {
            CHECK(strcmp(r->questions[i].answers[k].label,
                         english->questions[i].answers[k].label) != 0);
        }
    }
}

TEST(every_route_names_procedures_that_are_offered_and_fits)
{
    struct file_bytes rows;
    struct assets assets;
    static struct routes routes;
    CHECK(!failed(files_linux()->ops->map("assets/data/procedures.csv", &rows)));
    CHECK(!failed(assets_open(&assets, files_linux(), "assets")));
    arena_init(&routes_arena, route_storage, sizeof route_storage);
    CHECK(!failed(routes_load(&routes_arena, &assets, &routes, &problem)));
    CHECK(routes.count >= 2);
    for (int i = 0; i < routes.count; i++) {
        look_at(routes.list[i], rows.bytes);
        look_at(route_in(routes.list[i], "en"), rows.bytes);
        is_translated(routes.list[i], route_in(routes.list[i], "en"));
    }
    files_linux()->ops->unmap(&rows);
}

TEST(she_is_led_back_the_way_she_came)
{
    const struct procedure wrong = {
        .code = "1.115353", .form = "form.xml", .from = "", .until = ""};
    struct catalogue_entry row = {.code = "1.115353", .form = &wrong, .successor = -1};
    const struct catalogue offered = {.entries = &row, .count = 1};
    CHECK(!failed(read_text(good)));
    app_begin((struct app_world){.form = NULL});
    app.catalogue = &offered;
    const struct routes routes = {.list = {route}, .count = 1};
    app.routes = &routes;
    intend(INTENT_LANGUAGE, 0);
    intend_text(INTENT_NEED, 0, "route:nowhere");
    CHECK_INT(app.overlay, OVERLAY_NOTICE);
    intend(INTENT_DISMISS, 0);
    intend_text(INTENT_NEED, 0, "route:land");
    CHECK_INT(app.screen, SCREEN_ROUTE);
    intend(INTENT_CHOOSE, 7);
    CHECK_INT(app.visit->route_depth, 1);
    intend(INTENT_CHOOSE, 1);
    CHECK_INT(app.visit->route_asked[app.visit->route_depth - 1], 1);
    intend(INTENT_CHOOSE, 0);
    CHECK_INT(app.screen, SCREEN_SUMMARY);
    CHECK(app.visit->procedure == &wrong);
    intend(INTENT_BACK, 0);
    CHECK_INT(app.screen, SCREEN_ROUTE);
    CHECK_INT(app.visit->route_depth, 2);
    intend(INTENT_BACK, 0);
    CHECK_INT(app.screen, SCREEN_ROUTE);
    intend(INTENT_CHOOSE, 0); /* a code this kiosk knows nothing of */
    CHECK_INT(app.screen, SCREEN_ROUTE);
    CHECK_INT(app.overlay, OVERLAY_NOTICE);
    intend(INTENT_DISMISS, 0);
    intend(INTENT_BACK, 0);
    CHECK_INT(app.screen, SCREEN_NEED);
}

int main(void)
{
    RUN(answers_lead_to_questions_and_codes);
    RUN(what_a_language_lacks_is_vietnamese);
    RUN(a_pack_brings_words_that_the_file_lacks);
    RUN(mistakes_are_named);
    RUN(every_route_names_procedures_that_are_offered_and_fits);
    RUN(she_is_led_back_the_way_she_came);
    return check_done();
}
