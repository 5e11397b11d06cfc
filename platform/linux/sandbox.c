/* The kernel is asked directly: the C library of Debian 12 has no function for it, and its headers
 * end at the second of the kernel's versions of it. Names as in the kernel's documentation. */
#define _GNU_SOURCE /* syscall, O_PATH */
#include "platform/linux/sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#define CREATE_VERSION ((uint32_t)1)
#define RULE_PATH      1
#define RULE_PORT      2

/* LANDLOCK_ACCESS_FS_... */
enum {
    FS_EXECUTE = 1 << 0,
    FS_WRITE_FILE = 1 << 1,
    FS_READ_FILE = 1 << 2,
    FS_READ_DIR = 1 << 3,
    FS_REMOVE_DIR = 1 << 4,
    FS_REMOVE_FILE = 1 << 5,
    FS_MAKE_CHAR = 1 << 6,
    FS_MAKE_DIR = 1 << 7,
    FS_MAKE_REG = 1 << 8,
    FS_MAKE_SOCK = 1 << 9,
    FS_MAKE_FIFO = 1 << 10,
    FS_MAKE_BLOCK = 1 << 11,
    FS_MAKE_SYM = 1 << 12,
    FS_REFER = 1 << 13,
    FS_TRUNCATE = 1 << 14,
    FS_IOCTL_DEV = 1 << 15,
};

enum { NET_BIND_TCP = 1 << 0, NET_CONNECT_TCP = 1 << 1 };
enum { SCOPE_ABSTRACT_SOCKET = 1 << 0, SCOPE_SIGNAL = 1 << 1 };

/* What can be asked of a file that is no folder. */
#define FS_OF_FILES (FS_EXECUTE | FS_WRITE_FILE | FS_READ_FILE | FS_TRUNCATE | FS_IOCTL_DEV)

struct ruleset_attr {
    uint64_t handled_fs;
    uint64_t handled_net;
    uint64_t scoped;
};

struct __attribute__((packed)) path_attr {
    uint64_t allowed;
    int32_t parent;
};

struct port_attr {
    uint64_t allowed;
    uint64_t port;
};

static int kernel_version(void)
{
    const long version = syscall(SYS_landlock_create_ruleset, NULL, (size_t)0, CREATE_VERSION);
    return version < 0 ? 0 : (int)version;
}

/* What a kernel of this version can forbid. */
static uint64_t known_fs(int version)
{
    return version >= 5   ? (FS_IOCTL_DEV << 1) - 1
           : version >= 3 ? (FS_TRUNCATE << 1) - 1
           : version >= 2 ? (FS_REFER << 1) - 1
                          : (FS_MAKE_SYM << 1) - 1;
}

static uint64_t rights_of(enum sandbox_right right)
{
    switch (right) {
    case SANDBOX_READ:
        return FS_READ_FILE | FS_READ_DIR;
    case SANDBOX_WRITE:
        return FS_READ_FILE | FS_READ_DIR | FS_WRITE_FILE | FS_TRUNCATE | FS_MAKE_REG |
               FS_MAKE_DIR | FS_MAKE_SOCK | FS_REMOVE_FILE | FS_REMOVE_DIR | FS_REFER;
    case SANDBOX_DEVICE:
        return FS_READ_FILE | FS_READ_DIR | FS_WRITE_FILE | FS_TRUNCATE | FS_IOCTL_DEV;
    case SANDBOX_RUN:
        return FS_READ_FILE | FS_EXECUTE;
    }
    return 0;
}

static struct err open_rules(int version, const struct sandbox_plan *plan, int *ret_rules)
{
    struct ruleset_attr attr = {.handled_fs = known_fs(version)};
    size_t size = offsetof(struct ruleset_attr, handled_net);
    if (version >= 4) {
        attr.handled_net = NET_BIND_TCP | (plan->connects_anywhere ? 0 : NET_CONNECT_TCP);
        size = offsetof(struct ruleset_attr, scoped);
    }
    if (version >= 6) {
        attr.scoped = SCOPE_SIGNAL | (plan->meets_named_sockets ? 0 : SCOPE_ABSTRACT_SOCKET);
        size = sizeof attr;
    }
    *ret_rules = (int)syscall(SYS_landlock_create_ruleset, &attr, size, (uint32_t)0);
    return *ret_rules < 0 ? ERR(ERR_IO, errno, "sandbox: rules") : ERR_OK;
}

static struct err add_path(int rules, int version, const struct sandbox_path *p, int *count)
{
    struct stat info;
    if (p->path == NULL || p->path[0] == '\0') {
        return ERR_OK;
    }
    const int fd = open(p->path, O_PATH | O_CLOEXEC);
    if (fd < 0) {
        return ERR_OK; /* not there, so nobody will miss it */
    }
    struct path_attr attr = {.allowed = rights_of(p->right) & known_fs(version), .parent = fd};
    if (fstat(fd, &info) == 0 && !S_ISDIR(info.st_mode)) {
        attr.allowed &= FS_OF_FILES;
    }
    const int bad =
        syscall(SYS_landlock_add_rule, rules, RULE_PATH, &attr, (uint32_t)0) != 0 ? errno : 0;
    close(fd);
    *count += bad == 0;
    return bad == 0 ? ERR_OK : ERR(ERR_IO, bad, "sandbox: a path");
}

#ifdef __SANITIZE_ADDRESS__
#    define SANITIZED 1
#else
#    define SANITIZED 0
#endif

static struct err add_rules(int rules, int version, const struct sandbox_plan *plan, int *count)
{
    struct err e = ERR_OK;
    if (SANITIZED) { /* what looks for leaks at the end reads the threads' list there */
        const struct sandbox_path threads = {"/proc", SANDBOX_READ};
        int unused = 0;
        e = add_path(rules, version, &threads, &unused);
    }
    for (int i = 0; i < plan->count && !failed(e); i++) {
        e = add_path(rules, version, &plan->paths[i], count);
    }
    const bool judged = version >= 4 && !plan->connects_anywhere;
    for (int i = 0; judged && i < plan->port_count && !failed(e); i++) {
        const struct port_attr attr = {NET_CONNECT_TCP, plan->ports[i]};
        if (syscall(SYS_landlock_add_rule, rules, RULE_PORT, &attr, (uint32_t)0) != 0) {
            e = ERR(ERR_IO, errno, "sandbox: a port");
        }
    }
    return e;
}

struct err sandbox_enter(const struct sandbox_plan *plan, struct sandbox_report *ret_report)
{
    const int version = kernel_version();
    int rules = -1;
    *ret_report = (struct sandbox_report){.version = version};
    const int lacks = errno;
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) {
        return ERR(ERR_IO, errno, "sandbox: privileges");
    }
    if (version == 0) {
        return ERR(ERR_UNSUPPORTED, lacks, "sandbox: this kernel has no Landlock");
    }
    struct err e = open_rules(version, plan, &rules);
    if (failed(e)) {
        return e;
    }
    e = add_rules(rules, version, plan, &ret_report->paths);
    if (!failed(e) && syscall(SYS_landlock_restrict_self, rules, (uint32_t)0) != 0) {
        e = ERR(ERR_IO, errno, "sandbox: enter");
    }
    close(rules);
    return e;
}
