/* What other form engines do and ours once did not; found by tests/partner/profile.mjs. */
#include "tests/unit/form_world.h"

static const char *value_of(struct world *w, const char *ref)
{
    struct form_question q = {.value = "(none)"};
    const form_node n = form_find(w->form, ref);
    return n != FORM_NONE && !failed(form_question(w->form, n, &q)) ? q.value : "(none)";
}

TEST(calculated_values_are_written_as_their_type)
{
    struct world w;
    load(&w, HEAD "<instance><data id='t'><a>7</a><i/><d/><day/><no/><big>0</big></data></instance>"
                  "<bind nodeset='/data/i' type='int' calculate='/data/a div 2'/>"
                  "<bind nodeset='/data/d' type='decimal' calculate='/data/a * 2'/>"
                  "<bind nodeset='/data/day' type='date' calculate='date(now())'/>"
                  "<bind nodeset='/data/no' type='int' calculate=\"'x'\"/>"
                  "<bind nodeset='/data/big' type='int'/>" BODY
                  "<input ref='/data/a'><label>A</label></input>"
                  "<input ref='/data/big'><label>B</label></input>" TAIL);
    CHECK_STR(value_of(&w, "/data/i"), "3");
    CHECK_STR(value_of(&w, "/data/d"), "14.0");
    CHECK_STR(value_of(&w, "/data/day"), "2026-11-23");
    CHECK_STR(value_of(&w, "/data/no"), "");
    CHECK_INT(set(&w, "/data/big", "2147483647").fault, FAULT_NONE);
    CHECK_INT(set(&w, "/data/big", "2147483648").fault, FAULT_TYPE);
    CHECK_STR(value_of(&w, "/data/big"), "2147483648"); /* kept, so that it can be corrected */
    set(&w, "/data/big", "007");
    CHECK_STR(value_of(&w, "/data/big"), "7");
    unload(&w);
}

TEST(a_new_row_comes_where_the_form_has_it)
{
    struct world w;
    char xml[512];
    struct buf out;
    form_node added = FORM_NONE;
    load(&w, HEAD "<instance><data id='t'><a/><r jr:template=''><x/></r><z/></data></instance>" BODY
                  "<group ref='/data/r'><label>R</label><repeat nodeset='/data/r'>"
                  "<input ref='/data/r/x'><label>X</label></input></repeat></group>" TAIL);
    CHECK(!failed(form_repeat_add(w.form, form_find(w.form, "/data"), &added)));
    buf_init(&out, xml, sizeof xml);
    CHECK(!failed(form_instance_xml(w.form, &out)));
    CHECK(strstr(xml, "<a/><r><x/></r><z/>") != NULL);
    unload(&w);
}

TEST(a_field_of_template_and_first_row_is_no_repeat)
{
    struct world w;
    char ref[64];
    struct buf out;
    load(&w,
         HEAD "<instance><data id='t'><r jr:template=''><x/></r><r><x/></r></data></instance>" BODY
              "<group ref='/data/r'><label>R</label><repeat nodeset='/data/r'>"
              "<input ref='/data/r/x'><label>X</label></input></repeat></group>" TAIL);
    buf_init(&out, ref, sizeof ref);
    CHECK(!failed(form_ref(w.form, form_find(w.form, "/data/r[1]/x"), &out)));
    CHECK_STR(ref, "/data/r[1]/x");
    unload(&w);
}

TEST(a_count_that_says_nothing_changes_nothing)
{
    struct world w;
    load(&w, HEAD
         "<instance><data id='t'><n/><r jr:template=''><x/></r></data></instance>"
         "<bind nodeset='/data/n' type='int'/>" BODY "<input ref='/data/n'><label>N</label></input>"
         "<group ref='/data/r'><label>R</label><repeat nodeset='/data/r' jr:count='/data/n'>"
         "<input ref='/data/r/x'><label>X</label></input></repeat></group>" TAIL);
    CHECK_INT(form_find(w.form, "/data/r[1]"), FORM_NONE);
    set(&w, "/data/n", "2");
    set(&w, "/data/n", "");
    CHECK(form_find(w.form, "/data/r[2]") != FORM_NONE);
    set(&w, "/data/n", "0");
    CHECK_INT(form_find(w.form, "/data/r[1]"), FORM_NONE);
    unload(&w);
}

