#include "tests/tools/slots_folder.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <time.h>
#include <unistd.h>

#define PIECES     32
#define HEAD       4096
#define MOST_FILES 256

static struct slots_folder *own(struct port_slots *port)
{
    return (struct slots_folder *)port;
}

/* --- small files ------------------------------------------------------------------------------ */

static void path_of(const struct slots_folder *s, const char *name, char out[256])
{
    (void)snprintf(out, 256, "%s/%s", s->folder, name);
}

/* Its first line; "" when it is not there. */
static void get(const struct slots_folder *s, const char *name, char *out, size_t cap)
{
    char path[256];
    path_of(s, name, path);
    FILE *f = fopen(path, "re");
    out[0] = '\0';
    if (f != NULL) {
        if (fgets(out, (int)cap, f) == NULL) {
            out[0] = '\0';
        }
        out[strcspn(out, "\n")] = '\0';
        (void)fclose(f);
    }
}

/* Whole or not at all. */
static void put(const struct slots_folder *s, const char *name, const char *text)
{
    char path[256];
    char other[264];
    path_of(s, name, path);
    (void)snprintf(other, sizeof other, "%s.new", path);
    FILE *f = fopen(other, "we");
    if (f == NULL || fprintf(f, "%s\n", text) < 0 || fclose(f) != 0 || rename(other, path) != 0) {
        perror(path);
        _exit(1);
    }
}

static char other_of(const char *booted)
{
    return booted[0] == 'A' ? 'B' : 'A';
}

static void whole_name(char slot, char out[16])
{
    (void)snprintf(out, 16, "whole-%c", slot);
}

/* --- the installer ---------------------------------------------------------------------------- */

/* The lock's file, or -1 when an installer has it. It ends with its process, however that ends. */
static int lock(const struct slots_folder *s)
{
    char path[256];
    path_of(s, "lock", path);
    const int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (fd >= 0 && flock(fd, LOCK_EX | LOCK_NB) != 0) {
        (void)close(fd);
        return -1;
    }
    return fd;
}

static bool is_busy(const struct slots_folder *s)
{
    const int fd = lock(s);
    if (fd < 0) {
        return true;
    }
    (void)close(fd);
    return false;
}

static bool read_bundle(const char *path, struct slots_bundle *ret_bundle)
{
    char line[HEAD];
    bool signed_by_us = false;
    FILE *f = fopen(path, "re");
    *ret_bundle = (struct slots_bundle){.version = ""};
    for (int i = 0; i < 3 && f != NULL && fgets(line, sizeof line, f) != NULL; i++) {
        line[strcspn(line, "\n")] = '\0';
        signed_by_us |= strcmp(line, "signed") == 0;
        if (strncmp(line, "compatible=", 11) == 0) {
            (void)snprintf(ret_bundle->compatible, SLOTS_NAME, "%.*s", SLOTS_NAME - 1, line + 11);
        } else if (strncmp(line, "version=", 8) == 0) {
            (void)snprintf(ret_bundle->version, SLOTS_VERSION, "%.*s", SLOTS_VERSION - 1, line + 8);
        }
    }
    if (f != NULL) {
        (void)fclose(f);
    }
    return signed_by_us;
}

static void pause_ms(int ms)
{
    const struct timespec t = {ms / 1000, (long)(ms % 1000) * 1000000};
    (void)nanosleep(&t, NULL);
}

/* Copies in pieces, as a disk is written. */
static bool copy(const struct slots_folder *s, int from, int to)
{
    static char piece[1u << 16];
    const off_t size = lseek(from, 0, SEEK_END);
    const size_t step = (size_t)(size / PIECES) + 1;
    (void)lseek(from, 0, SEEK_SET);
    for (int i = 0; i < PIECES; i++) {
        for (size_t left = step; left > 0;) {
            const size_t wanted = left < sizeof piece ? left : sizeof piece;
            const ssize_t n = read(from, piece, wanted);
            if (n < 0 || write(to, piece, (size_t)n) != n) {
                return false;
            }
            left = n == 0 ? 0 : left - (size_t)n;
        }
        pause_ms(s->slow_ms / PIECES);
    }
    return fsync(to) == 0;
}

