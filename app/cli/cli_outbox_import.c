#include <stdio.h>
#include <string.h>

#include "app/cli/cli_outbox_export.h"
#include "app/outbox/outbox_export.h"
#include "platform/port_clock.h"
#include "platform/port_files.h"

static int64_t now_s(void)
{
    struct port_clock clock = clock_linux();
    return clock.ops->now_s(&clock);
}

struct intake {
    struct outbox *o;
    const char *folder;
    int here, refused, already;
};

/* What a person may do about it. */
static const char *refusal(enum err_code code)
{
    static const struct {
        enum err_code code;
        const char *sentence;
    } rows[] = {
        {ERR_BAD_INPUT, "it is no exported application"},
        {ERR_VERSION, "another version exported it: update this kiosk first"},
        {ERR_CORRUPT, "it is cut short or damaged: export it again"},
        {ERR_REFUSED, "other content is here under its number"},
        {ERR_FULL, "this kiosk's disk is nearly full"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (rows[i].code == code) {
            return rows[i].sentence;
        }
    }
    return NULL;
}

/* Whatever stands on a stick must not move the terminal's cursor. */
static void put_name(const char *name)
{
    for (; *name != '\0'; name++) {
        fputc(*name >= ' ' && *name <= '~' ? *name : '?', stderr);
    }
}

static void say_refusal(const char *name, struct err e, const struct bundle_head *h)
{
    const bool has_head = h->uuid[0] != '\0';
    const char *sentence =
        e.code == ERR_BAD_INPUT && has_head
            ? "it was saved at a time that cannot be: look at both kiosks' clocks"
            : refusal(e.code);
    char text[BUNDLE_FINGERPRINT];
    bundle_fingerprint(h->target, text);
    fprintf(stderr, "kioskctl outbox: ");
    put_name(name);
    fprintf(stderr, " was not taken in: ");
    if (e.code == ERR_UNSUPPORTED) {
        fprintf(stderr, "it is sealed to the key %s, this kiosk's is another: see outbox key.\n",
                text);
    } else if (sentence != NULL) {
        fprintf(stderr, "%s.\n", sentence);
    } else {
        fprintf(stderr, "%s (%s, %d).\n", e.at, err_name(e.code), e.os);
    }
}

static void say_already(struct outbox *o, const char *uuid)
{
    struct outbox_row row = {.state = OUTBOX_SAVED};
    if (failed(outbox_find(o, uuid, &row))) {
        return;
    }
    printf("%s\there already, %s\n", uuid, outbox_state_name(row.state));
    if (row.state == OUTBOX_EXPORTED && !row.at_rest) {
        fprintf(stderr,
                "kioskctl outbox: %s went from here to another kiosk; outbox retry takes "
                "it back.\n",
                uuid);
    }
}

static void take_in(void *context, const char *name)
{
    struct intake *in = context;
    struct bundle_head head;
    enum outbox_import how = OUTBOX_IMPORTED;
    char path[DIR_PATH_MAX + 256];
    const size_t len = strlen(name);
    const size_t suffix = sizeof BUNDLE_SUFFIX - 1;
    if (len <= suffix || strcmp(name + len - suffix, BUNDLE_SUFFIX) != 0) {
        return;
    }
    snprintf(path, sizeof path, "%s/%s", in->folder, name);
    const struct err e = outbox_import(in->o, path, now_s(), &how, &head);
    if (failed(e)) {
        say_refusal(name, e, &head);
        in->refused++;
    } else if (how == OUTBOX_HERE_ALREADY) {
        say_already(in->o, head.uuid);
        in->already++;
    } else {
        printf("%s\timported\n", head.uuid);
        in->here++;
    }
    fflush(stdout);
}

int cli_outbox_import(struct outbox *o, const char *folder)
{
    struct intake in = {.o = o, .folder = folder};
    const struct err e = files_linux()->ops->list(folder, take_in, &in);
    if (failed(e)) {
        fprintf(stderr, "kioskctl outbox: %s is no directory: is the stick mounted?\n", folder);
        return 1;
    }
    if (in.here + in.already + in.refused == 0) {
        fprintf(stderr, "kioskctl outbox: %s holds no exported application (*%s).\n", folder,
                BUNDLE_SUFFIX);
        return 1;
    }
    printf("kioskctl outbox: %d imported, %d here already", in.here, in.already);
    printf(in.refused > 0 ? ", %d not\n" : "\n", in.refused);
    return in.refused == 0 ? 0 : 1;
}
