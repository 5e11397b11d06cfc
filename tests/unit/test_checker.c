/* The checker: everything that is wrong is told in one go, each row of the profile's "never" and
 * "later" with its reason, and what an author may have overlooked is a warning. */
#include "tests/unit/form_world.h"

#include "app/form/checker.h"

struct told {
    char lines[64 << 10]; /* "refused|warning LINE PATH: MESSAGE\n" each */
    int refusals, warnings;
    struct err error;
};

static void take(void *context, enum finding finding, const struct form_where *where)
{
    struct told *t = context;
    const size_t used = strlen(t->lines);
    const bool warning = finding != FINDING_REFUSAL;
    t->warnings += warning;
    t->refusals += !warning;
    snprintf(t->lines + used, sizeof t->lines - used, "%s %d %s: %s\n",
             warning ? "warning" : "refused", where->line, where->path, where->message);
}

static struct told *examine(const char *xml)
{
    static const struct form_media media = {NULL, read_media};
    static const struct form_clock clock = {.now_s = 1795395600, .offset_minutes = 420, .seed = 7};
    static struct told t;
    const struct form_report report = {&t, take};
    struct arena arena;
    t = (struct told){0};
    arena_init(&arena, malloc(8 << 20), 8 << 20);
    t.error = form_examine(&arena, xml, strlen(xml), &media, &clock, &report);
    free(arena.base);
    return &t;
}

#define FIELDS "<instance><data id='t'><a/><b/><c/></data></instance>"
#define ASK    "<input ref='/data/a'><label>A</label></input>"
/* A form with this in the model, or this in the body. */
#define MODEL(model_)   HEAD FIELDS model_ BODY ASK TAIL
#define QUESTION(body_) HEAD FIELDS BODY body_ TAIL
#define CALCULATE(x_)   MODEL("<bind nodeset='/data/a' calculate=\"" x_ "\"/>")

struct row {
    const char *xml, *message;
};

static void each_is_refused_once(const struct row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct told *t = examine(rows[i].xml);
        const bool good = t->error.code == ERR_BAD_INPUT && t->refusals == 1 && t->warnings == 0 &&
                          strstr(t->lines, rows[i].message) != NULL;
        if (!good) {
            printf("# row %zu: want '%s', got %s\n", i, rows[i].message, t->lines);
        }
        CHECK(good);
        struct world w;
        load(&w, rows[i].xml);
        CHECK_INT(w.error.code, ERR_BAD_INPUT); /* nor is it ever loaded for a citizen */
        CHECK(strstr(w.where.message, rows[i].message) != NULL);
        unload(&w);
    }
}

