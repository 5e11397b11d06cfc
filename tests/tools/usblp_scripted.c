/* The receipt printer on /dev/usb/lpN, as the kernel's usblp behaves, played by umockdev: the
 * driver opens, writes, polls and asks as on a kiosk. Run under umockdev-wrapper by
 * tests/flow/test_usblp.sh.
 *
 * Of usblp is played: one transfer at a time of at most 8192 bytes, a write that counts bytes the
 * printer has not taken yet, POLLOUT only when it took them, EAGAIN before that, close() that kills
 * the transfer, EINVAL for reading a one-way interface, LPGETSTATUS, ENODEV after unplugging, and
 * another number after plugging in again. */
#define _XOPEN_SOURCE 700
#include <errno.h>
#include <fcntl.h>
#include <linux/lp.h>
#include <poll.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <time.h>
#include <umockdev.h>
#include <unistd.h>

#include "platform/linux/printer_escpos.h"
#include "platform/sim/printer_virtual.h"
#include "tests/check.h"

#define WIDTH    576
#define HEIGHT   300
#define TRANSFER 8192
#define GET_IDS  _IOC(_IOC_READ, 'P', 6, 2 * sizeof(int))

static uint8_t rows[HEIGHT * WIDTH / 8];
static const struct bits page = {.width = WIDTH, .height = HEIGHT, .rows = rows};

/* What the printer cut last. */
static uint8_t cut_rows[2000 * WIDTH / 8];
static int cut_height;

/* One printer on the bus. */
struct usb_printer {
    struct printer_virtual *machine; /* NULL: it takes nothing */
    UMockdevIoctlBase *handler;
    int vendor, port; /* ids and status lines; -1 = ENOTTY */
    bool one_way;
    int most;      /* bytes a write takes at most */
    int storms;    /* so many times EAGAIN before each transfer */
    int fail_with; /* errno of the next write */
    int unplug_at; /* bytes until it is pulled out, -1 = never */
    /* Of its present life on the bus. */
    pthread_mutex_t lock;
    pthread_t thread;
    char path[32];
    int master, slave;
    bool plugged, ending;
    uint8_t held[TRANSFER];
    size_t held_size;
    int storm;
};

static UMockdevTestbed *bed;
static struct printer_virtual machine;
static struct usb_printer usb;
static struct usb_printer other;
static struct printer_escpos printer;

static void page_out(void *context, const struct bits *p, const uint8_t *raw, size_t size)
{
    (void)context;
    (void)raw;
    (void)size;
    cut_height = p->height;
    if (p->height <= 2000) {
        memcpy(cut_rows, p->rows, (size_t)p->height * WIDTH / 8);
    }
}

static void nap(int ms)
{
    const struct timespec t = {.tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000L};
    nanosleep(&t, NULL);
}

/* What was held goes to the printer as far as it takes it; POLLOUT follows. Lock held. */
static void pass_down(struct usb_printer *u)
{
    size_t taken = 0;
    for (size_t now = 1; now > 0 && taken < u->held_size && u->machine != NULL; taken += now) {
        now = virtual_feed(u->machine, u->held + taken, u->held_size - taken);
    }
    memmove(u->held, u->held + taken, u->held_size - taken);
    u->held_size -= taken;
    (void)tcflow(u->slave, u->held_size > 0 ? TCOOFF : TCOON);
}

static void *live(void *argument)
{
    struct usb_printer *u = argument;
    for (bool on = true; on;) {
        uint8_t answer[256];
        pthread_mutex_lock(&u->lock);
        pass_down(u);
        const size_t size =
            u->machine == NULL ? 0 : virtual_answers(u->machine, answer, sizeof answer);
        if (size > 0 && !u->one_way) {
            (void)!write(u->master, answer, size);
        }
        on = !u->ending;
        pthread_mutex_unlock(&u->lock);
        nap(1);
    }
    return NULL;
}

