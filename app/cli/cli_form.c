#include "app/cli/cli_form.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "app/assets.h"
#include "app/cli/cli_catalogue.h"
#include "app/cli/cli_form_load.h"
#include "platform/base/nearest.h"
#include "platform/base/options.h"

/* Where findings of one file go. */
struct listing {
    const char *path;
    bool json, strict;
    int refused;
};

static void print_finding(const struct listing *to, const struct form_where *where, bool warning)
{
    if (!to->json) {
        printf("%s:%d: %s: %s%s\n", to->path, where->line, where->path, warning ? "warning: " : "",
               where->message);
        return;
    }
    /* What a broken file says of itself need not be UTF-8. */
    json_t *line =
        json_pack("{s:s, s:i, s:s*, s:s, s:s*}", "file", to->path, "line", where->line, "path",
                  where->path, "kind", warning ? "warning" : "refused", "message", where->message);
    if (line != NULL) {
        json_dumpf(line, stdout, JSON_COMPACT);
        putchar('\n');
        json_decref(line);
    }
}

static void print_refusal(const char *path, const struct form_where *where)
{
    const struct listing to = {.path = path};
    print_finding(&to, where, false);
}

static void list_finding(void *context, enum finding finding, const struct form_where *where)
{
    struct listing *to = context;
    const bool warning = finding == FINDING_WARNING || (finding == FINDING_MISTAKE && !to->strict);
    to->refused += !warning;
    print_finding(to, where, warning);
}

static int form_check_files(int argc, char **argv)
{
    bool json = false, strict = false;
    const char *media = NULL;
    const struct option_row rows[] = {
        {"--json", NULL, "one JSON object for each refusal and warning", NULL, &json, NULL, NULL},
        {"--strict", NULL, "names and lists that are not there are refused too", NULL, &strict,
         NULL, NULL},
        {"--media", "DIR", "folder of the lists (the form's own)", &media, NULL, NULL, NULL},
    };
    const struct program program = {
        .name = "kioskctl form check",
        .summary = "tells everything in forms that is outside the profile, with exit status 1, and "
                   "warns of what may have been overlooked",
        .usage = "kioskctl form check [--json] [--strict] [--media DIR] FILE...",
        .examples = "  kioskctl form check assets/forms/1.001193/form.xml\n",
        .rows = rows,
        .count = (int)(sizeof rows / sizeof rows[0]),
    };
    int words = 0, refused = 0;
    const int status = options_parse(&program, argc, argv, &words);
    if (status >= 0) {
        return status;
    }
    if (words == 0) {
        return options_wrong(&program, "which FILE?");
    }
    for (int i = 1; i <= words; i++) {
        struct listing to = {.path = argv[i], .json = json, .strict = strict};
        const struct form_report report = {&to, list_finding};
        refused += failed(loaded_examine(argv[i], media, &report)) || to.refused > 0;
    }
    return refused > 0 ? 1 : 0;
}

static const char *fault_word(enum form_fault fault)
{
    switch (fault) {
    case FAULT_NONE:
        return "none";
    case FAULT_REQUIRED:
        return "required";
    case FAULT_CONSTRAINT:
        return "constraint";
    case FAULT_TYPE:
        return "type";
    }
    return "none";
}

/* Every broken rule of restored answers, by field: never the answer itself. */
static int report_problems(struct form *f)
{
    int problems = 0;
    for (form_node n = form_next_node(f, FORM_NONE); n != FORM_NONE; n = form_next_node(f, n)) {
        const struct form_problem p = form_check(f, n);
        char ref[256];
        struct buf out;
        buf_init(&out, ref, sizeof ref);
        if (p.fault != FAULT_NONE && !failed(form_ref(f, n, &out))) {
            printf("%s: %s%s%s\n", ref, fault_word(p.fault), p.text != NULL ? ": " : "",
                   p.text != NULL ? p.text : "");
            problems++;
        }
    }
    return problems;
}

static int validate(const char *instance, const char *form, const char *media,
                    const struct form_clock *clock)
{
    struct loaded_form l;
    struct file_bytes answers = {0};
    struct err e = loaded_open(&l, form, media, clock);
    int status = 1;
    if (failed(e)) {
        print_refusal(form, &l.where);
    } else if (failed(files_linux()->ops->map(instance, &answers))) {
        printf("%s:0: : the file cannot be read; check its name\n", instance);
    } else {
        e = form_restore(l.form, answers.bytes, answers.size, &l.where);
        if (failed(e)) {
            print_refusal(instance, &l.where);
        } else {
            status = report_problems(l.form) > 0 ? 1 : 0;
        }
    }
    files_linux()->ops->unmap(&answers);
    loaded_close(&l);
    return status;
}

