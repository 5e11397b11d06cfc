#include "tests/unit/form_world.h"

static const char rules_form[] = HEAD
    "<instance><data id='t' version='3'><a/><b/><sum/><twice/><other/><g><x/><y/></g>"
    "<meta><instanceID/></meta></data></instance>"
    "<bind nodeset='/data/a' type='int' required='true()' constraint='. &lt; 100' "
    "jr:constraintMsg='too big' jr:requiredMsg='say it'/>"
    "<bind nodeset='/data/b' type='int'/>"
    "<bind nodeset='/data/sum' calculate='/data/a + /data/b'/>"
    "<bind nodeset='/data/twice' calculate='/data/sum * 2'/>"
    "<bind nodeset='/data/other' calculate='concat(/data/g/x, \"!\")'/>"
    "<bind nodeset='/data/g' relevant='/data/a &gt; 10'/>"
    "<bind nodeset='/data/g/y' required='/data/g/x = \"yes\"'/>"
    "<bind nodeset='/data/meta/instanceID' jr:preload='uid'/>" BODY
    "<input ref='/data/a'><label>A?</label></input><input ref='/data/b'><label>B?</label></input>"
    "<group ref='/data/g'><input ref='/data/g/x'><label>X <output value='/data/sum'/> "
    "**bold**</label></input><input ref='/data/g/y'><label>Y?</label></input></group>" TAIL;

TEST(answers_are_computed_into_what_depends_on_them)
{
    struct world w;
    load(&w, rules_form);
    CHECK(!failed(w.error));
    CHECK_STR(w.where.message, "");
    set(&w, "/data/a", "5");
    set(&w, "/data/b", "4");
    CHECK_STR(question(&w, "/data/sum").value, "9");
    CHECK_STR(question(&w, "/data/twice").value, "18");
    set(&w, "/data/b", "");
    CHECK_STR(question(&w, "/data/sum").value, "");
    unload(&w);
}

TEST(only_dependants_are_computed_again)
{
    struct world w;
    load(&w, rules_form);
    set(&w, "/data/a", "20"); /* sum is not a number: twice stays; g becomes relevant */
    set(&w, "/data/b", "4");  /* sum, twice */
    CHECK_INT(form_recomputed(w.form), 2);
    set(&w, "/data/g/x", "yes"); /* other */
    CHECK_INT(form_recomputed(w.form), 1);
    set(&w, "/data/g/y", "no");
    CHECK_INT(form_recomputed(w.form), 0);
    unload(&w);
}

TEST(irrelevant_groups_are_kept_read_as_empty_and_not_sent)
{
    struct world w;
    load(&w, rules_form);
    set(&w, "/data/a", "20");
    CHECK(question(&w, "/data/g/x").relevant);
    set(&w, "/data/g/x", "yes");
    CHECK_STR(question(&w, "/data/other").value, "yes!");
    set(&w, "/data/a", "2");
    CHECK(!question(&w, "/data/g/x").relevant);
    CHECK_STR(question(&w, "/data/other").value, "!");
    CHECK(strstr(instance(&w), "<g>") == NULL);
    set(&w, "/data/a", "20");
    CHECK_STR(question(&w, "/data/other").value, "yes!");
    CHECK(strstr(instance(&w), "<g><x>yes</x><y/></g>") != NULL);
    unload(&w);
}

TEST(problems_are_told_and_the_answer_is_kept)
{
    struct world w;
    load(&w, rules_form);
    struct form_problem p = set(&w, "/data/a", "200");
    CHECK_INT(p.fault, FAULT_CONSTRAINT);
    CHECK_STR(p.text, "too big");
    CHECK_STR(question(&w, "/data/a").value, "200");
    CHECK_INT(set(&w, "/data/a", "x").fault, FAULT_TYPE);
    p = set(&w, "/data/a", "");
    CHECK_INT(p.fault, FAULT_REQUIRED);
    CHECK_STR(p.text, "say it");
    set(&w, "/data/a", "20");
    CHECK_INT(form_check_all(w.form).fault, FAULT_NONE);
    set(&w, "/data/g/x", "yes");
    CHECK_INT(form_check_all(w.form).fault, FAULT_REQUIRED);
    CHECK_INT(form_check_all(w.form).node, form_find(w.form, "/data/g/y"));
    unload(&w);
}