static void plug(struct usb_printer *u, int number)
{
    char text[200];
    GError *error = NULL;
    (void)snprintf(u->path, sizeof u->path, "/dev/usb/lp%d", number);
    (void)snprintf(text, sizeof text,
                   "P: /devices/usb1/1-%d/usbmisc/lp%d\nN: usb/lp%d\nE: DEVNAME=%s\n"
                   "E: SUBSYSTEM=usbmisc\n",
                   number + 1, number, number, u->path);
    u->held_size = 0;
    u->ending = false;
    u->plugged = true;
    /* In this order: whoever waits for it must not find it half made. */
    CHECK(umockdev_testbed_attach_ioctl(bed, u->path, u->handler, &error));
    CHECK(umockdev_testbed_add_from_string(bed, text, &error));
    u->master = umockdev_testbed_get_dev_fd(bed, u->path);
    u->slave = open(ptsname(u->master), O_RDWR | O_NOCTTY | O_NONBLOCK);
    CHECK(u->slave >= 0);
    struct termios tty;
    CHECK(tcgetattr(u->slave, &tty) == 0);
    cfmakeraw(&tty);
    (void)tcsetattr(u->slave, TCSANOW, &tty);
    CHECK(pthread_create(&u->thread, NULL, live, u) == 0);
}

/* usblp wakes whoever polls and gives ENODEV from now on; the device file is gone at once. Lock
 * held. */
static void pull(struct usb_printer *u)
{
    char *root = umockdev_testbed_get_root_dir(bed);
    char node[300];
    (void)snprintf(node, sizeof node, "%s%s", root, u->path);
    g_free(root);
    u->plugged = false;
    u->held_size = 0;
    (void)!write(u->master, "", 1);
    (void)tcflow(u->slave, TCOON);
    CHECK(unlink(node) == 0);
}

static void unplug(struct usb_printer *u)
{
    char sys[100];
    pthread_mutex_lock(&u->lock);
    if (u->plugged) {
        pull(u);
    }
    u->ending = true;
    pthread_mutex_unlock(&u->lock);
    pthread_join(u->thread, NULL);
    close(u->slave);
    (void)snprintf(sys, sizeof sys, "/sys/devices/usb1/1-%d/usbmisc/lp%d", u->path[11] - '0' + 1,
                   u->path[11] - '0');
    umockdev_testbed_detach_ioctl(bed, u->path, NULL);
    umockdev_testbed_remove_device(bed, sys);
}

/* Puts the answer of an ioctl into the caller's memory. */
static void give(UMockdevIoctlClient *c, const void *bytes, int size)
{
    GError *error = NULL;
    UMockdevIoctlData *data =
        umockdev_ioctl_data_resolve(umockdev_ioctl_client_get_arg(c), 0, (gsize)size, &error);
    if (data == NULL) {
        umockdev_ioctl_client_complete(c, -1, EFAULT);
        return;
    }
    uint8_t copy[16];
    memcpy(copy, bytes, (size_t)size);
    umockdev_ioctl_data_update(data, 0, copy, size);
    umockdev_ioctl_data_unref(data);
    umockdev_ioctl_client_complete(c, 0, 0);
}

static gboolean on_ioctl(UMockdevIoctlBase *base, UMockdevIoctlClient *c, gpointer argument)
{
    struct usb_printer *u = argument;
    const gulong request = umockdev_ioctl_client_get_request(c);
    (void)base;
    pthread_mutex_lock(&u->lock);
    const int ids[2] = {u->vendor, 1};
    const int port = u->port;
    const bool plugged = u->plugged;
    pthread_mutex_unlock(&u->lock);
    if (!plugged) {
        umockdev_ioctl_client_complete(c, -1, ENODEV);
    } else if (request == LPGETSTATUS && port >= 0) {
        give(c, &port, sizeof port);
    } else if (request == GET_IDS && ids[0] >= 0) {
        give(c, ids, sizeof ids);
    } else {
        umockdev_ioctl_client_complete(c, -1, ENOTTY);
    }
    return TRUE;
}

static gboolean on_read(UMockdevIoctlBase *base, UMockdevIoctlClient *c, gpointer argument)
{
    struct usb_printer *u = argument;
    (void)base;
    pthread_mutex_lock(&u->lock);
    const int why = !u->plugged ? ENODEV : u->one_way ? EINVAL : 0;
    pthread_mutex_unlock(&u->lock);
    if (why != 0) {
        umockdev_ioctl_client_complete(c, -1, why);
    }
    return why != 0; /* else the pty is read */
}

/* What a write returns; below 0 the errno. Lock held. */
static int take(struct usb_printer *u, const uint8_t *bytes, int size)
{
    if (!u->plugged) {
        return -ENODEV;
    }
    if (u->fail_with != 0) {
        const int why = u->fail_with;
        u->fail_with = 0;
        return -why;
    }
    if (u->held_size > 0 || u->storm < u->storms) {
        u->storm++;
        return -EAGAIN;
    }
    u->storm = 0;
    const int most = u->most < TRANSFER ? u->most : TRANSFER;
    const int taken = size < most ? size : most;
    if (u->unplug_at >= 0 && (u->unplug_at -= taken) <= 0) {
        u->unplug_at = -1;
        pull(u);
        return -ENODEV;
    }
    memcpy(u->held, bytes, (size_t)taken);
    u->held_size = (size_t)taken;
    pass_down(u);
    return taken;
}

