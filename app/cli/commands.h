/* The commands of kioskctl as a table: one row each, its function reads its own options and returns
 * the exit status of CONTRACTS.md: 0 done, 1 the thing asked for failed, 2 wrong use. To add one,
 * write app/cli/cli_NAME.[ch] with `int cli_NAME(int argc, char **argv)` and add its row. */
#ifndef APP_CLI_COMMANDS_H
#define APP_CLI_COMMANDS_H

struct command {
    const char *name;
    const char *help;                  /* one sentence */
    int (*run)(int argc, char **argv); /* argv[0] is the command's name */
};

/* Commands composed of screen layers (fonts, painter), which the tests' link leaves out: they live
 * in app/cli/main_NAME.c and main_kioskctl.c brings them. */
#define COMMANDS_MORE_MAX 8
struct commands_more {
    const struct command *rows;
    int count; /* at most COMMANDS_MORE_MAX */
};

/* Finds the command named argv[1] and runs it; answers --help, --version and unknown names. more
 * may be NULL. */
int commands_run(const struct commands_more *more, int argc, char **argv);

#endif