TEST(each_row_of_the_profile_that_is_never_is_refused_with_its_reason)
{
    static const struct row rows[] = {
        {MODEL("<instance id='x' src='jr://instance/last-saved'/>"),
         "would show one citizen's answers to the next; remove this list"},
        {MODEL("<bind nodeset='/data/a' type='geopoint'/>"), "places are never recorded; put"},
        {MODEL("<bind nodeset='/data/a' type='geotrace'/>"), "places are never recorded; put"},
        {MODEL("<bind nodeset='/data/a' type='geoshape'/>"), "places are never recorded; put"},
        {MODEL("<odk:setgeopoint ref='/data/a' event='odk-instance-first-load'/>"),
         "a kiosk never records places: it stands in one; remove setgeopoint"},
        {QUESTION("<input ref='/data/a'><label>A</label>"
                  "<odk:setgeopoint ref='/data/b' event='xforms-value-changed'/></input>"),
         "a kiosk never records places"},
        {MODEL("<instance id='x' src='jr://file/roads.geojson'/>"), "a kiosk shows no maps; give"},
        {CALCULATE("area(/data/b)"), "area() is outside the profile; a kiosk never computes with"},
        {CALCULATE("distance(/data/b)"), "distance() is outside the profile; a kiosk never"},
        {CALCULATE("geofence(/data/b, /data/c)"), "geofence() is outside the profile"},
        {CALCULATE("intersects(/data/b)"), "intersects() is outside the profile"},
        {HEAD "<instance><data id='t'><a/><meta><entity dataset='people' create='1'/></meta></data>"
              "</instance>" BODY ASK TAIL,
         "entities are made by the server from what is sent; remove the entity here"},
        {HEAD "<instance><data id='t'><a/><meta><audit/></meta></data></instance>"
              "<bind nodeset='/data/meta/audit' type='binary'/>" BODY ASK TAIL,
         "a public machine never records how somebody fills in a form; remove audit"},
        {MODEL("<odk:recordaudio ref='/data/b' event='odk-instance-load'/>"),
         "a public machine never records sound unasked; remove recordaudio"},
        {QUESTION("<upload ref='/data/a' mediatype='audio/*'><label>A</label></upload>"),
         "a public machine records no sound of its citizens"},
        {QUESTION("<upload ref='/data/a' mediatype='osm/*'><label>A</label></upload>"),
         "maps are never edited at a kiosk"},
        {QUESTION("<upload ref='/data/a' mediatype='application/*'><label>A</label></upload>"),
         "only papers can be uploaded, as pictures; use mediatype=\"image/*\""},
        {QUESTION("<input ref='/data/a' appearance=\"ex:org.app.scan(x='1')\"><label>A</label>"
                  "</input>"),
         "a kiosk starts no other app; remove ex: or intent"},
        {QUESTION("<group ref='/data' intent='org.app'><input ref='/data/a'><label>A</label>"
                  "</input></group>"),
         "a kiosk starts no other app; remove ex: or intent"},
        {MODEL("<submission base64RsaPublicKey='k'/>"),
         "this encryption is not supported, the kiosk seals what it sends by itself; remove"},
        {CALCULATE("sqrt(4)"), "sqrt() is outside the profile; no procedure needs it; compute"},
        {CALCULATE("pi()"), "pi() is outside the profile; no procedure needs it"},
        {CALCULATE("atan2(1, 2)"), "atan2() is outside the profile; no procedure needs it"},
        {CALCULATE("exp10(1)"), "exp10() is outside the profile; no procedure needs it"},
    };
    each_is_refused_once(rows, sizeof rows / sizeof rows[0]);
}

TEST(each_row_of_the_profile_that_comes_later_is_refused_with_its_reason)
{
    static const struct row rows[] = {
        {QUESTION("<range ref='/data/a' start='1' end='5' step='1'><label>A</label></range>"),
         "range is not drawn yet; use <input> of type int with a constraint"},
        {QUESTION("<odk:rank ref='/data/a'><label>A</label></odk:rank>"),
         "ranking is not drawn yet; ask for the first choice with select1"},
        {HEAD FIELDS "<instance id='l'><root><item><v>1</v></item></root></instance>" BODY
                     "<select1 ref='/data/a'><label>A</label><itemset "
                     "nodeset=\"randomize(instance('l')/root/item)\"><value ref='v'/>"
                     "<label ref='v'/></itemset></select1>" TAIL,
         "randomize() is outside the profile; choices are listed in one order for everybody"},
        {HEAD
         "<instance><data id='t'><a/><meta><deprecatedID/></meta></data></instance>" BODY ASK TAIL,
         "a sent application cannot be edited yet; remove deprecatedID"},
        {QUESTION("<upload ref='/data/a' mediatype='video/*'><label>A</label></upload>"),
         "video cannot be taken yet; ask for a picture"},
        {MODEL("<itext><translation lang='vi'><text id='t'><value>T</value>"
               "<value form='video'>jr://video/t.mp4</value></text></translation></itext>"),
         "video in a text is not shown yet; use the form image or audio"},
        {MODEL("<itext><translation lang='vi'><text id='t'><value>T</value>"
               "<value form='big-image'>jr://images/t.png</value></text></translation></itext>"),
         "big-image is not shown yet; use the form image"},
        {CALCULATE("random()"), "random() is outside the profile; nothing in an application is"},
        {CALCULATE("digest('a', 'MD5')"), "digest() is outside the profile; the kiosk seals"},
        {HEAD "<instance><data id='t'><p><q><r><a/></r></q></p></data></instance>" BODY
              "<repeat nodeset='/data/p'><repeat nodeset='/data/p/q'><repeat nodeset='/data/p/q/r'>"
              "<input ref='/data/p/q/r/a'><label>A</label></input></repeat></repeat></repeat>" TAIL,
         "repeats may be nested twice at most; flatten them"},
    };
    each_is_refused_once(rows, sizeof rows / sizeof rows[0]);
}

