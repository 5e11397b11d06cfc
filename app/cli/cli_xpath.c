#include "app/cli/cli_xpath.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "app/cli/cli_form_load.h"
#include "app/cli/cli_line.h"
#include "app/form/element.h"
#include "app/form/xpath.h"
#include "platform/base/options.h"
#include "platform/base/secret.h"

#define XPATH_ARENA_BYTES   ((size_t)32 << 20)
#define XPATH_SCRATCH_BYTES ((size_t)4 << 20)

/* As deep as elements may be. */
static struct node *copy(struct arena *arena, const struct element *e, struct node *parent)
{
    struct node *n = node_add(arena, parent, e->name);
    if (n == NULL) {
        return NULL;
    }
    n->value = element_first(e) == NULL ? element_text(arena, e) : NULL;
    for (const struct element *c = element_first(e); c != NULL; c = element_next(c)) {
        if (copy(arena, c, n) == NULL) {
            return NULL;
        }
    }
    return n;
}

/* The node of a path "/a/b[2]" by evaluating it. */
static struct node *find(struct xpath_host *host, struct arena *arena, struct node *top,
                         const char *path)
{
    struct xpath_expression *x = NULL;
    struct xpath_mistake mistake;
    struct xpath_value v;
    if (path == NULL) {
        return top->first;
    }
    if (failed(xpath_parse(arena, path, &x, &mistake)) ||
        failed(xpath_eval(x, host, top->first, &v)) || v.type != XPATH_NODES || v.count == 0) {
        return NULL;
    }
    return v.nodes[0];
}

static int print_value(const struct xpath_value *v, struct arena *scratch)
{
    static const char *const types[] = {[XPATH_NODES] = "nodes",
                                        [XPATH_STRING] = "string",
                                        [XPATH_NUMBER] = "number",
                                        [XPATH_BOOLEAN] = "boolean"};
    const bool no_number = v->type == XPATH_NUMBER && isnan(v->number);
    const char *text = no_number ? "NaN" : xpath_string(v, scratch);
    printf("%s\t%s\n", types[v->type], text != NULL ? text : "");
    return 0;
}

static int compute_one(struct arena *arena, struct xpath_host *host, struct node *context,
                       const char *expression)
{
    struct xpath_expression *x = NULL;
    struct xpath_mistake mistake;
    struct xpath_value v;
    if (failed(xpath_parse(arena, expression, &x, &mistake))) {
        printf("error\t%s (column %d)\n", mistake.message, mistake.column);
        return 1;
    }
    const struct err e = xpath_eval(x, host, context, &v);
    if (failed(e)) {
        printf("error\t%s (%s)\n", e.at, err_name(e.code));
        return 1;
    }
    return print_value(&v, host->scratch);
}

static int compute(struct node *top, struct arena *arena, struct xpath_host *host,
                   const char *expression, const char *ref)
{
    struct node *context = find(host, arena, top, ref);
    if (context == NULL) {
        printf("error\t--ref names no node of the document\n");
        return 1;
    }
    if (strcmp(expression, "-") != 0) {
        return compute_one(arena, host, context, expression);
    }
    char line[XPATH_TEXT_MAX + 2];
    size_t len = 0;
    bool cut = false;
    int status = 0;
    while (cli_line(stdin, line, sizeof line, &len, &cut)) {
        const size_t mark = arena_mark(arena);
        status |= compute_one(arena, host, context, line);
        arena_release(host->scratch, 0);
        arena_release(arena, mark);
    }
    return status;
}

static int run(const char *path, const char *expression, const char *ref,
               const struct form_clock *clock)
{
    struct arena arena = {0}, scratch = {0};
    struct file_bytes file = {0};
    struct element *root = NULL;
    struct form_where where = {0};
    bool locked = false;
    struct err e = secret_open(&arena, XPATH_ARENA_BYTES, &locked);
    if (!failed(e)) {
        e = secret_open(&scratch, XPATH_SCRATCH_BYTES, &locked);
    }
    if (!failed(e)) {
        e = files_linux()->ops->map(path, &file);
    }
    if (!failed(e)) {
        e = element_parse(&arena, file.bytes, file.size, &root, &where);
    }
    int status = 1;
    struct node *top = !failed(e) ? node_add(&arena, NULL, "") : NULL;
    if (failed(e)) {
        printf("error\t%s:%d: %s\n", path, where.line,
               where.message[0] != '\0' ? where.message : e.at);
    } else if (top == NULL || copy(&arena, root, top) == NULL) {
        printf("error\tthe document is larger than this command takes\n");
    } else {
        struct xpath_host host = {.now_s = clock->now_s,
                                  .offset_minutes = clock->offset_minutes,
                                  .random = clock->seed,
                                  .language = "en",
                                  .scratch = &scratch};
        status = compute(top, &arena, &host, expression, ref);
    }
    files_linux()->ops->unmap(&file);
    secret_close(&scratch);
    secret_close(&arena);
    return status;
}

int cli_xpath(int argc, char **argv)
{
    const char *ref = NULL, *now = NULL;
    const struct option_row rows[] = {
        {"--ref", "PATH", "the context node (the root element)", &ref, NULL, NULL, NULL},
        {"--now", "ISO8601", "the moment that counts as now", &now, NULL, NULL, NULL},
    };
    const struct program program = {
        .name = "kioskctl xpath",
        .summary = "evaluates an expression: type TAB value, or error TAB message and exit 1",
        .usage = "kioskctl xpath CONTEXT.xml EXPR [--ref PATH] [--now ISO8601]",
        .examples = "  kioskctl xpath answers.xml 'count(/data/child)'\n"
                    "  kioskctl xpath answers.xml - <EXPRESSIONS (one a line, one answer each)\n",
        .rows = rows,
        .count = (int)(sizeof rows / sizeof rows[0]),
    };
    int words = 0;
    struct form_clock clock;
    static char spaced[XPATH_TEXT_MAX + 2];
    if (argc > 2 && argv[2][0] == '-' && argv[2][1] != '-') {
        /* "-price" is an expression, not a mistyped option: a space before it changes nothing. */
        snprintf(spaced, sizeof spaced, "%s%s", argv[2][1] != '\0' ? " " : "", argv[2]);
        argv[2] = spaced;
    }
    const int status = options_parse(&program, argc, argv, &words);
    if (status >= 0) {
        return status;
    }
    if (words != 2 || !loaded_clock(now, NULL, &clock)) {
        return options_wrong(&program, "CONTEXT.xml and EXPR are needed.");
    }
    return run(argv[1], argv[2], ref, &clock);
}
