/* An application set aside, as text and back: papers that do not lie in the kiosk are asked for
 * again. */
#include "app/later.h"

#include <stdlib.h>
#include <string.h>

#include "app/citizen/catalogue.h"
#include "app/form/procedure.h"
#include "app/papers.h"
#include "app/steps.h"
#define APP_STORAGE ((size_t)16 << 20)
#include "tests/unit/app_world.h"

#define FORM                                                                                       \
    "<h:html xmlns=\"http://www.w3.org/2002/xforms\" xmlns:h=\"http://www.w3.org/1999/xhtml\">"    \
    "<h:head><h:title>T</h:title><model><instance><data id=\"t\" version=\"1\"><name/><still/>"    \
    "<phone/><mixed/><held/><counter/></data></instance>"                                          \
    "<bind nodeset=\"/data/name\" type=\"string\"/><bind nodeset=\"/data/still\" "                 \
    "type=\"binary\"/>"                                                                            \
    "<bind nodeset=\"/data/phone\" type=\"binary\"/><bind nodeset=\"/data/mixed\" "                \
    "type=\"binary\"/>"                                                                            \
    "<bind nodeset=\"/data/held\" type=\"binary\"/><bind nodeset=\"/data/counter\" "               \
    "type=\"binary\""                                                                              \
    "/></model></h:head><h:body><input ref=\"/data/name\"><label>N</label></input>" UPLOAD(        \
        "still") UPLOAD("phone") UPLOAD("mixed") UPLOAD("held")                                    \
        UPLOAD("counter") "</h:body></h:html>"
#define UPLOAD(name)                                                                               \
    "<upload ref=\"/data/" name "\" mediatype=\"image/*\"><label>" name "</label></upload>"

static const struct procedure procedure = {
    .code = "1.001193", .title = "T", .form = "form.xml", .from = "", .until = ""};
static struct catalogue_entry row = {.code = "1.001193", .form = &procedure, .successor = -1};
static const struct catalogue catalogue = {.entries = &row, .count = 1};
static uint8_t page[700];
static char text[8192];
static size_t size;

static struct err read_form(void *context, const struct procedure *p, const char **ret_xml,
                            size_t *ret_size, struct form_media *ret_media)
{
    (void)context, (void)p;
    *ret_xml = FORM;
    *ret_size = sizeof FORM - 1;
    *ret_media = (struct form_media){NULL, NULL};
    return ERR_OK;
}

static form_node node_of(const char *ref)
{
    return form_find(app.visit->form, ref);
}

static const char *value_of(const char *ref)
{
    static struct form_question q;
    return failed(form_question(app.visit->form, node_of(ref), &q)) ? "?" : q.value;
}

static void answer(const char *ref, const char *value)
{
    struct form_problem problem;
    CHECK(!failed(form_set(app.visit->form, node_of(ref), value, &problem)));
}

static void visit(void)
{
    app_begin((struct app_world){.form = read_form});
    app.catalogue = &catalogue;
    intend(INTENT_LANGUAGE, 0);
}

static void still_of(const char *ref, char fill)
{
    memset(page, fill, sizeof page);
    const struct still still = {.bytes = page, .size = sizeof page, .verdict = 2};
    CHECK(!failed(papers_keep(&app, node_of(ref), 0, &still)));
}

static void phone_page_of(const char *ref)
{
    const struct phone_page from = {.id = 1, .size = 4000};
    CHECK(!failed(papers_put_phone(&app, node_of(ref), &from, 1)));
}

/* One paper of each kind, all of them answered; written as it is set aside. */
static void set_aside(void)
{
    static const char *const refs[] = {"/data/still", "/data/phone", "/data/mixed", "/data/held"};
    struct buf out;
    visit();
    app.visit->procedure = &procedure;
    CHECK(step_load_form(&app));
    memset(app.visit->uuid, 'u', sizeof app.visit->uuid - 1);
    answer("/data/name", "Siu Thử");
    for (size_t i = 0; i < sizeof refs / sizeof refs[0]; i++) {
        answer(refs[i], "a.pdf");
    }
    still_of("/data/still", 's');
    phone_page_of("/data/phone");
    still_of("/data/mixed", 'm');
    phone_page_of("/data/mixed");
    app.visit->offers.count = 1;
    app.visit->offers.list[0].item.pages = 2;
    papers_of(app.visit, node_of("/data/held"))->held = 1;
    papers_of(app.visit, node_of("/data/counter"))->handed_in = true;
    buf_init(&out, text, sizeof text);
    CHECK(!failed(later_write(&app, &out)));
    size = out.len;
}

