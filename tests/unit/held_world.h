/* What the portal holds of her, step by step: its answers are the test's, the form is a small one.
 */
#ifndef TESTS_UNIT_HELD_WORLD_H
#define TESTS_UNIT_HELD_WORLD_H

#include <string.h>

#include "app/citizen/catalogue.h"
#include "app/citizen/commune.h"
#include "app/filing.h"
#include "app/form/procedure.h"
#include "app/later.h"
#include "app/papers.h"
#include "app/steps.h"
#include "tests/unit/app_world.h"

#define HEAD                                                                                       \
    "<h:html xmlns='http://www.w3.org/2002/xforms' xmlns:h='http://www.w3.org/1999/xhtml' "        \
    "xmlns:jr='http://openrosa.org/javarosa' xmlns:kiosk='urn:rong:form'><h:head><h:title>T"       \
    "</h:title><model><instance><data id='f' version='1'><requester><name/><phone/><code/>"        \
    "<kin/></requester><child/><papers><note/><other/></papers></data></instance>"                 \
    "<bind nodeset='/data/requester/name' kiosk:supplier='card' kiosk:card='name'/>"               \
    "<bind nodeset='/data/requester/phone' kiosk:private='true' "                                  \
    "constraint=\"regex(., '^0[0-9]{9}$')\"/>"                                                     \
    "<bind nodeset='/data/requester/code' kiosk:supplier='derived'/>"                              \
    "<bind nodeset='/data/papers/note' type='binary' required='true()'/>"                          \
    "<bind nodeset='/data/papers/other' type='binary' required='true()'/>"
#define BODY                                                                                       \
    "</model></h:head><h:body>"                                                                    \
    "<input ref='/data/requester/name'><label>Name</label></input>"                                \
    "<input ref='/data/requester/phone'><label>Phone</label></input>"                              \
    "<select1 ref='/data/requester/kin'><label>Kin</label>"                                        \
    "<item><label>Mother</label><value>me</value></item>"                                          \
    "<item><label>Father</label><value>cha</value></item></select1>"                               \
    "<input ref='/data/child'><label>Child</label></input>"                                        \
    "<upload ref='/data/papers/note' mediatype='image/*'><label>Note</label></upload>"             \
    "<upload ref='/data/papers/other' mediatype='image/*'><label>Other</label></upload>"           \
    "</h:body></h:html>"
#define SHA  "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
#define CODE "064195000002"
#define HER  CODE "||Ksor H'Mẫu|31121995|Nữ||01072022"
#define SHE  "064195000001||Rơ Châm H'Thử|01011995|Nữ||01072022"

__attribute__((unused)) static struct err read_form(void *context,
                                                    const struct procedure *procedure,
                                                    const char **ret_xml, size_t *ret_size,
                                                    struct form_media *ret_media)
{
    static const char xml[] = HEAD BODY;
    (void)context;
    (void)procedure;
    *ret_xml = xml;
    *ret_size = sizeof xml - 1;
    *ret_media = (struct form_media){NULL, NULL};
    return ERR_OK;
}

static struct portal_answer answer;
static struct procedure procedure = {.form = "form.xml", .from = "", .until = ""};
static struct communes nowhere;

__attribute__((unused)) static void holds(const char *ref, const char *value, bool paper)
{
    struct portal_held_item *item = &answer.held.items[answer.held.count++];
    *item = (struct portal_held_item){
        .paper = paper, .procedure = "1.000656", .date = "2026-08-04", .size = 900, .pages = 2};
    snprintf(item->ref, sizeof item->ref, "%s", ref);
    snprintf(item->value, sizeof item->value, "%s", value);
    snprintf(item->type, sizeof item->type, "%s", paper ? "image/png" : "");
    snprintf(item->sha256, sizeof item->sha256, "%s", paper ? SHA : "");
}

/* On IDENTITY with the form open; the portal holds two things that are in it, and five that are not
 * hers to answer there. */
__attribute__((unused)) static void begin(void)
{
    app_begin((struct app_world){.form = read_form});
    intend(INTENT_LANGUAGE, 0);
    procedure.code = "1.001193";
    app.visit->procedure = &procedure;
    app.communes = &nowhere;
    CHECK(step_load_form(&app));
    app.screen = SCREEN_IDENTITY;
    answer = (struct portal_answer){.question = PORTAL_HELD, .held = {.state = HELD_KNOWN}};
    holds("/data/requester/phone", "0912345678", false);
    holds("/data/papers/note", "note.png", true);
    holds("/data/papers/note", "again.png", true);
    holds("/data/papers/other", "no paper", false);
    holds("/data/requester/code", "derived", false);
    holds("/data/requester/kin", "chu", false);
    holds("/data/elsewhere", "x", false);
}

__attribute__((unused)) static void tell(void)
{
    happen((struct event){.kind = HAPPENED_PORTAL, .answer = &answer});
}

/* Her phone agrees. */
__attribute__((unused)) static void sign_in(void)
{
    const struct portal_answer a = {.question = PORTAL_SIGN_IN, .sign_in = {.state = PHONE_SIGNED}};
    intend(INTENT_SIGN_IN, 0);
    happen((struct event){.kind = HAPPENED_PORTAL, .answer = &a});
}

/* On TYPE_ID, and on. */
__attribute__((unused)) static void give(const char *digits)
{
    app.overlay = OVERLAY_NONE;
    app.screen = SCREEN_TYPE_ID;
    intend(INTENT_KEY, KEY_CLEAR);
    for (; *digits != '\0'; digits++) {
        intend(INTENT_KEY, *digits - '0');
    }
    intend(INTENT_NEXT, 0);
}

__attribute__((unused)) static void scan(const char *payload)
{
    app.overlay = OVERLAY_NONE;
    app.screen = SCREEN_IDENTITY;
    happen((struct event){.kind = HAPPENED_SCAN, .now_s = 1795395600, .text = payload});
}

/* An officer looks at her papers. */
__attribute__((unused)) static void look(void)
{
    app.screen = SCREEN_IDENTITY;
    intend(INTENT_SIGN_IN, 0);
    fx.count = 0;
    step_assisted(&app, (struct staff_person){.role = 0}, &fx);
}

__attribute__((unused)) static void choose(int i, bool taken)
{
    intend(INTENT_HELD, HELD_ARGUMENT(i, taken));
}

__attribute__((unused)) static const char *value_of(const char *ref)
{
    static char value[200];
    struct form_question q;
    CHECK(!failed(form_question(app.visit->form, form_find(app.visit->form, ref), &q)));
    snprintf(value, sizeof value, "%s", q.value);
    return value;
}

__attribute__((unused)) static form_node node_of(const char *ref)
{
    return form_find(app.visit->form, ref);
}

__attribute__((unused)) static const char *asked_text(void)
{
    static char text[65];
    app_ask_text(&app, PORTAL_HELD, text);
    return text;
}

#endif