TEST(everything_that_is_wrong_is_told_in_one_go_with_line_and_path)
{
    const struct told *t = examine(
        HEAD "\n<itext><translation lang='vi'><text id='t'><value>T</value>\n"
             "<value form='video'>x</value></text></translation></itext>\n" FIELDS
             "<instance id='l' src='jr://file-csv/absent.csv'/>\n"
             "<bind nodeset='/data/a' type='geopoint' constraint='1 +' required='sqrt(1)'/>\n"
             "<bind nodeset='/data/zzz'/>\n<bind nodeset='/data/b' calculate='/data/nope'/>\n"
             "<setvalue ref='/data/nowhere' event='odk-instance-first-load'/>" BODY
             "\n<range ref='/data/a'/>\n<input ref='/data/gone'><label>G</label></input>"
             "<select1 ref='/data/c'><label ref=\"jr:itext('absent')\"/>\n</select1>" TAIL);
    static const char *const wanted[] = {
        "refused 3 /h:html/h:head/model/itext/translation/text/value: video in a text",
        "refused 5 /h:html/h:head/model/bind[@nodeset='/data/a']: type geopoint is outside",
        "refused 5 /h:html/h:head/model/bind[@nodeset='/data/a']: constraint: ",
        "refused 5 /h:html/h:head/model/bind[@nodeset='/data/a']: required: the function sqrt()",
        "refused 9 /h:html/h:body/range[@ref='/data/a']: range is not drawn yet",
    };
    static const char *const overlooked[] = {
        "warning 4 /h:html/h:head/model/instance[@id='l']: the list absent.csv is missing",
        "warning 7 /data/b: calculate: there is no field nope, so this is empty; correct the name",
        "warning 10 /h:html/h:body/input[@ref='/data/gone']: this input names /data/gone",
        "warning 8 /h:html/h:head/model/setvalue[@ref='/data/nowhere']: setvalue names",
        "warning 10 /h:html/h:body/select1/label[@ref='jr:itext('absent')']: no translation holds",
        "warning 10 /h:html/h:body/select1[@ref='/data/c']: this question offers nothing",
    };
    for (size_t i = 0; i < sizeof overlooked / sizeof overlooked[0]; i++) {
        CHECK(strstr(t->lines, overlooked[i]) != NULL);
    }
    for (size_t i = 0; i < sizeof wanted / sizeof wanted[0]; i++) {
        if (strstr(t->lines, wanted[i]) == NULL) {
            printf("# want %s\n# got %s", wanted[i], t->lines);
        }
        CHECK(strstr(t->lines, wanted[i]) != NULL);
    }
    CHECK_INT(t->refusals, (int)(sizeof wanted / sizeof wanted[0]));
    CHECK_INT(t->error.code, ERR_BAD_INPUT);
}

TEST(the_list_of_what_is_wrong_has_an_end)
{
    static char xml[64 << 10];
    size_t at = (size_t)snprintf(xml, sizeof xml, "%s", HEAD FIELDS BODY ASK);
    for (int i = 0; i < 500; i++) {
        at += (size_t)snprintf(xml + at, sizeof xml - at,
                               "<range ref='/data/no%d'><label>A</label></range>\n", i);
    }
    snprintf(xml + at, sizeof xml - at, "%s", TAIL);
    const struct told *t = examine(xml);
    CHECK_INT(t->refusals, REFUSALS_MAX);
    CHECK(strstr(t->lines, "more is wrong than is listed here; repair the first 199") != NULL);
}

static bool warns(const char *xml, const char *message)
{
    const struct told *t = examine(xml);
    const bool good = !failed(t->error) && t->refusals == 0 && t->warnings == 1 &&
                      strstr(t->lines, message) != NULL;
    if (!good) {
        printf("# want '%s', got %s\n", message, t->lines);
    }
    return good;
}

static bool silent(const char *xml)
{
    const struct told *t = examine(xml);
    if (failed(t->error) || t->warnings > 0) {
        printf("# got %s\n", t->lines);
    }
    return !failed(t->error) && t->refusals == 0 && t->warnings == 0;
}