TEST(a_set_value_sets_on)
{
    struct world w;
    load(&w,
         HEAD "<instance><data id='t'><a/><b/><c/><d/></data></instance>"
              "<bind nodeset='/data/d' relevant='false()'/>"
              "<setvalue ref='/data/d' event='odk-instance-first-load'>x</setvalue>" BODY
              "<input ref='/data/a'><label>A</label>"
              "<setvalue ref='/data/b' event='xforms-value-changed' value=\"concat(/data/a,'b')\"/>"
              "</input><input ref='/data/b'><label>B</label>"
              "<setvalue ref='/data/c' event='xforms-value-changed' value=\"concat(/data/b,'c')\"/>"
              "</input>" TAIL);
    set(&w, "/data/a", "1");
    CHECK_STR(value_of(&w, "/data/c"), "1bc");
    CHECK_STR(value_of(&w, "/data/d"), ""); /* what is not asked is not filled in */
    unload(&w);
}

TEST(names_of_choices_follow_the_language)
{
    struct world w;
    load(&w,
         HEAD "<itext><translation lang='en'><text id='x'><value>Yes</value></text></translation>"
              "<translation lang='vi'><text id='x'><value>Có</value></text></translation></itext>"
              "<instance><data id='t'><a/><b/></data></instance>"
              "<bind nodeset='/data/b' calculate=\"jr:choice-name(/data/a, '/data/a')\"/>" BODY
              "<select1 ref='/data/a'><label>A</label><item><label ref=\"jr:itext('x')\"/>"
              "<value>y</value></item></select1>" TAIL);
    set(&w, "/data/a", "y");
    CHECK_STR(value_of(&w, "/data/b"), "Yes");
    CHECK(!failed(form_set_language(w.form, "vi")));
    CHECK_STR(value_of(&w, "/data/b"), "Có");
    unload(&w);
}

TEST(a_star_on_the_way_is_no_circle)
{
    struct world w;
    load(&w, HEAD "<instance><data id='t'><g><b>2</b></g><f/></data></instance>"
                  "<bind nodeset='/data/f' calculate='/data/*/b'/>" BODY
                  "<input ref='/data/g/b'><label>B</label></input>" TAIL);
    CHECK_STR(value_of(&w, "/data/f"), "2");
    set(&w, "/data/g/b", "5");
    CHECK_STR(value_of(&w, "/data/f"), "5");
    unload(&w);
}

TEST(rows_that_are_not_relevant_are_counted_and_read_as_empty)
{
    struct world w;
    load(&w, HEAD "<instance><data id='t'><q>1</q><r><x>5</x></r><n/><e/></data></instance>"
                  "<bind nodeset='/data/r/x' relevant='/data/q = 1'/>"
                  "<bind nodeset='/data/n' calculate='count(/data/r/x)'/>"
                  "<bind nodeset='/data/e' calculate=\"/data/r/x = ''\"/>" BODY
                  "<input ref='/data/q'><label>Q</label></input>"
                  "<group ref='/data/r'><label>R</label><repeat nodeset='/data/r'>"
                  "<input ref='/data/r/x'><label>X</label></input></repeat></group>" TAIL);
    set(&w, "/data/q", "2");
    CHECK_STR(value_of(&w, "/data/n"), "1");
    CHECK_STR(value_of(&w, "/data/e"), "true");
    unload(&w);
}

TEST(what_public_forms_write_is_loaded)
{
    struct world w;
    struct form_choice c;
    struct form_question q;
    load(&w, HEAD
         "<instance><data id='t'><a/><b/><n/></data></instance>"
         "<instance id='l'><root><item><g><v>x</v></g></item></root></instance>"
         "<bind nodeset='n' type='int'/>" BODY
         "<select1 ref='/data/a'><label>A <h:span>red</h:span> <output value='/data/n'/></label>"
         "<item><value> y </value></item></select1>"
         "<select1 ref='/data/b'><label>B</label>"
         "<itemset nodeset=\"instance('l')/root/item\"><value ref='./g/v'/></itemset></select1>"
         "<input ref='/data/n'/>" TAIL);
    CHECK(!failed(w.error));
    set(&w, "/data/n", "4");
    CHECK(!failed(form_question(w.form, form_find(w.form, "/data/a"), &q)));
    CHECK_STR(q.label, "A red 4");
    CHECK(!failed(form_choice(w.form, form_find(w.form, "/data/a"), 0, &c)));
    CHECK_STR(c.value, "y");
    CHECK_STR(c.label, "y");
    CHECK(!failed(form_choice(w.form, form_find(w.form, "/data/b"), 0, &c)));
    CHECK_STR(c.value, "x");
    CHECK_STR(c.label, "x");
    unload(&w);
}

