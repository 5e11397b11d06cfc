/* The slots over a bus of its own, with a pretence of RAUC, logind and systemd on it
 * (tests/tools/fake_rauc.py). */
#define _GNU_SOURCE
#include "platform/linux/slots_rauc.h"

#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "tests/check.h"
#include "tests/unit/scratch.h"

static const char bus_config[] =
    "<!DOCTYPE busconfig PUBLIC \"-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN\"\n"
    " \"http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd\">\n"
    "<busconfig><type>session</type><listen>unix:path=%s</listen><auth>EXTERNAL</auth>"
    "<policy context=\"default\"><allow send_destination=\"*\"/><allow receive_sender=\"*\"/>"
    "<allow own=\"*\"/></policy></busconfig>\n";

static pid_t daemon_pid, rauc_pid;
static FILE *to_rauc, *from_rauc;
static char address[160];
static struct slots_rauc slots;
static struct slots_view view;

/* Starts a program; its stdin and stdout are ours. */
static pid_t start(char *const argv[], FILE **ret_in, FILE **ret_out)
{
    int in[2];
    int out[2];
    if (pipe2(in, O_CLOEXEC) != 0 || pipe2(out, O_CLOEXEC) != 0) {
        exit(1);
    }
    const pid_t pid = fork();
    if (pid == 0) {
        dup2(in[0], 0);
        dup2(out[1], 1);
        execvp(argv[0], argv);
        _exit(127);
    }
    close(in[0]);
    close(out[1]);
    *ret_in = fdopen(in[1], "w");
    *ret_out = fdopen(out[0], "r");
    return pid;
}

static void end(pid_t *pid)
{
    if (*pid > 0) {
        kill(*pid, SIGKILL);
        waitpid(*pid, NULL, 0);
    }
    *pid = 0;
}

/* One line to the pretence, and its answer. */
static const char *tell(const char *line)
{
    static char answer[128];
    if (line != NULL) {
        fprintf(to_rauc, "%s\n", line);
        fflush(to_rauc);
    }
    if (fgets(answer, sizeof answer, from_rauc) == NULL) {
        answer[0] = '\0';
    }
    answer[strcspn(answer, "\n")] = '\0';
    return answer;
}

static void start_bus(void)
{
    static char config[256];
    char line[256];
    FILE *in = NULL;
    FILE *out = NULL;
    scratch_open();
    snprintf(config, sizeof config, "--config-file=%s", scratch("bus.conf"));
    FILE *file = fopen(scratch("bus.conf"), "w");
    fprintf(file, bus_config, scratch("bus"));
    fclose(file);
    snprintf(address, sizeof address, "unix:path=%s", scratch("bus"));
    static char name[] = "dbus-daemon";
    static char stays[] = "--nofork";
    static char unmarked[] = "--nopidfile";
    static char told[] = "--print-address";
    char *argv[] = {name, config, stays, unmarked, told, NULL};
    daemon_pid = start(argv, &in, &out);
    CHECK(fgets(line, sizeof line, out) != NULL); /* it listens */
}

static void begin(void)
{
    static char name[] = "/usr/bin/python3"; /* which has what Debian's packages bring */
    static char script[] = "tests/tools/fake_rauc.py";
    static char version[] = "1.0";
    static char release[256];
    snprintf(release, sizeof release, "%s", scratch("os-release"));
    char *argv[] = {name, script, address, release, version, NULL};
    rauc_pid = start(argv, &to_rauc, &from_rauc);
    if (strcmp(tell(NULL), "ready") != 0) {
        printf("not ok the_pretence_of_rauc_starts\n");
        end(&daemon_pid);
        scratch_close();
        exit(1);
    }
    CHECK(!failed(slots_rauc_open(&slots, address, release, "boot-1")));
}

static void finish(void)
{
    slots.port.ops->close(&slots.port);
    end(&rauc_pid);
    fclose(to_rauc);
    fclose(from_rauc);
}

static struct err look(void)
{
    return slots.port.ops->look(&slots.port, &view);
}

static const char *bundle(const char *text)
{
    static char path[256];
    snprintf(path, sizeof path, "%s", scratch("x.raucb"));
    FILE *f = fopen(path, "w");
    fputs(text, f);
    fclose(f);
    return path;
}

/* Until the installation is over. */
static struct slots_progress wait_for_it(void)
{
    struct slots_progress p = {.over = false};
    for (int i = 0; i < 200 && !p.over; i++) {
        CHECK(!failed(slots.port.ops->progress(&slots.port, &p)));
        nanosleep(&(struct timespec){.tv_nsec = 20000000}, NULL);
    }
    return p;
}

