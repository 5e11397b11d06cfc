/* Hostile lines to `kioskctl form run`: each gets one line of JSON, and the form stays whole. */
#define _POSIX_C_SOURCE 200809L /* fmemopen, open_memstream */
#include <jansson.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/cli/cli_form.h"

#define ARENA_BYTES ((size_t)4 << 20)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static _Alignas(max_align_t) uint8_t storage[ARENA_BYTES]; /* one for all: mapping it costs more */

static const char xml[] =
    "<h:html xmlns='http://www.w3.org/2002/xforms' xmlns:h='http://www.w3.org/1999/xhtml' "
    "xmlns:jr='http://openrosa.org/javarosa'><h:head><h:title>T</h:title><model>"
    "<itext><translation lang='vi'><text id='q'><value>Tên <output value='/data/n'/></value></text>"
    "</translation><translation lang='en'><text "
    "id='q'><value>-</value></text></translation></itext>"
    "<instance><data id='t'><n/><d/><s/><g><x/></g><p jr:template=''><a/><q><b/></q></p><sum/>"
    "<meta><instanceID/></meta></data></instance>"
    "<bind nodeset='/data/n' type='int' required='true()' constraint='. &lt; 9'/>"
    "<bind nodeset='/data/d' type='date'/><bind nodeset='/data/g' relevant='/data/n = 1'/>"
    "<bind nodeset='/data/sum' calculate='sum(/data/p/a) + /data/n'/>"
    "<bind nodeset='/data/meta/instanceID' jr:preload='uid'/></model></h:head><h:body>"
    "<input ref='/data/n'><label ref=\"jr:itext('q')\"/></input>"
    "<group appearance='field-list'><input ref='/data/d'><label>D</label></input>"
    "<select ref='/data/s'><label>S</label><item><label>1</label><value>a</value></item>"
    "<item><label>2</label><value>b</value></item></select></group>"
    "<group ref='/data/g'><input ref='/data/g/x'><label>X</label></input></group>"
    "<group ref='/data/p'><label>P</label><repeat nodeset='/data/p'><input ref='/data/p/a'>"
    "<label>A</label></input><repeat nodeset='/data/p/q'><input ref='/data/p/q/b'><label>B</label>"
    "</input></repeat></repeat></group></h:body></h:html>";

static size_t lines_of(const char *bytes, size_t size)
{
    size_t count = size > 0 && bytes[size - 1] != '\n';
    for (size_t i = 0; i < size; i++) {
        count += bytes[i] == '\n';
    }
    return count;
}

static void judge(const char *out, size_t size, size_t wanted)
{
    size_t count = 0;
    for (const char *at = out; at < out + size; count++) {
        const char *end = memchr(at, '\n', (size_t)(out + size - at));
        json_t *line = end != NULL ? json_loadb(at, (size_t)(end - at), 0, NULL) : NULL;
        if (!json_is_boolean(json_object_get(line, "ok")) ||
            !json_is_array(json_object_get(line, "page")) ||
            !json_is_array(json_object_get(line, "errors"))) {
            abort();
        }
        json_decref(line);
        at = end + 1;
    }
    if (count != wanted) {
        abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const struct form_clock clock = {.now_s = 1795395600, .offset_minutes = 420, .seed = 1};
    struct arena arena;
    struct form *f = NULL;
    struct form_where where;
    char *bytes = malloc(size + 1), *out = NULL;
    size_t out_size = 0;
    memcpy(bytes, data, size);
    bytes[size] = '\0';
    arena_init(&arena, storage, sizeof storage);
    FILE *from = size > 0 ? fmemopen(bytes, size, "r") : NULL;
    FILE *to = open_memstream(&out, &out_size);
    if (failed(form_load(&arena, xml, strlen(xml), NULL, &clock, &f, &where))) {
        abort();
    }
    if (from != NULL && to != NULL && !failed(cli_form_lines(f, from, to))) {
        fflush(to);
        judge(out, out_size, lines_of(bytes, size));
    }
    if (from != NULL) {
        fclose(from);
    }
    if (to != NULL) {
        fclose(to);
    }
    free(out);
    free(bytes);
    return 0;
}