TEST(the_walk_skips_what_is_irrelevant)
{
    struct world w;
    load(&w, rules_form);
    CHECK_INT(form_page_count(w.form), 2);
    set(&w, "/data/a", "20");
    CHECK_INT(form_page_count(w.form), 4);
    form_node page = form_page_first(w.form);
    CHECK_INT(page, form_find(w.form, "/data/a"));
    page = form_page_next(w.form, page);
    page = form_page_next(w.form, page);
    CHECK_INT(page, form_find(w.form, "/data/g/x"));
    CHECK_INT(form_page_index(w.form, page), 2);
    CHECK_INT(form_page_prev(w.form, page), form_find(w.form, "/data/b"));
    CHECK_INT(form_page_next(w.form, form_find(w.form, "/data/g/y")), FORM_NONE);
    CHECK_INT(form_page_prev(w.form, form_find(w.form, "/data/a")), FORM_NONE);
    unload(&w);
}

TEST(labels_hold_computed_words_and_no_markdown)
{
    struct world w;
    load(&w, rules_form);
    set(&w, "/data/a", "20");
    set(&w, "/data/b", "1");
    CHECK_STR(question(&w, "/data/g/x").label, "X 21 bold");
    unload(&w);
}

TEST(equal_answers_give_equal_bytes)
{
    struct world w;
    load(&w, rules_form);
    set(&w, "/data/a", "1");
    CHECK_STR(instance(&w), "<data xmlns:kiosk=\"urn:rong:form\" id=\"t\" version=\"3\"><a>1</a>"
                            "<b/><sum/><twice/><other>!</other>"
                            "<meta><instanceID>uuid:11111111-2222</instanceID></meta></data>");
    unload(&w);
}

static const char texts_form[] = HEAD
    "<itext><translation lang='en'><text id='q'><value>English</value></text>"
    "<text id='only'><value>Only English</value></text>"
    "<text id='none'><value>-</value></text></translation>"
    "<translation lang='vi' default='true()'><text id='q'><value>Tiếng Việt</value>"
    "<value form='short'>Ngắn</value><value form='guidance'>Thêm</value>"
    "<value form='image'>jr://images/home.png</value><value form='audio'>jr://audio/q.ogg</value>"
    "</text><text id='only'><value>-</value></text><text id='none'><value>-</value></text>"
    "</translation></itext>"
    "<instance><data id='t'><q/><only/><none/></data></instance>" BODY
    "<input ref='/data/q'><label ref=\"jr:itext('q')\"/></input>"
    "<input ref='/data/only'><label ref=\"jr:itext('only')\"/></input>"
    "<input ref='/data/none'><label ref=\"jr:itext('none')\"/></input>" TAIL;

TEST(a_dash_is_a_missing_translation_and_falls_back)
{
    struct world w;
    load(&w, texts_form);
    CHECK_STR(w.where.message, "");
    CHECK_INT(form_language_count(w.form), 2);
    CHECK_STR(form_language(w.form, 0), "vi");
    CHECK_STR(form_language(w.form, 1), "en");
    const struct form_question q = question(&w, "/data/q");
    CHECK_STR(q.label, "Tiếng Việt");
    CHECK_STR(q.short_label, "Ngắn");
    CHECK_STR(q.guidance, "Thêm");
    CHECK_STR(q.image, "home");
    CHECK_STR(q.audio, "q.ogg");
    CHECK_STR(question(&w, "/data/only").label, "Only English");
    CHECK_STR(question(&w, "/data/none").label, "-");
    CHECK(!failed(form_set_language(w.form, "en")));
    CHECK_STR(question(&w, "/data/q").label, "English");
    CHECK_STR(question(&w, "/data/q").image, "home");
    CHECK_STR(question(&w, "/data/q").audio, NULL); /* one voice never reads another language */
    CHECK_INT(form_set_language(w.form, "xx").code, ERR_NOT_FOUND);
    unload(&w);
}

