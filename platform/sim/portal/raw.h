/* Answers whose frame is false, as bytes for the line: libmicrohttpd would send none of them. Pure.
 */
#ifndef PLATFORM_SIM_PORTAL_RAW_H
#define PLATFORM_SIM_PORTAL_RAW_H

#include "platform/base/err.h"
#include "platform/sim/portal/routes.h"

#define RAW_AGAIN 1100

enum raw_end {
    RAW_CLOSE,   /* FIN */
    RAW_RESET,   /* RST */
    RAW_HANG_UP, /* waits for the next request, then RST */
};

/* First `bytes`, then `again` so many times, then the end. */
struct raw_answer {
    char *bytes; /* from malloc */
    size_t size;
    char again[RAW_AGAIN];
    size_t again_size;
    int64_t times;
    int64_t pause_ms; /* before each byte of `bytes`; 0 = all at once */
    enum raw_end end;
};

/* What the honest reply becomes under a fault of FAULT_KIND_RAW. ERR_FULL without memory; else
 * raw_answer_free must follow. */
MUST_USE struct err raw_answer_make(const struct portal_reply *honest, const struct fault *fault,
                                    struct raw_answer *ret_answer);
void raw_answer_free(struct raw_answer *a);

#endif