static gboolean on_write(UMockdevIoctlBase *base, UMockdevIoctlClient *c, gpointer argument)
{
    struct usb_printer *u = argument;
    guint8 *bytes = NULL;
    gint size = 0;
    (void)base;
    umockdev_ioctl_data_retrieve(umockdev_ioctl_client_get_arg(c), &bytes, &size);
    pthread_mutex_lock(&u->lock);
    const int taken = take(u, bytes, size);
    pthread_mutex_unlock(&u->lock);
    g_free(bytes);
    umockdev_ioctl_client_complete(c, taken < 0 ? -1 : taken, taken < 0 ? -taken : 0);
    return TRUE;
}

/* close() kills the transfer in flight. */
static void on_close(UMockdevIoctlBase *base, UMockdevIoctlClient *c, gpointer argument)
{
    struct usb_printer *u = argument;
    (void)base;
    (void)c;
    pthread_mutex_lock(&u->lock);
    u->held_size = 0;
    pthread_mutex_unlock(&u->lock);
}

static void make(struct usb_printer *u, int vendor, struct printer_virtual *m)
{
    *u = (struct usb_printer){.machine = m,
                              .vendor = vendor,
                              .port = LP_PSELECD | LP_PERRORP,
                              .most = TRANSFER,
                              .unplug_at = -1};
    pthread_mutex_init(&u->lock, NULL);
    u->handler = umockdev_ioctl_base_new();
    g_signal_connect(u->handler, "handle-ioctl", G_CALLBACK(on_ioctl), u);
    g_signal_connect(u->handler, "handle-read", G_CALLBACK(on_read), u);
    g_signal_connect(u->handler, "handle-write", G_CALLBACK(on_write), u);
    g_signal_connect(u->handler, "client-vanished", G_CALLBACK(on_close), u);
}

/* A bus without printers, a receipt printer beside it, the driver configured for lp0. */
static void begin(enum virtual_level level)
{
    struct transport transport;
    for (size_t i = 0; i < sizeof rows; i++) {
        rows[i] = (uint8_t)((i * 2654435761u) >> 13 & (i / 72 % 3 == 0 ? 0xFF : 0));
    }
    cut_height = 0;
    bed = umockdev_testbed_new();
    virtual_init(&machine, WIDTH, level, page_out, NULL);
    make(&usb, 0x04b8, &machine);
    make(&other, 0x03f0, NULL);
    CHECK(!failed(transport_init(&transport, "/dev/usb/lp0")));
    printer_escpos_init(&printer, &transport, ESCPOS_AUTO);
    printer.patience = (struct escpos_patience){300, 150, 1500, 300, 700, 8000};
}

static void finish(void)
{
    printer.port.ops->close(&printer.port);
    if (usb.thread != 0 && !usb.ending) {
        unplug(&usb);
    }
    if (other.thread != 0 && !other.ending) {
        unplug(&other);
    }
    g_object_unref(usb.handler);
    g_object_unref(other.handler);
    g_object_unref(bed);
    virtual_done(&machine);
}

static enum err_code print(enum print_proof *ret_proof)
{
    static atomic_bool never;
    return printer.port.ops->print(&printer.port, &page, &never, ret_proof).code;
}

static enum err_code print_code(void)
{
    enum print_proof proof = PROOF_NONE;
    return print(&proof);
}

static struct printer_status status_now(void)
{
    struct printer_status s = {.paper = PAPER_UNKNOWN};
    CHECK(!failed(printer.port.ops->status(&printer.port, &s)));
    return s;
}

static bool same_dots(int papers)
{
    for (int i = 0; i < 100 && virtual_printed(&machine) < papers; i++) {
        nap(20);
    }
    pthread_mutex_lock(&machine.lock);
    const bool same = cut_height == HEIGHT && memcmp(cut_rows, rows, sizeof rows) == 0;
    pthread_mutex_unlock(&machine.lock);
    return same && virtual_printed(&machine) == papers && virtual_count(&machine).letters == 0;
}

