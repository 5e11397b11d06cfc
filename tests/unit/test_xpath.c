#include "tests/check.h"

#include <stdlib.h>

#include "app/form/element.h"
#include "app/form/xpath.h"

/* The context: answers as text nodes; "c" is the context node of relative paths. */
static const char context_xml[] =
    "<data><a>5</a><b>7</b><empty/><dob>2020-02-29</dob><name>Rơ Châm H'Ưn</name>"
    "<list>x y z</list><c><d>1</d><d>2</d><d>3</d><e>q</e></c>"
    "<p><n>An</n><age>3</age></p><p><n>Bình</n><age>9</age></p><p><n/><age/></p></data>";

struct world {
    struct arena arena, scratch;
    struct xpath_host host;
    struct node *top;
};

static struct node *copy(struct arena *a, const struct element *e, struct node *parent)
{
    struct node *n = node_add(a, parent, e->name);
    n->value = element_first(e) == NULL ? element_text(a, e) : NULL;
    for (const struct element *c = element_first(e); c != NULL; c = element_next(c)) {
        copy(a, c, n);
    }
    return n;
}

static struct node *the_list(void *context, const char *id)
{
    struct world *w = context;
    return strcmp(id, "self") == 0 ? w->top : NULL;
}

static void world_init(struct world *w)
{
    arena_init(&w->arena, malloc(1 << 20), 1 << 20);
    arena_init(&w->scratch, malloc(1 << 20), 1 << 20);
    struct element *root = NULL;
    struct form_where where;
    CHECK(!failed(element_parse(&w->arena, context_xml, strlen(context_xml), &root, &where)));
    w->top = node_add(&w->arena, NULL, "");
    copy(&w->arena, root, w->top);
    w->host = (struct xpath_host){.context = w,
                                  .instance = the_list,
                                  .now_s = 1795395600, /* 2026-11-23T08:00:00+07:00 */
                                  .offset_minutes = 420,
                                  .random = 1,
                                  .language = "en",
                                  .scratch = &w->scratch};
}

static void world_done(struct world *w)
{
    free(w->arena.base);
    free(w->scratch.base);
}

/* The value as text, or "error: MESSAGE" / "failed CODE". */
static const char *compute(struct world *w, const char *text)
{
    static char out[512];
    struct xpath_expression *x = NULL;
    struct xpath_mistake mistake;
    if (failed(xpath_parse(&w->arena, text, &x, &mistake))) {
        snprintf(out, sizeof out, "error: %s", mistake.message);
        return out;
    }
    struct node *c = node_child(node_child(w->top, "data"), "c");
    struct xpath_value v;
    const struct err e = xpath_eval(x, &w->host, c, &v);
    if (failed(e)) {
        snprintf(out, sizeof out, "failed %s", err_name(e.code));
    } else {
        const char *string = xpath_string(&v, &w->scratch);
        snprintf(out, sizeof out, "%s", string != NULL ? string : "(full)");
    }
    arena_release(&w->scratch, 0);
    return out;
}

struct row {
    const char *expression, *want;
};

static void check_rows(const struct row *rows, size_t count)
{
    struct world w;
    world_init(&w);
    for (size_t i = 0; i < count; i++) {
        const char *got = compute(&w, rows[i].expression);
        if (strcmp(got, rows[i].want) != 0) {
            printf("# %s\n", rows[i].expression);
        }
        CHECK_STR(got, rows[i].want);
    }
    world_done(&w);
}

#define CHECK_ROWS(rows_) check_rows(rows_, sizeof(rows_) / sizeof(rows_)[0])

