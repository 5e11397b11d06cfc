#define _GNU_SOURCE /* nftw */
#include "platform/port_dir.h"

#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include "tests/check.h"
#include "tests/unit/scratch.h"

static void note(void *context, const char *name)
{
    char *all = context;
    snprintf(all + strlen(all), 64, "%s ", name);
}

static void names_in(struct port_dir *d, const char *folder, char *out)
{
    out[0] = '\0';
    CHECK(!failed(d->ops->each(d, folder, note, out)));
}

static void read_all(const char *path, char *out, size_t size)
{
    FILE *f = fopen(path, "rb");
    out[0] = '\0';
    if (f != NULL) {
        out[fread(out, 1, size - 1, f)] = '\0';
        fclose(f);
    }
}

static struct err write_file(struct port_dir *d, const char *name, const char *text)
{
    struct dir_file f = {0};
    struct err e = d->ops->create(d, scratch_root, 0640, &f);
    if (!failed(e)) {
        e = d->ops->append(d, &f, text, strlen(text));
        if (failed(e)) {
            d->ops->drop(d, &f);
        }
    }
    return failed(e) ? e : d->ops->commit(d, &f, name);
}

TEST(a_file_appears_whole_with_its_mode_and_replaces_the_older)
{
    struct port_dir d = dir_linux();
    char text[64];
    struct stat info;
    scratch_open();
    CHECK(!failed(write_file(&d, "a", "first")));
    CHECK(!failed(write_file(&d, "a", "second")));
    read_all(scratch("a"), text, sizeof text);
    CHECK_STR(text, "second");
    CHECK(stat(scratch("a"), &info) == 0 && (info.st_mode & 0777) == 0640);
    names_in(&d, scratch_root, text);
    CHECK_STR(text, "a ");
}

TEST(touch_look_and_move)
{
    struct port_dir d = dir_linux();
    struct dir_info a;
    struct dir_info b;
    struct stat info;
    scratch_open();
    CHECK_INT(d.ops->look(&d, scratch("a"), &a).code, ERR_NOT_FOUND);
    CHECK_INT(d.ops->touch(&d, scratch("a"), 0660).code, ERR_NONE);
    CHECK_INT(d.ops->touch(&d, scratch("a"), 0660).code, ERR_REFUSED);
    CHECK(stat(scratch("a"), &info) == 0 && (info.st_mode & 0777) == 0660 && info.st_size == 0);
    CHECK_INT(d.ops->look(&d, scratch("a"), &a).code, ERR_NONE);
    CHECK_INT(d.ops->move(&d, scratch("a"), scratch("b")).code, ERR_NONE);
    CHECK_INT(d.ops->look(&d, scratch("a"), &b).code, ERR_NOT_FOUND);
    CHECK_INT(d.ops->look(&d, scratch("b"), &b).code, ERR_NONE);
    CHECK(a.inode == b.inode && a.device == b.device && a.modified == b.modified);
    CHECK_INT(d.ops->move(&d, scratch("a"), scratch("b")).code, ERR_IO);
    CHECK_INT(d.ops->touch(&d, scratch("no/a"), 0660).code, ERR_IO);
}

TEST(an_unfinished_file_has_a_temporary_name_and_drop_removes_it)
{
    struct port_dir d = dir_linux();
    struct dir_file f = {0};
    char text[64];
    scratch_open();
    d.ops->drop(&d, &f);
    CHECK(!failed(d.ops->create(&d, scratch_root, 0600, &f)));
    names_in(&d, scratch_root, text);
    CHECK(strstr(text, DIR_TEMPORARY) != NULL);
    d.ops->drop(&d, &f);
    names_in(&d, scratch_root, text);
    CHECK_STR(text, "");
}

TEST(folders_are_the_groups_whatever_the_umask)
{
    struct port_dir d = dir_linux();
    struct stat info;
    scratch_open();
    const mode_t before = umask(077);
    CHECK(!failed(d.ops->make(&d, scratch("state"))));
    CHECK(!failed(d.ops->make(&d, scratch("state"))));
    umask(before);
    CHECK(stat(scratch("state"), &info) == 0 && (info.st_mode & 07777) == 02770);
    CHECK_INT(d.ops->make(&d, scratch("none/state")).code, ERR_IO);
    CHECK(!failed(write_file(&d, "file", "x")));
    CHECK_INT(d.ops->make(&d, scratch("file")).code, ERR_IO);
}

