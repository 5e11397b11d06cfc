#include "app/courier/main_log.h"

#include "app/audit/audit_log.h"
#include "platform/linux/journal.h"
#include "platform/linux/machine_linux.h"
#include "platform/port_clock.h"

/* Composition root: one per process. */
static struct journal_linux file;
static struct audit_log audit;
static struct port_dir dir;

static int64_t now(void)
{
    struct port_clock clock = clock_linux();
    return clock.ops->now_s(&clock);
}

void courier_log_open(const char *state)
{
    bool broken = false;
    dir = dir_linux();
    journal_linux_init(&file);
    const struct err e = audit_open(&audit, state, "courier", &file.port, &dir, now(), &broken);
    if (failed(e)) {
        log_event(EV_STORE_FAILED, e.code, e.os);
        return;
    }
    log_also(audit_event, &audit);
    if (broken) {
        log_event(EV_LOG_BROKEN, 0, 0);
    }
    log_event(EV_STARTED, 0, machine_linux_up_s());
}

void courier_log_close(int status)
{
    log_event(EV_STOPPED, status, 0);
    log_also(NULL, NULL);
    audit_close(&audit, now());
}