TEST(operators_follow_xpath_precedence_and_conversion)
{
    static const struct row rows[] = {
        {"1 + 2 * 3", "7"},
        {"(1 + 2) * 3", "9"},
        {"7 mod 3", "1"},
        {"-7 mod 3", "-1"},
        {"7 div 2", "3.5"},
        {"1 div 0", "Infinity"},
        {"0 div 0", ""},
        {"--3", "3"},
        {"2 - -1", "3"},
        {"10 - 3 - 2", "5"},
        {"0.1 + 0.2", "0.30000000000000004"},
        {"1000000 * 1000000", "1000000000000"},
        {"'3' + 4", "7"},
        {"'x' + 4", ""},
        {"1 = 1.0", "true"},
        {"'1' = 1", "true"},
        {"'a' = 'a'", "true"},
        {"'a' != 'b'", "true"},
        {"true() = 'x'", "true"},
        {"1 < 2 and 2 < 3", "true"},
        {"1 < 2 and not(2 < 3)", "false"},
        {"false() or 1", "true"},
        {"1 or 1 div 0 = 'never'", "true"},
        {"2 >= 2", "true"},
        {"2 > 2", "false"},
        {"1 < 2 = true()", "true"},
        {"'10' < '9'", "false"},
        {"/data/a + /data/b", "12"},
        {"/data/a * 2 = 10", "true"},
        {"/data/empty = ''", "true"},
        {"/data/nowhere = ''", "false"},
        {"'' = /data/nowhere", "false"},
        {"/data/nowhere != 'x'", "false"},
        {"/data/nowhere = 'x'", "false"},
        {"/data/nowhere = false()", "true"},
        {"/data/nowhere < 1", "false"},
        {"/data/empty > 1", "false"},
        {"/data/p/age > 8", "true"},
        {"/data/p/age > 9", "false"},
        {"/data/p/n = 'An'", "true"},
        {"/data/p/n != 'An'", "true"},
        {"count(/data/a | /data/b | /data/a)", "2"},
        {"string(/data/b | /data/a)", "5"},
    };
    CHECK_ROWS(rows);
}

TEST(paths_reach_children_parents_and_filter)
{
    static const struct row rows[] = {
        {"d", "1"},
        {"./d[2]", "2"},
        {"d[position() = last()]", "3"},
        {"d[. > 1]", "2"},
        {"d[. > 1][2]", "3"},
        {"count(*)", "4"},
        {"../a", "5"},
        {"../../data/b", "7"},
        {"/data/c/e", "q"},
        {"child::d[3]", "3"},
        {"self::c/e", "q"},
        {"self::x/e", ""},
        {"parent::data/a", "5"},
        {"d/..", "123q"},
        {"count(d/..)", "1"},
        {"/data/nothing", ""},
        {"count(/data/nothing)", "0"},
        {"/data/p[n = 'Bình']/age", "9"},
        {"/data/p[age = '9']/n", "Bình"},
        {"/data/p[2]/n", "Bình"},
        {"count(/data/p[age > 1])", "2"},
        {"/data/p[position() = 2]/n", "Bình"},
        {"instance('self')/data/p[age = current()/../b + 2]/n", "Bình"},
        {"current()/e", "q"},
        {"(/data/p)[2]/n", "Bình"},
        {"position(/data/p[2])", "2"},
        {"indexed-repeat(/data/p/n, /data/p, 2)", "Bình"},
        {"indexed-repeat(/data/p/n, /data/p, 7)", ""},
    };
    CHECK_ROWS(rows);
}

TEST(functions_on_truth_numbers_and_sets)
{
    static const struct row rows[] = {
        {"true()", "true"},
        {"boolean('false')", "true"},
        {"boolean('')", "false"},
        {"boolean(0)", "false"},
        {"boolean-from-string('1')", "true"},
        {"boolean-from-string('false')", "false"},
        {"not(/data/nothing)", "true"},
        {"if(/data/a > 4, 'big', 'small')", "big"},
        {"if(false(), 1, 2)", "2"},
        {"coalesce(/data/empty, 'x')", "x"},
        {"coalesce(/data/a, 'x')", "5"},
        {"once(7)", "7"},
        {"number('12.50')", "12.5"},
        {"number('')", ""},
        {"number('1e3')", ""},
        {"int(3.9)", "3"},
        {"int(-3.9)", "-3"},
        {"abs(-2)", "2"},
        {"round(2.5)", "3"},
        {"round(-2.5)", "-3"},
        {"round(-1.25, 1)", "-1.3"},
        {"round(3.14159, 2)", "3.14"},
        {"round(1234, -2)", "1200"},
        {"sum(/data/p/age)", "12"},
        {"sum(/data/nothing)", "0"},
        {"min(3, 1, 2)", "1"},
        {"max(/data/p/age)", ""},
        {"max(/data/p[age != '']/age)", "9"},
        {"min(/data/nothing)", ""},
        {"floor(-1.5)", "-2"},
        {"ceiling(-1.5)", "-1"},
        {"pow(2, -1)", "0.5"},
        {"checklist(1, 2, true(), false(), true())", "true"},
        {"checklist(1, 1, true(), true())", "false"},
        {"checklist(2, -1, /data/p/n)", "true"},
        {"weighted-checklist(3, 4, true(), 3, true(), 2)", "false"},
        {"name(..)", "data"},
        {"local-name()", "c"},
        {"count(../../*)", "1"},
        {"count(../parent::*)", "0"},
        {"count-non-empty(/data/p/n)", "2"},
        {"count(/data/p)", "3"},
    };
    CHECK_ROWS(rows);
}

