/* Forms as large as a bench wants them, generated: 50 to 5,000 binds, and a list of 12,600 items.
 */
#ifndef TESTS_BENCH_BIG_FORM_H
#define TESTS_BENCH_BIG_FORM_H

#include <stdarg.h>
#include <stdio.h>

#include "app/form/form.h"

#define BIG_FORM_BYTES     ((size_t)4 << 20)
#define BIG_FORM_PROVINCES 63
#define BIG_FORM_ITEMS     12600

static char big_form_xml[BIG_FORM_BYTES]; /* the one that was generated last */

__attribute__((format(printf, 2, 3))) static void big_form_add(size_t *at, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    *at += (size_t)vsnprintf(big_form_xml + *at, BIG_FORM_BYTES - *at, format, arguments);
    va_end(arguments);
}

/* q0 is answered; c1..c5 depend on it; the others depend on their neighbour; labels fill up to
 * about `bytes`. */
static size_t big_form(int binds, size_t bytes)
{
    size_t at = 0;
    const int fill = (int)(bytes / (size_t)binds) > 450 ? (int)(bytes / (size_t)binds) - 450 : 1;
    big_form_add(
        &at, "<h:html xmlns='http://www.w3.org/2002/xforms' xmlns:h='http://www.w3.org/1999/xhtml'"
             " xmlns:jr='http://openrosa.org/javarosa'><h:head><h:title>T</h:title><model>"
             "<itext><translation lang='vi'>");
    for (int i = 0; i < binds; i++) {
        big_form_add(&at, "<text id='t%d'><value>%0*d</value></text>", i, fill, i);
    }
    big_form_add(&at, "</translation></itext><instance><data id='big' version='1'>");
    for (int i = 0; i < binds; i++) {
        big_form_add(&at, "<q%d/>", i);
    }
    big_form_add(&at, "<meta><instanceID/></meta></data></instance>");
    for (int i = 0; i < binds; i++) {
        if (i == 0) {
            big_form_add(&at, "<bind nodeset='/data/q0' type='int'/>");
        } else if (i <= 5) {
            big_form_add(&at, "<bind nodeset='/data/q%d' type='int' calculate='/data/q0 + %d'/>", i,
                         i);
        } else {
            big_form_add(&at,
                         "<bind nodeset='/data/q%d' type='string' relevant=\"/data/q%d != 'no'\""
                         " constraint='string-length(.) &lt; 80' jr:constraintMsg='short'/>",
                         i, i - 1);
        }
    }
    big_form_add(&at, "</model></h:head><h:body>");
    for (int i = 0; i < binds; i++) {
        if (i == 0 || i > 5) {
            big_form_add(&at, "<input ref='/data/q%d'><label ref=\"jr:itext('t%d')\"/></input>", i,
                         i);
        }
    }
    big_form_add(&at, "</h:body></h:html>");
    return at;
}

/* Provinces and their communes as XLSForm's cascading select makes them; four fields an item. */
__attribute__((unused)) static size_t big_form_list(void)
{
    size_t at = 0;
    big_form_add(
        &at, "<h:html xmlns='http://www.w3.org/2002/xforms' xmlns:h='http://www.w3.org/1999/xhtml'>"
             "<h:head><h:title>T</h:title><model><instance><data id='l'><p/><c/></data></instance>"
             "<instance id='p'><root>");
    for (int i = 0; i < BIG_FORM_PROVINCES; i++) {
        big_form_add(&at, "<item><name>p%d</name><label>Province %d</label></item>", i, i);
    }
    big_form_add(&at, "</root></instance><instance id='c'><root>");
    for (int i = 0; i < BIG_FORM_ITEMS; i++) {
        big_form_add(
            &at,
            "<item><name>c%d</name><label>Commune of number %d</label><province>p%d</province>"
            "<district>d%d</district></item>",
            i, i, i % BIG_FORM_PROVINCES, i % 630);
    }
    big_form_add(
        &at, "</root></instance></model></h:head><h:body><select1 ref='/data/p'><label>P</label>"
             "<itemset nodeset=\"instance('p')/root/item\"><value ref='name'/><label ref='label'/>"
             "</itemset></select1><select1 ref='/data/c'><label>C</label><itemset "
             "nodeset=\"instance('c')/root/item[province = /data/p]\"><value ref='name'/>"
             "<label ref='label'/></itemset></select1></h:body></h:html>");
    return at;
}

static struct err big_form_no_media(void *context, const char *name, const char **ret_bytes,
                                    size_t *ret_size)
{
    (void)context;
    (void)name;
    (void)ret_bytes;
    (void)ret_size;
    return ERR(ERR_NOT_FOUND, 0, "bench: media");
}

/* The first `size` bytes of big_form_xml, loaded; false and a sentence on stderr when refused. */
static bool big_form_load(struct arena *arena, size_t size, struct form **ret_form)
{
    static const struct form_media media = {NULL, big_form_no_media};
    static const struct form_clock clock = {
        .now_s = 1795395600, .offset_minutes = 420, .seed = 7, .uuid = "11111111-2222"};
    struct form_where where = {0};
    if (failed(form_load(arena, big_form_xml, size, &media, &clock, ret_form, &where))) {
        fprintf(stderr, "%s:%d %s\n", where.path, where.line, where.message);
        return false;
    }
    return true;
}

#endif
