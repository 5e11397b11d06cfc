#include "tests/unit/form_world.h"

#include "app/way.h"

static const char family[] = HEAD
    "<instance><data id='t'><g><x/><y/><z/></g><r jr:template=''><n/><s jr:template=''><m/></s>"
    "</r><r><n/></r><b/></data></instance>"
    "<bind nodeset='/data/g/y' relevant='../x != \"no\"'/>"
    "<bind nodeset='/data/r/n' required='true()'/>" BODY
    "<group ref='/data/g' appearance='field-list'><label>G</label>"
    "<input ref='/data/g/x'><label>X</label></input>"
    "<input ref='/data/g/y'><label>Y</label></input>"
    "<input ref='/data/g/z'><label>Z</label></input></group>"
    "<group ref='/data/r'><label>Children</label><repeat nodeset='/data/r'>"
    "<input ref='/data/r/n'><label>N</label></input>"
    "<group ref='/data/r/s'><label>Schools</label><repeat nodeset='/data/r/s'>"
    "<input ref='/data/r/s/m'><label>M</label></input></repeat></group>"
    "</repeat></group><input ref='/data/b'><label>B</label></input>" TAIL;

static form_node at(struct world *w, const char *ref)
{
    return form_find(w->form, ref);
}

TEST(questions_of_a_page_are_walked_one_by_one)
{
    struct world w;
    load(&w, family);
    CHECK_STR(w.where.message, "");
    form_list_repeats(w.form);
    CHECK_INT(way_after(w.form, at(&w, "/data/g/x")), at(&w, "/data/g/y"));
    CHECK(!way_is_last_of_page(w.form, at(&w, "/data/g/y")));
    CHECK(way_is_last_of_page(w.form, at(&w, "/data/g/z")));
    CHECK(way_is_last_of_page(w.form, at(&w, "/data/b")));
    set(&w, "/data/g/x", "no");
    CHECK_INT(way_after(w.form, at(&w, "/data/g/x")), at(&w, "/data/g/z"));
    CHECK_INT(way_before(w.form, at(&w, "/data/g/z")), at(&w, "/data/g/x"));
    CHECK_INT(way_before(w.form, at(&w, "/data/g/x")), FORM_NONE);
    const form_node list = way_after(w.form, at(&w, "/data/g/z"));
    CHECK(way_is_repeat(w.form, list));
    CHECK_INT(way_before(w.form, list), at(&w, "/data/g/z")); /* the last of that page */
    unload(&w);
}

TEST(after_each_instance_comes_the_page_of_its_repeat)
{
    struct world w;
    form_node second = FORM_NONE, school = FORM_NONE;
    load(&w, family);
    form_list_repeats(w.form);
    const form_node list = form_repeat_of(w.form, at(&w, "/data/r[1]"));
    CHECK(!failed(form_repeat_add(w.form, list, &second)));
    CHECK_INT(way_into(w.form, second), at(&w, "/data/r[2]/n"));
    const form_node inner = way_after(w.form, at(&w, "/data/r[2]/n"));
    CHECK(way_is_repeat(w.form, inner));
    CHECK_INT(form_instance_above(w.form, inner), second);
    CHECK_INT(way_after(w.form, inner), list);
    CHECK(!failed(form_repeat_add(w.form, inner, &school)));
    CHECK_INT(way_after(w.form, at(&w, "/data/r[2]/s[1]/m")), inner);
    CHECK_INT(way_after(w.form, inner), list);
    CHECK_INT(way_after(w.form, list), at(&w, "/data/b"));
    CHECK_INT(way_before(w.form, at(&w, "/data/b")), list);
    CHECK_INT(way_before(w.form, at(&w, "/data/r[2]/n")), list);
    CHECK_INT(way_before(w.form, at(&w, "/data/r[2]/s[1]/m")), inner);
    CHECK(way_holds(w.form, second, at(&w, "/data/r[2]/s[1]/m")));
    CHECK(!way_holds(w.form, second, at(&w, "/data/r[1]/n")));
    CHECK(!way_holds(w.form, second, second));
    unload(&w);
}

TEST(what_is_wrong_in_an_instance_is_found_in_it)
{
    struct world w;
    form_node second = FORM_NONE;
    load(&w, family);
    form_list_repeats(w.form);
    set(&w, "/data/r[1]/n", "Huy");
    CHECK(!failed(form_repeat_add(w.form, form_repeat_of(w.form, at(&w, "/data/r[1]")), &second)));
    CHECK_INT(way_problem(w.form, at(&w, "/data/r[1]")).fault, FAULT_NONE);
    CHECK_INT(way_problem(w.form, second).fault, FAULT_REQUIRED);
    CHECK_INT(way_problem(w.form, second).node, at(&w, "/data/r[2]/n"));
    CHECK_INT(way_last(w.form), at(&w, "/data/b"));
    unload(&w);
}

int main(void)
{
    RUN(questions_of_a_page_are_walked_one_by_one);
    RUN(after_each_instance_comes_the_page_of_its_repeat);
    RUN(what_is_wrong_in_an_instance_is_found_in_it);
    return check_done();
}
