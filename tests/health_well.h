/* What a kiosk without any fault tells of itself: the dashboard's tests and pictures begin with it.
 */
#ifndef TESTS_HEALTH_WELL_H
#define TESTS_HEALTH_WELL_H

#include "app/staff/health.h"

#define GIB ((int64_t)1 << 30)
#define MIB ((int64_t)1 << 20)
#define NOW ((int64_t)1795400640) /* 23 November 2026, 09:24 */

static const struct health_facts health_well = {
    .printer = DEVICE_WELL,
    .status = {.online = true, .answers = true, .paper = PAPER_OK},
    .paper_mm = 21000,
    .paper_receipts = 105,
    .scanner = DEVICE_WELL,
    .camera = DEVICE_WELL,
    .sound = DEVICE_WELL,
    .keypad = DEVICE_WELL,
    .beacon = DEVICE_WELL,
    .keyboard = DEVICE_WELL,
    .touch = DEVICE_WELL,
    .machine_told = true,
    .machine = {.lines = 1,
                .lines_up = 1,
                .disk_free = 20 * GIB,
                .disk_size = 32 * GIB,
                .clock_kept = true,
                .clock_set = true,
                .power = POWER_MAINS,
                .battery_percent = 96,
                .celsius = 48,
                .slot = "A"},
    .courier = DEVICE_WELL,
    .online = true,
    .outbox = {.told = true, .room = GIB, .worst = MIB},
    .now_s = NOW,
    .version = "v1.2",
};

#endif
