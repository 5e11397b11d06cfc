/* Wi-Fi over a bus of its own, with a pretence of iwd on it (tests/tools/fake_iwd.py). */
#define _GNU_SOURCE
#include "platform/linux/wifi_iwd.h"

#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "tests/check.h"
#include "tests/unit/scratch.h"

#define RIGHT "Dung mat khau~1"

static const char bus_config[] =
    "<!DOCTYPE busconfig PUBLIC \"-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN\"\n"
    " \"http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd\">\n"
    "<busconfig><type>session</type><listen>unix:path=%s</listen><auth>EXTERNAL</auth>"
    "<policy context=\"default\"><allow send_destination=\"*\"/><allow receive_sender=\"*\"/>"
    "<allow own=\"*\"/></policy></busconfig>\n";

static pid_t daemon_pid, iwd_pid;
static FILE *to_iwd, *from_iwd;
static char address[160];
static struct wifi_iwd wifi;
static struct wifi_facts facts;

/* Starts a program; its stdin and stdout are ours when asked for. */
static pid_t start(char *const argv[], int *ret_in, int *ret_out)
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
    *ret_in = in[1];
    *ret_out = out[0];
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
        fprintf(to_iwd, "%s\n", line);
        fflush(to_iwd);
    }
    if (fgets(answer, sizeof answer, from_iwd) == NULL) {
        answer[0] = '\0';
    }
    answer[strcspn(answer, "\n")] = '\0';
    return answer;
}

static void start_bus(void)
{
    static char config[256];
    char first = '\0';
    int in = -1;
    int out = -1;
    scratch_open();
    const char *folders[] = {"sys", "sys/class", "sys/class/ieee80211", "sys/class/ieee80211/phy0"};
    for (size_t i = 0; i < sizeof folders / sizeof folders[0]; i++) {
        CHECK(mkdir(scratch(folders[i]), 0700) == 0);
    }
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
    CHECK(read(out, &first, 1) == 1); /* it listens */
}

static void start_iwd(void)
{
    int in = -1;
    int out = -1;
    static char name[] = "/usr/bin/python3"; /* which has what Debian's packages bring */
    static char script[] = "tests/tools/fake_iwd.py";
    char *argv[] = {name, script, address, NULL};
    iwd_pid = start(argv, &in, &out);
    to_iwd = fdopen(in, "w");
    from_iwd = fdopen(out, "r");
    if (strcmp(tell(NULL), "ready") != 0) {
        printf("not ok the_pretence_of_iwd_starts\n");
        end(&daemon_pid);
        scratch_close();
        exit(1);
    }
}

static void end_iwd(void)
{
    end(&iwd_pid);
    fclose(to_iwd);
    fclose(from_iwd);
}

static void begin(void)
{
    start_iwd();
    CHECK(!failed(wifi_iwd_open(&wifi, address, scratch_root)));
}

static struct err look(bool scan)
{
    return wifi.port.ops->look(&wifi.port, scan, &facts);
}

static const struct wifi_network *row(const char *name)
{
    static const struct wifi_network none = {.bars = -1};
    for (int i = 0; i < facts.count; i++) {
        if (strcmp(facts.rows[i].name, name) == 0) {
            return &facts.rows[i];
        }
    }
    return &none;
}

static struct err join(const char *name, const char *passphrase)
{
    const struct wifi_network chosen = *row(name);
    return wifi.port.ops->join(&wifi.port, &chosen, passphrase);
}

static int64_t now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