#define TWO(vi_, en_)                                                                              \
    HEAD FIELDS "<itext><translation lang='vi'>" vi_ "</translation><translation lang='en'>" en_   \
                "</translation></itext>" BODY                                                      \
                "<input ref='/data/a'><label ref=\"jr:itext('q')\"/></input>" TAIL
#define Q(value_) "<text id='q'>" value_ "</text>"

TEST(missing_translations_are_told_by_language)
{
    CHECK(silent(TWO(Q("<value>Tên</value>"), Q("<value>Name</value>"))));
    CHECK(warns(TWO(Q("<value>Tên</value>"), Q("<value>-</value>")),
                "text[@id='q']: the text \"q\" is missing in en; translate it"));
    CHECK(warns(TWO(Q("<value>-</value>"), Q("<value>Name</value>")), "is missing in vi"));
    CHECK(warns(TWO(Q("<value>Tên</value>"), ""), "the text \"q\" is missing in en"));
    CHECK(warns(TWO(Q("<value>Tên</value><value form='short'>T</value>"), Q("<value>N</value>")),
                "the text \"q\" (short) is missing in en"));
    CHECK(silent(TWO(Q("<value>-</value>"), Q("<value>-</value>"))));
}

TEST(missing_sounds_are_counted_by_language_where_the_form_has_sounds)
{
    CHECK(warns(TWO(Q("<value>Tên</value><value form='audio'>jr://audio/q.ogg</value>"),
                    Q("<value>Name</value>")),
                "1 of 1 texts have no sound in en: q (line 1); record them"));
    CHECK(silent(TWO(Q("<value>Tên</value><value form='audio'>jr://audio/q.ogg</value>"),
                     Q("<value>Name</value><value form='audio'>jr://audio/e.ogg</value>"))));
}

TEST(many_warnings_of_one_kind_are_cut_and_counted)
{
    static char xml[64 << 10];
    size_t at =
        (size_t)snprintf(xml, sizeof xml, "%s", HEAD FIELDS "<itext><translation lang='v'>");
    for (int i = 0; i < 70; i++) {
        at += (size_t)snprintf(xml + at, sizeof xml - at, "<text id='t%d'><value>x</value></text>",
                               i);
    }
    snprintf(xml + at, sizeof xml - at, "%s",
             "</translation><translation lang='e'/></itext>" BODY
             "<input ref='/data/a'><label ref=\"jr:itext('t0')\"/></input>" TAIL);
    const struct told *t = examine(xml);
    CHECK_INT(t->warnings, WARNINGS_MAX + 1);
    CHECK(strstr(t->lines, "model: and 50 more missing translations") != NULL);
}

#define BOUND(b_, a_) MODEL("<bind nodeset='/data/b' " b_ "/><bind nodeset='/data/a' " a_ "/>")

TEST(a_stored_boolean_is_a_text_and_a_text_is_true)
{
    CHECK(warns(BOUND("type='boolean'", "relevant='/data/b'"),
                "bind[@nodeset='/data/a']: relevant: /data/b keeps \"true\" or \"false\""));
    CHECK(warns(BOUND("type='boolean'", "calculate='if(/data/b, 1, 2)'"), "calculate: /data/b"));
    CHECK(warns(BOUND("calculate='/data/c &gt; 3'", "relevant='not(/data/b)'"), "= 'true'"));
    CHECK(warns(BOUND("calculate='true()'", "relevant='/data/b and /data/c = 1'"), "= 'true'"));
    CHECK(warns(BOUND("", "relevant=\"boolean('false')\""), "write false()"));
    CHECK(silent(BOUND("type='boolean'", "relevant=\"/data/b = 'true'\"")));
    CHECK(silent(BOUND("type='int'", "relevant='/data/b'")));
    CHECK(silent(BOUND("type='boolean'", "relevant='boolean-from-string(/data/b)'")));
}

TEST(dates_computed_before_they_are_answered_are_told)
{
#define AGE "int(decimal-date-time(today()) - decimal-date-time(/data/b))"
    CHECK(warns(BOUND("type='date'", "calculate='" AGE "'"),
                "calculate: while /data/b is empty there is no date to compute with; write if("));
    CHECK(warns(BOUND("type='date'", "calculate='today() - /data/b'"), "while /data/b is empty"));
    CHECK(silent(BOUND("type='date'", "calculate=\"if(/data/b != '', " AGE ", '')\"")));
    CHECK(silent(BOUND("type='date'", "calculate='" AGE "' relevant=\"/data/b != ''\"")));
    CHECK(silent(BOUND("type='date' jr:preload='date'", "calculate='" AGE "'")));
    CHECK(silent(BOUND("type='int'", "calculate='1 - /data/b'")));
}