/* What makes a folder and what gives it a mode, and which argument that is. */
#ifdef SYS_mkdir
enum { MAKES = SYS_mkdir, GIVES = SYS_chmod, MODE = 1 };
#else /* arm64 has only the ...at() ones */
enum { MAKES = SYS_mkdirat, GIVES = SYS_fchmodat, MODE = 2 };
#endif

/* As RestrictSUIDSGID= of a unit does it: whoever names the bit is refused. */
static bool forbid_group_ids(void)
{
    static struct sock_filter rules[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, MAKES, 1, 0),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, GIVES, 0, 3),
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args[MODE])),
        BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, S_ISGID, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)};
    const struct sock_fprog program = {sizeof rules / sizeof rules[0], rules};
    return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
           prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}

/* In a child: what is forbidden stays so. */
static int make_forbidden(const char *parent)
{
    struct port_dir d = dir_linux();
    char below[300];
    snprintf(below, sizeof below, "%s/papers", parent);
    umask(07);
    if (!forbid_group_ids()) {
        return 10;
    }
    if (failed(d.ops->make(&d, parent))) {
        return 1;
    }
    return failed(d.ops->make(&d, below)) ? 2 : 0;
}

TEST(a_service_that_may_give_no_group_ids_makes_folders_below_one_that_has_it)
{
    struct stat info;
    char below[300];
    int status = -1;
    scratch_open();
    const char *parent = scratch("state");
    CHECK(mkdir(parent, 0770) == 0 && chmod(parent, 02770) == 0);
    const pid_t child = fork();
    if (child == 0) {
        _exit(make_forbidden(parent));
    }
    CHECK(waitpid(child, &status, 0) == child);
    CHECK_INT(status, 0);
    snprintf(below, sizeof below, "%s/papers", parent);
    CHECK(stat(below, &info) == 0 && (info.st_mode & 07777) == 02770);
}

TEST(what_does_not_work_is_an_error_and_what_is_gone_is_none)
{
    struct port_dir d = dir_linux();
    struct dir_file f = {0};
    int64_t room = 0;
    scratch_open();
    CHECK_INT(d.ops->create(&d, scratch("missing"), 0600, &f).code, ERR_IO);
    CHECK(!failed(d.ops->remove(&d, scratch("missing"))));
    CHECK_INT(d.ops->each(&d, scratch("missing"), note, NULL).code, ERR_NOT_FOUND);
    CHECK(!failed(d.ops->room(&d, scratch_root, &room)));
    CHECK(room > 0);
}

/* /dev/full answers every write with ENOSPC. */
TEST(a_full_disk_is_told_from_a_broken_one)
{
    struct port_dir d = dir_linux();
    struct dir_file f = {0};
    scratch_open();
    CHECK(!failed(d.ops->create(&d, scratch_root, 0600, &f)));
    close(f.fd);
    FILE *full = fopen("/dev/full", "w");
    CHECK(full != NULL);
    f.fd = dup(fileno(full));
    const struct err e = d.ops->append(&d, &f, "x", 1);
    CHECK_INT(e.code, ERR_FULL);
    CHECK_INT(e.os, ENOSPC);
    d.ops->drop(&d, &f);
    fclose(full);
}

TEST(the_faulty_one_fails_from_its_call_on)
{
    struct port_dir real = dir_linux();
    scratch_open();
    for (int n = 1; n <= 3; n++) {
        struct port_dir d = dir_faulty(&real, n, ERR_FULL);
        char text[64];
        CHECK_INT(write_file(&d, "a", "x").code, ERR_FULL);
        names_in(&real, scratch_root, text);
        CHECK_STR(text, "");
    }
    struct port_dir d = dir_faulty(&real, 4, ERR_FULL);
    CHECK(!failed(write_file(&d, "a", "x")));
}

int main(void)
{
    RUN(a_file_appears_whole_with_its_mode_and_replaces_the_older);
    RUN(touch_look_and_move);
    RUN(an_unfinished_file_has_a_temporary_name_and_drop_removes_it);
    RUN(folders_are_the_groups_whatever_the_umask);
    RUN(a_service_that_may_give_no_group_ids_makes_folders_below_one_that_has_it);
    RUN(what_does_not_work_is_an_error_and_what_is_gone_is_none);
    RUN(a_full_disk_is_told_from_a_broken_one);
    RUN(the_faulty_one_fails_from_its_call_on);
    scratch_close();
    return check_done();
}
