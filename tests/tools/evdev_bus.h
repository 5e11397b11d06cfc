/* One input device as drivers/input/evdev.c shows it, played by umockdev: its bytes are those of a
 * pty, its ioctls are answered here. One in a process, under umockdev-wrapper. */
#ifndef TESTS_TOOLS_EVDEV_BUS_H
#define TESTS_TOOLS_EVDEV_BUS_H

#include <linux/input.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <umockdev.h>

/* The stage must stand: without it no test means anything. */
#define MUST(condition)                                                                            \
    do {                                                                                           \
        if (!(condition)) {                                                                        \
            printf("# %s:%d: %s\n", __FILE__, __LINE__, #condition);                               \
            abort();                                                                               \
        }                                                                                          \
    } while (0)

#define PATIENCE_MS 3000
#define LINK_FOLDER "/dev/input/by-id"
#define LINK        LINK_FOLDER "/usb-Pad-event-kbd"

/* The device on the bus. */
struct evdev_bus {
    UMockdevTestbed *bed;
    UMockdevIoctlBase *handler;
    pthread_mutex_t lock;
    int number; /* of its next life */
    int master, slave;
    bool plugged;
    bool taken;                      /* by another program */
    bool missed;                     /* somebody read it after it was pulled */
    int grabs;                       /* how often it was grabbed */
    int refusals;                    /* how often it was not, for another program had it */
    int reads;                       /* of its bytes */
    uint8_t keys[(KEY_CNT + 7) / 8]; /* as EVIOCGKEY tells them */
    uint8_t switches[(SW_CNT + 7) / 8];
};

extern struct evdev_bus bus;
extern atomic_int bus_rung; /* how often bus_ring() was */

/* The bus, without the device. */
void bus_open(void);
void bus_close(void);

/* Plugs it in: each time the kernel gives it another number, and udev the same link. */
void bus_plug(void);
/* The kernel wakes whoever polls and gives ENODEV from now on; the device file is gone. */
void bus_pull(void);

/* An event; a key with all that comes with it; a key that is down, or a switch that is closed. */
void bus_send(uint16_t type, uint16_t code, int value);
void bus_strike(uint16_t code, int value);
void bus_hold(uint8_t *bits, int code);

/* A key down and up; and while the other is held. */
void bus_press(uint16_t code);
void bus_press_with(uint16_t modifier, uint16_t code);

/* A driver's bell. */
void bus_ring(void *context);

/* Looks again after each thing that the bus saw happen (a ring, a question, a read, the end of the
 * device), and where a driver says nothing of it, now and then; false after PATIENCE_MS. */
bool bus_until(bool (*is_so)(void));

/* For what is to take time: contacts that tremble. */
void bus_nap(int ms);

#endif