static int form_validate(int argc, char **argv)
{
    const char *media = NULL, *now = NULL;
    const struct option_row rows[] = {
        {"--media", "DIR", "folder of the lists (the form's own)", &media, NULL, NULL, NULL},
        {"--now", "ISO8601", "the moment that counts as now", &now, NULL, NULL, NULL},
    };
    const struct program program = {
        .name = "kioskctl form validate",
        .summary = "tells whether the answers of an instance obey their form; silent when they do",
        .usage = "kioskctl form validate [--media DIR] [--now ISO8601] INSTANCE FORM",
        .examples = "  kioskctl form validate instance.xml assets/forms/1.001193/form.xml\n",
        .rows = rows,
        .count = (int)(sizeof rows / sizeof rows[0]),
    };
    int words = 0;
    struct form_clock clock;
    const int status = options_parse(&program, argc, argv, &words);
    if (status >= 0) {
        return status;
    }
    if (words != 2 || !loaded_clock(now, NULL, &clock)) {
        return options_wrong(&program, "INSTANCE and FORM are needed, --now as "
                                       "2026-11-23T08:00:00+07:00.");
    }
    return validate(argv[1], argv[2], media, &clock);
}

static void print_languages(const struct assets *assets, const struct procedure *procedure)
{
    char name[96], path[ASSETS_PATH_MAX];
    struct loaded_form l;
    struct form_clock clock;
    snprintf(name, sizeof name, "forms/%.20s/%.60s", procedure->code, procedure->form);
    (void)loaded_clock(NULL, NULL, &clock);
    if (failed(assets_path(assets, name, path, sizeof path))) {
        return;
    }
    if (!failed(loaded_open(&l, path, NULL, &clock))) {
        for (int i = 0; i < form_language_count(l.form); i++) {
            printf("%s%s", i > 0 ? "," : "", form_language(l.form, i));
        }
    }
    loaded_close(&l);
}

static int form_list(int argc, char **argv)
{
    const struct program program = {
        .name = "kioskctl form list",
        .summary = "the installed procedures: code, title, fillable or information-only, languages",
        .usage = "kioskctl form list",
        .examples = "  kioskctl form list | grep fillable\n",
    };
    int words = 0;
    const int status = options_parse(&program, argc, argv, &words);
    if (status >= 0) {
        return status;
    }
    if (words > 0) {
        return options_wrong(&program, "no words are expected.");
    }
    struct cli_catalogue all;
    const struct err e = cli_catalogue_open(&all, "en");
    for (int i = 0; !failed(e) && i < all.catalogue->count; i++) {
        const struct catalogue_entry *entry = &all.catalogue->entries[i];
        const bool fillable = entry->form != NULL && entry->form->form[0] != '\0';
        bool fallback = false;
        if (!catalogue_offered(all.catalogue, i, all.today)) {
            continue;
        }
        printf("%s\t%s\t%s\t", entry->code, catalogue_title(all.catalogue, i, "vi", &fallback),
               fillable ? "fillable" : "information-only");
        if (fillable) {
            print_languages(&all.assets, entry->form);
        } else {
            (void)catalogue_title(all.catalogue, i, "en", &fallback);
            printf("%s", fallback ? "vi" : "vi,en");
        }
        putchar('\n');
    }
    cli_catalogue_close(&all);
    return failed(e) ? 1 : 0;
}

int cli_form(int argc, char **argv)
{
    static const struct {
        const char *name, *help;
        int (*run)(int argc, char **argv);
    } commands[] = {{"check", "whether forms are inside the profile", form_check_files},
                    {"run", "drives a form: JSON lines in, JSON lines out", cli_form_run},
                    {"validate", "whether answers obey their form", form_validate},
                    {"list", "the installed procedures", form_list}};
    enum { COUNT = sizeof commands / sizeof commands[0] };
    const char *names[COUNT];
    for (int i = 0; i < COUNT; i++) {
        names[i] = commands[i].name;
        if (argc > 1 && strcmp(argv[1], names[i]) == 0) {
            return commands[i].run(argc - 1, argv + 1);
        }
    }
    if (argc > 1 && strcmp(argv[1], "--help") == 0) {
        printf("usage: kioskctl form COMMAND [OPTION]...\n\n");
        for (int i = 0; i < COUNT; i++) {
            printf("  %-10s %s\n", commands[i].name, commands[i].help);
        }
        printf("\nexamples:\n  kioskctl form check assets/forms/1.001193/form.xml\n");
        return 0;
    }
    const char *near = argc > 1 ? nearest(argv[1], names, COUNT) : NULL;
    fprintf(stderr, "kioskctl form: check, run, validate or list?%s%s%s See --help.\n",
            near != NULL ? " Did you mean " : "", near != NULL ? near : "",
            near != NULL ? "?" : "");
    return 2;
}