TEST(a_row_of_ones_own_repeat_is_named_by_a_predicate)
{
    struct world w;
    load(&w, HEAD "<instance><data id='t'><r><x>1</x><y/></r><r><x>2</x><y/></r></data></instance>"
                  "<bind nodeset='/data/r/y' calculate='/data/r[position() = 1]/x'/>" BODY
                  "<group ref='/data/r'><label>R</label><repeat nodeset='/data/r'>"
                  "<input ref='/data/r/x'><label>X</label></input></repeat></group>" TAIL);
    set(&w, "/data/r[1]/x", "5");
    CHECK_STR(value_of(&w, "/data/r[2]/y"), "5");
    unload(&w);
}

TEST(what_a_new_row_begins_with_sets_nothing_and_its_own_rows_come)
{
    struct world w;
    form_node added = FORM_NONE;
    load(&w, HEAD
         "<instance><data id='t'><r jr:template=''><v/><w/><k jr:template=''><x/></k></r>"
         "</data></instance>" BODY "<group ref='/data/r'><label>R</label><repeat nodeset='/data/r'>"
         "<input ref='/data/r/v'><label>V</label>"
         "<setvalue ref='/data/r/w' event='xforms-value-changed' value='../v * 2'/></input>"
         "<setvalue ref='/data/r/v' event='odk-new-repeat' value='5'/>"
         "<group ref='/data/r/k'><label>K</label><repeat nodeset='/data/r/k' jr:count='2'>"
         "<input ref='/data/r/k/x'><label>X</label></input></repeat></group>"
         "</repeat></group>" TAIL);
    CHECK(!failed(form_repeat_add(w.form, form_find(w.form, "/data"), &added)));
    CHECK_STR(value_of(&w, "/data/r[1]/v"), "5");
    CHECK_STR(value_of(&w, "/data/r[1]/w"), "");
    CHECK(form_find(w.form, "/data/r[1]/k[2]/x") != FORM_NONE);
    set(&w, "/data/r[1]/v", "6");
    CHECK_STR(value_of(&w, "/data/r[1]/w"), "12");
    unload(&w);
}

TEST(the_last_of_two_binds_counts)
{
    struct world w;
    load(&w,
         HEAD "<instance><data id='t'><a/><b/></data></instance>"
              "<bind id='one' nodeset='/data/a' type='int' required='true()' constraint='. &lt; 5' "
              "calculate='1'/><bind nodeset='/data/a' readonly='/data/b = 1'/>" BODY
              "<input ref='/data/a'><label>A</label></input>"
              "<input ref='/data/b'><label>B</label></input>" TAIL);
    CHECK(!failed(w.error));
    CHECK_STR(value_of(&w, "/data/a"), "");
    CHECK(!question(&w, "/data/a").required);
    CHECK_INT(set(&w, "/data/a", "nine").fault, FAULT_NONE);
    set(&w, "/data/b", "1");
    CHECK(question(&w, "/data/a").readonly);
    unload(&w);
}

TEST(a_question_without_choices_is_shown_and_takes_nothing)
{
    struct world w;
    load(&w, HEAD "<instance><data id='t'><a/></data></instance>" BODY
                  "<select1 ref='/data/a'><label>A</label></select1>" TAIL);
    CHECK(!failed(w.error));
    CHECK_INT(question(&w, "/data/a").choice_count, 0);
    CHECK(set(&w, "/data/a", "x").fault != FAULT_NONE);
    unload(&w);
}