TEST(what_runs_and_what_the_other_slot_holds)
{
    begin();
    CHECK_INT(look().code, ERR_NONE);
    CHECK_STR(view.booted, "A");
    CHECK_STR(view.other, "B");
    CHECK_STR(view.running, "1.0");
    CHECK_STR(view.held, "");
    CHECK_STR(view.boot_id, "boot-1");
    CHECK_STR(view.compatible, "rong-x86");
    CHECK(!view.other_next && !view.busy);
    CHECK_INT(view.health, SLOTS_GOOD);
    CHECK_STR(tell("health activating"), "ok");
    CHECK_INT(look().code, ERR_NONE);
    CHECK_INT(view.health, SLOTS_TRYING);
    CHECK_STR(tell("health failed"), "ok");
    CHECK_INT(look().code, ERR_NONE);
    CHECK_INT(view.health, SLOTS_FAILED);
    finish();
}

TEST(a_bundle_is_what_its_signed_words_say)
{
    struct slots_bundle b;
    begin();
    CHECK(!failed(slots.port.ops->inspect(
        &slots.port, bundle("signed\ncompatible=rong-x86\nversion=2.0\n"), &b)));
    CHECK_STR(b.compatible, "rong-x86");
    CHECK_STR(b.version, "2.0");
    CHECK_INT(slots.port.ops->inspect(&slots.port, bundle("version=2.0\n"), &b).code, ERR_REFUSED);
    CHECK_INT(slots.port.ops->inspect(&slots.port, "/nowhere", &b).code, ERR_REFUSED);
    finish();
}

TEST(it_is_written_and_starts_next)
{
    struct slots_progress p;
    begin();
    const char *path = bundle("signed\ncompatible=rong-x86\nversion=2.0\n");
    CHECK(!failed(slots.port.ops->install(&slots.port, path)));
    CHECK(!failed(slots.port.ops->progress(&slots.port, &p)));
    CHECK(!p.over && !p.good);
    CHECK_INT(p.percent, 40);
    CHECK_INT(look().code, ERR_NONE);
    CHECK(view.busy);
    CHECK_INT(slots.port.ops->install(&slots.port, path).code, ERR_REFUSED);
    p = wait_for_it();
    CHECK(p.over && p.good);
    CHECK_INT(look().code, ERR_NONE);
    CHECK(view.other_next);
    CHECK_STR(view.held, "2.0");
    CHECK(!failed(slots.port.ops->reboot(&slots.port)));
    CHECK_STR(tell("count"), "installs=1 reboots=1");
    CHECK_STR(tell("boot"), "ok");
    CHECK_INT(look().code, ERR_NONE);
    CHECK_STR(view.booted, "B");
    CHECK_STR(view.running, "2.0");
    finish();
}

TEST(what_goes_wrong_is_told_in_the_installers_words)
{
    begin();
    CHECK_STR(tell("fault breaks"), "ok");
    CHECK(!failed(slots.port.ops->install(&slots.port,
                                          bundle("signed\ncompatible=rong-x86\nversion=2.0\n"))));
    const struct slots_progress p = wait_for_it();
    CHECK(p.over && !p.good);
    CHECK(strncmp(p.said, "Installation error: ", 20) == 0);
    CHECK_STR(tell("fault no-reboot"), "ok");
    CHECK_INT(slots.port.ops->reboot(&slots.port).code, ERR_REFUSED);
    finish();
}

TEST(without_an_installer_nothing_is_known)
{
    struct slots_bundle b;
    struct slots_rauc other;
    begin();
    finish();
    CHECK_INT(look().code, ERR_OFFLINE);
    CHECK_INT(slots.port.ops->inspect(&slots.port, "/x", &b).code, ERR_OFFLINE);
    CHECK_INT(slots.port.ops->install(&slots.port, "/x").code, ERR_OFFLINE);
    CHECK_INT(slots.port.ops->reboot(&slots.port).code, ERR_OFFLINE);
    CHECK(!failed(slots_rauc_open(&other, "unix:path=/nowhere/bus", "/nowhere", NULL)));
    CHECK_INT(strlen(other.boot_id), 36);
    CHECK_INT(other.port.ops->look(&other.port, &view).code, ERR_OFFLINE);
    char much[400];
    memset(much, 'x', sizeof much - 1);
    much[sizeof much - 1] = '\0';
    CHECK_INT(slots_rauc_open(&other, much, NULL, "b").code, ERR_FULL);
    CHECK_INT(slots_rauc_open(&other, NULL, NULL, much).code, ERR_FULL);
}

int main(void)
{
    signal(SIGPIPE, SIG_IGN);
    start_bus();
    RUN(what_runs_and_what_the_other_slot_holds);
    RUN(a_bundle_is_what_its_signed_words_say);
    RUN(it_is_written_and_starts_next);
    RUN(what_goes_wrong_is_told_in_the_installers_words);
    RUN(without_an_installer_nothing_is_known);
    end(&daemon_pid);
    scratch_close();
    return check_done();
}
