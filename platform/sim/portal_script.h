/* port_portal that plays a script: what the courier would answer, and its faults. */
#ifndef PLATFORM_SIM_PORTAL_SCRIPT_H
#define PLATFORM_SIM_PORTAL_SCRIPT_H

#include "platform/port_portal.h"

#define PORTAL_SCRIPT_STEPS 32

enum portal_fault {
    PORTAL_ANSWERS,   /* as the step says */
    PORTAL_IS_GONE,   /* no courier: ERR_OFFLINE at once */
    PORTAL_IS_SILENT, /* no answer: ERR_TIMEOUT at the deadline */
    PORTAL_IS_LATE,   /* ERR_TIMEOUT, then the answer is dropped when it comes */
    PORTAL_GARBAGE,   /* the answer is none: ERR_OFFLINE, as when the line is cut for it */
};

struct portal_step {
    enum portal_fault fault;
    struct portal_answer answer; /* id and question are filled in */
};

struct portal_script {
    struct port_portal port; /* first: the port is this struct */
    struct portal_step steps[PORTAL_SCRIPT_STEPS];
    int count, next; /* past the end the last step is repeated; without steps PORTAL_IS_GONE */
    int last_id;
    uint64_t now_ms; /* the test's clock: deadlines are measured on it */
    struct {
        struct portal_answer answer;
        uint64_t ready_ms;
    } waiting[16];
    int waiting_count;
    char heard[2048]; /* transcript: "status TEXT\n" a line */
};

void portal_script_init(struct portal_script *s);
void portal_script_add(struct portal_script *s, struct portal_step step);

#endif