TEST(networks_are_told_the_strongest_first_with_what_they_are)
{
    begin();
    CHECK(!failed(look(false)));
    CHECK_INT(facts.state, WIFI_IDLE);
    CHECK_STR(facts.name, "");
    static const char *const order[] = {"Kề bên", "Khách", "Sở", "UBND xã",
                                        "Chậm",   "Xa",    "Cũ", "Nhà"};
    CHECK_INT(facts.count, sizeof order / sizeof order[0]);
    for (int i = 0; i < facts.count; i++) {
        CHECK_STR(facts.rows[i].name, order[i]);
    }
    CHECK(row("Kề bên")->bars == 4 && row("Kề bên")->kind == WIFI_PROTECTED);
    CHECK(row("Khách")->bars == 3 && row("Khách")->kind == WIFI_OPEN);
    CHECK(row("Sở")->bars == 3 && row("Sở")->kind == WIFI_UNFIT);
    CHECK(row("UBND xã")->bars == 2 && !row("UBND xã")->known);
    CHECK(row("Cũ")->bars == 1 && row("Cũ")->kind == WIFI_UNFIT);
    CHECK(row("Nhà")->bars == 0 && row("Nhà")->known);
    end_iwd();
}

/* Letters that turn a line around, and a name of blanks. */
TEST(names_that_no_screen_can_show_are_only_counted)
{
    begin();
    CHECK(!failed(look(false)));
    CHECK_INT(facts.left_out, 2);
    end_iwd();
}

TEST(a_search_waits_for_its_end_and_not_longer_than_its_deadline)
{
    begin();
    const int64_t before = now_ms();
    CHECK(!failed(look(true)));
    CHECK(now_ms() - before >= 200);
    CHECK_STR(tell("scan busy"), "ok");
    CHECK(!failed(look(true)) && facts.count > 0);
    CHECK_STR(tell("scan long"), "ok");
    wifi.scan_ms = 1000;
    const int64_t again = now_ms();
    CHECK(!failed(look(true)) && facts.count > 0);
    CHECK(now_ms() - again < 3000);
    CHECK_STR(tell("count"), "scans=3 disconnects=0 asked=0 stolen=0");
    end_iwd();
}

TEST(a_wrong_passphrase_is_told_apart_and_the_right_one_joins_after_it)
{
    begin();
    CHECK(!failed(look(false)));
    CHECK_INT(join("Kề bên", "nham mat khau").code, ERR_REFUSED);
    CHECK(!failed(look(false)) && !row("Kề bên")->known);
    CHECK(!failed(join("Kề bên", RIGHT)));
    CHECK(!failed(look(false)));
    CHECK_INT(facts.state, WIFI_CONNECTED);
    CHECK_STR(facts.name, "Kề bên");
    CHECK(row("Kề bên")->known && row("Kề bên")->connected);
    CHECK_STR(facts.rows[0].name, "Kề bên");
    CHECK_STR(tell("count"), "scans=0 disconnects=0 asked=2 stolen=0");
    end_iwd();
}

/* Only the one who was asked to join is given it. */
TEST(a_stranger_on_the_bus_is_given_no_passphrase)
{
    begin();
    CHECK(!failed(look(false)));
    CHECK_STR(tell("thief on"), "ok");
    CHECK(!failed(join("Kề bên", RIGHT)));
    CHECK_STR(tell("count"), "scans=0 disconnects=0 asked=1 stolen=0");
    end_iwd();
}

TEST(open_and_known_ones_are_joined_without_one)
{
    begin();
    CHECK(!failed(look(false)));
    CHECK(!failed(join("Khách", NULL)));
    CHECK(!failed(look(false)));
    CHECK_STR(facts.name, "Khách");
    CHECK(!failed(join("Nhà", NULL)));
    CHECK(!failed(look(false)));
    CHECK_STR(facts.rows[0].name, "Nhà"); /* however weak */
    CHECK_STR(tell("count"), "scans=0 disconnects=0 asked=0 stolen=0");
    end_iwd();
}

/* The router has another passphrase by now. */
TEST(a_new_passphrase_takes_the_place_of_the_one_that_was_kept)
{
    begin();
    CHECK(!failed(look(false)));
    CHECK_INT(join("Nhà", "nham mat khau").code, ERR_REFUSED);
    CHECK(!failed(join("Nhà", RIGHT)));
    CHECK(!failed(look(false)) && row("Nhà")->connected);
    end_iwd();
}