/* In the child; keeps only the lock of what its parent had open. */
static void write_slot(const struct slots_folder *s, int lock_fd, const char *bundle, char slot)
{
    char name[16];
    char path[256];
    struct slots_bundle b;
    const int from = open(bundle, O_RDONLY | O_CLOEXEC);
    for (int fd = 0; fd < MOST_FILES; fd++) {
        if (fd != lock_fd && fd != from) {
            (void)close(fd);
        }
    }
    (void)setsid();
    (void)snprintf(path, sizeof path, "%d", (int)getpid());
    put(s, "installer", path);
    (void)snprintf(name, sizeof name, "slot-%c", slot);
    path_of(s, name, path);
    const int to = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (from >= 0 && to >= 0 && copy(s, from, to) && read_bundle(bundle, &b)) {
        const char next[2] = {slot, '\0'};
        whole_name(slot, name);
        put(s, name, b.version);
        put(s, "next", next);
    }
    _exit(0);
}

static struct err install(struct port_slots *port, const char *bundle)
{
    struct slots_folder *s = own(port);
    char booted[8];
    char name[16];
    char path[256];
    const int lock_fd = lock(s);
    if (lock_fd < 0) {
        return ERR(ERR_REFUSED, 0, "slots: busy");
    }
    get(s, "booted", booted, sizeof booted);
    const char slot = other_of(booted);
    put(s, "next", booted); /* what is half written is never started */
    whole_name(slot, name);
    path_of(s, name, path);
    (void)unlink(path);
    path_of(s, "installs", path);
    const int count = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    (void)(write(count, "i", 1) + 1);
    (void)close(count);
    if (fork() == 0) {
        write_slot(s, lock_fd, bundle, slot);
    }
    (void)close(lock_fd); /* the child's stays */
    return ERR_OK;
}

/* --- the port --------------------------------------------------------------------------------- */

static int64_t now_ms(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_REALTIME, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static struct err look(struct port_slots *port, struct slots_view *ret_view)
{
    struct slots_folder *s = own(port);
    struct slots_view v = {.health = SLOTS_TRYING};
    char name[16];
    char next[8];
    char text[32];
    v.busy = is_busy(s); /* first: what is read after it is of when it was over */
    get(s, "booted", v.booted, sizeof v.booted);
    (void)snprintf(v.other, sizeof v.other, "%c", other_of(v.booted));
    whole_name(v.booted[0], name);
    get(s, name, v.running, sizeof v.running);
    whole_name(v.other[0], name);
    get(s, name, v.held, sizeof v.held);
    get(s, "boot", v.boot_id, sizeof v.boot_id);
    get(s, "next", next, sizeof next);
    get(s, "good_at", text, sizeof text);
    v.other_next = strcmp(next, v.other) == 0;
    v.health = now_ms() >= strtoll(text, NULL, 10) ? SLOTS_GOOD : SLOTS_TRYING;
    (void)snprintf(v.compatible, sizeof v.compatible, "rong-x86");
    *ret_view = v;
    return v.booted[0] == '\0' ? ERR(ERR_OFFLINE, 0, "slots: no folder of slots") : ERR_OK;
}

static struct err inspect(struct port_slots *port, const char *path,
                          struct slots_bundle *ret_bundle)
{
    (void)port;
    return read_bundle(path, ret_bundle)
               ? ERR_OK
               : ERR(ERR_REFUSED, 0, "slots: not signed by whom we trust");
}

static struct err progress(struct port_slots *port, struct slots_progress *ret_progress)
{
    struct slots_view v;
    const struct err e = look(port, &v);
    *ret_progress = (struct slots_progress){
        .over = !v.busy, .good = v.other_next, .percent = 50, .said = "it broke off"};
    return e;
}

static struct err reboot(struct port_slots *port)
{
    put(own(port), "reboot", "asked");
    return ERR_OK;
}

static void close_port(struct port_slots *port)
{
    (void)port;
}

void slots_folder_init(struct slots_folder *s, const char *folder, int slow_ms)
{
    static const struct port_slots_ops ops = {"folder", look,   inspect,   install,
                                              progress, reboot, close_port};
    *s = (struct slots_folder){.port = {&ops}, .slow_ms = slow_ms};
    (void)snprintf(s->folder, sizeof s->folder, "%s", folder);
}
