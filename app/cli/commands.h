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

/* Finds the command named argv[1] and runs it; answers --help, --version and unknown names. */
int commands_run(int argc, char **argv);

#endif