TEST(a_set_value_may_name_the_bind_of_its_field)
{
    struct world w;
    load(&w, HEAD "<instance><data id='t'><a/><b/><c/></data></instance>"
                  "<bind id='second' nodeset='/data/b'/><bind id='third' nodeset='/data/c'/>"
                  "<setvalue bind='second' event='odk-instance-first-load' value='2 + 3'/>"
                  "<setvalue bind='none' event='odk-instance-first-load' value='1'/>" BODY
                  "<input ref='/data/a'><label>A</label><setvalue bind='third' "
                  "event='xforms-value-changed' value='../a * 2'/></input>" TAIL);
    CHECK(!failed(w.error));
    CHECK_STR(value_of(&w, "/data/b"), "5");
    set(&w, "/data/a", "4");
    CHECK_STR(value_of(&w, "/data/c"), "8");
    unload(&w);
}

/* Rows 2 and 3 know what came out above them, whichever row is answered last. */
static void total_runs(const char *total)
{
    static char xml[2048];
    struct world w;
    form_node added = FORM_NONE;
    snprintf(xml, sizeof xml,
             HEAD "<instance><data id='t'><r jr:template=''><n/><total/></r></data></instance>"
                  "<bind nodeset='/data/r/n' type='int'/><bind nodeset='/data/r/total' type='int' "
                  "calculate=\"%s\"/>" BODY "<group ref='/data/r'><label>R</label>"
                  "<repeat nodeset='/data/r'><input ref='/data/r/n'><label>N</label></input>"
                  "</repeat></group>" TAIL,
             total);
    load(&w, xml);
    CHECK(!failed(w.error));
    for (int i = 0; i < 3 && !failed(w.error); i++) {
        CHECK(!failed(form_repeat_add(w.form, form_find(w.form, "/data"), &added)));
    }
    set(&w, "/data/r[3]/n", "100");
    set(&w, "/data/r[2]/n", "20");
    set(&w, "/data/r[1]/n", "3");
    CHECK_STR(value_of(&w, "/data/r[1]/total"), "3");
    CHECK_STR(value_of(&w, "/data/r[2]/total"), "23");
    CHECK_STR(value_of(&w, "/data/r[3]/total"), "123");
    set(&w, "/data/r[1]/n", "5");
    CHECK_STR(value_of(&w, "/data/r[3]/total"), "125");
    CHECK(!failed(form_repeat_remove(w.form, form_find(w.form, "/data/r[1]"))));
    CHECK_STR(value_of(&w, "/data/r[2]/total"), "120");
    unload(&w);
}

TEST(a_total_runs_from_row_to_row)
{
    total_runs("coalesce(indexed-repeat(/data/r/total, /data/r, position(..) - 1), 0) + ../n");
    total_runs("coalesce(/data/r[position() = position(current()/..) - 1]/total, 0) + ../n");
    total_runs("coalesce(../../r[position() = position(current()/..) - 1]/total, 0) + ../n");
}

TEST(a_group_may_be_asked_for_by_an_answer_in_it)
{
    struct world w;
    load(&w, HEAD "<instance><data id='t'><g><source>user</source><a/></g><x/></data></instance>"
                  "<bind nodeset='/data/g' relevant=\"./source != 'none'\"/>" BODY
                  "<group ref='/data/g'><label>G</label><input ref='/data/g/source'>"
                  "<label>S</label></input><input ref='/data/g/a'><label>A</label></input></group>"
                  "<input ref='/data/x'><label>X</label></input>" TAIL);
    CHECK(!failed(w.error));
    CHECK(question(&w, "/data/g/a").relevant);
    set(&w, "/data/g/source", "none");
    CHECK(!question(&w, "/data/g/a").relevant);
    unload(&w);
}

TEST(a_form_speaks_as_many_languages_as_it_has)
{
    static char xml[8192];
    struct world w;
    int used = snprintf(xml, sizeof xml, "%s", HEAD "<itext>");
    for (int i = 0; i < 20; i++) {
        used += snprintf(xml + used, sizeof xml - (size_t)used,
                         "<translation lang='l%d'><text id='t'><value>T%d</value></text>"
                         "</translation>",
                         i, i);
    }
    snprintf(xml + used, sizeof xml - (size_t)used, "%s",
             "</itext><instance><data id='t'><a/><b/></data></instance>" BODY
             "<input ref='/data/a'><label ref=\"jr:itext('t')\"/></input>"
             "<input ref='/data/b'><label>B</label></input>" TAIL);
    load(&w, xml);
    CHECK(!failed(w.error));
    CHECK_INT(form_language_count(w.form), 20);
    CHECK(!failed(form_set_language(w.form, "l19")));
    CHECK_STR(question(&w, "/data/a").label, "T19");
    CHECK_STR(question(&w, "/data/b").label, "B");
    unload(&w);
}

