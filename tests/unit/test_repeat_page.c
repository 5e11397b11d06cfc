#include "tests/unit/form_world.h"

static const char count_form[] =
    HEAD "<instance><data id='t'><n/><r><x/></r><all/></data></instance>"
         "<bind nodeset='/data/n' type='int'/><bind nodeset='/data/all' "
         "calculate='count(/data/r)'/>" BODY "<input ref='/data/n'><label>N</label></input>"
         "<group ref='/data/r'><repeat nodeset='/data/r' jr:count='/data/n'>"
         "<input ref='/data/r/x'><label>X</label></input></repeat></group>" TAIL;

static const char listed_form[] =
    HEAD "<instance><data id='t'><a/><r jr:template=''><n/><s jr:template=''><m/></s></r>"
         "<r><n/></r><b/></data></instance><bind nodeset='/data/a'/>" BODY
         "<input ref='/data/a'><label>A</label></input>"
         "<group ref='/data/r'><label>Children</label><repeat nodeset='/data/r'>"
         "<input ref='/data/r/n'><label>N</label></input>"
         "<group ref='/data/r/s'><label>Schools</label><repeat nodeset='/data/r/s'>"
         "<input ref='/data/r/s/m'><label>M</label></input></repeat></group>"
         "</repeat></group><input ref='/data/b'><label>B</label></input>" TAIL;

TEST(a_listed_repeat_is_a_page_before_its_instances)
{
    struct world w;
    struct form_question q;
    load(&w, listed_form);
    CHECK_STR(w.where.message, "");
    CHECK_INT(form_page_count(w.form), 3); /* no pages of their own before they are asked for */
    form_list_repeats(w.form);
    CHECK_INT(form_page_count(w.form), 3); /* a, the children, b */
    const form_node a = form_page_first(w.form), list = form_page_next(w.form, a);
    CHECK(!failed(form_question(w.form, list, &q)));
    CHECK_INT(q.kind, FORM_REPEAT);
    CHECK_STR(q.label, "Children");
    CHECK_INT(form_instance_count(w.form, list), 1);
    const form_node n = form_page_next(w.form, list);
    CHECK_INT(n, form_find(w.form, "/data/r[1]/n"));
    CHECK_INT(form_page_index(w.form, n), 1);
    CHECK_INT(form_repeat_of(w.form, form_instance_above(w.form, n)), list);
    CHECK_INT(form_instance_above(w.form, list), FORM_NONE);
    const form_node inner = form_page_next(w.form, n);
    CHECK(!failed(form_question(w.form, inner, &q)));
    CHECK_STR(q.label, "Schools");
    CHECK_INT(form_instance_count(w.form, inner), 0); /* only a template */
    CHECK_INT(form_instance_above(w.form, inner), form_find(w.form, "/data/r[1]"));
    CHECK_INT(form_page_next(w.form, inner), form_find(w.form, "/data/b"));
    CHECK_INT(form_page_prev(w.form, inner), n);
    unload(&w);
}

TEST(a_listed_repeat_grows_from_none_and_loses_what_lay_in_it)
{
    struct world w;
    form_node added = FORM_NONE, deep = FORM_NONE;
    load(&w, listed_form);
    form_list_repeats(w.form);
    const form_node list = form_page_next(w.form, form_page_first(w.form));
    CHECK(!failed(form_repeat_remove(w.form, form_instance(w.form, list, 0))));
    CHECK_INT(form_instance_count(w.form, list), 0);
    CHECK_INT(form_page_next(w.form, list), form_find(w.form, "/data/b"));
    CHECK(!failed(form_repeat_add(w.form, list, &added)));
    CHECK_INT(added, form_find(w.form, "/data/r[1]"));
    CHECK_INT(form_instance(w.form, list, 0), added);
    const form_node inner = form_page_next(w.form, form_page_next(w.form, list));
    CHECK(!failed(form_repeat_add(w.form, inner, &deep)));
    CHECK_INT(form_page_next(w.form, inner), form_find(w.form, "/data/r[1]/s[1]/m"));
    CHECK_INT(form_page_count(w.form), 3);
    CHECK(!failed(form_repeat_remove(w.form, added)));
    struct form_question q;
    CHECK(failed(form_question(w.form, inner, &q))); /* it went with the child */
    CHECK_INT(form_instance_count(w.form, inner), 0);
    struct form_problem problem;
    CHECK(failed(form_set(w.form, list, "x", &problem)));
    CHECK_INT(form_check(w.form, list).fault, FAULT_NONE);
    unload(&w);
}

TEST(a_counted_repeat_has_no_page_of_its_own)
{
    struct world w;
    load(&w, count_form);
    form_list_repeats(w.form);
    set(&w, "/data/n", "2");
    CHECK_INT(form_page_count(w.form), 3);
    CHECK_INT(form_page_next(w.form, form_page_first(w.form)), form_find(w.form, "/data/r[1]/x"));
    CHECK_INT(form_repeat_of(w.form, form_find(w.form, "/data/r[1]")), FORM_NONE);
    unload(&w);
}

int main(void)
{
    RUN(a_listed_repeat_is_a_page_before_its_instances);
    RUN(a_listed_repeat_grows_from_none_and_loses_what_lay_in_it);
    RUN(a_counted_repeat_has_no_page_of_its_own);
    return check_done();
}