TEST(functions_on_text_count_letters_not_bytes)
{
    static const struct row rows[] = {
        {"string-length('Nguyễn')", "6"},
        {"string-length(/data/name)", "12"},
        {"concat('a', 1, true())", "a1true"},
        {"concat(/data/p/n)", "AnBình"},
        {"join('-', /data/p/n)", "An-Bình-"},
        {"join(', ', 'a', 'b')", "a, b"},
        {"substr('Bình', 1, 3)", "ìn"},
        {"substr('hello', -3)", "llo"},
        {"substr('hello', 1, -1)", "ell"},
        {"substr('abc', 5)", ""},
        {"substring('12345', 1.5, 2.6)", "234"},
        {"substring('12345', 0, 3)", "12"},
        {"substring('Nguyễn', 5)", "ễn"},
        {"base64-decode('4bq/')", "ế"},
        {"base64-decode('not base64!')", ""},
        {"substring-before('16/11', '/')", "16"},
        {"substring-after('16/11', '/')", "11"},
        {"substring-before('abc', 'x')", ""},
        {"normalize-space('  a  b ')", "a b"},
        {"contains('khai sinh', 'sinh')", "true"},
        {"starts-with('khai sinh', 'khai')", "true"},
        {"ends-with('khai sinh', 'sinh')", "true"},
        {"ends-with('a', 'ba')", "false"},
        {"translate('bạ', 'ạb', 'aB')", "Ba"},
        {"translate('a-b', '-', '')", "ab"},
        {"string(1.0)", "1"},
        {"string(0.000001)", "0.000001"},
        {"string(-0)", "0"},
        {"regex('012345678901', '[0-9]{12}')", "true"},
        {"regex('x012345678901', '[0-9]{12}')", "false"},
        {"regex('ab', 'a|ab')", "true"},
        {"regex(\"H'Ưn\", \"[\\p{L}' ]+\")", "true"},
        {"regex('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab', '(a+)+')", "failed bad-input"},
    };
    CHECK_ROWS(rows);
}

TEST(dates_compare_and_count_as_days)
{
    static const struct row rows[] = {
        {"today()", "2026-11-23"},
        {"now()", "2026-11-23T08:00:00.000+07:00"},
        {"'2024-01-01' <= today()", "true"},
        {"'2024-01-01' < '2025-01-01'", "true"},
        {"today() - '2026-11-20'", "3"},
        {"today() > '2026-11-23'", "false"},
        {"today() = '2026-11-23'", "true"},
        {"date(today() - 60)", "2026-09-24"},
        {"date(0)", "1970-01-01T07:00:00.000+07:00"},
        {"decimal-date-time('1970-01-02T00:00:00Z')", "1"},
        {"decimal-date-time('1970-01-01')", "-0.2916666666666667"},
        {"decimal-time('06:00:00.000+00:00')", "0.5416666666666666"},
        {"int(today() - '1998-03-19')", "10476"},
        {"format-date('2026-11-06', '%d%% %Q')", "06%% %Q"},
        {"format-date('2026-11-06', '100%')", "100%"},
        {"date('2026-02-30')", ""},
        {"date('2026-7-3')", "2026-07-03"},
        {"date('')", ""},
        {"date('2026-11-23T23:30:00.000+00:00')", "2026-11-24T06:30:00.000+07:00"},
        {"int(decimal-date-time(today()) - decimal-date-time(/data/dob))", "2459"},
        {"decimal-date-time('')", ""},
        {"int(decimal-date-time(today()) - decimal-date-time(/data/empty))", ""},
        {"decimal-time('12:00')", "0.5"},
        {"format-date('2026-11-06', '%d/%m/%Y')", "06/11/2026"},
        {"format-date('2026-11-06', '%e %b %y, %a')", "6 Nov 26, Fri"},
        {"format-date('', '%d')", ""},
        {"format-date-time(now(), '%H:%M:%S.%3')", "08:00:00.000"},
        {"number('2020-02-29') - number('2020-02-28')", "1"},
        {"number('2019-02-29')", ""},
    };
    CHECK_ROWS(rows);
}

