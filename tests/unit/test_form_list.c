/* A form list and a manifest, and what is none. */
#include "app/steward/form_list.h"

#include <string.h>

#include "tests/check.h"

static uint8_t storage[FORM_LIST_ROOM];
static struct arena arena;
static char href[DDI_HREF];
static struct form_pack packs[FORM_LIST_PACKS];
static int count;

#define LIST(body)                                                                                 \
    "<?xml version=\"1.0\"?><xforms xmlns=\"http://openrosa.org/xforms/xformsList\">" body         \
    "</xforms>"
#define FORM(id, more)                                                                             \
    "<xform><formID>" id "</formID><name>N</name><version>1</version>"                             \
    "<hash>md5:0</hash><downloadUrl>https://h/f.xml</downloadUrl>" more "</xform>"
#define MANIFEST(body)                                                                             \
    "<manifest xmlns=\"http://openrosa.org/xforms/xformsManifest\">" body "</manifest>"
#define MEDIA(name, url)                                                                           \
    "<mediaFile><filename>" name "</filename><hash>md5:1</hash><downloadUrl>" url                  \
    "</downloadUrl></mediaFile>"

static enum err_code list(const char *xml)
{
    return form_list_manifest(&arena, xml, strlen(xml), href).code;
}

static enum err_code manifest(const char *xml)
{
    return form_list_packs(&arena, xml, strlen(xml), packs, &count).code;
}

TEST(the_carrier_is_found_among_forms)
{
    CHECK_INT(list(LIST(FORM("birth", "<manifestUrl>https://h/birth</manifestUrl>")
                            FORM("rong-packs", "<manifestUrl>\n https://h/m </manifestUrl>"))),
              ERR_NONE);
    CHECK_STR(href, "https://h/m");
    CHECK_INT(list(LIST(FORM("birth", "<manifestUrl>https://h/birth</manifestUrl>"))),
              ERR_NOT_FOUND);
    CHECK_INT(list(LIST(FORM("rong-packs", ""))), ERR_NOT_FOUND);
    CHECK_INT(list(LIST(FORM("rong-packs", "<manifestUrl>ftp://h/m</manifestUrl>"))),
              ERR_NOT_FOUND);
    CHECK_INT(list(LIST("")), ERR_NOT_FOUND);
    CHECK_INT(arena.used, 0);
}

TEST(what_is_no_list_is_refused)
{
    CHECK_INT(list(""), ERR_BAD_INPUT);
    CHECK_INT(list("<html><body>Sign in</body></html>"), ERR_BAD_INPUT);
    CHECK_INT(list("<xforms><xform>"), ERR_BAD_INPUT);
    CHECK_INT(list("<!DOCTYPE a [<!ENTITY b 'c'>]><xforms>&b;</xforms>"), ERR_BAD_INPUT);
    CHECK_INT(manifest("<xforms/>"), ERR_BAD_INPUT);
    CHECK_INT(arena.used, 0);
}

TEST(packs_are_what_is_named_so)
{
    CHECK_INT(manifest(MANIFEST(
                  MEDIA("list.csv", "https://h/a") MEDIA("gia-lai.pack", "https://h/b")
                      MEDIA("../x.pack", "https://h/c") MEDIA(".pack", "https://h/d")
                          MEDIA("A.pack", "https://h/e") MEDIA("xa.pack", "file:///etc/passwd")
                              MEDIA("xa-2.pack", "https://h/f"))),
              ERR_NONE);
    CHECK_INT(count, 2);
    CHECK_STR(packs[0].name, "gia-lai");
    CHECK_STR(packs[0].hash, "md5:1");
    CHECK_STR(packs[0].href, "https://h/b");
    CHECK_STR(packs[1].name, "xa-2");
    CHECK_INT(manifest(MANIFEST("")), ERR_NONE);
    CHECK_INT(count, 0);
}

TEST(no_more_than_a_kiosk_can_use)
{
#define TWO MEDIA("a.pack", "https://h/b") MEDIA("a.pack", "https://h/b")
    CHECK_INT(manifest(MANIFEST(TWO TWO TWO TWO TWO)), ERR_NONE);
    CHECK_INT(count, FORM_LIST_PACKS);
}

int main(void)
{
    arena_init(&arena, storage, sizeof storage);
    RUN(the_carrier_is_found_among_forms);
    RUN(what_is_no_list_is_refused);
    RUN(packs_are_what_is_named_so);
    RUN(no_more_than_a_kiosk_can_use);
    return check_done();
}