TEST(what_cannot_be_joined_is_refused_before_it_is_tried)
{
    begin();
    CHECK(!failed(look(false)));
    CHECK_INT(join("Sở", RIGHT).code, ERR_UNSUPPORTED);
    CHECK_INT(join("Cũ", NULL).code, ERR_UNSUPPORTED);
    CHECK_INT(join("Kề bên", "1234567").code, ERR_BAD_INPUT);
    CHECK_INT(join("Kề bên", "mật khẩu dài").code, ERR_BAD_INPUT);
    CHECK_INT(join("Kề bên", NULL).code, ERR_IO); /* nobody has one to give */
    end_iwd();
}

TEST(one_out_of_reach_is_told_apart_from_a_wrong_passphrase)
{
    begin();
    CHECK(!failed(look(false)));
    CHECK_INT(join("Xa", RIGHT).code, ERR_NOT_FOUND);
    end_iwd();
}

TEST(one_that_never_answers_is_left_at_the_deadline)
{
    begin();
    CHECK(!failed(look(false)));
    wifi.join_ms = 600;
    const int64_t before = now_ms();
    CHECK_INT(join("Chậm", RIGHT).code, ERR_TIMEOUT);
    CHECK(now_ms() - before < 3000);
    CHECK_STR(tell("count"), "scans=0 disconnects=1 asked=1 stolen=0");
    end_iwd();
}

TEST(forgetting_leaves_it_and_asks_again_next_time)
{
    begin();
    CHECK(!failed(look(false)));
    const struct wifi_network stranger = *row("Kề bên");
    CHECK_INT(wifi.port.ops->forget(&wifi.port, &stranger).code, ERR_NOT_FOUND);
    CHECK(!failed(join("Kề bên", RIGHT)));
    CHECK(!failed(look(false)));
    const struct wifi_network joined = *row("Kề bên");
    CHECK(!failed(wifi.port.ops->forget(&wifi.port, &joined)));
    CHECK(!failed(look(false)));
    CHECK_INT(facts.state, WIFI_IDLE);
    CHECK(!row("Kề bên")->known);
    end_iwd();
}

TEST(an_adapter_that_is_off_or_gone_is_told)
{
    begin();
    CHECK(!failed(look(false)));
    const struct wifi_network chosen = *row("Kề bên");
    CHECK_STR(tell("adapter off"), "ok");
    CHECK(!failed(look(true)));
    CHECK_INT(facts.state, WIFI_OFF);
    CHECK_INT(facts.count, 0);
    CHECK_INT(wifi.port.ops->join(&wifi.port, &chosen, RIGHT).code, ERR_NOT_FOUND);
    CHECK_STR(tell("adapter gone"), "ok");
    CHECK(!failed(look(true)));
    CHECK_INT(facts.state, WIFI_NO_ADAPTER);
    CHECK_INT(wifi.port.ops->join(&wifi.port, &chosen, RIGHT).code, ERR_NOT_FOUND);
    CHECK_INT(wifi.port.ops->forget(&wifi.port, &chosen).code, ERR_NOT_FOUND);
    end_iwd();
}

TEST(an_iwd_that_is_silent_is_waited_for_until_the_deadline)
{
    begin();
    CHECK(!failed(look(false)));
    const struct wifi_network chosen = *row("Kề bên");
    wifi.look_ms = wifi.join_ms = 300;
    kill(iwd_pid, SIGSTOP);
    const int64_t before = now_ms();
    CHECK_INT(look(true).code, ERR_TIMEOUT);
    CHECK_INT(wifi.port.ops->join(&wifi.port, &chosen, RIGHT).code, ERR_TIMEOUT);
    CHECK_INT(wifi.port.ops->forget(&wifi.port, &chosen).code, ERR_TIMEOUT);
    CHECK(now_ms() - before < 3000);
    kill(iwd_pid, SIGCONT);
    wifi.look_ms = 5000;
    CHECK(!failed(look(false)) && facts.count > 0);
    end_iwd();
}

