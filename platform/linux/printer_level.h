/* What the receipt printer can tell (printer_escpos.h) is found out once and kept, so that a start
 * needs not ask it and an old model that gives no ids is not waited for every day. One file,
 * STATE/printer.level: the level, the USB ids when there are any, the address. Blocking. */
#ifndef PLATFORM_LINUX_PRINTER_LEVEL_H
#define PLATFORM_LINUX_PRINTER_LEVEL_H

#include "platform/linux/printer_escpos.h"
#include "platform/port_dir.h"

#define PRINTER_LEVEL_FILE "printer.level"

/* Where it is kept; the caller's, and both must outlive the printer. */
struct printer_level {
    struct port_dir *dir;
    const char *folder;
};

/* Gives the printer the level that was kept for its address, unless one is configured, and keeps
 * what it learns from now on, on the printer's thread. A file that is none counts for nothing. */
void printer_level_use(struct printer_level *l, struct printer_escpos *p);

/* Writes down the level of p. ERR_IO, ERR_FULL: the old one is untouched. */
MUST_USE struct err printer_level_keep(const struct printer_level *l,
                                       const struct printer_escpos *p);

#endif
