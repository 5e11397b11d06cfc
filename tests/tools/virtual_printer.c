/* A receipt printer for desks and tests: listens, decodes what it gets, keeps every receipt as
 * bytes and picture, and fails when told to. Commands on standard input: a fault's name with an
 * optional number of rows after which it strikes, "mend", or "quit"; "told COMMAND" is the answer.
 */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "platform/base/options.h"
#include "platform/sim/printer_serve.h"
#include "platform/sim/printer_sim.h"

static struct printer_virtual machine;
static const char *keep = NULL;

static void page_out(void *context, const struct bits *page, const uint8_t *raw, size_t size)
{
    (void)context;
    printf("printed %d, %d rows\n", machine.printed, page->height);
    fflush(stdout);
    if (keep != NULL && failed(printer_sim_keep(keep, machine.printed, page, raw, size))) {
        fprintf(stderr, "virtual_printer: could not write %s\n", keep);
    }
}

static void *serve(void *argument)
{
    void **both = argument;
    printer_serve_run(both[0], both[1]);
    return NULL;
}

static void list_faults(void)
{
    printf("\nfaults:\n");
    for (int i = 1; virtual_fault_name((enum virtual_fault)i) != NULL; i++) {
        printf("  %-12s %s\n", virtual_fault_name((enum virtual_fault)i),
               virtual_fault_help((enum virtual_fault)i));
    }
}

static bool strike(const char *words)
{
    char name[32] = "";
    int after = 0;
    if (sscanf(words, "%31s %d", name, &after) < 1) {
        return true;
    }
    if (strcmp(name, "mend") == 0) {
        virtual_mend(&machine);
        return true;
    }
    const enum virtual_fault fault = virtual_fault_find(name);
    if (fault != PAPER_FAULT_NONE) {
        virtual_break(&machine, fault, after);
    }
    return fault != PAPER_FAULT_NONE;
}

static bool take_fault(void *context, const char *value)
{
    (void)context;
    return strike(value);
}

static bool take_level(void *context, const char *value)
{
    enum virtual_level *level = context;
    *level = (enum virtual_level)value[0];
    return strlen(value) == 1 && value[0] >= 'A' && value[0] <= 'D';
}

static bool take_width(void *context, const char *value)
{
    int *width = context;
    *width = (int)strtol(value, NULL, 10);
    return *width == 384 || *width == 512 || *width == 576;
}

/* Follows standard input until "quit"; when that ends it serves on until it is killed. */
static void follow_commands(void)
{
    char line[64];
    while (fgets(line, sizeof line, stdin) != NULL) {
        line[strcspn(line, "\n")] = '\0';
        if (strcmp(line, "quit") == 0) {
            return;
        }
        if (strike(line)) {
            printf("told %s\n", line);
            fflush(stdout);
        } else {
            fprintf(stderr, "virtual_printer: unknown fault '%s'; see --help\n", line);
        }
    }
    for (;;) {
        (void)pause();
    }
}

static int run(const char *where)
{
    struct printer_serve line;
    atomic_bool stop;
    pthread_t thread;
    void *both[] = {&line, &stop};
    atomic_init(&stop, false);
    if (failed(printer_serve_open(&line, where, &machine))) {
        fprintf(stderr,
                "virtual_printer: cannot listen on '%s'; give tcp://127.0.0.1:PORT, unix:PATH "
                "or pty\n",
                where);
        return 1;
    }
    printf("listening escpos:%s\n", line.address);
    fflush(stdout);
    if (pthread_create(&thread, NULL, serve, both) != 0) {
        return 1;
    }
    follow_commands();
    atomic_store(&stop, true);
    pthread_join(thread, NULL);
    printer_serve_close(&line);
    return 0;
}

int main(int argc, char **argv)
{
    const char *where = "tcp://127.0.0.1:9100";
    enum virtual_level level = VIRTUAL_A;
    int width = 576;
    int words = 0;
    const struct option_row rows[] = {
        {"--listen", "WHERE", "tcp://127.0.0.1:PORT (0 = any), unix:PATH or pty", &where, NULL,
         NULL, NULL},
        {"--out", "FILE", "keeps receipts as FILE and its .png, then FILE-2…", &keep, NULL, NULL,
         NULL},
        {"--width", "DOTS", "384, 512 or 576 (576)", NULL, NULL, take_width, &width},
        {"--level", "A|B|C|D", "what it can tell: ids, in order, status, nothing (A)", NULL, NULL,
         take_level, &level},
        {"--fault", "NAME[ ROWS]", "fails at once or after so many rows; repeatable", NULL, NULL,
         take_fault, NULL},
    };
    const struct program program = {
        "virtual_printer",
        "pretends to be a receipt printer",
        "virtual_printer [OPTION]...",
        "  virtual_printer --listen tcp://127.0.0.1:9100 --out /tmp/receipt.escpos\n"
        "  virtual_printer --listen pty --fault 'paper-out 300'\n",
        rows,
        sizeof rows / sizeof rows[0],
    };
    virtual_init(&machine, width, level, page_out, NULL);
    const int status = options_parse(&program, argc, argv, &words);
    if (status == 0) {
        list_faults();
    }
    if (status >= 0) {
        return status;
    }
    machine.decoder.width = width;
    machine.level = level;
    return run(where);
}
