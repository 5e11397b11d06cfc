/* Where the sources name a message that no state of the gallery shows: a month that is not now, a
 * fault that did not happen. */
#ifndef TESTS_UNIT_MESSAGE_SOURCES_H
#define TESTS_UNIT_MESSAGE_SOURCES_H

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "app/sound/messages.h"
#include "platform/port_files.h"
#include "tests/check.h"

#define SOURCES_MAX 160

static struct source_file {
    char path[128];
    struct file_bytes text;
    bool names[MSG_COUNT];
} sources[SOURCES_MAX];
static int source_count;
static const char *source_folder;

static inline void source_names(struct source_file *s)
{
    for (const char *p = s->text.bytes; (p = strstr(p, "MSG_")) != NULL;) {
        char name[64];
        size_t n = 0;
        while (n < sizeof name - 1 &&
               (isupper((unsigned char)p[n]) || isdigit((unsigned char)p[n]) || p[n] == '_')) {
            name[n] = p[n];
            n++;
        }
        name[n] = '\0';
        s->names[message_find(name)] = true;
        p += n;
    }
}

static inline void source_take(void *context, const char *name)
{
    const size_t n = strlen(name);
    (void)context;
    if (n < 3 || strcmp(name + n - 2, ".c") != 0) {
        return;
    }
    if (source_count == SOURCES_MAX) {
        printf("not ok more sources than SOURCES_MAX\n");
        exit(1);
    }
    struct source_file *s = &sources[source_count];
    (void)snprintf(s->path, sizeof s->path, "%s/%s", source_folder, name);
    if (!failed(files_linux()->ops->map(s->path, &s->text))) {
        source_names(s);
        source_count++;
    }
}

static inline void sources_read(const char *folder)
{
    source_folder = folder;
    CHECK(!failed(files_linux()->ops->list(folder, source_take, NULL)));
}

#endif
