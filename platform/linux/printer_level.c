#include "platform/linux/printer_level.h"

#include <stdio.h>
#include <string.h>

#include "platform/port_files.h"

#define LINE_BYTES (TRANSPORT_ADDRESS_MAX + 32)

static const char letters[] = "?abcd"; /* by enum escpos_level */

struct err printer_level_keep(const struct printer_level *l, const struct printer_escpos *p)
{
    char line[LINE_BYTES];
    struct dir_file f = {0};
    const struct usblp_identity *who = &p->transport.identity;
    const int size =
        snprintf(line, sizeof line, "%c %04x %04x %s\n", letters[p->level],
                 who->known ? (unsigned)who->vendor & 0xFFFF : 0,
                 who->known ? (unsigned)who->product & 0xFFFF : 0, p->transport.address);
    struct err e = l->dir->ops->create(l->dir, l->folder, 0660, &f);
    if (failed(e)) {
        return e;
    }
    e = l->dir->ops->append(l->dir, &f, line, (size_t)size);
    if (failed(e)) {
        l->dir->ops->drop(l->dir, &f);
        return e;
    }
    return l->dir->ops->commit(l->dir, &f, PRINTER_LEVEL_FILE);
}

static void learned(void *context, const struct printer_escpos *p)
{
    const struct err e = printer_level_keep(context, p);
    (void)e; /* it is found out again after the next start */
}

static void take_line(const char *line, struct printer_escpos *p)
{
    char letter = 0;
    unsigned vendor = 0;
    unsigned product = 0;
    int used = 0;
    if (sscanf(line, "%c %4x %4x %n", &letter, &vendor, &product, &used) != 3) {
        return;
    }
    const char *place = letter == '\0' ? NULL : strchr(letters + 1, letter);
    const size_t length = strlen(p->transport.address);
    if (place != NULL && strncmp(line + used, p->transport.address, length) == 0 &&
        strcmp(line + used + length, "\n") == 0) {
        p->level = (enum escpos_level)(place - letters);
        p->mute = p->level == ESCPOS_ONE_WAY; /* a person saw it; it may have been changed since */
        p->level = p->mute ? ESCPOS_AUTO : p->level;
        p->kept = (struct usblp_identity){vendor != 0, (int)vendor, (int)product};
    }
}

void printer_level_use(struct printer_level *l, struct printer_escpos *p)
{
    char path[DIR_PATH_MAX];
    struct file_bytes file;
    if (p->configured || p->transport.ops == NULL) {
        return;
    }
    p->learned = learned;
    p->context = l;
    (void)snprintf(path, sizeof path, "%s/%s", l->folder, PRINTER_LEVEL_FILE);
    if (!failed(l->dir->files->ops->read(path, LINE_BYTES, &file))) {
        take_line(file.bytes, p);
        l->dir->files->ops->unmap(&file);
    }
}