TEST(a_page_comes_out_dot_for_dot_and_is_proved)
{
    enum print_proof proof = PROOF_NONE;
    begin(VIRTUAL_A);
    plug(&usb, 0);
    CHECK_INT(print(&proof), ERR_NONE);
    CHECK_INT(proof, PROOF_PROCESS_ID);
    CHECK(same_dots(1));
    const struct printer_status s = status_now();
    CHECK(s.answers && s.online);
    CHECK_INT(s.paper, PAPER_OK);
    finish();
}

TEST(the_line_never_blocks_and_is_not_inherited)
{
    begin(VIRTUAL_A);
    plug(&usb, 0);
    struct transport *t = &printer.transport;
    CHECK(!failed(t->ops->open(t, 100)));
    CHECK((fcntl(t->fd, F_GETFL) & O_NONBLOCK) != 0);
    CHECK((fcntl(t->fd, F_GETFD) & FD_CLOEXEC) != 0);
    CHECK(!t->one_way);
    t->ops->close(t, false);
    finish();
}

TEST(short_writes_and_eagain_lose_no_byte)
{
    begin(VIRTUAL_A);
    usb.most = 237;
    usb.storms = 2;
    printer.patience.total = 20000;
    plug(&usb, 0);
    CHECK_INT(print_code(), ERR_NONE);
    CHECK(same_dots(1));
    finish();
}

TEST(a_one_way_printer_prints_and_says_only_what_it_knows)
{
    enum print_proof proof = PROOF_NONE;
    begin(VIRTUAL_D);
    usb.one_way = true;
    plug(&usb, 0);
    struct printer_status s = status_now();
    CHECK(!s.answers && s.online);
    CHECK_INT(s.paper, PAPER_UNKNOWN);
    CHECK_INT(print(&proof), ERR_NONE);
    CHECK_INT(proof, PROOF_WRITTEN);
    CHECK(same_dots(1));
    finish();
}

TEST(paper_out_is_believed_and_all_well_is_not)
{
    begin(VIRTUAL_D);
    usb.one_way = true;
    usb.port = LP_PSELECD | LP_PERRORP | LP_POUTPA;
    plug(&usb, 0);
    CHECK_INT(status_now().paper, PAPER_OUT);
    CHECK_INT(print_code(), ERR_NO_PAPER);
    usb.port = LP_PSELECD;
    CHECK(!status_now().online);
    CHECK_INT(print_code(), ERR_OFFLINE);
    usb.port = LP_PERRORP;
    CHECK_INT(print_code(), ERR_OFFLINE);
    usb.port = LP_PSELECD | LP_PERRORP;
    CHECK_INT(status_now().paper, PAPER_UNKNOWN);
    CHECK_INT(print_code(), ERR_NONE);
    CHECK(same_dots(1));
    finish();
}

TEST(a_printer_with_a_way_back_that_is_silent_is_not_trusted)
{
    begin(VIRTUAL_D);
    plug(&usb, 0);
    CHECK_INT(print_code(), ERR_OFFLINE);
    usb.port |= LP_POUTPA;
    CHECK_INT(print_code(), ERR_NO_PAPER);
    CHECK_INT(virtual_printed(&machine), 0);
    finish();
}

TEST(without_status_lines_and_ids_it_prints_all_the_same)
{
    begin(VIRTUAL_D);
    usb.one_way = true;
    usb.port = -1;
    usb.vendor = -1;
    plug(&usb, 0);
    CHECK_INT(status_now().paper, PAPER_UNKNOWN);
    CHECK_INT(print_code(), ERR_NONE);
    CHECK(same_dots(1));
    finish();
}

/* write() said that the bytes went; POLLOUT never came. */
TEST(bytes_that_were_never_taken_are_not_called_printed)
{
    begin(VIRTUAL_D);
    usb.one_way = true;
    plug(&usb, 0);
    virtual_break(&machine, PAPER_FAULT_STALL, 250);
    CHECK_INT(print_code(), ERR_UNKNOWN_OUTCOME);
    finish();
}

TEST(paper_that_ends_in_the_page_leaves_nothing_for_the_next_person)
{
    begin(VIRTUAL_A);
    plug(&usb, 0);
    virtual_break(&machine, PAPER_FAULT_PAPER_OUT, 100);
    CHECK_INT(print_code(), ERR_UNKNOWN_OUTCOME);
    usb.port |= LP_POUTPA;
    CHECK_INT(status_now().paper, PAPER_OUT);
    CHECK_INT(print_code(), ERR_NO_PAPER);
    usb.port = LP_PSELECD | LP_PERRORP;
    virtual_mend(&machine);
    nap(100);
    CHECK(status_now().online);
    const int torn = virtual_printed(&machine);
    CHECK_INT(print_code(), ERR_NONE);
    CHECK(same_dots(torn + 1));
    finish();
}