TEST(every_record_has_an_instance_id)
{
    struct world w;
    load(&w, HEAD "<instance><data id='t'><a/></data></instance>" BODY
                  "<input ref='/data/a'><label>A</label></input>" TAIL);
    CHECK(strstr(instance(&w), "<orx:meta xmlns:orx=\"http://openrosa.org/xforms\">"
                               "<orx:instanceID>uuid:11111111-2222</orx:instanceID>") != NULL);
    unload(&w);
    load(&w, HEAD "<instance><data id='t'><a/><meta><instanceName/></meta></data></instance>" BODY
                  "<input ref='/data/a'><label>A</label></input>" TAIL);
    CHECK(strstr(instance(&w),
                 "<meta><instanceName/><instanceID>uuid:11111111-2222</instanceID>") != NULL);
    unload(&w);
}

TEST(only_a_template_gives_its_values_to_new_rows)
{
    struct world w;
    form_node added = FORM_NONE;
    load(&w, HEAD "<instance><data id='t'><r><n>3</n></r></data></instance>" BODY
                  "<group ref='/data/r'><label>R</label><repeat nodeset='/data/r'>"
                  "<input ref='/data/r/n'><label>N</label></input></repeat></group>" TAIL);
    CHECK(!failed(form_repeat_add(w.form, form_find(w.form, "/data"), &added)));
    CHECK_STR(value_of(&w, "/data/r[1]/n"), "3");
    CHECK_STR(value_of(&w, "/data/r[2]/n"), "");
    unload(&w);
}

TEST(texts_that_are_not_there_say_nothing)
{
    struct world w;
    load(&w,
         HEAD "<itext><translation lang='vi'><text id='t'><value>One</value></text></translation>"
              "<translation lang='vi'><text id='t'><value>Two</value></text></translation></itext>"
              "<instance><data id='t'><a/><b>Words</b><c/></data></instance>" BODY
              "<label>Nowhere</label><group ref='/data/none'><input ref='/data/a'>"
              "<label ref=\"jr:itext('absent')\"/></input></group>"
              "<input ref='/data/b'><label ref='/data/b'/></input>"
              "<input ref='/data/c'><label ref=\"jr:itext('t')\"/></input>" TAIL);
    CHECK(!failed(w.error));
    CHECK_STR(question(&w, "/data/a").label, "");
    CHECK_STR(question(&w, "/data/b").label, "Words");
    CHECK_STR(question(&w, "/data/c").label, "Two");
    unload(&w);
}

int main(void)
{
    RUN(the_last_of_two_binds_counts);
    RUN(a_question_without_choices_is_shown_and_takes_nothing);
    RUN(a_set_value_may_name_the_bind_of_its_field);
    RUN(a_total_runs_from_row_to_row);
    RUN(a_group_may_be_asked_for_by_an_answer_in_it);
    RUN(a_form_speaks_as_many_languages_as_it_has);
    RUN(every_record_has_an_instance_id);
    RUN(only_a_template_gives_its_values_to_new_rows);
    RUN(texts_that_are_not_there_say_nothing);
    RUN(calculated_values_are_written_as_their_type);
    RUN(a_new_row_comes_where_the_form_has_it);
    RUN(a_field_of_template_and_first_row_is_no_repeat);
    RUN(a_count_that_says_nothing_changes_nothing);
    RUN(a_set_value_sets_on);
    RUN(names_of_choices_follow_the_language);
    RUN(a_star_on_the_way_is_no_circle);
    RUN(rows_that_are_not_relevant_are_counted_and_read_as_empty);
    RUN(what_public_forms_write_is_loaded);
    RUN(a_row_of_ones_own_repeat_is_named_by_a_predicate);
    RUN(what_a_new_row_begins_with_sets_nothing_and_its_own_rows_come);
    return check_done();
}