/* In another visit, with the pages that lay in the kiosk. */
static void take_up(int pages)
{
    visit();
    CHECK(!failed(later_take(&app, text, size)));
    for (int i = 0; i < pages; i++) {
        size_t told = 0;
        later_page_size(text, size, i, &told);
        CHECK_INT(told, sizeof page);
        memset(page, i == 0 ? 's' : 'm', sizeof page);
        CHECK(!failed(later_put_page(&app, text, size, i, page, sizeof page)));
    }
    size_t none = 1;
    later_page_size(text, size, pages, &none);
    CHECK_INT(none, 0);
}

TEST(only_what_lies_in_the_kiosk_is_kept_as_pages)
{
    struct later_part parts[8];
    set_aside();
    CHECK_INT(later_pages(app.visit, parts, 8), 2);
    CHECK(parts[0].size == sizeof page && parts[0].bytes[0] == 's');
    CHECK(parts[1].size == sizeof page && parts[1].bytes[0] == 'm');
}

TEST(papers_not_in_the_kiosk_are_asked_for_again_and_the_others_are_there)
{
    set_aside();
    take_up(2);
    CHECK_STR(value_of("/data/name"), "Siu Thử");
    CHECK_STR(value_of("/data/still"), "a.pdf");
    CHECK_INT(papers_pages(app.visit, node_of("/data/still")), 1);
    CHECK_STR(value_of("/data/phone"), "");
    CHECK_INT(papers_pages(app.visit, node_of("/data/phone")), 0);
    CHECK_STR(value_of("/data/held"), "");
    CHECK(papers_held(app.visit, node_of("/data/held")) == NULL);
    CHECK(papers_handed_in(app.visit, node_of("/data/counter")));
}

TEST(of_a_paper_by_camera_and_by_phone_what_was_photographed_here_is_there)
{
    set_aside();
    take_up(2);
    CHECK_STR(value_of("/data/mixed"), "a.pdf");
    CHECK_INT(papers_pages(app.visit, node_of("/data/mixed")), 1);
    CHECK_INT(papers_from_phone(app.visit), 0);
}

static void write_again(void)
{
    struct buf out;
    buf_init(&out, text, sizeof text);
    CHECK(!failed(later_write(&app, &out)));
    size = out.len;
}

TEST(it_is_known_that_pages_at_the_portal_were_left_out)
{
    set_aside();
    CHECK(later_left_out(text, size));
    papers_find(app.visit, node_of("/data/mixed"))->pages[1].removed = true;
    papers_find(app.visit, node_of("/data/phone"))->pages[0].removed = true;
    write_again();
    CHECK(later_left_out(text, size)); /* the one the portal holds */
    papers_find(app.visit, node_of("/data/held"))->held = 0;
    write_again();
    CHECK(!later_left_out(text, size));
}

TEST(nothing_of_her_phones_pages_is_written)
{
    set_aside();
    text[size] = '\0';
    CHECK(strstr(text, "paper 0 /data/mixed") != NULL);
    CHECK(strstr(text, "4000") == NULL);
}

TEST(another_programs_text_is_not_taken)
{
    char procedure_of[16];
    int answers = 0;
    set_aside();
    CHECK(later_outline(text, size, procedure_of, &answers));
    CHECK_STR(procedure_of, "1.001193");
    text[0] = 'x';
    visit();
    CHECK_INT(later_take(&app, text, size).code, ERR_VERSION);
    CHECK(!later_outline(text, size, procedure_of, &answers));
}

int main(void)
{
    RUN(only_what_lies_in_the_kiosk_is_kept_as_pages);
    RUN(papers_not_in_the_kiosk_are_asked_for_again_and_the_others_are_there);
    RUN(of_a_paper_by_camera_and_by_phone_what_was_photographed_here_is_there);
    RUN(it_is_known_that_pages_at_the_portal_were_left_out);
    RUN(nothing_of_her_phones_pages_is_written);
    RUN(another_programs_text_is_not_taken);
    return check_done();
}
