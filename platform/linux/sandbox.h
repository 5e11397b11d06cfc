/* The process confines itself by Landlock, also where no unit of systemd does it: from then on it
 * and every thread started later reaches only the files of the plan, runs no program but those in
 * it, opens no TCP port to others and connects only where the plan says. It cannot be undone. What
 * an older kernel does not know is left out and told. */
#ifndef PLATFORM_LINUX_SANDBOX_H
#define PLATFORM_LINUX_SANDBOX_H

#include <stdint.h>

#include "platform/base/err.h"

enum sandbox_right {
    SANDBOX_READ,   /* files and folders below are read */
    SANDBOX_WRITE,  /* files and folders below are made, changed and removed, too */
    SANDBOX_DEVICE, /* devices below are read, written and controlled; nothing is made */
    SANDBOX_RUN,    /* this program is run, confined as well */
};

/* A folder with all below it, or one file. One that is not there is passed over. */
struct sandbox_path {
    const char *path; /* NULL or "": passed over */
    enum sandbox_right right;
};

struct sandbox_plan {
    const struct sandbox_path *paths;
    int count;
    const uint16_t *ports; /* of TCP, that may be connected to */
    int port_count;
    bool connects_anywhere;   /* TCP connections are not judged; ports is not read */
    bool meets_named_sockets; /* abstract unix sockets of others may be connected to */
};

struct sandbox_report {
    int version; /* of the kernel's Landlock; 0 = it has none */
    int paths;   /* of the plan that were there */
};

/* Confines the calling thread: to be called before there is another one. ERR_UNSUPPORTED when the
 * kernel has no Landlock; ERR_IO when it refused. Even then no program run later gains rights, and
 * nothing else was changed. */
MUST_USE struct err sandbox_enter(const struct sandbox_plan *plan,
                                  struct sandbox_report *ret_report);

#endif