TEST(an_iwd_that_is_gone_is_told_and_found_again)
{
    begin();
    end_iwd();
    CHECK_INT(look(false).code, ERR_OFFLINE);
    start_iwd();
    CHECK(!failed(look(false)) && facts.count > 0);
    end_iwd();
}

TEST(a_machine_without_a_bus_has_no_wifi)
{
    CHECK(!failed(wifi_iwd_open(&wifi, "unix:path=/nonexistent/bus", scratch_root)));
    CHECK_INT(look(false).code, ERR_OFFLINE);
    static char longer[WIFI_IWD_ADDRESS + 1];
    memset(longer, 'x', sizeof longer - 1);
    CHECK_INT(wifi_iwd_open(&wifi, longer, "").code, ERR_BAD_INPUT);
    CHECK_INT(wifi_iwd_open(&wifi, "", longer).code, ERR_BAD_INPUT);
}

/* It is not even started there. */
TEST(without_an_adapter_an_iwd_that_does_not_run_is_no_trouble)
{
    CHECK(!failed(wifi_iwd_open(&wifi, "unix:path=/nonexistent/bus", scratch("none"))));
    CHECK(!failed(look(true)));
    CHECK_INT(facts.state, WIFI_NO_ADAPTER);
}
/* Of two adapters with paths that begin alike each has its own networks. */
TEST(a_network_of_another_adapter_is_not_the_one_that_is_meant)
{
    static struct wifi_iwd_world w = {.station = "/net/connman/iwd/0/4", .count = 2};
    const struct wifi_network meant = {.name = "Xa", .kind = WIFI_OPEN};
    for (int i = 0; i < 2; i++) {
        snprintf(w.objects[i].path, WIFI_IWD_PATH, "/net/connman/iwd/0/%s/5861_open",
                 i == 0 ? "40" : "4");
        snprintf(w.objects[i].name, WIFI_NAME, "Xa");
        w.objects[i].kind = WIFI_OPEN;
    }
    CHECK(!wifi_world_is_ours(&w, &w.objects[0]) && wifi_world_is_ours(&w, &w.objects[1]));
    CHECK(wifi_world_find(&w, &meant) == &w.objects[1]);
    w.count = 1;
    CHECK(wifi_world_find(&w, &meant) == NULL);
    w.station[0] = '\0';
    CHECK(!wifi_world_is_ours(&w, &w.objects[1]));
}

int main(void)
{
    signal(SIGPIPE, SIG_IGN);
    start_bus();
    RUN(networks_are_told_the_strongest_first_with_what_they_are);
    RUN(names_that_no_screen_can_show_are_only_counted);
    RUN(a_search_waits_for_its_end_and_not_longer_than_its_deadline);
    RUN(a_wrong_passphrase_is_told_apart_and_the_right_one_joins_after_it);
    RUN(a_stranger_on_the_bus_is_given_no_passphrase);
    RUN(open_and_known_ones_are_joined_without_one);
    RUN(a_new_passphrase_takes_the_place_of_the_one_that_was_kept);
    RUN(what_cannot_be_joined_is_refused_before_it_is_tried);
    RUN(one_out_of_reach_is_told_apart_from_a_wrong_passphrase);
    RUN(one_that_never_answers_is_left_at_the_deadline);
    RUN(forgetting_leaves_it_and_asks_again_next_time);
    RUN(an_adapter_that_is_off_or_gone_is_told);
    RUN(an_iwd_that_is_silent_is_waited_for_until_the_deadline);
    RUN(an_iwd_that_is_gone_is_told_and_found_again);
    RUN(a_machine_without_a_bus_has_no_wifi);
    RUN(a_network_of_another_adapter_is_not_the_one_that_is_meant);
    RUN(without_an_adapter_an_iwd_that_does_not_run_is_no_trouble);
    end(&daemon_pid);
    scratch_close();
    return check_done();
}