TEST(pulled_out_in_the_page_nobody_knows_what_came_out)
{
    /* The first band is one write: when that fails nothing of the page was taken. */
    static const int places[] = {20, 4000, 12000, 21000};
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
        begin(VIRTUAL_A);
        plug(&usb, 0);
        CHECK(status_now().online);
        usb.unplug_at = places[i];
        CHECK_INT(print_code(), i < 2 ? ERR_OFFLINE : ERR_UNKNOWN_OUTCOME);
        CHECK_INT(print_code(), ERR_OFFLINE);
        finish();
    }
}

TEST(plugged_in_again_it_is_found_under_its_new_number)
{
    begin(VIRTUAL_A);
    plug(&usb, 0);
    CHECK_INT(print_code(), ERR_NONE);
    unplug(&usb);
    CHECK_INT(print_code(), ERR_OFFLINE);
    plug(&usb, 1);
    CHECK_INT(print_code(), ERR_NONE);
    CHECK(same_dots(2));
    finish();
}

TEST(another_printer_is_not_taken_for_it)
{
    begin(VIRTUAL_A);
    plug(&usb, 1);
    CHECK_INT(print_code(), ERR_NONE);
    unplug(&usb);
    plug(&other, 0);
    CHECK_INT(print_code(), ERR_OFFLINE);
    plug(&usb, 3);
    CHECK_INT(print_code(), ERR_NONE);
    CHECK(same_dots(2));
    finish();
}

TEST(before_it_was_ever_seen_the_only_one_is_it_and_of_two_none)
{
    begin(VIRTUAL_A);
    plug(&usb, 2);
    plug(&other, 4);
    CHECK_INT(print_code(), ERR_OFFLINE);
    unplug(&other);
    CHECK_INT(print_code(), ERR_NONE);
    CHECK(same_dots(1));
    finish();
}

static void *plug_soon(void *argument)
{
    (void)argument;
    nap(400);
    plug(&usb, 1);
    return NULL;
}

TEST(a_job_waits_for_it_to_come_back)
{
    pthread_t hand;
    begin(VIRTUAL_A);
    printer.patience.connect = 3000;
    CHECK(pthread_create(&hand, NULL, plug_soon, NULL) == 0);
    CHECK_INT(print_code(), ERR_NONE);
    pthread_join(hand, NULL);
    CHECK(same_dots(1));
    finish();
}

TEST(a_transfer_that_fails_ends_the_job)
{
    begin(VIRTUAL_A);
    plug(&usb, 0);
    usb.fail_with = EIO;
    CHECK_INT(print_code(), ERR_OFFLINE);
    usb.fail_with = ENOSPC;
    CHECK_INT(print_code(), ERR_OFFLINE);
    CHECK_INT(print_code(), ERR_NONE);
    CHECK(same_dots(1));
    finish();
}

/* Each test is a process of its own: umockdev keeps few descriptors in one. */
#define CASE(name)                                                                                 \
    do {                                                                                           \
        if (argc == 1) {                                                                           \
            printf("%s\n", #name);                                                                 \
        } else if (strcmp(argv[1], #name) == 0) {                                                  \
            RUN(name);                                                                             \
        }                                                                                          \
    } while (0)

/* Without an argument: the names of the tests. */
int main(int argc, char **argv)
{
    CASE(a_page_comes_out_dot_for_dot_and_is_proved);
    CASE(the_line_never_blocks_and_is_not_inherited);
    CASE(short_writes_and_eagain_lose_no_byte);
    CASE(a_one_way_printer_prints_and_says_only_what_it_knows);
    CASE(paper_out_is_believed_and_all_well_is_not);
    CASE(a_printer_with_a_way_back_that_is_silent_is_not_trusted);
    CASE(without_status_lines_and_ids_it_prints_all_the_same);
    CASE(bytes_that_were_never_taken_are_not_called_printed);
    CASE(paper_that_ends_in_the_page_leaves_nothing_for_the_next_person);
    CASE(pulled_out_in_the_page_nobody_knows_what_came_out);
    CASE(plugged_in_again_it_is_found_under_its_new_number);
    CASE(another_printer_is_not_taken_for_it);
    CASE(before_it_was_ever_seen_the_only_one_is_it_and_of_two_none);
    CASE(a_job_waits_for_it_to_come_back);
    CASE(a_transfer_that_fails_ends_the_job);
    return check_done();
}