TEST(rules_without_words_are_told)
{
    CHECK(warns(MODEL("<bind nodeset='/data/a' constraint='. &gt; 1'/>"),
                "the constraint has no jr:constraintMsg; say in words"));
    CHECK(warns(MODEL("<bind nodeset='/data/a' required='true()'/>"),
                "the field is required without jr:requiredMsg"));
    CHECK(silent(MODEL("<bind nodeset='/data/a' required='false()'/>")));
    CHECK(silent(MODEL("<bind nodeset='/data/a' required='true()' jr:requiredMsg='m' "
                       "constraint='. &gt; 1' jr:constraintMsg='m'/>")));
}

TEST(what_does_nothing_is_told)
{
    CHECK(warns(QUESTION("<input ref='/data/a' appearance='numbers bearing'><label>A</label>"
                         "</input>"),
                "input[@ref='/data/a']: the appearance \"bearing\" does nothing on a kiosk"));
    CHECK(silent(QUESTION("<input ref='/data/a' appearance='multiline columns-2'><label>A</label>"
                          "</input>")));
    CHECK(warns(QUESTION("<input ref='/data/a'><label>A</label><alert>no</alert></input>"),
                "<alert> in a question does nothing here"));
    CHECK(warns(MODEL("<bind nodeset='/data/a' jr:preload='property' jr:preloadParams='email'/>"),
                "a kiosk has no property \"email\""));
    CHECK(warns(QUESTION("<input ref='/data/a'/>"), "this question has no label"));
    CHECK(warns(MODEL("<itext><translation lang='vi'><text id='t'><value>T</value>"
                      "<value form='smell'>x</value></text></translation></itext>"),
                "a text has no form \"smell\""));
}

TEST(names_of_fields_that_are_not_there_are_told_where_nothing_is_refused_for_them)
{
    CHECK(warns(QUESTION("<input ref='/data/a'><label>A <output value='/data/nope'/></label>"
                         "</input>"),
                "output[@value='/data/nope']: output: there is no field nope"));
    CHECK(warns(HEAD FIELDS "<instance id='l'><root><item><v>1</v></item></root></instance>" BODY
                            "<select1 ref='/data/a'><label>A</label><itemset "
                            "nodeset=\"instance('l')/root/item[v = /data/gone]\"><value ref='v'/>"
                            "<label ref='v'/></itemset></select1>" TAIL,
                "itemset: there is no field gone"));
    CHECK(warns(MODEL("<setvalue ref='/data/a' event='odk-instance-first-load' "
                      "value='concat(/else/a, 1)'/>"),
                "setvalue: there is no field else"));
    CHECK(warns(MODEL("<bind nodeset='/data/zzz'/>"), "the bind names /data/zzz"));
    CHECK(warns(MODEL("<bind nodeset='/data/@version'/>"), "the bind names /data/@version"));
    CHECK(silent(
        QUESTION("<input ref='/data/a'><label>A <output value='/data/b'/></label></input>")));
}

int main(void)
{
    RUN(each_row_of_the_profile_that_is_never_is_refused_with_its_reason);
    RUN(each_row_of_the_profile_that_comes_later_is_refused_with_its_reason);
    RUN(everything_that_is_wrong_is_told_in_one_go_with_line_and_path);
    RUN(the_list_of_what_is_wrong_has_an_end);
    RUN(missing_translations_are_told_by_language);
    RUN(missing_sounds_are_counted_by_language_where_the_form_has_sounds);
    RUN(many_warnings_of_one_kind_are_cut_and_counted);
    RUN(a_stored_boolean_is_a_text_and_a_text_is_true);
    RUN(dates_computed_before_they_are_answered_are_told);
    RUN(rules_without_words_are_told);
    RUN(what_does_nothing_is_told);
    RUN(names_of_fields_that_are_not_there_are_told_where_nothing_is_refused_for_them);
    return check_done();
}