TEST(functions_on_selections_and_lists)
{
    static const struct row rows[] = {
        {"selected(/data/list, 'y')", "true"},
        {"selected(/data/list, 'x y')", "false"},
        {"selected(/data/list, ' y ')", "true"},
        {"selected('xy z', 'x')", "false"},
        {"selected('', '')", "true"},
        {"selected(/data/list, '')", "false"},
        {"selected-at(/data/list, 2)", "z"},
        {"selected-at(/data/list, 9)", ""},
        {"count-selected(/data/list)", "3"},
        {"count-selected('')", "0"},
        {"string-length(uuid())", "36"},
        {"regex(uuid(), '[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}')", "true"},
    };
    CHECK_ROWS(rows);
}

TEST(other_axes_lead_up_down_and_beside_in_document_order)
{
    static const struct row rows[] = {
        {"count(//d)", "3"},
        {"//age", "3"},
        {"sum(/data/p//age[. != ''])", "12"},
        {"count(//p//*)", "6"},
        {"count(//*//d)", "3"}, /* each once, though below data and below c */
        {"//d[2]", "2"},        /* among its siblings */
        {"(//d)[last()]", "3"},
        {"/data/descendant::n[2]", "Bình"},
        {"count(descendant-or-self::*)", "5"},
        {"count(d/ancestor::*)", "2"},
        {"name(d/ancestor::*[1])", "c"},
        {"name(ancestor-or-self::node()[2])", "data"},
        {"preceding-sibling::*[1]", "x y z"},
        {"preceding-sibling::*[last()]", "5"},
        {"preceding-sibling::*", "5"},
        {"following-sibling::p[2]/n", "Bình"},
        {"count(d/following-sibling::*)", "3"},
        {"count(d/preceding-sibling::d)", "2"},
        {"e/preceding-sibling::d[1]", "3"},
        {"following::age", "3"},
        {"count(d[2]/preceding::*)", "7"},
        {"count(/following::*)", "0"},
        {"count(//gone)", "0"},
        {"date-time('2020-02-29')", "2020-02-29"},
    };
    CHECK_ROWS(rows);
}

TEST(what_is_outside_the_profile_is_refused_with_advice)
{
    static const struct row rows[] = {
        {"@id", "error: attributes cannot be read; use an element"},
        {"/data/attribute::id", "error: attributes cannot be read; use an element"},
        {"above::a", "error: this is no axis of XPath"},
        {"sin(1)", "error: the function sin() is outside the profile; no procedure needs it; "
                   "compute it outside the form"},
        {"if(1, 2)", "error: if() does not take 2 argument(s)"},
        {"1 +", "error: the expression ends too early"},
        {"(1", "error: a ')' is missing"},
        {"a[1", "error: a ']' is missing"},
        {"'open", "error: a quote is not closed"},
        {"1 2", "error: this does not belong here"},
        {"1.2.3", "error: this is not a number"},
        {"1234567890123456789012345678901234567890123456789012345678901234",
         "error: this is not a number"},
        {"", "error: the expression ends too early"},
        {"regex('a', '(')",
         "error: the pattern of regex() is malformed or uses what is not supported"},
    };
    CHECK_ROWS(rows);
}

TEST(deep_nesting_and_endless_text_are_refused)
{
    struct world w;
    world_init(&w);
    char text[XPATH_TEXT_MAX + 64];
    memset(text, '(', 1000);
    text[1000] = '\0';
    CHECK(strstr(compute(&w, text), "nested too deep") != NULL);
    memset(text, ' ', sizeof text - 1);
    text[0] = '1';
    text[sizeof text - 1] = '\0';
    CHECK(strstr(compute(&w, text), "too long") != NULL);
    world_done(&w);
}

int main(void)
{
    RUN(operators_follow_xpath_precedence_and_conversion);
    RUN(paths_reach_children_parents_and_filter);
    RUN(functions_on_truth_numbers_and_sets);
    RUN(functions_on_text_count_letters_not_bytes);
    RUN(dates_compare_and_count_as_days);
    RUN(functions_on_selections_and_lists);
    RUN(other_axes_lead_up_down_and_beside_in_document_order);
    RUN(what_is_outside_the_profile_is_refused_with_advice);
    RUN(deep_nesting_and_endless_text_are_refused);
    return check_done();
}
