#include "tests/unit/form_world.h"

static const char repeat_form[] = HEAD
    "<instance><data id='t'><total/><r jr:template=''><n/><twice/></r><r><n/><twice/></r></data>"
    "</instance><bind nodeset='/data/r/n' type='int'/>"
    "<bind nodeset='/data/r/twice' calculate='../n * 2'/>"
    "<bind nodeset='/data/total' calculate='sum(/data/r/twice)'/>" BODY
    "<group ref='/data/r'><label>R</label><repeat nodeset='/data/r'>"
    "<input ref='/data/r/n'><label>N</label></input>"
    "<setvalue ref='/data/r/n' event='odk-new-repeat' value='position(..) + 10'/>"
    "</repeat></group>" TAIL;

TEST(repeats_compute_each_on_its_own)
{
    struct world w;
    load(&w, repeat_form);
    CHECK_STR(w.where.message, "");
    form_node added = FORM_NONE;
    set(&w, "/data/r[1]/n", "3");
    CHECK(!failed(form_repeat_add(w.form, form_find(w.form, "/data"), &added)));
    CHECK_STR(question(&w, "/data/r[2]/n").value, "12");
    CHECK_STR(question(&w, "/data/total").value, "30");
    set(&w, "/data/r[2]/n", "5");
    CHECK_INT(form_recomputed(w.form), 2); /* its own twice, the total */
    CHECK_STR(question(&w, "/data/r[1]/twice").value, "6");
    CHECK_STR(question(&w, "/data/total").value, "16");
    CHECK_INT(form_page_count(w.form), 2);
    CHECK(!failed(form_repeat_remove(w.form, form_find(w.form, "/data/r[1]"))));
    CHECK_STR(question(&w, "/data/total").value, "10");
    CHECK(strstr(instance(&w), "<total>10</total><r><n>5</n><twice>10</twice></r>") != NULL);
    unload(&w);
}

static const char count_form[] =
    HEAD "<instance><data id='t'><n/><r><x/></r><all/></data></instance>"
         "<bind nodeset='/data/n' type='int'/><bind nodeset='/data/all' "
         "calculate='count(/data/r)'/>" BODY "<input ref='/data/n'><label>N</label></input>"
         "<group ref='/data/r'><repeat nodeset='/data/r' jr:count='/data/n'>"
         "<input ref='/data/r/x'><label>X</label></input></repeat></group>" TAIL;

TEST(a_counted_repeat_follows_its_number)
{
    struct world w;
    form_node added = FORM_NONE;
    load(&w, count_form);
    CHECK_STR(w.where.message, "");
    CHECK_INT(form_page_count(w.form), 1);
    set(&w, "/data/n", "3");
    CHECK_INT(form_page_count(w.form), 4);
    CHECK_STR(question(&w, "/data/all").value, "3");
    set(&w, "/data/r[1]/x", "kept");
    set(&w, "/data/n", "1");
    CHECK_STR(question(&w, "/data/all").value, "1");
    CHECK_STR(question(&w, "/data/r[1]/x").value, "kept");
    set(&w, "/data/n", "100000");
    CHECK_STR(question(&w, "/data/all").value, "1000");
    CHECK(failed(form_repeat_add(w.form, form_find(w.form, "/data"), &added)));
    CHECK(failed(form_repeat_remove(w.form, form_find(w.form, "/data/r[1]"))));
    unload(&w);
}

static const char nested_form[] =
    HEAD "<instance><data id='t'><p jr:template=''><a/><q jr:template=''><b/></q></p>"
         "<c jr:template=''><d/></c><z/></data></instance>" BODY
         "<input ref='/data/z'><label>Z</label></input>"
         "<group ref='/data/p'><label>P</label><repeat nodeset='/data/p'>"
         "<input ref='/data/p/a'><label>A</label></input><repeat nodeset='/data/p/q'>"
         "<input ref='/data/p/q/b'><label>B</label></input></repeat></repeat></group>"
         "<repeat nodeset='/data/c' jr:noAddRemove='true()'><input ref='/data/c/d'><label>D</label>"
         "</input></repeat>" TAIL;

/* A repeat is named whether or not it has an instance, also one that holds another. */
TEST(a_repeat_is_added_by_its_reference_where_the_form_writes_it)
{
    struct world w;
    form_node added = FORM_NONE;
    load(&w, nested_form);
    CHECK_STR(w.where.message, "");
    while (form_find(w.form, "/data/p[1]") != FORM_NONE) {
        CHECK(!failed(form_repeat_remove(w.form, form_find(w.form, "/data/p[1]"))));
    }
    CHECK(!failed(form_repeat_add_at(w.form, "/data/p", &added)));
    CHECK_INT(added, form_find(w.form, "/data/p[1]"));
    CHECK(!failed(form_repeat_add_at(w.form, "/data/p[1]", &added)));
    CHECK_INT(added, form_find(w.form, "/data/p[2]"));
    CHECK(!failed(form_repeat_add_at(w.form, "/data/p[2]/q", &added)));
    set(&w, "/data/p[2]/a", "x");
    const char *sent = instance(&w);
    CHECK(strstr(sent, "<p><a>x</a>") != NULL &&
          strstr(sent, "<p><a>x</a>") < strstr(sent, "<z/>"));
    CHECK_INT(form_repeat_add_at(w.form, "/data/c", &added).code, ERR_BAD_INPUT);
    CHECK_INT(form_repeat_add_at(w.form, "/data/z", &added).code, ERR_BAD_INPUT);
    CHECK_INT(form_repeat_add_at(w.form, "/data/p[9]/q", &added).code, ERR_BAD_INPUT);
    CHECK_INT(form_repeat_add_at(w.form, "p", &added).code, ERR_BAD_INPUT);
    CHECK_INT(form_repeat_add_at(w.form, "", &added).code, ERR_BAD_INPUT);
    unload(&w);
}

int main(void)
{
    RUN(repeats_compute_each_on_its_own);
    RUN(a_counted_repeat_follows_its_number);
    RUN(a_repeat_is_added_by_its_reference_where_the_form_writes_it);
    return check_done();
}