static const char lists_form[] = HEAD
    "<instance><data id='t'><province/><commune/><papers/></data></instance>"
    "<instance id='communes' src='jr://file-csv/communes.csv'/>"
    "<instance id='provinces'><root><item><code>01</code><label>Hà Nội</label></item>"
    "<item><code>52</code><label>Gia Lai</label></item></root></instance>"
    "<bind nodeset='/data/province' type='string'/>" BODY
    "<select1 ref='/data/province'><label>P</label><itemset "
    "nodeset=\"instance('provinces')/root/item\"><value ref='code'/><label ref='label'/></itemset>"
    "</select1><select1 ref='/data/commune'><label>C</label><itemset "
    "nodeset=\"instance('communes')/root/item[province = /data/province]\"><value ref='code'/>"
    "<label ref='name'/></itemset></select1>"
    "<select ref='/data/papers'><label>S</label><item><label>One</label><value>1</value></item>"
    "<item><label>Two</label><value>2</value></item></select>" TAIL;

TEST(lists_are_filtered_by_other_answers)
{
    struct world w;
    load(&w, lists_form);
    CHECK_STR(w.where.message, "");
    struct form_choice c;
    CHECK_INT(question(&w, "/data/commune").choice_count, 0);
    set(&w, "/data/province", "01");
    CHECK_INT(question(&w, "/data/commune").choice_count, 2);
    CHECK(!failed(form_choice(w.form, form_find(w.form, "/data/commune"), 1, &c)));
    CHECK_STR(c.label, "Ngọc, \"Hà\"");
    CHECK_STR(c.value, "2");
    CHECK_INT(set(&w, "/data/commune", "3").fault, FAULT_TYPE);
    CHECK_INT(set(&w, "/data/commune", "2").fault, FAULT_NONE);
    CHECK_INT(set(&w, "/data/papers", "2 1").fault, FAULT_NONE);
    CHECK_INT(set(&w, "/data/papers", "2 3").fault, FAULT_TYPE);
    set(&w, "/data/papers", "1 2");
    char text[64];
    struct buf out;
    buf_init(&out, text, sizeof text);
    CHECK(!failed(form_answer_text(w.form, form_find(w.form, "/data/papers"), &out)));
    CHECK_STR(text, "One, Two");
    unload(&w);
}

struct refusal {
    const char *xml, *message, *path;
};

