/* What public forms have in them and the other engines take: names that lead nowhere, axes, labels
 * that are computed, other beginnings of a file. */
#include "tests/unit/form_world.h"

TEST(what_names_nothing_loads_and_reads_as_empty)
{
    struct world w;
    load(&w, HEAD "<instance><data id='t'><a>1</a><b/><c>2</c><d>4</d></data></instance>"
                  "<instance id='l' src='jr://file-csv/absent.csv'/>"
                  "<bind nodeset='/data/b' calculate=\"concat(/data/nope, ../gone/x, '-', "
                  "count(instance('l')/root/item))\"/>"
                  "<bind nodeset='/data/c' relevant=\"/data/nope = 'x'\"/>"
                  "<bind nodeset='/data/d' jr:preload='patient' jr:preloadParams='x'/>" BODY
                  "<input ref='/data/nope'><label>N</label></input>"
                  "<group ref='/data/rows'><repeat nodeset='/data/rows'>"
                  "<input ref='/data/rows/a'><label>R</label></input></repeat></group>"
                  "<input ref='/data/a'><label>A</label></input>" TAIL);
    CHECK(!failed(w.error));
    CHECK(strstr(instance(&w), "<a>1</a><b>-0</b><d>4</d>") != NULL);
    CHECK_INT(form_page_first(w.form), form_find(w.form, "/data/a"));
    CHECK_INT(form_page_count(w.form), 1);
    unload(&w);
}

TEST(what_another_axis_leads_to_is_computed_again)
{
    struct world w;
    load(&w,
         HEAD "<instance><data id='t'><total/><deep/><before/><up/><g><v>1</v><h><v>2</v></h></g>"
              "<row><v>3</v><run/></row><row><v>4</v><run/></row></data></instance>"
              "<bind nodeset='/data/total' calculate='sum(//v)'/>"
              "<bind nodeset='/data/deep' calculate='count(/data/g//v[. > /data/g/v])'/>"
              "<bind nodeset='/data/before' calculate='following-sibling::g/v'/>"
              "<bind nodeset='/data/up' calculate='sum(ancestor::*/g/h/v)'/>"
              "<bind nodeset='/data/row/run' "
              "calculate='sum(../preceding-sibling::row/v) + ../v'/>" BODY
              "<input ref='/data/g/v'><label>A</label></input>"
              "<input ref='/data/g/h/v'><label>B</label></input>"
              "<group ref='/data/row'><repeat nodeset='/data/row'><input ref='/data/row/v'>"
              "<label>C</label></input></repeat></group>" TAIL);
    CHECK(!failed(w.error));
    CHECK(strstr(instance(&w), "<total>10</total><deep>1</deep><before>1</before><up>2</up>"));
    set(&w, "/data/g/h/v", "7");
    set(&w, "/data/g/v", "8");
    set(&w, "/data/row[1]/v", "10");
    CHECK(strstr(instance(&w), "<total>29</total><deep>0</deep><before>8</before><up>7</up>"));
    CHECK(strstr(instance(&w), "<v>4</v><run>14</run>"));
    unload(&w);
}

TEST(a_label_of_a_list_may_be_computed)
{
    struct world w;
    struct form_choice choice;
    load(&w, HEAD "<instance><data id='t'><a>x</a><b/></data></instance>"
                  "<instance id='l'><root><item><n>1</n><l>one</l></item></root></instance>" BODY
                  "<input ref='/data/a'><label>A</label></input><select1 ref='/data/b'>"
                  "<label>B</label><itemset nodeset=\"instance('l')/root/item\"><value ref='n'/>"
                  "<label ref=\"concat(l, '-', /data/a)\"/></itemset></select1>" TAIL);
    CHECK(!failed(w.error));
    CHECK(!failed(form_choice(w.form, form_find(w.form, "/data/b"), 0, &choice)));
    CHECK_STR(choice.label, "one-x");
    set(&w, "/data/a", "y");
    CHECK(!failed(form_choice(w.form, form_find(w.form, "/data/b"), 0, &choice)));
    CHECK_STR(choice.label, "one-y");
    unload(&w);
}

TEST(a_calculation_has_the_last_word_when_the_form_opens)
{
    struct world w;
    load(&w, HEAD "<instance><data id='t'><a>1</a><b/></data></instance>"
                  "<bind nodeset='/data/b' calculate='/data/a + 1'/>"
                  "<setvalue ref='/data/b' event='odk-instance-first-load' value='9'/>" BODY
                  "<input ref='/data/a'><label>A</label></input>" TAIL);
    CHECK(!failed(w.error));
    CHECK(strstr(instance(&w), "<b>2</b>") != NULL);
    unload(&w);
}

TEST(a_file_may_begin_with_spaces_name_its_type_and_be_latin1)
{
#define REST HEAD "<instance><data id='t'><a>\xE9</a></data></instance>" BODY TAIL
    static const struct {
        const char *xml, *value;
    } rows[] = {
        {"<?xml version='1.0' encoding='ISO-8859-1'?>" REST, "<a>\xC3\xA9</a>"},
        {"\n <?xml version='1.0' encoding='ISO-8859-1'?>" REST, "<a>\xC3\xA9</a>"},
        {"<!DOCTYPE h:html>" HEAD "<instance><data id='t'><a>1</a></data></instance>" BODY TAIL,
         "<a>1</a>"},
        {"<?xml version='1.0' encoding='US-ASCII'?>" HEAD /* it says so, and is not */
         "<instance><data id='t'><a>\xC3\xA9</a></data></instance>" BODY TAIL,
         "<a>\xC3\xA9</a>"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct world w;
        load(&w, rows[i].xml);
        CHECK(!failed(w.error));
        CHECK(!failed(w.error) && strstr(instance(&w), rows[i].value) != NULL);
        unload(&w);
    }
    struct world w;
    load(&w, "\n\n<?xml version='1.0'?>\n<a><b></a>");
    CHECK_INT(w.where.line, 4);
    unload(&w);
}

TEST(the_moment_of_the_end_is_that_of_sending_and_the_device_is_the_kiosk)
{
    struct world w;
    load(&w, HEAD "<instance><data id='t'><start/><end/><device/></data></instance>"
                  "<bind nodeset='/data/start' jr:preload='timestamp' jr:preloadParams='start'/>"
                  "<bind nodeset='/data/end' jr:preload='timestamp' jr:preloadParams='end'/>"
                  "<bind nodeset='/data/device' jr:preload='property' "
                  "jr:preloadParams='deviceid'/>" BODY
                  "<input ref='/data/end'><label>E</label></input>" TAIL);
    CHECK(!failed(w.error));
    CHECK_STR(question(&w, "/data/end").value, "");
    form_tick(w.form, 1795395660);
    CHECK(strstr(instance(&w), "<start>2026-11-23T08:00:00.000+07:00</start>"
                               "<end>2026-11-23T08:01:00.000+07:00</end><device") != NULL);
    CHECK(strstr(instance(&w), "<device>desk</device>") != NULL);
    unload(&w);
}

int main(void)
{
    RUN(the_moment_of_the_end_is_that_of_sending_and_the_device_is_the_kiosk);
    RUN(what_names_nothing_loads_and_reads_as_empty);
    RUN(what_another_axis_leads_to_is_computed_again);
    RUN(a_label_of_a_list_may_be_computed);
    RUN(a_calculation_has_the_last_word_when_the_form_opens);
    RUN(a_file_may_begin_with_spaces_name_its_type_and_be_latin1);
    return check_done();
}
