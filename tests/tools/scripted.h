/* Tests that run under umockdev, each a process of its own, since it keeps few descriptors in one
 * (tests/flow/scripted_run): without an argument a program prints their names. */
#ifndef TESTS_TOOLS_SCRIPTED_H
#define TESTS_TOOLS_SCRIPTED_H

#include "tests/check.h"

#define CASE(name)                                                                                 \
    do {                                                                                           \
        if (argc == 1) {                                                                           \
            printf("%s\n", #name);                                                                 \
        } else if (strcmp(argv[1], #name) == 0) {                                                  \
            RUN(name);                                                                             \
        }                                                                                          \
    } while (0)

#endif