TEST(what_is_outside_the_profile_is_refused_with_its_place)
{
#define MODEL(model_)                                                                              \
    HEAD "<instance><data id='t'><a/><b/></data></instance>" model_ BODY                           \
         "<input ref='/data/a'><label>A</label></input>" TAIL
    static const struct refusal rows[] = {
        {"<a>", "not well-formed", ""},
        {"<a></b>", "not well-formed", "/a"},
        {"<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>", "DTD", ""},
        {"<a/>", "not an XForm", "/a"},
        {MODEL("<bind nodeset='/data/a' type='geopoint'/>"), "places are never recorded",
         "/h:html/h:head/model/bind"},
        {MODEL("<bind nodeset='/data/a' calculate='1 +'/>"), "calculate: the expression ends",
         "/h:html/h:head/model/bind"},
        {MODEL("<bind nodeset='/data/a' calculate='/data/b + 1'/>"
               "<bind nodeset='/data/b' relevant='/data/a = 1'/>"),
         "circle: /data/", "/data/"},
        {MODEL("<bind nodeset='/data/a' calculate='. + 1'/>"), "circle: /data/a", "/data/a"},
        {MODEL("<instance id='x' src='jr://instance/last-saved'/>"), "to the next", ""},
        {MODEL("<instance id='x' src='jr://file-csv/../secret.csv'/>"), "outside the profile", ""},
        {MODEL("<submission base64RsaPublicKey='k'/>"), "encryption is not supported", ""},
        {MODEL("<odk:setgeopoint ref='/data/a' event='odk-instance-first-load'/>"),
         "never records places", ""},
        {MODEL("<setvalue ref='/data/a' event='never' value='1'/>"), "event", ""},
        {MODEL("<bind nodeset='/data/a' kiosk:supplier='dog'/>"), "supplier", ""},
        {HEAD "<instance><data id='t'><a/></data></instance>" BODY
              "<range ref='/data/a'><label>A</label></range>" TAIL,
         "range is not drawn yet", "/h:html/h:body/range"},
        {HEAD "<instance><data id='t'><a/></data></instance>" BODY
              "<upload ref='/data/a' mediatype='video/*'><label>A</label></upload>" TAIL,
         "video cannot be taken yet", ""},
        {HEAD "<instance><data><a/></data></instance>" BODY TAIL, "no id", ""},
        {HEAD "<instance><data id='t'><r><a/><b/></r></data></instance>"
              "<bind nodeset='/data/r/a' calculate='/data/r/b'/>" BODY
              "<group ref='/data/r'><repeat nodeset='/data/r'/></group>" TAIL,
         "relative path", "/data/r/a"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct world w;
        load(&w, rows[i].xml);
        const bool good =
            w.error.code == ERR_BAD_INPUT && strstr(w.where.message, rows[i].message) != NULL &&
            strncmp(w.where.path, rows[i].path, strlen(rows[i].path)) == 0 && w.where.line > 0;
        if (!good) {
            printf("# row %zu: line %d %s: %s\n", i, w.where.line, w.where.path, w.where.message);
        }
        CHECK(good);
        unload(&w);
    }
}

static const char supplier_form[] = HEAD
    "<instance><data id='t'><name/><father/><issuer/><ethnic/><copy>Kinh</copy><scan/></data>"
    "</instance><bind nodeset='/data/name' kiosk:card='name' required='true()'/>"
    "<bind nodeset='/data/father' required='true()' kiosk:open='true'/>"
    "<bind nodeset='/data/issuer' kiosk:supplier='officer' required='true()'/>"
    "<bind nodeset='/data/scan' type='binary' kiosk:open='true' required='true()'/>" BODY
    "<input ref='/data/name'><label>N</label></input>"
    "<group appearance='field-list'><input ref='/data/father'><label>F</label></input>"
    "<input ref='/data/ethnic'><label>E</label>"
    "<setvalue ref='/data/copy' event='xforms-value-changed' value='/data/ethnic'/></input></group>"
    "<input ref='/data/issuer'><label>I</label></input>"
    "<upload ref='/data/scan' mediatype='image/*' "
    "appearance='paper'><label>S</label></upload>" TAIL;

TEST(each_supplier_is_asked_or_not)
{
    struct world w;
    int count = 0;
    load(&w, supplier_form);
    CHECK_STR(w.where.message, "");
    CHECK_INT(form_page_count(w.form), 3); /* name, the list, the paper; not the officer's */
    CHECK(!failed(form_prefill(w.form, "name", "NGUYỄN THỊ HOA", &count)));
    CHECK_INT(count, 1);
    CHECK_INT(form_page_count(w.form), 2);
    form_node questions[4];
    const form_node page = form_page_first(w.form);
    CHECK_INT(form_page_questions(w.form, page, questions, 4), 2);
    CHECK_INT(form_check_page(w.form, page).fault, FAULT_REQUIRED);
    CHECK(!failed(form_set_open(w.form, form_find(w.form, "/data/father"), OPEN_OFFICER)));
    CHECK_INT(form_check_page(w.form, page).fault, FAULT_NONE);
    CHECK(!failed(form_set_open(w.form, form_find(w.form, "/data/scan"), OPEN_COUNTER)));
    CHECK_INT(form_check_all(w.form).fault, FAULT_NONE);
    CHECK(failed(form_set_open(w.form, form_find(w.form, "/data/ethnic"), OPEN_PAPER)));
    CHECK(strstr(instance(&w), "<father kiosk:open=\"officer\"/>") != NULL);
    set(&w, "/data/ethnic", "Jrai");
    CHECK_STR(question(&w, "/data/copy").value, "Jrai");
    unload(&w);
}

TEST(a_card_question_stays_while_it_is_being_answered)
{
    struct world w;
    load(&w, supplier_form);
    const form_node page = form_page_first(w.form);
    CHECK_INT(page, form_find(w.form, "/data/name"));
    set(&w, "/data/name", "A");
    CHECK_INT(form_page_count(w.form), 3);
    CHECK_INT(form_page_index(w.form, page), 0);
    CHECK_INT(form_page_next(w.form, page), form_find(w.form, "/data/father"));
    unload(&w);
}

TEST(sent_answers_load_back_and_foreign_ones_are_refused)
{
    struct world w, v;
    load(&w, rules_form);
    set(&w, "/data/a", "20");
    set(&w, "/data/b", "22");
    set(&w, "/data/g/x", "<&>");
    char sent[4096];
    snprintf(sent, sizeof sent, "%s", instance(&w));
    load(&v, rules_form);
    CHECK(!failed(form_restore(v.form, sent, strlen(sent), &v.where)));
    CHECK_STR(instance(&v), sent);
    CHECK_INT(form_check_all(v.form).fault, FAULT_NONE);
    static const char other[] = "<data id='other' version='3'/>";
    CHECK(failed(form_restore(v.form, other, strlen(other), &v.where)));
    static const char extra[] = "<data id='t' version='3'><spy>1</spy></data>";
    CHECK(failed(form_restore(v.form, extra, strlen(extra), &v.where)));
    CHECK(strstr(v.where.message, "<spy>") != NULL);
    unload(&w);
    unload(&v);
}

TEST(a_small_arena_gives_an_error_not_a_crash)
{
    static char storage[1400 << 10];
    static const struct form_clock clock = {.now_s = 1795395600};
    for (size_t size = 0; size < sizeof storage; size += 4999) {
        struct arena arena;
        struct form *f = NULL;
        struct form_where where;
        arena_init(&arena, storage, size);
        const struct err e =
            form_load(&arena, rules_form, strlen(rules_form), NULL, &clock, &f, &where);
        CHECK(e.code == ERR_NONE || e.code == ERR_FULL);
    }
}

TEST(text_that_is_not_text_is_refused)
{
    struct world w;
    struct form_problem p;
    load(&w, rules_form);
    CHECK_INT(form_set(w.form, form_find(w.form, "/data/a"), "\xff", &p).code, ERR_BAD_INPUT);
    CHECK_INT(form_set(w.form, FORM_NONE, "1", &p).code, ERR_BAD_INPUT);
    CHECK_INT(form_set(w.form, form_find(w.form, "/data/g"), "1", &p).code, ERR_BAD_INPUT);
    CHECK_INT(form_find(w.form, "/data/g/z"), FORM_NONE);
    CHECK_INT(form_find(w.form, "nonsense"), FORM_NONE);
    unload(&w);
}

int main(void)
{
    RUN(answers_are_computed_into_what_depends_on_them);
    RUN(only_dependants_are_computed_again);
    RUN(irrelevant_groups_are_kept_read_as_empty_and_not_sent);
    RUN(problems_are_told_and_the_answer_is_kept);
    RUN(the_walk_skips_what_is_irrelevant);
    RUN(labels_hold_computed_words_and_no_markdown);
    RUN(equal_answers_give_equal_bytes);
    RUN(a_dash_is_a_missing_translation_and_falls_back);
    RUN(lists_are_filtered_by_other_answers);
    RUN(what_is_outside_the_profile_is_refused_with_its_place);
    RUN(each_supplier_is_asked_or_not);
    RUN(a_card_question_stays_while_it_is_being_answered);
    RUN(sent_answers_load_back_and_foreign_ones_are_refused);
    RUN(a_small_arena_gives_an_error_not_a_crash);
    RUN(text_that_is_not_text_is_refused);
    return check_done();
}
